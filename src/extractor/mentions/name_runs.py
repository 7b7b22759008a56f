"""Runs of capitals that may be names: where they begin, how far they go, what joins them.

A run begins at a capital that the tagger, the entity recogniser or the rest of the document supports, and goes
on over what belongs inside a name: "Bank of Lane", "Lane and Sons Inc", "Lane (Pacific) Ltd".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from extractor.lexicon import load_lexicon
from extractor.mentions.codes import barred_tokens
from extractor.mentions.legal_forms import is_legal_form

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NAME_ENTITIES = frozenset(
    {"ORG", "PERSON", "GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART", "NORP", "EVENT", "LAW"}
)

_DOMAIN = re.compile(
    r"[A-Za-z][\w-]{0,40}\.(?:com|ai|io|co|net|org|tv|app|in|me|de|eu|party|uk)", re.IGNORECASE
)
_CAMEL = re.compile(r"[a-z]{1,8}[A-Z]\w{1,30}")
_NUMBERED = re.compile(r"\d{1,4}[a-z]{0,4}[A-Z][A-Za-z]+|\d[A-Z][A-Z]?")
_NUMBER_FIRST = re.compile(r"\d{1,3}[a-z]{1,8}")
"""Before a capital: "[3i] Group"."""
_AMOUNT_TAIL = re.compile(
    r"\d+(?:[BCKMPSTX]|[BM]N|[KCM]M|TN|[AP]M|ST|ND|RD|TH|D|G|H[12]?|Q|K[GMW]|[GMT]B|[GM]W|[GMK]?HZ|PCT?|FT|LBS?|OZ|HRS?|MINS?|YRS?|MPH|YEARS?|DAYS?)",
    re.IGNORECASE,
)
_ABSTRACT = re.compile(r"(?:tion|sion|ment|ance|ence|ness|ism|ship|ing|ity|ogy|cy)$")
"""Ends of nouns that open a sentence without an article and are no names."""
_HYPHENED_ADJECTIVE = re.compile(r"\.-[a-z]{3,}$")
"""The tokenizer keeps "U.K.-based" whole."""
_RUN_ON_DATE = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\d"
)
"""A date whose blanks were lost: "4 October2024regarding"."""
_INITIAL = re.compile(r"[A-Z]\.(?:[A-Z]\.){0,3}")
_CLOSED_CLASS = frozenset({"ADP", "ADV", "AUX", "CCONJ", "DET", "PART", "PRON", "SCONJ", "VERB", "NUM"})
_DEALT = frozenset(
    ["acquire", "behind", "buy", "founder", "purchase", "sell", "site", "website", "retailer", "portal"]
)
"""Words before a web address that stands for a company: "bought [lane.com]"."""
_COMPANY_ACTS = frozenset({"acquire", "agree", "announce", "buy", "purchase", "raise", "sell"})
"""What a sentence's first word does when it is a company that the tagger took for a noun."""
_COMMON_WORDS = ("headline_words", "company_nouns", "person_titles", "asset_nouns", "mass_nouns")
_OPENING = frozenset(["“", '"', "‘", "'", ":", "*", "•", "-", "–", "—", "(", "``", "·", "|"])
_GENERATIONS = frozenset({"jr", "jr.", "sr", "sr."})
_DOTTED_APART = frozenset({"chas", "co", "corp", "geo", "inc", "ltd", "pvt", "s.p", "st", "wm"})
"""Short forms whose dot the tokenizer takes off."""
_NUMBERED_SERIES = frozenset({"capital", "channel", "formula", "fund", "partners", "studio", "ventures"})
"""Words that a number follows in a name: "Lane Fund 3"."""
_LONGEST_NAME = 8
"""Tokens."""
_ASKS = frozenset(["can", "could", "may", "might", "should", "will", "would"])
_DEALS = frozenset(["acquisition", "buyout", "disposal", "purchase", "sale", "takeover", "transfer"])
_FOR_A_CAUSE = frozenset(
    ["alliance", "association", "authority", "commission", "council", "federation", "foundation", "fund", "institute", "investors", "laboratories", "organization", "partnership", "products", "society", "solutions", "systems", "trust"]
)  # fmt: skip
"""Words of companies and bodies that "for" goes on: "the Institute for Lane Studies"."""
_PARTS = frozenset(["shares", "stock", "stake", "stakes", "interest", "interests"])
"""What is held of a company and never opens its name: "buys Common Shares of Lane"."""
_AFTER_BRACKET = frozenset({"holding", "holdings"})
POSSESSIVE = frozenset({"'s", "’s", "`s", "´s"})
HYPHENS = frozenset({"-", "–", "‑"})

