use super::*;
use crate::files::Memory;

fn told(names: &[&str]) -> Vec<String> {
    let paths: Vec<String> = names.iter().map(|name| format!("framework/{name}")).collect();
    let mut diagnostics = Diagnostics::new();
    report(&Memory::default(), &paths, &[], &mut diagnostics);
    diagnostics.iter().map(|found| found.help.join("; ")).collect()
}

#[test]
fn what_is_read_or_nobodys_mistake_is_not_told() {
    let names = [
        "framework.yaml",
        "LICENSE.md",
        "README.md",
        ".DS_Store",
        "recommendations/a.yaml",
        "recommendations/.a.yaml.swp",
        "recommendations/a.yaml~",
        "recommendations/~$draft.docx",
        "recommendations/#a.yaml#",
        "figures/a.yaml",
        "figures/a.svg",
        "locales/de.po",
        "locales/de.po~",
        "locales/de.ledger.yaml",
        "locales/de.terms.yaml",
        "locales/minor-changes.yaml",
        ".schema/framework.json",
        "editions/at/edition.yaml",
        "editions/at/locales/de.po",
    ];
    assert_eq!(told(&names), Vec::<String>::new());
}

#[test]
fn what_looks_like_content_is_told_with_its_right_name() {
    for (name, help) in [
        ("partners.yml", "rename it to `framework/partners.yaml`"),
        ("Partners.yaml", "rename it to `framework/partners.yaml`"),
        ("partners.yaml.txt", "rename it to `framework/partners.yaml`"),
        ("recommendations/new.yml", "rename it to `framework/recommendations/new.yaml`"),
        ("recommendations/New one.YAML", "rename it to `framework/recommendations/new-one.yaml`"),
        ("recommendations/new.yaml.txt", "rename it to `framework/recommendations/new.yaml`"),
        (
            "recommendations/sub/new.yaml",
            "folders within recommendations/ are not read: move it to `framework/recommendations/new.yaml`",
        ),
        ("editions/be/edition.yml", "rename it to `framework/editions/be/edition.yaml`"),
        ("locales/de.terms.yml", "rename it to `framework/locales/de.terms.yaml`"),
        ("locales/de.po.txt", "rename it to `framework/locales/de.po`"),
        ("editions/be.yaml", "move it to `framework/editions/be/edition.yaml`"),
        (
            "editions/be/locales/nl.po",
            "`framework/editions/be` is an edition once it has an `edition.yaml`: add one, or move the folder \
             out of framework/",
        ),
    ] {
        assert_eq!(told(&[name]), [help], "{name}");
    }
    for name in ["members.csv", "recommendations/draft.docx", "logos/list.xlsx", "editions/at/x.odt"] {
        assert_eq!(told(&["editions/at/edition.yaml", name]).len(), 1, "{name}");
    }
}

#[test]
fn a_file_that_is_there_is_never_to_be_overwritten() {
    let help = |meant: &str| {
        format!(
            "`framework/{meant}` is the file that is read: write into it what is only in this one, and delete this one"
        )
    };
    for (there, name) in [
        ("partners.yaml", "partners.yml"),
        ("recommendations/new.yaml", "recommendations/new.yaml.txt"),
        ("recommendations/new.yaml", "recommendations/old/new.yaml"),
        ("editions/at/edition.yaml", "editions/at/Edition.yml"),
    ] {
        assert_eq!(told(&[there, name]), [help(there)], "{name}");
    }
}

#[test]
fn a_folder_without_an_edition_is_told_once_whatever_a_system_left_in_it() {
    let names = ["editions/be/.DS_Store", "editions/be/locales/fr.po", "editions/be/locales/nl.po"];
    assert_eq!(told(&names).len(), 1);
}

#[test]
fn the_files_that_describe_templates_are_looked_at_too() {
    for (path, meant) in [
        ("templates/poster/document.yml", "templates/poster/document.yaml"),
        ("templates/theme/labels.yaml.txt", "templates/theme/labels.yaml"),
        ("templates/site/Labels.yml", "templates/site/labels.yaml"),
    ] {
        let mut diagnostics = Diagnostics::new();
        let templates = [path.to_owned(), "templates/report/document.yaml".to_owned()];
        report(&Memory::default(), &[], &templates, &mut diagnostics);
        let told: Vec<String> = diagnostics.iter().map(|found| found.help.join("; ")).collect();
        assert_eq!(told, [format!("rename it to `{meant}`")], "{path}");
    }
}

#[test]
fn what_editors_and_systems_leave_behind_is_let_be() {
    let names = [
        "Thumbs.db",
        "recommendations/desktop.ini",
        "recommendations/a.yaml.bak",
        "recommendations/a.yaml.orig",
        "recommendations/a.yaml.swp",
        "recommendations/a.yaml.old",
        "~WRL0001.tmp",
        "__MACOSX/recommendations/._a.yaml",
        "recommendations/README.md",
        "recommendations/notes.txt",
        "drafts/README",
        ".git/config",
    ];
    assert_eq!(told(&names), Vec::<String>::new());
}

#[test]
fn a_folder_with_another_name_is_told_with_its_right_one() {
    for (name, meant) in [
        ("recommendation/a.yaml", "recommendations/a.yaml"),
        ("Recommendations/a.yaml", "recommendations/a.yaml"),
        ("figure/a.svg", "figures/a.svg"),
        ("Editions/at/edition.yaml", "editions/at/edition.yaml"),
        ("locale/de.po", "locales/de.po"),
        ("de.po", "locales/de.po"),
    ] {
        assert_eq!(told(&[name]), [format!("move it to `framework/{meant}`")], "{name}");
    }
    let both = told(&["recommendations/a.yaml", "Recommendations/a.yaml"]);
    assert!(
        both.len() == 1 && both[0].starts_with("`framework/recommendations/a.yaml` is the file that is read")
    );
    for name in
        ["recommendations/a.md", "recommendations/a.txt", "de.xliff", "locales/fr.tmx", "logos/a.yaml"]
    {
        assert_eq!(told(&[name]).len(), 1, "{name}");
    }
    assert_eq!(told(&["locales/DE.PO"]), ["rename it to `framework/locales/de.po`"]);
}

