"""What goes out to an annotators' tool comes back as it went, for the whole corpus and for one odd article."""

from __future__ import annotations

from pathlib import Path

import pytest
from labelled import GOLD, TEXT, article, without_offsets

from conftest import ROOT
from extractor.annotation.formats import FORMATS, load_format
from extractor.annotation.from_gold import annotate, annotate_gold
from extractor.annotation.model import Annotated, Link, Mark
from extractor.annotation.to_gold import gold_of
from extractor.annotation.tokens import tokenize
from extractor.evaluation.gold import Gold
from extractor.evaluation.goldset import load_gold_dir

CORPUS = {document.id: document for document in load_gold_dir(ROOT / "corpus" / "dev").documents}

ODD = Annotated(
    "sub/odd",
    "\n \tZoë 🧵\r\nbought\u00a0 A&B <em>\u2028for “$3m”. ]]> end\n\n",
    (
        Mark("Article", 3, 8, {"notes": '["a=b; \\"c\\"\\nd | <e> & \u2028"]'}),
        Mark("Deal", 10, 16, {"kind": "stake", "unplaced": "{}"}),
        Mark("Deal", 10, 16, {"kind": "merger"}),
        Mark("Party", 3, 6),
        Mark("Party", 4, 5),
        Mark("Evidence", 3, 45),
    ),
    (Link("acquirer", 1, 3), Link("acquirer", 2, 3), Link("evidence", 2, 5), Link("alias", 3, 4)),
)
BARE = Annotated("bare", "No deal here.")


def test_the_corpus_is_there() -> None:
    assert len(CORPUS) >= 13


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_keeps_every_mark_and_link(name: str, tmp_path: Path) -> None:
    pytest.importorskip("cassis") if name == "xmi" else None
    documents = [article(), ODD, BARE, *map(annotate_gold, CORPUS.values())]
    format = load_format(name)
    assert format.write(iter(documents), tmp_path) == []
    returned = {one.id: one for one in format.read(tmp_path) if isinstance(one, Annotated)}
    assert returned == {one.id: one for one in documents}


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_labels_make_the_same_files(name: str, tmp_path: Path) -> None:
    pytest.importorskip("cassis") if name == "xmi" else None
    for folder in ("a", "b"):
        load_format(name).write([article(), ODD], tmp_path / folder)
    files = sorted(path.relative_to(tmp_path / "a") for path in (tmp_path / "a").rglob("*.*"))
    assert files
    for file in files:
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()


@pytest.mark.parametrize("name", CORPUS)
def test_marks_say_all_that_gold_says(name: str) -> None:
    document = CORPUS[name]
    returned = gold_of(annotate_gold(document))
    assert without_offsets(returned.model_dump()) == without_offsets(document.gold.model_dump())
    assert tuple((quote.start, quote.end) for quote in returned.quotes) == document.places


def test_marks_say_all_that_one_odd_label_says() -> None:
    returned = without_offsets(gold_of(article()).model_dump())
    wanted = without_offsets(GOLD.model_dump())
    assert returned == wanted


def test_every_value_that_stands_in_the_text_is_marked() -> None:
    marked = {(mark.label, TEXT[mark.start : mark.end]) for mark in article().marks}
    assert marked >= {
        ("Party", "Brightloom Group"),
        ("Party", "Quayside"),
        ("Party", "Harrow Capital"),
        ("Money", "£1.2bn"),
        ("Money", "$1.5bn"),
        ("Money", "340p"),
        ("Percent", "60%"),
        ("Date", "Monday"),
        ("Date", "2021"),
        ("Description", "weaver of sails"),
        ("Title", "chief executive"),
        ("Quote", "There is wind\nin it,"),
    }
    deal = next(mark for mark in article().marks if mark.label == "Deal")
    assert deal.attributes["unplaced"] == '{"closes_on": "2025"}'


def test_two_parties_of_one_name_stay_apart() -> None:
    text = "Alder bought Birch. Alder Group, which is Alder to all, sold Alder Foods to Birch."
    deal = {"kind": "acquisition", "status": "completed"}
    gold = Gold.model_validate(
        {
            "deals": (
                deal | {"acquirers": (("Alder Group", "Alder"),), "target": ("Birch",)},
                deal | {"acquirers": (("Birch",),), "target": ("Alder Foods",), "sellers": (("Alder",),)},
            )
        }
    )
    returned = gold_of(annotate("alder", text, gold))
    assert returned.deals == gold.deals


@pytest.mark.parametrize(
    "text", ["$" * 20_000, " " * 5_000 + "a", "a \t\r\n  b  c\u00a0", "", "“" * 300 + "x"]
)
def test_tokens_are_the_text(text: str) -> None:
    marks = (Mark("Party", len(text) // 3, len(text) // 2),) if text else ()
    doc = tokenize(Annotated("odd", text, marks))
    assert doc.text == text
    assert all(doc.char_span(*mark.place) is not None for mark in marks)
