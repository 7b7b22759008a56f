"""Money: each row a stretch of prose with its amounts in ``[…]`` and the words of their bounds in ``{…}``,
beside it what they come to. Negatives stand beside the positives that they resemble."""

from __future__ import annotations

import re

import pytest

from extractor.mentions.money import MoneyMention, find_money
from timing import cpu_seconds

Table = list[tuple[str, str]]

SCALES: Table = [
    ("Acme paid [$1.3 billion] for Bolt.", "1,300,000,000 USD"),
    ("Acme picks up Bolt for [$1.3B] Investors cheer", "1,300,000,000 USD"),
    ("a [$7.5bn] purchase", "7,500,000,000 USD"),
    ("a [$7.5-billion] purchase", "7,500,000,000 USD"),
    ("a [$250M] round", "250,000,000 USD"),
    ("a [$250m] round", "250,000,000 USD"),
    ("a [$250mn] round", "250,000,000 USD"),
    ("a [$250MM] round", "250,000,000 USD"),
    ("a [$250 mln] round", "250,000,000 USD"),
    ("a [$250K] cheque", "250,000 USD"),
    ("a [$250 thousand] cheque", "250,000 USD"),
    ("a [$1.2 trillion] market", "1,200,000,000,000 USD"),
    ("a [$1.2tn] market", "1,200,000,000,000 USD"),
    ("a [$1.2T] market", "1,200,000,000,000 USD"),
    ("for [$412,500,000] in cash", "412,500,000 USD"),
    ("for [$412,500,000.50] in cash", "412,500,000.5 USD"),
    ("for [$1.125 billion]", "1,125,000,000 USD"),
    ("for [$5 million]-worth of shares", "5,000,000 USD"),
    ("It is worth [$5 Million].", "5,000,000 USD"),
    ("It is worth [$5 MILLION].", "5,000,000 USD"),
    ("a price of [$.5 million]", "500,000 USD"),
    ("It cost [$64].", "64 USD"),
    ("for [$5\nmillion] in cash", "5,000,000 USD"),
    ("[$5 million], [$6 million] and [$7 million]", "5,000,000 USD; 6,000,000 USD; 7,000,000 USD"),
    ("for [$5 B], Acme said", "5,000,000,000 USD"),
    ("for [$5] K-Mart vouchers", "5 USD"),
    ("for [$5] B&B nights", "5 USD"),
    ("for [$1 300 000]", "1,300,000 USD"),
    ("It gave [$500] 300 times.", "500 USD"),
]

WORDS: Table = [
    ("[half a billion dollars]", "500,000,000 USD"),
    ("It raised [a quarter of a billion dollars].", "250,000,000 USD"),
    ("[three quarters of a billion dollars]", "750,000,000 USD"),
    ("[one and a half billion dollars]", "1,500,000,000 USD"),
    ("[$1 and a half billion]", "1,500,000,000 USD"),
    ("[two hundred and fifty million euros]", "250,000,000 EUR"),
    ("[twenty-five million pounds]", "25,000,000 GBP"),
    ("[a million dollars]", "1,000,000 USD"),
    ("[seven dlrs]", "7 USD"),
    ("[12½ million dollars]", "12,500,000 USD"),
    ("[27-1/2 dlrs]", "27.5 USD"),
    ("a billion-dollar company", ""),
    ("a million customers and half a billion downloads", ""),
    ("three quarters of a billion people", ""),
    ("a hundred reasons", ""),
    ("for [$3 million and a half]", "3,500,000 USD"),
    ("for [two million and a quarter dollars]", "2,250,000 USD"),
]

