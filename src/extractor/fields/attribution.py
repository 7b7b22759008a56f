"""Whose words a stretch between marks is: each rule reads one way in which news attributes a quote.

The first in RULES that speaks is believed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from extractor.fields.noun_phrases import Phrase, read_noun_phrase
from extractor.fields.passages import FINITE, Bounds, Item, sentence_start
from extractor.fields.reporting import (
    BE,
    first_reporting,
    is_reporting,
    is_talk,
    last_participle,
    last_reporting,
    reporting_forms,
)
from extractor.fields.speakers import Speaker
from extractor.fields.subjects import is_unnamed, read_object, read_subject
from extractor.fields.titles import is_title
from extractor.fields.views import Story, View, view_of


class Attribution(NamedTuple):
    """What a rule reads: a phrase still to be resolved, or a speaker taken over from elsewhere."""

    cue: Bounds | None
    phrase: Phrase | None = None
    speaker: Speaker | None = None
    firm: bool = True
    """The attribution makes speech of whatever stands between the marks."""


Rule = Callable[[View, Story], Iterator[Attribution]]

_ARTICLES = frozenset(["a", "an", "the", "one", "another", "some", "several"])
_CLAUSE_GOES_ON = frozenset(
    ["so", "but", "and", "or", "which", "who", "while", "because", "as", "although", "when"]
)
NOBODY = Speaker(None)
"""Somebody speaks whom the text does not name."""
_PUNCTUATION = frozenset({"comma", "colon", "dash", "stop"})
_NEW_CLAUSE = frozenset(["and", "but", "while", "whereas", "although", "though"])
"""After a quote's comma they begin what is told of another: "... a good fit", [and] Doe said the price was right."""
_LONGEST_LINE = 14
"""Items of a line that only names who is quoted above it."""
_CALLING = frozenset(["call", "describe", "dub", "label"])
"""Verbs that take what they are said of and the words: "Doe called the price [a steal]"."""

_CALLED = frozenset(
    ["branded", "called", "considered", "deemed", "described", "dubbed", "hailed", "labeled", "labelled", "seen", "termed", "touted", "viewed"]
)  # fmt: skip
"""What the subject of a passive is that others speak of."""


def said_name(view: View, story: Story) -> Iterator[Attribution]:
    """``"Sales rose sharply this year," said [Jane Doe](speaker), [chief executive](title) of [Acme](affiliation).``"""
    low = _after_comma(view)
    if low >= view.right:
        return
    verb = low
    while verb < min(view.right, low + 3) and view.items[verb].tag == "RB":
        verb += 1
    if verb >= view.right or not is_reporting(view.items, verb):
        return
    end = verb + 1
    if (
        end < view.right
        and view.items[end].low in {"in", "out", "up", "back", "on"}
        and view.items[end].tag == "RP"
    ):
        end += 1
    phrase = read_object(view.items, end, view.right)
    if phrase is not None:
        yield Attribution(_span(view.items, verb, end), phrase)
    elif end + 1 < view.right and is_talk(view.items[verb]) and view.items[end].low in _ARTICLES:
        yield Attribution(_span(view.items, verb, end), speaker=NOBODY)


def name_said(view: View, story: Story) -> Iterator[Attribution]:
    """``"We paid too much," [Jane Doe](speaker), an [analyst](title) at [Lakeside Securities](affiliation), told reporters.``"""
    low = _after_comma(view)
    verb = first_reporting(view.items, low, min(view.right, low + 40))
    if verb is None or verb == low or (view.items[low].low in _NEW_CLAUSE and _is_reported(view)):
        return
    if view.items[low].low == "according":
        return  # "according to a document that Doe [filed]"
    if not _may_follow(view, low):
        return
    phrase = read_subject(view.items, low, verb, clause=False)
    if phrase is not None:
        yield Attribution(_span(view.items, verb, verb + 1), phrase)
    elif (
        verb - low <= 8
        and is_talk(view.items[verb])
        and not any(item.tag in FINITE for item in view.items[low:verb])
    ):
        yield Attribution(_span(view.items, verb, verb + 1), speaker=NOBODY)


