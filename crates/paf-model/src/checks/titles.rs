//! Titles that are repeated in the header and the footer of the pages.

use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Rule};

use crate::content::Part;
use crate::markup::Inline;
use crate::model::Model;
use crate::text::Text;

/// Reports links, terms and citations in titles that are repeated: PDF/UA allows none in headers and
/// footers, and whether a title comes to stand there depends on how the pages break.
pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for title in repeated(model) {
        if let Some(mark) = linking(&title.inlines) {
            diagnostics.push(
                Diagnostic::error(
                    Rule::LinkInTitle,
                    format!("this title has {mark} in it, and is repeated at the edge of the pages"),
                )
                .at(title.place().clone())
                .help("take it out of the title, and write it where the subject comes up in the text"),
            );
        }
    }
}

fn repeated(model: &Model) -> impl Iterator<Item = &Arc<Text>> {
    let parts = model.report.iter().flat_map(crate::report::Report::parts).map(of_part);
    let recommendations = model.recommendations.iter().map(|(_, recommendation)| &recommendation.title);
    let group = model.expert_group.iter().map(|group| &group.title);
    let lists = model.partners.iter().chain(&model.endorsers).filter_map(|list| list.title.as_ref());
    let forewords = model.editions.iter().filter_map(|(_, edition)| edition.foreword.as_ref()).map(of_part);
    std::iter::once(&model.framework.title)
        .chain(parts)
        .chain(recommendations)
        .chain(group)
        .chain(lists)
        .chain(forewords)
}

fn of_part(part: &Part) -> &Arc<Text> {
    part.short.as_ref().unwrap_or(&part.title)
}

/// What leads elsewhere, in words.
fn linking(inlines: &[Inline]) -> Option<&'static str> {
    inlines.iter().find_map(|inline| match inline {
        Inline::Link { .. } => Some("a link"),
        Inline::Term { .. } => Some("a glossary term"),
        Inline::Citation(_) => Some("a citation"),
        Inline::Emphasis(body) | Inline::Strong(body) => linking(body),
        Inline::Reference { .. } => Some("a reference"),
        Inline::Words { .. } | Inline::Count(_) | Inline::Slot { .. } | Inline::Placeholder { .. } => None,
    })
}

#[cfg(test)]
mod tests {
    use crate::trial::{line, said_of};

    fn told(path: &str, text: &str) -> Vec<String> {
        said_of(path, text).iter().map(line).filter(|line| line.contains(" link-in-title: ")).collect()
    }

    const LINK: &str = "\"A [home](https://e.org)\"";

    #[test]
    fn a_link_in_a_title_that_is_repeated_is_told_at_its_line() {
        for (path, text, at) in [
            ("report.yaml", format!("summary: {{title: A}}\nrecommendations: {{title: {LINK}}}\n"), 2),
            (
                "report.yaml",
                format!("summary: {{title: A, short: {LINK}}}\nrecommendations: {{title: A}}\n"),
                1,
            ),
            ("recommendations/b.yaml", format!("number: 2\ntitle: {LINK}\nask: B.\nshort: B.\n"), 2),
            ("partners.yaml", format!("title: {LINK}\norganisations: []\n"), 1),
            ("expert-group.yaml", format!("title: {LINK}\nmembers: []\n"), 1),
            (
                "editions/at/edition.yaml",
                format!("title: A\nlanguage: en\nbased-on: \"1.0\"\nforeword: {{title: {LINK}, lead: B.}}\n"),
                4,
            ),
        ] {
            let found = told(path, &text);
            let begins = format!("{path}:{at} error link-in-title: this title has a link in it");
            assert!(found.len() == 1 && found[0].starts_with(&begins), "{text}: {found:#?}");
        }
    }

    #[test]
    fn each_mark_that_leads_elsewhere_is_told_by_its_name() {
        for (title, mark) in [
            ("**A [@b]**", "a citation"),
            ("A [b](term:c)", "a glossary term"),
            ("A [b](rec:a)", "a reference"),
            ("A [b](mailto:c@d.eu)", "a link"),
        ] {
            let found = told("partners.yaml", &format!("title: \"{title}\"\norganisations: []\n"));
            assert!(found.len() == 1 && found[0].contains(mark), "{title}: {found:#?}");
        }
    }

    #[test]
    fn a_title_with_a_short_form_is_not_repeated() {
        let report = format!("summary: {{title: {LINK}, short: \"*A*\"}}\nrecommendations: {{title: A}}\n");
        assert_eq!(told("report.yaml", &report), [""; 0]);
    }
}
