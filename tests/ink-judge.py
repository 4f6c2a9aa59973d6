#!/usr/bin/env python3
"""Compares the most ink on each page, as `paf preflight` tells it, with what Ghostscript separates.

usage: tests/ink-judge.py PAF FILE...
Needs Ghostscript and qpdf. A line for each page that differs by more than two per cent; exit 1 if there is one.
With --all before the files, a line for each page.
"""
import glob
import re
import shutil
import struct
import subprocess
import sys
import tempfile

# Part of the larger of both, beside half a per cent of rounding in what is printed.
TOLERANCE = 0.02
ROUNDING = 0.5
# Ghostscript fills every pixel that a shape touches, so it paints finely and takes the mean of 4 by 4 pixels.
FINER = 4
# Pixels of half a point: a line of one point may lie across two pixels of a point, and fills one of these.
DPI = 144


def samples(path):
    """The bytes of an uncompressed TIFF of one channel: 255 is no ink."""
    with open(path, "rb") as file:
        data = file.read()
    try:
        return strips(data, path)
    except (struct.error, KeyError):
        # Ghostscript ends well where there was no room for what it wrote.
        free = shutil.disk_usage(tempfile.gettempdir()).free
        sys.exit(f"{path}: the plate of {len(data)} bytes is not whole; {free} bytes are free where it lies")


def strips(data, path):
    """The bytes of the strips of a TIFF, one after the other."""
    directory = struct.unpack_from("<I", data, 4)[0]
    count = struct.unpack_from("<H", data, directory)[0]
    entries = {}
    for index in range(count):
        tag, kind, length = struct.unpack_from("<HHI", data, directory + 2 + 12 * index)
        size, letter = (2, "H") if kind == 3 else (4, "I")
        start = directory + 2 + 12 * index + 8
        if size * length > 4:
            start = struct.unpack_from("<I", data, start)[0]
        if kind in (3, 4):
            entries[tag] = struct.unpack_from(f"<{length}{letter}", data, start)
    if entries[259] != (1,):
        sys.exit(f"{path}: compressed")
    found = b"".join(data[at : at + length] for at, length in zip(entries[273], entries[279]))
    if len(found) != sum(entries[279]):
        raise KeyError(273)
    return found


def separated(pdf, page, folder):
    """The most ink on one pixel of a page in per cent, by Ghostscript's plates."""
    subprocess.run(
        ["gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sCompression=none", f"-r{DPI * FINER}"]
        + [f"-dDownScaleFactor={FINER}", "-sDEVICE=tiffsep", f"-dFirstPage={page}", f"-dLastPage={page}"]
        + [f"-sOutputFile={folder}/plate{page}.tif", pdf],
        check=True,
    )
    plates = [samples(path) for path in glob.glob(f"{folder}/plate{page}(*).tif")]
    if len(plates) < 4:
        sys.exit(f"{pdf}: page {page}: {len(plates)} plates were made")
    return max(255 * len(plates) - sum(pixel) for pixel in zip(*plates)) / 2.55


def told(paf, pdf, page, folder):
    """The most ink on a page in per cent, as `paf preflight` tells it."""
    single = f"{folder}/page{page}.pdf"
    subprocess.run(["qpdf", pdf, "--pages", ".", str(page), "--", single], check=True)
    done = subprocess.run([paf, "preflight", single], capture_output=True, text=True, check=False)
    found = re.search(r"at most (\d+) % ink", done.stdout)
    return float(found.group(1)) if found else None


def main():
    arguments = sys.argv[1:]
    everything = "--all" in arguments
    arguments = [argument for argument in arguments if argument != "--all"]
    paf, files = arguments[0], arguments[1:]
    compared, differing = 0, 0
    for pdf in files:
        pages = int(subprocess.run(["qpdf", "--show-npages", pdf], capture_output=True, check=True).stdout)
        with tempfile.TemporaryDirectory() as folder:
            for page in range(1, pages + 1):
                ours, judge = told(paf, pdf, page, folder), separated(pdf, page, folder)
                compared += 1
                agrees = ours is not None and abs(ours - judge) <= TOLERANCE * max(ours, judge) + ROUNDING
                differing += not agrees
                if everything or not agrees:
                    said = "not measured" if ours is None else f"{ours:.0f} %"
                    print(f"{pdf}: page {page}: {said}, Ghostscript {judge:.1f} %")
    if everything:
        print(f"{compared} pages, {differing} differ")
    sys.exit(1 if differing or not compared else 0)


main()
