#!/usr/bin/env bash
# Creates .venv with everything that runs, tests and builds the project, from the locks.
#
# PYTHON=… names another interpreter than the first suitable one on the path.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly environment=.venv
# Written last: make compares its age with the locks to see whether there is work to do.
readonly stamp="$environment/.complete"

is_suitable() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    local candidate
    for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
        if command -v "$candidate" >/dev/null && is_suitable "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    echo "Python 3.11 or newer was not found; install it, or name it: make PYTHON=/path/to/python3" >&2
    return 1
}

create_environment() {
    if "$python" -m venv --clear "$environment" >/dev/null 2>&1; then
        return
    fi
    # Debian ships ensurepip apart from Python; pip from outside can fill the environment too.
    "$python" -m venv --clear --without-pip "$environment"
}

install() {
    if "$environment/bin/python" -c 'import pip' 2>/dev/null; then
        "$environment/bin/python" -m pip install --quiet --quiet --disable-pip-version-check "$@"
    else
        "$python" -m pip --python "$environment/bin/python" install --quiet --quiet --disable-pip-version-check "$@"
    fi
}

python="$(find_python)"
rm -f "$stamp"
if ! is_suitable "$environment/bin/python"; then
    echo "Creating $environment with $("$python" --version) …"
    create_environment
fi
echo "Installing the locked packages into $environment …"
install --require-hashes --requirement requirements-dev.lock
install --no-deps --no-build-isolation --editable .
touch "$stamp"
