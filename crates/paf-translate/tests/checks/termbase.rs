//! Reading of termbases, and what is said of mistakes in them.

use paf_diag::{Diagnostics, SourceFile};
use paf_translate::termbase::Termbase;

const IDS: [&str; 3] = ["cell-therapy", "cytokine", "hta"];

fn read(text: &str) -> (Termbase, Vec<String>) {
    let mut diagnostics = Diagnostics::new();
    let termbase = Termbase::read(&SourceFile::new("de.terms.yaml", text), &IDS, &mut diagnostics);
    let line = |diagnostic: &paf_diag::Diagnostic| {
        let place = &diagnostic.primary.as_ref().expect("a mistake has a place").place;
        let start = place.start();
        let at = format!("{}:{} {}", start.line, start.column, diagnostic.message);
        format!("{at} [{}] -> {}", place.text(), diagnostic.help.join("; "))
    };
    (termbase, diagnostics.sorted().iter().map(line).collect())
}

#[track_caller]
fn says(text: &str, expected: &[&str]) {
    assert_eq!(read(text).1, expected);
}

#[test]
fn forms_are_read_with_their_places() {
    let text = "cytokine:\n  use: [zytokin*, \"Botenstoff\"]\n  not: [cytokin*]\nhta: {use: [bewertung]}\n";
    let (termbase, said) = read(text);
    assert_eq!(said, [""; 0]);
    let forms = termbase.get("cytokine").expect("it is there");
    let used: Vec<&str> = forms.used.iter().map(|form| form.text()).collect();
    assert_eq!(used, ["zytokin*", "Botenstoff"]);
    assert_eq!(forms.rejected[0].text(), "cytokin*");
    assert_eq!(forms.rejected[0].place().text(), "cytokin*");
    assert!(termbase.get("cell-therapy").is_none());
    assert_eq!(termbase.iter().map(|(id, _)| id).collect::<Vec<_>>(), ["cytokine", "hta"]);
    assert!(!termbase.is_empty() && Termbase::empty().is_empty());
}

#[test]
fn json_is_read_too() {
    let (termbase, said) = read("{\n \"hta\": {\"use\": [\"bewertung*\"], \"not\": []}\n}");
    assert_eq!(said, [""; 0]);
    assert!(termbase.get("hta").is_some());
}

#[test]
fn unknown_ids() {
    says(
        "cytokin: {use: [zytokin*]}\n",
        &["1:1 the glossary has no term `cytokin` [cytokin] -> did you mean `cytokine`?"],
    );
    says(
        "zebra: {use: [zebra]}\n",
        &["1:1 the glossary has no term `zebra` [zebra] -> write one of: cell-therapy, cytokine, hta"],
    );
}

#[test]
fn wrong_types() {
    says(
        "- cytokine\n",
        &[
            "1:1 a termbase is a map of term ids to forms [] -> write a term's id, and below it `use:` and `not:` with lists of forms",
        ],
    );
    says(
        "hta: bewertung\n",
        &[
            "1:6 the term `hta` has a text instead of its forms [bewertung] -> write `use:` and `not:`, each with a list of forms",
        ],
    );
    says(
        "hta: {use: bewertung}\n",
        &[
            "1:12 `use` of the term `hta` is a text, and must be a list of forms [bewertung] -> write `use: [bewertung]`",
        ],
    );
    says(
        "hta: {used: [bewertung]}\n",
        &["1:7 the term `hta` has no key `used` [used] -> did you mean `use`?"],
    );
    says(
        "hta: {use: [12, true]}\n",
        &[
            "1:13 a form of the term `hta` is a number, and must be a text [12] -> put the form in quotation marks",
            "1:17 a form of the term `hta` is true or false, and must be a text [true] -> put the form in quotation marks",
        ],
    );
}

#[test]
fn empty_forms() {
    says(
        "hta: {use: [\"\", \"*\"], not:}\n",
        &[
            "1:13 a form of the term `hta` is empty [\"\"] -> write a word, with `*` for its endings, or remove it",
            "1:17 a form of the term `hta` is empty [\"*\"] -> write a word, with `*` for its endings, or remove it",
        ],
    );
}

#[test]
fn a_form_is_used_or_rejected() {
    says(
        "hta: {use: [bewertung*], not: [Bewertung*]}\n",
        &[
            "1:32 `Bewertung*` is both used and rejected for `hta` [Bewertung*] -> remove it from one of the two lists",
        ],
    );
    let (termbase, _) = read("hta: {use: [bewertung*], not: [Bewertung*, test]}\n");
    let forms = termbase.get("hta").expect("it is there");
    assert_eq!((forms.used.len(), forms.rejected.len()), (1, 1));
}

#[test]
fn twice_the_same_term() {
    let (termbase, said) = read("hta: {use: [a1]}\nhta: {use: [b1]}\n");
    assert_eq!(said.len(), 1, "{said:?}");
    assert_eq!(termbase.get("hta").expect("the first").used[0].text(), "a1");
}

#[test]
fn a_termbase_of_nothing_but_comments_is_empty() {
    assert_eq!(read("# nothing yet\n").1.len(), 1);
    assert!(read("null\n").0.is_empty());
}
