#!/usr/bin/env python3
"""Measures the size of every letter in the PDFs that are read in a hurry or by frightened people: none may be too small.

usage: tests/size-judge.py [--all] FILE-OR-FOLDER...
       tests/size-judge.py --self-test

A summary has no letter under 9.5 pt, a leaflet none under 9 pt; of large print the build says it itself. What a file is
its name says (`…-summary-…`, `…-leaflet-…`); other files of a folder are left alone, and one that is named and is
neither is an error.

Measured is each run of text as it stands on the page: the size of its font, as far as the page scales it. What is in a
drawing by Typst or an SVG counts as well where it is text. Letters drawn as paths are no text and are not measured.
Left out are raised and lowered signs, whose size follows that of the words they stand at (numbers of references, ® and
™, ordinals, the index of a formula): short runs of figures and such signs, or of at most two letters, smaller than the
words right beside them and off their baseline; and what has no ink.

Prints each line with a letter that is too small, with file, page, size and the first words, and counts; with --all the
smallest size of each file too. Exit 1 if there is a fault, or nothing to measure. Needs PyMuPDF (`.ci/setup-judges`
installs it).
"""

import collections
import pathlib
import re
import sys
import unicodedata

import pymupdf

LEAST = {"summary": 9.5, "leaflet": 9.0}
# Sizes come from matrices of the page, which are rounded.
NEAR = 0.02
# How far a raised or lowered sign is off the baseline of its words, and how close it stands to them, in parts of their
# size.
RAISED, CLOSE = 0.12, 0.2
# What such a sign is: figures and what stands between them, a letter or two, or a sign of a trade mark.
SIGN = re.compile(r"[\d,.;–\-*†‡§()\s]+|[^\W\d_]{1,2}\.?|[®™©℠°]")

FLAGS = pymupdf.TEXT_PRESERVE_LIGATURES | pymupdf.TEXT_IGNORE_ACTUALTEXT | pymupdf.TEXT_PRESERVE_SPANS

Judged = collections.namedtuple("Judged", "runs smallest faults")


def kind_of(path):
    """Whether a file is a summary or a leaflet, by its name; nothing where it is neither, or in large print."""
    name = pathlib.Path(path).name
    if "-large-print" in name:
        return None
    return next((kind for kind in LEAST if f"-{kind}-" in name), None)


def has_ink(span):
    return any(unicodedata.category(sign)[0] not in "ZC" for sign in span["text"])


def is_raised(span, others):
    """Whether a run is a raised or lowered sign: at its side, without a gap, stand larger words on another baseline."""
    if not SIGN.fullmatch(span["text"].strip()):
        return False
    left, top, right, bottom = span["bbox"]

    def holds(other):
        size = other["size"]
        x0, y0, x1, y1 = other["bbox"]
        beside = min(abs(left - x1), abs(x0 - right)) < CLOSE * size
        raised = RAISED * size < abs(other["origin"][1] - span["origin"][1]) < size
        return span["size"] < size and beside and raised and top < y1 and y0 < bottom

    return any(map(holds, others))


def lines_of(page):
    """The lines of a page, each the runs that have ink, in their order."""
    for block in page.get_text("dict", flags=FLAGS)["blocks"]:
        for line in block.get("lines", []):
            runs = [span for span in line["spans"] if has_ink(span)]
            if runs:
                yield runs


def words(runs):
    said = " ".join(" ".join(span["text"] for span in runs).split())
    return f"“{said if len(said) <= 50 else said[:49] + '…'}”"


def judge(name, document, least):
    """Measures a document; what is too small is said line by line."""
    count, smallest, faults = 0, None, []
    for number, page in enumerate(document, 1):
        lines = list(lines_of(page))
        every = [span for runs in lines for span in runs]
        for runs in lines:
            small = []
            for span in runs:
                if span["size"] < least - NEAR and is_raised(span, every):
                    continue
                count += 1
                smallest = span["size"] if smallest is None else min(smallest, span["size"])
                if span["size"] < least - NEAR:
                    small.append(span)
            if small:
                size = min(span["size"] for span in small)
                faults.append(f"{name}: page {number}: {size:.4g} pt, at least {least:g} pt is wanted: {words(small)}")
    return Judged(count, smallest, faults)


