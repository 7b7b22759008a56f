"""Whom "it", "the company", "the startup" means."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractor.entities import Entities, Entity
from extractor.lexicon import load_lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from extractor.mentions.names import NameMention

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_PLURAL_PRONOUNS = frozenset({"they", "them", "their", "themselves"})
_PRONOUNS = frozenset({"it", "its", "itself"})
FIRST_PERSON = frozenset({"we", "us", "our"})
"""What a speaker calls his company."""
_GENERIC = frozenset(
    ["company", "firm", "group", "business", "corporation", "organization", "organisation", "it"]
)
"""Nouns that fit every company."""
_SENTENCES_BACK = 3
_FURTHEST = 200
"""Tokens of a sentence that are looked back over, so that one without end costs what it is long."""
_FIRST = 2
"""Tokens before the name that opens a text: an article, a mark."""
_OFTEN, _OPENING = 3, 40
"""Mentions, and tokens from the text's start, of the company that an article is about."""

_TO_BE = frozenset(["new", "combined", "merged", "enlarged", "resulting"])
"""Of a company that a deal makes: "the [combined] company"."""


def antecedent(token: Token, entities: Entities) -> Entity | None:
    """The one company that the pronoun or definite noun at ``token`` means; None where two could be meant.

    "Lane, a maker of pumps, … The pump maker …": the one introduced by that noun. Otherwise the subject of
    the clauses above, then that of the sentences before; a sentence whose subject is several companies, or
    that names two without making either its subject, leaves it open.
    """
    low = token.lower_
    voice = entities.voice_at(token.i)
    if low in FIRST_PERSON:
        return voice.company if voice is not None and token.text != "US" else None
    if (
        voice is not None
        and low == "company"
        and token.dep_ in {"dobj", "pobj"}
        and voice.company is not None
    ):
        return voice.company  # "Acme bought the company in May," its founder said
    found = _pointed_at(token, entities)
    return None if voice is not None and found == voice.speaker else found  # nobody calls himself "it"


def _pointed_at(token: Token, entities: Entities) -> Entity | None:
    low = token.lower_
    if low in _PLURAL_PRONOUNS or token.tag_ in {"NNS", "NNPS"}:
        return None
    if any(t.lower_ in _TO_BE for t in token.lefts):
        return None
    if low == "it" and (told := _told_after(token, entities)) is not None:
        return told
    if low == "latter":
        named = _companies(_before(token), entities)
        return named[-1] if len(named) > 1 else _last_named(token, entities)
    if low not in _PRONOUNS and any(t.lower_ == "that" for t in token.lefts):
        return _last_named(token, entities)
    if low not in _PRONOUNS and (described := described_as(token, entities)) is not None:
        return described
    found, open_ = _above(token, entities)
    if found is not None or open_:
        return found
    if (speaker := _said_by(token, entities)) is not None:
        return speaker
    if low == "its" and (owner := _owner_before(token, entities)) is not None:
        return owner
    if low == "it" and (weighed := _for_whom(token, entities)) is not None:
        return weighed
    before = subject_before(token, entities) or (protagonist(entities, token.i) if low == "company" else None)
    return before or (_only_before(token, entities) if low not in {"its", "itself"} else None)


def _said_by(token: Token, entities: Entities) -> Entity | None:
    """The company that is told behind to say the sentence: "Sales fell after the sale of [its] mills, Lane said"."""
    for head in token.ancestors:
        if head.lemma_ != "say":
            continue
        for child in head.children:
            named = _named_at(child, entities) if child.dep_ in _SUBJECTS and child.i > token.i else None
            if named is not None:
                return named if named.type == "company" and _may_act(named) else None
    return None


def _last_named(token: Token, entities: Entities) -> Entity | None:
    """The last company that the sentence before names: "She ran a startup called [Lane]. Bolt bought that startup"."""
    at = token.sent.start
    named = _companies(token.doc[at - 1].sent, entities) if at else []
    return named[-1] if named and _may_act(named[-1]) else None


