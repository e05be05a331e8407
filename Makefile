# Two commands on a fresh machine: `make demo` and `make test`.
# Both set everything up that is missing; neither needs root, a service, Node or Docker.

PYTHON ?= python3.11
VENV   := .venv
BIN    := $(VENV)/bin
RUN    := $(BIN)/python -m qantara

.PHONY: demo test check bench setup setup-dev lock clean help

help:  ## what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

demo: setup  ## set up, load the demonstration, serve it
	@$(RUN) demo

test: setup-dev  ## set up and run the tests (TEST=tests/core for one topic)
	@$(BIN)/python -m pytest $(or $(TEST),tests) -q

check: setup-dev  ## every check but the tests
	@bash .ci/checks

bench: setup-dev  ## measure what should be fast; prints ratios
	@for each in bench/*.py; do echo "== $$each"; $(BIN)/python $$each || exit 1; done

setup: $(VENV)/ready-run
	@$(RUN) build

setup-dev: $(VENV)/ready-dev
	@$(RUN) build

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is needed: install it (Debian 12: apt install python3 python3-venv), or say which: make PYTHON=python3 $(MAKECMDGOALS)"; exit 1; }
	@echo "Making a virtual environment …"
	@$(PYTHON) -m venv $(VENV) || { echo "The module venv is missing (Debian 12: apt install python3-venv)."; exit 1; }

$(VENV)/ready-run: requirements/run.txt | $(VENV)/bin/python
	@echo "Installing dependencies, by hash (a minute or two the first time) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/run.txt
	@$(BIN)/python -c "import pathlib, sysconfig; pathlib.Path(sysconfig.get_path('purelib'), 'qantara.pth').write_text(str(pathlib.Path.cwd()))"
	@printf '#!/bin/sh\nexec "$(CURDIR)/$(BIN)/python" -m qantara "$$@"\n' > $(BIN)/qantara && chmod +x $(BIN)/qantara
	@touch $@

$(VENV)/ready-dev: requirements/dev.txt $(VENV)/ready-run
	@echo "Installing what tests need …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/dev.txt
	@touch $@

LOCK := $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-trusted-host

lock: setup-dev  ## pin dependencies anew, with hashes
	@$(LOCK) -o requirements/run.txt pyproject.toml
	@$(LOCK) --extra dev -o requirements/dev.txt pyproject.toml

clean:  ## forget the demonstration: stop and delete database and files under var/
	@$(RUN) demo --forget
