#!/bin/sh
# helix.sh HX REPORT: what someone does in Helix with a report that has a slip: sees it, mends it, tidies up. Helix
# has no other door than its screen and its keys, so it runs in a terminal that tmux makes.
set -eu
hx=$1 report=$2
tmux="tmux -L gouji-helix-$$ -f /dev/null"
$tmux new-session -d -x 180 -y 45 "\"$hx\" \"$report\""
trap '$tmux kill-server 2>/dev/null || true' EXIT

screen() { $tmux capture-pane -p; }
keys() { $tmux send-keys "$@"; }
fail() {
  echo "Helix: $1" >&2
  screen >&2
  exit 1
}
# wait_until WHAT COMMAND…: until the command succeeds.
wait_until() {
  what=$1
  shift
  for _ in $(seq 300); do
    if "$@"; then return 0; fi
    sleep 0.1
  done
  fail "$what"
}
shows() { screen | grep -qF "$1"; }
row="结转下年度继续办理 +\|"
row_is() { grep -qsE "$row +$1 \| +0" "$report"; }
row_shows() { screen | grep -qE "$row +$1 \| +0"; }
row_is_gone() { ! screen | grep -qE "$row"; }
row_is_offered() { screen | grep -qE '结转下年度继续办理 +field'; }
# Back from writing. What follows Escape at once would be taken for a key held down with Alt.
leave() {
  wait_until 'nothing can be written' shows ' INS '
  keys Escape
  wait_until 'writing does not end' shows ' NOR '
}

# Saved with `:w!`: Helix takes what it has just saved itself for somebody else's work now and then.

# The slip is shown where someone comes to it, behind the note on an older row.
wait_until 'the report does not open' shows 丁香镇
wait_until 'the notes are not counted' shows '● 2'
keys ] d ] d
wait_until 'the slip is not shown' shows '应为 1，填的是 2'

# The fix, which is the first that is offered.
keys Space a
wait_until 'no fix is offered' shows '由 2 改为 1'
keys Enter
wait_until 'the fix does not mend the slip' row_shows 1
wait_until 'the slip is still counted' shows '● 1 ● 1'
keys : w ! Enter
wait_until 'the figure is not 1' row_is 1
mended=$(grep -F '结转下年度继续办理 ' "$report" | tail -n 1)

# What is out of line is aligned again, and the figures stay.
keys /
keys -l '四、结转下年度继续办理'
keys Enter a Space Space
leave
keys : w ! Enter
wait_until 'nothing is out of line' grep -qsF '四、结转下年度继续办理   ' "$report"
keys : f m t Enter
wait_until 'the table is not aligned' shows "$mended"
keys : w ! Enter
wait_until 'the table is not aligned on disk' grep -qsxF "$mended" "$report"

# A row that was taken out comes back by its initials. The cursor stands in it.
keys x d
wait_until 'the row is not taken out' row_is_gone
keys O
keys -l jz
wait_until 'the row is not offered' row_is_offered
keys Tab Enter
wait_until 'the row is not put in' shows "$(echo "$mended" | sed 's/[01] |/  |/g')"
leave
keys : w ! Enter
wait_until 'the row is not put in on disk' grep -qsE '结转下年度继续办理 +\| +\| +\|' "$report"
keys : q ! Enter