CURRENCIES: Table = [
    ("It paid [US$5 million].", "5,000,000 USD"),
    ("It paid [U.S.$5 million].", "5,000,000 USD"),
    ("It paid [$US5 million].", "5,000,000 USD"),
    ("It paid [A$5 million].", "5,000,000 AUD"),
    ("It paid [AU$5 million].", "5,000,000 AUD"),
    ("It paid [C$5 million].", "5,000,000 CAD"),
    ("It paid [HK$5 million].", "5,000,000 HKD"),
    ("It paid [S$5 million].", "5,000,000 SGD"),
    ("It paid [NZ$5 million].", "5,000,000 NZD"),
    ("It paid [NT$5 billion].", "5,000,000,000 TWD"),
    ("It paid [R$700 million].", "700,000,000 BRL"),
    ("It paid [€3.1bn].", "3,100,000,000 EUR"),
    ("It paid [€ 3.1 bn].", "3,100,000,000 EUR"),
    ("It paid [3.1 billion €].", "3,100,000,000 EUR"),
    ("It paid [EUR 12,5 million].", "12,500,000 EUR"),
    ("It paid [€1.300.000].", "1,300,000 EUR"),
    ("It paid [412 million euros].", "412,000,000 EUR"),
    ("It paid [£412m].", "412,000,000 GBP"),
    ("It paid [6.5 million pounds].", "6,500,000 GBP"),
    ("It paid [5 mln stg].", "5,000,000 GBP"),
    ("It paid [100 billion yen].", "100,000,000,000 JPY"),
    ("It paid [¥100 billion].", "100,000,000,000 JPY"),
    ("The Shanghai firm paid [¥100 million].", "100,000,000 CNY"),
    ("It paid [RMB28.6 billion].", "28,600,000,000 CNY"),
    ("It paid [28.6 billion yuan].", "28,600,000,000 CNY"),
    ("It paid [2 trillion won].", "2,000,000,000,000 KRW"),
    ("It paid [₩2 trillion].", "2,000,000,000,000 KRW"),
    ("It paid [CHF 1'200'000].", "1,200,000 CHF"),
    ("It paid [SFr400m].", "400,000,000 CHF"),
    ("It paid [SEK 1 200 million].", "1,200,000,000 SEK"),
    ("It paid [400 million Swedish crowns].", "400,000,000 SEK"),
    ("It paid [NOK400m].", "400,000,000 NOK"),
    ("It paid [Yen 100 billion].", "100,000,000,000 JPY"),
    ("It paid [KD5m].", "5,000,000 KWD"),
    ("It paid [USD 5m].", "5,000,000 USD"),
    ("It paid [5m USD].", "5,000,000 USD"),
    ("It paid [GBP5m].", "5,000,000 GBP"),
    ("It paid [AED 5 billion].", "5,000,000,000 AED"),
    ("It paid [150 mln Canadian dlrs].", "150,000,000 CAD"),
    ("It paid [5 million Australian dollars].", "5,000,000 AUD"),
    ("It paid [$5 million Canadian].", "5,000,000 CAD"),
    ("It paid [5 million Hong Kong dollars].", "5,000,000 HKD"),
    ("The Mexican group paid [5 million pesos].", "5,000,000 MXN"),
    ("The group paid 5 million pesos.", ""),
    ("Turkey's largest grocer paid [5 million lira].", "5,000,000 TRY"),
    ("The Johannesburg firm paid [R5.2 billion].", "5,200,000,000 ZAR"),
    ("Flight R5 and room R12 are closed.", ""),
    ("All amounts are in Canadian dollars. It paid [$5 million].", "5,000,000 CAD"),
    ("(TSX: ABC) paid [$5 million] or [US$4 million].", "5,000,000 CAD; 4,000,000 USD restated"),
    ("ALL 500 stores and the TOP 100 companies", ""),
    ("AMD 7000 chips", ""),
    ("for [$5 million Canadian dollars]", "5,000,000 CAD"),
    ("for [US$5 million] Canadian dollars", "5,000,000 USD"),
    ("for [£5 million] euros", "5,000,000 GBP"),
    ("for [A$5m Australian dollars]", "5,000,000 AUD"),
    ("for [5 million €]", "5,000,000 EUR"),
    ("for [5 €]", "5 EUR"),
    ("from [$5] [AUD$6]", "5 USD; 6 AUD"),
    ("by 2[Euro3]", "3 EUR"),
    ("for [£1 300 000]", "1,300,000 GBP"),
    ("for [£1] 300", "1 GBP"),
    ("for [SEK 1 300]", "1,300 SEK"),
    ("[£5] 300 people", "5 GBP"),
    ("for [$123 456 000]", "123,456,000 USD"),
    ("for [$1234] 567", "1,234 USD"),
    ("for [CHF 1’200’000]", "1,200,000 CHF"),
    ("It paid [5,000 sterling]", "5,000 GBP"),
    ("Each got [5,000 won]", "5,000 KRW"),
    ("Each got 5 won", ""),
]