def said_name_colon(view: View, story: Story) -> Iterator[Attribution]:
    """``Added [Jane Doe](speaker), [chairman](title) of [Acme](affiliation): "The price was never in doubt."``"""
    if view.at - view.sentence < 2 or view.items[view.at - 1].kind not in {"colon", "comma"}:
        return
    if is_reporting(view.items, view.sentence):
        phrase = read_object(view.items, view.sentence + 1, view.at - 1)
        if phrase is not None:
            yield Attribution(_span(view.items, view.sentence, view.sentence + 1), phrase)


def name_comma_said(view: View, story: Story) -> Iterator[Attribution]:
    """``[Jane Doe](speaker) told reporters: "We paid too much."``"""
    verb = last_reporting(view.items, view.left, view.at)
    if verb is None or not _leads_in(view, verb):
        return
    yield from _said_before(view, verb)


def saying(view: View, story: Story) -> Iterator[Attribution]:
    """``[Jane Doe](speaker) rejected the offer on Monday, saying, "We are worth far more."``"""
    verb = last_participle(view.items, view.left, view.at)
    if verb is None or not _leads_in(view, verb):
        return
    if (
        view.previous >= 0
        and (before := story.found.get(view.previous)) is not None
        and _no_subject(view, verb)
    ):
        yield Attribution(_span(view.items, verb, verb + 1), None, before)
        return
    phrase = _with_subject(view.items, view.left, verb) or _sentence_subject(view, verb)
    if phrase is not None:
        yield Attribution(_span(view.items, verb, verb + 1), phrase)


def according_to(view: View, story: Story) -> Iterator[Attribution]:
    """``According to [Jane Doe](speaker), "the price was never in doubt."``"""
    for low, high in ((_after_comma(view), view.right), (view.left, view.at)):
        for i in range(low, high - 1):
            if view.items[i].low == "according" and view.items[i + 1].low == "to":
                phrase = read_object(view.items, i + 2, high)
                if phrase is not None and not (i > low > view.at and _is_reported(view)):
                    yield Attribution(_span(view.items, i, i + 2), phrase)
                    return


def in_the_words_of(view: View, story: Story) -> Iterator[Attribution]:
    """``It was, in the words of [Jane Doe](speaker), "a very good day for shareholders."``"""
    for low, high in ((_after_comma(view), view.right), (view.left, view.at)):
        for i in range(low, high - 1):
            here = [item.low for item in view.items[i : i + 4]]
            if here[:4] == ["in", "the", "words", "of"]:
                phrase = read_object(view.items, i + 4, high)
            elif here[0] in {"per", "via"}:
                phrase = read_object(view.items, i + 1, high)
                if phrase is not None and phrase.kind not in {"name", "role"}:
                    phrase = None
            elif here[0] == "in" and (end := _words_end(view.items, i, high)):
                phrase = read_noun_phrase(view.items, i + 1, end - 1)
            else:
                continue
            if phrase is not None:
                yield Attribution(_span(view.items, i, i + 1), phrase)
                return


def name_colon(view: View, story: Story) -> Iterator[Attribution]:
    """``[Jane Doe](speaker), [chief executive](title) of [Acme](affiliation): "We are ready for the next step."``"""
    if view.at == 0 or view.items[view.at - 1].kind != "colon" or view.at - view.left < 2:
        return
    low = max((i + 1 for i in range(view.left, view.at - 1) if _is_break(view.items, i)), default=view.left)
    if any(item.tag in FINITE for item in view.items[low : view.at - 1]):
        return
    if view.items[low].low == "from" and low + 1 < view.at - 1:
        low += 1
    first = view.items[low].entity
    read = read_object if first is not None and story.speakers.is_person(first) else read_subject
    phrase = read(view.items, low, view.at - 1)
    if phrase is not None and phrase.kind in {"name", "role", "document"}:
        yield Attribution(_span(view.items, view.at - 1, view.at), phrase)


def clause_colon(view: View, story: Story) -> Iterator[Attribution]:
    """``[Acme](speaker) gave us the following answer: "The price was never in doubt."``"""
    if view.at > view.left + 1 and view.items[view.at - 1].kind == "colon" and view.whole:
        phrase = _first_subject(view.items, view.left, view.at)
        if phrase is not None:
            yield Attribution(_span(view.items, view.at - 1, view.at), phrase)


