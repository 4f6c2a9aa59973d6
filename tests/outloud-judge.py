#!/usr/bin/env python3
"""Lets `outloud` look at PDFs for what a reader's program says aloud, and tells what is not known and answered here.

usage: tests/outloud-judge.py FILE-OR-FOLDER...
       tests/outloud-judge.py --self-test

`outloud` judges the meaning of tags beside their syntax: prose that no reader hears, tables without heads, running
heads that are read as text. Job tickets and sheets for a booklet go to a printer and not to readers; they are left out.
What it finds and is right as it is stands in KNOWN, each with its reason and with what must be true of the finding;
all else is a fault, warnings too.

Prints each fault, each known finding with its count, and counts of files. Exit 1 if there is a fault, a file that was
not read, or no file at all. Needs outloud in an environment of its own (`.ci/setup-judges` makes it).
"""

import collections
import json
import os
import pathlib
import subprocess
import sys
import tempfile

CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "paf-judges"
PROGRAM = CACHE / "outloud" / "bin" / "outloud"
# Above this, in points from the top of the page, there is nothing but the running head.
HEAD = 60
# Files that nobody reads aloud.
NOT_READ = ("-ticket.pdf", "-booklet.pdf")


def lines_on(path, page):
    """The lines of a page with the distance of each from the top."""
    import pymupdf

    for block in pymupdf.open(path)[page - 1].get_text("dict")["blocks"]:
        for line in block.get("lines", []):
            yield line["bbox"][1], squeezed("".join(span["text"] for span in line["spans"]))


def squeezed(words):
    return " ".join(words.replace("\u00ad", "").split())


def is_running_head(path, finding):
    """Whether the words stand in the running head, and are a title that is in the outline, too."""
    import pymupdf

    words = squeezed(finding.get("evidence") or "")
    titles = [squeezed(title) for _, title, _ in pymupdf.open(path).get_toc()]
    is_above = any(top < HEAD and line.startswith(words.rstrip("…")) for top, line in lines_on(path, finding["page"]))
    # The outline has the number of a recommendation in front, and the head has it behind its name.
    return is_above and any(words.endswith(title.split(" ", 1)[-1]) for title in titles if title)


def is_below_the_head(path, finding):
    """Whether the words stand in the text area, where each page has a heading of that name."""
    words = squeezed(finding.get("evidence") or "")
    found = [top for top, line in lines_on(path, finding["page"]) if line == words]
    return bool(found) and min(found) > HEAD


def is_for_paper(path, finding):
    return path.endswith(("-press.pdf", "-press-inner.pdf", "-press-cover.pdf"))


def is_of_signs(path, finding):
    """Whether no more labels are empty than a leaflet has signs with a disc of their own."""
    return "-leaflet-" in path and finding.get("count", 0) <= 8


def is_of_groups(path, finding):
    """Whether the heads are those of the groups of changes that a country edition lists."""
    return "-report-eu-" not in path and "header rows" in finding["message"] and finding.get("evidence", "").count(";") >= 3


def always(path, finding):
    return True


# Rule, what must be true, and why it is no fault.
KNOWN = [
    ("TAG-002", is_running_head, "a running head repeats a title that is read where it stands"),
    ("PAG-001", is_below_the_head, "a heading that each recommendation has stands at one place of its page"),
    ("LNK-010", is_for_paper, "there is nothing to click on paper"),
    ("TAG-020", is_of_signs, "the sign before its words is drawn, and the words say the same"),
    ("TBL-010", is_of_groups, "a row that names the group of the changes below it is their head"),
    ("ORD-001", always, "text is painted column by column and box by box; readers follow the tags"),
]


def answered(path, finding):
    """Why a finding is right as it is; nothing where it is a fault."""
    return next((why for rule, holds, why in KNOWN if rule == finding["rule"] and holds(path, finding)), None)


def files_in(arguments):
    for argument in map(pathlib.Path, arguments):
        found = sorted(argument.rglob("*.pdf")) if argument.is_dir() else [argument]
        yield from (str(path) for path in found if not path.name.endswith(NOT_READ))


def judged(paths):
    """What outloud says of each file."""
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        said = subprocess.run(
            [PROGRAM, "--quiet", "--fail-on", "never", "--json", report.name, *paths],
            capture_output=True, text=True, check=False,
        )
        text = pathlib.Path(report.name).read_text()
        if said.returncode or not text:
            sys.exit(f"outloud stopped: {said.stderr.strip() or said.stdout.strip()}")
        return json.loads(text)["results"]


def where(result, finding):
    page = f": page {finding['page']}" if finding.get("page") else ""
    words = f": “{squeezed(finding['evidence'])[:80]}”" if finding.get("evidence") else ""
    return f"{result['path']}{page}: {finding['rule']}: {finding['message']}{words}"


def tell(results):
    """Prints what was found; gives the number of faults."""
    known, faults = collections.Counter(), 0
    for result in results:
        if result.get("error"):
            faults += 1
            print(f"{result['path']}: fault: it could not be read: {result['error']}")
        for finding in result["findings"]:
            if finding["severity"] == "info":
                continue
            why = answered(result["path"], finding)
            if why:
                known[(finding["rule"], why)] += 1
            else:
                faults += 1
                print(f"fault: {where(result, finding)}")
    for (rule, why), count in sorted(known.items()):
        print(f"known: {rule}, {count} times: {why}")
    print(f"{len(results)} files, {faults} faults")
    return faults


def self_test():
    """Whether a PDF without tags, language and title is found to be at fault."""
    import pymupdf

    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/bare.pdf"
        document = pymupdf.open()
        document.new_page().insert_text((60, 100), "A sentence that no program can find its way to.")
        document.save(path)
        return tell(judged([path])) > 0


def main(arguments):
    if not PROGRAM.exists():
        print("skipped: outloud is not installed")
        return os.environ.get("CI") != "true"
    if arguments == ["--self-test"]:
        return self_test()
    paths = list(files_in(arguments))
    return bool(paths) and tell(judged(paths)) == 0


if __name__ == "__main__":
    sys.exit(0 if main(sys.argv[1:]) else 1)
