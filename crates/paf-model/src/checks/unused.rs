//! Content that no document prints.

use std::collections::BTreeSet;

use paf_diag::{Diagnostic, Place, Rule, did_you_mean};

use crate::decode::Reference;
use crate::files::Files;
use crate::model::{Drawing, Model};
use crate::shape::RefKind;

/// A finding with the place of what it is about.
type Found = Vec<(Place, Diagnostic)>;

/// Actors who do nothing, statements that no template knows, and words for a drawing that takes none.
pub(super) fn find(model: &Model, references: &[Reference], files: &dyn Files) -> Found {
    let templates = Templates::read(files);
    let mut found = Vec::new();
    actors(model, references, &templates, &mut found);
    statements(model, &templates, &mut found);
    labels(model, &mut found);
    crops(model, &mut found);
    found
}

fn unused(message: String, place: &Place, help: Option<String>) -> (Place, Diagnostic) {
    (place.clone(), Diagnostic::warning(Rule::Unused, message).at(place.clone()).help_if(help))
}

fn actors(model: &Model, references: &[Reference], templates: &Templates, found: &mut Found) {
    if templates.print_all("actors") {
        return;
    }
    let acting: BTreeSet<&str> =
        references.iter().filter(|r| r.kind == RefKind::Actor).map(|r| r.id.as_str()).collect();
    for (id, actor) in model.framework.actors.0.iter().filter(|(id, _)| !acting.contains(&**id)) {
        let message = format!("the actor `{id}` takes no step, and is not printed");
        let help = format!("name it in `actors` of a step that it takes, or remove `{id}`");
        found.push(unused(message, actor.name.place(), Some(help)));
    }
}

/// Documents ask for each statement by its id. A look that asks for none leaves them out on purpose.
fn statements(model: &Model, templates: &Templates, found: &mut Found) {
    let known = templates.words_behind("statements");
    if known.is_empty() || templates.print_all("statements") {
        return;
    }
    for (id, text) in &model.framework.statements.0 {
        if !templates.has_word(id) {
            let message = format!("no document prints the statement `{id}`");
            let help = did_you_mean(id, known.iter().map(String::as_str));
            found.push(unused(message, text.place(), help));
        }
    }
}

/// Only a picture is cut.
fn crops(model: &Model, found: &mut Found) {
    let is_picture = |drawing| matches!(drawing, Drawing::Picture(_));
    for (id, placed) in model.figures.iter().filter(|(_, placed)| !is_picture(placed.drawing)) {
        if let Some(crop) = &placed.figure.crop {
            let message =
                format!("the `crop` of the figure `{id}` does nothing: it is no picture, but drawn");
            found.push(unused(message, &crop.at, Some("remove it".to_owned())));
        }
    }
}

/// A picture has its words in it.
fn labels(model: &Model, found: &mut Found) {
    for (id, placed) in model.figures.iter().filter(|(_, placed)| placed.drawing != Drawing::Typst) {
        if let Some((_, text)) = placed.figure.labels.0.first() {
            let (why, help) = match placed.drawing {
                Drawing::Chart => ("a chart has the words of its rows", "remove them".to_owned()),
                _ => (
                    "its drawing is a picture",
                    format!(
                        "remove them, or draw the figure as `framework/figures/{id}.typ`, whose words are translated"
                    ),
                ),
            };
            let message = format!("the `labels` of the figure `{id}` are not printed: {why}");
            found.push(unused(message, text.place(), Some(help)));
        }
    }
}

/// The templates of the documents, and the Typst code that they use.
struct Templates(Vec<String>);

