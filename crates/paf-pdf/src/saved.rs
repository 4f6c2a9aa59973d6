//! Whether a PDF is as a program made it, or somebody has saved it again.

use lopdf::{Dictionary, Document, Object};

use crate::open::open;

/// Whether a program whose name begins so made a PDF, and nobody has saved it since: with notes, for example,
/// or with filled-in fields. Only what other programs write of themselves is looked at.
pub fn is_as_made_by(bytes: &[u8], program: &str) -> bool {
    // What is added to a PDF stands behind its end, and has an end of its own (ISO 32000-1, 7.5.6).
    if bytes.windows(ENDS.len()).filter(|found| *found == ENDS).count() != 1 {
        return false;
    }
    let Ok(document) = open(bytes) else { return false };
    let Some(about) = about(&document) else { return false };
    let is_of_program = text(about, b"Creator").is_some_and(|name| name.starts_with(program.as_bytes()));
    let is_saved_once = text(about, b"CreationDate") == text(about, b"ModDate");
    is_of_program && is_saved_once && !document.objects.values().any(is_note)
}

const ENDS: &[u8] = b"startxref";

fn about(document: &Document) -> Option<&Dictionary> {
    let (_, about) = document.dereference(document.trailer.get(b"Info").ok()?).ok()?;
    about.as_dict().ok()
}

fn text<'a>(about: &'a Dictionary, key: &[u8]) -> Option<&'a [u8]> {
    about.get(key).and_then(Object::as_str).ok()
}

/// Whether an object is something that people put onto pages: any annotation that is no link.
fn is_note(object: &Object) -> bool {
    let Ok(dictionary) = object.as_dict() else { return false };
    let name = |key: &[u8]| dictionary.get(key).and_then(Object::as_name).ok();
    dictionary.has(b"Rect") && name(b"Subtype").is_some_and(|kind| kind != b"Link")
}

#[cfg(test)]
mod tests {
    use lopdf::{Stream, dictionary};

    use super::*;

    fn pdf(more: impl FnOnce(&mut Document), changed: &str) -> Vec<u8> {
        let mut document = Document::with_version("1.7");
        let pages = document.new_object_id();
        let content = document.add_object(Stream::new(Dictionary::new(), b"0 0 9 9 re f".to_vec()));
        let page = document.add_object(dictionary! {
            "Type" => "Page", "Parent" => pages, "Contents" => content,
            "MediaBox" => vec![0.into(), 0.into(), 9.into(), 9.into()],
        });
        let tree = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
        document.objects.insert(pages, Object::Dictionary(tree));
        let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
        let about = document.add_object(dictionary! {
            "Creator" => Object::string_literal("paf 0.1.0"),
            "CreationDate" => Object::string_literal("D:20261120000000Z"),
            "ModDate" => Object::string_literal(changed),
        });
        document.trailer.set("Root", catalog);
        document.trailer.set("Info", about);
        more(&mut document);
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).expect("a PDF");
        bytes
    }

    #[test]
    fn what_nobody_has_saved_again_is_as_it_was_made() {
        let made = pdf(|_| {}, "D:20261120000000Z");
        assert!(is_as_made_by(&made, "paf "));
        assert!(!is_as_made_by(&made, "other "));
        assert!(!is_as_made_by(&pdf(|_| {}, "D:20261124101500Z"), "paf "));
        let note = |document: &mut Document| {
            let rect = vec![0.into(), 0.into(), 9.into(), 9.into()];
            document.add_object(dictionary! { "Type" => "Annot", "Subtype" => "Text", "Rect" => rect });
        };
        assert!(!is_as_made_by(&pdf(note, "D:20261120000000Z"), "paf "));
        let added = [made.as_slice(), b"\n9 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n"].concat();
        assert!(!is_as_made_by(&added, "paf "));
        assert!(!is_as_made_by(b"words of mine", "paf "));
    }
}
