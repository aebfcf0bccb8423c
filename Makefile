# Understone. `make help` lists what can be asked for. Everything is installed into .venv, from locks with hashes.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
READY := $(VENV)/.ready
# What Python compiles is kept, whatever the environment says: tests start hundreds of commands.
export PYTHONDONTWRITEBYTECODE :=
DEMO_FOLDER ?= demo-output
# Root's database runs as another account, which some checkouts do not let through (/root is closed to it).
closed = $(shell [ "$$(id -u)" = 0 ] && namei -m "$(CURDIR)" | awk '$$1 ~ /^[dD]/ && $$1 !~ /[xt]$$/' | head -n 1)
DEMO_OPERATION ?= $(if $(closed),/var/lib/understone-demo-operation,demo-operation)
TEST_WORKERS ?= auto
PYTEST_ARGUMENTS ?=
POSTGRESQL_15 ?= /usr/lib/postgresql/15/bin

# Debian's Python comes without venv; as root we fetch it, otherwise we say so.
define make_venv
$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	|| { echo "Python 3.11 or later is needed, $(PYTHON) is $$($(PYTHON) --version)"; exit 1; }; \
$(PYTHON) -c 'import ensurepip' 2>/dev/null || { \
	if [ "$$(id -u)" = 0 ]; then apt-get update -qq && apt-get install -y -qq python3-venv python3-dev; \
	else echo "python3-venv is missing: install it (apt-get install python3-venv python3-dev)"; exit 1; fi; }; \
$(PYTHON) -m venv $(VENV)
endef

.PHONY: help
help: ## list these commands
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 22

.PHONY: demo
demo: $(READY) ## set up, examine a harmless device, then play a small operation and print its bulletin
	@$(BIN)/understone demo device $(DEMO_FOLDER)
	@echo
	@$(if $(closed),echo "The database's account may not pass through this folder: the operation goes to $(DEMO_OPERATION)"; echo,true)
	@$(BIN)/understone demo operation $(DEMO_OPERATION)

.PHONY: test
test: $(READY) packages check ## set up, run every check and every test
	$(BIN)/python -m pytest -n $(TEST_WORKERS) --dist worksteal $(PYTEST_ARGUMENTS)

.PHONY: test-demo
test-demo: $(READY) packages ## play the whole small operation, and hold its figures, ledger, children and tasks to the deck
	UNDERSTONE_PLAY_IT_ALL=1 $(BIN)/python -m pytest tests/demo/operation/test_playing.py $(PYTEST_ARGUMENTS)

# A cluster of its own a worker, in a temporary folder; Debian's own clusters are neither made nor touched.
.PHONY: test-postgresql-15
test-postgresql-15: $(READY) ## run the tests of ledger, operation and backups on Debian's PostgreSQL 15
	@if [ ! -x $(POSTGRESQL_15)/postgres ]; then \
		if [ "$$(id -u)" = 0 ]; then \
			mkdir -p /etc/postgresql-common; \
			[ -e /etc/postgresql-common/createcluster.conf ] \
				|| echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.conf; \
			apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
				-o Dpkg::Options::=--force-confold postgresql-15 >/dev/null; \
		else echo "PostgreSQL 15 is not in $(POSTGRESQL_15): sudo apt-get install postgresql-15"; exit 1; fi; fi
	UNDERSTONE_POSTGRESQL_BINARIES=$(POSTGRESQL_15) $(BIN)/python -m pytest -n $(TEST_WORKERS) --dist worksteal \
		tests/ledger tests/operation tests/database $(PYTEST_ARGUMENTS)

.PHONY: check
check: $(READY) ## formatting, lint, types, room borders, locks
	$(BIN)/ruff format --check src tests benchmarks scripts
	$(BIN)/ruff check src tests benchmarks scripts
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python scripts/vendor.py --check
	$(BIN)/python scripts/check_locks.py requirements.lock benchmarks/requirements.lock scripts/bootstrap.lock

.PHONY: format
format: $(READY) ## rewrite the code in the house format
	$(BIN)/ruff format src tests benchmarks scripts
	$(BIN)/ruff check --fix src tests benchmarks scripts

.PHONY: docs
docs: $(READY) ## write the generated pages of docs/reference
	$(BIN)/python scripts/write_reference.py
	$(BIN)/python scripts/write_schemas.py

.PHONY: vendor
vendor: $(READY) ## fetch the pages' styles and scripts anew (npm, network): only for new versions
	$(BIN)/python scripts/vendor.py

.PHONY: setup
setup: $(READY) ## make .venv and install everything into it

$(READY): requirements.lock scripts/bootstrap.lock pyproject.toml
	@if [ ! -x $(BIN)/python ]; then $(make_venv); fi
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r scripts/bootstrap.lock
	@VIRTUAL_ENV=$(VENV) $(UV) pip sync --quiet --require-hashes --build-constraints scripts/bootstrap.lock requirements.lock
	@VIRTUAL_ENV=$(VENV) $(UV) pip install --quiet --no-deps --no-build-isolation --editable .
	@$(BIN)/python -c "from understone.examine.worker import warm_up; warm_up()"  # compile the kernels once, here
	@touch $@

.PHONY: packages
packages: ## install the Debian packages that tests need (packages.apt)
	@missing=""; for p in $$(sed 's/#.*//' packages.apt); do \
		dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$p"; done; \
	if [ -n "$$missing" ]; then \
		if [ "$$(id -u)" = 0 ]; then echo "installing:$$missing"; \
			apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
		else echo "these Debian packages are missing, the tests need them: sudo apt-get install$$missing"; exit 1; fi; fi

.PHONY: lock
lock: $(READY) ## resolve pyproject.toml again into the locks
	VIRTUAL_ENV=$(VENV) $(UV) pip compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate \
		--upgrade --universal --python-version 3.11 --extra demo --extra dev pyproject.toml scripts/bootstrap.in -o requirements.lock
	VIRTUAL_ENV=$(VENV) $(UV) pip compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate \
		--upgrade --universal --python-version 3.11 --extra demo --extra benchmarks pyproject.toml -o benchmarks/requirements.lock
	VIRTUAL_ENV=$(VENV) $(UV) pip compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate \
		--upgrade --universal --python-version 3.11 scripts/bootstrap.in -o scripts/bootstrap.lock

.PHONY: clean
clean: ## remove .venv, caches and the demonstration's output
	rm -rf $(VENV) $(DEMO_FOLDER) $(DEMO_OPERATION) .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
