"""An article that is written to break out of a page, and to mislead its reader."""

from __future__ import annotations

from made_by_hand import record, span

from extractor.schema import Deal, Extraction, Party

SCRIPT = "<script>window.broken=1</script>"
HOSTILE = (
    f"Borealis {SCRIPT} to buy Quillon for $1.3 billion 😀\r\n\r\n"
    'Borealis Group agreed to buy Quillon "><img src=x onerror="window.broken=1"> Ltd for $1.3 billion, it said.\r'
    "</div></details></main></pre></textarea><style>*{display:none}</style><!-- {{ 7 * 7 }} {% raw %} -->\n"
    '<a href="javascript:window.broken=1">Dunlin</a> was bought by Kestrel\u202e)noillim 05$(\u202c for £40 million.\n'
    f"“We pay {SCRIPT} a fair price,” said Ada Nordby, Borealis’s chief\x01\x85\u2028 executive.  \n"
)
HOSTILE_ID = f'x"><b onclick="window.broken=1">{SCRIPT}'
IMAGE = '"><img src=x onerror=window.broken=1>'
NAMED = f"{SCRIPT} and {IMAGE} bought Bolt."
NAMED_ID = "named"


def hostile_record() -> Extraction:
    """A deal between companies whose names are markup, as no rule would read them."""
    buyers = tuple(Party(name=name, mentions=(span(name, NAMED),)) for name in (SCRIPT, IMAGE))
    deal = Deal(
        id="f" * 16, kind="acquisition", status="completed", acquirers=buyers, evidence=(span(NAMED, NAMED),)
    )
    made = record(NAMED, deals=(deal,), trace=())
    return made.model_copy(
        update={"document": made.document.model_copy(update={"id": NAMED_ID, "text": NAMED})}
    )
