"""Statements to deals: which candidates tell of one deal, and which deals are kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from extractor.fields.candidate import Argument, DealCandidate, Read, Status
from extractor.resolve import normal_form

_EARLY = 300
"""Tokens from the text's start."""
_NEAR = 15
"""Tokens between two statements of one purchase: "raised its stake to 95%, acquiring the other 50%"."""
_COMPANY_STOP = frozenset(["the", "its", "a", "an", "of", "in", "for", "and"])
_LEAD = 20
"""Characters in which to look for it."""
_LEADS_TO_TARGET = re.compile(
    r"(?:\b(?:of|after|like|as|includ(?:e|es|ed|ing)|and|the|its|our|recent)|,)\s+\Z", re.IGNORECASE
)
"""After these a name beside "acquisition" is what is acquired; a buyer stands bare: "amid Acme takeover"."""

Role = Literal["acquirers", "target", "sellers"]


@dataclass
class Group:
    """The candidates of one deal."""

    candidates: list[DealCandidate]
    acquirers: list[Argument] = field(default_factory=list)
    sellers: list[Argument] = field(default_factory=list)
    target: Argument | None = None

    @property
    def partial(self) -> bool:
        """Whether it is for a part of a company."""
        return self.candidates[0].kind == "stake"

    @property
    def merger(self) -> bool:
        """Whether two sides become one."""
        return self.candidates[0].kind == "merger"

    @property
    def first(self) -> int:
        """Where the text first tells it: a token."""
        return min(c.trigger for c in self.candidates)

    def read(self, role: Role, party: Argument, text: str) -> Read[Argument]:
        """A party with the first rule that gives it a role; where none does, the deal's own rule."""
        for c in self.candidates:
            filled = getattr(c, role)
            parties = filled if isinstance(filled, tuple) else (filled,)
            if any(one and party.same(one, text) for one in parties):
                return Read(party, c.rule)
        return Read(party, self.candidates[0].rule)


@dataclass(frozen=True, slots=True)
class Dropped:
    """A candidate that became no deal."""

    candidate: DealCandidate
    reason: str


def group_deals(
    candidates: Iterable[DealCandidate], text: str, topic: Argument | None = None
) -> tuple[list[Group], list[Dropped]]:
    """The deals in reading order, the main one first, and what was dropped; ``topic``: whom the article is about."""
    groups: list[Group] = []
    bare: list[DealCandidate] = []
    ordered = sorted(candidates, key=lambda c: c.trigger)
    ordered = _continued(ordered)
    whole = [c for c in ordered if c.target is not None and (c.acquirers or c.sellers)]
    loose = [c for c in ordered if c.target is not None and not (c.acquirers or c.sellers)]
    bare = [c for c in ordered if c.target is None]
    for c in whole:
        home = next((g for g in groups if _same_deal(c, g, text)), None)
        if home is None:
            home = Group([])
            groups.append(home)
        _join(c, home, text)
    _fold_headline(groups, text)
    _fold_priced(groups, text)
    dropped: list[Dropped] = []
    left: list[DealCandidate] = []
    main = min(groups, key=lambda g: g.first, default=None)
    for c in (*loose, *bare):
        home = _home_of(c, groups, text)
        if home is None and main is not None and _about_main(c, main, text):
            c = replace(c, target=main.target)
            home = next((g for g in groups if _same_deal(c, g, text)), None)
            if home is None:
                home = Group([])
                groups.append(home)
            _join(c, home, text)
            continue
        if home is None and topic is not None and _is_topics_own(c, topic, text):
            c = replace(c, acquirers=(topic,))
            home = Group([], target=c.target)
            groups.append(home)
            _join(c, home, text)
        elif home is None:
            left.append(c)
        elif c.rule != "rival_bid":  # its own deal is told by others
            home.candidates.append(c)
            for s in c.sellers:
                _add(home.sellers, s, home, text)
    if topic is not None:
        for group in groups:
            if not group.acquirers and all(_is_topics_own(c, topic, text) for c in group.candidates):
                group.acquirers.append(topic)
    one = _complement([c for c in left if not c.quoted], alone=not groups, text=text)
    if one is None and not groups and (offered := [c for c in left if _is_for_sale(c)]):
        one = Group(offered, target=offered[0].target)
    if one is not None:
        groups.append(one)
    for c in left:
        if one is None or c not in one.candidates:
            dropped.append(Dropped(c, "names no buyer" if c.target else "names no target"))
    for group in groups:
        group.candidates.sort(key=lambda c: c.trigger)
    kept: list[Group] = []
    for group in groups:
        reason = _fault(group) or _outdone(group, groups, text)
        if reason:
            dropped.extend(Dropped(c, reason) for c in group.candidates)
        else:
            kept.append(group)
    kept.sort(key=lambda g: g.first)
    return kept, dropped


