# Needs only Python 3.11+ and make: each target sets up what it uses, once, in .venv.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
DOCS_READY := $(VENV)/.docs-ready
HARDENING := $(VENV)/.hardening-ready
SHARED := $(or $(EXTRACTOR_SHARED),$(wildcard ../shared))

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-all check format schemas scores pages pictures licences lock docs dist bench fuzz mutate coverage soak clean

help:  ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

setup: $(READY)  ## .venv with everything in it

$(READY): pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(DOCS_READY): $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[docs]'
	@touch $@

$(HARDENING): $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[hardening]'
	@touch $@

demo: $(READY)  ## what was read in one article, where, and why
	@$(BIN)/extractor explain corpus/dev/reference-retold.txt --published 2023-06-26

test: $(READY)  ## the tests, under ten minutes
	$(BIN)/python -m pytest -m 'not slow' -n 2 --dist worksteal

test-all: test $(DOCS_READY)  ## and those that take longer, one after the other
	$(BIN)/python -m pytest -m slow

check: $(READY)  ## format, lint, types, tests, score
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/python tools/audit.py
	$(MAKE) test
	$(BIN)/extractor evaluate corpus/dev --numbers
	$(BIN)/extractor evaluate corpus/test --numbers
ifneq ($(SHARED),)
	$(BIN)/extractor evaluate corpus/reference --texts $(SHARED)/articles --numbers
endif

format: $(READY)  ## format and sort imports
	$(BIN)/ruff check --fix --select I
	$(BIN)/ruff format

schemas: $(READY)  ## schemas/*.json, from the models
	$(BIN)/extractor schema extraction > schemas/extraction.schema.json
	$(BIN)/extractor schema gold > schemas/gold.schema.json
	$(BIN)/extractor schema merged-deal > schemas/merged-deal.schema.json

scores: $(READY)  ## the tables of scores, from the gold that is here
	EXTRACTOR_SHARED='$(SHARED)' $(BIN)/python benchmarks/scores.py README.md
	EXTRACTOR_SHARED='$(SHARED)' $(BIN)/python benchmarks/pipelines.py
	$(BIN)/python tools/pages.py

pages: $(READY)  ## what is generated in docs/: the contract's tables, the scores
	$(BIN)/python tools/pages.py

pictures: $(READY)  ## docs/images/explain.svg and page.png, which needs Chromium
	$(BIN)/python tools/pictures.py

licences: $(READY)  ## docs/licences.md, from the packages as installed
	$(BIN)/python tools/licences.py

lock: $(READY)  ## requirements.lock, for every Python and system, as pyproject.toml asks; the newest: make lock LOCK=--upgrade
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes $(LOCK) \
		--no-config --custom-compile-command 'make lock' --quiet --output-file requirements.lock

docs: $(DOCS_READY)  ## the documentation as a site, in build/site
	$(BIN)/mkdocs build --strict --quiet

dist: $(READY)  ## the sdist, and the wheel made from it, in dist; their bill of materials in build
	$(BIN)/python -m build --no-isolation
	$(BIN)/python tools/bom.py build/deal-extractor.cdx.json

bench: $(READY)  ## what benchmarks measure into their pages, and what triage loses
	EXTRACTOR_SHARED='$(SHARED)' $(BIN)/python benchmarks/speed.py --write
	EXTRACTOR_SHARED='$(SHARED)' $(BIN)/python benchmarks/capacity.py --write
	EXTRACTOR_SHARED='$(SHARED)' $(BIN)/python benchmarks/merging.py --write
	EXTRACTOR_SHARED='$(SHARED)' $(BIN)/python benchmarks/newswire.py --write
	EXTRACTOR_SHARED='$(SHARED)' $(BIN)/python benchmarks/fit_confidence.py --test --dry-run --write
	$(BIN)/python benchmarks/load.py --write
	EXTRACTOR_SHARED='$(SHARED)' $(BIN)/python benchmarks/triage.py

FUZZ_SECONDS ?= 600
fuzz: $(HARDENING)  ## what the parsers do with any bytes: FUZZ_SECONDS (600) each, and keep what was found
	for target in money dates quotations reading; do \
	  $(BIN)/python tests/fuzz/fuzz.py $$target $(FUZZ_SECONDS) || failed=1; \
	done; exit $${failed:-0}

mutate: $(HARDENING)  ## which changes to money, quotations and scores no test notices
	env -u PYTHONPATH $(BIN)/mutmut run --max-children 2
	$(BIN)/mutmut results

COVERAGE_OF ?= -m 'not slow'
COVERED = COVERAGE_FILE=$(CURDIR)/build/coverage/data EXTRACTOR_SHARED='$(SHARED)' $(BIN)/coverage run -m pytest
# Left out: on a full disk the measurement could not be written either, and it writes where nothing may be written.
# Clusters are slow, and nothing else runs their modules.
coverage: $(HARDENING)  ## which branches the tests take, all processes counted
	rm -rf build/coverage && mkdir -p build/coverage
	-$(COVERED) -n 2 --dist worksteal -k 'not full_disk and not unpickled' $(COVERAGE_OF)
	-$(COVERED) tests/batch/test_cluster.py tests/batch/test_parts.py
	COVERAGE_FILE=$(CURDIR)/build/coverage/data $(BIN)/coverage combine --quiet
	COVERAGE_FILE=$(CURDIR)/build/coverage/data $(BIN)/coverage report --skip-covered --show-missing

SOAK_DOCUMENTS ?= 50000
soak: $(READY)  ## SOAK_DOCUMENTS (50000) with workers and parents killed: counts add up, memory flat
	EXTRACTOR_SHARED='$(SHARED)' $(BIN)/python tests/batch/soak.py $(SOAK_DOCUMENTS)

clean:  ## remove what the others made
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis dist build mutants
