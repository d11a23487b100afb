# `make demo` and `make test` each do all their own set-up, once.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test check setup floors gate kills hostile clean

setup: $(READY)

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Dateline needs Python 3.11 or newer: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $(READY)

demo: $(READY)
	@$(BIN)/dateline demo

test: $(READY)
	$(BIN)/pytest -n 2 --dist loadfile

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# The shown gold lies beside the project (../shared); see benchmarks/floors.py. SETS: sets or single files of them, else all.
floors: $(READY)
	$(BIN)/python -m benchmarks.floors raise $(SETS)

gate: $(READY)
	$(BIN)/python -m benchmarks.floors check $(SETS)

# Real runs, killed at every enumerated point, without Prefect and under it.
kills: $(READY)
	$(BIN)/python -m tests.kills
	$(BIN)/python -m tests.prefect_kills

# A folder of inputs made to do harm, which lies beside the project too: make hostile SIZE=0.05
SIZE ?= 1.0
CASES ?= ../shared/cases
hostile: $(READY)
	@if [ -f $(CASES)/hostile.py ]; then \
	  out=$$(mktemp -d) && $(BIN)/python $(CASES)/hostile.py $$out/in $(SIZE) && $(BIN)/python -m tests.hostile $$out/in; \
	  code=$$?; rm -rf $$out; exit $$code; \
	else echo "No $(CASES)/hostile.py: hostile inputs are not tried."; fi

clean:
	rm -rf $(VENV) .demo build dist
