#!/usr/bin/env bash
# After one translated sentence of the German leaflet has changed: what `paf build` makes of all, and how long it takes,
# against those files alone in an empty folder, by turns.
# usage: PAF=target/release/paf benches/one-string.sh [ROUNDS]
set -euo pipefail
cd "$(dirname "$0")/.."
paf=$(realpath "${PAF:-target/release/paf}")
rounds=${1:-5}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r framework templates fonts "$work"
words="Doch Krebszellen können sich vor ihm verstecken"
po=$work/framework/locales/de.po
cp "$po" "$work/de.po"
build() { "$paf" --root "$work" build --message-format short "$@" 2>&1; }
seconds() { # command...
  local start=$EPOCHREALTIME
  "$@" >"$work/log"
  awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.3f", b - a }'
}
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
build >"$work/first"
for round in $(seq "$rounds"); do
  sed "s/$words/$words und $(printf 'x%.0s' $(seq "$round"))/" "$work/de.po" >"$po"
  seconds build >>"$work/all"
  echo >>"$work/all"
  tail -1 "$work/log"
  rm -rf "$work/alone"
  seconds build --document leaflet --lang de --output "$work/alone" >>"$work/some"
  echo >>"$work/some"
  tail -1 "$work/log"
done
all=$(median <"$work/all") some=$(median <"$work/some")
awk -v a="$all" -v b="$some" 'BEGIN { printf "all, with one sentence changed: %.2f s; its files alone: %.2f s; ratio %.2f\n", a, b, a / b }'
