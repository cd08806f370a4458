#!/bin/sh
# newer.sh SUITE PROGRAM PACKAGE: prints the path of an editor that a later release of Debian has, fetched through
# this machine's own apt source into .cache/editors, unpacked there and run with its own libraries. The system is
# left as it is. Says why and fails where that cannot be done.
set -eu
suite=$1 program=$2 package=$3
root=$(cd "$(dirname "$0")/../.." && pwd)
home=$root/.cache/editors/$program-$suite
run=$home/bin/$program
why() { echo "$*" >&2; exit 1; }

if test -x "$run" && "$run" --version >/dev/null 2>&1; then
  echo "$run"
  exit
fi
command -v apt-get >/dev/null && command -v dpkg >/dev/null || why 'there is no apt'
test "$(dpkg --print-architecture)" = amd64 || why 'only known for amd64'
keys=/usr/share/keyrings/debian-archive-keyring.gpg
test -r "$keys" || why 'the keys of Debian are absent'
source=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -m 1 '/debian/*$') ||
  why 'apt knows no source of Debian'

rm -rf "$home"
mkdir -p "$home/lists/partial" "$home/debs/partial" "$home/cache" "$home/root" "$home/bin"
: >"$home/status"
echo "deb [signed-by=$keys] $source $suite main" >"$home/sources.list"
apt() {
  apt-get -qq -o Dir::Etc::sourcelist="$home/sources.list" -o Dir::Etc::sourceparts=/dev/null \
    -o Dir::State::lists="$home/lists" -o Dir::State::status="$home/status" -o Dir::Cache="$home/cache" \
    -o Dir::Cache::archives="$home/debs" -o Debug::NoLocking=1 "$@" >&2
}
apt update && apt install -y --no-install-recommends --download-only "$package" || why "Debian $suite cannot be reached"
for deb in "$home"/debs/*.deb; do dpkg -x "$deb" "$home/root"; done
rm -rf "$home/debs" "$home/lists"
cat >"$run" <<END
#!/bin/sh
export HELIX_RUNTIME="$home/root/usr/lib/hx/runtime"
if [ $program = nvim ]; then
  export VIMRUNTIME="$home/root/usr/share/nvim/runtime"
  set -- --cmd 'set runtimepath^=$home/root/usr/lib/nvim' "\$@"
fi
exec "$home/root/usr/lib64/ld-linux-x86-64.so.2" --library-path "$home/root/usr/lib/x86_64-linux-gnu" \\
  "$home/root/usr/bin/$program" "\$@"
END
chmod +x "$run"
"$run" --version >/dev/null || why "$program of $suite does not run here"
echo "$run"