INDIA: Table = [
    ("a loan of [MSEK 20]", "20,000,000 SEK"),
    ("a loan of [MSEK 20-25]", "20,000,000–25,000,000 SEK"),
    ("[51,3 MSEK] in sales, [20 TEUR] in costs", "51,300,000 SEK; 20,000 EUR"),
    ("for [MEUR 7.5] ({approximately} [BSEK 1.2])", "7,500,000 EUR; 1,200,000,000 SEK about restated"),
    ("the 40 TUSD and BUSD 5 of coins", ""),
    ("for [Rs 500 crore]", "5,000,000,000 INR"),
    ("for [Rs. 537 crore]", "5,370,000,000 INR"),
    ("for [Rs500 cr]", "5,000,000,000 INR"),
    ("for [₹1,200 crore]", "12,000,000,000 INR"),
    ("for [INR 1,200 crore]", "12,000,000,000 INR"),
    ("for [1,200 crore rupees]", "12,000,000,000 INR"),
    ("for [Rs 50 lakh]", "5,000,000 INR"),
    ("for [Rs 1 lakh crore]", "1,000,000,000,000 INR"),
    ("for [Rs 12,34,567]", "1,234,567 INR"),
    ("for [₹3 trillion]", "3,000,000,000,000 INR"),
    ("The Karachi bank paid [Rs 500 million].", "500,000,000 PKR"),
    ("It sold 38 lakh fans to 2 crore homes.", ""),
]

OLD_WIRES: Table = [
    ("for [20 mln dlrs]", "20,000,000 USD"),
    ("for [1.2 billion dlrs]", "1,200,000,000 USD"),
    ("for [20 mln\n    dlrs] in cash", "20,000,000 USD"),
    ("for [150,000 dlrs]", "150,000 USD"),
    ("for [17-1/4 dlrs] a share", "17.25 USD a share"),
    ("for [50 cts] a share", "0.5 USD a share"),
    ("for [12 dlrs] a shr", "12 USD a share"),
    ("for [300 mln francs]", "300,000,000 FRF"),
    ("for [70 mln marks]", "70,000,000 DEM"),
]

BOUNDS: Table = [
    ("It raised {just under} [$64 million].", "64,000,000 USD under"),
    ("It raised {almost} [$64 million].", "64,000,000 USD under"),
    ("It raised {up to} [$64 million].", "64,000,000 USD under"),
    ("It raised {less than} [$64 million].", "64,000,000 USD under"),
    ("It raised {as much as} [$64 million].", "64,000,000 USD under"),
    ("valued at {upwards of} [$40 billion]", "40,000,000,000 USD over"),
    ("valued at {more than} [$40 billion]", "40,000,000,000 USD over"),
    ("valued at {well over} [$40 billion]", "40,000,000,000 USD over"),
    ("It had to hand over [$40 billion].", "40,000,000,000 USD"),
    ("valued at {at least} [$40 billion]", "40,000,000,000 USD over"),
    ("{More than} [$40 billion] was paid.", "40,000,000,000 USD over"),
    ("valued at {north of} [$40 billion]", "40,000,000,000 USD over"),
    ("valued at {in excess of} [$40 billion]", "40,000,000,000 USD over"),
    ("for {about} [$5 million]", "5,000,000 USD about"),
    ("for {nearly} [$5 million]", "5,000,000 USD about"),
    ("for {some} [$5 million]", "5,000,000 USD about"),
    ("for {around} [$5 million]", "5,000,000 USD about"),
    ("for {roughly} [€5 million]", "5,000,000 EUR about"),
    ("for {approximately} [$5 million]", "5,000,000 USD about"),
    ("for {an estimated} [$5 million]", "5,000,000 USD about"),
    ("for {c.}[£5m]", "5,000,000 GBP about"),
    ("for {~}[$5m]", "5,000,000 USD about"),
    ("for [$5bn] {or more}", "5,000,000,000 USD over"),
    ("for [$5bn] {or so}", "5,000,000,000 USD about"),
    ("a [$200m]{-plus} deal", "200,000,000 USD over"),
    ("a [$40m]{+} deal", "40,000,000 USD over"),
    ("{up to} a total of [$64 million]", "64,000,000 USD under"),
    ("just [$222 million]", "222,000,000 USD"),
    ("a dispute over [$5 million]", "5,000,000 USD"),
    ("complaints about [$5 million] of fees", "5,000,000 USD"),
    ("the turnover [$5 million]", "5,000,000 USD"),
]

