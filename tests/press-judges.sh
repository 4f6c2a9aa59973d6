#!/usr/bin/env bash
# Lets independent judges look at the press files that were made: veraPDF (PDF/A-2a, PDF/UA-1), Ghostscript
# (plates, black that is black alone and lies over tints), Poppler (boxes), qpdf, and paf's own preflight.
# usage: tests/press-judges.sh PAF FOLDER
# A judge that is not installed is said to be skipped; with CI=true that is a failure.
set -uo pipefail
cd "$(dirname "$0")/.."
paf=$1
folder=$2
cache=${XDG_CACHE_HOME:-$HOME/.cache}/paf-judges
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

row() { printf '%-16s %-9s %s\n' "$1" "$2" "$3"; }
fail() { row "$1" FAILED "$2"; failed=1; }
missing() {
  echo "skipped: $1 is not installed"
  if [ "${CI:-}" = true ]; then failed=1; fi
}
verdict() { # judge, what, file with complaints
  if [ -s "$3" ]; then
    fail "$1" "$2"
    sed 's/^/    /' "$3" | head -40
  else
    row "$1" passed "$2"
  fi
}

mapfile -d '' -t press < <(find "$folder" -name '*-press.pdf' -print0 | sort -z)
mapfile -d '' -t sheets < <(find "$folder" -name '*-booklet.pdf' -print0 | sort -z)
mapfile -d '' -t apart < <(find "$folder" \( -name '*-press-cover.pdf' -o -name '*-press-inner.pdf' \) -print0 | sort -z)
mapfile -d '' -t tickets < <(find "$folder" -name '*-ticket.pdf' -print0 | sort -z)
if [ ${#press[@]} -eq 0 ]; then
  echo "there is no press file in $folder: run \`paf build --profile press,booklet\` first" >&2
  exit 1
fi
row judge verdict "${#press[@]} press files, ${#sheets[@]} booklets, ${#apart[@]} covers apart and inner pages, ${#tickets[@]} tickets in $folder"

if command -v java >/dev/null && [ -f "$cache/classpath" ]; then
  if java -cp "$(cat "$cache/classpath")" Validate ua1,2a "${press[@]}" >"$work/vera" 2>&1 &&
    grep -q "^${#press[@]} files, flavours ua1,2a, 0 failed$" "$work/vera"; then
    row veraPDF passed "PDF/UA-1 and PDF/A-2a"
  else
    fail veraPDF "PDF/UA-1 and PDF/A-2a"
    sed 's/^/    /' "$work/vera" | head -40
  fi
else
  missing veraPDF
fi

if command -v qpdf >/dev/null; then
  for pdf in "${press[@]}" "${sheets[@]}" "${apart[@]}" "${tickets[@]}"; do
    qpdf --check "$pdf" >"$work/one" 2>&1 || { echo "$pdf"; cat "$work/one"; }
  done >"$work/qpdf"
  verdict "qpdf --check" "syntax and streams" "$work/qpdf"
else
  missing qpdf
fi

# What a page's boxes have to be: the media begins at 0 0, the bleed is 3 mm, the trim is the document's size.
if command -v pdfinfo >/dev/null; then
  for pdf in "${press[@]}"; do
    case $pdf in
      *-leaflet-*) size="297 210" ;;
      *) size="210 297" ;;
    esac
    pages=$(pdfinfo "$pdf" 2>/dev/null | awk '/^Pages:/ { print $2 }')
    pdfinfo -box -f 1 -l "$pages" "$pdf" 2>/dev/null | awk -v file="$pdf" -v size="$size" '
      function close_to(points, mm) { d = points * 25.4 / 72 - mm; return d < 0.01 && d > -0.01 }
      BEGIN { split(size, trim, " ") }
      /Box:/ { name = $(NF - 4)
        wide = (name == "TrimBox:") ? trim[1] + 3 : trim[1] + 6
        high = (name == "TrimBox:") ? trim[2] + 3 : trim[2] + 6
        start = (name == "TrimBox:") ? 3 : 0
        if (name ~ /^(Media|Bleed|Trim)Box:$/) { seen++
          if (!close_to($(NF - 3), start) || !close_to($(NF - 2), start) || !close_to($(NF - 1), wide) || !close_to($NF, high)) print file ": " $0 } }
      END { if (!seen) print file ": no boxes" }'
  done >"$work/boxes"
  verdict "pdfinfo -box" "media, bleed and trim to a hundredth of a millimetre" "$work/boxes"
  for pdf in "${press[@]}" "${sheets[@]}" "${apart[@]}" "${tickets[@]}"; do
    pdffonts "$pdf" 2>/dev/null | awk -v file="$pdf" 'NR > 2 && $(NF - 4) != "yes" { print file ": " $0 }'
  done >"$work/fonts"
  verdict pdffonts "fonts embedded" "$work/fonts"
else
  missing Poppler
fi

