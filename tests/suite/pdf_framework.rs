//! Small frameworks in memory, and builds of them into temporary folders.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use paf_build::{
    Disk, FitEntry, Manifest, ManifestEntry, Outcome, Output, Prepared, Progress, Report, Selection,
    Settings, Snapshot, Target,
};
use paf_diag::{Diagnostics, Format, Severity};
use paf_model::files::{Files, Memory};
use tempfile::TempDir;

use crate::pdf_reading::Pdf;

/// The workspace's own folder, with the shipped framework in it.
pub(crate) const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// A text as a scalar of YAML in quotation marks, which keeps every character.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            ' '..='~' => out.push(c),
            c if u32::from(c) < 0x1_0000 => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out + "\""
}

/// Some of the workspace's files in memory; read once.
fn shipped(folder: &'static str) -> Memory {
    static READ: OnceLock<Memory> = OnceLock::new();
    let all = READ.get_or_init(|| {
        let disk = Disk::new(ROOT);
        let mut memory = Memory::default();
        for folder in ["fonts", "templates", "framework"] {
            for path in disk.list(folder).expect("the folder can be listed") {
                memory.insert(path.clone(), disk.read(&path).expect("the file can be read"));
            }
        }
        memory
    });
    let prefix = format!("{folder}/");
    Memory(
        all.0
            .iter()
            .filter(|(path, _)| path.starts_with(&prefix))
            .map(|(p, b)| (p.clone(), Arc::clone(b)))
            .collect(),
    )
}

/// The shipped framework with its templates and fonts.
pub(crate) fn shipped_framework() -> Memory {
    let mut files = shipped("framework");
    files.0.extend(shipped("templates").0);
    files.0.extend(shipped("fonts").0);
    files
}

/// The shipped templates and fonts, for another framework.
pub(crate) fn shipped_look() -> Memory {
    let mut files = shipped("templates");
    files.0.extend(shipped("fonts").0);
    files
}

/// The least a theme must have: what paf writes for the marks of a text.
const INLINE: &str = r##"#let cite(keys) = [ (#keys.join("; "))]
#let term(id, body) = body
#let link(url, body) = std.link(url, body)
#let foreign(lang, body) = text(lang: lang, body)
"##;

/// A document that prints the leaflet's texts one below the other.
const LINES: &str = r##"#import "/target.typ": lang, date
#set document(title: [[= framework.title|plain ]], author: [[= framework.publisher.name|plain ]], date: date)
#set text(font: "Source Sans 3", lang: lang, size: 8pt, hyphenate: false, fallback: false)
#set page(width: 600pt, height: 400pt, margin: 20pt)
#heading(level: 1, [[= framework.title ]])
/*% for panel in leaflet.panels %*/
#heading(level: 2, [[= panel.title ]])
/*% for block in panel.body %*/
/*% if block.kind == "figure" %*/
#figure(alt: [[= figures[block.figure ~ ""].alt ]], rect[[[= figures[block.figure ~ ""].title ]]])
/*% else %*/
#par([[= block.text ]])
/*% endif %*/
/*% endfor %*/
/*% endfor %*/
"##;

/// A document that prints the recommendations' titles.
const ASKS: &str = r##"#import "/target.typ": lang, date
#set document(title: [[= framework.title|plain ]], author: [[= framework.publisher.name|plain ]], date: date)
#set text(font: "Source Sans 3", lang: lang, size: 8pt, fallback: false)
#set page(width: 200pt, height: 200pt, margin: 20pt)
#heading(level: 1, [[= labels.asks ]])
/*% for recommendation in recommendations %*/
#par([[= recommendation.title ]])
/*% endfor %*/
"##;