def quote_dash_name(view: View, story: Story) -> Iterator[Attribution]:
    """``"The best investment that we ever made." — [Jane Doe](speaker), [chairman](title), [Acme](affiliation)``"""
    low = view.at + 1
    if low < view.stop and view.items[low].kind == "stop":
        low += 1
    if low + 1 >= len(view.items) or view.items[low].kind != "dash" or low + 12 < len(view.items):
        return
    phrase = read_object(view.items, low + 1, len(view.items))
    if phrase is not None and phrase.kind == "name" and phrase.head.start == view.items[low + 1].start:
        yield Attribution(_span(view.items, low, low + 1), phrase)


def line_of_name(view: View, story: Story) -> Iterator[Attribution]:
    """``"We have long admired the team and its work."⏎⏎- [Jane Doe](speaker), [chief executive](title), [Acme](affiliation)``"""
    following = view.passage.number + 1
    alone = view.at == 0 and all(item.kind in _PUNCTUATION for item in view.items[1:])
    if not alone or following >= len(story.passages):
        return
    items = story.passages[following].items
    low = 1 if items and items[0].kind == "dash" else 0
    if not low + 1 < len(items) <= _LONGEST_LINE or any(i.tag in FINITE or i.kind == "quote" for i in items):
        return
    phrase = read_object(items, low, len(items))
    if phrase is not None and phrase.kind == "name" and (low or phrase.title):
        yield Attribution(None, phrase)


def name_verb(view: View, story: Story) -> Iterator[Attribution]:
    """``"You are a genius," [Jane Doe](speaker) purred.``"""
    low = _after_comma(view)
    if view.words[-1] not in ",?!" or low >= view.right or view.items[low].low in _CLAUSE_GOES_ON:
        return
    verb = next((i for i in range(low, min(view.right, low + 25)) if view.items[i].tag in FINITE), None)
    if verb is None or verb == low or view.items[verb].low in BE:
        return
    phrase = read_subject(view.items, low, verb, clause=False)
    if phrase is not None:
        yield Attribution(_span(view.items, verb, verb + 1), phrase)


def verb_name(view: View, story: Story) -> Iterator[Attribution]:
    """``"What a day!" grinned [Jane Doe](speaker), [chairman](title) of [Acme](affiliation).``"""
    low = _after_comma(view)
    if view.words[-1] not in ",?!" or low + 1 >= view.right or view.items[low].tag not in {"VBD", "VBZ"}:
        return
    if (
        view.items[low + 1].kind == "name"
        and (phrase := read_object(view.items, low + 1, view.right)) is not None
    ):
        yield Attribution(_span(view.items, low, low + 1), phrase)


def runs_on(view: View, story: Story) -> Iterator[Attribution]:
    """``[Jane Doe](speaker) said: "The first year was hard.⏎⏎"The second year was easier for us all."``"""
    if view.quotation.continues:
        yield from _same_speaker(story, story.latest)


def broken(view: View, story: Story) -> Iterator[Attribution]:
    """``"The price," said [Jane Doe](speaker), "was never in doubt."``"""
    if view.previous >= 0 and view.previous in story.found and view.at > 0:
        before = view.items[view.at - 1]
        if before.kind in _PUNCTUATION or (view.previous == story.latest and not _adds_subject(view)):
            yield from _same_speaker(story, view.previous)


def within_clause(view: View, story: Story) -> Iterator[Attribution]:
    """``[Acme](speaker) said the takeover of its rival was "a step forward for customers" and for staff.``"""
    verb = last_reporting(view.items, view.left, view.at)
    if verb is None:
        return
    yield from _said_before(view, verb, firm=is_talk(view.items[verb]))


