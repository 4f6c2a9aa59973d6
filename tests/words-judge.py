#!/usr/bin/env python3
"""Judges the words of the shipped framework: reading level, citations, sources, asks.

    tests/words-judge.py framework

Prints what it measured and every finding; exit code 1 where there is one. Needs PyYAML, polib and
textstat (`.ci/setup-judges` installs them). It judges what no rule of `paf check` can ask of every
framework: this one speaks of medicine and law.
"""

import pathlib
import re
import sys

import polib
import textstat
import yaml

# What the leaflet's running texts may ask of a reader in English, in years of school.
MOST_GRADE = 6.0

# Outside Europe; whoever is not named here is in it.
ELSEWHERE = re.compile(r"//(www\.)?[\w.-]*(cancer\.gov|cancer\.org|mdanderson\.org|mskcc\.org|cancercouncil\.com\.au|ajmc\.com|wrhn\.ca)/")

# Words that make a sentence one on treatment, side effects or law. The report's own proposals (actions,
# steps, indicators) are no statements of fact and are not searched.
STATEMENT = re.compile(
    r"side effect|immunotherap|immune system|checkpoint|CAR-T|cell therap|cytokine|vaccine|antibod|medicine"
    r"|treatment|trial|regulation|directive|\blaw\b|\blaws\b|authoris|treaty|European Union|Commission|Parliament",
    re.IGNORECASE,
)

# Texts with such words that state no such fact, each with the reason.
STATES_NOTHING = {
    "report.summary.lead": "the body below it gives the sources",
    "report.summary.body.more.value": "the sentence that it begins gives the source",
    "report.summary.body.seven": "about this report",
    "report.summary.body.balance": "a judgement of this report",
    "report.glance.lead": "about this report",
    "report.sections.challenge.lead": "the body below it gives the sources",
    "report.sections.what-it-is.lead": "the body below it gives the sources",
    "report.sections.uneven-access.lead": "the body below it gives the sources",
    "report.sections.how-to-use.body.readers.items.hospital.text": "about this report",
    "report.recommendations.body.reading": "about this report",
    "report.recommendations.body.rules.items.feasible": "about this report",
    "recommendations.shared-data.problem.records.text": "says what may be, and for whom it matters",
    "glossary.tumour-board.definition": "a definition",
}

# References without a year, each with the reason. Nothing is filled in that was not seen.
UNDATED = "the page prints no date"
KNOWN_GAPS = dict.fromkeys(
    """
    hpp-project ecpc-event ecpc-framework ecpc-launch ecpc-policymakers ecpc-policy ecpc-history nci-immunotherapy
    nci-t-cell hse-immunotherapy uclh-immunotherapy macmillan-virus macmillan-antibodies macmillan-questions
    lymphoma-action-car-t myeloma-uk-bispecific nct-immunotherapy lewisham-vaccines liege-checkpoint
    irish-cancer-society-side-effects helsenorge-113 famhp-ctr ehds-commission efpia-wait nice-managed-access
    eco-optimisation pharma-reform esmo-delayed krebsliga-checkpoint gustave-roussy-side-effects

    """.split(),
    UNDATED,
) | {
    "editorial": "its year was not seen on any page",
    "butters": "its year was not seen on any page",
}

findings = []


def finding(place, what):
    findings.append(f"{place}: {what}")


