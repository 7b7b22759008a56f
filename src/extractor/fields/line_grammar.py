"""Phrases of a line: lists of names, and whom a clause speaks of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extractor.fields.lines import Line
from extractor.lexicon import load_lexicon, load_terms
from extractor.resolve import Entity, antecedent

if TYPE_CHECKING:
    pass

_NAME = re.compile(r"@\d+\Z")
_PLACE = re.compile(r"~\d+\Z")
_AND = frozenset(["and", "&", "or", "plus", "alongside", "with"])
_SEPARATORS = (
    ("as", "well", "as"), ("along", "with"), ("together", "with"), ("such", "as"), ("among", "others"),
    ("including",), ("include",), ("includes",), ("included",), ("like",), ("namely",), ("alongside",), ("plus",),
    (",",), (";",), ("and",), ("&",), ("or",), ("/",), (":",), ("—",), ("–",), ("-",),
)  # fmt: skip
_PARTICIPATION = frozenset(
    [
        "participation",
        "likes",
        "support",
        "backing",
        "contributions",
        "investment",
        "investments",
        "help",
        "money",
        "funding",
    ]
)
_SETS = frozenset(
    [
        "likes",
        "group",
        "consortium",
        "list",
        "number",
        "range",
        "mix",
        "syndicate",
        "series",
        "participation",
        "host",
        "slew",
        "clutch",
        "handful",
        "team",
        "cast",
        "roster",
        "support",
        "backing",
        "raft",
        "string",
        "line-up",
        "lineup",
        "set",
        "base",
        "names",
    ]
)
_PLAIN_TAGS = frozenset(
    [
        "NN",
        "NNS",
        "NNP",
        "NNPS",
        "JJ",
        "JJR",
        "JJS",
        "DT",
        "PDT",
        "PRP$",
        "CD",
        "POS",
        "HYPH",
        "AFX",
        "FW",
        "VBN",
    ]
)
_AFTER_NAME = frozenset(["NN", "NNS", "NNP", "NNPS", "JJ", "POS", "CD"])
"""What may follow in "Acme partner Jane Doe", "Acme's venture arm", "Acme affiliates"."""
_FIRM_ROLES = frozenset(["partner", "partners", "principal"])
_LONGEST_ELEMENT = 9
"""Words before a backer's name: "Boston-based early-stage venture capital firm Acme"."""
_LONGEST_APPOSITION = 14
_LONGEST_LIST = 60
"""Names."""


class Names(NamedTuple):
    """A list of names, and the number of the word after it."""

    entities: tuple[Entity, ...]
    end: int


def names_from(line: Line, number: int, *, narrow: bool = False) -> Names:
    """The list of names that starts at a word: "existing investors Acme, a Paris fund, and Bolt".

    A ``narrow`` one is joined by commas and "and" alone, and ends before "with participation from".
    """
    found: list[Entity] = []
    end = i = number
    fresh = True
    while i < len(line.words) and len(found) < _LONGEST_LIST:
        if after := _separator(line, i, narrow and bool(found)):
            i, fresh = after, True
            continue
        if not fresh:
            break
        element = None if found and line.words[i].text in {"a", "an"} else _element(line, i)
        if element is None:
            skipped = _apposition_end(line, i) if found else 0
            if not skipped:
                break
            i = skipped
            continue
        entity, after = element
        if found and line.words[i - 1].text == "," and _is_finite(line, after):
            break
        if entity is None and (skipped := _role_end(line, after)):
            i, fresh = skipped, True
            continue
        i, fresh = after, False
        if entity is not None:
            if entity not in found:
                found.append(entity)
            end = i
    return Names(tuple(found), end)


def _separator(line: Line, i: int, narrow: bool = False) -> int:
    """The number of the word after a separator; 0 where there is none."""
    words = line.words
    if narrow:
        return i + 1 if words[i].text in {",", "and", "&"} else 0
    if (
        words[i].text == "with"
        and i + 2 < len(words)
        and any(w.text in _PARTICIPATION for w in words[i + 1 : i + 4])
    ):
        for j in range(i + 1, min(i + 5, len(words))):
            if words[j].text in {"from", "of", "by"}:
                return j + 1
        return 0
    if words[i].text == "from" and i and words[i - 1].text in {"and", ",", "including"}:
        return i + 1
    for separator in _SEPARATORS:
        if all(i + k < len(words) and words[i + k].text == text for k, text in enumerate(separator)):
            return i + len(separator)
    return 0


