"""The whole flow on one screen: text → Doc → mentions → entities → candidates → records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING, Any

from extractor.assemble import assemble, assemble_quotes
from extractor.confidence import with_confidence
from extractor.fields.candidate import Rule, apply_rules
from extractor.fields.deals import RULES
from extractor.fields.funding import find_funding
from extractor.fields.phrases import Reader
from extractor.fields.quotes import find_quotes
from extractor.language import check_model, load_model, prepare
from extractor.lexicon import Lexicons, in_use
from extractor.mentions.bundle import find_mentions
from extractor.reading.article import Article
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

    ``nlp`` is a spaCy pipeline, a model's name or path, or None for the pinned model. ``rules`` propose the deals;
    ``lexicons`` adds terms to word lists, by the list's name, written as in ``lexicons/*.txt``.
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
    ) -> None:
        self._nlp = load_model(nlp) if nlp is None or isinstance(nlp, str) else check_model(nlp)
        self._reader = doc_reader(
            self._nlp.meta, rules=rules, lexicons=lexicons, trace=trace, with_text=with_text
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
        with self._lock:
            doc = self._nlp(self._prepare(article))
        return self._reader.read(article, doc)

    def stream(self, articles: Iterable[Article | str], *, batch_size: int = 32) -> Iterator[Extraction]:
        """One Extraction for each article, in order."""
        pairs = (
            (self._prepare(a), a) for a in (a if isinstance(a, Article) else Article(a) for a in articles)
        )
        for doc, article in self._nlp.pipe(pairs, as_tuples=True, batch_size=batch_size):
            yield self._reader.read(article, doc)

    def _prepare(self, article: Article) -> str:
        with in_use(self._reader.lexicons):
            return prepare(article.text)[:MAX_LENGTH]


@dataclass(frozen=True, slots=True)
class DocReader:
    """Reads what is parsed: Doc → mentions → entities → candidates → record."""

    provenance: Provenance
    rules: tuple[Rule, ...] = RULES
    lexicons: Lexicons = field(default_factory=Lexicons)
    trace: bool = False
    with_text: bool = False

    def read(self, article: Article, doc: Doc) -> Extraction:
        """The record of an article, of whose prepared text ``doc`` is the parse."""
        with in_use(self.lexicons):
            return self._read(article, doc)

    def _read(self, article: Article, doc: Doc) -> Extraction:
        document = document_of(article, with_text=self.with_text)
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
            apply_rules(self.rules, reader),
            financings,
            valuations,
        )
        return Extraction(
            document=document,
            deals=with_confidence(records.deals, records.trace, article.text, self.provenance.model),
            financings=records.financings,
            valuations=records.valuations,
            quotes=assemble_quotes(article.text, find_quotes(doc, mentions, entities)),
            trace=records.trace if self.trace else None,
            provenance=self.provenance,
        )


def doc_reader(
    meta: Mapping[str, Any],
    *,
    rules: Sequence[Rule] = RULES,
    lexicons: Mapping[str, Iterable[str]] | None = None,
    trace: bool = False,
    with_text: bool = False,
) -> DocReader:
    """The reader for a pipeline with this ``meta``; what changes results stands in its provenance."""
    words = Lexicons(lexicons)
    options: dict[str, str | bool | int | None] = {
        f"lexicons.{name}": "; ".join(terms) for name, terms in sorted(words.added.items())
    }
    if tuple(rules) != RULES:
        ours = len(RULES) if tuple(rules[: len(RULES)]) == RULES else 0
        options["rules"] = "; ".join(["RULES"][:ours] + [rule.__name__ for rule in rules[ours:]])
    provenance = Provenance(
        extractor_version=__version__,
        rules_version=RULES_VERSION,
        model=f"{meta['lang']}_{meta['name']} {meta['version']}",
        options=options,
    )
    return DocReader(provenance, tuple(rules), words, trace, with_text)


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
