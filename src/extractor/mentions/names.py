"""Proper names: where the text writes one.

No label of the model is trusted alone. A name is a run of capitals that the tagger, the entity
recogniser or the rest of the document supports; runs are joined over what belongs inside a name
("Lane and Sons Inc", "Lane (Pacific) Ltd"), cut at job titles and codes, and trimmed of nationalities,
titles and articles. What a name stands for is decided over the whole document in ``extractor.resolve``.
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

_REUTERS_CODE = re.compile(r"(?!(?:AI|IO)$)[A-Z0-9]{2,9}(?:_[a-z])?\.(?!AI$|IO$)[A-Z]{1,2}")
"""A code that stands bare behind the name: "MuleSoft Inc MULE.N said"."""
_BARE_TICKER = re.compile(r"[A-Z]{1,5}(?:\.[A-Z])?")
"""What may be a ticker straight after a legal form: "Walmart Inc. WMT, ..."."""
_DOMAIN = re.compile(r"[A-Za-z][\w-]{0,40}\.(?:com|ai|io|co|net|org|tv|app|in|me|de|eu)", re.IGNORECASE)
_CAMEL = re.compile(r"[a-z]{1,8}[A-Z]\w{1,30}")
_NUMBERED = re.compile(r"\d{1,4}[a-z]{0,4}[A-Z][A-Za-z]+|\d[A-Z][A-Z]?")
_AMOUNT_TAIL = re.compile(r"\d+(?:[BMKT]|BN|MN|MM|AM|PM|ST|ND|RD|TH|D|G|H[12]?|Q)", re.IGNORECASE)
_ABSTRACT = re.compile(r"(?:tion|sion|ment|ance|ence|ness|ism|ship|ing|ity|ogy|cy)$")
"""Ends of nouns that open a sentence without an article and are no names."""
_HYPHENED_ADJECTIVE = re.compile(r"\.-[a-z]{3,}$")
"""The tokenizer keeps "U.K.-based" whole."""
_LETTERED = re.compile(
    r"(?:Series|Class|Phase|Tier|Chapter|Round|Form|Rule|Section) [A-Z0-9][\w-]{0,3}", re.IGNORECASE
)
_INITIAL = re.compile(r"[A-Z]\.(?:[A-Z]\.){0,3}")

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
        "und",
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
        "association",
        "federation",
        "chamber",
    ]
)
_LEGAL_TAILS = frozenset(
    [
        "inc",
        "inc.",
        "incorporated",
        "llc",
        "llp",
        "ltd",
        "ltd.",
        "limited",
        "plc",
        "plc.",
        "corp",
        "corp.",
        "corporation",
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
        "s.p.a",
        "spa",
        "srl",
        "pvt",
        "pvt.",
        "pte",
        "pte.",
        "pty",
        "pty.",
        "jr",
        "jr.",
        "sr",
        "sr.",
        "ab",
        "asa",
        "oyj",
        "kgaa",
        "se",
        "a/s",
        "kk",
        "l.l.c.",
        "s.e.",
    ]
)
_PARTNERS_AFTER_AND = frozenset(
    [
        "associates",
        "brothers",
        "co",
        "company",
        "daughters",
        "gas",
        "loan",
        "partners",
        "power",
        "rubber",
        "sons",
        "trust",
        "communications",
    ]
)
"""Words that open the second half of one name: "Lane and Sons", "Savings and Loan"."""
_CLOSED_CLASS = frozenset(
    {"ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "PART", "PRON", "SCONJ", "VERB", "NUM"}
)
_COMPANY_ACTS = frozenset({"acquire", "agree", "announce", "buy", "purchase", "raise", "sell"})
"""What a sentence's first word does when it is a company that the tagger took for a noun."""
_COMMON_WORDS = ("headline_words", "company_nouns", "person_titles", "asset_nouns", "mass_nouns")
_SMALL_WORDS = frozenset(
    [
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
        "they",
        "their",
        "his",
        "her",
    ]
)
_OPENING = frozenset(["“", '"', "‘", "'", ":", "*", "•", "-", "–", "—", "(", "``", "·", "|"])
_POSSESSIVE = frozenset({"'s", "’s", "`s", "´s"})
_HYPHENS = frozenset({"-", "–", "‑"})

Run = tuple[int, int]
"""First token, and the one after the last."""


