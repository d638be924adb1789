# Development and demonstration. `make` alone prints what there is.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules

ENVIRONMENT := .venv
PYTHON_IN_ENVIRONMENT := $(ENVIRONMENT)/bin/python
COMPLETE := $(ENVIRONMENT)/.complete

# The interpreter that .venv is made with; empty: the first on the path that is new enough.
PYTHON ?=
export PYTHON

.PHONY: help
help: ## print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: demo
demo: $(COMPLETE) ## show the toolkit at work on the figures of the 2022 report
	@$(ENVIRONMENT)/bin/xltoolkit demo

.PHONY: test
test: $(COMPLETE) office lint ## install what tests need, check the style, run all tests
	@$(PYTHON_IN_ENVIRONMENT) -m pytest --numprocesses=auto

.PHONY: lint
lint: $(COMPLETE) ## check format, rules of style and types
	@$(PYTHON_IN_ENVIRONMENT) -m ruff format --check --quiet .
	@$(PYTHON_IN_ENVIRONMENT) -m ruff check --quiet .
	@$(PYTHON_IN_ENVIRONMENT) -m mypy

.PHONY: bench
bench: $(COMPLETE) ## measure the start of the commands, a function, a whole run, Excel's round trips, Calc, a batch
	@$(PYTHON_IN_ENVIRONMENT) benchmarks/start_of_commands.py
	@$(PYTHON_IN_ENVIRONMENT) benchmarks/function_calls.py
	@$(PYTHON_IN_ENVIRONMENT) benchmarks/main_job.py
	@$(PYTHON_IN_ENVIRONMENT) benchmarks/verification.py
	@$(PYTHON_IN_ENVIRONMENT) benchmarks/excel_calls.py
	@$(PYTHON_IN_ENVIRONMENT) benchmarks/excel_button.py
	@$(PYTHON_IN_ENVIRONMENT) benchmarks/building.py
	@$(PYTHON_IN_ENVIRONMENT) benchmarks/calc_host.py
	@$(PYTHON_IN_ENVIRONMENT) benchmarks/many_departments.py

.PHONY: cases
cases: $(COMPLETE) ## verify the figures of the published cases and count how they come out
	@$(PYTHON_IN_ENVIRONMENT) -m scripts.published_cases

.PHONY: parity
parity: $(COMPLETE) office ## compare every function and every workbook in every host, print the table
	@$(PYTHON_IN_ENVIRONMENT) -m pytest tests/parity --quiet --capture=no

.PHONY: hostile
hostile: $(COMPLETE) ## evaluate 980 good files and 27 hostile ones in one batch, check every result
	@XLTOOLKIT_GOOD_FILES=980 XLTOOLKIT_HOSTILE_TIMES=3 \
	  $(PYTHON_IN_ENVIRONMENT) -m pytest tests/batch/test_hostile_files.py --quiet

.PHONY: corpus
corpus: $(COMPLETE) ## run the readers over a folder of workbooks: make corpus DIR=…
	@$(PYTHON_IN_ENVIRONMENT) -m scripts.corpus $(if $(DIR),"$(DIR)")

.PHONY: check-files
check-files: $(COMPLETE) ## validate the templates and the workbook of the demo
	@$(PYTHON_IN_ENVIRONMENT) -m scripts.check_files

.PHONY: docs
docs: $(COMPLETE) ## write the generated pages of docs/ anew
	@$(PYTHON_IN_ENVIRONMENT) -m xltoolkit.documentation

.PHONY: pictures
pictures: $(COMPLETE) office ## draw the pictures of README and guide from real runs
	@$(PYTHON_IN_ENVIRONMENT) -m scripts.pictures

.PHONY: lock
lock: $(COMPLETE) ## compile the locks anew from pyproject.toml
	@scripts/compile_locks.sh

.PHONY: clean
clean: ## remove caches and build products (.venv stays)
	@rm -rf build dist demo .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -path ./$(ENVIRONMENT) -prune -o -name __pycache__ -type d -exec rm -rf {} +

.PHONY: office
office:
	@scripts/install_office.sh

$(COMPLETE): requirements-dev.lock pyproject.toml scripts/create_environment.sh
	@scripts/create_environment.sh
