"""What a machine can tell to be wrong with a folder of gold: each label against its text, the articles against each other."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, pairwise
from pathlib import Path

from extractor.annotation.placing import Page
from extractor.evaluation.gold import Gold, GoldAlternative, GoldMoney
from extractor.evaluation.goldset import SUFFIX, GoldDocument, Problem, load_gold_dir, place_stretches
from extractor.evaluation.names import name_key

ALIKE = 0.1
"""Share of five-word runs, names and numbers set aside, from which two articles are too alike; strangers have 0.02."""
_RUN = 5
_TEMPLATE_WORDS = 8
"""A sentence of so many words that two articles share, names and numbers set aside, comes from a template."""

_WORD = re.compile(r"\w+(?:['’.,-]\w+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+|\n+")
# "{acquirer}", "<company>", "[COMPANY NAME]", "%s", "TODO", "lorem ipsum"
_LEFT_OPEN = re.compile(
    r"\{\{?[\w .]{0,40}\}|<[a-z_ ]{2,30}>|\[[A-Z_ ]{4,30}\]|%s\b|\bTODO\b|\bTKTK\b|(?i:\blorem ipsum\b)"
)

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
            faults += [Fault(str(document.path), *finding) for finding in check(document, page)]
    faults += chain(
        _twins(gold.documents), _shared_sentences(gold.documents), _near_duplicates(gold.documents)
    )
    return Checked(len(gold.documents) + len(gold.problems), tuple(faults))


def parties_of(gold: Gold) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every party with its path."""
    for n, deal in enumerate(gold.deals):
        yield f"deals[{n}].target", deal.target or ()
        for field in ("acquirers", "sellers", "investors"):
            yield from ((f"deals[{n}].{field}[{k}]", names) for k, names in enumerate(getattr(deal, field)))
    for n, financing in enumerate(gold.financings):
        yield f"financings[{n}].company", financing.company
        for field in ("investors", "lead_investors"):
            named = enumerate(getattr(financing, field))
            yield from ((f"financings[{n}].{field}[{k}]", names) for k, names in named)
    yield from ((f"valuations[{n}].company", one.company) for n, one in enumerate(gold.valuations))
    for n, quote in enumerate(gold.quotes):
        yield f"quotes[{n}].speaker", quote.speaker
        yield f"quotes[{n}].affiliation", quote.affiliation or ()


def words_of(gold: Gold) -> Iterator[tuple[str, str]]:
    """Everything else that stands in the text in gold's words, with its path."""
    for n, deal in enumerate(gold.deals):
        yield f"deals[{n}].description", deal.description or ""
        yield f"deals[{n}].location", deal.location or ""
    for n, quote in enumerate(gold.quotes):
        yield f"quotes[{n}].title", quote.title or ""
        yield f"quotes[{n}].cue", quote.cue or ""


def money_of(gold: Gold) -> Iterator[tuple[str, GoldMoney]]:
    """Every sum with its path."""
    for n, deal in enumerate(gold.deals):
        for field in ("price", "price_per_share", "prior_funding", "valuation"):
            if (money := getattr(deal, field)) is not None:
                yield f"deals[{n}].{field}", money
    for n, financing in enumerate(gold.financings):
        if financing.amount is not None:
            yield f"financings[{n}].amount", financing.amount
    yield from ((f"valuations[{n}].amount", one.amount) for n, one in enumerate(gold.valuations))


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


def nothing_left_open(document: GoldDocument, page: Page) -> Iterator[Finding]:
    """The text is written to its end: no placeholder of a template is left."""
    for match in _LEFT_OPEN.finditer(document.text):
        yield "text", f"{match.group()!r} at {match.start()} is a placeholder that was left open"


Check = Callable[[GoldDocument, Page], Iterator[Finding]]
CHECKS: tuple[Check, ...] = (
    id_agrees,
    names_stand,
    sums_stand,
    evidence_stands,
    sums_agree,
    nothing_stands_twice,
    nothing_left_open,
)
"""Each is asked of every document by itself."""


def _keys(names: Sequence[str]) -> frozenset[str]:
    return frozenset(map(name_key, names))


def _all_keys(parties: Sequence[Sequence[str]]) -> frozenset[frozenset[str]]:
    return frozenset(map(_keys, parties))


def _fault_of(problem: Problem) -> Fault:
    """A problem under its file, with which the message of invalid gold opens; another under the document's id."""
    path, _, rest = problem.message.partition(f"{SUFFIX}: ")
    if problem.kind == "gold invalid" and rest:
        return Fault(path + SUFFIX, problem.kind, rest)
    return Fault(problem.subject, problem.kind, problem.message)


def _without_gold(folder: Path) -> Iterator[Fault]:
    for path in sorted(folder.rglob("*.txt")) if folder.is_dir() else ():
        if not path.with_name(path.stem + SUFFIX).is_file():
            yield Fault(str(path), "", f"has no {path.stem + SUFFIX} beside it")


def _twins(documents: Sequence[GoldDocument]) -> Iterator[Fault]:
    """Two documents of one id, or of one text."""
    first: dict[tuple[str, str], GoldDocument] = {}
    for document in documents:
        for what, value in (("id", document.gold.id or document.id), ("text", document.sha256)):
            other = first.setdefault((what, value), document)
            if other is not document:
                yield Fault(str(document.path), what, f"is that of {other.path} too")


def _shared_sentences(documents: Sequence[GoldDocument]) -> Iterator[Fault]:
    first: dict[tuple[str, ...], GoldDocument] = {}
    for document in documents:
        for sentence in _SENTENCE_END.split(document.text):
            words = tuple(_masked(sentence))
            if _said(words) < _TEMPLATE_WORDS:
                continue
            other = first.setdefault(words, document)
            if other is not document and other.text != document.text:
                shown = sentence if len(sentence) <= 60 else f"{sentence[:59]}…"
                yield Fault(
                    str(document.path),
                    "text",
                    f"{shown!r} stands in {other.path} too, but for names and numbers",
                )


def _near_duplicates(documents: Sequence[GoldDocument]) -> Iterator[Fault]:
    sizes: Counter[int] = Counter()
    holders: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, document in enumerate(documents):
        words = list(_masked(document.text))
        runs = {tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}
        runs = {run for run in runs if _said(run) >= _RUN - 1}
        sizes[number] = len(runs)
        for run in runs:
            holders[run].append(number)
    shared = Counter(pair for numbers in holders.values() for pair in combinations(numbers, 2))
    for (one, other), count in sorted(shared.items()):
        share = count / min(sizes[one], sizes[other])
        if share >= ALIKE and documents[one].text != documents[other].text:
            message = f"shares {share:.0%} of its runs of {_RUN} words with {documents[one].path}"
            yield Fault(str(documents[other].path), "text", message)


def _masked(text: str) -> Iterator[str]:
    """The words of a text in small letters, names as X and numbers as 0."""
    last = ""
    for word in _WORD.findall(text):
        masked = "0" if word[0].isdigit() else "X" if word[0].isupper() else word
        if masked != last or masked not in ("X", "0"):
            yield masked
        last = masked


def _said(words: Sequence[str]) -> int:
    """How many words are no name and no number."""
    return sum(word not in ("X", "0") for word in words)
