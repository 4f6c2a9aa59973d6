//! `locales/minor-changes.yaml`: rewordings of the source that left its translations as they were.

use paf_locale::Date;

use crate::quoted::quoted;

const HEAD: &str = "# Rewordings of the source that did not change its meaning: the translations stayed current.\n\
                    # `paf translate sync --minor` adds to this file.\n";

/// A rewording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MinorChange {
    /// The text's key.
    pub key: String,
    /// The text before.
    pub from: String,
    /// The text after.
    pub to: String,
    /// The languages whose translations stayed as they were.
    pub languages: Vec<String>,
    /// The day.
    pub date: Date,
}

impl MinorChange {
    /// Notes that the translation into `lang` stays, in the record of the same rewording.
    pub fn add(log: &mut Vec<Self>, key: &str, from: &str, to: &str, lang: &str, date: Date) {
        match log.iter_mut().find(|change| change.key == key && change.from == from && change.to == to) {
            Some(change) => change.languages.push(lang.to_owned()),
            None => log.push(Self {
                key: key.to_owned(),
                from: from.to_owned(),
                to: to.to_owned(),
                languages: vec![lang.to_owned()],
                date,
            }),
        }
    }
}

/// The text of the file with the keys that texts have now.
pub fn renamed(before: &str, new_key: impl Fn(&str) -> Option<String>) -> String {
    let line = |line: &str| {
        let key = line.trim_end().strip_prefix("  key: ")?;
        Some(line.replacen(key, &new_key(key)?, 1))
    };
    before.split_inclusive('\n').map(|old| line(old).unwrap_or_else(|| old.to_owned())).collect()
}

/// The text of the file with some rewordings added; what was there stays as it is.
pub fn appended(before: &str, log: &[MinorChange]) -> String {
    let mut out =
        if before.trim().is_empty() { HEAD.to_owned() } else { before.trim_end().to_owned() + "\n" };
    for change in log {
        out.push_str(&format!("- date: {}\n  key: {}\n", change.date.iso(), change.key));
        out.push_str(&format!("  from: {}\n  to: {}\n", quoted(&change.from), quoted(&change.to)));
        out.push_str(&format!("  languages: [{}]\n", change.languages.join(", ")));
    }
    out
}