/// A framework with two documents of its own look: `lines` in English and French, which prints the
/// leaflet, and `asks` in English, which prints the recommendation. The French lacks one text.
pub(crate) fn small() -> Memory {
    let mut files = Memory::default();
    let mut add = |path: &str, text: &str| files.insert(path, text.as_bytes().to_vec());
    add(
        "framework/framework.yaml",
        "id: small\nversion: \"1.0\"\ntitle: Two texts\nsubtitle: For a test\ndescription: A framework for tests.\n\
         date: 2026-01-02\nlanguage: en\nlanguages: [en, fr]\npublisher: {name: The paf project}\n\
         documents:\n  lines: {languages: [en, fr]}\n  asks: {languages: [en]}\n",
    );
    add(
        "framework/leaflet.yaml",
        "title: Two texts\npanels:\n  - id: a\n    kind: text\n    title: First part\n    body:\n      \
         - {id: one, kind: text, text: The first text}\n      - {id: two, kind: text, text: The second text}\n",
    );
    add(
        "framework/recommendations/only.yaml",
        "number: 1\ntitle: The only one\nask: Do it.\nshort: Do.\nproblem: []\naction: []\nsteps: []\n",
    );
    add(
        "framework/locales/fr.po",
        &po(
            "fr",
            &[
                ("framework.title", "Two texts", "Deux textes"),
                ("framework.publisher.name", "The paf project", "Le projet paf"),
                ("leaflet.panels.a.title", "First part", "Première partie"),
                ("leaflet.panels.a.body.one.text", "The first text", "Le premier texte"),
            ],
        ),
    );
    add("templates/theme/inline.typ", INLINE);
    for (id, order, labels, template) in [
        ("lines", 1, "requires: [leaflet]\n", LINES),
        ("asks", 2, "requires: [recommendations]\nlabels: {asks: What is asked for}\n", ASKS),
    ] {
        let yaml = format!(
            "title: {id}\norder: {order}\nentry: {id}.typ\npaper: {{width: 210, height: 140}}\nprofiles: [screen]\n{labels}"
        );
        add(&format!("templates/{id}/document.yaml"), &yaml);
        add(&format!("templates/{id}/{id}.typ"), template);
    }
    let font = "fonts/source-sans-3/SourceSans3-Regular.otf";
    files.insert(font, Arc::clone(&shipped("fonts").0[font]));
    let bold = "fonts/source-sans-3/SourceSans3-Bold.otf";
    files.insert(bold, Arc::clone(&shipped("fonts").0[bold]));
    files
}

/// The checks that compare a translation with its source.
const WAIVED: &str =
    "number-mismatch, same-as-source, do-not-translate, letter-form, look-alike, rejected-term";

/// A catalogue of keys, source texts and translations.
pub(crate) fn po(lang: &str, entries: &[(&str, &str, &str)]) -> String {
    let escaped = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    let header = format!(
        "msgid \"\"\nmsgstr \"\"\n\"Language: {lang}\\n\"\n\"MIME-Version: 1.0\\n\"\n\
         \"Content-Type: text/plain; charset=UTF-8\\n\"\n\"Content-Transfer-Encoding: 8bit\\n\"\n"
    );
    entries.iter().fold(header, |po, (key, source, translation)| {
        let (source, translation) = (escaped(source), escaped(translation));
        // What is printed is not meant to be a translation.
        format!("{po}\n# allow: {WAIVED}\nmsgctxt \"{key}\"\nmsgid \"{source}\"\nmsgstr \"{translation}\"\n")
    })
}

/// Puts other words into a file.
pub(crate) fn reword(files: &mut Memory, path: &str, from: &str, to: &str) {
    let text = String::from_utf8(files.0[path].to_vec()).expect("the file is text");
    assert!(text.contains(from), "`{path}` has no `{from}`");
    files.insert(path, text.replacen(from, to, 1).into_bytes());
}

/// A run with one target at a time, so that tests side by side do not fight over processors.
pub(crate) fn settings() -> Settings {
    Settings {
        limits: paf_build::Limits::default(),
        jobs: 1,
        fail_fast: false,
        force: false,
        dry: false,
        overwrite: false,
        keep_old: false,
        sources: None,
        require: None,
        date: None,
        press: paf_build::press::PressSettings::default(),
    }
}

/// All that is made for the screen.
pub(crate) fn for_the_screen() -> Selection {
    Selection { profiles: vec!["screen".to_owned()], ..Selection::default() }
}

/// Shipped documents as they are, for the screen.
pub(crate) struct Shipped {
    /// The list of what was made.
    pub(crate) manifest: Manifest,
    /// What was found.
    pub(crate) diagnostics: Diagnostics,
    files: BTreeMap<String, Vec<u8>>,
}

