"""The page says what the JSON says, marks the very words, and lets nothing out of the articles."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from gold_by_hand import GOLD, TEXT, gold_document, perfect, score
from hostile import HOSTILE, HOSTILE_ID, NAME, SCRIPT, known_evaluation

from conftest import RunExtractor
from extractor.evaluation import Evaluation, Prediction
from extractor.evaluation.page import render_page
from extractor.evaluation.page.evidence import values_of
from extractor.evaluation.page.marking import mark_text, mark_values
from extractor.evaluation.records import record_of_gold, record_of_prediction


def page_of(evaluation: Evaluation) -> str:
    return "".join(render_page(evaluation))


class Page(HTMLParser):
    """What a browser would find: the tags, the marks with their words, the numbers of each table row."""

    VOID = frozenset({"meta", "input", "line", "circle"})

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: Counter[str] = Counter()
        self.attributes: set[str] = set()
        self.sides: list[tuple[str, str]] = []
        self.marks: list[tuple[str, int, int, str]] = []
        self.rows: dict[str, list[str]] = {}
        self.policy = ""
        self.sources: dict[str, str] = {}
        self._open: list[tuple[str, dict[str, str | None]]] = []
        self._row = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags[tag] += 1
        self.attributes |= set(found)
        if found.get("http-equiv") == "Content-Security-Policy":
            self.policy = found["content"] or ""
        if side := found.get("data-side"):
            self.sides.append((side, ""))
        if tag == "mark" and "data-start" in found:
            self.marks.append(
                (self.sides[-1][0], int(found["data-start"] or 0), int(found["data-end"] or 0), "")
            )
        if tag == "tr":
            self._row = found.get("data-row") or ""
        if self._row and "data-value" in found:
            self.rows.setdefault(self._row, []).append(found["data-value"] or "")
        if tag not in self.VOID:
            self._open.append((tag, found))

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self._open.pop()[0] == tag, f"</{tag}> closes another"

    def handle_data(self, data: str) -> None:
        tag, found = self._open[-1] if self._open else ("", {})
        if tag in ("script", "style"):
            self.sources[tag] = self.sources.get(tag, "") + data
        if any("data-side" in one for _, one in self._open):
            side, text = self.sides[-1]
            self.sides[-1] = side, text + data
        if tag == "mark" and "data-start" in found:
            *rest, text = self.marks[-1]
            self.marks[-1] = (*rest, text + data)  # type: ignore[assignment]


def test_each_side_is_the_article_and_each_mark_its_offsets() -> None:
    evaluation = known_evaluation()
    page = Page(page_of(evaluation))
    texts = {HOSTILE: 2, TEXT: 4}
    assert Counter(text for _, text in page.sides) == texts
    assert Counter(side for side, _ in page.sides) == {"gold": 3, "predicted": 3}
    assert len(page.marks) > 60
    for _, start, end, words in page.marks:
        assert words in (HOSTILE[start:end], TEXT[start:end])


def test_errors_come_first() -> None:
    html = page_of(known_evaluation())
    assert re.findall(r'data-id="([^"]*)"', html)[0] == "poor"
    assert html.index('data-id="good"') > html.index('data-id="x&#34;')
    assert html.index('class="errors"') < html.index('data-side="gold"')


def test_what_is_written_in_an_article_is_no_markup() -> None:
    page = Page(page_of(known_evaluation()))
    assert (page.tags["script"], page.tags["style"], page.tags["img"], page.tags["b"]) == (1, 1, 0, 0)
    assert not {name for name in page.attributes if name.startswith("on")}
    assert not {"src", "style", "srcdoc", "action", "formaction"} & page.attributes
    assert "broken" not in page.sources["script"] + page.sources["style"]


def test_nothing_but_the_pages_own_script_may_run_and_nothing_be_asked_for() -> None:
    html = page_of(known_evaluation())
    page = Page(html)
    sums = {
        tag: "sha256-" + base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
        for tag, source in page.sources.items()
    }
    assert f"default-src 'none'; style-src '{sums['style']}'; script-src '{sums['script']}';" in page.policy
    assert "unsafe" not in page.policy
    assert not re.search(r"(?i)https?:|//[a-z]|url\(|@import|<link|<base|<iframe", html)
    assert html.index("Content-Security-Policy") < html.index("<title>") < html.index("<style>")


def test_the_numbers_are_those_of_the_json() -> None:
    evaluation = known_evaluation()
    record = json.loads(json.dumps(evaluation.to_dict()))
    page = Page(page_of(evaluation))
    parts = ("correct", "partial", "incorrect", "missed", "spurious")

    def shown(value: float | None) -> str:
        return "null" if value is None else str(value)

    for name, one in record["fields"].items():
        assert page.rows[name] == [
            *map(shown, (one["precision"], one["recall"], one["f1"])),
            " ".join(map(str, one["interval"])) if one["interval"] else "null",
            *map(shown, (one["strict_f1"], one["lenient_f1"])),
            *(str(one[part]) for part in parts),
        ]
    headline = record["headline"]
    assert page.rows["headline"] == [
        *map(shown, (headline["precision"], headline["recall"], headline["f1"])),
        f"{headline['interval']['low']} {headline['interval']['high']}",
        *(str(headline[part]) for part in parts),
    ]
    assert page.tags["svg"] == 2  # F1 by field, calibration
    assert page_of(evaluation).count("data-kind=") == len(record["errors"])


def test_a_problem_and_a_group_are_shown_escaped() -> None:
    html = page_of(known_evaluation())
    assert f"The {SCRIPT} Post" not in html
    assert "The &lt;script&gt;window.broken=1&lt;/script&gt; Post" in html
    assert HOSTILE_ID not in html


def test_numbers_only_shows_no_article() -> None:
    html = "".join(render_page(known_evaluation(), numbers_only=True))
    assert "Borealis" not in html
    assert "data-side" not in html
    assert 'data-row="price"' in html


def test_a_page_of_nothing_confident_and_nothing_kept() -> None:
    html = page_of(score())
    assert "confidence" not in html
    assert "data-side" not in html


def marked(side: str, record: dict[str, object] | None = None) -> dict[str, set[str]]:
    """The words that each field's marks stand on, of gold or of a prediction."""
    document = gold_document()
    if side == "gold":
        made = record_of_gold(document)
    else:
        made = record_of_prediction(Prediction.model_validate(record), TEXT)
    words: dict[str, set[str]] = {}
    for stretch in mark_text(TEXT, mark_values(values_of(made, TEXT), {})):
        for mark in stretch.marks:
            words.setdefault(mark.field, set()).add(stretch.text)
    return words


