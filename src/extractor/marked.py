"""Marked sentences: ``[Microsoft](acquirer) bought [GitHub](target).`` to the text and what is marked in it.

``⏎`` stands for a line end. A row that is not well formed is refused: what it says could not be tested.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

DEAL_ROLES = ("acquirer", "target", "seller", "stake")
MONEY_ROLES = ("company", "investor", "lead", "amount", "round", "date")
QUOTE_ROLES = ("speaker", "title", "affiliation", "cue")
TARGET_ROLES = ("description", "location")
TERM_ROLES = ("undisclosed", "consideration")
ROLES = frozenset([*DEAL_ROLES, *MONEY_ROLES, *QUOTE_ROLES, *TARGET_ROLES, *TERM_ROLES])

_MARK = re.compile(r"\[(?P<words>[^][]*)\]\((?P<role>[^()]*)\)")
_EXAMPLE = re.compile(r"``(?P<sentence>.+)``")


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of the text, and what they are to its statement."""

    role: str
    words: str
    start: int


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence without its marks, and the marks."""

    text: str
    marks: tuple[Mark, ...]

    def words(self, *roles: str) -> set[str]:
        """What is marked with one of the roles."""
        return {mark.words for mark in self.marks if mark.role in roles}


def parse_marked(row: str) -> Marked:
    """The text of a row and its marks; ValueError for a row that is not well formed."""
    text, marks, done = "", list[Mark](), 0
    for found in _MARK.finditer(row):
        text += _plain(row[done : found.start()], row)
        words, role = found["words"].replace("⏎", "\n"), found["role"]
        if not words or words != words.strip():
            raise ValueError(f"{row!r}: a mark holds words, without blanks around them: {found.group()!r}")
        if role not in ROLES:
            raise ValueError(f"{row!r}: {role!r} is no role: {', '.join(sorted(ROLES))}")
        marks.append(Mark(role, words, len(text)))
        text += words
        done = found.end()
    text += _plain(row[done:], row)
    if not marks:
        raise ValueError(f"{row!r}: nothing is marked")
    return Marked(text, tuple(marks))


def example_of(docstring: str | None) -> Marked:
    """The marked sentence that a rule's docstring opens with; ValueError where it opens otherwise."""
    first = (docstring or "").strip().partition("\n")[0]
    example = _EXAMPLE.match(first)
    if example is None:
        raise ValueError(f"opens with no marked sentence between double backticks: {first!r}")
    return parse_marked(example["sentence"])


def _plain(words: str, row: str) -> str:
    if re.search(r"[][]", words):
        raise ValueError(f"{row!r}: a bracket stands alone in {words!r}")
    return words.replace("⏎", "\n")
