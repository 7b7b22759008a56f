"""Proper names: where the text writes one.

No label of the model is trusted alone. A name is a run of capitals that the tagger, the entity
recogniser or the rest of the document supports; runs are joined over what belongs inside a name
("Lane and Sons Inc", "Lane (Pacific) Ltd"), cut at job titles and codes, and trimmed of nationalities,
titles and articles. What a name stands for is decided over the whole document in ``extractor.resolve``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.lexicon import load_lexicon
from extractor.mentions.codes import find_identifiers
from extractor.mentions.name_runs import HYPHENS, POSSESSIVE, Page, Run, name_runs

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["NameMention", "find_identifiers", "find_names"]


@dataclass(frozen=True, slots=True)
class NameMention:
    """One writing of a name, without titles, tickers, possessive and leading "the"."""

    start: int
    """Code point of the first character."""
    end: int
    """Code point after the last."""
    first: int
    """Index of the first token."""
    last: int
    """Index after the last token."""
    text: str
    """The words, white space folded to single blanks."""


JOB_TITLE = re.compile(
    r"""
    \b(?: (?:(?:Senior|Executive|Group|Global|Deputy|Interim|Former|Founding|Acting|Joint|Non-Executive|Honorary)\s+){0,4}
      (?: Vice[ -](?:President|Chair(?:man|woman)?) | Chief\ (?:\w+\ ){0,2}Officer | Chief\ Executive | C[A-Z]{1,2}O(?!\w)
        | Co-?CEO | President | Chair(?:man|woman|person)? | Co-?[Ff]ounder | Founder | Director-?General
        | Managing\ (?:Director|Partner) | General\ (?:Manager|Counsel|Partner) | [ES]?VP(?!\w)
        | (?:Prime|Finance|Economy|Foreign|Industry|Energy|Business)\ Minister | Minister | Secretary | Senator
        | Governor | Judge | Chancellor | Treasurer | Analyst | Spokes(?:man|woman|person)
        | Prince(?:ss)? | King | Queen )
      (?: \ (?:Designate|Emeritus) )?
    | Mr\.? | Mrs\.? | Ms\.? | Miss | Dr\.? | Sir | Dame | Prof(?:\.|essor)? | Shri
    )(?!\w)
    """,
    re.VERBOSE,
)
"""A job title or honorific in capitals inside a run: "Acme Chief Executive Officer Jane Doe"."""

_LETTERED = re.compile(
    r"(?:Series|Class|Phase|Tier|Chapter|Round|Form|Rule|Section) [A-Z0-9][\w-]{0,3}", re.IGNORECASE
)
_SERIES = re.compile(r"\bSeries [A-Z]\.(?=\s)")
_HOLDING = re.compile(
    r"(?:(?:Acquired|Significant|Minority|Majority|Controlling|Equity|Additional|Common|Ordinary|Preferred|Remaining|Outstanding|Strategic) )+"
    r"(?:Stakes?|Interests?|Shares?|Stock|Holdings?)|Shares?|Stakes?",
    re.IGNORECASE,
)
"""A part of a company in capitals: "buys [Minority Stake] in Acme"."""
_BEFORE_SOURCE = frozenset(["SOURCE", "Source", "Enter", "Meet"])
"""What a release writes before its issuer, and a story before the one whose turn it is: "SOURCE Acme Inc"."""
_LOOSE_END = frozenset([",", "&", "-", "–", "+", "/", "and", "of", "for", "®", "™", ".", "("])
_COMPOUND_ENDS = frozenset({"led", "backed", "owned", "based", "controlled", "listed", "run"})
_AFTER_NOUN = frozenset({"AUX", "ADP", "CCONJ"})


def find_names(
    doc: Doc, text: str | None = None, taken: Iterable[tuple[int, int]] = ()
) -> Iterator[NameMention]:
    """Every writing of a name in the document, in reading order, none overlapping another.

    ``text`` is the original where ``doc`` is the parse of its prepared form: the words are read from it.
    ``taken``: stretches that are something else, such as amounts: "Acme for [Rs 5 crore]".
    """
    page = Page(doc, text, taken)
    runs = name_runs(page)
    brands = _possessive_brands(page, runs)
    mentions = [
        mention
        for run in runs
        for first, last in _pieces(page, *run)
        if (mention := _mention(page, first, last, brands)) is not None
    ]
    known = Counter(mention.text for mention in mentions)
    for mention in mentions:
        yield from _split(page, mention, known)


def _pieces(page: Page, first: int, last: int) -> Iterator[Run]:
    """The run cut at job titles and rounds: "Acme Chief Executive Jane Doe" → "Acme", "Jane Doe"; "Series B. Acme" → "Acme"."""
    run = page.doc[first:last]
    base = run.start_char
    cuts: set[int] = set()
    for match in (*JOB_TITLE.finditer(run.text), *_SERIES.finditer(run.text)):
        cuts.update(t.i for t in run if match.start() <= t.idx - base < match.end())
    start = first
    for i in range(first, last + 1):
        if i == last or i in cuts:
            if i > start:
                yield start, i
            start = i + 1


def _mention(page: Page, first: int, last: int, brands: frozenset[str]) -> NameMention | None:
    """The mention over the tokens, trimmed of what is no part of a name; None where nothing is left."""
    doc, lows, calendar = page.doc, page.lows, load_lexicon("calendar_words")
    while first < last and _is_before_name(page, first, last):
        first += 1
    first = _person_start(page, first, last)
    if last - first > 2 and lows[last - 1] in _COMPOUND_ENDS and page.texts[last - 2] in HYPHENS:
        last -= 2  # "Doe-[Led] consortium"
    while first < last and (lows[last - 1] in _LOOSE_END or lows[last - 1] in calendar):
        last -= 1
    if first >= last:
        return None
    words = doc[first:last]
    if (
        all(low in load_lexicon("not_names") for low in lows[first:last])
        or words.text.lower() in load_lexicon("not_names")
        or _LETTERED.fullmatch(words.text)
        or _HOLDING.fullmatch(words.text)
    ):
        return None
    start, end = words.start_char, words.end_char
    if last < len(doc) and lows[last] in POSSESSIVE and words.text in brands:
        end, last = doc[last].idx + len(doc[last]), last + 1
    code = words.text.find("(") if "(" in doc[last - 1].text else -1
    if code > 0:
        end = start + code
    read = page.read(start, end)
    if not 1 < len(read) <= 120 or read.isdigit():
        return None
    return NameMention(start, end, first, last, read)


def _person_start(page: Page, first: int, last: int) -> int:
    """Where a person's name begins behind a title in capitals: "Managing Partners [Jane Doe]"; ``first`` for none."""
    given = load_lexicon("male_names") | load_lexicon("female_names")
    titles = load_lexicon("person_titles")
    for i in range(first + 1, last - 1):
        before = page.lows[i - 1]
        if page.texts[i] in given and (before in titles or before.removesuffix("s") in titles):
            return i
    return first


