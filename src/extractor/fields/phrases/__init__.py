"""Noun phrases, read from the surface: who or what the words from a token on denote.

The parse of headlines and of phrases full of names is poor; which words are names is known well. So a
phrase is read left to right over names, modifiers and possessives, and means the name that it ends in
("VPN provider Bolt"), the unit that it describes ("its paper business"), the company that it points
back to ("the startup"), or what it holds a part of ("a 20% stake in Bolt").
"""

from extractor.fields.phrases.reader import Reader
from extractor.fields.phrases.thing import Thing, asset_nouns, is_place, is_place_argument, is_surely_person
from extractor.fields.phrases.words import HOLDING, HYPHENS, ORGANS, OWNERS, TIMES

__all__ = [
    "HOLDING",
    "HYPHENS",
    "ORGANS",
    "OWNERS",
    "TIMES",
    "Reader",
    "Thing",
    "asset_nouns",
    "is_place",
    "is_place_argument",
    "is_surely_person",
]