def _fold_headline(groups: list[Group], text: str) -> None:
    """A headline that describes the target ("Acme buys pump maker's unit") tells the deal that the body names."""
    headline = text.find("\n")
    for told in [g for g in groups if g.target is not None and g.target.entity is None]:
        if any(c.target is None or c.target.start > headline for c in told.candidates):
            continue
        named = [
            g
            for g in groups
            if g is not told
            and g.first < _EARLY
            and g.partial == told.partial
            and not g.merger
            and g.target is not None
            and g.target.entity is not None
            and _overlap(g.acquirers, told.acquirers, text)
            and not any(g.target.same(s, text) for s in told.sellers)
        ]
        if not named:
            continue
        home = min(named, key=lambda g: g.first)
        _fold(told, home, groups, text)


def _fold(told: Group, home: Group, groups: list[Group], text: str) -> None:
    """Make two groups one: ``home`` takes what ``told`` tells."""
    home.candidates.extend(told.candidates)
    for s in told.sellers:
        _add(home.sellers, s, home, text)
    groups.remove(told)


def _fold_priced(groups: list[Group], text: str) -> None:
    """One buyer pays one amount for one thing: a target that is described ("the chip business") is the one told of before."""
    for told in [g for g in groups if g.target is not None and g.target.entity is None]:
        home = next((g for g in groups if g is not told and _costs_the_same(g, told, text)), None)
        if home is None:
            continue
        if told.first < home.first and (home.target is None or home.target.entity is None):
            home.target = told.target
        _fold(told, home, groups, text)


def _costs_the_same(one: Group, other: Group, text: str) -> bool:
    """Whether both tell of one amount that one buyer pays."""
    prices = [
        {(c.price.amount, c.price.currency) for c in group.candidates if c.price is not None}
        for group in (one, other)
    ]
    return (
        bool(prices[0] & prices[1])
        and one.partial == other.partial
        and _overlap(one.acquirers, other.acquirers, text)
    )


def _about_main(c: DealCandidate, main: Group, text: str) -> bool:
    """Whether "the business" that somebody else once bought, or bids for too, is the target of the article's main deal."""
    rival = c.rule == "rival_bid"
    points = c.points and c.target is None and bool(c.acquirers) and (rival or c.status.value == "completed")
    if not points or main.target is None or c.trigger < main.first:
        return False
    parties = (*main.acquirers, main.target, *(main.sellers if rival else ()))
    return not any(a.same(b, text) for a in c.acquirers for b in parties)


def _is_for_sale(c: DealCandidate) -> bool:
    """Whether early in the text a company by name seeks a buyer for itself: "Acme explores a sale"."""
    target = c.target.entity if c.target is not None else None
    company = target is not None and target.type == "company"
    sought = c.rule in {"sale_of_to", "put_up_for_sale"} and c.status.value in {"rumored", "proposed"}
    return company and sought and c.trigger < _EARLY and not c.acquirers


def _is_topics_own(c: DealCandidate, topic: Argument, text: str) -> bool:
    """Whether an acquisition that no buyer is told of is one by the company that the article is about."""
    if c.rule != "acquisition_of" or c.target is None or c.status.value in {"rumored", "proposed"}:
        return False
    others = (c.target, *c.sellers)
    first = min(other.start for other in others)
    return (
        ((c.target.entity is not None and c.target.entity.type != "person") or bool(c.sellers))
        and not any(other.same(topic, text) for other in others)
        and _LEADS_TO_TARGET.search(text, max(first - _LEAD, 0), first) is not None
    )