def _element(line: Line, i: int) -> tuple[Entity | None, int] | None:
    """One name with the words that describe it, and the number of the word after it; no entity for "others"."""
    words, limit = line.words, min(len(line.words), i + _LONGEST_ELEMENT)
    name: Entity | None = None
    start = i
    while i < limit and not _separator(line, i):
        text, tag = words[i].text, words[i].tag
        if _NAME.match(text):
            if name is None or words[i - 1].text not in _FIRM_ROLES:
                name = line.name(text)
        elif _PLACE.match(text):
            if i == start and (i + 1 == len(words) or _separator(line, i + 1) or words[i + 1].text == "."):
                name = line.name(text)
        elif (text in {"of", "in", "from"} and i + 1 < len(words) and _PLACE.match(words[i + 1].text)) or (
            text in {"of", "at"} and name is not None and name.type == "person" and _is_name(line, i + 1)
        ):
            i += 1
        elif (text == "of" and words[i - 1].text in _SETS) or (
            i == start and text.isalnum() and _alone(line, i)
        ):
            pass
        elif (
            (name is not None and tag not in _AFTER_NAME)
            or (tag not in _PLAIN_TAGS and text not in load_lexicon("investor_words"))
            or text[0] == "#"
        ):
            break
        i += 1
    return (name, i) if i > start else None


def _is_name(line: Line, i: int) -> bool:
    return i < len(line.words) and bool(_NAME.match(line.words[i].text))


def _alone(line: Line, i: int) -> bool:
    """Whether one word stands between two commas: a name in small letters that nobody knows."""
    words = line.words
    return 0 < i < len(words) - 1 and words[i - 1].text == "," and words[i + 1].text == ","


def _role_end(line: Line, i: int) -> int:
    """Past "founder of Acme," or "head of product at Acme," in a list of persons; 0 where it is none."""
    words = line.words
    if i >= len(words) or words[i].text not in {"of", "at"}:
        return 0
    for j in range(i + 1, min(len(words), i + _LONGEST_ELEMENT)):
        if words[j].text in {",", ";", "and"}:
            return j + 1
        if words[j].tag in _FINITE:
            return 0
    return 0


def _apposition_end(line: Line, i: int) -> int:
    """Past "a unit of Acme," or "which led the seed," to the list's next element; 0 where the list ends here."""
    words = line.words
    if words[i].text not in {"a", "an", "the", "which", "who", "whose", "formerly", "led", "part", "owned"}:
        return 0
    for j in range(i, min(len(words), i + _LONGEST_APPOSITION)):
        if words[j].text in {",", ";"}:
            return j + 1
    return 0


def _is_finite(line: Line, i: int) -> bool:
    return i < len(line.words) and line.words[i].tag in _FINITE


_FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])
_ADVERBS = frozenset(
    [
        "also",
        "both",
        "all",
        "each",
        "together",
        "jointly",
        "quietly",
        "have",
        "has",
        "had",
        "will",
        "are",
        "were",
        "is",
        "was",
        "be",
        "being",
        "been",
        "reportedly",
        "then",
    ]
)
_LONGEST_LOOK_BACK = 70
_STARTS_AFTER = frozenset(
    [
        ";",
        ":",
        "—",
        "–",
        "-",
        "that",
        "with",
        "when",
        "where",
        "while",
        "but",
        "as",
        "by",
        "because",
        "said",
        "says",
        "and",
        ",",
        "(",
    ]
)


def names_before(line: Line, number: int) -> Names:
    """The list of names that ends at a word, adverbs and auxiliaries between left out: "Acme and Bolt also"."""
    words = line.words
    end = number
    while end and (words[end - 1].text in _ADVERBS or words[end - 1].tag == "RB"):
        end -= 1
    for start in range(max(0, end - _LONGEST_LOOK_BACK), end):
        if start and words[start - 1].text not in _STARTS_AFTER:
            continue
        if _separator(line, start):
            continue
        found = names_from(line, start)
        if found.entities and _tail(line, found.end, end):
            return Names(found.entities, start)
    return Names((), number)


