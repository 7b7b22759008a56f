"""One deal's statements to its record: each value the first that a rule read, with that rule in the trace."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256

from extractor.fields.candidate import Argument, DealCandidate, Read, Status
from extractor.fields.descriptions import Describer
from extractor.fields.funding import TargetFacts
from extractor.fields.owners import Ownership
from extractor.fields.phrases import Reader
from extractor.fields.prices import PriceCandidate
from extractor.fields.terms import (
    ANNOUNCEMENT_RULES,
    CLOSING_RULES,
    CONSIDERATION_RULES,
    PER_SHARE_RULES,
    UNDISCLOSED_RULES,
    reads_of,
    telling_of,
)
from extractor.grouping import Group, Role, status_of_group
from extractor.mentions.money import MoneyMention
from extractor.recording import Recorder
from extractor.schema import Deal, Money, Party, Span, Stake, Target

_TO_COME = re.compile(
    r"""\b(?:(?:deal|transaction|acquisition|takeover|merger|purchase|sale|offer|tender|agreement|transfer|closing|completion)\b[^.;]{0,60}?
      \b(?:(?:is|are|was|were|be|remains?)\ (?:also\ |still\ )?(?:expected|subject|anticipated|slated|scheduled|set|due|likely|conditional|contingent)\b[^.;]{0,60}?\b(?:clos\w+|complet\w+|approv\w+|conditions?|clearance|finali[sz]\w+)
        | (?:will|should|could|to)\ (?:close|be\ completed|complete|be\ finali[sz]ed)\b)
      | expects?\ (?:the\ \w+\ |it\ )?to\ (?:close|complete|be\ completed) | expected\ to\ (?:close|complete|be\ completed) | subject\ to\b[^.;]{0,40}?\bapprov )""",
    re.VERBOSE | re.IGNORECASE,
)
"""The deal has still to close."""

_SAID_CLOSED = re.compile(
    r"\b(?:The|This|That)\s(?:[\w$.-]{1,20}\s){0,2}?(?:deal|transaction|acquisition|takeover|merger|purchase|sale|buy-?out)\s"
    r"(?:(?:has|was|had)\s)?(?:(?:been|already|formally|officially|now)\s)*(?:closed|completed|finali[sz]ed)(?=\s(?:on|in|at|last|late|earlier|today|yesterday|this)\b|[.,])"
)
"""A sentence that tells that it has closed: "[The deal closed] on Friday"."""
_SAID_ENDED = re.compile(
    r"\b(?:[Tt]he|[Tt]his|[Tt]hat)\s(?:[\w$.-]{1,20}\s){0,2}?(?:deal|transaction|acquisition|takeover|merger|purchase|sale|bid|offer|agreement|tie-up|combination)\s"
    r"(?:(?:was|were|has|had|have)\s)?(?:(?:been|later|eventually|ultimately|then|since|also|recently|finally)\s){0,3}(?:terminated|scrapped|abandoned|called\soff|blocked|cancell?ed|withdrawn|dropped|rejected|collapsed|fell\s(?:through|apart))\b"
)
"""A sentence that tells that it came to nothing: "[The deal was blocked] last year"."""
_SENTENCES_ON = 2
"""How far behind a deal's own sentence that may stand."""


def _of_kind(group: Group) -> DealCandidate:
    """The statement that tells a deal's kind: the first; of a merger, one that says who buys whom."""
    buys = (c for c in group.candidates if c.kind == "acquisition" and c.acquirers and c.target is not None)
    lead = group.candidates[0]
    return next(buys, lead) if lead.kind == "merger" else lead


