#!/usr/bin/env bash
# Lets independent judges look at the PDFs that were made: veraPDF (PDF/UA-1, PDF/A-3a), qpdf, Poppler.
# usage: tests/judges.sh [FOLDER]     (output/ if left out)
# A judge that is not installed is said to be skipped; with CI=true that is a failure.
set -uo pipefail
cd "$(dirname "$0")/.."
folder=${1:-output}
cache=${XDG_CACHE_HOME:-$HOME/.cache}/paf-judges
report=$(mktemp)
trap 'rm -f "$report"' EXIT
failed=0

row() { printf '%-16s %-9s %s\n' "$1" "$2" "$3"; }
fail() { row "$1" FAILED "$2"; failed=1; }
missing() {
  echo "skipped: $1 is not installed"
  if [ "${CI:-}" = true ]; then failed=1; fi
}
indented() { sed 's/^/    /'; }

mapfile -d '' -t pdfs < <(find "$folder" -name '*.pdf' -print0 2>/dev/null | sort -z)
if [ ${#pdfs[@]} -eq 0 ]; then
  echo "there is no PDF in $folder: run \`paf build\` first" >&2
  exit 1
fi
row judge verdict "${#pdfs[@]} files in $folder"

if command -v java >/dev/null && [ -f "$cache/classpath" ]; then
  if java -cp "$(cat "$cache/classpath")" Validate ua1,3a "${pdfs[@]}" >"$report" 2>&1 &&
    grep -q "^${#pdfs[@]} files, flavours ua1,3a, 0 failed$" "$report"; then
    row veraPDF passed "PDF/UA-1 and PDF/A-3a"
  else
    fail veraPDF "PDF/UA-1 and PDF/A-3a"
    indented <"$report"
  fi
else
  missing veraPDF
fi

# Runs a check on each file; the check prints what is wrong, and nothing where all is well.
each() {
  local judge=$1 what=$2 check=$3 wrong=0 said
  for pdf in "${pdfs[@]}"; do
    said=$("$check" "$pdf")
    if [ -n "$said" ]; then
      wrong=$((wrong + 1))
      printf '%s\n%s\n' "$pdf" "$(indented <<<"$said")"
    fi
  done >"$report"
  if [ "$wrong" -eq 0 ] && [ ! -s "$report" ]; then
    row "$judge" passed "$what"
  else
    fail "$judge" "$what"
    indented <"$report"
  fi
}

syntax() {
  local said
  said=$(qpdf --check "$1" 2>&1) || echo "${said:-qpdf stopped without a word}"
}

# The columns before `emb` may hold spaces; those from it on do not.
embedded() {
  local said
  if ! said=$(pdffonts "$1" 2>&1); then
    echo "${said:-pdffonts stopped without a word}"
    return
  fi
  if [ "$(wc -l <<<"$said")" -lt 3 ]; then
    echo "no fonts at all"
    return
  fi
  awk 'NR > 2 && $(NF - 4) != "yes" { print "not embedded: " $1 } NR > 2 && $(NF - 2) != "yes" { print "no Unicode: " $1 }' <<<"$said"
}

# The document language has to be that of the folder the file is in.
language() {
  local said wanted
  wanted=$(basename "$(dirname "$1")")
  said=$(qpdf --qdf --object-streams=disable "$1" - 2>/dev/null | grep -a -m1 -o '/Lang ([^)]*)')
  # English and Portuguese name their country, since alone they are taken for those of the Americas.
  [[ "$said" =~ ^"/Lang ($wanted"(-[A-Z]{2})?\)$ ]] || echo "${said:-no language} instead of /Lang ($wanted)"
}

if command -v qpdf >/dev/null; then each "qpdf --qdf" "document language" language; fi
if command -v qpdf >/dev/null; then each "qpdf --check" "syntax and streams" syntax; else missing qpdf; fi
if command -v pdffonts >/dev/null; then each pdffonts "fonts embedded, with Unicode" embedded; else missing pdffonts; fi

exit "$failed"
