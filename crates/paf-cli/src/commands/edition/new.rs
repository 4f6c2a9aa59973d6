//! `paf edition new`: a country edition that builds at once.

use paf_build::{Output, is_translated};
use paf_diag::{Command, Diagnostic, Diagnostics, Place, Rule, SourceFile};
use paf_locale::{Lang, Nation, country_meant};
use paf_model::decode::bad_language;
use paf_model::edition::is_edition_id;
use paf_model::{Model, load};

use crate::args::EditionNewArgs;
use crate::commands::scalar;
use crate::exit::Exit;
use crate::session::Session;

pub(super) fn run(session: &Session, args: &EditionNewArgs) -> Exit {
    let loaded = load(&**session.files());
    let Some(model) = loaded.model.filter(|_| loaded.whole) else {
        return session.conclude(&loaded.diagnostics.sorted(), "nothing was written: mend these first");
    };
    let asked = match asked(&model, args, |lang| is_translated(&model, &**session.files(), lang)) {
        Ok(asked) => asked,
        Err(wrong) => return session.conclude(&wrong, ""),
    };
    let root = Output::new(&session.root);
    let path = format!("framework/editions/{}/edition.yaml", args.id);
    if root.exists(&path) {
        let message = format!("`{path}` is there already");
        let place = Place::start_of(&SourceFile::new(path.as_str(), ""));
        let wrong = Diagnostic::error(Rule::WrittenOver, message)
            .at(place)
            .help("edit it, or delete it and begin anew");
        return session.conclude(&Diagnostics::from_iter([wrong]), "nothing was written");
    }
    match root.write(&path, asked.text(&model).as_bytes()) {
        Ok(()) => session.conclude(&Diagnostics::new(), &begun(&path, &args.id, &asked)),
        Err(error) => {
            let failed = Diagnostic::error(Rule::Environment, error.to_string())
                .help("check the free space and the permissions of the folder");
            session.conclude(&Diagnostics::from_iter([failed]), "nothing was written")
        }
    }
}

/// An edition that is to begin.
struct Asked {
    title: String,
    languages: Vec<Lang>,
    /// The framework's documents, each with those of these languages in which it is there.
    documents: Vec<(String, Vec<Lang>)>,
    /// The languages into which nothing of the framework is translated.
    untranslated: Vec<Lang>,
}

/// What is asked for; `is_there` says of which languages there is a catalogue.
fn asked(
    model: &Model,
    args: &EditionNewArgs,
    is_there: impl Fn(Lang) -> bool,
) -> Result<Asked, Diagnostics> {
    let usage = |message: String| Diagnostic::error(Rule::Usage, message);
    let mut wrong = Diagnostics::new();
    if !is_edition_id(&args.id) {
        let help = match country_meant(&args.id) {
            Some(code) => format!("write `{code}`"),
            None => "write the two letters of the country (ISO 3166), such as `at`; or `x-` and a name for what is no country"
                .to_owned(),
        };
        wrong.push(usage(format!("`{}` is not the code of a country", args.id)).help(help));
        return Err(wrong);
    }
    let nation = Nation::of(&args.id);
    let mut languages: Vec<Lang> = Vec::new();
    for code in &args.lang {
        match Lang::parse_or_near(code) {
            Ok(lang) if !languages.contains(&lang) => languages.push(lang),
            Ok(_) => {}
            Err(_) => {
                let unknown = bad_language(code, &Place::start_of(&SourceFile::new("", "")));
                wrong.push(Diagnostic { rule: Rule::UnknownSelection, primary: None, ..unknown });
            }
        }
    }
    if languages.is_empty() {
        let of_nation = nation.map(Nation::languages).unwrap_or_default();
        let (there, _): (Vec<Lang>, Vec<Lang>) = of_nation.iter().copied().partition(|lang| is_there(*lang));
        languages = if there.is_empty() { of_nation } else { there };
    }
    let Some(first) = languages.first() else {
        if wrong.is_empty() {
            let message = format!("it is not known which languages `{}` has", args.id);
            wrong.push(
                usage(message)
                    .help("give them with `--lang`, the one that its own texts are written in first"),
            );
        }
        return Err(wrong);
    };
    let named = args.name.as_deref().map(str::trim).filter(|name| !name.is_empty());
    let known = nation.and_then(|nation| nation.name_in(*first));
    let Some(title) = named.or(known) else {
        let message = format!("the name of `{}` in {} is not known", args.id, first.english_name());
        wrong.push(usage(message).help("give it with `--name`"));
        return Err(wrong);
    };
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let title = title.to_owned();
    let documents = documents(model, &languages);
    let untranslated = languages.iter().copied().filter(|lang| !is_there(*lang)).collect();
    Ok(Asked { title, languages, documents, untranslated })
}

