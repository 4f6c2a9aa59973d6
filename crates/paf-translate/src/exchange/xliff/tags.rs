//! XML as it is read: tags and text with their places, and nothing that a program could be tricked by.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use paf_diag::{Diagnostic, Place, Rule, SourceFile};
use quick_xml::XmlVersion;
use quick_xml::errors::{Error, IllFormedError, SyntaxError};
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::attributes::AttrError;
use quick_xml::events::{BytesDecl, BytesRef, BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

use super::super::unread::Unread;
use super::super::xml::is_allowed;

/// Far more than any program nests, and far less than the stack holds.
const DEEPEST: usize = 200;

/// A tag, or the text between two.
#[derive(Debug)]
pub(super) enum Node {
    Start(Tag),
    End(Place),
    Text(String),
    /// The end of the file.
    Nothing,
}

/// The beginning of an element.
#[derive(Debug)]
pub(super) struct Tag {
    /// Its name without prefix.
    pub(super) name: String,
    /// The namespace that its name belongs to.
    pub(super) namespace: Option<String>,
    pub(super) attributes: Vec<Attribute>,
    pub(super) place: Place,
}

/// An attribute of a tag.
#[derive(Debug)]
pub(super) struct Attribute {
    /// Its name with the prefix, if it has one.
    pub(super) name: String,
    pub(super) value: String,
    pub(super) place: Place,
}

impl Tag {
    /// The attribute without prefix that is called `name`.
    pub(super) fn get(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }

    /// The value of an attribute.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.get(name).map(|attribute| attribute.value.as_str())
    }
}

/// Reads a file tag by tag.
pub(super) struct Tags<'a> {
    file: &'a Arc<SourceFile>,
    xml: NsReader<&'a [u8]>,
    /// Where the text of the file begins, its byte order mark left out.
    base: usize,
    /// Where the tags begin that are open.
    open: Vec<Range<usize>>,
    /// Whether there was an element already.
    rooted: bool,
    /// Words that are passed over, and that a person has to look at.
    pub(super) unread: Vec<Unread>,
}

impl<'a> Tags<'a> {
    pub(super) fn new(file: &'a Arc<SourceFile>) -> Self {
        let text = file.text().strip_prefix('\u{feff}').unwrap_or(file.text());
        let mut xml = NsReader::from_str(text);
        xml.config_mut().expand_empty_elements = true;
        Self {
            file,
            xml,
            base: file.text().len() - text.len(),
            open: Vec::new(),
            rooted: false,
            unread: Vec::new(),
        }
    }

    fn place(&self, range: Range<usize>) -> Place {
        Place::new(self.file, range)
    }

    /// Where nothing was read yet.
    pub(super) fn here(&self) -> Place {
        self.place(self.at()..self.at())
    }

    /// Passes over the rest of an element of which the beginning was read.
    pub(super) fn skip(&mut self) -> Result<(), Box<Diagnostic>> {
        let mut depth = 1;
        while depth > 0 {
            match self.next()? {
                Node::Start(_) => depth += 1,
                Node::End(_) => depth -= 1,
                Node::Text(_) => {}
                Node::Nothing => break,
            }
        }
        Ok(())
    }

    /// Passes over an element of which the beginning was read and which has words of people.
    pub(super) fn skip_words(&mut self, tag: &Tag, kind: &'static str) -> Result<(), Box<Diagnostic>> {
        let mut words = String::new();
        let mut depth = 1;
        while depth > 0 {
            match self.next()? {
                Node::Start(_) => depth += 1,
                Node::End(_) => depth -= 1,
                Node::Text(text) => words.push_str(&text),
                Node::Nothing => break,
            }
        }
        self.leave(tag, kind, words);
        Ok(())
    }

    /// Passes over an element of a translators' program, but for the comments in it.
    pub(super) fn skip_foreign(&mut self, tag: &Tag) -> Result<(), Box<Diagnostic>> {
        if is_comment(tag) {
            return self.skip_words(tag, "comments of the translators’ program");
        }
        loop {
            match self.next()? {
                Node::Start(child) => self.skip_foreign(&child)?,
                Node::Text(_) => {}
                Node::End(_) | Node::Nothing => return Ok(()),
            }
        }
    }

    /// Keeps in mind words that are passed over.
    pub(super) fn leave(&mut self, tag: &Tag, kind: &'static str, words: String) {
        if !words.trim().is_empty() {
            let at = format!("line {}", tag.place.start().line);
            self.unread.push(Unread { kind, at, words, place: tag.place.clone() });
        }
    }

    /// How far the file was read.
    fn at(&self) -> usize {
        self.base + usize::try_from(self.xml.buffer_position()).unwrap_or(usize::MAX)
    }

