//! Catalogues on their way to translators and back.
#![expect(clippy::expect_used, reason = "what is not as it should be fails the test")]

mod corpus;
mod deep;
mod deliveries;
mod merging;
mod nothing_lost;
mod po;
mod properties;
mod slips;
mod tmx;
mod xliff_errors;
mod xliff_reading;
mod xliff_writing;
mod xlsx;

use std::collections::BTreeMap;
use std::sync::Arc;

use paf_diag::{Diagnostics, Place, SourceFile, Written};
use paf_locale::Lang;
use paf_model::text::TextKind;
use paf_model::{Text, TextKey};
use paf_translate::Ledger;
use paf_translate::State;
use paf_translate::exchange::{Delivery, Home, Imported, Left, Package, Terms, Unit, merge};
use paf_translate::po::{PoEntry, PoFile, parse};

/// A text with its translation.
#[derive(Debug, Clone)]
struct Row {
    key: String,
    kind: TextKind,
    source: String,
    target: String,
    state: State,
    previous: Option<String>,
}

/// A text that may have marks.
fn rich(source: &str, target: &str, state: State) -> Row {
    let row = |kind, state| Row {
        key: "k".to_owned(),
        kind,
        source: source.to_owned(),
        target: target.to_owned(),
        state,
        previous: None,
    };
    row(TextKind::Rich, state)
}

/// A text of words alone.
fn plain(source: &str, target: &str, state: State) -> Row {
    Row { kind: TextKind::Plain, ..rich(source, target, state) }
}

impl Row {
    fn key(self, key: &str) -> Self {
        Self { key: key.to_owned(), ..self }
    }

    fn previous(self, previous: &str) -> Self {
        Self { previous: Some(previous.to_owned()), ..self }
    }

    fn text(&self) -> Arc<Text> {
        let place = Place::start_of(&SourceFile::new("content.yaml", "key: text\n"));
        let written = Written::verbatim(self.source.clone(), place);
        let key = TextKey::from(self.key.as_str());
        Arc::new(Text::parse(key, Lang::ENGLISH, self.kind, written, &mut Diagnostics::new()))
    }

    fn unit(&self) -> Unit {
        let source = self.text();
        let written = Written::verbatim(self.target.clone(), source.place().clone());
        let target =
            (!self.target.is_empty()).then(|| source.reworded(lang("de"), written, &mut Diagnostics::new()));
        Unit {
            source,
            target: target.map(Arc::new),
            state: self.state,
            previous: self.previous.clone(),
            notes: vec!["for the cover".to_owned(), "about 40 characters & <short>".to_owned()],
        }
    }

    fn entry(&self) -> PoEntry {
        let text = self.text();
        let mut entry = PoEntry::new(text.written.clone());
        entry.msgctxt = Some(Written::verbatim(self.key.clone(), text.place().clone()));
        entry.set_fuzzy(self.state == State::Stale);
        let previous = |previous: &String| Written::verbatim(previous.clone(), text.place().clone());
        entry.previous_msgid = self.previous.as_ref().map(previous);
        entry.set_translation(self.target.clone());
        entry
    }
}

fn lang(code: &str) -> Lang {
    Lang::parse(code).expect("it is supported")
}

fn units(rows: &[Row]) -> Vec<Unit> {
    rows.iter().map(Row::unit).collect()
}

fn package(units: &[Unit]) -> Package<'_> {
    Package { project: "project 1.0", source_lang: Lang::ENGLISH, target_lang: lang("de"), units }
}

/// The catalogue of the rows as it was read.
fn catalogue(rows: &[Row]) -> PoFile {
    let header = paf_translate::sync::header("de", "project 1.0", "nplurals=2; plural=(n != 1);");
    let mut po = parse(&SourceFile::new("locales/de.po", header), &mut Diagnostics::new());
    po.entries.extend(rows.iter().map(Row::entry));
    parse(&SourceFile::new("locales/de.po", po.to_text()), &mut Diagnostics::new())
}

/// What a reader made of a file.
struct Read {
    delivery: Delivery,
    diagnostics: Diagnostics,
    sources: BTreeMap<String, Arc<Text>>,
}

impl Read {
    /// The translation of a text.
    fn target(&self, key: &str) -> &str {
        let entry = self.delivery.entries.iter().find(|entry| entry.key.text() == key);
        entry.map(|entry| entry.target.text()).expect("it was delivered")
    }

    /// What is in the delivery: key, source, translation, state.
    fn entries(&self) -> Vec<(&str, Option<&str>, &str, Option<State>)> {
        self.delivery
            .entries
            .iter()
            .map(|entry| (entry.key.text(), entry.source.as_deref(), entry.target.text(), entry.state))
            .collect()
    }

    fn merge_into(&mut self, po: &mut PoFile) -> Imported {
        self.merge_on(po, &mut Ledger::default(), &Terms::default())
    }

    fn merge_on(&mut self, po: &mut PoFile, ledger: &mut Ledger, terms: &Terms<'_>) -> Imported {
        let sources = self.sources.iter().map(|(key, text)| (key.as_str(), text)).collect();
        merge(Home { lang: lang("de"), po, ledger }, &self.delivery, &sources, terms, &mut self.diagnostics)
    }

    /// The same delivery of what was sent out with the translations of `rows`.
    fn sent_as(mut self, rows: &[Row]) -> Self {
        for entry in &mut self.delivery.entries {
            let row = rows.iter().find(|row| row.key == entry.key.text());
            let source = entry.source.clone();
            let sent =
                row.map(|row| Row { source: source.unwrap_or_else(|| row.source.clone()), ..row.clone() });
            entry.left = sent.map(|row| Left::of(&row.unit()));
        }
        self
    }
}

fn sources(rows: &[Row]) -> BTreeMap<String, Arc<Text>> {
    rows.iter().map(|row| (row.key.clone(), row.text())).collect()
}

fn read_xliff(text: &str, rows: &[Row]) -> Read {
    let mut diagnostics = Diagnostics::new();
    let sources = sources(rows);
    let known = sources.iter().map(|(key, text)| (key.as_str(), text)).collect();
    let file = SourceFile::new("de.xlf", text);
    let delivery = paf_translate::exchange::xliff::read(&file, &known, &mut diagnostics);
    Read { delivery, diagnostics, sources }
}

fn read_xlsx(bytes: &[u8], rows: &[Row]) -> Read {
    let mut diagnostics = Diagnostics::new();
    let delivery =
        paf_translate::exchange::xlsx::read("de.xlsx", bytes, &mut diagnostics).unwrap_or_default();
    Read { delivery, diagnostics, sources: sources(rows) }
}

fn read_po(text: &str, rows: &[Row]) -> Read {
    let mut diagnostics = Diagnostics::new();
    let delivery =
        paf_translate::exchange::po::read(&SourceFile::new("delivered.po", text), &mut diagnostics);
    Read { delivery, diagnostics, sources: sources(rows) }
}

/// Line, column, message, what is pointed at, and help; in the order of the file.
fn listed(diagnostics: &Diagnostics) -> Vec<String> {
    let line = |diagnostic: &paf_diag::Diagnostic| {
        let label = diagnostic.primary.as_ref().expect("a problem has a place");
        let start = label.place.start();
        let (at, what) = (format!("{}:{}", start.line, start.column), label.place.text());
        let severity = diagnostic.severity.as_str();
        format!("{at} {severity}: {} [{what}] -> {}", diagnostic.message, diagnostic.help.join("; "))
    };
    diagnostics.clone().sorted().iter().map(line).collect()
}
