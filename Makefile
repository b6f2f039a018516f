# From a clean clone: `make run` to look at it, `make test` to check everything that CI checks.
# All paths are relative, so that a checkout below a folder with spaces works.

# Any of these that is Python 3.11 or later; `make run PYTHON=/opt/python3.12/bin/python3` names another.
PYTHON ?= python3 python3.14 python3.13 python3.12 python3.11 python
PORT ?= 8501
HOST ?= 127.0.0.1
PY = .venv/bin/python
PIP = $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps
LOCK = $(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock"

.PHONY: help run test torture test-spark bench bench-quick demo static lock env test-env
.DEFAULT_GOAL := help

help:  ## what can be made
	@sed -n 's/^\([a-z-]*\):.*## */make \1#/p' Makefile | awk -F'#' '{ printf "%-17s%s\n", $$1, $$2 }'

run: env  ## serve the dashboard (PORT=8501, HOST=127.0.0.1), with demo data where the store (LA21_STORE) has none
	@exec $(PY) server.py --prepare --host "$(HOST)" --port "$(PORT)"

test: test-env static  ## everything that CI checks: style, types, import rule, tests
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(PY) -c "from importlinter.cli import lint_imports_command; lint_imports_command()"
	$(PY) -m pytest -n 2 --dist loadfile

torture: test-env static  ## the long tests: fuzz, hostile files, kills; figures go to tests/torture/results
	$(PY) -m pytest -m torture

test-spark: test-env  ## roll-ups on a Spark cluster of this machine: needs Java 17; installs requirements-spark.txt
	@$(call install,requirements-spark.txt)
	$(PY) -m pytest tests/spark

audit: test-env  ## known vulnerabilities of the libraries, and a list of what is inside (sbom.json)
	$(PY) -m tools.audit

bench: test-env static  ## measure everything, and write bench/results/ and docs/performance.md
	$(PY) -m bench

bench-quick: test-env static  ## the same in 8 minutes; exit status 1 names each missed budget
	$(PY) -m bench --quick

demo: env  ## publish a new demo snapshot
	$(PY) -m la21data demo

static: env  ## build what a browser fetches once: shapes, fonts
	$(PY) -m la21data.static_files

lock: test-env  ## compile requirements*.txt again from requirements*.in
	$(LOCK) requirements.in -o requirements.txt
	$(LOCK) requirements-dev.in -o requirements-dev.txt
	$(LOCK) requirements-spark.in -o requirements-spark.txt

env: $(PY)
	@$(call install,requirements.txt)

test-env: env
	@$(call install,requirements-dev.txt)

# Installs only when the file's content is not what was installed last.
define install
cmp -s $(1) .venv/$(1) || { \
	echo "ติดตั้งไลบรารีตาม $(1) / installing the libraries of $(1)"; \
	$(PIP) -r $(1) && cp $(1) .venv/$(1); }
endef

$(PY):
	@python=; for one in $(PYTHON); do \
		if "$$one" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$$one; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
		echo "ต้องใช้ Python 3.11 ขึ้นไป แต่ไม่พบใน: $(PYTHON) (ระบุเองได้ด้วย make run PYTHON=...)" >&2; \
		echo "Python 3.11 or later is needed, and none of these is: $(PYTHON) (name one with make run PYTHON=...)" >&2; \
		exit 1; \
	fi; \
	rm -rf .venv; \
	"$$python" -m venv .venv || { \
		rm -rf .venv; \
		echo "สร้าง .venv ไม่ได้: ติดตั้งโมดูล venv ก่อน (Debian/Ubuntu: apt install python3-venv)" >&2; \
		echo "cannot make .venv: install Python's venv module first (Debian/Ubuntu: apt install python3-venv)" >&2; \
		exit 1; \
	}