def find_names(doc: Doc, text: str | None = None) -> Iterator[NameMention]:
    """Every writing of a name in the document, in reading order, none overlapping another.

    ``text`` is the original where ``doc`` is the parse of its prepared form: the words are read from it.
    """
    page = _Page(doc, text)
    runs = _joined(page, list(_runs(page)))
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


def find_identifiers(text: str) -> Iterator[tuple[int, int]]:
    """Tickers and exchange codes as written, without their brackets: (start, end)."""
    for match in TICKER.finditer(text):
        inner = match.group().strip("()[]<> \t")
        start = match.start() + match.group().index(inner)
        yield start, start + len(inner)


class _Page:
    """What is looked up again and again of the document's tokens."""

    def __init__(self, doc: Doc, original: str | None) -> None:
        self.doc = doc
        self.text = doc.text
        self._original = self.text if original is None else original
        self.texts = [token.text for token in doc]
        self.lows = [token.lower_ for token in doc]
        self.opens = [_opens(token) for token in doc]
        self.barred = _barred(doc, self.text)
        calendar = load_lexicon("calendar_words")
        self.capital = [
            _is_capital(token)
            and token.i not in self.barred
            and not (token.lower_ in calendar and token.ent_type_ != "ORG")
            for token in doc
        ]
        self.small = Counter(text for text in self.texts if text.islower())
        self.middle = Counter(
            text
            for text, opens in zip(self.texts, self.opens, strict=True)
            if text[:1].isupper() and not opens
        )

    def capital_at(self, i: int) -> bool:
        """Whether token ``i`` exists and is written as a name is."""
        return 0 <= i < len(self.capital) and self.capital[i]

    def read(self, start: int, end: int) -> str:
        """The characters as the article has them, white space folded."""
        return " ".join(self._original[start:end].split())

    def glued(self, i: int) -> bool:
        """Whether no blank stands before token ``i``."""
        return i > 0 and not self.doc[i - 1].whitespace_


def _barred(doc: Doc, text: str) -> frozenset[int]:
    """Tokens inside tickers, codes and datelines: no name starts or goes on there."""
    stretches = [m.span() for pattern in (TICKER, DATELINE) for m in pattern.finditer(text)]
    barred: set[int] = set()
    for start, end in stretches:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None:
            barred.update(token.i for token in span if token.idx >= start)
    for token in doc:
        if _REUTERS_CODE.fullmatch(token.text) or (
            token.i
            and token.nbor(-1).lower_ in _LEGAL_TAILS
            and token.lower_ not in _LEGAL_TAILS
            and _BARE_TICKER.fullmatch(token.text)
            and not (token.i + 1 < len(doc) and doc[token.i + 1].text[:1].isupper())
        ):
            barred.add(token.i)
    return frozenset(barred)


def _opens(token: Token) -> bool:
    """Whether the token opens a sentence or stands after an opening mark, a colon or a bullet."""
    if token.is_sent_start or token.i == 0:
        return True
    before = token.nbor(-1)
    return before.is_space or (
        before.text in _OPENING
        and (before.i == 0 or before.is_sent_start or before.text not in "(-–—" or before.nbor(-1).is_space)
    )


def _is_capital(token: Token) -> bool:
    """Whether the word is written as names are: "Acme", "eBay", "23andMe"."""
    text = token.text
    first = text[0]
    if first.isupper():
        return _HYPHENED_ADJECTIVE.search(text) is None
    if first.isdigit():
        return _NUMBERED.fullmatch(text) is not None and _AMOUNT_TAIL.fullmatch(text) is None
    if _CAMEL.fullmatch(text):
        return True
    return first.islower() and token.ent_type_ == "ORG" and _DOMAIN.fullmatch(text) is not None


def _runs(page: _Page) -> Iterator[Run]:
    """The maximal runs of capitals, from the first word that may open a name."""
    i = 0
    while i < len(page.texts):
        if not (page.capital[i] and _starts_name(page, i)):
            i += 1
            continue
        last = _run_end(page, i)
        yield i, last
        i = last


