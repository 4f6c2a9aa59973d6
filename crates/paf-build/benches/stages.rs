//! How long the stages take on the shipped framework: reading, comparing translations, filling templates, laying out,
//! laying out again after a change, making the files of a leaflet.
//!
//! ```sh
//! cargo bench -p paf-build [word]
//! ```
//!
//! A line for each stage whose name has the word: the median of five, in milliseconds, and the least and the most.
//! Machines are noisy: figures of one run are compared with each other, and with nothing else.
#![expect(clippy::expect_used, reason = "a measurement that cannot go on fails")]
#![expect(clippy::print_stdout, reason = "what is measured is printed")]

use std::collections::BTreeSet;
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use paf_build::press::PressSettings;
use paf_build::{
    Chosen, Disk, Limits, Outcome, Output, Progress, ProofPress, Selection, Settings, Target, Wanted,
    Workspace,
};
use paf_locale::Date;
use paf_model::files::{Files, Memory};

/// The framework of this repository.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// A text of the leaflet, and of the report, in English.
const SENTENCES: [(&str, &str, &str); 2] = [
    ("leaflet", "framework/leaflet.yaml", "It finds and destroys abnormal cells"),
    ("report", "framework/report.yaml", "After that, the paths part"),
];

struct Silent;

impl Progress for Silent {
    fn planned(&self, _: usize) {}
    fn begun(&self, _: &Target) {}
    fn finished(&self, _: &Target, _: Outcome) {}
    fn removed(&self, _: &str) {}
}

fn main() {
    let word = std::env::args().skip(1).find(|word| !word.starts_with('-')).unwrap_or_default();
    let files = shipped();
    let stage = |name: &str, run: &mut dyn FnMut() -> Duration| {
        if name.contains(&word) {
            let mut times: Vec<Duration> = (0..5).map(|_| run()).collect();
            times.sort();
            let [least, _, median, _, most] = times[..] else { return };
            println!("{name:<44} {:>8.1} ms   {:.1} to {:.1}", ms(median), ms(least), ms(most));
        }
    };
    stage("read: YAML alone", &mut || timed(|| workspace(&files).read(&Wanted::Some(BTreeSet::new()))));
    stage("read: and German", &mut || {
        timed(|| workspace(&files).read(&Wanted::of(&selection("leaflet", "de"))))
    });
    stage("read: and all languages", &mut || timed(|| workspace(&files).read(&Wanted::All)));
    stage("read: again, after a change", &mut || {
        let mut open = workspace(&files);
        drop(black_box(open.read(&Wanted::All)));
        open.refresh(today());
        timed(|| open.read(&Wanted::All))
    });
    let all = chosen(&files, &Selection::default());
    stage("fill in: all templates", &mut || timed(|| all.check()));
    for (document, file, sentence) in SENTENCES {
        stage(&format!("lay out: the {document}, English"), &mut || {
            let (open, picked) = (workspace(&files), chosen(&files, &selection(document, "en")));
            let press = press(&open);
            press.forget();
            timed(|| press.pull(&picked, &picked.targets[0]))
        });
        let (open, picked) = (workspace(&files), chosen(&files, &selection(document, "en")));
        let press = press(&open);
        drop(black_box(press.pull(&picked, &picked.targets[0])));
        let mut edit = 0;
        stage(&format!("lay out: the {document}, one sentence changed"), &mut || {
            edit += 1;
            let picked = chosen(&reworded(&files, file, sentence, edit), &selection(document, "en"));
            let took = timed(|| press.pull(&picked, &picked.targets[0]));
            press.forget_older();
            took
        });
    }
    stage("make: the German leaflet for screen and press", &mut || {
        let picked = chosen(&files, &selection("leaflet", "de"));
        let folder = std::env::temp_dir().join("paf-bench");
        timed(|| picked.build(&Output::new(folder), &settings(), &Silent))
    });
}

fn timed<T>(run: impl FnOnce() -> T) -> Duration {
    let begun = Instant::now();
    let made = black_box(run());
    let took = begun.elapsed();
    drop(made);
    took
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// The framework, its templates and fonts in memory, so that no disk is measured.
fn shipped() -> Memory {
    let disk = Disk::new(ROOT);
    let mut files = Memory::default();
    for path in
        ["framework", "templates", "fonts"].map(|folder| disk.list(folder).expect("a folder")).concat()
    {
        files.insert(path.clone(), disk.read(&path).expect("a file"));
    }
    files
}

fn workspace(files: &Memory) -> Workspace {
    Workspace::open(Arc::new(files.clone()), today())
}

fn today() -> Date {
    Date::new(2026, 11, 30).expect("a date")
}

fn selection(document: &str, language: &str) -> Selection {
    Selection {
        documents: vec![document.to_owned()],
        editions: vec!["eu".to_owned()],
        languages: vec![language.to_owned()],
        profiles: Vec::new(),
        shard: None,
    }
}

fn chosen(files: &Memory, selection: &Selection) -> Chosen {
    workspace(files).choose(selection).unwrap_or_else(|_| panic!("the shipped framework has no errors"))
}

fn press(open: &Workspace) -> ProofPress {
    let files = Arc::clone(open.files()) as Arc<dyn Files>;
    ProofPress::new(files, None).unwrap_or_else(|_| panic!("the shipped fonts can be read"))
}

/// The framework with other words behind a sentence.
fn reworded(files: &Memory, path: &str, sentence: &str, edit: usize) -> Memory {
    let text = std::str::from_utf8(&files.0[path]).expect("it is text");
    assert!(text.contains(sentence), "`{path}` has no “{sentence}”");
    let mut files = files.clone();
    let words = format!("{sentence} {}", "x".repeat(edit));
    files.insert(path.to_owned(), text.replacen(sentence, &words, 1).into_bytes());
    files
}

fn settings() -> Settings {
    Settings {
        jobs: 0,
        fail_fast: false,
        force: true,
        overwrite: true,
        dry: true,
        keep_old: true,
        sources: None,
        require: None,
        date: None,
        limits: Limits::default(),
        press: PressSettings::default(),
    }
}