def _owner_before(token: Token, entities: Entities) -> Entity | None:
    """The one company that the sentence names before "its", as an owner: "The deal marks a shift in [Lane]'s plans and its bid for Bolt"."""
    named = _companies(_before(token), entities)
    if len(named) != 1 or not _may_act(named[0]):
        return None
    owns = any(t.tag_ == "POS" and entities.at(t.i - 1) == named[0] for t in _before(token)[1:])
    return named[0] if owns else None


def _for_whom(token: Token, entities: Entities) -> Entity | None:
    """For whom the sentence weighs something: "For [Lane], with its 90 shops, the deal is a leap after it bought Bolt"."""
    first = token.sent.start
    span = _before(token)[1:]
    return _opening(span, entities) if token.doc[first].lower_ == "for" and len(span) > 1 else None


def _told_after(token: Token, entities: Entities) -> Entity | None:
    """The subject that a clause before it points forward to: "Since Acme bought [it], Bolt has grown"."""
    clause = token.head
    if token.dep_ not in {"dobj", *_SUBJECTS} or clause.dep_ != "advcl" or clause.head.i < clause.i:
        return None
    subject = next((c for c in clause.head.lefts if c.dep_ in _SUBJECTS and c.i > clause.i), None)
    told = entities.at(subject.i) if subject is not None else None
    opens = min(t.i for t in clause.subtree) == clause.sent.start
    inside = told is not None and any(entities.at(t.i) == told for t in clause.subtree)
    return told if opens and told is not None and _may_act(told) and not inside else None


def _may_act(entity: Entity) -> bool:
    """Whether a pronoun may mean it: a company, or what may be one."""
    company = entity.type in {"company", "other"}
    return company and not entity.is_public_body and not entity.is_bystander


def protagonist(entities: Entities, before: int) -> Entity | None:
    """The company that the article is about: named where it opens, ``before`` a token, and more often than any other."""
    known = sorted(
        (e for e in entities.all if e.type == "company" and _may_act(e)), key=lambda e: -len(e.mentions)
    )
    if not known or known[0].mentions[0].first > min(before, _OPENING):
        return None
    most, others = len(known[0].mentions), max((len(e.mentions) for e in known[1:]), default=0)
    return known[0] if most >= _OFTEN and most > others else None


def first_named(entities: Entities) -> Entity | None:
    """The company whose name opens the text, where it is named again and again."""
    first = min(entities.all, key=lambda e: e.mentions[0].first, default=None)
    if first is None or first.mentions[0].first > _FIRST or len(first.mentions) < _OFTEN:
        return None
    return first if first.type == "company" and _may_act(first) else None


def heading_above(token: Token, entities: Entities) -> Entity | None:
    """The company whose name alone is the heading of the sentence."""
    at = token.sent.start
    words = [t for t in token.doc[at - 1].sent if not t.is_space] if at else []
    named = {entity for t in words if (entity := entities.at(t.i)) is not None}
    if len(named) != 1 or any(entities.at(t.i) is None for t in words):
        return None
    only = named.pop()
    return only if _may_act(only) else None


def _companies(span: Span, entities: Entities) -> list[Entity]:
    """The companies that a stretch names, in reading order."""
    found: dict[int, Entity] = {}
    for token in span:
        entity = entities.at(token.i)
        if entity is not None and entity.type in {"company", "other"} and not _is_heading(token, entities):
            found.setdefault(entity.key, entity)
    return list(found.values())


def described_as(token: Token, entities: Entities) -> Entity | None:
    """The one company that the text introduced by this noun and these modifiers."""
    modifiers = {
        t.lower_
        for t in token.lefts
        if t.dep_ in {"compound", "amod", "nmod"} and t.pos_ in {"NOUN", "ADJ", "PROPN"}
    }
    noun = token.lower_
    if noun in _GENERIC and not modifiers:
        return None
    known = [e for e in entities.all if _may_act(e) and e.mentions[0].first < token.i]
    wanted = modifiers | ({noun} if noun not in _GENERIC else set())
    for words in (wanted, {noun} - _GENERIC):
        fit = [e for e in known if words and words <= e.described]
        if len(fit) == 1:
            return fit[0]
    return None