class DealRecord:
    """Makes the record of one group."""

    def __init__(
        self,
        reader: Reader,
        recorder: Recorder,
        group: Group,
        owners: Sequence[Ownership],
        number: int,
        describer: Describer,
    ) -> None:
        self.reader, self.recorder, self.group, self.owners = reader, recorder, group, owners
        self.describer = describer
        self.path = f"deals[{number}]"
        self.main = number == 0

    def build(self, key: str, price: PriceCandidate | None, facts: TargetFacts) -> Deal:
        """The record; ``key`` is what its id is made of."""
        group, record, path = self.group, self.recorder, self.path
        for c in group.candidates:
            sent = self.reader.doc[c.trigger].sent
            record.note(path, c.rule, sent.start_char, sent.end_char)
        kind = _of_kind(group)
        trigger = self.reader.doc[kind.trigger]
        record.note(f"{path}.kind", kind.rule, trigger.idx, trigger.idx + len(trigger))
        status = status_of_group(
            group, self.reader.text, to_come=self.main and _TO_COME.search(self.reader.text) is not None
        )
        if self.main and status.value == "announced" and (closed := _SAID_CLOSED.search(self.reader.text)):
            status = Status("completed", *closed.span(), "word")
        if status.value != "completed" and (ended := self._ended()) is not None:
            status = ended
        told = telling_of(self.reader, group.candidates, main=self.main)
        undisclosed = None if price else next(reads_of(UNDISCLOSED_RULES, told), None)
        if price:
            record.note(f"{path}.price_disclosed", price.rule, price.money.start, price.money.end)
        elif undisclosed:
            record.note(f"{path}.price_disclosed", undisclosed.rule, *undisclosed.value)
        paid = next(reads_of(CONSIDERATION_RULES, told), None)
        if paid:
            record.note(f"{path}.consideration", paid.rule, paid.value.start, paid.value.end)
        announced = next(reads_of(ANNOUNCEMENT_RULES, told), None)
        dated = announced and announced.value
        closes = next((read for read in reads_of(CLOSING_RULES, told) if read.value != dated), None)
        return Deal(
            id=sha256(key.encode("utf-8", "replace")).hexdigest()[:16],
            kind="stake" if group.partial else kind.kind,  # type: ignore[arg-type]
            status=status.value,  # type: ignore[arg-type]
            status_trigger=record.note(f"{path}.status", f"status_by_{status.cue}", status.start, status.end),
            acquirers=self._parties("acquirers", group.acquirers),
            target=self._target(),
            sellers=() if group.merger else self._parties("sellers", group.sellers),
            price=self._money("price", Read(price.money, price.rule) if price else None),
            price_per_share=self._money("price_per_share", next(reads_of(PER_SHARE_RULES, told), None)),
            price_disclosed=True if price else False if undisclosed else None,
            undisclosed=record.span(*undisclosed.value) if undisclosed else None,
            stake=self._stake(),
            consideration=paid.value.kind if paid else None,
            announced_on=record.date(f"{path}.announced_on", announced) if announced else None,
            closes_on=record.date(f"{path}.closes_on", closes) if closes else None,
            prior_funding=self._money("prior_funding", facts.prior_funding),
            valuation=self._money("valuation", facts.valuation),
            investors=tuple(
                record.party(f"{path}.investors[{n}]", investor) for n, investor in enumerate(facts.investors)
            ),
            evidence=tuple(record.span(*sentence) for sentence in told.sentences),
        )

    def _money(self, field: str, read: Read[MoneyMention] | None) -> Money | None:
        return self.recorder.money(f"{self.path}.{field}", read) if read else None

    def _ended(self) -> Status | None:
        """That it came to nothing, by the sentences behind its own."""
        doc = self.reader.doc
        for c in self.group.candidates:
            start = end = doc[c.trigger].sent.end
            for _ in range(_SENTENCES_ON):
                if end < len(doc):
                    end = doc[end].sent.end
            if found := _SAID_ENDED.search(doc[start:end].text if start < end else ""):
                offset = doc[start].idx
                return Status("terminated", offset + found.start(), offset + found.end(), "word")
        return None

    def _parties(self, role: Role, parties: Sequence[Argument]) -> tuple[Party, ...]:
        return tuple(
            self.recorder.party(f"{self.path}.{role}[{n}]", self._read(role, party))
            for n, party in enumerate(parties)
        )

    def _read(self, role: Role, party: Argument) -> Read[Argument]:
        """A party with the rule that gives it its role: that of a statement, or of what is owned."""
        owned = next((owned for owned in self.owners if owned.owner is party), None)
        return Read(party, owned.rule) if owned else self.group.read(role, party, self.reader.text)

    def _target(self) -> Target | None:
        """What is bought, with what the text says of it."""
        if self.group.target is None:
            return None
        path = f"{self.path}.target"
        party = self.recorder.party(path, self._read("target", self.group.target))
        details: dict[str, Span] = {
            field: self.recorder.note(f"{path}.{field}", detail.rule, detail.start, detail.end)
            for field, detail in self.describer.details_of(self.group.target).items()
        }
        return Target(**dict(party)).model_copy(update=details)

    def _stake(self) -> Stake | None:
        """The first part that a statement gives."""
        for c in self.group.candidates:
            if c.stake and 0 < c.stake.value <= 100:
                span = self.recorder.note(f"{self.path}.stake", c.rule, c.stake.start, c.stake.end)
                return Stake(percent=c.stake.value, span=span)
        return None
