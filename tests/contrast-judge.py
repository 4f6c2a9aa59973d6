#!/usr/bin/env python3
"""Measures the contrast of every letter in PDFs with the ground around it, on the rendered pages.

usage: tests/contrast-judge.py [--all] FILE-OR-FOLDER...
       tests/contrast-judge.py --self-test

WCAG 2.2: at least 4.5:1 for all text, at least 7:1 for body text. Body text is what most letters of a document are set
in (family and size), every face with at least three tenths as many, and running text within half a point of one of them.

No declared colour is believed. MuPDF renders each page three times: as it is, without its text, and the text alone in
black on white. The third says which pixels a letter fills wholly, the first which colour it has there, the second what
lies around it; so neither the edge of a letter nor its neighbours are taken for its ground. Of the ground within half
a point of a letter, the worst tenth counts: a picture, a tint or a gradient is no better than where it is worst, and
the soft edge of a shape or a thin line is not yet a ground.

Prints each line of text that has too little, each run that could not be measured, and counts; with --all, a line for
each file too. Exit 1 if there is a fault, a run not measured, or nothing to measure. Needs PyMuPDF and NumPy
(`.ci/setup-judges` installs them).
"""

import collections
import concurrent.futures
import os
import pathlib
import sys
import unicodedata

import numpy
import pymupdf
from pymupdf import mupdf

ANY_TEXT, BODY_TEXT = 4.5, 7.0
# Dots an inch; and of letters too fine to fill a pixel there, like the full stop of small type.
DPI, FINE_DPI = 300, 1200
# How far around a letter its ground is looked at, in points.
AROUND = 0.5
# The part of the ground, and of a letter, that counts as its worst.
WORST = 0.1
# A line is no ground up to about this width, in points.
LINE = 0.75
# Gray of the text alone, below which a pixel counts as touched by a letter; filled it is 0.
TOUCHED = 200
# Body text: the part of the letters of the commonest face from which another is one too; how far a size may be from
# one, in points; and letters from which a paragraph is running text.
ALSO_BODY, NEAR, RUNNING = 0.3, 0.5, 60

FLAGS = pymupdf.TEXT_PRESERVE_LIGATURES | pymupdf.TEXT_IGNORE_ACTUALTEXT

_part = numpy.arange(256) / 255
LINEAR = numpy.where(_part <= 0.04045, _part / 12.92, ((_part + 0.055) / 1.055) ** 2.4).astype(numpy.float32)

Measured = collections.namedtuple("Measured", "ratio colour ground")


class Judged:
    """What one file has: faults and runs not measured as lines to print, and counts."""

    def __init__(self, name):
        self.name, self.faults, self.unmeasured = name, [], []
        self.pages = self.runs = 0
        self.lowest = {False: None, True: None}
        self.faces = []

    def saw(self, ratio, is_body):
        self.runs += 1
        if self.lowest[is_body] is None or ratio < self.lowest[is_body]:
            self.lowest[is_body] = ratio


# --- The three pictures of a page ---------------------------------------------


class Letters(mupdf.FzDevice2):
    """Passes the text of a page on to another device, all of it black, and nothing else."""

    def __init__(self, to):
        super().__init__()
        self.to = to.m_internal
        self.gray = mupdf.ll_fz_device_gray()
        self.params = mupdf.FzColorParams().internal()
        self.use_virtual_fill_text()
        self.use_virtual_stroke_text()
        self.use_virtual_clip_text()
        self.use_virtual_clip_stroke_text()

    def fill_text(self, ctx, text, ctm, *_):
        mupdf.ll_fz_fill_text(self.to, text, ctm, self.gray, [0.0], 1.0, self.params)

    def stroke_text(self, ctx, text, stroke, ctm, *_):
        mupdf.ll_fz_stroke_text(self.to, text, stroke, ctm, self.gray, [0.0], 1.0, self.params)

    def clip_text(self, ctx, text, ctm, *_):
        self.fill_text(ctx, text, ctm)

    def clip_stroke_text(self, ctx, text, stroke, ctm, *_):
        self.stroke_text(ctx, text, stroke, ctm)


