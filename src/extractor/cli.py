"""The command line: the only module that prints or exits.

Exit codes: 0 all well; 1 some document failed, the others are done; 2 wrong usage, or the run could not start
or write its output; 130 interrupted; 141 whoever read the output has gone.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.errors import ExtractorError, ReadingError
from extractor.output.sink import PARTIAL, STDOUT, OutputClosedError, open_output
from extractor.output.terminal import defuse, escape
from extractor.reading.sources import Source, find_sources
from extractor.version import __version__

if TYPE_CHECKING:
    from extractor.reading.article import Article
    from extractor.schema import Extraction

FAILED, REFUSED, INTERRUPTED, CLOSED = 1, 2, 130, 141
_PLAIN_WIDTH = 120  # of a table that goes to a file or a pipe

app = typer.Typer(
    name="extractor",
    help="Corporate deals out of press articles, each value with the words it was read from.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


class Format(StrEnum):
    """How records are written."""

    jsonl = "jsonl"
    json = "json"
    table = "table"


class Contract(StrEnum):
    """What has a JSON Schema."""

    extraction = "extraction"
    gold = "gold"


def main() -> None:
    """Run the command line, in UTF-8 whatever the locale."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app(prog_name="extractor")


def _check_date(value: str | None) -> str | None:
    if value is not None:
        from extractor.schema import check_iso_date

        try:
            check_iso_date(value)
        except ValueError:
            raise typer.BadParameter(f"{value!r} is not a date: write YYYY-MM-DD, YYYY-MM or YYYY.") from None
    return value


def _parse_floors(values: list[str]) -> dict[str, float]:
    """``price=0.8`` by field; a field that isn't scored, or no number, is wrong usage."""
    from extractor.evaluation.outcome import SUMMARIES
    from extractor.evaluation.tally import SCORED

    floors: dict[str, float] = {}
    for value in values:
        field, _, floor = value.partition("=")
        if field not in (*SUMMARIES, *SCORED):
            known = ", ".join((*SUMMARIES, *SCORED))
            raise typer.BadParameter(f"{field!r} is not scored: one of {known}.", param_hint="--fail-under")
        try:
            floors[field] = float(floor)
        except ValueError:
            raise typer.BadParameter(
                f"{value!r}: write FIELD=F1, such as price=0.85.", param_hint="--fail-under"
            ) from None
    return floors


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"extractor {__version__}")
        raise typer.Exit


Published = Annotated[
    str | None,
    typer.Option(
        "--published",
        metavar="DATE",
        callback=_check_date,
        help="When the articles appeared (YYYY-MM-DD): what 'today' and 'last month' relate to.",
    ),
]

Texts = Annotated[
    str | None, typer.Option("--texts", metavar="DIR", help="Where the texts are, if not beside the gold.")
]
Report = Annotated[
    str | None, typer.Option("--json", metavar="FILE", help="Write the score to FILE as JSON, too.")
]


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_print_version, help="Print the version and exit."),
    ] = False,
) -> None:
    pass


@app.command(
    epilog="Exit code: 0 all well; 1 some document failed, the others are done; 2 wrong usage or no output."
)
def extract(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH", help="Files, folders (all *.txt below them), or - for standard input."
        ),
    ],
    output: Annotated[
        str,
        typer.Option("--output", "-o", metavar="FILE", help="Write to FILE, which appears only when whole."),
    ] = STDOUT,
    published: Published = None,
    format: Annotated[
        Format, typer.Option("--format", help="One record a line, an indented array, or tables.")
    ] = Format.jsonl,
    trace: Annotated[
        bool, typer.Option("--trace", help="Add which rule read each value, and what lost.")
    ] = False,
    with_text: Annotated[bool, typer.Option("--with-text", help="Add each article's text.")] = False,
) -> None:
    """Extract the deals of articles, one record a document."""
    sources = list(find_sources(paths))
    inputs = [source.path for source in sources if isinstance(source, Source)]
    failures: list[str] = []
    with _answering(output), open_output(output, inputs=inputs) as write:
        from extractor import Extractor

        extractor = Extractor(trace=trace, with_text=with_text)
        records = _extract_each(_progress(sources, output), extractor.extract, published, failures)
        for piece in _formatter(format, output)(records):
            write(piece)
    raise typer.Exit(FAILED if failures else 0)


