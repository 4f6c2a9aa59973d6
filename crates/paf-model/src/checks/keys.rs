//! Whether every text has a key of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Rule};

use crate::text::Text;

/// Reports texts that have the key of another one: both would be printed with one translation. Where a
/// file has an id or a key twice, that has been told, and this only follows from it.
pub(super) fn unique(texts: &[Arc<Text>], diagnostics: &mut Diagnostics) {
    let is_double = |rule: Rule| matches!(rule, Rule::DuplicateId | Rule::DuplicateKey);
    let told: BTreeSet<String> = diagnostics
        .iter()
        .filter(|found| is_double(found.rule))
        .filter_map(|found| found.primary.as_ref())
        .map(|label| label.place.file().path().to_owned())
        .collect();
    let mut first: BTreeMap<&str, &Arc<Text>> = BTreeMap::new();
    for text in texts {
        let earlier = first.entry(text.key.as_str()).or_insert(text);
        if Arc::ptr_eq(earlier, text) || told.contains(text.place().file().path()) {
            continue;
        }
        diagnostics.push(
            Diagnostic::error(Rule::DuplicateId, format!("two texts have the key `{}`", text.key))
                .at_with(text.place().clone(), "this one")
                .also(earlier.place().clone(), "and this one")
                .help("give what one of them stands in another id: translations are found by the key"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::Decode;
    use crate::document::{Document, Labels};
    use crate::edition::Edition;
    use crate::framework::Framework;
    use crate::leaflet::{Figure, Glossary, Leaflet};
    use crate::people::{ExpertGroup, Organisations};
    use crate::report::{Recommendation, Report};
    use crate::shape::Shape;
    use crate::text::{TextKey, TextKind};
    use paf_diag::{Place, SourceFile, Written};
    use paf_locale::Lang;

    /// What a shape holds, records once each.
    fn below(shape: Shape, path: &str, seen: &mut BTreeSet<&'static str>, found: &mut Vec<(String, Shape)>) {
        match &shape {
            Shape::List(inner) | Shape::Map(inner) | Shape::ByKey(inner) => {
                below((**inner).clone(), path, seen, found)
            }
            Shape::AnyOf(shapes) => {
                shapes.iter().for_each(|inner| below(inner.clone(), path, seen, found));
            }
            Shape::Record(record) => {
                let record = record();
                if seen.insert(record.name) {
                    for field in record.fields {
                        below(field.shape, &format!("{}.{}", record.name, field.name), seen, found);
                    }
                }
            }
            _ => {}
        }
        found.push((path.to_owned(), shape));
    }

    fn has_id(shape: &Shape) -> bool {
        let Shape::Record(record) = shape else { return false };
        record().fields.iter().any(|field| field.name == "id" && field.required)
    }

    /// The key of a text in a list would be its place there, which moves.
    #[test]
    fn whatever_stands_in_a_list_and_is_translated_has_an_id() {
        let mut lists = Vec::new();
        for shape in [
            Framework::shape(),
            Report::shape(),
            Recommendation::shape(),
            ExpertGroup::shape(),
            Organisations::shape(),
            Leaflet::shape(),
            Glossary::shape(),
            Figure::shape(),
            Edition::shape(),
            Document::shape(),
            Labels::shape(),
        ] {
            below(shape, "", &mut BTreeSet::new(), &mut lists);
        }
        let items = lists.iter().filter_map(|(path, shape)| match shape {
            Shape::List(item) => Some((path, item)),
            _ => None,
        });
        let (mut with, mut without) = (0, Vec::new());
        for (path, item) in items {
            let mut held = Vec::new();
            below((**item).clone(), "", &mut BTreeSet::new(), &mut held);
            let translated = held.iter().any(|(_, shape)| matches!(shape, Shape::Text | Shape::PlainText));
            match has_id(item) {
                true => with += 1,
                false if translated => without.push(path),
                false => {}
            }
        }
        assert!(with > 8, "{with} lists");
        assert!(without.is_empty(), "{without:?}");
    }

    fn text(path: &str, key: &str) -> Arc<Text> {
        let file = SourceFile::new(path, "words");
        let written = Written::verbatim("words", Place::new(&file, 0..5));
        let key = TextKey::from(key);
        Arc::new(Text::parse(key, Lang::ENGLISH, TextKind::Rich, written, &mut Diagnostics::new()))
    }

    #[test]
    fn two_texts_with_one_key_are_told_at_both_places() {
        let texts = [text("a.yaml", "a.b"), text("a.yaml", "a.c"), text("b.yaml", "a.b")];
        let mut diagnostics = Diagnostics::new();
        unique(&texts, &mut diagnostics);
        let found: Vec<_> = diagnostics.iter().collect();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].message, "two texts have the key `a.b`");
        let paths = found[0].primary.iter().chain(&found[0].secondary);
        let paths: Vec<_> = paths.map(|label| label.place.file().path()).collect();
        assert_eq!(paths, ["b.yaml", "a.yaml"]);
        // What follows from an id that is given twice has been told.
        let place = texts[2].place().clone();
        let mut diagnostics =
            Diagnostics::from_iter([Diagnostic::error(Rule::DuplicateId, "twice").at(place)]);
        unique(&texts, &mut diagnostics);
        assert_eq!(diagnostics.errors(), 1);
    }
}
