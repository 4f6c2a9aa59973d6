//! What an edition changes, for the list that says so: under the names that the framework gives to what is changed.

use std::cmp::Reverse;
use std::sync::Arc;

use paf_model::edition::{Difference, Edition};
use paf_model::markup::Inline;
use paf_model::{Data, Model, Text};

/// What an edition changes, in the order of the framework's files and of what they hold: where it is, what is done,
/// and why.
///
/// What is changed stands under its European title, which readers of another edition know; what is added has none.
pub(crate) fn differences(national: &Model, edition: Option<&Edition>, own: &Data, european: &Data) -> Data {
    let foreword = edition.and_then(|edition| edition.foreword.as_ref());
    let foreword = foreword.map(|foreword| Data::Text(Arc::clone(&foreword.title)));
    let listed = |difference| Told { foreword: foreword.as_ref(), ..Told::of(difference, own, european) };
    let mut told: Vec<Told<'_>> = national.differences.iter().map(listed).collect();
    told.sort_by_key(|told| told.place);
    Data::List(told.iter().map(Told::data).collect())
}

/// The rows as the edition tells them, with what they quote of the European framework in the words of that: its counts
/// and numbers are not those of the edition.
/// - `untold`: the same rows, in which neither is filled in yet; `say` fills in the European ones
pub(crate) fn quoting(told: &Data, untold: &Data, say: &impl Fn(&Arc<Text>) -> Arc<Text>) -> Data {
    let (Data::List(told), Data::List(untold)) = (told, untold) else { return told.clone() };
    let word = |row: &Data, key: &str| row.get(key).and_then(Data::as_str).map(str::to_owned);
    let quoted = |(row, untold): (&Data, &Data)| {
        // A part is called as it is on the page, unless its very title is another one there.
        let keys: &[&str] = match (word(row, "verb").as_deref(), word(row, "field").as_deref()) {
            (Some("add"), _) => &[],
            (Some("adapt"), Some("title")) => &["title", "what"],
            _ => &["what"],
        };
        keys.iter().fold(row.clone(), |row, key| match untold.get(key) {
            Some(Data::Text(text)) => row.with(key, Data::Text(say(text))),
            _ => row,
        })
    };
    Data::List(told.iter().zip(untold).map(quoted).collect())
}

/// A change as it is listed.
struct Told<'a> {
    difference: &'a Difference,
    /// Where it stands in the list: its file, and the place of the part in that. What is left out of the framework
    /// comes before what has moved to its place.
    place: (usize, usize, Reverse<bool>),
    /// The number of a recommendation, where it is in the edition.
    number: Option<Data>,
    /// The title of the part that is changed or in which something is.
    part: Option<&'a Data>,
    /// What is changed in the part: its name, or the European wording.
    what: Option<&'a Data>,
    /// The title of the edition's foreword.
    foreword: Option<&'a Data>,
}

impl<'a> Told<'a> {
    fn of(difference: &'a Difference, own: &'a Data, european: &'a Data) -> Self {
        let path = printed_at(difference, own);
        let from = if difference.verb == "add" { own } else { european };
        let (part, what) = named(from, &path);
        // What is set has a label. A wording with gaps is filled in where it is printed, and nowhere else.
        let what = what.filter(|what| difference.verb != "set" && !has_gaps(what));
        let in_own = place(own, &path).map(|place| match difference.verb {
            // It stands below all that it is about.
            "note" if path.len() == 2 => place + WITHIN - 1,
            _ => place,
        });
        let number = path.get(..2).and_then(|part| at(own, part)?.get("number")).cloned();
        Self {
            difference,
            place: (
                file(&path),
                in_own.or_else(|| place(european, &path)).unwrap_or(0),
                Reverse(in_own.is_none()),
            ),
            number,
            part,
            what,
            foreword: None,
        }
    }

    fn data(&self) -> Data {
        let optional = |data: Option<&Data>| data.cloned().unwrap_or(Data::None);
        let key = &self.difference.key;
        let what = self.references_added().or_else(|| self.what.cloned());
        let title = if &**key == "foreword" { self.foreword } else { self.part };
        let texts = self.difference.texts.iter().map(|text| {
            Data::map([("key", Data::made(text.key.as_str())), ("origin", Data::made(text.origin.word()))])
        });
        Data::map([
            ("verb", Data::made(self.difference.verb)),
            ("key", Data::Made(Arc::clone(key))),
            ("file", Data::made(group(key))),
            ("field", Data::made(key.rsplit('.').next().unwrap_or_default())),
            ("number", optional(self.number.as_ref())),
            ("title", optional(title)),
            ("what", optional(what.as_ref())),
            (
                "reason",
                self.difference.reason.as_ref().map_or(Data::None, |reason| Data::Text(Arc::clone(reason))),
            ),
            ("texts", Data::List(texts.collect())),
        ])
    }
}

