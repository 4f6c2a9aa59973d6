//! Small PDFs written by hand, so that they can be wrong in every way.

/// The objects of a file of one page, which paints a square and an image, and has a link.
pub(crate) const GOOD: [&str; 7] = [
    "<</Type/Catalog/Pages 2 0 R/Outlines 7 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]/TrimBox[9 9 191 291]/Contents 4 0 R\
     /Resources<</XObject<</Photo 5 0 R>>>>/Annots[6 0 R]>>",
    "<</Length 27>>stream\n1 0 0 rg 20 20 200 200 re f\nendstream",
    "<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>\
     stream\nx\nendstream",
    "<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/P 3 0 R>>",
    "<</Type/Outlines>>",
];

/// A file of these objects, numbered from 1, with a table that is right.
pub(crate) fn file(objects: &[&str]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.6\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (at, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", bytes.len()));
        bytes.extend(format!("{} 0 obj\n{object}\nendobj\n", at + 1).into_bytes());
    }
    let start = bytes.len();
    let trailer = format!("trailer<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1);
    bytes.extend((table + &trailer).into_bytes());
    bytes
}

/// The good file with one object exchanged.
pub(crate) fn with(number: usize, object: &str) -> Vec<u8> {
    let mut objects = GOOD;
    objects[number - 1] = object;
    file(&objects)
}

/// The good file with a piece of one object exchanged, which must be there.
pub(crate) fn changed(number: usize, from: &str, to: &str) -> Vec<u8> {
    let object = GOOD[number - 1];
    assert!(object.contains(from), "{from}");
    with(number, &object.replace(from, to))
}