impl Templates {
    fn read(files: &dyn Files) -> Self {
        let paths = files.list("templates").unwrap_or_default();
        let code =
            paths.iter().filter(|path| path.ends_with(".typ")).filter_map(|path| files.read(path).ok());
        Self(code.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).collect())
    }

    /// Whether an id stands anywhere as a word of its own.
    fn has_word(&self, id: &str) -> bool {
        let is_part = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        self.0.iter().any(|text| {
            text.match_indices(id).any(|(at, _)| {
                let before = text.get(..at).and_then(|text| text.chars().next_back());
                let after = text.get(at + id.len()..).and_then(|text| text.chars().next());
                !before.is_some_and(is_part) && !after.is_some_and(is_part)
            })
        })
    }

    /// Whether a template goes through all entries of a map, whatever their ids are.
    fn print_all(&self, map: &str) -> bool {
        self.0.iter().any(|text| {
            text.match_indices(map).any(|(at, _)| {
                let before = text.get(..at).unwrap_or_default();
                let after = text.get(at + map.len()..).unwrap_or_default();
                let tag = before.rsplit("/*%").next().unwrap_or_default();
                let is_loop = tag.trim_start().starts_with("for ") && !tag.contains("%*/");
                is_loop && after.trim_start().starts_with(['%', '|', '.'])
            })
        })
    }

    /// The ids that templates ask a map for, each once.
    fn words_behind(&self, map: &str) -> BTreeSet<String> {
        let behind = self.0.iter().flat_map(|text| {
            text.match_indices(map)
                .filter(|(at, _)| is_in_tag(text, *at))
                .filter_map(|(at, _)| text.get(at + map.len()..))
        });
        let ids = behind.filter_map(|rest| {
            let rest = rest.strip_prefix("[\"").or_else(|| rest.strip_prefix('.'))?;
            let end = rest.find(|c: char| !c.is_ascii_lowercase() && c != '-').unwrap_or(rest.len());
            let is_called = rest.get(end..).is_some_and(|rest| rest.starts_with('('));
            rest.get(..end).filter(|id| !id.is_empty() && !is_called)
        });
        ids.map(str::to_owned).collect()
    }
}

/// Whether a place is within a tag of the template language, and not in the Typst code around it.
fn is_in_tag(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    [("/*%", "%*/"), ("[[=", " ]]")]
        .iter()
        .any(|(open, close)| before.rsplit_once(open).is_some_and(|(_, tag)| !tag.contains(close)))
}

#[cfg(test)]
mod tests {
    use crate::load;
    use crate::trial::{framework, line};

    /// What is said of a framework with another `framework.yaml` and a template.
    fn told(more: &str, template: &str) -> Vec<String> {
        let mut files = framework();
        let base = files.0["framework/framework.yaml"].to_vec();
        files.insert("framework/framework.yaml", [base, more.as_bytes().to_vec()].concat());
        files.insert("templates/report/report.typ", template.as_bytes());
        let found = load(&files).diagnostics.sorted();
        found.iter().map(line).filter(|line| line.contains(" unused: ")).collect()
    }

    #[test]
    fn an_actor_that_takes_no_step_is_told() {
        let found = told("  funders: {name: Funders, short: Funders}\n", "");
        assert!(found.len() == 1 && found[0].contains("the actor `funders` takes no step"), "{found:#?}");
        let prints_all = "/*% for id, actor in framework.actors|items %*/[[= actor.name ]]/*% endfor %*/";
        assert_eq!(told("  funders: {name: Funders, short: Funders}\n", prints_all), [""; 0]);
    }

    #[test]
    fn a_statement_that_no_template_asks_for_is_told() {
        let statements = "statements:\n  worked-edition: Words.\n  not-medical-advise: More words.\n";
        let asks = "/*% if \"worked-edition\" in framework.statements %*/[[= framework.statements[\"not-medical-advice\"] ]]";
        let found = told(statements, asks);
        assert!(
            found.len() == 1 && found[0].contains("no document prints the statement `not-medical-advise`")
        );
        assert!(found[0].ends_with("did you mean `not-medical-advice`?"), "{found:#?}");
        let code = "#let all = it.statements.filter(s => s != none)\n#statements.independence\n\
                    /*% set all = statements.items() %*/[[= statements[\"worked-edition\"] ]]";
        let found = told("statements:\n  other: Words.\n", code);
        assert!(found.len() == 1 && found[0].ends_with(" -> write `worked-edition`"), "{found:#?}");
        let all = "/*% for id, text in framework.statements|items %*/[[= text ]]/*% endfor %*/";
        assert_eq!(told(statements, all), [""; 0]);
    }

    #[test]
    fn the_words_of_a_picture_are_in_it() {
        let mut files = framework();
        files.insert("framework/figures/a.svg", *b"<svg/>");
        files.insert("framework/figures/a.yaml", *b"title: Title\nalt: Words\nlabels: {one: One}\n");
        files.insert(
            "framework/report.yaml",
            *b"summary: {title: T, body: [{id: a, kind: figure, figure: a}]}\nrecommendations: {title: T}\n",
        );
        let found: Vec<String> = load(&files).diagnostics.iter().map(line).collect();
        assert!(
            found.len() == 1 && found[0].contains("the `labels` of the figure `a` are not printed"),
            "{found:#?}"
        );
        files.0.remove("framework/figures/a.svg");
        files.insert("framework/figures/a.typ", *b"#let draw(labels) = labels.one");
        assert!(load(&files).diagnostics.is_empty());
    }
}
