# Wraps commands that can be typed; nothing here is needed.
.PHONY: demo check golden nightly bench bench-full
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

bench: .venv/ready  ## how fast touchline is on 10,000 articles; some minutes
	.venv/bin/python -m bench

bench-full: .venv/ready  ## on 100,000 articles, into docs/benchmarks.md; the first time half an hour, then a quarter
	.venv/bin/python -m bench --full --write docs/benchmarks.md
