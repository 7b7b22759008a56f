import pytest
from made_by_hand import FULL, TEXT, record, span

from extractor.output.explain import explanation
from extractor.output.marking import mark
from extractor.output.rows import describe, record_rows, rows_of
from extractor.output.table import render, tables
from extractor.schema import Extraction, Money, Quote


def test_rows_show_every_field_that_is_there() -> None:
    assert [
        (row.path, row.field, row.value, row.words[0].text if row.words else "") for row in rows_of(FULL)
    ] == [
        ("deals[0].kind", "kind", "stake", ""),
        ("deals[0].status", "status", "completed", "buys"),
        ("deals[0].acquirers[0]", "acquirer", "Acme Corp (ACM.N)", "Acme Corp"),
        ("deals[0].target", "target", "Beta", "Beta"),
        ("deals[0].target.description", "target description", "", "a maker of sieves"),
        ("deals[0].price", "price", "under 40,000,000 USD", "under"),
        ("deals[0].price_disclosed", "price disclosed", "yes", ""),
        ("deals[0].stake", "stake", "60 %", "60%"),
        ("deals[0].prior_funding", "prior funding", "5,000,000 to 6,000,000 USD", "$5 million to $6 million"),
        ("deals[0].investors[0]", "investor", "Lux", "Lux"),
        ("deals[1].kind", "kind", "asset purchase", ""),
        ("deals[1].status", "status", "completed", ""),
        ("deals[1].sellers[0]", "seller", "Delta", "Delta"),
        ("deals[1].price_disclosed", "price disclosed", "no", "terms were not disclosed"),
        ("financings[0].company", "company", "Beta", "Beta"),
        ("financings[0].amount", "amount", "5,000,000 to 6,000,000 USD", "$5 million to $6 million"),
        ("financings[0].investors[0]", "investor", "Lux", "Lux"),
        ("financings[0].date", "date", "unknown", "last May"),
        ("valuations[0].company", "company", "Acme Corp (ACM.N)", "Acme Corp"),
        ("valuations[0].amount", "amount", "2,000,000,000 EUR", "€2bn"),
        ("quotes[0].span", "quote", "", "It sieves more than sand,"),
        ("quotes[0].speaker", "speaker", "Ann Poe", "Ann Poe"),
        ("quotes[0].affiliation", "affiliation", "Acme Corp (ACM.N)", "Acme Corp"),
        ("quotes[0].cue", "cue", "", "said"),
    ]


def test_a_bare_record_has_no_rows() -> None:
    assert list(rows_of(record())) == []
    assert [row.path for row in record_rows(FULL.deals[1], "x")] == [
        "x.kind",
        "x.status",
        "x.sellers[0]",
        "x.price_disclosed",
    ]


def test_evidence_in_brackets() -> None:
    assert (
        mark(TEXT, FULL, color=False).plain
        == """\
[Acme Corp](acquirer) (ACM.N) [buys](status) [60%](stake) of [Beta](target) for [under](price) [$40 million](price)

[Beta](target), [a maker of sieves](target description), raised [$5 million to $6 million](prior funding) \
[last May](date) from [Lux](investor). [Acme](acquirer) is worth [€2bn](amount).
"[It sieves more than sand,](quote)" [said](cue) [Ann Poe](speaker) of Acme. Gamma was sold by [Delta](seller); \
[terms were not disclosed](price disclosed)."""
    )


def test_evidence_in_colour_leaves_the_words_alone() -> None:
    marked = mark(TEXT, FULL, color=True)
    assert marked.plain == TEXT.rstrip()
    styles = {TEXT[part.start : part.end]: part.style for part in marked.spans}
    assert styles["buys"] == "bold red"
    assert styles["last May"] == "underline"


def test_the_shorter_span_shows_within_the_longer() -> None:
    text = '"we love Beta and sand"'
    nested = record(
        text,
        quotes=(
            Quote(span=span("we love Beta and sand", text), speaker=None, speaker_title=span("Beta", text)),
        ),
    )
    assert (
        mark(text, nested, color=False).plain == '"[we love ](quote)[Beta](speaker title)[ and sand](quote)"'
    )


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (1_300_000_000, "1.3bn"),
        (222_000_000, "222m"),
        (1_234_000_000_000, "1,234bn"),
        (1_125_000_000, "1.125bn"),
        (1_234_567_000, "1,234.567m"),
        (1_234_567, "1,234,567"),
        (950_000, "950,000"),
        (31.5, "31.5"),
        (2_500_000.0, "2.5m"),
    ],
)
def test_short_amounts(amount: float, shown: str) -> None:
    money = Money(amount=amount, currency="USD", qualifier="exact", span=span("$40 million"))
    assert describe(money, short=True) == f"{shown} USD"


def test_table_without_columns_that_no_deal_fills() -> None:
    (shown,) = tables([FULL], width=140, color=False)
    assert (
        shown
        == """\
acme
 acquirers         ┃ target ┃ kind           ┃ status    ┃ price         ┃ prior funding ┃ investors
━━━━━━━━━━━━━━━━━━━╇━━━━━━━━╇━━━━━━━━━━━━━━━━╇━━━━━━━━━━━╇━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━╇━━━━━━━━━━━
 Acme Corp (ACM.N) │ Beta   │ stake          │ completed │ under 40m USD │ 5m to 6m USD  │ Lux
                   │        │ asset purchase │ completed │ undisclosed   │               │
financings: 1, valuations: 1, quotes: 1

"""
    )


def test_table_of_no_deal() -> None:
    (shown,) = tables([record()], width=140, color=False)
    assert shown == "acme\ndeals: 0, financings: 0, valuations: 0, quotes: 0\n\n"


def with_text(extraction: Extraction, text: str) -> Extraction:
    document = extraction.document.model_copy(update={"text": text})
    return extraction.model_copy(update={"document": document})


def test_explanation() -> None:
    shown = render(explanation(with_text(FULL, TEXT), color=False), width=120, color=False)
    assert (
        """
Deal 1
 field              ┃ value                      ┃ read from                ┃ rule
━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━
 kind               │ stake                      │                          │
 status             │ completed                  │ buys                     │
 acquirer           │ Acme Corp (ACM.N)          │ Acme Corp (ACM.N) buys   │ subject_verb_object
 target             │ Beta                       │ Beta                     │ subject_verb_object
 target description │                            │ a maker of sieves        │
 price              │ under 40,000,000 USD       │ for under $40 million    │ for_amount
 price disclosed    │ yes                        │                          │
 stake              │ 60 %                       │ 60%                      │
 prior funding      │ 5,000,000 to 6,000,000 USD │ $5 million to $6 million │
 investor           │ Lux                        │ Lux                      │

Deal 2
"""
        in shown
    )
    assert shown.endswith(
        """
Candidates that lost
 for            ┃ read from  ┃ rule         ┃ why it lost
━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━╇━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━
 deals[0].price │ worth €2bn │ worth_amount │ further [bold]away[/bold]
"""
    )


def test_explanation_in_colour_has_a_legend_and_no_sequences_of_the_article() -> None:
    text = TEXT + "\x1b]0;owned\a\u202e"
    shown = render(explanation(with_text(FULL, text), color=True), width=120, color=True)
    assert "\x1b[1;36macquirer\x1b[0m" in shown
    assert "\x1b]" not in shown
    assert "\a" not in shown
    assert "\u202e" not in shown


def test_explanation_of_no_deal() -> None:
    assert render(
        explanation(with_text(record("Nothing."), "Nothing."), color=False), width=80, color=False
    ) == ("Nothing.\n\nNo deal.\n")
