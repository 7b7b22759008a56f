"""The model's parser and entity recogniser, one step of all texts at a time.

spaCy's own loop gives the interpreter's lock back and, for each action that it weighs, takes it again to look at a token
(3.8, ``StateC::B``): more than half of the recogniser's time. Here the lock is kept. The states, their scores and the
action that is taken are spaCy's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


def takes_steps(nlp: Language, *names: str) -> bool:
    """Whether the components are spaCy's own, choose the best action alone, and compute on the processor."""
    from spacy.pipeline import DependencyParser, EntityRecognizer
    from thinc.api import NumpyOps

    return all(
        type(pipe) in (DependencyParser, EntityRecognizer)
        and pipe.cfg["beam_width"] == 1  # type: ignore[attr-defined]
        and isinstance(pipe.model.ops, NumpyOps)  # type: ignore[attr-defined]
        for pipe in map(nlp.get_pipe, names)
    )


def annotate(component: Any, docs: Sequence[Doc]) -> None:
    """What ``component.pipe`` does with Docs in which nothing of its kind is marked."""
    docs = [doc for doc in docs if len(doc)]
    if not docs:
        return
    states = component.moves.init_batch(docs)
    steps = component.model.predict(docs)
    unfinished = [state for state in states if not state.is_final()]
    while unfinished:
        unfinished = component.transition_states(unfinished, steps.predict(unfinished))
    steps.clear_memory()
    component.set_annotations(docs, states)
