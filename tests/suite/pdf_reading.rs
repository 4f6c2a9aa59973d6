//! Reads PDFs back: the tree of tags with its words, metadata, bookmarks and attachments.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

/// A PDF that was read back.
pub(crate) struct Pdf {
    document: Document,
    /// The element `Document` with everything below it.
    pub(crate) root: Element,
    furniture: String,
}

/// An element of the tree of tags.
#[derive(Debug, Default)]
pub(crate) struct Element {
    /// `P`, `H1`, `Figure`, …
    pub(crate) role: String,
    /// The language it says it is in.
    pub(crate) lang: Option<String>,
    /// The alternative text.
    pub(crate) alt: Option<String>,
    /// The page on which its own words begin, counted from 0.
    pub(crate) page: Option<usize>,
    children: Vec<Child>,
}

#[derive(Debug)]
enum Child {
    Element(Element),
    Words(Words),
}

/// What one piece of marked content shows; Typst marks each line of a text by itself.
#[derive(Debug, Clone, Default, PartialEq)]
struct Words {
    text: String,
    /// The language it says it is in itself.
    lang: Option<String>,
    page: usize,
    /// Where the baseline is, from the foot of the page.
    y: f32,
    /// Where the first piece begins, from the left edge of the page.
    x: f32,
}

