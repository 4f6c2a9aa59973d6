//! The pictures that content names, and the kinds that can be printed.

use std::sync::Arc;

use paf_diag::{Place, Written, nearest};

use crate::decode::Str;
use crate::edition::path_of_logo;
use crate::files::Files;
use crate::model::{Drawing, Model, PlacedFigure};
use crate::people::Organisation;
use crate::text::Origin;

/// The endings of pictures that are printed, in the order in which a figure takes them.
pub const ENDINGS: [&str; 6] = ["svg", "png", "jpg", "jpeg", "webp", "gif"];

/// The kinds that are printed, for messages.
pub const KINDS: &str = "SVG, PNG, JPEG, WebP and GIF";

/// A picture that content names.
#[derive(Debug, Clone)]
pub struct Named {
    /// Its path below the root.
    pub path: String,
    /// What names it, for messages: `the logo`.
    pub what: &'static str,
    /// The line that names it.
    pub place: Place,
}

/// All pictures that content names, those of country editions too.
pub fn named(model: &Model) -> Vec<Named> {
    let logos = organisations(model).filter_map(|organisation| {
        let logo = organisation.logo.as_ref()?;
        let path = format!("framework/{}", logo.as_str());
        Some(Named { path, what: "the logo", place: logo.place().clone() })
    });
    let own = model.nationals.iter().flat_map(|(edition, national)| own_figures(national, edition));
    let figures = model.figures.iter().chain(own).filter_map(|(id, placed)| match placed.drawing {
        Drawing::Typst | Drawing::Chart => None,
        Drawing::Picture(ending) => Some(Named {
            path: format!("{}/{id}.{ending}", placed.folder),
            what: "the picture",
            place: placed.figure.at.clone(),
        }),
    });
    let tables = model.editions.iter().filter_map(|(_, edition)| edition.round_table.as_ref());
    let photos = tables.filter_map(|table| table.photo.as_ref()).map(|photo| Named {
        path: format!("framework/{}", photo.file.as_str()),
        what: "the photograph",
        place: photo.file.place().clone(),
    });
    let organisers = model.editions.iter().flat_map(|(id, edition)| {
        let logos = edition.organisers.iter().filter_map(|organiser| organiser.logo.as_ref());
        logos.map(|logo| Named {
            path: path_of_logo(id, logo),
            what: "the logo",
            place: logo.place().clone(),
        })
    });
    logos.chain(figures).chain(photos).chain(organisers).collect()
}

/// The figures that a country edition adds.
pub(crate) fn own_figures<'a>(
    national: &'a Model,
    edition: &str,
) -> impl Iterator<Item = &'a (Arc<str>, PlacedFigure)> {
    let folder = format!("framework/editions/{edition}/figures");
    national.figures.iter().filter(move |(_, placed)| *placed.folder == *folder)
}

/// The organisations of the framework and those that country editions add.
pub(crate) fn organisations(model: &Model) -> impl Iterator<Item = &Organisation> {
    fn listed(model: &Model) -> impl Iterator<Item = &Organisation> {
        model.partners.iter().chain(&model.endorsers).flat_map(|list| &list.organisations)
    }
    let national = model.nationals.values().flat_map(own_organisations);
    let at_tables = model.editions.iter().filter_map(|(_, edition)| edition.round_table.as_ref());
    listed(model).chain(national).chain(at_tables.flat_map(|table| &table.organisations))
}

/// The organisations that a country edition adds to the lists of the framework, or has in lists of its own.
pub(crate) fn own_organisations(national: &Model) -> impl Iterator<Item = &Organisation> {
    let listed = national.partners.iter().chain(&national.endorsers).flat_map(|list| &list.organisations);
    let own = national.groups.partners.iter().chain(&national.groups.endorsers);
    listed.filter(|listed| is_national(listed)).chain(own.flat_map(|group| &group.organisations))
}

fn is_national(organisation: &Organisation) -> bool {
    matches!(organisation.name.0.origin, Origin::National(_))
}