impl Shipped {
    /// The leaflets of all languages, made once for all tests; whoever needs them at the same time waits.
    pub(crate) fn leaflets() -> &'static Self {
        static MADE: OnceLock<Shipped> = OnceLock::new();
        let selection = Selection { documents: vec!["leaflet".to_owned()], ..for_the_screen() };
        MADE.get_or_init(|| Self::made(&selection))
    }

    /// All documents in English, made once for all tests.
    pub(crate) fn english() -> &'static Self {
        static MADE: OnceLock<Shipped> = OnceLock::new();
        let selection = Selection { languages: vec!["en".to_owned()], ..for_the_screen() };
        MADE.get_or_init(|| Self::made(&selection))
    }

    fn made(selection: &Selection) -> Self {
        let built = Built::some(&shipped_framework(), selection, &Settings { jobs: 2, ..settings() });
        let manifest = built.manifest();
        let paths = manifest.targets.iter().map(|entry| entry.path.clone());
        let files = paths.map(|path| (path.clone(), built.bytes(&path))).collect();
        Self { manifest, files, diagnostics: built.report.diagnostics.clone() }
    }

    /// One of the documents.
    pub(crate) fn pdf(&self, document: &str, lang: &str) -> Pdf {
        Pdf::read(&self.files[&format!("eu/{lang}/immuno-oncology-{document}-eu-{lang}.pdf")])
    }

    /// How the leaflet of a language was fitted.
    pub(crate) fn fit(&self, lang: &str) -> Option<&FitEntry> {
        let is_it = |entry: &&ManifestEntry| {
            (&*entry.edition, &*entry.document, &*entry.language) == ("eu", "leaflet", lang)
        };
        self.manifest.targets.iter().find(is_it)?.fit.as_ref()
    }
}

/// A folder with what builds made in it.
pub(crate) struct Built {
    folder: TempDir,
    /// What the last build came to.
    pub(crate) report: Report,
}

impl Built {
    /// Builds all of a framework into a new folder; errors fail the test.
    pub(crate) fn all(files: &Memory) -> Self {
        Self::some(files, &for_the_screen(), &settings())
    }

    /// Builds a selection into a new folder; errors fail the test.
    pub(crate) fn some(files: &Memory, selection: &Selection, settings: &Settings) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let report = run(files, selection, settings, &Output::new(folder.path()));
        let built = Self { folder, report };
        built.has_no_errors();
        built
    }

    /// Builds all again, in the same folder; errors may be found.
    pub(crate) fn again(&mut self, files: &Memory) {
        self.report = run(files, &for_the_screen(), &settings(), &self.output());
    }

    /// Fails the test if the last build found errors.
    pub(crate) fn has_no_errors(&self) {
        no_errors(&self.report.diagnostics);
    }

    /// The folder.
    pub(crate) fn output(&self) -> Output {
        Output::new(self.folder.path())
    }

    /// What became of each target, by its path.
    pub(crate) fn outcomes(&self) -> Vec<(String, Outcome)> {
        self.report.outcomes.iter().map(|(target, outcome)| (target.path(), *outcome)).collect()
    }

    /// The bytes of a file that was made.
    pub(crate) fn bytes(&self, path: &str) -> Vec<u8> {
        self.output().read(path).unwrap_or_else(|| panic!("`{path}` was not made"))
    }

    /// A PDF that was made.
    pub(crate) fn pdf(&self, path: &str) -> Pdf {
        Pdf::read(&self.bytes(path))
    }

    /// The list of what was made.
    pub(crate) fn manifest(&self) -> Manifest {
        serde_json::from_slice(&self.bytes("manifest.json")).expect("manifest.json is what it was")
    }
}

/// Reads a framework; errors fail the test.
pub(crate) fn prepared(files: &Memory) -> Prepared {
    let (prepared, diagnostics) = paf_build::prepare(files);
    no_errors(&diagnostics);
    prepared.expect("a framework without errors can be built")
}

/// Builds into a folder that may hold something already.
pub(crate) fn run(files: &Memory, selection: &Selection, settings: &Settings, output: &Output) -> Report {
    let prepared = prepared(files);
    let targets = paf_build::plan(&prepared.model, selection);
    let targets = targets.unwrap_or_else(|wrong| panic!("{}", shown(&wrong)));
    let snapshot = Arc::new(Snapshot::of(Arc::new(files.clone())));
    paf_build::build(&prepared, &snapshot, &targets, output, settings, &Silent)
}

struct Silent;

impl Progress for Silent {
    fn planned(&self, _: usize) {}
    fn begun(&self, _: &Target) {}
    fn finished(&self, _: &Target, _: Outcome) {}
    fn removed(&self, _: &str) {}
}

fn no_errors(diagnostics: &Diagnostics) {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).cloned();
    let errors: Diagnostics = errors.collect();
    assert!(errors.is_empty(), "{}", shown(&errors));
}

/// Diagnostics as people see them.
pub(crate) fn shown(diagnostics: &Diagnostics) -> String {
    paf_diag::render(diagnostics, Format::Human, false)
}
