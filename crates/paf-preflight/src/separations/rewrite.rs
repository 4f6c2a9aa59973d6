//! A copy of a document in which every colour space is one of inks.
//!
//! Pages, forms, patterns and images are copied one by one from the pages down, so that soft masks,
//! whose gray is no ink, keep the objects that they have.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use paf_pdf::pages::{decoded, pages, resolved};

use super::content::{Begins, CMYK, GRAY, RGB, exchanged, read};
use super::inks::PROCESS;
use super::overprint::{MIXED, PLAIN, States, shortened};
use super::reduce::{Finer, Reducer};
use super::spaces::{Space, space};
use super::tint::{Components, Press};

/// How deep forms and patterns may lie within each other.
const DEEPEST: usize = 24;
/// Images from this size on are copied only if they are needed as they are.
const HEAVY: usize = 1 << 20;

/// The copy, whose functions still have to be written for the plates to be shown.
pub(super) struct Rewritten {
    copy: Document,
    press: Press,
    functions: Vec<(Components, ObjectId)>,
    shorter: Vec<Shorter>,
    /// The pages of which a part could not be copied, from 1.
    pub(super) unread: BTreeSet<usize>,
}

/// A content that renderings of some inks have in a shorter form.
struct Shorter {
    id: ObjectId,
    whole: Vec<u8>,
    without_black: Vec<u8>,
    black_alone: Vec<u8>,
}

impl Rewritten {
    /// Copies a document, of whose images some are finer than the pages will be.
    pub(super) fn from(document: &Document, finer: Finer) -> Self {
        let mut ready: BTreeMap<ObjectId, Object> = BTreeMap::new();
        let mut rewriter = Rewriter {
            source: document,
            copy: without_heavy_images(document),
            reducer: Reducer::new(finer),
            functions: BTreeMap::new(),
            shorter: Vec::new(),
            done: BTreeMap::new(),
            under_way: Vec::new(),
            unread: 0,
            unread_within: BTreeSet::new(),
        };
        let mut kids: Vec<Object> = Vec::new();
        let mut unread = BTreeSet::new();
        for page in pages(document) {
            // One that stands in several places is made ready once; in between, places are kept.
            if let Some(known) = ready.get(&page.id) {
                kids.resize(page.number - 1, known.clone());
                kids.push(known.clone());
                continue;
            }
            // A page that cannot be read keeps its place.
            while kids.len() + 1 < page.number {
                kids.push(rewriter.copy.add_object(dictionary! { "Type" => "Page" }).into());
            }
            let before = rewriter.unread;
            let own = page.resources().cloned().unwrap_or_default();
            let resources = rewriter.resources(&own);
            let content = rewriter.page(&page.content(), &States::of(document, &own));
            if rewriter.unread > before {
                unread.insert(page.number);
            }
            let media = page.inherited("MediaBox").cloned();
            let mut copy = document.get_dictionary(page.id).cloned().unwrap_or_default();
            copy.set("Type", "Page");
            copy.set("Resources", resources);
            copy.set("Contents", content);
            stand_upright(&mut copy, media);
            let copy = Object::Reference(rewriter.copy.add_object(copy));
            ready.insert(page.id, copy.clone());
            kids.push(copy);
        }
        let functions = std::mem::take(&mut rewriter.functions);
        let (mut copy, mut reducer, shorter) = (rewriter.copy, rewriter.reducer, rewriter.shorter);
        let count = i64::try_from(kids.len()).unwrap_or(i64::MAX);
        let tree = copy.add_object(dictionary! { "Type" => "Pages", "Count" => count, "Kids" => kids });
        let catalog = copy.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
        copy.trailer.set("Root", catalog);
        copy.trailer.remove(b"Info");
        copy.prune_objects();
        fill_gaps(&mut copy, document);
        reduce_rest(&mut copy, &mut reducer, document);
        Self { copy, press: Press::of(document), functions: functions.into_iter().collect(), shorter, unread }
    }

