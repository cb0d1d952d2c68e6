# `make` lists what there is. Two commands do everything on a bare Debian-like machine: `make run` and `make test`.
PYTHON ?= python3
BIN = .venv/bin
INSTALL_FLAGS = --no-deps --require-hashes --only-binary :all: --no-binary astutils

.DEFAULT_GOAL := help
.PHONY: help venv run test lint format readme-pictures bench bench-pages bench-reasoning assets screenshots screenshots-accept journeys faults fuzz locks messages

help: ## List these commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/:/' | column -t -s :

# --- set-up -------------------------------------------------------------------------------------
# uv when it is there (seconds), pip when it is not. The lock is hashed; nothing outside it is installed.
define install
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@if command -v uv >/dev/null 2>&1; then \
	  uv pip install -q --python $(BIN)/python $(INSTALL_FLAGS) -r $(1) && \
	  uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e . ; \
	else \
	  $(BIN)/python -m pip install -q --disable-pip-version-check $(INSTALL_FLAGS) -r $(1) && \
	  $(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e . ; \
	fi
endef

.venv/runtime: requirements/runtime.txt pyproject.toml
	$(call install,requirements/runtime.txt)
	@touch $@

.venv/development: requirements/development.txt pyproject.toml
	$(call install,requirements/development.txt)
	@touch $@ .venv/runtime

venv: .venv/development ## Install what it takes to work on Licet into .venv

# --- use ----------------------------------------------------------------------------------------
run: .venv/runtime ## Start the demo authority on http://127.0.0.1:8000
	@$(BIN)/licet law compile
	@LICET_DEMO=yes $(BIN)/licet demo

test: .venv/development ## Run the test suite (SQLite)
	@$(BIN)/licet law compile
	$(BIN)/licet law test
	$(BIN)/licet law mutate --jobs 2
	$(BIN)/python -m pytest -n 2 -m "not journey and not fault"

lint: .venv/development ## Style, types, floors of the house
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/development ## Format code
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

journeys: .venv/development ## Browser journeys with axe (needs Debian's chromium)
	$(BIN)/python -m pytest -m journey

faults: .venv/development ## Kill it, cut its power, fill its disk: the long form (docs/durability.md; needs gcc and PostgreSQL)
	LICET_FAULT_ACTS=1000 LICET_FAULT_CUTS=400 $(BIN)/python -m pytest -m fault

fuzz: .venv/development ## Send a hundred thousand nasty inputs to every form, as everybody (docs/security-review.md)
	LICET_FUZZ=$${LICET_FUZZ:-100000} $(BIN)/python -m pytest -s tests/security/test_every_page.py

screenshots: .venv/development ## Pictures of the key pages into test-results/screenshots, compared with the accepted ones
	LICET_LOOKS=compare LICET_SCREENSHOTS=test-results/screenshots $(BIN)/python -m pytest tests/journeys/test_looks.py

screenshots-accept: .venv/development ## Accept how the key pages look now
	LICET_LOOKS=accept $(BIN)/python -m pytest tests/journeys/test_looks.py

readme-pictures: .venv/development ## Make the pictures of the README anew (needs Debian's chromium)
	$(BIN)/python tools/readme_pictures.py

bench: .venv/development ## Measure speed (docs/benchmarks.md says what and how)
	$(BIN)/python -m benchmarks

bench-pages: .venv/development ## The main pages on both databases, 1,000 and 100,000 cases (SIZES="…"; docs/benchmarks.md)
	$(BIN)/python -m benchmarks.page_table $(SIZES)

bench-reasoning: .venv/development ## The reasoning in a table with its bars, written into docs/benchmarks.md (CASES=…)
	$(BIN)/python -m benchmarks.reasoning_table $(CASES)

assets: ## Rebuild the committed CSS, fonts and icons from npm
	tools/build_assets.sh

messages: .venv/development ## Extract and compile translations
	$(BIN)/python tools/messages.py

locks: ## Renew the hashed locks from requirements/*.in
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url \
	  --override requirements/overrides.txt requirements/runtime.in -o requirements/runtime.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url \
	  --override requirements/overrides.txt -c requirements/runtime.txt requirements/development.in -o requirements/development.txt