if command -v gs >/dev/null; then
  # Text is black alone: a page without black has lost it, and a report has pages of nothing but text.
  for pdf in "${press[@]}"; do
    gs -q -dBATCH -dNOPAUSE -dSAFER -sDEVICE=inkcov -sOutputFile=- "$pdf" 2>/dev/null |
      awk -v file="$pdf" '{ colours = $1 + $2 + $3; if ($4 == 0 && colours > 0) print file ": page " NR " has colours and no black"
        if (colours == 0 && $4 > 0) alone++ }
        END { if (file ~ /-report-/ && NR > 20 && !alone) print file ": no page is printed with black alone" }'
  done >"$work/inkcov"
  verdict "gs inkcov" "pages of text are printed with black alone" "$work/inkcov"
  for pdf in "${press[@]}"; do
    rm -f "$work"/plate*
    gs -q -dBATCH -dNOPAUSE -dSAFER -r36 -sDEVICE=tiffsep -sOutputFile="$work/plate%d.tif" "$pdf" 2>/dev/null ||
      echo "$pdf could not be separated"
    for ink in Cyan Magenta Yellow Black; do
      [ -s "$work/plate1($ink).tif" ] || echo "$pdf: no plate of $ink was made"
    done
    find "$work" -name 'plate*(*' | sed -E 's/.*\((.*)\)\.tif$/\1/' | sort -u |
      grep -v -x -E 'Cyan|Magenta|Yellow|Black' | sed "s|^|$pdf: an unexpected plate |"
  done >"$work/plates"
  verdict "gs tiffsep" "plates: cyan, magenta, yellow and black, and no others" "$work/plates"
  if command -v python3 >/dev/null && command -v pdftotext >/dev/null; then
    for pdf in "${press[@]}" "${apart[@]}"; do
      pages=
      # Of a long report, pages of every kind: cover, imprint, contents, text, overview.
      case $pdf in *-report-*-press.pdf) pages="1 2 4 8 9" ;; esac
      # shellcheck disable=SC2086 # the pages are words
      python3 tests/plates-judge.py "$pdf" $pages || { [ $? -eq 1 ] || echo "$pdf could not be looked at"; }
    done >"$work/holes" 2>&1
    verdict "gs tiffsep" "black letters lie over tints: no holes in the other plates" "$work/holes"
    # The judge must see what it judges: with overprint taken out of a file, of the same length, it has to find holes.
    seen=0
    for pdf in "${press[@]}"; do
      sed 's|/\(op\) true|/\1 null|g; s|/\(OP\) true|/\1 null|g' "$pdf" >"$work/cut.pdf"
      python3 tests/plates-judge.py "$work/cut.pdf" 1 2 >/dev/null 2>&1 || { [ $? -eq 1 ] && seen=1 && break; }
    done
    if [ "$seen" = 1 ]; then
      row "gs tiffsep" passed "and letters that are cut out would be found"
    else
      fail "gs tiffsep" "letters that are cut out are not found: the judge of holes sees nothing"
    fi
  else
    missing "Python or Poppler"
  fi
else
  missing Ghostscript
fi

# The most ink on each page, in one language: the inks are the same in all of them.
if command -v gs >/dev/null && command -v qpdf >/dev/null && command -v python3 >/dev/null; then
  mapfile -t inked < <(printf '%s\n' "${press[@]}" | grep -E -e '-en-press\.pdf$')
  if [ ${#inked[@]} -eq 0 ]; then inked=("${press[0]}"); fi
  python3 tests/ink-judge.py "$(command -v "$paf")" "${inked[@]}" >"$work/ink" 2>&1 ||
    [ -s "$work/ink" ] || echo "it could not be compared" >"$work/ink"
  verdict "gs tiffsep" "ink on each page of ${#inked[@]} files, within two per cent of what preflight says" "$work/ink"
else
  missing "Ghostscript, qpdf or Python"
fi

"$paf" preflight --message-format short "${press[@]}" >"$work/preflight" 2>&1
if [ $? -eq 0 ] && ! grep -q ': \(error\|warning\)\[' "$work/preflight"; then
  row preflight passed "single pages"
else
  fail preflight "single pages"
  grep -E 'error|warning' "$work/preflight" | head -20 | sed 's/^/    /'
fi
if [ ${#apart[@]} -gt 0 ]; then
  "$paf" preflight --message-format short "${apart[@]}" >"$work/preflight" 2>&1
  if [ $? -eq 0 ] && ! grep -q ': \(error\|warning\)\[' "$work/preflight"; then
    row preflight passed "covers apart and inner pages"
  else
    fail preflight "covers apart and inner pages"
    grep -E 'error|warning' "$work/preflight" | head -20 | sed 's/^/    /'
  fi
fi
if [ ${#sheets[@]} -gt 0 ]; then
  if "$paf" preflight --sheets --message-format short "${sheets[@]}" >"$work/preflight" 2>&1; then
    row preflight passed "sheets"
  else
    fail preflight "sheets"
    grep -E 'error|warning' "$work/preflight" | head -20 | sed 's/^/    /'
  fi
fi
exit $failed