Run = tuple[int, int]
"""First token, and the one after the last."""


class Page:
    """What is looked up again and again of the document's tokens."""

    def __init__(self, doc: Doc, original: str | None, taken: Iterable[tuple[int, int]] = ()) -> None:
        self.doc = doc
        self.text = doc.text
        self._original = self.text if original is None else original
        self.texts = [token.text for token in doc]
        self.lows = [token.lower_ for token in doc]
        self.tails = [
            is_legal_form(text) or low in _GENERATIONS
            for text, low in zip(self.texts, self.lows, strict=True)
        ]
        self.opens = self._opens()
        self.barred = barred_tokens(doc, self.text, taken)
        calendar = load_lexicon("calendar_words")
        self.capital = [
            _is_capital(token)
            and token.i not in self.barred
            and not (token.lower_ in calendar and token.ent_type_ != "ORG")
            for token in doc
        ]
        self.small = Counter(text for text in self.texts if text.islower())
        self.numbered = Counter(
            (name, number)
            for name, number in pairwise(self.texts)
            if number.isdigit() and len(number) < 4 and name[:1].isupper()
        )
        """Capitals with the number behind them: a pair that is written again is a name, "Lane 66"."""
        self.middle = Counter(
            text
            for text, opens in zip(self.texts, self.opens, strict=True)
            if text[:1].isupper() and not opens
        )

    def _opens(self) -> list[bool]:
        """Of each token, whether it opens a sentence or stands after an opening mark, a colon or a bullet."""
        starts = [token.is_sent_start is True or token.i == 0 for token in self.doc]

        def opens(before: int) -> bool:
            text = self.texts[before]
            if text not in _OPENING:
                return text.isspace()
            return before == 0 or starts[before] or text not in "(-–—" or self.texts[before - 1].isspace()

        return [start or opens(i - 1) for i, start in enumerate(starts)]

    def capital_at(self, i: int) -> bool:
        """Whether token ``i`` exists and is written as a name is."""
        return 0 <= i < len(self.capital) and self.capital[i]

    def read(self, start: int, end: int) -> str:
        """The characters as the article has them, white space folded."""
        return " ".join(self._original[start:end].split())

    def glued(self, i: int) -> bool:
        """Whether no blank stands before token ``i``."""
        return i > 0 and not self.doc[i - 1].whitespace_


def _single_runs(page: Page) -> Iterator[Run]:
    """The maximal runs of capitals, from the first word that may open a name."""
    i = 0
    while i < len(page.texts):
        if not (page.capital[i] and _starts_name(page, i)):
            i += 1
            continue
        last = _run_end(page, i)
        yield i, last
        i = last


