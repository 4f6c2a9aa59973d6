//! Small print PDFs made in code: A5 with 3 mm of bleed, each page with its number in large figures.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};

/// A font that is embedded whole.
pub(crate) const FONT: &[u8] = include_bytes!("../../../../fonts/source-sans-3/SourceSans3-Bold.otf");

/// Points in a millimetre.
pub(crate) const MM: f64 = 72.0 / 25.4;

/// Where the number begins, from the left of the trim, in points.
pub(crate) const NUMBER_AT: f64 = 150.0;

/// A document that can be bent out of shape before it is saved.
pub(crate) struct Source {
    pub(crate) document: Document,
    pub(crate) pages: Vec<ObjectId>,
}

impl Source {
    /// So many pages of the same size.
    pub(crate) fn new(pages: usize) -> Self {
        let mut document = Document::with_version("1.6");
        let tree = document.new_object_id();
        let resources = resources(&mut document);
        let pages: Vec<ObjectId> = (1..=pages).map(|number| page(&mut document, tree, number)).collect();
        let kids: Vec<Object> = pages.iter().map(|id| Object::Reference(*id)).collect();
        // Resources stand directly in the tree: pages inherit them.
        document.objects.insert(
            tree,
            dictionary! {
                "Type" => "Pages", "Count" => i64::try_from(pages.len()).unwrap(), "Kids" => kids,
                "Resources" => resources,
            }
            .into(),
        );
        catalogue(&mut document, tree, pages.first().copied());
        Self { document, pages }
    }

    /// Changes the dictionary of a page, counted from 1.
    pub(crate) fn page(&mut self, number: usize) -> &mut Dictionary {
        self.document.get_dictionary_mut(self.pages[number - 1]).unwrap()
    }

    /// As a file.
    pub(crate) fn pdf(mut self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.document.save_to(&mut bytes).unwrap();
        bytes
    }
}

/// A box around the trim, in points; the bottom left of the trim lies at 10 20, not at the bleed.
pub(crate) fn around_trim(by: f64) -> Object {
    let (width, height) = (148.0 * MM, 210.0 * MM);
    let edges = [10.0 - by, 20.0 - by, 10.0 + width + by, 20.0 + height + by];
    #[expect(clippy::cast_possible_truncation, reason = "a PDF holds 32-bit numbers")]
    Object::Array(edges.iter().map(|edge| Object::Real(*edge as f32)).collect())
}

fn page(document: &mut Document, tree: ObjectId, number: usize) -> ObjectId {
    // Two streams, to be joined; the first leaves the graphics state changed.
    let ground = "/Pattern cs /Gradient scn 0 0 500 700 re f\n0 0 0 1 k";
    let text =
        format!("/Span <</MCID 0>> BDC BT /F1 96 Tf {} 300 Td ({number}) Tj ET EMC\n", 10.0 + NUMBER_AT);
    let spot = "/Spot cs 1 scn 60 60 80 40 re f\n";
    let first = document.add_object(Stream::new(Dictionary::new(), ground.as_bytes().to_vec()));
    let second = document.add_object(Stream::new(Dictionary::new(), (text + spot).into_bytes()));
    document.add_object(dictionary! {
        "Type" => "Page",
        "Parent" => Object::Reference(tree),
        "MediaBox" => around_trim(3.0 * MM),
        "BleedBox" => around_trim(3.0 * MM),
        "TrimBox" => around_trim(0.0),
        "Contents" => vec![Object::Reference(first), Object::Reference(second)],
        "StructParents" => i64::try_from(number - 1).unwrap(),
        "Annots" => vec![Object::Dictionary(dictionary! { "Type" => "Annot", "Subtype" => "Link" })],
        "Group" => dictionary! { "Type" => "Group", "S" => "Transparency", "CS" => "DeviceCMYK" },
    })
}

