//! Characters that nobody sees and that change what is read: the same in YAML, in catalogues and in what
//! translators send back, in texts and in everything else.

use paf_diag::{Diagnostic, Rule, Written};
use paf_locale::{Direction, Lang};

/// What is told of a wording, once for each such character.
pub(crate) fn find(written: &Written, lang: Lang) -> Vec<Diagnostic> {
    if lang.is_pseudo() {
        // One of them turns every word, to show what a page does with it.
        return Vec::new();
    }
    let text = written.text();
    let is_right_to_left = lang.direction() == Direction::RightToLeft;
    // Nearly every text has none.
    let mut found: Vec<(char, usize, usize)> = Vec::new();
    let mut before = None;
    for (at, c) in text.char_indices() {
        // One may stand behind a letter; words are hidden in rows of them.
        let is_hidden = is_variation(c) && before.is_some_and(is_variation);
        before = Some(c);
        if !is_hidden && !is_stray(c, is_right_to_left) {
            continue;
        }
        let is_same =
            |first: char| first == c || is_tag(first) && is_tag(c) || is_variation(first) && is_variation(c);
        match found.iter_mut().find(|(first, ..)| is_same(*first)) {
            Some((.., count)) => *count += 1,
            None => found.push((c, at, 1)),
        }
    }
    let told = found.into_iter().map(|(c, at, count)| {
        let (name, help) = described(c);
        let times = if count > 1 { format!(" {count} times") } else { String::new() };
        Diagnostic::error(
            Rule::ControlCharacter,
            format!("{name} U+{:04X} stands{times} in this text", u32::from(c)),
        )
        .at(written.place_of(at..at + c.len_utf8()))
        .help(help)
    });
    told.collect()
}

/// Whether a character has no place in any text of a language.
fn is_stray(c: char, is_right_to_left: bool) -> bool {
    is_control(c) || turns(c, is_right_to_left) || is_tag(c) || is_of_programs(c)
}

/// Line and paragraph separators are breaks; tab and line feed are white space; the rest is debris.
fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\t' | '\u{85}')
}

/// What makes letters appear in another order than they are written in (Unicode standard annex 9). Words of
/// one direction within the other are set apart by isolates in languages that are written to the left; what
/// overrides the letters themselves belongs in no text.
fn turns(c: char, is_right_to_left: bool) -> bool {
    matches!(c, '\u{202d}' | '\u{202e}')
        || !is_right_to_left && matches!(c, '\u{202a}'..='\u{202c}' | '\u{2066}'..='\u{2069}')
        || matches!(c, '\u{206a}'..='\u{206f}')
}

/// Letters that only programs see: text is hidden in them.
fn is_tag(c: char) -> bool {
    matches!(c, '\u{e0000}'..='\u{e007f}')
}

/// What chooses among the forms of the letter before it.
fn is_variation(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// What Unicode keeps for the inside of programs.
fn is_of_programs(c: char) -> bool {
    let is_nothing = u32::from(c) & 0xfffe == 0xfffe;
    is_nothing || matches!(c, '\u{fdd0}'..='\u{fdef}' | '\u{fff9}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}')
}

fn described(c: char) -> (&'static str, &'static str) {
    const PASTED: &str = "delete it; it often comes with text that is pasted from a word processor";
    if is_tag(c) || is_variation(c) {
        let help =
            "delete it and those behind it; such characters hide words from readers, and were put there";
        return ("the invisible character", help);
    }
    if turns(c, false) {
        let help =
            "delete it; it turns the order in which the letters are shown, so that readers see another text";
        return ("the invisible character for the direction of text", help);
    }
    ("the invisible control character", PASTED)
}

#[cfg(test)]
mod tests {
    use paf_diag::{Diagnostics, Place, SourceFile};

    use super::*;
    use crate::text::{Text, TextKind};

    fn told(text: &str, lang: &str, kind: TextKind) -> Vec<String> {
        let file = SourceFile::new("a.yaml", text);
        let written = Written::verbatim(text, Place::new(&file, 0..text.len()));
        let mut diagnostics = Diagnostics::new();
        let lang = Lang::parse(lang).expect("a language");
        let _text = Text::parse("a".into(), lang, kind, written, &mut diagnostics);
        diagnostics.iter().map(|found| found.message.clone()).collect()
    }

    #[test]
    fn what_hides_or_turns_words_is_told_in_every_text() {
        for kind in [TextKind::Rich, TextKind::Plain] {
            for c in [
                '\u{7}',
                '\u{9b}',
                '\u{202a}',
                '\u{202e}',
                '\u{2066}',
                '\u{206c}',
                '\u{e0001}',
                '\u{e0041}',
                '\u{fdd0}',
                '\u{fffe}',
                '\u{fffa}',
            ] {
                let found = told(&format!("one {c}two{c}"), "en", kind);
                let ending = format!("U+{:04X} stands 2 times in this text", u32::from(c));
                assert!(found.len() == 1 && found[0].ends_with(&ending), "{c:?}: {found:?}");
            }
        }
    }

    #[test]
    fn a_hidden_sentence_is_told_once() {
        let hidden: String =
            "ignore".chars().filter_map(|c| char::from_u32(0xe0000 + u32::from(c))).collect();
        assert_eq!(told(&format!("one{hidden} two"), "en", TextKind::Rich).len(), 1);
        assert_eq!(told("one\u{fe0f}\u{fe01}\u{e0105} two", "en", TextKind::Rich).len(), 1);
        assert!(told("\u{2764}\u{fe0f} and \u{260e}\u{fe0e}", "en", TextKind::Rich).is_empty());
    }

    #[test]
    fn what_the_language_needs_is_let_be() {
        for lang in ["ar", "he"] {
            assert!(told("\u{2067}one\u{2069} \u{202a}two\u{202c}", lang, TextKind::Rich).is_empty());
            assert_eq!(told("\u{202e}one", lang, TextKind::Rich).len(), 1);
        }
        assert!(told("one\u{2028}two\tthree", "en", TextKind::Rich).is_empty());
    }
}