    /// The file that shows these inks, at most three, as red, green and blue.
    pub(super) fn bytes(&mut self, inks: &[Vec<u8>]) -> Option<Vec<u8>> {
        for (components, id) in &self.functions {
            self.copy.objects.insert(*id, Object::Stream(components.function(inks, &self.press)));
        }
        let has_black = inks.iter().any(|ink| ink == PROCESS[3]);
        for page in &self.shorter {
            let content = match (has_black, inks.len()) {
                (false, _) => &page.without_black,
                (true, 1) => &page.black_alone,
                (true, _) => &page.whole,
            };
            self.copy
                .objects
                .insert(page.id, Object::Stream(Stream::new(Dictionary::new(), content.clone())));
        }
        let mut bytes = Vec::new();
        self.copy.save_to(&mut bytes).ok()?;
        Some(bytes)
    }
}

/// The whole sheet, not turned and at its own scale, so that pixels are places.
fn stand_upright(page: &mut Dictionary, media: Option<Object>) {
    if let Some(media) = media {
        page.set("CropBox", media.clone());
        page.set("MediaBox", media);
    }
    page.set("Rotate", 0);
    page.remove(b"UserUnit");
    page.remove(b"Annots");
    page.remove(b"Parent");
}

/// Cells side by side are the same from either end; the renderer gives up where steps go backward.
fn forward(document: &Document, cell: &mut Dictionary) {
    for key in ["XStep", "YStep"] {
        let step = cell.get(key.as_bytes()).ok().and_then(|step| resolved(document, step)?.as_float().ok());
        if let Some(step) = step {
            cell.set(key, Object::Real(step.abs()));
        }
    }
}

fn is_heavy(object: &Object) -> bool {
    let Object::Stream(stream) = object else { return false };
    let kind = stream.dict.get(b"Subtype").and_then(Object::as_name);
    stream.content.len() >= HEAVY && kind.is_ok_and(|kind| kind == b"Image")
}

/// A copy in which the largest things are still missing: most of them are made smaller anyway.
fn without_heavy_images(document: &Document) -> Document {
    let mut copy = Document::with_version(document.version.as_str());
    copy.trailer = document.trailer.clone();
    copy.max_id = document.max_id;
    let light = document.objects.iter().filter(|(_, object)| !is_heavy(object));
    copy.objects = light.map(|(id, object)| (*id, object.clone())).collect();
    copy
}

/// Adds the images that are needed as they are.
fn fill_gaps(copy: &mut Document, source: &Document) {
    let missing = |id: &ObjectId| !copy.objects.contains_key(id) && source.objects.contains_key(id);
    let mut wanted: Vec<ObjectId> = Vec::new();
    for object in copy.objects.values() {
        let mut todo = vec![object];
        while let Some(object) = todo.pop() {
            match object {
                Object::Reference(id) if missing(id) => wanted.push(*id),
                Object::Array(items) => todo.extend(items),
                Object::Dictionary(within) => todo.extend(within.iter().map(|(_, value)| value)),
                Object::Stream(stream) => todo.extend(stream.dict.iter().map(|(_, value)| value)),
                _ => {}
            }
        }
    }
    let found = wanted.into_iter().filter_map(|id| Some((id, source.objects.get(&id)?.clone())));
    let found: Vec<(ObjectId, Object)> = found.collect();
    if !found.is_empty() {
        copy.objects.extend(found);
        // What they name in turn: masks and profiles.
        fill_gaps(copy, source);
    }
}

/// Makes the images smaller that keep their colours: those of soft masks.
fn reduce_rest(copy: &mut Document, reducer: &mut Reducer, source: &Document) {
    for object in copy.objects.values_mut() {
        let Object::Stream(stream) = object else { continue };
        let kind = stream.dict.get(b"Subtype").and_then(Object::as_name);
        if kind.is_ok_and(|kind| kind == b"Image")
            && let Some(reduced) = reducer.reduced(source, stream, 1)
        {
            *stream = reduced;
        }
    }
}

