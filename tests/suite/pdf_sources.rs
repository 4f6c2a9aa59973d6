//! A target's Typst project, written with `--sources`, makes the same pages without paf.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use paf_build::{Disk, Output, Selection, Settings};
use paf_locale::Date;
use paf_model::files::{Files, Memory};
use paf_template::{Generated, SourceMap};
use paf_typeset::{Medium, PdfSettings, Project, Typeset, Typesetter, pdf};

use crate::pdf_framework::{Built, for_the_screen, settings, shipped_framework, shown, small};

/// A project as it lies on disk, and nothing that paf knew when it wrote it.
pub(crate) fn read(folder: &Path) -> (Project, Arc<dyn Files>) {
    let disk = Disk::new(folder.parent().expect("the folder is in another one"));
    let name = folder.file_name().and_then(|name| name.to_str()).expect("the folder has a name");
    let mut files = Memory::default();
    for path in disk.list(name).expect("the project can be listed") {
        let bytes = disk.read(&path).expect("the file can be read");
        files.insert(path[name.len() + 1..].to_owned(), bytes);
    }
    let main = files.0.get("main.typ").expect("the project has a main file");
    let text = String::from_utf8(main.to_vec()).expect("the main file is text");
    let own: BTreeMap<String, Arc<[u8]>> =
        files.0.iter().map(|(p, bytes)| (p.clone(), Arc::clone(bytes))).collect();
    // The date that the README tells people to give to Typst.
    let readme = String::from_utf8(files.0["README.md"].to_vec()).expect("the README is text");
    let date = readme.split("date -u -d ").nth(1).and_then(|rest| rest.split(' ').next()).expect("a date");
    let date = Date::parse(date).expect("a date");
    (
        Project {
            main: Generated { text, map: SourceMap::default(), unfilled: Vec::new(), compared: false },
            files: own,
            date,
        },
        Arc::new(files),
    )
}

/// The pages of a project.
pub(crate) fn typeset(folder: &Path) -> (Project, Typesetter, Typeset) {
    let (project, files) = read(folder);
    let typesetter = Typesetter::new(files).unwrap_or_else(|error| panic!("{error:?}"));
    let typeset = typesetter.typeset(&project);
    assert!(typeset.document.is_some(), "{}", shown(&typeset.diagnostics));
    (project, typesetter, typeset)
}

fn makes_the_same(files: &Memory, selection: &Selection) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let with_sources = Settings { sources: Some(Output::new(folder.path())), ..settings() };
    let built = Built::some(files, selection, &with_sources);
    for (target, _) in &built.report.outcomes {
        let (project, typesetter, typeset) = typeset(&folder.path().join(target.stem()));
        let document = typeset.document.expect("there are pages");
        let made = PdfSettings {
            ident: format!(
                "{}/{}/{}/{}/{}",
                target.framework,
                target.document,
                target.edition,
                target.lang,
                target.profile.as_str()
            ),
            creator: built.manifest().generator,
            date: project.date,
            medium: Medium::Screen,
        };
        let again = pdf(&typesetter, &project, &document, &made);
        let again = again.unwrap_or_else(|errors| panic!("{}", shown(&errors)));
        // The same bytes are the same pages, tags, bookmarks and data.
        assert!(again == built.bytes(&target.path()), "{target} differs when its sources are compiled");
    }
}

#[test]
fn sources_of_small_targets_make_the_same_bytes() {
    makes_the_same(&small(), &for_the_screen());
}

#[test]
fn sources_under_another_name_do_not_print_the_texts_of_the_main_file() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let only = |word: &str| vec![word.to_owned()];
    let selection = Selection { documents: only("leaflet"), languages: only("en"), ..for_the_screen() };
    let with_sources = Settings { sources: Some(Output::new(folder.path())), ..settings() };
    let built = Built::some(&shipped_framework(), &selection, &with_sources);
    let (target, _) = built.report.outcomes.first().expect("it has a target");
    let (mut project, files) = read(&folder.path().join(target.stem()));
    let variant = project.main.text.replace("immune system", "IMMUNE SYSTEM");
    assert_ne!(variant, project.main.text);
    project.files.insert("variant.typ".to_owned(), variant.as_bytes().into());
    project.main.text = project.main.text.replace("{ leaflet(texts) }", "{ include \"/variant.typ\" }");
    let typesetter = Typesetter::new(files).unwrap_or_else(|error| panic!("{error:?}"));
    let told = shown(&typesetter.typeset(&project).diagnostics);
    assert!(told.contains("the texts are read from /main.typ"), "{told}");
}

#[test]
fn sources_of_a_shipped_leaflet_make_the_same_bytes() {
    let only = |word: &str| vec![word.to_owned()];
    let selection = Selection {
        documents: only("leaflet"),
        languages: only("el"),
        profiles: vec!["screen".to_owned()],
        ..Selection::default()
    };
    makes_the_same(&shipped_framework(), &selection);
}