RANGES: Table = [
    ("for [$40 million to $50 million]", "40,000,000–50,000,000 USD"),
    ("for [$40 to $50 million]", "40,000,000–50,000,000 USD"),
    ("for [$40-50 million]", "40,000,000–50,000,000 USD"),
    ("for [$40m-$50m]", "40,000,000–50,000,000 USD"),
    ("for [$40m–$50m]", "40,000,000–50,000,000 USD"),
    ("for [£40m–50m]", "40,000,000–50,000,000 GBP"),
    ("{between} [$40 million and $50 million]", "40,000,000–50,000,000 USD"),
    ("{ranging from} [$40 million to $50 million]", "40,000,000–50,000,000 USD"),
    ("{from} [$40-50 million]", "40,000,000–50,000,000 USD"),
    ("{between} [$5 and $6] a share", "5–6 USD a share"),
    ("[$5m to 6m]", "5,000,000–6,000,000 USD"),
    ("[5 to 6 million dollars]", "5,000,000–6,000,000 USD"),
    ("{between} [400 and 500 million euros]", "400,000,000–500,000,000 EUR"),
    ("[$800 million to $1 billion]", "800,000,000–1,000,000,000 USD"),
    ("[Rs 400-500 crore]", "4,000,000,000–5,000,000,000 INR"),
    ("[$10-12] per share", "10–12 USD a share"),
    ("[$5 million] and [$6 million]", "5,000,000 USD; 6,000,000 USD"),
    ("It raised its bid from [$40 million] to [$45 million].", "40,000,000 USD; 45,000,000 USD"),
    ("Profit rose to [$45 million] from [$40 million].", "45,000,000 USD; 40,000,000 USD"),
    ("sold by [$5 million] to [$3 million] firms", "5,000,000 USD; 3,000,000 USD"),
    ("It sold [$5 million] to 20 banks.", "5,000,000 USD"),
    ("from [$5 million] to [$7 million]", "5,000,000 USD; 7,000,000 USD"),
    ("for [$900,000 to $1 million]", "900,000–1,000,000 USD"),
    ("from [€5] to [€7 million]", "5,000,000 EUR; 7,000,000 EUR"),
    ("sold by [$5m] to [$5m] firms", "5,000,000 USD; 5,000,000 USD"),
    ("for [$5 million] to [$3] in cash", "5,000,000 USD; 3 USD"),
    ("cut from [$7] to [$5 million]", "7 USD; 5,000,000 USD"),
    ("about [$5m to $6m]", "5,000,000–6,000,000 USD"),
    ("from [$5m] {up to} [$6m]", "5,000,000 USD; 6,000,000 USD under"),
    ("for [$5m]-7 in all", "5,000,000 USD"),
    ("from 5 to [$7 million]", "7,000,000 USD"),
    ("from 7 to [$5 million]", "5,000,000 USD"),
    ("from 5 million-[$7 million]", "7,000,000 USD"),
    ("5 million to [$7]", "7 USD"),
    ("{from} [$5-7]", "5–7 USD"),
    ("from [$5 million]-7", "5,000,000 USD"),
    ("{from} [$5-7 million]", "5,000,000–7,000,000 USD"),
    ("from [$5] to 7", "5 USD"),
    ("It bought both, between them, for [$5m] and [$7m]", "5,000,000 USD; 7,000,000 USD"),
]

