"""The score on a screen."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from extractor.evaluation.calibration import Calibration
from extractor.evaluation.comparison import MICRO, Comparison
from extractor.evaluation.goldset import Problem
from extractor.evaluation.ledger import Entry
from extractor.evaluation.outcome import Evaluation, Group
from extractor.evaluation.tally import ACCURACIES, HEADLINE, SCORED, FieldError

LONGEST = 160
"""Characters of a value shown in the list of errors."""


def print_report(
    evaluation: Evaluation, console: Console, *, numbers_only: bool = False, rules: bool = False
) -> None:
    """Print tables, headline and problems; with ``rules`` the ledger, unless ``numbers_only`` the errors."""
    console.print(_fields_table(evaluation))
    console.print(_groups_table(evaluation.groups))
    accuracies = _accuracies_table(evaluation)
    if accuracies.row_count:
        console.print(accuracies)
    for line in _summary(evaluation):
        console.print(line, highlight=False, soft_wrap=True)
    if evaluation.calibration:
        console.print(_calibration_table(evaluation.calibration))
    if rules:
        console.print(_ledger_table(evaluation.ledger))
    for warning in evaluation.warnings:
        console.print(f"Warning: {escape(warning)}", highlight=False, soft_wrap=True)
    _print_problems(evaluation.problems, console)
    if not numbers_only:
        _print_errors(evaluation, console)


def print_comparison(comparison: Comparison, console: Console) -> None:
    """Print what each field won or lost, then the documents that got better and worse."""
    table = Table(title=f"Documents compared: {comparison.documents}", title_justify="left")
    table.add_column("field")
    for heading in ("first F1", "second F1", "gain", "95% interval"):
        table.add_column(heading, justify="right")
    for one in comparison.differences:
        ends = f"{_signed(one.interval.low)} to {_signed(one.interval.high)}" if one.interval else "–"
        name = (
            "micro of *" if one.field == MICRO else f"{one.field} *" if one.field in HEADLINE else one.field
        )
        table.add_row(name, _number(one.first), _number(one.second), _signed(one.gain), ends)
    console.print(table)
    for title, changes in (("Better", comparison.better), ("Worse", comparison.worse)):
        console.print(f"\n{title} ({len(changes)})", style="bold", highlight=False)
        for change in changes:
            fields = ", ".join(f"{name} {more:+d}" for name, more in change.fields)
            line = f"  {change.document}: {change.first} → {change.second} errors ({fields})"
            console.print(escape(line), highlight=False, soft_wrap=True)
    _print_problems(comparison.problems, console)


def _print_problems(problems: Sequence[Problem], console: Console) -> None:
    if problems:
        console.print(f"\nProblems ({len(problems)})", style="bold", highlight=False)
        for problem in problems:
            console.print(f"  {escape(str(problem))}", highlight=False, soft_wrap=True)


def _fields_table(evaluation: Evaluation) -> Table:
    table = Table(title=f"Documents scored: {len(evaluation.documents)}", title_justify="left")
    table.add_column("field")
    for heading in ("P", "R", "F1", "strict", "lenient", "right", "partial", "wrong", "missed", "spurious"):
        table.add_column(heading, justify="right")
    for name in SCORED:
        counts = evaluation.totals[name]
        shown = f"{name} *" if name in HEADLINE else name
        others = (evaluation.view(view, name).f1 for view in ("strict", "lenient"))
        numbers = (_number(value) for value in (counts.precision, counts.recall, counts.f1, *others))
        parts = (counts.correct, counts.partial, counts.incorrect, counts.missed, counts.spurious)
        table.add_row(shown, *numbers, *map(str, parts))
    return table


def _groups_table(groups: dict[str, list[Group]]) -> Table:
    table = Table(
        title="Deals by kind and status, articles by length and outlet: micro F1 of the fields *",
        title_justify="left",
    )
    table.add_column("")
    table.add_column("")
    for heading in ("deals/articles", "F1"):
        table.add_column(heading, justify="right")
    for sort, members in groups.items():
        for number, group in enumerate(members):
            table.add_row("" if number else sort, group.name, str(group.items), _number(group.counts.f1))
    return table


def _accuracies_table(evaluation: Evaluation) -> Table:
    table = Table(title="Where gold has it, on paired items", title_justify="left")
    table.add_column("field")
    table.add_column("accuracy", justify="right")
    table.add_column("right", justify="right")
    table.add_column("of", justify="right")
    for name in ACCURACIES:
        counts = evaluation.totals[name]
        if counts.gold:
            table.add_row(name, _number(counts.recall), str(counts.correct), str(counts.gold))
    return table


def _calibration_table(calibration: Calibration) -> Table:
    table = Table(
        title=f"Confidence of {calibration.count} deals: Brier {_number(calibration.brier)} "
        f"({_number(calibration.brier_of_constant)} for always the mean), "
        f"calibration error {_number(calibration.error)}",
        title_justify="left",
    )
    for heading in ("says", "deals", "mean", "right"):
        table.add_column(heading, justify="right")
    for one in calibration.bins:
        says = f"{one.low:.1f}–{one.high:.1f}"
        table.add_row(says, str(one.count), _number(one.claimed), _number(one.right))
    return table


def _ledger_table(ledger: list[Entry]) -> Table:
    table = Table(title="Values that each rule won (right/wrong)", title_justify="left")
    table.add_column("rule", overflow="fold")
    for heading in ("right", "wrong", "share"):
        table.add_column(heading, justify="right")
    table.add_column("by field")
    for entry in ledger:
        total = entry.right + entry.wrong
        share = _number(entry.right / total if total else None)
        by_field = ", ".join(
            f"{name} {won.right}/{won.wrong}"
            for name in (*SCORED, *ACCURACIES)
            if (won := entry.fields.get(name))
        )
        table.add_row(escape(entry.rule), str(entry.right), str(entry.wrong), share, by_field)
    return table


def _summary(evaluation: Evaluation) -> list[str]:
    interval = evaluation.interval
    margin = ""
    if interval:
        ends = f"{_number(interval.low)}–{_number(interval.high)}"
        margin = f" ({interval.level:.0%} interval {ends}, {interval.method})"
    deals = evaluation.deals
    return [
        f"[bold]Micro F1 of the fields marked *: {_number(evaluation.headline)}[/bold]{margin}",
        f"Macro F1 of those that occur: {_number(evaluation.macro)}",
        f"Deals: {deals['gold']} in gold, {deals['predicted']} predicted, {deals['paired']} paired, "
        f"{deals['exact']} right in every field above",
        f"Documents without a deal that got one: {evaluation.false_alarms} of {evaluation.without_deal}",
    ]


def _print_errors(evaluation: Evaluation, console: Console) -> None:
    errors = evaluation.errors
    if not errors:
        return
    console.print(f"\nErrors ({len(errors)})", style="bold", highlight=False)
    document = None
    for error in errors:
        if error.document != document:
            document = error.document
            console.print(f"\n{escape(document)}", style="bold", highlight=False, soft_wrap=True)
        console.print(f"  {escape(_line(error))}", highlight=False, soft_wrap=True)


def _line(error: FieldError) -> str:
    got = "" if error.got is None else f" got {_short(error.got)}"
    wanted = "" if error.wanted is None else f" wanted {_short(error.wanted)}"
    where = "" if error.where is None else f"  [{_short(error.where)}]"
    return f"{error.field} {error.kind}:{got}{',' if got and wanted else ''}{wanted}{where}"


def _short(value: str) -> str:
    value = " ".join(value.split())
    return value if len(value) <= LONGEST else f"{value[: LONGEST - 1]}…"


def _signed(value: float | None) -> str:
    return "–" if value is None else f"{value:+.3f}"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
