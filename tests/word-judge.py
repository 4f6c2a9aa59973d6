#!/usr/bin/env python3
"""Compares the words of each leaflet's web page with those of its PDF, as pdftotext reads them.

usage: tests/word-judge.py SITE

Both have the same words, each as often, in every language and edition. What the imprint of a PDF may leave out for
want of room (its sources, how to cite it) may be missing there as a whole paragraph, and is told. Figures that stand in
a drawing are left aside: the page has the words of a drawing, and numbers its parts by their order.
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
SPARE = {"sources", "citation"}
EMPTY = {"meta", "link", "br"}


def words(text):
    """Letters and figures, without the forms that letters take; hyphens within a word are lost at the end of a line."""
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "")
    return re.findall(r"[^\W_]+", re.sub(r"(?<=\w)[-\u2010](?=\w)", "", text))


class Page(HTMLParser):
    """The words of a page: those that are always printed, and paragraphs that a PDF may leave out, by their ids."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.always, self.spare = [], [], collections.defaultdict(list)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.text(" ")
        if tag not in EMPTY:
            unread = tag in UNREAD or attrs.get("class") == "skip"
            self.open.append((tag, unread, attrs.get("id") if attrs.get("id") in SPARE else None))

    def handle_endtag(self, tag):
        if any(opened == tag for opened, _, _ in self.open):
            while self.open.pop()[0] != tag:
                pass
        # A mark within a word does not end it.
        if tag not in {"a", "em", "strong", "span", "bdi"}:
            self.text(" ")

    def handle_data(self, data):
        if not any(unread for _, unread, _ in self.open):
            self.text(data)

    def text(self, data):
        spare = next((id for _, _, id in self.open if id), None)
        (self.spare[spare] if spare else self.always).append(data)


def compared(page, pdf):
    """What one has and the other has not; and the paragraphs that the PDF leaves out."""
    count = lambda pieces: collections.Counter(w for w in words("".join(pieces)) if not w.isdigit())
    printed = collections.Counter(w for w in words(pdf) if not w.isdigit())
    left_out = []
    shown = count(page.always)
    for name, pieces in page.spare.items():
        paragraph = count(pieces)
        if paragraph <= printed - shown:
            shown += paragraph
        else:
            left_out.append(name)
    return shown - printed, printed - shown, left_out


def main(site):
    manifest = json.loads((site / "files/manifest.json").read_text())
    wrong = seen = 0
    for entry in manifest["targets"]:
        page = site / entry["edition"] / entry["language"] / "leaflet.html"
        if (entry["document"], entry["profile"]) != ("leaflet", "screen"):
            continue
        reader = Page()
        reader.feed(page.read_text())
        pdf = subprocess.run(
            ["pdftotext", "-enc", "UTF-8", site / "files" / entry["path"], "-"], capture_output=True, text=True, check=True
        ).stdout
        more, less, left_out = compared(reader, pdf)
        name = f"{entry['edition']}/{entry['language']}"
        if left_out:
            print(f"{name}: the PDF leaves out {' and '.join(left_out)}")
        if more or less:
            wrong += 1
            print(f"{name}: only on the page {dict(more)}, only in the PDF {dict(less)}")
        seen += 1
    assert seen, "there is no leaflet"
    print(f"{seen} leaflets have the words of their PDFs" if not wrong else f"{wrong} of {seen} leaflets have other words")
    return wrong > 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