PER_SHARE: Table = [
    ("for [$8.40] a share", "8.4 USD a share"),
    ("for [$8.40] per share", "8.4 USD a share"),
    ("for [$8.40]-a-share", "8.4 USD a share"),
    ("for [$8.40]/share", "8.4 USD a share"),
    ("for [$8.40] in cash for each Acme share", "8.4 USD a share"),
    ("for [$8.40] per share in cash, or {about} [$2 billion]", "8.4 USD a share; 2,000,000,000 USD about"),
    ("[$8.40] per American depositary share", "8.4 USD a share"),
    ("[60p] a share", "0.6 GBP a share"),
    ("[60 pence] per share", "0.6 GBP a share"),
    ("[Rs 612.35] per share", "612.35 INR a share"),
    ("[50 cents] a share", "0.5 USD a share"),
    ("a price per share of [$8.40]", "8.4 USD a share"),
    ("[$42] a share, up from [$40]", "42 USD a share; 40 USD a share"),
    ("It raised [$5 million] a share sale ago.", "5,000,000 USD"),
    ("the [$5 million] share sale", "5,000,000 USD"),
    ("a share of the [$8] fee", "8 USD"),
    ("[$8 to $9] a share", "8–9 USD a share"),
    ("[$8] a share to [$9]", "8 USD a share; 9 USD a share"),
    ("[$8] and [$9] a share", "8 USD; 9 USD a share"),
    ("[$8 million] from [$9] a share", "8,000,000 USD; 9 USD a share"),
    ("[£8] from [$9] a share", "8 GBP; 9 USD a share"),
    ("[$8] versus [$9] a share", "8 USD a share; 9 USD a share"),
    ("[$42] a share, up from [$40 million]", "42 USD a share; 40,000,000 USD"),
    ("[$42 million] a share, up from [$40]", "42,000,000 USD; 40 USD"),
    ("shares at [$1,250] each", "1,250 USD a share"),
    ("[$1,250] each", "1,250 USD"),
    ("stock at [$5] apiece", "5 USD a share"),
    ("shares closed at [$5]", "5 USD a share"),
    ("per-share price of [$5]", "5 USD a share"),
    ("[$5] per Class A common share", "5 USD a share"),
    ("[$5] for every Acme share", "5 USD a share"),
]

PENCE: Table = [
    ("The group is worth [£5m]. It fell to [131p].", "5,000,000 GBP; 1.31 GBP"),
    ("The group is worth [£5m]. Its shares closed at [142p].", "5,000,000 GBP; 1.42 GBP a share"),
    ("[142p] per share, in cash", "1.42 GBP a share"),
    ("It fell to 131p.", ""),
    ("[60 pence]", "0.6 GBP"),
    ("Watch it at 1080p on a £ screen.", ""),
    ("See p 60 and section 60p.", ""),
    ("It is worth [£5m] and fell to [131p]", "5,000,000 GBP; 1.31 GBP"),
    ("It fell to 131px. [£5]", "5 GBP"),
    ("[131p]-a-share", "1.31 GBP a share"),
    ("[131p]/share", "1.31 GBP a share"),
    ("[131p] for each Acme share", "1.31 GBP a share"),
]

RESTATED: Table = [
    ("for [€3.1bn] ([$3.4 billion])", "3,100,000,000 EUR; 3,400,000,000 USD restated"),
    ("for [£412m] ([€480m]) in cash", "412,000,000 GBP; 480,000,000 EUR restated"),
    ("for [Rs 540 crore] ({about} [$63 million])", "5,400,000,000 INR; 63,000,000 USD about restated"),
    (
        "[£1bn] ([$1.2bn]; [€1.1bn])",
        "1,000,000,000 GBP; 1,200,000,000 USD restated; 1,100,000,000 EUR restated",
    ),
    ("for [€3.1bn], or {about} [$3.4bn],", "3,100,000,000 EUR; 3,400,000,000 USD about restated"),
    ("for [100 billion yen] ([$650 million])", "100,000,000,000 JPY; 650,000,000 USD restated"),
    ("prices of [£5], [$6] and [€7]", "5 GBP; 6 USD; 7 EUR"),
    ("for [$3.1bn] (last year: [$3.4bn])", "3,100,000,000 USD; 3,400,000,000 USD"),
    ("for [€5m] (or [$6m])", "5,000,000 EUR; 6,000,000 USD restated"),
    ("for [€5m], equivalent to [$6m]", "5,000,000 EUR; 6,000,000 USD restated"),
    ("for [€5m] / [$6m]", "5,000,000 EUR; 6,000,000 USD restated"),
    ("for [€5m]=[$6m]", "5,000,000 EUR; 6,000,000 USD restated"),
    ("for [€5m] in cash ([$6m])", "5,000,000 EUR; 6,000,000 USD restated"),
    (
        "for [€5m] ({about} [$6m], or [£4m])",
        "5,000,000 EUR; 6,000,000 USD about restated; 4,000,000 GBP restated",
    ),
    ("for [€5m]; [$6m]", "5,000,000 EUR; 6,000,000 USD"),
    ("for [€5m], [$6m]", "5,000,000 EUR; 6,000,000 USD"),
    (
        "A price of [€5m] for one unit of the company that it has long owned ([$6m])",
        "5,000,000 EUR; 6,000,000 USD",
    ),
    ("for [€5m] ([$6m]) ([$7m])", "5,000,000 EUR; 6,000,000 USD restated; 7,000,000 USD"),
    ("for [€5m] ([€6m])", "5,000,000 EUR; 6,000,000 EUR"),
    ("for [€5m] {or more} ([$6m] {or more})", "5,000,000 EUR over; 6,000,000 USD over restated"),
    ("a fight over [$5m], {about} [$6m]", "5,000,000 USD; 6,000,000 USD about"),
]

