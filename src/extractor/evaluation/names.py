"""When are two names one? The contract's agreement of names, as a key that agreeing names share."""

import re
import unicodedata
from functools import cache, lru_cache

from extractor.lexicon import load_terms

LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i"}
)
"""Letters that Unicode does not take apart into a letter and an accent: "Ørsted" is "Orsted"."""

MARKS = re.compile("[™®©℠]")

CODE_IN_BRACKETS = re.compile(
    r"""
    [(\[<] \s*
    (?: [\w\s/.]{1,20} : \s* )?              # the exchange: "NASDAQ: ", "London: "
    [A-Z0-9]{1,6} (?: [.:\-/] [A-Z0-9]{1,4} )?   # the code: "MSFT", "TXTR.N", "0700.HK", "BRK-B"
    \s* [)\]>]
    """,
    re.VERBOSE,
)

POSSESSIVE = re.compile(r"(?<=[\w.!)])['’‘ʼ`´]s(?!\w)")
"""The "'s" of "Microsoft's" and "Apple Inc.'s", wherever it stands: "EnerVest's South Texas division"."""

APOSTROPHE = re.compile(r"['’‘ʼ`´]")
INITIALS = re.compile(r"(?<!\w)(?:\w\.)+\w?(?!\w)")
"""Letters with dots, "U.S.", "J.P", read as one word."""

ARTICLES = frozenset({"the", "a", "an"})


def same_name(left: str, right: str) -> bool:
    """Whether two names agree by the contract.

    >>> same_name("the Procter & Gamble Co. (NYSE: PG)", "Procter and Gamble")
    True
    >>> same_name("Bain Capital", "Bain Capital Ventures")
    False
    """
    return name_key(left) == name_key(right)


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """What is left of a name when all that the contract sets aside is gone.

    >>> name_key("The J. P. Morgan Holdings, Inc.'s")
    'jp morgan'
    """
    words = _words(CODE_IN_BRACKETS.sub(" ", name)) or _words(name)
    if len(words) > 1 and words[0] in ARTICLES and words[1] != "and":
        words = words[1:]
    return " ".join(_without_suffix(words)) or name.strip().casefold()


@lru_cache(maxsize=65536)
def phrase_key(phrase: str) -> str:
    """A title or description without case, accents, punctuation and leading article.

    >>> phrase_key("the co-founder & C.E.O.")
    'co founder and ceo'
    """
    words = _words(phrase)
    return " ".join(words[1:] if len(words) > 1 and words[0] in ARTICLES else words)


def _words(text: str) -> list[str]:
    """The bare words: no case, accents, possessive, punctuation; letters standing alone are joined."""
    text = unicodedata.normalize("NFKD", MARKS.sub("", text)).casefold().translate(LETTERS)
    text = "".join(char for char in text if not unicodedata.combining(char))
    text = APOSTROPHE.sub("", POSSESSIVE.sub("", text)).replace("&", " and ")
    text = INITIALS.sub(lambda initials: initials[0].replace(".", ""), text)
    text = "".join(" " if unicodedata.category(char)[0] == "P" else char for char in text)
    return _join_initials(text.split())


def _join_initials(words: list[str]) -> list[str]:
    """``j p morgan`` → ``jp morgan``; ``a s`` (of "A/S") → ``as``."""
    joined: list[str] = []
    alone = False
    for word in words:
        was_alone, alone = alone, len(word) == 1 and word.isalpha()
        if alone and was_alone:
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _without_suffix(words: list[str]) -> list[str]:
    """Drop legal forms from the end, again and again, but never the whole name."""
    suffixes, longest = _suffixes()
    for size in range(min(longest, len(words) - 1), 0, -1):
        if tuple(words[-size:]) in suffixes:
            rest = words[:-size]
            return _without_suffix(rest[:-1] if len(rest) > 1 and rest[-1] == "and" else rest)
    return words


@cache
def _suffixes() -> tuple[frozenset[tuple[str, ...]], int]:
    terms = frozenset(tuple(_words(term)) for term in load_terms("legal_suffixes"))
    return terms, max(map(len, terms))