impl Pdf {
    /// Reads a PDF; one that cannot be read fails the test.
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let document = Document::load_mem(bytes).expect("the PDF can be read");
        let marked = Marked::of(&document);
        let mut pdf = Self { document, root: Element::default(), furniture: marked.1.clone() };
        pdf.root = pdf.tags(&marked);
        pdf
    }

    /// The catalogue.
    pub(crate) fn catalog(&self) -> &Dictionary {
        self.document.catalog().expect("the PDF has a catalogue")
    }

    /// How many pages there are.
    pub(crate) fn pages(&self) -> usize {
        self.document.page_iter().count()
    }

    /// What a key of a dictionary leads to.
    pub(crate) fn get<'a>(&'a self, dictionary: &'a Dictionary, key: &str) -> Option<&'a Object> {
        let object = dictionary.get(key.as_bytes()).ok()?;
        self.document.dereference(object).ok().map(|(_, object)| object)
    }

    /// The dictionary that a key leads to.
    pub(crate) fn dictionary<'a>(&'a self, dictionary: &'a Dictionary, key: &str) -> Option<&'a Dictionary> {
        self.get(dictionary, key)?.as_dict().ok()
    }

    /// The array that a key leads to.
    pub(crate) fn array<'a>(&'a self, dictionary: &'a Dictionary, key: &str) -> Vec<&'a Object> {
        let array = self.get(dictionary, key).and_then(|object| object.as_array().ok());
        let followed = |object| self.document.dereference(object).map_or(object, |(_, object)| object);
        array.into_iter().flatten().map(followed).collect()
    }

    /// A string that a key leads to.
    pub(crate) fn string(&self, dictionary: &Dictionary, key: &str) -> Option<String> {
        self.get(dictionary, key).and_then(string)
    }

    /// An entry of the document information.
    pub(crate) fn info(&self, key: &str) -> Option<String> {
        let info = self.document.trailer.get(b"Info").ok()?;
        let (_, info) = self.document.dereference(info).ok()?;
        self.string(info.as_dict().ok()?, key)
    }

    /// The XMP metadata.
    pub(crate) fn xmp(&self) -> String {
        let stream = self.get(self.catalog(), "Metadata").and_then(|object| object.as_stream().ok());
        let stream = stream.expect("the PDF has XMP metadata");
        let bytes = stream.get_plain_content().unwrap_or_else(|_| stream.content.clone());
        String::from_utf8(bytes).expect("XMP is UTF-8")
    }

    /// The titles of the bookmarks, in their order, each with its depth.
    pub(crate) fn bookmarks(&self) -> Vec<(usize, String)> {
        let mut found = Vec::new();
        if let Some(outlines) = self.dictionary(self.catalog(), "Outlines") {
            self.bookmarks_below(outlines, 0, &mut found);
        }
        found
    }

    fn bookmarks_below(&self, parent: &Dictionary, depth: usize, found: &mut Vec<(usize, String)>) {
        let mut next = self.dictionary(parent, "First");
        while let Some(item) = next {
            found.push((depth, self.string(item, "Title").unwrap_or_default()));
            self.bookmarks_below(item, depth + 1, found);
            next = self.dictionary(item, "Next");
        }
    }

    /// The embedded files that the catalogue associates with the document: name, specification, bytes.
    pub(crate) fn attachments(&self) -> Vec<(String, &Dictionary, Vec<u8>)> {
        self.array(self.catalog(), "AF")
            .into_iter()
            .filter_map(|object| {
                let spec = object.as_dict().ok()?;
                let stream = self.get(self.dictionary(spec, "EF")?, "F")?.as_stream().ok()?;
                let bytes = stream.get_plain_content().unwrap_or_else(|_| stream.content.clone());
                Some((self.string(spec, "UF")?, spec, bytes))
            })
            .collect()
    }

    /// The words of the whole document, in the order in which they are read out.
    pub(crate) fn text(&self) -> String {
        self.root.text()
    }

    /// The words that are not read out: running headers and page numbers.
    pub(crate) fn furniture(&self) -> &str {
        &self.furniture
    }

    /// The addresses that links lead to.
    pub(crate) fn links(&self) -> Vec<String> {
        let all = self.document.objects.values().filter_map(|object| object.as_dict().ok());
        let links = all.filter_map(|object| match self.dictionary(object, "A") {
            Some(action) => self.string(action, "URI"),
            None => self.string(object, "URI"),
        });
        links.collect()
    }

    /// What links say of where they lead, for those who have them read out.
    pub(crate) fn said_of_links(&self) -> Vec<String> {
        let all = self.document.objects.values().filter_map(|object| object.as_dict().ok());
        let links = all.filter(|object| {
            self.get(object, "Subtype").and_then(|name| name.as_name().ok()) == Some(b"Link")
        });
        links.map(|link| self.string(link, "Contents").unwrap_or_default()).collect()
    }

    /// The page on which a heading with these words begins, counted from 0.
    pub(crate) fn page_of_heading(&self, words: &str) -> Option<usize> {
        let is_it = |element: &&Element| {
            element.role.starts_with('H') && squeezed(&element.text()).contains(&squeezed(words))
        };
        self.root.all().into_iter().find(is_it).and_then(Element::first_page)
    }

    fn tags(&self, marked: &Marked) -> Element {
        let root = self.dictionary(self.catalog(), "StructTreeRoot").expect("the PDF is tagged");
        let pages: BTreeMap<ObjectId, usize> =
            self.document.page_iter().enumerate().map(|(index, id)| (id, index)).collect();
        self.element(root, None, marked, &pages)
    }

    fn element(
        &self,
        dictionary: &Dictionary,
        page: Option<usize>,
        marked: &Marked,
        pages: &BTreeMap<ObjectId, usize>,
    ) -> Element {
        let page_of = |dictionary: &Dictionary| {
            dictionary.get(b"Pg").ok().and_then(|page| page.as_reference().ok()).map(|id| pages[&id])
        };
        let page = page_of(dictionary).or(page);
        let role = self.get(dictionary, "S").and_then(|role| role.as_name().ok()).unwrap_or_default();
        let mut element = Element {
            role: String::from_utf8_lossy(role).into_owned(),
            lang: self.string(dictionary, "Lang"),
            alt: self.string(dictionary, "Alt"),
            page,
            children: Vec::new(),
        };
        let kids = match self.get(dictionary, "K") {
            Some(Object::Array(_)) => self.array(dictionary, "K"),
            Some(kid) => vec![kid],
            None => Vec::new(),
        };
        for kid in kids {
            let (id, on) = match kid {
                Object::Integer(id) => (*id, page),
                Object::Dictionary(kid) if kid.has(b"MCID") => {
                    let id = kid.get(b"MCID").and_then(Object::as_i64).expect("a number");
                    (id, page_of(kid).or(page))
                }
                Object::Dictionary(kid) if kid.has(b"Obj") => continue,
                Object::Dictionary(kid) => {
                    element.children.push(Child::Element(self.element(kid, page, marked, pages)));
                    continue;
                }
                other => panic!("{other:?} is no part of a tree of tags"),
            };
            let on = on.expect("marked content is on a page");
            if let Some(words) = marked.0.get(&(on, id)) {
                element.children.push(Child::Words(words.clone()));
            }
        }
        element
    }
}

impl Element {
    /// This element and all below it, in the order in which they are read out.
    pub(crate) fn all(&self) -> Vec<&Self> {
        let below = self.children.iter().flat_map(|child| match child {
            Child::Element(element) => element.all(),
            Child::Words(_) => Vec::new(),
        });
        std::iter::once(self).chain(below).collect()
    }

