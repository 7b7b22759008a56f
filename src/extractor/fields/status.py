"""How far a deal has come, by the words around the one that names it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from extractor.fields.candidate import Status

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extractor.fields.phrases import Reader

_BEFORE = 110
"""Characters before the trigger in which a cue may stand."""

_TERMINATED = re.compile(
    r"""\b(?: reject(?:s|ed|ing|ion)? | rebuff(?:s|ed|ing)? | spurn(?:s|ed|ing)? | rebuked | snub(?:s|bed)
      | turn(?:s|ed|ing)?\ (?:down|away) | withdr(?:ew|aws?|awn|awing|awal) | call(?:s|ed|ing)?\ off | abandon(?:s|ed|ing)?
      | vot(?:es?|ed|ing)\ (?:down|against) | terminat(?:es?|ed|ing|ion) | block(?:s|ed|ing)? | pull(?:s|ed|ing)?\ (?:out|the\ plug|its|their|an?) | back(?:s|ed|ing)?\ (?:out|away)
      | walk(?:s|ed|ing)?\ away | scrap(?:s|ped|ping)? | scuppere?d? | (?<!from\ )(?<!from\ the\ )collaps(?:es|ed|e) | drop(?:s|ped|ping)?(?:\ (?:an?|[£$€¥₹]|its|the|their|his|her|out|plans?|bids?|talks|attempts)|(?=\ $)) | fail(?:s|ed|ure)?
      | cancel(?:s|led|ed|ling)? | ditch(?:es|ed) | shelve[sd]? | (?:(?<!the\ )(?<!-)end(?:s|ed|ing)?|halt(?:s|ed|ing)?|suspend(?:s|ed|ing)?)(?:\ (?:its|the|their|(?:takeover\ |merger\ )?(?:talks|discussions|negotiations)|merger|takeover|an?)|(?=\ $)) | nixe[sd] | vetoe[sd] | fell\ (?:through|apart) | unwound?
      | came\ close\ to | (?:nearly|almost)(?=\s*$) | (?:tried|attempted)\ (?:and\ failed\ )?to(?!\ (?:block|stop|halt|prevent|thwart)\b) | f(?:ought|ended)\ off | s(?:aw|een)\ off | repell?ed | no\ longer | lost\ out | denie[sd] | ruled?\ out | rul(?:es|ing)\ out | decided\ (?:not\ to|against) | break(?:s|ing)?\ off
      | broke\ off | dismiss(?:es|ed) | thwart(?:s|ed) | derail(?:s|ed) | unsuccessful(?:ly)? | aborted | (?:(?:will|would|did|could|does|do|has|have|is|was)(?:n['’]t|\ not)|won['’]t|never)\b(?!\s(?:support|back|oppose|block|intervene|challenge|object|stand)\b)(?=(?:\s[\w’'-]+){0,4}\s*$)
      | sa(?:id|ys)\ no\ to | not\ (?:interested|going|planning|(?:be\ )?(?:proceed|pursu)(?:e|ing)?)
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_RUMORED = re.compile(
    r"""\b(?: in\ (?:(?:early|advanced|exclusive|preliminary|late|late-stage|early-stage|final|serious|initial|active|private|takeover|merger|the\ final\ stages\ of)[\ -]?(?:stage\ )?)*(?:talks|discussions?|negotiations)
      | (?:hold(?:s|ing)?|held|begun|started|opened|entered(?:\ into)?|exploratory|preliminary|early|advanced|exclusive|merger|takeover|ongoing)\ (?:\w+\ )?(?:talks|discussions|negotiations|exclusivity) | exclusivity
      | consider(?:s|ed|ing)? | weigh(?:s|ed|ing)? | explor(?:es?|ed|ing) | mull(?:s|ed|ing)? | ey(?:es|ed|eing) | eyeing | stud(?:ies|ied|ying)
      | interest(?:ed)?\ in | nears? | nearing | close\ to(?!\ [$£€¥₹\d]) | closing\ in\ on | near\ (?:a\ )?deal | rumou?r(?:ed|s)? | reportedly | said\ to\ be | believed\ to | understood\ to\ be | tipped
      | could | (?<!\bin\ )(?<!\bof\ )(?<!\bby\ )(?<!\bon\ )(?<!since\ )(?<!until\ )(?<!last\ )(?<!this\ )(?<!next\ )(?<!early\ )(?<!late\ )may(?!\ \d) | might | possibl[ey] | potential(?:ly)? | look(?:s|ed|ing)?\ (?:to|at|for|into) | (?:is|are|was|were|be)\ seeking | seeks?\ to(?!\ (?:block|stop|halt|prevent|thwart|challenge|break|undo)\b) | hop(?:es|ed|ing)\ (?:to|that) | (?:call|press|push)(?:s|es|ed|ing)?\ for(?=\ (?:\w+\ ){1,2}$) | want(?:s|ed)?\ to | keen\ (?:to|on)
      | poised | about\ to | (?<!won\ the\ )(?<!wins\ )(?<!wins\ the\ )race\ (?:to|for) | talks\ (?:for|between|with) | plot(?:s|ting|ted)? | circl(?:es?|ing) | courting | pursu(?:es?|ed|ing) | prepar(?:es|ed|ing) | planning\ to | plans\ for | likely | approach(?:ed|es|ing)? | set\ its\ sights | discuss(?:es|ed|ing)? | if | whether | contemplat(?:es?|ing|ed)
      | vying | front-?runner | in\ the\ (?:running|frame|hunt) | favou?rite | lining\ up | line[sd]?\ up | working\ (?:with\ [\w\ ]{1,40}?\ )?on | on\ the\ verge | negotiat(?:es?|ing|ed) | bidders? | suitors? | (?<!won\ the\ )(?<!wins\ )auction | tak(?:e|es|ing)\ aim
      | (?:hir(?:es?|ed|ing)|retain(?:s|ed|ing)|appoint(?:s|ed|ing)?|tapp(?:ed|ing)|engag(?:es|ed|ing)|mandat(?:es|ed|ing)|work(?:s|ed|ing)\ with)\ (?:[\w&.’'-]+\ ){1,5}?(?:to|on)
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_PROPOSED = re.compile(
    r"""\b(?: bids? | bidding | offers? | offered | offering | propos(?:al|als|es|ing|ed(?!\s$)) | letter\ of\ intent | LOIs? | non-?binding | unsolicited | hostile
      | put\ up\ for\ sale | up\ for\ sale | counter-?(?:bid|offer) | indicative | memorandum\ of\ understanding | seeking\ approval
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_ANNOUNCED = re.compile(
    r"""\b(?: agree(?:s|d|ing)?\b | agreement | definitive | will | shall | would | going\ to | plan(?:s|ned|ning)?\ to | intend(?:s|ed|ing)?\ to | intention | set\ to | sign(?:s|ed|ing)? | deal\ to
      | accept(?:s|ed) | recommend(?:s|ed)? | approv(?:es?|ed) | clear(?:s|ed) | expect(?:s|ed|ing)? | decided\ to | pending | oppos(?:es?|ed|ing) | challeng(?:es?|ed|ing) | su(?:es?|ed|ing)\ to | proposed | planned | upcoming | struck | reach(?:es|ed) | clinch(?:es|ed)
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:announc(?:es?|ed|ing|ement)|unveil(?:s|ed)?|confirm(?:s|ed)?|reveal(?:s|ed)?|win(?:s|ning)?|won)\b",
    re.IGNORECASE,
)
_COMPLETED = re.compile(
    r"""\b(?: (?<!\bto\ )complet(?:es?|ed|ion|ing)(?:\ of)? | (?<=the\ )closing\ of | (?<!\bcan\ )(?<!\bcould\ )(?<!\bmay\ )(?<!\bmust\ )clos(?:es?|ed)(?!\ to) | finali[sz](?:es?|ed) | concluded | (?:has|have|had)\ (?:\w+\ )?(?:acquired|bought|purchased|sold|merged|taken) | (?:has|have|had)\ (?:also\ )?made(?=\ (?:\w+\ ){0,3}$) | (?:oversaw|orchestrated|engineered|steered|until)(?=\ (?:the|its|their|his|her)\ (?:\w+\ ){0,2}$) | fresh\ from | following | after | since | successful(?:ly)? | integrat(?:ion\ of|es|ed|ing) | (?:boosted|driven|helped|fuel(?:l)?ed|aided|supported|reflecting)\ by | (?:thanks|due|owing)\ to | benefit(?:s|ed|ting|ing)?\ from | contributions?\ (?:from|of) | impact\ of | synergies\ from | recent\ (?:acquisitions|buyouts|deals|purchases|takeovers|transactions)\b(?=.{0,60}\binclud) | formed\ (?:through|by|from|after|in) | born\ (?:out\ )?of
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_ACCEPTED = re.compile(
    r"\b(?:agree(?!ment)|accept|recommend|definitive|endors|backs|backed (?:the|an?)\b)", re.IGNORECASE
)
_TRIED = re.compile(
    r"\s(?:(?P<talk>talks|discussions|negotiations|interest|speculation|rumou?rs?)|bids?|offers?|approach(?:es)?|proposals?|attempts?|battle)\b",
    re.IGNORECASE,
)
"""What follows "takeover" where it is only spoken of or tried."""
_BARRED = re.compile(
    r"\b(?:ban|bar|block|forbid|keep|prevent|prohibit|restrain|stop)(?:ping|ring|ning|ing)?\s[^;]{2,80}?\sfrom\s$",
    re.IGNORECASE,
)
"""What a deal is before somebody stops it: "a lawsuit [to stop Acme from] buying Bolt"."""
_AFTER_WHICH = re.compile(
    r"\b(?:after|since|following|upon|by|from|through|(?:known|famous) for)\s$", re.IGNORECASE
)
_ADVISED = re.compile(
    r"\b(?:should|could|may|might|must|(?<!vote\s)(?<!voted\s)(?<!agree\s)(?<!agreed\s)(?<!decide\s)(?<!decided\s)to)\s$",
    re.IGNORECASE,
)
"""What only might end a deal: "regulators [should] reject the plan"."""
_ENDS = re.compile(
    r"""^(?:(?!\safter\s)[^.;]|\.(?=\d)){0,60}? \b(?: but\ (?:\w+\ )?(?:scrapped|dropped|abandoned|withdrew|pulled\ out|walked\ away|called\ (?:it\ )?off|terminated|cancell?ed) | before\ (?:abandoning|scrapping|calling\ off|terminating|dropping|walking\ away|pulling\ out|backing\ out) | which\ (?:turned\ it\ down|rejected\ (?:it|the)|refused|declined|said\ no) | (?:has|have)\ (?:ended|collapsed) | (?<!from\ )(?<!of\ )(?<!of\ the\ )(?<!from\ the\ )collapse[sd]? | did(?:\ not|n['’]t)\ (?:materiali[sz]e|proceed|succeed|go\ (?:ahead|through)) | (?:never|not)\ materiali[sz]ed? | c[ao]mes?\ to\ (?:nothing|nought|naught) | f[ae]ll(?:s|en|ing)?\ (?:through|apart) | br(?:eak|oke)n?s?\ down | fail(?:s|ed)(?!\ to\ (?:account|offer|recogni|reflect|take|value)) | (?:was|were|been|is|are|being|be)\ (?:\w+\ )?(?:rejected|rebuffed|blocked|withdrawn|abandoned|terminated|scrapped|called\ off|cancell?ed|dropped|turned\ down|vetoed)
      | (?:has|have)\ been\ (?:rejected|blocked|withdrawn|abandoned|terminated|scrapped|called\ off) )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_TALKS_OVER = re.compile(
    r"\b(?:talks|negotiations|discussions)\s(?:over|on|about|for)\s(?:[\w-]+\s){0,3}$", re.IGNORECASE
)
_BROKEN_OFF = re.compile(r"^[^.;]{0,200}?\b(?:have|had)\s(?:broken\sdown|collapsed|ended|failed)\b")
"""What becomes of talks, however much is told between."""
_CLOSED = re.compile(
    r"^(?:[^.;]|\.(?=\d)){0,80}?\b(?:(?:has|have|had|was|were|is|are)(?: been)? (?:\w+ )?(?:completed|closed|finali[sz]ed)|closed (?:in|on|last|this|late|earlier)|(?:is|was) (?:now )?complete)\b",
    re.IGNORECASE,
)
_BORE = re.compile(
    r"^(?:[^.;]|\.(?=\d)){0,80}?\b(?:contribut(?:ed|ing)\sto|(?:boosted|drove|lifted|swelled)\s(?!by\b)|(?:has|had|have)\s(?:already\s)?(?:boosted|driven|helped|lifted|paid\soff)\b)",
    re.IGNORECASE,
)
"""What an acquisition has brought: "Its purchase of Bolt [contributed to] sales"."""
_TO_COME = re.compile(
    r"\b(?:expect(?:s|ed)?|subject to|anticipated|pending|set to|will|would|when|once|if)\b", re.IGNORECASE
)
_NOT_YET = re.compile(
    r"\b(?:subject to|condition(?:al|ed) (?:up)?on|contingent (?:up)?on|depend(?:s|ent|ing) (?:up)?on|upon|pending|expect(?:s|ed|ing)?|until|prior to|await(?:s|ing))\s(?:the\s|a\s|its\s)?(?:\w+\s){0,1}$",
    re.IGNORECASE,
)
"""Before a closing that is still to come: "[subject to the] completion of its takeover"."""
_PAST_NOUN = re.compile(
    r"\b(?:(?:19|20)\d\d|last year|last month|last week|previous|earlier|recent(?:ly)?|past|prior|ago|former)\b",
    re.IGNORECASE,
)
_PAST_MODIFIER = re.compile(
    r"\b(?:(?:19|20)\d\d|previous|recent|earlier|past|prior|last (?:year|month|week)['’]s|completed|successful)(?:\s[^\s,.;]+){0,3}\s$",
    re.IGNORECASE,
)


_SEVERAL = frozenset(["acquisitions", "buyouts", "purchases", "takeovers"])


def status_of(reader: Reader, trigger: Token, *, bid: bool = False, own: bool = False) -> Status:
    """By the words before the trigger in its sentence, the nearest strong cue first, else its tense.

    ``bid``: the trigger itself is an offer; ``own``: it may itself be a cue ("[considers] a stake").
    """
    text = reader.text
    sent = trigger.sent
    begin = max(sent.start_char, trigger.idx - _BEFORE)
    cut = max(
        text.rfind(";", begin, trigger.idx),
        text.rfind(" — ", begin, trigger.idx),
        text.rfind(", but ", begin, trigger.idx),
        text.rfind(", while ", begin, trigger.idx),
    )
    begin = max(begin, cut)
    end = trigger.idx + len(trigger)
    lead = text[begin : end if own else trigger.idx]
    tail = text[end : min(sent.end_char, end + 110)]

    def at(match: re.Match[str], value: str, base: int = begin) -> Status:
        return Status(value, base + match.start(), base + match.end(), "word")

    def told(pattern: re.Pattern[str]) -> re.Match[str] | None:
        def apart(match: re.Match[str]) -> bool:
            asked = match.group().lower() in {"if", "whether"} and trigger.pos_ in {"NOUN", "PROPN"}
            if asked and not lead.startswith(" to ", match.end()):
                return True  # "asked whether Acme's purchase of Bolt would be good"
            new_clause = _NEW_CLAUSE.search(lead, match.end()) is not None
            return new_clause or _told_apart(reader, begin + match.start(), trigger)

        return _last(pattern, lead, apart)

    if (found := told(_TERMINATED)) and not _ADVISED.search(lead, 0, found.start()):
        return at(found, "terminated")
    if found := _ENDS.search(tail):
        return at(found, "terminated", end)
    if _TALKS_OVER.search(lead) and (found := _BROKEN_OFF.search(text[end : sent.end_char])):
        return at(found, "terminated", end)
    if trigger.pos_ in {"NOUN", "PROPN"} and not bid and (found := _PAST_MODIFIER.search(lead)):
        return at(found, "completed")
    if found := _TRIED.match(tail):
        return at(found, "rumored" if found["talk"] else "proposed", end)
    done = not bid and _is_done(trigger) and not (own and _RUMORED.fullmatch(trigger.text))
    if not done:
        if (found := told(_RUMORED)) and not _last(_ACCEPTED, lead):
            return at(found, "rumored")
        if (found := told(_PROPOSED)) and not _ACCEPTED.search(lead):
            return at(found, "proposed")
        if bid and not _ACCEPTED.search(lead):
            return Status("proposed", trigger.idx, end, "word")
        agreed = _last(_ACCEPTED, lead)
        if (
            (found := _last(_COMPLETED, lead, _is_to_come))
            and trigger.pos_ in {"NOUN", "PROPN"}
            and not (agreed and agreed.start() > found.start())  # "After long talks Acme agreed to a deal"
        ):
            return at(found, "completed")
        if (found := _CLOSED.search(tail)) and not _TO_COME.search(tail[: found.end()]):
            return at(found, "completed", end)
        if trigger.pos_ in {"NOUN", "PROPN"} and (found := _BORE.search(tail)):
            return at(found, "completed", end)
        if found := re.search(r"\bonly\sto\s$", lead):
            return at(found, "completed")  # "bought it, only to sell it two years later"
        if found := _last(_ANNOUNCED, lead):
            return at(found, "announced")
        if found := _last(_TOLD, lead):
            return Status("announced", begin + found.start(), begin + found.end(), "told")
        if _BARRED.search(lead):
            return Status("announced", trigger.idx, end, "none")
        if _AFTER_WHICH.search(lead) or _is_told_back(trigger):
            return Status("completed", trigger.idx, end, "tense")
        if trigger.pos_ in {"NOUN", "PROPN"} and (found := _PAST_NOUN.search(lead[-40:] + tail[:60])):
            return Status("completed", trigger.idx, end, "word")
        if trigger.tag_ == "NNS" and trigger.lower_ in _SEVERAL:
            return Status("completed", trigger.idx, end, "word")  # "its acquisitions include Bolt"
        return Status("announced", trigger.idx, end, "tense" if _is_tensed(trigger) else "none")
    if (found := _last(_RUMORED, lead)) and found.group().lower() in {"reportedly", "rumored", "rumoured"}:
        return at(found, "rumored")
    return Status("completed", trigger.idx, end, "tense")


def _last(
    pattern: re.Pattern[str], words: str, passed: Callable[[re.Match[str]], bool] | None = None
) -> re.Match[str] | None:
    """The last match that is not to be passed over."""
    matches = (match for match in pattern.finditer(words) if passed is None or not passed(match))
    return max(matches, key=re.Match.start, default=None)


def _is_to_come(match: re.Match[str]) -> bool:
    """Whether a closing is spoken of that has not been: "subject to [completion of] its takeover"."""
    closing = match.group()[:4].lower() in {"clos", "comp", "succ"}
    return closing and _NOT_YET.search(match.string, 0, match.start()) is not None


def _is_told_back(trigger: Token) -> bool:
    """Whether a participle tells what came with something past: "it grew fast, [buying] Bolt", "owned it before [selling] it"."""
    clause = trigger.head if trigger.dep_ == "pcomp" and trigger.head.lower_ == "before" else trigger
    if trigger.tag_ != "VBG" or (clause is trigger and trigger.dep_ != "advcl"):
        return False
    above = clause.head
    helpers = {c.lower_ for c in above.lefts if c.dep_ in {"aux", "auxpass"}}
    past = above.tag_ == "VBD" or (
        above.tag_ == "VBN" and bool(helpers & {"has", "have", "had", "was", "were"})
    )
    return past and above.lemma_.lower() not in _FORETELLS


_FORETELLS = frozenset(
    ["accept", "agree", "announce", "confirm", "decide", "offer", "plan", "propose", "report", "reveal", "say", "sign", "strike", "tell", "want"]
)  # fmt: skip
"""In the past they tell of what is to come."""
_NEW_CLAUSE = re.compile(
    r",\s(?:which|who)\s(?:(?:has|have|had)\s(?:already\s|since\s|just\s)?(?:agreed|bought|acquired|accepted)|agreed|bought|acquired)\b|\bafter\s(?:it|they|the\s[a-z]{3,12}|[A-Z][\w&.’'-]{1,20})\s(?:(?:has|have|had)\s)?(?:agreed|bought|acquired|accepted)\b|\band\s(?:(?:has|have|had|then|instead)\s)?(?:agreed|struck|signed)\b"
)
"""Where another deal begins than the one that a cue before is about: "dropped its bid for Bolt[, which had agreed] to be bought"."""
_SUBORDINATE = frozenset(["acl", "advcl", "pcomp", "relcl"])


def _told_apart(reader: Reader, offset: int, trigger: Token) -> bool:
    """Whether a cue stands in a clause that ends before the one of the trigger: "After it [abandoned] a bid for Bolt, Acme agreed to buy Core"."""
    token = reader.doc[reader.token_at(offset)]
    clause = next((t for t in (token, *token.ancestors) if t.dep_ in _SUBORDINATE), None)
    return clause is not None and not clause.is_ancestor(trigger) and clause.right_edge.i < trigger.i


def _is_tensed(trigger: Token) -> bool:
    """Whether a verb says when: "is buying", "to buy"; a bare participle does not."""
    if trigger.pos_ != "VERB":
        return False
    return trigger.tag_ != "VBG" or any(c.dep_ in {"aux", "auxpass"} for c in trigger.lefts)


def _is_done(trigger: Token) -> bool:
    """Whether the verb stands in a tense of what has happened: "bought", "has acquired", "acquires"."""
    if trigger.lower_ in {"buys", "acquires", "boosts", "hikes", "lifts", "merges", "swallows", "ups"}:
        return True
    if trigger.lower_ in {"takeover", "buyout", "acquisition", "merger", "deal"}:
        return False
    if trigger.pos_ in {"NOUN", "PROPN", "ADJ"} and trigger.tag_ not in {"VBN", "VBD", "VBZ"}:
        return False
    if trigger.tag_ == "VB" and trigger.head.lemma_ in {"pay", "spend"} and trigger.head.i < trigger.i:
        return trigger.head.tag_ in {"VBD", "VBN"} and _is_done(
            trigger.head
        )  # "spent $5 million to buy Bolt"
    helpers = {c.lower_ for c in trigger.lefts if c.dep_ in {"aux", "auxpass"}}
    if helpers & {
        "will",
        "would",
        "to",
        "can",
        "could",
        "may",
        "might",
        "should",
        "be",
        "being",
        "is",
        "'ll",
        "’ll",
        "are",
    }:
        return False
    return trigger.tag_ in {"VBD", "VBZ", "VBN", "VBP"} or trigger.lower_ in {"bought", "sold", "acquired"}
