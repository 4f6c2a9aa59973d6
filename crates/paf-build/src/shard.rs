//! Parts of a plan that are made on different machines.

use std::fmt;
use std::str::FromStr;

use paf_diag::{Diagnostic, Rule};
use paf_model::Model;
use paf_model::document::{ContentFile, Document, Profile};

use crate::target::Target;

/// How many letters of text take as long to lay out as making one more file of them.
const LETTERS_OF_A_FILE: usize = 4000;

/// One of several parts of a plan, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    index: usize,
    count: usize,
}

impl Shard {
    /// The most parts there can be.
    pub const MOST: usize = 10_000;

    /// A part; nothing where there is no such.
    pub fn new(index: usize, count: usize) -> Option<Self> {
        (1..=count).contains(&index).then_some(Self { index, count }).filter(|_| count <= Self::MOST)
    }

    /// Which part it is, from 1.
    pub fn index(self) -> usize {
        self.index
    }

    /// How many parts there are.
    pub fn count(self) -> usize {
        self.count
    }

    /// The targets of this part, in the order of the plan.
    ///
    /// # Errors
    /// If some parts would have nothing to do.
    pub(crate) fn of(self, targets: Vec<Target>, model: &Model) -> Result<Vec<Target>, Box<Diagnostic>> {
        let mine = shares(targets, model, self.count)?.into_iter().nth(self.index - 1);
        Ok(mine.map(|share| share.targets).unwrap_or_default())
    }
}

/// What one part of a plan makes.
#[derive(Debug)]
pub struct Share {
    /// Which part it is.
    pub shard: Shard,
    /// Its targets, in the order of the plan.
    pub targets: Vec<Target>,
    /// How much of the whole work it is, in per cent, as far as the length of the texts tells.
    pub percent: usize,
}

/// Shares targets out. All files of a document in an edition and a language are in one part, since they are laid out
/// once; parts take about equally long, as far as the length of the texts tells.
///
/// # Errors
/// If some parts would have nothing to do, or there would be more than there can be.
pub fn shares(targets: Vec<Target>, model: &Model, count: usize) -> Result<Vec<Share>, Box<Diagnostic>> {
    let versions = versions(targets);
    if versions.len() < count {
        return Err(Box::new(too_many(count, versions.len())));
    }
    let weights: Vec<usize> = versions.iter().map(|version| weight(version, model).max(1)).collect();
    let whole: usize = weights.iter().sum();
    let parts = shared(&weights, count, |weight| *weight);
    let share = |shard: Shard| {
        let is_mine = |part: usize| part + 1 == shard.index;
        let mine = versions.iter().zip(&parts).filter(|(_, part)| is_mine(**part));
        let weight: usize = weights.iter().zip(&parts).filter(|(_, p)| is_mine(**p)).map(|(w, _)| w).sum();
        let targets = mine.flat_map(|(version, _)| version.iter().cloned()).collect();
        Share { shard, targets, percent: (100 * weight + whole / 2) / whole.max(1) }
    };
    Ok((1..=count).filter_map(|index| Shard::new(index, count)).map(share).collect())
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.index, self.count)
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(words: &str) -> Result<Self, String> {
        let wrong = || format!("`{words}` is no part of a whole: write the second of eight as 2/8");
        let (index, count) = words.split_once('/').ok_or_else(wrong)?;
        let number = |word: &str| match word.bytes().all(|byte| byte.is_ascii_digit()) {
            true => word.parse().map_err(|_| wrong()),
            false => Err(wrong()),
        };
        let (index, count) = (number(index)?, number(count)?);
        Self::new(index, count).ok_or_else(|| match (index, count) {
            (0, _) => "parts are counted from 1: the first of eight is 1/8".to_owned(),
            (_, count) if count > Self::MOST => format!("there can be {} parts at most", Self::MOST),
            _ => format!("of {count} parts there is no number {index}"),
        })
    }
}

/// The targets of each document, edition and language that are made of the same pages. The profiles of a text follow
/// one another in a plan.
fn versions(targets: Vec<Target>) -> Vec<Vec<Target>> {
    let mut versions: Vec<Vec<Target>> = Vec::new();
    for target in targets {
        let known = versions.iter_mut().rev().take(Profile::ALL.len());
        match known.into_iter().find(|version| version[0].of_pages() == target.of_pages()) {
            Some(version) => version.push(target),
            None => versions.push(vec![target]),
        }
    }
    versions
}

/// To which part each of some works goes: the longest first, each to the part that has least to do, and of several the
/// first.
fn shared<T>(works: &[T], count: usize, weight: impl Fn(&T) -> usize) -> Vec<usize> {
    let weights: Vec<usize> = works.iter().map(weight).collect();
    let mut order: Vec<usize> = (0..works.len()).collect();
    order.sort_by_key(|work| std::cmp::Reverse(weights[*work]));
    let mut loads = vec![0; count];
    let mut parts = vec![0; works.len()];
    for work in order {
        let least = (0..count).min_by_key(|part| loads[*part]).unwrap_or(0);
        loads[least] += weights[work].max(1);
        parts[work] = least;
    }
    parts
}

/// About how long a version takes: by the letters that it prints, and by its files.
fn weight(version: &[Target], model: &Model) -> usize {
    let document = model.documents.iter().find(|(id, _)| *id == version[0].document);
    let letters = document.map_or(0, |(_, document)| letters(document, model));
    letters + LETTERS_OF_A_FILE * version.len()
}

fn letters(document: &Document, model: &Model) -> usize {
    let is_of = |key: &str, file: ContentFile| {
        key.strip_prefix(file.as_str()).is_some_and(|rest| rest.starts_with('.'))
    };
    let is_printed =
        |key: &str| ContentFile::ALL.iter().any(|file| document.prints(*file) && is_of(key, *file));
    let printed = model.texts.iter().filter(|text| is_printed(text.key.as_str()));
    printed.map(|text| text.written.text().len()).sum()
}

fn too_many(count: usize, versions: usize) -> Diagnostic {
    let message = match versions {
        1 => format!("one document in one edition and language cannot be shared by {count}"),
        n => format!("{n} documents, each in an edition and a language, cannot be shared by {count}"),
    };
    Diagnostic::error(Rule::UnknownSelection, message).help(match versions {
        1 => "leave out `--shard`".to_owned(),
        n => format!("make {n} parts at most"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_written_as_people_do() {
        assert_eq!("2/8".parse::<Shard>().map(|shard| shard.to_string()), Ok("2/8".to_owned()));
        for wrong in
            ["", "2", "2/", "/8", "0/8", "9/8", "1/0", "-1/8", "1/10001", "a/b", "1/2/3", "1 / 2", "+1/3"]
        {
            assert!(wrong.parse::<Shard>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn each_work_goes_to_one_part_and_parts_take_equally_long() {
        let works = [90, 10, 40, 40, 10, 10, 80, 20];
        let parts = shared(&works, 3, |work| *work);
        let load = |part: usize| -> usize {
            works.iter().zip(&parts).filter(|(_, of)| **of == part).map(|(work, _)| work).sum()
        };
        assert_eq!([load(0), load(1), load(2)], [100, 100, 100]);
        assert_eq!(shared(&[0, 0, 0], 3, |work| *work), [0, 1, 2], "who weighs nothing has a part as well");
    }
}