fn resources(document: &mut Document) -> Dictionary {
    let file = document.add_object(
        Stream::new(dictionary! { "Subtype" => "OpenType" }, FONT.to_vec()).with_compression(false),
    );
    let descriptor = document.add_object(dictionary! {
        "Type" => "FontDescriptor", "FontName" => "SourceSans3-Bold", "Flags" => 32,
        "FontBBox" => vec![(-231).into(), (-384).into(), 1223.into(), 974.into()],
        "ItalicAngle" => 0, "Ascent" => 750, "Descent" => -250, "CapHeight" => 660, "StemV" => 120,
        "FontFile3" => Object::Reference(file),
    });
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "SourceSans3-Bold",
        "Encoding" => "WinAnsiEncoding", "FirstChar" => 48, "LastChar" => 57,
        "Widths" => vec![Object::Integer(536); 10], "FontDescriptor" => Object::Reference(descriptor),
    });
    let tint = document.add_object(dictionary! {
        "FunctionType" => 2, "Domain" => numbers(&[0, 1]), "N" => 1,
        "C0" => numbers(&[0, 0, 0, 0]), "C1" => numbers(&[1, 0, 0, 0]),
    });
    let spot: Object =
        vec!["Separation".into(), "PANTONE 2221 C".into(), "DeviceCMYK".into(), Object::Reference(tint)]
            .into();
    let shading = document.add_object(dictionary! {
        "ShadingType" => 2, "ColorSpace" => "DeviceCMYK", "Coords" => numbers(&[100, 0, 300, 0]),
        "Function" => Object::Reference(tint), "Extend" => vec![true.into(), true.into()],
    });
    let gradient = document.add_object(dictionary! {
        "PatternType" => 2, "Shading" => Object::Reference(shading), "Matrix" => numbers(&[1, 0, 0, 1, 10, 20]),
    });
    dictionary! {
        "Font" => dictionary! { "F1" => Object::Reference(font) },
        "ColorSpace" => dictionary! { "Spot" => spot },
        "Pattern" => dictionary! { "Gradient" => Object::Reference(gradient) },
    }
}

fn numbers(values: &[i64]) -> Object {
    Object::Array(values.iter().map(|value| Object::Integer(*value)).collect())
}

const XMP: &str = r#"<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:xmpTPg="http://ns.adobe.com/xap/1.0/t/pg/" pdfaid:conformance="A"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">Voices &amp; evidence</rdf:li></rdf:Alt></dc:title><pdfaid:part>3</pdfaid:part><pdfuaid:part>1</pdfuaid:part><pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion><xmpMM:InstanceID>old</xmpMM:InstanceID><xmpTPg:NPages>8</xmpTPg:NPages></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>"#;

fn catalogue(document: &mut Document, tree: ObjectId, first: Option<ObjectId>) {
    let xmp = Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, XMP.as_bytes().to_vec());
    let xmp = document.add_object(xmp.with_compression(false));
    let intent = document.add_object(dictionary! {
        "Type" => "OutputIntent", "S" => "GTS_PDFX", "OutputConditionIdentifier" => literal("FOGRA39"),
    });
    let archive = document.add_object(dictionary! {
        "Type" => "OutputIntent", "S" => "GTS_PDFA1", "OutputConditionIdentifier" => literal("FOGRA39"),
    });
    let info = document.add_object(dictionary! {
        "Title" => lopdf::text_string("Voices & evidence"), "Trapped" => "False",
    });
    let page = first.map_or(Object::Null, Object::Reference);
    let figure = document.add_object(dictionary! {
        "Type" => "StructElem", "S" => "Figure", "Pg" => page.clone(), "K" => 0,
        "A" => dictionary! { "O" => "Layout", "BBox" => numbers(&[10, 20, 110, 120]) },
    });
    let tags =
        document.add_object(dictionary! { "Type" => "StructTreeRoot", "K" => Object::Reference(figure) });
    let entry = document.add_object(dictionary! {
        "Title" => literal("1"), "Dest" => vec![page, "XYZ".into(), 10.into(), 600.into(), Object::Null],
    });
    let outline = document.add_object(dictionary! { "Type" => "Outlines", "First" => Object::Reference(entry), "Last" => Object::Reference(entry) });
    let catalogue = document.add_object(dictionary! {
        "Type" => "Catalog", "Pages" => Object::Reference(tree), "Metadata" => Object::Reference(xmp),
        "OutputIntents" => vec![Object::Reference(intent), Object::Reference(archive)], "Lang" => literal("en"),
        "MarkInfo" => dictionary! { "Marked" => true }, "StructTreeRoot" => Object::Reference(tags),
        "Outlines" => Object::Reference(outline), "PageLabels" => dictionary! { "Nums" => Object::Array(vec![]) },
        "Names" => Dictionary::new(), "ViewerPreferences" => dictionary! { "Direction" => "L2R", "DisplayDocTitle" => true },
    });
    document.trailer.set("Root", Object::Reference(catalogue));
    document.trailer.set("Info", Object::Reference(info));
    document.trailer.set("ID", vec![literal("first"), literal("second")]);
}

fn literal(text: &str) -> Object {
    Object::String(text.as_bytes().to_vec(), StringFormat::Literal)
}
