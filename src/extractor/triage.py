"""Which texts can hold a deal, a financing or a valuation: by their words alone, before any model reads them.

Every rule of ``fields/deals`` and ``fields/funding`` starts from a word (its trigger) and asks for something beside it: a
name, a unit, an amount, a preposition. A cue here is the same demand made of plain text, with less asked: where no cue
holds, no rule could have proposed anything that becomes a record. Cues look at a trigger and at what stands before and
after it in its sentence. They err to one side only: a text too many is parsed for nothing, a text too few would lose a deal.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from extractor.fields.funding.round_words import money_words
from extractor.lexicon import Lexicons, lexicons_in_use, load_lexicon, load_terms, per_lexicons
from extractor.mentions.money import find_money


class Site(NamedTuple):
    """A trigger and its surroundings, no farther than its sentence."""

    word: str
    """The trigger in lower case."""
    before: str
    after: str
    money_before: int
    """Characters between the nearest amount in ``before`` and the trigger; more than any where there is none."""
    money_after: int


@dataclass(frozen=True, slots=True)
class Cue:
    """A trigger, and what must stand beside it."""

    name: str
    first: re.Pattern[str]
    """The trigger's first word in lower case."""
    pattern: re.Pattern[str]
    """All of it."""
    holds: Callable[[Site], bool]


def find_cues(text: str) -> Iterator[tuple[str, int]]:
    """The name and the offset of each cue that holds in a prepared text, in reading order."""
    money = list(find_money(text))
    starts = [m.start if m.qualifier_start is None else min(m.start, m.qualifier_start) for m in money]
    for word in _WORD.finditer(text):
        start = word.start()
        for cue in _cues_at(word.group().lower()):
            match = cue.pattern.match(text, start)
            if match is None:
                continue
            end = match.end()
            first, last = _sentence_start(text, start), _sentence_end(text, end)
            at = bisect_left(starts, start)
            site = Site(
                match.group().lower(),
                text[first:start],
                text[end:last],
                start - money[at - 1].end if at and starts[at - 1] >= first else _NONE,
                starts[at] - end if at < len(starts) and starts[at] < last else _NONE,
            )
            if cue.holds(site):
                yield cue.name, start


_WORD = re.compile(r"[^\W\d_]+")


def _cues_at(word: str) -> tuple[Cue, ...]:
    """The cues whose trigger may begin with the word: few words begin one."""
    return _beginning(word, lexicons_in_use())


@lru_cache(maxsize=20_000)
def _beginning(word: str, _: Lexicons) -> tuple[Cue, ...]:
    return tuple(cue for cue in _cues() if cue.first.fullmatch(word))


# --- how far a sentence goes -------------------------------------------------------------------------

_NONE = 10_000
_REACH = 160
"""Characters on each side of a trigger: what its rules read of a clause."""
_SENTENCE_END = re.compile(
    r"""\n | (?<![A-Z]) (?<!\b(?:Mr|Ms|Dr|St|Co|Jr|Sr|No|vs|Cr|Rs)) (?<!\b(?:Mrs|Inc|Ltd|Plc|PLC|Bro|Pvt|Cos)) (?<!\b(?:Corp|Bros))
        [.!?] [”\"’')\]]* \s+ (?=[A-Z“\"‘])""",
    re.VERBOSE,
)
"""A stop before a capital, save after an initial or a short form."""


def _sentence_start(text: str, at: int) -> int:
    start = max(0, at - _REACH)
    for match in _SENTENCE_END.finditer(text, start, at):
        start = match.end()
    return start


def _sentence_end(text: str, at: int) -> int:
    stop = min(len(text), at + _REACH)
    match = _SENTENCE_END.search(text, at, stop)
    return match.start() if match else stop


# --- what stands beside a trigger --------------------------------------------------------------------

