#!/usr/bin/env bash
# Lets independent programs judge the catalogues and what is exchanged with translators: msgfmt, and with
# tests/exchange-judges.py Translate Toolkit, polib, openpyxl and lxml. What goes out and comes back
# unedited, as we wrote it or as they saved it, may not change a byte of any catalogue.
# usage: tests/translation-judges.sh PAF [ROOT]     (PAF: the program; ROOT: here if left out)
# A judge that is not installed is said to be skipped; with CI=true that is a failure.
set -uo pipefail
paf=$(realpath "$1")
root=$(realpath "${2:-$(dirname "$0")/..}")
judge=$(realpath "$(dirname "$0")/exchange-judges.py")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

row() { printf '%-16s %-9s %s\n' "$1" "$2" "$3"; }
fail() { row "$1" FAILED "$2"; failed=1; }
missing() {
  echo "skipped: $1 is not installed"
  if [ "${CI:-}" = true ]; then failed=1; fi
}

mapfile -t catalogues < <(printf "%s\n" "$root"/framework/locales/*.po; find "$root/framework/editions" -name "*.po" 2>/dev/null | sort)
row judge verdict "${#catalogues[@]} catalogues in $root"
if command -v msgfmt >/dev/null; then
  said=$(for po in "${catalogues[@]}"; do msgfmt --check -o /dev/null "$po" 2>&1 || echo "$po: refused"; done)
  if [ -z "$said" ]; then row "msgfmt --check" passed "every catalogue"; else fail "msgfmt --check" "$said"; fi
else
  missing msgfmt
fi

# A copy, so that an import that changes something changes nothing of ours.
mkdir "$work/root" && cp -r "$root/framework" "$work/root/"
[ -d "$root/templates" ] && cp -r "$root/templates" "$work/root/"
for format in po xliff xlsx tmx; do
  "$paf" --root "$work/root" translate export --format "$format" --output "$work/out" >/dev/null || fail export "$format"
done
imported() { # what, files…
  local what=$1
  shift
  if ! "$paf" --root "$work/root" translate import "$@" >"$work/said" 2>&1; then
    fail "$what" "the import was refused"
    sed 's/^/    /' "$work/said"
  elif said=$(diff -rq "$root/framework" "$work/root/framework"); then
    row "$what" passed "changes nothing in any language"
  else
    fail "$what" "$said"
  fi
}
imported "round trip PO" "$work"/out/*.po
imported "round trip XLIFF" "$work"/out/*.xlf
imported "round trip XLSX" "$work"/out/*.xlsx

if python3 -c 'import lxml, openpyxl, polib, translate' 2>/dev/null; then
  if python3 "$judge" "$work/out" >"$work/said" 2>&1; then
    row "their reading" passed "Translate Toolkit, polib, openpyxl, lxml"
    imported "polib" "$work"/out/judged/*.po
    imported "Translate Toolkit" "$work"/out/judged/*.xlf
    imported "openpyxl" "$work"/out/judged/*.xlsx
  else
    fail "their reading" "of what was exported"
    sed 's/^/    /' "$work/said"
  fi
else
  missing "Translate Toolkit, polib, openpyxl or lxml"
fi
exit "$failed"
