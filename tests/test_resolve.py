"""Names to entities: which writings are one company, what it is called, and what it is."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from extractor.language import load_model, prepare
from extractor.mentions.names import find_names
from extractor.resolve import Entities, normal_form, resolve_names

if TYPE_CHECKING:
    from spacy.language import Language


@cache
def model() -> Language:
    return load_model(None)


def entities_of(text: str) -> Entities:
    doc = model()(prepare(text))
    return resolve_names(doc, find_names(doc))


def forms(text: str) -> dict[str, set[str]]:
    """Each entity's name, and all its writings."""
    return {entity.name: {mention.text for mention in entity.mentions} for entity in entities_of(text).all}


ONE = [
    # a legal form more or less
    ("Pellworm Inc makes pumps. Pellworm was founded in May.", "Pellworm Inc", "Pellworm"),
    ("PELLWORM Corp. makes pumps. Pellworm Corporation is old.", "PELLWORM Corp.", "Pellworm Corporation"),
    # the full name first, the short form after
    ("Elwood Software Inc makes pumps. Elwood is old.", "Elwood Software Inc", "Elwood"),
    ("Elwood Management runs funds. In May Elwood bought a bank.", "Elwood Management", "Elwood"),
    (
        "Elwood buys a bank\n\nElwood Industrial Motion Corp said so.",
        "Elwood Industrial Motion Corp",
        "Elwood",
    ),
    # inner capitals and domains
    ("The startup MallowML was sold. In May, Mallow raised money.", "MallowML", "Mallow"),
    ("The retailer Trellis.com Inc fell. In May, Trellis rose.", "Trellis.com Inc", "Trellis"),
    # initials and aliases
    ("He joined Pellworm Business Machines (PBM). PBM makes pumps.", "Pellworm Business Machines", "PBM"),
    (
        "Pellworm International Airport Limited (“PIAL”) was sold.",
        "Pellworm International Airport Limited",
        "PIAL",
    ),
    ("Elwood Holdings Inc. (NYSE: EWD) (“Elwood”) was sold.", "Elwood Holdings Inc.", "Elwood"),
    (
        "The bank bought Pellworm Merchants Finance Ltd.'s (PMFL) loans.",
        "Pellworm Merchants Finance Ltd.",
        "PMFL",
    ),
    # surnames
    ("Jane Doe spoke. Doe is chief executive.", "Jane Doe", "Doe"),
    ("The founder is Walter G. Lane. Mr. Lane spoke.", "Walter G. Lane", "Lane"),
    # names of old
    ("Pellworm, formerly known as Quandrel, makes pumps.", "Pellworm", "Quandrel"),
    ("PLWM Earnings: PellWorm (PLWM) rose. PellWorm makes pumps.", "PellWorm", "PellWorm"),
    ("Pellworm Inc, operating as Quandrel Pumps, makes pumps.", "Pellworm Inc", "Quandrel Pumps"),
    ('Pellworm Pump AB (publ) ("Pellworm Pumps") makes pumps.', "Pellworm Pump AB", "Pellworm Pumps"),
    (
        "He runs Pellworm (formerly Quandrel Pumps International), a startup.",
        "Pellworm",
        "Quandrel Pumps International",
    ),
]


@pytest.mark.parametrize(("text", "name", "form"), ONE)
def test_one_company(text: str, name: str, form: str) -> None:
    found = forms(text)
    assert name in found
    assert form in found[name]


TWO = [
    "Elwood Capital led the round. Elwood Capital Ventures joined it.",
    "The parent is Elwood. Its unit Elwood Cloud grew.",
    "The parent is Elwood. The unit Elwood Ventures backed it.",
    "Elwood Inc owns a stake in Elwood Airlines Inc since May.",
    "Jane Doe and John Doe founded it.",
    "Alphagrove's Googolplex unit was sold to Elwood.",
    "Pellworm Capital and Quandrel Capital backed it.",
    "New York banks lent money. The town of York did not.",
    "Elwood Group sold its mill. Harriet Elwood, chairman of the Elwood Group, said so.",
    "Elwood, a maker of pumps, grew. Harriet Elwood, chief executive of Elwood, said so. Elwood shares rose.",
]


@pytest.mark.parametrize("text", TWO)
def test_two_bodies(text: str) -> None:
    found = entities_of(text).all
    assert len(found) > 1
    assert all(len({normal_form(m.text) for m in entity.mentions}) == 1 for entity in found)


TYPES = [
    ("On Monday Pellworm Inc bought a bank.", "Pellworm Inc", "company"),
    ("The chipmaker Pellworm agreed to buy a bank.", "Pellworm", "company"),
    ("The bank was bought by Elwood Partners.", "Elwood Partners", "company"),
    ("The startup MallowML was sold.", "MallowML", "company"),
    ("Jane Doe, chief executive, said so.", "Jane Doe", "person"),
    ("The letter was signed by Mr. Trellis.", "Trellis", "person"),
    ("It has offices in Germany and in France.", "Germany", "place"),
    (
        "It will exit its investment in Charles Elwood. Shares of Charles Elwood fell. It had a stake in Elwood.",
        "Charles Elwood",
        "company",
    ),
    ("Crane Elwood (NYSE: CRE) outlines a plan.", "Crane Elwood", "company"),
    ("It has offices in San Francisco.", "San Francisco", "place"),
]


@pytest.mark.parametrize(("text", "name", "kind"), TYPES)
def test_types(text: str, name: str, kind: str) -> None:
    assert {e.name: e.type for e in entities_of(text).all}[name] == kind


def test_at_and_mention_at() -> None:
    entities = entities_of("On Monday Pellworm Inc bought a bank.")
    entity, mention = entities.at(3), entities.mention_at(3)
    assert entity is not None
    assert mention is not None
    assert (entity.name, mention.text) == ("Pellworm Inc", "Pellworm Inc")
    assert entities.at(0) is None
    assert entities.mention_at(0) is None


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Pellworm, Inc.", "Pellworm"),
        ("The Pellworm Group", "pellworm"),
        ("J.P. Lane & Co.", "JP Lane &"),
        ("Wendy’s", "Wendy's"),
    ],
)
def test_normal_form(left: str, right: str) -> None:
    assert normal_form(left) == normal_form(right)


def test_names_of_one_word_stay() -> None:
    assert normal_form("The Limited") == "limited"
    assert normal_form("Group") == "group"