def load(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def plain(text):
    text = re.sub(r"\[([^\]@]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"\s*\[@[^\]]*\]", "", text)
    return re.sub(r"\s+", " ", text.replace("*", "")).strip()


# --- Reading level ------------------------------------------------------------


def is_running(key):
    """Leads, texts, questions and signs; no titles, no addresses."""
    return key.startswith("leaflet.panels.") and not key.endswith(".title") and "places.items.esmo" not in key


def leaflet_texts(root, lang):
    english = {}

    def walk(key, value):
        if isinstance(value, dict):
            for name, inner in value.items():
                if name not in ("id", "kind", "icon", "figure", "sources", "url"):
                    walk(f"{key}.{name}", inner)
        elif isinstance(value, list):
            for inner in value:
                walk(f"{key}.{inner['id']}", {k: v for k, v in inner.items() if k != "id"})
        elif isinstance(value, str):
            english[key] = value

    walk("leaflet", load(root / "leaflet.yaml"))
    if lang == "en":
        return {key: plain(text) for key, text in english.items() if is_running(key)}
    entries = {entry.msgctxt: entry.msgstr for entry in polib.pofile(str(root / "locales" / f"{lang}.po"))}
    texts = {key: plain(entries.get(key, "")) for key in english if is_running(key)}
    for key in (key for key, text in texts.items() if not text):
        finding(f"locales/{lang}.po", f"{key} has no translation, so the reading level is not that of the leaflet")
    return texts


def sentences(texts):
    """One string of sentences; a sign or a question in a list is one, whatever it ends with."""
    return " ".join(text if re.search(r"[.!?…]$", text) else text.rstrip(":;,") + "." for text in texts.values() if text)


def polish_grade(text):
    """Pisarek's index: half the root of the squares of words a sentence and per cent of long words."""
    words = re.findall(r"\w+", text)
    count = len(re.findall(r"[.!?…]+", text))
    long_words = [w for w in words if len(re.findall(r"(?:i(?=[aąeęoóu]))?[aąeęioóuy]", w.lower())) >= 4]
    return 0.5 * ((len(words) / count) ** 2 + (100 * len(long_words) / len(words)) ** 2) ** 0.5


def summary_text(root, lang):
    """The report's summary, which says the same in every language."""
    part = load(root / "report.yaml")["summary"]
    english = {"report.summary.lead": part["lead"]} | {
        f"report.summary.body.{block['id']}.text": block["text"] for block in part["body"] if block["kind"] == "text"
    }
    if lang != "en":
        entries = {entry.msgctxt: entry.msgstr for entry in polib.pofile(str(root / "locales" / f"{lang}.po"))}
        english = {key: entries.get(key, "") for key in english}
    return " ".join(plain(text) for text in english.values())


def reading_level(root):
    """English by school grade. A formula for another language has another scale, so its limit is found on
    the summary: what the formula gives there stands for the grade of the English summary."""

    def english(text):
        textstat.set_lang("en")
        return textstat.flesch_kincaid_grade(text)

    grade, anchor = english(sentences(leaflet_texts(root, "en"))), english(summary_text(root, "en"))
    print(f"reading level, en: {grade:.1f} (Flesch–Kincaid; at most {MOST_GRADE:.0f}; the summary: {anchor:.1f})")
    if grade > MOST_GRADE:
        finding("leaflet, en", f"the reading level is grade {grade:.1f}, at most {MOST_GRADE:.0f} is wanted")
    measures = {
        "de": ("first Vienna formula", lambda text: textstat.wiener_sachtextformel(text, variant=1)),
        "fr": ("100 less the ease of Kandel and Moles", lambda text: 100 - textstat.flesch_reading_ease(text)),
        "es": ("Crawford", textstat.crawford),
        "pl": ("Pisarek’s index", polish_grade),
    }
    for lang, (name, measure) in measures.items():
        textstat.set_lang(lang)
        value, summary = measure(sentences(leaflet_texts(root, lang))), measure(summary_text(root, lang))
        limit = summary * MOST_GRADE / anchor
        print(f"reading level, {lang}: {value:.1f} ({name}; at most {limit:.1f}; the summary: {summary:.1f})")
        if value > limit:
            finding(f"leaflet, {lang}", f"the reading level is {value:.1f}, at most {limit:.1f} is wanted")


# --- Citations and sources ------------------------------------------------------


def statements(root):
    """Every English text that states something, with the sources given beside it."""
    found = []

    def walk(key, value, sources):
        if isinstance(value, dict):
            if value.get("kind") == "heading":
                return
            sources = sources or bool(value.get("sources"))
            for name, inner in value.items():
                if name not in ("id", "kind", "icon", "figure", "sources", "url", "short", "title", "actors", "by"):
                    walk(f"{key}.{name}", inner, sources)
        elif isinstance(value, list):
            for inner in value:
                if isinstance(inner, dict):
                    walk(f"{key}.{inner.get('id', '?')}", {k: v for k, v in inner.items() if k != "id"}, sources)
        elif isinstance(value, str):
            found.append((key, value, sources))

    report = load(root / "report.yaml")
    for part in ("summary", "glance", "sections", "recommendations", "roadmap"):
        walk(f"report.{part}", report[part], False)
    for path in sorted((root / "recommendations").glob("*.yaml")):
        record = load(path)
        for part in ("problem", "evidence"):
            walk(f"recommendations.{path.stem}.{part}", record[part], False)
    walk("glossary", load(root / "glossary.yaml")["terms"], False)
    for path in sorted((root / "figures").glob("*.yaml")):
        walk(f"figures.{path.stem}", load(path), False)
    for panel in load(root / "leaflet.yaml")["panels"]:
        if panel["kind"] not in ("front", "imprint"):
            walk(f"leaflet.panels.{panel['id']}", panel, False)
    return found


def citations(root):
    texts = statements(root)
    used = set()
    for key, text, has_sources in texts:
        reason = next((name for name in STATES_NOTHING if key == name or key.startswith(name + ".")), None)
        if STATEMENT.search(text) and "[@" not in text and not has_sources:
            if reason:
                used.add(reason)
            else:
                finding(key, f"no citation: {plain(text)[:90]}")
    for name in sorted(set(STATES_NOTHING) - used):
        finding("words-judge", f"the exception {name} is not needed")
    print(f"citations: {len(texts)} texts searched, {sum('[@' in t or s for _, t, s in texts)} with a source")


def references(root):
    entries = load(root / "references.yaml")
    gaps = set()
    for key, entry in entries.items():
        lacks = [name for name in ("title", "date") if not entry.get(name)]
        # The title of an act names those who made it.
        if entry["type"] != "Legislation" and not entry.get("author"):
            lacks.append("author")
        if not (entry.get("url") or entry.get("serial-number")):
            lacks.append("url")
        if lacks and key in KNOWN_GAPS:
            gaps.add(key)
        elif lacks:
            finding(f"references.{key}", "lacks " + ", ".join(lacks))
    for key in sorted(set(KNOWN_GAPS) - gaps):
        finding("words-judge", f"the exception {key} is not needed")
    print(f"references: {len(entries)}, {len(gaps)} with a known gap")


def leaflet_sources(root):
    """Each block and entry of the leaflet rests on two sources, one of them European."""
    entries = load(root / "references.yaml")
    is_european = lambda key: not ELSEWHERE.search(str(entries[key].get("url", "")))

    def look(key, value, inherited):
        sources = inherited + [source for source in value.get("sources", []) if source not in inherited]
        inner = value.get("body") or [
            {"id": name, **item} for name, item in value.get("items", {}).items() if isinstance(item, dict)
        ]
        for part in inner:
            look(f"{key}.{part['id']}", part, sources)
        if inner:
            return
        told.append(key)
        if len(sources) < 2 or not any(map(is_european, sources)):
            finding(key, "needs two sources, one of them European")

    told = []
    for panel in load(root / "leaflet.yaml")["panels"]:
        if panel["kind"] not in ("front", "imprint"):
            look(f"leaflet.panels.{panel['id']}", panel, [])
    print(f"leaflet: {len(told)} statements with their sources")


# --- Asks ----------------------------------------------------------------------


def asks(root):
    for path in sorted((root / "recommendations").glob("*.yaml")):
        record = load(path)
        words = len(plain(record["ask"]).split())
        print(f"ask, {path.stem}: {words} words")
        if words >= 20:
            finding(f"recommendations.{path.stem}.ask", f"has {words} words, fewer than 20 are wanted")
        for indicator in record["indicators"]:
            if not indicator.get("baseline"):
                finding(f"recommendations.{path.stem}.indicators.{indicator['id']}", "says nothing of where we stand")


def main():
    root = pathlib.Path(sys.argv[1])
    reading_level(root)
    citations(root)
    references(root)
    leaflet_sources(root)
    asks(root)
    print("\n".join(findings) or "no finding")
    sys.exit(bool(findings))


main()