_CAPITALISED = re.compile(
    r"(?<![\w’'])(?:[A-Z][\w&’'.-]*|[a-z]{1,8}[A-Z]\w+|\d+[a-z]{0,4}[A-Z]\w+)(?:[ &]{1,3}[A-Z][\w&’'.-]*){0,5}"
)
_COMPANY = re.compile(
    r"\b(?:it|they|them|he|she|who|which|itself|(?:the|its|this|that|a|an)\s(?:[\w-]+\s){0,3}?(?:company|firm|group|start-?up|rival|business|target|giant|maker|bank|chain|retailer|carrier|airline|unit))\b",
    re.IGNORECASE,
)
"""What may point back to a company that is named elsewhere."""
_PART = re.compile(
    r"\b(?:stakes?|equity|shareholdings?|holdings?|interests?\s(?:in|of)|shares|stock|control|ownership|majority|minority|all|rest|remainder|half|%|per\s?cent)(?!\w)"
)
"""Words of a part of a company."""


def _is_named(words: str) -> bool:
    """Whether a run of capitals stands there that may be a company's name."""
    return any(_may_name(match.group()) for match in _CAPITALISED.finditer(words))


def _count_names(words: str) -> int:
    """How many names stand there, those that a hyphen joins counted apart: "Acme-Bolt merger"."""
    return sum(map(_may_name, (part for run in _CAPITALISED.findall(words) for part in run.split("-"))))


def _may_name(run: str) -> bool:
    """Whether a run of capitals is more than words that are capital only where they stand: "The", "Monday", "Current"."""
    words = _EDGE.sub("", run).replace("’", "'").lower().split()
    if " ".join(words) in load_lexicon("not_names"):
        return False
    lexicons = _no_names() if len(words) == 1 else _no_names()[:3]
    return not all(any(word in lexicon for lexicon in lexicons) for word in words)


_EDGE = re.compile(r"['’]s?\b|\.(?=\s|$)")


@per_lexicons
def _no_names() -> tuple[frozenset[str], ...]:
    lexicons = (
        "calendar_words",
        "demonyms",
        "headline_words",
        "company_nouns",
        "person_titles",
        "mass_nouns",
    )
    return (_OPENERS, *map(load_lexicon, lexicons))


_OPENERS = frozenset(
    ["a", "an", "the", "it", "its", "they", "their", "this", "that", "these", "those", "he", "she", "his", "her", "we", "our", "i", "you", "your", "my", "on", "at", "as", "by", "for", "from", "to", "of", "in", "with", "and", "but", "or", "if", "when", "while", "after", "before", "since", "once", "also", "however", "what", "how", "why", "who", "which", "there", "here", "all", "some", "many", "most", "more", "other", "both", "each", "any", "no", "not", "so", "yet", "then", "thus", "about", "under", "over", "during", "despite", "although", "because", "until", "unless", "additionally", "meanwhile", "moreover", "current", "currently", "total", "net", "overall", "each"]
)  # fmt: skip
"""Words that open sentences in capitals and are no names."""


def _is_thing(words: str) -> bool:
    """Whether a name, a unit, an asset or a part of a company stands there."""
    return _is_named(words) or _units().search(words) is not None or _PART.search(words) is not None


def _is_party(words: str) -> bool:
    """Whether a name stands there, or what points back to one: who acts, or whose it is."""
    return (
        _is_named(words)
        or _COMPANY.search(words) is not None
        or _nouns_of_companies().search(words) is not None
    )


@per_lexicons
def _nouns_of_companies() -> re.Pattern[str]:
    return _any_of(map(re.escape, load_lexicon("company_nouns")))


@per_lexicons
def _units() -> re.Pattern[str]:
    return _any_of(row.partition("=")[0].strip() for row in load_terms("asset_nouns"))


@per_lexicons
def _businesses() -> re.Pattern[str]:
    """Nouns of what is sold though nobody buys it: units, and the plants and brands that ``fields/deals/sales`` counts with them."""
    rows = (row.partition("=") for row in load_terms("asset_nouns"))
    units = [noun.strip() for noun, _, kind in rows if kind.strip() == "unit"]
    return _any_of([*units, "plant", "brand", "portfolio", "mine", "refinery", "factory", "stakes?", "interests? in", "shareholdings?", "holdings?"])  # fmt: skip


