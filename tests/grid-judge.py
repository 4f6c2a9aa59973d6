#!/usr/bin/env python3
"""Measures whether the running text of reports stands on one grid of lines, from page to page.

usage: tests/grid-judge.py FILE-OR-FOLDER...
       tests/grid-judge.py --self-test

Running text is what is set in 10 pt, in the family in which most letters of that size are. The grid has 14 pt; where it
begins on a page is where most lines of the document stand. A line whose baseline is more than half a point away from
it is off.

Prints for each page the share of lines that are off, a fault for each page that has some, with the first words of each
run of them, and behind what the text leaves the grid or comes back to it. Running text of another size is counted and
not judged: it has a pitch of its own. Exit 1 if there is a fault, or no running text at all. Needs PyMuPDF
(`.ci/setup-judges` installs it).
"""

import collections
import contextlib
import io
import pathlib
import sys

import pymupdf

PITCH, SIZE = 14.0, 10.0
# How far a baseline may be from the grid, and a size from that of running text, in points.
OFF, NEAR = 0.5, 0.25
# Sizes of running text that was made to fit.
SMALLEST = 8.75
# From this distance on, lines of text have something between them, in points.
APART = 2.5 * PITCH

Line = collections.namedtuple("Line", "page base left right face words size")


def family(font):
    return font.split("+")[-1].split("-")[0]


def line_of(page, line):
    """A line of text by what most of its letters are set in; nothing where it has no letters or is not level."""
    spans = [span for span in line["spans"] if span["text"].strip()]
    if not spans or tuple(line["dir"]) != (1.0, 0.0):
        return None
    main = max(spans, key=lambda span: len(span["text"].strip()))
    words = " ".join("".join(span["text"] for span in line["spans"]).split())
    left, _, right, _ = line["bbox"]
    return Line(page, main["origin"][1], left, right, family(main["font"]), words, main["size"])


def lines_of(document):
    """All lines of text of a document, page by page from top to bottom."""
    found = []
    for number, page in enumerate(document, 1):
        blocks = [block for block in page.get_text("dict")["blocks"] if block.get("lines")]
        lines = (line_of(number, line) for block in blocks for line in block["lines"])
        found += sorted((line for line in lines if line), key=lambda line: (line.base, line.left))
    return found


def is_of_size(line):
    return abs(line.size - SIZE) <= NEAR


def running_family(lines):
    """The family in which most letters of the size of running text are."""
    letters = collections.Counter()
    for line in lines:
        if is_of_size(line):
            letters[line.face] += len(line.words)
    return letters.most_common(1)[0][0] if letters else None


def away(base, start):
    """How far a baseline is below the nearest line of the grid, negative above it."""
    return (base - start + PITCH / 2) % PITCH - PITCH / 2


def start_of_grid(lines):
    """Where the grid begins: the place modulo its pitch at which most lines stand."""
    places = collections.Counter(round(line.base % PITCH, 1) % PITCH for line in lines)
    return max(places, key=lambda place: sum(n for other, n in places.items() if abs(away(other, place)) <= OFF))


def above(line, lines):
    """The lines over a line in its column, the nearest first."""
    over = [other for other in lines if other.base < line.base - 1 and other.left < line.right and other.right > line.left]
    return sorted(over, key=lambda other: -other.base)


def leaves(line, lines, family_name):
    """Behind what a line does not stand a whole number of lines below the running text over it; nothing where it does,
    or where it is the first of its column."""
    over = above(line, lines)
    last = next((other for other in over if other.face == family_name and is_of_size(other)), None)
    if last is None:
        return "at the head of a column"
    gap = line.base - last.base
    between = [other for other in over if other.base > last.base + 1]
    if abs(away(gap, 0)) <= OFF:
        return None
    if between:
        return "behind " + " and ".join(sorted({f"{other.face} {other.size:g} pt" for other in between}))
    return f"behind a distance of {gap:.1f} pt" if gap < APART else "behind a figure, a box or a table"


def other_sizes(lines):
    """How many lines there are of each other size of running text, and their commonest distance."""
    said = []
    for size, count in sorted(collections.Counter(round(line.size, 1) for line in lines).items()):
        same = [line for line in lines if round(line.size, 1) == size]
        gaps = collections.Counter(
            round(below.base - line.base, 1) for line, below in zip(same, same[1:]) if below.page == line.page and below.base > line.base
        )
        pitch = f"/{gaps.most_common(1)[0][0]:g}" if gaps else ""
        said.append(f"{count} of {size:g}{pitch} pt")
    return "; not judged: " + ", ".join(said) if said else ""


