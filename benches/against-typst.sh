#!/usr/bin/env bash
# Compares `paf build` with stock Typst on the same pages, in one run, as ratios.
#
#   benches/against-typst.sh [rounds]
#
# Stock Typst compiles the sources of every file once, each in a process of its own, two at a time: what somebody
# would do without paf. It makes pages alone; paf also finishes them for the press, imposes booklets, measures the ink
# and draws the tickets. The two take turns, and medians are compared. Stock Typst is the `typst` command where there
# is one, else the Python package of the same name. PAF names another program than target/release/paf.
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-5}
paf=${PAF:-${CARGO_TARGET_DIR:-target}/release/paf}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export work paf

if command -v typst >/dev/null 2>&1; then
  stock=$(typst --version)
  compile() {
    cd "$1" && typst compile --root . --font-path fonts --ignore-system-fonts --pdf-standard "$(standards "$1")" main.typ out.pdf
  }
elif python3 -c 'import typst' 2>/dev/null; then
  stock="the Python package of Typst $(python3 -c 'import importlib.metadata as m; print(m.version("typst"))')"
  compile() {
    cd "$1" && python3 -c '
import sys, typst
typst.compile("main.typ", output="out.pdf", root=".", font_paths=["fonts"], ignore_system_fonts=True, pdf_standards=sys.argv[1].split(","))' "$(standards "$1")"
  }
else
  echo "skipped: neither the typst command nor its Python package is installed" >&2
  exit 0
fi
# What paf asks of Typst for the same file.
standards() { case $1 in *-press/ | *-booklet/) echo 1.7,ua-1 ;; *) echo a-3a,ua-1 ;; esac; }
export -f compile standards

with_stock() { printf '%s\n' "$@" | xargs -P 2 -I{} bash -c 'compile {}'; }
fresh() {
  rm -rf "$work/out"
  "$paf" build --output "$work/out" "$@" >/dev/null 2>&1
}

leaflet=(--edition eu --document leaflet --lang de --profile screen)
"$paf" build --output "$work/first" --sources "$work/sources" >/dev/null 2>&1
"$paf" build --output "$work/kept" >/dev/null 2>&1
all=("$work"/sources/*/)
screen=()
for folder in "${all[@]}"; do case $folder in *-press/ | *-booklet/ | *-large-print/) ;; *) screen+=("$folder") ;; esac; done
leaflets=("$work"/sources/*-leaflet-eu-de/)

now() { date +%s%N; }
# name, command: the time is added to the times of that name, in milliseconds
timed() {
  local name=$1 start
  shift
  start=$(now)
  "$@"
  echo $((($(now) - start) / 1000000)) >>"$work/$name"
}
for _ in $(seq "$rounds"); do
  timed stock-all with_stock "${all[@]}"
  timed paf-all fresh
  timed stock-screen with_stock "${screen[@]}"
  timed paf-screen fresh --profile screen
  timed stock-one with_stock "${leaflets[@]}"
  timed paf-one fresh "${leaflet[@]}"
  timed paf-unchanged "$paf" build --output "$work/kept" --message-format short >/dev/null 2>&1
  timed paf-check "$paf" check >/dev/null 2>&1
  timed paf-status "$paf" status >/dev/null 2>&1
done

median() { sort -n "$work/$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
row() { # what, name of ours, name of stock's
  local ours theirs
  ours=$(median "$2")
  if [ -z "${3:-}" ]; then
    printf '%-44s %8s %8d\n' "$1" - "$ours"
    return
  fi
  theirs=$(median "$3")
  printf '%-44s %8d %8d %8s\n' "$1" "$theirs" "$ours" "$(awk "BEGIN { printf \"%.2f\", $ours / $theirs }")"
}

echo "$("$paf" --version) against $stock; $(nproc) processors ($(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1)); medians of $rounds, ms"
printf '%-44s %8s %8s %8s\n' "" "Typst" "paf" "ratio"
row "everything, ${#all[@]} files" paf-all stock-all
row "for the screen, ${#screen[@]} files" paf-screen stock-screen
row "one leaflet" paf-one stock-one
row "nothing has changed" paf-unchanged
row "check" paf-check
row "status" paf-status
