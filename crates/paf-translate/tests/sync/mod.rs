//! Catalogues brought in step with the framework, and who vouches for what is in them.

mod keys;
mod ledger;

use std::collections::BTreeSet;
use std::sync::Arc;

use paf_diag::{Diagnostics, Place, SourceFile, Written};
use paf_locale::Lang;
use paf_model::text::TextKind;
use paf_model::{Text, TextKey};
use paf_translate::Ledger;
use paf_translate::po::{self, PoFile};
use paf_translate::sync::{Changes, Known, Wanted, sync};

/// A text of the framework.
fn text(key: &str, words: &str) -> Arc<Text> {
    let file = SourceFile::new("framework/leaflet.yaml", words);
    let written = Written::verbatim(words, Place::new(&file, 0..words.len()));
    let key = TextKey::from(key);
    Arc::new(Text::parse(key, Lang::ENGLISH, TextKind::Rich, written, &mut Diagnostics::new()))
}

fn wanted(texts: &[(&str, &str)]) -> Vec<Wanted> {
    let wanted = |(key, words): &(&str, &str)| Wanted {
        text: text(key, words),
        notes: vec!["In: Leaflet".to_owned()],
        file: "framework/leaflet.yaml".to_owned(),
    };
    texts.iter().map(wanted).collect()
}

fn parsed(text: &str) -> PoFile {
    let mut diagnostics = Diagnostics::new();
    let po = po::parse(&SourceFile::new("framework/locales/de.po", text), &mut diagnostics);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    po
}

/// The catalogue after it was brought in step, and what changed.
fn synced(catalogue: &str, texts: &[(&str, &str)], minor: &[&str]) -> (String, Changes) {
    synced_with(catalogue, texts, minor, &Ledger::default())
}

/// The same, where somebody vouches for some.
fn synced_with(
    catalogue: &str,
    texts: &[(&str, &str)],
    minor: &[&str],
    ledger: &Ledger,
) -> (String, Changes) {
    let mut po = parsed(catalogue);
    let minor: BTreeSet<String> = minor.iter().map(|key| (*key).to_owned()).collect();
    let changes = sync(&mut po, &wanted(texts), Known { minor: &minor, ledger });
    let text = po.to_text();
    // What was written is in step already.
    let mut again = parsed(&text);
    assert!(sync(&mut again, &wanted(texts), Known { minor: &BTreeSet::new(), ledger }).is_empty());
    assert_eq!(again.to_text(), text);
    (text, changes)
}

/// An entry as `sync` writes it.
fn entry(key: &str, source: &str, translation: &str) -> String {
    format!(
        "\n#. In: Leaflet\n#: framework/leaflet.yaml\nmsgctxt \"{key}\"\nmsgid \"{source}\"\nmsgstr \"{translation}\"\n"
    )
}

/// The same for one whose source text was another one.
fn stale(key: &str, previous: &str, source: &str, translation: &str) -> String {
    format!(
        "\n#. In: Leaflet\n#: framework/leaflet.yaml\n#, fuzzy\n#| msgid \"{previous}\"\nmsgctxt \"{key}\"\n\
         msgid \"{source}\"\nmsgstr \"{translation}\"\n"
    )
}

const HEADER: &str = "msgid \"\"\nmsgstr \"Language: de\\n\"\n";

/// A catalogue with a header and these entries.
fn catalogue(entries: &[String]) -> String {
    HEADER.to_owned() + &entries.concat()
}
