//! What goes wrong on the way through translators' programs.

use paf_diag::{Diagnostics, Place, SourceFile, Written};
use paf_translate::State;
use paf_translate::exchange::slips;

use super::{lang, listed, rich};

/// What is said of a translation.
fn said(source: &str, target: &str) -> Vec<String> {
    let source = rich(source, "", State::Missing).text();
    let file = SourceFile::new("de.po", target);
    let written = Written::verbatim(target, Place::new(&file, 0..target.len()));
    let mut diagnostics = Diagnostics::new();
    let text = source.reworded(lang("de"), written, &mut diagnostics);
    slips(&text, &source, &mut diagnostics);
    listed(&diagnostics)
}

#[test]
fn sentences_that_touch() {
    let found = said("One. Two.", "Eins.Zwei. Drei");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].starts_with("1:4 warning: two sentences of the translation of `k` touch: `s.Zw`"),
        "{found:?}"
    );
    for fine in [
        "Eins. Zwei.",
        "Siehe example.eu und a.b",
        "z.B. so",
        "U.S.A. hier",
        "x@Example.Eu ist",
        "„Eins.“ Zwei",
    ] {
        assert_eq!(said("One. Two.", fine), Vec::<String>::new(), "{fine}");
    }
    assert_eq!(said("One.Two.", "Eins.Zwei."), Vec::<String>::new());
}

#[test]
fn braces_that_are_typed() {
    let found = said("The version", "Die \\{version}");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].starts_with("1:5 warning: `{version}` is typed as words in the translation of `k`"),
        "{found:?}"
    );
    for (source, fine) in
        [("A \\{version}", "Eine \\{version}"), ("{version}", "{version}"), ("a", "a \\{ b"), ("a", "\\{}")]
    {
        assert_eq!(said(source, fine), Vec::<String>::new(), "{fine}");
    }
}

#[test]
fn tags_that_are_typed() {
    for (target, tag) in [
        ("Das <b>Wort</b>", "<b>"),
        ("Das </g>Wort", "</g>"),
        ("Das <x id=\"1\"/> Wort", "<x id=\"1\"/>"),
        ("Das&nbsp;Wort", "&nbsp;"),
        ("Das &#160;Wort", "&#160;"),
    ] {
        let found = said("The word", target);
        // What the marks of content tell of is not told twice.
        let is_told = |line: &String| {
            line.contains(&format!("`{tag}` is typed as words")) || line.contains("is a mark of")
        };
        assert!(found.len() == 1 && found.iter().all(is_told), "{found:?}");
    }
    for fine in ["a < b und c > d", "R&D; gut", "Müller & Söhne; so", "<", "a <= b >"] {
        let found = said("The word", fine);
        assert!(fine == "R&D; gut" || found.is_empty(), "{fine}: {found:?}");
    }
    assert_eq!(said("The <b> tag", "Das Zeichen <b>"), Vec::<String>::new());
}

#[test]
fn paragraphs_within_a_text() {
    let found = said("One. Two.", "Eins.\n\nZwei.");
    assert!(found.len() == 1 && found[0].contains("is broken into lines"), "{found:?}");
    assert_eq!(said("One.\nTwo.", "Eins.\nZwei."), Vec::<String>::new());
}
