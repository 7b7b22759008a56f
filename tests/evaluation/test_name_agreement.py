import doctest

import pytest

from extractor.evaluation import names
from extractor.evaluation.names import name_key, phrase_key, same_name
from extractor.lexicon import load_terms

AGREE = [
    # case, accents, white space
    ("DATABRICKS", "Databricks"),
    ("Nestlé", "Nestle"),
    ("Ørsted A/S", "Orsted"),
    ("Grupo Éxito", "grupo exito"),
    ("Deutsche  Börse\nAG", "Deutsche Borse"),
    # possessive, article
    ("Microsoft's", "Microsoft"),
    ("Microsoft’s", "Microsoft"),
    ("EnerVest’s South Texas Division", "EnerVest South Texas division"),
    ("General Motors'", "General Motors"),
    ("the Trade Desk", "Trade Desk"),
    ("A Place for Mom", "a place for mom"),
    # bracketed codes
    ("Microsoft (NASDAQ: MSFT)", "Microsoft"),
    ("Textron <TXT.N>", "Textron"),
    ("Thomson Reuters Corp (TSX/NYSE: TRI)", "Thomson Reuters"),
    ("Tencent (0700.HK)", "Tencent Holdings"),
    ("Intel [INTC.O]", "Intel"),
    # initials, ampersand, punctuation
    ("J.P. Morgan", "JP Morgan"),
    ("J. P. Morgan", "JP Morgan"),
    ("U.S. Steel Corp.", "US Steel"),
    ("Procter & Gamble", "Procter and Gamble"),
    ("AT&T", "AT & T"),
    ("Coca-Cola", "Coca Cola"),
    ("Yahoo!", "Yahoo"),
    ("Levi Strauss & Co.", "Levi Strauss"),
    ("L’Oréal", "L'Oreal"),
    # legal suffixes, more than one
    ("Apple Inc.", "Apple"),
    ("Eni S.p.A.", "Eni"),
    ("ASM Holding N.V.", "ASM"),
    ("Hon Hai Precision Industry Co., Ltd.", "Hon Hai Precision Industry"),
    ("Cemex S.A.B. de C.V.", "Cemex"),
    ("Haribo GmbH & Co. KG", "Haribo"),
    ("The Carlyle Group, L.P.", "Carlyle"),
    ("London Stock Exchange Group PLC", "London Stock Exchange"),
    ("Zomato Pvt. Ltd.", "Zomato"),
]

DIFFER = [
    ("Bain Capital", "Bain Capital Ventures"),
    ("Google", "Google Cloud"),
    ("Disney", "Disney+"),
    ("Texas Instruments", "Texas"),
    ("Samsung Next", "Samsung"),
    ("Pattern Energy", "Pattern"),
    ("First Group", "Second Group"),
    ("U.S. Steel", "Steel"),
    ("A&P", "P"),
]


@pytest.mark.parametrize(("left", "right"), AGREE)
def test_names_agree(left: str, right: str) -> None:
    assert same_name(left, right), (name_key(left), name_key(right))


@pytest.mark.parametrize(("left", "right"), DIFFER)
def test_names_differ(left: str, right: str) -> None:
    assert not same_name(left, right), name_key(left)


@pytest.mark.parametrize(
    "name", ["Group", "Holdings Ltd", "The Group", "Co.", "AG", "A", "&", "(MSFT)", "?!", "™"]
)
def test_something_is_left_of_every_name(name: str) -> None:
    assert name_key(name)


def test_a_key_is_its_own_key() -> None:
    for name in (side for pair in AGREE + DIFFER for side in pair):
        assert name_key(name_key(name)) == name_key(name)


def test_titles_agree_but_for_case_and_punctuation() -> None:
    assert phrase_key("Co-Founder & CEO") == phrase_key("the co-founder and C.E.O.")
    assert phrase_key("chief executive") != phrase_key("chief executive officer")


def test_legal_suffixes_are_listed_once_lower_case_without_dots() -> None:
    terms = load_terms("legal_suffixes")
    assert len(terms) == len(set(terms))
    assert not [term for term in terms if term != term.lower() or "." in term]


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(names) == (0, 4)
