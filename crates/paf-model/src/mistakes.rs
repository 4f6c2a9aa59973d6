//! What people write by mistake who do not know YAML: where it is told, and what they are told to write.

use crate::trial::said_of;

/// A name, the file and its text; and what is said: line, rule and help.
type Mistake = (&'static str, &'static str, &'static str, &'static [&'static str]);

#[rustfmt::skip]
const MISTAKES: &[Mistake] = &[
    ("a tab in the indentation", "partners.yaml", "organisations:\n\t- id: a\n\t  name: A\n", &["2 tab -> indent with spaces, two for each level", "3 tab -> indent with spaces, two for each level"]),
    ("a tab after spaces", "partners.yaml", "organisations:\n  \t- id: a\n  \t  name: A\n", &["2 tab -> indent with spaces, two for each level", "3 tab -> indent with spaces, two for each level"]),
    ("a key one space too far left in an item", "partners.yaml", "organisations:\n  - id: a\n   name: A\n", &["3 syntax -> write `    name: A`, if it belongs beside `id`; write `name: A`, if it belongs beside `organisations`"]),
    ("a key of an item at the edge", "partners.yaml", "organisations:\n  - id: a\n name: A\n", &["3 syntax -> write `    name: A`, if it belongs beside `id`; write `name: A`, if it belongs beside `organisations`"]),
    ("a key one space too far right", "partners.yaml", "organisations:\n  - id: a\n     name: A\n", &["3 syntax -> write `    name: A`, if it belongs beside `id`; write `name: A`, if it belongs beside `organisations`"]),
    ("no hyphen", "partners.yaml", "organisations:\n  id: a\n  name: A\n", &["2 wrong-type -> begin each item with a hyphen: `- id: a`, and line up its other keys below `id: a`"]),
    ("no hyphen at the second item", "partners.yaml", "organisations:\n  - id: a\n    name: A\n  id: b\n  name: B\n", &["4 syntax -> write `  - id: b`"]),
    ("no space behind the hyphen", "partners.yaml", "organisations:\n  -id: a\n   name: A\n", &["2 syntax -> write `- id: a`"]),
    ("a hyphen before every key", "partners.yaml", "organisations:\n  - id: a\n  - name: A\n", &["3 syntax -> write only the first key of an item with a hyphen, and the others below it: `    name: A`"]),
    ("an item without braces on one line", "partners.yaml", "organisations:\n  - id: a, name: A\n", &["2 syntax -> if they are its keys, put them in braces: `- {id: a, name: A}`; put the text in quotation marks: `id: \"a, name: A\"`"]),
    ("two hyphens", "partners.yaml", "organisations:\n  - - id: a\n      name: A\n", &["2 wrong-type -> take the hyphen before it away, and write its keys: `id: …`, `name: …`, `short: …`, `url: …`, `logo: …`, `country: …`"]),
    ("no colon", "partners.yaml", "organisations:\n  - id: a\n    name A\n", &["3 syntax -> if `name` is a key, write `    name: A`; if it belongs to the text above, indent it: `      name A`"]),
    ("an equals sign", "partners.yaml", "organisations:\n  - id: a\n    name = A\n", &["3 syntax -> write `    name: A`"]),
    ("a semicolon for a colon", "partners.yaml", "organisations:\n  - id: a\n    name; A\n", &["3 syntax -> write `    name: A`"]),
    ("a space before the colon", "partners.yaml", "organisations:\n  - id : a\n    name : A\n", &[]),
    ("a capital key", "partners.yaml", "organisations:\n  - Id: a\n    Name: A\n", &["2 unknown-key -> did you mean `id`?", "3 unknown-key -> did you mean `name`?"]),
    ("smart quotation marks around a name", "partners.yaml", "organisations:\n  - id: a\n    name: “A name”\n", &["3 quotation-marks -> write ‘ (U+2018); write `‘A name’`", "3 quotation-marks -> write ’ (U+2019); write `‘A name’`"]),
    ("smart quotation marks around an id", "partners.yaml", "organisations:\n  - id: “a”\n    name: A\n", &["2 bad-id -> write `a`"]),
    ("smart quotation marks around a date", "framework.yaml", "id: x\nversion: \"1.0\"\ntitle: Title\ndescription: Words.\ndate: “2026-11-20”\nlanguage: en\npublisher: {name: Publisher}\nactors:\n  states: {name: Member States, short: States}\n", &["5 bad-date -> write `2026-11-20`"]),
    ("smart quotation marks around a version", "framework.yaml", "id: x\nversion: “1.0”\ntitle: Title\ndescription: Words.\ndate: 2026-11-20\nlanguage: en\npublisher: {name: Publisher}\nactors:\n  states: {name: Member States, short: States}\n", &["2 quotation-marks -> write `\"1.0\"`"]),
    ("smart quotation marks around an address", "partners.yaml", "organisations:\n  - id: a\n    name: A\n    url: “https://a.example”\n", &["4 bad-url -> write `https://a.example`"]),
    ("smart opening, straight closing", "partners.yaml", "organisations:\n  - id: a\n    name: “A name\"\n", &["3 quotation-marks -> write ‘ (U+2018); write `‘A name’`", "3 quotation-marks -> write ’ (U+2019); write `‘A name’`"]),
    ("the same list twice", "partners.yaml", "organisations:\n  - id: a\n    name: A\norganisations:\n  - id: b\n    name: B\n", &["4 duplicate-key -> move what stands below the second to the end of what stands below the first, and delete the second"]),
    ("the same key twice", "partners.yaml", "organisations:\n  - id: a\n    name: A\n    name: B\n", &["4 duplicate-key -> keep one of the two, or give one another key"]),
    ("yes", "editions/at/edition.yaml", "title: Country\nlanguage: en\nbased-on: \"1.0\"\nspecimen: yes\n", &["4 wrong-type -> write `true`"]),
    ("on", "editions/at/edition.yaml", "title: Country\nlanguage: en\nbased-on: \"1.0\"\nspecimen: on\n", &["4 wrong-type -> write `true`"]),
    ("True", "editions/at/edition.yaml", "title: Country\nlanguage: en\nbased-on: \"1.0\"\nspecimen: True\n", &[]),
    ("true in quotation marks", "editions/at/edition.yaml", "title: Country\nlanguage: en\nbased-on: \"1.0\"\nspecimen: \"true\"\n", &["4 wrong-type -> write `true`"]),
    ("true for a text", "recommendations/a.yaml", "number: 1\ntitle: true\nask: Do it.\nshort: Do it.\nsteps:\n  - {id: a, text: Do it., short: Do it., actors: [states], by: 2030}\n", &["2 wrong-type -> put it in quotation marks: \"true\""]),
    ("a year for a text", "recommendations/a.yaml", "number: 1\ntitle: 2014\nask: Do it.\nshort: Do it.\nsteps:\n  - {id: a, text: Do it., short: Do it., actors: [states], by: 2030}\n", &["2 wrong-type -> put it in quotation marks: \"2014\""]),
    ("a number with a zero for a version", "framework.yaml", "id: x\nversion: 1.10\ntitle: Title\ndescription: Words.\ndate: 2026-11-20\nlanguage: en\npublisher: {name: Publisher}\nactors:\n  states: {name: Member States, short: States}\n", &["2 wrong-type -> put it in quotation marks: \"1.10\""]),
    ("a number in quotation marks", "recommendations/a.yaml", "number: \"1\"\ntitle: Title\nask: Do it.\nshort: Do it.\nsteps:\n  - {id: a, text: Do it., short: Do it., actors: [states], by: 2030}\n", &["1 wrong-type -> write `1`"]),
    ("a number with a full stop", "recommendations/a.yaml", "number: 1.\ntitle: Title\nask: Do it.\nshort: Do it.\nsteps:\n  - {id: a, text: Do it., short: Do it., actors: [states], by: 2030}\n", &["1 wrong-type -> write `1`"]),
    ("a number in words", "recommendations/a.yaml", "number: one\ntitle: Title\nask: Do it.\nshort: Do it.\nsteps:\n  - {id: a, text: Do it., short: Do it., actors: [states], by: 2030}\n", &["1 wrong-type -> write digits alone, without quotation marks"]),
    ("a year in words", "recommendations/a.yaml", "number: 1\ntitle: Title\nask: Do it.\nshort: Do it.\nsteps:\n  - {id: a, text: Do it., short: Do it., actors: [states], by: end of 2030}\n", &["6 wrong-type -> write `2030`"]),
    ("a year in quotation marks", "recommendations/a.yaml", "number: 1\ntitle: Title\nask: Do it.\nshort: Do it.\nsteps:\n  - {id: a, text: Do it., short: Do it., actors: [states], by: \"2030\"}\n", &["6 wrong-type -> write `2030`"]),
    ("a date with slashes", "framework.yaml", "id: x\nversion: \"1.0\"\ntitle: Title\ndescription: Words.\ndate: 12/05/2014\nlanguage: en\npublisher: {name: Publisher}\nactors:\n  states: {name: Member States, short: States}\n", &["5 bad-date -> write `2014-05-12` or `2014-12-05`, whichever is meant: year, month and day"]),
    ("a date with slashes that can only be one", "framework.yaml", "id: x\nversion: \"1.0\"\ntitle: Title\ndescription: Words.\ndate: 25/05/2026\nlanguage: en\npublisher: {name: Publisher}\nactors:\n  states: {name: Member States, short: States}\n", &["5 bad-date -> write `2026-05-25`"]),
    ("a date in words", "framework.yaml", "id: x\nversion: \"1.0\"\ntitle: Title\ndescription: Words.\ndate: 5 December 2026\nlanguage: en\npublisher: {name: Publisher}\nactors:\n  states: {name: Member States, short: States}\n", &["5 bad-date -> write `2026-12-05`"]),
    ("a year for a date", "framework.yaml", "id: x\nversion: \"1.0\"\ntitle: Title\ndescription: Words.\ndate: 2026\nlanguage: en\npublisher: {name: Publisher}\nactors:\n  states: {name: Member States, short: States}\n", &["5 bad-date -> write year, month and day as in `2026-11-20`"]),
    ("a date without zeros", "framework.yaml", "id: x\nversion: \"1.0\"\ntitle: Title\ndescription: Words.\ndate: 2026-1-5\nlanguage: en\npublisher: {name: Publisher}\nactors:\n  states: {name: Member States, short: States}\n", &["5 bad-date -> write `2026-01-05`"]),
    ("a day that is not", "framework.yaml", "id: x\nversion: \"1.0\"\ntitle: Title\ndescription: Words.\ndate: 2026-11-31\nlanguage: en\npublisher: {name: Publisher}\nactors:\n  states: {name: Member States, short: States}\n", &["5 bad-date -> write year, month and day as in `2026-11-20`"]),
    ("a colon in a long text", "report.yaml", "summary:\n  title: Summary\n  body:\n    - id: a\n      kind: text\n      text: One thing is sure: it is late\n\nrecommendations: {title: All}\n", &["6 syntax -> put the text in quotation marks: `text: \"One thing is sure: it is late\"`"]),
    ("a colon in a text over two lines", "report.yaml", "summary:\n  title: Summary\n  body:\n    - id: a\n      kind: text\n      text: One thing is\n        sure: it is late\n\nrecommendations: {title: All}\n", &["7 syntax -> put the whole text in quotation marks; or, if this is a key, line it up with the keys above it"]),
    ("a text behind the sign for a long one", "report.yaml", "summary:\n  title: Summary\n  body:\n    - id: a\n      kind: text\n      text: >- One thing\n        is sure.\n\nrecommendations: {title: All}\n", &["6 syntax -> write `text: >-`, and `One thing` on the next line, indented further than the key; or write it without the sign, if it is short: `text: One thing`"]),
    ("a text behind a bar", "report.yaml", "summary:\n  title: Summary\n  body:\n    - id: a\n      kind: text\n      text: | One thing\n        is sure.\n\nrecommendations: {title: All}\n", &["6 syntax -> write `text: |`, and `One thing` on the next line, indented further than the key; or write it without the sign, if it is short: `text: One thing`"]),
    ("a long text that is not indented", "report.yaml", "summary:\n  title: Summary\n  body:\n    - id: a\n      kind: text\n      text: >-\n      One thing is sure.\n\nrecommendations: {title: All}\n", &["7 syntax -> write `        One thing is sure.`"]),
    ("a long text that is not indented at all", "report.yaml", "summary:\n  title: Summary\n  body:\n    - id: a\n      kind: text\n      text: >-\nOne thing is sure.\n\nrecommendations: {title: All}\n", &["7 syntax -> write `        One thing is sure.`"]),
    ("a long text with a line too far left", "report.yaml", "summary:\n  title: Summary\n  body:\n    - id: a\n      kind: text\n      text: >-\n        One thing\n      is sure.\n\nrecommendations: {title: All}\n", &["8 syntax -> write `        is sure.`"]),
    ("a long text that is empty", "report.yaml", "summary:\n  title: Summary\n  body:\n    - id: a\n      kind: text\n      text: >-\n    - id: b\n      kind: text\n      text: B\n\nrecommendations: {title: All}\n", &["7 empty-text -> write it, or remove the key if it is optional"]),
    ("a text that goes on at the edge", "partners.yaml", "title: Partners\nlead: One thing\nis sure\norganisations: []\n", &["3 syntax -> if `is` is a key, write `is: sure`; if it belongs to the text above, indent it: `  is sure`"]),
    ("a text that goes on without indentation", "report.yaml", "summary:\n  title: Summary\n  body:\n    - id: a\n      kind: text\n      text: One thing\n      is sure.\n\nrecommendations: {title: All}\n", &["7 syntax -> if `is` is a key, write `      is: sure.`; if it belongs to the text above, indent it: `        is sure.`"]),
    ("an apostrophe in single quotation marks", "partners.yaml", "organisations:\n  - id: a\n    name: 'Patients' Association'\n", &["3 syntax -> put the text in quotation marks: `name: \"Patients' Association\"`"]),
    ("a quotation mark that is not closed", "partners.yaml", "organisations:\n  - id: a\n    name: \"A name\n  - id: b\n    name: B\n", &["3 syntax -> close it where the text ends: `name: \"A name\"`"]),
    ("a single quotation mark that is not closed", "partners.yaml", "organisations:\n  - id: a\n    name: 'A name\n  - id: b\n    name: B\n", &["3 syntax -> put the text in quotation marks: `name: \"'A name\"`"]),
    ("quotation marks within quotation marks", "partners.yaml", "organisations:\n  - id: a\n    name: \"The \"Hope\" Institute\"\n", &["3 syntax -> put the text in quotation marks: `name: 'The \"Hope\" Institute'`"]),
    ("a backslash in quotation marks", "partners.yaml", "organisations:\n  - id: a\n    name: \"A\\B\\pC\"\n", &["3 syntax -> put the text in single quotation marks: `name: 'A\\B\\pC'`"]),
    ("a byte order mark", "partners.yaml", "\u{feff}organisations:\n  - id: a\n    name: A\n", &[]),
    ("Windows line ends", "partners.yaml", "organisations:\n  - id: a\r\n    name: A\r\n", &[]),
    ("old Mac line ends", "partners.yaml", "organisations:\r  - id: a\r    name: A\r", &[]),
    ("an emoji", "partners.yaml", "organisations:\n  - id: a\n    name: A 😀\n", &[]),
    ("a second document", "partners.yaml", "organisations:\n  - id: a\n    name: A\n---\ntitle: B\n", &["4 syntax -> keep one document a file: remove the line `---`"]),
    ("no text behind the key", "partners.yaml", "title:\norganisations:\n  - id: a\n    name: A\n", &["1 empty-text -> write it, or remove the key if it is optional"]),
    ("null", "partners.yaml", "title: null\norganisations:\n  - id: a\n    name: A\n", &["1 empty-text -> write it, or remove the key if it is optional"]),
    ("a tilde", "partners.yaml", "title: ~\norganisations:\n  - id: a\n    name: A\n", &["1 empty-text -> write it, or remove the key if it is optional"]),
    ("a list that was emptied", "partners.yaml", "organisations:\n", &["1 wrong-type -> write `[]` behind the colon if there is none; or begin each item on a line of its own with `- `"]),
    ("items with hyphens", "report.yaml", "summary:\n  title: Summary\n  body:\n    - id: a\n      kind: list\n      items:\n        - One\n        - Two\n\nrecommendations: {title: All}\n", &["7 wrong-type -> write each entry below it with an id in place of the hyphen: `one: One`, `two: Two`"]),
    ("items with commas", "report.yaml", "summary:\n  title: Summary\n  body:\n    - id: a\n      kind: list\n      items: One, Two\n\nrecommendations: {title: All}\n", &["6 wrong-type -> write each entry below it with an id in place of the hyphen: `one: One`, `two: Two`"]),
    ("a text for blocks", "report.yaml", "summary:\n  title: Summary\n  body: One thing is sure.\nrecommendations: {title: All}\n", &["3 wrong-type -> write it as a block: `- {id: one-thing, kind: text, text: \"One thing is sure.\"}`"]),
    ("texts for blocks", "report.yaml", "summary:\n  title: Summary\n  body:\n    - One thing is sure.\n\nrecommendations: {title: All}\n", &["4 wrong-type -> write it as a block: `- {id: one-thing, kind: text, text: \"One thing is sure.\"}`"]),
    ("a block by its kind", "report.yaml", "summary:\n  title: Summary\n  body:\n    - text: One thing is sure.\n\nrecommendations: {title: All}\n", &["4 missing-key -> add `id: one-thing-is-sure`, or other words that nothing else in this list has: translations are found by it, so it stays when the text changes", "4 missing-key -> add `kind: …`: what it is"]),
    ("a kind with a capital", "report.yaml", "summary:\n  title: Summary\n  body:\n    - id: a\n      kind: Text\n      text: One\n\nrecommendations: {title: All}\n", &["5 unknown-word -> did you mean `text`?"]),
    ("a kind that is none", "report.yaml", "summary:\n  title: Summary\n  body:\n    - id: a\n      kind: paragraph\n      text: One\n\nrecommendations: {title: All}\n", &["5 unknown-word -> write one of: text, heading, list, steps, entries, callout, note, key-figure, figure, table, alert, questions, card, quotation"]),
    ("an id with spaces", "partners.yaml", "organisations:\n  - id: My Partner\n    name: A\n", &["2 bad-id -> write `my-partner`"]),
    ("an id that is a number", "partners.yaml", "organisations:\n  - id: 1\n    name: A\n", &["2 wrong-type -> put it in quotation marks: \"1\""]),
    ("a source without brackets", "report.yaml", "summary:\n  title: Summary\n  body:\n    - id: a\n      kind: text\n      text: One\n      sources: some-study\n\nrecommendations: {title: All}\n", &["7 wrong-type -> write `[some-study]`"]),
    ("sources with at signs", "report.yaml", "summary:\n  title: Summary\n  body:\n    - id: a\n      kind: text\n      text: One\n      sources: [@some-study]\n\nrecommendations: {title: All}\n", &["7 syntax -> put the text in quotation marks: `\"@some-study\"`; in a list of sources, write `some-study` without the `@`"]),
    ("actors without commas", "recommendations/a.yaml", "number: 1\ntitle: Title\nask: Do it.\nshort: Do it.\nsteps:\n  - {id: a, text: Do it., short: Do it., actors: [states payers], by: 2030}\n", &["6 unknown-id -> put a comma between two ids: `states, payers`"]),
    ("a comma too many", "partners.yaml", "organisations:\n  - {id: a,, name: A}\n", &["2 syntax -> write `{id: a, name: A}`"]),
    ("no comma", "partners.yaml", "organisations:\n  - {id: a name: A}\n", &["2 syntax -> put the text in quotation marks: `id: \"a name: A\"`; if `name` is a key, put a comma before it: `a, name: A`"]),
    ("a comma in a name in braces", "partners.yaml", "organisations:\n  - {id: a, name: Institute of Health, Brussels}\n", &["2 syntax -> put the text in quotation marks: `name: \"Institute of Health, Brussels\"`; if it is a list, put it in brackets: `name: [Institute of Health, Brussels]`"]),
    ("an address without its beginning", "partners.yaml", "organisations:\n  - id: a\n    name: A\n    url: www.a.example\n", &["4 bad-url -> write `https://www.a.example`"]),
    ("an e-mail address that is none", "framework.yaml", "id: x\nversion: \"1.0\"\ntitle: Title\ndescription: Words.\ndate: 2026-11-20\nlanguage: en\npublisher: {name: P, email: office at p.example}\nactors:\n  states: {name: Member States, short: States}\n", &["7 bad-url -> write it as in `office@example.org`"]),
    ("a number sign that touches a word", "partners.yaml", "organisations:\n  - id: a\n    name: A #1\n", &["3 lost-words -> to print it, put the text in quotation marks: `name: \"A #1\"`"]),
    ("a text that begins with a star", "report.yaml", "summary:\n  title: Summary\n  body:\n    - id: a\n      kind: text\n      text: *One* thing is sure.\n\nrecommendations: {title: All}\n", &["6 lost-words -> put the text in quotation marks: `text: \"*One* thing is sure.\"`"]),
    ("a text that begins with two stars", "report.yaml", "summary:\n  title: Summary\n  body:\n    - id: a\n      kind: text\n      text: **One** thing is sure.\n\nrecommendations: {title: All}\n", &["6 lost-words -> put the text in quotation marks: `text: \"**One** thing is sure.\"`"]),
    ("a text that begins with a bracket", "report.yaml", "summary:\n  title: Summary\n  body:\n    - id: a\n      kind: text\n      text: [One](https://a.example) thing\n\nrecommendations: {title: All}\n", &["6 syntax -> put the text in quotation marks: `text: \"[One](https://a.example) thing\"`"]),
    ("a text that is a citation", "report.yaml", "summary:\n  title: Summary\n  body:\n    - id: a\n      kind: text\n      text: [@a]\n\nrecommendations: {title: All}\n", &["6 syntax -> put the text in quotation marks: `\"@a\"`; in a list of sources, write `a` without the `@`"]),
    ("a text that begins with a per cent sign", "report.yaml", "summary:\n  title: Summary\n  body:\n    - id: a\n      kind: text\n      text: % of all\n\nrecommendations: {title: All}\n", &["6 syntax -> put the text in quotation marks: `text: \"% of all\"`"]),
    ("a text that is a map", "report.yaml", "summary:\n  title: Summary\n  body:\n    - id: a\n      kind: text\n      text:\n        One: two\n\nrecommendations: {title: All}\n", &["7 wrong-type -> put the text in quotation marks: `\"One: two\"`"]),
    ("the value on the next line", "report.yaml", "summary:\n  title: Summary\n  body:\n    - id: a\n      kind: text\n      text:\n        One thing\n        is sure.\n\nrecommendations: {title: All}\n", &[]),
    ("a table with a list of rows", "report.yaml", "summary:\n  title: Summary\n  body:\n    - id: a\n      kind: table\n      title: T\n      columns: [One, Two]\n      rows: [[a, b]]\n\nrecommendations: {title: All}\n", &["7 wrong-type -> write each entry below it with an id in place of the hyphen: `one: One`, `two: Two`", "8 wrong-type -> write each entry below it as `some-id: …`"]),
    ("a language by its name", "framework.yaml", "id: x\nversion: \"1.0\"\ntitle: Title\ndescription: Words.\ndate: 2026-11-20\nlanguage: English\npublisher: {name: Publisher}\nactors:\n  states: {name: Member States, short: States}\n", &["6 bad-language -> did you mean `en` (English)?; write one of: bg, es, cs, da, de, et, el, en, fr, ga, hr, it, lv, lt, hu, mt, nl, pl, pt, ro, sk, sl, fi, sv, ar, is, he, nb, nn, tr, uk, alone or with a country (`de-AT`); for another language, ask those who maintain paf"]),
    ("a placeholder with a space", "framework.yaml", "id: x\nversion: \"1.0\"\ntitle: Title\ndescription: Words.\ndate: 2026-11-20\nlanguage: en\npublisher: {name: Publisher}\nactors:\n  states: {name: Member States, short: States}\nstatements:\n  review-date: On { date }.\n", &["11 unknown-placeholder -> write `{date}`"]),
    ("three dots", "partners.yaml", "title: Partners\n...\norganisations: []\n", &["2 syntax -> remove the line `...`; or, if it is part of a text, put the text in quotation marks"]),
    ("a second document", "partners.yaml", "title: Partners\n---\norganisations: []\n", &["2 syntax -> keep one document a file: remove the line `---`"]),
    ("no number", "partners.yaml", "title: .inf\norganisations: []\n", &["1 syntax -> if it is a text, put it in quotation marks: `\".inf\"`"]),
    ("a zero byte", "partners.yaml", "organisations:\n  - id: a\n    name: A\0B\n", &["3 syntax -> delete it; it often comes with text that is pasted from a word processor"]),
];

fn told(path: &str, text: impl AsRef<[u8]>) -> Vec<String> {
    let found = said_of(path, text);
    let line = |found: &paf_diag::Diagnostic| {
        let place = found.primary.as_ref().map_or(0, |label| label.place.start().line);
        let (_, rule) = found.rule.id().split_once("::").unwrap_or_default();
        format!("{place} {rule} -> {}", found.help.join("; "))
    };
    found.iter().map(line).collect()
}

#[test]
fn each_mistake_is_told_at_its_line_with_what_to_write() {
    let mut wrong = String::new();
    for (name, path, text, expected) in MISTAKES {
        let found = told(path, text);
        if found != *expected {
            wrong
                .push_str(&format!("{name}:\n{text}\n    expected {expected:#?}\n    found    {found:#?}\n"));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// What has no message is read as it was meant.
#[test]
fn what_is_let_pass_loses_no_word() {
    let names: Vec<&str> =
        MISTAKES.iter().filter(|(.., told)| told.is_empty()).map(|(name, ..)| *name).collect();
    let known = [
        "a space before the colon",
        "True",
        "a byte order mark",
        "Windows line ends",
        "old Mac line ends",
        "an emoji",
        "the value on the next line",
    ];
    assert_eq!(names, known);
    for (name, path, text, _) in MISTAKES.iter().filter(|(.., told)| told.is_empty()) {
        let mut files = crate::trial::framework();
        files.insert(format!("framework/{path}"), text.as_bytes());
        let model = crate::load(&files).model.expect("it is read");
        let printed: String = model.texts.iter().chain(&model.names).map(|text| text.plain()).collect();
        let words =
            text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.starts_with(char::is_uppercase));
        for word in words.filter(|word| *word != "True") {
            assert!(printed.contains(word), "{name}: {word} is lost");
        }
    }
}

#[test]
fn too_much_of_anything_is_told_once() {
    let brackets = format!("organisations: {}{}\n", "[".repeat(200), "]".repeat(200));
    let levels: String = (1..=200).map(|level| format!("{}- a:\n", "  ".repeat(level))).collect();
    let colons = format!("organisations:\n  - id: a\n    name: {}\n", "word: ".repeat(2500));
    let aliases = format!("title: &a A\norganisations: [{}]\n", "*a, ".repeat(2000));
    for (text, begins) in [
        (brackets, "1 too-large -> look for brackets"),
        (format!("organisations:\n{levels}"), "21 too-large -> look for brackets"),
        (colons, "3 syntax -> put the text in quotation marks"),
        (aliases, "2 too-large -> write the values out"),
    ] {
        let found = told("partners.yaml", text);
        assert!(found.len() == 1 && found[0].starts_with(begins) && found[0].len() < 400, "{found:#?}");
    }
}

#[test]
fn a_file_in_another_encoding_is_told_at_its_first_foreign_byte() {
    let latin: Vec<u8> = "organisations:\n  - id: a\n    name: Caf".bytes().chain([0xe9, b'\n']).collect();
    let utf16: Vec<u8> = "title: A\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(utf16).collect();
    assert_eq!(told("partners.yaml", latin), ["3 not-utf8 -> save the file again with the encoding UTF-8"]);
    assert_eq!(told("partners.yaml", wide), ["1 not-utf8 -> save the file again with the encoding UTF-8"]);
}
