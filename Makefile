# Needs only Python 3.11+ and make: each target sets up what it uses.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.PHONY: setup test test-all check demo schemas

setup: $(READY)

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@

demo: $(READY)  ## set up, then show the retold reference deal with its evidence
	$(BIN)/extractor explain corpus/dev/reference-retold.txt --published 2023-06-26

test: $(READY)  ## set up, then the tests
	$(BIN)/python -m pytest

test-all: test

check: $(READY)  ## format, lint, types, tests
	$(BIN)/ruff format --check src tests
	$(BIN)/ruff check src tests
	$(BIN)/mypy
	$(BIN)/python -m pytest

schemas: $(READY)
	$(BIN)/extractor schema extraction > schemas/extraction.schema.json
	$(BIN)/extractor schema gold > schemas/gold.schema.json
