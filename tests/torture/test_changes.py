"""What changes nothing in a text's meaning changes nothing in its record but names and offsets.

On articles of the corpus, and on sentences put together at random.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from changes import Change, changed, moved, replacing, tells
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor import Deal, Extractor

CORPUS = Path(__file__).parents[2] / "corpus" / "dev"
ARTICLES = sorted(path.stem for path in CORPUS.glob("*.txt"))
SOME = ARTICLES[::10]
ASIDE = (
    "The weather will stay mild along the coast until Thursday, with showers in the hills and a light wind "
    "from the west."
)
STRAIGHT = str.maketrans("“”‘’", "\"\"''")

CHANGES: dict[str, tuple[Change, Change]] = {
    "curly marks become straight": (lambda text: text, lambda text: text.translate(STRAIGHT)),
    "blanks that do not break become blanks": (replacing(" ", "\u00a0"), replacing("\u00a0", " ")),
    "long line ends become short": (replacing("\n", "\r\n"), replacing("\r\n", "\n")),
    "lines that wrap, their long ends become short": (
        lambda text: _wrapped(text).replace("\n", "\r\n"),
        replacing("\r\n", "\n"),
    ),
    "billions are written short": (lambda text: text, replacing(r"(?<=\d) billion", "bn")),
}
"""How the article is made ready, and what is then changed in it."""
ASIDE_ADDED = "a paragraph of something else is added"
KNOWN = {
    (
        "billions are written short",
        "coffee-chain-listing",
    ): "with other words near it the model no longer takes one of the buyer's names for one",
    (
        ASIDE_ADDED,
        "swiss-earnings",
    ): "a speaker's title is given to the place named nearest before it, once the company stands further up",
}


def _wrapped(text: str) -> str:
    lines = (
        textwrap.fill(line, 72, break_long_words=False, break_on_hyphens=False) for line in text.split("\n")
    )
    return "\n".join(lines)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(with_text=True)  # a record with its text checks each span against it


def _read(article: str) -> str:
    return (CORPUS / f"{article}.txt").read_text(encoding="utf-8")


def _cases(changes: Iterable[str], *, thorough: bool) -> list[object]:
    """Each change on some of the articles, or thoroughly on the others."""
    return [
        pytest.param(
            change,
            article,
            marks=[pytest.mark.xfail(reason=reason, strict=True)]
            if (reason := KNOWN.get((change, article)))
            else [],
        )
        for change in changes
        for article in ARTICLES
        if (article in SOME) != thorough
    ]


def _check_change(extractor: Extractor, change: str, article: str) -> None:
    ready, then = CHANGES[change]
    text = ready(_read(article))
    told = changed(tells(extractor.extract(text)), text, then)
    assert tells(extractor.extract(then(text))) == told


@pytest.mark.parametrize(("change", "article"), _cases(CHANGES, thorough=False))
def test_only_offsets_change(extractor: Extractor, change: str, article: str) -> None:
    _check_change(extractor, change, article)


@pytest.mark.slow
@pytest.mark.parametrize(("change", "article"), _cases(CHANGES, thorough=True))
def test_only_offsets_change_in_every_article(extractor: Extractor, change: str, article: str) -> None:
    _check_change(extractor, change, article)


def _check_aside(extractor: Extractor, article: str) -> None:
    """After the headline, in the middle and at the end; confidence may differ, as it goes by the place of a deal."""
    text = _read(article).rstrip()
    told = tells(extractor.extract(text))
    ends = [match.end() for match in re.finditer("\n\n", text)]
    for place in {*ends[1:2], *ends[len(ends) // 2 :][:1]}:
        aside = f"{ASIDE}\n\n"
        again = tells(extractor.extract(text[:place] + aside + text[place:]))
        assert _unsure(again) == _unsure(moved(told, place, len(aside)))
    assert _unsure(tells(extractor.extract(f"{text}\n\n{ASIDE}"))) == _unsure(told)


def _unsure(told: Any, **without: None) -> Any:
    """What is told, but for how sure the deals are."""
    return told | {"deals": [deal | {"confidence": None} | without for deal in told["deals"]]}


@pytest.mark.parametrize(("_", "article"), _cases([ASIDE_ADDED], thorough=False))
def test_a_paragraph_of_something_else_changes_nothing(extractor: Extractor, _: str, article: str) -> None:
    _check_aside(extractor, article)


@pytest.mark.slow
@pytest.mark.parametrize(("_", "article"), _cases([ASIDE_ADDED], thorough=True))
def test_a_paragraph_of_something_else_changes_nothing_anywhere(
    extractor: Extractor, _: str, article: str
) -> None:
    _check_aside(extractor, article)


NAMES = (
    "Quillon", "Tarnbrook", "Velmora", "Maresfield", "Pellworm", "Nordvik Energy", "Osier Group", "Müller AG",
    "Ardent Systems", "Halvorsen Capital", "Kestrand Holdings", "Fenwick & Sons", "Ombridge plc", "Marlow & Bligh",
)  # fmt: skip
UNHEARD = "Brightmere"
"""A name that the model takes for an adverb where a sentence begins with it."""
PRICES = (" for $1.3 billion", " in a deal worth €45m", " for an undisclosed sum", " for 60p a share", "")
STORY = (
    "{a} to buy {b}{p}\n\n"
    "LONDON — {a} said on Tuesday that it had agreed to buy {b}, which makes valves{p}. {b} was founded in "
    "Leeds in 2004 and employs 300 people.\n\n"
    "“We have known {b} for years,” said Ada Nordby, chief executive of {a}. “It has what we lack.”\n\n"
    "{b} raised $64 million from {c} last year, in a round that valued it at $220 million. Shares of {a} "
    "rose 2 per cent.\n"
)
parties = st.lists(st.sampled_from(NAMES), min_size=4, max_size=4, unique=True)


def _check_renamed(extractor: Extractor, names: list[str], price: str, which: int) -> None:
    """One company under another name: told the same, but for the name and where the sentence of proof begins."""
    *named, new = names
    text = STORY.format(a=named[0], b=named[1], c=named[2], p=price)
    rename = replacing(rf"(?<!\w){re.escape(named[which])}(?!\w)", new)
    told = changed(tells(extractor.extract(text)), text, rename)
    assert told["deals"]
    assert _unsure(tells(extractor.extract(rename(text))), evidence=None) == _unsure(told, evidence=None)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(names=parties, price=st.sampled_from(PRICES), which=st.integers(0, 2))
def test_another_name_changes_nothing_else(
    extractor: Extractor, names: list[str], price: str, which: int
) -> None:
    _check_renamed(extractor, names, price, which)


@pytest.mark.slow
@settings(max_examples=500, deadline=None, derandomize=True)
@given(names=parties, price=st.sampled_from(PRICES), which=st.integers(0, 2))
def test_any_other_name_changes_nothing_else(
    extractor: Extractor, names: list[str], price: str, which: int
) -> None:
    _check_renamed(extractor, names, price, which)


VOICES = (
    ("{a} agreed to buy {b}{p}, it said.", "{b} agreed to be bought by {a}{p}, it said."),
    ("{a} has acquired {b}{p}, it said.", "{b} has been acquired by {a}{p}, it said."),
    ("{a} acquired {b} from {s}{p} in 2019.", "{b} was acquired by {a} from {s}{p} in 2019."),
    ("{a} will acquire {b}{p}, it said.", "{b} will be acquired by {a}{p}, it said."),
    ("{a} is buying {b}{p}, it said.", "{b} is being bought by {a}{p}, it said."),
    ("{a} took over {b} in 2019.", "{b} was taken over by {a} in 2019."),
    ("{a} purchased {b}{p}, people close to it said.", "{b} was purchased by {a}{p}, people close to it said."),
    ("{a} snapped up {b} last year.", "{b} was snapped up by {a} last year."),
    ("Last month {a} bought {b}{p} in cash.", "Last month {b} was bought by {a}{p} in cash."),
    ("{s} sold {b} to {a}{p} in May.", "{b} was sold by {s} to {a}{p} in May."),
)  # fmt: skip
"""One deal told of the buyer and told of what is bought."""


def _roles(deals: tuple[Deal, ...]) -> list[tuple[object, ...]]:
    return [
        (
            [party.name for party in deal.acquirers],
            deal.target and deal.target.name,
            [party.name for party in deal.sellers],
            deal.status,
            deal.price and deal.price.amount,
        )
        for deal in deals
    ]


def _check_voices(extractor: Extractor, voices: tuple[str, str], names: list[str], price: str) -> None:
    active, passive = (
        _roles(extractor.extract(form.format(a=names[0], b=names[1], s=names[2], p=price)).deals)
        for form in voices
    )
    assert active
    assert active == passive


@settings(max_examples=100, deadline=None, derandomize=True)
@given(voices=st.sampled_from(VOICES), names=parties, price=st.sampled_from(PRICES))
def test_active_and_passive_tell_the_same_roles(
    extractor: Extractor, voices: tuple[str, str], names: list[str], price: str
) -> None:
    _check_voices(extractor, voices, names, price)


@pytest.mark.slow
@settings(max_examples=2_000, deadline=None, derandomize=True)
@given(voices=st.sampled_from(VOICES), names=parties, price=st.sampled_from(PRICES))
def test_active_and_passive_tell_the_same_roles_of_many(
    extractor: Extractor, voices: tuple[str, str], names: list[str], price: str
) -> None:
    _check_voices(extractor, voices, names, price)


@pytest.mark.xfail(reason="named once, at a sentence's head, it is no name to the model", strict=True)
@pytest.mark.parametrize(
    ("voices", "names"), [(VOICES[0], ["Quillon", UNHEARD, ""]), (VOICES[5], ["A.B. Wex", "Velmora", ""])]
)
def test_a_name_that_does_not_sound_like_one(
    extractor: Extractor, voices: tuple[str, str], names: list[str]
) -> None:
    _check_voices(extractor, voices, names, "")


@pytest.mark.xfail(
    reason="the parser begins a sentence between the two words of a name that it does not know", strict=True
)
def test_a_sentence_begins_before_a_name_after_a_dateline(extractor: Extractor) -> None:
    text = STORY.format(a="Kestrand Holdings", b="Tarnbrook", c="Velmora", p=PRICES[0])
    (deal,) = extractor.extract(text).deals
    assert any(span.text.startswith("Kestrand Holdings said") for span in deal.evidence)