def _continued(ordered: list[DealCandidate]) -> list[DealCandidate]:
    """With the buyer of the deal told before given to those that go on from it."""
    found: list[DealCandidate] = []
    buyers: tuple[Argument, ...] = ()
    for c in ordered:
        if c.continues and not c.acquirers and buyers:
            c = replace(c, acquirers=buyers)
        buyers = c.acquirers or buyers
        found.append(c)
    return found


def _complement(left: Sequence[DealCandidate], *, alone: bool, text: str) -> Group | None:
    """Statements of which one names the buyer, another the target: one deal.

    ``alone``: the article tells no other; else there must be one such buyer and one such target only.
    """
    buyers = [c for c in left if c.target is None and c.acquirers and not c.points]
    targets = [c for c in left if c.target is not None]
    if alone:
        buyers, targets = buyers or [c for c in left if c.target is None and c.acquirers], targets[:1]
    if not buyers or not targets:
        return None
    one, two = buyers[0], targets[0]
    assert two.target is not None
    if any(not two.target.same(c.target, text) for c in targets if c.target) or (one.kind == "stake") != (
        two.kind == "stake"
    ):
        return None
    if not alone and any(not _overlap(one.acquirers, c.acquirers, text) for c in buyers):
        return None
    if any(a.same(two.target, text) for a in one.acquirers):
        return None
    return Group([one, *targets], acquirers=list(one.acquirers), sellers=[*one.sellers], target=two.target)


def _outdone(group: Group, groups: Sequence[Group], text: str) -> str:
    """Why another deal makes this one none: a whole has one buyer at a time; a bid has one target."""
    if group.target is None:
        return ""
    for other in groups:
        if other is group or other.target is None or other.partial or group.partial:
            continue
        if other.first < group.first and _is_reverse(group, other, text):
            return "the same two the other way round"
        more = (len(other.candidates), -other.first) > (len(group.candidates), -group.first)
        if all(c.weak for c in group.candidates) and _overlap(group.acquirers, other.acquirers, text):
            return "its buyer bids for another"
        coming = all(c.status.value == "announced" for c in group.candidates)
        resold = bool(group.sellers) and _overlap(tuple(group.sellers), other.acquirers, text)
        if more and coming and not resold and other.target.same(group.target, text) and _is_agreed(other):
            return "another buyer of the same target is told more often"
    return ""


def _is_reverse(group: Group, other: Group, text: str) -> bool:
    """Whether a noun between names was read the wrong way: "completion of the [Acme] takeover" of Bolt by Acme."""
    assert group.target is not None
    assert other.target is not None
    return (
        len(group.candidates) == 1
        and group.target.same(next(iter(other.acquirers), group.target), text)
        and any(a.same(other.target, text) for a in group.acquirers)
        and bool(other.acquirers)
    )


def _is_ticker(a: Argument) -> bool:
    """Whether the name is a ticker: "sells ABCD, buys EFGH" is a trade in shares."""
    return (
        a.entity is not None
        and a.entity.name.isupper()
        and len(a.entity.name) < 6
        and len(a.entity.mentions) < 3
    )


def _is_told(group: Group) -> bool:
    """Whether a sale to nobody named is more than a remark: early in the text, priced, or told again."""
    again = sum(not c.quoted for c in group.candidates) > 1
    return group.first < _EARLY or again or any(c.price for c in group.candidates)


def _is_agreed(group: Group) -> bool:
    return any(c.status.value in {"announced", "completed"} for c in group.candidates)


def _fault(group: Group) -> str:
    """Why a group is no deal; empty where it is one."""
    if group.target is None:
        return "names no target"
    if all(c.quoted for c in group.candidates) and not _is_fact(group):
        return "is only talked of"
    if len(group.acquirers) > 1 and _is_ticker(group.target) and any(_is_ticker(a) for a in group.acquirers):
        return "tells of tickers"
    if group.target.entity is None and not (
        any(a.entity for a in group.acquirers) or any(s.entity for s in group.sellers)
    ):
        return "names nobody"
    for_sale = any(_is_for_sale(c) for c in group.candidates)
    told = (
        for_sale
        or _is_told(group)
        or (group.sellers and any(c.rule == "sale_of_to" for c in group.candidates))
    )
    if not group.acquirers and not group.merger and not told:
        return "names no buyer"
    if group.partial and not (group.acquirers or group.sellers):
        return "names no buyer"
    return ""


