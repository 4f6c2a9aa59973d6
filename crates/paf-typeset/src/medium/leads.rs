//! Where the links of a screen lead, in words that make sense alone: programs that read a page aloud list its links.
//!
//! Typst says of a link within a document `Section 3`, `page 37` or the number of a citation. A heading is said by its
//! own words, a figure by its number and caption. Of other things a document leaves word in `metadata` elements with the
//! label `<paf-leads>`: a dictionary with `to` (the name of a label) and `says`, or with `cited`, the word that stands
//! before the number of a cited work.

use std::collections::HashMap;

use typst::ecow::{EcoString, eco_format};
use typst::foundations::{Content, Label, Selector, StyleChain, Value};
use typst::introspection::{Introspector, Location, MetadataElem, Tag};
use typst::layout::{Frame, FrameItem};
use typst::model::{Destination, FigureElem, HeadingElem, LinkMarker};
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

const LABEL: &str = "paf-leads";

/// The words of links, by the places of their markers.
#[derive(Default)]
pub(super) struct Leads(HashMap<Location, EcoString>);

impl Leads {
    /// Where all links of a document lead.
    pub(super) fn of(document: &PagedDocument) -> Self {
        let mut reader =
            Reader { document, said: Said::by(document), open: Vec::new(), found: HashMap::new() };
        document.pages().iter().for_each(|page| reader.frame(&page.frame));
        Self(reader.found)
    }

    /// Has a link say where it leads.
    pub(super) fn tell(&self, tag: &mut Tag) {
        let Tag::Start(element, _) = tag else { return };
        let Some(words) = element.location().and_then(|location| self.0.get(&location)) else { return };
        if let Some(marker) = element.to_packed_mut::<LinkMarker>() {
            marker.alt = Some(words.clone());
        }
    }
}

/// What the document says.
#[derive(Default)]
struct Said {
    to: HashMap<EcoString, EcoString>,
    cited: Option<EcoString>,
}

impl Said {
    fn by(document: &PagedDocument) -> Self {
        let mut said = Self::default();
        let Some(label) = Label::new(PicoStr::intern(LABEL)) else { return said };
        for element in document.introspector().query(&Selector::Label(label)) {
            let Some(metadata) = element.to_packed::<MetadataElem>() else { continue };
            let Value::Dict(dict) = &metadata.value else { continue };
            let word = |key| match dict.get(key) {
                Ok(Value::Str(word)) => Some(EcoString::from(word.as_str())),
                _ => None,
            };
            said.cited = word("cited").or(said.cited);
            said.to.extend(word("to").zip(word("says")));
        }
        said
    }
}

struct Reader<'a> {
    document: &'a PagedDocument,
    said: Said,
    /// The links that have begun, with what Typst says of them.
    open: Vec<(Location, Option<EcoString>)>,
    found: HashMap<Location, EcoString>,
}

impl Reader<'_> {
    fn frame(&mut self, frame: &Frame) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => self.frame(&group.frame),
                FrameItem::Tag(Tag::Start(element, _)) => {
                    if let Some(marker) = element.to_packed::<LinkMarker>() {
                        self.open.extend(element.location().map(|location| (location, marker.alt.clone())));
                    }
                }
                FrameItem::Tag(Tag::End(location, ..)) => self.open.retain(|(open, _)| open != location),
                FrameItem::Link(Destination::Location(to), _) => self.link(*to),
                _ => {}
            }
        }
    }

    fn link(&mut self, to: Location) {
        let Some((marker, alt)) = self.open.last() else { return };
        if !self.found.contains_key(marker)
            && let Some(words) = self.words(to, alt.as_ref())
        {
            self.found.insert(*marker, words);
        }
    }

    fn words(&self, to: Location, alt: Option<&EcoString>) -> Option<EcoString> {
        let element = self.document.introspector().query_first(&Selector::Location(to));
        let label = element.as_ref().and_then(Content::label).map(|label| label.resolve());
        let said = label.and_then(|label| self.said.to.get(label.as_str()).cloned());
        let words = said.or_else(|| of_element(element.as_ref()?, alt)).or_else(|| self.number(alt));
        words.filter(|words| !words.is_empty())
    }

    /// Of a citation Typst says its number, and of the way back from a work its number with a full stop.
    fn number(&self, alt: Option<&EcoString>) -> Option<EcoString> {
        let number = alt?.trim_end_matches('.');
        if number.is_empty() || !number.chars().all(char::is_numeric) {
            return None;
        }
        Some(eco_format!("{} {number}", self.said.cited.as_ref()?))
    }
}

fn of_element(element: &Content, alt: Option<&EcoString>) -> Option<EcoString> {
    if let Some(heading) = element.to_packed::<HeadingElem>() {
        return Some(heading.body.plain_text().trim().into());
    }
    let figure = element.to_packed::<FigureElem>()?;
    let caption = figure.caption.get_cloned(StyleChain::default())?;
    Some(eco_format!("{}: {}", alt?, caption.body.plain_text().trim()))
}
