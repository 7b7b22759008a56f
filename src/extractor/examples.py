"""Whether a rule reads the marked sentence that its docstring opens with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extractor.errors import RuleError
from extractor.fields.candidate import Rule, apply_rules
from extractor.fields.phrases import Reader
from extractor.language import load_model, prepare
from extractor.marked import Marked, example_of
from extractor.mentions.bundle import find_mentions
from extractor.resolve import Entity, resolve_names

PARTIES = {
    "acquirers": "acquirer",
    "target": "target",
    "sellers": "seller",
    "company": "company",
    "investors": "investor",
    "leads": "lead",
    "speaker": "speaker",
}
"""A candidate's parties: all of them are marked, and nothing else is."""
DETAILS = {
    "stake": "stake",
    "price": "amount",
    "money": "amount",
    "title": "title",
    "affiliation": "affiliation",
    "cue": "cue",
    "description": "description",
    "location": "location",
    "undisclosed": "undisclosed",
    "consideration": "consideration",
    "date": "date",
}
"""What may be marked, and then is read so."""


def check_example(rule: Rule) -> None:
    """Let a deal rule read its own example, by the pinned model.

    Raises RuleError where its docstring opens with no marked sentence, or the rule reads it otherwise.
    """
    try:
        example = example_of(rule.__doc__)
    except ValueError as error:
        raise RuleError(f"{rule.__name__}: {error}") from error
    doc = load_model()(prepare(example.text))
    mentions = find_mentions(doc, example.text, None)
    candidates = list(apply_rules([rule], Reader(doc, mentions, resolve_names(doc, mentions.names))))
    if not any(reads(candidate, example) for candidate in candidates):
        found = [
            sorted((role, *words) for role, words in read_roles(c, PARTIES | DETAILS, example.text))
            for c in candidates
        ]
        raise RuleError(f"{rule.__name__}: reads its example otherwise: {found or 'not at all'}")


def forms(value: Any, text: str) -> frozenset[str]:
    """How the text words a party or a detail: all forms of a name, or the stretch that was read."""
    if isinstance(value, tuple):
        return frozenset([text[value[0] : value[1]]])
    entity = value if isinstance(value, Entity) else getattr(value, "entity", None)
    if entity is not None:
        return frozenset(text[mention.start : mention.end] for mention in entity.mentions)
    return frozenset([text[value.start : value.end]])


def read_roles(candidate: Any, names: dict[str, str], text: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Each role that the candidate fills, with the forms of who fills it; a lead is no other investor."""
    leads = getattr(candidate, "leads", ())
    for name, role in names.items():
        value = getattr(candidate, name, None)
        if name in ("acquirers", "sellers", "investors", "leads"):
            yield from (
                (role, forms(one, text)) for one in value or () if name == "leads" or one not in leads
            )
        elif value is not None:
            yield role, forms(value, text)


def reads(candidate: Any, example: Marked) -> bool:
    """Whether the candidate's parties are the marked ones, and its details those that are marked."""
    parties = list(read_roles(candidate, PARTIES, example.text))
    details = list(read_roles(candidate, DETAILS, example.text))
    wanted = [(mark.role, mark.words) for mark in example.marks]
    return all(
        any(role == read and words in forms for read, forms in [*parties, *details]) for role, words in wanted
    ) and all(any(role == read and words in forms for role, words in wanted) for read, forms in parties)
