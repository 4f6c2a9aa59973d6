//! What holds for every catalogue.

use paf_model::markup::{self, Inline};
use paf_model::text::TextKind;
use paf_translate::State;
use paf_translate::exchange::{xliff, xlsx};
use proptest::collection::vec;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::{
    Read, Row, catalogue, lang, listed, package, read_po, read_xliff, read_xlsx, rich, sources, units,
};

/// Pieces that texts are made of, each with something that a format could trip over.
const PIECES: &[&str] = &[
    "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
    "\n",
    "\n\n",
    "\t",
    " ",
    "  ",
    "\u{a0}",
    "\u{2028}",
    "\u{feff}",
    "\u{85}",
    "\u{7f}",
    "🙂",
    "e\u{301}",
    "שלום",
    "مرحبا",
    "]]>",
    "&lt;",
    "&#8;",
    "<g id=\"1\">",
    "<r>",
    "</r>",
    "<!--",
    "=1+1",
    "+1",
    "-1",
    "@x",
    "'x",
    "1.10",
    "_x0041_",
    "_x005F_",
    "_x0041",
    "_",
    "\\n",
    "\\",
    "\"",
    "\u{1}",
    "\u{8}",
    "\u{fffe}",
    "u1-1",
    "mot",
    "Word ",
    " 2 * 3 ",
    "*",
    "**",
    "[",
    "]",
    "{",
    "}",
    "*a*",
    "**b**",
    "*a **b** c*",
    "**a *b [c](https://e.eu/d_e?f=1&g=\"2\") h* i**",
    "[a](https://e.eu)",
    "[a *b*](term:car-t)",
    "[a](mailto:x@e.eu)",
    "[@nci]",
    "[@nci; @esmo-2017]",
    "{name}",
    "{name}",
    "{steps}",
    "{Recommendations:words}",
    "{recommendations|mot|mots}",
    "\\{steps|a|b}",
    "[a {n} *b*](rec:c)",
    "\\*",
    "\\[",
    "\r",
];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => vec(prop::sample::select(PIECES), 0..10).prop_map(|pieces| pieces.concat()),
        1 => vec(any::<char>(), 0..20).prop_map(String::from_iter),
    ]
    // Spreadsheets write this in two ways that mean the same.
    .prop_map(|text| text.replace("\r\n", "\n"))
}

/// A text and the same pieces in another order, so that both may have the same marks.
fn pair() -> impl Strategy<Value = (String, String)> {
    let pieces = vec(prop_oneof![prop::sample::select(PIECES).prop_map(str::to_owned), text()], 1..8);
    pieces
        .prop_flat_map(|pieces| (Just(pieces.join(" ")), Just(pieces).prop_shuffle()))
        .prop_map(|(source, pieces)| (source.replace("\r\n", "\n"), pieces.join(" ").replace("\r\n", "\n")))
}

/// The marks of a text, sorted, each work of a citation by itself.
fn marks(text: &str) -> Vec<String> {
    fn walk(inlines: &[Inline], found: &mut Vec<String>) {
        for inline in inlines {
            let (name, body): (String, &[Inline]) = match inline {
                Inline::Words { .. } => continue,
                Inline::Emphasis(body) => ("*".to_owned(), body),
                Inline::Strong(body) => ("**".to_owned(), body),
                Inline::Link { url, body, .. } => (url.clone(), body),
                Inline::Term { id, body, .. } => (format!("term:{id}"), body),
                Inline::Placeholder { name, .. } => (format!("{{{name}}}"), &[]),
                Inline::Reference { to, id, body, .. } => (format!("{}:{id}", to.prefix()), body),
                Inline::Count(count) => (count.written(), &[]),
                Inline::Slot { slot, .. } => (format!("{{{}}}", slot.name()), &[]),
                Inline::Citation(keys) => {
                    found.extend(keys.iter().map(markup::Cited::meant));
                    continue;
                }
            };
            found.push(name);
            walk(body, found);
        }
    }
    let mut found = Vec::new();
    walk(&markup::parse(text).0, &mut found);
    found.sort();
    found
}