def _starts_name(page: _Page, i: int) -> bool:
    """Whether a name may start at this capital."""
    token, low = page.doc[i], page.lows[i]
    if token.like_email or (token.like_url and not _DOMAIN.fullmatch(token.text)):
        return False
    grows = page.capital_at(i + 1) or _numbered_on(page, i + 1)
    if not grows and (low in load_lexicon("not_names") or low in load_lexicon("demonyms")):
        return False
    if not page.opens[i]:
        return not (token.pos_ in {"PRON", "DET", "AUX"} and low in _SMALL_WORDS)
    if low in {"the", "a", "an"}:
        return False
    known = page.middle[token.text] > 0
    small = page.small[low]
    if token.ent_type_ in NAME_ENTITIES and not (token.is_stop and not grows):
        return known or small == 0 or (grows and small < 3)
    if known:
        return not token.is_stop
    if token.pos_ in _CLOSED_CLASS and token.tag_ not in {"NNP", "NNPS"}:
        return False
    if token.is_stop or small:
        return False
    return (
        token.tag_ in {"NNP", "NNPS"}
        or token.pos_ == "PROPN"
        or (grows and token.pos_ in {"NOUN", "ADJ", "X"})
        or not token.text[0].isupper()
        or (_acts(page, i) and not _is_common(low))
    )


def _acts(page: _Page, i: int) -> bool:
    """Whether the sentence's first word, taken for a noun, does what a company does: "Databricks agreed to …"."""
    token = page.doc[i]
    if i + 1 >= len(page.texts):
        return False
    following = page.doc[i + 1]
    if following.tag_ == "TO" and token.tag_ == "NN" and page.doc[i + 2 : i + 3].text.islower():
        return not _ABSTRACT.search(token.lower_)
    if token.dep_ == "compound":
        return following.lower_ in {"shares", "stock"}
    if token.dep_ not in {"nsubj", "nsubjpass"}:
        return False
    if token.tag_ == "NN" and not _ABSTRACT.search(token.lower_):
        return following.tag_ in {"VBD", "VBZ", "MD"} or following.lower_ in {"and", ","}
    return token.head.lemma_ in _COMPANY_ACTS


def _is_common(low: str) -> bool:
    """Whether the word is a noun of the trade, alone or in the plural: "Shareholders agreed"."""
    forms = {low, low.removesuffix("s"), low.removesuffix("ies") + "y", low.removesuffix("es")}
    return any(forms & load_lexicon(name) for name in _COMMON_WORDS)


def _numbered_on(page: _Page, i: int) -> bool:
    """Whether a number that belongs to a name stands at ``i``."""
    return i < len(page.texts) and page.texts[i].isdigit() and page.capital_at(i + 1)


def _run_end(page: _Page, first: int) -> int:
    """Index after the last token of the run that starts at ``first``."""
    i = first + 1
    while i < len(page.texts):
        token = page.doc[i]
        if i in page.barred or token.is_space:
            break
        if token.is_sent_start and not (
            _INITIAL.fullmatch(page.texts[i - 1]) or page.doc[i - 1].is_sent_start
        ):
            break
        if page.capital[i]:
            if (token.like_url or token.like_email) and not _DOMAIN.fullmatch(token.text):
                break
            i += 1
            continue
        step = _joins(page, i)
        if not step:
            break
        i += step
    return i


def _joins(page: _Page, i: int) -> int:
    """How many tokens from ``i`` a run may step over: connectors that are part of the name; 0 for none."""
    low, before = page.lows[i], page.lows[i - 1]
    goes_on = page.capital_at(i + 1)
    if low in _LEGAL_TAILS:
        return 1 if before != "," and not _hyphenated(page, i) else 0
    if i + 1 >= len(page.texts):
        return 0
    if low == "," and page.lows[i + 1] in _LEGAL_TAILS and not _hyphenated(page, i + 1):
        return 2
    if (
        low == "."
        and page.glued(i)
        and before in {"pvt", "s.p", "inc", "ltd", "co", "corp", "st", "chas", "wm", "geo"}
    ):
        return 2 if goes_on or page.lows[i + 1] in _LEGAL_TAILS else 0
    if low in _HYPHENS | {"/"} and page.glued(i) and page.glued(i + 1):
        return 2 if goes_on else 0
    if low in {"&", "+"}:
        return 2 if goes_on else 0
    if low in {"®", "™"}:
        return 1 if goes_on and page.glued(i) else 0
    if low == "!" and page.glued(i):
        return 2 if page.lows[i + 1] in _LEGAL_TAILS else 0
    if low in _PARTICLES and page.doc[i - 1].pos_ == "PROPN":
        if goes_on:
            return 2
        return 3 if page.lows[i + 1] in _PARTICLES and page.capital_at(i + 2) else 0
    if low in {"of", "for", "in", "on"}:
        target = i + 2 if page.lows[i + 1] == "the" else i + 1
        return target - i + 1 if page.capital_at(target) and _holds_together(page, i, target) else 0
    if page.texts[i].isdigit() and before in {
        "fund",
        "partners",
        "ventures",
        "capital",
        "studio",
        "channel",
        "formula",
    }:
        return 1
    return 0


