#!/usr/bin/env python3
"""Lets independent programs open and save what `paf translate export` wrote.

usage: tests/exchange-judges.py FOLDER [--schema xliff-core-1.2-strict.xsd]

Each file of FOLDER is opened by a program that is not ours: XLIFF by Translate Toolkit, XLSX by
openpyxl, TMX by lxml, PO by polib. What they save goes to FOLDER/judged, for `paf translate import`,
which then has to change nothing. With --schema the XLIFF is checked against the standard's schema too.

needs: pip install translate-toolkit openpyxl polib lxml
"""

import re
import sys
from pathlib import Path

import openpyxl
import polib
from lxml import etree
from translate.storage import tmx, xliff

XLIFF = "{urn:oasis:names:tc:xliff:document:1.2}"
XML = "{http://www.w3.org/XML/1998/namespace}"
STATES = {"missing", "stale", "draft", "translated", "reviewed", "approved"}

# What the standard allows of the elements that are written: their attributes and their children in order.
GRAMMAR = {
    "xliff": ({"version"}, "file"),
    "file": ({"original", "source-language", "target-language", "datatype"}, "body"),
    "body": (set(), "trans-unit"),
    "trans-unit": ({"id", "resname", "approved", "extradata", "space"}, "source target note alt-trans"),
    "source": (set(), "g x"),
    "target": ({"state"}, "g x"),
    "note": ({"from"}, ""),
    "alt-trans": ({"alttranstype", "space"}, "source target"),
    "g": ({"id", "ctype", "equiv-text", "clone"}, "g x"),
    "x": ({"id", "ctype", "equiv-text", "clone"}, ""),
}
VALUES = {
    "state": r"needs-translation|needs-adaptation|needs-review-translation|translated|signed-off|final",
    "ctype": r"bold|italic|link|x-\S+",
    "approved": "yes|no",
    "clone": "yes|no",
    "version": r"1\.2",
}


def expect(holds, what):
    """Says what is wrong; a judge goes by what it sees, not by `assert`, which can be turned off."""
    if not holds:
        raise ValueError(what)


def check_grammar(element):
    name = etree.QName(element).localname
    attributes, children = GRAMMAR.get(name, (set(), ""))
    expect(name in GRAMMAR, f"<{name}> was not to be written")
    for key, value in element.attrib.items():
        key = etree.QName(key).localname
        expect(key in attributes, f"<{name}> has no attribute {key}")
        expect(re.fullmatch(VALUES.get(key, "(?s:.*)"), value), f"{key}={value!r} is not of the standard")
    order = children.split()
    at = [order.index(etree.QName(child).localname) for child in element]
    expect(name in ("source", "target", "g") or at == sorted(at), f"the children of <{name}> are out of order")
    for child in element:
        check_grammar(child)


def judge_xliff(path, judged, schema):
    tree = etree.parse(path, etree.XMLParser(resolve_entities=False))
    if schema is not None:
        schema.assertValid(tree)
    check_grammar(tree.getroot())
    raw = list(tree.iter(XLIFF + "trans-unit"))
    for unit in raw:
        codes = [code.get("id") for code in unit.find(XLIFF + "source").iter(XLIFF + "g", XLIFF + "x")]
        expect(len(codes) == len(set(codes)), f"{unit.get('id')}: codes have the same number")
        expect(unit.get(XML + "space") == "preserve", f"{unit.get('id')}: spaces are not preserved")
    store = xliff.xlifffile.parsefile(str(path))
    expect(store.getsourcelanguage() and store.gettargetlanguage(), "a language is missing")
    expect(len(store.units) == len(raw), f"{len(store.units)} of {len(raw)} texts were found")
    for unit, element in zip(store.units, raw):
        words = "".join(element.find(XLIFF + "source").itertext())
        expect(unit.source == words, f"{unit.getid()}: {unit.source!r} is not {words!r}")
        target = element.find(XLIFF + "target")
        expect(bool(unit.target) == (target is not None), f"{unit.getid()}: the translation was not found")
        approved = target is not None and target.get("state") == "final"
        expect(unit.isapproved() == approved, f"{unit.getid()}: the approval was not understood")
        # What an editor does to a text that somebody looks at.
        unit.rich_target = unit.rich_target
    store.savefile(str(judged))
    return f"{len(raw)} texts"


