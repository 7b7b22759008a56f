"""What a deal rule of your own is made of: ``Extractor(rules=[*RULES, mine])``.

A rule is a function over a ``Reader`` that yields ``DealCandidate``. Its docstring opens with the sentence that it is
for, marked, and ``check_example`` tells whether it reads that.
"""

from extractor.examples import check_example
from extractor.fields.candidate import Argument, DealCandidate, Rule, Status
from extractor.fields.clauses import complements, modifiers, passive_subject, subject
from extractor.fields.deals import RULES
from extractor.fields.deals.proposals import amount_of, buyers_of, nouns_of, propose, sellers_of, verbs_of
from extractor.fields.phrases import Reader, Thing
from extractor.fields.status import status_of

__all__ = [
    "RULES",
    "Argument",
    "DealCandidate",
    "Reader",
    "Rule",
    "Status",
    "Thing",
    "amount_of",
    "buyers_of",
    "check_example",
    "complements",
    "modifiers",
    "nouns_of",
    "passive_subject",
    "propose",
    "sellers_of",
    "status_of",
    "subject",
    "verbs_of",
]
