//! Mutated catalogues: nothing panics, and what is read is written back byte for byte.
//!
//! `PAF_FUZZ_SECONDS` says how long (2 if not set), `PAF_PO_CORPUS` names a folder of further seeds,
//! and `PAF_FUZZ_SEED` repeats one run.
#![expect(clippy::disallowed_methods, reason = "the seeds and the time are told by the environment")]
#![expect(clippy::print_stderr, reason = "who waits ten minutes wants to hear what was done")]
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up is a failure")]

use std::path::Path;
use std::time::{Duration, Instant};

use paf_diag::{Diagnostics, SourceFile};
use paf_translate::{Ledger, exchange, po};

/// What mutations put in.
const TOKENS: [&str; 22] = [
    "msgid ",
    "msgstr ",
    "msgstr[",
    "msgctxt \"",
    "\"",
    "\"\"",
    "\\",
    "\\x",
    "\\777",
    "#~ ",
    "#~| ",
    "#| ",
    "#, fuzzy\n",
    "#. ",
    "\n",
    "\r\n",
    "\u{feff}",
    "\0",
    "\u{2028}",
    "é",
    "# allow: ",
    "{state: approved, source: x}",
];

/// A generator of Lehmer's kind: the same seed gives the same run on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end.max(1)
    }
}

fn seeds() -> Vec<String> {
    let mut found = Vec::new();
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../framework/locales");
    collect(&own, &mut found);
    if let Ok(corpus) = std::env::var("PAF_PO_CORPUS") {
        collect(Path::new(&corpus), &mut found);
    }
    found.push("msgid \"a\nmsgstr \"\nmsgid \"x\\qy\"\n#|\n#~\n\"lone\"\n".to_owned());
    found
}

fn collect(folder: &Path, found: &mut Vec<String>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "po")
            && let Ok(text) = std::fs::read_to_string(&path)
        {
            // A part is enough, and is read a hundred times as fast as a whole file.
            found.extend(
                text.as_bytes().chunks(3000).take(4).map(|part| String::from_utf8_lossy(part).into_owned()),
            );
        }
    }
}

fn mutated(seed: &str, random: &mut Random, others: &[String]) -> String {
    let mut text: Vec<char> = seed.chars().collect();
    for _ in 0..=random.below(6) {
        let at = random.below(text.len() + 1).min(text.len());
        let end = (at + random.below(60)).min(text.len());
        match random.below(6) {
            0 => drop(text.drain(at..end)),
            1 => drop(text.splice(at..at, TOKENS[random.below(TOKENS.len())].chars())),
            2 => drop(text.splice(at..end, TOKENS[random.below(TOKENS.len())].chars())),
            3 => {
                let part: Vec<char> = text[at..end].to_vec();
                let to = random.below(text.len() + 1).min(text.len());
                drop(text.splice(to..to, part));
            }
            4 => {
                let other: Vec<char> = others[random.below(others.len())].chars().collect();
                let from = random.below(other.len());
                let until = (from + random.below(200)).min(other.len());
                drop(text.splice(at..end, other[from..until].iter().copied()));
            }
            _ => text.truncate(at),
        }
    }
    text.into_iter().collect()
}

#[test]
fn nothing_panics_and_nothing_is_lost() {
    let number = |name: &str, default: u64| {
        std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
    };
    let (first, seconds) = (number("PAF_FUZZ_SEED", 1), number("PAF_FUZZ_SECONDS", 2));
    let seeds = seeds();
    let started = Instant::now();
    let mut runs = 0_u64;
    while started.elapsed() < Duration::from_secs(seconds) {
        let run = first + runs;
        let mut random = Random(run);
        let seed = &seeds[random.below(seeds.len())];
        let text = mutated(seed, &mut random, &seeds);
        let found = std::panic::catch_unwind(|| {
            let file = SourceFile::new("mutated.po", text.as_str());
            let mut diagnostics = Diagnostics::new();
            let catalogue = po::parse(&file, &mut diagnostics);
            let _delivery = exchange::po::read(&file, &mut diagnostics);
            let _ledger = Ledger::read(&SourceFile::new("mutated.yaml", text.as_str()), &mut diagnostics);
            catalogue.to_text() == text
        });
        assert!(found.is_ok_and(|same| same), "repeat with PAF_FUZZ_SEED={run}");
        runs += 1;
    }
    eprintln!("{runs} runs from {} seeds in {seconds} s", seeds.len());
}
