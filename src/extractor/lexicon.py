"""Word lists: ``lexicons/*.txt``, one term a line, ``#`` and an example sentence after it.

A user's own words go into a :class:`Lexicons`, which is handed to the extractor. They hold inside ``with
in_use(lexicons):`` and nowhere else: not in another thread, not for another extractor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from difflib import get_close_matches
from functools import wraps
from importlib.resources import files
from typing import Any, ParamSpec, TypeVar

from extractor.errors import LexiconError

P = ParamSpec("P")
R = TypeVar("R")


class Lexicons:
    """The shipped word lists, with words added to some, and the tables that are made of them.

    ``added``: by the lexicon's name, terms written as in its file: ``{"deal_verbs": ["lap up = buy"]}``.
    Raises LexiconError for a name or a term that could have no effect.
    """

    __slots__ = ("added", "made")

    def __init__(self, added: Mapping[str, Iterable[str]] | None = None) -> None:
        self.added = {name: _checked(name, terms) for name, terms in (added or {}).items()}
        self.made: dict[object, Any] = {}
        """What :func:`per_lexicons` has made."""

    def __reduce__(self) -> tuple[type[Lexicons], tuple[dict[str, tuple[str, ...]]]]:
        return Lexicons, (self.added,)


_SHIPPED = Lexicons()
_IN_USE: ContextVar[Lexicons] = ContextVar("lexicons in use", default=_SHIPPED)


@contextmanager
def in_use(lexicons: Lexicons) -> Iterator[None]:
    """Words are read with these lexicons until the block ends."""
    before = _IN_USE.set(lexicons)
    try:
        yield
    finally:
        _IN_USE.reset(before)


def lexicons_in_use() -> Lexicons:
    """Those that words are read with now."""
    return _IN_USE.get()


def per_lexicons(make: Callable[P, R]) -> Callable[P, R]:
    """What is made of words, made once for the lexicons in use: ``functools.cache`` that knows of added words."""

    @wraps(make)
    def get(*args: P.args, **kwargs: P.kwargs) -> R:
        made, key = _IN_USE.get().made, (make, args)
        try:
            found: R = made[key]
        except KeyError:
            found = made[key] = make(*args, **kwargs)
        return found

    return get


@per_lexicons
def load_lexicon(name: str) -> frozenset[str]:
    """The terms of ``lexicons/<name>.txt`` and those that the lexicons in use add."""
    return frozenset(load_terms(name))


@per_lexicons
def load_terms(name: str) -> tuple[str, ...]:
    """The terms of a lexicon in the file's order, then the added ones.

    Raises FileNotFoundError for a name that has no file.
    """
    return (*_shipped(name), *_IN_USE.get().added.get(name, ()))


def lexicon_names() -> list[str]:
    """The names of all lexicons."""
    return sorted(
        path.name.removesuffix(".txt")
        for path in (files("extractor") / "lexicons").iterdir()
        if path.name.endswith(".txt")
    )


def _shipped(name: str) -> tuple[str, ...]:
    return _terms((files("extractor") / "lexicons" / f"{name}.txt").read_text(encoding="utf-8").splitlines())


def _terms(lines: Iterable[str]) -> tuple[str, ...]:
    terms = (line.partition("#")[0].strip() for line in lines)
    return tuple(term for term in terms if term)


def _checked(name: str, terms: Iterable[str]) -> tuple[str, ...]:
    """The terms of one lexicon, where they are written as the shipped ones are."""
    if name not in lexicon_names():
        near = ", ".join(get_close_matches(name, lexicon_names(), n=4, cutoff=0))
        raise LexiconError(
            f"no lexicon is called {name!r}: take the name of a file in lexicons/, such as {near}"
        )
    if isinstance(terms, str):
        raise LexiconError(f"lexicon {name}: {terms!r} is one string; give a list of terms")
    added, shipped = _terms(terms), _shipped(name)
    if all("=" in term for term in shipped):
        values = {_value(term) for term in shipped}
        for term in added:
            if not (_value(term) in values or (_value(term).isdecimal() and all(map(str.isdecimal, values)))):
                told = ", ".join(sorted(values)[:8])
                raise LexiconError(
                    f"lexicon {name}: write {term!r} as 'term = value', the value one of {told}"
                )
    return added


def _value(term: str) -> str:
    return term.rpartition("=")[2].strip() if "=" in term else ""
