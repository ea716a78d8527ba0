# One place for every command; `make help` lists them. Set-up is done by whatever needs it, once.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
UV := .tools/bin/uv
BIN := .venv/bin
ARGS ?=
DATA ?= build/demo/platform
export UV_PYTHON_DOWNLOADS := never
export UV_NO_PROGRESS := 1
export UV_LINK_MODE ?= copy

.PHONY: help
help: ## list the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: setup
setup: .venv/.sightline ## prepare .venv with the `sightline` command (needs python3 3.11-3.13, pip and make)
	@:

$(UV): requirements/installer.txt
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(None if (3, 11) <= v <= (3, 13) else f"Sightline needs Python 3.11 to 3.13; {sys.executable} is {v[0]}.{v[1]}. Name another: make PYTHON=python3.12 ...")'
	@echo "set-up 1/3: the installer, into .tools"
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --upgrade --target .tools --require-hashes -r requirements/installer.txt
	@touch $@

.venv/.libraries: requirements/runtime.txt $(UV)
	@test -x $(BIN)/python || $(UV) venv --quiet --python "$$(command -v $(PYTHON))" .venv
	@echo "set-up 2/3: libraries, into .venv (a minute the first time)"
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements/runtime.txt
	@touch $@

.venv/.sightline: pyproject.toml .venv/.libraries
	@echo "set-up 3/3: the sightline command, .venv/bin/sightline"
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: requirements/dev.txt .venv/.sightline
	@echo "set-up: test tools, into .venv"
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements/dev.txt
	@touch $@

# What the portal's pages are styled with. The manifest is written last, so it tells that all is there.
ASSETS := services/portal/assets
BUILT := $(ASSETS)/built/manifest.json
$(BUILT): $(wildcard $(ASSETS)/*.* $(ASSETS)/.npmrc $(ASSETS)/styles/* $(ASSETS)/scripts/* $(ASSETS)/images/*) .venv/.sightline
	@$(BIN)/python -m services.portal.assets --if-possible

.PHONY: assets
assets: setup ## build the portal's styles and scripts (by the machine's npm, else by one from PyPI)
	@$(BIN)/python -m services.portal.assets

.PHONY: demo
demo: setup $(BUILT) ## play one invented year through the platform and write its board reports
	@$(BIN)/sightline demo $(ARGS)

.PHONY: up
up: setup $(BUILT) ## serve the platform with the demo's data until Ctrl-C; plays the demo first where there is none
	@if test -e $(DATA)/postgresql; then $(BIN)/sightline up --data $(DATA) $(ARGS); else $(BIN)/sightline demo --keep $(ARGS); fi

.PHONY: test
test: .venv/.dev $(BUILT) ## unit, contract, integration, browser and architecture tests (ARGS="-k outbox" narrows them)
	@$(BIN)/python -m pytest $(ARGS)

.PHONY: lint
lint: .venv/.dev ## ruff, mypy and the import arrows
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

.PHONY: format
format: .venv/.dev ## put the code into the house's form
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

.PHONY: coverage
coverage: .venv/.dev $(BUILT) ## the tests, with a report of the lines they reach
	@$(BIN)/python -m pytest --cov --cov-report=term:skip-covered $(ARGS)

.PHONY: mutation
mutation: .venv/.dev ## change each rule in turn and see that a unit test notices (ARGS="actions" or "--sample 50")
	@$(BIN)/python -m tests.mutation $(ARGS)

.PHONY: bench
bench: .venv/.dev ## measure speed and print the ratios of docs/performance.md
	@$(BIN)/python -m tests.performance $(ARGS)

.PHONY: reliability
reliability: .venv/.dev ## the full failure scenarios, with a table of verdicts (about an hour)
	@$(BIN)/python -m tests.reliability $(ARGS)

.PHONY: contracts
contracts: setup ## write the published schemas and the AsyncAPI document anew from the code
	@$(BIN)/python -m shared.contracts

.PHONY: lock
lock: $(UV) ## choose library versions anew and write requirements/*.txt with their hashes
	@$(UV) lock --quiet $(ARGS)
	@set -- $(UV) export --quiet --frozen --format requirements-txt --no-emit-project --no-header --no-annotate; \
	"$$@" --group build > requirements/runtime.txt; \
	"$$@" --group build --group dev > requirements/dev.txt; \
	"$$@" --only-group installer > requirements/installer.txt; \
	"$$@" --only-group node > requirements/node.txt

.PHONY: clean
clean: ## remove what set-up and tests made; data stays
	@rm -rf .venv .tools build/assets $(ASSETS)/built .pytest_cache .hypothesis .mypy_cache .ruff_cache .import_linter_cache *.egg-info
