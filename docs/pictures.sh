#!/usr/bin/env bash
# Makes the pictures of README.md from what `paf build` has put into output/.
# With --check, only says which of them no longer show what is there.
# Needs pdftoppm and pdftotext, which come with Poppler; another version of it draws other pixels.
set -euo pipefail
cd "$(dirname "$0")/.."
pictures=docs/pictures
if [ "${1:-}" = --check ]; then
  pictures=$(mktemp -d)
  trap 'rm -rf "$pictures"' EXIT
fi
limit=120000
pdf() { echo "output/eu/$2/immuno-oncology-$1-eu-$2.pdf"; }

# picture NAME PDF PAGE WIDTH
picture() {
  pdftoppm -png -singlefile -f "$3" -scale-to-x "$4" -scale-to-y -1 "$2" "$pictures/$1"
  local size
  size=$(wc -c <"$pictures/$1.png")
  echo "$pictures/$1.png: page $3, $size bytes"
  if [ "$size" -ge "$limit" ]; then
    echo "$pictures/$1.png is larger than $limit bytes: give it a smaller width" >&2
    exit 1
  fi
}

# page_with PDF WORDS FIRST: the first page, from FIRST on, that has these words
page_with() {
  local last
  last=$(pdfinfo "$1" 2>/dev/null | sed -n 's/^Pages: *//p')
  for page in $(seq "$3" "$last"); do
    if pdftotext -f "$page" -l "$page" "$1" - 2>/dev/null | grep -q "$2"; then
      echo "$page"
      return
    fi
  done
  echo "no page of $1 says: $2" >&2
  exit 1
}

mkdir -p "$pictures"
report=$(pdf report en)
picture report-cover "$report" 1 400
# Page 3 is the table of contents, which has the titles too.
glance=$(page_with "$report" "At a glance" 4)
picture report-glance "$report" "$glance" 400
recommendation=$(page_with "$report" "^The problem$" 4)
picture report-recommendation "$report" "$recommendation" 400
picture summary "$(pdf summary en)" 2 400
for lang in en el; do
  picture "leaflet-front-$lang" "$(pdf leaflet "$lang")" 1 240
  picture "leaflet-how-$lang" "$(pdf leaflet "$lang")" 2 240
done

if [ "$pictures" != docs/pictures ]; then
  diff -rq "$pictures" docs/pictures || {
    echo "the pictures of README.md are not those of output/: run docs/pictures.sh" >&2
    exit 1
  }
fi