def without_text(path, data):
    """The document once more, with every letter taken out and all else in its place."""
    bare = pymupdf.open(path) if data is None else pymupdf.open("pdf", data)
    for page in bare:
        page.add_redact_annot(page.rect, fill=False)
        page.apply_redactions(images=pymupdf.PDF_REDACT_IMAGE_NONE, graphics=pymupdf.PDF_REDACT_LINE_ART_NONE)
    return bare


def render(page, zoom, area, colour_space, through=lambda device: device):
    """The pixels of a part of a page on white; `through` is given the device that draws, and may draw by another.

    All three pictures are made this way: in other ways letters lie a quarter of a pixel elsewhere.
    """
    space = mupdf.FzColorspace(colour_space)
    pixmap = mupdf.FzPixmap(space, mupdf.FzIrect(*area), mupdf.FzSeparations(), 0)
    mupdf.fz_clear_pixmap_with_value(pixmap, 255)
    device = mupdf.fz_new_draw_device(mupdf.FzMatrix(), pixmap)
    contents = mupdf.fz_load_page(page.parent.this, page.number)
    mupdf.fz_run_page_contents(contents, through(device), mupdf.FzMatrix(zoom, 0, 0, zoom, 0, 0), mupdf.FzCookie())
    mupdf.fz_close_device(device)
    picture = pymupdf.Pixmap("raw", pixmap)
    rows = numpy.frombuffer(picture.samples, numpy.uint8).reshape(picture.height, picture.stride)
    return rows[:, : picture.width * picture.n].reshape(picture.height, picture.width, picture.n)


class Pictures:
    """A part of a page, rendered three times, with the places of its pixels."""

    def __init__(self, page, bare, dpi, clip=None):
        self.zoom = dpi / 72
        self.area = pymupdf.IRect((clip or page.rect) * pymupdf.Matrix(self.zoom, self.zoom))
        self.shown = render(page, self.zoom, self.area, mupdf.FzColorspace.Fixed_RGB)
        self.ground = render(bare, self.zoom, self.area, mupdf.FzColorspace.Fixed_RGB)
        # 0 where a letter fills a pixel, 255 where there is none.
        self.text = render(page, self.zoom, self.area, mupdf.FzColorspace.Fixed_GRAY, Letters)[:, :, 0]

    def cut(self, box):
        """The same of a rectangle in points; the ground without its lines."""
        x0, y0, x1, y1 = (edge * self.zoom for edge in box)
        rows = slice(max(0, int(y0) - self.area.y0), max(0, int(y1) + 1 - self.area.y0))
        columns = slice(max(0, int(x0) - self.area.x0), max(0, int(x1) + 1 - self.area.x0))
        return self.shown[rows, columns], self.ground_of(rows, columns), self.text[rows, columns]

    def ground_of(self, rows, columns):
        """A part of the ground in which each pixel is the middle one of those around it, so that what is thin is
        gone and areas end where they end."""
        reach = max(1, round(LINE * self.zoom))
        wide = self.ground[max(0, rows.start - reach) : rows.stop + reach, max(0, columns.start - reach) : columns.stop + reach]
        if not wide.size or (wide == wide[0, 0]).all():
            return self.ground[rows, columns]
        height, width = self.ground[rows, columns].shape[:2]
        top, left = rows.start - max(0, rows.start - reach), columns.start - max(0, columns.start - reach)
        below, right = wide.shape[0] - top - height, wide.shape[1] - left - width
        whole = numpy.pad(wide, ((reach - top, reach - below), (reach - left, reach - right), (0, 0)), mode="edge")
        side = 2 * reach + 1
        around = numpy.lib.stride_tricks.sliding_window_view(whole, (side, side), axis=(0, 1))
        return numpy.median(around.reshape(height, width, 3, -1), axis=3).astype(numpy.uint8)


# --- The contrast of a letter --------------------------------------------------


def luminance(pixels):
    return LINEAR[pixels] @ numpy.array([0.2126, 0.7152, 0.0722], numpy.float32)


def contrast(one, other):
    """The ratio of WCAG of two luminances, or of one and many."""
    return (numpy.maximum(one, other) + 0.05) / (numpy.minimum(one, other) + 0.05)


