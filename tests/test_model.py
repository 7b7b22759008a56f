"""What is remembered of a token is what the model's own components give it."""

from __future__ import annotations

from spacy.tokens import Doc

from extractor.language import load_model
from extractor.model import Model

TEXTS = [
    "Kestrel Foods bought Dunlin Snacks, which it's gonna rename.",
    "There are two mills; let's see what they ain't got. ",
    "  Shares rose 5%.\n",
    "Kestrel Foods has been buying mills, and Dunlin's was sold.",
    "",
]


def test_remembered_attributes_are_the_components_own() -> None:
    nlp = load_model()
    model = Model(nlp)
    assert model._remembers
    attributes = list(Doc._get_array_attrs())
    for texts in (TEXTS, TEXTS[::-1], TEXTS):
        for ours, own in zip(model.parse(texts), nlp.pipe(texts), strict=True):
            assert ours.to_array(attributes).tolist() == own.to_array(attributes).tolist()
            assert [(t.lemma_, str(t.morph)) for t in ours] == [(t.lemma_, str(t.morph)) for t in own]
