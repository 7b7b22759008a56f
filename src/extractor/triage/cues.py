"""The cues: triggers, and what must stand beside each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from extractor.lexicon import load_terms, per_lexicons
from extractor.triage.demands import (
    Site,
    always,
    amount_before,
    amount_follows,
    amount_near,
    buys,
    gets,
    is_bid,
    is_bought,
    is_investment,
    is_named_deal,
    is_owned,
    is_round,
    is_stake,
    led,
    merges,
    name_near,
    names_about,
    of_thing,
    pays,
    raises,
    sells,
    takes_in,
    thing_follows,
    thing_near,
    totals,
)
from extractor.triage.words import any_of, forms, terms_of

Demand = Callable[[Site], bool]


@dataclass(frozen=True, slots=True)
class Cue:
    """A trigger, and what must stand beside it."""

    name: str
    first: re.Pattern[str]
    """The trigger's first word in lower case."""
    pattern: re.Pattern[str]
    """All of it."""
    holds: Demand


def _verb(name: str, verbs: Iterable[str], holds: Demand) -> Cue:
    """A cue of verbs in all their forms."""
    verbs = list(verbs)
    first = "|".join(forms(verb.partition(" ")[0].partition("-")[0]) for verb in verbs)
    return Cue(name, re.compile(first), any_of(map(forms, verbs), re.IGNORECASE), holds)


def _noun(name: str, nouns: Iterable[str], holds: Demand) -> Cue:
    """A cue of nouns, of one or of several, as ``fields/triggers`` reads them."""
    nouns = list(nouns)
    first = "|".join(re.split("[ -]", noun)[0] + "s?" for noun in nouns)
    plural = (re.escape(noun) + "s?" * (noun not in {"sale", "offer"}) for noun in nouns)
    return Cue(name, re.compile(first), any_of(plural, re.IGNORECASE), holds)


def _phrase(name: str, first: str, rest: str, holds: Demand) -> Cue:
    """A cue that begins with one of the words ``first`` and goes on with ``rest``."""
    return Cue(name, re.compile(first), re.compile(rf"\b(?:{first})\b{rest}", re.IGNORECASE), holds)


