"""The pipeline for where no language model is installed: words are told apart by lists, by their endings and their neighbours.

It knows no entities, and of a sentence's structure what ``extractor.surface_tree`` can tell: rules that read the surface find what
they read, the others what is said plainly.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractor.headlines import inflected
from extractor.lexicon import load_lexicon, load_terms, per_lexicons
from extractor.surface_tree import Tree, Word

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

NAME, VERSION = "reduced", "1.0.0"
"""What the pipeline calls itself; the version rises with every change that can change an output."""

_VERBS = (
    "deal_verbs", "headline_verbs", "speech_verbs", "say_verbs", "stake_verbs", "stake_sale_verbs",
    "personal_bid_verbs", "bid_answers", "deal_outsiders",
)  # fmt: skip
_NO_OPENERS = (
    "sentence_openers", "headline_words", "company_nouns", "person_titles", "asset_nouns", "mass_nouns",
)  # fmt: skip
"""Words in capitals at a sentence's head that are no names."""
_DOUBLED = re.compile(r"[^aeiou][aeiou][bdgmnprt]$")
"""Verbs whose last letter doubles: snap, snapped."""
_ADJECTIVE = re.compile(r"(?:[^s]ous|ive|ical|able|ible|ful|less|ary|ish)$")
_BE = frozenset(["be", "is", "are", "was", "were", "been", "being", "am", "'re", "’re", "'m", "’m"])
_HAVE = frozenset(["have", "has", "had", "having", "'ve", "’ve", "'d", "’d"])
_POS = {
    "DT": "DET", "IN": "ADP", "RP": "ADP", "TO": "PART", "CC": "CCONJ", "MD": "AUX", "PRP": "PRON", "PRP$": "PRON", "WDT": "PRON",
    "WP": "PRON", "WP$": "PRON", "WRB": "SCONJ", "EX": "PRON", "POS": "PART", "RB": "ADV", "JJ": "ADJ", "NN": "NOUN", "NNS": "NOUN",
    "NNP": "PROPN", "CD": "NUM", "_SP": "SPACE", ",": "PUNCT", ".": "PUNCT", ":": "PUNCT", "SYM": "SYM",
}  # fmt: skip
"""Tag of the Penn Treebank → part of speech; all others are verbs."""
_STOPS = frozenset(".!?")
_APOSTROPHES = frozenset("'’")


def reduced_model() -> Language:
    """The pipeline; its ``meta`` tells what it is."""
    import spacy

    nlp = spacy.blank("en", meta={"name": NAME, "version": VERSION})
    nlp.add_pipe("sentencizer")
    nlp.component("word_kinds", func=word_kinds)
    nlp.add_pipe("word_kinds")
    return nlp


def word_kinds(doc: Doc) -> Doc:
    """Tag, part of speech and lemma for each token of a Doc that knows its sentences, and a shallow tree for each sentence."""
    from spacy.tokens import Doc

    words: list[Word] = []
    for token in doc:
        words.append(_word(token, words))
    heads, deps = list[int](), list[str]()
    for sentence in doc.sents:
        for head, dependency in Tree(words[sentence.start : sentence.end]).edges():
            heads.append(sentence.start + head)
            deps.append(dependency)
    return Doc(
        doc.vocab,
        words=[token.text for token in doc],
        spaces=[bool(token.whitespace_) for token in doc],
        tags=[word.tag for word in words],
        pos=[word.pos for word in words],
        lemmas=[word.lemma for word in words],
        heads=heads,
        deps=deps,
    )