def judge_xlsx(path, judged):
    book = openpyxl.load_workbook(path)
    sheet = book.active
    heads = [cell.value for cell in sheet[1]]
    key, target, state, remarks = (next(at for at, head in enumerate(heads) if head.startswith(name))
                                   for name in ("Key", "Translation", "State", "Remarks"))
    expect(sheet.protection.sheet and sheet.freeze_panes == "A2", "the sheet is not set up")
    rows = 0
    for row in sheet.iter_rows(min_row=2):
        rows += 1
        for cell in row:
            expect(cell.data_type in "sn" and (cell.data_type == "s" or cell.value is None),
                   f"{cell.coordinate} is no text but {cell.value!r}")
            expect(cell.number_format == "@", f"{cell.coordinate} is not formatted as text")
            unlocked = cell.column - 1 in (target, state, remarks)
            expect(cell.protection.locked != unlocked, f"{cell.coordinate} is locked the wrong way")
        expect(row[state].value in STATES, f"{row[key].value} has the state {row[state].value!r}")
    book.save(judged)
    return f"{rows} rows"


def judge_tmx(path):
    tree = etree.parse(path, etree.XMLParser(resolve_entities=False))
    root = tree.getroot()
    expect(root.tag == "tmx" and root.get("version") == "1.4", "it is no TMX 1.4")
    needed = {"creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"}
    expect(needed <= set(root.find("header").attrib), "the header lacks an attribute")
    units = root.findall("body/tu")
    for unit in units:
        langs = [variant.get(XML + "lang") for variant in unit.findall("tuv")]
        expect(len(langs) == 2 and langs[0] == root.find("header").get("srclang"), f"{unit.get('tuid')}: {langs}")
        for seg in unit.iter("seg"):
            begins, ends = (sorted(code.get("i") for code in seg.iter(name)) for name in ("bpt", "ept"))
            expect(begins == ends and len(begins) == len(set(begins)), f"{unit.get('tuid')}: codes are not paired")
    store = tmx.tmxfile.parsefile(str(path))
    expect(len(store.units) == len(units), f"{len(store.units)} of {len(units)} texts were found")
    return f"{len(units)} approved texts"


def judge_po(path, judged):
    po = polib.pofile(str(path), check_for_duplicates=True, wrapwidth=0)
    expect(po.metadata.get("Language"), "the header names no language")
    expect(all(entry.msgctxt for entry in po if not entry.obsolete), "an entry has no key")
    po.save(str(judged))
    return f"{len(po)} entries"


def main(folder, schema=None):
    schema = schema and etree.XMLSchema(etree.parse(schema))
    folder = Path(folder)
    judged = folder / "judged"
    judged.mkdir(exist_ok=True)
    judges = {
        ".xlf": ("Translate Toolkit", lambda path: judge_xliff(path, judged / path.name, schema)),
        ".xlsx": ("openpyxl", lambda path: judge_xlsx(path, judged / path.name)),
        ".tmx": ("lxml", judge_tmx),
        ".po": ("polib", lambda path: judge_po(path, judged / path.name)),
    }
    files = sorted(path for path in folder.iterdir() if path.suffix in judges)
    if not files:
        print(f"there is no export in {folder}: run `paf translate export` first", file=sys.stderr)
        return 1
    failed = False
    for path in files:
        name, judge = judges[path.suffix]
        try:
            said = f"passed    {judge(path)}"
        except Exception as error:  # whatever a judge stumbles over is its verdict
            said, failed = f"FAILED    {type(error).__name__}: {error}", True
        print(f"{name:18} {path.name:12} {said}")
    return int(failed)


if __name__ == "__main__":
    arguments = sys.argv[1:]
    schema = None
    if "--schema" in arguments:
        at = arguments.index("--schema")
        schema = arguments[at + 1]
        del arguments[at : at + 2]
    if len(arguments) != 1:
        sys.exit(__doc__)
    sys.exit(main(arguments[0], schema))
