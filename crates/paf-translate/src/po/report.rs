//! What is said about a malformed catalogue, in a translator's words.

use std::ops::Range;
use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Place, Rule, SourceFile, did_you_mean, nearest};

use super::keyword::{KEYWORDS, Keyword, Mark};

/// The file that is read and the problems found in it.
pub(super) struct Report<'a> {
    pub(super) file: &'a Arc<SourceFile>,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Report<'a> {
    pub(super) fn new(file: &'a Arc<SourceFile>, diagnostics: &'a mut Diagnostics) -> Self {
        Self { file, diagnostics }
    }

    /// A part of the file; nothing where the range is not one of whole characters.
    pub(super) fn slice(&self, range: Range<usize>) -> &'a str {
        self.file.text().get(range).unwrap_or_default()
    }

    pub(super) fn place(&self, range: Range<usize>) -> Place {
        Place::new(self.file, range)
    }

    fn say(&mut self, range: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        let place = self.place(range);
        self.diagnostics.push(Diagnostic::error(Rule::PoSyntax, message).at(place).help(help));
    }

    fn say_with(
        &mut self,
        range: Range<usize>,
        message: impl Into<String>,
        other: (Place, &str),
        help: impl Into<String>,
    ) {
        let place = self.place(range);
        let (elsewhere, label) = other;
        let diagnostic = Diagnostic::error(Rule::PoSyntax, message).at(place);
        self.diagnostics.push(diagnostic.also(elsewhere, label).help(help));
    }

    // Quoted texts.

    pub(super) fn unclosed(&mut self, range: Range<usize>) {
        let text = self.slice(range.clone());
        let help = if text.len() > 1 && text.ends_with("\\\"") {
            "close the text with a quotation mark; the one at the end counts as a part of the text, because a backslash precedes it"
        } else if text.ends_with('\\') {
            "close the text with a quotation mark, after `\\\\` if it ends with a backslash"
        } else {
            "close the text with a quotation mark"
        };
        self.say(range, "the text is not closed on this line", help);
    }

    pub(super) fn unknown_escape(&mut self, range: Range<usize>) {
        let escape = self.slice(range.clone());
        let message = format!("`{escape}` has no meaning in a PO file");
        self.say(range, message, "write `\\\\` for a backslash, or remove it");
    }

    pub(super) fn hexadecimal(&mut self, range: Range<usize>) {
        let escape = self.slice(range.clone());
        let message = format!("`{escape}` does not say which character is meant");
        let help = "write the character itself, or two hexadecimal digits, for example `\\x41`; write `\\\\` for a backslash";
        self.say(range, message, help);
    }

    pub(super) fn bytes(&mut self, range: Range<usize>) {
        let escape = self.slice(range.clone());
        let message = format!("`{escape}` is no character of UTF-8");
        self.say(range, message, "write the character itself");
    }

    pub(super) fn after_text(&mut self, range: Range<usize>) {
        let junk = self.slice(range.clone());
        if self.only_invisible(range.clone()) {
            return;
        }
        let word = junk.split([' ', '\t', '"', '[']).next().unwrap_or_default();
        if KEYWORDS.contains(&word) {
            let message = format!("`{word}` stands on the line of another text");
            self.say(range, message, format!("begin a new line before `{word}`"));
        } else if junk.contains('"') {
            let help = "write `\\\"` for each quotation mark inside the text";
            self.say(range, "the text goes on after its closing quotation mark", help);
        } else {
            let help = "remove it, or move the quotation mark to the end of the line";
            self.say(range, "something stands after the closing quotation mark", help);
        }
    }

    // Lines that cannot be understood.

    /// What follows a keyword without quotation marks.
    pub(super) fn unquoted(&mut self, keyword: &str, range: Range<usize>) {
        if self.only_invisible(range.clone()) {
            return;
        }
        let text = self.slice(range.clone());
        let message = format!("the text after `{keyword}` is not in quotation marks");
        let bare = text.trim_matches(|c: char| c == '"' || is_quote(c) || c.is_whitespace());
        let help = match text.chars().next() {
            Some(first) if is_quote(first) => {
                format!(
                    "write `{keyword} \"{bare}\"`, with the straight quotation mark `\"` instead of `{first}`"
                )
            }
            _ => format!("write `{keyword} \"{bare}\"`"),
        };
        self.say(range, message, help);
    }

    /// A line that begins with no keyword, no quotation mark and no `#`.
    pub(super) fn loose_line(&mut self, range: Range<usize>) {
        if self.only_invisible(range.clone()) {
            return;
        }
        let help = match self.slice(range.clone()).chars().next() {
            Some(first) if is_quote(first) => {
                format!("write the straight quotation mark `\"` instead of `{first}`, at both ends")
            }
            _ => "put it in quotation marks if it goes on with the text above, or begin the line with `# ` to make it a comment".to_owned(),
        };
        self.say(range, "this line is not in quotation marks", help);
    }

    /// Reports a word that is no keyword, and gives the keyword that is meant, if one is near.
    pub(super) fn unknown_keyword(&mut self, range: Range<usize>) -> Option<&'static str> {
        let written = self.slice(range.clone());
        let word = written.trim_matches(is_invisible);
        let near = nearest(word, KEYWORDS);
        if near == Some(word) {
            self.invisible(range);
        } else {
            let message = format!("no line of a PO file begins with `{word}`");
            let help = did_you_mean(word, KEYWORDS).unwrap_or_default();
            self.say(range, message, help);
        }
        near
    }

    pub(super) fn form_number(&mut self, range: Range<usize>) {
        let written = self.slice(range.clone());
        let message = format!("`{written}` does not say which plural form follows");
        self.say(range, message, "write `[0]` for the first form, `[1]` for the second, and so on");
    }

    pub(super) fn stray_text(&mut self, range: Range<usize>) {
        let help =
            "write `msgstr` before it if it is a translation, or join it to the text that it goes on with";
        self.say(range, "this text belongs to no `msgid` and no `msgstr`", help);
    }

    /// Reports a range that holds nothing anyone can see, and says whether it does.
    fn only_invisible(&mut self, range: Range<usize>) -> bool {
        let text = self.slice(range.clone());
        let only = text.chars().all(|c| c.is_whitespace() || is_invisible(c));
        if only {
            self.invisible(range);
        }
        only
    }

    /// Reports what cannot be seen in a range outside quotation marks.
    pub(super) fn invisible(&mut self, range: Range<usize>) {
        let text = self.slice(range.clone());
        let Some((at, c)) = text.char_indices().find(|(_, c)| is_invisible(*c) || !c.is_ascii()) else {
            return;
        };
        let start = range.start + at;
        let message =
            format!("an invisible character, U+{:04X}, stands outside the quotation marks", u32::from(c));
        self.say(start..start + c.len_utf8(), message, "delete it, and type a plain space if one is needed");
    }

    // Marks at the beginning of a line.

    pub(super) fn other_mark(&mut self, range: Range<usize>, expected: Mark) {
        let message = "the line begins otherwise than the one that it goes on with";
        self.say(range, message, expected.advice());
    }

    pub(super) fn mixed_obsolete(&mut self, range: Range<usize>, obsolete: bool) {
        let message = "only some lines of this entry are marked with `#~` as no longer in use";
        let help = if obsolete {
            "begin this line with `#~` too, or remove `#~` from the entry"
        } else {
            "remove `#~` from this line, or begin every line of the entry with it"
        };
        self.say(range, message, help);
    }

    pub(super) fn previous_translation(&mut self, range: Range<usize>) {
        let help = "remove the line; a line with `#|` may hold `msgctxt`, `msgid` or `msgid_plural`";
        self.say(range, "a line with `#|` cannot hold a translation", help);
    }

    pub(super) fn previous_twice(&mut self, keyword: Keyword, range: Range<usize>, first: Range<usize>) {
        let message = format!("the previous `{keyword}` stands twice above this entry");
        let first = (self.place(first), "it first stands here");
        self.say_with(range, message, first, "keep one of the two");
    }

    pub(super) fn no_previous_msgid(&mut self, keyword: Keyword, range: Range<usize>) {
        let message = format!("the previous `{keyword}` stands without a previous `msgid`");
        let help = "write a line `#| msgid \"...\"` with the previous source text too, or remove the line";
        self.say(range, message, help);
    }

    pub(super) fn previous_of_nothing(&mut self, range: Range<usize>) {
        self.say(range, "no entry follows this line", "remove the line");
    }

    pub(super) fn misplaced_comment(&mut self, range: Range<usize>) {
        let help = "move it above the first line of the entry";
        self.say(range, "a comment stands in the middle of an entry", help);
    }

    // Entries that are not whole.

    pub(super) fn no_text(&mut self, keyword: Keyword, range: Range<usize>) {
        let message = format!("`{keyword}` has no text");
        self.say(range, message, format!("write `{keyword} \"\"` if it is meant to be empty"));
    }

    pub(super) fn no_msgid(&mut self, range: Range<usize>) {
        let help = "write a line `msgid \"...\"` with the source text below it";
        self.say(range, "the entry has no `msgid`", help);
    }

    pub(super) fn no_msgid_before(&mut self, keyword: Keyword, range: Range<usize>) {
        let message = format!("`{keyword}` has no `msgid` before it");
        self.say(range, message, "write a line `msgid \"...\"` with the source text above it");
    }

    pub(super) fn no_msgstr(&mut self, range: Range<usize>, plural: bool) {
        let keyword = if plural { "msgstr[0]" } else { "msgstr" };
        let help = format!(
            "write `{keyword} \"\"` below the source text, with the translation between the quotation marks"
        );
        self.say(range, format!("the entry has no `{keyword}`"), help);
    }

    pub(super) fn twice(&mut self, keyword: Keyword, range: Range<usize>, first: Range<usize>) {
        let message = format!("`{keyword}` stands twice in this entry");
        let help = "keep one of the two, or write a line `msgid \"...\"` before the second if it belongs to another text";
        self.say_with(range, message, (self.place(first), "it first stands here"), help);
    }

    pub(super) fn plural_too_late(&mut self, range: Range<usize>) {
        self.say(range, "`msgid_plural` stands below the translation", "move it to the line below `msgid`");
    }

    pub(super) fn form_needed(&mut self, range: Range<usize>) {
        let message = "an entry with `msgid_plural` has a translation for each plural form";
        self.say(
            range,
            message,
            "write `msgstr[0]` for the first form, `msgstr[1]` for the second, and so on",
        );
    }

    pub(super) fn no_plural(&mut self, keyword: Keyword, range: Range<usize>) {
        let message = format!("`{keyword}` is a plural form, but the entry has no `msgid_plural`");
        self.say(range, message, "write `msgstr` instead");
    }

    pub(super) fn form_order(&mut self, keyword: Keyword, range: Range<usize>, expected: usize) {
        let message = format!("`{keyword}` stands where `msgstr[{expected}]` is expected");
        self.say(range, message, "number the plural forms from 0 on, in order and without gaps");
    }

    pub(super) fn duplicate(&mut self, what: &str, place: Place, first: Place) {
        let help = "keep the entry that is right and remove the other";
        let message = format!("{what} stands twice in this catalogue");
        self.say_with(place.range(), message, (first, "it first stands here"), help);
    }
}

/// Quotation marks of print, which word processors put in the place of the straight ones.
fn is_quote(c: char) -> bool {
    matches!(c, '\u{2018}'..='\u{201f}' | '«' | '»' | '‹' | '›' | '\'' | '`' | '＂')
}

/// Characters that take no room, or look like a space and are none.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{ad}' | '\u{2000}'..='\u{200f}' | '\u{2028}'..='\u{202f}' | '\u{205f}'..='\u{206f}' | '\u{3000}' | '\u{feff}')
}
