//! Takes each text of a generated file into a file of its own, so that Typst knows it again whatever stands around it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use paf_template::{Generated, Origin, Region};
use typst::syntax::{FileId, Source};

use crate::ids::{file_id, main_id};

/// What the file of a text begins with.
const HEAD: &str = "#let it = ";

/// The same where marks in it call something: it is what the main file knows by this name where the text is printed.
const HEAD_OF_CALLS: &str = "#let it(inline) = ";

/// How many files Typst can tell apart in a process is 65 535; those of texts may be this many.
const MOST: usize = 20_000;

/// The names that texts have had in this process.
static NAMES: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// A generated file whose texts are files of their own.
///
/// Typst numbers the parts of a file from its beginning to its end, and what is laid out hangs on these numbers: after
/// one more word in the first text, all others would be laid out anew, and those of another edition too.
pub(crate) struct Apart {
    pub(crate) main: Source,
    /// Each with the length of its beginning, and where it stands in the whole.
    texts: HashMap<FileId, (Source, usize, Range<usize>)>,
    /// What of the main file stands where in the whole: from an offset in it on, from one in the whole, whether as it
    /// is or as the call of a text, which then ends in the whole at an offset.
    pieces: Vec<Piece>,
}

struct Piece {
    from: usize,
    whole: usize,
    /// The end in the whole of a text that is taken out.
    text: Option<usize>,
}

impl Apart {
    pub(crate) fn of(generated: &Generated) -> Self {
        let mut main = String::with_capacity(generated.text.len());
        let mut apart = Self { main: Source::detached(""), texts: HashMap::new(), pieces: Vec::new() };
        let mut paths = Paths::default();
        let mut at = 0;
        // What shows changes calls more than other texts do, and is laid out once.
        let texts = (!generated.compared).then(|| generated.map.outermost()).into_iter().flatten();
        for region in texts {
            let Some((path, id)) = content(generated, region).and_then(|(key, words)| paths.of(key, words))
            else {
                continue;
            };
            apart.pieces.push(Piece { from: main.len(), whole: at, text: None });
            main.push_str(&generated.text[at..region.range.start]);
            apart.pieces.push(Piece {
                from: main.len(),
                whole: region.range.start,
                text: Some(region.range.end),
            });
            let words = &generated.text[region.range.clone()];
            let (head, call) =
                if words.contains("inline.") { (HEAD_OF_CALLS, "it(inline)") } else { (HEAD, "it") };
            main.push_str(&format!("{{import \"/{path}\": it; {call}}}"));
            at = region.range.end;
            apart.texts.entry(id).or_insert_with(|| {
                (Source::new(id, format!("{head}{words}")), head.len(), region.range.clone())
            });
        }
        apart.pieces.push(Piece { from: main.len(), whole: at, text: None });
        main.push_str(&generated.text[at..]);
        Self { main: Source::new(main_id(), main), ..apart }
    }

    /// The source of a file, where it is the main one or that of a text.
    pub(crate) fn source(&self, id: FileId) -> Option<&Source> {
        if id == main_id() { Some(&self.main) } else { self.texts.get(&id).map(|(source, ..)| source) }
    }

    /// Where a range of such a file stands in the whole.
    pub(crate) fn in_whole(&self, id: FileId, range: &Range<usize>) -> Option<Range<usize>> {
        if id == main_id() {
            return Some(self.start(range.start)..self.end(range.end).max(self.start(range.start)));
        }
        let (_, head, whole) = self.texts.get(&id)?;
        let moved = |offset: usize| (whole.start + offset.saturating_sub(*head)).min(whole.end);
        Some(if range.start < *head { whole.clone() } else { moved(range.start)..moved(range.end) })
    }

    fn start(&self, offset: usize) -> usize {
        let piece = &self.pieces[self.pieces.partition_point(|piece| piece.from <= offset).max(1) - 1];
        if piece.text.is_some() { piece.whole } else { piece.whole + (offset - piece.from) }
    }

    fn end(&self, offset: usize) -> usize {
        let piece = &self.pieces[self.pieces.partition_point(|piece| piece.from < offset).max(1) - 1];
        piece.text.unwrap_or(piece.whole + offset.saturating_sub(piece.from))
    }
}

/// The key and the expression of a text with marks; a string needs no file of its own, since it has no place.
fn content<'g>(generated: &'g Generated, region: &'g Region) -> Option<(&'g str, &'g str)> {
    let Origin::Text(text, _) = &region.origin else { return None };
    let words = generated.text.get(region.range.clone())?;
    (words.starts_with('[') || words.starts_with("inline.foreign(")).then(|| (text.key.as_str(), words))
}

