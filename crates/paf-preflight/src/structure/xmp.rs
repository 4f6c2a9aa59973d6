//! The XMP packet of a document, read as far as PDF/X needs it.

use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;

/// PDF/X identification.
pub(crate) const PDFX_ID: &str = "http://www.npes.org/pdfx/ns/id/";
/// PDF/A identification.
pub(crate) const PDFA_ID: &str = "http://www.aiim.org/pdfa/ns/id/";
/// PDF/UA identification.
pub(crate) const PDFUA_ID: &str = "http://www.aiim.org/pdfua/ns/id/";
/// Dublin Core.
pub(crate) const DC: &str = "http://purl.org/dc/elements/1.1/";
/// XMP basic.
pub(crate) const XMP: &str = "http://ns.adobe.com/xap/1.0/";
/// XMP media management.
pub(crate) const XMP_MM: &str = "http://ns.adobe.com/xap/1.0/mm/";
/// Adobe's PDF schema.
pub(crate) const PDF: &str = "http://ns.adobe.com/pdf/1.3/";

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
/// Elements within each other; no packet needs as many.
const DEEPEST: usize = 64;

/// A property of the document: its namespace, its name, and all the text in it.
#[derive(Debug)]
struct Property {
    namespace: String,
    name: String,
    text: String,
}

/// The properties of a packet.
#[derive(Debug, Default)]
pub(crate) struct Xmp {
    properties: Vec<Property>,
}

impl Xmp {
    /// Reads a packet; none if it is not well-formed XML in UTF-8 or UTF-16.
    pub(crate) fn read(packet: &[u8]) -> Option<Self> {
        let text = unicode(packet)?;
        let mut reader = NsReader::from_str(text.trim_end_matches(['\0', ' ', '\n', '\r']));
        reader.config_mut().expand_empty_elements = true;
        let mut found = Self::default();
        // Whether each open element is an `rdf:Description` at the top, and so holds properties.
        let mut open: Vec<bool> = Vec::new();
        let mut inside: Option<usize> = None;
        loop {
            match reader.read_event().ok()? {
                Event::Start(element) => {
                    let holds = open.last().copied().unwrap_or(false);
                    if holds && inside.is_none() {
                        found.start_property(&reader, &element);
                        inside = Some(open.len());
                    }
                    let describes = inside.is_none() && is_description(&reader, &element);
                    if describes {
                        found.take_attributes(&reader, &element)?;
                    }
                    open.push(describes);
                    if open.len() > DEEPEST {
                        return None;
                    }
                }
                Event::End(_) => {
                    open.pop();
                    inside = inside.filter(|depth| *depth < open.len());
                }
                Event::Text(text) if inside.is_some() => found.append(&text),
                Event::CData(text) if inside.is_some() => found.append(&text),
                Event::GeneralRef(name) if inside.is_some() => {
                    let character = name.resolve_char_ref().ok()?;
                    match (character, quick_xml::escape::resolve_xml_entity(&name)) {
                        (Some(character), _) => found.append(character.encode_utf8(&mut [0; 4])),
                        (None, Some(entity)) => found.append(entity),
                        (None, None) => return None,
                    }
                }
                Event::Eof => return open.is_empty().then_some(found),
                _ => {}
            }
        }
    }

    /// What a property says, if it says anything.
    pub(crate) fn get(&self, namespace: &str, name: &str) -> Option<&str> {
        let property = self.properties.iter().find(|p| p.namespace == namespace && p.name == name)?;
        Some(property.text.trim()).filter(|text| !text.is_empty())
    }

    fn start_property(&mut self, reader: &NsReader<&[u8]>, element: &BytesStart<'_>) {
        let (namespace, name) = reader.resolver().resolve_element(element.name());
        self.push(&namespace, name.as_ref(), "");
    }

    /// RDF lets a simple property be written as an attribute of its description.
    fn take_attributes(&mut self, reader: &NsReader<&[u8]>, element: &BytesStart<'_>) -> Option<()> {
        for attribute in element.attributes() {
            let attribute = attribute.ok()?;
            let (namespace, name) = reader.resolver().resolve_attribute(attribute.key);
            self.push(&namespace, name.as_ref(), &quick_xml::escape::unescape(&attribute.value).ok()?);
        }
        Some(())
    }

    fn push(&mut self, namespace: &ResolveResult<'_>, name: &str, text: &str) {
        let namespace = match namespace {
            ResolveResult::Bound(namespace) => namespace.as_ref(),
            _ => "",
        };
        self.properties.push(Property {
            namespace: namespace.to_owned(),
            name: name.to_owned(),
            text: text.to_owned(),
        });
    }

    fn append(&mut self, text: &str) {
        if let Some(property) = self.properties.last_mut() {
            property.text.push_str(text);
        }
    }
}

fn is_description(reader: &NsReader<&[u8]>, element: &BytesStart<'_>) -> bool {
    let (namespace, name) = reader.resolver().resolve_element(element.name());
    let rdf = matches!(&namespace, ResolveResult::Bound(bound) if bound.as_ref() == RDF);
    rdf && name.as_ref() == "Description"
}

/// A packet as text. XMP is written in UTF-8 as a rule; UTF-16 says so by its first two bytes.
fn unicode(packet: &[u8]) -> Option<String> {
    let units = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let pairs = rest.as_chunks::<2>().0;
        String::from_utf16(&pairs.iter().map(|pair| unit(*pair)).collect::<Vec<_>>()).ok()
    };
    match packet {
        [0xfe, 0xff, rest @ ..] => units(rest, u16::from_be_bytes),
        [0xff, 0xfe, rest @ ..] => units(rest, u16::from_le_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8(rest.to_vec()).ok(),
        _ => String::from_utf8(packet.to_vec()).ok(),
    }
}
