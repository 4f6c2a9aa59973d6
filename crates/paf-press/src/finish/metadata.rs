//! What a press file says about itself: the Info dictionary and the XMP packet agree.

use lopdf::{Document, Object, Stream, dictionary};

use super::FinishError;

/// Schemas that PDF/A-2 does not know by itself (ISO 19005-2, 6.6.2.3): name, address, prefix, property, type.
const EXTENSIONS: [[&str; 6]; 3] = [
    [
        "PDF/X ID Schema",
        "http://www.npes.org/pdfx/ns/id/",
        "pdfxid",
        "GTS_PDFXVersion",
        "Text",
        "the level of PDF/X that the file is made to",
    ],
    [
        "Adobe PDF Schema",
        "http://ns.adobe.com/pdf/1.3/",
        "pdf",
        "Trapped",
        "Text",
        "whether colours were spread into one another",
    ],
    [
        "PDF/UA ID Schema",
        "http://www.aiim.org/pdfua/ns/id/",
        "pdfuaid",
        "part",
        "Integer",
        "the part of PDF/UA that the file is made to",
    ],
];

/// Writes both; `is_tagged` says that the file is for archives and for screen readers as well.
pub(super) fn write(document: &mut Document, is_tagged: bool) -> Result<(), FinishError> {
    info(document)?;
    let id = document
        .catalog()
        .and_then(|catalog| catalog.get(b"Metadata"))
        .and_then(Object::as_reference)
        .map_err(|_| FinishError::Lacks("XMP metadata"))?;
    let stream = document
        .get_object(id)
        .and_then(Object::as_stream)
        .map_err(|_| FinishError::Lacks("XMP metadata"))?;
    let packet = String::from_utf8(paf_pdf::pages::decoded(stream))
        .map_err(|_| FinishError::Lacks("XMP metadata in UTF-8"))?;
    let packet =
        packet_of_the_press(&packet, is_tagged).ok_or(FinishError::Lacks("complete XMP metadata"))?;
    // ISO 15930-7, 6.9: whoever looks for the packet finds it without taking the file apart.
    let stream = Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, packet.into_bytes())
        .with_compression(false);
    document.objects.insert(id, stream.into());
    Ok(())
}

fn info(document: &mut Document) -> Result<(), FinishError> {
    let id = document
        .trailer
        .get(b"Info")
        .and_then(Object::as_reference)
        .map_err(|_| FinishError::Lacks("document information"))?;
    let info = document.get_dictionary_mut(id).map_err(|_| FinishError::Lacks("document information"))?;
    info.set("Trapped", "False");
    // PDF/X-4 asks for it in XMP alone; checking programs look here too.
    info.set("GTS_PDFXVersion", Object::string_literal("PDF/X-4"));
    Ok(())
}

fn packet_of_the_press(packet: &str, is_tagged: bool) -> Option<String> {
    let created = between(packet, "<xmp:ModifyDate>", "</xmp:ModifyDate>")?;
    let (start, rest) = packet.split_once(" xmlns:pdf=")?;
    let (description, end) = rest.split_once("</rdf:Description>")?;
    let ua = r#" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/""#;
    let namespaces = format!(
        r#" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/"{}{}"#,
        if is_tagged { r#" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/""# } else { "" },
        if is_tagged && !packet.contains(ua) { ua } else { "" },
    );
    let description = description
        .replace("<xmpMM:RenditionClass>proof<", "<xmpMM:RenditionClass>default<")
        .replace("<pdf:PDFVersion>1.7<", "<pdf:PDFVersion>1.6<");
    let mut properties = format!(
        "<xmp:MetadataDate>{created}</xmp:MetadataDate><xmpMM:VersionID>1</xmpMM:VersionID>\
         <pdf:Trapped>False</pdf:Trapped><pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>"
    );
    if is_tagged {
        properties.push_str("<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>");
        if !description.contains("<pdfuaid:part>") {
            properties.push_str("<pdfuaid:part>1</pdfuaid:part>");
        }
    }
    let extensions = if is_tagged { extensions() } else { String::new() };
    Some(format!(
        "{start}{namespaces} xmlns:pdf={description}{properties}</rdf:Description>{extensions}{end}"
    ))
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    text.split_once(start)?.1.split_once(end).map(|(inner, _)| inner)
}

fn extensions() -> String {
    let schema = |[name, address, prefix, property, kind, words]: [&str; 6]| {
        format!(
            "<rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>{name}</pdfaSchema:schema>\
             <pdfaSchema:namespaceURI>{address}</pdfaSchema:namespaceURI>\
             <pdfaSchema:prefix>{prefix}</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>\
             <rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>{property}</pdfaProperty:name>\
             <pdfaProperty:valueType>{kind}</pdfaProperty:valueType>\
             <pdfaProperty:category>internal</pdfaProperty:category>\
             <pdfaProperty:description>{words}</pdfaProperty:description></rdf:li>\
             </rdf:Seq></pdfaSchema:property></rdf:li>"
        )
    };
    format!(
        "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" \
         xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" \
         xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\"><pdfaExtension:schemas><rdf:Bag>{}\
         </rdf:Bag></pdfaExtension:schemas></rdf:Description>",
        EXTENSIONS.map(schema).concat()
    )
}