/// The files of the texts of a document.
#[derive(Default)]
struct Paths<'g>(BTreeMap<&'g str, Vec<&'g str>>);

impl<'g> Paths<'g> {
    /// The file of a text, the same for the same words; nothing where there would be too many, or the name of the text
    /// can be none of a file.
    fn of(&mut self, key: &'g str, words: &'g str) -> Option<(String, FileId)> {
        let known = self.0.entry(key).or_default();
        let number = known.iter().position(|known| *known == words).unwrap_or_else(|| {
            known.push(words);
            known.len() - 1
        });
        let path = if number == 0 { format!("texts/{key}.typ") } else { format!("texts/{key}~{number}.typ") };
        let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
        if !names.contains(&path) {
            if names.len() >= MOST {
                return None;
            }
            names.insert(path.clone());
        }
        let id = file_id(&path)?;
        Some((path, id))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use paf_diag::{Diagnostics, Place, SourceFile, Written};
    use paf_locale::{HouseStyle, Lang};
    use paf_model::text::{TextKey, TextKind};
    use paf_model::{Data, Text};
    use paf_template::{Context, Templates};
    use typst::syntax::LinkedNode;

    use super::*;

    fn text(key: &str, words: &str) -> Data {
        let file = SourceFile::new(format!("{key}.yaml"), words);
        let written = Written::verbatim(words, Place::new(&file, 0..words.len()));
        let (key, lang) = (TextKey::from(key), Lang::parse("en").expect("a language"));
        Data::Text(Arc::new(Text::parse(key, lang, TextKind::Rich, written, &mut Diagnostics::new())))
    }

    fn generated(first: &str) -> Generated {
        let template = "#let a = [[= a ]]\n#[[= b ]] and #[[= b ]]\n#let c = [[= c ]]\n";
        let templates = Templates::new([SourceFile::new("templates/t/t.typ", template)]);
        let data = Data::map([
            ("a", text("apart.a", first)),
            ("b", text("apart.b", "Two *words*")),
            ("c", text("apart.c", "see [there](https://example.org)")),
        ]);
        let lang = Lang::parse("en").expect("a language");
        let context = Context {
            lang,
            style: HouseStyle::default(),
            data: &data,
            prelude: "#import \"x\"\n",
            compared: None,
        };
        templates.render("templates/t/t.typ", &context).expect("it is filled in")
    }

    #[test]
    fn a_text_is_the_same_whatever_stands_before_it() {
        let (one, other) = (Apart::of(&generated("One")), Apart::of(&generated("*One* and **more**")));
        let id = file_id("texts/apart.b.typ").expect("a path");
        let of = |apart: &Apart| apart.source(id).expect("it has a file").clone();
        assert_eq!(of(&one).text(), "#let it = [#\"Two \";#emph([#\"words\";]);]");
        let spans = |source: &Source| {
            fn all(node: &LinkedNode<'_>, into: &mut Vec<typst::syntax::Span>) {
                into.push(node.span());
                node.children().for_each(|child| all(&child, into));
            }
            let mut spans = Vec::new();
            all(&LinkedNode::new(source.root()), &mut spans);
            spans
        };
        assert_eq!(spans(&of(&one)), spans(&of(&other)));
        assert_eq!(one.texts.len(), 3, "what is printed twice has one file");
    }

    #[test]
    fn every_place_is_found_again_in_the_whole() {
        let whole = generated("One");
        let apart = Apart::of(&whole);
        let mut seen = 0;
        let files: Vec<FileId> = std::iter::once(main_id()).chain(apart.texts.keys().copied()).collect();
        for id in files {
            let source = apart.source(id).expect("it is there");
            for (at, word) in source.text().match_indices(|c: char| c.is_alphabetic()) {
                let range = apart.in_whole(id, &(at..at + word.len())).expect("it stands somewhere");
                if whole.text[range.clone()] == *word {
                    seen += 1;
                } else {
                    let stands = &whole.text[range];
                    assert!(stands.starts_with('[') && stands.ends_with(']'), "{word} of {id:?}: {stands}");
                }
            }
        }
        let letters = whole.text.chars().filter(|c| c.is_alphabetic()).count();
        let twice = "[#\"Two \";#emph([#\"words\";]);]".chars().filter(|c| c.is_alphabetic()).count();
        assert_eq!(seen, letters - twice);
        assert!(apart.main.text().contains("{import \"/texts/apart.c.typ\": it; it(inline)}"));
    }
}
