"""Headlines: which of their capitals are names, and which are only style.

A headline "Acme to Buy Bolt", and a wire line "ACME TO BUY BOLT", are written as prose would write them, so that
the model reads them as it reads the rest. What the article's own prose writes small is small, what it writes
as a name is a name; for the others there are ``lexicons/headline_words`` and ``headline_verbs``.
"""

from __future__ import annotations

import re
from functools import cache

from extractor.lexicon import load_lexicon

_HEADLINE = 250
"""A longer line is no headline."""
_WORD = re.compile(r"[A-Za-z][\w'’&.-]*")
_CAPITALISED = re.compile(r"(?<![\w'’.@&-])[A-Z][a-z]+(?![\w.@]*[A-Z@])\b")
_COMPOUND_TAIL = re.compile(r"(?<=[\w.]-)(?:Based|Backed|Led|Owned|Listed|Controlled|Run|Funded|Focused)\b")
_UPPER_WORD = re.compile(r"(?<![\w@&.’'])([A-Z]+)([’']S)?(?![\w@&]|[.-][A-Z0-9])")
_LOWER = re.compile(r"(?<![\w'’.@-])[a-z]{2,}\b")
_SMALL_IN_TITLES = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "for",
        "from",
        "if",
        "in",
        "into",
        "is",
        "its",
        "nor",
        "of",
        "off",
        "on",
        "onto",
        "or",
        "out",
        "over",
        "per",
        "so",
        "than",
        "that",
        "the",
        "to",
        "up",
        "upon",
        "via",
        "vs",
        "when",
        "with",
        "within",
        "after",
        "amid",
        "before",
    ]
)
"""Words that a Title Case line writes small."""
_CAPITALS = re.compile(r"(?<!\w)[A-Z][^a-z\n]{16,}(?![a-z])")
"""A stretch without a small letter."""
_MID_SENTENCE_CAPITAL = re.compile(r"(?<=[a-z,;0-9–—-] )[A-Z][\w&]*\b")
_ANY_CAPITAL = re.compile(r"(?<![\w'’.@&-])[A-Z][\w&]*\b")


DATELINE = re.compile(
    r"""
    (?:^|(?<=\n)) [^\S\n]{0,20}
    (?: [A-Z][\w.'’/ -]{1,60}? (?: , [^\S\n] [\w.,\ ]{2,60}? )? [^\S\n]{0,4} )?
    (?: \((?:Reuters|AP|AFP|Bloomberg|Dow\ Jones|LPC|IFR|GLOBE\ NEWSWIRE|BUSINESS\ WIRE|Business\ Wire|PRNewswire|Xinhua|IANS|PTI|ANI
         |Marketwired|ACCESSWIRE|Newsfile)[^)\n]{0,40}\) [^\S\n]{0,4} [-–—]*
      | /(?:PRNewswire|CNW)[^/\n]{0,40}/ [^\S\n]{0,4} [-–—]* )
    | (?:^|(?<=\n)) [A-Z][A-Z.'’/ -]{2,40} (?: , [^\S\n] [\w.,\ ]{2,40}? )? [^\S\n]{0,4} (?: -- | — | –\ )
    """,
    re.VERBOSE,
)
"""A place, a date and an agency at a paragraph's head: "TORONTO, March 3 (Reuters) -"."""


def plain_capitals(text: str, boundary: str) -> str:
    """Headlines lose the capitals that are only style: "ACME TO BUY BOLT", "Acme to Buy Bolt" → "Acme to buy Bolt"."""
    lines = text.split(boundary)
    titles = [len(line) <= _HEADLINE and _is_title_case(line) for line in lines]
    shouted = [stretch for match in _CAPITALS.finditer(text) if _is_shouted(stretch := match.group())]
    if not shouted and not any(titles):
        return text
    body = boundary.join(line for line, title in zip(lines, titles, strict=True) if not title)
    if shouted:
        body = _CAPITALS.sub(lambda match: " " if _is_shouted(match.group()) else match.group(), body)
    prose = _Prose(body)
    lines = [prose.lowered(line) if title else line for line, title in zip(lines, titles, strict=True)]
    return _CAPITALS.sub(prose.spoken, boundary.join(lines)) if shouted else boundary.join(lines)


