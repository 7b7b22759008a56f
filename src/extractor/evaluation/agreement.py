"""Two people's labels of the same articles, scored as a run is: how far they agree, and where they do not."""

from __future__ import annotations

from pathlib import Path

from extractor.evaluation.bootstrap import f1_interval
from extractor.evaluation.goldset import Problem, load_gold_dir
from extractor.evaluation.outcome import Evaluation, parts_of
from extractor.evaluation.records import record_of_gold
from extractor.evaluation.run import of_article
from extractor.evaluation.scores import score_document
from extractor.evaluation.tally import HEADLINE


def agreement(first: str | Path, second: str | Path, *, texts: str | Path | None = None) -> Evaluation:
    """The second annotator's labels scored against the first's, over the documents that both have.

    F1 is the same whichever comes first. A document that only one of them has is a problem; all of a party's
    names count, so that two lists agree where they share a name.
    """
    mine, theirs = (load_gold_dir(folder, texts or first) for folder in (first, second))
    labels = {document.id: document for document in theirs.documents}
    problems = [*mine.problems, *theirs.problems]
    scores = []
    for document in mine.documents:
        other = labels.pop(document.id, None)
        if other is None:
            problems.append(Problem("one label", document.id, f"is in {first}, not in {second}"))
        elif other.text != document.text:
            problems.append(Problem("other text", document.id, "the two were made of different texts"))
        else:
            score = score_document(document.id, record_of_gold(other), record_of_gold(document))
            scores.append(of_article(score, document))
    problems += [Problem("one label", name, f"is in {second}, not in {first}") for name in labels]
    interval = f1_interval([parts_of(score, HEADLINE) for score in scores])
    return Evaluation(tuple(scores), interval, tuple(problems))
