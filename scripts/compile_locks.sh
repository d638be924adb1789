#!/usr/bin/env bash
# Writes requirements.lock and requirements-dev.lock anew from pyproject.toml.
#
# Only the public Python Package Index is asked: other places that pip may know on this
# machine are left out, so that every hash is one that anybody can check. Hashes of all files
# of a release are kept, for other processors and newer Pythons. Compile with the oldest
# Python that the project supports, or a pin may not exist there.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly oldest_python="3.11"
python=.venv/bin/python

found_python="$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')"
if [[ "$found_python" != "$oldest_python" ]]; then
    echo "make lock: compile with Python $oldest_python, not $found_python" >&2
    exit 1
fi

unset PIP_INDEX_URL PIP_EXTRA_INDEX_URL PIP_FIND_LINKS
export PIP_CONFIG_FILE=/dev/null
export CUSTOM_COMPILE_COMMAND="make lock"

compile() {
    "$python" -m piptools compile --quiet --allow-unsafe --generate-hashes --strip-extras \
        --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options \
        --newline lf "$@" pyproject.toml
}

# The first lock is a constraint on the second: what is tested is what is run.
compile --output-file requirements.lock
compile --extra dev --constraint requirements.lock --output-file requirements-dev.lock
