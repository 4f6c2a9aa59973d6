#!/usr/bin/env python3
"""Looks at the plates that Ghostscript makes of a press file, whether black letters are cut out of tints.

usage: tests/plates-judge.py FILE.pdf [PAGES]

Ghostscript (tiffsep) makes the plates, Poppler (pdftotext) says where words stand. Where black is full within a
word and the ground on both sides of the stroke has a colour, the plate of that colour has to go on below the
stroke. A stroke whose ground ends where the stroke begins and goes on behind it is a hole in the form of a letter.
Each page with holes is told; exit 1 if there are any, 2 if the plates cannot be made. Nothing but Python's own
library is needed.
"""
import re
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

DPI = 150
# What counts as a tint, and as none of it: amounts of 255, 0 being full ink.
TINT, BARE = 255 - 12, 255 - 3
# A stroke of a letter is no wider, in pixels: 4 mm.
WIDEST = 24
# Beside a stroke, its edge is left out.
EDGE = 2
# Fewer rows of pixels than these are noise of the edges.
NOISE = 12


def plate(path):
    """The rows of an uncompressed gray TIFF of eight bits."""
    data = path.read_bytes()
    order = {b"II": "<", b"MM": ">"}[data[:2]]
    at = struct.unpack(order + "I", data[4:8])[0]
    tags = {}
    for entry in range(struct.unpack(order + "H", data[at:at + 2])[0]):
        tag, kind, count = struct.unpack(order + "HHI", data[at + 2 + 12 * entry:at + 10 + 12 * entry])
        size, form = {1: (1, "B"), 3: (2, "H"), 4: (4, "I")}.get(kind, (1, "B"))
        field = at + 10 + 12 * entry
        if size * count > 4:
            field = struct.unpack(order + "I", data[field:field + 4])[0]
        if kind in (1, 3, 4):
            tags[tag] = struct.unpack(order + form * count, data[field:field + size * count])
    if tags.get(259, (1,))[0] != 1 or tags[258][0] != 8:
        raise ValueError(f"{path.name} is compressed, or not of eight bits")
    width, pixels = tags[256][0], b"".join(data[o:o + n] for o, n in zip(tags[273], tags[279]))
    return [pixels[row:row + width] for row in range(0, width * tags[257][0], width)]


def words(pdf, page):
    """The boxes of the words of a page, in pixels."""
    said = subprocess.run(["pdftotext", "-bbox", "-f", str(page), "-l", str(page), pdf, "-"],
                          capture_output=True, text=True, check=True).stdout
    box = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)"')
    return [[float(edge) * DPI / 72 for edge in found] for found in box.findall(said)]


def holes(black, colours, box):
    """Rows of strokes within a word below which a colour is cut out."""
    left, top, right, bottom = (round(edge) for edge in box)
    found = 0
    for y in range(max(top, 0), min(bottom, len(black))):
        row = black[y]
        for stroke in re.finditer(rb"\x00+", row[max(left, 0):right]):
            start, end = stroke.start() + max(left, 0), stroke.end() + max(left, 0)
            before, after = start - EDGE - 1, end + EDGE
            if end - start > WIDEST or before < 0 or after >= len(row):
                continue
            middle = (start + end) // 2
            for colour in colours:
                ground = colour[y]
                if max(ground[before], ground[after]) < TINT and ground[middle] > BARE:
                    found += 1
                    break
    return found


def main():
    pdf, pages = sys.argv[1], sys.argv[2:]
    count = re.search(r"Pages:\s+(\d+)", subprocess.run(["pdfinfo", pdf], capture_output=True, text=True).stdout)
    pages = [int(page) for page in pages] or range(1, int(count.group(1)) + 1)
    bad = strokes = 0
    for page in pages:
        with tempfile.TemporaryDirectory() as folder:
            made = subprocess.run(
                ["gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", f"-r{DPI}", "-sDEVICE=tiffsep",
                 "-sCompression=none", f"-dFirstPage={page}", f"-dLastPage={page}",
                 f"-sOutputFile={folder}/p%d.tif", pdf], capture_output=True)
            files = {name: Path(folder) / f"p1({name}).tif" for name in ("Black", "Cyan", "Magenta", "Yellow")}
            if made.returncode or not all(file.exists() for file in files.values()):
                print(f"{pdf}: page {page}: Ghostscript makes no plates", file=sys.stderr)
                return 2
            black, *colours = (plate(file) for file in files.values())
        # A plate without any tint can have no holes.
        colours = [colour for colour in colours if any(min(row) < TINT for row in colour)]
        found = sum(holes(black, colours, box) for box in words(pdf, page)) if colours else 0
        if found >= NOISE:
            print(f"{pdf}: page {page}: letters are cut out of the colour below them ({found} rows of strokes)")
            bad += 1
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
