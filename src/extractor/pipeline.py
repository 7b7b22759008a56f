"""The whole flow on one screen: text → Doc → mentions → entities → candidates → records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING

from extractor.assemble import assemble, assemble_quotes
from extractor.confidence import with_confidence
from extractor.fields.candidate import apply_rules
from extractor.fields.deals import RULES
from extractor.fields.funding import find_funding
from extractor.fields.phrases import Reader
from extractor.fields.quotes import find_quotes
from extractor.language import check_model, load_model, prepare
from extractor.mentions.bundle import find_mentions
from extractor.reading.article import Article, readable
from extractor.resolve import resolve_names
from extractor.schema import Document, Extraction, Provenance
from extractor.version import RULES_VERSION, __version__

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MAX_LENGTH = 900_000
"""Characters that are parsed; spaCy refuses a million."""


class Extractor:
    """Reads deals out of press articles. Safe to share between threads.

    ``nlp`` is a spaCy pipeline, a model's name or path, or None for the pinned model.
    Raises ModelError where the model is missing or lacks a component.
    """

    def __init__(
        self, nlp: Language | str | None = None, *, trace: bool = False, with_text: bool = False
    ) -> None:
        self._nlp = load_model(nlp) if nlp is None or isinstance(nlp, str) else check_model(nlp)
        self._trace, self._with_text = trace, with_text
        self._lock = Lock()
        meta = self._nlp.meta
        self._provenance = Provenance(
            extractor_version=__version__,
            rules_version=RULES_VERSION,
            model=f"{meta['lang']}_{meta['name']} {meta['version']}",
        )

    def extract(
        self,
        text: str | Article,
        *,
        id: str | None = None,
        title: str | None = None,
        published: str | None = None,
        source: str | None = None,
    ) -> Extraction:
        """The deals, financings, valuations and quotes of one text; never raises on text."""
        article = readable(
            text
            if isinstance(text, Article)
            else Article(text, id=id, title=title, published=published, source=source)
        )
        with self._lock:
            doc = self._nlp(prepare(article.text)[:MAX_LENGTH])
        return self._read(article, doc)

    def stream(self, articles: Iterable[Article | str], *, batch_size: int = 32) -> Iterator[Extraction]:
        """One Extraction for each article, in order."""
        pairs = (
            (prepare(a.text)[:MAX_LENGTH], a)
            for a in (readable(a if isinstance(a, Article) else Article(a)) for a in articles)
        )
        for doc, article in self._nlp.pipe(pairs, as_tuples=True, batch_size=batch_size):
            yield self._read(article, doc)

    def _read(self, article: Article, doc: Doc) -> Extraction:
        document = document_of(article, with_text=self._with_text)
        published = document.published
        day = date.fromisoformat(published) if published and len(published) == 10 else None
        mentions = find_mentions(doc, article.text, day)
        entities = resolve_names(doc, mentions.names)
        reader = Reader(doc, mentions, entities)
        financings, valuations = find_funding(doc, mentions, entities)
        records = assemble(
            reader,
            article.text,
            document.sha256,
            apply_rules(RULES, reader),
            financings,
            valuations,
        )
        return Extraction(
            document=document,
            deals=with_confidence(records.deals, records.trace, article.text, self._provenance.model),
            financings=records.financings,
            valuations=records.valuations,
            quotes=assemble_quotes(article.text, find_quotes(doc, mentions, entities)),
            trace=records.trace if self._trace else None,
            provenance=self._provenance,
        )


def document_of(article: Article, *, with_text: bool = False) -> Document:
    """What the record says of the document itself; nothing is parsed for it.

    Raises ValueError where ``article.published`` is no ISO date.
    """
    digest = sha256(article.text.encode()).hexdigest()
    return Document(
        id=article.id or digest[:16],
        sha256=digest,
        title=article.title or _title(article.text),
        published=article.published,
        source=article.source,
        encoding=article.encoding,
        characters=len(article.text),
        text=article.text if with_text or article.is_derived else None,
    )


def _title(text: str) -> str | None:
    """The first line where a blank line follows it."""
    head, _, rest = text.partition("\n")
    return head.strip() or None if rest[:1] in {"\n", "\r"} and head.strip() else None


def extract(
    text: str | Article,
    *,
    id: str | None = None,
    title: str | None = None,
    published: str | None = None,
    source: str | None = None,
) -> Extraction:
    """The deals, financings, valuations and quotes of one text, by the pinned model."""
    return Extractor().extract(text, id=id, title=title, published=published, source=source)
