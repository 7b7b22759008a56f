"""A shallow parse by word kinds alone, for where no language model is installed: who does, to whom, through which preposition.

One pass from left to right. A noun before a verb is its subject, the one behind it its object, the one behind a preposition that
preposition's; an infinitive belongs to the noun or verb before it. What nothing claims hangs from the sentence's first verb.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

_REACH = 4
"""Words between an auxiliary and its verb, at most."""
_BEFORE_NOUN = {"DT": "det", "PRP$": "poss", "JJ": "amod", "CD": "nummod", "WP$": "poss"}
_FINITE = frozenset({"VBD", "VBZ", "VBP"})


class Word(NamedTuple):
    """What kind of word a token is."""

    tag: str
    pos: str
    lemma: str

    @property
    def is_noun(self) -> bool:
        """Whether it may be the head of a noun phrase."""
        return self.pos in {"NOUN", "PROPN"} or self.tag in {"PRP", "EX"}


class Tree:
    """The heads and dependencies of one sentence, by positions in it."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words
        self._found: list[tuple[int, str] | None] = [None] * len(words)
        self._verb = self._clause = self._noun = self._preposition = self._subject = self._relative = -1
        self._takes_object = self._joins = False
        for i, word in enumerate(words):
            self._read(i, word)
        roots = [i for i, word in enumerate(words) if self._found[i] is None and word.pos in {"VERB", "AUX"}]
        self._root = roots[0] if roots else 0
        self._found[self._root] = None

    def edges(self) -> list[tuple[int, str]]:
        """Head and dependency of each word; the root is its own head."""
        reached = [False] * len(self._words)
        reached[self._root] = True
        edges = [(self._root, "dep") if edge is None else edge for edge in self._found]
        edges[self._root] = self._root, "ROOT"
        for i in range(len(edges)):
            path, at = set[int](), i
            while not (reached[at] or at in path):
                path.add(at)
                at = edges[at][0]
            if not reached[at]:  # a ring
                edges[at] = self._root, "dep"
            for each in path:
                reached[each] = True
        return edges

    def _read(self, i: int, word: Word) -> None:
        following = self._words[i + 1] if i + 1 < len(self._words) else None
        if word.pos == "VERB" or (word.pos == "AUX" and self._is_main(i)):
            self._read_verb(i, word)
        elif word.is_noun or word.tag in _BEFORE_NOUN:
            head = self._phrase_head(i)
            if head != i:
                self._found[i] = head, _BEFORE_NOUN.get(word.tag, "compound")
            elif following is not None and following.tag == "POS" and i + 2 < len(self._words):
                self._found[i] = self._phrase_head(i + 2), "poss"
            else:
                self._read_noun(i)
        elif word.tag in {"WDT", "WP"}:
            self._relative = i
        elif word.tag == "POS":
            self._found[i] = max(i - 1, 0), "case"
        elif (word.pos == "ADP" and word.tag != "RP") or (word.tag == "TO" and not self._is_infinitive(i)):
            above = self._noun if self._noun == i - 1 else self._verb
            if above >= 0:
                self._found[i] = above, "prep"
            self._preposition = i
        elif word.tag == "CC":
            self._joins = True
        elif word.pos == "PUNCT":
            self._takes_object = False
            self._preposition = -1

    def _read_noun(self, i: int) -> None:
        if self._preposition >= 0:
            self._found[i] = self._preposition, "pobj"
            self._preposition = -1
        elif self._verb >= 0 and self._takes_object and not self._does(i + 1):
            self._found[i] = self._verb, "attr" if self._words[self._verb].lemma == "be" else "dobj"
            self._takes_object = False
        elif self._joins and self._noun >= 0:
            self._found[i] = self._noun, "conj"
        else:
            self._subject = i
        self._noun, self._joins = i, False

    def _read_verb(self, i: int, word: Word) -> None:
        auxiliaries = self._auxiliaries(i)
        helpers = {self._words[at].lemma for at in auxiliaries}
        passive = "be" in helpers and word.tag == "VBN"
        for at in auxiliaries:
            self._found[at] = i, "auxpass" if passive and self._words[at].lemma == "be" else "aux"
        first = auxiliaries[-1] if auxiliaries else i
        subject = "nsubjpass" if passive else "nsubj"
        if first < i and self._words[first].tag == "TO":
            if self._noun == first - 1 >= 0 and self._noun != self._subject:
                self._found[i] = self._noun, "acl"
            elif self._verb >= 0:
                self._found[i] = self._verb, "xcomp"
            elif self._subject >= 0:
                self._found[self._subject] = i, subject  # a headline: "Acme to buy Bolt"
        elif word.tag == "VBG" and not helpers:
            if self._preposition >= 0:
                self._found[i] = self._preposition, "pcomp"
            elif self._verb >= 0:
                self._found[i] = self._verb, "advcl"
        elif word.tag == "VBN" and not helpers:
            if self._noun >= 0:
                self._found[i] = self._noun, "acl"
        elif self._relative >= 0 and self._noun >= 0:
            self._found[i] = self._noun, "relcl"
            self._found[self._relative] = i, subject
        else:
            if self._subject >= 0:
                self._found[self._subject] = i, subject
            if self._clause >= 0:
                joined = self._joins and self._subject < 0
                self._found[i] = (self._clause, "conj") if joined else (self._verb, "ccomp")
            self._clause = i
        self._verb, self._takes_object, self._joins = i, True, False
        self._preposition = self._subject = self._relative = -1

    def _does(self, i: int) -> bool:
        """Whether a verb in a finite form stands at ``i``: the noun before it is its subject."""
        return i < len(self._words) and (self._words[i].pos == "AUX" or self._words[i].tag in _FINITE)

    def _phrase_head(self, i: int) -> int:
        """The last noun of the run of modifiers and nouns from ``i`` on; ``i`` itself where none follows."""
        head = i
        for j in range(i, min(i + 12, len(self._words))):
            word = self._words[j]
            if word.pos in {"NOUN", "PROPN"} or (j == i and word.is_noun):
                head = j
            elif word.tag not in _BEFORE_NOUN and not (j > i and word.tag == "VBN"):
                break
            if j + 1 < len(self._words) and self._words[j + 1].tag == "POS":
                break
        return head

    def _is_main(self, i: int) -> bool:
        """Whether no verb follows an auxiliary that it could go with."""
        for word in self._words[i + 1 : i + 1 + _REACH]:
            if word.pos == "VERB":
                return False
            if word.pos not in {"ADV", "AUX"}:
                break
        return self._words[i].tag in _FINITE

    def _is_infinitive(self, i: int) -> bool:
        for word in self._words[i + 1 : i + 1 + _REACH]:
            if word.tag == "VB":
                return True
            if word.pos not in {"ADV", "AUX"}:
                break
        return False

    def _auxiliaries(self, verb: int) -> list[int]:
        """Where the auxiliaries of a verb stand, and the "to" of an infinitive, the nearest first."""
        found: list[int] = []
        for i in range(verb - 1, max(-1, verb - 1 - _REACH), -1):
            word = self._words[i]
            if word.pos == "AUX" or word.tag == "TO":
                found.append(i)
                if word.tag == "TO":
                    break
            elif word.pos != "ADV":
                break
        return found
