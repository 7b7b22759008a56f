"""The extractor as a spaCy pipe: ``nlp.add_pipe("deal_extractor")`` → ``doc._.extraction``, ``doc.spans["deals"]``.

It reads the Doc that the pipeline has parsed, of any text as it is. ``nlp.add_pipe("deal_paragraphs", first=True)``
ends sentences where paragraphs end, before the parser reads them. docs/embedding.md tells what that is worth.
"""  # no postponed annotations here: spaCy checks a component's configuration by its signature

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Optional

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example

from extractor.errors import ExtractorError, GoldError, ModelError
from extractor.evaluation import Gold, GoldSet, evaluate, load_gold_dir
from extractor.evaluation.goldset import pair_gold
from extractor.evaluation.tally import SCORED, Counts
from extractor.fields.deals import RULES
from extractor.language import prepare, start_sentences
from extractor.output.rows import record_rows
from extractor.pipeline import DocReader, doc_reader
from extractor.raw_docs import prepared_copy
from extractor.reading.article import Article
from extractor.schema import Extraction, check_iso_date

NEEDED = {
    "TAG": "tags (tagger)",
    "POS": "parts of speech (attribute_ruler)",
    "LEMMA": "lemmas (lemmatizer)",
    "DEP": "a parse (parser)",
    "ENT_IOB": "entities (ner)",
}
"""What must stand in a Doc, and the component that writes it in spaCy's English pipelines."""

for _name in ("extraction", "document_id", "published", "deals_gold"):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=None)


def extraction_of(doc: Doc) -> Extraction:
    """The record that the component ``deal_extractor`` made of a Doc: ``doc._.extraction``, typed.

    Raises ExtractorError where there is none.
    """
    if doc._.extraction is None:
        raise ExtractorError('the Doc has no extraction: nlp.add_pipe("deal_extractor"), then nlp(text)')
    return Extraction.model_validate_json(json.dumps(doc._.extraction))


@Language.component("deal_paragraphs", assigns=["token.is_sent_start"])
def deal_paragraphs(doc: Doc) -> Doc:
    """A sentence starts with each paragraph; goes before the parser."""
    return start_sentences(doc, prepare(doc.text))


@Language.factory(
    "deal_extractor",
    assigns=["doc._.extraction", "doc.spans"],
    requires=["token.tag", "token.lemma", "token.dep", "token.head", "doc.ents"],
    default_config={"spans_key": "deals", "trace": False, "lexicons": {}, "rules": None},
    default_score_weights={"deals_f": 1.0, "deals_p": 0.0, "deals_r": 0.0, "deals_per_field": None},
)
def make_deal_extractor(
    nlp: Language,
    name: str,
    spans_key: str,
    trace: bool,
    lexicons: dict[str, list[str]],
    rules: Optional[list[Callable]],  # type: ignore[type-arg]  # noqa: UP045
) -> "DealExtractor":
    """The component; ``lexicons``, ``rules`` and ``trace`` as in :class:`extractor.Extractor`.

    Raises ModelError for a pipeline of another language, LexiconError for a term of no use.
    """
    if nlp.lang != "en":
        raise ModelError(
            f"{name}: the pipeline is for {nlp.lang!r}: give an English one, such as en_core_web_sm"
        )
    reader = doc_reader(nlp.meta, rules=RULES if rules is None else rules, lexicons=lexicons, trace=trace)
    return DealExtractor(name, reader, spans_key)


class DealExtractor:
    """Reads the deals of a parsed Doc into ``doc._.extraction`` and ``doc.spans``.

    Where they are set before, ``doc._.document_id`` is the record's id, and ``doc._.published`` the ISO date to which
    "today" relates.
    """

    def __init__(self, name: str, reader: DocReader, spans_key: str) -> None:
        self.name, self.reader, self.spans_key = name, reader, spans_key

    def __call__(self, doc: Doc) -> Doc:
        """The Doc with what it tells.

        Raises ModelError where a component that it needs has not run, ValueError where ``published`` is no ISO date.
        """
        if any(not token.is_space for token in doc):
            missing = [what for attribute, what in NEEDED.items() if not doc.has_annotation(attribute)]
            if missing:
                raise ModelError(
                    f"{self.name}: the Doc lacks {', '.join(missing)}: put {self.name} after them"
                )
        published = doc._.published and check_iso_date(doc._.published)
        article = Article(doc.text, id=doc._.document_id, published=published)
        record = self.reader.read(article, prepared_copy(doc))
        doc._.extraction = record.model_dump(mode="json")
        doc.spans[self.spans_key] = list(evidence_spans(doc, record))
        return doc

    def score(self, examples: Iterable[Example], **_: Any) -> dict[str, Any]:
        """Precision, recall and F1 of the headline and of each field, over the examples that have gold.

        Gold is a label in ``example.reference._.deals_gold``, as ``schemas/gold.schema.json`` has it.
        """
        golds, read = [], {}
        for number, example in enumerate(examples):
            label = example.reference._.deals_gold
            if label is not None:
                id = str(number)
                golds.append(
                    pair_gold(id, Gold.model_validate_json(json.dumps(label)), example.reference.text)
                )
                read[id] = extraction_of(example.predicted)
        found = evaluate(read, GoldSet(tuple(golds)), resamples=1)
        headline = found.headline_counts
        return {
            **{f"deals_{letter}": value for letter, value in _rates(headline).items()},
            "deals_per_field": {
                field: _rates(counts)
                for field, counts in found.totals.items()
                if field in SCORED and counts.f1 is not None
            },
        }


def examples_of(nlp: Language, gold_dir: str | Path, texts: str | Path | None = None) -> Iterator[Example]:
    """A folder of gold as Examples for ``nlp.evaluate``; the texts stand beside it or below ``texts``.

    Raises GoldError where there is none, and for a label that is at fault.
    """
    gold = load_gold_dir(gold_dir, texts)
    for problem in gold.problems:
        raise GoldError(problem.message)
    for document in gold.documents:
        doc = nlp.make_doc(document.text)
        doc._.published = document.gold.published
        reference = doc.copy()
        reference._.deals_gold = document.gold.model_dump(mode="json")
        yield Example(doc, reference)


def evidence_spans(doc: Doc, record: Extraction) -> Iterator[Span]:
    """The tokens that each value of each deal was read from: the field as label, its path in the record as id."""
    for number, deal in enumerate(record.deals):
        for row in record_rows(deal, f"deals[{number}]"):
            for words in row.words:
                span = doc.char_span(
                    words.start,
                    words.end,
                    label=row.field.replace(" ", "_"),
                    alignment_mode="expand",
                    span_id=row.path,
                )
                if span is not None:
                    yield span


def _rates(counts: Counts) -> dict[str, float | None]:
    return {"p": counts.precision, "r": counts.recall, "f": counts.f1}