def within_said_after(view: View, story: Story) -> Iterator[Attribution]:
    """``The takeover was "a step forward" for the customers of both, [Jane Doe](speaker) said.``"""
    for low in range(view.at + 1, min(view.stop, view.at + 30)):
        if view.items[low].kind == "comma":
            if low + 2 < view.stop and is_reporting(view.items, low + 1) and is_talk(view.items[low + 1]):
                phrase = read_object(view.items, low + 2, view.stop)
                if phrase is not None:
                    yield Attribution(_span(view.items, low + 1, low + 2), phrase, firm=False)
                    return
            verb = first_reporting(view.items, low + 1, min(view.stop, low + 20))
            if verb is not None and view.items[verb - 1].kind == "comma":
                continue  # "to fend off Acme, [said] Doe"
            if verb is not None and verb + 1 < len(view.items) and verb > low + 1:
                phrase = read_subject(view.items, low + 1, verb, clause=False)
                if phrase is not None and is_talk(view.items[verb]):
                    yield Attribution(_span(view.items, verb, verb + 1), phrase, firm=False)
                    return


def within_saying(view: View, story: Story) -> Iterator[Attribution]:
    """``[Jane Doe](speaker) dropped the bid, saying the board's demands were "an insult to our shareholders".``"""
    verb = last_participle(view.items, view.sentence, view.at)
    if verb is None:
        return
    phrase = _sentence_subject(view, verb)
    if phrase is not None:
        yield Attribution(_span(view.items, verb, verb + 1), phrase, firm=is_talk(view.items[verb]))


def verb_of_dependency(view: View, story: Story) -> Iterator[Attribution]:
    """``In a letter that [Jane Doe](speaker) wrote last week, the offer is "too low to consider".``"""
    for i in range(view.at - 1, view.sentence - 1, -1):
        item = view.items[i]
        told = item.kind == "word" and item.low in reporting_forms()
        aside = i < view.at - 1 and _is_of_object(view.items, view.sentence, i)  # "which Ink has [seen]"
        if told and not aside:
            token = story.passages.doc[item.token]
            for child in token.children:
                if child.dep_ == "nsubj":
                    for other in view.items[view.sentence : view.at]:
                        if (
                            other.token <= child.i
                            and other.kind == "name"
                            and child.i < other.token + 4
                            and other.end > child.idx
                        ):
                            yield Attribution(
                                _span(view.items, i, i + 1), Phrase("name", other, other.entity), firm=False
                            )
                            return


def nobody_said(view: View, story: Story) -> Iterator[Attribution]:
    """``The fans [chanted](cue) back at the board, "Sell the club," before the whistle.``"""
    verb = last_reporting(view.items, view.left, view.at)
    if verb is None or verb == view.left or not _leads_in(view, verb):
        return
    if reporting_forms()[view.items[verb].low] not in _CALLING:
        yield Attribution(_span(view.items, verb, verb + 1), speaker=NOBODY)


def after_colon_of_paragraph(view: View, story: Story) -> Iterator[Attribution]:
    """``[Jane Doe](speaker) put it this way in her letter:⏎⏎"The price was never in doubt."``"""
    number = view.passage.number
    if view.at or number == 0:
        return
    items = story.passages[number - 1].items
    if not items or items[-1].kind != "colon":
        return
    start = sentence_start(items, len(items) - 1)
    verb = last_reporting(items, start, len(items))
    phrase = read_subject(items, start, verb) if verb is not None else None
    if phrase is None and verb == start:
        phrase = read_object(items, start + 1, len(items) - 1)
    phrase = phrase or _first_subject(items, start, len(items))
    if phrase is not None:
        yield Attribution(_span(items, len(items) - 1, len(items)), phrase)


def sentence_before(view: View, story: Story) -> Iterator[Attribution]:
    """``[Jane Doe](speaker) agrees with that view. "The price was never in doubt."``"""
    if not view.whole or not view.opens_sentence or view.sentence == 0:
        return
    items = view.items
    start = sentence_start(items, view.sentence - 1)
    if any(item.kind == "quote" for item in items[start : view.sentence]):
        return
    verb = last_reporting(items, start, view.sentence)
    if verb is not None and is_talk(items[verb]):
        told = read_subject(items, start, verb) or read_object(items, verb + 1, view.sentence - 1)
        if told is not None:
            yield Attribution(None, told, firm=False)
            return
    phrase = _first_subject(items, start, view.sentence)
    if phrase is not None and phrase.kind in {"name", "pronoun", "role"}:
        speaker = story.speakers.resolve(phrase, view.passage.number)
        if story.speakers.is_person(speaker.entity):
            yield Attribution(None, phrase, firm=False)


