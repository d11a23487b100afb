# `make demo` and `make test` each do all their own set-up, once.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test check setup floors gate clean

setup: $(READY)

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Dateline needs Python 3.11 or newer: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $(READY)

demo: $(READY)
	@$(BIN)/dateline demo

test: $(READY)
	$(BIN)/pytest

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# The shown gold lies beside the project (../shared); see benchmarks/floors.py. SETS: sets or single files of them, else all.
floors: $(READY)
	$(BIN)/python -m benchmarks.floors raise $(SETS)

gate: $(READY)
	$(BIN)/python -m benchmarks.floors check $(SETS)

clean:
	rm -rf $(VENV) .demo build dist
