"""What is remembered of a token is what the model's own components give it, entities come when they are asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from extractor import embedding
from extractor.embedding import remember_embeddings
from extractor.language import MODELS, check_model, load_model, prepare
from extractor.model import Model

ROOT = Path(__file__).parent.parent
TEXTS = [
    "Kestrel Foods bought Dunlin Snacks, which it's gonna rename.",
    "There are two mills; let's see what they ain't got. ",
    "  Shares rose 5%.\n",
    "Kestrel Foods has been buying mills, and Dunlin's was sold.",
    "",
]


@pytest.fixture(scope="module")
def bare() -> Language:
    """The model as it comes, and the component that marks paragraphs."""
    name = next(name for name in MODELS if spacy.util.is_package(name))
    return check_model(spacy.load(name))


def test_remembered_attributes_are_the_components_own(bare: Language) -> None:
    model = Model(load_model())
    assert model._remembers
    attributes = list(Doc._get_array_attrs())
    for texts in (TEXTS, TEXTS[::-1], TEXTS):
        docs = model.parse(texts)
        model.recognise(docs)
        for ours, own in zip(docs, bare.pipe(texts), strict=True):
            assert ours.to_array(attributes).tolist() == own.to_array(attributes).tolist()
            assert [(t.lemma_, str(t.morph)) for t in ours] == [(t.lemma_, str(t.morph)) for t in own]


def test_vectors_of_tokens_are_forgotten_and_worked_out_again(
    bare: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedding, "_MOST", 12)
    remembering = check_model(spacy.load(bare.meta["lang"] + "_" + bare.meta["name"]))
    remember_embeddings(remembering)
    for texts in (TEXTS[:1], TEXTS[2:3], TEXTS, TEXTS[:1]):
        for ours, own in zip(remembering.pipe(texts), bare.pipe(texts), strict=True):
            assert [t.head.i for t in ours] == [t.head.i for t in own]
            assert [t.tag for t in ours] == [t.tag for t in own]
            assert (ours.tensor == own.tensor).all()


def test_steps_lead_where_the_components_own_loop_does(bare: Language) -> None:
    """On long texts of many lengths, taken together; a batch without a token is nothing to do."""
    texts = [path.read_text() for path in sorted((ROOT / "corpus" / "dev").glob("*.txt"))[:12]]
    model = Model(load_model())
    assert model._steps
    docs = model.parse([prepare(text) for text in [*texts, ""]])
    model.recognise(docs)
    for ours, own in zip(docs, bare.pipe([prepare(text) for text in [*texts, ""]]), strict=True):
        assert [(t.head.i, t.dep, t.is_sent_start) for t in ours] == [
            (t.head.i, t.dep, t.is_sent_start) for t in own
        ]
        assert [(e.start, e.end, e.label) for e in ours.ents] == [(e.start, e.end, e.label) for e in own.ents]
    model.recognise(model.parse([""]))


@pytest.mark.parametrize("component", ["entity_ruler", "ner"])
def test_components_of_another_kind_are_left_to_themselves(component: str) -> None:
    """A ruler marks names that the recogniser must respect; a beam weighs more than the best action."""
    nlp = load_model()
    other = spacy.load(nlp.meta["lang"] + "_" + nlp.meta["name"])
    if component == "ner":
        other.get_pipe("ner").cfg["beam_width"] = 4  # type: ignore[attr-defined]
    else:
        ruler = other.add_pipe("entity_ruler", before="ner")
        ruler.add_patterns([{"label": "MILL", "pattern": "Monday"}])  # type: ignore[attr-defined]
    model = Model(check_model(other))
    assert not model._steps
    (doc,) = model.parse(["Microsoft bought GitHub on Monday."])
    model.recognise([doc])
    assert "Monday" in {entity.text for entity in doc.ents}


def test_entities_are_marked_when_asked_for() -> None:
    model = Model(load_model())
    (doc,) = model.parse(["Microsoft bought GitHub on Monday."])
    assert doc.ents == ()
    model.recognise([doc])
    assert "Monday" in {entity.text for entity in doc.ents}


def test_a_model_whose_names_are_not_read_last_is_taken_whole() -> None:
    nlp = load_model()
    names = spacy.load(nlp.meta["lang"] + "_" + nlp.meta["name"])
    names.add_pipe("sentencizer", last=True)
    (doc,) = Model(check_model(names)).parse(["Microsoft bought GitHub on Monday."])
    assert doc.ents
