"""Stretches between quotation marks: what is paired with what. In a row ``⏎`` ends a paragraph."""

from __future__ import annotations

import pytest

from extractor.mentions.quotations import find_quotations
from timing import cpu_seconds


def stretches(row: str) -> list[str]:
    text = row.replace("⏎", "\n\n")
    return [text[found.start : found.end] for found in find_quotations(text)]


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        # shapes of double marks
        ('She said: "It is done."', ["It is done."]),
        ("She said: “It is done.”", ["It is done."]),
        ("She said: ''It is done.''", ["It is done."]),
        ("She said: ``It is done.''", ["It is done."]),
        ("She said: „It is done.“", ["It is done."]),
        ("She said: «It is done.»", ["It is done."]),
        # curly marks the wrong way round, or closed with a straight one
        ("She said: ”It is done.” So it was.", ["It is done."]),
        ('She said: “It is done." So it was.', ["It is done."]),
        ("She said “it is done“ and left.", ["it is done"]),
        # several in one sentence
        ('"It is," she said, "quite done."', ["It is,", "quite done."]),
        ('He called it "bold" and "very brave".', ["bold", "very brave"]),
        ('"One."⏎"Two."', ["One.", "Two."]),
        # beside brackets, dashes and other punctuation
        ('(She said "it is done".)', ["it is done"]),
        ('The offer—"far too low"—was refused.', ["far too low"]),
        ('"It is done"; "it is not".', ["It is done", "it is not"]),
        # nested: the outer stretch is the quotation
        ("\"He said 'it is done' and left,\" she said.", ["He said 'it is done' and left,"]),
        ("“He said ‘it is done’ and left,” she said.", ["He said ‘it is done’ and left,"]),
        ("‘He said “it is done” and left,’ she said.", ["He said “it is done” and left,"]),
        ('He said "„done" or so.', ["done"]),
        ("»It is done«, he said.", []),
        (
            "“He said «it is done» and left,” she said. «He was right.»",
            ["He said «it is done» and left,", "He was right."],
        ),
        ("“It is done.” «So it is.»", ["It is done.", "So it is."]),
        ("\"One\" and «two words» and 'three more words'", ["One", "two words", "three more words"]),
        ("She said: «One.⏎«Two.»", ["One.", "Two."]),
        ("[“It is done,” she said]", ["It is done,"]),
        ("She said:“It is done.”", ["It is done."]),
        ("“It is done”—she said", ["It is done"]),
        ("—“It is done,” she said.", ["It is done,"]),
        ('word"quoted words"word', ["quoted words"]),
        ('She said "it is done"(twice).', ["it is done"]),
        ("She said “ it is done ” twice.", ["it is done"]),
        ("“ It is done. ”", ["It is done."]),
        ("„It is” done", ["It is"]),
        ("“One “two” three,” she said.", ["One “two” three,"]),
        ("“One “two three,” she said.", ["two three,"]),
        ("“He said “it is” so,” “and he left,” she said.", ["He said “it is” so,", "and he left,"]),
        ("“A “b” c “d” e,” she said.", ["b", "d"]),
        ("It is „done“, he said.", ["done"]),
        ("It is done“ “so it is", []),
        ("It is done» she said", []),
        ('It is done…" she said. "It is."', ["It is."]),
    ],
)
def test_double_marks(row: str, wanted: list[str]) -> None:
    assert stretches(row) == wanted


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ("She said: 'It is done.'", ["It is done."]),
        ("She said: ‘It is done.’", ["It is done."]),
        ("'It's done,' she said. 'We're glad.'", ["It's done,", "We're glad."]),
        ("‘It’s done,’ she said. ‘We’re glad.’", ["It’s done,", "We’re glad."]),
        ("She said: 'The dogs' owners are glad.'", ["The dogs' owners are glad."]),
        ("The 'golden share' is gone.", ["golden share"]),
        ("'THE DOGS' OWNERS LEFT,' SHE SAID.", ["THE DOGS' OWNERS LEFT,"]),
        ("‘It is done.’”", ["It is done."]),
        # over paragraphs, each opened again
        ("She said: 'It's done.⏎'We're glad.'", ["It's done.", "We're glad."]),
        (
            "She said: 'The dogs' owners are glad.⏎'We all are.'",
            ["The dogs' owners are glad.", "We all are."],
        ),
        ("The dogs 'who bark at night.⏎'We all sleep,' she said.", ["We all sleep,"]),
        # apostrophes
        ("The workers' union met the owners' club.", []),
        ("It's Doe's shop, isn't it?", []),
        ("Back in the '90s, rock 'n' roll ruled.", []),
        ("Get 'em while they're hot.", []),
        ("The ’80s were Doe’s years.", []),
        ("'It is done'; 'it is not'.", ["It is done", "it is not"]),
        ("('It is done.')", ["It is done."]),
        ("'…it is done,' she said.", ["…it is done,"]),
        ("'[It] is done,' she said.", ["[It] is done,"]),
        ("'$5 is enough,' she said.", ["$5 is enough,"]),
        ("'It is done'—she said", ["It is done"]),
        ("'It is done", []),
        ("It is done'", []),
        ("the bosses' plan is 'a mess'.", ["a mess"]),
        ("'The bosses' plan is a mess,' she said.", ["The bosses' plan is a mess,"]),
        ("'We met the Joneses' she said. 'It's done.'", ["We met the Joneses", "It's done."]),
        ("‚It is done‘, she said", ["It is done"]),
        ("´It is done´, she said", []),
        ("`It is done`, she said", ["It is done"]),
        ("'\"It is done,\" he said,' she said.", ["It is done,"]),
        ("don't 'do it' don't", ["do it"]),
        ("'tis done, 'it is done'", ["it is done"]),
        ("'One 'two' three,' she said.", ["two"]),
        ("'We're done.' 'No, we're not.'", ["We're done.", "No, we're not."]),
        ("James' 'big plan' failed", ["big plan"]),
        ("They said 'yes.⏎'No,' she said.", ["No,"]),
        ("Plans 'a.⏎b' c", []),
        ("‘ ‘it is done’ ’", ["it is done"]),
    ],
)
def test_single_marks(row: str, wanted: list[str]) -> None:
    assert stretches(row) == wanted


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ("He is 6'2\" tall.", []),
        ('A 12" disc is no 7" one.', []),
        ('"The 12" disc is back," she said.', ['The 12" disc is back,']),
        ('She said "we sold 12" and left.', ["we sold 12"]),
        ('He is 6′2" tall.', []),
        ("He is 6'2” tall.", []),
        ('He is 6\' 2" tall, and "so am I".', ["so am I"]),
        ('A 12" disc', []),
        ('A 12-inch 12"-wide "big disc"', ["big disc"]),
        ('"It cost 12" and left.', ["It cost 12"]),
        ('12" of "rain fell" here.', ["rain fell"]),
        ('"A 12" disc is round" and so on.', ['A 12" disc is round']),
    ],
)
def test_inches_and_feet(row: str, wanted: list[str]) -> None:
    assert stretches(row) == wanted


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        # a mark opens each paragraph, and closes the last
        ('She said: "One.⏎"Two.⏎"Three."', ["One.", "Two.", "Three."]),
        # a mark opens the first and closes the last
        ('She said: "One.⏎Two." He left.', ["One.", "Two."]),
        # never closed: what follows is not lost
        ('She said: "One.⏎He said: "Two."', ["One.", "Two."]),
        ('The "open mark was lost. She said: "It is done."', ["It is done."]),
        ('A mark too many" stood here.⏎She said: "It is done."', ["It is done."]),
        ("'One is here.⏎'Two is here,' she said.", ["One is here.", "Two is here,"]),
        ('She said: "One.⏎Two. Then he left.⏎He said: "Three."', ["One.", "Three."]),
        ('She said: "One.⏎Two" and "three".⏎Four.', ["One.", "Two", "three"]),
        ('The "lost mark⏎is closed" here.', []),
        ('She said that "one.⏎"two."', ["one.", "two."]),
        ('"One⏎"Two⏎three"⏎four"', ["One", "Two", "three"]),
        ('He said: "One.⏎⏎⏎"Two."', ["One.", "Two."]),
        # opened within a clause and never closed: the next paragraph opens again
        ("The bid is “far too low.⏎“We stay,” she said.", ["far too low.", "We stay,"]),
        ("The bid is “far too low.⏎He said: “We stay.”", ["We stay."]),
        ("The bid is “far too low for us⏎“We stay,” she said.", ["We stay,"]),
    ],
)
def test_paragraphs_and_odd_marks(row: str, wanted: list[str]) -> None:
    assert stretches(row) == wanted


