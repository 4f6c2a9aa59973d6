#!/usr/bin/env bash
# Judges a publication with the programs of others: checksums, archives and the names in them, and its pages in Chromium.
# usage: tests/publication-judges.sh SITE FOLDER-WITH-NODE-MODULES
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
modules=$(realpath "$2")
cd "$1"
sha256sum --check --strict --quiet SHA256SUMS
echo "$(wc -l <SHA256SUMS) files have their checksums"
count=0
while read -r archive; do
  unzip -tqq "$archive"
  7z t -bso0 -bsp0 "$archive"
  # Three programs read the same names.
  diff <(unzip -Z1 "$archive" | sort) <(python3 -c 'import sys, zipfile; print("\n".join(zipfile.ZipFile(sys.argv[1]).namelist()))' "$archive" | sort)
  diff <(unzip -Z1 "$archive" | sort) <(7z l -ba -slt "$archive" | sed -n 's/^Path = //p' | sort)
  count=$((count + 1))
done < <(find . -name '*.zip' | sort)
[ "$count" -gt 0 ]
echo "$count archives are whole, and three programs read the same names"
python3 - <<'PYTHON'
import json
statement = json.load(open("provenance.json"))
assert statement["_type"] == "https://in-toto.io/Statement/v1", statement["_type"]
parts = json.load(open("components.cdx.json"))
assert parts["bomFormat"] == "CycloneDX" and parts["components"]
refs = [part["bom-ref"] for part in parts["components"]]
assert len(refs) == len(set(refs)), "a part is listed twice"
print(len(statement["subject"]), "files are attested,", len(refs), "parts are listed")
PYTHON
cd "$here/.."
python3 tests/word-judge.py "$OLDPWD"
node tests/site-judge.mjs "$OLDPWD" "$modules"
