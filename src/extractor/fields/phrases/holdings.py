"""Parts of companies: "a 20% stake in Bolt", "51 pct of Bolt's common stock"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.fields.phrases.thing import Thing
from extractor.fields.phrases.words import HOLDING, SHARES

if TYPE_CHECKING:
    from extractor.fields.phrases.reader import Reader


def holding(reader: Reader, phrase: Thing, stop: int) -> Thing:
    """A stake, and the company after "in" or "of"."""
    doc, j = reader.doc, phrase.last
    percent = phrase.percent
    if percent is None and phrase.last > phrase.first:
        percent = next((p for i in range(phrase.first, phrase.last) if (p := reader.percent_at(i))), None)
    for k in range(j, min(stop, j + 12)):
        token = doc[k]
        if token.lower_ in {"in", "of"} and k + 1 < stop and reader.money_at(k + 1) is None:
            inner = reader.thing(k + 1, stop)
            if not (inner.noun or inner.parties):
                rates = [reader.percent_at(t) for t in range(k + 1, min(stop, k + 6))]
                percent = percent or next((rate for rate in rates if rate is not None), None)
                if any(rates) or any(reader.money_at(t) is not None for t in range(k + 1, k + 6)):
                    continue  # "a stake of about $5 million in Bolt", "of more than 50% in Bolt"
            if inner.noun in HOLDING or inner.part:
                # "51 pct of Bolt's common stock"
                owned = inner.parties or ((inner.owner,) if inner.owner else ())
                return replace(
                    inner, parties=owned, first=phrase.first, percent=percent or inner.percent, part=True
                )
            if inner.kind == "asset_purchase" and inner.parties:
                owner = phrase.owner or inner.owner  # "Acme's 40% interest in a mine"
                return replace(inner, first=phrase.first, percent=percent, owner=owner)
            if (inner.parties and inner.parties[0].entity is not None) or (
                k - j < 2 and phrase.brand is None
            ):
                return replace(
                    phrase, last=inner.last, parties=inner.parties, part=True, percent=percent,
                    owner=phrase.owner, noun="stake", back=inner.back, bare=inner.bare,
                    definite=inner.definite,
                )  # fmt: skip
        if (token.pos_ in {"VERB", "AUX"} and token.tag_ in {"VBD", "VBZ", "MD"}) or (
            k > j and (token.is_sent_start or token.tag_ == "WDT")
        ):
            break
    owned = (phrase.owner,) if phrase.noun in SHARES and phrase.counted and phrase.owner else ()
    if phrase.brand is not None and phrase.noun in {"stake", "stakes", *SHARES}:
        owned = (phrase.brand,)  # "raises Bolt stake", "Acme's Bolt stake", "buys Bolt shares"
    noun = phrase.noun if phrase.noun in SHARES else "stake"
    return replace(phrase, parties=owned, part=True, percent=percent, noun=noun)