def _tail(line: Line, end: int, wanted: int) -> bool:
    """Whether a list that ends at ``end`` reaches ``wanted``, be it with an apposition: "Acme, a Paris fund,"."""
    if end == wanted:
        return True
    words = line.words
    if end < wanted and words[wanted - 1].text == "," and words[end].text == ",":
        return (
            wanted - end <= _LONGEST_APPOSITION
            and end + 1 < wanted
            and bool(_apposition_end(line, end + 1) == wanted)
        )
    return end < wanted and all(
        w.text
        in {
            ",",
            "and",
            "others",
            "other",
            "investors",
            "angels",
            "angel",
            "several",
            "affiliates",
            "a",
            "number",
            "of",
        }
        for w in words[end:wanted]
    )


_PRONOUNS = frozenset(["it", "they"])
_RELATIVES = frozenset(["which", "that", "who", "whose"])
_DEFINITE = frozenset(["the", "this", "that", "its"])
_PREPOSITIONS = frozenset(["IN", "TO"])
_CLAUSE_BREAKS = frozenset([";", ":", "but", "while", "whereas", "although", "though"])
_OWNED = frozenset(
    ["founder", "founders", "co-founder", "co-founders", "team", "parent", "business", "owner", "owners"]
)


def company_before(line: Line, number: int, *, strict: bool = False) -> Entity | None:
    """Whom the verb at a word speaks of: "Acme, which makes pumps, has [raised]".

    ``strict``: a participle is read of what stands beside it alone, not of the clause: "shares, [valued] at".
    """
    words = line.words
    i = number - 1
    while i >= 0 and (
        words[i].text in _AUXILIARIES or words[i].tag in {"RB", "RBR"} or words[i].text.startswith("%")
    ):
        i -= 1
    while strict and i >= 0 and words[i].tag == "MD":
        i -= 1
    if i < 0:
        return None
    text, tag = words[i].text, words[i].tag
    if is_company(line, i):
        if i and words[i - 1].text in {"by", "from", "with", "than", "like"}:
            return None
        return line.name(text)
    if text in _PRONOUNS:
        return _pronoun(line, i)
    if text in _RELATIVES:
        return _head_before(line, i)
    if text in {",", "–", "—", "-", "(", ")"}:
        return _before_comma(line, i, strict)
    if strict:
        return (_described(line, i) or definite_noun(line, i)) if tag == "NN" else None
    if text in {"and", "or", "then"}:
        return clause_subject(line, i)
    if tag in _PREPOSITIONS or text in {"after", "by", "since", "while", "when", "before", "having"}:
        return None if text == "to" else _of_participle(line, i)
    if tag in {"NN", "NNS"}:
        return definite_noun(line, i)
    return None


_AUXILIARIES = frozenset(
    [
        "has",
        "have",
        "had",
        "'s",
        "is",
        "was",
        "were",
        "are",
        "been",
        "be",
        "being",
        "also",
        "now",
        "just",
        "already",
        "recently",
        "today",
        "itself",
        "ever",
        "so",
        "far",
        "currently",
        "reportedly",
        "previously",
        "only",
        "since",
        "earlier",
        "last",
        "most",
        "once",
        "then",
        "still",
        "later",
        "again",
        "first",
        "privately",
    ]
)


def is_company(line: Line, i: int) -> bool:
    """Whether the word is a name that may be a company's.

    Of persons those may, too, that the text calls always by the same name: it calls people by their surnames.
    """
    if not _is_name(line, i):
        return False
    entity = line.name(line.words[i].text)
    if entity.type != "person" or " " not in entity.name:
        return True
    forms = {mention.text for mention in entity.mentions}
    return len(forms) == 1 and len(entity.mentions) > 1


def _pronoun(line: Line, i: int) -> Entity | None:
    """Of "it" after "said (that)" the one who said so, else its antecedent."""
    before = i - 1
    while before >= 0 and (line.words[before].text in {"that", "on"} or line.words[before].text[0] == "%"):
        before -= 1
    if before > 0 and line.words[before].text in _SAYING:
        found = company_before(line, before)
        if found is not None:
            return found
    return antecedent(line.token(i), line.entities)


_SAYING = frozenset(form for row in load_terms("reporting_verbs") for form in row.split())


def definite_noun(line: Line, i: int) -> Entity | None:
    """Of "the fintech startup" its antecedent; of "Acme's founders" Acme."""
    words = line.words
    start = i
    while (
        start
        and words[start - 1].tag in _PLAIN_TAGS
        and i - start < 6
        and words[start - 1].text not in _DEFINITE
        and words[start - 1].tag != "POS"
    ):
        start -= 1
    opener = words[start - 1] if start else words[i]
    if opener.text in _DEFINITE and words[i].text in load_lexicon("company_nouns"):
        return antecedent(line.token(i), line.entities)
    if opener.tag == "POS" and words[i].text in _OWNED and start > 1 and is_company(line, start - 2):
        return line.name(words[start - 2].text)
    return None