def _holds_together(page: _Page, i: int, target: int) -> bool:
    """Whether the preposition at ``i`` stands inside a name: "Bank of Lane", not "Lane Corp of Tulsa"."""
    low, before = page.lows[i], page.lows[i - 1]
    if before in _LEGAL_TAILS and low == "of":
        end = target + 1
        while page.capital_at(end):
            end += 1
        return page.lows[target] == "america" or page.lows[end - 1] in _LEGAL_TAILS
    if low == "of" and before in _OF_HEADS:
        return True
    return _one_entity(page.doc, i - 1, target)


def _hyphenated(page: _Page, i: int) -> bool:
    """Whether a hyphen follows token ``i``: "co-founder"."""
    return i + 1 < len(page.texts) and page.texts[i + 1] in _HYPHENS


def _one_entity(doc: Doc, first: int, last: int, labels: frozenset[str] = NAME_ENTITIES) -> bool:
    """Whether the model reads both tokens as parts of one entity."""
    return all(doc[j].ent_type_ in labels for j in range(first, last + 1)) and all(
        doc[j].ent_iob_ == "I" for j in range(first + 1, last + 1)
    )


def _joined(page: _Page, runs: list[Run]) -> list[Run]:
    """Runs put together over "and", a bracket or a possessive that stands inside one name."""
    alone = Counter(" ".join(page.lows[first:last]) for first, last in runs)
    joined: list[Run] = []
    for first, last in runs:
        if joined and first < joined[-1][1]:
            continue
        if joined and _is_one_name(page, joined[-1], (first, last), alone):
            closed = page.lows[joined[-1][1]] == "("
            joined[-1] = (joined[-1][0], _tail_end(page, last + 1) if closed else last)
        else:
            joined.append((first, last))
    return joined


def _tail_end(page: _Page, i: int) -> int:
    """Index after the legal form that starts at ``i``."""
    while i < len(page.texts) and (page.lows[i] in _LEGAL_TAILS or page.capital_at(i)):
        i += 1
    return i


def _is_one_name(page: _Page, left: Run, right: Run, alone: Counter[str]) -> bool:
    """Whether what stands between two runs makes them one name."""
    between = page.lows[left[1] : right[0]]
    doc = page.doc
    if between == ["and"]:
        if page.lows[left[1] - 1] in _LEGAL_TAILS:
            return False
        if page.lows[right[0]] in _PARTNERS_AFTER_AND and right[1] - right[0] <= 3:
            return True
        if all(
            run[1] - run[0] > 1 and page.lows[run[1] - 1] in load_lexicon("company_words")
            for run in (left, right)
        ):
            return False
        seen = alone[" ".join(page.lows[left[0] : left[1]])]
        if seen > 1 and seen > alone[" ".join(page.lows[right[0] : right[1]])]:
            return False
        return _one_entity(doc, left[1] - 1, right[0], frozenset({"ORG"})) or (
            left[1] - left[0] == 1
            and page.lows[right[1] - 1] in _LEGAL_TAILS
            and right[1] - right[0] <= 3
            and seen == 1
            and doc[left[0]].ent_type_ in {"", "ORG", "PERSON"}
            and alone[page.lows[right[0]]] == 0
        )
    if between == ["("]:
        return (
            right[1] - right[0] <= 2
            and right[1] + 1 < len(page.texts)
            and (
                page.lows[right[1]] == ")"
                and page.lows[right[1] + 1] in _LEGAL_TAILS | {"holdings", "holding", "pty"}
            )
        )
    if len(between) == 1 and between[0] in _POSSESSIVE and right[1] - right[0] <= 4:
        owner = " ".join(page.lows[left[0] : left[1]])
        return (
            alone[owner] == 1
            and left[1] - left[0] <= 2
            and page.lows[left[1] - 1] not in _LEGAL_TAILS
            and _one_entity(doc, left[1] - 1, right[0], frozenset({"ORG"}))
            and doc[left[0]].ent_iob_ == "B"
            and (
                page.lows[right[1] - 1] in _LEGAL_TAILS
                or page.lows[right[1] - 1] in load_lexicon("company_words")
            )
        )
    return False


