//! Headings that would be printed with nothing below them.

use paf_diag::{Diagnostic, Place, Rule};

use crate::content::Part;
use crate::leaflet::{Panel, PanelKind};
use crate::model::Model;
use crate::report::Report;

/// A finding with the place of what it is about.
pub(super) fn find(model: &Model) -> Vec<(Place, Diagnostic)> {
    let mut found = Vec::new();
    if let Some(report) = &model.report {
        of_report(report, model, &mut found);
    }
    for panel in model.leaflet.iter().flat_map(|leaflet| &leaflet.panels) {
        of_panel(panel, &mut found);
    }
    for (_, edition) in &model.editions {
        edition.foreword.iter().for_each(|foreword| of_part(foreword, "", &mut found));
    }
    found
}

fn of_report(report: &Report, model: &Model, found: &mut Vec<(Place, Diagnostic)>) {
    for section in report.sections.iter().chain(&report.closing) {
        of_part(&section.0, "", found);
    }
    of_part(&report.summary, "", found);
    // An edition may have recommendations where the framework has none.
    let nationals = || model.nationals.values().flat_map(|national| &national.recommendations);
    let all = || model.recommendations.iter().chain(nationals());
    if all().next().is_none() {
        let missing = "there are no recommendations";
        std::iter::once(&report.recommendations)
            .chain(&report.glance)
            .for_each(|part| of_part(part, missing, found));
    }
    if all().all(|(_, recommendation)| recommendation.steps.is_empty()) {
        report
            .roadmap
            .iter()
            .chain(&report.actors)
            .for_each(|part| of_part(part, "no recommendation has `steps`", found));
    }
    if model.glossary.as_ref().is_none_or(|glossary| glossary.terms.is_empty()) {
        report.glossary.iter().for_each(|part| of_part(part, "glossary.yaml has no `terms`", found));
    }
    if model.references.as_ref().is_none_or(|references| references.keys.is_empty()) {
        report.references.iter().for_each(|part| of_part(part, "references.yaml has no references", found));
    }
}

/// A part with a title alone; `missing` says what it would have opened.
fn of_part(part: &Part, missing: &str, found: &mut Vec<(Place, Diagnostic)>) {
    if part.lead.is_none() && part.body.is_empty() {
        let place = part.title.place().clone();
        found.push((place.clone(), heading(&part.title.plain(), place, missing, "lead")));
    }
}

fn heading(title: &str, place: Place, missing: &str, key: &str) -> Diagnostic {
    let why = match missing {
        "" => "it has neither `lead` nor `body`".to_owned(),
        missing => format!("{missing}, and it has neither `lead` nor `body`"),
    };
    Diagnostic::warning(
        Rule::EmptyList,
        format!("nothing would be printed below the heading `{title}`: {why}"),
    )
    .at(place)
    .help(format!(
        "write `{key}: …` or blocks in `body` below it, or leave the part out until there is something to say"
    ))
}

/// What a leaflet says who made it stands on its last panel, and its name on the first, without being asked.
fn of_panel(panel: &Panel, found: &mut Vec<(Place, Diagnostic)>) {
    let is_filled = matches!(panel.kind, PanelKind::Front | PanelKind::Imprint);
    if panel.lead.is_none() && panel.body.is_empty() && !is_filled {
        let place = panel.title.place().clone();
        found.push((place.clone(), heading(&panel.title.plain(), place, "", "lead")));
    }
}

#[cfg(test)]
mod tests {
    use crate::trial::{line, said_of};

    fn told(path: &str, text: &str) -> Vec<String> {
        let found = said_of(path, text);
        found.iter().map(line).filter(|line| line.contains(" empty-list: ")).collect()
    }

    const REPORT: &str = "summary: {title: Summary, lead: Words.}\nrecommendations: {title: All}\n";

    #[test]
    fn a_heading_above_nothing_is_told() {
        for (more, line) in [
            ("sections:\n  - {id: a, title: A chapter, body: []}\n", 4),
            ("sections:\n  - id: a\n    title: A chapter\n", 5),
            ("closing:\n  - {id: a, title: A chapter}\n", 4),
            ("glossary: {title: A chapter}\n", 3),
            ("references: {title: A chapter}\n", 3),
        ] {
            let found = told("report.yaml", &format!("{REPORT}{more}"));
            let begins = format!(
                "report.yaml:{line} warning empty-list: nothing would be printed below the heading `A chapter`: "
            );
            assert!(found.len() == 1 && found[0].starts_with(&begins), "{more}: {found:#?}");
        }
        let edition = "title: Country\nlanguage: en\nbased-on: \"1.0\"\nforeword: {title: Foreword}\n";
        assert_eq!(told("editions/at/edition.yaml", edition).len(), 1);
        let leaflet = "title: Leaflet\npanels:\n  - {id: a, kind: front, title: Front}\n  - {id: b, kind: text, title: B}\n";
        assert_eq!(told("leaflet.yaml", leaflet).len(), 1);
    }

    #[test]
    fn a_heading_above_what_is_filled_in_is_not() {
        let more = "glance: {title: Glance}\nroadmap: {title: Roadmap}\nsections: []\nclosing: []\n";
        assert_eq!(told("report.yaml", &format!("{REPORT}{more}")), [""; 0]);
        assert_eq!(told("partners.yaml", "title: Partners\norganisations: []\n"), [""; 0]);
    }

    #[test]
    fn a_remark_above_lets_it_be() {
        let more = "sections:\n  # allow: empty-list\n  - {id: a, title: A chapter, body: []}\n";
        assert_eq!(
            said_of("report.yaml", format!("{REPORT}{more}")).iter().map(line).collect::<Vec<_>>(),
            [""; 0]
        );
    }
}
