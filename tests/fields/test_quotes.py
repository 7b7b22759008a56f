"""Quotes in marked sentences: ``"Sales rose," said [Jane Doe](speaker), [chief executive](title) of [Acme](affiliation).``

In a marked row every stretch between quotation marks is a quote of the one speaker, or of somebody whom the text
does not name: then the verb is marked ``cue``; ``⏎`` ends a paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from extractor import Extractor, Quote
from extractor.fields.attribution import RULES
from extractor.fields.quotes import find_quotes
from extractor.language import load_model, prepare
from extractor.mentions.bundle import find_mentions
from extractor.resolve import resolve_names

MARK = re.compile(r"\[([^\[\]]+)\]\((speaker|cue|title|affiliation)\)")
DOCSTRING = re.compile(r"``(.+?)``", re.DOTALL)


@dataclass(frozen=True)
class Marked:
    """A passage, and what is marked in it."""

    text: str
    speaker: str | None
    title: str | None
    affiliation: str | None


def read_marked(row: str) -> Marked:
    """The passage of a row without its marks; ValueError where a mark is malformed or the speaker is missing."""
    roles: dict[str, set[str]] = {
        "speaker": set(),
        "cue": set(),
        "title": set(),
        "affiliation": set(),
    }
    for words, role in MARK.findall(row):
        roles[role].add(words)
    text = MARK.sub(r"\1", row).replace("⏎", "\n")
    speakers = len(roles["speaker"]) + len(roles["cue"])
    if "](" in text or speakers != 1 or any(len(words) > 1 for words in roles.values()):
        raise ValueError(f"one speaker, at most one title and one affiliation, no other marks: {row}")
    return Marked(text, *(next(iter(roles[role]), None) for role in ("speaker", "title", "affiliation")))


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def described(quote: Quote) -> tuple[str | None, str | None, str | None]:
    return (
        quote.speaker.name if quote.speaker else None,
        quote.speaker_title.text if quote.speaker_title else None,
        quote.affiliation.name if quote.affiliation else None,
    )


def between_marks(text: str) -> list[str]:
    """The stretches between marks, the opening mark repeated in each paragraph or not."""
    return [words.strip() for words in re.findall(r'["“]([^"“”\n]{8,})(?:["”]|(?=\n))', text)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_each_rule_reads_its_sentence(rule: object) -> None:
    example = DOCSTRING.search(rule.__doc__ or "")
    assert example
    marked = read_marked(example[1])
    doc = load_model()(prepare(marked.text))
    mentions = find_mentions(doc, marked.text, None)
    quotes = find_quotes(doc, mentions, resolve_names(doc, mentions.names))
    by_rule = {quote.rule: quote.speaker for quote in quotes}
    speaker = by_rule[rule.__name__]  # type: ignore[attr-defined]
    assert (speaker.name if speaker else None) == marked.speaker


SPOKEN = [
    # before, after, in the middle
    "[Lindane Corp](speaker) makes soup. The firm, which Heronworks has backed, told clients to wait and said it was “a step in the right direction”.",
    '"We looked at this for a year," [Jane Doe](speaker) said.',
    '"We looked at this for a year," said [Jane Doe](speaker).',
    "“We are done,” [Acme](affiliation) [chief executive](title) [John Roe](speaker) told reporters.⏎⏎“It is enough for now,” the Scot added.",
    "“We are done,” [Acme](affiliation) [chief executive](title) [John Roe](speaker) told reporters.⏎⏎“It is enough for now,” said the 54-year-old.",
    "“We looked at this for a year,” [Jane Doe](speaker) told a conference in Leeds on Monday.",
    "“We looked at this for a year,” [managing director](title) [Jane Doe](speaker) told this newspaper.",
    "“We looked at this for a year,” [acting chief executive](title) [Jane Doe](speaker) said.",
    "The end is open: “We looked at this for a year,” [Jane Doe](speaker) said.",
    "A memo by [engineer](title) [Jane Doe](speaker) reads in full: “We looked at this for a year.”",
    "When [Jane Doe](speaker) saw the figures, she laughed.⏎⏎“We looked at this for a year.”",
    "“We looked at this for a year.”⏎⏎That is the view of [Jane Doe](speaker), who once ran a mill.",
    '[Jane Doe](speaker) said: "We looked at this for a year."',
    "[Jane Doe](speaker) said, “We looked at this for a year.”",
    '[Jane Doe](speaker) said that "we looked at this for a year" before the board agreed.',
    '"We looked at this," [Jane Doe](speaker) said, "and then we walked away from it."',
    '"We looked at this for a year," said [Jane Doe](speaker). "Then we walked away from it."',
    '"How did we get here so quickly?" asked [Jane Doe](speaker). "Nobody will ever know."',
    'Added [Jane Doe](speaker): "We will look at it for another year."',
    'In a blog post on Friday, [Jane Doe](speaker) wrote: "We looked at this for a year."',
    '"We looked at this for a year," [Jane Doe](speaker) said in an email to staff.',
    '[Jane Doe](speaker) dropped the plan on Friday, saying "we looked at this for a year" and learned much.',
    'According to [Jane Doe](speaker), "it will take a year at the least" to build the plant.',
    'It will take "a year at the very least", according to [Jane Doe](speaker).',
    '[Jane Doe](speaker) called the offer "a gift to all our rivals".',
    'The offer was "a gift to all our rivals," [Jane Doe](speaker) said.',
    'It is a plan that [Jane Doe](speaker) described as "a gift to all our rivals".',
    'The bid, which [Jane Doe](speaker) calls "a gift to all our rivals", has failed.',
    # titles and companies
    '"We looked at this for a year," said [Jane Doe](speaker), [chief executive](title) of [Kestrel Foods](affiliation).',
    '"We looked at this for a year," said [Jane Doe](speaker), [Kestrel Foods](affiliation)\' [chief financial officer](title).',
    '"We looked at this for a year," [Kestrel Foods](affiliation) [chief executive](title) [Jane Doe](speaker) said.',
    '"We looked at this for a year," said [Kestrel Foods](affiliation) [Chief Executive Officer](title) [Jane Doe](speaker).',
    '"We looked at this for a year," said [Jane Doe](speaker), an [analyst](title) at [Lakeside Securities](affiliation).',
    '"We looked at this for a year," said [Jane Doe](speaker), a [food analyst](title) at [Lakeside Securities](affiliation).',
    '"We looked at this for a year," said [Jane Doe](speaker), [co-founder and CEO](title) of [Kestrel Foods](affiliation).',
    '"We looked at this for a year," said [Jane Doe](speaker), [head of retail research](title) at [Lakeside Securities](affiliation).',
    '"We looked at this for a year," said [Jane Doe](speaker), PhD, [Chief Scientific Officer](title) of [Kestrel Foods](affiliation).',
    '"We looked at this for a year," commented [Jane Doe](speaker), [Founder and Managing Partner](title), [Lakeside Capital](affiliation).',
    '"We looked at this for a year," [Kestrel Foods](affiliation) [vice president of marketing](title) [Jane Doe](speaker) said.',
    '[Jane Doe](speaker), an industry veteran, who is [head of research](title) at [Lakeside Securities](affiliation), said: "We looked at this for a year."',
    'Kestrel Foods has bought Marlow. [CEO](title) [Jane Doe](speaker) stays. "At [Marlow](affiliation), we looked at this for a year," she said.',
    '[Jane Doe](speaker), who follows snack makers for [Lakeside Securities](affiliation), said: "We looked at this for a year."',
    '[Jane Doe](speaker), an [analyst](title) who follows the company for [Lakeside Securities](affiliation), said: "We looked at this for a year."',
    '[Jane Doe](speaker), who advises on mergers at consultancy [Lakeside Partners](affiliation), said: "We looked at this for a year."',
    '[Jane Doe](speaker), who runs [Kestrel Foods](affiliation), said: "We looked at this for a year."',
    '[Kestrel Foods](affiliation)\' [Jane Doe](speaker) said: "We looked at this for a year."',
    '[Jane Doe](speaker), from the charity [Fair Loans](affiliation), said: "We looked at this for a year."',
    '[Jane Doe](speaker), [chairman](title) of [Kestrel Foods](affiliation): "We looked at this for a year."',
    '[Jane Doe](speaker), [Co-Head](title) of Sports and Media: "We looked at this for a year."',
    'Kestrel [managing partners](title) [Jane Doe](speaker) and John Roe said: "We looked at this for a year."',
    "[Kestrel Foods](affiliation), whose [head](title) [Jane Doe](speaker) had spoken of “the chance of a generation”, lost.",
    '[Jane Doe](speaker) said the plan "is an absolute must" for growth, according to a Daily Dunlin report.',
    # resolved over the document
    '[Kestrel Foods](affiliation) [chief executive](title) [Jane Doe](speaker) spoke on Monday.⏎⏎"We looked at this for a year," Doe said.',
    '[Kestrel Foods](affiliation) [chief executive](title) [Jane Doe](speaker) spoke on Monday.⏎⏎"We looked at this for a year," she said.',
    '[Kestrel Foods](affiliation) [chief executive](title) [Jane Doe](speaker) spoke on Monday.⏎⏎"We looked at this for a year," the executive said.',
    '[Kestrel Foods](affiliation) hired [Jane Doe](speaker) ([chief executive](title)) in May.⏎⏎"We looked at this for a year," Doe said.',
    'The former banker [Jane Doe](speaker) rose fast.⏎⏎[Kestrel Foods](affiliation) is led by its [chief executive](title), Jane Doe.⏎⏎"We looked at this for a year," Doe said.',
    '[Kestrel Foods](affiliation) was founded in 2015 by [Jane Doe](speaker) and John Roe.⏎⏎"We looked at this for a year," Doe said.',
    'Jane Doe was [head of research](title) at Dunlin before. [Kestrel Foods](affiliation) was founded in 2015 by [Jane Doe](speaker).⏎⏎"We looked at this for a year," Doe said.',
    # organisations and those who speak for them
    '[Kestrel Foods](speaker) said in a statement: "We looked at this for a year."',
    '[Kestrel Foods](speaker) rejected the bid on Monday.⏎⏎"We looked at this for a year," the company said in a statement.',
    '"We looked at this for a year," a [spokesman](title) for [Kestrel Foods](speaker) said.',
    'Asked about it, [Kestrel Foods](speaker) gave us the following answer: "We looked at this for a year."',
    '"We looked at this for a year."⏎⏎[Jane Doe](speaker), [chairman](title) of [Kestrel Foods](affiliation)⏎⏎Kestrel Foods makes snacks.',
    # a passage that goes on
    '[Jane Doe](speaker) said: "We looked at this for a year.⏎⏎"Then we walked away from it, all of us."',
    '"We looked at this for a year," [Jane Doe](speaker) said.⏎⏎"Then we walked away from it, all of us."',
    '[Jane Doe](speaker) put it this way in her letter:⏎⏎"We looked at this for a year."',
    # verbs that tell little, and none
    '"The price was right," said [Jane Doe](speaker), adding, "We could not let it pass."',
    '"The price was never in doubt," per [Jane Doe](speaker), [chairman](title) of [Acme](affiliation).',
    'Doe Foods is, in [Jane Doe](speaker)’s words, "a very good home for our staff."',
    'In [Jane Doe](speaker)’s words, "the price was never in doubt for us."',
    'From [Jane Doe](speaker), [chairman](title) of [Acme](affiliation): "We are ready for the next step."',
    'The takeover was "a step forward for us" for the customers of both, said [Jane Doe](speaker), [chairman](title) of [Acme](affiliation).',
    '[Jane Doe](speaker), [chairman](title) of [Acme](affiliation), agrees with that view. "The price was never in doubt for us."',
    'Doe Foods shares fell on Friday. [Jane Doe](speaker) shrugged at that. "The price was never in doubt for us."',
    '[Jane Doe](speaker), [chairman](title) of [Acme](affiliation), told staff on Friday. "The price was never in doubt for us."',
]


@pytest.mark.parametrize("row", SPOKEN)
def test_speaker_title_and_affiliation(extractor: Extractor, row: str) -> None:
    marked = read_marked(row)
    quotes = extractor.extract(marked.text).quotes
    assert [quote.span.text.strip(",") for quote in quotes] == [
        w.strip(",") for w in between_marks(marked.text)
    ]
    speakers = {described(quote)[0] for quote in quotes}
    assert speakers == {marked.speaker}
    for quote in quotes:
        _, title, affiliation = described(quote)
        assert title == marked.title
        if marked.affiliation:
            assert affiliation == marked.affiliation


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            '"We are sure of it," Jane Doe said. But John Roe said: "I am not so sure of it."',
            ["Jane Doe", "John Roe"],
        ),
        (
            'Jane Doe said she was "glad of such an outcome", and John Roe said the deal would "make both of them stronger".',
            ["Jane Doe", "John Roe"],
        ),
        (
            'Jane Doe and John Roe met in May.\n\n"It was a fine day for us," said Doe.\n\n"I was glad of it too," Roe added.',
            ["Jane Doe", "John Roe"],
        ),
        (
            'Jane Doe met John Roe in May.\n\n"It was a fine day for us," he said. "I was glad of it," she said.',
            ["John Roe", "Jane Doe"],
        ),
        (
            "'It was a fine day,' said Jane Doe. 'Nobody's plans were spoilt.'\n\nJohn Roe said: 'The dogs' owners didn't agree with her.'",
            ["Jane Doe", "Jane Doe", "John Roe"],
        ),
        (
            'Kestrel chief executive Jane Doe met Dunlin chief executive John Roe.\n\nIn a joint letter, the two chief executives wrote: "We looked at this for a year."',
            ["Jane Doe"],
        ),
        (
            '"We like Kestrel," analyst Jane Doe wrote.\n\nIts snacks have a "focus on buyers with much money to spend".',
            ["Jane Doe", "Jane Doe"],
        ),
        (
            'Kestrel owner Dunlin fell. Dunlin "does not intend to make an offer", it said on Monday.',
            ["Dunlin"],
        ),
        (
            'Jane Doe said: "It was a fine day for us."\n\nKestrel Foods is growing fast.\n\nThe filing calls it "a path to control at the right pace".',
            ["Jane Doe", "Kestrel Foods"],
        ),
        (
            'Kestrel Foods, the owner of Dunlin, fell. Jane Doe met it. "We like what we have bought," the company said.',
            ["Kestrel Foods"],
        ),
        ('"It is a done deal by now," said a banker who knows the plan.', [None]),
        ('Two people have told us he said "no more cheap loans" at the gate.', [None]),
        ('"Like Oslo. Or Bergen," Jane Doe said of the prices.', ["Jane Doe"]),
        ('"The Kestrel Way," Jane Doe said, and left.', ["Jane Doe"]),
        ('Cuts hurt, Roe said.\n\n"It is a dear model for us," said Will Doyle, a tutor.', ["Will Doyle"]),
        (
            "John Roe was first. Jane Doe, a banker who works with Kestrel Foods, a snack maker, said it was 'a big step for all'.",
            ["Jane Doe"],
        ),
        (
            'It means a "long summer of pain" for Kestrel, which must fend off Dunlin, said Jane Doe, a banker.',
            ["Jane Doe"],
        ),
        ('Jane Doe won praise for "a plan that lasts" yesterday.', ["Jane Doe"]),
        (
            'Jane Doe met us. "Prices went up by a third," she said. She left.⏎⏎"Prices went up by a third."⏎⏎We left.',
            ["Jane Doe"],
        ),
        (
            "Kestrel rose. A grocer near the square, who would not be named, said the price was 'a gift to all of us'.",
            [None],
        ),
        (
            "Kestrel CEO Jane Doe spoke. One City investor said the plan 'looked like a defence to us'.",
            [None],
        ),
        (
            'Kestrel CEO Jane Doe spoke first.\n\n"It is a done deal by now," the banker said, who asked not to be named.',
            [None],
        ),
        # the company that a noun means, and whom a speaker tells of as another
        (
            'Acme has bought Kestrel, a startup that builds bots. Kestrel has 30 people.\n\nAcme will fold them into its own tools. "Everybody can build a bot," the startup says on its site.',
            ["Kestrel"],
        ),
        (
            'Acme has bought Kestrel, a maker of bots.\n\nThe team will join Acme in May. "We are thrilled to join Acme this year," the team wrote.',
            ["Kestrel"],
        ),
        (
            'Dunlin Management has a stake in Kestrel Mills. Kestrel Mills fell on Friday.\n\nThe mill has heard from Dunlin Management. "We have talked with Kestrel Mills for a year," a spokesperson for the firm said.',
            ["Dunlin Management"],
        ),
        (
            'Dunlin Management has a stake in Kestrel Mills. Kestrel Mills fell on Friday; Kestrel Mills has 30 sites.\n\nThe mill has heard from Dunlin Management. "It is time for a sale," a spokesperson for the firm said.',
            ["Dunlin Management"],
        ),
        (
            'Kestrel is bidding for Dunlin.\n\nAnalysts at Heron were not happy. "The price looks high to us," they wrote.',
            ["Heron"],
        ),
        # a quote told in full behind, and a later one of the paragraph
        (
            'Kestrel buys Dunlin in a push for "snacks of quality"\n\nJane Doe, the head of Kestrel, said: "We want to sell snacks of quality to all."',
            ["Jane Doe", "Jane Doe"],
        ),
        (
            'Kestrel Foods says more.\n\n"We wanted this mill for years." It has 40 sites, and "We could not wait," said Jane Doe, its chief.',
            ["Jane Doe", "Jane Doe"],
        ),
        # documents, and those who have read them
        (
            'Kestrel broke an order on its bid for Dunlin, Heron Capital wrote in a filing.\n\nKestrel fell by 3%. The filing said that the bid "makes no sense for those who own shares".',
            ["Heron Capital"],
        ),
        (
            'In a letter to the board of Kestrel, Jane Doe asked for a sale. Kestrel has not answered yet.\n\n"You have not done well," the letter said.',
            ["Jane Doe"],
        ),
        (
            'A note from Jane Doe to the staff of Kestrel came on Friday. The note reads: "We cannot take less than $50 a share."',
            ["Jane Doe"],
        ),
        (
            'Heron, which owns a tenth of Dunlin, sent Kestrel a memo. "We cannot take less than $50 a share," reads the memo.',
            ["Heron"],
        ),
        (
            'Kestrel is sold. A post on Dunlin\'s blog says that "nothing will change for any of you".',
            ["Dunlin"],
        ),
        (
            'Kestrel is sold. "It was time to go home," reads a post by founders Jane Doe and John Roe.',
            ["Jane Doe"],
        ),
        (
            'Kestrel, a rental startup, closes.\n\nThe email, which Ink has seen, told users to wait and said it is "closing our service for good".\n\n"We are sorry," the company wrote.',
            ["Kestrel", "Kestrel"],
        ),
        (
            'Kestrel, a rental startup, closes.\n\nThe email, obtained by Ink, blamed costs and said it is "closing our service for good".',
            ["Kestrel"],
        ),
        # what others say of the subject
        ('Jane Doe spoke. Kestrel was deemed "the best fit of all we have seen" for Dunlin.', [None]),
    ],
)
def test_who_says_which(extractor: Extractor, text: str, speakers: list[str | None]) -> None:
    quotes = extractor.extract(text.replace("⏎", "\n")).quotes
    assert [described(quote)[0] for quote in quotes] == speakers


@pytest.mark.parametrize(
    "text",
    [
        'Jane Doe calls it the "snack wars".',
        'The so-called "golden share" is gone.',
        'Her book, "The Long Road to Lunch", sold well.',
        'Kestrel Foods Inc. (the "Company") makes crisps.',
        'Kestrel Foods ("Kestrel" or the "Buyer") and Dunlin ("Dunlin") agreed on the terms.',
        'The new disc is 12" wide and the old one 7" at most.',
        "The workers' union and the owners' club met in the '90s.",
        'John "the crisp king" Roe sold his shares.',
        "The shop has only a 'very limited supply of crisps' this week.",
        'It plays "Songs for the Long Dark Winter" every night.',
        'The sign reads "Open".',
        'Jane Doe runs a "buy now, ask later" policy at Kestrel.',
        "Jane Doe spoke.\n\n‘Nobody ever ends’\n\nThe shop opened in 2012.",
        "",
        '"',
        '""""',
        '" " " “ ” ” “',
    ],
)
def test_no_quote(extractor: Extractor, text: str) -> None:
    assert extractor.extract(text).quotes == ()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            '"We will see about that," Senator Jane Doe said of the bid by Kestrel Foods.',
            ("Jane Doe", "Senator", None),
        ),
        (
            'Kestrel Foods rose on Monday. "We will see about that," said analyst Jane Doe.',
            ("Jane Doe", "analyst", None),
        ),
        (
            "Kestrel Foods rose.\n\n“We will see about that,” said Jane Doe, a former Dunlin executive. Jane Doe is chairman of Kestrel Foods.",
            ("Jane Doe", "chairman", "Kestrel Foods"),
        ),
    ],
)
def test_which_title(extractor: Extractor, text: str, wanted: tuple[str, str, str | None]) -> None:
    (quote,) = extractor.extract(text).quotes
    assert described(quote) == wanted


@pytest.mark.parametrize(
    "text",
    [
        '"' * 4000,
        "“We " * 3000,
        'said "' * 3000,
        "Doe's " * 3000 + '"We did it," Doe said.',
        "said Doe, " * 3000 + '"We did."',
    ],
)
def test_odd_text_is_read_without_raising(extractor: Extractor, text: str) -> None:
    extractor.extract(text).check_grounding(text)


def test_marks_that_are_malformed_are_refused() -> None:
    with pytest.raises(ValueError, match="one speaker"):
        read_marked('"We did," said [Jane Doe](spokesman).')
