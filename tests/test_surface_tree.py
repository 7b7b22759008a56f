"""The shallow parse of the reduced mode: who does what to whom, and a tree whatever the words are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from extractor.language import prepare
from extractor.reduced import reduced_model
from extractor.surface_tree import Tree, Word

SENTENCES = [
    # the sentence, and what hangs from what, how
    ("Quillon bought Tarnbrook.", ["Quillon nsubj bought", "Tarnbrook dobj bought"]),
    ("Quillon agreed to buy Tarnbrook from Osier.", ["buy xcomp agreed", "Tarnbrook dobj buy", "Osier pobj from"]),
    ("Tarnbrook was recently acquired by Quillon.", ["was auxpass acquired", "Tarnbrook nsubjpass acquired", "Quillon pobj by"]),
    ("Quillon has made a bid for Tarnbrook.", ["has aux made", "bid dobj made", "a det bid", "for prep bid"]),
    ("Quillon said it would sell its mill.", ["Quillon nsubj said", "it nsubj sell", "sell ccomp said", "mill dobj sell"]),
    ("Quillon's board rejected the offer.", ["Quillon poss board", "board nsubj rejected", "offer dobj rejected"]),
    ("Quillon, which owns Osier, is the target.", ["owns relcl Quillon", "Osier dobj owns", "target attr is"]),
    ("Quillon and Osier bought a plan to sell Tarnbrook.", ["Osier conj Quillon", "sell acl plan", "Tarnbrook dobj sell"]),
    ("After buying Tarnbrook, Quillon closed its shops.", ["buying pcomp After", "Quillon nsubj closed", "shops dobj closed"]),
    ("Quillon to buy Tarnbrook", ["Quillon nsubj buy", "to aux buy", "Tarnbrook dobj buy"]),
]  # fmt: skip


@pytest.fixture(scope="module")
def nlp() -> Language:
    return reduced_model()


@pytest.mark.parametrize(("sentence", "edges"), SENTENCES, ids=[row[0] for row in SENTENCES])
def test_sentences(nlp: Language, sentence: str, edges: list[str]) -> None:
    found = {f"{token.text} {token.dep_} {token.head.text}" for token in nlp(prepare(sentence))}
    assert set(edges) <= found, sorted(found)


KINDS = [
    Word("NNP", "PROPN", "Acme"), Word("NN", "NOUN", "mill"), Word("PRP", "PRON", "it"), Word("DT", "DET", "the"),
    Word("PRP$", "PRON", "its"), Word("JJ", "ADJ", "new"), Word("CD", "NUM", "5"), Word("VBD", "VERB", "buy"), Word("VB", "VERB", "buy"),
    Word("VBZ", "VERB", "buy"), Word("VBN", "VERB", "buy"), Word("VBG", "VERB", "buy"), Word("VBD", "AUX", "be"), Word("MD", "AUX", "will"),
    Word("VBD", "AUX", "have"), Word("TO", "PART", "to"), Word("IN", "ADP", "of"), Word("CC", "CCONJ", "and"), Word("WDT", "PRON", "which"),
    Word("POS", "PART", "'s"), Word("RB", "ADV", "now"), Word(",", "PUNCT", ","), Word("_SP", "SPACE", " "), Word("SYM", "SYM", "$"),
]  # fmt: skip


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(KINDS), min_size=1, max_size=12))
def test_any_words_are_one_tree(words: list[Word]) -> None:
    edges = Tree(words).edges()
    roots = [i for i, (head, dependency) in enumerate(edges) if head == i or dependency == "ROOT"]
    assert [edges[i] for i in roots] == [(roots[0], "ROOT")]
    for i in range(len(words)):
        at = i
        for _ in words:
            at = edges[at][0]
        assert at == roots[0]
