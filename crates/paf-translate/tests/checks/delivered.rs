//! All checks over real translations, to read what they say.

use std::collections::BTreeMap;
use std::path::Path;

use super::*;

/// Prints every finding over a folder of `<lang>.json` (key to translation) and `<lang>.terms.json`, with
/// the English texts in `*.en.json` and the glossary beside it:
/// `PAF_TRANSLATIONS=/folder cargo test -p paf-translate delivered -- --ignored --nocapture`;
/// `PAF_NATIONAL` takes the national house style.
#[test]
#[ignore = "it needs translations from outside the repository"]
#[expect(clippy::print_stdout, clippy::disallowed_methods, reason = "its output is for people")]
fn delivered_translations() {
    let folder = std::env::var("PAF_TRANSLATIONS").expect("the folder is named");
    let folder = Path::new(&folder);
    let read = |path: &Path| std::fs::read_to_string(path).unwrap_or_default();
    let texts =
        |path: &Path| serde_json::from_str::<BTreeMap<String, String>>(&read(path)).unwrap_or_default();
    let national = std::env::var_os("PAF_NATIONAL").is_some();
    let english: BTreeMap<String, String> = ["leaflet", "summary", "report"]
        .iter()
        .flat_map(|name| texts(&folder.join(format!("{name}.en.json"))))
        .collect();
    let glossary: Vec<(String, String)> = english
        .iter()
        .filter_map(|(key, term)| {
            let id = key.strip_prefix("glossary.terms.")?.strip_suffix(".term")?;
            Some((id.to_owned(), term.clone()))
        })
        .collect();
    let glossary: Vec<(&str, &str)> =
        glossary.iter().map(|(id, term)| (id.as_str(), term.as_str())).collect();
    let ids: Vec<&str> = glossary.iter().map(|(id, _)| *id).collect();
    for lang in Lang::all() {
        let mut translated = texts(&folder.join(format!("out/{lang}.json")));
        translated.extend(texts(&folder.join(format!("out/{lang}.report.json"))));
        if translated.is_empty() {
            continue;
        }
        let mut diagnostics = Diagnostics::new();
        let name = format!("out/{lang}.terms.json");
        let terms = read(&folder.join(&name));
        let termbase = match terms.is_empty() {
            true => Termbase::empty(),
            false => Termbase::read(&SourceFile::new(name, terms), &ids, &mut diagnostics),
        };
        let context = CheckContext {
            house_style: if national { HouseStyle::National } else { HouseStyle::EuIsg },
            do_not_translate: DO_NOT_TRANSLATE,
            glossary: &glossary,
            termbase: &termbase,
            passed: None,
        };
        println!("== {lang}: {} texts", translated.len());
        for diagnostic in diagnostics.sorted().iter() {
            println!("{lang} {} {:?}", diagnostic.message, diagnostic.help);
        }
        for (key, words) in &translated {
            let Some(source) = english.get(key) else { continue };
            let (source, text) = (text("en", source), text(lang.code(), words));
            for found in findings(&source, &text, &context) {
                let marked = found.primary.as_ref().map(|label| label.place.text().to_owned());
                let what = found.message.replace("the translation of `report.title` ", "");
                println!(
                    "{lang} {key}\n    {} {}: {what} [{}] {:?}",
                    found.severity.as_str(),
                    found.rule.id(),
                    marked.unwrap_or_default(),
                    found.help
                );
            }
        }
    }
}