def spread(mask, pixels):
    """A mask and all that is no further from it than some pixels, in a square."""
    wide = mask.copy()
    for step in range(1, pixels + 1):
        wide[:, step:] |= mask[:, :-step]
        wide[:, :-step] |= mask[:, step:]
    high = wide.copy()
    for step in range(1, pixels + 1):
        high[step:] |= wide[:-step]
        high[:-step] |= wide[step:]
    return high


def at_part(values, part):
    """The place of the value below which a part of the values lies."""
    place = int(part * (len(values) - 1))
    return numpy.argpartition(values, place)[place]


def without_neighbours(filled, reach):
    """What is filled in a rectangle without its outermost columns, into which the letters beside it reach; with them
    where there is nothing else."""
    inside = filled.copy()
    inside[:, :reach] = inside[:, -reach:] = False
    return inside if inside.any() else filled


def measure(pictures, box):
    """The contrast of what is set in a rectangle with its ground, in the worst of its parts; nothing where no pixel
    is filled by a letter."""
    shown, ground, text = pictures.cut(box)
    filled = text == 0
    if not filled.any():
        return None
    reach = max(1, round(AROUND * pictures.zoom))
    around = spread(text < TOUCHED, reach) & ~filled
    letters, grounds = shown[without_neighbours(filled, reach)], ground[around]
    if not len(grounds):
        return None
    bright, other = luminance(letters), luminance(grounds)
    places = {at_part(bright, part) for part in (WORST, 0.5, 1 - WORST)}
    found = []
    for place in places:
        ratios = contrast(bright[place], other)
        worst = at_part(ratios, WORST)
        found.append(Measured(float(ratios[worst]), letters[place], grounds[worst]))
    return min(found, key=lambda measured: measured.ratio)


# --- The runs of a document ----------------------------------------------------


def family(font):
    return font.split("+")[-1].split("-")[0]


def face(span):
    return family(span["font"]), round(span["size"] * 4) / 4


def is_seen(char):
    """Whether a character has ink; marks above and below a letter are measured with it."""
    return unicodedata.category(char["c"])[0] not in "ZCM"


def is_joined(char):
    """Whether a letter stands in the glyph of its neighbour, as the second one of a ligature, and is measured there."""
    return char["bbox"][2] - char["bbox"][0] < 0.01


def letters_of(span):
    return sum(is_seen(char) for char in span["chars"])


def blocks_of(page):
    """The paragraphs of a page, those with text."""
    return [block for block in page.get_text("rawdict", flags=FLAGS)["blocks"] if block.get("lines")]


def body_faces(blocks):
    """The faces of body text, the commonest first."""
    counts = collections.Counter()
    for block in blocks:
        for line in block["lines"]:
            for span in line["spans"]:
                counts[face(span)] += letters_of(span)
    most = max(counts.values(), default=0)
    return [name for name, count in counts.most_common() if count >= most * ALSO_BODY]


def is_body(span, block_letters, faces):
    if face(span) in faces:
        return True
    return block_letters >= RUNNING and any(abs(span["size"] - size) <= NEAR for _, size in faces)


def box_of(char, span, line):
    """The rectangle of a letter; of upright text no higher than its letters, for lines may stand close."""
    x0, y0, x1, y1 = char["bbox"]
    if line["dir"] == (1.0, 0.0):
        base = char["origin"][1]
        y0, y1 = max(y0, base - 0.95 * span["size"]), min(y1, base + 0.3 * span["size"])
    return x0 - AROUND, y0 - AROUND, x1 + AROUND, y1 + AROUND


def measure_run(span, line, page, bare, pictures):
    """The worst of a run's letters, and the letters that could not be measured."""
    worst, unmeasured = None, ""
    letters = list(filter(is_seen, span["chars"]))
    alone = [char for char in letters if not is_joined(char)]
    for char in alone or letters:
        box = box_of(char, span, line)
        found = measure(pictures, box)
        if found is None:
            fine = Pictures(page, bare, FINE_DPI, pymupdf.Rect(box) + (-1, -1, 1, 1))
            found = measure(fine, box)
        if found is None:
            unmeasured += char["c"]
        elif worst is None or found.ratio < worst.ratio:
            worst = found
    return worst, unmeasured


def words(spans):
    said = " ".join("".join(char["c"] for span in spans for char in span["chars"]).split())
    return f"“{said if len(said) <= 70 else said[:69] + '…'}”"


