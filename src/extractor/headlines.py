"""Headlines: which of their capitals are names, and which are only style.

A headline "Acme to Buy Bolt", and a wire line "ACME TO BUY BOLT", are written as prose would write them, so that
the model reads them as it reads the rest. What the article's own prose writes small is small, what it writes
as a name is a name; for the others there are ``lexicons/headline_words`` and ``headline_verbs``.
"""

from __future__ import annotations

import re

from extractor.lexicon import load_lexicon, load_terms, per_lexicons
from extractor.mentions.legal_forms import is_legal_form

_HEADLINE = 250
"""A longer line is no headline."""
_WORD = re.compile(r"(?<!\w)[A-Za-z][\w'’&.-]*")
_CAPITALISED = re.compile(r"(?<![\w'’.@&-])[A-Z][a-z]+(?![\w.@]*[A-Z@])\b")
_COMPOUND_TAIL = re.compile(r"(?<=[\w.]-)(?:Based|Backed|Led|Owned|Listed|Controlled|Run|Funded|Focused)\b")
_COMPOUND = re.compile(r"(?<![\w'’.@&-])[A-Z][a-z]+(?:-[A-Za-z][a-z]*)+(?![\w@-])")
_MARKED = re.compile(r"[A-Z]\w*-[A-Z]\w*|(?!CEO|CFO|IPO)[A-Z]{3,}[\w&]*|[A-Z][a-z]+[A-Z]\w*")
"""A word whose capitals are no style: "Kes-Trel", "KVDL"."""
_UPPER_COMPOUND = re.compile(r"(?<![\w'’.@&-])[A-Z]+(?:-[A-Z]+)+(?![\w@-])")
_UPPER_WORD = re.compile(r"(?<![\w@&.’'])([A-Z]+)([’']S)?(?![\w@&]|[.-][A-Z0-9])")
_LOWER = re.compile(r"(?<![\w'’.@-])[a-z]{2,}\b")
_SMALL_IN_TITLES = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "be",
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
        "billion",
        "crore",
        "million",
        "trillion",
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
    | (?:^|(?<=\n)) [A-Z][A-Z.'’/ -]{2,40} , [^\S\n] [A-Z][a-z]{2,8}\.?\ \d{1,2} (?:,\ \d{4})? \ -\ (?=[A-Z])
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
    headline = next((line.strip() for line, title in zip(lines, titles, strict=True) if title), "")
    headline = headline if _tells(headline) else ""
    body = boundary.join(line for line, title in zip(lines, titles, strict=True) if not title)
    if headline:
        body = body.replace(headline, " ")
    if shouted:
        body = _CAPITALS.sub(lambda match: " " if _is_shouted(match.group()) else match.group(), body)
    prose = _Prose(body, _before_forms(text))
    lines = [
        prose.lowered(line) if title else _without_copies(line, headline, prose)
        for line, title in zip(lines, titles, strict=True)
    ]
    return _CAPITALS.sub(prose.spoken, boundary.join(lines)) if shouted else boundary.join(lines)


_TELLING = 5
"""Words of a headline that tells something, at the least."""


def _tells(headline: str) -> bool:
    """Whether a headline has a verb, and is no name alone."""
    words = [word.lower() for word in _WORD.findall(headline)]
    return len(words) >= _TELLING and not _verb_forms().isdisjoint(words)


def _without_copies(line: str, headline: str, prose: _Prose) -> str:
    """A line of prose that tells the headline again: "The post [Acme to Buy Bolt] appeared first on"."""
    return line.replace(headline, prose.lowered(headline)) if headline and headline in line else line


class _Prose:
    """How the lines in sentence case write their words: the measure for those in capitals."""

    def __init__(self, body: str, before_forms: frozenset[str]) -> None:
        self._common = frozenset(_LOWER.findall(body)) | _headline_words()
        self._before_forms = before_forms
        self._names = set(_MID_SENTENCE_CAPITAL.findall(body))
        self._forms: dict[str, str] = {word.upper(): word for word in _ANY_CAPITAL.findall(body)} | {
            word.upper(): word for word in self._names
        }

    def lowered(self, line: str, *, opening: bool = True) -> str:
        """A Title Case line with the capitals of names alone, and of its first word where that is ``opening``."""
        line = _COMPOUND_TAIL.sub(lambda match: match.group().lower(), line)
        line = _COMPOUND.sub(self._plain_compound, line)
        start = len(line) - len(line.lstrip()) if opening else -1
        words = list(_CAPITALISED.finditer(line))
        pieces: list[str] = []
        at, name_end = 0, -1
        for n, match in enumerate(words):
            word = match.group()
            if (
                match.start() <= start
                or not self._is_common(word)
                or self._is_in_name(line, words, n, name_end)
            ):
                name_end = match.end()
                continue
            pieces += line[at : match.start()], word.lower()
            at = match.end()
        return "".join(pieces) + line[at:]

    def _plain_compound(self, match: re.Match[str]) -> str:
        """A hyphenated word in small letters where each part is common: "High-Net-Worth Clients"."""
        parts = match.group().split("-")
        return (
            match.group().lower()
            if all(self._is_common(part.capitalize()) for part in parts)
            else match.group()
        )

    def _is_common(self, word: str) -> bool:
        """Whether a capitalised word is none of the names that the prose knows, and one that it writes small."""
        if word in self._names:
            return word in _NEVER_NAMES
        return word.lower() in self._common or (
            _ABSTRACT.search(word) is not None and word.upper() not in self._forms
        )

    def _is_in_name(self, line: str, words: list[re.Match[str]], n: int, name_end: int) -> bool:
        """Whether a common word belongs to a name: "Lane Restaurant Group to …", "Acme Buys Lane Systems"."""
        match, tails, verbs = words[n], load_lexicon("company_words"), _verb_forms()
        word = match.group().lower()
        after_name = match.start() == name_end + 1 or _is_marked(line, match.start())
        following = words[n + 1] if n + 1 < len(words) and words[n + 1].start() == match.end() + 1 else None
        if after_name and (word in tails or _last_two(line, match.end()) in self._before_forms):
            return True
        if following is None:
            return False
        next_word = following.group().lower()
        if f"{word} {next_word}" in load_lexicon("places"):
            return True
        if (
            after_name
            and next_word in tails
            and (word not in verbs or word in load_lexicon("headline_verbs"))
        ):
            return True
        if (
            after_name
            and next_word in verbs
            and next_word.endswith("s")
            and word in load_lexicon("headline_verbs")
        ):
            return True
        before = line[: match.start()].lower().rsplit(maxsplit=2)[-2:]
        bought = before[-1:] and (before[-1] in _BUYING or " ".join(before) in _BOUGHT)
        rest = line[following.end() : following.end() + 40].split(maxsplit=1)[:1] or [""]
        opens = bool(
            bought
            and next_word in tails
            and (
                not rest[0]
                or rest[0].islower()
                or rest[0].lower() in _SMALL_IN_TITLES
                or not rest[0][0].isalpha()
            )
        )
        if opens:
            self._names.add(match.group())  # "RISE SYSTEMS" below a headline that has "Buys Rise Systems"
        return opens

    def spoken(self, match: re.Match[str]) -> str:
        """A stretch all in capitals as prose would write it."""
        stretch = match.group()
        if not _is_shouted(stretch):
            return stretch
        stretch = _UPPER_COMPOUND.sub(self._plain_compound, stretch)
        return self.lowered(_UPPER_WORD.sub(self._titled, stretch), opening=False)

    def _titled(self, match: re.Match[str]) -> str:
        """One word in capitals as a headline would write it."""
        word, tail = match.group(1), (match.group(2) or "").lower()
        if word.capitalize() in self._names:
            return f"{self._forms.get(word, word.capitalize())}{tail}"
        if (form := self._forms.get(word)) is not None and not (form.istitle() and self._is_common(form)):
            return f"{form}{tail}"
        low = word.lower()
        if _ADVERB.search(low) and word not in self._forms:
            return low + tail
        if (low in self._common and len(word) < 5) or (low in _function_words() and word not in self._forms):
            return low + tail
        shortened = word.lower() in load_lexicon("company_words")  # "INC"
        spoken = len(word) > 4 or ((len(word) > 3 or shortened) and _VOWEL.search(word) is not None)
        return (word.capitalize() if spoken else word) + tail


def _before_forms(text: str) -> frozenset[str]:
    """The two words before each legal form, small: "Lane Equipment (Asia) Pte Ltd" → lane equipment."""
    return frozenset(
        " ".join(match.group(1).casefold().split())
        for match in _TWO_BEFORE_FORM.finditer(text)
        if is_legal_form(match.group(2))
    )


def _last_two(line: str, end: int) -> str:
    """The last two words before ``end``, small."""
    return " ".join(line[max(0, end - 2 * _LONGEST_WORD) : end].casefold().split()[-2:])


_TWO_BEFORE_FORM = re.compile(
    r"\b(?=([A-Z][\w-]{0,30} [A-Z][\w-]{0,30}),? (?:\([A-Z]\w{1,20}\) )?([A-Z][\w./]{0,6})(?!\w))"
)
_LONGEST_WORD = 50


def _is_marked(line: str, end: int) -> bool:
    """Whether a word whose capitals are no style ends, with a blank, at ``end``."""
    words = line[max(0, end - _LONGEST_WORD) : end].rsplit(maxsplit=1)
    return line[end - 1 : end] == " " and bool(words) and _MARKED.fullmatch(words[-1]) is not None


_NEVER_NAMES = frozenset({"Acquires", "Agrees", "Announces", "Buys", "Completes", "Sells"})
"""Verbs that no name is made of, even where the text repeats its headline inside a sentence."""
_BUYING = frozenset({"acquires", "acquire", "acquiring", "buys", "buy", "buying", "purchases"})
_BOUGHT = frozenset(
    [
        "acquisition of",
        "interest in",
        "merger with",
        "purchase of",
        "sale of",
        "stake in",
        "takeover of",
        "to sell",
    ]
)
_IN_NAMES = frozenset(
    ["former", "full", "further", "good", "great", "high", "large", "late", "local", "long", "major", "main", "multiple", "next", "other", "private", "public", "similar", "single", "small", "total", "whole", "will", "worth"]
)  # fmt: skip
_ADVERB = re.compile(r"[a-z]{3}(?:ab|al|ed|ent|ful|ing|ish|iv|ous)(?:e)?ly\Z")
"""Ends of adverbs: "OVERWHELMINGLY"."""
_VOWEL = re.compile(r"[AEIOU]")
_ABSTRACT = re.compile(r"(?:[^l]tion|sion|[^e]ment|ance|ence|ness)$")
"""Ends of nouns that are no names unless the prose says so."""


@per_lexicons
def _headline_words() -> frozenset[str]:
    """Words that are no names in a headline: the lexicon, what companies are called, and the verbs in all their forms."""
    nouns = load_lexicon("company_nouns") - load_lexicon("company_words")
    return load_lexicon("headline_words") | nouns | _verb_forms()


@per_lexicons
def _function_words() -> frozenset[str]:
    """Words of a closed class that no name is: "ALSO", "AROUND"."""
    words = {row.partition("=")[0].strip() for row in load_terms("function_words")}
    return frozenset(word for word in words if len(word) > 3) - _IN_NAMES


@per_lexicons
def _verb_forms() -> frozenset[str]:
    return frozenset(form for verb in load_lexicon("headline_verbs") for form in inflected(verb))


def inflected(verb: str) -> tuple[str, ...]:
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
        len(long) > 1
        and sum(word[0].isupper() for word in words) > 2
        and sum(word[0].isupper() for word in long) >= 0.8 * len(long)
        and all(word[0].isupper() or word in _SMALL_IN_TITLES or not word.islower() for word in words)
    )


def _is_shouted(stretch: str) -> bool:
    """Whether the stretch of capitals is a sentence, rather than a long name or a row of codes."""
    words = _WORD.findall(stretch)
    return len(words) > 3 and any(word.lower() in _headline_words() for word in words if word.isalpha())
