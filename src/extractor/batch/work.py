"""What is made of documents: one callable that can be sent to any process, with the model loaded once in each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from extractor.errors import ReadingError
from extractor.reading.item import Item, ReadingFailure, read_item
from extractor.version import RULES_VERSION, SCHEMA_VERSION, __version__

if TYPE_CHECKING:
    from extractor.parsing import Quotes
    from extractor.pipeline import Extractor
    from extractor.reading.article import Article
    from extractor.schema import Extraction

Input = Item | ReadingFailure
"""A document to be read, or what stands in its place."""


@dataclass(frozen=True, slots=True)
class Done:
    """A document and its record."""

    id: str
    line: str
    """The record as it stands in a JSON Lines file, with its line end."""
    deals: int
    words: int
    signature: bytes = b""
    """Of its text, by which copies are known, where they are looked for."""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A document whose record was made before, of the same content."""

    id: str
    deals: int
    signature: bytes = b""
    duplicate_of: str | None = None
    """What its record is to say now; documents before it may have come or gone."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that has no record, and why."""

    id: str | None
    path: str
    stage: str
    """``reading``, ``extracting``, or ``worker`` where its process died or hung."""
    message: str

    def to_json(self) -> str:
        """The failure on one line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=True) + "\n"


Outcome = Done | Unchanged | Failure


class Known(NamedTuple):
    """What is known of a record that was made before."""

    digest: bytes
    """Of its ``document`` part, by ``digest_of``."""
    deals: int
    duplicate_of: str | None = None


Fingerprint = dict[str, str | bool | None]
"""All but the documents that decides what records say, by name."""


@dataclass(frozen=True, slots=True)
class Work:
    """Documents to outcomes, one each, in order: the same bytes in any process, alone or among others."""

    model: str | None = None
    """A spaCy model's name or path; None for the pinned one."""
    trace: bool = False
    with_text: bool = False
    quotes: Quotes = "all"
    triage: bool = True
    mark_duplicates: bool = False
    """Whether outcomes carry signatures; ``mark_copies`` compares them."""

    def __call__(self, items: Sequence[Input], known: Mapping[str, Known] | None = None) -> Iterator[Outcome]:
        """The outcome of each item; one whose ``known`` record is of the same content is not done again.

        Raises ModelError where the model is missing or cannot serve, and nothing for a document.
        """
        read = [self._read(item, (known or {}).get(item.id or "")) for item in items]
        records = self._extract([found for found in read if not isinstance(found, Unchanged | Failure)])
        for item, found in zip(items, read, strict=True):
            yield found if isinstance(found, Unchanged | Failure) else self._done(item, found, next(records))

    def fingerprint(self) -> Fingerprint:
        """The versions, the model and the options that this work goes by. Raises ModelError."""
        from extractor.language import load_model

        meta = load_model(self.model).meta
        described = json.dumps(meta, sort_keys=True, default=str)
        return {
            "extractor": __version__,
            "rules": RULES_VERSION,
            "schema": SCHEMA_VERSION,
            **asdict(self),
            "model": f"{meta['lang']}_{meta['name']} {meta['version']} {sha256(described.encode()).hexdigest()[:16]}",
        }

    def _read(self, item: Input, known: Known | None) -> Article | Unchanged | Failure:
        from extractor.pipeline import document_of

        if isinstance(item, ReadingFailure):
            return Failure(item.id, item.path, "reading", item.message.removeprefix(f"{item.path}: "))
        try:
            article = read_item(item)
            if known is not None:
                document = document_of(article, with_text=self.with_text)
                if digest_of(document.model_dump(mode="json")) == known.digest:
                    return Unchanged(item.id, known.deals, self._signature(article))
        except ReadingError as error:
            return Failure(item.id, item.name, "reading", str(error).removeprefix(f"{item.name}: "))
        except Exception as error:
            return _fault(item, "reading", error)
        return article

    def _extract(self, articles: list[Article]) -> Iterator[Extraction | Exception]:
        """The record of each article, or what went wrong with it."""
        from extractor.language import load_model

        if not articles:
            return
        extractor = _extractor(self)
        done = 0
        with load_model(self.model).memory_zone():  # its vocabulary does not grow with the documents
            try:
                for record in extractor.stream(articles):
                    yield record
                    done += 1
            except Exception:  # of one of them: each for itself then
                for article in articles[done:]:
                    try:
                        yield extractor.extract(article)
                    except Exception as error:
                        yield error

    def _done(self, item: Input, article: Article, record: Extraction | Exception) -> Outcome:
        from extractor.output.formats import json_line

        if isinstance(record, Exception):
            return _fault(item, "extracting", record)
        try:
            line, signature = json_line(record), self._signature(article)
        except Exception as error:
            return _fault(item, "extracting", error)
        return Done(record.document.id, line, len(record.deals), len(article.text.split()), signature)

    def _signature(self, article: Article) -> bytes:
        if not self.mark_duplicates:
            return b""
        from extractor.merging.duplicates import signature

        return signature(article.text)


@cache
def _extractor(work: Work) -> Extractor:
    from extractor.pipeline import Extractor

    return Extractor(
        work.model, trace=work.trace, with_text=work.with_text, quotes=work.quotes, triage=work.triage
    )


def digest_of(document: Mapping[str, Any]) -> bytes:
    """What tells one document from another: its id, the sha256 of its text, and all else known beforehand.

    What it repeats is not among that: other documents decide it.
    """
    own = {name: value for name, value in document.items() if name != "duplicate_of"}
    return sha256(json.dumps(own, sort_keys=True).encode()).digest()


def _fault(item: Input, stage: str, error: Exception) -> Failure:
    assert isinstance(item, Item)
    return Failure(item.id, item.name, stage, f"failed with {error!r:.200}; please report this with the text")