def hexadecimal(colour):
    return "#" + "".join(f"{part:02X}" for part in colour)


def judge_line(line, block_letters, page, bare, pictures, judged):
    """Measures each run of a line; those with too little contrast are told together."""
    place = f"{judged.name}: page {page.number + 1}"
    poor = collections.defaultdict(list)
    for span in line["spans"]:
        if not letters_of(span):
            continue
        worst, unmeasured = measure_run(span, line, page, bare, pictures)
        if unmeasured:
            judged.unmeasured.append(f"{place}: not measured: “{unmeasured}” in {words([span])}")
        if worst is None:
            continue
        body = is_body(span, block_letters, judged.faces)
        judged.saw(worst.ratio, body)
        wanted = BODY_TEXT if body else ANY_TEXT
        if worst.ratio < wanted:
            poor[wanted].append((worst, span))
    for wanted, found in poor.items():
        worst = min((measured for measured, _ in found), key=lambda measured: measured.ratio)
        colour, ground = hexadecimal(worst.colour), hexadecimal(worst.ground)
        size = found[0][1]["size"]
        judged.faults.append(
            f"{place}: {worst.ratio:.2f}:1, at least {wanted:g}:1 is wanted ({colour} on {ground}, {size:.4g} pt): "
            + words([span for _, span in found])
        )


def judge(path, data=None):
    """Measures all text of a file."""
    judged = Judged(str(path))
    document = pymupdf.open(path) if data is None else pymupdf.open("pdf", data)
    bare = without_text(path, data)
    pages = [blocks_of(page) for page in document]
    judged.pages = len(pages)
    judged.faces = body_faces(block for blocks in pages for block in blocks)
    for page, blank, blocks in zip(document, bare, pages):
        if not blocks:
            continue
        pictures = Pictures(page, blank, DPI)
        for block in blocks:
            block_letters = sum(letters_of(span) for line in block["lines"] for span in line["spans"])
            for line in block["lines"]:
                judge_line(line, block_letters, page, blank, pictures, judged)
    return judged


# --- What is told --------------------------------------------------------------


def ratio(value):
    return "none" if value is None else f"{value:.2f}:1"


def tell_file(judged):
    faces = ", ".join(f"{name} {size:g} pt" for name, size in judged.faces)
    print(
        f"{judged.name}: {judged.pages} pages, {judged.runs} runs, lowest {ratio(judged.lowest[False])}, "
        f"body text {ratio(judged.lowest[True])} ({faces})"
    )


def lowest(files, is_body):
    return min((file.lowest[is_body] for file in files if file.lowest[is_body] is not None), default=None)


def tell(files, everything):
    """Prints what was found, and says whether all is well."""
    for judged in files:
        print("".join(f"{said}\n" for said in judged.faults + judged.unmeasured), end="")
        if everything:
            tell_file(judged)
    faults, unmeasured = (sum(len(getattr(file, what)) for file in files) for what in ("faults", "unmeasured"))
    pages, runs = (sum(getattr(file, what) for file in files) for what in ("pages", "runs"))
    print(
        f"{len(files)} files, {pages} pages, {runs} runs measured, {unmeasured} not measured, {faults} faults; "
        f"lowest {ratio(lowest(files, False))}, body text {ratio(lowest(files, True))}"
    )
    return runs > 0 and not faults and not unmeasured


def files_in(arguments):
    for argument in map(pathlib.Path, arguments):
        yield from sorted(argument.rglob("*.pdf")) if argument.is_dir() else [argument]


# --- Self-test -------------------------------------------------------------------