    /// Its words and those below it; a line feed where a line or another block begins.
    pub(crate) fn text(&self) -> String {
        let mut out = String::new();
        let mut last = None;
        self.write(&mut out, &mut last);
        out
    }

    fn write(&self, out: &mut String, last: &mut Option<(usize, f32)>) {
        for child in &self.children {
            match child {
                Child::Words(words) => {
                    let here = (words.page, words.y);
                    // Signs that are raised stand on the line nevertheless.
                    let same = last.is_some_and(|(page, y)| page == here.0 && (y - here.1).abs() < 3.0);
                    if !same && last.is_some() {
                        out.push('\n');
                    }
                    out.push_str(&words.text);
                    *last = Some(here);
                }
                Child::Element(element) => {
                    let is_block =
                        !matches!(element.role.as_str(), "Span" | "Link" | "Em" | "Strong" | "Reference");
                    if is_block {
                        *last = last.map(|_| (usize::MAX, 0.0));
                    }
                    element.write(out, last);
                }
            }
        }
    }

    /// Words that stand in no element that says what they are: neither in a paragraph nor in a heading, a list, a table,
    /// a caption or a figure.
    pub(crate) fn loose_words(&self) -> Vec<&str> {
        const INLINE: [&str; 7] = ["Span", "Link", "Reference", "Em", "Strong", "Code", "Quote"];
        const SAYS_WHAT: [&str; 15] = [
            "P", "H1", "H2", "H3", "H4", "H5", "H6", "Lbl", "LBody", "TH", "TD", "Caption", "Figure", "TOCI",
            "BibEntry",
        ];
        fn walk<'a>(element: &'a Element, is_held: bool, found: &mut Vec<&'a str>) {
            let is_held = SAYS_WHAT.contains(&element.role.as_str())
                || (is_held && INLINE.contains(&element.role.as_str()));
            for child in &element.children {
                match child {
                    Child::Element(element) => walk(element, is_held, found),
                    Child::Words(words) if !is_held && !words.text.trim().is_empty() => {
                        found.push(&words.text)
                    }
                    Child::Words(_) => {}
                }
            }
        }
        let mut found = Vec::new();
        walk(self, false, &mut found);
        found
    }

    /// Each piece of its words and of those below it, with the language it is read out in.
    pub(crate) fn languages<'a>(&'a self, outer: &'a str) -> Vec<(&'a str, &'a str)> {
        let lang = self.lang.as_deref().unwrap_or(outer);
        let pieces = self.children.iter().flat_map(|child| match child {
            Child::Element(element) => element.languages(lang),
            Child::Words(words) => vec![(words.text.as_str(), words.lang.as_deref().unwrap_or(lang))],
        });
        pieces.collect()
    }

    /// Where its own first words stand, or those below it, from the left edge of the page.
    pub(crate) fn left(&self) -> Option<f32> {
        self.children.iter().find_map(|child| match child {
            Child::Words(words) => Some(words.x),
            Child::Element(element) => element.left(),
        })
    }

    fn first_page(&self) -> Option<usize> {
        let first = self.children.iter().find_map(|child| match child {
            Child::Words(words) => Some(words.page),
            Child::Element(element) => element.first_page(),
        });
        first.or(self.page)
    }
}

/// What is left of a text when it is broken into lines: no white space, no hyphens that a break adds.
pub(crate) fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{ad}').collect()
}

/// The words of all marked content, by page and number, and those without a number.
#[derive(Default)]
struct Marked(BTreeMap<(usize, i64), Words>, String);

impl Marked {
    fn of(document: &Document) -> Self {
        let mut marked = Self::default();
        for (page, id) in document.page_iter().enumerate() {
            let content = document.get_page_content(id);
            let (own, inherited) = document.get_page_resources(id).expect("the page has resources");
            let inherited = inherited.into_iter().filter_map(|id| document.get_dictionary(id).ok());
            let resources: Vec<&Dictionary> = own.into_iter().chain(inherited).collect();
            let mut reader = Reader {
                document,
                page,
                marked: &mut marked.0,
                furniture: &mut marked.1,
                open: Vec::new(),
                reversed: Vec::new(),
                place: Place::default(),
            };
            reader.stream(&content, &resources);
        }
        marked
    }
}

struct Reader<'a> {
    document: &'a Document,
    page: usize,
    marked: &'a mut BTreeMap<(usize, i64), Words>,
    furniture: &'a mut String,
    open: Vec<Open>,
    /// Glyphs of which the last is read first.
    reversed: Vec<String>,
    place: Place,
}

