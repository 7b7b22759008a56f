"""Writes the table of scores into a page, between its two markers: ``scores.py README.md``.

Gold whose texts are not here keeps the row that the page has; the shared texts are found through
EXTRACTOR_SHARED.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from extractor import Extractor
from extractor.evaluation import Evaluation, run_evaluation
from extractor.evaluation.tally import HEADLINE

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("EXTRACTOR_SHARED") or ROOT / ".." / "shared")
BLOCK = re.compile(r"(?<=<!-- scores:start -->\n).*?(?=<!-- scores:end -->)", re.DOTALL)

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
    block = BLOCK.search(text)
    if block is None:
        sys.exit(
            f"{page}: lacks <!-- scores:start --> and <!-- scores:end -->; put them where the table goes"
        )
    kept = {line.split(" | ")[0].removeprefix("| "): line for line in block[0].splitlines()}
    extractor = Extractor()
    lines = [_line(HEADINGS), "|" + "---|" * len(HEADINGS)]
    for name, gold, texts in SETS:
        if any(gold.rglob("*.gold.json")) and (texts is None or texts.exists()):
            evaluation = run_evaluation(gold, texts=texts, extractor=extractor.extract)
            if evaluation.problems:
                sys.exit("\n".join(map(str, evaluation.problems)))
            lines.append(_line(_row(name, evaluation)))
        elif name in kept:
            lines.append(kept[name])
    page.write_text(BLOCK.sub(lambda _: "\n".join(lines) + "\n", text), encoding="utf-8")


def _row(name: str, evaluation: Evaluation) -> list[str]:
    interval = evaluation.interval
    fields = (evaluation.totals[field].f1 for field in (*HEADLINE, "status"))
    return [
        name,
        str(len(evaluation.documents)),
        f"**{_number(evaluation.headline)}**",
        f"{_number(interval.low)}–{_number(interval.high)}" if interval else "–",
        *map(_number, fields),
    ]


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}".removeprefix("0")


def _line(cells: tuple[str, ...] | list[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
