//! The last step of every file: a document becomes bytes, and the same document always the same bytes.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::io;

use lopdf::xref::XrefType;
use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat};
use paf_pdf::pages::resolved;
use sha2::{Digest, Sha256};

use crate::packet;

/// Drops what nothing refers to, numbers the objects anew and writes the file with its identity.
///
/// The first part of the identity names the work and stays; the second is a hash of the content
/// (ISO 32000-1, 14.4), in place of a random number, and stands in the XMP packet as well: a file
/// made of another one is no longer that one.
pub(crate) fn identified(mut document: Document) -> io::Result<Vec<u8>> {
    let first = first_identity(&document);
    keep_of_trailer(&mut document, &[b"Root", b"Info"]);
    document.reference_table.cross_reference_type = XrefType::CrossReferenceTable;
    document.prune_objects();
    forget_lost_references(&mut document);
    document.renumber_objects();
    let second = fingerprint(&saved(&mut document)?);
    set_instance(&mut document, &second);
    let identity = [first.unwrap_or_else(|| second.clone()), second];
    let identity = identity.map(|bytes| Object::String(bytes, StringFormat::Hexadecimal));
    document.trailer.set("ID", Object::Array(identity.to_vec()));
    saved(&mut document)
}

/// The bytes of a document as it is, for one that no other program will ever see.
fn saved(document: &mut Document) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes)?;
    Ok(bytes)
}

/// Names a work whose file has no identity yet, or one that was made up by chance.
pub(crate) fn name(document: &mut Document, work: &str) {
    let identity = Object::String(fingerprint(work.as_bytes()), StringFormat::Hexadecimal);
    document.trailer.set("ID", Object::Array(vec![identity]));
}

fn fingerprint(bytes: &[u8]) -> Vec<u8> {
    Sha256::digest(bytes).iter().take(16).copied().collect()
}

fn first_identity(document: &Document) -> Option<Vec<u8>> {
    let identity = document.trailer.get(b"ID").ok()?;
    let identity = resolved(document, identity)?.as_array().ok()?;
    Some(identity.first()?.as_str().ok()?.to_vec())
}

/// What else a trailer says is about the file that was read: where its older parts lie, how it was packed.
fn keep_of_trailer(document: &mut Document, keys: &[&[u8]]) {
    let kept = keys.iter().filter_map(|key| Some((key.to_vec(), document.trailer.get(key).ok()?.clone())));
    document.trailer = Dictionary::from_iter(kept);
}

/// Writes the identity of this very file where its XMP packet has one.
fn set_instance(document: &mut Document, identity: &[u8]) {
    let mut hexadecimal = String::from("uuid:");
    for byte in identity {
        // Writing to a string cannot fail.
        let _ = write!(hexadecimal, "{byte:02x}");
    }
    packet::rewrite(document, |xmp| packet::with_text(xmp, "xmpMM:InstanceID", |_| hexadecimal.clone()));
}

/// A reference to nothing means null; left alone it would point at whatever gets its number next.
fn forget_lost_references(document: &mut Document) {
    let existing: BTreeSet<ObjectId> = document.objects.keys().copied().collect();
    document.traverse_objects(|object| {
        if matches!(object, Object::Reference(id) if !existing.contains(id)) {
            *object = Object::Null;
        }
    });
}