def test_which_stretches_go_on_and_which_are_closed() -> None:
    found = list(find_quotations('She said: "One.\n\n"Two.\n\n"Three."\n\n"Four."'))
    assert [(one.continues, one.closed, one.paragraph) for one in found] == [
        (False, False, 0), (True, False, 1), (True, True, 2), (False, True, 3),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "marks"),
    [
        ("She said: “It is done.”", ["double"]),
        ("She said: «It is done.»", ["angle"]),
        ("She said: 'It is done.'", ["single"]),
        ("\"One\" and «two words» and 'three more'", ["double", "angle", "single"]),
        ("'One is here' and \"two\" and «three»", ["single", "double", "angle"]),
    ],
)
def test_the_kind_of_marks(row: str, marks: list[str]) -> None:
    assert [found.marks for found in find_quotations(row)] == marks


def test_a_stretch_that_only_its_second_paragraph_closes_goes_on_there() -> None:
    found = list(find_quotations('She said: "One.\n\nTwo." He left.\n\nThe "lost mark. He said: "Three."'))
    assert [(one.continues, one.closed, one.paragraph) for one in found] == [
        (False, False, 0), (True, True, 1), (False, True, 2),
    ]  # fmt: skip


def test_single_marks_go_on_over_paragraphs() -> None:
    found = list(
        find_quotations("She said: 'One is.\n\n'Two are.\n\n'Three,' she said. 'And four.'\n\n'Five.'")
    )
    assert [(one.continues, one.closed, one.paragraph) for one in found] == [
        (False, False, 0), (True, False, 1), (True, True, 2), (False, True, 2), (False, True, 3),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", '"', '""', "''", "“”", '" "', "'", "« »", '"\n\n"', '\ud800"a"'])
def test_marks_with_nothing_between(text: str) -> None:
    assert all(text[found.start : found.end].strip() for found in find_quotations(text))


@pytest.mark.parametrize(
    "part",
    [
        '"',
        "“",
        "'",
        "''",
        '"a ',
        "'a ",
        'a" ',
        '12" a ',
        "“a”",
        "«",
        '"a\n\n',
        "'a\n\n",
        "s' ",
        "\n \n",
        "6'2\" ",
    ],
)
def test_cost_grows_with_the_length(part: str) -> None:
    """Four times the text takes no more than ten times as long: nothing is searched for again and again."""
    texts = [part * (length // len(part)) for length in (50_000, 200_000)]

    few, many = (cpu_seconds(lambda text=text: list(find_quotations(text))) for text in texts)
    assert many < 10 * few + 0.2
