# Wraps commands that can be typed; nothing here is needed.
.PHONY: demo check golden nightly
PYTHON ?= python3

.venv/ready: pyproject.toml
	$(PYTHON) -m venv .venv && .venv/bin/pip install -q -e '.[dev]' && touch $@

demo: .venv/ready  ## open the reader on the sample library
	.venv/bin/touchline demo

check: .venv/ready  ## lint, types, import rules and tests
	.venv/bin/python -m tests.check

golden: .venv/ready  ## how right claims, threads, changes and chains of the golden sets are
	.venv/bin/python -m tests.golden

nightly: .venv/ready  ## the tests that kill processes, with 500 kills
	.venv/bin/python -m pytest tests/newsroom/test_survival.py --kills 500
