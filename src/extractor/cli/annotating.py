"""Commands for annotators' tools: export, import."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli.shared import FAILED, Published, Texts, answering, complain, tell_reduced_mode
from extractor.output.sink import STDOUT

if TYPE_CHECKING:
    from extractor.annotation.model import Annotated as AnnotatedDocument
    from extractor.errors import ExtractorError


class AnnotationFormat(StrEnum):
    """What annotators' tools read and write."""

    brat = "brat"
    label_studio = "label-studio"
    xmi = "xmi"
    prodigy = "prodigy"
    doccano = "doccano"
    docbin = "docbin"


Which = Annotated[AnnotationFormat, typer.Option("--format", help="Whose format.")]


def export(
    path: Annotated[
        str,
        typer.Argument(
            metavar="INPUT",
            help="A folder of gold, records (*.jsonl), or articles: a file, or a folder without gold.",
        ),
    ],
    format: Which,
    output: Annotated[str, typer.Option("--output", "-o", metavar="DIR", help="A new folder.")],
    texts: Texts = None,
    published: Published = None,
) -> None:
    """Write gold, or what was extracted, as marks for an annotation tool."""
    with answering(STDOUT):
        from extractor.annotation.exchange import LEFT_OUT, export, is_gold
        from extractor.annotation.formats import load_format

        chosen = load_format(format)
        left_out = "" if is_gold(Path(path)) else f"; of records are left out: {LEFT_OUT}"
        complain(f"{format}: what it cannot hold: {chosen.LOSES}{left_out}")
        failed = _tell(export(_documents(path, texts, published), chosen, Path(output)))
    raise typer.Exit(FAILED if failed else 0)


def import_(
    path: Annotated[
        str, typer.Argument(metavar="INPUT", help="The folder, or the file, that the tool exported.")
    ],
    format: Which,
    output: Annotated[str, typer.Option("--output", "-o", metavar="GOLD_DIR", help="A new folder.")],
) -> None:
    """Make gold of what annotators corrected: <id>.gold.json and <id>.txt for each document."""
    with answering(STDOUT):
        from extractor.annotation.exchange import import_gold
        from extractor.annotation.formats import load_format

        failed = _tell(import_gold(load_format(format), Path(path), Path(output)))
    raise typer.Exit(FAILED if failed else 0)


def _documents(
    path: str, texts: str | None, published: str | None
) -> Iterator[AnnotatedDocument | ExtractorError]:
    from extractor.annotation.exchange import from_articles, from_gold, from_records, is_gold

    if is_gold(Path(path)):
        return from_gold(Path(path), texts)
    if path.endswith(".jsonl"):
        return from_records(Path(path), texts)
    tell_reduced_mode()
    from extractor import Extractor

    return from_articles(path, Extractor().extract, published)


def _tell(failures: Iterable[ExtractorError]) -> int:
    """Complain of each, and say how many there were."""
    count = 0
    for failure in failures:
        complain(str(failure))
        count += 1
    return count