def name_runs(page: Page) -> list[Run]:
    """Runs put together over "and", a bracket or a possessive that stands inside one name."""
    runs = list(_single_runs(page))
    alone = Counter(_key(page, run) for run in runs)
    joinable = [(left, right) for left, right in pairwise(runs) if page.lows[left[1] : right[0]] == ["and"]]
    for (half, _), count in Counter(_pair(page, left, right) for left, right in joinable).items():
        alone[half] -= count - 1  # written together, they are not alone
    second = Counter(_key(page, right) for _, right in joinable)
    pairs = {
        _pair(page, left, right) for left, right in joinable if _is_one_pair(page, left, right, alone, second)
    }
    pairs -= {_pair(page, left, right) for left, right in joinable if _are_several(page, left)}
    joined: list[Run] = []
    for first, last in runs:
        if joined and first < joined[-1][1]:
            continue
        if joined and _is_one_name(page, joined[-1], (first, last), alone, pairs):
            closed = page.lows[joined[-1][1]] == "("
            joined[-1] = (joined[-1][0], _tail_end(page, last + 1) if closed else last)
        else:
            joined.append((first, last))
    return joined


def _is_capital(token: Token) -> bool:
    """Whether the word is written as names are: "Acme", "eBay", "23andMe"."""
    text = token.text
    first = text[0]
    if first.isupper():
        return _HYPHENED_ADJECTIVE.search(text) is None and _RUN_ON_DATE.match(text) is None
    if first.isdigit():
        named = _NUMBERED.fullmatch(text) is not None or (
            _NUMBER_FIRST.fullmatch(text) is not None
            and token.i + 1 < len(token.doc)
            and token.nbor().text.istitle()
        )
        return named and _AMOUNT_TAIL.fullmatch(text) is None
    if _CAMEL.fullmatch(text):
        return True
    if not first.islower() or _DOMAIN.fullmatch(text) is None:
        return False
    return token.ent_type_ == "ORG" or (token.i > 0 and token.nbor(-1).lemma_.lower() in _DEALT)


def _starts_name(page: Page, i: int) -> bool:
    """Whether a name may start at this capital."""
    token, low = page.doc[i], page.lows[i]
    if token.like_email or (token.like_url and not _DOMAIN.fullmatch(token.text)):
        return False
    if low in _HALF_NATIONS and page.lows[i + 1 : i + 2] == ["-"] and _is_nation(page, i + 2):
        return False
    grows = page.capital_at(i + 1) or _numbered_on(page, i + 1)
    if not grows and (low in load_lexicon("not_names") or low in load_lexicon("demonyms")):
        return False
    if not page.opens[i]:
        given = grows and token.text in load_lexicon("male_names")  # "said Will Doe"
        return given or not (token.pos_ in {"PRON", "DET", "AUX"} and token.is_stop)
    if low in {"the", "a", "an"} or (low in _ASKS and page.doc[i].sent.text.rstrip().endswith("?")):
        return False
    known = page.middle[token.text] > 0
    small = page.small[low]
    if not small and _is_to_act(page, i):
        return True
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


_HALF_NATIONS = frozenset(["afro", "anglo", "euro", "franco", "indo", "italo", "russo", "sino"])


def _is_nation(page: Page, i: int) -> bool:
    """Whether a nationality stands at ``i`` before a small word: "the Anglo-[Dutch] group"."""
    small = i + 1 < len(page.texts) and page.texts[i + 1].islower()
    return i < len(page.texts) and page.lows[i] in load_lexicon("demonyms") and small


def _is_to_act(page: Page, i: int) -> bool:
    """Whether a headline's first word, taken for a verb, is a company about to act: "Lanex to Acquire Bolt"."""
    token = page.doc[i]
    return (
        token.tag_ in {"VB", "VBP"}
        and token.text.istitle()
        and token.lower_ not in load_lexicon("headline_verbs")
        and not _is_common(token.lower_)
        and i + 2 < len(page.texts)
        and page.lows[i + 1] == "to"
        and page.doc[i + 2].lemma_.lower() in _COMPANY_ACTS
    )


def _acts(page: Page, i: int) -> bool:
    """Whether the sentence's first word, taken for a noun, does what a company does: "Databricks agreed to …"."""
    token = page.doc[i]
    if i + 1 >= len(page.texts):
        return False
    following = page.doc[i + 1]
    if following.tag_ == "TO" and token.tag_ in {"NN", "UH"} and page.doc[i + 2 : i + 3].text.islower():
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


