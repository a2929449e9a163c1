# The two commands: `make demo` and `make test`. Both build .venv first if it is missing or stale.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.built
SPOKEN := $(patsubst %.po,%.mo,$(wildcard locales/*/LC_MESSAGES/bot.po))

.DEFAULT_GOAL := help
.PHONY: help install demo test check lint types contracts bench lock catalogs docs browser postgres test-postgres rehearse audit sbom simulate fuzz kill coverage mutate trust clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(STAMP): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "jifenbot needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another one: make PYTHON=python3.12 install")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

locales/%/LC_MESSAGES/bot.mo: locales/%/LC_MESSAGES/bot.po | $(STAMP)
	$(BIN)/pybabel --quiet compile -D bot -l $* -i $< -o $@

install: $(STAMP) $(SPOKEN) ## build .venv from the pinned dependencies; leaves .venv/bin/jifenbot

demo: install ## the bot against a simulated Telegram, in your browser
	$(BIN)/jifenbot demo

test: install browser postgres ## the whole test suite
	$(BIN)/python -m pytest -n auto --dist loadfile

test-postgres: install postgres ## conversations, histories and properties on PostgreSQL instead of SQLite
	$(BIN)/python -m pytest --postgres tests/conversations tests/simulation tests/properties -n auto --dist loadfile

check: lint types contracts audit test ## everything that CI would say

lint: install ## style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: install ## static types
	$(BIN)/mypy

contracts: install ## floors and forbidden imports
	$(BIN)/lint-imports

browser: ## Chromium for the end-to-end test (Debian's package; needs root once)
	@command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; } || { [ -z "$$CI" ] || exit 1; echo 'no chromium here: the browser test will say that it is skipped'; }

postgres: ## PostgreSQL for the tests of several processes (Debian's package; needs root once)
	@command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql >/dev/null; } || { [ -z "$$CI" ] || exit 1; echo 'no PostgreSQL here: its tests will say that they are skipped'; }

office: install ## the xlsx files opened and recalculated by LibreOffice (Debian's package, some minutes; needs root once)
	@command -v soffice >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends libreoffice-calc-nogui >/dev/null; } || true
	$(BIN)/python -m tests.office

bench: install ## measurements, as ratios in one run
	$(BIN)/jifenbot bench

rehearse: install ## restore the newest copy in JIFENBOT_BACKUP_FOLDER into a temporary place, and verify it there
	$(BIN)/jifenbot rehearse

audit: install ## known faults in what is shipped (asks a service; says so if none answers)
	$(BIN)/python deploy/audit.py

sbom: install ## what is shipped, as CycloneDX, in build/sbom.json
	@mkdir -p build
	$(BIN)/cyclonedx-py requirements deploy/requirements.txt --pyproject pyproject.toml --output-reproducible -o build/sbom.json

simulate: install ## the deterministic simulation, e.g. make simulate SEEDS=1-10000
	$(BIN)/python -m tests.simulation $(SEEDS)

fuzz: install ## hostile input at every entrance, e.g. make fuzz CASES=5000
	$(BIN)/python -m tests.fuzz $(CASES)

kill: install ## kill -9 in a row at random moments of a burst, e.g. make kill KILLS=300
	$(BIN)/python -m tests.process.kills $(KILLS)

coverage: install browser postgres ## lines and branches of the rules, services and storage that tests run; below its gate a room fails
	$(BIN)/python -m pytest --cov --cov-report= -n auto --dist loadfile
	$(BIN)/python -m tests.covered

mutate: install ## change the rules line by line: does a test notice? e.g. make mutate PACKAGES="points life"
	$(BIN)/python -m tests.mutants $(PACKAGES)

trust: install ## write the README's table of trust anew from docs/trust.json
	$(BIN)/python -m tests.trust

catalogs: install ## collect the sentences of the code into locales/ and compile them
	$(BIN)/pybabel --quiet extract -F locales/babel.cfg -k N_ -k nN_:1,2 --no-location --no-wrap --sort-output --omit-header -o locales/bot.pot bot handlers
	for l in zh_Hans zh_Hant en; do $(BIN)/pybabel --quiet update -i locales/bot.pot -d locales -D bot -l $$l --no-wrap --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date; done
	$(BIN)/pybabel --quiet compile -d locales -D bot

docs: install ## regenerate the command and settings reference
	$(BIN)/python -m bot.cli.reference

lock: ## renew the pins (hashes, no index host), for Python 3.11 to 3.13
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --extra dev pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml -o deploy/requirements.txt

clean: ## remove what make install built
	rm -rf $(VENV) *.egg-info
