#!/bin/sh
# Opens a report with a slip in every editor for which there is a folder in editors/, with the file from there put
# where its page says, and does what someone would do. The editors come from Debian: what is missing is installed
# where that can be done, otherwise the editor is not tried, which is said. GOUJI is the program.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
say() { echo "$*" >&2; }

# The folder has a Chinese name, a blank and brackets, as people's folders have.
work=$(mktemp -d)
trying=
ended() {
  status=$?
  rm -rf "$work"
  test "$status" = 0 || say "gouji does not work in: $trying"
}
trap ended EXIT
folder="$work/政务公开 [终稿] (1)"
report="$folder/丁香镇 2024年政府信息公开工作年度报告（定）.md"
mkdir -p "$folder" "$work/bin"
ln -s "$GOUJI" "$work/bin/gouji"
export PATH="$work/bin:$PATH" HOME="$work/home" XDG_CONFIG_HOME="$work/home/.config" LANG=C.UTF-8 LC_ALL=C.UTF-8
export XDG_DATA_HOME="$work/home/.local/share" XDG_STATE_HOME="$work/home/.local/state" XDG_CACHE_HOME="$work/home/.cache"

# Installs packages where that can be done.
install() {
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "To try gouji in other editors these are installed with apt-get: $*"
    { apt-get -qq -o DPkg::Lock::Timeout=600 update &&
      DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=600 \
        install --no-install-recommends "$@"; } >"$work/apt.log" 2>&1 || tail -n 3 "$work/apt.log" >&2
  fi
}

# Begins anew with the sample and with an editor that knows nothing.
fresh() {
  rm -rf "$HOME"
  mkdir -p "$HOME"
  cp "$root/tests/reports/markdown/faulty.md" "$report"
}

tried=
neovim() {
  trying=$("$1" --version | head -n 1)
  fresh
  mkdir -p "$XDG_CONFIG_HOME/nvim/plugin"
  cp "$root/editors/neovim/gouji.lua" "$XDG_CONFIG_HOME/nvim/plugin/"
  timeout 120 "$1" --headless "$report" -c "luafile $here/neovim.lua" </dev/null
  tried="$tried, $trying"
}

command -v nvim >/dev/null || install neovim
if command -v nvim >/dev/null; then neovim nvim; else say 'not tried here: Neovim (there is no nvim)'; fi
for suite in trixie forky; do
  if nvim=$("$here/newer.sh" "$suite" nvim neovim); then neovim "$nvim"; else say "not tried here: Neovim of Debian $suite"; fi
done

emacs_eglot() {
  trying=$(emacs --version | head -n 1)
  fresh
  mkdir -p "$HOME/.emacs.d"
  cp "$root/editors/emacs/gouji.el" "$HOME/.emacs.d/"
  echo '(load "~/.emacs.d/gouji")' >"$HOME/.emacs.d/init.el"
  timeout 120 emacs --batch --eval '(package-initialize)' -l "$HOME/.emacs.d/init.el" -l "$here/emacs.el" "$report" 2>"$work/emacs.log" ||
    { cat "$work/emacs.log" >&2; return 1; }
  tried="$tried, $trying"
}

has_eglot() {
  command -v emacs >/dev/null &&
    emacs --batch --eval "(progn (package-initialize) (require 'eglot))" >/dev/null 2>&1
}
has_eglot || install emacs-nox elpa-eglot
if has_eglot; then emacs_eglot; else say 'not tried here: Emacs (there is no emacs with eglot)'; fi

helix() {
  trying=$("$1" --version | head -n 1)
  fresh
  mkdir -p "$XDG_CONFIG_HOME/helix"
  cp "$root/editors/helix/languages.toml" "$XDG_CONFIG_HOME/helix/"
  "$here/helix.sh" "$1" "$report"
  tried="$tried, $trying"
}

command -v tmux >/dev/null || install tmux
if ! command -v tmux >/dev/null; then
  say 'not tried here: Helix (there is no tmux to run it in)'
elif command -v hx >/dev/null; then
  helix hx
elif hx=$("$here/newer.sh" trixie hx hx); then
  helix "$hx"
else
  say 'not tried here: Helix (there is no hx)'
fi

say "gouji works in: ${tried#, }"
