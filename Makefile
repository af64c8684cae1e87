# The two commands are `make demo` and `make test`; everything else is for people who change stemma.
# Each target sets up what it needs in .venv and does so again only when a lock or pyproject.toml has changed.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
RUN    := $(VENV)/.installed-run
DEV    := $(VENV)/.installed-dev
PIP    := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet

.DEFAULT_GOAL := help
.PHONY: help demo test lint format score cli-docs bench lock clean

help: ## Say what there is to make
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: $(RUN) ## Build the example story and say where its page is
	$(BIN)/stemma build examples/strait-talks/articles -o out/demo --title "Talks over the Marula Strait"
	@echo "Open out/demo/index.html in a browser."

test: $(DEV) ## Run the tests
	$(BIN)/python -m pytest

lint: $(DEV) ## Check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(DEV) ## Put the code into its form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

score: $(RUN) ## Compare every gold story with the floors in quality/floors.toml
	$(BIN)/python quality/score.py

bench: $(RUN) ## Measure speed
	$(BIN)/python benchmarks/overhead.py

cli-docs: $(RUN) ## Write docs/cli.md anew from --help
	$(BIN)/python docs/make_cli.py

lock: $(DEV) ## Compile the locks anew from pyproject.toml
	$(LOCK) --output-file requirements.lock pyproject.toml
	$(LOCK) --output-file requirements-dev.lock --extra dev --constraint requirements.lock pyproject.toml

clean: ## Remove the environment and what was built
	rm -rf $(VENV) out build dist

# Hashes and nothing but hashes: no index, no folder of wheels, no path of the machine that compiled them.
LOCK = env -u UV_FIND_LINKS -u UV_INDEX -u UV_EXTRA_INDEX_URL $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
       --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate --no-config

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "stemma needs Python 3.11 or newer; say which with: make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv $(VENV)

$(RUN): requirements.lock pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps -e .
	@touch $@

$(DEV): requirements-dev.lock pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes -r requirements-dev.lock
	$(PIP) install --no-deps -e .
	@touch $@ $(RUN)