/// The upright part of a transformation; rotated text is not told apart.
#[derive(Clone, Copy)]
struct Place {
    scale: (f32, f32),
    offset: (f32, f32),
}

impl Default for Place {
    fn default() -> Self {
        Self { scale: (1.0, 1.0), offset: (0.0, 0.0) }
    }
}

/// What a piece of marked content says about the glyphs in it.
enum Open {
    Numbered(i64),
    /// The glyphs stand for other words, which are written already.
    Replaced,
    /// The glyphs are shown from left to right and read from right to left.
    Reversed,
    Plain,
}

impl Reader<'_> {
    fn stream(&mut self, content: &[u8], resources: &[&Dictionary]) {
        let content = Content::decode(content).expect("the page's content can be read");
        let mut font = Font::default();
        let mut states = Vec::new();
        for operation in &content.operations {
            let operands = &operation.operands;
            match operation.operator.as_str() {
                "q" => states.push(self.place),
                "Q" => self.place = states.pop().unwrap_or_default(),
                "cm" => {
                    let number = |index: usize| operands.get(index).and_then(|o| o.as_float().ok());
                    let (scale_x, scale_y) = (number(0).unwrap_or(1.0), number(3).unwrap_or(1.0));
                    let (x, y) = (number(4).unwrap_or_default(), number(5).unwrap_or_default());
                    let outer = self.place;
                    self.place = Place {
                        scale: (scale_x * outer.scale.0, scale_y * outer.scale.1),
                        offset: (x * outer.scale.0 + outer.offset.0, y * outer.scale.1 + outer.offset.1),
                    };
                }
                "BMC" => self.open.push(match operands.first().and_then(|name| name.as_name().ok()) {
                    Some(b"ReversedChars") => Open::Reversed,
                    _ => Open::Plain,
                }),
                "BDC" => self.begin(operands, resources),
                "EMC" => {
                    if let Some(Open::Reversed) = self.open.pop() {
                        let read: String = std::mem::take(&mut self.reversed).into_iter().rev().collect();
                        self.show(vec![read]);
                    }
                }
                "Tf" => font = self.font(operands.first(), resources),
                "Tj" | "TJ" => {
                    let shown = operands.first().map(|shown| font.glyphs(shown)).unwrap_or_default();
                    self.show(shown);
                }
                "Do" => self.object(operands.first(), resources),
                _ => {}
            }
        }
    }

    fn begin(&mut self, operands: &[Object], resources: &[&Dictionary]) {
        let properties = match operands.get(1) {
            Some(Object::Dictionary(properties)) => Some(properties),
            Some(Object::Name(name)) => {
                self.resource(resources, "Properties", name).and_then(|p| p.as_dict().ok())
            }
            _ => None,
        };
        let number = properties.and_then(|p| p.get(b"MCID").ok()).and_then(|id| id.as_i64().ok());
        let instead = properties.and_then(|p| p.get(b"ActualText").ok()).and_then(string);
        if let Some(id) = number {
            self.open.push(Open::Numbered(id));
            self.words(id).lang = properties.and_then(|p| p.get(b"Lang").ok()).and_then(string);
        }
        if let Some(instead) = &instead {
            self.show(vec![instead.clone()]);
        }
        match (number, instead) {
            (Some(_), None) => {}
            (Some(_), Some(_)) => panic!("Typst gives the words of a numbered piece inside it"),
            (None, Some(_)) => self.open.push(Open::Replaced),
            (None, None) => self.open.push(Open::Plain),
        }
    }

    /// - `text`: glyph by glyph
    fn show(&mut self, text: Vec<String>) {
        if self.open.iter().any(|open| matches!(open, Open::Replaced)) {
            return;
        }
        if self.open.iter().any(|open| matches!(open, Open::Reversed)) {
            self.reversed.extend(text);
            return;
        }
        let numbered = self.open.iter().rev().find_map(|open| match open {
            Open::Numbered(id) => Some(*id),
            _ => None,
        });
        match numbered {
            Some(id) => self.words(id).text.push_str(&text.concat()),
            None => self.furniture.push_str(&text.concat()),
        }
    }

    fn words(&mut self, id: i64) -> &mut Words {
        let (page, (x, y)) = (self.page, self.place.offset);
        let words = self.marked.entry((page, id)).or_insert_with(|| Words { page, ..Words::default() });
        // Where a piece begins is known with its first glyph.
        if words.text.is_empty() {
            (words.x, words.y) = (x, y);
        }
        words
    }

    fn object(&mut self, name: Option<&Object>, resources: &[&Dictionary]) {
        let Some(Ok(name)) = name.map(Object::as_name) else { return };
        let document = self.document;
        let stream = self.resource(resources, "XObject", name).and_then(|object| object.as_stream().ok());
        let Some(stream) = stream.filter(|s| {
            s.dict.get(b"Subtype").is_ok_and(|kind| kind.as_name().is_ok_and(|name| name == b"Form"))
        }) else {
            return;
        };
        let own = stream.dict.get(b"Resources").ok().and_then(|r| document.dereference(r).ok());
        let own = own.and_then(|(_, object)| object.as_dict().ok());
        let resources: Vec<&Dictionary> = own.into_iter().chain(resources.iter().copied()).collect();
        let content = stream.get_plain_content().unwrap_or_else(|_| stream.content.clone());
        self.stream(&content, &resources);
    }

    fn resource<'b>(&self, resources: &[&'b Dictionary], kind: &str, name: &[u8]) -> Option<&'b Object>
    where
        Self: 'b,
    {
        let document: &'b Document = self.document;
        resources.iter().find_map(|resources| {
            let (_, kind) = document.dereference(resources.get(kind.as_bytes()).ok()?).ok()?;
            let (_, found) = document.dereference(kind.as_dict().ok()?.get(name).ok()?).ok()?;
            Some(found)
        })
    }

    fn font(&self, name: Option<&Object>, resources: &[&Dictionary]) -> Font {
        let name = name.and_then(|name| name.as_name().ok()).expect("a font has a name");
        let font = self.resource(resources, "Font", name).and_then(|font| font.as_dict().ok());
        let font = font.expect("the font is in the resources");
        let map = font.get(b"ToUnicode").and_then(|map| self.document.dereference(map));
        let (_, map) = map.expect("every font says what its glyphs mean");
        let map = map.as_stream().expect("the map is a stream");
        let map = map.get_plain_content().unwrap_or_else(|_| map.content.clone());
        Font::new(&String::from_utf8_lossy(&map))
    }
}