def same_paragraph(view: View, story: Story) -> Iterator[Attribution]:
    """``"The price was right," said [Jane Doe](speaker). "We could not let it pass."``"""
    if story.latest >= 0 and _paragraph_of(story, story.latest) == view.passage.number:
        yield from _same_speaker(story, story.latest, firm=view.whole)


def sentence_after(view: View, story: Story) -> Iterator[Attribution]:
    """``"The price was never in doubt." [Jane Doe](speaker) told reporters.``"""
    low = view.at + 1
    if not view.whole or low >= len(view.items) or view.items[low].kind != "stop":
        return
    end = next(
        (i for i in range(low + 1, len(view.items)) if view.items[i].kind in {"stop", "quote"}),
        len(view.items),
    )
    verb = first_reporting(view.items, low + 1, end)
    if verb is None or end - verb > 6:
        return
    phrase = read_subject(view.items, low + 1, verb, clause=False)
    if phrase is not None:
        yield Attribution(_span(view.items, verb, verb + 1), phrase)


def later_in_paragraph(view: View, story: Story) -> Iterator[Attribution]:
    """``"The price was never in doubt." The deal closed in May. "We could not let it pass," [Jane Doe](speaker) told reporters.``"""
    numbers = [item.quote for item in view.items[view.at + 1 :] if item.kind == "quote"]
    later = view_of(story.passages, numbers[0]) if numbers else None
    if not view.whole or not view.opens_sentence or later is None:
        return
    for rule in (said_name, name_said):
        for attribution in rule(later, story):
            yield attribution._replace(cue=None, firm=False)
            return


def paragraph_before(view: View, story: Story) -> Iterator[Attribution]:
    """``[Jane Doe](speaker) argues that the price was fair.⏎⏎"We could not let it pass. It was right for us."``"""
    if not view.whole or not view.opens_sentence:
        return
    for number in range(view.passage.number - 1, max(-1, view.passage.number - 3), -1):
        items = story.passages[number].items
        numbers = [item.quote for item in items if item.kind == "quote" and item.quote in story.found]
        after = max((i for i, item in enumerate(items) if item.kind == "quote"), default=-1)
        phrase = None
        verb = last_reporting(items, after + 1, len(items))
        while verb is not None and not is_talk(items[verb]):
            verb = last_reporting(items, after + 1, verb)
        if verb is not None:
            phrase = read_subject(items, max(sentence_start(items, verb), after + 1), verb)
        if phrase is not None and phrase.kind in {"name", "pronoun", "role"} and not numbers:
            yield Attribution(None, phrase, firm=False)
            return
        if phrase is None and (person := _person_last_told_of(story, number, after + 1)) is not None:
            yield Attribution(None, person, firm=False)
            return
        if numbers:
            yield from _same_speaker(story, numbers[-1], firm=False)
            return


def _person_last_told_of(story: Story, number: int, low: int) -> Phrase | None:
    """The subject of the last sentence of a paragraph, behind its quotes, where it is a person: "[She] knew the figures well."."""
    items = story.passages[number].items
    start = max(sentence_start(items, len(items) - 1), low) if len(items) > low else low
    phrase = _first_subject(items, start, len(items))
    if phrase is None or phrase.kind not in {"name", "pronoun", "role"}:
        return None
    speaker = story.speakers.resolve(phrase, number)
    return phrase if story.speakers.is_person(speaker.entity) else None


_VIEW_OF = frozenset(
    ["assessment", "conclusion", "message", "opinion", "verdict", "view", "warning", "words"]
)


