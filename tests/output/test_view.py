"""The page shows the very text, marks the very words, and lets nothing out of an article."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from itertools import groupby
from pathlib import Path

import pytest
from hostile_article import HOSTILE, HOSTILE_ID, SCRIPT, hostile_record
from made_by_hand import FULL, TEXT, record

from conftest import RunExtractor
from extractor import Extractor
from extractor.output.page import render_page
from extractor.output.page.values import FAMILIES, Marked, cards_of, mark_text
from extractor.output.rows import rows_of
from extractor.schema import Extraction


def with_text(made: Extraction, text: str = TEXT) -> Extraction:
    return made.model_copy(update={"document": made.document.model_copy(update={"text": text})})


def page_of(*records: Extraction) -> str:
    return "".join(render_page(records, title="Deals"))


@pytest.fixture(scope="module")
def hostile() -> Extraction:
    return Extractor(trace=True, with_text=True).extract(HOSTILE, id=HOSTILE_ID, source=SCRIPT)


class Page(HTMLParser):
    """What a browser would find."""

    VOID = frozenset({"meta", "input"})

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.texts: list[str] = []
        self.marks: list[tuple[int, int, str]] = []
        self.sources: dict[str, str] = {}
        self.policy = ""
        self._open: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        self.attributes += found
        if found.get("http-equiv") == "Content-Security-Policy":
            self.policy = found["content"] or ""
        if found.get("class") == "text":
            self.texts.append("")
        if tag == "mark" and "data-start" in found:
            self.marks.append((int(found["data-start"] or 0), int(found["data-end"] or 0), ""))
        if tag not in self.VOID:
            self._open.append((tag, found))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag, f"</{tag}> closes another"

    def handle_data(self, data: str) -> None:
        if self._open and (tag := self._open[-1][0]) in ("script", "style"):
            self.sources[tag] = self.sources.get(tag, "") + data
        if any(found.get("class") == "text" for _, found in self._open):
            self.texts[-1] += data
        if any(tag == "mark" and "data-start" in found for tag, found in self._open):
            start, end, words = self.marks[-1]
            self.marks[-1] = (start, end, words + data)


def test_the_text_is_the_articles_and_each_mark_its_offsets(hostile: Extraction) -> None:
    page = Page(page_of(with_text(FULL), hostile))
    assert page.texts == [TEXT, HOSTILE]
    assert len(page.marks) > 30
    for start, end, words in page.marks:
        assert words in (TEXT[start:end], HOSTILE[start:end])


def test_every_value_has_its_words() -> None:
    cards = cards_of(with_text(FULL))
    values = [value for card in cards for value in card.values]
    assert [value.number for value in values] == list(range(len(values)))
    assert len(values) == len(list(rows_of(FULL)))
    marked = {number for stretch in mark_text(TEXT, cards) for number in stretch.values}
    without = [value.field for value in values if value.number not in marked]
    assert without == ["kind", "status"]  # of the second deal, made without evidence


FOUND = [
    # a value's field, its card, its words, and what is told of it
    ("acquirer", 0, ["Acme Corp", "Acme"], "rule subject_verb_object"),
    ("price", 0, ["under", "$40 million"], "rule for_amount"),
    ("kind", 0, ["Acme Corp (ACM.N) buys 60% of Beta for under $40 million"], ""),
    ("price disclosed", 1, ["terms were not disclosed"], ""),
    ("quote", 4, ["It sieves more than sand,"], ""),
]


@pytest.mark.parametrize(("field", "card", "words", "reason"), FOUND, ids=[row[0] for row in FOUND])
def test_what_a_value_lights(field: str, card: int, words: list[str], reason: str) -> None:
    value = next(value for value in cards_of(FULL)[card].values if value.field == field)
    assert [TEXT[start:end] for start, end in value.places] == words
    assert value.reason == reason


def test_the_shortest_value_around_a_word_marks_it() -> None:
    (quoted,) = [
        [(stretch.text, stretch.family) for stretch in group]
        for is_said, group in groupby(mark_text(TEXT, cards_of(FULL)), key=_is_first_line)
        if is_said
    ]
    assert quoted == [
        ("Acme Corp", "acquirer"),
        (" (ACM.N) ", ""),  # evidence of the deal, no field
        ("buys", "status"),
        (" ", ""),
        ("60%", "price"),
        (" of ", ""),
        ("Beta", "target"),
        (" for ", ""),
        ("under", "price"),
        (" ", ""),
        ("$40 million", "price"),
    ]


def _is_first_line(stretch: Marked) -> bool:
    return stretch.end <= TEXT.index("\n")


def test_every_field_has_its_family() -> None:
    """A field that the contract gains is marked as 'other' until it is given one."""
    named = {field for fields in FAMILIES.values() for field in fields}
    assert {row.field for row in rows_of(FULL)} <= named | {"confidence"}


def test_what_is_written_in_an_article_is_no_markup(hostile: Extraction) -> None:
    page = Page(page_of(hostile, hostile_record()))
    assert [page.tags.count(tag) for tag in ("script", "style", "img", "a", "b")] == [1, 1, 0, 1, 0]
    assert not [name for name in page.attributes if name.startswith("on")]
    assert not {"src", "style", "srcdoc", "action", "formaction"} & set(page.attributes)
    assert "broken" not in page.sources["script"] + page.sources["style"]


def test_controls_and_turns_are_there_but_do_nothing(hostile: Extraction) -> None:
    html = page_of(hostile)
    for sign in ("202E", "202C", "0001", "0085", "2028"):
        char = chr(int(sign, 16))
        assert f'<i class="sign" data-sign="{sign}"><span hidden>{char}</span></i>' in html
    outside = re.sub(r"<span hidden>.</span>", "", html)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]", outside)


def test_nothing_but_the_pages_own_script_may_run_and_nothing_be_asked_for() -> None:
    html = page_of(with_text(FULL))
    page = Page(html)
    sums = {
        tag: "sha256-" + base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
        for tag, source in page.sources.items()
    }
    assert page.policy.startswith(
        f"default-src 'none'; style-src '{sums['style']}'; script-src '{sums['script']}'; base-uri 'none'"
    )
    assert "unsafe" not in page.policy
    assert not re.search(r"(?i)https?:|//[a-z]|url\(|@import|<link|<base|<iframe", html)


def test_the_record_on_the_page_is_that_of_the_command_line(run: RunExtractor, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(HOSTILE.encode())
    assert run("view", "a.txt", "-o", "page.html").code == 0
    html = (tmp_path / "page.html").read_bytes().decode()
    shown = re.search(r"<pre[^>]*>(.*?)</pre>", html, re.DOTALL)
    assert shown is not None
    pre = Page(f'<div class="text">{shown[1]}</div>').texts[0]
    assert json.loads(pre) == json.loads(run("extract", "a.txt").out)
    assert Page(html).texts == [HOSTILE]


def test_several_documents_one_of_which_fails(run: RunExtractor, tmp_path: Path) -> None:
    for name, data in (("a.txt", b"Acme bought Bolt."), ("b.txt", b"\0"), ("c.txt", b"Nothing.")):
        (tmp_path / name).write_bytes(data)
    done = run("view", ".", "-o", "page.html", "--title", "Two & more")
    assert (done.code, len(done.lines)) == (1, 1)
    assert "b.txt" in done.err
    html = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert Page(html).texts == ["Acme bought Bolt.", "Nothing."]
    assert "<h1>Two &amp; more</h1>" in html
    assert "No deal, financing, valuation or quote was found." in html


def test_a_page_of_nothing() -> None:
    assert Page(page_of()).texts == []
    assert Page(page_of(with_text(record(""), ""))).texts == [""]