impl Told<'_> {
    /// The titles of the references that are added; which pages name them is seen in the list of references.
    fn references_added(&self) -> Option<Data> {
        let is_title =
            |key: &str| key.split('.').skip_while(|part| *part != "references").skip(2).eq(["title"]);
        let titles = self.difference.texts.iter().filter(|text| is_title(text.key.as_str()));
        let titles: Vec<String> = titles.map(|text| text.plain()).collect();
        (&*self.difference.key == "references" && !titles.is_empty()).then(|| Data::made(titles.join("; ")))
    }
}

/// The path to what is changed, as it is printed: what an edition adds to organisations and people stands in a group
/// of its own, and its references under the heading of all.
fn printed_at<'a>(difference: &'a Difference, own: &Data) -> Vec<&'a str> {
    let mut path: Vec<&str> = difference.key.split('.').collect();
    let has_group = || below(own, path[0]).is_some_and(|file| file.get("own").is_some());
    if difference.verb == "add" && path.len() > 2 && has_group() {
        path.insert(1, "own");
    }
    if path == ["references"] {
        path.insert(0, "report");
    }
    path
}

/// The file under whose heading a change is listed: what only an edition has is told with what it says of itself.
fn group(key: &str) -> &str {
    match key.split('.').next().unwrap_or_default() {
        "foreword" | "round-table" => "framework",
        file => file,
    }
}

/// The order of the files in the list.
fn file(path: &[&str]) -> usize {
    const FILES: [&str; 10] = [
        "foreword",
        "framework",
        "round-table",
        "report",
        "recommendations",
        "expert-group",
        "partners",
        "endorsers",
        "leaflet",
        "glossary",
    ];
    FILES.iter().position(|file| path.first() == Some(file)).unwrap_or(FILES.len())
}

/// Wide enough for any list of parts.
const WITHIN: usize = 10_000;

/// The place of a part among those of its file; of a section, behind the parts before its list.
fn place(data: &Data, path: &[&str]) -> Option<usize> {
    let part = |data: &Data, id: &str| match data {
        Data::List(items) => items.iter().position(|item| item.get("id").and_then(Data::as_str) == Some(id)),
        Data::Map(entries) => entries.iter().position(|(key, _)| **key == *id),
        _ => None,
    };
    let content = at(data, path.get(..1)?)?;
    let first = part(content, path.get(1)?)?;
    let second = path.get(2).and_then(|id| part(at(content, &path[1..2])?, id));
    Some(first * WITHIN + second.unwrap_or(0))
}

/// What lies at a path of ids, the name of the file first.
fn at<'a>(data: &'a Data, path: &[&str]) -> Option<&'a Data> {
    let Some((first, rest)) = path.split_first() else { return Some(data) };
    at(below(data, first)?, rest)
}

fn below<'a>(data: &'a Data, id: &str) -> Option<&'a Data> {
    match data {
        Data::List(items) => items.iter().find(|item| item.get("id").and_then(Data::as_str) == Some(id)),
        // Templates know files by names with an underscore.
        _ => data.get(id).or_else(|| data.get(&id.replace('-', "_"))),
    }
}

/// The names of what lies at a path: that of the part, which is the first with a title below its file, and that of
/// what it is within the part, or the wording itself where this is one of the part's own.
fn named<'a>(data: &'a Data, path: &[&str]) -> (Option<&'a Data>, Option<&'a Data>) {
    let (mut part, mut what) = (None, None);
    let mut here = path.split_first().and_then(|(file, _)| below(data, file));
    for (holder, id) in path.iter().zip(path.iter().skip(1)) {
        here = here.and_then(|data| below(data, id));
        let Some(data) = here else { break };
        match (data, part) {
            (Data::Text(_), _) if what.is_none() => what = Some(data),
            // A group of the edition stands under its own title.
            (Data::Map(_), Some(_)) if *id == "own" => part = name(data, &["title"]).or(part),
            // A row of a table is called by what stands first in it.
            (Data::Map(cells), Some(_)) if *holder == "rows" => {
                what = cells.iter().map(|(_, cell)| cell).find(|cell| matches!(cell, Data::Text(_))).or(what);
            }
            (Data::Map(_), None) => part = name(data, &["title", "name", "term"]),
            (Data::Map(_), Some(_)) => {
                what = name(data, &["title", "name", "term", "short", "text"]).or(what)
            }
            _ => {}
        }
    }
    (part, what)
}

fn has_gaps(wording: &Data) -> bool {
    let is_gap = |inline: &Inline| matches!(inline, Inline::Placeholder { .. });
    matches!(wording, Data::Text(text) if text.inlines.iter().any(is_gap))
}

fn name<'a>(data: &'a Data, keys: &[&str]) -> Option<&'a Data> {
    keys.iter().filter_map(|key| data.get(key)).find(|name| matches!(name, Data::Text(_) | Data::Str(_)))
}
