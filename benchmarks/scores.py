"""Writes the table of scores into a page, between its two markers: ``scores.py README.md``.

Gold whose texts are not here keeps the row that the page has; the shared texts are found through
EXTRACTOR_SHARED.
"""

from __future__ import annotations

import sys
from pathlib import Path

from extractor import Extractor
from extractor.evaluation import Evaluation, run_evaluation
from extractor.evaluation.tally import HEADLINE
from material import ROOT, SHARED, block_of, figure, row, write_block

SETS = [
    ("the reference article", ROOT / "corpus" / "reference", SHARED / "articles"),
    ("our own articles (`corpus/dev`)", ROOT / "corpus" / "dev", None),
    ("our own articles, only scored (`corpus/test`)", ROOT / "corpus" / "test", None),
    ("real articles, read while rules were written", SHARED / "dev" / "read", None),
    ("real articles, looked at as numbers only", SHARED / "dev" / "check", None),
]
HEADINGS = ("gold", "articles", "micro F1", "95 % interval", *HEADLINE, "status")


def main() -> None:
    page = Path(sys.argv[1])
    kept = rows_of(page, "scores")
    extractor = Extractor()
    lines = [row(*HEADINGS), "|" + "---|" * len(HEADINGS)]
    for name, gold, texts in SETS:
        if any(gold.rglob("*.gold.json")) and (texts is None or texts.exists()):
            evaluation = run_evaluation(gold, texts=texts, extractor=extractor.extract)
            if evaluation.problems:
                sys.exit("\n".join(map(str, evaluation.problems)))
            lines.append(row(*_cells(name, evaluation)))
        elif name in kept:
            lines.append(kept[name])
    write_block(page, "scores", lines)


def rows_of(page: Path, region: str) -> dict[str, str]:
    """The rows that a page has in a region, by their first cell."""
    return {line.split(" | ")[0].removeprefix("| "): line for line in block_of(page, region)[1].splitlines()}


def _cells(name: str, evaluation: Evaluation) -> list[str]:
    interval = evaluation.interval
    fields = (evaluation.totals[field].f1 for field in (*HEADLINE, "status"))
    return [
        name,
        str(len(evaluation.documents)),
        f"**{figure(evaluation.headline)}**",
        f"{figure(interval.low)}–{figure(interval.high)}" if interval else "–",
        *map(figure, fields),
    ]


if __name__ == "__main__":
    main()