def _is_before_name(page: Page, i: int, last: int) -> bool:
    """Whether the run's first word is none of the name's: an article, a title, a nationality, a role."""
    low, doc = page.lows[i], page.doc
    if low in {"the", "a", "an", "&", "-", "and", ",", "/", ".", "of"} or low in load_lexicon("honorifics"):
        return True
    if i + 1 >= last:
        return False
    if page.opens[i] and page.texts[i] in _BEFORE_SOURCE:
        return True
    if i and page.lows[i - 1] == "of" and i > 1 and JOB_TITLE.fullmatch(page.texts[i - 2]) and last - i > 2:
        return True
    following = doc[i + 1]
    if page.opens[i] and len(low) > 3 and page.texts[i].isupper() and not page.texts[i + 1].isupper():
        # a dateline cut short: "TORONTO Acme Inc said"; not "U.S. Dairies said"
        return low in load_lexicon("places") and (
            "." not in low or page.lows[i + 1] not in load_lexicon("company_words")
        )
    if low in load_lexicon("person_titles") and last - i > 2 and doc[last - 1].ent_type_ == "PERSON":
        return True
    if low in load_lexicon("demonyms"):
        return not (
            (doc[i].ent_type_ in {"ORG", "GPE", "LOC"} and following.ent_iob_ == "I")
            or page.lows[i + 1] in load_lexicon("company_words")
        )
    joined = last < len(doc) and page.lows[last] in {"and", ","}
    if page.opens[i] and joined and low.endswith("s") and low[:-1] in load_lexicon("company_nouns"):
        return page.lows[i + 1] not in load_lexicon("company_words")  # "Retailers Acme and Bolt"
    return (
        page.opens[i]
        and not page.middle[page.texts[i]]
        and (low in load_lexicon("company_nouns") or low in load_lexicon("person_titles"))
        and page.lows[i + 1] not in load_lexicon("company_words")
        and not page.tails[i + 1]
        and page.middle[page.texts[i + 1]] > 0
    )


def _split(page: Page, mention: NameMention, known: Counter[str]) -> Iterator[NameMention]:
    """A run of two names that the document knows apart: "the Acme-Bolt deal" → Acme, Bolt."""
    for i in range(mention.first + 1, mention.last):
        gap = page.texts[i] in HYPHENS
        left, right = (mention.first, i), (i + gap, mention.last)
        names = [page.doc[first:last].text for first, last in (left, right) if first < last]
        if len(names) < 2:
            continue
        if gap:
            apart = known[names[0]] and (known[names[1]] or known[page.texts[right[0]]])
        else:
            apart = (
                all(known[name] for name in names)
                and known[mention.text] == 1
                and page.doc[i].ent_type_ != "PERSON"
                and names[0] not in load_lexicon("male_names") | load_lexicon("female_names")
                and names[1].lower() not in load_lexicon("company_words")
            )
        if apart:
            for first, last in (left, right):
                words = page.doc[first:last]
                start, end = words.start_char, words.end_char
                yield NameMention(start, end, first, last, page.read(start, end))
            return
    yield mention


def _possessive_brands(page: Page, runs: list[Run]) -> frozenset[str]:
    """Names whose "'s" is their own: "Wendy's said", "bought Wendy's"."""
    brands = Counter[str]()
    others = Counter[str]()
    subjects: set[str] = set()
    for first, last in runs:
        name = page.doc[first:last].text
        if last >= len(page.texts) or page.lows[last] not in POSSESSIVE:
            others[name] += 1
            continue
        following = page.doc[last + 1] if last + 1 < len(page.doc) else None
        ends = following is None or following.is_punct or following.is_space
        if page.tails[last - 1] or (following is not None and following.text in {"(", "["}):
            others[name] += (
                1  # "Acme Ltd's planned bid", whatever the model takes "planned" for; "Acme's (ACM) bid"
            )
        elif following is not None and following.tag_ in {"VBD", "VBZ"} and following.dep_ != "amod":
            subjects.add(name)
            brands[name] += 1
        elif ends or (following is not None and following.pos_ in _AFTER_NOUN):
            brands[name] += 1
        else:
            others[name] += 1
    return frozenset(
        name
        for name, count in brands.items()
        if (count > others[name] or name in subjects)
        and (count > 1 or (name in subjects and not others[name]))
    )
