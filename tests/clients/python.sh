#!/bin/sh
# Prints the Python of an environment that holds what requirements.txt lists, and makes it first where there is
# none: in .cache/python, with what pip fetches. Nothing outside the project is touched, but that a machine with
# apt whose Python cannot make environments is given the package that can.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
list=$root/tests/clients/requirements.txt
home=$root/.cache/python
say() { echo "$*" >&2; }

if cmp -s "$list" "$home/requirements.txt" && "$home/bin/python" -c '' 2>/dev/null; then
  echo "$home/bin/python"
  exit
fi

# The newest Python that will do, by any of the names it goes by.
find_python() {
  for python in ${PYTHON:-python3} python3.14 python3.13 python3.12 python3.11 python3.10; do
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null; then
      echo "$python"
      return
    fi
  done
}

# An environment with pip in it, or with the pip of the machine where Debian has taken pip out of venv.
make() {
  python=$(find_python)
  test -n "$python" || return 1
  rm -rf "$home"
  if "$python" -m venv "$home" >/dev/null 2>&1; then
    pip() { "$home/bin/python" -m pip "$@"; }
  elif "$python" -m pip --version >/dev/null 2>&1 && "$python" -m venv --without-pip "$home" >/dev/null 2>&1; then
    pip() { "$python" -m pip --python "$home/bin/python" "$@"; }
  else
    return 1
  fi
}

if ! make; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say 'The tests with another client need a Python that makes environments: python3-venv is installed with apt-get.'
    apt-get -qq -o DPkg::Lock::Timeout=600 update >&2
    DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=600 \
      install --no-install-recommends python3-venv >&2
  fi
  make || {
    say 'The tests with another client need Python 3.10 or later with venv and pip, and there is none here.'
    say 'Install it (Debian: apt-get install python3-venv), or name it: make test PYTHON=/path/to/python3.'
    exit 1
  }
fi
say "The tests with another client get their Python environment: ${home#"$root"/} (a dozen packages)"
pip --disable-pip-version-check install --quiet --require-hashes --requirement "$list" >&2
cp "$list" "$home/requirements.txt"
echo "$home/bin/python"
