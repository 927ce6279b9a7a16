# Requires Python 3.11 or newer, make and git. Everything else is installed into .venv.
# `make PYTHON=python3.13 test` selects an interpreter; `make test ARGS="-k retry"` selects tests.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install run test lint style types imports words check generate build torture fuzz fuzz-http nightly bench clients docs release-contract

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: $(VENV)/.dev ## Install everything that development needs

run: $(VENV)/.server ## Start a ledger and run the quickstart against it
	@$(BIN)/python examples/quickstart_run.py

test: $(VENV)/.dev ## Run all tests
	$(BIN)/python -m pytest --numprocesses 3 --dist loadfile $(ARGS)

torture: $(VENV)/.dev ## Test durability: kill processes, cut the power, contend for locks; takes minutes
	PYTHONPATH=tests $(BIN)/python -m outbox.torture
	PYTHONPATH=tests $(BIN)/python -m server.load.crash --engine sqlite
	PYTHONPATH=tests $(BIN)/python -m server.load.crash --engine postgresql
	PYTHONPATH=tests $(BIN)/python -m server.load.contention
	$(BIN)/python -m benchmarks attack

fuzz: $(VENV)/.dev fuzz-http ## Send 100,000 requests generated from the contract, or ARGS="--engine postgresql --cases 10000"
	PYTHONPATH=tests $(BIN)/python -m server.load.fuzz $(ARGS)

fuzz-http: $(VENV)/.dev ## Compare the server's HTTP with another parser's, on 100,000 requests
	PYTHONPATH=tests $(BIN)/python -m server.http.differential

nightly: export AUDITLEDGE_TEST_DIFFERENT = 300000
nightly: export AUDITLEDGE_TEST_DROPS = 10000
nightly: export AUDITLEDGE_TEST_EVENTS = 100000
nightly: export AUDITLEDGE_WIRE_EXAMPLES = 2000
nightly: export AUDITLEDGE_TEST_LOAD_SECONDS = 20
nightly: export AUDITLEDGE_TEST_TREE = 1048576
nightly: export AUDITLEDGE_TEST_FLIPS = 8
nightly: export AUDITLEDGE_TEST_RECORDED = 100000
nightly: export AUDITLEDGE_TEST_DJANGO_EXAMPLES = 500
nightly: export AUDITLEDGE_TEST_DJANGO_KILLS = 100
nightly: export AUDITLEDGE_TEST_DJANGO_REQUESTS = 400
nightly: export AUDITLEDGE_TEST_SQLALCHEMY_EXAMPLES = 500
nightly: export AUDITLEDGE_TEST_SQLALCHEMY_KILLS = 100
nightly: test clients torture fuzz ## Run every kind of test at full count; takes hours
	PYTHONPATH=tests $(BIN)/python -m server.load.fuzz --engine postgresql

lint: style types imports words ## Check style, types, imports between packages, and English

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

check: $(VENV)/.dev ## Check the contract, and that the generated code is up to date
	$(BIN)/python tools/lint.py
	$(BIN)/python tools/compat.py
	$(BIN)/python tools/drift.py

generate: $(VENV)/.dev ## Generate all code that is derived from openapi.yaml
	$(BIN)/python tools/generate.py

build: $(VENV)/.dev ## Build the wheel and the source distribution into dist/
	$(BIN)/hatchling build --clean

bench: $(VENV)/.dev ## Run the benchmarks, or some of them: ARGS="calls imports"
	$(BIN)/python -m benchmarks $(ARGS)

clients: $(VENV)/.dev ## Generate, compile and test the clients in other languages; ARGS=--quick leaves out slow ones
	$(BIN)/python tools/clients.py $(ARGS)

docs: $(VENV)/.dev ## Build the documentation website into site/
	$(BIN)/sphinx-build -W --keep-going -q -d build/doctrees docs site

release-contract: $(VENV)/.dev ## At a release: save the contract that later changes are compared with
	$(BIN)/python tools/compat.py
	cp openapi.yaml tools/released/openapi.yaml

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is required: make PYTHON=...")'
	$(PYTHON) -m venv $(VENV)

# The stamp files repeat an installation only when pyproject.toml changes.
$(VENV)/.server: pyproject.toml | $(BIN)/python
	$(PIP) install --editable '.[server,cli]'
	@touch $@

$(VENV)/.dev: pyproject.toml | $(BIN)/python
	@$(PIP) install --help | grep -e --group >/dev/null || $(PIP) install --upgrade pip # dependency groups require pip 25.1
	$(PIP) install --editable '.[server,cli,postgres]' --group dev
	@touch $@
