//! What lies where on a sheet, read back from the bytes.

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, Stream};
use paf_pdf::geometry::Rectangle;
use paf_pdf::pages::{PageRef, pages, resolved};

/// A page as a sheet draws it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Drawn {
    /// The number that is printed on it.
    pub(crate) number: String,
    /// What may be seen of it.
    pub(crate) clip: Rectangle,
    /// How far it is moved.
    pub(crate) moved: (f64, f64),
    /// Whether the side is turned by 180 degrees.
    pub(crate) turned: bool,
}

pub(crate) fn load(pdf: &[u8]) -> Document {
    Document::load_mem(pdf).unwrap()
}

/// The pages of each side, in the order in which they are drawn.
pub(crate) fn sides(document: &Document) -> Vec<Vec<Drawn>> {
    pages(document).iter().map(|page| side(document, page)).collect()
}

fn side(document: &Document, page: &PageRef<'_>) -> Vec<Drawn> {
    let mut drawn = Vec::new();
    let (mut clip, mut moved, mut turned) = (Vec::new(), Vec::new(), false);
    for operation in Content::decode(&page.content()).unwrap().operations {
        let numbers: Vec<f64> =
            operation.operands.iter().filter_map(|n| n.as_float().ok()).map(f64::from).collect();
        match operation.operator.as_str() {
            "re" => clip = numbers,
            "cm" if numbers[0] < 0.0 => turned = true,
            "cm" => moved = numbers,
            "Do" => drawn.push(Drawn {
                number: shown(form(document, page, operation.operands[0].as_name().unwrap())),
                clip: Rectangle::between((clip[0], clip[1]), (clip[0] + clip[2], clip[1] + clip[3])),
                moved: (moved[4], moved[5]),
                turned,
            }),
            _ => {}
        }
    }
    drawn
}

/// The form XObject of a name.
pub(crate) fn form<'a>(document: &'a Document, page: &PageRef<'a>, name: &[u8]) -> &'a Stream {
    let forms = page.resources().unwrap().get(b"XObject").unwrap().as_dict().unwrap();
    document.get_object(forms.get(name).unwrap().as_reference().unwrap()).unwrap().as_stream().unwrap()
}

fn shown(form: &Stream) -> String {
    let content = Content::decode(&form.get_plain_content().unwrap()).unwrap();
    let text = content.operations.iter().find(|operation| operation.operator == "Tj").unwrap();
    String::from_utf8(text.operands[0].as_str().unwrap().to_vec()).unwrap()
}

/// How many objects of a document have a key.
pub(crate) fn holding(document: &Document, key: &str) -> usize {
    let holds = |dictionary: &Dictionary| dictionary.has(key.as_bytes());
    let of = |object: &Object| match object {
        Object::Dictionary(dictionary) => holds(dictionary),
        Object::Stream(stream) => holds(&stream.dict),
        _ => false,
    };
    document.objects.values().filter(|object| of(object)).count()
}

/// The XMP packet as text.
pub(crate) fn xmp(document: &Document) -> String {
    let metadata = document.catalog().unwrap().get(b"Metadata").unwrap();
    let stream = resolved(document, metadata).unwrap().as_stream().unwrap();
    assert!(!stream.dict.has(b"Filter"), "a packet is read without decoding");
    String::from_utf8(stream.content.clone()).unwrap()
}