def _is_fact(group: Group) -> bool:
    """Whether a deal told in quotations alone is between companies: in speech much is taken over, won and bought."""
    target = group.target.entity if group.target is not None else None
    buyers = [a.entity for a in group.acquirers if a.entity is not None]
    known = all(e.type in {"company", "other"} for e in (*buyers, *((target,) if target else ())))
    return known and bool(buyers) and (target is not None or bool(group.sellers))


def _same_deal(c: DealCandidate, g: Group, text: str) -> bool:
    assert c.target is not None
    assert g.target is not None
    if c.kind == "merger" or g.merger:
        sides = [a for a in (*c.acquirers, c.target) if a.entity]
        others = [a for a in (*g.acquirers, g.target) if a.entity]
        return len(sides) > 1 and len(others) > 1 and all(any(a.same(b, text) for b in others) for a in sides)
    if (c.kind == "stake") != g.partial:
        return False
    shares_buyer = _overlap(c.acquirers, g.acquirers, text)
    shares_seller = _overlap(c.sellers, g.sellers, text)
    if c.target.same(g.target, text):
        if g.partial and not _same_part(c, g, shares_seller=shares_seller):
            return False
        turned = _overlap(c.acquirers, g.sellers, text) or _overlap(c.sellers, g.acquirers, text)
        told_again = c.quoted and any(_is_akin(a, b) for a in c.acquirers for b in g.acquirers)
        return shares_buyer or (not turned and (told_again or not c.acquirers or not g.acquirers))
    if not (shares_buyer or shares_seller):
        return False
    if c.target.entity is None or g.target.entity is None:
        return _same_words(c.target, g.target, text) or _names_seller(c, g, text) or _names_seller(g, c, text)
    one, two = set(_words(c.target, text)), set(_words(g.target, text))
    return one <= two or two <= one


def _names_seller(one: DealCandidate | Group, other: DealCandidate | Group, text: str) -> bool:
    """Whether a description names the other's seller: "the BHL business", "BHL's loan arm"."""
    if one.target is None or one.target.entity is not None:
        return False
    words = set(_words(one.target, text))
    sellers = (s.entity for s in other.sellers if s.entity is not None)
    return any(set(normal_form(m.text).split()) <= words for s in sellers for m in s.mentions)


def _same_part(c: DealCandidate, g: Group, *, shares_seller: bool) -> bool:
    """Whether two parts may be one: no two percentages, and a part sold to nobody named needs its own."""
    near = any(abs(c.trigger - o.trigger) < _NEAR for o in g.candidates)
    parts = {o.stake.value for o in g.candidates if o.stake} | ({c.stake.value} if c.stake else set())
    again = shares_seller and c.stake is not None and len(parts) == 1
    return (len(parts) < 2 or near) and (bool(c.acquirers) == bool(g.acquirers) or not parts or again)


def _same_words(a: Argument, b: Argument, text: str) -> bool:
    """Whether a description means what another, or a name in it, means: "its paper unit", "the unit"."""
    one, two = _words(a, text), _words(b, text)
    if a.entity is None and b.entity is None:
        return (one[-1:] == two[-1:] and (set(one) <= set(two) or set(two) <= set(one))) or bool(
            set(one[:-1]) & set(two[:-1])
        )
    named, described = (one, two) if a.entity is not None else (two, one)
    return bool(named) and set(named) <= set(described)


def _words(a: Argument, text: str) -> list[str]:
    name = a.entity.name if a.entity else text[a.start : a.end]
    return [w for w in normal_form(name).split() if w not in _COMPANY_STOP]


def _overlap(some: Sequence[Argument], others: Sequence[Argument], text: str) -> bool:
    return any(a.same(b, text) or _is_unit(a, b) or _is_unit(b, a) for a in some for b in others)


def _is_unit(a: Argument, b: Argument) -> bool:
    """Whether a name opens with the other's: "Acme Cloud", "Acme". Of one target they are one buyer."""
    if a.entity is None or b.entity is None:
        return False
    unit, parent = normal_form(a.entity.name).split(), normal_form(b.entity.name).split()
    return len(parent) < len(unit) and unit[: len(parent)] == parent


def _is_akin(a: Argument, b: Argument) -> bool:
    """Whether two names open alike: of one target, "we" of "Acme Asia" and "Acme Group" are one buyer."""
    if a.entity is None or b.entity is None:
        return False
    return normal_form(a.entity.name).split()[:1] == normal_form(b.entity.name).split()[:1]


