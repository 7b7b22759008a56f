"""The least that must stand beside a trigger for a rule to read anything of it."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractor.fields.funding.round_words import money_words
from extractor.lexicon import load_lexicon, load_terms, per_lexicons
from extractor.triage.beside import count_names, ends_named, is_business, is_named, is_thing
from extractor.triage.words import any_of, forms

NO_AMOUNT = 10_000
"""A distance that no amount has."""


class Site(NamedTuple):
    """A trigger and its surroundings, no farther than its sentence."""

    word: str
    """The trigger in lower case."""
    before: str
    after: str
    money_before: int
    """Characters between the nearest amount in ``before`` and the trigger, or NO_AMOUNT."""
    money_after: int


# --- what most triggers ask for ----------------------------------------------------------------------


def always(site: Site) -> bool:
    """Nothing more: up for [sale]."""
    return True


def thing_follows(site: Site) -> bool:
    """[invested] in Bolt; an [investor in] the company."""
    return is_thing(site.after[:90])


_OF = re.compile(
    r"\b(?:of|for|from|by|on|in|with|between|into|valu(?:e[sd]?|ing)|includ(?:e[sd]?|ing)|such as|like|was)\b"
)


def of_thing(site: Site) -> bool:
    """[swooped] for Bolt; an [offer] from Acme; the [bid] values Bolt at."""
    of = _OF.search(site.after, 0, 90)
    return of is not None and is_thing(site.after[of.end() : of.end() + 60])


def thing_near(site: Site) -> bool:
    """the [acquisition] of Bolt; Acme's $5 million [takeover]."""
    return of_thing(site) or ends_named(site.before)


def name_near(site: Site) -> bool:
    """[merge] with Bolt; Acme and Bolt [merge]; counts Acme [among its investors]."""
    return is_thing(site.after[:90]) or is_named(site.before[-60:])


def amount_follows(site: Site) -> bool:
    """[worth] $5 million; emerges from [stealth] with $5 million."""
    return site.money_after < 40


def pays(site: Site) -> bool:
    """[paid] $5 million; the $5 million that Acme [paid] for Bolt."""
    return amount_follows(site) or (site.money_before < 50 and thing_follows(site))


def amount_near(site: Site) -> bool:
    """a $5 million [valuation]; [values] Bolt at $5 million."""
    return site.money_before < 30 or site.money_after < 130


def amount_before(site: Site) -> bool:
    """$5 million of new bank [debt]."""
    return site.money_before < 60


# --- what some ask for besides -----------------------------------------------------------------------

_READERS = re.compile(r"\b(?:[Yy]ou|(?:[Ii]nvestors|[Ss]hareholders|[Tt]hose|persons) who)(?:\s\w+){0,2}\s$")
"""Who buys that is no company: "if you [purchased] shares"."""
_NO_OBJECT = re.compile(
    r"\W*(?:ratings?|recommendations?|calls?|side|orders?|signals?|price|agreements?|warrants?|options?|power|and hold|or sell|the dip|back)\b",
    re.IGNORECASE,
)
"""What follows where the word is no verb: "a [buy] rating"."""


def buys(site: Site) -> bool:
    """Acme [buys] Bolt; Bolt, [bought] by Acme."""
    if _READERS.search(site.before) or _NO_OBJECT.match(site.after):
        return False
    done = site.word[-2:] in {"ed", "ht", "en"}
    return is_thing(site.after[:80]) or site.money_after < 80 or (done and is_thing(site.before[-100:]))


def gets(site: Site) -> bool:
    """[lands] Bolt for $5 million."""
    return site.money_after < 60 and is_named(site.after[: site.money_after])


def is_bought(site: Site) -> bool:
    """Acme closes its Bolt [buy]; not "a buy rating"."""
    return ends_named(site.before) and not _NO_OBJECT.match(site.after)


def sells(site: Site) -> bool:
    """[sell] Bolt to Acme; [sells] its paper unit; the unit was [sold]; [sheds] Bolt."""
    _, _, to = site.after[:120].partition(" to ")
    sheds = site.money_after < 80 or _divests().fullmatch(site.word) is not None
    return (
        (sheds and is_thing(site.after[:60]))
        or is_named(to[:60])
        or is_business(site.after[:80])
        or is_business(site.before[-80:])
        or re.search(r"% of |per cent of ", site.after[:40]) is not None
    )


@per_lexicons
def _divests() -> re.Pattern[str]:
    return any_of(map(forms, load_lexicon("divesting_verbs")))


def is_bid(site: Site) -> bool:
    """a [bid] for Bolt; rejected Acme's [offer]; not "to [offer] Bolt"."""
    return thing_near(site) and not _TO_OFFER.search(site.before)


_TO_OFFER = re.compile(
    r"\b(?:to|will|would|can|could|may|might|and|or|we|they|you|that|which|not|also|who) $"
)