def _above(token: Token, entities: Entities) -> tuple[Entity | None, bool]:
    """The company that is subject of a clause above; whether another subject leaves it open."""
    for head in token.ancestors:
        for child in head.lefts:
            if child.dep_ not in _SUBJECTS or child.i >= token.i or child == token:
                continue
            if _goes_on_with(token, child):
                return antecedent(child, entities), False
            if token in child.subtree or (
                token.lower_ == "it" and token.dep_ == "dobj" and token.head == head
            ):
                continue  # "Lane bought it": not Lane
            if (leader := _leader(child, entities)) is not None:
                return leader, False
            if token.lower_ == "its" and (pointed := _pointed_through(child, head, entities)) is not None:
                return pointed, False
            if token.lower_ == "it" and (owner := _agent(token, head, entities)) is not None:
                return owner, False
            entity = _named_at(child, entities)
            said = token.head.dep_ == "ccomp" and token.head.head == head
            if entity is None and said and token.lower_ == "it" and _is_authority(child):
                return None, True
            if entity is not None and head.lemma_ in _REPORTS and token.lower_ not in _PRONOUNS:
                others = [e for e in _companies(token.doc[head.i : token.i], entities) if e != entity]
                if others:
                    return (others[0], False) if len(others) == 1 else (None, True)
            if entity is not None and _may_act(entity) and _is_another(token, head, entity, entities):
                continue
            if entity is not None and _may_act(entity):
                return (None, True) if list(child.conjuncts) else (entity, False)
            sells = head.lemma_ == "sell" and token.lower_ in _GENERIC - {"it"}
            if sells and entity is not None and entity.type == "person":
                theirs = _companies(token.doc[child.i + 1 : head.i], entities)
                if len(theirs) == 1:
                    return theirs[0], False  # "Jane Doe, the founder of Lane, sold the company"
    return None, False


def _pointed_through(subject: Token, verb: Token, entities: Entities) -> Entity | None:
    """Whom a subject stands for that "its" goes on with: "[Lane], which likes its deal", "[Lane]'s chief said the company liked its deal"."""
    if subject.lower_ == "which" and verb.dep_ == "relcl":
        named = entities.at(verb.head.i)
        return named if named is not None and _may_act(named) else None
    definite = subject.lower_ in _GENERIC and any(t.lower_ == "the" for t in subject.lefts)
    return antecedent(subject, entities) if definite and entities.at(subject.i) is None else None


def _agent(token: Token, verb: Token, entities: Entities) -> Entity | None:
    """Who does what is told in the passive, where another "it" is done to: "Bolt was owned by [Lane], since it bought it"."""
    later = any(t.lower_ == "it" and t.dep_ in {"dobj", "pobj"} for t in token.head.subtree)
    if token.dep_ != "nsubj" or not later:
        return None
    by = (c for a in verb.rights if a.dep_ == "agent" and a.i < token.i for c in a.children)
    return next((e for c in by if (e := entities.at(c.i)) is not None), None)


_LEADS = frozenset(["headed", "led"])
_GROUPS = frozenset(["consortium", "group", "syndicate", "team"])


def _leader(noun: Token, entities: Entities) -> Entity | None:
    """Who leads a group that nobody names: "a consortium led by [Lane] said it"."""
    if noun.lower_ not in _GROUPS:
        return None
    for t in noun.doc[noun.i + 1 : noun.i + 6]:
        if t.lower_ == "by" and t.nbor(-1).lower_ in _LEADS:
            return next((e for c in t.children if c.dep_ == "pobj" and (e := entities.at(c.i))), None)
    return None


def _is_authority(noun: Token) -> bool:
    """Whether the noun is the state, or an office of it, that "it" means: "the [government] said it would not bid"."""
    bodies = load_lexicon("public_bodies") | {"regulator", "watchdog"}
    return noun.tag_ == "NN" and noun.lower_ in bodies and noun.head.lemma_ in load_lexicon("say_verbs")


