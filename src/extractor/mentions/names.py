"""Proper names: where the text writes one.

No label of the model is trusted alone. A name is a run of capitals that the tagger, the entity
recogniser or the rest of the document supports; it is cut at titles, nationalities, possessives and
tickers. What a name stands for is decided over the whole document in ``extractor.resolve``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.headlines import DATELINE
from extractor.lexicon import load_lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


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


NAME_ENTITIES = frozenset(
    {"ORG", "PERSON", "GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART", "NORP", "EVENT", "LAW"}
)

JOB_TITLE = re.compile(
    r"""
    \b(?: (?:(?:Senior|Executive|Group|Global|Deputy|Interim|Former|Founding|Acting|Joint|Non-Executive|Honorary)\s+)*
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

TICKER = re.compile(
    r"""
    [(\[] \s*
    (?: (?:NYSE|NASDAQ|Nasdaq(?:GS|GM|CM)?|NASDAQ(?:GS|GM|CM)|LSE|AIM|TSX(?:V|-V)?|ASX|NSE|BSE|HKEX|HKSE|SEHK|SGX|OTC(?:QX|QB|BB|MKTS)?
         |AMEX|Euronext(?:\ \w+)?|Xetra|FWB|JSE|TSE|KRX|KOSDAQ|NZX|BMV|BVL|NEO|CSE|SIX|OSE|OMX|STO|ETR|EPA|FRA|LON|NYSE\ American|NYSEAMERICAN|Nasdaq\ \w+|Oslo\ B.rs)
       \s*[:;,]?\s*["“]?[A-Z0-9][\w.\-/ ,:&]{0,30}["”]?
      | [A-Z0-9]{1,6}(?:[._]?p)?\.(?:[A-Z]{1,3}) | [\w]{1,6}\.[A-Z]{2} | [A-Z]{1,5}\ (?:US|LN|GR|FP|JP|IN|AU|CN)(?:\ Equity)? | <[A-Z.]+>
      | [A-Z0-9]{2,12}_p?\.[A-Z]{1,3} | [a-z]{3,5}:\ ?[A-Za-z]{1,5} )
    \s* [)\]]
    | <[A-Z]{1,6}(?:\.[A-Z]{1,2})?>
    """,
    re.VERBOSE,
)
"""A ticker or Reuters code in brackets: "(TXTR.N)", "(NASDAQ: MSFT)", "[ROBG.UL]", "<IBM>"."""

_PARTICLES = frozenset(
    [
        "de",
        "la",
        "le",
        "du",
        "des",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "van",
        "von",
        "der",
        "den",
        "ter",
        "bin",
        "ibn",
        "al",
        "el",
        "y",
        "e",
    ]
)
_OF_HEADS = frozenset(
    [
        "bank",
        "banco",
        "university",
        "institute",
        "house",
        "board",
        "bureau",
        "department",
        "ministry",
        "republic",
        "church",
        "city",
        "port",
        "county",
        "state",
        "royal",
        "academy",
        "college",
        "school",
        "society",
        "office",
        "council",
        "court",
        "kingdom",
        "commonwealth",
        "museum",
        "duke",
        "district",
        "corporation",
        "company",
    ]
)
_LEGAL_TAILS = frozenset(
    [
        "inc",
        "inc.",
        "llc",
        "llp",
        "ltd",
        "ltd.",
        "limited",
        "plc",
        "corp",
        "corp.",
        "co",
        "co.",
        "gmbh",
        "ag",
        "sa",
        "s.a.",
        "nv",
        "n.v.",
        "bv",
        "b.v.",
        "lp",
        "l.p.",
        "s.p.a.",
        "spa",
        "pvt",
        "pvt.",
        "pte",
        "pte.",
        "jr",
        "jr.",
        "sr",
        "sr.",
        "ab",
        "asa",
        "oyj",
        "kgaa",
        "se",
    ]
)
_CLOSED_CLASS = frozenset(
    {"ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "PART", "PRON", "SCONJ", "VERB", "NUM"}
)


def find_names(doc: Doc) -> Iterator[NameMention]:
    """Every writing of a name in the document, in reading order, none overlapping another."""
    text = doc.text
    barred = _barred(text)
    lower = Counter(token.text for token in doc if token.text.islower())
    capitals = Counter(
        token.text
        for token in doc
        if token.text[:1].isupper() and not token.is_sent_start and not _opens(token)
    )
    brands = _possessive_brands(doc)
    i = 0
    while i < len(doc):
        token = doc[i]
        if token.idx in barred or not _starts_name(token, lower, capitals):
            i += 1
            continue
        last = _run_end(doc, i, barred)
        for first, end in _pieces(doc, i, last):
            mention = _mention(doc, first, end, brands)
            if mention is not None:
                yield mention
        i = last


def find_identifiers(text: str) -> Iterator[tuple[int, int]]:
    """Tickers and exchange codes as written, without their brackets: (start, end)."""
    for match in TICKER.finditer(text):
        inner = match.group().strip("()[]<> \t")
        start = match.start() + match.group().index(inner)
        yield start, start + len(inner)


def _barred(text: str) -> set[int]:
    """Offsets inside tickers and datelines: no name starts or goes on there."""
    barred: set[int] = set()
    for match in TICKER.finditer(text):
        barred.update(range(match.start(), match.end()))
    for match in DATELINE.finditer(text):
        barred.update(range(match.start(), match.end()))
    return barred


def _opens(token: Token) -> bool:
    """Whether the token opens a sentence or stands after an opening mark, a colon or a bullet."""
    if token.is_sent_start or token.i == 0:
        return True
    before = token.nbor(-1)
    return before.text in {"“", '"', "‘", "'", ":", "*", "•", "-", "–", "—", "(", "``"} and (
        before.i == 0 or before.is_sent_start or before.text not in "(-–—" or before.nbor(-1).is_space
    )


def _is_capital(token: Token) -> bool:
    text = token.text
    if not any(c.isalpha() for c in text):
        return False
    if text[0].isupper():
        return True
    if text[0].isdigit():
        return (
            len(text) > 1
            and text[1:2].isupper()
            and not token.like_num
            and text.isalnum()
            and len(text) < 8
            and text[-1] not in "BMKT"
        )
    return text[0].islower() and len(text) > 2 and text[1].isupper() and text.isalpha()


def _starts_name(token: Token, lower: Counter[str], capitals: Counter[str]) -> bool:
    """Whether a name may start at this token."""
    if not _is_capital(token):
        return False
    low = token.lower_
    if low in load_lexicon("calendar_words") and token.ent_type_ != "ORG":
        return False
    if token.like_email or (
        token.like_url and not re.fullmatch(r"[A-Z][\w-]*\.(?:com|ai|io|co|net|org|tv|app|in)", token.text)
    ):
        return False
    following = token.nbor(1) if token.i + 1 < len(token.doc) else None
    grows = following is not None and _is_capital(following) and following.ent_type_ != "DATE"
    if low in load_lexicon("not_names") and not grows:
        return False
    if low in load_lexicon("demonyms") and not grows:
        return False
    if not _opens(token):
        return not (
            token.pos_ in {"PRON", "DET", "AUX"}
            and low
            in {
                "i",
                "the",
                "a",
                "an",
                "we",
                "our",
                "it",
                "its",
                "he",
                "she",
                "this",
                "that",
                "these",
                "those",
                "my",
                "you",
                "your",
            }
        )
    if low in {"the", "a", "an"}:
        return False
    known = capitals[token.text] > 0
    if token.ent_type_ in NAME_ENTITIES and not (token.is_stop and not grows):
        return known or lower[low] == 0 or (grows and lower[low] < 3)
    if known:
        return not token.is_stop
    if token.pos_ in _CLOSED_CLASS and token.tag_ not in {"NNP", "NNPS"}:
        return False
    if token.is_stop or lower[low]:
        return False
    return (
        token.tag_ in {"NNP", "NNPS"}
        or token.pos_ == "PROPN"
        or (grows and token.pos_ in {"NOUN", "ADJ", "X"})
    )


def _run_end(doc: Doc, first: int, barred: set[int]) -> int:
    """Index after the last token of the run of capitals that starts at ``first``."""
    i = first + 1
    while i < len(doc):
        token = doc[i]
        if token.idx in barred or token.is_sent_start or token.is_space:
            break
        if _is_capital(token) and not (
            token.lower_ in load_lexicon("calendar_words") and token.ent_type_ != "ORG"
        ):
            if token.like_url or token.like_email:
                break
            i += 1
            continue
        step = _joins(doc, first, i)
        if not step:
            break
        i += step
    return i


def _joins(doc: Doc, first: int, i: int) -> int:
    """How many tokens from ``i`` a run may step over: connectors that are part of the name; 0 for none."""
    token = doc[i]
    following = doc[i + 1] if i + 1 < len(doc) else None
    before = doc[i - 1]
    low = token.lower_
    if following is None:
        return 0
    if low in _LEGAL_TAILS and before.text != ",":
        return 1
    if token.text == "," and following.lower_ in _LEGAL_TAILS:
        return 2
    if (
        token.text in {"-", "–", "‑"}
        and not before.whitespace_
        and not token.whitespace_
        and _is_capital(following)
    ):
        return 2
    if token.text in {"&", "+"} and _is_capital(following):
        return 2
    if token.text == "/" and not token.whitespace_ and _is_capital(following):
        return 2
    if token.text in {"!", "®", "™"} and not before.whitespace_:
        return 1 if _is_capital(following) and token.text != "!" else 0
    if low in _PARTICLES and _is_capital(following) and before.pos_ == "PROPN":
        return 2
    if low in _PARTICLES and following.lower_ in _PARTICLES and i + 2 < len(doc) and _is_capital(doc[i + 2]):
        return 3
    if low in {"of", "for", "in", "on"} and (_is_capital(following) or following.lower_ == "the"):
        target = i + 1 if _is_capital(following) else i + 2
        if (
            target < len(doc)
            and _is_capital(doc[target])
            and ((low == "of" and before.lower_ in _OF_HEADS) or _one_entity(doc, i - 1, target))
        ):
            return target - i + 1
    if low == "and" and _is_capital(following) and _one_entity(doc, i - 1, i + 1, labels=frozenset({"ORG"})):
        left, whole = doc[first:i].text, doc.text
        if whole.count(left) == whole.count(doc[first : i + 2].text):
            return 2
    if (
        token.like_num
        and token.text.isdigit()
        and before.lower_ in {"fund", "partners", "ventures", "capital", "studio", "channel", "formula"}
    ):
        return 1
    return 0


def _one_entity(doc: Doc, first: int, last: int, labels: frozenset[str] = NAME_ENTITIES) -> bool:
    """Whether the model reads both tokens as parts of one entity."""
    return all(doc[j].ent_type_ in labels for j in range(first, last + 1)) and all(
        doc[j].ent_iob_ == "I" for j in range(first + 1, last + 1)
    )


def _pieces(doc: Doc, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The run cut at job titles: "Acme Chief Executive Jane Doe" → "Acme", "Jane Doe"."""
    run = doc[first:last]
    base = doc[first].idx
    cuts: set[int] = set()
    for match in JOB_TITLE.finditer(run.text):
        cuts.update(t.i for t in run if match.start() <= t.idx - base < match.end())
    if cuts and len(cuts) == len(run):
        return
    start = first
    for i in range(first, last + 1):
        if i == last or i in cuts:
            if i > start:
                yield start, i
            start = i + 1


def _mention(doc: Doc, first: int, last: int, brands: frozenset[str]) -> NameMention | None:
    """The mention over the tokens, trimmed of what is no part of a name; None where nothing is left."""
    demonyms, calendar = load_lexicon("demonyms"), load_lexicon("calendar_words")
    while first < last:
        low = doc[first].lower_
        nationality = low in demonyms and not (
            doc[first].ent_type_ == "ORG"
            and last - first > 1
            and doc[first + 1].ent_type_ == "ORG"
            and doc[first + 1].ent_iob_ == "I"
        )
        if not (
            nationality
            or low in {"the", "a", "an", "&", "-", "and", ","}
            or (low in load_lexicon("honorifics"))
        ):
            break
        first += 1
    while first < last and (
        doc[last - 1].text in {",", "&", "-", "–", "+", "/", "and", "of", "for", "®", "™"}
        or doc[last - 1].lower_ in calendar
    ):
        last -= 1
    if first >= last:
        return None
    words = doc[first:last]
    low = words.text.lower()
    if low in load_lexicon("not_names") or (last - first == 1 and low in calendar):
        return None
    end = words.end_char
    if last < len(doc) and doc[last].lower_ in {"'s", "’s"} and words.text in brands:
        end, last = doc[last].idx + len(doc[last]), last + 1
    text = doc.text[words.start_char : end]
    if len(text) < 2 or len(text) > 120 or text.isdigit():
        return None
    return NameMention(words.start_char, end, first, last, " ".join(text.split()))


def _possessive_brands(doc: Doc) -> frozenset[str]:
    """Names whose "'s" is their own: "Wendy's said", "bought Wendy's." """
    brands = Counter[str]()
    others = Counter[str]()
    for token in doc:
        if token.lower_ not in {"'s", "’s"} or token.i == 0 or not _is_capital(token.nbor(-1)):
            continue
        start = token.i - 1
        while start > 0 and _is_capital(doc[start - 1]) and not doc[start].is_sent_start:
            start -= 1
        name = doc[start : token.i].text
        following = doc[token.i + 1] if token.i + 1 < len(doc) else None
        ends = (
            following is None
            or following.is_punct
            or following.is_space
            or following.pos_ in {"AUX", "ADP", "CCONJ"}
        )
        if token.tag_ == "POS" and (ends or (following is not None and following.tag_ in {"VBD", "VBZ"})):
            brands[name] += 1
        else:
            others[name] += 1
    return frozenset(name for name, count in brands.items() if count >= max(1, others[name] // 3))
