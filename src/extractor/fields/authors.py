"""Whose a letter, a filing or a note is: read in the sentence that tells of it before "the letter" speaks."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.fields.noun_phrases import Phrase
from extractor.fields.passages import FINITE, Item
from extractor.fields.reporting import last_reporting
from extractor.fields.subjects import read_object, read_subject


def author_of(row: Sequence[Item], document: str) -> Phrase | None:
    """Who wrote the document that the sentence tells of last; None where it tells of none, or not whose.

    "[Acme] said in a letter" · "a letter from [Jane Doe] to the board" · "[Acme]'s letter" · "[Acme], which owns
    a tenth, sent the board a letter" · "In a letter to Bolt's board, [Jane Doe] asked for a sale"
    """
    at = next((i for i in range(len(row) - 1, -1, -1) if row[i].low == document), None)
    if at is None:
        return None
    if at > 1 and row[at - 1].kind == "possessive" and row[at - 2].kind == "name":
        return Phrase("name", row[at - 2], row[at - 2].entity)
    if at + 2 < len(row) and row[at + 1].low in {"by", "from"}:
        return read_object(row, at + 2, len(row))
    verb = last_reporting(row, 0, at)
    if verb is None:
        start = at if row[0].tag == "IN" else 0  # "In a letter to Bolt's board, Doe [asked]"
        finite = (i for i in range(start, len(row)) if row[i].kind == "word" and row[i].tag in FINITE)
        verb = next(finite, None)
    return read_subject(row, 0, verb) if verb is not None and (verb < at or row[0].tag == "IN") else None
