//! A PDF opened so that no file, however broken, does harm, and why one cannot be opened.

use std::fmt;

use lopdf::{DecompressError, Dictionary, Document, Error, Object};

use crate::guard::guarded;
use crate::pages::LARGEST;
use crate::tree::nodes;

/// Why a file cannot be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// It has no bytes.
    Empty,
    /// It is something else.
    NoPdf,
    /// It is locked, with a password or without.
    Encrypted,
    /// Neither its table of objects nor the objects themselves can be found.
    Table,
    /// It has no catalogue, with which every PDF begins.
    NoCatalogue,
    /// A part of it would fill the memory.
    TooLarge,
    /// Anything else.
    Broken,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "the file is empty"),
            Self::NoPdf => write!(f, "this is not a PDF"),
            Self::Encrypted => write!(f, "the file is encrypted or protected by a password"),
            Self::Table => write!(f, "the PDF is broken: its table of objects cannot be read"),
            Self::NoCatalogue => write!(f, "the PDF is broken: it has no beginning (catalogue)"),
            Self::TooLarge => {
                write!(f, "a part of the PDF becomes larger than {} MB when it is unpacked", LARGEST >> 20)
            }
            Self::Broken => write!(f, "the PDF is broken"),
        }
    }
}

impl std::error::Error for Unreadable {}

/// Reads a PDF that is not locked.
///
/// # Errors
/// If there is nothing that a printer could open.
pub fn open(bytes: &[u8]) -> Result<Document, Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    // Readers look for the header in the first kilobyte (ISO 32000-1, annex H, note 13).
    let head = bytes.get(..1024).unwrap_or(bytes);
    if !head.windows(5).any(|five| five == b"%PDF-") {
        return Err(Unreadable::NoPdf);
    }
    // lopdf is fuzzed by its authors, but it is a parser of foreign bytes: should it panic all the
    // same, then the file is as good as broken. Nothing of the unfinished document is looked at.
    let mut document = match guarded(|| Document::load_mem(bytes)) {
        Some(Ok(document)) => document,
        Some(Err(_)) if says_encrypted(bytes) => return Err(Unreadable::Encrypted),
        Some(Err(why)) => return Err(reason(&why)),
        None => return Err(Unreadable::Broken),
    };
    if document.was_encrypted() || document.trailer.has(b"Encrypt") {
        return Err(Unreadable::Encrypted);
    }
    if document.catalog().is_err() {
        return Err(Unreadable::NoCatalogue);
    }
    settle(&mut document);
    Ok(document)
}

/// Whether a file that could not be read says that it is encrypted.
fn says_encrypted(bytes: &[u8]) -> bool {
    bytes.windows(8).any(|eight| eight == b"/Encrypt")
}

fn reason(why: &Error) -> Unreadable {
    match why {
        Error::Decryption(_) | Error::InvalidPassword => Unreadable::Encrypted,
        Error::Decompress(DecompressError::MemoryLimitExceeded { .. }) => Unreadable::TooLarge,
        Error::Xref(_) | Error::MissingXrefEntry => Unreadable::Table,
        _ => Unreadable::Broken,
    }
}

/// Gives every node of the page tree an object of its own: some programs write them into each other,
/// which readers forgive.
fn settle(document: &mut Document) {
    let Ok(catalog) = document.catalog() else { return };
    if let Ok(Object::Dictionary(root)) = catalog.get(b"Pages") {
        let root = document.add_object(root.clone());
        if let Ok(catalog) = document.catalog_mut() {
            catalog.set("Pages", root);
        }
    }
    // Each round settles the kids of those settled by the last one.
    loop {
        let direct: Vec<_> =
            nodes(document).into_iter().filter(|node| has_direct_kid(document, *node)).collect();
        if direct.is_empty() {
            return;
        }
        for node in direct {
            settle_kids(document, node);
        }
    }
}

fn kids(node: &Dictionary) -> &[Object] {
    node.get(b"Kids").and_then(Object::as_array).map_or(&[], Vec::as_slice)
}

fn has_direct_kid(document: &Document, node: lopdf::ObjectId) -> bool {
    let node = document.get_dictionary(node);
    node.is_ok_and(|node| kids(node).iter().any(|kid| matches!(kid, Object::Dictionary(_))))
}

fn settle_kids(document: &mut Document, node: lopdf::ObjectId) {
    let Ok(dictionary) = document.get_dictionary(node) else { return };
    let mut settled = kids(dictionary).to_vec();
    for kid in &mut settled {
        if let Object::Dictionary(own) = kid {
            *kid = document.add_object(own.clone()).into();
        }
    }
    if let Ok(dictionary) = document.get_dictionary_mut(node) {
        dictionary.set("Kids", settled);
    }
}