prop_compose! {
    fn row()(
        (source, target) in prop_oneof![pair(), (text(), text()), (text(), Just(String::new()))],
        kind in prop::sample::select(&[TextKind::Rich, TextKind::Plain][..]),
        state in prop::sample::select(&State::ALL[1..]),
        previous in prop::option::of(text()),
    ) -> Row {
        // No text of the framework is empty.
        let source = if source.is_empty() { "a".to_owned() } else { source };
        let other = kind == TextKind::Rich && marks(&source) != marks(&target);
        let state = match target.is_empty() {
            true => State::Missing,
            false if other => State::Stale,
            false => state,
        };
        let previous = previous.filter(|previous| state == State::Stale && *previous != source);
        Row { kind, state, previous, ..rich(&source, &target, state) }
    }
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    vec(row(), 1..4).prop_map(|rows| {
        rows.into_iter().enumerate().map(|(at, row)| row.key(&format!("part.k{at}"))).collect()
    })
}

/// Checks that a delivery of what went out changes nothing.
fn nothing_changes(mut read: Read, rows: &[Row]) -> Result<(), TestCaseError> {
    let mut po = catalogue(rows);
    let before = po.to_text();
    let imported = read.merge_into(&mut po);
    prop_assert_eq!(listed(&read.diagnostics), Vec::<String>::new());
    prop_assert_eq!(&imported.changed, &Vec::<String>::new());
    prop_assert_eq!(imported.unchanged + imported.empty, rows.len());
    prop_assert_eq!(po.to_text(), before);
    Ok(())
}

/// Checks that new translations of the same texts arrive as `spelt`.
fn edits_arrive(
    mut read: Read,
    old: &[Row],
    new: &[Row],
    spelt: impl Fn(&Row) -> String,
) -> Result<(), TestCaseError> {
    let mut po = catalogue(old);
    read = read.sent_as(old);
    read.merge_into(&mut po);
    let is_of_emptied = |line: &String| line.contains("came back empty");
    let (emptied, others): (Vec<String>, Vec<String>) =
        listed(&read.diagnostics).into_iter().partition(is_of_emptied);
    prop_assert_eq!(others, Vec::<String>::new());
    // A translation that was taken out is told, and nothing else is called so.
    let is_emptied = |(old, new): (&Row, &Row)| !old.target.trim().is_empty() && spelt(new).trim().is_empty();
    prop_assert_eq!(!emptied.is_empty(), old.iter().zip(new).any(is_emptied), "{:?}", emptied);
    for (old, new) in old.iter().zip(new) {
        let entry = po.find(&new.key).expect("it is there");
        let (was, is) = (composed(&spelt(old)), composed(&spelt(new)));
        let expected = if was == is || is.trim().is_empty() { old.target.clone() } else { is };
        prop_assert_eq!(entry.translation(), expected);
    }
    Ok(())
}

/// The rows with other translations, which a translator delivers in the place of `rows`.
fn edited(rows: &[Row], targets: &[Row]) -> Vec<Row> {
    let edit = |(row, other): (&Row, &Row)| {
        let target = if row.kind == TextKind::Rich { row.source.clone() } else { other.target.clone() };
        let target = format!("{}{target}", if target.len() % 2 == 0 { "vor " } else { "" });
        let other = row.kind == TextKind::Rich && marks(&row.source) != marks(&target);
        let state = if other { State::Stale } else { State::Translated };
        Row { target, state, previous: None, ..row.clone() }
    };
    rows.iter().zip(targets.iter().cycle()).map(edit).collect()
}

/// A text with letters and accents put together.
fn composed(text: &str) -> String {
    text.nfc().collect()
}