def _join(c: DealCandidate, home: Group, text: str) -> None:
    home.candidates.append(c)
    if c.target is not None and (home.target is None or _weight(c.target) > _weight(home.target)):
        home.target = c.target
    if c.kind == "merger" and len(home.candidates) > 1:
        return
    for a in c.acquirers:
        if not home.acquirers or len(c.acquirers) > 1 or len(home.candidates) == 1:
            _add(home.acquirers, a, home, text)
    for s in c.sellers:
        _add(home.sellers, s, home, text)


def _weight(target: Argument) -> tuple[int, int]:
    """Which of two namings of one target stands: a name before a description, the one written more often."""
    return (len(target.entity.mentions), 0) if target.entity else (0, target.end - target.start)


def _add(parties: list[Argument], party: Argument, home: Group, text: str) -> None:
    others = (*home.acquirers, *home.sellers, *((home.target,) if home.target else ()))
    if not any(party.same(other, text) for other in others):
        parties.append(party)


def _home_of(c: DealCandidate, groups: list[Group], text: str) -> Group | None:
    """The one deal that a statement without buyer or without target belongs to."""
    if c.target is not None and c.target.entity is None:
        fitting = [
            g
            for g in groups
            if g.target is not None and g.target.entity is None and (c.kind == "stake") == g.partial
        ]
        if len(fitting) == 1 and any(ch.isupper() for ch in text[c.target.start : c.target.end]):
            fitting[0].target = c.target
        return fitting[0] if len(fitting) == 1 else None
    if c.target is not None:
        fitting = [
            g
            for g in groups
            if g.target is not None and g.target.same(c.target, text) and (c.kind == "stake") == g.partial
        ]
    else:
        buying = [g for g in groups if _overlap(c.acquirers, g.acquirers, text)]
        fitting = [
            g
            for g in groups
            if (
                _overlap(c.acquirers, g.acquirers, text)
                or (not c.acquirers and _overlap(c.sellers, g.sellers, text))
            )
            and (c.kind == "stake") == g.partial
            and (
                c.price is None
                or all(
                    o.price is None
                    or o.price.amount == c.price.amount
                    or o.price.currency != c.price.currency
                    for o in g.candidates
                )
            )
        ]
        if not fitting and c.bare and len(buying) == 1:
            fitting = buying
    return fitting[0] if fitting else None


_AGREED = re.compile(r"(?:agreed\b|agrees\b|definitive)", re.IGNORECASE)
"""What ends the talk of a deal: "Acme wants to buy Bolt. It has [agreed] to pay"."""
_CLOSED = re.compile(r"(?:clos|complet|conclud|finali[sz])\w+", re.IGNORECASE)
"""What says of a deal itself that it is done, whatever of the article is still to come."""


def status_of_group(group: Group, text: str, *, to_come: bool) -> Status:
    """The status that all statements of a deal support together.

    A headline's present tense ("Acme buys Bolt") gives way to the body; ``to_come``: the text says that the
    deal has still to close.
    """
    statuses = [c.status for c in group.candidates if not c.quoted] or [c.status for c in group.candidates]
    ended = [s for s in statuses if s.value == "terminated"]
    if ended:
        return ended[0]
    told = [s for s in statuses if s.cue in {"word", "tense"}] or statuses
    first = told[0]
    ours = any(text[a.start : a.end].lower() == "our" for c in group.candidates for a in c.acquirers)
    if ours and first.cue == "none" and all(c.quoted for c in group.candidates):
        return Status("completed", first.start, first.end, first.cue)  # "Our purchase of Bolt gives us scale"
    if first.value == "completed":
        if first.cue == "tense" and len(told) > 1 and told[1].value != "completed":
            first = told[1]
    elif first.value == "announced":
        first = next((s for s in told if s.value == "completed" and s.cue == "word"), first)
    elif first.value == "rumored":
        first = next((s for s in told if _AGREED.match(text, s.start)), first)
    closed = first.cue == "word" and _CLOSED.match(text, first.start) is not None
    if to_come and first.value == "completed" and not closed:
        return Status("announced", first.start, first.end, first.cue)
    return first
