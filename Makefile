# Every target sets up what it needs: a fresh machine wants only make and Python >= 3.11.
PYTHON ?= python3
PORT ?= 8000
SIZES ?= 10000 50000
SECONDS ?= 60
ITEMS ?= 6000
BIN := .venv/bin
export PORT

.PHONY: install serve test no-loss formats check format bench clean

install: .venv/installed

.venv/installed: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable . --group dev
	touch $@

# The sample lives in a database file of its own, so that no made-up record enters a real repository.
serve: install
	$(BIN)/oaipmh serve --sample --port $(PORT)

# Much of it waits for servers and other processes: a worker more than the two cores of a small machine.
test: install
	$(BIN)/pytest -n 3 --dist worksteal

# Promise 1, for as long as you like.
no-loss: install
	NO_LOSS_SECONDS=$(SECONDS) $(BIN)/pytest -s tests/store/test_nothing_is_lost_at_random.py \
	    tests/e2e/test_nothing_is_lost.py tests/e2e/test_nothing_is_lost_on_two.py

# Valid records in every format, of as many made-up items as you like.
formats: install
	FORMATS_ITEMS=$(ITEMS) $(BIN)/pytest -n 2 -rP tests/unit/crosswalks/test_every_format.py

check: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.alembic_check

format: install
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: install
	$(BIN)/python bench/harvest.py --sizes $(SIZES) --write docs/performance.md

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
