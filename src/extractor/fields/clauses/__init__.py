"""Clauses and nominals around a trigger: its subject, its object, what its prepositions bring.

Objects and prepositions are read from the surface, left to right; the subject by the parse, and where the
parse has none, as the name that stands before.
"""

from extractor.fields.clauses.active import subject
from extractor.fields.clauses.following import Complements, complements
from extractor.fields.clauses.names import named_before, named_by
from extractor.fields.clauses.passive import passive_subject
from extractor.fields.clauses.preceding import Modifiers, modifiers, plan_of
from extractor.fields.clauses.words import ASIDE, TOLD

__all__ = [
    "ASIDE",
    "TOLD",
    "Complements",
    "Modifiers",
    "complements",
    "modifiers",
    "named_before",
    "named_by",
    "passive_subject",
    "plan_of",
    "subject",
]