/// How a format with codes spells a translation.
fn normal(row: &Row) -> String {
    match row.kind {
        TextKind::Rich => markup::normal_form(&row.target),
        TextKind::Plain => row.target.clone(),
    }
}

fn workbook(rows: &[Row]) -> Vec<u8> {
    xlsx::write(&package(&units(rows))).expect("it is short enough")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn xliff_that_comes_back_changes_nothing(rows in rows()) {
        nothing_changes(read_xliff(&xliff::write(&package(&units(&rows))), &rows), &rows)?;
    }

    #[test]
    fn edits_in_xliff_arrive(old in rows(), other in rows()) {
        let new = edited(&old, &other);
        let old: Vec<Row> = old.into_iter().map(|row| Row { previous: None, ..row }).collect();
        edits_arrive(read_xliff(&xliff::write(&package(&units(&new))), &new), &old, &new, normal)?;
    }

    #[test]
    fn a_catalogue_that_comes_back_changes_nothing(rows in rows()) {
        nothing_changes(read_po(&catalogue(&rows).to_text(), &rows), &rows)?;
    }

    #[test]
    fn edits_in_a_catalogue_arrive(old in rows(), other in rows()) {
        let new = edited(&old, &other);
        edits_arrive(read_po(&catalogue(&new).to_text(), &new), &old, &new, |row| row.target.clone())?;
    }

    #[test]
    fn a_damaged_xliff_is_no_disaster(
        rows in rows(), at in any::<prop::sample::Index>(), cut in 0usize..9, put in prop::sample::select(PIECES),
    ) {
        let mut text = xliff::write(&package(&units(&rows)));
        let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let from = at.index(starts.len());
        let to = (from + cut).min(starts.len() - 1);
        text.replace_range(starts[from]..starts[to], put);
        let mut read = read_xliff(&text, &rows);
        read.merge_into(&mut catalogue(&rows));
        for diagnostic in read.diagnostics.iter() {
            prop_assert!(diagnostic.primary.is_some() && !diagnostic.help.is_empty());
        }
    }

    #[test]
    fn anything_is_read_as_xliff(text in prop_oneof![
        any::<String>(),
        vec(prop::sample::select(&["<xliff version='1.2'>", "<file>", "<trans-unit id='part.k0'>", "<source>", "<target>",
            "</target>", "</source>", "<g id='1'>", "</g>", "<x id='1'/>", "<bpt id='1'>", "<ept id='1'/>", "&amp;", "&",
            "<![CDATA[", "]]>", "a", "<!--", "-->", "<?pi?>", "<a:b>", "</trans-unit>", "&#8;", "<"][..]), 0..30)
            .prop_map(|pieces| pieces.concat()),
    ]) {
        let rows = [rich("*a* [@b]", "", State::Missing).key("part.k0")];
        read_xliff(&text, &rows);
    }
}

proptest! {
    // Each case packs and unpacks a workbook.
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_workbook_that_comes_back_changes_nothing(rows in rows()) {
        nothing_changes(read_xlsx(&workbook(&rows), &rows), &rows)?;
    }

    #[test]
    fn edits_in_a_workbook_arrive(old in rows(), other in rows()) {
        let new = edited(&old, &other);
        edits_arrive(read_xlsx(&workbook(&new), &new), &old, &new, |row| row.target.clone())?;
    }

    #[test]
    fn a_damaged_workbook_is_no_disaster(rows in rows(), at in any::<prop::sample::Index>(), put in any::<u8>()) {
        let mut bytes = workbook(&rows);
        let at = at.index(bytes.len());
        bytes[at] = put;
        read_xlsx(&bytes, &rows);
    }

    #[test]
    fn exports_are_the_same_each_time(rows in rows()) {
        prop_assert_eq!(workbook(&rows), workbook(&rows));
        prop_assert_eq!(sources(&rows).len(), rows.len());
        prop_assert_eq!(package(&units(&rows)).target_lang, lang("de"));
    }
}