/// The documents of the framework, each with those of some languages in which its European text is there.
fn documents(model: &Model, languages: &[Lang]) -> Vec<(String, Vec<Lang>)> {
    let made = model.documents.iter().map(|(id, _)| &**id).filter(|id| !model.languages_of(id).is_empty());
    let there = |id: &str| {
        let of_document = model.languages_of(id);
        let is_there =
            |lang: &&Lang| of_document.iter().any(|made| made == *lang || *made == lang.without_region());
        languages.iter().filter(is_there).copied().collect()
    };
    made.map(|id| (id.to_owned(), there(id))).collect()
}

impl Asked {
    /// The documents that it does not make, because they are there in none of its languages; none where that is
    /// so of all, which are made in the framework's.
    fn without(&self) -> Vec<&str> {
        let without = self.documents.iter().filter(|(_, there)| there.is_empty()).map(|(id, _)| id.as_str());
        let without: Vec<&str> = without.collect();
        if without.len() == self.documents.len() { Vec::new() } else { without }
    }

    /// What it says of its documents.
    fn documents(&self) -> String {
        let codes = |langs: &[Lang]| langs.iter().map(|lang| lang.code()).collect::<Vec<_>>().join(", ");
        let without = self.without();
        let made = self.documents.iter().filter(|(id, _)| !without.contains(&id.as_str()));
        let in_part = |there: &[Lang]| !there.is_empty() && there.len() < self.languages.len();
        if self.documents.iter().any(|(_, there)| in_part(there)) {
            let line = |(id, there): &(String, Vec<Lang>)| match in_part(there) {
                true => format!("  {id}: {{languages: [{}]}}\n", codes(there)),
                false => format!("  {id}: {{}}\n"),
            };
            let lines: String = made.map(line).collect();
            return format!(
                "# Each in the languages in which the European text is there.\ndocuments:\n{lines}"
            );
        }
        if without.is_empty() {
            return "# documents: […]  # all of the framework’s if left out\n".to_owned();
        }
        let made = made.map(|(id, _)| id.as_str()).collect::<Vec<_>>().join(", ");
        format!("# Those of which the European text is there in these languages.\ndocuments: [{made}]\n")
    }

    /// The file, with an example of each verb behind number signs.
    fn text(&self, model: &Model) -> String {
        let codes: Vec<&str> = self.languages.iter().map(|lang| lang.code()).collect();
        let first = codes.first().copied().unwrap_or_default();
        let documents = self.documents();
        let based_on = scalar(model.framework.version.as_str());
        let based_on = if based_on.starts_with(['"', '\'']) { based_on } else { format!("\"{based_on}\"") };
        format!(
            "# yaml-language-server: $schema=../../.schema/edition.json\n\
             # A country edition names what it changes, by key, and leaves the rest as it is: docs/content.md.\n\
             title: {}\nlanguage: {first}\nlanguages: [{}]\n{documents}based-on: {based_on}\n{}",
            scalar(&self.title),
            codes.join(", "),
            EXAMPLES
        )
    }
}

/// What an edition may say besides. Without the number signs and with other words it is said.
const EXAMPLES: &str = "
# set:
#   framework.publisher: {name: …, place: …, url: …}
# The colour of the band on its covers, and who makes it: logos lie beside this file.
# band: …
# organisers:
#   - {id: …, name: …, logo: …}
# foreword:
#   title: …
#   lead: …
# adapt:
#   # A text in another wording. `replaces` is the European one, to the letter.
#   recommendations.….ask: {text: …, replaces: …, reason: …}
# note:
#   # Printed below the European text.
#   recommendations.…: …
# omit:
#   # Left out, and why.
#   recommendations.…: …
# add:
#   # Each id begins with that of the edition.
#   partners.organisations:
#     - {id: …, name: …, url: …}
#   endorsers.organisations:
#     - {id: …, name: …}
";

/// Where the edition is, and how to go on.
fn begun(path: &str, id: &str, asked: &Asked) -> String {
    let build = Command::new("build").option("--edition", id);
    let sync = Command::new("translate sync");
    let mut said = format!("the edition is in {path}\n  edit it, then run {build}");
    if !asked.untranslated.is_empty() {
        let names: Vec<&str> = asked.untranslated.iter().map(|lang| lang.english_name()).collect();
        let names = names.join(" and ");
        said = format!(
            "the edition is in {path}\n  nothing of the framework is translated into {names}: {sync} writes the \
             catalogues; translate there, then run {build}"
        );
    }
    let names: Vec<&str> = asked.languages.iter().map(|lang| lang.english_name()).collect();
    for document in asked.without() {
        said.push_str(&format!("\n  without `{document}`, which is not there in {}", names.join(" or ")));
    }
    if asked.languages.len() > 1 {
        said.push_str(&format!(
            "\n  after {sync}, translate its own texts in framework/editions/{id}/locales/"
        ));
    }
    said
}
