"""The component in pipelines of spaCy: found by name, saved, in processes, scored, and refused where it can't work."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import spacy
from confection import ConfigValidationError
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from extractor import Extractor, LexiconError, ModelError, extraction_of
from extractor.errors import ExtractorError, GoldError
from extractor.language import MODELS, load_model, prepare
from extractor.raw_docs import prepared_copy
from extractor.rules import RULES
from extractor.spacy_component import examples_of

TEXT = """\
Quillon to buy Bramble

Quillon Corp agreed on Monday to buy Bramble Ltd, a maker of looms, for about $30 million.
Bramble had raised $4 million from Larch Ventures.

"We will weave more," said Ann Poe, Quillon's chief executive."""
TEXTS = [
    TEXT,
    "",
    "It rained in Orkney.",
    "Kestrel Foods has sold Marl Dairy to Larch Holdings for $1.2 billion.",
]
MODEL = next(name for name in MODELS if spacy.util.is_package(name))


def pipeline(*without: str, **config: Any) -> Language:
    nlp = spacy.load(MODEL, exclude=without)
    nlp.add_pipe("deal_paragraphs", first=True)
    nlp.add_pipe("deal_extractor", config=config)
    return nlp


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline()


@pytest.fixture(scope="module")
def records(nlp: Language) -> list[str]:
    return [extraction_of(nlp(text)).to_json() for text in TEXTS]