ODD_CHARACTERS: Table = [
    ("for [$5\u00a0million]", "5,000,000 USD"),
    ("for [$\u00a05\u202fmillion]", "5,000,000 USD"),
    ("for [\uff04\uff15 million]", "5,000,000 USD"),
    ("for [\uffe15m]", "5,000,000 GBP"),
    ("for [\uffe5100 million]", "100,000,000 JPY"),
    ("for [$\u200b5m]", "5,000,000 USD"),
    ("for \u200e[$5m]", "5,000,000 USD"),
    ("for [&#36;5m]", "5,000,000 USD"),
    ("for \u200b[$5$]", "5 USD"),
    ("for [$5$]", "5 USD"),
    ("for [&pound;5m]", "5,000,000 GBP"),
    ("for [$5\u2011million]", "5,000,000 USD"),
]

NOT_MONEY: Table = [
    ("a gap 5m wide and 64m deep", ""),
    ("It costs nothing: size 10, page 64, version 1.3.", ""),
    ("ISBN 978-3-16-148410-0", ""),
    ("Call 570-555-0142.", ""),
    ("in 2019, and 2020", ""),
    ("It was 5°C, then 30 C.", ""),
    ("3.3 million downloads, 5 million users", ""),
    ("It grew 5% and owns 22.5 per cent.", ""),
    ("10,000 employees in 214 shops", ""),
    ("the $ sign and the £ sign", ""),
    ("at $1.3.4 billion", ""),
    ("a net result of -$5m", ""),
    ("a net result of −$5m", ""),
    ("the result (-$5 million)", ""),
    ("the $B. company", ""),
    ("6.5 million pounds of beef", ""),
    ("It weighs 250 pounds.", ""),
    ("a thrust of 5 million pounds per square inch", ""),
    ("[6.5 million pounds] of debt", "6,500,000 GBP"),
    ("50 cents on the dollar", ""),
    ("in 2016 dollars", ""),
    ("The team of 12 won.", ""),
    ("It has two million real users.", ""),
    ("The Brazilian firm paid [two million reais].", "2,000,000 BRL"),
    ("Its users passed the 5 million mark.", ""),
    ("a [5 million mark] loan", "5,000,000 DEM"),
    ("tens of millions of dollars, a few million euros", ""),
    ("a $multi-million deal, a multi-billion-dollar one", ""),
    ("He got 90 marks.", ""),
    ("at $99999999999999999999 billion", ""),
    ("It bought fish for [80 million pounds].", "80,000,000 GBP"),
    ("fish weighing 80 million pounds", ""),
    ("It sold 80 million pounds of fish for [£5].", "5 GBP"),
    ("The fish farm paid [80 million pounds]", "80,000,000 GBP"),
    ("80 million pounds, a catch of salmon", ""),
    ("[80 pounds] per share", "80 GBP a share"),
    ("[80 pounds] a unit", "80 GBP a share"),
    ("[80 pounds] per ordinary share", "80 GBP a share"),
    ("80 pounds per ton", ""),
    ("At [£5] and [80 pounds] per ton", "5 GBP; 80 GBP"),
    ("80 pounds annually", ""),
    ("[6 million pounds] of investment", "6,000,000 GBP"),
    ("60 pounds of coffee", ""),
    ("a ratio of 7/5 million dollars", ""),
    ("No.5 million dollars", ""),
    ("in '5 million dollars", ""),
    ("in ’5 million dollars", ""),
    ("5 cts on the dollar", ""),
    ("one pound of beef", ""),
    ("p5 million dollars", ""),
    ("in constant 2016 dollars", ""),
    ("It cost [2016 dollars] in all", "2,016 USD"),
    ("an [8-million-dollar] company", "8,000,000 USD"),
]