def _numbered_on(page: Page, i: int) -> bool:
    """Whether a number that belongs to a name stands at ``i``."""
    return i < len(page.texts) and page.texts[i].isdigit() and page.capital_at(i + 1)


def _run_end(page: Page, first: int) -> int:
    """Index after the last token of the run that starts at ``first``."""
    i = first + 1
    while i < len(page.texts):
        token = page.doc[i]
        if i in page.barred or token.is_space:
            break
        initial = _INITIAL.fullmatch(page.texts[i - 1]) and not page.tails[i - 1]  # "Lane, S.A. This"
        if token.is_sent_start and not (initial or page.doc[i - 1].is_sent_start):
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


def _joins(page: Page, i: int) -> int:
    """How many tokens from ``i`` a run may step over: connectors that are part of the name; 0 for none."""
    low, before = page.lows[i], page.lows[i - 1]
    goes_on = page.capital_at(i + 1)
    if page.tails[i]:
        return 1 if before != "," and not _hyphenated(page, i) else 0
    if page.texts[i].isdigit() and _ends_in_number(page, i):
        return 1
    if i + 1 >= len(page.texts):
        return 0
    if low == "," and page.tails[i + 1] and not _hyphenated(page, i + 1):
        return 2
    if low == "." and page.glued(i) and before in _DOTTED_APART:
        return 2 if goes_on or page.tails[i + 1] else 0
    if low in HYPHENS | {"/"} and page.glued(i) and page.glued(i + 1):
        if goes_on or _is_given_name(page, i):
            return 2
        return 3 if len(before) == 1 and page.capital_at(i + 2) else 0  # "E-lane Bolt"
    if low in {"&", "+"}:
        return 2 if goes_on else 0
    if low in {"®", "™"}:
        return 1 if goes_on and page.glued(i) else 0
    if low == "!" and page.glued(i):
        return 2 if page.tails[i + 1] else 0
    if low in load_lexicon("name_particles") and page.doc[i - 1].pos_ == "PROPN":
        if goes_on:
            return 2
        return 3 if page.lows[i + 1] in load_lexicon("name_particles") and page.capital_at(i + 2) else 0
    if low in {"of", "for", "in", "on"}:
        target = i + 2 if page.lows[i + 1] == "the" else i + 1
        return target - i + 1 if page.capital_at(target) and _holds_together(page, i, target) else 0
    if page.texts[i].isdigit() and (
        before in _NUMBERED_SERIES
        or page.numbered[page.texts[i - 1], page.texts[i]] > 1
        or (len(low) < 4 and page.doc[i].ent_type_ == "ORG" and page.doc[i].ent_iob_ == "I")
    ):
        return 1
    return 0


_DEALT_WITH = frozenset(
    [
        "acquire",
        "acquisition",
        "bid",
        "buy",
        "buyout",
        "holding",
        "merger",
        "offer",
        "purchase",
        "sell",
        "stake",
        "takeover",
    ]
)
_PREPOSITIONS = frozenset(["by", "for", "in", "of", "with"])


def _ends_in_number(page: Page, i: int) -> bool:
    """Whether the number at ``i`` ends the name of a company that is dealt with: "a stake in Lane [66]", "bought Lane [6]'s parent"."""
    first = i - 1
    while first > max(i - _LONGEST_NAME, 0) and page.capital_at(first - 1):
        first -= 1
    before = first - 2 if first > 1 and page.lows[first - 1] in _PREPOSITIONS else first - 1
    dealt = before >= 0 and page.doc[before].lemma_.lower() in _DEALT_WITH
    ends = (
        i + 1 >= len(page.texts)
        or page.doc[i + 1].is_space
        or page.texts[i + 1] in {",", ".", "'s", "’s", ";", ")", "after", "by", "for", "from", "with"}
    )
    return (
        dealt and ends and len(page.texts[i]) < 4 and page.lows[i - 1] not in load_lexicon("calendar_words")
    )


