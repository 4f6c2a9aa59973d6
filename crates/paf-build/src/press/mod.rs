//! From the pages of the layout to the files that a printer gets: finished pages, sheets, the job ticket.

mod cover;
mod creep;
mod output_profile;
mod pictures;
mod single;
mod ticket;

use std::collections::BTreeSet;
use std::time::Duration;

use paf_diag::{Diagnostic, Rule};
use paf_locale::{Date, Direction, Lang};
use paf_model::Model;
use paf_model::decode::Hundredths;
use paf_model::document::{Document, Profile};
use paf_model::files::Files;
use paf_model::printing::{Blanks, Fold, IntentName, Press};
use paf_pdf::geometry::{Mm, Size};
use paf_preflight::{Expectations, Finding, Report, Standard, examine};
use paf_press::finish::converts;
use paf_press::impose::{self, Binding, Booklet, Imposed, Padding};
use paf_press::intent::Intent;
use paf_press::marks::{self, Folds, Marks, Slug};

pub use creep::little_bleed;
pub use output_profile::{OutputProfile, output_profile};
use pictures::Pictures;
pub(crate) use single::Single;

use crate::target::Target;

/// A mark that a printer may want around the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Where the pages are cut.
    Crop,
    /// How far colour goes over the cut.
    Bleed,
    /// Where all plates have to meet.
    Registration,
    /// Where the sheet is folded.
    Fold,
    /// Patches by which the inks are measured.
    ColourBar,
    /// A line with the file's name, edition, language, version and date.
    Slug,
}

impl Mark {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Crop, Self::Bleed, Self::Registration, Self::Fold, Self::ColourBar, Self::Slug];

    /// As `--marks` names it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Crop => "crop",
            Self::Bleed => "bleed",
            Self::Registration => "registration",
            Self::Fold => "fold",
            Self::ColourBar => "colour-bar",
            Self::Slug => "slug",
        }
    }
}

/// What is asked of press files for this run, beyond what `document.yaml` says.
#[derive(Debug, Clone, Default)]
pub struct PressSettings {
    /// Which marks stand around the pages.
    pub marks: BTreeSet<Mark>,
    /// Another printing condition than the document's.
    pub intent: Option<IntentName>,
}

/// How a target is printed, as its document and the run say.
pub(crate) struct Printing {
    pub(crate) trim: Size,
    pub(crate) bleed: Mm,
    pub(crate) intent: Intent,
    pub(crate) spots: Vec<String>,
    pub(crate) paper: Option<String>,
    /// The language that the printer reads.
    printer: Lang,
    caliper: Mm,
    padding: Padding,
    binding: Binding,
    /// Where each page is folded, in millimetres from the left edge of its trim.
    pub(crate) folds: Folds,
    marks: Marks,
    /// A cover apart, where one is ordered.
    cover: Option<cover::Order>,
}

impl Printing {
    /// How a target is printed; nothing for the screen.
    ///
    /// # Errors
    /// If the printer's profile cannot be an output intent.
    pub(crate) fn of_target(
        target: &Target,
        model: &Model,
        date: Date,
        settings: &PressSettings,
        files: &dyn Files,
    ) -> Result<Option<Self>, Box<Diagnostic>> {
        let document = model.documents.iter().find(|(id, _)| *id == target.document);
        match document.filter(|_| target.profile.is_printed()) {
            Some((_, document)) => {
                let version = model.framework.version.as_str();
                Self::of(target, document, version, &date.iso(), settings, files).map(Some)
            }
            None => Ok(None),
        }
    }

    /// Reads it off a document.
    ///
    /// # Errors
    /// If the printer's profile cannot be an output intent.
    fn of(
        target: &Target,
        document: &Document,
        version: &str,
        date: &str,
        settings: &PressSettings,
        files: &dyn Files,
    ) -> Result<Self, Box<Diagnostic>> {
        let press = document.press.as_ref();
        let is_mirrored = target.lang.direction() == Direction::RightToLeft;
        let page = trim_of_page(document);
        let width = document.fold.as_ref().map_or(page.width, |fold| {
            Mm(fold.sides.outside.widths.iter().map(|width| millimetres(*width).0).sum())
        });
        Ok(Self {
            trim: Size { width, ..page },
            bleed: bleed(document),
            intent: intent(press, settings, files)?,
            spots: press
                .map(|press| press.spots.iter().map(|name| name.as_str().to_owned()).collect())
                .unwrap_or_default(),
            paper: press.and_then(|press| press.paper.as_ref()).map(|paper| paper.as_str().to_owned()),
            printer: press
                .and_then(|press| press.printer.as_ref())
                .map_or(target.lang, |printer| printer.lang),
            caliper: press.and_then(|press| press.caliper).map_or(Mm(0.1), millimetres),
            padding: match press.and_then(|press| press.blanks) {
                Some(Blanks::BeforeCover) => Padding::BeforeCover,
                Some(Blanks::End) | None => Padding::End,
            },
            binding: if is_mirrored { Binding::Right } else { Binding::Left },
            folds: folds(document.fold.as_ref(), is_mirrored),
            marks: marks_of(target, version, date, settings, files),
            cover: Some(document).filter(|_| target.profile == Profile::Press).and_then(cover::Order::of),
        })
    }

