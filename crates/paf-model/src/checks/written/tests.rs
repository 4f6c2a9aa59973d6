//! What is pasted from word processors into texts and names, and what is to be written.

use crate::trial::{line, said_of};

/// What is said of a name in `partners.yaml`, and of the same words in a text.
fn said(words: &str) -> [Vec<String>; 2] {
    let quoted = format!("\"{}\"", words.replace('\\', "\\\\").replace('"', "\\\""));
    let name = said_of("partners.yaml", format!("organisations:\n  - id: a\n    name: {quoted}\n"));
    let text = said_of("partners.yaml", format!("title: Partners\nlead: {quoted}\norganisations: []\n"));
    [name, text].map(|found| found.iter().map(line).collect())
}

#[test]
fn what_a_word_processor_leaves_is_told_with_the_words_to_write() {
    for (words, rule, right) in [
        ("Euro\u{ad}pean Institute", "letter-form", "European Institute"),
        ("Euro\u{200b}pean Institute", "letter-form", "European Institute"),
        ("Euro\u{200d}pean Insti\u{200d}tute", "letter-form", "European Institute"),
        ("\u{feff}European Institute", "letter-form", "European Institute"),
        ("European  Institute of Health", "spacing", "European Institute"),
        ("European\tInstitute of Health", "spacing", "European Institute"),
        ("European Institute ", "spacing", "European Institute"),
        (" European Institute", "spacing", "European Institute"),
        ("Institute of\u{a0}Health", "spacing", "Institute of Health"),
        ("Health , Institute", "spacing", "Health, Institute"),
        ("The \"Hope\" Institute", "quotation-marks", "The ‘Hope’ Institute"),
        ("The «Hope» Institute", "quotation-marks", "The ‘Hope’ Institute"),
        ("The „Hope“ Institute", "quotation-marks", "The ‘Hope’ Institute"),
        ("Patients' Association", "quotation-marks", "Patients’ Association"),
        ("Rene\u{301} Example", "letter-form", "René Example"),
        ("O\u{fb03}ce for Health", "letter-form", "Office for"),
        ("E\u{0441}PC and others", "look-alike", "EcPC and"),
        ("\u{0410}CME Institute", "look-alike", "ACME Institute"),
        ("and so on...", "letter-form", "so on…"),
        ("• Example Institute", "typed-list", "Example Institute"),
        ("- Example Institute", "typed-list", "Example Institute"),
        ("– Example Institute", "typed-list", "Example Institute"),
    ] {
        for (found, number) in said(words).into_iter().zip([3, 2]) {
            let is_told =
                found.iter().all(|line| line.starts_with(&format!("partners.yaml:{number} warning ")))
                    && found.iter().any(|line| {
                        line.contains(&format!(" {rule}: ")) && line.contains(&format!("write `{right}"))
                    });
            assert!(is_told, "{words:?}: {found:#?}, and not `{right}`");
        }
    }
}

#[test]
fn what_is_meant_so_is_not_told() {
    for words in [
        "European Patients’ Association",
        "The ‘Hope’ Institute",
        "Regulation (EU)\u{a0}No\u{a0}536/2014",
        "on 31\u{a0}January 2025",
        "Recommendation\u{a0}3",
        "Dr\u{a0}Example",
        "J.\u{a0}Example",
        "Łódź, Kraków and Besançon",
        "Brussels • Paris",
        "the study (1) and the trial (2)",
        "20 years, 50\u{a0}% of all",
        "in Phase 1. In Phase 2. And so on",
        "a well-known one – and another",
    ] {
        let found = said(words);
        assert_eq!(found, [const { Vec::<String>::new() }; 2], "{words:?}");
    }
}

#[test]
fn a_name_in_another_script_is_one() {
    for name in ["Ελληνική Εταιρεία", "Болгарско дружество", "המכון"] {
        let [found, _] = said(name);
        assert_eq!(found, [""; 0], "{name}");
    }
}

/// What is said of the only block of a report.
fn said_of_block(block: &str) -> Vec<String> {
    let report =
        format!("summary:\n  title: Summary\n  body:\n    - {block}\nrecommendations: {{title: All}}\n");
    said_of("report.yaml", report).iter().map(line).collect()
}

#[test]
fn a_list_that_was_typed_is_told_with_the_block_to_write() {
    for (text, kind) in [
        ("• One • Two • Three", "list"),
        ("- One\\n- Two\\n- Three", "list"),
        ("We ask: • One • Two • Three", "list"),
        ("1. One 2. Two 3. Three", "steps"),
        ("1) One 2) Two 3) Three", "steps"),
    ] {
        let block = format!("{{id: a, kind: text, text: \"{text}\"}}");
        let found = said_of_block(&block);
        let shown = format!("`{{id: …, kind: {kind}, items: {{a: \"One\", b: \"Two\", c: \"Three\"}}}}`");
        assert!(found.len() == 1 && found[0].ends_with(&shown), "{text}: {found:#?}");
    }
    for item in ["• One", "1. One", "(1) One", "- One"] {
        let block = format!("{{id: a, kind: list, items: {{a: \"{item}\"}}}}");
        let found = said_of_block(&block);
        assert!(found.len() == 1 && found[0].ends_with("write `One`"), "{item}: {found:#?}");
    }
}

#[test]
fn titles_of_references_may_be_in_any_language() {
    let reference = |title: &str| {
        let references = format!("a: {{type: Web, title: {title:?}, author: \"Example, A.\"}}\n");
        let found = said_of("references.yaml", references);
        found.iter().map(line).filter(|line| !line.contains("uncited")).collect::<Vec<_>>()
    };
    for title in ["« Vivre » : un guide ?", "„Leben“ – ein Ratgeber", "Ο καρκίνος"] {
        assert_eq!(reference(title), [""; 0], "{title}");
    }
    for title in ["A  guide", "A gui\u{ad}de", "A \"guide\""] {
        assert!(!reference(title).is_empty(), "{title}");
    }
}

#[test]
fn a_remark_above_waives_a_check_for_one_line() {
    let list = |remark: &str| {
        let partners = format!(
            "organisations:\n  - id: a\n    {remark}\n    name: The «Hope» Institute\n  - {{id: b, name: B}}\n"
        );
        said_of("partners.yaml", partners).iter().map(line).collect::<Vec<_>>()
    };
    assert_eq!(list("# as it writes itself\n    # allow: quotation-marks"), [""; 0]);
    assert_eq!(list("# allow: content::quotation-marks"), [""; 0]);
    assert_eq!(list("# the name").len(), 2);
    let idle = list("# allow: quotation-marks, spacing");
    assert!(
        idle.len() == 1
            && idle[0].starts_with("partners.yaml:3 warning waiver: this remark waives `spacing`")
    );
    let unknown = list("# allow: quotation-mark");
    assert!(unknown[0].contains("no check has the name `quotation-mark`"), "{unknown:#?}");
    assert!(unknown[0].ends_with("did you mean `quotation-marks`?"));
}

#[test]
fn a_waiver_within_a_text_is_a_text() {
    let partners = "title: Partners\nlead: |\n  One\n  # allow: spacing\n  two  three.\norganisations: []\n";
    let found: Vec<String> = said_of("partners.yaml", partners).iter().map(line).collect();
    let spacing: Vec<&String> = found.iter().filter(|line| !line.contains("near-mark")).collect();
    assert!(spacing.len() == 1 && spacing[0].starts_with("partners.yaml:5 warning spacing"), "{found:#?}");
}
