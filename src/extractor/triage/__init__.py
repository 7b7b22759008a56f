"""Which texts can hold a deal, a financing or a valuation: by their words alone, before any model reads them.

Every rule of ``fields/deals`` and ``fields/funding`` starts from a word (its trigger) and asks for something beside it. A cue
asks for less: a name near it, or an amount, or a preposition. Where no cue holds, no rule could have proposed anything
that becomes a record. Cues err to one side only: a text too many is parsed for nothing, a text too few would lose a deal.
"""

from extractor.triage.finding import find_cues

__all__ = ["find_cues"]