    /// The next tag or text; after an error nothing more can be read.
    pub(super) fn next(&mut self) -> Result<Node, Box<Diagnostic>> {
        loop {
            let start = self.at();
            let (namespace, event) = match self.xml.read_resolved_event() {
                Ok((ResolveResult::Bound(namespace), event)) => (Some(namespace.0.to_owned()), event),
                Ok((_, event)) => (None, event),
                Err(error) => return Err(self.unreadable(start, &error)),
            };
            let range = start..self.at();
            let node = match event {
                Event::Start(tag) => Some(self.start(&tag, namespace, range)?),
                // Every element that is empty is expanded to a start and an end.
                Event::Empty(_) | Event::Comment(_) | Event::PI(_) => None,
                Event::End(_) => {
                    self.open.pop();
                    Some(Node::End(self.place(range)))
                }
                Event::Text(text) => self.text(&text, range)?,
                Event::CData(text) => self.text(&text, range)?,
                Event::GeneralRef(reference) => Some(self.reference(&reference, range)?),
                Event::Decl(declaration) => {
                    self.declaration(&declaration, range)?;
                    None
                }
                Event::DocType(_) => return Err(self.doctype(range)),
                Event::Eof => Some(self.end()?),
            };
            if let Some(node) = node {
                return Ok(node);
            }
        }
    }

    fn start(
        &mut self,
        tag: &BytesStart<'_>,
        namespace: Option<String>,
        range: Range<usize>,
    ) -> Result<Node, Box<Diagnostic>> {
        if self.open.is_empty() && std::mem::replace(&mut self.rooted, true) {
            return Err(self.malformed(range, "a second element stands after the end of the file's content"));
        }
        self.open.push(range.clone());
        if self.open.len() > DEEPEST {
            return Err(self.malformed(range, format!("elements are nested more than {DEEPEST} deep")));
        }
        let attributes = self.attributes(tag, &range)?;
        let name = tag.local_name().as_ref().to_owned();
        Ok(Node::Start(Tag { name, namespace, attributes, place: self.place(range) }))
    }

    fn attributes(
        &self,
        tag: &BytesStart<'_>,
        range: &Range<usize>,
    ) -> Result<Vec<Attribute>, Box<Diagnostic>> {
        // `<` precedes the tag's content, in which attributes have their offsets.
        let content = range.start + 1;
        let mut attributes = Vec::new();
        for attribute in tag.attributes() {
            let attribute =
                attribute.map_err(|error| self.bad_attribute(content + error_offset(&error), &error))?;
            let at = match &attribute.value {
                Cow::Borrowed(value) => content + offset_in(tag, value),
                Cow::Owned(_) => content,
            };
            let place = self.place(at..at + attribute.value.len());
            let value = attribute
                .normalized_value(XmlVersion::Explicit1_0)
                .map_err(|_| self.bad_value(&place, &attribute.value))?;
            if !value.chars().all(is_allowed) || attribute.value.contains('<') {
                return Err(self.bad_value(&place, &attribute.value));
            }
            let name = attribute.key.as_ref().to_owned();
            attributes.push(Attribute { name, value: value.into_owned(), place });
        }
        Ok(attributes)
    }

    fn text(&self, text: &str, range: Range<usize>) -> Result<Option<Node>, Box<Diagnostic>> {
        if let Some((at, c)) = text.char_indices().find(|(_, c)| !is_allowed(*c)) {
            let at = range.end.min(range.start + self.lead(&range) + at);
            return Err(self.forbidden(at..at + c.len_utf8(), c));
        }
        if self.open.is_empty() {
            if text.trim().is_empty() {
                return Ok(None);
            }
            return Err(self.malformed(range, "something stands outside the elements of the file"));
        }
        // XML 1.0, 2.11: every end of line counts as a line feed.
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        Ok(Some(Node::Text(text)))
    }

    /// How many bytes precede the text of a section that is taken as it is.
    fn lead(&self, range: &Range<usize>) -> usize {
        const SECTION: &str = "<![CDATA[";
        let raw = self.file.text().get(range.clone()).unwrap_or_default();
        if raw.starts_with(SECTION) { SECTION.len() } else { 0 }
    }

    /// A character given by its number or its name.
    fn reference(&self, reference: &BytesRef<'_>, range: Range<usize>) -> Result<Node, Box<Diagnostic>> {
        let place = self.place(range.clone());
        if self.open.is_empty() {
            return Err(self.malformed(range, "something stands outside the elements of the file"));
        }
        let given = match reference.resolve_char_ref() {
            Ok(Some(c)) if is_allowed(c) => c.to_string(),
            Ok(None) => match resolve_xml_entity(reference) {
                Some(text) => text.to_owned(),
                None => return Err(self.bad_value(&place, place.text())),
            },
            _ => return Err(self.bad_value(&place, place.text())),
        };
        Ok(Node::Text(given))
    }

