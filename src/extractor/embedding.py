"""The vectors that the model's networks begin with, worked out once for each kind of token.

A network of the model looks up a vector for a token's features (its norm, prefix, suffix and shape) before it looks at what
stands around, the same for the same features. What it gave is kept, by the features' numbers;
not a bit of the output changes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_MOST = 40_000
"""Kinds of token that are kept for one network; then all are forgotten."""


def remember_embeddings(nlp: Language) -> None:
    """Make the networks of a pipeline that is the package's own keep the vectors of tokens; training does without."""
    for _, pipe in nlp.pipeline:
        network = getattr(pipe, "model", None)
        for node in network.walk() if network is not None else ():
            embed = node.get_ref("embed") if "embed" in node.ref_names else None
            if embed and embed.layers and embed.layers[0].name == "extract_features":
                embed._func = _Remembered(embed)


class _Remembered:
    """Stands for what an embedding does with Docs."""

    def __init__(self, embed: Any) -> None:
        self._work_out: Callable[[Any, Sequence[Any], bool], tuple[Any, Any]] = embed._func
        self._columns = embed.layers[0].attrs["columns"]
        self._rows: dict[tuple[int, ...], int] = {}
        """Features → row of the table."""
        self._table: Any = None
        self._lock = Lock()

    def __call__(self, embed: Any, docs: Sequence[Doc], is_train: bool) -> tuple[Any, Any]:
        if is_train:
            return self._work_out(embed, docs, is_train)
        keys = [self._keys(doc) for doc in docs]
        with self._lock:
            new = self._new(keys)
            if len(self._rows) + len(new) > _MOST:
                self._rows.clear()
                new = self._new(keys)
            if len(new) > _MOST:
                return self._work_out(embed, docs, is_train)
            if new:
                self._learn(embed, new)
            return [self._table[[self._rows[key] for key in row]] for row in keys], None

    def _keys(self, doc: Any) -> list[tuple[int, ...]]:
        return [tuple(features) for features in doc.to_array(self._columns).tolist()]

    def _new(self, keys: list[list[tuple[int, ...]]]) -> list[tuple[int, ...]]:
        return list({key: None for row in keys for key in row if key not in self._rows})

    def _learn(self, embed: Any, new: list[tuple[int, ...]]) -> None:
        (vectors,), _ = self._work_out(embed, [_Features(new)], False)
        if self._table is None:
            import numpy

            self._table = numpy.empty((_MOST, vectors.shape[1]), dtype=vectors.dtype)
        first = len(self._rows)
        self._table[first : first + len(new)] = vectors
        self._rows.update((key, first + n) for n, key in enumerate(new))


class _Features:
    """Kinds of token in the place of a Doc."""

    def __init__(self, rows: list[tuple[int, ...]]) -> None:
        self._rows = rows

    def to_array(self, columns: Any) -> Any:
        """The features as a Doc would give them."""
        import numpy

        return numpy.array(self._rows, dtype="uint64")