def paragraph_after(view: View, story: Story) -> Iterator[Attribution]:
    """``"We could not let it pass. It was right for us."⏎⏎[Jane Doe](speaker) tells the story with relish.``"""
    if not view.whole or view.at or story.latest >= 0:
        return
    for number in range(view.passage.number + 1, min(view.passage.number + 3, len(story.passages))):
        items = story.passages[number].items
        if items and items[0].kind == "quote":
            continue
        of = next((i for i, item in enumerate(items[:6]) if item.low in _VIEW_OF), 0)
        viewed = of and of + 1 < len(items) and items[of + 1].low == "of"
        end = next((i for i, item in enumerate(items) if item.kind in {"stop", "quote"}), len(items))
        phrase = read_object(items, of + 2, end) if viewed else _first_subject(items, 0, end)
        if phrase is not None and phrase.kind == "name" and story.speakers.is_person(phrase.entity):
            yield Attribution(None, phrase, firm=False)
        return


def last_speaker(view: View, story: Story) -> Iterator[Attribution]:
    """``[Jane Doe](speaker) said: "It was hard."⏎⏎The shop opened in 2012.⏎⏎It grew fast.⏎⏎"We have come a long way since we began."``"""
    if view.whole and view.opens_sentence and story.latest >= 0:
        yield from _same_speaker(story, story.latest, firm=False)


def clause_subject(view: View, story: Story) -> Iterator[Attribution]:
    """``[Jane Doe](speaker) won applause for "a plan that will outlive us all" on Friday.``"""
    phrase = _first_subject(view.items, view.sentence, view.at)
    if phrase is not None and _is_called(view):
        yield Attribution(None, speaker=NOBODY, firm=False)
    elif phrase is not None and phrase.kind in {"name", "pronoun", "role", "document"}:
        yield Attribution(None, phrase, firm=False)


def clause_after(view: View, story: Story) -> Iterator[Attribution]:
    """``Citing the "soft demand in the north" and its costs, [Acme](speaker) will close two sites.``"""
    items = view.items
    first = items[view.sentence]
    if first.tag not in {"IN", "VBG", "VBN"} or any(
        item.tag in FINITE for item in items[view.sentence : view.at]
    ):
        return
    comma = next((i for i in range(view.at + 1, view.right) if items[i].kind == "comma"), view.right)
    phrase = _first_subject(items, comma + 1, view.right)
    if phrase is not None and phrase.kind in {"name", "pronoun", "role", "organisation"}:
        yield Attribution(None, phrase, firm=False)


RULES: tuple[Rule, ...] = (
    # the quote goes on from one before
    runs_on,
    # a verb leads straight into the quote
    said_name_colon,
    name_comma_said,
    saying,
    # or follows it at once
    said_name,
    name_said,
    according_to,
    in_the_words_of,
    name_colon,
    clause_colon,
    quote_dash_name,
    line_of_name,
    name_verb,
    verb_name,
    broken,
    # part of a sentence
    within_clause,
    within_saying,
    within_said_after,
    verb_of_dependency,
    nobody_said,
    # no cue of its own
    after_colon_of_paragraph,
    sentence_before,
    same_paragraph,
    sentence_after,
    later_in_paragraph,
    paragraph_before,
    paragraph_after,
    last_speaker,
    clause_subject,
    clause_after,
)
"""The first that yields is believed: cues beside the quote before those further off, and those before none."""


# --- parts of rules ----------------------------------------------------------------------------------


def _span(items: Sequence[Item], low: int, high: int) -> Bounds:
    return items[low].start, items[high - 1].end


def _same_speaker(story: Story, number: int, *, firm: bool = True) -> Iterator[Attribution]:
    before = story.found.get(number)
    if before is not None:
        yield Attribution(None, None, before, firm)


def _paragraph_of(story: Story, number: int) -> int:
    return story.passages.number_at(story.passages.quotations[number].start)


def _after_comma(view: View) -> int:
    """Index where an attribution after the quote may start; ``view.right`` where none may."""
    low = view.at + 1
    if low < view.right and view.items[low].kind in {"comma", "dash"}:
        return low + 1
    return low if view.words[-1] in ",?!…—–-" or view.right - low > 0 else view.right


def _may_follow(view: View, low: int) -> bool:
    """Whether an attribution can start at ``low``: after a comma within or without the marks, or with a name."""
    if low > view.at + 1 or view.words[-1] in ",?!…—–-":
        return True
    first = view.items[low]
    return first.kind == "name" or first.low in {"he", "she", "they", "it", "the"}


