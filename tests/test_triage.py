"""Triage: every sentence that a rule is written for has a cue, talk of other things has none, and no answer changes."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from extractor import Article, Extractor
from extractor.language import load_model, prepare
from extractor.lexicon import load_terms
from extractor.marked import example_of, parse_marked
from extractor.parsing import open_page
from extractor.triage import find_cues
from test_marked_examples import find_rules

DEAL_TABLE = Path(__file__).parent / "fields" / "deals.txt"
PAST_RULES = {name: rule for name, rule in find_rules().items() if re.search("deals|funding", name)}


def has_cue(text: str) -> bool:
    return next(find_cues(prepare(text)), None) is not None


@pytest.mark.parametrize("rule", PAST_RULES.values(), ids=PAST_RULES.keys())
def test_each_rule_s_sentence_has_a_cue(rule: Callable[..., object]) -> None:
    assert has_cue(example_of(rule.__doc__).text)


def deal_sentences() -> Iterator[str]:
    for line in DEAL_TABLE.read_text(encoding="utf-8").splitlines():
        row = line.partition(" | ")[0]
        if not line.startswith("#") and "](" in row:
            yield parse_marked(row).text


def test_each_sentence_of_the_deal_table_has_a_cue() -> None:
    assert [text for text in deal_sentences() if not has_cue(text)] == []


@pytest.mark.parametrize(
    "lexicon", ["deal_verbs", "stake_verbs", "stake_sale_verbs", "bid_answers", "funding_verbs"]
)
def test_each_example_of_a_trigger_has_a_cue(lexicon: str) -> None:
    file = Path(__file__).parent.parent / "src" / "extractor" / "lexicons" / f"{lexicon}.txt"
    rows = [line.partition("#")[2].strip() for line in file.read_text(encoding="utf-8").splitlines()]
    examples = [row for row in rows[1:] if row.startswith(("Acme", "Bolt"))]
    assert len(examples) >= len(load_terms(lexicon)) - 1
    assert [text for text in examples if not has_cue(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The weather was fine, and the ferries ran.",
        "Dunlin kept its buy rating on Kestrel Foods.",
        "If you purchased Kestrel shares, call the law firm.",
        "Lives are at stake in the strait.",
        "Kestrel Foods reported sales of $40 million for the quarter.",
        "Net income was $40 million, the company said.",
        "He offered her a seat, and she approached the window.",
        "Kestrel Foods opened a bakery in Leeds on Monday.",
    ],
)
def test_talk_of_other_things_has_no_cue(text: str) -> None:
    assert list(find_cues(prepare(text))) == []


STORY = """Kestrel Foods opens a bakery

The bakery is in Leeds, where the firm began in 1950. It has twelve ovens.

"We are proud of this place," said Jane Moss, who runs it.

The town has many bakers. Some of them are old.

Kestrel Foods bought Dunlin Snacks for $40 million last year.

The ferries ran late.
"""


def opened(text: str, **options: object) -> set[str]:
    page = open_page(Article(text), **({"triage": True, "quotes": "all"} | options))  # type: ignore[arg-type]
    return {page.block(n).strip() for n in page.wanted}


def test_blocks_with_cues_and_quotes_are_parsed_with_their_neighbours() -> None:
    ferries, bakers = "The ferries ran late.", "The town has many bakers. Some of them are old."
    assert ferries not in opened(STORY)
    assert bakers in opened(STORY)
    assert opened(STORY, quotes="deals") == {
        "Kestrel Foods opens a bakery",
        "Kestrel Foods bought Dunlin Snacks for $40 million last year.",
    }
    assert bakers in opened(STORY.replace("Kestrel Foods bought", "It bought"), quotes="deals")
    assert ferries in opened(STORY, triage=False)


def test_triage_changes_no_answer() -> None:
    nlp = load_model()
    texts = [STORY, *deal_sentences(), STORY.replace("bought", "admired"), ""]
    thrifty = list(Extractor(nlp).stream(texts))
    whole = list(Extractor(nlp, triage=False).stream(texts, batch_size=3))
    assert [e.model_dump(exclude={"provenance"}) for e in thrifty] == [
        e.model_dump(exclude={"provenance"}) for e in whole
    ]


@pytest.mark.parametrize(("words", "count"), [("It makes sense,", 1), ("It makes,", 0)])
def test_three_words_are_a_quote(words: str, count: int) -> None:
    found = Extractor().extract(f"“{words}” says Jane Doe of Heron Securities.")
    assert [quote.span.text for quote in found.quotes] == [words] * count


def test_quotes_of_documents_with_a_deal() -> None:
    nlp = load_model()
    without = STORY.replace("bought", "admired")
    all_of, of_deals = Extractor(nlp), Extractor(nlp, quotes="deals")
    assert len(all_of.extract(without).quotes) == 1
    assert of_deals.extract(without).quotes == ()
    assert of_deals.extract(STORY).quotes == all_of.extract(STORY).quotes != ()
    assert of_deals.extract(STORY).provenance.options == {"quotes": "deals", "triage": True}


@pytest.mark.slow
@pytest.mark.parametrize(
    "parts",
    [("dev",), ("weak", "deals-2018.jsonl.gz"), ("peer", "newswire-dev.jsonl.gz")],
    ids=lambda p: p[0],
)
def test_nothing_is_lost_on_labelled_texts(shared: Callable[..., Path], parts: tuple[str, ...]) -> None:
    path, nlp = shared(*parts), load_model()
    if path.is_dir():
        texts = [file.read_text(encoding="utf-8-sig") for file in sorted(path.glob("*/*.txt"))]
    else:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            texts = [json.loads(line)["text"] for line in lines]
    differing = [
        thrifty.document.id
        for thrifty, whole in zip(
            Extractor(nlp, quotes="deals").stream(texts),
            Extractor(nlp, quotes="deals", triage=False).stream(texts),
            strict=True,
        )
        if (thrifty.deals, thrifty.financings, thrifty.valuations)
        != (whole.deals, whole.financings, whole.valuations)
    ]
    assert differing == []
