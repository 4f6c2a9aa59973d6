//! The last step: a document becomes bytes, and the same document always the same bytes.

use std::collections::BTreeSet;

use lopdf::xref::XrefType;
use lopdf::{Document, Object, ObjectId, SaveOptions, StringFormat};
use sha2::{Digest, Sha256};

use super::metadata::set_instance;
use super::source::SourceError;

/// Drops what nothing refers to, numbers the objects anew and writes them without object streams.
///
/// The first part of the file's identity stays; the second is a hash of the content (ISO 32000-1,
/// 14.4), in place of a random number.
pub(crate) fn written(mut document: Document) -> Result<Vec<u8>, SourceError> {
    let first = first_identity(&document);
    let kept = [&b"Root"[..], b"Info"].map(|key| (key, document.trailer.get(key).cloned()));
    document.trailer = lopdf::Dictionary::new();
    for (key, value) in kept {
        if let Ok(value) = value {
            document.trailer.set(key, value);
        }
    }
    document.prune_objects();
    forget_lost_references(&mut document);
    document.renumber_objects();
    document.reference_table.cross_reference_type = XrefType::CrossReferenceTable;
    let digest = Sha256::digest(saved(&mut document)?);
    let second = digest.iter().take(16).copied().collect::<Vec<u8>>();
    set_instance(&mut document, &second);
    let identity = [first.unwrap_or_else(|| second.clone()), second];
    let identity = identity.map(|bytes| Object::String(bytes, StringFormat::Hexadecimal));
    document.trailer.set("ID", Object::Array(identity.to_vec()));
    saved(&mut document)
}

fn first_identity(document: &Document) -> Option<Vec<u8>> {
    let identity = document.trailer.get(b"ID").ok()?;
    let identity = crate::pages::resolved(document, identity)?.as_array().ok()?;
    Some(identity.first()?.as_str().ok()?.to_vec())
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

fn saved(document: &mut Document) -> Result<Vec<u8>, SourceError> {
    let mut bytes = Vec::new();
    let saving = document.save_with_options(&mut bytes, SaveOptions::default());
    saving.map_err(|why| SourceError::Unwritable(why.to_string()))?;
    Ok(bytes)
}
