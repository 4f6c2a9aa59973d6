#!/usr/bin/env python3
"""Compares the words of each leaflet's web page with those of its PDF, as pdftotext reads them.

usage: tests/word-judge.py SITE [LANGUAGE…]     languages that are left out

Both have the same words, each as often, in every language and edition. What the imprint of a PDF may leave out for
want of room (its sources, how to cite it, its edition, when the manuscript was completed) may be missing there as a
whole, and is told; it says then where the rest stands, in the words that the page has in `data-short`. Figures that stand in
a drawing are left aside: the page has the words of a drawing, and numbers its parts by their order.

Arabic has to be left out, and that is told: what pdftotext reads has the letters of some pairs the other way round.

In large print nothing is left out. Besides, its pages repeat the title, and the first one says what it is.
"""

import collections
import json
import pathlib
import re
import subprocess
import sys
import unicodedata
from html.parser import HTMLParser

UNREAD = {"style", "script", "title", "nav", "svg"}
SPARE = {"sources", "citation", "edition", "manuscript"}
EMPTY = {"meta", "link", "br"}


def words(text):
    """Letters and figures, without the forms that letters take; hyphens within a word are lost at the end of a line."""
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "")
    return re.findall(r"[^\W_]+", re.sub(r"(?<=\w)[-\u2010](?=\w)", "", text))


class Page(HTMLParser):
    """The words of a page: those that are always printed, and paragraphs that a PDF may leave out, by their ids."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.always, self.spare, self.large = [], [], collections.defaultdict(list), []
        self.is_large, self.short = False, ""

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.text(" ")
        if tag == "a":
            self.is_large = attrs.get("href", "").endswith("-large-print.pdf")
        if "data-short" in attrs:
            self.short = attrs["data-short"]
        if tag not in EMPTY:
            unread = tag in UNREAD or attrs.get("class") == "skip"
            self.open.append((tag, unread, attrs.get("id") if attrs.get("id") in SPARE else None))

    def handle_endtag(self, tag):
        if any(opened == tag for opened, _, _ in self.open):
            while self.open.pop()[0] != tag:
                pass
        self.is_large = self.is_large and tag != "a"
        # A mark within a word does not end it.
        if tag not in {"a", "em", "strong", "span", "bdi"}:
            self.text(" ")

    def handle_data(self, data):
        if self.is_large:
            self.large.append(data)
        if not any(unread for _, unread, _ in self.open):
            self.text(data)

    def text(self, data):
        spare = next((id for _, _, id in self.open if id), None)
        (self.spare[spare] if spare else self.always).append(data)


def count(pieces):
    # A number in a box of its own is apart from the ending that some languages give it.
    without_figures = (word.lstrip("0123456789") for word in words("".join(pieces)))
    return collections.Counter(word for word in without_figures if word)


def in_large_print(page, pdf):
    """What the page has and the PDF has not; and words of that which are nowhere on the page."""
    printed = count([pdf])
    shown = sum((count(pieces) for pieces in page.spare.values()), count(page.always))
    strange = {word: n for word, n in printed.items() if word not in shown and word not in count(page.large)}
    return shown - printed, strange, []


def compared(page, pdf):
    """What one has and the other has not; and the paragraphs that the PDF leaves out."""
    printed = count([pdf])
    left_out = []
    shown = count(page.always)
    for name, pieces in page.spare.items():
        paragraph = count(pieces)
        if paragraph <= printed - shown:
            shown += paragraph
        else:
            left_out.append(name)
    if left_out and count([page.short]) <= printed - shown:
        shown += count([page.short])
    return shown - printed, printed - shown, left_out


def main(site, *without):
    manifest = json.loads((site / "files/manifest.json").read_text())
    wrong = seen = 0
    for entry in manifest["targets"]:
        page = site / entry["edition"] / entry["language"] / "leaflet.html"
        compare = {"screen": compared, "large-print": in_large_print}.get(entry["profile"])
        if entry["document"] != "leaflet" or not compare:
            continue
        if entry["language"] in without:
            print(f"{entry['edition']}/{entry['language']} {entry['profile']}: skipped")
            continue
        reader = Page()
        reader.feed(page.read_text())
        pdf = subprocess.run(
            ["pdftotext", "-enc", "UTF-8", site / "files" / entry["path"], "-"], capture_output=True, text=True, check=True
        ).stdout
        more, less, left_out = compare(reader, pdf)
        name = f"{entry['edition']}/{entry['language']} {entry['profile']}"
        if left_out:
            print(f"{name}: the PDF leaves out {' and '.join(left_out)}")
        if more or less:
            wrong += 1
            print(f"{name}: only on the page {dict(more)}, only in the PDF {dict(less)}")
        seen += 1
    assert seen, "there is no leaflet"
    print(f"{seen} PDFs of leaflets have the words of their pages" if not wrong else f"{wrong} of {seen} PDFs of leaflets have other words")
    return wrong > 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]), *sys.argv[2:]))
