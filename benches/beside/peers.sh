#!/bin/sh
# Puts the peers beside which `gouji check` is measured into .cache/bench, from their registries. What cannot be had is
# left out of the table.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
home=$root/.cache/bench
mkdir -p "$home"

if ! test -x "$home/ruff/bin/ruff"; then
  python=$("$root/tests/clients/python.sh") &&
    "$python" -m pip install --quiet --disable-pip-version-check --target "$home/ruff" ruff==0.17.6 ||
    echo 'ruff cannot be had, and is left out.' >&2
fi
if ! test -x "$home/node_modules/.bin/autocorrect"; then
  npm --prefix "$home" install --no-save --loglevel=error autocorrect-node@2.14.0 ||
    echo 'autocorrect cannot be had, and is left out.' >&2
fi
