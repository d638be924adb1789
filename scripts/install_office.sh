#!/usr/bin/env bash
# Installs LibreOffice, its Python bridge and Chinese texts, a PDF viewer's tools, Chinese fonts,
# a screen without a monitor with mouse and camera, and Chromium, where that can be done without
# a question. Never fails: tests that need what is missing are skipped,
# and the end of the test run says which (XLTOOLKIT_FORBID_SKIPS=1 makes that a failure).
set -euo pipefail

readonly packages=(
    libreoffice-calc
    libreoffice-writer
    libreoffice-l10n-zh-cn
    python3-uno
    poppler-utils
    fonts-noto-cjk
    xvfb
    xdotool
    x11-apps
    netpbm
    chromium
)

explain() {
    echo "$1 Tests that need LibreOffice are skipped; the summary of the test run names them."
}

is_missing() {
    [[ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null)" != installed ]]
}

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    command -v soffice >/dev/null || explain "LibreOffice is not installed, and apt-get is not there to install it."
    exit 0
fi

missing=()
for package in "${packages[@]}"; do
    if is_missing "$package"; then
        missing+=("$package")
    fi
done
if ((${#missing[@]} == 0)); then
    exit 0
fi

if ((EUID == 0)); then
    as_root=(env)
elif sudo --non-interactive true 2>/dev/null; then
    as_root=(sudo --non-interactive env)
else
    explain "Not installed, and only an administrator can install them: ${missing[*]}."
    exit 0
fi

apt() {
    "${as_root[@]}" DEBIAN_FRONTEND=noninteractive apt-get --quiet=2 -o DPkg::Lock::Timeout=300 "$@" \
        </dev/null >/dev/null
}

echo "Installing ${missing[*]} …"
if ! { apt update && apt install --yes --no-install-recommends "${missing[@]}"; }; then
    explain "The installation of ${missing[*]} failed."
fi
