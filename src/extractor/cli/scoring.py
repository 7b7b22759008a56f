"""Commands that score: evaluate, compare, agreement."""

from __future__ import annotations

import json
from contextlib import ExitStack
from typing import Annotated

import typer

from extractor.cli.shared import FAILED, Report, Texts, answering, complain, screen, tell_reduced_mode
from extractor.output.sink import STDOUT, open_output
from extractor.output.terminal import defuse


def evaluate(
    gold: Annotated[str, typer.Argument(metavar="GOLD_DIR", help="The folder of *.gold.json labels.")],
    texts: Texts = None,
    predictions: Annotated[
        str | None,
        typer.Option("--predictions", metavar="FILE", help="Score these records (JSON Lines), not our own."),
    ] = None,
    report: Report = None,
    page: Annotated[
        str | None,
        typer.Option("--html", metavar="FILE", help="Write the score to FILE as a page, with every article."),
    ] = None,
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
    with answering(STDOUT), ExitStack() as outputs:
        write = outputs.enter_context(open_output(STDOUT))
        inputs = [predictions] if predictions else []
        write_json = outputs.enter_context(open_output(report, inputs=inputs)) if report else None
        write_page = outputs.enter_context(open_output(page, inputs=inputs)) if page else None

        from extractor.evaluation import print_report, run_evaluation
        from extractor.output.table import draw

        with_articles = page is not None and not numbers
        if predictions is None:
            tell_reduced_mode()
            from extractor import Extractor
            from extractor.fields.deals import RULES

            names = [rule.__name__ for rule in RULES]
            extract = Extractor(trace=rules).extract
            evaluation = run_evaluation(
                gold, texts=texts, extractor=extract, rules=names, readings=with_articles
            )
        else:
            evaluation = run_evaluation(gold, texts=texts, predictions=predictions, readings=with_articles)
        if write_page:
            from extractor.evaluation.page import render_page

            title = f"{predictions or 'Our extractor'} on {gold}"
            for piece in render_page(evaluation, title=title, numbers_only=numbers):
                write_page(piece)
        if write_json:
            record = evaluation.to_dict(numbers_only=numbers, rules=rules)
            write_json(json.dumps(record, indent=2, ensure_ascii=False) + "\n")
        width, _ = screen(STDOUT)
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
        complain(f"{field}: F1 {f1:.3f} is below {floor:.3f}")
    raise typer.Exit(FAILED if evaluation.problems or below else 0)


def compare(
    first: Annotated[str, typer.Argument(metavar="RUN_A", help="Records (JSON Lines), the older run.")],
    second: Annotated[str, typer.Argument(metavar="RUN_B", help="The run that is set against it.")],
    gold: Annotated[str, typer.Option("--gold", metavar="DIR", help="The folder of *.gold.json labels.")],
    texts: Texts = None,
    report: Report = None,
) -> None:
    """Set two runs on the same gold against each other, field by field and document by document."""
    with answering(STDOUT), ExitStack() as outputs:
        write = outputs.enter_context(open_output(STDOUT))
        write_json = outputs.enter_context(open_output(report, inputs=[first, second])) if report else None

        from extractor.evaluation import compare, print_comparison, run_evaluation
        from extractor.output.table import draw

        runs = [run_evaluation(gold, texts=texts, predictions=run) for run in (first, second)]
        comparison = compare(*runs)
        if write_json:
            write_json(json.dumps(comparison.to_dict(), indent=2, ensure_ascii=False) + "\n")
        width, _ = screen(STDOUT)
        write(defuse(draw(lambda console: print_comparison(comparison, console), width=width, color=False)))
    raise typer.Exit(FAILED if comparison.problems else 0)


def agreement(
    first: Annotated[str, typer.Argument(metavar="GOLD_A", help="One annotator's *.gold.json labels.")],
    second: Annotated[str, typer.Argument(metavar="GOLD_B", help="Another's of the same articles.")],
    texts: Texts = None,
    report: Report = None,
) -> None:
    """Score two annotators' labels against each other, and list where they disagree."""
    with answering(STDOUT), ExitStack() as outputs:
        write = outputs.enter_context(open_output(STDOUT))
        write_json = outputs.enter_context(open_output(report)) if report else None

        from extractor.evaluation import agreement, print_report
        from extractor.output.table import draw

        evaluation = agreement(first, second, texts=texts)
        if write_json:
            write_json(json.dumps(evaluation.to_dict(), indent=2, ensure_ascii=False) + "\n")
        width, _ = screen(STDOUT)
        write(defuse(draw(lambda console: print_report(evaluation, console), width=width, color=False)))
    raise typer.Exit(FAILED if evaluation.problems else 0)


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
