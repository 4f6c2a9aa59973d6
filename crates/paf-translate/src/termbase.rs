//! `locales/<lang>.terms.yaml`: the words that a language has for the glossary's terms.

use std::collections::BTreeMap;
use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Place, Rule, SourceFile, Written, did_you_mean};
use paf_model::node::{Node, NodeValue};

/// The key of the forms that translations use.
const USE: &str = "use";

/// The key of the forms that translations must not use.
const NOT: &str = "not";

/// The forms of one term. `*` stands for any ending.
#[derive(Debug, Clone, Default)]
pub struct Forms {
    /// Those of which a translation uses one.
    pub used: Vec<Written>,
    /// Those that a translation must not use.
    pub rejected: Vec<Written>,
}

/// The words of one language for the glossary's terms.
#[derive(Debug, Clone, Default)]
pub struct Termbase {
    terms: BTreeMap<String, Forms>,
}

impl Termbase {
    /// A termbase without any term.
    pub fn empty() -> Self {
        Self::default()
    }

    /// Reads a termbase. `known_ids` are those of the glossary's terms; what is malformed is reported and
    /// left out.
    pub fn read(file: &Arc<SourceFile>, known_ids: &[&str], diagnostics: &mut Diagnostics) -> Self {
        let mut termbase = Self::empty();
        let Some(node) = paf_model::yaml::read(file, diagnostics) else { return termbase };
        match &node.value {
            NodeValue::Null => {}
            NodeValue::Map(entries) => {
                for (id, node) in entries {
                    if !known_ids.contains(&id.text()) {
                        diagnostics.push(unknown_id(id, known_ids));
                    } else if let Some(forms) = read_forms(id.text(), node, diagnostics) {
                        termbase.terms.insert(id.text().to_owned(), forms);
                    }
                }
            }
            _ => diagnostics.push(
                broken("a termbase is a map of term ids to forms", &node.place)
                    .help("write a term's id, and below it `use:` and `not:` with lists of forms"),
            ),
        }
        termbase
    }

    /// The forms of a term.
    pub fn get(&self, id: &str) -> Option<&Forms> {
        self.terms.get(id)
    }

    /// All terms by id.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Forms)> {
        self.terms.iter().map(|(id, forms)| (id.as_str(), forms))
    }

    /// Whether there is no term.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }
}

fn read_forms(id: &str, node: &Node, diagnostics: &mut Diagnostics) -> Option<Forms> {
    let NodeValue::Map(entries) = &node.value else {
        diagnostics.push(
            broken(&format!("the term `{id}` has {} instead of its forms", node.kind()), &node.place)
                .help("write `use:` and `not:`, each with a list of forms"),
        );
        return None;
    };
    let mut forms = Forms::default();
    for (key, node) in entries {
        match key.text() {
            USE => forms.used = read_list(id, USE, node, diagnostics),
            NOT => forms.rejected = read_list(id, NOT, node, diagnostics),
            other => diagnostics.push(
                broken(&format!("the term `{id}` has no key `{other}`"), key.place())
                    .help_if(did_you_mean(other, [USE, NOT])),
            ),
        }
    }
    forms.rejected.retain(|form| {
        let same = forms.used.iter().find(|used| used.text().to_lowercase() == form.text().to_lowercase());
        if let Some(used) = same {
            let message = format!("`{}` is both used and rejected for `{id}`", form.text());
            diagnostics.push(
                broken(&message, form.place())
                    .also(used.place().clone(), "used here")
                    .help("remove it from one of the two lists"),
            );
        }
        same.is_none()
    });
    Some(forms)
}

fn read_list(id: &str, key: &str, node: &Node, diagnostics: &mut Diagnostics) -> Vec<Written> {
    match &node.value {
        NodeValue::Null => Vec::new(),
        NodeValue::List(items) => items.iter().filter_map(|item| read_form(id, item, diagnostics)).collect(),
        _ => {
            let message =
                format!("`{key}` of the term `{id}` is {}, and must be a list of forms", node.kind());
            let help = match node.as_str() {
                Some(form) => format!("write `{key}: [{form}]`"),
                None => format!("write `{key}: []` and the forms between the brackets"),
            };
            diagnostics.push(broken(&message, &node.place).help(help));
            Vec::new()
        }
    }
}

fn read_form(id: &str, node: &Node, diagnostics: &mut Diagnostics) -> Option<Written> {
    let NodeValue::String(form) = &node.value else {
        let message = format!("a form of the term `{id}` is {}, and must be a text", node.kind());
        diagnostics.push(broken(&message, &node.place).help("put the form in quotation marks"));
        return None;
    };
    if !form.text().chars().any(char::is_alphanumeric) {
        let message = format!("a form of the term `{id}` is empty");
        diagnostics.push(
            broken(&message, form.place()).help("write a word, with `*` for its endings, or remove it"),
        );
        return None;
    }
    Some(form.clone())
}

fn unknown_id(id: &Written, known: &[&str]) -> Diagnostic {
    broken(&format!("the glossary has no term `{}`", id.text()), id.place())
        .help_if(did_you_mean(id.text(), known.iter().copied()))
}

fn broken(message: &str, place: &Place) -> Diagnostic {
    Diagnostic::error(Rule::Termbase, message).at(place.clone())
}
