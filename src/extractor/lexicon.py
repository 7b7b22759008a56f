"""Word lists: ``lexicons/*.txt``, one term a line, ``#`` and an example sentence after it."""

from functools import cache
from importlib.resources import files


@cache
def load_lexicon(name: str) -> frozenset[str]:
    """The terms of ``lexicons/<name>.txt``; read on first use, then cached."""
    return frozenset(load_terms(name))


@cache
def load_terms(name: str) -> tuple[str, ...]:
    """The terms of a lexicon in the file's order.

    Raises FileNotFoundError for a name that has no file.
    """
    text = (files("extractor") / "lexicons" / f"{name}.txt").read_text(encoding="utf-8")
    terms = (line.partition("#")[0].strip() for line in text.splitlines())
    return tuple(term for term in terms if term)
