//! What the documents say of files that paf writes, and of what it says, is so.

use std::collections::BTreeSet;

use paf_build::{FileState, Selection};
use serde_json::Value;

use super::commands::left;
use super::{blocks, read, rows, section, spans, without_translations};
use crate::cases::sandbox::files_below;
use crate::pdf_framework::{ROOT, prepared, reword, shown};

/// A file that the commands of the documents left.
fn text(path: &str) -> &'static str {
    left().files.get(path).unwrap_or_else(|| panic!("no command of the documents wrote {path}"))
}

#[test]
fn the_manifest_has_the_keys_that_are_told_and_no_other() {
    let page = read("docs/architecture.md");
    let rows = rows(section(&page, "What a build leaves"));
    let told: BTreeSet<&str> = rows.iter().flat_map(|row| spans(&row[0])).collect();
    let manifest: Value = serde_json::from_str(text("output/manifest.json")).expect("it is JSON");
    let targets = manifest["targets"].as_array().expect("targets");
    let keys: BTreeSet<&str> =
        targets.iter().filter_map(Value::as_object).flatten().map(|(key, _)| key.as_str()).collect();
    assert_eq!(told, keys);
    let of = |key: &str| &rows.iter().find(|row| spans(&row[0]).contains(&key)).expect("a row")[1];
    let states = [FileState::Current, FileState::Unchecked, FileState::Outdated];
    let states = states.map(|state| serde_json::to_string(&state).expect("it is a word").replace('"', ""));
    assert_eq!(spans(of("state")), states);
    let below = |key: &str| targets.iter().find_map(|target| target.get(key)).expect("it is there");
    let beside = below("beside")[0].as_object().expect("a map");
    let translation = below("translation").as_object().expect("a map");
    for (row, found) in [("beside", beside), ("translation", translation)] {
        let told = spans(of(row));
        let lacking: Vec<_> = found.keys().filter(|key| !told.contains(&key.as_str())).collect();
        assert!(lacking.is_empty(), "docs/architecture.md does not tell of {lacking:?} in `{row}`");
    }
    // README tells the same in a sentence.
    let readme = read("README.md");
    assert!(
        readme.contains("`output/manifest.json` lists each PDF with its size, pages, SHA-256, standards")
    );
}

/// The standards that docs/templates.md and docs/printing.md name for each profile.
#[test]
fn the_standards_are_those_of_the_manifest() {
    let manifest: Value = serde_json::from_str(text("output/manifest.json")).expect("it is JSON");
    let standards = |profile: &str| -> Vec<&str> {
        let of_it = |target: &&Value| target["profile"] == profile;
        let targets = manifest["targets"].as_array().expect("targets");
        let target = targets.iter().find(of_it).expect("such a target was made");
        target["standards"].as_array().expect("a list").iter().filter_map(Value::as_str).collect()
    };
    let page = read("docs/templates.md");
    let (screen, press) = (standards("screen"), standards("press"));
    let said = format!(
        "Every PDF for the screen is made to {}, every press file to {}, {} and {}",
        screen.join(" and "),
        press[0],
        press[1],
        press[2]
    );
    assert!(page.contains(&said), "docs/templates.md should say “{said}”");
    assert!(read("docs/printing.md").contains(&format!("It is built to {} ", press[0])));
}

#[test]
fn the_module_of_a_target_has_the_names_that_are_told() {
    let module =
        left().files.iter().find(|(path, _)| path.starts_with("typst/") && path.ends_with("/target.typ"));
    let (_, module) = module.expect("`--sources` wrote a project");
    let names = module.lines().filter_map(|line| line.strip_prefix("#let ")?.split(' ').next());
    let page = read("docs/templates.md");
    let line = page.lines().find(|line| line.starts_with("- `/target.typ` with ")).expect("a line");
    let told = spans(line);
    let lacking: Vec<_> = names.clone().filter(|name| !told.contains(name)).collect();
    assert!(lacking.is_empty(), "docs/templates.md does not tell of {lacking:?} in /target.typ");
    let brand = read("templates/theme/brand.typ");
    let import = brand.lines().find(|line| line.starts_with("#import \"/target.typ\"")).expect("an import");
    assert!(import.split([':', ',']).skip(1).all(|name| {
        let name = name.split(" as ").next().unwrap_or_default();
        names.clone().any(|known| known == name.trim())
    }));
}

