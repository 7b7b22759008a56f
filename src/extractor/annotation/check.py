"""What a machine can tell to be wrong with a folder of gold: each label against its text, the articles against each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, pairwise
from pathlib import Path

from extractor.annotation.likeness import COMPARISONS
from extractor.annotation.placing import Page
from extractor.annotation.walking import money_of, parties_of, words_of
from extractor.evaluation.gold import GoldAlternative, GoldMoney
from extractor.evaluation.goldset import (
    SUFFIX,
    GoldDocument,
    Problem,
    load_gold_dir,
    place_stretches,
    read_text,
)
from extractor.evaluation.json_lines import line_of
from extractor.evaluation.names import name_key

Finding = tuple[str, str]
"""A field, as ``deals[0].target``, and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with one file."""

    path: str
    field: str
    message: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.path, self.field, self.message) if part)


@dataclass(frozen=True, slots=True)
class Checked:
    """How many documents were checked, and what was found."""

    documents: int
    faults: tuple[Fault, ...]


def check_corpus(folder: str | Path, texts: str | Path | None = None) -> Checked:
    """Every fault of a folder of gold. Raises GoldError where there is no gold at all."""
    gold = load_gold_dir(folder, texts)
    faults = [_fault_of(problem) for problem in gold.problems]
    faults += _without_gold(Path(folder))
    for document in gold.documents:
        page = Page(document.text, document.gold.published)
        for check in CHECKS:
            faults += [
                Fault(_place_of(document, field), field, told) for field, told in check(document, page)
            ]
    for compare in COMPARISONS:
        faults += [Fault(str(one.path), "text", told) for one, told in compare(gold.documents)]
    unread = sum(problem.kind != "two labels" for problem in gold.problems)
    return Checked(len(gold.documents) + unread, tuple(faults))


def id_agrees(document: GoldDocument, page: Page) -> Iterator[Finding]:
    """The gold calls itself as its file is called."""
    if document.gold.id not in (None, document.id, document.id.rpartition("/")[2]):
        yield "id", f"is {document.gold.id!r}, but the file is that of {document.id!r}"


def names_stand(document: GoldDocument, page: Page) -> Iterator[Finding]:
    """Names, titles and descriptions stand in the text, as whole words."""
    named = ((path, name) for path, names in parties_of(document.gold) for name in names)
    for path, words in chain(named, words_of(document.gold)):
        if words and not page.places_of_words(words):
            yield path, f"{words!r} does not stand in the text"


def sums_stand(document: GoldDocument, page: Page) -> Iterator[Finding]:
    """Each sum and percentage is one that the text states, at the offsets that the gold tells."""
    for path, money in money_of(document.gold):
        stated: tuple[GoldMoney | GoldAlternative, ...] = (money, *money.alternatives)
        for one in stated:
            if not page.places_of_money(one):
                yield path, f"{one.currency} {one.amount:,.12g} is no sum that the text states"
        if money.start is not None and (money.start, money.end) not in page.places_of_money(money):
            yield path, f"offsets {money.start}–{money.end} are not those of this sum"
    for n, deal in enumerate(document.gold.deals):
        percent = deal.stake_percent
        if percent is not None and not page.places_of_percent(percent):
            yield f"deals[{n}].stake_percent", f"{percent:g} is no percentage that the text states"


def evidence_stands(document: GoldDocument, page: Page) -> Iterator[Finding]:
    """Evidence is where, and what, the gold says."""
    stretches = [
        *(
            (f"deals[{n}].evidence", one)
            for n, deal in enumerate(document.gold.deals)
            for one in deal.evidence
        ),
        *((f"financings[{n}].evidence", one.evidence) for n, one in enumerate(document.gold.financings)),
        *((f"valuations[{n}].evidence", one.evidence) for n, one in enumerate(document.gold.valuations)),
    ]
    for path, stretch in stretches:
        if stretch is not None and place_stretches([stretch], document.text) == [None]:
            yield path, "is not in the text, or not where the offsets say"


def sums_agree(document: GoldDocument, page: Page) -> Iterator[Finding]:
    """What the gold says of a sum does not contradict itself."""
    for n, deal in enumerate(document.gold.deals):
        if deal.price is not None and deal.price_disclosed is not True:
            yield f"deals[{n}].price_disclosed", "is not true beside a price"
        if deal.price is None and deal.price_disclosed:
            yield f"deals[{n}].price_disclosed", "is true without a price"
    for path, money in money_of(document.gold):
        amounts = [
            (money.currency, money.amount),
            *((one.currency, one.amount) for one in money.alternatives),
        ]
        if len(set(amounts)) < len(amounts):
            yield path, "gives the same amount as its own alternative"


def nothing_stands_twice(document: GoldDocument, page: Page) -> Iterator[Finding]:
    """No name, party, deal, statement or quote is labelled twice."""
    gold = document.gold
    for path, names in parties_of(gold):
        yield from ((path, f"names {name!r} twice") for name, count in Counter(names).items() if count > 1)
    for n, deal in enumerate(gold.deals):
        for field in ("acquirers", "sellers", "investors"):
            for first, second in combinations(getattr(deal, field), 2):
                if _keys(first) & _keys(second):
                    yield f"deals[{n}].{field}", f"has {first[0]!r} twice"
        if deal.target and any(_keys(deal.target) == _keys(names) for names in deal.acquirers):
            yield f"deals[{n}].target", f"{deal.target[0]!r} is an acquirer too"
    deals = [
        (
            one.kind,
            one.status,
            one.price,
            one.stake_percent,
            _all_keys(one.acquirers),
            _keys(one.target or ()),
        )
        for one in gold.deals
    ]
    financings = [
        (
            *(_keys(one.company), one.amount, one.round, one.date, one.evidence),
            _all_keys((*one.investors, *one.lead_investors)),
        )
        for one in gold.financings
    ]
    valuations = [(_keys(one.company), one.amount, one.date, one.evidence) for one in gold.valuations]
    for field, records in (("deals", deals), ("financings", financings), ("valuations", valuations)):
        for (first, one), (second, other) in combinations(enumerate(records), 2):
            if one == other:
                yield f"{field}[{second}]", f"says the same as {field}[{first}]"
    quotes = sorted((place, n) for n, place in enumerate(document.places))
    for ((_, end), first), ((start, _), second) in pairwise(quotes):
        if start < end:
            yield f"quotes[{second}]", f"overlaps quotes[{first}]"


Check = Callable[[GoldDocument, Page], Iterator[Finding]]
CHECKS: tuple[Check, ...] = (
    id_agrees,
    names_stand,
    sums_stand,
    evidence_stands,
    sums_agree,
    nothing_stands_twice,
)
"""Each is asked of every document by itself."""


def _keys(names: Sequence[str]) -> frozenset[str]:
    return frozenset(map(name_key, names))


def _all_keys(parties: Sequence[Sequence[str]]) -> frozenset[frozenset[str]]:
    return frozenset(map(_keys, parties))


def _fault_of(problem: Problem) -> Fault:
    """A problem under the file and line that its message opens with, or else under the document's id."""
    if problem.kind in ("gold invalid", "two labels"):
        place, _, message = problem.message.partition(": ")
        return Fault(place, "", message)
    return Fault(problem.subject, problem.kind, problem.message)


def _place_of(document: GoldDocument, field: str) -> str:
    """The gold file of a field, with its line."""
    steps = tuple(int(step) if step.isdigit() else step for step in re.findall(r"\w+", field))
    return f"{document.path}:{line_of(read_text(document.path), steps)}"


def _without_gold(folder: Path) -> Iterator[Fault]:
    for path in sorted(folder.rglob("*.txt")) if folder.is_dir() else ():
        if not path.with_name(path.stem + SUFFIX).is_file():
            yield Fault(str(path), "", f"has no {path.stem + SUFFIX} beside it")