class _Prose:
    """How the lines in sentence case write their words: the measure for those in capitals."""

    def __init__(self, body: str) -> None:
        self._common = frozenset(_LOWER.findall(body)) | _headline_words()
        self._names = frozenset(_MID_SENTENCE_CAPITAL.findall(body))
        self._forms = {word.upper(): word for word in _ANY_CAPITAL.findall(body)} | {
            word.upper(): word for word in self._names
        }

    def lowered(self, line: str) -> str:
        """A Title Case line with the capitals of names alone."""
        line = _COMPOUND_TAIL.sub(lambda match: match.group().lower(), line)
        opening = len(line) - len(line.lstrip())
        words = list(_CAPITALISED.finditer(line))
        pieces: list[str] = []
        at, name_end = 0, -1
        for n, match in enumerate(words):
            word = match.group()
            following = words[n + 1] if n + 1 < len(words) else None
            if (
                match.start() <= opening
                or word in self._names
                or not (
                    word.lower() in self._common
                    or (_ABSTRACT.search(word) and word.upper() not in self._forms)
                )
                or (match.start() == name_end + 1 and self._ends_name(word, match, following))
            ):
                name_end = match.end()
                continue
            pieces += line[at : match.start()], word.lower()
            at = match.end()
        return "".join(pieces) + line[at:]

    def _ends_name(self, word: str, match: re.Match[str], following: re.Match[str] | None) -> bool:
        """Whether a common word goes on with the name before it: "Lane Restaurant Group to …"."""
        tails = load_lexicon("company_words")
        if word.lower() in tails:
            return True
        return (
            following is not None
            and following.start() == match.end() + 1
            and following.group().lower() in tails
            and word.lower() not in _verb_forms()
        )

    def spoken(self, match: re.Match[str]) -> str:
        """A stretch all in capitals as prose would write it."""
        stretch = match.group()
        return _UPPER_WORD.sub(self._spoken, stretch) if _is_shouted(stretch) else stretch

    def _spoken(self, match: re.Match[str]) -> str:
        word, tail = match.group(1), (match.group(2) or "").lower()
        if word in self._forms:
            return f"{self._forms[word]}{tail}"
        if word.lower() in self._common or _ABSTRACT.search(word.lower()):
            return word.lower() + tail
        return (
            word.capitalize() if len(word) > 4 or (len(word) > 3 and _VOWEL.search(word)) else word
        ) + tail


_VOWEL = re.compile(r"[AEIOU]")
_ABSTRACT = re.compile(r"(?:[^l]tion|sion|[^e]ment|ance|ence|ness)$")
"""Ends of nouns that are no names unless the prose says so."""


@cache
def _headline_words() -> frozenset[str]:
    """Words that are no names in a headline: the lexicon, and the verbs in all their forms."""
    return load_lexicon("headline_words") | _verb_forms()


@cache
def _verb_forms() -> frozenset[str]:
    return frozenset(form for verb in load_lexicon("headline_verbs") for form in _inflected(verb))


def _inflected(verb: str) -> tuple[str, ...]:
    """The regular forms of a verb: announce, announces, announced, announcing."""
    if verb.endswith("e"):
        return verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"
    if verb.endswith("y") and verb[-2] not in "aeou":
        return verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"
    plural = "es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s"
    return verb, verb + plural, f"{verb}ed", f"{verb}ing"


def _is_title_case(line: str) -> bool:
    """Whether every word is capitalised that a headline writes so; one small verb makes it a sentence."""
    if DATELINE.match(line):
        return False
    words = _WORD.findall(line)
    long = [word for word in words if len(word) > 3]
    return (
        len(long) > 2
        and sum(word[0].isupper() for word in long) >= 0.8 * len(long)
        and all(word[0].isupper() or word in _SMALL_IN_TITLES or not word.islower() for word in words)
    )


def _is_shouted(stretch: str) -> bool:
    """Whether the stretch of capitals is a sentence, rather than a long name or a row of codes."""
    words = _WORD.findall(stretch)
    return len(words) > 3 and any(word.lower() in _headline_words() for word in words if word.isalpha())