def test_it_is_found_by_name_without_an_import() -> None:
    script = f"""
import spacy, sys
nlp = spacy.load({MODEL!r})
nlp.add_pipe("deal_extractor")
print(nlp("Quillon Corp bought Bramble on Monday.")._.extraction["deals"][0]["target"]["name"])
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("Bramble\n", "")


def test_its_record_is_plain_json_and_the_extractors(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert json.loads(json.dumps(doc._.extraction)) == doc._.extraction
    record = extraction_of(doc)
    assert record.model_dump(mode="json") == doc._.extraction
    (deal,), (wanted,) = record.deals, Extractor().extract(TEXT).deals
    assert (deal.acquirers, deal.target, deal.price) == (wanted.acquirers, wanted.target, wanted.price)
    record.check_grounding(doc.text)


def test_its_spans_are_the_evidence(nlp: Language) -> None:
    doc = nlp(TEXT)
    labels = {(span.label_, span.text) for span in doc.spans["deals"]}
    assert labels >= {
        ("acquirer", "Quillon Corp"),
        ("target", "Bramble"),
        ("target_description", "a maker of looms"),
        ("status", "buy"),
        ("price", "$30 million"),
        ("price", "about"),
        ("prior_funding", "$4 million"),
        ("investor", "Larch Ventures"),
    }
    for span in doc.spans["deals"]:
        value: Any = doc._.extraction
        for name, place in re.findall(r"(\w+)|\[(\d+)\]", span.id_):
            value = value[name] if name else value[int(place)]
        assert value, f"{span.id_} is nothing"


def test_other_names_for_what_it_writes() -> None:
    doc = pipeline(spans_key="evidence", trace=True)(TEXT)
    assert "deals" not in doc.spans
    assert len(doc.spans["evidence"])
    assert doc._.extraction["trace"]


def test_today_is_the_day_that_the_doc_tells(nlp: Language) -> None:
    doc = nlp.make_doc("Quillon said today that it had bought Bramble.")
    doc._.published = "2024-03-05"
    (deal,) = extraction_of(nlp(doc)).deals
    assert deal.announced_on is not None
    assert deal.announced_on.value == "2024-03-05"
    doc = nlp.make_doc("Quillon bought Bramble.")
    doc._.published = "June"
    with pytest.raises(ValueError, match=r"^'June' is not an ISO date: write YYYY-MM-DD"):
        nlp(doc)


@pytest.mark.parametrize("processes", [1, 2])
def test_a_stream_of_texts(nlp: Language, records: list[str], processes: int) -> None:
    docs = list(nlp.pipe(TEXTS, n_process=processes, batch_size=2))
    assert [extraction_of(doc).to_json() for doc in docs] == records
    assert {span.label_ for span in docs[3].spans["deals"]} >= {"acquirer", "target", "seller", "price"}


def test_saved_and_loaded(records: list[str], tmp_path: Path) -> None:
    pipeline(lexicons={"deal_verbs": ["lap up = buy"]}).to_disk(tmp_path)
    loaded = spacy.load(tmp_path)
    assert [json.loads(record)["deals"] for record in records] == [
        loaded(text)._.extraction["deals"] for text in TEXTS
    ]
    assert len(loaded("Quillon Corp lapped up Bramble Ltd on Monday.")._.extraction["deals"]) == 1


def test_through_bytes_and_a_docbin(nlp: Language, records: list[str]) -> None:
    docs = [nlp(text) for text in TEXTS]
    of_bytes = [Doc(nlp.vocab).from_bytes(doc.to_bytes()) for doc in docs]
    stored = DocBin(docs=docs, store_user_data=True).to_bytes()
    of_store = list(DocBin().from_bytes(stored).get_docs(spacy.blank("en").vocab))
    for read in (of_bytes, of_store):
        assert [extraction_of(doc).to_json() for doc in read] == records
        for doc, before in zip(read, docs, strict=True):
            told = [[(s.start, s.end, s.label_, s.id_) for s in d.spans["deals"]] for d in (doc, before)]
            assert told[0] == told[1]


def test_a_doc_that_nothing_was_read_of() -> None:
    with pytest.raises(ExtractorError, match=r'^the Doc has no extraction: nlp.add_pipe\("deal_extractor"\)'):
        extraction_of(spacy.blank("en")("Quillon bought Bramble."))


@pytest.mark.parametrize(
    ("without", "lacks"),
    [
        (
            ["tagger", "attribute_ruler", "lemmatizer"],
            "tags (tagger), parts of speech (attribute_ruler), lemmas (lemmatizer)",
        ),
        (["parser"], "a parse (parser)"),
        (["ner"], "entities (ner)"),
        (["lemmatizer"], "lemmas (lemmatizer)"),
        (["attribute_ruler", "lemmatizer"], "parts of speech (attribute_ruler), lemmas (lemmatizer)"),
    ],
)
def test_a_component_that_is_missing(without: list[str], lacks: str) -> None:
    nlp = pipeline(*without)
    message = f"deal_extractor: the Doc lacks {lacks}: put deal_extractor after them"
    with pytest.raises(ModelError, match=f"^{re.escape(message)}$"):
        nlp("Quillon bought Bramble.")


def test_spacys_own_analysis_finds_nothing_wrong(nlp: Language) -> None:
    assert nlp.analyze_pipes()["problems"]["deal_extractor"] == []
    blank = spacy.blank("en")
    blank.add_pipe("deal_extractor")
    assert "token.dep" in blank.analyze_pipes()["problems"]["deal_extractor"]


@pytest.mark.parametrize(
    ("config", "error", "message"),
    [
        ({"spans_key": 3}, ConfigValidationError, "spans_key"),
        ({"trace": "yes, please"}, ConfigValidationError, "trace"),
        ({"lexicons": {"deal_verbs": "lap up = buy"}}, ConfigValidationError, "lexicons"),
        ({"lexicons": {"deal_verb": ["lap up = buy"]}}, LexiconError, "no lexicon is called 'deal_verb'"),
        ({"colour": "red"}, ConfigValidationError, "colour"),
    ],
)
def test_a_setting_that_is_none(config: dict[str, Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        spacy.blank("en").add_pipe("deal_extractor", config=config)


def test_another_language() -> None:
    with pytest.raises(ModelError, match=r"^deal_extractor: the pipeline is for 'de': give an English one"):
        spacy.blank("de").add_pipe("deal_extractor")


def test_rules_from_spacys_registry() -> None:
    @spacy.registry.misc("first_rule_only")
    def first_rule_only() -> list[Any]:
        return list(RULES[:1])

    nlp = pipeline(rules={"@misc": "first_rule_only"})
    record = extraction_of(nlp("Quillon bought Bramble. Larch was sold to Kestrel."))
    assert [deal.target and deal.target.name for deal in record.deals] == ["Bramble"]
    assert record.provenance.options == {"rules": "subject_buys_object"}


ODD = [
    " ",
    "\n \n",
    "\u200b",
    "Acme \n \nbought Bolt\u00a0Inc for $1.3\u00a0billion.",
    "Acme bought Bolt\r\nfor $5 million\r\n\r\nHe said \r\n \r\n so.",
    "\u202eAcme bought Bolt\x00 for ＄5 million",
    "ACME TO BUY BOLT FOR $5 MILLION\n\nAcme said so.",
    "UPDATE 2-Acme Corp ACM.N buys Bolt\n\nAcme bought it for $9e999, or $" + "9" * 30,
    "“Yes” ‘no” \" 's (((",
    "Acme offers the",
]


@pytest.mark.parametrize("text", ODD)
def test_odd_text_gives_a_grounded_record_that_can_be_stored(nlp: Language, text: str) -> None:
    doc = nlp(text)
    extraction_of(doc).check_grounding(text)
    assert extraction_of(Doc(nlp.vocab).from_bytes(doc.to_bytes())) == extraction_of(doc)


@pytest.mark.parametrize("text", [*TEXTS, *ODD])
def test_a_copy_has_the_prepared_words_where_the_others_stand(text: str) -> None:
    doc = load_model()(text)
    copy = prepared_copy(doc)
    told = {t.idx: (t.dep_, t.head.idx, t.lemma_, t.ent_type_) for t in copy if not t.is_space}
    assert told.items() <= {t.idx: (t.dep_, t.head.idx, t.lemma_, t.ent_type_) for t in doc}.items()
    break_and_blank = re.compile(r" \n|\n ")
    assert break_and_blank.sub("¶", copy.text) == break_and_blank.sub("¶", prepare(text))


def test_a_wrapped_line_is_no_break() -> None:
    doc = load_model()("Quillon has\nraised\r\n$4 million.\n\nIt rained.")
    assert [t.text for t in prepared_copy(doc)] == [
        *("Quillon", "has", "raised", " ", "$", "4", "million", ".", "\n ", "It", "rained", "."),
    ]


def test_paragraphs_end_sentences() -> None:
    text = "Quillon to buy Bramble\n\nLarch wants Marl\nand Kestrel"
    nlp = spacy.load(MODEL)
    nlp.add_pipe("deal_paragraphs", first=True)
    starts = [sent.text.strip() for sent in nlp(text).sents]
    assert starts == ["Quillon to buy Bramble", "Larch wants Marl\nand Kestrel"]


GOLD = {
    "deals": [
        {
            "kind": "acquisition",
            "status": "announced",
            "acquirers": [["Quillon Corp"]],
            "target": ["Bramble"],
            "price": {"amount": 30000000, "currency": "USD", "qualifier": "about"},
            "prior_funding": {"amount": 4000000, "currency": "USD"},
            "investors": [["Larch Ventures"]],
        }
    ],
    "quotes": [{"text": "We will weave more,", "speaker": ["Ann Poe"]}],
}


def write_gold(folder: Path, name: str, text: str, gold: dict[str, Any]) -> None:
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / f"{name}.gold.json").write_text(json.dumps(gold), encoding="utf-8")


def test_spacy_scores_it(nlp: Language, tmp_path: Path) -> None:
    write_gold(tmp_path, "right", TEXT, GOLD)
    scores = nlp.evaluate(list(examples_of(nlp, tmp_path)))
    assert (scores["deals_p"], scores["deals_r"], scores["deals_f"]) == (1, 1, 1)
    write_gold(tmp_path, "wrong", "Quillon Corp bought Bramble.", {"deals": []})
    scores = nlp.evaluate(list(examples_of(nlp, tmp_path)))
    assert (scores["deals_p"], scores["deals_r"]) == (6 / 8, 1)
    assert scores["deals_per_field"]["target"] == {"p": 1 / 2, "r": 1, "f": 2 / 3}


def test_scores_without_gold(nlp: Language) -> None:
    scores = nlp.evaluate([spacy.training.Example(nlp.make_doc(TEXT), nlp.make_doc(TEXT))])
    assert scores["deals_f"] is None
    assert scores["deals_per_field"] == {}


def test_gold_at_fault_is_named(nlp: Language, tmp_path: Path) -> None:
    write_gold(tmp_path, "bad", "Quillon bought Bramble.", {"quotes": [{"text": "not there"}]})
    with pytest.raises(GoldError, match=r"bad.gold.json:1: quotes\[0\]: not in the text"):
        list(examples_of(nlp, tmp_path))


@pytest.mark.slow
def test_what_reading_the_text_as_it_is_costs(nlp: Language) -> None:
    """On the articles that are in the repository; docs/embedding.md has the figures."""
    from extractor.evaluation import run_evaluation

    whole = run_evaluation("corpus/dev", extractor=Extractor().extract, resamples=1).headline
    assert whole is not None
    nlp_alone = spacy.load(MODEL)
    nlp_alone.add_pipe("deal_extractor")
    with_paragraphs, alone = (
        one.evaluate(list(examples_of(one, "corpus/dev")))["deals_f"] for one in (nlp, nlp_alone)
    )
    assert whole - 0.02 < with_paragraphs
    assert whole - 0.04 < alone