def _past(words: str, prepositions: str) -> str:
    """What follows the first of the prepositions."""
    match = re.search(rf"\b(?:{prepositions})\b", words)
    return words[match.end() :] if match else ""


def _ends_named(words: str, reach: int) -> bool:
    """Whether a name stands in the noun phrase that ends there: "Acme's $5 million ", "the Bolt "."""
    phrase = re.split(r"[,;:]\s", words[-reach:])[-1]
    return _is_named(phrase)


# --- deals -------------------------------------------------------------------------------------------


_READERS = re.compile(r"\b(?:[Yy]ou|(?:[Ii]nvestors|[Ss]hareholders|[Tt]hose|persons) who)(?:\s\w+){0,2}\s$")
"""Who buys that is no company: "if you [purchased] shares"."""


def _buys(site: Site) -> bool:
    """Acme [buys] Bolt; Bolt, [bought] by Acme; not "a [buy] rating", "if you [purchased] shares"."""
    if _READERS.search(site.before) or _NO_OBJECT.match(site.after):
        return False
    if site.after[:1].isspace() and (_is_thing(site.after[:80]) or site.money_after < 80):
        several = _count_names(site.after) > 1  # "After [buying] Bolt, Acme …"
        return (
            several or _is_party(site.before) or re.search(r"['’]s? |\b(?:from|by) ", site.after) is not None
        )
    done = site.word[-2:] in {"ed", "ht", "en"}
    return done and (_is_named(site.before[-100:]) or _units().search(site.before[-60:]) is not None)


_NO_OBJECT = re.compile(
    r"\W*(?:ratings?|recommendations?|calls?|side|orders?|signals?|price|agreements?|warrants?|options?|power|and hold|or sell|the dip|back)\b",
    re.IGNORECASE,
)
"""What follows where the word is no verb: "a [buy] rating"."""


def _is_acquisition(site: Site) -> bool:
    """the [acquisition] of Bolt; Acme's $5 million [takeover]; a [buyout] by Acme."""
    of = _past(site.after[:90], "of|by|from")
    return bool(of and _is_thing(of)) or _ends_named(site.before, 50)


def _sells(site: Site) -> bool:
    """[sell] Bolt to Acme; [sells] its paper unit; the unit was [sold]."""
    to = _past(site.after[:120], "to")
    if (
        _is_named(to[:60])
        or _businesses().search(site.after[:80])
        or re.search(r"% of |per cent of ", site.after[:40])
    ):
        return True
    done = site.word[-2:] in {"ed", "ld"} or site.word.startswith(("spun", "hived"))
    return done and _businesses().search(site.before[-80:]) is not None


def _is_sale(site: Site) -> bool:
    """the [sale] of Bolt; Acme's [disposal] of its mill; the Bolt [sale]."""
    of = _past(site.after[:90], "of")
    return bool(of and _is_thing(of)) or _ends_named(site.before, 40)


@per_lexicons
def _answers() -> re.Pattern[str]:
    return _any_of(map(_forms, load_lexicon("bid_answers")))


def _is_bid(site: Site) -> bool:
    """a [bid] for Bolt; rejected Acme's [offer]; the [offer] values Bolt at."""
    if site.word in {"offer", "approach"} and re.search(
        r"\b(?:to|will|would|can|could|may|might|and|or|we|they|you|that|which|not|also|who) $", site.before
    ):
        return False
    target = _past(site.after, "for")[:60]
    if target and (_is_thing(target) or _COMPANY.search(target)):
        return True
    if re.search(r"\bvalue[sd]?\b", site.after) and (_is_named(site.after) or _COMPANY.search(site.after)):
        return True
    bidder = _is_named(site.before[-50:]) or _is_named(_past(site.after, "from|by")[:60])
    answered = _answers().search(site.before) or _answers().search(site.after)
    return _ends_named(site.before, 45) or (bidder and answered is not None)


