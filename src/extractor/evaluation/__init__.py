"""How good it is: extractions scored against hand-labelled gold, by the contract's rules."""

from extractor.evaluation.agreement import agreement
from extractor.evaluation.comparison import Comparison, compare
from extractor.evaluation.gold import Gold, gold_json_schema, load_gold
from extractor.evaluation.goldset import GoldDocument, GoldSet, Problem, load_gold_dir
from extractor.evaluation.names import same_name
from extractor.evaluation.outcome import Evaluation
from extractor.evaluation.predictions import Prediction, Predictions, read_predictions
from extractor.evaluation.report import print_comparison, print_report
from extractor.evaluation.run import evaluate, run_evaluation

__all__ = [
    "Comparison",
    "Evaluation",
    "Gold",
    "GoldDocument",
    "GoldSet",
    "Prediction",
    "Predictions",
    "Problem",
    "agreement",
    "compare",
    "evaluate",
    "gold_json_schema",
    "load_gold",
    "load_gold_dir",
    "print_comparison",
    "print_report",
    "read_predictions",
    "run_evaluation",
    "same_name",
]