@per_lexicons
def load_cues() -> tuple[Cue, ...]:
    """All cues; the first use reads the lexicons."""
    investors = r"(?:investors?|backers?|sponsors?|financiers?|shareholders?|funders|supporters|participants)"
    takes = [form for row in load_terms("funding_verbs") for form in row.partition("=")[0].split()]
    money_nouns = [*load_terms("funding_money_nouns"), "series"]
    about = "takeover|acquisition|buyout|merger|sale|deal|bid|acquiring|buying|combining|merging"
    return (
        _verb("buys", terms_of("deal_verbs", "buy"), buys),
        _phrase("takes it over", "tak(?:e|es|en|ing)|took", r" (?:it|them) over\b", always),
        _phrase("hires to sell", "(?:hir|engag|mandat)(?:e|es|ed|ing)|(?:retain|appoint|tap)(?:s|p?ed|p?ing)?", r"[^\n]{1,60}\b(?:to|on) (?:[\w’']+ ){0,3}?(?:sell|selling|sale)\b", always),
        _verb("gets", terms_of("deal_verbs", "get"), gets),
        _noun("acquisition", [noun for noun in terms_of("deal_nouns", "buy") if noun != "buy"], thing_near),
        _noun("buy", ["buy"], is_bought),
        _verb("sells", terms_of("deal_verbs", "sell"), sells),
        _noun("sale", terms_of("deal_nouns", "sell"), thing_near),
        _noun("bid", [noun for noun in terms_of("deal_nouns", "bid") if noun != "deal"], is_bid),
        _phrase("deal for", "deals?", r"(?= [^\n]{0,60}\b(?:for|values?|valued)\b)", amount_near),
        _phrase("named deal", "deals?", "", is_named_deal),
        _phrase("nears deal", "near(?:s|ed|ing)?|clos(?:e|es|ing)|(?:clinch|reach)(?:es|ed)|(?:ink|seal)(?:s|ed)|str(?:ikes|uck)", r"[^\n]{1,40}\bdeal for\b", thing_follows),
        _verb("pays", terms_of("deal_verbs", "bid"), pays),
        _verb("swoops", ["swoop", "pounce", "bid", "vie", "outbid"], of_thing),
        _verb("merges", terms_of("deal_verbs", "merge"), merges),
        _noun("merger", terms_of("deal_nouns", "merge"), merges),
        _phrase("control", "control|ownership", r" of\b", thing_follows),
        _phrase("part of", "part|unit|subsidiary|division|arm", r" of\b", names_about),
        _phrase("new owner", "new", r" (?:\w+ ){0,2}(?:owner|parent)\b", name_near),
        _phrase("stake", "stakes?|shareholdings?|holdings?|positions?", "", is_stake),
        _phrase("interest", "interests?|equity", r"(?= (?:stake|interest|in|of)\b)", is_stake),
        _phrase("private", "take|takes|took|taken|taking|go|goes|going|went", r"[^\n]{1,60}\bprivate\b", always),
        _phrase("for sale", "up|on", r" (?:(?:for|to) (?:sale|auction)|the (?:auction )?block)\b", always),
        _phrase("approach", "approach(?:ed|es|ing)?", rf"[^\n]{{1,160}}\b(?:{about})\b", always),
        _phrase("interest from", "interest|bids|offers|approaches|inquiries|suitors", r"(?: in [^\n]{1,60})?,? (?:from|including|such as)\b", always),
        _phrase("options for", "options|alternatives", r" for\b", thing_follows),
        _phrase("buyers for", "buyers?|bidders?|suitors?|acquirers?|purchasers?", r" (?:for|of)\b", thing_follows),
        _phrase("wins", "wins?|won|winning", r"[^\n]{0,60}\b(?:(?:war|battle|race|contest|fight|tussle|bid) (?:for|over)|auction (?:for|of)|control of)\b", always),
        _phrase("raises", "rais(?:e|es|ed|ing)", "", raises),
        _phrase("takes in", "|".join(takes), "", takes_in),
        _phrase("round", "|".join(re.split("[ -]", noun)[0] for noun in money_nouns), r"(?: [a-z]\b)?(?:-[a-z]+\b)?", is_round),
        _phrase("total", "total|overall|lifetime|cumulative|aggregate|date|far|time", "", totals),
        _phrase("led round", r"(?:co-)?le(?:d|ads?|ading)|joined|anchored|participat\w+", r"[^\n]{1,60}\b(?:[Ss]eries [A-Z]|rounds?|seed|funding|financing|investment)\b", always),
        _phrase("led by", "led|backed|joined|supported|anchored|provided|funded", r" by\b", led),
        _phrase("from", "from", "", led),
        _phrase("stealth", "stealth", "", amount_follows),
        _phrase("launches with", "launch(?:es|ed)?|debuts?", r" with\b", amount_follows),
        _phrase("invests", "(?:re)?invest(?:s|ed|ing)?", "", thing_follows),
        _phrase("investment", "investments?", "", is_investment),
        _phrase("invests in", "investment", " (?:was |is )?in", thing_follows),
        _phrase("puts in", "(?:pump|pour|inject|put|plough|plow|bet)(?:s|ed|ing|ting)?|sank|wrote|pledged|committed", "", amount_follows),
        _phrase("backs", "back(?:ed|s|ing)|bankrolled|seeded|funded|financed|incubated|supported", "", thing_follows),
        _phrase("backed with", "backed|bankrolled|seeded|funded|capitali[sz]ed", " (?:with|by|to)", amount_follows),
        _phrase("backing from", "support|backing|funding|money|capital|help|cash", r" (?:from|of)\b", thing_follows),
        _phrase("investors in", investors, r" (?:in|of)\b", thing_follows),
        _phrase("investors include", investors, r"(?:,? (?:now|already|also|that|who|which|have|has))*,? (?:includ\w+|are|were|is|was|range from|featur\w+|such as|like)\b", thing_follows),
        _phrase("investor Acme", investors, r"(?=,? (?-i:[A-Z]))", always),
        _phrase("Acme's investor", investors, "", is_owned),
        _phrase("in which", "which", r"[^\n]{1,80}\b(?:invested|backed|funded|seeded|incubated|investor|backer|money|stake|interest|shareholding|holding)\b", name_near),
        _phrase("among investors", "among|one|some|as", rf" (?:[\w'’.&-]+ ){{0,5}}{investors}\b", name_near),
        _phrase("portfolio", "portfolio", r" (?:compan|that|which|includ|features|spans|of (?:[\w-]+ ){1,3}(?:that|which|includ|features))", always),
        _phrase("counts among", "counts?|counted|counting|lists?|numbers", r"[^\n]{2,300}\b(?:among|in|as part of) (?:its|their|the \w+'s) (?:[\w-]+ ){0,4}(?:investments|portfolio|holdings|bets)\b", always),
        _phrase("investments include", "holdings|investments|bets", ",? (?:include|includ|such as|in |on |are )", thing_follows),
        _phrase("lends", r"(?:provid|arrang)(?:e|es|ed|ing)|underwr\w+", r" [^\n]{0,80}\b(?:financing|loans?|facilit(?:y|ies)|debt)\b", always),
        _phrase("gives", "lent|lends?|loan(?:s|ed)?|gave|gives|handed|grant(?:s|ed)|award(?:s|ed)|extended|offered|provide[sd]?", r"(?= (?-i:[A-Z\d]))", amount_near),
        _phrase("commits", "commitments?|pledges?", "", amount_near),
        _phrase("given", "awarded|granted|given|lent|loaned|promised|allocated", "", amount_follows),
        _phrase("pays with debt", "debt|loans?|borrowings|notes|bonds|debentures|facilit(?:y|ies)|financing|line|mortgage", "", amount_before),
        _phrase("proceeds", "proceeds", "", amount_near),
        _phrase("values", "valu(?:e[sd]?|ing)", "", amount_near),
        _phrase("worth", "worth", "", amount_follows),
        _phrase("measured", "valuations?|caps?|capitali[sz]ations?", "", amount_near),
        _phrase("market value", "market", r" values?\b", amount_near),
    )  # fmt: skip