def _is_given_name(page: Page, i: int) -> bool:
    """Whether the hyphen at ``i`` joins a given name's second half: "Lane Chi[-wing]"."""
    return (
        i > 1
        and page.capital_at(i - 2)
        and page.texts[i + 1].isalpha()
        and _one_entity(page.doc, i - 2, i + 1, frozenset({"PERSON"}))
    )


def _holds_together(page: Page, i: int, target: int) -> bool:
    """Whether the preposition at ``i`` stands inside a name: "Bank of Lane", not "Lane Corp of Tulsa"."""
    low, before = page.lows[i], page.lows[i - 1]
    if page.tails[i - 1] and low == "of":
        end = target + 1
        while page.capital_at(end):
            end += 1
        return page.lows[target] == "america" or page.tails[end - 1]
    if low == "of" and _is_deal_with(page, i):
        return False
    if low == "of" and before in load_lexicon("heads_before_of"):
        return True
    if low == "of" and _is_from(page, i, target):
        return False
    if (
        page.tails[i - 1]
        or before in _PARTS
        or (low == "for" and before in load_lexicon("company_words") - _FOR_A_CAUSE)
    ):
        return False
    return _one_entity(page.doc, i - 1, target)


def _is_from(page: Page, of: int, target: int) -> bool:
    """Whether "of" tells where a company comes from: "Acme [of Norway]", that is Acme elsewhere."""
    first, last = of - 1, target + 1
    while first > max(of - _LONGEST_NAME, 0) and page.capital_at(first - 1):
        first -= 1
    while last < target + _LONGEST_NAME and page.capital_at(last):
        last += 1
    place = " ".join(page.lows[target:last]) in load_lexicon("places")
    return place and of - first == 1 and page.middle[page.texts[first]] > 1


def _is_deal_with(page: Page, of: int) -> bool:
    """Whether the name before "of" is whom a deal is with: "the sale to Acme [of] Bolt's mills", "takeover by Acme [of] Bolt"."""
    first = of
    while first > max(of - _LONGEST_NAME, 1) and page.capital_at(first - 1):
        first -= 1
    return first > 1 and page.lows[first - 1] in {"by", "to"} and page.lows[first - 2] in _DEALS


def _hyphenated(page: Page, i: int) -> bool:
    """Whether a hyphen follows token ``i``: "co-founder"."""
    return i + 1 < len(page.texts) and page.texts[i + 1] in HYPHENS


def _one_entity(doc: Doc, first: int, last: int, labels: frozenset[str] = NAME_ENTITIES) -> bool:
    """Whether the model reads both tokens as parts of one entity."""
    return all(doc[j].ent_type_ in labels for j in range(first, last + 1)) and all(
        doc[j].ent_iob_ == "I" for j in range(first + 1, last + 1)
    )


def _tail_end(page: Page, i: int) -> int:
    """Index after the legal form that starts at ``i``."""
    while i < len(page.texts) and (page.tails[i] or page.capital_at(i)):
        i += 1
    return i


def _is_one_name(page: Page, left: Run, right: Run, alone: Counter[str], pairs: set[tuple[str, str]]) -> bool:
    """Whether what stands between two runs makes them one name; a pair that is one somewhere is one everywhere."""
    between = page.lows[left[1] : right[0]]
    if between == ["and"]:
        return _pair(page, left, right) in pairs
    if between == ["("]:
        close = page.lows[right[1] : right[1] + 2]
        return (
            right[1] - right[0] <= 2
            and close[:1] == [")"]
            and len(close) == 2
            and (page.tails[right[1] + 1] or close[1] in _AFTER_BRACKET)
        )
    return len(between) == 1 and between[0] in POSSESSIVE and _is_named_after(page, left, right, alone)


