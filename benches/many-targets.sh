#!/usr/bin/env bash
# Whether time and memory grow as the number of files does: builds generated frameworks of about 1,000 and 4,000 files,
# the leaflet in all languages of the shipped framework and in more and more country editions.
# usage: PAF=target/release/paf benches/many-targets.sh [EDITIONS...]     default: 12 49
# For each: files, seconds, milliseconds a file, and the most memory. Needs GNU time.
set -euo pipefail
cd "$(dirname "$0")/.."
paf=$(realpath "${PAF:-target/release/paf}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
languages="bg, es, cs, da, de, et, el, en, fr, ga, hr, it, lv, lt, hu, mt, nl, pl, pt, ro, sk, sl, fi, sv, nb, tr, uk"

generate() { # folder, editions
  mkdir -p "$1"
  cp -r framework templates fonts "$1"
  rm -rf "$1"/framework/editions "$1"/templates/{report,summary}
  sed -i '/^  report: {languages/d; /^  summary: {languages/d' "$1/framework/framework.yaml"
  local n
  for n in $(seq "$2"); do
    local id
    id=$(printf 'x-a%03d' "$n")
    mkdir -p "$1/framework/editions/$id"
    cat >"$1/framework/editions/$id/edition.yaml" <<YAML
title: Country $n
language: en
languages: [$languages]
documents: [leaflet]
based-on: "1.0"
specimen: true
YAML
  done
}

printf '%8s %8s %12s %10s\n' files seconds ms/file MB
for editions in "${@:-12 49}"; do
  for n in $editions; do
    folder=$work/$n
    generate "$folder" "$n"
    env time -f '%e %M' -o "$work/time" "$paf" --root "$folder" build --message-format short >"$work/log" 2>&1 || {
      tail -5 "$work/log"
      exit 1
    }
    files=$(find "$folder/output" -name '*.pdf' ! -name '*-ticket.pdf' | wc -l)
    awk -v files="$files" '{ printf "%8d %8.1f %12.1f %10.0f\n", files, $1, 1000 * $1 / files, $2 / 1024 }' "$work/time"
    rm -rf "$folder"
  done
done
