"""Financings in marked sentences: ``[Acme](company) raised [$5 million](amount) from [Bolt Capital](investor).``

A row holds one statement: one company, at most one amount, and all its backers (a lead is a backer too).
"""

from __future__ import annotations

from functools import cache

import pytest
from spacy.language import Language

from extractor.fields.funding import FinancingCandidate, find_funding, fold_financings
from extractor.language import load_model, prepare
from extractor.marked import parse_marked
from extractor.mentions.bundle import find_mentions
from extractor.resolve import resolve_names


@cache
def model() -> Language:
    return load_model(None)


def found_in(text: str) -> list[FinancingCandidate]:
    doc = model()(prepare(text))
    mentions = find_mentions(doc, text, None)
    return fold_financings(list(find_funding(doc, mentions, resolve_names(doc, mentions.names))[0]))


def described(text: str, found: FinancingCandidate) -> tuple[set[str], set[str], set[str], set[str]]:
    """Company, amount, investors and leads."""
    money = found.money
    return (
        {found.company.name},
        {text[money.start : money.end]} if money else set(),
        {entity.name for entity in found.investors},
        {entity.name for entity in found.leads},
    )


ROWS = [
    "[Acme](company) raised [$5 million](amount) from [Bolt Capital](investor).",
    "[Acme Corp](company) has raised [$5 million](amount) in a Series B round led by [Bolt Capital](lead), with participation from [Cape Ventures](investor) and [Dune Partners](investor).",
    "[Acme](company), a maker of pumps, has raised [$5 million](amount).",
    "[Acme](company), which makes pumps in Leeds, has so far raised just under [$5 million](amount).",
    "[Acme](company) is a startup that has raised [$5 million](amount) from [Bolt Capital](investor).",
    "Founded in 2012, [Acme](company) has raised [$5 million](amount) in equity and debt.",
    "After attending the Harbour programme, [Acme](company) raised [$5 million](amount) from [Bolt Capital](investor), [Cape Ventures](investor) and [Dune Partners](investor).",
    "[Acme](company) opened an office in Berlin after securing [$5 million](amount) in a Series E round.",
    "[Acme](company) announced it raised [$5 million](amount) in funding.",
    "[Acme](company) opened in 2011 and has raised nearly [$5 million](amount), according to a database.",
    "[Acme](company) bags [$5 million](amount) to sell pumps online",
    "[Acme](company) said on Monday that it had closed its [$5 million](amount) seed round led by [Bolt Capital](lead).",
    "[Acme](company) closed a [$5 million](amount) Series A, with existing investors such as [Bolt Capital](investor), [Cape Ventures](investor) and others taking part.",
    "[Acme](company) received an investment of [£5 million](amount) from the Boston-based private equity firm [Bolt Capital](investor).",
    "[Acme](company) secured [$50 million](amount) of venture debt from [Bolt Bank](investor).",
    "[Acme](company) raised [$70 million](amount) last year in its initial public offering.",
    "[Acme](company) raised [€5 million](amount) ($5.4 million) in fresh funding.",
    "[Acme](company)'s [$5 million](amount) seed round was led by [Bolt Capital](lead) (Germany) and [Cape Ventures](lead) (London).",
    "[Bolt Capital](lead) led a [$9 million](amount) funding round in [Acme Robotics](company) last May.",
    "[Bolt Capital](investor) invested [$5 million](amount) in [Acme Robotics](company) last year.",
    "[Bolt Capital](investor) has put [$5 million](amount) into the robotics startup [Acme](company).",
    "[Bolt Capital](investor) and [Cape Ventures](investor) have both invested in [Acme Robotics](company).",
    "[Acme](company) raised [$5 million](amount) in early 2016, and [Bolt Capital](investor) and [Cape Ventures](investor) both took part in the round without a word.",
    "[Acme](company) raised [$5 million](amount) last week. The round was led by [Bolt Capital](lead), the venture arm of Bolt Industries, with participation from [Cape Ventures](investor).",
    "[Acme](company) raised [$5 million](amount) last week. [Bolt Capital](lead) and [Cape Ventures](lead) led the round with new investors including the [Dune Fund](investor), and earlier investors such as [Elm Partners](investor).",
    "[Acme](company) raised [$5 million](amount) last week. [Bolt Capital](investor) and [Cape Ventures](investor) also participated.",
    "[Acme](company) raised [$5 million](amount) last week. Other investors include [Bolt Capital](investor), [Cape Ventures](investor) and [Dune Partners](investor).",
    "[Acme](company) raised [$5 million](amount) last week. Existing backers [Bolt Capital](investor) and [Cape Ventures](investor) joined the round.",
    "[Bolt Capital](investor)-backed [Acme](company) opened an office.",
    "Payments startup [Acme](company), backed by [Bolt Capital](investor) and [Jane Doe](investor), opened an office.",
    "[Acme](company) is backed by leading investors including [Bolt Capital](investor), [Cape Ventures](investor), and [Dune Partners](investor).",
    "Backed by [Bolt Capital](investor) and [Cape Ventures](investor), [Acme](company) has grown fast.",
    "[Acme](company) counts [Bolt Capital](investor) and [Cape Ventures](investor) among its backers.",
    "[Acme](company), whose investors include [Bolt Capital](investor) and [Cape Ventures](investor), makes pumps.",
    "Founded in 2015, [Acme](company) had raised [$46 million](amount) from the likes of [Bolt Capital](investor) and [Cape Ventures](investor).",
    "[Acme](company) snags [$30M](amount) for a new take on pumps",
    "[Acme](company) launches with [$50M](amount) to sell pumps",
    "[Acme](company) Gets [$20M](amount) from [Bolt Capital](investor) to Build Better Pumps",
    "[Acme](company) raised [$5 million](amount) last week. The round, a Series A, is being led by [Bolt Capital](lead).",
    "[Acme](company) raised [$5 million](amount) last week. Also participating are strategic investors [Bolt Capital](investor) (via its fund) and [Cape Ventures](investor), along with [Dune Partners](investor).",
    "[Acme](company) raised [$5 million](amount) last week. Joining the round was [Bolt Capital](investor), which makes pumps, too.",
    "[Acme](company) raised [$5 million](amount) last week. The round was oversubscribed and led by [Bolt Capital](lead).",
    "[Acme](company) raised [$5 million](amount) from investors including [Jane Doe](investor), founder of Elm, and [John Roe](investor).",
    "[Acme](company) raised an undisclosed amount from [Bolt Capital](investor) in 2020.",
    "[Acme Robotics](company) investors [Bolt Capital](investor) and [Cape Ventures](investor) will sell their shares.",
    "[Bolt Capital](investor), an early backer of [Acme](company), declined to comment.",
    "[Bolt Capital](investor), which has been an investor in [Acme Robotics](company) since 2018, will sell its stake.",
    "[Bolt Capital](investor) has become an investor in the payments startup [Acme Robotics](company).",
    "[Bolt Capital](investor), which owns a stake in [Acme Robotics](company), invested [$500 million](amount) in the company in 2019.",
    "[Acme](company) raised [$12 million](amount). [Bolt Capital](lead) led, with [Cape Ventures](investor) and [Dune Partners](investor) participating.",
    "[Acme](company) raised [$12 million](amount), with [Bolt Capital](lead) leading and [Cape Ventures](investor) participating.",
    "[Acme](company) raised [$12 million](amount), with [Bolt Capital](lead) and [Cape Ventures](lead) leading the round.",
    "[Acme](company) raised [$12 million](amount). The new money comes from [Bolt Capital](investor) and [Cape Ventures](investor).",
    "[Acme](company) makes pumps, with [Bolt Capital](investor) and [Cape Ventures](investor) among its backers.",
    "[Acme](company) raised [$48 million](amount). [Bolt Capital](investor) put in some of it, as did [Cape Ventures](investor).",
    "[Acme](company) raised [$48m](amount) in a round led by [Bolt Capital](lead), with [Cape Ventures](investor) also writing a check.",
    "[Bolt Capital](investor) put another [$30 million](amount) into [Acme Robotics](company).",
    "[Bolt Capital](investor) backs [Acme](company) with [$30 million](amount)",
    "[Bolt Capital](investor) agreed to invest [$30 million](amount) in [Acme Robotics](company).",
    "Bolt Group is buying [Acme Robotics](company). The startup had raised [$30 million](amount) from [Cape Ventures](investor).",
    "[Acme](company)'s last funding was in 2021. [Bolt Capital](investor) participated in [Acme](company)'s Series B.",
    "[Bolt Bank](investor) will provide [$5 million](amount) of debt financing to [Acme Robotics](company).",
    "[Bolt Capital](investor) and [Cape Ventures](investor) are among [Acme](company)'s investors.",
    "[Acme](company)'s investors include [Bolt Capital](investor), as well as [Cape Ventures](investor).",
    "[Acme](company) has some foreign investors, including [Bolt Capital](investor) and [Cape Ventures](investor).",
    "Bolt Group also took its unit [Acme](company) public in April, raising [$5 million](amount).",
    "Bolt Group said it is buying [Acme](company). For its backers that is good news. The last deal of the year was smaller, and Bolt Group is paying twice as much. All told, the company had taken in [$5 million](amount) before the sale.",
    "[Acme](company) raised [$9 million](amount). [Bolt Capital](lead) led the [$9 million](amount) Series A.",
    "Acme has sold its ships. Talk of a [Bolt](company) deal emerged after it raised [$5 million](amount) through a rights offer.",
    "[Acme](company) said it has bridge financing of [$5 billion](amount) for the deal.",
    "[Acme](company), a [Bolt Capital](investor) portfolio company, opened an office.",
    "[Acme](company) had raised just [$5 million](amount) before the deal, from [Bolt Capital](investor).",
    "[Acme](company) emerged from stealth only last year with [$5 million](amount) from [Bolt Capital](investor).",
    "[Acme](company) was sold for less than half of the [$5 million](amount) it had raised from [Bolt Capital](investor).",
    "In all, [Acme](company) pulled in [$5 million](amount), including a seed check from [Bolt Capital](investor).",
    "[Acme](company) raised [$5 million](amount) from some of the best-known names in venture capital, among them [Bolt Capital](investor) and [Cape Ventures](investor).",
    "[Acme](company) has raised [$5 million](amount) from investors such as [Bolt Capital](investor), [Cape Ventures](investor), the venture firm that works with spies, and the British contractor [Dune Partners](investor).",
    "[Acme](company) had raised [$5 million](amount) from [Bolt Capital](investor) and a pair of angels, the payments executive [Jane Doe](investor) and [John Roe](investor), who once ran a bank.",
    "[Acme](company) had been funded to the tune of [$5 million](amount) by [Bolt Capital](investor), which is run by Cape Partners.",
    "[Bolt Capital](investor) has backed five startups that lend to farmers: [Acme](company).",
    "[Bolt Capital](investor) has invested in some well-known companies including [Acme](company).",
    "[Bolt Capital](investor), whose portfolio includes payments startups like [Acme](company), opened an office.",
    "[Bolt Capital](investor) has a broad portfolio of payments firms that not only includes [Acme](company).",
    "[Bolt Capital](investor) counts [Acme](company) among its early investments.",
    "[Bolt Capital](investor) is best known as an early backer of [Acme](company).",
    "[Bolt Capital](investor) is based in Oslo. Past investments include [Acme](company).",
    "[Bolt Capital](investor)'s portfolio that includes sports investments in [Acme](company) is growing.",
    "[Bolt Capital](investor) was founded in 2005. [Acme](company) is among the companies it has invested in.",
    "[Acme](company) is among the companies that [Bolt Capital](investor) has invested in.",
    "[Bolt Capital](lead) has led a [$12 million](amount) Series A round in Oslo-based payments platform [Acme](company).",
    "[Bolt Capital](lead) co-led a [$600m](amount) Series D round for UK-based pump maker [Acme](company) with [Cape Ventures](investor), while [Dune Partners](investor) also participated.",
    "[Bolt Capital](investor) bet [$8 million](amount) on payments company [Acme](company).",
    "Along with [Bolt Capital](investor), [Cape Ventures](investor) and additional investors also participated in [Acme](company)'s [$50 million](amount) Series C.",
    "[Acme](company) raised [$5 million](amount). As well as venture firm [Bolt Capital](investor), U.S. funds [Cape Ventures](investor) and [Dune Partners](investor) have also signed on.",
    "[Acme](company) raised [$5 million](amount). Dutch bank [Bolt](investor), [Cape Ventures](investor), Thailand's [Dune Group](investor), and existing investor [Elm Partners](investor) from Vietnam, also participated in the funding round.",
    "[Acme](company) raised [$5 million](amount). The round, its first since 2019, had participation from existing investors like [Bolt Capital](investor) and [Cape Ventures](investor).",
    "[Acme](company) raised [$5 million](amount). [Bolt Capital](lead) led the equity piece, joined by [Cape Ventures](investor) and [Dune Partners](investor).",
    "[Acme](company) raised [$5 million](amount). [Bolt Capital](investor) and [Cape Ventures](investor) filled out the round.",
    "[Acme](company) closed its pre-Series A round at [Rs 6 crore](amount) from investors such as [Bolt Capital](investor) and [Cape Ventures](investor).",
    "[Acme](company) has secured [S$28m](amount) (US$20m) in a Series B round from [Bolt Capital](investor).",
    "[Acme](company) had received [$20m](amount) in a 2014 Series B round featuring media group [Bolt](investor).",
    "[Acme](company) secured [$300m](amount) in 2017 at a $1.4bn valuation.",
    "[Acme](company) launched in June 2019 with [$2.7 million](amount) in seed funding.",
    "[Acme](company) has attracted more than [$60 million](amount) from investors such as [Bolt Capital](investor).",
    "[Acme](company) received [$5 million](amount) from [Bolt Capital](investor) and [Cape Ventures](investor).",
    "Founded in 2012, [Acme](company) was backed with [$45 million](amount) from [Bolt Capital](investor) and [Cape Ventures](investor).",
    "[Acme](company) has raised [$60 million](amount) since its founding in 2014 from [Bolt Capital](investor) and others.",
    "[Acme](company)'s previous funding includes a [$10 million](amount) seed round led by [Bolt Capital](lead).",
    "Bolt Group bought [Acme](company). Its last funding round, a [$45 million](amount) Series B in 2021, was led by [Cape Ventures](lead).",
    "Bolt Group bought [Acme](company). The startup had [$45 million](amount) in funding.",
    "Bolt Group bought [Acme](company). Total funding to date is [$45 million](amount).",
    "Bolt Group bought [Acme](company). Investors had put [$45 million](amount) into the startup.",
    "Bolt Group bought [Acme](company). Previous investors include [Cape Ventures](investor) and [Jane Doe](investor).",
    "Bolt Group bought [Acme](company). [Cape Ventures](investor) is one of its investors.",
    "Bolt Group bought [Acme](company), whose investors, among them [Cape Ventures](investor), will be paid.",
    "[Acme Inc](company) in [$25m](amount) funding round",
    "[Acme Inc](company) to raise [$25m](amount) in a Hong Kong listing",
    "[Acme](company) is set to raise up to [$25m](amount) from its listing.",
    "[Acme](company) will raise [$25m](amount) in new equity.",
    "[Bolt Capital](investor) to invest [$25 million](amount) in [Acme Robotics](company)",
    "[Acme](company) went public on Monday, selling 10 million shares at $5 per share to raise [$50 million](amount).",
    "[Acme](company) went public in a [$4 billion](amount) initial public offering.",
    "[Acme Inc](company) priced its IPO of 10 million shares at $16 per share for gross proceeds of about [$175 million](amount).",
    "[Acme Inc](company) prices [$15 million](amount) public offering",
    "[Acme](company) said it expects net proceeds of [$42 million](amount) from a public stock offering.",
    "[Acme](company) issued [$500 million](amount) in 5.5% notes due in 2034.",
    "[Acme](company) agreed a [£40m](amount) loan facility with [Bolt Bank](investor).",
    "[Acme](company) borrowed [$40 million](amount) from [Bolt Bank](investor).",
    "[Acme](company) financed the purchase with existing cash and [$6 million](amount) of bank debt under a credit facility.",
    "[Bolt Bank](investor) has provided [Acme Robotics](company) with a [$40 million](amount) loan.",
    "The government awarded [Acme Robotics](company) a [$5 million](amount) grant.",
    "[Acme](company) has the backing of [Bolt Capital](investor) and [Cape Ventures](investor).",
    "[Acme](company) is a portfolio company of [Bolt Capital](investor).",
    "[Acme](company), in which [Bolt Capital](investor) owns a minority stake, opened an office.",
    "[Acme](company), which has [Bolt Capital](investor) as an investor, makes pumps.",
    "[Acme](company) was incubated by [Bolt Capital](investor).",
    "[Bolt Capital](investor) is [Acme](company)'s largest outside investor.",
    "The backers of [Acme](company), including [Bolt Capital](investor) and [Cape Ventures](investor), will be paid.",
    "[Bolt Capital](investor) was among the participants in the [$2bn](amount) round closed by payments group [Acme](company).",
    "[Bolt Capital](lead) has led a new funding round worth over [$1 billion](amount) in [Acme Robotics](company).",
    "[Acme](company) has closed an oversubscribed [$112 million](amount) crossover financing.",
    "[Acme](company) just got [$40 million](amount) more from [Bolt Capital](investor).",
    "A [Bolt Capital](investor)-led group invested [$40 million](amount) in [Acme Robotics](company).",
    "[Acme](company), backed by [Bolt Capital](investor) and [Cape Ventures](investor), opened an office and [Acme](company)'s investors to date include [Dune Partners](investor).",
    "[Acme](company), which [Bolt Capital](investor) backed in 2019, makes pumps.",
    "Backed by [Bolt Energy](investor), an arm of Cape Partners, [Acme](company) holds parts of ten fields.",
    "[Acme](company) intends to pay for the cash part with about [$5 billion](amount) in new debt financing that banks have committed.",
    "Bolt Group bought [Acme](company). The company's investors include [Cape Ventures](investor) and [Jane Doe](investor).",
    "Bolt Group bought [Acme](company). The startup is backed by [Cape Ventures](investor).",
    "Bolt Group bought [Acme](company). It counted [Cape Ventures](investor) and [Dune Partners](investor) among its investors.",
    "[Acme](company), the pump startup backed by [Cape Ventures](investor), has been bought by Bolt Group.",
    "[Acme](company) raised [$5 million](amount). [Bolt Capital](investor) was the lead investor, with [Cape Ventures](investor) participating.",
    "[Acme](company) raised [$5 million](amount). [Bolt Capital](lead)'s Mary Poe led the round.",
    "[Acme](company)'s backers - among them [Bolt Capital](investor) and [Cape Ventures](investor) - will be paid.",
    "[Acme](company) is backed by more than [$41 million](amount) from [Bolt Capital](investor).",
    "[Acme](company) has closed a [$5 million](amount) Series B. [Bolt Capital](lead) led the round.",
    "[Bolt Capital](investor)'s [$5 million](amount) investment in [Acme Robotics](company) came in May.",
    "A [$5 million](amount) investment from [Bolt Capital](investor) valued [Acme Robotics](company) at $90 million.",
    "Jane Doe led [Bolt Capital](investor)'s investment in [Acme Robotics](company).",
    "Mary Poe of [Bolt Capital](lead), which led the Series A of [Acme Robotics](company), left.",
    "[Bolt Capital](investor) and [Cape Ventures](investor) are backing [Acme Robotics](company) with [$5 million](amount).",
    "[Acme Robotics](company) makes pumps. [Bolt Capital](investor) invested [$5 million](amount) in the company.",
    "[Bolt Capital](investor) has invested [$5 million](amount) in [Kestrel](company), the two said.",
    "The news follows [Bolt Group](investor)'s purchases of Cape Motors and Dune Foods, its strategic investment in [Acme Robotics](company), and a merger.",
]