struct Rewriter<'a> {
    source: &'a Document,
    copy: Document,
    reducer: Reducer,
    functions: BTreeMap<Components, ObjectId>,
    shorter: Vec<Shorter>,
    done: BTreeMap<ObjectId, ObjectId>,
    under_way: Vec<ObjectId>,
    /// How many streams could not be read so far.
    unread: usize,
    /// The objects that have such a stream in them.
    unread_within: BTreeSet<ObjectId>,
}

impl<'a> Rewriter<'a> {
    fn content(&mut self, bytes: &[u8], begins: Begins) -> Vec<u8> {
        self.known(read(bytes).and_then(|operations| exchanged(operations, begins)))
    }

    /// A content, or nothing, which is noted.
    fn known(&mut self, content: Option<Vec<u8>>) -> Vec<u8> {
        content.unwrap_or_else(|| {
            self.unread += 1;
            Vec::new()
        })
    }

    /// The content of a page. Only there is it known what lies under the first thing that is painted: the paper.
    fn page(&mut self, bytes: &[u8], states: &States) -> ObjectId {
        let operations = read(bytes);
        let shorter = operations.as_deref().and_then(|operations| shortened(operations, states));
        let whole = self.known(operations.and_then(|operations| exchanged(operations, Begins::Afresh)));
        let id = self.copy.add_object(Stream::new(Dictionary::new(), whole.clone()));
        if let Some(shorter) = shorter
            && let Some(without_black) = exchanged(shorter.without_black, Begins::Afresh)
            && let Some(black_alone) = exchanged(shorter.black_alone, Begins::Afresh)
        {
            self.shorter.push(Shorter { id, whole, without_black, black_alone });
        }
        id
    }