#[test]
fn sources_are_whole_projects() {
    let project = "typst/immuno-oncology-report-eu-en/";
    for path in [
        "main.typ",
        "README.md",
        "fonts/source-sans-3/LICENSE.md",
        "templates/theme/brand.typ",
        "immuno-oncology.json",
    ] {
        assert!(left().files.contains_key(&format!("{project}{path}")), "{project} has no {path}");
    }
    assert!(text(&format!("{project}README.md")).contains("typst compile "), "no command of stock Typst");
}

#[test]
fn files_have_the_names_that_are_told() {
    let files = &left().files;
    let page = read("docs/printing.md");
    for ending in ["-press.pdf", "-press-ticket.pdf"] {
        assert!(page.contains(&format!("`…{ending}`")), "docs/printing.md names no {ending}");
        assert!(files.contains_key(&format!("output/eu/de/immuno-oncology-leaflet-eu-de{ending}")));
    }
    let readme = read("README.md");
    let report = "output/eu/en/immuno-oncology-report-eu-en.pdf";
    assert!(readme.contains(&format!("`{report}`")) && files.contains_key(report));
    for path in ["output/.paf/lock", "framework/.schema/report.json", "my-framework/README.md"] {
        assert!(files.contains_key(path), "there is no {path}");
    }
    assert!(files.keys().any(|path| path.starts_with("output/.paf/targets/")));
}

#[test]
fn the_first_line_of_each_file_leads_editors_to_its_schema() {
    let framework = files_below(&std::path::Path::new(ROOT).join("framework"));
    let mut found = 0;
    for (path, bytes) in framework.iter().filter(|(path, _)| path.ends_with(".yaml")) {
        // Hayagriva and the termbases have none.
        if path == "references.yaml" || path.starts_with("locales/") {
            continue;
        }
        let text = String::from_utf8_lossy(bytes);
        let first = text.lines().next().unwrap_or_default();
        let schema = first.strip_prefix("# yaml-language-server: $schema=");
        let schema = schema.unwrap_or_else(|| panic!("framework/{path} begins with `{first}`"));
        let depth = path.matches('/').count();
        let below =
            schema.strip_prefix(&"../".repeat(depth)).unwrap_or_else(|| panic!("framework/{path}: {schema}"));
        assert!(left().files.contains_key(&format!("framework/{below}")), "`paf schema` wrote no {below}");
        found += 1;
    }
    assert!(found > 10);
}

#[test]
fn the_error_of_the_readme_is_what_paf_says() {
    let readme = read("README.md");
    let shown_there: Vec<&str> = blocks(&readme)
        .into_iter()
        .filter(|(language, _)| *language == "text")
        .map(|(_, block)| block)
        .collect();
    let [error] = shown_there[..] else { panic!("README.md shows one error, and a test makes it") };
    let mut files = without_translations();
    let right = "actors: [health-systems, professional-societies]";
    reword(
        &mut files,
        "framework/recommendations/testing.yaml",
        right,
        &right.replace("professional", "profesional"),
    );
    let (_, told) = paf_build::prepare(&files);
    let told = shown(&told);
    assert!(told.contains(error.trim_end()), "paf says\n{told}");
    let place = error.split("--> ").nth(1).and_then(|rest| rest.lines().next()).expect("a place");
    assert!(read("CONTRIBUTING.md").contains(&format!("`{place}`")), "CONTRIBUTING.md has another place");
}

#[test]
fn the_code_of_a_country_is_told_with_that_of_the_language() {
    assert!(read("README.md").contains("for `gr`, which is the country’s, it names `el`"));
    let mut files = without_translations();
    reword(&mut files, "framework/framework.yaml", "languages: [bg, ", "languages: [gr, bg, ");
    let (_, told) = paf_build::prepare(&files);
    let told = shown(&told);
    assert!(told.contains("`gr` is not a language") && told.contains("did you mean `el`"), "{told}");
}

#[test]
fn a_recommendation_is_added_by_a_copy_with_a_number_of_its_own() {
    let mut files = without_translations();
    let path = "framework/recommendations/testing.yaml";
    let text = String::from_utf8(files.0[path].to_vec()).expect("it is text");
    let number = text.lines().find(|line| line.starts_with("number: ")).expect("a number");
    files.insert("framework/recommendations/another.yaml", text.replace(number, "number: 8").into_bytes());
    let model = prepared(&files).model;
    let (id, _) = model.recommendations.last().expect("there are some");
    assert_eq!(&**id, "another");
    let targets =
        paf_build::plan(&model, &Selection::default()).unwrap_or_else(|wrong| panic!("{}", shown(&wrong)));
    assert!(targets.iter().any(|target| target.path() == "eu/en/immuno-oncology-report-eu-en.pdf"));
}