    /// Everything that decides about the bytes of a press file and its ticket but the pages, for its hash.
    pub(crate) fn inputs(&self, target: &Target, model: &Model) -> Vec<u8> {
        let words = format!(
            "{:?} {:?} {} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
            self.trim,
            self.bleed,
            self.intent.condition,
            self.spots,
            self.paper,
            self.caliper,
            self.padding,
            self.binding,
            self.folds,
            self.marks,
            self.intent.ink_limit,
        );
        let told = ticket::of_no_pages(target, model, self).map(|ticket| ticket.json()).unwrap_or_default();
        let cover = self.cover.as_ref().map(cover::Order::inputs).unwrap_or_default();
        [words.as_bytes(), told.as_bytes(), self.intent.icc(), cover.as_bytes()].concat()
    }

    /// Whether marks stand around the pages.
    fn has_marks(&self) -> bool {
        self.marks.any()
    }

    /// The files of a target, made of the layout's pages: examined as a printer would, and with the
    /// job ticket beside them.
    ///
    /// # Errors
    /// If the pages cannot be made into such a file.
    pub(crate) fn pressed(
        &self,
        target: &Target,
        model: &Model,
        pages: &Typeset<'_>,
        files: &dyn Files,
    ) -> Result<(Pressed, Vec<Diagnostic>), Box<Diagnostic>> {
        let Some((_, document)) = model.documents.iter().find(|(id, _)| *id == target.document) else {
            return Err(Box::new(failed(target, "there is no such document")));
        };
        let failed = |why: String| Box::new(failed(target, &why));
        let single = pages.single;
        let (bytes, imposed) = self.made(target.profile, &single.pdf).map_err(failed)?;
        let report = self.examined(single, &bytes, imposed.as_ref());
        let report = report.map_err(|finding| Box::new(finding.diagnostic(&target.path())))?;
        let unchecked = report.skipped.iter().map(|skipped| unchecked(target, &skipped.what));
        let pictures = Pictures::of(model, pages.dependencies, files);
        let found = report.findings.iter().map(|finding| pictures.placed(finding, &target.path()));
        let found = found.chain(unchecked);
        let thin = imposed.as_ref().and_then(|imposed| little_bleed(&target.path(), imposed));
        let words = ticket::Pages { title: &pages.title, thumbnails: single.thumbnails(self.trim.width) };
        let file = (bytes.as_slice(), &report, imposed.as_ref());
        let told = ticket::ticket(target, model, document, self, file, words);
        let (drawn, lacking) = ticket::drawn(&told, target, model, files)?;
        let mut found: Vec<Diagnostic> = found.chain(thin).chain(lacking).collect();
        let mut beside = vec![
            (target.beside("ticket.pdf"), drawn),
            (target.beside("ticket.json"), told.json().into_bytes()),
        ];
        if let Some(order) = &self.cover {
            let (made, also) = self.apart(order, target, (model, document), pages, files)?;
            beside.extend(made);
            found.extend(also);
        }
        let standards: &[&str] = match imposed {
            Some(_) => &["PDF/X-4"],
            None => &["PDF/X-4", "PDF/A-2a", "PDF/UA-1"],
        };
        Ok((Pressed { pages: report.pages.len(), bytes, beside, standards }, found))
    }

    /// What a printer would find in a file that is made of pages which are looked at one by one.
    fn examined(
        &self,
        single: &Single,
        bytes: &[u8],
        imposed: Option<&Imposed>,
    ) -> Result<Report, Box<Finding>> {
        let of_pages = single.report(&self.expectations(false))?;
        if bytes == single.pdf {
            return Ok(of_pages.clone());
        }
        let inks = single::inks(of_pages).map(|pages| match imposed {
            Some(imposed) => single::inks_of_sheets(&pages, &imposed.sheets),
            None => pages,
        });
        examine(bytes, &Expectations { inks, ..self.expectations(imposed.is_some()) }).map_err(Box::new)
    }

