"""Words of a user's own: they hold for one extractor, in every list, and are refused where they could do nothing."""

from __future__ import annotations

import gc
import pickle
import pkgutil
from concurrent.futures import ThreadPoolExecutor
from functools import _lru_cache_wrapper
from importlib import import_module

import pytest

import extractor
from extractor import Extractor, LexiconError
from extractor.lexicon import Lexicons, in_use, lexicon_names, load_lexicon, load_terms

TEXT = "Quillon Corp lapped up Bramble on Monday."
WORDS = {"deal_verbs": ["lap up = buy  # Quillon lapped up Bramble."]}


def test_words_hold_for_their_extractor_alone() -> None:
    plain, worded = Extractor(), Extractor(lexicons=WORDS)
    for _ in range(2):
        assert plain.extract(TEXT).deals == ()
        assert len(worded.extract(TEXT).deals) == 1
    stream = worded.stream([TEXT, TEXT])
    assert len(next(stream).deals) == 1
    assert plain.extract(TEXT).deals == ()
    assert len(next(stream).deals) == 1


def test_words_hold_in_their_thread_alone() -> None:
    extractors = [Extractor(), Extractor(lexicons=WORDS)] * 8
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda one: len(one.extract(TEXT).deals), extractors))
    assert found == [0, 1] * 8


def test_the_record_tells_them() -> None:
    options = Extractor(lexicons=WORDS).extract(TEXT).provenance.options
    assert options["lexicons.deal_verbs"] == "lap up = buy"


@pytest.mark.parametrize("name", lexicon_names())
def test_every_lexicon_takes_words(name: str) -> None:
    shipped = load_terms(name)
    word = f"zyx = {shipped[0].rpartition('=')[2].strip()}" if all("=" in term for term in shipped) else "zyx"
    words = Lexicons({name: [word]})
    with in_use(words):
        assert word in load_lexicon(name)
        assert load_terms(name) == (*shipped, word)
    with in_use(pickle.loads(pickle.dumps(words))):
        assert word in load_lexicon(name)
    assert word not in load_lexicon(name)


def test_what_is_made_of_words_is_made_for_the_words_in_use() -> None:
    """What is cached otherwise is named here, and depends on no lexicon."""
    for module in pkgutil.walk_packages(extractor.__path__, "extractor."):
        if module.name.split(".")[1] in {"mentions", "fields"} or module.name.count(".") == 1:
            import_module(module.name)
    cached = {
        f"{one.__module__}.{one.__name__}"
        for one in gc.get_objects()
        if isinstance(one, _lru_cache_wrapper) and one.__module__.startswith("extractor.")
    }
    beside_reading = ("evaluation", "merging", "annotation", "output", "batch")
    assert {name for name in cached if name.split(".")[1] not in beside_reading} == {
        "extractor.confidence.load_weights",
        "extractor.language.load_model",
        "extractor.mentions.date_words._parse_month",
        "extractor.mentions.date_words._parser",
        "extractor.mentions.legal_forms._is_form",
        "extractor.triage.finding._cues_at",  # keyed by the words in use
    }


@pytest.mark.parametrize(
    ("name", "terms", "message"),
    [
        ("deal_verb", ["lap up = buy"], "no lexicon is called 'deal_verb': .* such as deal_verbs"),
        (
            "deal_verbs",
            ["lap up"],
            "write 'lap up' as 'term = value', the value one of bid, buy, get, merge, sell",
        ),
        ("deal_verbs", ["lap up = purchase"], "the value one of bid, buy, get, merge, sell"),
        ("number_words", ["umpteen = many"], "write 'umpteen = many' as"),
        ("currency_units", ["quatloo = XQT"], "write 'quatloo = XQT' as"),
        ("deal_verbs", "lap up = buy", "is one string; give a list of terms"),
    ],
)
def test_words_that_could_do_nothing(name: str, terms: list[str], message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        Extractor(lexicons={name: terms})