_REPORTS = frozenset(["report", "write"])
"""What papers do, of whom "the company" is not said: "The Post reported that Lane bid for [the company]"."""


def _named_at(token: Token, entities: Entities) -> Entity | None:
    """Whom a noun names, itself or with the name right behind it: "the pump [maker] Lane", of which the parse makes the noun the head."""
    named = entities.at(token.i)
    if named is None and token.pos_ == "NOUN" and token.i + 1 < len(token.doc) and token.whitespace_:
        mention = entities.mention_at(token.i + 1)
        named = entities.at(token.i + 1) if mention is not None and mention.first == token.i + 1 else None
    return named


def _goes_on_with(token: Token, first: Token) -> bool:
    """Whether "it" is that of the first of several clauses: "In May [it] bought Bolt, and in July it acquired Core"."""
    pronouns = token.lower_ == "it" == first.lower_ and token.dep_ in _SUBJECTS
    return pronouns and token.head.dep_ == "conj" and first.head.dep_ != "conj"


def _before(token: Token) -> Span:
    """What stands before it in its sentence, so far as is looked back."""
    return token.doc[max(token.sent.start, token.i - _FURTHEST) : token.i]


def _only_before(token: Token, entities: Entities) -> Entity | None:
    """The one company that its sentence names before it: "[Lane]'s founders sold the company"."""
    if token.dep_ not in _SUBJECTS and token.lower_ == "it":
        return None
    before = _before(token)
    above = _told_in_relative(token, entities)
    named = [
        e
        for e in _companies(before, entities)
        if e not in above and _may_act(e) and not _is_aside(token, _mention_in(before, e, entities))
    ]
    only = named[0] if len(named) == 1 else _opening(before, entities) if token.lower_ == "it" else None
    return only if only is not None and _may_act(only) else None


def _is_aside(token: Token, named: NameMention | None) -> bool:
    """Whether a name before the token only says where it was told, or what another owns."""
    return is_source(token.doc, named) or (named is not None and is_told_beside(token, named.first))


def is_told_beside(token: Token, k: int) -> bool:
    """Whether the name at ``k`` stands in a relative clause that ends before the token: "The firm, which owns [Bolt], sold its mills"."""
    clauses = (t for t in token.doc[k].ancestors if t.dep_ == "relcl")
    return any(t.right_edge.i < token.i and t.head.i < k for t in clauses)


_BEFORE_NAME = frozenset(["DET", "ADJ", "NOUN", "PROPN", "PART", "SPACE"])


def _told_in_relative(token: Token, entities: Entities) -> set[Entity]:
    """Whom a relative clause around it is about: "to sell [Bolt], which it bought", "[Bolt], the mill it bought"."""
    if token.head.dep_ != "relcl":
        return set()
    head = token.head.head
    told = (head, head.head) if head.dep_ == "appos" else (head,)
    return {entity for t in told if (entity := entities.at(t.i)) is not None}


def _opening(span: Span, entities: Entities) -> Entity | None:
    """The name that opens a sentence, with its nouns: "The paint maker [Lane], spun out of Bolt, said it would be sold"."""
    for token in span:
        if (entity := entities.at(token.i)) is not None and entity.type == "company":
            return entity
        if token.pos_ not in _BEFORE_NAME and token.lower_ not in {"-", "‑", "based"}:
            return None
    return None


def _is_another(token: Token, verb: Token, subject: Entity, entities: Entities) -> bool:
    """Whether a noun stands for another than the subject of its own clause, which would be "it": "Acme is likely to push for a sale of [the company]"."""
    if token.lower_ in _PRONOUNS or any(t.lower_ in {"'s", "’s"} for t in token.rights):
        return False
    for t in (token, *token.ancestors):
        if t == verb:
            break
        if t.dep_ in {"ccomp", "advcl", "relcl", "acl", "parataxis"}:
            return False
    named = [e for e in _companies(_before(token), entities) if e != subject]
    return len(named) == 1