def _is_deal_for(site: Site) -> bool:
    """a $5 billion [deal] for Bolt; near a [deal] for Bolt."""
    money = min(site.money_before, site.money_after) < _NONE or re.search(r"\b(?:near|clos)", site.before)
    target = _past(site.after, "for")
    return bool(money and target and (_is_thing(target) or _COMPANY.search(target))) or (
        re.search(r"\bvalue[sd]?\b", site.after) is not None and _is_named(site.after)
    )


def _pays(site: Site) -> bool:
    """is [paying] $5 billion for Bolt; [swooped] for Bolt; to [bid] for Bolt."""
    if not (site.money_after < _NONE or site.word.startswith(("swoop", "pounc", "bid", "vie", "vying"))):
        return False
    target = _past(site.after, "for|on|in")
    if site.word.startswith("invest") and not _PART.search(target):
        return False
    return _is_thing(target) or _COMPANY.search(target) is not None


_COMBINED_WITH = re.compile(
    r"\b(?:merge|deal|agree|transaction|acqui|takeover|shareholders|bid|companies|offer|all-stock)",
    re.IGNORECASE,
)


def _merges(site: Site) -> bool:
    """will [merge] with Bolt; the [merger] of Acme and Bolt; Acme and Bolt [merge]."""
    if site.word.startswith("combin") and not _COMBINED_WITH.search(site.before + site.after):
        return False
    partner = _past(site.after, "with|into|of|between")
    return (
        _is_named(partner)
        or _COMPANY.search(partner) is not None
        or _count_names(site.before) > 1
    )  # fmt: skip


_TALKS = re.compile(r"\b(?:talks|discussions|negotiations)\b")


_OWN = re.compile(r"\b(?:its|their|his|her)\s(?:[\w%.,-]+\s){0,4}$", re.IGNORECASE)


@per_lexicons
def _moves_stake() -> re.Pattern[str]:
    return _any_of([*map(_forms, load_lexicon("stake_verbs") | load_lexicon("stake_sale_verbs")), "took", "taken", "bought", "built", "sold", "sought", "paid"])  # fmt: skip


def _is_stake(site: Site) -> bool:
    """raised its [stake] in Bolt; sold a 5% Bolt [stake]."""
    whose = re.match(r"(?:\s+[\w%().,-]+){0,4}?\s+(?:in|of|at|from|to)\b", site.after)
    owned = (
        whose is not None and (_is_named(site.after) or _COMPANY.search(site.after) is not None)
    ) or _ends_named(site.before, 45) or _OWN.search(site.before) is not None  # fmt: skip
    return owned and any(
        p.search(words) for p in (_moves_stake(), _TALKS) for words in (site.before, site.after)
    )


# --- money raised and worth --------------------------------------------------------------------------

_NEAR = 90
"""Characters between a word of raising and its amount: eight words."""


@per_lexicons
def _money_nouns() -> re.Pattern[str]:
    return _any_of([*map(re.escape, load_terms("funding_money_nouns")), "series [a-z]"], re.IGNORECASE)


@per_lexicons
def _only_money_words() -> re.Pattern[str]:
    """Nothing but what the rules let stand between a word of raising and its amount."""
    return re.compile(rf"(?:[\s,]*(?:\([^)]*\)|\b{money_words()}\b))*[\s,(]*", re.IGNORECASE)


def _raises(site: Site) -> bool:
    """[raised] $5 million; [raise] money from Bolt."""
    return _amount_follows(site) or _funded_by(site)


def _amount_follows(site: Site) -> bool:
    return (
        site.money_after < _NEAR and _only_money_words().fullmatch(site.after[: site.money_after]) is not None
    )


_FROM = re.compile(r"\b(?:from|led by|with participation)\b")


def _funded_by(site: Site) -> bool:
    """[received] seed funding from Bolt; [closed] its Series B round led by Bolt."""
    by = _FROM.search(site.after, 0, _NEAR)
    if by is None or not _is_named(site.after[by.end() : by.end() + 60]):
        return False
    words = site.after[: by.start()]
    return (
        _money_nouns().search(words) is not None
        or re.search(r"\b(?:money|cash|amount|sum)\b", words) is not None
    )


