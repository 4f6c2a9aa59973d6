//! Words in files of translators that are not imported, so that a person looks at them.

use paf_diag::{Diagnostic, Diagnostics, Place, Rule};

/// How many words of one kind are quoted.
const QUOTED: usize = 12;

/// How many characters of each are.
const LONGEST: usize = 60;

/// Words that are not imported.
#[derive(Debug)]
pub(super) struct Unread {
    /// What they are, in the plural: `comments on cells`.
    pub(super) kind: &'static str,
    /// Where they stand, for people: `C2`.
    pub(super) at: String,
    pub(super) words: String,
    pub(super) place: Place,
}

/// Warns of each kind of them once, with all places.
pub(super) fn report(unread: &[Unread], help: &str, diagnostics: &mut Diagnostics) {
    let mut kinds: Vec<&str> = Vec::new();
    for words in unread {
        if !kinds.contains(&words.kind) {
            kinds.push(words.kind);
        }
    }
    for kind in kinds {
        let all: Vec<&Unread> = unread.iter().filter(|words| words.kind == kind).collect();
        let Some(first) = all.first() else { continue };
        let list: Vec<String> =
            all.iter().take(QUOTED).map(|words| format!("{} {}", words.at, quoted(&words.words))).collect();
        let rest = all.get(QUOTED..).unwrap_or_default().iter().map(|words| words.at.clone());
        let list: Vec<String> = list.into_iter().chain(rest).collect();
        let message = format!("{kind} were not imported: {}", list.join(", "));
        let label = if all.len() == 1 { "" } else { "the first of them" };
        diagnostics.push(
            Diagnostic::warning(Rule::Delivery, message).at_with(first.place.clone(), label).help(help),
        );
    }
}

/// The beginning of the words, on one line.
fn quoted(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        None => format!("\u{201c}{line}\u{201d}"),
        Some((end, _)) => format!("\u{201c}{}…\u{201d}", line[..end].trim_end()),
    }
}
