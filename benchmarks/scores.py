"""Writes the table of scores into a page, between its two markers: ``scores.py README.md``.

Gold whose texts are not here keeps the row that the page has; the shared texts are found through
EXTRACTOR_SHARED.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from extractor import Extractor
from extractor.evaluation import Evaluation, run_evaluation
from extractor.evaluation.tally import HEADLINE

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("EXTRACTOR_SHARED") or ROOT / ".." / "shared")

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
    text = page.read_text(encoding="utf-8")
    before, present, after = block_of(text, "scores", page)
    kept = {row.split(" | ")[0].removeprefix("| "): row for row in present.splitlines()}
    extractor = Extractor()
    lines = [line(HEADINGS), "|" + "---|" * len(HEADINGS)]
    for name, gold, texts in SETS:
        if any(gold.rglob("*.gold.json")) and (texts is None or texts.exists()):
            evaluation = run_evaluation(gold, texts=texts, extractor=extractor.extract)
            if evaluation.problems:
                sys.exit("\n".join(map(str, evaluation.problems)))
            lines.append(line(_row(name, evaluation)))
        elif name in kept:
            lines.append(kept[name])
    page.write_text(before + "\n".join(lines) + "\n" + after, encoding="utf-8")


def block_of(text: str, region: str, page: Path) -> tuple[str, str, str]:
    """A page's text before, between and after the markers of a region."""
    start, end = f"<!-- {region}:start -->\n", f"<!-- {region}:end -->"
    before, opened, rest = text.partition(start)
    between, closed, after = rest.partition(end)
    if not (opened and closed):
        sys.exit(f"{page}: lacks {start.strip()} and {end}; put them where the table goes")
    return before + start, between, end + after


def _row(name: str, evaluation: Evaluation) -> list[str]:
    interval = evaluation.interval
    fields = (evaluation.totals[field].f1 for field in (*HEADLINE, "status"))
    return [
        name,
        str(len(evaluation.documents)),
        f"**{number(evaluation.headline)}**",
        f"{number(interval.low)}–{number(interval.high)}" if interval else "–",
        *map(number, fields),
    ]


def number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}".removeprefix("0")


def line(cells: tuple[str, ...] | list[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
