"""Who put the money into a round whose amount a line gives."""

from __future__ import annotations

import re

from extractor.fields.funding.lines import Line
from extractor.fields.funding.name_lists import names_before, names_from
from extractor.fields.funding.round_words import date_beside, round_name
from extractor.fields.funding.statements import FinancingCandidate, unique
from extractor.resolve import Entity

_CUE = re.compile(
    r"""(?<!\S)(?:
      (?P<lead> (?:co-)?led (?:\ jointly)? \ by | spearheaded\ by | anchored\ by )
    | from | participation\ (?:also\ )?(?:came\ )?(?:from|of|by) | backed\ by | supported\ by | joined\ by | including | featuring | (?:also\ )?include[sd]? | investors
    | alongside | among\ (?:them|whom|which) | as\ did | along\ with | such\ as
    | with(?=\ @\d+\ (?:,|and|\.)) )(?!\S)""",
    re.VERBOSE,
)

_PARTICIPATING = re.compile(
    r"(?<!\S)(?:participating|joining|taking part|investing|following on|writing an? (?:[\w-]+ )?(?:check|cheque)|(?P<lead>leading(?= the| and| ,| \.)))(?!\S)"
)

_STOPPERS = frozenset(
    [
        "as",
        "when",
        "after",
        "before",
        "since",
        "because",
        "while",
        "said",
        "says",
        ";",
        "who",
        "than",
        "whose",
    ]
)

_AUXILIARIES = frozenset(
    [
        "did",
        "was",
        "were",
        "is",
        "are",
        "has",
        "have",
        "had",
        "led",
        "co-led",
        "came",
        "included",
        "includes",
        "comes",
    ]
)

_SINCE = re.compile(
    r"(?:since (?:%\d+|its|it was|inception|launch|founding)|before (?:the|its|this) (?:deal|sale|acquisition|takeover|purchase|merger|collapse) ,)(?!\S)"
)
""" "has raised #0 [since its founding] from Bolt", "[before the deal,] from Bolt"."""

_LISTS_ON = re.compile(r"(?:\S+ )?(?:such as|as well as|well as|as did) ")


def _reach(line: Line, start: int, end: int) -> int:
    """Where in ``text`` the words that still tell of the round end."""
    for number in range(line.number(start), len(line.words)):
        word = line.words[number]
        if line.offset(number) >= end:
            break
        if (
            word.text in _STOPPERS
            and not _SINCE.match(line.text, line.offset(number))
            and not _LISTS_ON.match(line.text, line.offset(max(0, number - 1)))
        ):
            return line.offset(number)
        if word.text == "to" and line.words[min(number + 1, len(line.words) - 1)].tag == "VB":
            return line.offset(number)
        if word.tag in {"VBD", "VBZ", "VBP", "MD"} and word.text not in _AUXILIARIES:
            return line.offset(number)
    return end


def backers_in(line: Line, start: int, end: int) -> tuple[tuple[Entity, ...], tuple[Entity, ...]]:
    """All the backers named in ``text[start:end]``, and those of them that led."""
    end = _reach(line, start, end)
    found: list[Entity] = []
    leads: list[Entity] = []
    for cue in _CUE.finditer(line.text, start, end):
        number = line.number(cue.end() + 1)
        found += names_from(line, number).entities
        if cue["lead"]:
            leads += names_from(line, number, narrow=True).entities
    for cue in _PARTICIPATING.finditer(line.text, start, end):
        givers = names_before(line, line.number(cue.start())).entities
        found += givers
        if cue["lead"]:
            leads += givers
    return unique(found), unique(leads)


_LENDERS = re.compile(r"(?: [\w-]+){0,2} (?:with|arranged by|provided by|underwritten by) ")


def statement_of(line: Line, company: Entity, match: re.Match[str], end: int) -> FinancingCandidate:
    """What a phrase with an amount says; what it says of backers and date stands before ``end``."""
    investors, leads = backers_in(line, match.end(), end)
    name = round_name(match.group(), line.text[match.end() : match.end() + 30])
    if name == "debt" and (lenders := _LENDERS.match(line.text, match.end())):
        investors = (*names_from(line, line.number(lenders.end())).entities, *investors)
    return FinancingCandidate(
        company,
        line.amounts[int(match["money"][1:])],
        name,
        tuple(i for i in investors if i != company),
        tuple(i for i in leads if i != company),
        line.start,
        line.end,
        date_beside(line, match.end(), end),
    )