    /// The resources with every space, form, image, pattern and shading exchanged.
    fn resources(&mut self, resources: &Dictionary) -> Dictionary {
        let mut exchanged = resources.clone();
        let mut spaces = self.each(resources, "ColorSpace", Self::colour_space);
        for (name, components) in
            [(GRAY, Components::Gray), (RGB, Components::Rgb), (CMYK, Components::cmyk())]
        {
            spaces.set(name, self.plain(components));
        }
        exchanged.set("ColorSpace", spaces);
        for (key, exchange) in [
            ("XObject", Self::x_object as Exchange<'a>),
            ("Pattern", Self::pattern),
            ("Shading", Self::shading),
            ("ExtGState", Self::graphics_state),
            ("Font", Self::font),
        ] {
            let mut named = self.each(resources, key, exchange);
            if key == "ExtGState" {
                named.set(PLAIN, dictionary! { "BM" => "Normal" });
                named.set(MIXED, dictionary! { "BM" => "Darken" });
            }
            exchanged.set(key, named);
        }
        exchanged
    }

    fn each(&mut self, resources: &Dictionary, key: &str, exchange: Exchange<'a>) -> Dictionary {
        let named = resources.get(key.as_bytes()).ok().and_then(|named| resolved(self.source, named));
        let named = named.and_then(|named| named.as_dict().ok()).cloned().unwrap_or_default();
        named.iter().map(|(name, value)| (name.clone(), self.once(value, exchange))).collect()
    }

    /// Exchanges an object, but one that several refer to only once.
    fn once(&mut self, object: &Object, exchange: Exchange<'a>) -> Object {
        let Object::Reference(id) = object else {
            return exchange(self, object).unwrap_or_else(|| object.clone());
        };
        // What paints itself would be painted without end. Something has to stand in its place, as
        // the renderer looks for missing names in the page's resources.
        if self.under_way.contains(id) || self.under_way.len() >= DEEPEST {
            let nothing = dictionary! { "Subtype" => "Form", "BBox" => vec![Object::Integer(0); 4] };
            return self.copy.add_object(Stream::new(nothing, Vec::new())).into();
        }
        if let Some(done) = self.done.get(id) {
            self.unread += usize::from(self.unread_within.contains(id));
            return Object::Reference(*done);
        }
        let before = self.unread;
        self.under_way.push(*id);
        let exchanged = resolved(self.source, object).and_then(|object| exchange(self, object));
        self.under_way.pop();
        if self.unread > before {
            self.unread_within.insert(*id);
        }
        match exchanged {
            Some(exchanged) => {
                let place = self.copy.add_object(exchanged);
                self.done.insert(*id, place);
                Object::Reference(place)
            }
            None => {
                self.done.insert(*id, *id);
                object.clone()
            }
        }
    }

    fn colour_space(&mut self, object: &Object) -> Option<Object> {
        let space = space(self.source, object)?;
        Some(self.exchanged_space(space))
    }

    fn exchanged_space(&mut self, space: Space) -> Object {
        match space {
            Space::Plain(components) => self.plain(components),
            Space::Indexed(base, table) => {
                let mut items = vec!["Indexed".into(), self.exchanged_space(*base)];
                items.extend(table);
                Object::Array(items)
            }
            Space::Pattern(None) => "Pattern".into(),
            Space::Pattern(Some(base)) => Object::Array(vec!["Pattern".into(), self.exchanged_space(*base)]),
        }
    }

    fn plain(&mut self, components: Components) -> Object {
        let known = self.functions.get(&components).copied();
        let function = known.unwrap_or_else(|| self.copy.add_object(Object::Null));
        // The names only have to be as many as the numbers of a colour.
        let names = (0..components.count()).map(|at| Object::Name(format!("Paf{at}").into_bytes()));
        let nothing = matches!(&components, Components::Inks(inks) if inks.iter().all(|ink| ink == b"None"));
        let names = names.map(|name| if nothing { "None".into() } else { name }).collect();
        self.functions.insert(components, function);
        Object::Array(vec![
            "DeviceN".into(),
            Object::Array(names),
            "DeviceRGB".into(),
            Object::Reference(function),
        ])
    }

    fn x_object(&mut self, object: &Object) -> Option<Object> {
        let stream = object.as_stream().ok()?;
        match stream.dict.get(b"Subtype").ok()?.as_name().ok()? {
            b"Form" => Some(self.painted(stream, Begins::InTheMiddle)),
            b"Image" => self.image(stream),
            _ => None,
        }
    }

    /// A form, a tiling pattern or a glyph.
    fn painted(&mut self, stream: &Stream, begins: Begins) -> Object {
        let mut dictionary = stream.dict.clone();
        let own = stream.dict.get(b"Resources").ok().and_then(|own| resolved(self.source, own));
        if let Some(resources) = own.and_then(|own| own.as_dict().ok()) {
            dictionary.set("Resources", self.resources(resources));
        }
        dictionary.remove(b"Filter");
        dictionary.remove(b"DecodeParms");
        let content = self.content(&decoded(stream), begins);
        Object::Stream(Stream::new(dictionary, content))
    }

    fn image(&mut self, stream: &Stream) -> Option<Object> {
        let space = stream.dict.get(b"ColorSpace").ok().and_then(|of| space(self.source, of));
        let finer = self.reducer.finer(self.under_way.last());
        let reduced = self.reducer.reduced(self.source, stream, finer);
        if space.is_none() && reduced.is_none() {
            return None;
        }
        let mut image = reduced.unwrap_or_else(|| stream.clone());
        self.reduce_mask(&mut image, (size(stream), finer));
        let Some(space) = space else { return Some(Object::Stream(image)) };
        // The numbers of an image run over the range of its space unless it says otherwise.
        if let (Space::Plain(Components::Lab([a, b, c, d])), false) = (&space, image.dict.has(b"Decode")) {
            image.dict.set("Decode", [0, 100, *a, *b, *c, *d].map(Object::from).to_vec());
        }
        image.dict.set("ColorSpace", self.exchanged_space(space));
        Some(Object::Stream(image))
    }

    /// The masks of an image are images of their own; one of the same size is as fine.
    fn reduce_mask(&mut self, image: &mut Stream, (size_of_image, finer): (Size, u64)) {
        for key in ["SMask", "Mask"] {
            let mask = image.dict.get(key.as_bytes()).ok().and_then(|mask| resolved(self.source, mask));
            let Some(Object::Stream(mask)) = mask else { continue };
            let finer = if size(mask) == size_of_image { finer } else { 1 };
            if let Some(reduced) = self.reducer.reduced(self.source, mask, finer) {
                let place = self.copy.add_object(reduced);
                image.dict.set(key, Object::Reference(place));
            }
        }
    }

    fn pattern(&mut self, object: &Object) -> Option<Object> {
        match object {
            Object::Stream(stream) => {
                let uncoloured =
                    stream.dict.get(b"PaintType").and_then(Object::as_i64).is_ok_and(|kind| kind == 2);
                let begins = if uncoloured { Begins::InTheMiddle } else { Begins::Afresh };
                let mut cell = self.painted(stream, begins);
                if let Object::Stream(cell) = &mut cell {
                    forward(self.source, &mut cell.dict);
                }
                Some(cell)
            }
            Object::Dictionary(dictionary) => {
                let mut dictionary = dictionary.clone();
                let shading = self.once(dictionary.get(b"Shading").ok()?, Self::shading);
                dictionary.set("Shading", shading);
                Some(Object::Dictionary(dictionary))
            }
            _ => None,
        }
    }

    fn shading(&mut self, object: &Object) -> Option<Object> {
        let mut shading = object.clone();
        let dictionary = match &mut shading {
            Object::Dictionary(dictionary) => dictionary,
            Object::Stream(stream) => &mut stream.dict,
            _ => return None,
        };
        let space = self.colour_space(dictionary.get(b"ColorSpace").ok()?)?;
        dictionary.set("ColorSpace", space);
        Some(shading)
    }

    /// What overprints leaves the larger amount of each ink: of the ink below where it has none.
    fn graphics_state(&mut self, object: &Object) -> Option<Object> {
        let mut state = object.as_dict().ok()?.clone();
        let flag = |key: &[u8]| state.get(key).ok().and_then(|flag| flag.as_bool().ok());
        let overprint = flag(b"op").or_else(|| flag(b"OP"))?;
        let blend = state.get(b"BM").ok().and_then(|blend| blend.as_name().ok());
        if matches!(blend, None | Some(b"Normal" | b"Compatible")) {
            state.set("BM", if overprint { "Darken" } else { "Normal" });
        }
        Some(Object::Dictionary(state))
    }

    /// Only the drawings of a Type 3 font have colours.
    fn font(&mut self, object: &Object) -> Option<Object> {
        let font = object.as_dict().ok()?;
        if font.get(b"Subtype").ok()?.as_name().ok()? != b"Type3" {
            return None;
        }
        let mut exchanged = font.clone();
        let own = font.get(b"Resources").ok().and_then(|own| resolved(self.source, own));
        if let Some(resources) = own.and_then(|own| own.as_dict().ok()) {
            exchanged.set("Resources", self.resources(resources));
        }
        exchanged.set("CharProcs", self.each(font, "CharProcs", Self::glyph));
        Some(Object::Dictionary(exchanged))
    }

    fn glyph(&mut self, object: &Object) -> Option<Object> {
        Some(self.painted(object.as_stream().ok()?, Begins::InTheMiddle))
    }
}

/// Columns and rows of an image, if it says so.
type Size = [Option<i64>; 2];

fn size(image: &Stream) -> Size {
    [&b"Width"[..], b"Height"].map(|key| image.dict.get(key).and_then(Object::as_i64).ok())
}

/// A way to exchange one kind of object; none where it stays as it is.
type Exchange<'a> = fn(&mut Rewriter<'a>, &Object) -> Option<Object>;
