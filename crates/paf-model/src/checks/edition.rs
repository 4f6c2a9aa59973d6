//! Checks a country edition against the framework it changes.

use paf_diag::{Diagnostic, Diagnostics, Rule, did_you_mean};

use crate::edition::{Adaptation, Edition};
use crate::model::Model;

impl Edition {
    /// Checks the edition against the framework it changes.
    pub(super) fn check(&self, id: &str, model: &Model, diagnostics: &mut Diagnostics) {
        self.check_base(model, diagnostics);
        let known: Vec<&str> = model.recommendations.iter().map(|(id, _)| &**id).collect();
        for (recommendation, adaptation) in &self.recommendations.0 {
            if !known.contains(&&**recommendation) {
                diagnostics.push(
                    Diagnostic::error(
                        Rule::UnknownId,
                        format!("no recommendation has the id `{recommendation}`"),
                    )
                    .at(adaptation.at.clone())
                    .help_if(did_you_mean(recommendation, known.iter().copied())),
                );
            }
            adaptation.check(recommendation, diagnostics);
        }
        for (addition, recommendation) in &self.additions.0 {
            if !addition.starts_with(&format!("{id}-")) {
                diagnostics.push(
                    Diagnostic::error(
                        Rule::BadId,
                        format!("the recommendation `{addition}` of the edition `{id}` has no id of its own"),
                    )
                    .at(recommendation.at.clone())
                    .help(format!("write `{id}-{addition}`")),
                );
            }
        }
        let lists =
            [(&self.partners, &model.partners, "partner"), (&self.endorsers, &model.endorsers, "endorser")];
        for (changes, list, word) in lists {
            let known: Vec<&str> =
                list.iter().flat_map(|list| &list.organisations).map(|o| o.id.as_str()).collect();
            for removed in changes.iter().flat_map(|changes| &changes.remove) {
                if !known.contains(&removed.as_str()) {
                    diagnostics.push(
                        Diagnostic::error(
                            Rule::UnknownId,
                            format!("no {word} has the id `{}`", removed.as_str()),
                        )
                        .at(removed.place().clone())
                        .help_if(did_you_mean(removed.as_str(), known.iter().copied())),
                    );
                }
            }
        }
    }

    fn check_base(&self, model: &Model, diagnostics: &mut Diagnostics) {
        let version = &model.framework.version;
        if self.based_on.as_str() != version.as_str() {
            diagnostics.push(
                Diagnostic::warning(
                    Rule::EditionBehind,
                    format!(
                        "the edition was made from version {}, and the framework is at {}",
                        self.based_on.as_str(),
                        version.as_str()
                    ),
                )
                .at_with(self.based_on.place().clone(), "made from this version")
                .also(version.place().clone(), "the framework's version")
                .help(format!(
                    "compare what the edition changes with the framework, then write `based-on: \"{}\"`",
                    version.as_str()
                )),
            );
        }
    }
}

impl Adaptation {
    /// A recommendation that is left out has no place for other words of its own.
    fn check_omission(&self, recommendation: &str, diagnostics: &mut Diagnostics) {
        let texts =
            [("title", &self.title), ("ask", &self.ask), ("short", &self.short), ("note", &self.note)];
        let (keys, places): (Vec<String>, Vec<_>) = texts
            .iter()
            .filter_map(|(key, text)| Some((format!("`{key}`"), text.as_ref()?.place().clone())))
            .unzip();
        let Some(first) = places.into_iter().next().filter(|_| self.omit == Some(true)) else { return };
        let keys = keys.join(", ");
        diagnostics.push(
            Diagnostic::error(
                Rule::UnknownKey,
                format!("`{recommendation}` is left out: nothing would print its {keys}"),
            )
            .at(first)
            .help(format!("take out {keys}; or take out `omit: true`, so that they are printed")),
        );
    }

    fn check(&self, recommendation: &str, diagnostics: &mut Diagnostics) {
        self.check_omission(recommendation, diagnostics);
        let changes =
            self.title.is_some() || self.ask.is_some() || self.short.is_some() || self.omit == Some(true);
        if changes && self.reason.is_none() {
            diagnostics.push(
                Diagnostic::error(
                    Rule::MissingKey,
                    format!("`{recommendation}` is adapted or left out without a `reason`"),
                )
                .at(self.at.clone())
                .help("add `reason: …`, so that readers and the secretariat know why"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::trial::{line, said_of};

    fn told(adaptation: &str) -> Vec<String> {
        let edition =
            format!("title: Country\nlanguage: en\nbased-on: \"1.0\"\nrecommendations:\n  a: {adaptation}\n");
        said_of("editions/at/edition.yaml", edition).iter().map(line).collect()
    }

    #[test]
    fn words_of_what_is_left_out_are_an_error_that_names_their_keys() {
        let keys = "`title`, `ask`, `note`";
        assert_eq!(
            told("{omit: true, reason: Why., title: A, ask: B., note: C.}"),
            [format!(
                "editions/at/edition.yaml:5 error unknown-key: `a` is left out: nothing would print its {keys} -> \
                 take out {keys}; or take out `omit: true`, so that they are printed"
            )]
        );
        assert_eq!(told("{omit: true, reason: Why.}"), [""; 0]);
        assert_eq!(told("{omit: false, reason: Why., title: A}"), [""; 0]);
    }
}
