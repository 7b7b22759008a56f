"""The language model as it is asked: many short texts at once, names only where they are needed, no token's attributes twice.

Its entity recogniser is a network of its own, as dear as tagger and parser together: :meth:`Model.parse` leaves it out.

A token's part of speech, morphology and lemma are the work of the model's ``attribute_ruler`` and ``lemmatizer``: tables and
rules over its word, tag and dependency. What they gave one token they give each with the same
three, so it is remembered, and tokens not met before are worked out together. The few patterns over two tokens are
matched first; a text where one holds is left to the components themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from extractor.transitions import annotate, takes_steps

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_REMEMBERED = ["attribute_ruler", "lemmatizer"]
_PIPELINE = {"paragraph_starts", "tok2vec", "tagger", "parser", *_REMEMBERED, "ner"}
"""The components where none marks anything for another to respect."""
_OWN = {"TAG", "LOWER", "DEP", "IS_SPACE"}
"""What a pattern may ask of a token for its outcome to follow from word, tag and dependency."""
_MOST = 200_000
"""Tokens that are remembered; then all are forgotten."""


_Key = tuple[int, int, int]
"""Word, tag and dependency."""


class _Attributes(NamedTuple):
    pos: int
    morph: str
    lemma: str
    tag: int
    dep: int


class Model:
    """A pipeline, and what its rules gave before. Not safe to share between threads without a lock."""

    def __init__(self, nlp: Language) -> None:
        from spacy.matcher import Matcher

        self.nlp = nlp
        self._known: dict[_Key, _Attributes] = {}
        self._pairs = Matcher(nlp.vocab)
        self._remembers = _follows_from_token(nlp)
        self._later = ["ner"] if _stands_alone(nlp, "ner") else []
        self._steps = (
            self._remembers
            and bool(self._later)
            and set(nlp.pipe_names) == _PIPELINE
            and takes_steps(nlp, "parser", "ner")
        )
        if self._remembers:
            patterns = [p for row in nlp.get_pipe("attribute_ruler").patterns for p in row["patterns"]]  # type: ignore[attr-defined]
            self._pairs.add("pairs", [pattern for pattern in patterns if len(pattern) > 1])

    def parse(self, texts: Sequence[str]) -> list[Doc]:
        """The Doc of each text, in order, without entities; the model is given all of them at once."""
        disabled = [
            *(["parser"] if self._steps else []),
            *(_REMEMBERED if self._remembers else []),
            *self._later,
        ]
        docs = list(self.nlp.pipe(texts, batch_size=len(texts), disable=disabled))
        if self._steps:
            annotate(self.nlp.get_pipe("parser"), docs)
        if self._remembers:
            self._assign_all(docs)
        for doc in docs:
            doc.tensor = doc.tensor[:0]  # the model's vectors, which nothing reads any more
        return docs

    def recognise(self, docs: Sequence[Doc]) -> None:
        """Mark the entities of Docs that ``parse`` gave; once for each."""
        for name in self._later:
            component: Any = self.nlp.get_pipe(name)
            if self._steps:
                annotate(component, docs)
            elif hasattr(component, "pipe"):
                for _ in component.pipe(docs, batch_size=len(docs)):
                    pass
            else:  # a plain function
                for doc in docs:
                    component(doc)

    def _assign_all(self, docs: Sequence[Doc]) -> None:
        """What ``attribute_ruler`` and ``lemmatizer`` would do."""
        keys: list[list[_Key]] = []
        for doc in docs:
            rows: Any = doc.to_array(["ORTH", "TAG", "DEP"])
            keys.append([(orth, tag, dep) for orth, tag, dep in rows.tolist()])
        if len(self._known) > _MOST:
            self._known.clear()
        self._learn({key: None for row in keys for key in row if key not in self._known})
        for doc, row in zip(docs, keys, strict=True):
            if self._pairs(doc, allow_missing=True):
                for name in _REMEMBERED:
                    self.nlp.get_pipe(name)(doc)
            else:
                self._assign(doc, row)

    def _assign(self, doc: Doc, keys: Sequence[_Key]) -> None:
        import numpy

        found = [self._known[key] for key in keys]
        add = doc.vocab.strings.add
        rows = [(a.pos, add(a.morph), add(a.lemma)) for a in found]
        values: Any = numpy.array(rows, dtype="uint64").reshape(-1, 3)
        doc.from_array(["POS", "MORPH", "LEMMA"], values)
        for token, key, a in zip(doc, keys, found, strict=True):
            if (a.tag, a.dep) != key[1:]:
                token.tag, token.dep = a.tag, a.dep

    def _learn(self, keys: Iterable[_Key]) -> None:
        """Work out tokens not met before, in a row of their own, a neutral word after each."""
        from spacy.tokens import Doc

        keys, strings = list(keys), self.nlp.vocab.strings
        if not keys:
            return
        rows = [
            row
            for orth, tag, dep in keys
            for row in ((strings[orth], strings[tag], strings[dep]), ("x", "XX", "dep"))
        ]
        words, tags, deps = (list(column) for column in zip(*rows, strict=True))
        doc: Any = Doc(self.nlp.vocab, words=words, tags=tags, deps=deps, heads=list(range(len(rows))))
        for name in _REMEMBERED:
            self.nlp.get_pipe(name)(doc)
        for key, token in zip(keys, (doc[i] for i in range(0, len(doc), 2)), strict=True):
            self._known[key] = _Attributes(
                token.pos, strings[token.morph.key], token.lemma_, token.tag, token.dep
            )


def _follows_from_token(nlp: Language) -> bool:
    """Whether both components stand before the entity recogniser alone, and ask nothing but a token's own attributes."""
    names = nlp.pipe_names
    if not set(_REMEMBERED) <= set(names) or set(names[names.index("attribute_ruler") :]) - {
        *_REMEMBERED,
        "ner",
    }:
        return False
    patterns = nlp.get_pipe("attribute_ruler").patterns  # type: ignore[attr-defined]
    asked = {name for row in patterns for pattern in row["patterns"] for token in pattern for name in token}
    return getattr(nlp.get_pipe("lemmatizer"), "mode", "") == "rule" and asked <= _OWN


def _stands_alone(nlp: Language, name: str) -> bool:
    """Whether the component is the last, and reads the text with a network of its own."""
    shared = (getattr(pipe, "listening_components", ()) for _, pipe in nlp.pipeline)
    return nlp.pipe_names[-1] == name and not any(name in listening for listening in shared)