def _head_before(line: Line, i: int) -> Entity | None:
    """Whom a relative clause tells of: "Acme, [which]", "Acme, a platform [that]", "the startup, [which]"."""
    words = line.words
    if i and words[i - 1].text in {",", "–", "—", "-"}:
        i -= 1
    if not i:
        return None
    if is_company(line, i - 1):
        return line.name(words[i - 1].text)
    if words[i - 1].tag in {"NN", "NNS"}:
        found = definite_noun(line, i - 1)
        if found is not None:
            return found
        for j in range(i - 2, max(-1, i - 12), -1):
            if words[j].text in {",", "is", "was", "remains", "became"}:
                return line.name(words[j - 1].text) if j and is_company(line, j - 1) else None
    return None


def _described(line: Line, i: int) -> Entity | None:
    """Whom a noun describes: "Acme, a maker of pumps [valued] at"."""
    words = line.words
    for k in range(i, max(0, i - _LONGEST_APPOSITION), -1):
        if words[k].text == ",":
            return (
                line.name(words[k - 1].text) if is_company(line, k - 1) and words[k + 1].tag == "DT" else None
            )
    return None


def _before_comma(line: Line, i: int, strict: bool) -> Entity | None:
    """Whom a clause tells of whose subject ends in a comma: "Acme, a maker of pumps, [raised]"."""
    if strict and i and is_company(line, i - 1):
        return line.name(line.words[i - 1].text)
    for k in range(_clause_start(line, i), i + 1):
        if line.words[k].text in {",", "–", "—", "-", "("} and k and (found := _nominal(line, k - 1)):
            return found
    return None if strict else clause_subject(line, i)


def _nominal(line: Line, i: int) -> Entity | None:
    """The company of a name or definite noun that no preposition governs."""
    words = line.words
    start = i
    while start and words[start - 1].tag in {"NN", "NNS", "JJ", "DT", "NNP"} and words[start - 1].text != ",":
        start -= 1
    if start and words[start - 1].tag in _PREPOSITIONS:
        return None
    if is_company(line, i):
        return line.name(words[i].text)
    return (
        definite_noun(line, i)
        if words[i].tag == "NN"
        else _pronoun(line, i)
        if words[i].text in _PRONOUNS
        else None
    )


def _clause_start(line: Line, i: int) -> int:
    words = line.words
    start = i
    while start and words[start - 1].text not in _CLAUSE_BREAKS:
        start -= 1
    return start


def clause_subject(line: Line, i: int) -> Entity | None:
    """The subject of the clause that stands before a word: the first company that a verb or comma follows."""
    words = line.words
    for k in range(_clause_start(line, i), i):
        if (
            k + 1 < len(words)
            and (
                words[k + 1].tag in _FINITE
                or words[k + 1].text in {",", "–", "—", "-"}
                or words[k + 1].text[0] == "%"
                or words[k + 1].tag == "RB"
            )
            and (found := _nominal(line, k))
        ):
            return found
    return None


def _of_participle(line: Line, i: int) -> Entity | None:
    """Of "After raising $5 million, Acme …" the name after the comma; of "Acme grew after raising" the subject."""
    words = line.words
    found = clause_subject(line, i)
    if found is not None or _clause_start(line, i) < i - 1:
        return found
    for k in range(i, len(words)):
        if words[k].text == ",":
            for j in range(k + 1, min(k + 7, len(words))):
                if is_company(line, j):
                    return line.name(words[j].text)
                if words[j].text in _PRONOUNS:
                    return _pronoun(line, j)
                if words[j].tag == "NN" and (subject := definite_noun(line, j)):
                    return subject
    return None


def owner_before(line: Line, number: int) -> Entity | None:
    """Whose the thing at a word is: "Acme's [round]", "its [round]", "the startup's [round]"."""
    words = line.words
    if number > 1 and words[number - 1].tag == "POS":
        if is_company(line, number - 2):
            return line.name(words[number - 2].text)
        return definite_noun(line, number - 2) if words[number - 2].tag == "NN" else None
    if number and words[number - 1].text in {"its", "their"}:
        return clause_subject(line, number - 1) or antecedent(line.token(number - 1), line.entities)
    return None