def _takes_in(site: Site) -> bool:
    """[landed] $5 million in seed funding; [bags] $5 million to grow; [closed] its Series B led by Bolt."""
    if site.word == "net" and site.before[-1:] != " ":
        return False
    if not _amount_follows(site):
        return _funded_by(site)
    rest = site.after[: site.money_after + 100]
    return _money_nouns().search(rest) is not None or _TO_GROW.search(rest) is not None


_TO_GROW = re.compile(r"\b(?:to|from|for|led by|at a|before|prior|so far|in total|since)\b", re.IGNORECASE)
"""What headlines write after the amount: "Acme bags $5 million to sell pumps"."""


def _is_round(site: Site) -> bool:
    """a $5 million seed [round]; a [round] of $5 million; [round] ($5 million)."""
    if site.money_before < 70 and _only_money_words().fullmatch(
        site.before[len(site.before) - site.money_before :]
    ):
        return True
    return site.money_after < 12


def _totals(site: Site) -> bool:
    """[total] funds of $5 million; $5 million in funding to [date]."""
    return (
        min(site.money_before, site.money_after) < _NEAR
        and re.search(r"\b(?:fund|financ|rais|receiv|secur)", site.before + site.after) is not None
    )


def _led(site: Site) -> bool:
    """the round was [led by] Bolt."""
    return _money_nouns().search(site.before[-60:]) is not None and _is_named(site.after[:60])


def _always(site: Site) -> bool:
    return True


def _brings_amount(site: Site) -> bool:
    """emerges from [stealth] with $5 million; [launches with] $5 million."""
    return site.money_after < 40


def _invests(site: Site) -> bool:
    """Acme [invested] $5 million in Bolt; [invested] in the startup."""
    start = site.money_after + 1 if site.money_after < 30 else 0
    into = re.search(r"\b(?:in|into|for)\b", site.after[start : start + 60])
    return into is not None and _is_company(site.after[start + into.end() :][:60]) and _is_party(site.before)


def _is_company(words: str) -> bool:
    """Whether a name stands there that is no place's, or what points back to a company."""
    runs = [match.group() for match in _CAPITALISED.finditer(words) if _may_name(match.group())]
    named = any(_EDGE.sub("", run).rstrip(".").lower() not in load_lexicon("places") for run in runs)
    return named or re.match(r" (?:it|the (?:company|start-?up|firm|business))\b", words) is not None


def _is_investment(site: Site) -> bool:
    """Acme's early [investment] in Bolt."""
    return (
        re.search(r"['’]s? (?:[\w-]+ ){0,3}$", site.before) is not None
        and re.match(r" in\b", site.after) is not None
        and _is_company(site.after[3:60])
    )


def _puts_in(site: Site) -> bool:
    """[pumped] $5 million into Bolt."""
    return site.money_after < 30 and _invests(site)


def _backs(site: Site) -> bool:
    """[backed] the startup Bolt; [backed] by Acme; Acme-[backed] Bolt."""
    return _is_named(site.after[:70])


def _of_investors(site: Site) -> bool:
    """its [investors include] Acme; an [investor in] Bolt; Bolt [investor] Acme."""
    return (
        _is_named(site.after[:60])
        or re.match(r" (?:it|the (?:company|start-?up|firm|business))\b", site.after) is not None
    )


def _among_investors(site: Site) -> bool:
    """counts Acme [among its investors]."""
    return _is_named(site.before) or _is_named(site.after[:60])


def _values(site: Site) -> bool:
    """[values] Acme at $5 billion; [valued] at $5 billion; put a [value] of $5 billion on Bolt."""
    if site.money_after > 130:
        return False
    return (
        re.search(r"\bat\b", site.after[: site.money_after]) is not None
        or re.search(r"\b(?:enterprise|equity|put\w*|plac\w*)\b", site.before[-40:]) is not None
    )


_IS = re.compile(
    r"(?:\b(?:is|was|are|were|be|been|it|maker|company|startup|start-up|firm|group)|,)(?:\s\w+){0,6}\s$",
    re.IGNORECASE,
)


