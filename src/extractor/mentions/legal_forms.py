"""Legal forms at the end of a company's name: "Inc", "S.p.A.", "GmbH"."""

from functools import lru_cache

from extractor.lexicon import load_lexicon, per_lexicons

_WORDS_OF_NAMES = frozenset({"companies", "group", "groupe", "gruppe", "hldgs", "holding", "holdings"})
"""Suffixes that agreement of names sets aside, but that are words of the name in its short form."""
_WRITTEN_SMALL = frozenset({"corp", "gmbh", "inc", "llc", "ltd", "plc"})


@per_lexicons
def legal_forms() -> frozenset[str]:
    """The forms of one word, small and without dots."""
    return frozenset(term for term in load_lexicon("legal_suffixes") if " " not in term) - _WORDS_OF_NAMES


def is_legal_form(word: str) -> bool:
    """Whether a word, as it stands in the text, is a legal form.

    >>> is_legal_form("S.p.A."), is_legal_form("plc"), is_legal_form("as")
    (True, True, False)
    """
    return _is_form(word, legal_forms())


@lru_cache(maxsize=1 << 14)
def _is_form(word: str, forms: frozenset[str]) -> bool:
    bare = word.replace(".", "").replace("/", "")
    return bare.casefold() in forms and ((bare[:1].isupper() and bare != "As") or bare in _WRITTEN_SMALL)
