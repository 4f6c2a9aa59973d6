//! What is published as a whole, as far as pages speak of it, and what every page is told.

use std::collections::{BTreeMap, BTreeSet};

use paf_build::Manifest;
use paf_locale::Lang;
use paf_model::Data;

use crate::bundles::BUNDLES;
use crate::place::{Place, direction, file};

/// An edition with its name.
pub(crate) struct Named<'a> {
    pub(crate) id: &'a str,
    pub(crate) name: Data,
    /// That in whose language the name is.
    pub(crate) own: &'a Place<'a>,
    pub(crate) places: Vec<&'a Place<'a>>,
}

impl Named<'_> {
    /// The documents that there are in any of its languages, each once.
    fn documents(&self) -> Vec<Data> {
        let files = self.places.iter().flat_map(|place| &place.files);
        let documents: BTreeSet<&str> = files.map(|(target, _)| &*target.document).collect();
        documents.into_iter().map(Data::made).collect()
    }
}

/// What is published, as far as pages speak of it.
pub(crate) struct Whole<'a> {
    pub(crate) manifest: &'a Manifest,
    pub(crate) places: &'a [Place<'a>],
    pub(crate) editions: Vec<Named<'a>>,
    /// The sizes of the archives, in bytes.
    pub(crate) size: &'a (dyn Fn(&str) -> Option<u64> + Sync),
    /// The names of the pages that there are, by the folders of places.
    pub(crate) made: BTreeMap<String, BTreeSet<String>>,
    /// The address at which all of it is published, with a stroke at its end.
    pub(crate) address: Option<String>,
}

impl Whole<'_> {
    /// An archive, as it is named from a folder from which `up` leads to the first page; nothing where there is none.
    pub(crate) fn archive(&self, up: &str, name: &str, lang: Lang) -> Data {
        let path = format!("{BUNDLES}/{name}.zip");
        let listed = (self.size)(&path).map(|bytes| file(&format!("{up}{path}"), bytes, lang));
        listed.unwrap_or(Data::None)
    }

    /// Where a file is published; nothing where nobody knows.
    pub(crate) fn address(&self, path: &str) -> Data {
        self.address.as_ref().map_or(Data::None, |address| Data::made(format!("{address}{path}")))
    }

    /// The languages of an edition, each with the way to the same page (`same`), or where it has none to what there is
    /// in it.
    pub(crate) fn languages(&self, place: &Place<'_>, name: &str) -> Data {
        let of_edition = self.places.iter().filter(|other| other.edition == place.edition);
        let links = of_edition.map(|other| {
            let (folder, is_here) = (other.folder(), other.lang == place.lang);
            let is_same = self.made.get(&folder).is_some_and(|made| made.contains(name));
            let name = if is_same { name } else { "index" };
            let link = other.link(&format!("../{}/{name}.html", other.lang.code()), is_here);
            link.with("same", Data::Bool(is_same))
                .with("address", self.address(&format!("{folder}/{name}.html")))
        });
        Data::List(links.collect())
    }

    /// All pages, for programs that find pages or follow what is new: each with `path`, `address`, `name`, `edition`,
    /// `edition_name`, `lang`, `date` and, in `languages`, the `lang` and `address` of the same in the others.
    pub(crate) fn all<'p>(
        &self,
        paths: impl Iterator<Item = &'p str> + Clone,
        date: impl Fn(&str) -> String,
    ) -> Data {
        let parts = |path: &'p str| {
            let mut parts = path.strip_suffix(".html")?.split('/');
            let parts = (parts.next()?, parts.next()?, parts.next()?);
            Some((path, parts))
        };
        let of_places: Vec<_> = paths.filter_map(parts).collect();
        let page = |(path, (edition, lang, name)): &(&str, (&str, &str, &str))| {
            let same = of_places.iter().filter(|(_, other)| (other.0, other.2) == (*edition, *name));
            let languages = same.map(|(path, (_, lang, _))| {
                Data::map([("lang", Data::made(*lang)), ("address", self.address(path))])
            });
            let named = self.editions.iter().find(|known| known.id == *edition);
            Data::map([
                ("path", Data::made(*path)),
                ("address", self.address(path)),
                ("name", Data::made(*name)),
                ("edition", Data::made(*edition)),
                ("edition_name", named.map_or(Data::None, |named| named.name.clone())),
                ("lang", Data::made(*lang)),
                ("date", Data::made(date(edition))),
                ("languages", Data::List(languages.collect())),
            ])
        };
        Data::List(of_places.iter().map(page).collect())
    }

    /// The editions with the ways to their languages.
    pub(crate) fn editions(&self, up: &str) -> Data {
        let link = |place: &&Place<'_>| place.link(&format!("{up}{}/index.html", place.folder()), false);
        let edition = |edition: &Named<'_>| {
            Data::map([
                ("id", Data::made(edition.id)),
                ("name", edition.name.clone()),
                ("lang", Data::made(edition.own.lang.code())),
                ("dir", Data::made(direction(edition.own.lang))),
                ("languages", Data::List(edition.places.iter().map(link).collect())),
                ("documents", Data::List(edition.documents())),
            ])
        };
        Data::List(self.editions.iter().map(edition).collect())
    }
}

/// What every page is told of itself.
pub(crate) fn page(lang: Lang, title: String, description: Data) -> Data {
    Data::map([
        ("lang", Data::made(lang.code())),
        ("dir", Data::made(direction(lang))),
        ("name", Data::made(title.clone())),
        ("title", Data::made(title)),
        ("description", description),
        ("address", Data::None),
        ("card", Data::None),
        ("files", Data::List(Vec::new())),
        ("made", Data::List(Vec::new())),
    ])
}

/// What the framework says of itself.
pub(crate) fn description(data: &Data) -> Data {
    let description = data.get("framework").and_then(|framework| framework.get("description"));
    description.cloned().unwrap_or_else(|| Data::made(""))
}

/// The words at a path of keys; nothing where there are none.
pub(crate) fn text(data: &Data, path: &[&str]) -> String {
    let found = path.iter().try_fold(data, |data, key| data.get(key));
    match found {
        Some(Data::Text(text)) => text.plain(),
        Some(other) => other.as_str().unwrap_or_default().to_owned(),
        None => String::new(),
    }
}

/// The name of an edition: that of a country, or the word for the European one.
pub(crate) fn edition_name(data: &Data, edition: &str) -> Data {
    let label = data.get("labels").and_then(|labels| labels.get(&format!("edition-{edition}")));
    let own = || data.get("target").and_then(|target| target.get("edition_name"));
    label.or_else(own).cloned().unwrap_or_else(|| Data::made(edition))
}