def _leads_in(view: View, verb: int) -> bool:
    """Whether nothing but an object or a circumstance stands between the verb and the quote."""
    items = view.items
    between = items[verb + 1 : view.at]
    if any(item.tag in FINITE and item.kind == "word" and not is_title(item) for item in between):
        return False
    if not between:
        return True
    last, calls = between[-1], reporting_forms()[items[verb].low] in _CALLING
    if last.kind == "comma" and calls:
        return False  # "But when Acme called, we had to listen"
    if last.kind in {"colon", "comma"} or last.low == "that":
        return True
    return calls or reporting_forms()[items[verb].low] == "tell" or len(between) <= 2


def _said_before(view: View, verb: int, *, firm: bool = True) -> Iterator[Attribution]:
    """The verb's subject, nobody where that is unnamed, else the subject of the sentence."""
    items = view.items
    cue = _span(items, verb, verb + 1)
    phrase = read_subject(items, view.left, verb)
    nameless = phrase is None or (phrase.kind == "organisation" and phrase.affiliation is None)
    if nameless and is_unnamed(items, view.left, verb):
        yield Attribution(cue, speaker=NOBODY, firm=firm)
    elif (phrase := phrase or _first_subject(items, view.sentence, verb)) is not None:
        yield Attribution(cue, phrase, firm=firm)


def _sentence_subject(view: View, verb: int) -> Phrase | None:
    return _first_subject(view.items, view.sentence, verb)


def _first_subject(items: Sequence[Item], low: int, high: int) -> Phrase | None:
    """The subject of the sentence's first finite verb."""
    for i in range(low, high):
        item = items[i]
        verb = item.kind == "word" and (item.tag in FINITE or is_reporting(items, i))
        if verb and i > low and not _is_of_object(items, low, i):
            phrase = read_subject(items, low, i)
            if phrase is not None:
                return phrase
    return None


def _is_of_object(items: Sequence[Item], low: int, verb: int) -> bool:
    """Whether a verb tells what another does with the subject: "The startup, which Acme [backed], sued and said"."""
    for i in range(verb - 1, low, -1):
        if items[i].kind in {"comma", "dash"}:
            return False
        if items[i].low in {"which", "whom"}:
            return i + 1 < verb and items[i + 1].kind == "name"
    return False


def _with_subject(items: Sequence[Item], low: int, verb: int) -> Phrase | None:
    """ "with [Doe] saying": the participle's own subject."""
    start = next((i for i in range(verb - 1, max(low, verb - 8) - 1, -1) if items[i].low == "with"), verb)
    return read_noun_phrase(items, start + 1, verb) if start < verb - 1 else None


def _is_called(view: View) -> bool:
    """Whether the words are what others say of the subject: "Bolt was deemed “the best fit”", "was described as “the best fit”"."""
    before = view.items[view.sentence : view.at]
    if before and before[-1].low == "as":
        before = before[:-1]
    return bool(before) and before[-1].low in _CALLED and any(item.low in BE for item in before[-3:])


def _no_subject(view: View, verb: int) -> bool:
    return _first_subject(view.items, view.left, verb) is None


def _adds_subject(view: View) -> bool:
    return _first_subject(view.items, view.left, view.at) is not None


def _is_reported(view: View) -> bool:
    """Whether somebody speaks before the quote: "Doe said it was "a must" for all, according to a report"."""
    verb = last_reporting(view.items, view.left, view.at)
    return verb is not None and is_talk(view.items[verb])


def _is_break(items: Sequence[Item], at: int) -> bool:
    """A dash that stands free, not the hyphen of "co-head"."""
    return items[at].kind == "dash" and items[at].start > items[at - 1].end


def _words_end(items: Sequence[Item], low: int, high: int) -> int:
    """ "in Doe's words": index of "words", or 0."""
    for i in range(low + 2, min(high, low + 7)):
        if items[i].low in {"words", "phrase"} and (
            items[i - 1].kind == "possessive" or items[i - 1].low in {"his", "her", "its", "their"}
        ):
            return i
    return 0