def _word(token: Token, before: Sequence[Word]) -> Word:
    """What kind of word the token is, by those before it."""
    low = token.lower_
    if token.is_space:
        return Word("_SP", "SPACE", token.text)
    if low in _APOSTROPHES and before and before[-1].is_noun and not token.nbor(-1).whitespace_:
        return Word("POS", "PART", low)
    if token.is_punct and low != "%":
        return Word(low if low in {",", "."} else "." if low in _STOPS else ":", "PUNCT", low)
    if token.like_num or token.text[0].isdigit():
        return Word("CD", "NUM", low)
    if (tag := _function_words().get(low)) and (token.text == low or token.is_sent_start or token.i == 0):
        lemma = "be" if low in _BE and tag[0] == "V" else "have" if low in _HAVE else low
        return _noun(low) if tag[:2] == "NN" else Word(tag, _POS.get(tag, "AUX"), lemma)
    if not token.text[0].isalpha():
        return Word("SYM", "SYM", low)
    if token.text[0].isupper() and not _opens_as_common(token):
        return Word("NNP", "PROPN", token.text)
    return _open_word(token, low, before)


def _opens_as_common(token: Token) -> bool:
    """Whether a capital at a sentence's head is only that."""
    low = token.lower_
    if not token.is_sent_start and token.i:
        return False
    return (
        low in _verb_forms()
        or low.endswith("ly")
        or any(low in load_lexicon(name) for name in _NO_OPENERS)
        or low.removesuffix("s") in load_lexicon("company_nouns")
    )


def _open_word(token: Token, low: str, before: Sequence[Word]) -> Word:
    """A word of no closed class: a verb by the lexicons, its ending and what stands before it, else adverb, adjective or noun."""
    previous = before[-1] if before else Word("", "", "")
    after_noun = previous.pos in {"NOUN", "PROPN", "ADV"} or previous.tag in {"PRP", "WDT", "WP", "CC", ","}
    modified = previous.pos in {"DET", "ADJ", "NUM", "ADP"} or previous.tag in {"POS", "PRP$"}
    verb = _verb_forms().get(low, "")
    if low.endswith("ing") and len(low) > 5:
        named = previous.tag in {"DT", "JJ", "PRP$", "POS"}
        return _noun(low) if named else Word("VBG", "VERB", verb or low[:-3])
    if verb == low:
        if previous.tag in {"TO", "MD"} or (
            previous.pos == "ADV" and len(before) > 1 and before[-2].tag in {"TO", "MD"}
        ):
            return Word("VB", "VERB", verb)
        return Word("VBP", "VERB", verb) if previous.tag in {"PRP", "WDT", "WP"} else _noun(low)
    if verb and low.endswith("s"):
        return Word("VBZ", "VERB", verb) if after_noun else _noun(low)
    if verb or (low.endswith("ed") and len(low) > 4):
        following = token.doc[token.i + 1].lower_ if token.i + 1 < len(token.doc) else ""
        done = modified or following == "by" or any(w.lemma in {"be", "have"} for w in before[-3:])
        return Word("VBN" if done else "VBD", "VERB", verb or low.removesuffix("d"))
    if low.endswith("ly"):
        return Word("RB", "ADV", low)
    if "-" in low or _ADJECTIVE.search(low):
        return Word("JJ", "ADJ", low)
    return _noun(low)


def _noun(low: str) -> Word:
    plural = low.endswith("s") and not low.endswith(("ss", "us", "is"))
    return Word("NNS", "NOUN", low[:-1]) if plural else Word("NN", "NOUN", low)


@per_lexicons
def _function_words() -> dict[str, str]:
    return {
        word.strip(): tag.strip()
        for word, _, tag in (row.partition("=") for row in load_terms("function_words"))
    }


@per_lexicons
def _verb_forms() -> dict[str, str]:
    """Each form of each verb that a lexicon holds → its base form."""
    bases = {row.partition("=")[0].split()[0] for name in _VERBS for row in load_terms(name)}
    forms = {form: base for base in bases for form in inflected(base)}
    forms |= {base + base[-1] + end: base for base in bases if _DOUBLED.search(base) for end in ("ed", "ing")}
    rows = (row.partition("=") for row in load_terms("irregular_verbs"))
    return forms | {base: base for base in bases} | {form.strip(): base.strip() for form, _, base in rows}