    fn expectations(&self, are_sheets: bool) -> Expectations {
        let usual = Expectations::default();
        Expectations {
            trim: (!are_sheets).then_some(self.trim),
            bleed: self.bleed,
            spots: self.spots.clone(),
            ink_limit: Some(f64::from(self.intent.ink_limit)),
            also: if are_sheets { Vec::new() } else { vec![Standard::PdfA2a, Standard::PdfUa1] },
            sheets: are_sheets,
            // Nothing of ours goes on without end, and a slow machine must not fail a build.
            patience: Duration::from_secs(3600),
            ..usual
        }
    }

    fn made(&self, profile: Profile, single: &[u8]) -> Result<(Vec<u8>, Option<Imposed>), String> {
        if profile != Profile::Booklet {
            if !self.has_marks() {
                return Ok((single.to_vec(), None));
            }
            let marked = marks::add(single, &self.marks, &self.folds).map_err(|error| error.to_string())?;
            return Ok((marked, None));
        }
        let booklet = Booklet {
            bleed: self.bleed,
            caliper: self.caliper,
            padding: self.padding,
            binding: self.binding,
            // Without crop marks nobody could trim a booklet.
            marks: Marks { crop: true, fold: true, ..self.marks.clone() },
            ..Booklet::default()
        };
        let imposed = impose::saddle_stitch(single, &booklet).map_err(|error| error.to_string())?;
        Ok((imposed.bytes.clone(), Some(imposed)))
    }
}

/// What the layout gives.
pub(crate) struct Typeset<'a> {
    /// The pages one by one.
    pub(crate) single: &'a Single,
    /// The title of the document.
    pub(crate) title: String,
    /// The files that the layout has read.
    pub(crate) dependencies: &'a [String],
}

/// The files of a target.
pub(crate) struct Pressed {
    pub(crate) bytes: Vec<u8>,
    pub(crate) pages: usize,
    /// Further files with their paths below the output folder.
    pub(crate) beside: Vec<(String, Vec<u8>)>,
    /// What the file is made to.
    pub(crate) standards: &'static [&'static str],
}

impl Pressed {
    /// The file for the screen: the pages as they are.
    pub(crate) fn of_pages(bytes: Vec<u8>, pages: usize) -> Self {
        Self { bytes, pages, beside: Vec::new(), standards: &["PDF/UA-1", "PDF/A-3a"] }
    }
}

/// The pages of large print (ISO 216).
pub(crate) const A4: Size = Size { width: Mm(210.0), height: Mm(297.0) };

/// The size of a page of a document after cutting, before it is put beside others.
pub(crate) fn trim_of_page(document: &Document) -> Size {
    Size { width: hundredths(document.paper.width.0), height: hundredths(document.paper.height.0) }
}

/// How far colour goes over the trim, where a document is printed.
pub(crate) fn bleed(document: &Document) -> Mm {
    document.press.as_ref().and_then(|press| press.bleed).map_or(Mm(3.0), millimetres)
}

fn hundredths(value: i64) -> Mm {
    #[expect(clippy::cast_precision_loss, reason = "lengths of paper are small numbers")]
    Mm(value as f64 / 100.0)
}

fn millimetres<const MIN: i64, const MAX: i64>(value: Hundredths<MIN, MAX>) -> Mm {
    hundredths(value.0)
}

fn shipped(name: IntentName) -> Intent {
    match name {
        IntentName::Coated => Intent::coated(),
        IntentName::Coated300 => Intent::coated_300(),
        IntentName::Uncoated => Intent::uncoated(),
    }
}

/// The most ink that the paper of a printer's own profile takes, in per cent.
fn own_limit(press: &Press) -> u16 {
    press.ink_limit.as_ref().map_or(300, |limit| u16::try_from(limit.value.0).unwrap_or(300))
}

/// The most ink that the paper of a document takes, in per cent.
pub(crate) fn ink_limit(document: &Document) -> u16 {
    match &document.press {
        Some(press) if press.icc.is_some() => own_limit(press),
        press => {
            let intent = press.as_ref().and_then(|press| press.intent.as_ref());
            shipped(intent.map_or(IntentName::Coated, |intent| intent.value)).ink_limit
        }
    }
}