@app.command()
def explain(
    path: Annotated[str, typer.Argument(metavar="PATH", help="One article, or - for standard input.")],
    published: Published = None,
) -> None:
    """Show what was read in one article, where, and why."""
    sources = list(find_sources([path]))
    if len(sources) > 1:
        raise typer.BadParameter(
            f"{path} holds {len(sources)} articles: name one of them.", param_hint="PATH"
        )
    failures: list[str] = []
    with _answering(STDOUT), open_output(STDOUT) as write:
        from extractor import Extractor
        from extractor.output.explain import explanation
        from extractor.output.table import render

        extract = Extractor(trace=True, with_text=True).extract
        width, color = _screen(STDOUT)
        for record in _extract_each(sources, extract, published, failures):
            write(render(explanation(record, color=color), width=width, color=color))
    raise typer.Exit(FAILED if failures else 0)


@app.command()
def evaluate(
    gold: Annotated[str, typer.Argument(metavar="GOLD_DIR", help="The folder of *.gold.json labels.")],
    texts: Texts = None,
    predictions: Annotated[
        str | None,
        typer.Option("--predictions", metavar="FILE", help="Score these records (JSON Lines), not our own."),
    ] = None,
    report: Report = None,
    numbers: Annotated[bool, typer.Option("--numbers", help="Leave out the list of errors.")] = False,
    rules: Annotated[
        bool, typer.Option("--rules", help="Add the values that each rule won, right and wrong.")
    ] = False,
    fail_under: Annotated[
        list[str] | None,
        typer.Option(
            "--fail-under", metavar="FIELD=F1", help="Exit with 1 where a field (or micro) falls below F1."
        ),
    ] = None,
) -> None:
    """Score extractions against hand-labelled gold."""
    floors = _parse_floors(fail_under or [])
    with _answering(STDOUT), ExitStack() as outputs:
        write = outputs.enter_context(open_output(STDOUT))
        inputs = [predictions] if predictions else []
        write_json = outputs.enter_context(open_output(report, inputs=inputs)) if report else None

        from extractor.evaluation import print_report, run_evaluation
        from extractor.output.table import draw

        if predictions is None:
            from extractor import Extractor
            from extractor.fields.deals import RULES

            names = [rule.__name__ for rule in RULES]
            extract = Extractor(trace=rules).extract
            evaluation = run_evaluation(gold, texts=texts, extractor=extract, rules=names)
        else:
            evaluation = run_evaluation(gold, texts=texts, predictions=predictions)
        if write_json:
            record = evaluation.to_dict(numbers_only=numbers, rules=rules)
            write_json(json.dumps(record, indent=2, ensure_ascii=False) + "\n")
        width, _ = _screen(STDOUT)
        shown = draw(
            lambda console: print_report(evaluation, console, numbers_only=numbers, rules=rules),
            width=width,
            color=False,
        )
        write(defuse(shown))
    below = [
        (field, f1, floor)
        for field, floor in floors.items()
        if (f1 := evaluation.f1_of(field) or 0.0) < floor
    ]
    for field, f1, floor in below:
        _complain(f"{field}: F1 {f1:.3f} is below {floor:.3f}")
    raise typer.Exit(FAILED if evaluation.problems or below else 0)


@app.command()
def compare(
    first: Annotated[str, typer.Argument(metavar="RUN_A", help="Records (JSON Lines), the older run.")],
    second: Annotated[str, typer.Argument(metavar="RUN_B", help="The run that is set against it.")],
    gold: Annotated[str, typer.Option("--gold", metavar="DIR", help="The folder of *.gold.json labels.")],
    texts: Texts = None,
    report: Report = None,
) -> None:
    """Set two runs on the same gold against each other, field by field and document by document."""
    with _answering(STDOUT), ExitStack() as outputs:
        write = outputs.enter_context(open_output(STDOUT))
        write_json = outputs.enter_context(open_output(report, inputs=[first, second])) if report else None

        from extractor.evaluation import compare, print_comparison, run_evaluation
        from extractor.output.table import draw

        runs = [run_evaluation(gold, texts=texts, predictions=run) for run in (first, second)]
        comparison = compare(*runs)
        if write_json:
            write_json(json.dumps(comparison.to_dict(), indent=2, ensure_ascii=False) + "\n")
        width, _ = _screen(STDOUT)
        write(defuse(draw(lambda console: print_comparison(comparison, console), width=width, color=False)))
    raise typer.Exit(FAILED if comparison.problems else 0)