def _is_worth(site: Site) -> bool:
    """Acme is [worth] $5 billion."""
    return site.money_after < 40 and _IS.search(site.before) is not None and _is_party(site.before)


def _is_measured(site: Site) -> bool:
    """Acme has a [market value] of $5 billion; a $5 billion [valuation] for Acme."""
    near = site.money_after < _NEAR or site.money_before < 30
    return near and (_is_party(site.before) or _is_party(site.after))


# --- the cues ----------------------------------------------------------------------------------------

_IRREGULAR = {"buy": "bought", "sell": "sold", "take": "took|taken", "pay": "paid", "spend": "spent", "spin": "spun|spinning", "bid": "bidding", "vie": "vying"}  # fmt: skip


def _forms(verb: str) -> str:
    """A pattern for the forms of a verb, its particle after it: "snap up" → snap, snaps, snapped, snapping up."""
    base, _, particle = verb.partition(" ")
    stem = re.escape(base.removesuffix("e"))
    forms = rf"{stem}(?:[a-z]?(?:e|es|ed|s|ing))?|{re.escape(base)}"
    if base.endswith("y"):
        forms += rf"|{base[:-1]}ie[sd]"
    if base in _IRREGULAR:
        forms += f"|{_IRREGULAR[base]}"
    return rf"(?:{forms})\s{particle}" if particle else f"(?:{forms})"


def _any_of(words: Iterable[str], flags: int = 0) -> re.Pattern[str]:
    """A pattern for any of the patterns as whole words, the longest first."""
    return re.compile(rf"\b(?:{'|'.join(sorted(words, key=len, reverse=True))})(?!\w)", flags)


def _rows(lexicon: str, *classes: str) -> list[str]:
    rows = (row.partition("=") for row in load_terms(lexicon))
    return [word.strip() for word, _, what in rows if what.strip() in classes]


def _verb(name: str, verbs: Iterable[str], holds: Callable[[Site], bool]) -> Cue:
    """A cue of verbs in all their forms."""
    verbs = list(verbs)
    first = "|".join(_forms(verb.partition(" ")[0].partition("-")[0]) for verb in verbs)
    return Cue(name, re.compile(first), _any_of(map(_forms, verbs), re.IGNORECASE), holds)


def _noun(name: str, nouns: Iterable[str], holds: Callable[[Site], bool]) -> Cue:
    """A cue of nouns, of one or of several, as ``fields/triggers`` reads them."""
    nouns = list(nouns)
    first = "|".join(re.split("[ -]", noun)[0] + "s?" for noun in nouns)
    plural = (re.escape(noun) + "s?" * (noun not in {"sale", "offer"}) for noun in nouns)
    return Cue(name, re.compile(first), _any_of(plural, re.IGNORECASE), holds)


def _phrase(name: str, first: str, rest: str, holds: Callable[[Site], bool]) -> Cue:
    """A cue that begins with one of the words ``first`` and goes on with ``rest``."""
    return Cue(name, re.compile(first), re.compile(rf"\b(?:{first})\b{rest}", re.IGNORECASE), holds)