/// Writes the paths of an edition's logos from `framework/` on, where they are meant from its own folder.
pub(crate) fn find_at_home(national: &mut Model, id: &str, paths: &[String]) {
    let Model { partners, endorsers, groups, .. } = national;
    let listed = partners.iter_mut().chain(endorsers).flat_map(|list| &mut list.organisations);
    let own =
        groups.partners.iter_mut().chain(&mut groups.endorsers).flat_map(|group| &mut group.organisations);
    let logos = listed.filter(|listed| is_national(listed)).chain(own).filter_map(|o| o.logo.as_mut());
    logos.for_each(|logo| at_home(logo, id, paths));
}

/// Writes the path of a picture of an edition from `framework/` on, where it stands in the edition's own folder.
pub(crate) fn at_home(picture: &mut Str, id: &str, paths: &[String]) {
    let own = format!("editions/{id}/{}", picture.as_str());
    if paths.contains(&format!("framework/{own}")) {
        *picture = Str(Arc::new(Written::verbatim(own, picture.place().clone())));
    }
}

/// The ending of a file's name in lower case.
pub fn ending(path: &str) -> Option<String> {
    let name = path.rsplit('/').next()?;
    name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase())
}

/// What to write in place of `name`, the end of a path that is not there: one that differs in capital letters, in
/// its ending, or in little else.
pub(crate) fn near(path: &str, name: &str, files: &dyn Files) -> Option<String> {
    let folder = path.strip_suffix(name).filter(|folder| folder.starts_with("framework/"))?;
    let all = files.list(folder.trim_end_matches('/')).unwrap_or_default();
    let pictures: Vec<&str> = all
        .iter()
        .filter_map(|path| path.strip_prefix(folder))
        .filter(|path| ending(path).is_some_and(|ending| ENDINGS.contains(&ending.as_str())))
        .collect();
    let lower = name.to_lowercase();
    let stem = |path: &str| path.rsplit_once('.').map_or(path, |(stem, _)| stem).to_lowercase();
    let file = |path: &str| path.rsplit('/').next().unwrap_or(path).to_lowercase();
    let other_case = pictures.iter().find(|found| found.to_lowercase() == lower);
    let other_ending = || pictures.iter().find(|found| stem(found) == stem(name));
    let other_folder = || pictures.iter().find(|found| file(found) == file(name));
    let slip = || {
        let stems: Vec<String> = pictures.iter().map(|found| stem(&file(found))).collect();
        let near = nearest(&stem(&file(name)), stems.iter().map(String::as_str))?.to_owned();
        pictures.get(stems.iter().position(|stem| *stem == near)?)
    };
    let found = other_case.or_else(other_ending).or_else(other_folder).or_else(slip)?;
    Some(format!("did you mean `{found}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Memory;

    #[test]
    fn a_near_name_is_one_of_other_letters_another_ending_or_another_folder() {
        let mut files = Memory::default();
        for path in ["logos/Alpha.svg", "logos/beta.jpeg", "logos/notes.txt", "pictures/gamma.png"] {
            files.insert(format!("framework/{path}"), *b"x");
        }
        let near = |name: &str| near(&format!("framework/{name}"), name, &files);
        assert_eq!(near("logos/alpha.svg").as_deref(), Some("did you mean `logos/Alpha.svg`?"));
        assert_eq!(near("logos/beta.jpg").as_deref(), Some("did you mean `logos/beta.jpeg`?"));
        assert_eq!(near("logos/gamma.png").as_deref(), Some("did you mean `pictures/gamma.png`?"));
        assert_eq!(near("logos/bta.jpeg").as_deref(), Some("did you mean `logos/beta.jpeg`?"));
        assert_eq!(near("logos/notes.svg"), None);
    }

    #[test]
    fn an_ending_is_that_of_the_name() {
        assert_eq!(ending("framework/logos/a.b.PNG").as_deref(), Some("png"));
        assert_eq!(ending("framework/logos.old/a"), None);
    }
}