def _pair(page: Page, left: Run, right: Run) -> tuple[str, str]:
    """What two writings of one pair of halves share: "Lane and Sons", "Lane and Sons Inc"."""
    return _key(page, left), page.lows[right[0]]


def _are_several(page: Page, left: Run) -> bool:
    """Whether a noun in the plural tells that the names are of several: "two start-ups, [Lane] and Bolt"."""
    i = left[0] - 1
    if i > 0 and page.lows[i] in {",", ":"}:
        i -= 1
    return (
        i >= 0 and page.doc[i].tag_ == "NNS" and page.doc[i].lemma_.lower() in load_lexicon("company_nouns")
    )


def _is_one_pair(page: Page, left: Run, right: Run, alone: Counter[str], second: Counter[str]) -> bool:
    """Whether "and" joins the halves of one name: "Lane and Sons", not "Lane Capital and Bolt Capital"."""
    doc, size = page.doc, right[1] - right[0]
    generic = load_lexicon("company_words")
    if _abbreviated(page, left[0], right[1]):
        return True
    if page.tails[left[1] - 1]:
        return False
    if page.lows[right[0]] in load_lexicon("second_halves") and size <= 3:
        return True
    if all(page.tails[i] or page.lows[i] in generic for i in range(*right)):
        return True
    if all(run[1] - run[0] > 1 and page.lows[run[1] - 1] in generic for run in (left, right)):
        return False
    if left[1] - left[0] > 1 and size > 1 and _act_as_two(page, right[1]):
        return False
    seen, other = alone[_key(page, left)], _key(page, right)
    if seen > 1 and (seen > alone[other] or alone[other] > second[other]):
        return False
    return _one_entity(doc, left[1] - 1, right[0], frozenset({"ORG"})) or (
        left[1] - left[0] == 1
        and page.tails[right[1] - 1]
        and size <= 3
        and seen == 1
        and doc[left[0]].ent_type_ in {"", "ORG", "PERSON"}
        and alone[page.lows[right[0]]] == second[page.lows[right[0]]]
    )


def _abbreviated(page: Page, first: int, last: int) -> bool:
    """Whether a bracket gives the initials of it all: "Lane and Vaccines (LV)", "Lane and Vaccines (LAV)"."""
    if page.lows[last : last + 1] != ["("] or page.lows[last + 2 : last + 3] != [")"]:
        return False
    words = [page.texts[i] for i in range(first, last) if page.texts[i][0].isalpha()]
    initials = ["".join(word[0] for word in words if kept or word != "and").upper() for kept in (False, True)]
    return page.texts[last + 1] in initials


def _act_as_two(page: Page, i: int) -> bool:
    """Whether what follows two names is said of several: "Acme Life and Bolt Mutual [agree] to merge", "[said they]"."""
    return bool(_ACTS_OF_SEVERAL.intersection(page.lows[i : i + 1])) or page.lows[i : i + 2] == [
        "said",
        "they",
    ]


_ACTS_OF_SEVERAL = frozenset(
    ["agree", "announce", "are", "combine", "complete", "end", "enter", "form", "have", "join", "merge", "plan", "sign", "were"]
)  # fmt: skip


def _is_named_after(page: Page, left: Run, right: Run, alone: Counter[str]) -> bool:
    """Whether the possessive is part of the name: "Lane's Fine Candies Inc", not "Acme's Bolt"."""
    end = right[1] - 1
    return (
        right[1] - right[0] <= 4
        and left[1] - left[0] <= 2
        and alone[_key(page, left)] == 1
        and not page.tails[left[1] - 1]
        and _key(page, left) not in load_lexicon("places")  # "Japan's Lane Corp"
        and _one_entity(page.doc, left[1] - 1, right[0], frozenset({"ORG"}))
        and page.doc[left[0]].ent_iob_ == "B"
        and (page.tails[end] or page.lows[end] in load_lexicon("company_words"))
    )


def _key(page: Page, run: Run) -> str:
    return " ".join(page.lows[run[0] : run[1]])
