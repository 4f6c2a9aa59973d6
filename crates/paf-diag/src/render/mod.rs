//! Shows diagnostics to people and to machines; every command uses this one renderer.

mod capped;
mod github;
mod gitlab;
mod human;
mod json;
mod junit;
mod sarif;
mod short;
mod shortened;

use crate::Diagnostics;

pub use capped::MOST;

/// How diagnostics are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// With the lines of the file and the help, for reading.
    #[default]
    Human,
    /// One line each: `path:line:column: severity[id]: message`.
    Short,
    /// One JSON object a line.
    Json,
    /// One SARIF 2.1.0 log.
    Sarif,
    /// GitHub workflow commands, which annotate a change.
    Github,
    /// One Code Quality report of GitLab.
    Gitlab,
    /// One JUnit report.
    Junit,
}

impl Format {
    /// All formats with the word that selects each.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("human", Self::Human),
        ("short", Self::Short),
        ("json", Self::Json),
        ("sarif", Self::Sarif),
        ("github", Self::Github),
        ("gitlab", Self::Gitlab),
        ("junit", Self::Junit),
    ];
}

/// All diagnostics in one format, ending with a line end unless there is nothing to say.
///
/// `colour` writes terminal colours, in [`Format::Human`] alone.
///
/// Of one kind of problem in one file the first [`MOST`] are shown, and how many more there are.
pub fn render(diagnostics: &Diagnostics, format: Format, colour: bool) -> String {
    let capped = capped::capped(diagnostics);
    let shown = shortened::shortened(&capped);
    match format {
        Format::Human => human::render(&shown, colour),
        Format::Short => short::render(&shown),
        Format::Json => json::render(&shown),
        Format::Sarif => sarif::render(&shown),
        Format::Github => github::render(&shown),
        Format::Gitlab => gitlab::render(&shown),
        Format::Junit => junit::render(&shown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Diagnostic, Place, Rule, SourceFile};

    fn one(rule: Rule) -> Diagnostics {
        let file = SourceFile::new("framework/partners.yaml", "title: Partners\nid: ecpcc\n");
        [Diagnostic::error(rule, "no partner has the id `ecpcc`")
            .at_with(Place::new(&file, 20..25), "not known")
            .also(Place::new(&file, 0..5), "in this list")
            .help("did you mean `ecpc`?")]
        .into_iter()
        .collect()
    }

    #[test]
    fn every_rule_shows_in_every_format() {
        for &rule in Rule::ALL {
            for &(name, format) in Format::ALL {
                let shown = render(&one(rule), format, false);
                assert!(shown.contains("ecpcc"), "{name}: {shown}");
                let id = if format == Format::Github {
                    rule.id().replace(':', "%3A")
                } else {
                    rule.id().to_owned()
                };
                assert!(shown.contains(&id), "{name}: {shown}");
            }
        }
    }

    #[test]
    fn short_is_one_line() {
        assert_eq!(
            render(&one(Rule::UnknownId), Format::Short, false),
            "framework/partners.yaml:2:5: error[content::unknown-id]: no partner has the id `ecpcc` \
             (did you mean `ecpc`?)\n"
        );
    }

    #[test]
    fn human_shows_the_lines_and_the_help() {
        let shown = render(&one(Rule::UnknownId), Format::Human, false);
        for part in
            ["error[content::unknown-id]", "framework/partners.yaml:2:5", "id: ecpcc", "did you mean `ecpc`?"]
        {
            assert!(shown.contains(part), "{part} is missing in:\n{shown}");
        }
    }

    #[test]
    fn github_escapes_line_ends() {
        let mut all = Diagnostics::new();
        all.push(Diagnostic::error(Rule::Typst, "a\nb: 100%"));
        assert_eq!(render(&all, Format::Github, false), "::error title=typst%3A%3Aerror::a%0Ab: 100%25\n");
    }

    #[test]
    fn json_and_sarif_are_json() {
        let all = one(Rule::UnknownId);
        for format in [Format::Json, Format::Sarif, Format::Gitlab] {
            let shown = render(&all, format, false);
            assert!(serde_json::from_str::<serde_json::Value>(&shown).is_ok(), "{shown}");
        }
    }
}