def runs_off(lines, start):
    """The lines off the grid, those that follow one another together."""
    runs, previous = [], None
    for line in lines:
        off = abs(away(line.base, start)) > OFF
        if off and previous:
            runs[-1].append(line)
        elif off:
            runs.append([line])
        previous = off
    return runs


def judge(name, document):
    """Prints what a document has; gives the counts of running lines, of those off the grid, and of pages with such."""
    every = lines_of(document)
    name_of_family = running_family(every)
    running = [line for line in every if line.face == name_of_family and is_of_size(line)]
    other = [line for line in every if line.face == name_of_family and not is_of_size(line) and SMALLEST <= line.size < SIZE + 1]
    if not running:
        print(f"{name}: no running text")
        return 0, 0, 0
    start = start_of_grid(running)
    causes, off, pages = collections.Counter(), 0, 0
    for number in sorted({line.page for line in running}):
        page = [line for line in running if line.page == number]
        runs = runs_off(page, start)
        wrong = [line for run in runs for line in run]
        print(f"{name}: page {number}: {len(wrong)} of {len(page)} lines off the grid, {100 * len(wrong) / len(page):.0f} %")
        if wrong:
            pages, off = pages + 1, off + len(wrong)
            by = ", ".join(f"{distance:.1f} pt" for distance in sorted({round(abs(away(line.base, start)), 1) for line in wrong}))
            said = "; ".join(f"“{run[0].words[:40]}” ({len(run)})" for run in runs)
            print(f"{name}: page {number}: fault: {len(runs)} runs off the grid, by {by}: {said}")
        everything = [line for line in every if line.page == number]
        causes.update(filter(None, (leaves(line, everything, name_of_family) for line in page)))
    for cause, count in causes.most_common():
        if cause != "at the head of a column":
            print(f"{name}: {count} times not whole lines apart {cause}")
    print(
        f"{name}: {off} of {len(running)} lines off the grid, {100 * off / len(running):.0f} %, on {pages} pages; "
        f"the grid stands at {start:.1f} of {PITCH:g} pt{other_sizes(other)}"
    )
    return len(running), off, pages


def specimen(at):
    """Two pages with lines of running text at these baselines, below a heading."""
    document = pymupdf.open()
    for baselines in at:
        page = document.new_page()
        page.insert_text((60, 40), "a heading", fontsize=20)
        for base in baselines:
            page.insert_text((60, base), f"running text at {base:g}", fontsize=SIZE, fontname="tiro")
    return document


def self_test():
    """Whether what is off is found, and nothing else."""
    grid = [100 + PITCH * n for n in range(20)]
    cases = [
        ("on the grid", [grid, grid[3:]], 0),
        ("within the tolerance", [grid, [base + 0.4 for base in grid]], 0),
        ("half a line away", [grid, [base + 7 for base in grid[:5]]], 5),
        ("a little away", [grid, [base - 0.7 for base in grid[:3]] + grid[5:]], 3),
        ("a paragraph in the middle", [grid[:5] + [base + 7 for base in grid[5:9]] + grid[10:], grid], 4),
    ]
    with contextlib.redirect_stdout(io.StringIO()):
        wrong = [f"self-test: wrong: {name}" for name, at, off in cases if judge(name, specimen(at))[1] != off]
    print("\n".join(wrong) or f"self-test: {len(cases)} specimens measured as they were made")
    return not wrong


def files_in(arguments):
    for argument in map(pathlib.Path, arguments):
        yield from sorted(argument.rglob("*-report-*.pdf")) if argument.is_dir() else [argument]


def main(arguments):
    if arguments == ["--self-test"]:
        return self_test()
    counts = [judge(str(path), pymupdf.open(path)) for path in files_in(arguments)]
    lines, off, pages = (sum(count) for count in zip(*counts)) if counts else (0, 0, 0)
    print(f"{len(counts)} files, {lines} lines, {off} off the grid, {pages} pages with faults")
    return lines > 0 and not off and all(count[0] for count in counts)


if __name__ == "__main__":
    sys.exit(0 if main(sys.argv[1:]) else 1)