def is_named_deal(site: Site) -> bool:
    """Acme's $5 million Bolt [deal]; Acme's [deal] for Bolt."""
    if site.after.startswith(" for "):
        return is_owned(site) and is_thing(site.after[4:60])
    return site.money_before < 60 and ends_named(site.before) and _OWNER.search(site.before[-90:]) is not None


_OWNER = re.compile(r"['’]s? ")


def is_stake(site: Site) -> bool:
    """raised its [stake] in Bolt; sold a 5% Bolt [stake]; talks for a [stake] in Bolt."""
    return thing_near(site) and any(_moves_stake().search(words) for words in (site.before, site.after))


@per_lexicons
def _moves_stake() -> re.Pattern[str]:
    verbs = load_lexicon("stake_verbs") | load_lexicon("stake_sale_verbs")
    return any_of([*map(forms, verbs), "talks", "discussions", "negotiations"])


def merges(site: Site) -> bool:
    """will [merge] with Bolt; Acme and Bolt [merge]."""
    return of_thing(site) or count_names(site.before) > 1


_BECOME = re.compile(r"\b(?:bec(?:ame|omes?|oming)|been) (?:[\w-]+ ){0,3}$")


def names_about(site: Site) -> bool:
    """Bolt became [part of] Acme."""
    return _BECOME.search(site.before) is not None and is_named(site.after[:60])


# --- money raised ------------------------------------------------------------------------------------


@per_lexicons
def _money_nouns() -> re.Pattern[str]:
    return any_of([*map(re.escape, load_terms("funding_money_nouns")), "series [a-z]", "money", "cash", "amount", "sum"], re.IGNORECASE)  # fmt: skip


@per_lexicons
def _only_money_words() -> re.Pattern[str]:
    """Nothing but what the rules let stand between a word of raising and its amount."""
    return re.compile(
        rf"(?:[\s,]*(?:\([^)]*\)|(?:last|early|late) \w+|\b{money_words()}\b))*[\s,(]*", re.IGNORECASE
    )


_FROM = re.compile(r"\b(?:from|led by|with participation)\b")
_TO_GROW = re.compile(r"\b(?:to|from|for|led by|at an?|before|prior|so far|in total|since)\b", re.IGNORECASE)
"""What headlines write after the amount: "Acme bags $5 million to sell pumps"."""


def raises(site: Site) -> bool:
    """[raised] about $5 million; [raise] money from Bolt."""
    return _takes_amount(site) or _is_funded(site)


def takes_in(site: Site) -> bool:
    """[landed] $5 million in seed funding; [bags] $5 million to grow; [closed] its Series B led by Bolt."""
    if site.word == "net" and site.before[-1:] != " ":
        return False
    if not _takes_amount(site):
        return _is_funded(site)
    rest = site.after[: site.money_after + 100]
    return _money_nouns().search(rest) is not None or _TO_GROW.search(rest) is not None


def _takes_amount(site: Site) -> bool:
    """[raised] just under $5 million."""
    between = site.after[: site.money_after]
    return site.money_after < 90 and _only_money_words().fullmatch(between) is not None


def _is_funded(site: Site) -> bool:
    """[received] seed funding from Bolt."""
    by = _FROM.search(site.after, 0, 90)
    return (
        by is not None
        and is_named(site.after[by.end() : by.end() + 60])
        and _money_nouns().search(site.after, 0, by.start()) is not None
    )


def is_round(site: Site) -> bool:
    """a $5 million seed [round]; a [round] of $5 million; [round] ($5 million)."""
    between = site.before[len(site.before) - site.money_before :]
    return site.money_after < 12 or (
        site.money_before < 70 and _only_money_words().fullmatch(between) is not None
    )


def totals(site: Site) -> bool:
    """[total] funds of $5 million; $5 million in funding to [date]."""
    near = min(site.money_before, site.money_after) < 90
    return (
        near
        and re.search(r"\b(?:fund|financ|rais|receiv|secur|money (?:brings|takes))", site.before + site.after)
        is not None
    )


def led(site: Site) -> bool:
    """the round was [led by] Bolt."""
    return _money_nouns().search(site.before[-60:]) is not None and is_named(site.after[:60])


def is_owned(site: Site) -> bool:
    """Bolt is Acme's biggest [backer]."""
    return _OWNED.search(site.before[-60:]) is not None


_OWNED = re.compile(r"\b[A-Z][\w.&-]{0,40}['’]s? (?:[\w-]{1,40} ){0,3}$")


def is_investment(site: Site) -> bool:
    """Acme's early [investment] in Bolt."""
    owned = re.search(r"['’]s? (?:[\w-]+ ){0,3}$", site.before)
    return owned is not None and site.after.startswith(" in ") and is_thing(site.after[:60])