def _pieces(page: _Page, first: int, last: int) -> Iterator[Run]:
    """The run cut at job titles: "Acme Chief Executive Jane Doe" → "Acme", "Jane Doe"."""
    run = page.doc[first:last]
    base = run.start_char
    cuts: set[int] = set()
    for match in JOB_TITLE.finditer(run.text):
        cuts.update(t.i for t in run if match.start() <= t.idx - base < match.end())
    start = first
    for i in range(first, last + 1):
        if i == last or i in cuts:
            if i > start:
                yield start, i
            start = i + 1


def _mention(page: _Page, first: int, last: int, brands: frozenset[str]) -> NameMention | None:
    """The mention over the tokens, trimmed of what is no part of a name; None where nothing is left."""
    doc, lows, calendar = page.doc, page.lows, load_lexicon("calendar_words")
    while first < last and _is_before_name(page, first, last):
        first += 1
    while first < last and (lows[last - 1] in _LOOSE_END or lows[last - 1] in calendar):
        last -= 1
    if first >= last:
        return None
    words = doc[first:last]
    if words.text.lower() in load_lexicon("not_names") or _LETTERED.fullmatch(words.text):
        return None
    start, end = words.start_char, words.end_char
    if last < len(doc) and lows[last] in _POSSESSIVE and words.text in brands:
        end, last = doc[last].idx + len(doc[last]), last + 1
    code = words.text.find("(") if "(" in doc[last - 1].text else -1
    if code > 0:
        end = start + code
    read = page.read(start, end)
    if not 1 < len(read) <= 120 or read.isdigit():
        return None
    return NameMention(start, end, first, last, read)


_LOOSE_END = frozenset([",", "&", "-", "–", "+", "/", "and", "of", "for", "®", "™", ".", "("])


def _is_before_name(page: _Page, i: int, last: int) -> bool:
    """Whether the run's first word is none of the name's: an article, a title, a nationality, a role."""
    low, doc = page.lows[i], page.doc
    if low in {"the", "a", "an", "&", "-", "and", ",", "/", ".", "of"} or low in load_lexicon("honorifics"):
        return True
    if i + 1 >= last:
        return False
    if i and page.lows[i - 1] == "of" and i > 1 and JOB_TITLE.fullmatch(page.texts[i - 2]) and last - i > 2:
        return True
    following = doc[i + 1]
    if low in load_lexicon("demonyms"):
        return not (
            (doc[i].ent_type_ in {"ORG", "GPE", "LOC"} and following.ent_iob_ == "I")
            or page.lows[i + 1] in load_lexicon("company_words")
        )
    return (
        page.opens[i]
        and not page.middle[page.texts[i]]
        and (low in load_lexicon("company_nouns") or low in load_lexicon("person_titles"))
        and page.lows[i + 1] not in load_lexicon("company_words")
        and page.lows[i + 1] not in _LEGAL_TAILS
        and page.middle[page.texts[i + 1]] > 0
    )


def _split(page: _Page, mention: NameMention, known: Counter[str]) -> Iterator[NameMention]:
    """A run of two names that the document knows apart: "the Acme-Bolt deal" → Acme, Bolt."""
    for i in range(mention.first + 1, mention.last):
        gap = page.texts[i] in _HYPHENS
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


def _possessive_brands(page: _Page, runs: list[Run]) -> frozenset[str]:
    """Names whose "'s" is their own: "Wendy's said", "bought Wendy's"."""
    brands = Counter[str]()
    others = Counter[str]()
    subjects: set[str] = set()
    for first, last in runs:
        name = page.doc[first:last].text
        if last >= len(page.texts) or page.lows[last] not in _POSSESSIVE:
            others[name] += 1
            continue
        following = page.doc[last + 1] if last + 1 < len(page.doc) else None
        ends = following is None or following.is_punct or following.is_space
        if following is not None and following.tag_ in {"VBD", "VBZ"}:
            subjects.add(name)
            brands[name] += 1
        elif ends or (following is not None and following.pos_ in _AFTER_NOUN):
            brands[name] += 1
        else:
            others[name] += 1
    return frozenset(
        name for name, count in brands.items() if count > others[name] and (count > 1 or name in subjects)
    )


_AFTER_NOUN = frozenset({"AUX", "ADP", "CCONJ"})
