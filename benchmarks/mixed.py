"""Deals of mixed news, most of them told in passing: buyers, targets, sellers, prices and status by the contract's scoring.

    python benchmarks/mixed.py [--write]

``mixed-key.json`` labels texts of the shared folder with names and figures only, each by one reader, unchecked;
acquirers and sellers stand in alphabetical order, so that no run of words of a text is repeated:
``stream:12`` and ``weak:12`` are records by their place in the file, from 0; ``unlabelled:012`` is a file by its number.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from extractor import Extractor
from extractor.evaluation import Evaluation, run_evaluation
from material import SHARED, figure, read_records, row, write_block

KEY = Path(__file__).with_name("mixed-key.json")
RECORDS = {"stream": ("stream", "news-dev.jsonl.gz"), "weak": ("weak", "deals-2018.jsonl.gz")}
FIELDS = ("acquirer", "target", "seller", "price", "status")


def main() -> None:
    options = argparse.ArgumentParser(description="Deals of mixed news, by the contract's scoring.")
    options.add_argument("--write", action="store_true", help="put the table into benchmarks/README.md")
    written = options.parse_args().write
    key: dict[str, dict[str, list[dict[str, Any]]]] = json.loads(KEY.read_text(encoding="utf-8"))
    records = {kind: [record["text"] for record in read_records(*path)] for kind, path in RECORDS.items()}
    extractor = Extractor(quotes="deals")
    headings = (
        "set",
        "articles",
        "deals",
        *(f"{field} P / R / F1" for field in FIELDS),
        "a deal where none is",
    )
    lines = [row(*headings), "|" + "---|" * len(headings)]
    for name, labelled in key.items():
        with TemporaryDirectory() as folder:
            for source, deals in labelled.items():
                kind, _, place = source.partition(":")
                text = records[kind][int(place)] if kind in records else read_text(kind, place)
                write_gold(Path(folder), source.replace(":", "-"), text, deals)
            evaluation = run_evaluation(folder, extractor=extractor.extract)
            lines.append(row(name, *cells_of(evaluation, labelled)))
    print("\n".join(lines))
    if written:
        write_block(Path(__file__).with_name("README.md"), "mixed", lines)


def read_text(kind: str, number: str) -> str:
    """A text file of the shared folder."""
    (path,) = (SHARED / kind).glob(f"{number}-*.txt")
    return path.read_text(encoding="utf-8")


def write_gold(folder: Path, stem: str, text: str, deals: list[dict[str, Any]]) -> None:
    """A text and its gold, as ``run_evaluation`` reads them."""
    (folder / f"{stem}.txt").write_text(text, encoding="utf-8", newline="")
    gold = {"id": stem, "published": None, "deals": deals, "financings": [], "valuations": [], "quotes": []}
    (folder / f"{stem}.gold.json").write_text(json.dumps(gold), encoding="utf-8")


def cells_of(evaluation: Evaluation, labelled: dict[str, list[dict[str, Any]]]) -> list[str]:
    """Articles, deals, precision, recall and F1 of each field, and false alarms."""
    totals = (evaluation.totals[field] for field in FIELDS)
    silent = [d for d in evaluation.documents if not labelled[d.document.replace("-", ":", 1)]]
    alarms = sum(d.deals_predicted > 0 for d in silent)
    return [
        str(len(labelled)),
        str(sum(map(len, labelled.values()))),
        *(" / ".join(map(figure, (t.precision, t.recall, t.f1))) for t in totals),
        f"{alarms} of {len(silent)}",
    ]


if __name__ == "__main__":
    main()
