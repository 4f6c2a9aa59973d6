//! What translators are told about a text.

/// How much room there is for a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Room {
    /// The area of the page, by its title.
    pub area: String,
    /// About how many characters it holds in all.
    pub characters: i64,
}

/// The lines about a text: where it is printed, and how much room there is. They say nothing that
/// changes with the wording of other texts, so that a catalogue changes only where its texts do.
pub fn notes(documents: &[String], room: Option<&Room>) -> Vec<String> {
    let mut notes = Vec::new();
    if !documents.is_empty() {
        notes.push(format!("In: {}", documents.join(", ")));
    }
    if let Some(Room { area, characters }) = room {
        notes.push(format!("Panel \u{2018}{area}\u{2019} holds about {characters} characters in all"));
    }
    notes
}

/// The line about a term of the glossary that the text has.
pub fn term(term: &str, used: &str, rejected: &str) -> String {
    let mut line = format!("Term \u{2018}{term}\u{2019}");
    if !used.is_empty() {
        line.push_str(&format!(": {used}"));
    }
    if !rejected.is_empty() {
        line.push_str(&format!("; not: {rejected}"));
    }
    line
}

/// The line about a number that chooses a word: one for each of the language's forms, with numbers that take it.
pub fn forms(counted: &str, forms: &[(&'static str, String)]) -> String {
    let numbers: Vec<&str> = forms.iter().map(|(_, numbers)| numbers.as_str()).collect();
    format!("{{{counted}|\u{2026}}}: one word each for {}", numbers.join("; for "))
}