/// What is said of a file that is laid into a small framework.
fn said(path: &str, text: &str) -> Vec<String> {
    let mut files = crate::trial::framework();
    files.insert(path, text.as_bytes());
    crate::load(&files).diagnostics.sorted().iter().map(crate::trial::line).collect()
}

const RECOMMENDATION: &str = "number: 2\ntitle: B\nask: B.\nshort: B.\n";

#[test]
fn content_in_another_folder_is_told_by_what_it_holds() {
    for (path, text, meant) in [
        ("framework/Testing.yaml", RECOMMENDATION, "framework/recommendations/testing.yaml"),
        ("framework/logos/b.yaml", RECOMMENDATION, "framework/recommendations/b.yaml"),
        ("framework/figures/b.yaml", RECOMMENDATION, "framework/recommendations/b.yaml"),
        ("framework/path.yaml", "title: A\nalt: B\n", "framework/figures/path.yaml"),
        ("framework/recommendations/path.yaml", "title: A\nalt: B\n", "framework/figures/path.yaml"),
        ("framework/recommendations/partners.yaml", "organisations: []\n", "framework/partners.yaml"),
        ("recommendations/b.yaml", RECOMMENDATION, "framework/recommendations/b.yaml"),
        ("partners.yaml", "organisations: []\n", "framework/partners.yaml"),
    ] {
        let found = said(path, text);
        let help = format!("move it to `{meant}`");
        let place = format!("{}:1 ", path.trim_start_matches("framework/"));
        let is_told =
            |line: &String| line.starts_with(&place) && line.contains("unknown: ") && line.ends_with(&help);
        assert!(found.iter().any(is_told), "{path}: {found:#?}");
        assert!(!found.iter().any(|line| line.contains("missing-key")), "{path}: {found:#?}");
    }
    // Other programs have files of these names, too.
    assert_eq!(said("report.yaml", "steps: []\n"), [""; 0]);
}

#[test]
fn a_file_that_cannot_be_an_id_is_told_with_the_name_to_give_it() {
    for (name, helps) in [
        (
            "Testing",
            "rename it to `framework/recommendations/testing.yaml`: lower-case letters, digits and hyphens",
        ),
        (
            "a (1)",
            "delete it if it is a copy of `a.yaml`; rename it to `framework/recommendations/a-1.yaml`: ",
        ),
        (
            "Copy of a",
            "delete it if it is a copy of `a.yaml`; rename it to `framework/recommendations/copy-of-a.yaml`",
        ),
        (
            "a - Copy",
            "delete it if it is a copy of `a.yaml`; rename it to `framework/recommendations/a-copy.yaml`",
        ),
    ] {
        let found = said(&format!("framework/recommendations/{name}.yaml"), RECOMMENDATION);
        let is_told =
            found.len() == 1 && found[0].contains("bad-id") && found[0].contains(&format!("-> {helps}"));
        assert!(is_told, "{name}: {found:#?}");
    }
    let mut files = crate::trial::framework();
    files.insert("framework/figures/b.yaml", *b"title: A\nalt: B\n");
    files.insert("framework/figures/B.SVG", *b"<svg/>");
    let found: Vec<String> =
        crate::load(&files).diagnostics.sorted().iter().map(crate::trial::line).collect();
    assert!(
        found[0].ends_with("rename `framework/figures/B.SVG` to `framework/figures/b.svg`"),
        "{found:#?}"
    );
}

#[test]
fn whatever_is_not_read_is_told() {
    let read = |name: &str| format!("rename it to `framework/recommendations/{name}.yaml`");
    for name in [
        "x.yaml ",
        "x.yaml.",
        "x.yam",
        "x.yaml (1)",
        "x.yaml copy",
        "x.yaml.part",
        "x.yaml_",
        "x.yaml.2",
        "x.yaml.yaml",
    ] {
        assert_eq!(told(&[&format!("recommendations/{name}")]), [read("x")], "{name}");
        let there = told(&["recommendations/x.yaml", &format!("recommendations/{name}")]);
        let help = "`framework/recommendations/x.yaml` is the file that is read: ";
        assert!(there.len() == 1 && there[0].starts_with(help), "{name}: {there:?}");
        assert_eq!(said(&format!("framework/recommendations/{name}"), RECOMMENDATION).len(), 1, "{name}");
        assert_eq!(told(&[&format!("figures/{name}")]).len(), 1, "{name}");
        assert_eq!(told(&[&name.replace('x', "partners")]), ["rename it to `framework/partners.yaml`"]);
    }
    for name in [
        "recommendations/x",
        "recommendations/(1)",
        "recommendations/notes.docx",
        "editions/at/notes.docx",
        "editions/at/x",
        "editions/at/x.yaml (1)",
        "editions/x",
        "ideas",
        "ideas.txt",
    ] {
        assert_eq!(told(&["editions/at/edition.yaml", name]).len(), 1, "{name}");
    }
    for name in
        ["figures/x", "figures/x.svg ", "figures/notes.docx", "logos/x", "logos/x.svg ", "logos/x.docx"]
    {
        assert_eq!(said(&format!("framework/{name}"), "x").len(), 1, "{name}");
    }
}
