"""The whole flow on one screen: text → blocks → Doc → mentions → entities → candidates → records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from itertools import islice
from threading import Lock
from typing import TYPE_CHECKING, Any

from extractor.assemble import Records, assemble, with_quotes
from extractor.confidence import with_confidence
from extractor.fields.candidate import Rule, apply_rules
from extractor.fields.deals import RULES
from extractor.fields.funding import find_funding
from extractor.fields.phrases import Reader
from extractor.fields.quotes import find_quotes
from extractor.fields.voices import with_voices
from extractor.language import check_model, load_model
from extractor.lexicon import Lexicons, in_use
from extractor.line_ends import restore_line_ends
from extractor.mentions.bundle import find_mentions
from extractor.model import Model
from extractor.parsing import Page, Quotes, open_page, parse_pages
from extractor.reading.article import Article, readable
from extractor.resolve import resolve_names
from extractor.schema import Document, Extraction, Provenance
from extractor.version import RULES_VERSION, __version__

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


class Extractor:
    """Reads deals out of press articles. Safe to share between threads.

    ``nlp`` is a spaCy pipeline, a model's name or path, or None for the pinned model. ``quotes``: all, or only those of
    documents with a deal (``"deals"``). ``triage``: parse only what can hold something (see docs/speed.md); with rules
    of your own, all is parsed. ``rules`` propose the deals; ``lexicons`` adds terms to word lists, by the list's name,
    written as in ``lexicons/*.txt``.
    Raises ModelError where the model is missing or lacks a component, LexiconError for a term of no use.
    """

    def __init__(
        self,
        nlp: Language | str | None = None,
        *,
        rules: Sequence[Rule] = RULES,
        lexicons: Mapping[str, Iterable[str]] | None = None,
        trace: bool = False,
        with_text: bool = False,
        quotes: Quotes = "all",
        triage: bool = True,
    ) -> None:
        self._nlp = load_model(nlp) if nlp is None or isinstance(nlp, str) else check_model(nlp)
        self._model = Model(self._nlp)
        self._triage = triage and set(rules) <= set(RULES)  # it knows no cue of others
        self._reader = doc_reader(
            self._nlp.meta,
            rules=rules,
            lexicons=lexicons,
            trace=trace,
            with_text=with_text,
            quotes=quotes,
            options={"quotes": quotes, "triage": self._triage},
        )
        self._lock = Lock()

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
        reader = self._reader
        with in_use(reader.lexicons):
            pages = [
                open_page(readable(article), triage=self._triage, quotes=reader.quotes)
                for article in articles
            ]
            with self._lock:
                parse_pages(self._model, pages, reader.proposes_record, triage=self._triage)
        return pages

    def _read(self, page: Page) -> Extraction:
        doc = page.doc(self._nlp) if page.tells or page.speaks else None
        return self._reader.read(page.article, doc, tells=page.tells, text=page.plain)


@dataclass(frozen=True, slots=True)
class DocReader:
    """Reads what is parsed: Doc → mentions → entities → candidates → record."""

    provenance: Provenance
    rules: tuple[Rule, ...] = RULES
    lexicons: Lexicons = field(default_factory=Lexicons)
    quotes: Quotes = "all"
    trace: bool = False
    with_text: bool = False

    def read(
        self, article: Article, doc: Doc | None, *, tells: bool = True, text: str | None = None
    ) -> Extraction:
        """The record of an article, of whose prepared text ``doc`` is the parse; None where it can hold nothing.

        ``tells``: whether it can hold more than quotes. ``text``: what was parsed, where the line ends are not the article's.
        """
        text = article.text if text is None else text
        document = document_of(article, with_text=self.with_text)
        published = document.published
        day = date.fromisoformat(published) if published and len(published) == 10 else None
        with in_use(self.lexicons):
            records = self._records(text, doc, document.sha256, day, tells)
        records = with_confidence(records, text, self.provenance.model)
        if len(text) != len(article.text):
            records = restore_line_ends(records, article.text)
        return Extraction(
            document=document,
            deals=records.deals,
            financings=records.financings,
            valuations=records.valuations,
            quotes=records.quotes,
            trace=records.trace if self.trace else None,
            provenance=self.provenance,
        )

    def proposes_record(self, doc: Doc) -> bool:
        """Whether any rule proposes a deal, a financing or a valuation."""
        mentions = find_mentions(doc, doc.text, None)
        entities = resolve_names(doc, mentions.names)
        entities = with_voices(entities, doc, find_quotes(doc, mentions, entities))
        reader = Reader(doc, mentions, entities)
        return any(True for _ in apply_rules(self.rules, reader)) or any(
            find_funding(doc, mentions, entities)
        )

    def _records(self, text: str, doc: Doc | None, digest: str, day: date | None, tells: bool) -> Records:
        """What the text tells."""
        if doc is None:
            return Records()
        mentions = find_mentions(doc, text, day)
        entities = resolve_names(doc, mentions.names)
        quotes = tuple(find_quotes(doc, mentions, entities))
        records = Records()
        if tells:
            entities = with_voices(entities, doc, quotes)
            reader = Reader(doc, mentions, entities)
            found = find_funding(doc, mentions, entities)
            records = assemble(reader, text, digest, apply_rules(self.rules, reader), *found)
        if self.quotes == "deals" and not records.deals:
            return records
        return with_quotes(records, text, quotes)


def doc_reader(
    meta: Mapping[str, Any],
    *,
    rules: Sequence[Rule] = RULES,
    lexicons: Mapping[str, Iterable[str]] | None = None,
    quotes: Quotes = "all",
    trace: bool = False,
    with_text: bool = False,
    options: Mapping[str, str | bool] | None = None,
) -> DocReader:
    """The reader for a pipeline with this ``meta``; what changes results stands in its provenance, after ``options``."""
    words = Lexicons(lexicons)
    told: dict[str, str | bool | int | None] = dict(options or {})
    told |= {f"lexicons.{name}": "; ".join(terms) for name, terms in sorted(words.added.items())}
    if tuple(rules) != RULES:
        ours = len(RULES) if tuple(rules[: len(RULES)]) == RULES else 0
        told["rules"] = "; ".join(["RULES"][:ours] + [rule.__name__ for rule in rules[ours:]])
    provenance = Provenance(
        extractor_version=__version__,
        rules_version=RULES_VERSION,
        model=f"{meta['lang']}_{meta['name']} {meta['version']}",
        options=told,
    )
    return DocReader(provenance, tuple(rules), words, quotes, trace, with_text)


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
