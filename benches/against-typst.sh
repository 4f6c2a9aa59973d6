#!/usr/bin/env bash
# Compares `paf build` with stock Typst on the same pages, in one run, as ratios.
#
#   benches/against-typst.sh [rounds]
#
# Stock Typst compiles each document once in a process of its own, two at a time. It is the `typst`
# command where there is one, else the Python package of the same name.
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-5}
paf=${PAF:-${CARGO_TARGET_DIR:-target}/release/paf}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$paf" build --output "$work/first" --sources "$work/sources" --message-format short >/dev/null 2>&1

if command -v typst >/dev/null 2>&1; then
  one='cd "$0" && typst compile --root . --font-path fonts --ignore-system-fonts --pdf-standard a-3a,ua-1 main.typ out.pdf'
elif python3 -c 'import typst' 2>/dev/null; then
  one='cd "$0" && python3 -c "
import typst
typst.compile(\"main.typ\", output=\"out.pdf\", root=\".\", font_paths=[\"fonts\"], ignore_system_fonts=True, pdf_standards=[\"a-3a\", \"ua-1\"])"'
else
  echo "skipped: neither the typst command nor its Python package is installed" >&2
  exit 0
fi

now() { date +%s%N; }
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
measure() { # name, command
  for _ in $(seq "$rounds"); do
    local start end
    start=$(now)
    eval "$2"
    end=$(now)
    echo $(((end - start) / 1000000))
  done | median >"$work/$1"
}

measure typst 'ls -d "$work"/sources/*/ | xargs -P 2 -I{} bash -c "$one" {}'
measure all 'rm -rf "$work/out"; "$paf" build --output "$work/out" >/dev/null 2>&1'
measure none '"$paf" build --output "$work/out" >/dev/null 2>&1'
measure check '"$paf" check >/dev/null 2>&1'

base=$(cat "$work/typst")
printf '%-34s %8s %8s\n' "median of $rounds" "ms" "ratio"
for row in "typst:stock Typst, two at a time" "all:paf build, everything" "none:paf build, nothing changed" "check:paf check"; do
  ms=$(cat "$work/${row%%:*}")
  printf '%-34s %8d %8s\n' "${row#*:}" "$ms" "$(awk "BEGIN { printf \"%.2f\", $ms / $base }")"
done