def subject_before(token: Token, entities: Entities) -> Entity | None:
    """The subject of a sentence before, or the one company that it names where it has no named subject."""
    at = token.sent.start
    for back in range(_SENTENCES_BACK):
        if at <= 0:
            return None
        sentence = token.doc[at - 1].sent
        main = next((t for t in sentence.root.lefts if t.dep_ in _SUBJECTS), None)
        points = main is not None and main.lower_ in _GENERIC and entities.at(main.i) is None
        if points and main is not None and any(t.lower_ == "the" for t in main.lefts):
            at = sentence.start  # "Lane grew. The company, of which Bolt owns a tenth, closed a mill. It"
            continue
        if not any(t.pos_ in {"VERB", "AUX"} for t in sentence):
            at = sentence.start  # a heading
            continue
        subjects = [t for t in sentence if t.dep_ in _SUBJECTS and _named_at(t, entities) is not None]
        for subject in subjects:
            entity = _named_at(subject, entities)
            if entity is not None and _may_act(entity) and not _is_heading(subject, entities):
                return None if _joint(subject, entities) else entity
        named = [e for e in _companies(sentence, entities) if not _is_beside(sentence, e, entities)]
        if named and (not subjects or (back == 0 and _founded(sentence, named[0], entities))):
            return named[0] if len(named) == 1 and _may_act(named[0]) else None
        at = sentence.start
    return None


def _mention_in(span: Span, named: Entity, entities: Entities) -> NameMention | None:
    """The first writing of a name in a stretch."""
    return next((m for t in span if entities.at(t.i) == named and (m := entities.mention_at(t.i))), None)


def _is_beside(sentence: Span, named: Entity, entities: Entities) -> bool:
    """Whether a sentence names it as a source or as what another owns: "according to [Lane]", "its [Lane] business"."""
    first = _mention_in(sentence, named, entities)
    owned = first is not None and first.first > 0 and sentence.doc[first.first - 1].lower_ in {"its", "their"}
    return owned or is_source(sentence.doc, first)


_ACCORDING = re.compile(
    r"\baccording to (?:(?:an?|the) )?(?:(?:[a-z]+ ){0,2}(?:report|article|story|column)s? (?:by|in|from) )?(?:the (?:\w+ ){0,2})?$",
    re.IGNORECASE,
)
_LONGEST_SOURCE = 16
"""Tokens before a name that may say that it is a source."""


def is_source(doc: Doc, mention: NameMention | None) -> bool:
    """Whether the name only says where it was told: "according to a report in [the Dunlin Post]"."""
    if mention is None:
        return False
    before = doc[max(mention.first - _LONGEST_SOURCE, 0) : mention.first].text_with_ws
    return _ACCORDING.search(before) is not None


_FOUNDS = frozenset(["build", "co-found", "create", "found", "head", "lead", "own", "run", "sell", "start"])
"""What people do with a company of theirs."""
_FOUNDERS = frozenset(["chief", "founder", "founders", "head", "owner"])


def _founded(sentence: Span, company: Entity, entities: Entities) -> bool:
    """Whether a person is told to have made or run the company: "Jane Doe co-founded [Lane]"."""
    told = (
        t
        for t in sentence
        if (t.dep_ == "dobj" and t.head.lemma_.lower() in _FOUNDS)
        or (t.dep_ == "attr" and t.lower_.rpartition("-")[2] in _FOUNDERS)
    )
    return any(entities.at(k.i) == company for t in told for k in t.subtree)


def _is_heading(named: Token, entities: Entities) -> bool:
    """Whether the name only heads what follows: "[Initiatives]: the company bought"."""
    mention = entities.mention_at(named.i)
    return mention is not None and named.doc[mention.last : mention.last + 1].text == ":"


def _joint(subject: Token, entities: Entities) -> bool:
    """Whether the subject is several companies: "Lane and Bolt said"."""
    return any(
        (other := entities.at(t.i)) is not None and other != entities.at(subject.i) for t in subject.conjuncts
    )