def specimen():
    """A page with texts of known contrast; those to be found have BAD in their words, one is not to be measured."""
    document = pymupdf.open()
    page = document.new_page()
    gray = lambda value: (min(value, 255) / 255,) * 3
    teal, white, black = (12 / 255, 124 / 255, 130 / 255), gray(255), gray(0)
    at = iter(range(340, 840, 24))

    def text(said, colour, size=16, x=60, grounds=(), over=(), picture=None, line=None, mode=0, font="helv"):
        """A line of text; grounds are drawn below it and over it, each from one part of its width to another."""
        base = next(at)
        width = pymupdf.get_text_length(said, font, size)

        def draw(parts):
            for start, end, fill in parts:
                box = pymupdf.Rect(x + start * width, base - size, x + end * width, base + size / 2)
                page.draw_rect(box, color=None, fill=fill)

        draw(grounds)
        if picture:
            page.insert_image(pymupdf.Rect(x - 9, base - size, x + width + 9, base + size / 2), pixmap=picture, keep_proportion=False)
        if line:
            page.draw_rect(pymupdf.Rect(x, base + 0.3, x + width, base + 0.8), color=None, fill=line)
        page.insert_text((x, base), said, fontname=font, fontsize=size, color=colour, render_mode=mode)
        draw(over)

    for base in range(20, 320, 12):
        said = "black body text, which has more letters than anything else on this page, whatever its size and family"
        page.insert_text((60, base), said, fontsize=10)
    text("BAD body text of gray that would do at another size", gray(102), 10)
    text("BAD body text in another family, a whole paragraph of it, and nearly of its size", gray(102), 10.4, font="tiro")
    text("gray that would not do in body text", gray(102))
    text("BAD: gray on white, 4.4", gray(120))
    text("gray on white, 4.6", gray(117))
    text("underlined: a line is no ground", black, grounds=[(0, 1, white)], line=gray(90))
    text("white on teal", white, grounds=[(-0.1, 1.1, teal)])
    text("BAD: black on teal, 4.2", black, grounds=[(-0.1, 1.1, (0, 0.47, 0.45))])
    text("BAD: over two grounds", gray(90), grounds=[(-0.1, 0.5, white), (0.5, 1.1, gray(40))])
    text("over two light grounds", gray(40), grounds=[(-0.1, 0.5, white), (0.5, 1.1, gray(200))])
    text("BAD: white on white", white)
    text("BAD: something lies over it", black, over=[(0.3, 0.6, white)])
    shades = [(part / 40, (part + 1.2) / 40, gray(255 - part * 3)) for part in range(-1, 42)]
    text("BAD: on a gradient that ends too dark", gray(60), grounds=shades)
    text("on a gradient that ends light enough", black, grounds=shades)
    # A picture of stripes, every third one as dark as it is said, as coarse as the letters.
    stripes = lambda dark: pymupdf.Pixmap(pymupdf.csGRAY, 30, 1, bytes([255, 240, dark] * 10), 0)
    text("BAD: on a picture with dark places", black, picture=stripes(90))
    text("on a picture that is light everywhere", black, picture=stripes(180))
    text("unseen", black, mode=3)
    text("…. , ' fine", black, 6)
    text("a label", gray(102), 10.4, x=400, font="tiro")
    return document.tobytes()


def self_test():
    """Whether exactly the bad ones are found in the specimen, and the one not to be measured is named."""
    judged = judge("specimen", specimen())
    quoted = lambda said: said.rsplit("“", 1)[1].rstrip("”…")
    found = sorted(quoted(fault) for fault in judged.faults)
    page = pymupdf.open("pdf", specimen())[0]
    lines = [text for text in page.get_text().splitlines() if text.strip()]
    wanted = sorted(text[:69] for text in lines if text.startswith("BAD"))
    unmeasured = {quoted(said) for said in judged.unmeasured}
    wrong = [f"missed: {text}" for text in wanted if text not in found]
    wrong += [f"found: {fault}" for fault in judged.faults if quoted(fault) not in wanted]
    if unmeasured != {"unseen"}:
        wrong.append(f"not measured: {', '.join(sorted(unmeasured)) or 'none'}, instead of “unseen”")
    print("\n".join(wrong) or f"self-test: {len(found)} bad texts of {len(lines)} found, 1 not measured")
    return not wrong


def main(arguments):
    if arguments == ["--self-test"]:
        return self_test()
    everything = "--all" in arguments
    paths = list(files_in(argument for argument in arguments if argument != "--all"))
    if not paths:
        sys.exit("there is no PDF to measure")
    with concurrent.futures.ProcessPoolExecutor(min(len(paths), len(os.sched_getaffinity(0)))) as pool:
        return tell(list(pool.map(judge, paths)), everything)


if __name__ == "__main__":
    sys.exit(0 if main(sys.argv[1:]) else 1)
