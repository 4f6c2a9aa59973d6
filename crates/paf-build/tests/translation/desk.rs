//! The framework with what people do to it.

use std::sync::Arc;

use paf_build::translation::{
    Change, Export, Format, Marked, Marking, Returned, Rewording, Synced, export, import, mark, sync,
};
use paf_build::{Locale, Prepared, prepare};
use paf_diag::{Diagnostics, Rule, SourceFile};
use paf_locale::{Date, Lang};
use paf_model::TextKey;
use paf_model::files::{Files, Memory};
use paf_translate::exchange::Terms;
use paf_translate::po::{self, PoEntry};
use paf_translate::rename::Renaming;
use paf_translate::{Ledger, State, Voucher};

pub(crate) const LEAFLET: &str = "framework/leaflet.yaml";
pub(crate) const FRAMEWORK: &str = "framework/framework.yaml";
pub(crate) const CATALOGUE: &str = "framework/locales/de.po";
pub(crate) const LEDGER: &str = "framework/locales/de.ledger.yaml";
/// A text that the leaflet prints.
pub(crate) const LEAD: &str = "leaflet.panels.front.lead";

const FILES: [(&str, &str); 6] = [
    (
        FRAMEWORK,
        "id: example\nversion: \"1.0\"\ntitle: Example\ndescription: An example.\ndate: 2026-11-20\n\
         checked: 2026-11-20\nlanguage: en\nlanguages: [en, de]\ndocuments:\n  leaflet: {}\n  card: {}\n\
         publisher: {name: Nobody}\n",
    ),
    (
        LEAFLET,
        "title: Your care\npanels:\n  - id: front\n    kind: front\n    title: What to ask\n    \
         lead: Ask for what you need.\n  - id: call\n    kind: text\n    title: When to call\n    body:\n      \
         - {id: fever, kind: text, text: Call your team at once.}\n",
    ),
    (
        "templates/leaflet/document.yaml",
        "title: Leaflet\norder: 1\nentry: leaflet.typ\nprofiles: [screen]\nrequires: [leaflet]\n\
         panels: [front, text]\npaper: {width: 42, height: 56}\n",
    ),
    (
        "templates/leaflet/leaflet.typ",
        "/*% for panel in leaflet.panels %*/\n= #[[= panel.title ]]\n/*% if panel.lead %*/\n\
         #par([[= panel.lead ]])\n/*% endif %*/\n/*% for block in panel.body %*/\n#par([[= block.text ]])\n\
         /*% endfor %*/\n/*% endfor %*/\n",
    ),
    (
        "templates/card/document.yaml",
        "title: Card\norder: 2\nentry: card.typ\nprofiles: [screen]\nrequires: [leaflet]\n\
         panels: [front, text]\npaper: {width: 42, height: 56}\n",
    ),
    ("templates/card/card.typ", "= #[[= leaflet.title ]]\n"),
];

/// The framework and what is said about it.
#[derive(Clone)]
pub(crate) struct Desk {
    pub(crate) files: Memory,
}

impl Desk {
    /// With all texts translated into German, and nobody vouching for any.
    pub(crate) fn new() -> Self {
        let mut desk = Self { files: Memory::default() };
        for (path, text) in FILES {
            desk.write(path, text);
        }
        desk.sync(&[]);
        for (english, german) in [
            ("Your care", "Ihre Behandlung"),
            ("What to ask", "Wonach Sie fragen"),
            ("Ask for what you need.", "Verlangen Sie, was Sie brauchen."),
            ("When to call", "Wann Sie anrufen"),
            ("Call your team at once.", "Rufen Sie Ihr Team sofort an."),
        ] {
            let empty = format!("msgid \"{english}\"\nmsgstr \"\"");
            desk.edit(CATALOGUE, &empty, &format!("msgid \"{english}\"\nmsgstr \"{german}\""));
        }
        desk
    }

    pub(crate) fn read(&self, path: &str) -> String {
        let bytes = self.files.read(path).unwrap_or_default();
        String::from_utf8(bytes.to_vec()).expect("the file is text")
    }

    pub(crate) fn write(&mut self, path: &str, text: &str) {
        self.files.insert(path, text.as_bytes().to_vec());
    }