# --- Self-test -------------------------------------------------------------------


def specimen():
    """A page with texts that are large enough, and some that are not: these have BAD in their words."""
    document = pymupdf.open()
    page = document.new_page()
    base = iter(range(60, 800, 24))
    for said, size in (("large enough", 9.5), ("hardly smaller, by what matrices round", 9.49), ("BAD: small", 9.4), ("BAD: the small print", 8)):
        page.insert_text((60, next(base)), said, fontsize=size)
    # Raised signs at larger words, and what is none.
    for said, sign, raised in (("A sentence", "12", 4), ("A name", "®", 3.5), ("the 2", "nd", 4), ("CO", "2", -2)):
        at = next(base)
        page.insert_text((60, at), said, fontsize=11)
        page.insert_text((60 + pymupdf.get_text_length(said, "helv", 11), at - raised), sign, fontsize=6.5)
    for said, sign in (("a number on the line", " BAD 12"), ("words", " BAD raised words")):
        at = next(base)
        page.insert_text((60, at), said, fontsize=11)
        page.insert_text((60 + pymupdf.get_text_length(said, "helv", 11), at - (4 if "raised" in sign else 0)), sign, fontsize=6.5)
    # Turned text, and text that the page scales: a form drawn at half its size.
    page.insert_text((500, 400), "BAD: turned", fontsize=7, rotate=90)
    scaled = pymupdf.open()
    inner = scaled.new_page(width=200, height=40)
    inner.insert_text((4, 20), "BAD: drawn at half its size", fontsize=12)
    page.show_pdf_page(pymupdf.Rect(60, 600, 160, 620), scaled, 0)
    return document


def self_test():
    """Whether exactly the bad ones are found, and files are told apart by their names."""
    document = specimen()
    found = judge("specimen", document, 9.5).faults
    bad = [line for line in document[0].get_text().splitlines() if "BAD" in line]
    wrong = [f"missed: {line}" for line in bad if not any(line.strip()[line.strip().index("BAD"):] in fault for fault in found)]
    wrong += [f"found: {fault}" for fault in found if "BAD" not in fault]
    # The smaller the least size, the fewer: of 7.9 pt two are large enough.
    if len(judge("specimen", document, 7.9).faults) != len(bad) - 2:
        wrong.append("with a smaller least size, not two fewer are found")
    names = {"x-summary-eu-en.pdf": "summary", "x-leaflet-at-de-press.pdf": "leaflet", "x-summary-eu-en-large-print.pdf": None, "x-report-eu-en.pdf": None}
    wrong += [f"{name} is taken for {kind_of(name)}" for name, kind in names.items() if kind_of(name) != kind]
    print("\n".join(wrong) or f"self-test: {len(bad)} bad texts of {len(list(lines_of(document[0])))} lines found")
    return not wrong


# --- What is told ------------------------------------------------------------------


def files_in(arguments):
    for argument in map(pathlib.Path, arguments):
        if argument.is_dir():
            yield from (path for path in sorted(argument.rglob("*.pdf")) if kind_of(path))
        elif kind_of(argument):
            yield argument
        else:
            sys.exit(f"{argument} is neither a summary nor a leaflet")


def main(arguments):
    if arguments == ["--self-test"]:
        return self_test()
    everything = "--all" in arguments
    runs, faults, files = 0, 0, 0
    smallest = {}
    for path in files_in(argument for argument in arguments if argument != "--all"):
        kind = kind_of(path)
        judged = judge(str(path), pymupdf.open(path), LEAST[kind])
        files, runs, faults = files + 1, runs + judged.runs, faults + len(judged.faults)
        if judged.smallest is not None:
            smallest[kind] = min(judged.smallest, smallest.get(kind, judged.smallest))
        for fault in judged.faults:
            print(fault)
        if everything:
            size = "nothing to measure" if judged.smallest is None else f"smallest {judged.smallest:.4g} pt"
            print(f"{path}: {judged.runs} runs, {size}")
    said = "".join(f", smallest of a {kind} {size:.4g} pt" for kind, size in sorted(smallest.items()))
    print(f"{files} files, {runs} runs measured, {faults} faults{said}")
    return runs > 0 and not faults


if __name__ == "__main__":
    sys.exit(0 if main(sys.argv[1:]) else 1)
