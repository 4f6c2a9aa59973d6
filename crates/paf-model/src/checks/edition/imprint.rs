//! What the imprint says of who publishes an edition.

use paf_diag::{Diagnostic, Diagnostics, Rule};

use crate::edition::{Condition, Edition};
use crate::model::Model;
use crate::text::Origin;

/// A citation or a copyright that still names the framework's publisher would say the wrong thing of an edition
/// that has another one.
pub(super) fn check(edition: &Edition, european: &Model, national: &Model, found: &mut Diagnostics) {
    let Some(place) = Condition::Publisher.of(edition) else { return };
    let (of_framework, own) = (&european.framework.publisher.name.0, &national.framework.publisher.name.0);
    let (before, now) = (of_framework.plain(), own.plain());
    if before == now {
        return;
    }
    let copyright = national.framework.copyright.as_ref().map(|copyright| &copyright.notice);
    let texts =
        [("framework.citation", national.framework.citation.as_ref()), ("framework.copyright", copyright)];
    for (key, text) in texts {
        let Some(text) =
            text.filter(|text| text.origin == Origin::European && text.plain().contains(&before))
        else {
            continue;
        };
        found.push(
            Diagnostic::error(
                Rule::EditionUntrue,
                format!("`{key}` names `{before}`, and this edition is published by `{now}`"),
            )
            .at(place.clone())
            .also(text.place().clone(), "named here")
            .help(format!("write `{key}` below `set` as well"))
            .help("or let the framework write `{publisher}` in the place of the name"),
        );
    }
}