@app.command()
def agreement(
    first: Annotated[str, typer.Argument(metavar="GOLD_A", help="One annotator's *.gold.json labels.")],
    second: Annotated[str, typer.Argument(metavar="GOLD_B", help="Another's of the same articles.")],
    texts: Texts = None,
    report: Report = None,
) -> None:
    """Score two annotators' labels against each other, and list where they disagree."""
    with _answering(STDOUT), ExitStack() as outputs:
        write = outputs.enter_context(open_output(STDOUT))
        write_json = outputs.enter_context(open_output(report)) if report else None

        from extractor.evaluation import agreement, print_report
        from extractor.output.table import draw

        evaluation = agreement(first, second, texts=texts)
        if write_json:
            write_json(json.dumps(evaluation.to_dict(), indent=2, ensure_ascii=False) + "\n")
        width, _ = _screen(STDOUT)
        write(defuse(draw(lambda console: print_report(evaluation, console), width=width, color=False)))
    raise typer.Exit(FAILED if evaluation.problems else 0)


@app.command()
def schema(
    contract: Annotated[Contract, typer.Argument(help="Which contract.")] = Contract.extraction,
) -> None:
    """Print the JSON Schema of records or gold labels."""
    from extractor.evaluation import gold_json_schema
    from extractor.output.formats import extraction_json_schema

    described = gold_json_schema() if contract is Contract.gold else extraction_json_schema()
    with _answering(STDOUT), open_output(STDOUT) as write:
        write(described)


def _extract_each(
    sources: Iterable[Source | ReadingError],
    extract: Callable[[Article], Extraction],
    published: str | None,
    failures: list[str],
) -> Iterator[Extraction]:
    """The record of each document in order; one that fails is told and noted, the others go on."""
    from extractor.reading.files import read_article

    for source in sources:
        try:
            record = extract(read_article(_readable(source), published=published))
        except ReadingError as error:
            failures.append(str(error))
        except Exception as error:  # a fault of ours in one document must not lose the others
            assert isinstance(source, Source)
            failures.append(f"{source.name}: failed with {error!r:.200}; please report this with the text")
        else:
            yield record
            continue
        _complain(failures[-1])


def _readable(source: Source | ReadingError) -> Source:
    if isinstance(source, ReadingError):
        raise source
    return source


def _formatter(format: Format, output: str) -> Callable[[Iterable[Extraction]], Iterator[str]]:
    from extractor.output.formats import json_array, json_lines

    match format:
        case Format.jsonl:
            return json_lines
        case Format.json:
            return json_array
        case Format.table:
            from extractor.output.table import tables

            width, color = _screen(output)
            return lambda records: tables(records, width=width, color=color)


def _screen(output: str) -> tuple[int, bool]:
    """How wide the output is, and whether it shows colours."""
    is_terminal = output == STDOUT and sys.stdout is not None and sys.stdout.isatty()
    is_plain = "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb"
    return shutil.get_terminal_size((_PLAIN_WIDTH, 24)).columns, is_terminal and not is_plain


def _progress(sources: list[Source | ReadingError], output: str) -> Iterable[Source | ReadingError]:
    """The sources, a bar on standard error beside them where that is a terminal of its own."""
    is_shared = output == STDOUT and sys.stdout is not None and sys.stdout.isatty()
    if sys.stderr is None or not sys.stderr.isatty() or is_shared:
        return sources
    from rich.console import Console
    from rich.progress import track

    return track(sources, "Extracting", console=Console(stderr=True), transient=True)


@contextmanager
def _answering(output: str) -> Iterator[None]:
    """What ends a run early: one line on standard error and the exit code that belongs to it."""
    try:
        yield
    except OutputClosedError:
        raise typer.Exit(CLOSED) from None
    except ExtractorError as error:
        _complain(str(error))
        raise typer.Exit(REFUSED) from None
    except KeyboardInterrupt:
        partial = Path(os.path.realpath(output) + PARTIAL)
        is_kept = output != STDOUT and partial.exists()
        _complain(f"interrupted; what was done is in {partial}" if is_kept else "interrupted")
        raise typer.Exit(INTERRUPTED) from None


def _complain(message: str) -> None:
    if sys.stderr is not None:
        print(f"extractor: {escape(message)}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