fn intent(
    press: Option<&Press>,
    settings: &PressSettings,
    files: &dyn Files,
) -> Result<Intent, Box<Diagnostic>> {
    if let Some(name) = settings.intent {
        return Ok(shipped(name));
    }
    let Some(press) = press else { return Ok(Intent::coated()) };
    let (Some(icc), Some(condition)) = (&press.icc, &press.condition) else {
        return Ok(shipped(press.intent.as_ref().map_or(IntentName::Coated, |intent| intent.value)));
    };
    let wrong = |message: String| {
        Box::new(
            Diagnostic::error(Rule::OutputProfile, message)
                .at(icc.place.clone())
                .help("ask the printer for the ICC profile of the press, or write `intent:` with one of those that come with paf"),
        )
    };
    let bytes = files
        .read(icc.value.as_str())
        .map_err(|error| wrong(format!("the profile `{}` cannot be read: {error}", icc.value.as_str())))?;
    let intent = Intent::of_printer(condition.as_str(), own_limit(press), bytes.to_vec())
        .map_err(|error| wrong(error.to_string()))?;
    if !converts(&intent) {
        return Err(wrong("the profile has no tables by which colours could be converted".to_owned()));
    }
    Ok(intent)
}

/// The places of the folds, page by page; mirrored where reading begins at the right.
fn folds(fold: Option<&Fold>, is_mirrored: bool) -> Folds {
    let Some(fold) = fold else { return Folds::default() };
    let pages = fold.sides().map(|side| {
        let mut widths: Vec<f64> = side.widths.iter().map(|width| millimetres(*width).0).collect();
        if is_mirrored {
            widths.reverse();
        }
        widths.pop();
        widths
            .iter()
            .scan(0.0, |edge, width| {
                *edge += width;
                Some(Mm(*edge))
            })
            .collect()
    });
    Folds(pages.to_vec())
}

/// The usual font of the slug line.
const SLUG_FONT: &str = "SourceSans3-Regular";

fn marks_of(
    target: &Target,
    version: &str,
    date: &str,
    settings: &PressSettings,
    files: &dyn Files,
) -> Marks {
    let has = |mark| settings.marks.contains(&mark);
    let text = format!(
        "{}.pdf   {}   {}   {version}   {date}   {{page}}/{{pages}}",
        target.stem(),
        target.edition,
        target.lang
    );
    Marks {
        crop: has(Mark::Crop),
        bleed: has(Mark::Bleed),
        registration: has(Mark::Registration),
        fold: has(Mark::Fold),
        colour_bar: has(Mark::ColourBar),
        slug: has(Mark::Slug).then(|| slug(text, files)),
    }
}

/// The slug line in the usual font, and in all others that its letters need.
fn slug(text: String, files: &dyn Files) -> Slug {
    let mut paths = font_files(files);
    paths.sort_by_key(|path| !path.contains(SLUG_FONT));
    let read = |path: &String| files.read(path).ok().map(|font| font.to_vec());
    let mut slug = Slug { text, fonts: paths.first().and_then(read).into_iter().collect() };
    if !slug.can_be_written() {
        slug.fonts.extend(paths.iter().skip(1).filter_map(read));
    }
    slug
}

/// The framework's fonts, upright and of usual weight before others.
fn font_files(files: &dyn Files) -> Vec<String> {
    let mut paths = files.list("fonts").unwrap_or_default();
    paths.retain(|path| [".otf", ".ttf"].iter().any(|ending| path.ends_with(ending)));
    paths.sort_by_key(|path| (path.contains("It"), !path.contains("Regular"), path.clone()));
    paths
}

/// The error of a press file of ours that could not be examined whole: its ticket would say that it was.
fn unchecked(target: &Target, what: &str) -> Diagnostic {
    Diagnostic::error(Rule::PressUnmeasured, format!("`{}` could not be examined: {what}", target.path()))
        .help("look for what is unusual on that page, such as a picture of a rare kind, and replace it")
}

/// The error of a target whose pages cannot be made into a file for a printer.
pub(crate) fn failed(target: &Target, why: &str) -> Diagnostic {
    Diagnostic::error(
        Rule::PressFailed,
        format!("the {} file of `{}` cannot be made: {why}", target.profile.as_str(), target.document),
    )
    .help("correct what `press` and `fold` say in the document's document.yaml, or the template")
}
