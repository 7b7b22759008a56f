"""From labels, records or articles to an annotators' format, and from its corrected files to gold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from extractor.annotation.files import FormatError, dump, path_of, write_file
from extractor.annotation.formats import Format
from extractor.annotation.from_gold import annotate_gold
from extractor.annotation.from_records import annotate_record
from extractor.annotation.model import Annotated
from extractor.annotation.to_gold import gold_of
from extractor.errors import ExtractorError, GoldError, ReadingError
from extractor.evaluation.goldset import SUFFIX, load_gold_dir, sha256_of
from extractor.output.readers import lines_of, parse_record
from extractor.reading.article import Article
from extractor.reading.item import ReadingFailure, read_item
from extractor.reading.items import find_items
from extractor.schema import Extraction

LEFT_OUT = "confidence, trace, provenance, tickers, and the words of bounds and of non-disclosure"
"""What our records have and labels do not."""


def is_gold(path: Path) -> bool:
    """Whether a path is a gold file or a folder that holds one."""
    return path.name.endswith(SUFFIX) or any(path.rglob(f"*{SUFFIX}"))


def from_gold(path: Path, texts: str | None) -> Iterator[Annotated | ExtractorError]:
    """Every label below ``path`` as marks, or what is wrong with it."""
    gold = load_gold_dir(path, texts)
    yield from (GoldError(str(problem)) for problem in gold.problems)
    yield from map(annotate_gold, gold.documents)


def from_records(path: Path, texts: str | None) -> Iterator[Annotated | ExtractorError]:
    """Every record of a JSON Lines file as marks; its text is its own, below ``texts``, or at its source."""
    for place, line in lines_of(path):
        try:
            record = parse_record(place, line)
        except ReadingError as error:
            yield error
            continue
        try:
            text = _text_of(record, texts)
            record.check_grounding(text)
        except (ValueError, ExtractorError) as error:
            yield ReadingError(f"{place}: {error}")
        else:
            yield annotate_record(record, text)


def from_articles(
    path: str, extract: Callable[[Article], Extraction], published: str | None
) -> Iterator[Annotated | ExtractorError]:
    """Every article below ``path``, read and marked."""
    for item in find_items([path], published=published):
        if isinstance(item, ReadingFailure):
            yield ReadingError(item.message)
            continue
        try:
            article = read_item(item)
        except ReadingError as error:
            yield error
        else:
            yield annotate_record(extract(article), article.text)


def export(
    documents: Iterable[Annotated | ExtractorError], format: Format, folder: Path
) -> Iterator[ExtractorError]:
    """Write a new folder of files for annotators; what could not be written is told."""
    refuse_used(folder)
    failures: list[ExtractorError] = []
    yield from format.write(_sound(documents, failures), folder)
    yield from failures


def import_gold(format: Format, folder: Path, gold_folder: Path) -> Iterator[ExtractorError]:
    """Write corrected files as a new folder of gold with its texts; what is no gold is told."""
    refuse_used(gold_folder)
    failures: list[ExtractorError] = []
    for document in _sound(format.read(folder), failures):
        try:
            gold = gold_of(document).model_dump(mode="json", exclude_none=True)
        except GoldError as error:
            failures.append(error)
            continue
        write_file(path_of(gold_folder, document.id, ".txt"), document.text.encode())
        write_file(path_of(gold_folder, document.id, SUFFIX), (dump(gold, indent=1) + "\n").encode())
    yield from failures


def refuse_used(folder: Path) -> None:
    """Raise FormatError where the folder has anything in it: nobody's labels are written over."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FormatError(f"{folder}: is not empty; name a new folder for the output")


def _sound(
    documents: Iterable[Annotated | ExtractorError], failures: list[ExtractorError]
) -> Iterator[Annotated]:
    """The documents whose id no other has and a file can have; the others become failures."""
    seen: set[str] = set()
    for document in documents:
        if isinstance(document, Annotated):
            try:
                path_of(Path(), document.id, "")
            except FormatError as error:
                failures.append(error)
                continue
            if document.id not in seen:
                seen.add(document.id)
                yield document
                continue
            document = FormatError(f"{document.id}: two documents have this id; the first was taken")
        failures.append(document)


def _text_of(record: Extraction, texts: str | None) -> str:
    """The text that a record was made of; ReadingError where it is not to be had."""
    document = record.document
    if document.text is not None:
        return document.text
    place = path_of(Path(texts), document.id, ".txt") if texts else Path(document.source or "")
    if not place.is_file():
        raise ReadingError(
            f"{document.id}: has no text: extract with --with-text, or name the texts' folder with --texts"
        )
    item = next(find_items([str(place)]))
    if isinstance(item, ReadingFailure):
        raise ReadingError(item.message)
    text = read_item(item).text
    if sha256_of(text) != document.sha256:
        raise ReadingError(f"{document.id}: {place} is not the text that the record was made of")
    return text
