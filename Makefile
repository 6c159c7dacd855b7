# make run: the main job on the saved pages; make test: lint, types, tests; make check: lint and types alone.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

.PHONY: run test check docs notebook train models weights lock

run: $(INSTALLED)
	$(BIN)/pactwire run --saved fixtures

test: check
	$(BIN)/python -m pytest

check: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/mypy

# The long trials of docs/reliability.md: many hours.
soak: $(INSTALLED)
	$(BIN)/python tests/reliability/crash_trials.py --kills 1000 --points 0 --full 0
	$(BIN)/python tests/reliability/hostile_trials.py 20000 150000
	$(BIN)/python tests/reliability/mutation_trials.py --pages 100000
	$(BIN)/python tests/reliability/mutation_trials.py --pages 20000 --memory

# What is generated from the schema and the settings; a test fails while it is not fresh.
docs: $(INSTALLED)
	$(BIN)/python -m pipeline.dictionary > docs/data-dictionary.md
	$(BIN)/python -m pipeline.settings_page > docs/settings.md

# The notebook with its output; after every change that shows in it.
notebook: $(INSTALLED)
	$(BIN)/python notebooks/refresh.py

# Everything that is trained. The models of names take half an hour, and openly licensed data of others: make
# train DATA=FOLDER (docs/models.md).
DATA ?= ../shared/data
train: models weights

models: $(INSTALLED)
	@test -d "$(DATA)" || { echo "There is no training data at $(DATA): name its folder, make train DATA=FOLDER \
	(docs/models.md), or train only what needs none: make weights"; exit 1; }
	$(BIN)/python -m extractors.training.spans.train en --data "$(DATA)"
	$(BIN)/python -m extractors.training.spans.train zh --data "$(DATA)"

# The weights of fields and of an event's confidence, and their figures in docs/confidence.md; a few minutes, after
# every change of the rules or of the corpus.
weights: $(INSTALLED)
	$(BIN)/python -m pipeline.gold_pages fixtures > $(VENV)/pages.jsonl
	$(BIN)/python -m extractors.training.fields en fixtures/corpus/en-*.jsonl $(VENV)/pages.jsonl --write
	$(BIN)/python -m extractors.training.fields zh fixtures/corpus/zh-*.jsonl $(VENV)/pages.jsonl --write
	$(BIN)/python -m pipeline.training fixtures/corpus/*.jsonl fixtures/gold/*.jsonl

# Needs uv; the lock names versions and hashes, never an index.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-emit-find-links --extra dev pyproject.toml -o requirements.lock

$(INSTALLED): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
