"""Texts that do harm to programs which read texts: each by its name, of any length.

All are our own. A text is ``HOSTILE[name](size)``: about ``size`` characters of one construction, so that the same
one can be had small, twice as long, and as long as a process bears.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import count, cycle, islice

Text = Callable[[int], str]

ARTICLE = (
    "Quillon Corp to buy Tarnbrook for $1.3 billion\n\n"
    "Quillon Corp said on Monday that it had agreed to buy Tarnbrook, a maker of tidal turbines, for $1.3 billion "
    "in cash. Tarnbrook had raised $64 million from Fenwick Ventures and Osier Capital. Tarnbrook was valued at "
    "$220 million in its last round.\n\n"
    "“We have watched them for years,” said Ada Nordby, chief executive of Quillon. “They build what lasts.” "
    "Shares of Quillon (NASDAQ: QLLN) rose 4.2% on June 26, 2023.\n"
)
"""An article of our own, in which something of every kind is found."""

_COMPANY_HEADS = ("Quill", "Tarn", "Osier", "Fen", "Mar", "Hal", "Bram", "Kest", "Drum", "Ald", "Wex", "Yar")
_COMPANY_TAILS = ("brook", "wick", "field", "more", "stone", "ton", "gate", "holm", "worth", "ridge", "mere")


def companies() -> Iterator[str]:
    """Names of companies, no two alike: "Quillbrook Ba"."""
    for number in count():
        number, tail = divmod(number, len(_COMPANY_TAILS))
        number, head = divmod(number, len(_COMPANY_HEADS))
        more = ""
        while number:
            number, letter = divmod(number, 20)
            more += "bcdfghjklmnpqrstvwxz"[letter] + "aeiou"[letter % 5]
        yield _COMPANY_HEADS[head] + _COMPANY_TAILS[tail] + (f" {more.title()}" if more else "")


def repeated(unit: str) -> Text:
    """``unit`` again and again."""
    return lambda size: (unit * (size // len(unit) + 1))[:size]


def joined(pieces: Callable[[], Iterator[str]]) -> Text:
    """Pieces until the size is reached."""

    def text(size: int) -> str:
        made, length = [], 0
        for piece in pieces():
            if length >= size:
                break
            made.append(piece)
            length += len(piece)
        return "".join(made)

    return text


def framed(before: str, inner: Text, after: str) -> Text:
    """A hostile middle in an innocent sentence."""
    return lambda size: before + inner(size) + after


def _listed() -> Iterator[str]:
    return (f"{name}, " for name in companies())


def _deals() -> Iterator[str]:
    names = companies()
    for number in count(1):
        yield f"{next(names)} agreed to buy {next(names)} for ${number} million. "


def _told_again() -> Iterator[str]:
    return (
        f"{ways} ${number % 7 + 1} billion. "
        for number, ways in enumerate(
            cycle(
                (
                    "Quillon bought Tarnbrook for",
                    "Tarnbrook was acquired by Quillon for",
                    "Quillon's acquisition of Tarnbrook cost",
                )
            )
        )
    )


def _other_deals_of_one_buyer() -> Iterator[str]:
    return (f"Quillon bought {name} for ${number} million. " for number, name in enumerate(companies(), 1))


def _financings() -> Iterator[str]:
    names = companies()
    for number in count(1):
        yield f"{next(names)} raised ${number} million in a Series A round led by {next(names)}. "


def _valuations() -> Iterator[str]:
    return (f"{name} was valued at ${number} million. " for number, name in enumerate(companies(), 1))


def _quotes() -> Iterator[str]:
    for number, name in enumerate(companies()):
        yield f"“We have {number} more plans for the year,” said Ada {name}, chief executive of {name}. "


def _lines() -> Iterator[str]:
    ends = cycle(("\n", "\r\n", "\r", "\n\r", "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\n\n"))
    return (f"{name} agreed to buy Tarnbrook for $3 million.{next(ends)}" for name in companies())


def _digits() -> Iterator[str]:
    chance = random.Random(3)
    while True:
        yield str(chance.randrange(10**9))


def _noise(letters: str) -> Callable[[], Iterator[str]]:
    def pieces() -> Iterator[str]:
        chance = random.Random(5)
        while True:
            yield chance.choice(letters)

    return pieces


def _words() -> Iterator[str]:
    chance = random.Random(7)
    words = [
        "the",
        "of",
        "company",
        "deal",
        "said",
        "money",
        "year",
        "market",
        "plan",
        "it",
        "its",
        "would",
        "offer",
        "share",
        "big",
        "new",
        "to",
        "in",
        "and",
        "a",
    ]
    while True:
        yield chance.choice(words) + " "


def nested(opening: str, closing: str) -> Text:
    """Marks that all open before any closes."""
    return lambda size: opening * (size // 2) + " we agreed to buy it " + closing * (size // 2)


def articles(size: int) -> str:
    """An article of many paragraphs, names and figures changing."""
    names = companies()

    def paragraphs() -> Iterator[str]:
        while True:
            a, b, c = islice(names, 3)
            yield ARTICLE.replace("Quillon", a).replace("Tarnbrook", b).replace("Fenwick", c) + "\n"

    return joined(paragraphs)(size)


QUOTES = {
    "straight": ('"', '"'),
    "curly": ("“", "”"),
    "low": ("„", "“"),
    "French": ("«", "»"),
    "single": ("'", "'"),
    "curly single": ("‘", "’"),
    "back": ("`", "'"),
    "doubled back": ("``", "''"),
    "corner": ("「", "」"),
}

HOSTILE: dict[str, Text] = {
    # characters
    "one letter": repeated("a"),
    "one capital": repeated("A"),
    "blanks": repeated(" "),
    "line ends": repeated("\n"),
    "carriage returns": repeated("\r"),
    "tabs": repeated("\t"),
    "no-break spaces": repeated("\xa0"),
    "full stops": repeated("."),
    "commas": repeated(","),
    "comma blank": repeated(", "),
    "dashes": repeated("-"),
    "long dashes": repeated("—"),
    "apostrophes apart": repeated("' "),
    "ampersands": repeated("& "),
    "slashes": repeated("/"),
    "dollars": repeated("$"),
    "dollars apart": repeated("$ "),
    "euros": repeated("€"),
    "brackets": repeated("("),
    "brackets apart": repeated("( "),
    "nested brackets": nested("(", ")"),
    "square brackets": repeated("["),
    "emoji": repeated("😀"),
    "emoji families": repeated("👩‍👩‍👧‍👦"),
    "flags": repeated("🇩🇪"),
    "control characters": repeated("".join(map(chr, range(1, 32)))),
    "NUL": repeated("\0"),
    "NUL apart": repeated("\0 a"),
    "lone surrogates": repeated("\ud800"),
    "surrogates in words": repeated("Acme \udc80bought \ud800Bolt. "),
    "bidi": repeated("\u202e$5\u202c \u2067Acme\u2069 bought\u200f "),
    "zero-width": repeated("A\u200bc\u200cm\u200de\ufeff "),
    "soft hyphens": repeated("ac\xadquired "),
    "combining": repeated("e\u0301"),
    "combining only": repeated("\u0301"),
    "NFD names": repeated("Mu\u0308ller bought Ka\u0308rcher for 5 million euros. "),
    "mojibake": repeated("Itâ€™s â€œdoneâ€\x9d, Ã©ditions bought MÃ¼ller for Â£5m. "),
    "replacement": repeated("\ufffd"),
    "private use": repeated("\ue000\U000f0000"),
    "noncharacters": repeated("\uffff\ufffe"),
    "full width": repeated("＄１．３ ｂｉｌｌｉｏｎ "),
    "every line end": joined(_lines),
    "noise of letters": joined(_noise("abcdefghij ABC.,")),
    "noise of signs": joined(_noise("$€£“”‘’\"'()[]-–—.,:;!?&%/\\ \n")),
    "noise of everything": joined(_noise("aA1 $“\"'(.,-%&\n\t\u200b\u0301é😀\ud800\0")),
    # quotation marks
    **{f"{name} quotes nested": nested(*marks) for name, marks in QUOTES.items()},
    **{f"{name} quotes open": repeated(f"{marks[0]}we buy it ") for name, marks in QUOTES.items()},
    **{f"{name} quotes paired": repeated(f"{marks[0]}We will buy it,{marks[1]} he said. ") for name, marks in QUOTES.items()},
    "quotes mixed": joined(_noise("\"“”‘’'«»„ a")),
    # numbers
    "digits": joined(_digits),
    "nines": repeated("9"),
    "digits with commas": repeated("999,"),
    "digits with dots": repeated("1."),
    "digits apart": repeated("1 "),
    "dollar digits": framed("$", joined(_digits), " billion"),
    "dollar groups": framed("$", repeated("999,"), "999 billion"),
    "amounts": repeated("$9e999 $1.3.4 billion −$5m $-5 ＄5 &#36;5 $5-$6m US$ 5 bn 5 pounds "),
    "amounts in a row": repeated("$5m "),
    "amounts touching": repeated("$5m"),
    "amounts bounded": repeated("up to about more than $5 million or "),
    "ranges": repeated("$5 million to "),
    "number words": repeated("hundred "),
    "scales": repeated("million "),
    "currencies": repeated("US dollars "),
    "percents": repeated("5% "),
    "percents touching": repeated("%"),
    "dates": repeated("on June 31, 2023, "),
    "dates out of range": repeated("February 30, 99999; 2023-13-45; 00/00/0000; 31 June 0; "),
    "years": repeated("2023 "),
    "dates touching": repeated("2023-01-"),
    "months": repeated("May "),
    "relative dates": repeated("last month "),
    # words
    "one word": repeated("word "),
    "no full stop": joined(_words),
    "hyphenated": repeated("buy-out-"),
    "dotted": repeated("A."),
    "initials": repeated("J. "),
    "one name": repeated("Acme "),
    "one long name": framed("Quillon bought ", repeated("Acme "), "for $5 million."),
    "long name of words": framed("Quillon bought ", lambda size: " ".join(name.split()[0] for name in islice(companies(), size // 9)), " for $5 million."),
    "of of": repeated("Bank of "),
    "and and": repeated("Acme and "),
    "possessives": repeated("Acme's "),
    "relative clauses": repeated("which bought Acme, "),
    "that that": repeated("said that "),
    "capital letters": repeated("ACME BUYS BOLT FOR $5 MILLION "),
    "titles": repeated("chief executive "),
    "Mr": repeated("Mr. "),
    "tickers": repeated("Acme Inc (NASDAQ: ACM) (ACM.N) "),
    "tickers open": repeated("(NASDAQ: "),
    "codes": repeated("ACM.N "),
    "legal forms": repeated("Inc. "),
    "legal forms apart": repeated("Co., Ltd. "),
    "he": repeated("he "),
    "the company": repeated("the company "),
    "he said": repeated("he said. "),
    "said": repeated("said "),
    "bought": repeated("bought "),
    "acquisition of": repeated("acquisition of "),
    "agreed to": repeated("agreed to "),
    "backed by": repeated("backed by "),
    "valued at": repeated("valued at "),
    "raised": repeated("raised "),
    "merger with": repeated("merger with "),
    "talks to buy": repeated("in talks to buy "),
    "stake in": repeated("a 5% stake in "),
    # sentences
    "buyers listed": framed("", joined(_listed), "and Quillon bought Tarnbrook for $5 million."),
    "targets listed": framed("Quillon bought ", joined(_listed), "and Tarnbrook for $5 million."),
    "investors listed": framed("Quillon raised $5 million from ", joined(_listed), "and Tarnbrook."),
    "sellers listed": framed("Quillon bought Tarnbrook from ", joined(_listed), "and Osier."),
    "names only": joined(_listed),
    "names by line": joined(lambda: (f"{name}\n" for name in companies())),
    "one deal again": repeated("Quillon bought Tarnbrook for $5 million. "),
    "one deal again without stops": repeated("Quillon bought Tarnbrook for $5 million and "),
    "one deal in other words": joined(_told_again),
    "deals": joined(_deals),
    "deals of one buyer": joined(_other_deals_of_one_buyer),
    "deals by line": joined(lambda: (f"{deal}\n\n" for deal in _deals())),
    "deals of the company": framed("Quillon is a maker of turbines. ", repeated("The company bought it for $5 million. "), ""),
    "financings": joined(_financings),
    "valuations": joined(_valuations),
    "quotes": joined(_quotes),
    "quotes of him": framed("Ada Nordby is chief of Quillon. ", repeated("“We will buy more of them,” he said. "), ""),
    "articles": articles,
    "one sentence": joined(lambda: (f"{name} agreed to buy it, which " for name in companies())),
    "points": repeated("* ACME - ACQUIRED 80% OF BOLT\n"),
    "headlines": repeated("UPDATE 2-Acme to buy Bolt for $5 mln\n\n"),
    "datelines": repeated("LONDON, June 26 (Newswire) - Acme bought Bolt.\n\n"),
    "tables": repeated("| Acme | $5m | 2023-06-26 |\n"),
    # other things
    "HTML": repeated('<p class="x">Acme <b>bought</b> Bolt&nbsp;for &#36;5m</p>\n'),
    "HTML unclosed": repeated("<div><!-- "),
    "JSON": repeated('{"buyer": "Acme", "price": "$5m", "deals": [{"id": 1}]},\n'),
    "links": repeated("https://example.com/acme-buys-bolt?for=5m&x=1 "),
    "mail": repeated("ada@example.com "),
    "base64": joined(_noise("ABCDEFabcdef0123456789+/")),
    "program": repeated("for (int i = 0; i < n; i++) { $a[i] = \"$b\"; }\n"),
    "Chinese": repeated("阿里巴巴集团周一表示，已同意以13亿美元收购一家初创公司。"),
    "Japanese": repeated("ソフトバンクは「買収」を13億ドルで発表した。"),
    "Arabic": repeated("وافقت الشركة على شراء منافستها مقابل 1.3 مليار دولار. "),
    "Hebrew": repeated("החברה רכשה את המתחרה תמורת 5 מיליון דולר. "),
    "Hindi": repeated("कंपनी ने 500 करोड़ रुपये में स्टार्टअप खरीदा। "),
    "Thai": repeated("บริษัทซื้อกิจการในราคา5ล้านดอลลาร์"),
    "Korean": repeated("회사는 13억 달러에 스타트업을 인수했다. "),
    "Russian": repeated("Компания купила конкурента за 5 млн долларов. "),
    "Greek": repeated("Η εταιρεία αγόρασε την Άλφα για 5 εκατ. ευρώ. "),
    "German": repeated("Die Müller AG übernimmt die Kärcher GmbH für 5 Mio. Euro. "),
    "French": repeated("L’éditeur a acquis « La Plume » pour 5 millions d’euros. "),
    "mathematical letters": repeated("𝐀𝐜𝐦𝐞 𝐛𝐨𝐮𝐠𝐡𝐭 𝐁𝐨𝐥𝐭 "),
    "Zalgo": repeated("A\u0300\u0301\u0302\u0303\u0304c\u0305\u0306me b\u0307\u0308ought "),
}  # fmt: skip
