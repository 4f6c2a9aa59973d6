//! Parts of a file, in words for people who do not know how a PDF is made.

use std::fmt;

/// What something in a file is to somebody who looks at its pages.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A page itself.
    Page,
    /// Something between the catalogue and the pages.
    Tree,
    /// What a page paints.
    Content,
    /// Something that the content of a page names: its kind (`XObject`, `Font`) and its name.
    Resource(String, String),
    /// Something within such a thing.
    Within(String, String),
    /// Links, comments, fields.
    Annotations,
    /// Anything else that belongs to a page, by its key.
    OfPage(String),
    /// Anything that belongs to the whole file, by its key in the catalogue.
    OfFile(String),
}

/// What of a page is not painted by a press.
const NOT_PAINTED: [&str; 13] = [
    "AA",
    "AF",
    "B",
    "Dur",
    "Metadata",
    "PieceInfo",
    "PZ",
    "ProcSet",
    "PresSteps",
    "StructParents",
    "Thumb",
    "Trans",
    "VP",
];

impl Part {
    /// Whether it would be missing in print.
    pub(crate) fn is_painted(&self) -> bool {
        match self {
            Self::Page | Self::Tree | Self::Content | Self::Resource(..) | Self::Within(..) => true,
            Self::OfPage(key) => !NOT_PAINTED.contains(&key.as_str()),
            Self::Annotations => false,
            Self::OfFile(key) => key == "OutputIntents",
        }
    }

    /// What lies within it.
    pub(super) fn deeper(&self) -> Self {
        match self {
            Self::Resource(kind, name) => Self::Within(kind.clone(), name.clone()),
            other => other.clone(),
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Page => write!(f, "the page"),
            Self::Tree => write!(f, "a part of the list of pages"),
            Self::Content => write!(f, "the content of the page"),
            Self::Resource(kind, name) => write!(f, "the {} `{name}`", kind_of(kind)),
            Self::Within(kind, name) => write!(f, "a part of the {} `{name}`", kind_of(kind)),
            Self::Annotations => write!(f, "a link, a comment or a field"),
            Self::OfPage(key) => write!(f, "a part of the page (`/{key}`)"),
            Self::OfFile(key) => match of_file(key) {
                Some(words) => write!(f, "{words}"),
                None => write!(f, "a part of the file (`/{key}`)"),
            },
        }
    }
}

fn kind_of(kind: &str) -> &'static str {
    match kind {
        "XObject" => "image or drawing",
        "Font" => "font",
        "ColorSpace" => "colour space",
        "Pattern" => "pattern",
        "Shading" => "gradient",
        "ExtGState" => "setting for painting",
        _ => "resource",
    }
}

fn of_file(key: &str) -> Option<&'static str> {
    Some(match key {
        "Info" => "a part of the document’s properties",
        "Metadata" => "a part of the metadata",
        "OutputIntents" => "a part of the output intent",
        "Outlines" => "a part of the bookmarks",
        "StructTreeRoot" => "a part of the structure (tags)",
        "AcroForm" => "a part of the form",
        "Names" | "Dests" => "a part of the list of destinations and attachments",
        "OCProperties" => "a part of the layers",
        _ => return None,
    })
}