TABLES = {
    name.lower(): rows
    for name, rows in list(globals().items())
    if name.isupper() and name not in {"TABLES"} and isinstance(rows, list)
}
ROWS = [pytest.param(*row, id=f"{name}: {row[0]}") for name, rows in TABLES.items() for row in rows]


def marked(text: str, mentions: list[MoneyMention]) -> str:
    """The text with its amounts in ``[…]`` and the words of their bounds in ``{…}``."""
    marks = [(mention.start, mention.end, "[", "]") for mention in mentions]
    marks += [
        (mention.qualifier_start, mention.qualifier_end, "{", "}")
        for mention in mentions
        if mention.qualifier_start is not None and mention.qualifier_end is not None
    ]
    for start, end, opening, closing in sorted(marks, reverse=True):
        text = f"{text[:start]}{opening}{text[start:end]}{closing}{text[end:]}"
    return text


def told(mention: MoneyMention) -> str:
    """``40,000,000–50,000,000 USD``, ``5,000,000 USD about restated``, ``8.4 USD a share``."""
    amount = f"{mention.amount:,}" + (f"–{mention.amount_max:,}" if mention.amount_max is not None else "")
    qualifier = "" if mention.qualifier in ("exact", "range") else f" {mention.qualifier}"
    per_share = " a share" if mention.per_share else ""
    return f"{amount} {mention.currency}{qualifier}{per_share}{' restated' if mention.converts else ''}"


def test_the_tables_are_whole() -> None:
    assert len(ROWS) >= 120
    assert len({row.id for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize(("row", "amounts"), ROWS)
def test_money(row: str, amounts: str) -> None:
    text = re.sub(r"[][{}]", "", row)
    mentions = list(find_money(text))
    assert (marked(text, mentions), "; ".join(map(told, mentions))) == (row, amounts)


ADVERSARIAL = [
    ("signs", "$" * 20_000),
    ("signs and blanks", "$ " * 20_000),
    ("digits", "9" * 100_000),
    ("digits after a sign", "$" + "9" * 100_000),
    ("groups", "$1" + ",000" * 30_000),
    ("points", "$1" + ".5" * 40_000),
    ("blanks", "$" + " " * 100_000 + "5"),
    ("line ends", "$5" + "\n" * 100_000 + "million"),
    ("words", "half a " * 20_000 + "billion dollars"),
    ("hundreds", "two hundred and " * 10_000),
    ("scales", "$5 " + "million " * 20_000),
    ("bounds", "up to about " * 10_000 + "$5m"),
    ("ranges", "$5-" * 30_000),
    ("letters", "A" * 100_000 + "$5m"),
    ("shares", "$5 for each " + "plain " * 20_000 + "share"),
    ("changes", "from " * 20_000 + "$40m to $45m"),
    ("entities", "&#36;" * 20_000),
    ("invisible", "$\u200b" * 30_000 + "5m"),
    ("brackets", "€3bn (" * 20_000),
    ("amounts", "€3bn ($3.4bn) " * 5_000),
]


@pytest.mark.parametrize("text", [row[1] for row in ADVERSARIAL], ids=[row[0] for row in ADVERSARIAL])
def test_no_text_takes_long(text: str) -> None:
    """Four times the text takes no more than ten times as long."""
    found: list[MoneyMention] = []
    few = cpu_seconds(lambda: list(find_money(text[: len(text) // 4])), best_of=2)
    many = cpu_seconds(lambda: found.extend(find_money(text)), best_of=1)
    assert many < 10 * few + 0.2
    assert all(0 <= mention.start < mention.end <= len(text) for mention in found)
