# Needs Python 3.11 or newer, make and git; everything else is installed into .venv.
# `make PYTHON=python3.13 test` picks an interpreter; `make test ARGS="-k retry"` picks tests.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install run test lint style types imports words check generate build torture fuzz bench clients docs release-contract

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: $(VENV)/.dev ## Set up everything that development needs

run: $(VENV)/.server ## Start a ledger and run the quickstart against it
	@$(BIN)/python examples/quickstart_run.py

test: $(VENV)/.dev ## Run all tests
	$(BIN)/python -m pytest --numprocesses 3 --dist loadfile $(ARGS)

torture: $(VENV)/.dev ## Kill, cut the power and crowd for minutes, and look for what is lost
	$(BIN)/python -m tests.outbox.torture
	PYTHONPATH=tests $(BIN)/python -m server.crash --engine sqlite
	PYTHONPATH=tests $(BIN)/python -m server.crash --engine postgresql
	PYTHONPATH=tests $(BIN)/python -m server.crowd

fuzz: $(VENV)/.dev ## Send 100,000 requests made from the contract, or ARGS="--engine postgresql --cases 10000"
	PYTHONPATH=tests $(BIN)/python -m server.fuzz $(ARGS)

lint: style types imports words ## Check style, types, the walls between packages, and the words

style: $(VENV)/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/.dev
	$(BIN)/mypy
	$(BIN)/pyright --pythonpath $(BIN)/python
	$(BIN)/python tools/known_types.py

imports: $(VENV)/.dev
	$(BIN)/lint-imports --no-cache

words: $(VENV)/.dev
	$(BIN)/python tools/words.py

check: $(VENV)/.dev ## Check the contract, and that all that is generated follows from it
	$(BIN)/python tools/lint.py
	$(BIN)/python tools/compat.py
	$(BIN)/python tools/drift.py

generate: $(VENV)/.dev ## Write everything that follows from openapi.yaml
	$(BIN)/python tools/generate.py

build: $(VENV)/.dev ## Build the wheel and the source distribution into dist/
	$(BIN)/hatchling build --clean

bench: $(VENV)/.dev ## Measure
	$(BIN)/python -m benchmarks $(ARGS)

clients: $(VENV)/.dev ## Generate, compile and prove the clients of other languages
	$(BIN)/python tools/clients.py $(ARGS)

docs: $(VENV)/.dev ## Build the site of the documentation into site/
	$(BIN)/sphinx-build -W --keep-going -q -d build/doctrees docs site

release-contract: $(VENV)/.dev ## At a release: what callers may rely on from now on
	$(BIN)/python tools/compat.py
	cp openapi.yaml tools/released/openapi.yaml

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=...")'
	$(PYTHON) -m venv $(VENV)

# The stamps make each installation happen once, and again when pyproject.toml changes.
$(VENV)/.server: pyproject.toml | $(BIN)/python
	$(PIP) install --editable '.[server,cli]'
	@touch $@

$(VENV)/.dev: pyproject.toml | $(BIN)/python
	@$(PIP) install --help | grep -e --group >/dev/null || $(PIP) install --upgrade pip # groups came with pip 25.1
	$(PIP) install --editable '.[server,cli,postgres]' --group dev
	@touch $@
