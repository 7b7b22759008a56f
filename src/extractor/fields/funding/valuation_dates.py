"""When a company was worth what a sentence says: only a date that is said with the amount, or of what gave it."""

from __future__ import annotations

import re

from extractor.fields.funding.lines import Line
from extractor.mentions.dates import DateMention

_AFTER = re.compile(
    r"""(?:\ ,(?=\ as\ of))?
        (?:\ when\ it\ (?:came\ in|invested|bought\ in|listed|floated|went\ public)(?:\ in)?
          | (?:\ (?:in|on|at|as\ of|through|during|back|its|the|a|an|last|latest|funding|financing|investment|series\ [a-z]|seed|tender|round)){0,6})
        \ %(?P<date>\d+)(?!\S)""",
    re.VERBOSE,
)
""" "#0 in a %0 round", "#0 , as of %0 's close", "#0 when it came in %0" """

_OPENING = re.compile(r"(?:(?:in|on|back|late|early|and|but) ){0,3}%(?P<date>\d+) ,")
""" "in %0 , it was valued at #0" """

_GIVES = re.compile(
    r"(?<!\S)(?:valu(?:es|ed|ing)(?! at )|giv(?:es?|ing|en)|gave|leav(?:es|ing)|put(?:s|ting)?|tak(?:es|ing)|took|at|for|on)(?: (?![,;#%])\S+){0,9} \Z"
)
"""What ends before the amount where a deal, a round or a day's trade gave it; "has a market value of" does not."""

_DATE = re.compile(
    r"(?<!since )(?<!founded in )(?<!by )(?<!until )(?<!before )(?<!after )%(?P<date>\d+)(?!\S)"
)

_OTHERWISE = re.compile(
    r"(?<!\S)(?:is|are|has|have|now|currently|today|could|would|may|might|will|should|likely|if|expects?|expected|seeks|seeking|;)(?!\S)"
)
"""Between a date and a worth: what is so now, or may come, was not so then."""

_TO_COME = re.compile(
    r"(?<!\S)(?:could|would|may|might|will|should|expect(?:s|ed)?|likely|seek(?:s|ing))(?!\S)"
)
_NEAR = 40
"""Characters before the amount."""


def date_of_worth(line: Line, start: int, end: int, *, market: bool) -> DateMention | None:
    """The date of the amount at ``line.text[start:end]``; ``market``: of a day's trade, so only a day will do."""
    if _TO_COME.search(line.text, max(0, start - _NEAR), start):
        return None
    if found := _AFTER.match(line.text, end) or _OPENING.match(line.text):
        return line.dates[int(found["date"])]
    dates = list(_DATE.finditer(line.text, 0, start))
    if (
        len(dates) != 1
        or not _GIVES.search(line.text[:start])
        or _OTHERWISE.search(line.text, dates[0].end(), start)
    ):
        return None
    date = line.dates[int(dates[0]["date"])]
    return date if not market or date.value is None or len(date.value) == len("2024-03-05") else None