    pub(crate) fn edit(&mut self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "`{from}` is not in {path}:\n{text}");
        self.write(path, &text.replacen(from, to, 1));
    }

    pub(crate) fn prepared(&self) -> (Prepared, Diagnostics) {
        let (prepared, diagnostics) = prepare(&self.files);
        (prepared.expect("the framework"), diagnostics)
    }

    pub(crate) fn state(&self, key: &str) -> State {
        self.prepared().0.catalogues[&german()].state(&TextKey::from(key))
    }

    pub(crate) fn take(&mut self, changes: &[Change]) {
        for change in changes {
            self.files.insert(change.path.clone(), change.bytes.clone());
        }
    }

    pub(crate) fn sync(&mut self, minor: &[&str]) -> Synced {
        self.synced(minor, &[])
    }

    pub(crate) fn renamed(&mut self, renamed: &[(&str, &str)]) -> Synced {
        self.synced(&[], renamed)
    }

    fn synced(&mut self, minor: &[&str], renamed: &[(&str, &str)]) -> Synced {
        let minor: Vec<String> = minor.iter().map(|key| (*key).to_owned()).collect();
        let renaming =
            |(old, new): &(&str, &str)| Renaming { old: (*old).to_owned(), new: (*new).to_owned() };
        let renamed: Vec<Renaming> = renamed.iter().map(renaming).collect();
        let rewording = Rewording { minor: &minor, renamed: &renamed };
        let synced = sync(&self.prepared().0, &self.files, rewording, &|_| None, day(25));
        if !synced.diagnostics.has_errors() {
            self.take(&synced.changes);
        }
        synced
    }

    /// The file that is sent out.
    pub(crate) fn sent(&self, format: Format) -> Option<Change> {
        let locale = Locale::european(german());
        let wanted = Export { locale: &locale, format, documents: &[], states: &[] };
        export(&self.prepared().0, &self.files, &wanted).ok().map(|(file, _)| file)
    }

    pub(crate) fn import(&mut self, file: &Change, terms: &Terms<'_>) -> Diagnostics {
        let returned = Returned { path: &file.path, bytes: &file.bytes, lang: None };
        let found = import(&self.prepared().0, &self.files, &[returned], terms);
        if !found.diagnostics.has_errors() {
            self.take(&found.changes);
        }
        found.diagnostics
    }

    /// What a person does in a program for catalogues.
    pub(crate) fn in_catalogue(&mut self, key: &str, change: impl FnOnce(&mut PoEntry)) {
        let file = SourceFile::new(CATALOGUE, self.read(CATALOGUE));
        let mut catalogue = po::parse(&file, &mut Diagnostics::new());
        let entry = catalogue.entries.iter_mut().find(|entry| !entry.obsolete && entry.key() == Some(key));
        if let Some(entry) = entry {
            change(entry);
            self.write(CATALOGUE, &catalogue.to_text());
        }
    }

    pub(crate) fn ledger(&self) -> Ledger {
        let text = self.read(LEDGER);
        let mut diagnostics = Diagnostics::new();
        let ledger = match text.is_empty() {
            true => Ledger::default(),
            false => Ledger::read(&SourceFile::new(LEDGER, text), &mut diagnostics),
        };
        assert!(!diagnostics.has_errors(), "{diagnostics:?}");
        ledger
    }

    pub(crate) fn mark(&mut self, keys: &[&str], state: State, by: &str, lower: bool) -> Marked {
        let keys: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
        let voucher = Voucher::new(state, by, "reader", day(25), day(25)).expect("a voucher");
        let locale = Locale::european(german());
        let marking = Marking { locale: &locale, documents: &[], keys: &keys, voucher: &voucher, lower };
        let marked = mark(&self.prepared().0, &self.files, &marking);
        if !marked.diagnostics.has_errors() {
            self.take(&marked.changes);
        }
        marked
    }
}

pub(crate) fn german() -> Lang {
    Lang::parse("de").expect("German")
}

pub(crate) fn day(day: u8) -> Date {
    Date::new(2026, 11, day).expect("a day")
}

/// The messages of one kind.
pub(crate) fn told(diagnostics: &Diagnostics, rule: Rule) -> Vec<String> {
    diagnostics.iter().filter(|found| found.rule == rule).map(|found| found.message.clone()).collect()
}

/// The bytes of all files, to compare.
pub(crate) fn all(desk: &Desk) -> Vec<(String, Arc<[u8]>)> {
    desk.files.0.iter().map(|(path, bytes)| (path.clone(), Arc::clone(bytes))).collect()
}