/// What the codes of a font mean.
#[derive(Default)]
struct Font {
    code_length: usize,
    meanings: BTreeMap<u32, String>,
}

impl Font {
    /// Reads a ToUnicode map (ISO 32000-1, 9.10.3) as krilla writes it: single codes, no ranges.
    fn new(map: &str) -> Self {
        assert!(!map.contains("beginbfrange"), "krilla has begun to write ranges: read them here");
        let mut font = Self { code_length: 2, ..Self::default() };
        let mut within = false;
        for line in map.lines() {
            let codes: Vec<&str> = line.split(['<', '>']).skip(1).step_by(2).collect();
            if line.ends_with("begincodespacerange") || line.ends_with("beginbfchar") {
                within = line.ends_with("beginbfchar");
            } else if let ([code, meaning], true) = (&codes[..], within) {
                let code = u32::from_str_radix(code, 16).expect("a code in hexadecimal");
                font.meanings.insert(code, utf16(&bytes_of(meaning)));
            } else if let [first, _] = &codes[..] {
                font.code_length = first.len() / 2;
            }
        }
        font
    }

    /// What each glyph stands for.
    fn glyphs(&self, shown: &Object) -> Vec<String> {
        match shown {
            Object::String(bytes, _) => bytes
                .chunks(self.code_length)
                .map(|code| {
                    let code = code.iter().fold(0, |code, byte| code << 8 | u32::from(*byte));
                    self.meanings.get(&code).map_or("\u{fffd}", String::as_str).to_owned()
                })
                .collect(),
            Object::Array(items) => items.iter().flat_map(|item| self.glyphs(item)).collect(),
            _ => Vec::new(),
        }
    }
}

fn bytes_of(hex: &str) -> Vec<u8> {
    let digits: Vec<u8> = hex.chars().filter_map(|c| c.to_digit(16)).map(|d| d as u8).collect();
    digits.chunks(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect()
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> =
        bytes.chunks(2).map(|pair| pair.iter().fold(0, |unit, byte| unit << 8 | u16::from(*byte))).collect();
    String::from_utf16_lossy(&units)
}

/// A text string (ISO 32000-1, 7.9.2.2): UTF-16 with its mark, or else the Latin of PDF, of which
/// krilla uses what is ASCII.
fn string(object: &Object) -> Option<String> {
    let Object::String(bytes, _) = object else { return None };
    Some(match bytes.strip_prefix(&[0xfe, 0xff]) {
        Some(bytes) => utf16(bytes),
        None => String::from_utf8_lossy(bytes).into_owned(),
    })
}
