//! `paf fonts`: which characters of the texts the fonts lack, by language and style.

use std::fmt::Write;

use paf_build::coverage::{Coverage, coverage};
use paf_diag::{Diagnostic, Diagnostics, Rule};
use paf_typeset::{Face, faces, named_character};
use serde_json::json;

use crate::args::Global;
use crate::exit::Exit;
use crate::session::Session;
use crate::terminal;

pub(super) fn run(global: &Global) -> Exit {
    let session = match Session::open(global) {
        Ok(session) => session,
        Err(exit) => return exit,
    };
    let (prepared, mut diagnostics) = session.prepare();
    let faces = match faces(&**session.files()) {
        Ok(faces) => faces,
        Err(error) => {
            diagnostics.extend(error);
            return session.conclude(&diagnostics.sorted(), "");
        }
    };
    let Some(prepared) = prepared else {
        return session.conclude(&diagnostics.sorted(), "");
    };
    let covered = coverage(&prepared, &faces);
    if session.is_for_people() {
        terminal::print(&table(&covered, &faces));
    } else {
        terminal::print(&lines(&covered, &faces));
    }
    let mut found: Diagnostics = diagnostics.into_iter().filter(|d| d.rule != Rule::Uncited).collect();
    found.extend(covered.iter().flat_map(|language| uncovered(language, faces.len())));
    session.conclude(&found.sorted(), "")
}

/// The characters of a language that no face has.
fn uncovered(coverage: &Coverage, faces: usize) -> Vec<Diagnostic> {
    let Some((first, others)) = coverage.lacking.split_first() else { return Vec::new() };
    first
        .iter()
        .filter(|(c, _)| {
            others.len() + 1 == faces && others.iter().all(|lacks| lacks.iter().any(|(o, _)| o == c))
        })
        .map(|(c, text)| {
            let at = text.written.text().find(*c).unwrap_or(0);
            Diagnostic::error(
                Rule::MissingGlyph,
                format!("no font has the character {}", named_character(*c)),
            )
            .at_with(
                text.place_of(at..at + c.len_utf8()),
                format!("printed in {}", coverage.lang.english_name()),
            )
            .help("write another character, or add a font that has it to fonts/")
        })
        .collect()
}

fn style(face: &Face) -> String {
    let weight = match face.weight {
        400 => "Regular".to_owned(),
        600 => "Semibold".to_owned(),
        700 => "Bold".to_owned(),
        other => other.to_string(),
    };
    if face.italic { format!("{weight} Italic") } else { weight }
}

fn table(covered: &[Coverage], faces: &[Face]) -> String {
    let mut out = String::new();
    for language in covered {
        let _infallible = writeln!(
            out,
            "{} ({}): {} different characters",
            language.lang.english_name(),
            language.lang.code(),
            language.used
        );
        for (face, lacking) in faces.iter().zip(&language.lacking) {
            let name = format!("{} {}", face.family, style(face));
            let what = if lacking.is_empty() {
                "has all".to_owned()
            } else {
                let list: Vec<String> =
                    lacking.iter().map(|(c, _)| format!("{c} U+{:04X}", u32::from(*c))).collect();
                format!("lacks {}", list.join(", "))
            };
            let _infallible = writeln!(out, "  {name:<32} {what}");
        }
    }
    out
}

fn lines(covered: &[Coverage], faces: &[Face]) -> String {
    let mut out = String::new();
    for language in covered {
        for (face, lacking) in faces.iter().zip(&language.lacking) {
            let line = json!({
                "language": language.lang.code(),
                "characters": language.used,
                "family": face.family,
                "weight": face.weight,
                "italic": face.italic,
                "lacks": lacking.iter().map(|(c, text)| json!({ "character": c, "key": text.key.as_str() })).collect::<Vec<_>>(),
            });
            let _infallible = writeln!(out, "{line}");
        }
    }
    out
}
