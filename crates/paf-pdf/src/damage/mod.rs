//! What of a PDF is lost or doubtful, though a reader opens it: nothing may vanish in silence.
//!
//! lopdf leaves out what it cannot parse, and puts right what it can guess. Here the objects that it
//! has are compared with those that the file names, and the lengths that it found with those that
//! the file says.

mod length;
mod part;
mod walk;

use std::fmt;

use lopdf::Document;
use lopdf::xref::XrefRecovery;

pub use part::Part;

use crate::tree::tree;

/// Something of a file that is lost or doubtful.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// The page that it belongs to, from 1; none where it concerns the whole file.
    pub page: Option<usize>,
    /// What happened.
    pub kind: Kind,
}

/// What is wrong with a part of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// The table of objects was not where the file says.
    Misplaced,
    /// The table of objects could not be used; the objects were searched for.
    Rebuilt,
    /// There are more or fewer pages than the file says.
    Count {
        /// What the file says, if it says anything.
        said: Option<i64>,
        /// How many there are.
        found: usize,
    },
    /// The tree of pages leads back into itself.
    Loop,
    /// The file has something in this place that cannot be read.
    Unread {
        /// What would be missing.
        part: Part,
        /// The numbers of the objects.
        objects: Vec<u32>,
    },
    /// The file refers to something that it does not have.
    Absent {
        /// What would be missing.
        part: Part,
        /// The numbers of the objects.
        objects: Vec<u32>,
    },
    /// A stream does not say how long it is; nothing of it has been read.
    Endless {
        /// What would be missing.
        part: Part,
        /// The numbers of the objects.
        objects: Vec<u32>,
    },
    /// A stream is longer or shorter than it says.
    Length {
        /// What might be cut off.
        part: Part,
        /// The number of the object.
        object: u32,
        /// What it says, in bytes.
        said: i64,
        /// How long it is, in bytes.
        found: usize,
    },
}

impl Damage {
    /// Whether something would be missing or cut off in print, or may be; the rest is untidy.
    pub fn is_loss(&self) -> bool {
        match &self.kind {
            Kind::Misplaced => false,
            Kind::Absent { part, .. } => part.is_painted(),
            _ => true,
        }
    }

    /// Whether the page as a whole is lost.
    pub fn is_of_page_itself(&self) -> bool {
        self.part() == Some(&Part::Page)
    }

    /// Whether it is about what the page paints, so that nothing more can be said of it.
    pub fn is_of_content(&self) -> bool {
        !matches!(self.kind, Kind::Length { .. }) && self.part() == Some(&Part::Content)
    }

    /// Whether something that the page paints was not read, so that the ink on it is not known.
    pub fn hides_paint(&self) -> bool {
        match &self.kind {
            Kind::Unread { part, .. } | Kind::Endless { part, .. } => part.is_painted(),
            _ => false,
        }
    }

    fn part(&self) -> Option<&Part> {
        match &self.kind {
            Kind::Unread { part, .. }
            | Kind::Absent { part, .. }
            | Kind::Endless { part, .. }
            | Kind::Length { part, .. } => Some(part),
            Kind::Misplaced | Kind::Rebuilt | Kind::Count { .. } | Kind::Loop => None,
        }
    }
}

impl fmt::Display for Damage {
    /// What is wrong, without the page.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::Misplaced => {
                write!(f, "the file is slightly damaged: its table of objects is out of place")
            }
            Kind::Rebuilt => write!(f, "the file is damaged: its table of objects had to be made anew"),
            Kind::Count { said: None, found } => {
                write!(f, "the file does not say how many pages it has (`/Count`); {found} can be found")
            }
            Kind::Count { said: Some(said), found } => {
                write!(f, "the file says that it has {} (`/Count`), but {found} can be found", pages(*said))
            }
            Kind::Loop => write!(f, "the list of pages leads back into itself"),
            Kind::Unread { part, objects } => {
                let verb = if objects.len() == 1 { "is" } else { "are" };
                write!(f, "{part} cannot be read ({} {verb} damaged)", numbered(objects))
            }
            Kind::Absent { part, objects } => {
                let verb = if objects.len() == 1 { "is" } else { "are" };
                match objects.as_slice() {
                    [] => write!(f, "{part} is missing: the list of pages has nothing in its place"),
                    _ => write!(f, "{part} is missing: {} {verb} not in the file", numbered(objects)),
                }
            }
            Kind::Endless { part, objects } => {
                write!(f, "{part} does not say how long it is (no `/Length` in {})", numbered(objects))
            }
            Kind::Length { part, object, said, found } => write!(
                f,
                "{part} says that it is {said} bytes long, but it is {found} (`/Length` in object {object})"
            ),
        }
    }
}

fn pages(count: i64) -> String {
    if count == 1 { "1 page".to_owned() } else { format!("{count} pages") }
}

/// How many numbers are told; the others are counted.
const TOLD: usize = 4;

fn numbered(objects: &[u32]) -> String {
    let told: Vec<String> = objects.iter().take(TOLD).map(ToString::to_string).collect();
    let more = objects.len().saturating_sub(TOLD);
    match (told.as_slice(), more) {
        ([one], _) => format!("object {one}"),
        (_, 0) => format!("objects {}", told.join(", ")),
        _ => format!("objects {} and {more} more", told.join(", ")),
    }
}

/// Everything of a document that is lost or doubtful, the whole file first, then page by page.
///
/// The document is one that was just read from the bytes.
pub fn damages(document: &Document, bytes: &[u8]) -> Vec<Damage> {
    let whole = |kind| Damage { page: None, kind };
    let mut found: Vec<Damage> = document
        .xref_recovery
        .map(|recovery| match recovery {
            XrefRecovery::OffsetCorrected => whole(Kind::Misplaced),
            _ => whole(Kind::Rebuilt),
        })
        .into_iter()
        .collect();
    let tree = tree(document);
    if tree.loops {
        found.push(whole(Kind::Loop));
    }
    let root = tree.nodes.first().and_then(|root| document.get_dictionary(*root).ok());
    let said = root.and_then(|root| root.get_deref(b"Count", document).and_then(lopdf::Object::as_i64).ok());
    let count = tree.pages.len();
    if said != i64::try_from(count).ok() {
        found.push(whole(Kind::Count { said, found: count }));
    }
    found.extend(walk::lost(document, &tree, bytes));
    found
}