def test_gold_without_offsets_is_found_in_the_text() -> None:
    found = marked("gold")
    assert found["acquirer"] == {"Borealis", "Borealis Group", "Teal Mutual", "Kestrel"}
    assert found["target"] == {"Quillon", "Osprey Life", "Dunlin"}
    assert found["price"] == {"$1.3 billion", "1.2 billion euros", "£40 million"}
    assert found["stake_percent"] == {"12.5%"}
    assert found["prior_funding"] == found["financing"] == {"$64 million"}
    assert found["financing_investors"] == {"Fenwick", "Tamarack Ventures"} == found["investors"]
    assert "We pay a fair price." in found["quote"]


@pytest.mark.parametrize(
    ("mentions", "words"),
    [
        ([{"start": 0, "end": 8}], {"Borealis"}),
        ([{"start": 0, "end": 5}], {"Borea"}),  # taken at its word, and seen to be wrong
        ([{"start": 0, "end": 99999}], {"Borealis Group"}),  # no such place: looked up
        ([{"start": 5, "end": 3}], {"Borealis Group"}),
        (["Borealis"], {"Borealis Group"}),
        ("no list", {"Borealis Group"}),
        (None, {"Borealis Group"}),
    ],
)
def test_a_prediction_is_marked_where_it_says_or_else_looked_up(mentions: object, words: set[str]) -> None:
    acquirer = {"name": "Borealis Group", "mentions": mentions}
    assert marked("predicted", {"id": "a", "deals": [{"acquirers": [acquirer]}]}) == {"acquirer": words}


def test_overlapping_marks_are_cut_and_the_worst_shows() -> None:
    html = page_of(known_evaluation())
    stretches = re.findall(r'data-state="(\w+)" data-marks="([^"]*)"', html)
    assert stretches
    severity = ("incorrect", "missed", "spurious", "partial", "correct", "folded")
    for state, marks in stretches:
        states = [one.split("=")[1] for one in marks.split(" ")]
        assert state == min(states, key=severity.index)


def test_the_command(run: RunExtractor, tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "gold" / "a.gold.json").write_text(json.dumps(GOLD), encoding="utf-8")
    (tmp_path / "run.jsonl").write_text(json.dumps(perfect(gold_document())), encoding="utf-8")
    done = run("evaluate", "gold", "--predictions", "run.jsonl", "--html", "report.html")
    assert (done.code, done.err) == (0, "")
    html = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "<h1>run.jsonl on gold</h1>" in html
    assert Page(html).sides == [("gold", TEXT), ("predicted", TEXT)]
    assert NAME not in html
