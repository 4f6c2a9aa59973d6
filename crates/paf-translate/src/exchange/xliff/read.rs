//! Reads XLIFF.

use std::collections::BTreeMap;
use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Place, Rule, SourceFile};
use paf_model::Text;

use super::super::Delivery;
use super::super::nameless::{Words, refuse};
use super::super::unread::report;
use super::tags::{Attribute, Node, Tag, Tags};
use super::unit::{has_key, read_unit};

/// Reads a file that came back. `sources` has the texts as they are today: they say what the codes
/// stand for.
pub fn read(
    file: &Arc<SourceFile>,
    sources: &BTreeMap<&str, &Arc<Text>>,
    diagnostics: &mut Diagnostics,
) -> Delivery {
    let mut delivery = Delivery::default();
    let mut nameless = Vec::new();
    let mut tags = Tags::new(file);
    let read = read_file(&mut tags, sources, &mut delivery, &mut nameless, diagnostics);
    report(&tags.unread, HELP, diagnostics);
    refuse(&nameless, delivery.entries.len(), &WORDS, delivery.origin.as_deref(), diagnostics);
    if let Err(problem) = read {
        diagnostics.push(*problem);
    } else if delivery.entries.is_empty() && !diagnostics.has_errors() {
        diagnostics.push(
            Diagnostic::error(Rule::Delivery, "the file holds no text")
                .at(Place::start_of(file))
                .help("deliver the file that was sent out, with the translations filled in"),
        );
    }
    delivery
}

const HELP: &str = "have a person read them; what is to be kept goes into the `<target>` or a `<note>` of its text, or into the PO file";

const WORDS: Words = Words {
    rule: Rule::Delivery,
    one: "this text has no `id`, so nobody can tell which one it is",
    help: "add `id` with the text's key, as in the file that was sent out",
    texts: "texts",
    key: "an `id`",
};

fn read_file(
    tags: &mut Tags<'_>,
    sources: &BTreeMap<&str, &Arc<Text>>,
    delivery: &mut Delivery,
    nameless: &mut Vec<Place>,
    diagnostics: &mut Diagnostics,
) -> Result<(), Box<Diagnostic>> {
    let mut namespace = None;
    let mut rooted = false;
    loop {
        match tags.next()? {
            Node::Start(root) if !rooted => {
                check_root(&root)?;
                rooted = true;
                namespace = root.namespace;
            }
            Node::Start(tag) if tag.namespace != namespace => tags.skip_foreign(&tag)?,
            Node::Start(tag) => match tag.name.as_str() {
                "file" => {
                    take_language(&tag, delivery, diagnostics);
                    let original = tag.value("original").map(str::trim).filter(|name| !name.is_empty());
                    delivery.origin = delivery.origin.take().or(original.map(str::to_owned));
                }
                "header" | "phase-group" | "phase" | "body" | "group" | "bin-unit" => {}
                "note" => tags.skip_words(&tag, "notes that belong to no text (`<note>`)")?,
                "trans-unit" => {
                    if !has_key(&tag) {
                        nameless.push(tag.place.clone());
                    }
                    delivery.entries.extend(read_unit(tags, tag, sources, diagnostics)?);
                }
                _ => tags.skip_foreign(&tag)?,
            },
            Node::End(_) | Node::Text(_) => {}
            Node::Nothing => return Ok(()),
        }
    }
}

/// Refuses what is no XLIFF, or another version of it.
fn check_root(root: &Tag) -> Result<(), Box<Diagnostic>> {
    let namespace = root.namespace.as_deref().unwrap_or_default();
    let version = root.get("version");
    if root.name != "xliff" {
        let message = format!("the file is no XLIFF: it begins with `<{}>`", root.name);
        return Err(refused(message, root.place.clone(), "import the XLIFF file that was sent out"));
    }
    let given = version.map_or(namespace.rsplit(':').next().unwrap_or_default(), |version| &version.value);
    if given.is_empty() || given.starts_with("1.") {
        return Ok(());
    }
    let place = version.map_or(&root.place, |version| &version.place).clone();
    let message = format!("the file is XLIFF {given}, and XLIFF 1.2 is needed");
    Err(refused(message, place, "export it as XLIFF 1.2; most programs offer both"))
}

fn take_language(file: &Tag, delivery: &mut Delivery, diagnostics: &mut Diagnostics) {
    let Some(Attribute { value, place, .. }) = file.get("target-language") else { return };
    match &delivery.lang {
        None => delivery.lang = Some((value.clone(), place.clone())),
        Some((first, _)) if first == value => {}
        Some((first, earlier)) => diagnostics.push(
            Diagnostic::error(
                Rule::BadLanguage,
                format!("a part of the file is translated into `{value}`, and another into `{first}`"),
            )
            .at(place.clone())
            .also(earlier.clone(), "here first")
            .help("deliver each language in a file of its own"),
        ),
    }
}

fn refused(message: String, place: Place, help: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::error(Rule::Delivery, message).at(place).help(help))
}
