//! What templates may do with values beyond choosing them.

use std::sync::Arc;

use minijinja::value::{Kwargs, Value};
use minijinja::{Environment, Error, ErrorKind};
use paf_locale::{Date, HouseStyle, Lang};
use qrcodegen::{QrCode, QrCodeEcc};

use crate::expression::one_line;
use crate::values::{Filled, Mapping, PlainForm, TextValue};

/// Adds the filters for documents in `lang`.
pub(crate) fn add(env: &mut Environment<'_>, lang: Lang, style: HouseStyle) {
    env.add_filter("plain", plain);
    env.add_filter("fill", fill);
    env.add_filter("provenance", provenance);
    env.add_filter("date", move |value: &Value| Ok::<_, Error>(paf_locale::long_date(lang, date(value)?)));
    env.add_filter("month", move |value: &Value| Ok::<_, Error>(paf_locale::month_year(lang, date(value)?)));
    env.add_filter("year", move |value: &Value| Ok::<_, Error>(date(value)?.year()));
    env.add_filter("collate", move |list: &Value, key: &str| collate(lang, list, key));
    env.add_filter("join_and", move |list: &Value| join_and(lang, list));
    env.add_filter("qr", |text: &Value| qr(&text.to_string()));
    env.add_filter("grouped", move |number: i64| paf_locale::number(lang, style, number));
    // These give strings out of the values they are handed and would lose the way back.
    for name in ["escape", "e", "safe", "tojson", "urlencode", "pprint", "indent", "title", "capitalize"] {
        env.remove_filter(name);
    }
}

/// A text as a string without marks.
fn plain(value: &Value) -> Result<Value, Error> {
    if let Some(text) = value.downcast_object_ref::<TextValue>() {
        let words = one_line(&text.0.plain());
        let filled = Vec::new();
        return Ok(Value::from_object(PlainForm { text: Arc::clone(&text.0), words, filled }));
    }
    if let Some(filled) = value.downcast_object_ref::<Filled>() {
        let words = one_line(&value.to_string());
        let names = filled.values.keys().cloned().collect();
        return Ok(Value::from_object(PlainForm { text: Arc::clone(&filled.text), words, filled: names }));
    }
    Ok(value.clone())
}

/// What a record says of its provenance; none where all of it is European.
fn provenance(record: &Value) -> Result<Value, Error> {
    let keys = ["origin", "changes", "within"];
    let values = keys.map(|key| (Arc::from(key), record.get_attr(key).unwrap_or_default()));
    if values.iter().all(|(_, value)| value.is_undefined()) {
        return Ok(Value::from(()));
    }
    let or_empty = |(key, value): (Arc<str>, Value)| match value.is_undefined() {
        true if *key == *"origin" => (key, Value::from(())),
        true => (key, Value::from(Vec::<Value>::new())),
        false => (key, value),
    };
    Ok(Value::from_object(Mapping(values.map(or_empty).into())))
}

/// A text with its placeholders filled in.
fn fill(value: &Value, kwargs: Kwargs) -> Result<Value, Error> {
    let Some(text) = value.downcast_object_ref::<TextValue>() else {
        return Err(Error::new(
            ErrorKind::InvalidOperation,
            "only a text has placeholders that `fill` could fill",
        ));
    };
    let values = kwargs
        .args()
        .map(|name| Ok((name.to_owned(), kwargs.get::<Value>(name)?)))
        .collect::<Result<_, Error>>()?;
    Ok(Value::from_object(Filled { text: Arc::clone(&text.0), values }))
}

fn date(value: &Value) -> Result<Date, Error> {
    let text = value.to_string();
    Date::parse(&text)
        .map_err(|error| Error::new(ErrorKind::InvalidOperation, format!("`{text}` is not a date: {error}")))
}

/// Records sorted by a key's string, by the rules of the language.
fn collate(lang: Lang, list: &Value, key: &str) -> Result<Value, Error> {
    let mut keyed: Vec<(String, Value)> = list
        .try_iter()?
        .map(|item| {
            let sort = item.get_attr("sort").ok().filter(|value| !value.is_none() && !value.is_undefined());
            let name = match sort {
                Some(sort) => sort,
                None => item.get_attr(key)?,
            };
            Ok((name.to_string(), item))
        })
        .collect::<Result<_, Error>>()?;
    paf_locale::collator(lang).sort_by_key(&mut keyed, |(name, _)| name.as_str());
    Ok(keyed.into_iter().map(|(_, item)| item).collect())
}

/// Strings as one enumeration: `a, b and c`.
fn join_and(lang: Lang, list: &Value) -> Result<String, Error> {
    let items: Vec<String> = list.try_iter()?.map(|item| item.to_string()).collect();
    Ok(paf_locale::join_and(lang, &items))
}

/// A text as a QR code (ISO/IEC 18004): its rows from above, each a string of `1` for a dark module and `0` for a
/// light one, without the quiet zone. A quarter of it may be dirty or creased.
fn qr(text: &str) -> Result<Vec<String>, Error> {
    let code = QrCode::encode_text(text, QrCodeEcc::Quartile).map_err(|_| {
        Error::new(ErrorKind::InvalidOperation, format!("`{text}` is too long for a QR code"))
    })?;
    let row = |y| (0..code.size()).map(|x| if code.get_module(x, y) { '1' } else { '0' }).collect();
    Ok((0..code.size()).map(row).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_square_and_has_its_finders() {
        let rows = qr("https://framework.example.org/eu/el/leaflet.html").unwrap();
        assert!(rows.iter().all(|row| row.len() == rows.len()));
        // The corners by which a reader finds it (ISO/IEC 18004, 6.3.3).
        for row in [&rows[0], &rows[6], &rows[rows.len() - 7], &rows[rows.len() - 1]] {
            assert!(row.starts_with("11111110"), "{row}");
        }
        assert!(rows[0].ends_with("01111111"), "{}", rows[0]);
    }

    #[test]
    fn what_is_too_long_is_told() {
        let error = qr(&"a".repeat(3_000)).unwrap_err();
        assert!(error.to_string().contains("too long for a QR code"), "{error}");
    }
}
