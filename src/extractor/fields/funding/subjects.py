"""Whom a clause of a line speaks of, and whose a thing in it is."""

from __future__ import annotations

from extractor.fields.funding.lines import FINITE_TAGS, NOMINAL_TAGS, Line, is_name
from extractor.fields.funding.name_lists import LED, LONGEST_APPOSITION, names_before
from extractor.fields.reporting import reporting_forms
from extractor.lexicon import load_lexicon, load_terms, per_lexicons
from extractor.resolve import Entity, antecedent

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
        return _of_participle(line, 0) if strict else None
    text, tag = words[i].text, words[i].tag
    if text == "," and any(word.tag in {"VBD", "VBZ"} for word in words[i + 1 : number]):
        strict = False  # "Acme, backed by Bolt, [was] valued at"
    if is_company(line, i):
        if i and words[i - 1].text in {"by", "from", "with", "than", "like"}:
            return None
        if (
            strict
            and i > 1
            and words[i - 1].text == "of"
            and words[i - 2].text in load_lexicon("company_nouns")
        ):
            return None
        return line.name(text)
    if text in _PRONOUNS:
        return _pronoun(line, i)
    if text in _RELATIVES:
        return _head_before(line, i)
    if text in {",", "–", "—", "-", "(", ")"}:
        return _before_comma(line, i, strict)
    if strict:
        return (described(line, i) or definite_noun(line, i)) if tag == "NN" else None
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
        "will",
    ]
)


_NO_COMPANIES = frozenset(
    ["transaction", "asset", "agreement", "contract", "order", "investment", "stake", "holding"]
)


@per_lexicons
def no_companies() -> frozenset[str]:
    """What may be valued and is no company: "to Acme, a transaction valued at"."""
    return _NO_COMPANIES.union(row.partition(" ")[0] for row in load_terms("deal_nouns"))


def is_company(line: Line, i: int) -> bool:
    """Whether the word is a name that may be a company's.

    Of persons those may, too, that the text calls always by the same name: it calls people by their surnames.
    """
    if not is_name(line, i):
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
    if before > 0 and line.words[before].text in reporting_forms():
        found = company_before(line, before)
        if found is not None:
            return found
    return antecedent(line.token(i), line.entities)


def definite_noun(line: Line, i: int) -> Entity | None:
    """Of "the fintech startup" its antecedent; of "Acme's founders" Acme."""
    words = line.words
    start = i
    while (
        start
        and words[start - 1].tag in NOMINAL_TAGS
        and i - start < 6
        and words[start - 1].text not in _DEFINITE
        and words[start - 1].tag != "POS"
    ):
        start -= 1
    opener = words[start - 1] if start else words[i]
    if opener.text in _DEFINITE and words[i].text in load_lexicon("company_nouns"):
        found = antecedent(line.token(i), line.entities)
        return None if found is not None and found.type == "person" and " " in found.name else found
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


def described(line: Line, i: int) -> Entity | None:
    """Whom a noun describes: "Acme, a maker of pumps [valued] at"."""
    words = line.words
    if words[i].text in no_companies():
        return None
    for k in range(i, max(0, i - LONGEST_APPOSITION), -1):
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
    while (
        start
        and words[start - 1].text != ","
        and (
            words[start - 1].tag in {"NN", "NNS", "JJ", "DT", "NNP"}
            or (words[start - 1].text == "and" and is_name(line, start - 2))
        )
    ):
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
                words[k + 1].tag in FINITE_TAGS
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


def givers_before(line: Line, number: int) -> tuple[Entity, ...]:
    """Who gives the money, by what stands before the verb at a word: a list of names, else its subject."""
    found = names_before(line, number).entities
    if found:
        return found
    if number > 1 and LED.match(line.words[number - 2].text):
        return (line.name(line.words[number - 2].text.removesuffix("-led")),)
    subject = company_before(line, number)
    return (subject,) if subject is not None else ()
