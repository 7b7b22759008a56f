"""Rules of money from the market: what an offering of shares brought."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.fields.funding.lines import Line
from extractor.fields.funding.round_words import round_name
from extractor.fields.funding.said import Said, taker
from extractor.fields.funding.statements import FinancingCandidate
from extractor.fields.funding.subjects import clause_subject

_PROCEEDS = re.compile(
    r"""(?<!\S)(?:(?:gross|net|total|aggregate|combined|initial|expected|estimated)\ ){1,2}proceeds
    (?:\ (?:from|of)\ (?:the|this|its)(?:\ [\w-]+){1,4}?)?(?:\ ,)?
    (?:\ (?:before|after)(?:\ (?!\#)[\w,-]+){1,10}?)?
    (?:\ (?:to|of|are|is|were|was|will|would|be|expected|estimated|anticipated|amounted|totaled|totalled|totaling|totalling)){1,5}
    (?:\ a\ total\ of)?\ (?P<money>\#\d+)(?!\S)
    |(?<!\S)(?P<sum>\#\d+)\ (?:in|of)\ (?:(?:gross|net|total|aggregate)\ ){1,2}proceeds(?!\S)""",
    re.VERBOSE,
)
_OFFERING = re.compile(
    r"(?<!\S)(?:(?:initial )?public |private |(?:common )?stock |share |equity |rights |notes? |bond |direct )?(?:offerings?|placements?|placing|rights issue|subscription receipts|ipo)(?!\S)"
)


def offering_proceeds(line: Line, said: Said) -> Iterator[FinancingCandidate]:
    """``[Acme](company) priced its public offering of 4 million shares, for gross proceeds of [$5 million](amount).``"""
    for match in _PROCEEDS.finditer(line.text):
        money = line.amounts[int((match["money"] or match["sum"])[1:])]
        offering = _OFFERING.search(line.text)
        last = said.last()
        if said.tells_of(money) or offering is None or (last and "net" in match.group().split()):
            continue
        number = line.number(match.start())
        company = clause_subject(line, number) or (last.company if last else None)
        company = taker(line, said, number, company)
        if company is not None:
            name = round_name(offering.group(), "")
            yield FinancingCandidate(company, money, name, (), (), line.start, line.end)