@per_lexicons
def _cues() -> tuple[Cue, ...]:
    investors = r"(?:investors?|backers?|sponsors?|financiers?|shareholders?|funders|supporters|participants)"
    takes = [form for row in load_terms("funding_verbs") for form in row.partition("=")[0].split()]
    money_nouns = [*load_terms("funding_money_nouns"), "series"]
    return (
        _verb("buys", _rows("deal_verbs", "buy"), _buys),
        _noun("acquisition", _rows("deal_nouns", "buy"), _is_acquisition),
        _verb("sells", _rows("deal_verbs", "sell"), _sells),
        _noun("sale", _rows("deal_nouns", "sell"), _is_sale),
        _noun("bid", [noun for noun in _rows("deal_nouns", "bid") if noun != "deal"], _is_bid),
        _noun("deal for", ["deal"], _is_deal_for),
        _verb("pays", _rows("deal_verbs", "bid"), _pays),
        _verb("merges", _rows("deal_verbs", "merge"), _merges),
        _noun("merger", _rows("deal_nouns", "merge"), _merges),
        _phrase("stake", "stakes?|shareholdings?|holdings?", "", _is_stake),
        _phrase("interest", "interests?", r"(?= (?:in|of)\b)", _is_stake),
        _phrase("equity", "equity", r"(?= (?:stake|interest|in|of)\b)", _is_stake),
        _phrase("private", "take|takes|took|taken|taking", r"[^\n]{1,60}\bprivate\b", _always),
        _phrase("for sale", "up", r" (?:for|to) (?:sale|auction)\b", _always),
        _phrase("approach", "approach(?:ed|es|ing)?", rf"[^\n]{{1,160}}\b(?:{_ABOUT})\b", _always),
        _phrase("interest from", "interest|bids|offers|approaches|inquiries|suitors", r"(?: in [^\n]{1,60})?,? (?:from|including|such as)\b", _always),
        _phrase("buyers for", "buyers|bidders|suitors|acquirers", r" for\b", _always),
        _phrase("wins", "wins?|won|winning", r"[^\n]{0,60}\b(?:(?:war|battle|auction|race|contest|fight|tussle|bid) (?:for|over)|control of)\b", _always),
        _phrase("raises", "rais(?:e|es|ed|ing)", "", _raises),
        _phrase("takes in", "|".join(takes), "", _takes_in),
        _phrase("round", "|".join(re.split("[ -]", noun)[0] for noun in money_nouns), r"(?: [a-z]\b)?(?:-[a-z]+\b)?", _is_round),
        _phrase("total", "total|overall|lifetime|cumulative|aggregate|date|far|time", "", _totals),
        _phrase("led by", "led|backed|joined|supported|anchored|provided|funded", r" by\b", _led),
        _phrase("from", "from", "", _led),
        _phrase("stealth", "stealth", "", _brings_amount),
        _phrase("launches with", "launch(?:es|ed)?|debuts?", r" with\b", _brings_amount),
        _phrase("invests", "(?:re)?invest(?:s|ed|ing)?", "", _invests),
        _phrase("investment", "investments?", "", _is_investment),
        _phrase("puts in", "(?:pump|pour|inject|put|plough|plow)(?:s|ed|ing|ting)?|sank", "", _puts_in),
        _phrase("backs", "backed|backs|bankrolled|seeded|funded|supported", "", _backs),
        _phrase("backing from", "support|backing|funding|money|capital|help|cash", r" (?:from|of)\b", _backs),
        _phrase("investors in", investors, r" (?:in|of)\b", _of_investors),
        _phrase("investors include", investors, r"(?:,? (?:now|already|also|that|who|which|have|has))*,? (?:includ\w+|are|were|is|was|range from|featur\w+|such as|like)\b", _of_investors),
        _phrase("investor Acme", investors, r"(?=,? (?-i:[A-Z]))", _of_investors),
        _phrase("among investors", "among|one|some|as", rf" (?:[\w'’.&-]+ ){{0,5}}{investors}\b", _among_investors),
        _phrase("portfolio", "portfolio", " (?:compan|that|which|includ)", _backs),
        _phrase("investments include", "holdings|investments|bets", ",? (?:include|includ|such as|in )", _backs),
        _phrase("lends", r"(?:provid|arrang)(?:e|es|ed|ing)|underwr\w+", r" [^\n]{0,80}\b(?:financing|loans?|facilit(?:y|ies)|debt)\b", _among_investors),
        _phrase("values", "valu(?:e[sd]?|ing)", "", _values),
        _phrase("worth", "worth", "", _is_worth),
        _phrase("measured", "valuations?|caps?|capitali[sz]ations?", "", _is_measured),
        _phrase("market value", "market", r" values?\b", _is_measured),
    )  # fmt: skip


_ABOUT = "takeover|acquisition|buyout|merger|sale|deal|bid|acquiring|buying|combining|merging"
