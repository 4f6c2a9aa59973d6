//! What is said about codes that are not in order, in a translator's words.

use paf_diag::{Diagnostic, Diagnostics, Place, Rule};

use super::{Codes, FoundCode, Mark, Target};

/// The translation that is read and the problems found in it.
pub(super) struct Report<'a> {
    diagnostics: &'a mut Diagnostics,
    key: String,
    place: Place,
    source: Place,
    /// The codes that may be used, for the help.
    choice: String,
    said: bool,
}

impl<'a> Report<'a> {
    pub(super) fn new(target: &Target<'_>, diagnostics: &'a mut Diagnostics) -> Self {
        Self {
            diagnostics,
            key: target.text.key.to_string(),
            place: target.place.clone(),
            source: target.text.place().clone(),
            choice: choice(target.codes),
            said: false,
        }
    }

    pub(super) fn said_something(&self) -> bool {
        self.said
    }

    fn say(&mut self, message: String, place: &Place, also: Option<(&Place, &str)>, help: impl Into<String>) {
        self.said = true;
        let mut diagnostic = Diagnostic::error(Rule::MarkMismatch, message).at(place.clone());
        if let Some((place, label)) = also {
            diagnostic = diagnostic.also(place.clone(), label);
        }
        self.diagnostics.push(diagnostic.help(help));
    }

    fn source(&self) -> Place {
        self.source.clone()
    }

    pub(super) fn unknown(&mut self, code: &FoundCode) {
        let message = format!("the text `{}` has no code `{}`", self.key, code.id);
        let help = format!("remove the code; {}", self.choice);
        self.say(message, &code.place, Some((&self.source(), "the text")), help);
    }

    pub(super) fn twice(&mut self, code: &FoundCode, first: &FoundCode) {
        let message = format!("the code `{}` stands twice in the translation of `{}`", code.id, self.key);
        self.say(message, &code.place, Some((&first.place, "here first")), "remove one of the two");
    }

    pub(super) fn encloses_words(&mut self, code: &FoundCode, mark: &Mark) {
        let message = format!("the code `{}` is {} and cannot enclose words", code.id, mark.name());
        let help = format!("write `<x id=\"{}\"/>`, as in the source text, and the words beside it", code.id);
        self.say(message, &code.place, None, help);
    }

    pub(super) fn encloses_nothing(&mut self, code: &FoundCode, mark: &Mark) {
        let message = format!("the code `{}` is {} and has to enclose words", code.id, mark.name());
        let help = format!("write `<g id=\"{}\">…</g>` around the words, as in the source text", code.id);
        self.say(message, &code.place, None, help);
    }

    pub(super) fn empty(&mut self, code: &FoundCode) {
        let message = format!("the code `{}` encloses no words", code.id);
        let help = "put it around the words that correspond to those it encloses in the source text";
        self.say(message, &code.place, None, help);
    }

    pub(super) fn not_closed(&mut self, code: &FoundCode) {
        let message = format!("the code `{}` is opened and not closed", code.id);
        let help = "put its end after the words that it encloses, before the end of the text";
        self.say(message, &code.place, None, help);
    }

    pub(super) fn not_opened(&mut self, id: &str, place: &Place) {
        let message = format!("the code `{id}` is closed and was not opened");
        self.say(message, place, None, "put its beginning before the words that it encloses");
    }

    pub(super) fn badly_nested(&mut self, inner: &FoundCode, id: &str, place: &Place) {
        let message = format!("the code `{id}` is closed while the code `{}` within it is open", inner.id);
        let help = format!("put the end of `{}` before the end of `{id}`", inner.id);
        self.say(message, place, Some((&inner.place, "opened here")), help);
    }

    pub(super) fn lost(&mut self, number: &str, mark: &Mark) {
        let message = format!("the translation of `{}` has lost {}", self.key, mark.name());
        let help = format!("insert the code {number} of the source text at its place in the translation");
        let place = self.place.clone();
        self.say(message, &place, Some((&self.source(), "the source")), help);
    }

    pub(super) fn gained(&mut self, code: &FoundCode, mark: &Mark) {
        let message = format!("the translation of `{}` has gained {}", self.key, mark.name());
        let help = format!("remove the code; {}", self.choice);
        self.say(message, &code.place, Some((&self.source(), "the source")), help);
    }

    /// No text is parsed to what came back.
    pub(super) fn unwritable(&mut self, used: &[(FoundCode, Mark)]) {
        let emphasis = used.iter().find(|(_, mark)| matches!(mark, Mark::Emphasis | Mark::Strong));
        let place = emphasis.map_or(&self.place, |(code, _)| &code.place).clone();
        let message =
            format!("the codes in the translation of `{}` cannot be printed as they stand", self.key);
        let help = "let emphasis begin and end with a letter, keep a word or a space between codes that touch, \
                    and write brackets in pairs";
        self.say(message, &place, None, help);
    }
}

/// The codes of a source text, in words.
fn choice(codes: &Codes) -> String {
    if codes.0.is_empty() {
        return "the source text has none".to_owned();
    }
    let all: Vec<String> =
        codes.0.iter().map(|(number, mark)| format!("{number} ({})", mark.name())).collect();
    format!("the source text has {}", all.join(", "))
}
