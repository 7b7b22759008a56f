"""The whole flow on one screen: text → blocks → Doc → mentions → entities → candidates → records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256
from itertools import islice
from threading import Lock
from typing import TYPE_CHECKING

from extractor.assemble import Records, assemble, assemble_quotes
from extractor.confidence import with_confidence
from extractor.fields.candidate import apply_rules
from extractor.fields.deals import RULES
from extractor.fields.funding import find_funding
from extractor.fields.phrases import Reader
from extractor.fields.quotes import find_quotes
from extractor.language import check_model, load_model
from extractor.mentions.bundle import find_mentions
from extractor.model import Model
from extractor.parsing import Page, Quotes, open_page, parse_pages
from extractor.reading.article import Article
from extractor.resolve import resolve_names
from extractor.schema import Document, Extraction, Provenance, Quote
from extractor.version import RULES_VERSION, __version__

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


class Extractor:
    """Reads deals out of press articles. Safe to share between threads.

    ``nlp`` is a spaCy pipeline, a model's name or path, or None for the pinned model. ``quotes``: all, or only those of
    documents with a deal (``"deals"``). ``triage``: parse only what can hold something (see docs/speed.md).
    Raises ModelError where the model is missing or lacks a component.
    """

    def __init__(
        self,
        nlp: Language | str | None = None,
        *,
        trace: bool = False,
        with_text: bool = False,
        quotes: Quotes = "all",
        triage: bool = True,
    ) -> None:
        self._nlp = load_model(nlp) if nlp is None or isinstance(nlp, str) else check_model(nlp)
        self._model = Model(self._nlp)
        self._trace, self._with_text = trace, with_text
        self._quotes, self._triage = quotes, triage
        self._lock = Lock()
        meta = self._nlp.meta
        self._provenance = Provenance(
            extractor_version=__version__,
            rules_version=RULES_VERSION,
            model=f"{meta['lang']}_{meta['name']} {meta['version']}",
            options={"quotes": quotes, "triage": triage},
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
        article = (
            text
            if isinstance(text, Article)
            else Article(text, id=id, title=title, published=published, source=source)
        )
        (page,) = self._parse([article])
        return self._read(page)

    def stream(self, articles: Iterable[Article | str], *, batch_size: int = 32) -> Iterator[Extraction]:
        """One Extraction for each article, in order; ``batch_size`` of them are parsed at a time."""
        whole = (a if isinstance(a, Article) else Article(a) for a in articles)
        while batch := list(islice(whole, batch_size)):
            for page in self._parse(batch):
                yield self._read(page)

    def _parse(self, articles: Iterable[Article]) -> list[Page]:
        pages = [open_page(article, triage=self._triage, quotes=self._quotes) for article in articles]
        with self._lock:
            parse_pages(self._model, pages, proposes_record, triage=self._triage)
        return pages

    def _read(self, page: Page) -> Extraction:
        article = page.article
        document = document_of(article, with_text=self._with_text)
        published = document.published
        day = date.fromisoformat(published) if published and len(published) == 10 else None
        records, quotes = self._records(page, document.sha256, day)
        return Extraction(
            document=document,
            deals=with_confidence(records.deals, records.trace, article.text, self._provenance.model),
            financings=records.financings,
            valuations=records.valuations,
            quotes=quotes,
            trace=records.trace if self._trace else None,
            provenance=self._provenance,
        )

    def _records(self, page: Page, digest: str, day: date | None) -> tuple[Records, tuple[Quote, ...]]:
        """What the page tells, and its quotes."""
        if not (page.tells or page.speaks):
            return Records(), ()
        text, doc = page.article.text, page.doc(self._nlp)
        mentions = find_mentions(doc, text, day)
        entities = resolve_names(doc, mentions.names)
        records = Records()
        if page.tells:
            reader = Reader(doc, mentions, entities)
            found = find_funding(doc, mentions, entities)
            records = assemble(reader, text, digest, apply_rules(RULES, reader), *found)
        if self._quotes == "deals" and not records.deals:
            return records, ()
        return records, assemble_quotes(text, find_quotes(doc, mentions, entities))


def proposes_record(doc: Doc) -> bool:
    """Whether any rule proposes a deal, a financing or a valuation."""
    mentions = find_mentions(doc, doc.text, None)
    entities = resolve_names(doc, mentions.names)
    reader = Reader(doc, mentions, entities)
    return any(True for _ in apply_rules(RULES, reader)) or any(find_funding(doc, mentions, entities))


def document_of(article: Article, *, with_text: bool = False) -> Document:
    """What the record says of the document itself; nothing is parsed for it.

    Raises ValueError where ``article.published`` is no ISO date.
    """
    digest = sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()
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
