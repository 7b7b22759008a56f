"""A record in a notebook: a table of its deals that no article can break out of."""

from lxml import html
from made_by_hand import FULL, record

from extractor.schema import Document, Extraction, Party


def shown(extraction: Extraction) -> html.HtmlElement:
    return html.fromstring(extraction._repr_html_())


def test_the_deals_as_a_table() -> None:
    page = shown(FULL)
    assert [cell.text for cell in page.iter("th")][:4] == ["acquirers", "target", "kind", "status"]
    rows = [[cell.text_content() for cell in row.iter("td")] for row in page.find(".//tbody")]
    assert [row[:2] for row in rows] == [["Acme Corp (ACM.N)", "Beta"], ["", ""]]
    assert rows[0][4] == "under 40m USD"
    assert rows[1][4] == "undisclosed"
    assert page.findall("p")[-1].text == "financings: 1, valuations: 1, quotes: 1"


def test_no_deal() -> None:
    assert "deals: 0, financings: 0" in shown(record()).text_content()


def test_words_of_an_article_stay_words() -> None:
    hostile = "<script>alert(\"x\")</script>&lt;b onclick='y'>\x1b[31m\u202e"
    deal = FULL.deals[0]
    party = Party(name=hostile, mentions=deal.acquirers[0].mentions)
    document = Document.model_validate(FULL.document.model_dump() | {"title": hostile, "text": None})
    page = shown(
        FULL.model_copy(
            update={"document": document, "deals": (deal.model_copy(update={"acquirers": (party,)}),)}
        )
    )
    assert {element.tag for element in page.iter()} <= {
        *("div", "p", "b", "table", "thead", "tbody", "tr", "th", "td"),
    }
    assert [dict(element.attrib) for element in page.iter() if element.attrib] == [
        {"class": "tex2jax_ignore mathjax_ignore"}  # "$5m for Acme, $6m for Bolt" is no formula
    ]
    assert page.find(".//td").text == "<script>alert(\"x\")</script>&lt;b onclick='y'>␛[31m\ufffd"
