"""Job titles: which words make one, and when two are one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractor.lexicon import load_lexicon, per_lexicons

if TYPE_CHECKING:
    from extractor.fields.passages import Item

SPOKESMAN = re.compile(r"(?:spokes(?:man|woman|person|people|persons|men|women)|\brepresentatives?)\Z")
_HEADS = frozenset(["ceo", "founder", "chairman", "president", "cfo", "coo", "cto", "managing director"])
_SAME_TITLE = {
    "chief executive officer": "ceo", "chief executive": "ceo", "cofounder": "founder", "co-founder": "founder",
    "co-ceo": "ceo", "chief financial officer": "cfo", "finance chief": "cfo", "finance director": "cfo",
    "chief operating officer": "coo", "chief technology officer": "cto", "chairwoman": "chairman",
    "chairperson": "chairman", "chair": "chairman", "md": "managing director", "boss": "ceo", "chief": "ceo",
}  # fmt: skip


@per_lexicons
def _title_tokens() -> frozenset[str]:
    words = {word for title in load_lexicon("person_titles") for word in title.split()}
    return frozenset(words | load_lexicon("title_modifiers")) - {"of"}


@per_lexicons
def title_heads() -> frozenset[str]:
    """Words that end a title."""
    return frozenset(title.partition(" of ")[0].split()[-1] for title in load_lexicon("person_titles"))


def is_title(item: Item) -> bool:
    """Whether the word can end a job title: "chairman", "analysts"."""
    return item.kind == "word" and is_title_word(item.low)


def is_title_word(low: str) -> bool:
    """Whether the word in lower case can end a job title."""
    return low in title_heads() or singular(low) in title_heads()


def in_title(item: Item) -> bool:
    """Whether the word can stand inside a title: "senior", "and"."""
    if item.kind == "comma":
        return False
    return item.kind == "word" and (
        item.low in _title_tokens() or is_title(item) or item.low in {"and", "&", "/"}
    )


def singular(low: str) -> str:
    """The word without a plural's s."""
    return low[:-1] if low.endswith("s") and len(low) > 4 else low


def rank(keys: frozenset[str], *, former: bool) -> int:
    """How well a title names what somebody is: a head of a company before a "veteran" or what he was."""
    if former or all(key.split()[-1] in load_lexicon("vague_titles") for key in keys):
        return 0
    return 2 if keys & _HEADS else 1


def title_keys(title: str) -> frozenset[str]:
    """What two titles are compared by: "co-founder and CEO" → founder, ceo."""
    low = " ".join(title.lower().split())
    keys = set()
    for part in re.split(r" ?(?:,|/|&|\band\b) ?", low):
        core = re.sub(r"^(?:former|interim|acting|then|new|the|its|senior|executive)\s+", "", part)
        core = core.partition(" of ")[0].partition(" for ")[0]
        if core:
            keys.add(_SAME_TITLE.get(core, core))
    return frozenset(keys)