    fn declaration(&self, declaration: &BytesDecl<'_>, range: Range<usize>) -> Result<(), Box<Diagnostic>> {
        let Some(Ok(encoding)) = declaration.encoding() else { return Ok(()) };
        if ["utf-8", "utf8", "us-ascii", "ascii"].iter().any(|known| encoding.eq_ignore_ascii_case(known)) {
            return Ok(());
        }
        let message = format!("the file says that it is written in {encoding}, and is not");
        Err(Box::new(
            Diagnostic::error(Rule::Delivery, message)
                .at(self.place(range))
                .help("save it as UTF-8 from the program that made it"),
        ))
    }

    fn end(&self) -> Result<Node, Box<Diagnostic>> {
        if let Some(open) = self.open.last() {
            let name = self.place(open.clone());
            return Err(self.malformed(open.clone(), format!("`{}` is not closed", shortened(name.text()))));
        }
        if !self.rooted {
            return Err(self.malformed(0..0, "the file holds no XML"));
        }
        Ok(Node::Nothing)
    }

    fn doctype(&self, range: Range<usize>) -> Box<Diagnostic> {
        let message = "the file has a document type, which could draw in other files";
        Box::new(
            Diagnostic::error(Rule::Delivery, message)
                .at(self.place(range))
                .help("remove `<!DOCTYPE …>`; a translation needs none"),
        )
    }

    fn forbidden(&self, range: Range<usize>, c: char) -> Box<Diagnostic> {
        let message = format!("the control character U+{:04X} has no place in XML", u32::from(c));
        Box::new(
            Diagnostic::error(Rule::Delivery, message)
                .at(self.place(range))
                .help("delete it; it often comes with text that is pasted from a word processor"),
        )
    }

    fn bad_value(&self, place: &Place, written: &str) -> Box<Diagnostic> {
        let message = format!("`{}` cannot be resolved to a text", shortened(written));
        Box::new(Diagnostic::error(Rule::Delivery, message).at(place.clone()).help(
            "write `&amp;` for `&`, `&lt;` for `<`, and other characters as they are; \
             own entities are not allowed",
        ))
    }

    fn bad_attribute(&self, at: usize, error: &AttrError) -> Box<Diagnostic> {
        let message = match error {
            AttrError::Duplicated(..) => "an attribute stands twice in this tag",
            _ => "an attribute of this tag is malformed",
        };
        self.malformed(at..at, message)
    }

    fn unreadable(&self, start: usize, error: &Error) -> Box<Diagnostic> {
        let at = self.base + usize::try_from(self.xml.error_position()).unwrap_or_default();
        let at = at.max(start);
        match error {
            Error::IllFormed(IllFormedError::MismatchedEndTag { expected, found }) => {
                let message = format!("`</{found}>` stands where `</{expected}>` is expected");
                self.malformed(at..self.at(), message)
            }
            Error::IllFormed(IllFormedError::UnmatchedEndTag(found)) => {
                self.malformed(at..self.at(), format!("`</{found}>` closes nothing"))
            }
            Error::IllFormed(IllFormedError::UnclosedReference) => {
                self.bad_value(&self.place(at..at + 1), "&")
            }
            Error::Syntax(SyntaxError::UnclosedComment) => {
                self.malformed(at..at + 1, "a remark is not closed with `-->`")
            }
            Error::Syntax(SyntaxError::UnclosedCData) => {
                self.malformed(at..at + 1, "a text that begins with `<![CDATA[` is not closed with `]]>`")
            }
            Error::Syntax(_) => self.malformed(at..at + 1, "a tag is not closed with `>`, or is none"),
            Error::Namespace(_) => {
                self.malformed(at..at + 1, "a name with a colon has a beginning that nothing declares")
            }
            _ => self.malformed(at..at + 1, "the signs that stand here cannot be read"),
        }
    }

    fn malformed(&self, range: Range<usize>, message: impl Into<String>) -> Box<Diagnostic> {
        Box::new(
            Diagnostic::error(Rule::Delivery, format!("the XML is malformed: {}", message.into()))
                .at(self.place(range))
                .help("export the file again from the program that made it; if it was edited by hand, undo that"),
        )
    }
}

/// Where a part of a text, which it was cut from, begins.
fn offset_in(whole: &str, part: &str) -> usize {
    (part.as_ptr() as usize).checked_sub(whole.as_ptr() as usize).filter(|at| *at <= whole.len()).unwrap_or(0)
}

fn error_offset(error: &AttrError) -> usize {
    match error {
        AttrError::ExpectedEq(at)
        | AttrError::ExpectedValue(at)
        | AttrError::UnquotedValue(at)
        | AttrError::ExpectedQuote(at, _)
        | AttrError::Duplicated(at, _) => *at,
    }
}

/// The beginning of something that may be long.
fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    let mut short: String = text.chars().take(MOST).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// Whether an element has what a person remarks, by its name.
fn is_comment(tag: &Tag) -> bool {
    let name = tag.name.to_lowercase();
    ["comment", "cmt", "note"].iter().any(|word| name.contains(word)) && !name.ends_with('s')
}