@pytest.mark.parametrize("row", ROWS)
def test_reads(row: str) -> None:
    marked = parse_marked(row)
    wanted = tuple(
        marked.words(*roles) for roles in (["company"], ["amount"], ["investor", "lead"], ["lead"])
    )
    assert [described(marked.text, f) for f in found_in(marked.text)] == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        "Bolt Capital raised $5 million for its third fund.",
        "Bolt Capital has raised a $5 billion fund.",
        "Acme raised its offer for Bolt Inc to $5 billion.",
        "Acme raised its revenue forecast to $5 billion.",
        "Acme plans to raise $5 million from Bolt Capital.",
        "Acme closed a $5 million contract with Bolt Inc.",
        "Acme received $5 million from Bolt Inc in damages.",
        "Acme invested $5 million in its platform.",
        "The bid is backed by Bolt Capital.",
        "Bolt Capital backed Acme's plan to close a mine.",
        "A team led by Jane Doe runs Acme.",
        "Acme has invested heavily in Germany.",
        "Acme sells mortgage-backed securities to Bolt Capital.",
        "Acme won an order worth $5 million.",
        "Acme snags a $5 million contract for new pumps.",
        "Acme Bank would lend a borrower as much as $20 million in debt financing.",
        "A new startup of a former Acme engineer is hiring.",
        "Acme secured $5 million to settle a lawsuit.",
        "Acme's holders would get $5 million in debt under the offer.",
        "Acme's portfolio includes Bolt and Cape.",
        "Acme counts Bolt and Cape among its customers.",
        "Acme has served companies such as Bolt and Cape.",
        "Acme is seeking to raise $5 million.",
        "Acme wants to invest $5 million in Bolt Robotics.",
        "Acme invested $5 million in a Super Cup ad.",
        "Acme sold $5 million of bonds for Leeds clinics to investors.",
        "Acme's $54 billion five-year capital plan was announced in the fall.",
        "Acme sold its pumps unit for net proceeds of $5 million.",
        "The purchase values Acme's issued share capital at $5 million.",
        "Acme received $5 million from Bolt Inc for the mill.",
        "Acme lent Bolt its ships.",
        "Acme Group launched a $100 million investment programme for pumps.",
        "Acme Group will get an investment from Bolt Group and stay independent.",
        "Jane Doe's bid for Acme is backed by her own firm, Bolt, and by Cape Ventures.",
        "Activist investor Bolt Capital has lifted its stake in Acme.",
        "Acme Group runs a $100 million venture capital fund.",
        "Acme Group signed a $20 million investment agreement with Bolt Inc.",
        "Acme Group sold its pumps unit to raise $5 million.",
        "Acme Group pledged $5 million to Dune College.",
        "The company said the purchase was funded with $9 million of cash.",
        "Acme Group attracted $2 billion from savers.",
        "Acme Group agreed a $50 million settlement with Bolt Bank.",
        "Acme Group gave Bolt Motors a $5 million contract.",
    ],
)
def test_silent_on_what_is_no_financing(text: str) -> None:
    assert found_in(text) == []
