"""Three articles whose errors are known; one of them is written to break out of the page."""

from __future__ import annotations

import copy

from gold_by_hand import GOLD, TEXT, Json, gold_document, perfect, usd

from extractor.evaluation import Evaluation, Prediction, evaluate
from extractor.evaluation.goldset import GoldSet

SCRIPT = "<script>window.broken=1</script>"
NAME = f"Quillon {SCRIPT}"
HOSTILE = (
    "\n\r\n\tBorealis to buy "
    + NAME
    + " for $1.3 billion 😀\r\n\r\n</div></details></main>"
    + '"><img src=x onerror="window.broken=1"> <a href="javascript:window.broken=1">&amp; &lt; it</a>\r'
    + "<style>*{display:none}</style><!-- {{ 7 * 7 }} {% raw %} --> \u202eabc\u202c\x01\x85\u2028 “"
    + f"We pay {SCRIPT} a fair price.” said Ada Nordby's café.  \n"
)
HOSTILE_ID = f'x"><b>{SCRIPT}'
HOSTILE_GOLD: Json = {
    "outlet": f"The {SCRIPT} Post",
    "deals": [
        {
            "kind": "acquisition",
            "status": "announced",
            "acquirers": [["Borealis"]],
            "target": [NAME],
            "price": usd(1_300_000_000),
        }
    ],
    "quotes": [{"text": f"We pay {SCRIPT} a fair price.", "speaker": ["Ada Nordby"]}],
}


def known_evaluation() -> Evaluation:
    """``good`` has no error, ``poor`` three (price, investors, speaker), the hostile one two (price, investors)."""
    gold = copy.deepcopy(GOLD) | {"outlet": "The Evening Loom"}
    documents = (
        gold_document(gold, document_id="good"),
        gold_document(gold, document_id="poor"),
        gold_document(HOSTILE_GOLD, HOSTILE, HOSTILE_ID),
    )
    good, poor, hostile = map(perfect, documents)
    start = TEXT.index("$1.3 billion\n")
    poor["deals"][0]["price"] = usd(13) | {
        "span": {"start": start, "end": start + 12, "text": "$1.3 billion"}
    }
    poor["deals"][0]["investors"] = ["Fenwick"]
    poor["quotes"][0]["speaker"] = None
    for number, deal in enumerate(good["deals"]):
        deal["confidence"] = 0.9 - number / 10
    hostile["deals"][0]["price"] = None
    hostile["deals"][0]["investors"] = [SCRIPT]
    records = dict(zip((one.id for one in documents), (good, poor, hostile), strict=True))
    predictions = {name: Prediction.model_validate(record) for name, record in records.items()}
    return evaluate(predictions, GoldSet(documents), readings=True)
