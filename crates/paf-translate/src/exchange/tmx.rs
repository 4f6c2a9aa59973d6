//! TMX 1.4: approved translations for the memory of a translator's program.

use super::codes::{Codes, Mark, Piece};
use super::xml::{push_attribute, push_text};
use super::{Package, Unit};
use crate::State;
use paf_model::Text;

/// A memory of the approved translations of a package.
pub fn write(package: &Package<'_>) -> String {
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\">\n  <header".to_owned();
    let source = package.source_lang.code();
    for (name, value) in [
        ("creationtool", "paf"),
        ("creationtoolversion", env!("CARGO_PKG_VERSION")),
        ("segtype", "block"),
        ("o-tmf", "PO"),
        ("adminlang", "en"),
        ("srclang", source),
        ("datatype", "plaintext"),
    ] {
        push_attribute(&mut out, name, value);
    }
    out.push_str(">\n    <prop type=\"x-project\">");
    push_text(&mut out, package.project);
    out.push_str("</prop>\n  </header>\n  <body>\n");
    let approved = |unit: &&Unit| unit.state == State::Approved;
    for unit in package.units.iter().filter(approved) {
        let Some(target) = &unit.target else { continue };
        let codes = Codes::of(&unit.source);
        out.push_str("    <tu");
        push_attribute(&mut out, "tuid", unit.source.key.as_str());
        out.push_str(">\n");
        push_variant(&mut out, source, &codes, &unit.source);
        push_variant(&mut out, package.target_lang.code(), &codes, target);
        out.push_str("    </tu>\n");
    }
    out.push_str("  </body>\n</tmx>\n");
    out
}

fn push_variant(out: &mut String, lang: &str, codes: &Codes, text: &Text) {
    out.push_str("      <tuv");
    push_attribute(out, "xml:lang", lang);
    out.push_str("><seg>");
    // The numbers join the ends of a pair within a text; `x` joins the codes of the two texts.
    let mut open: Vec<(usize, &Mark)> = Vec::new();
    let pieces = codes.of_text(text);
    for piece in &pieces {
        match piece {
            Piece::Words(words) => push_text(out, words),
            Piece::Open(number, mark) => {
                open.push((*number, mark));
                push_code(out, "bpt", *number, Some(mark), &mark.ends().0);
            }
            Piece::Close => {
                if let Some((number, mark)) = open.pop() {
                    push_code(out, "ept", number, None, &mark.ends().1);
                }
            }
            Piece::Single(number, mark) => push_code(out, "ph", *number, Some(mark), &mark.ends().0),
        }
    }
    out.push_str("</seg></tuv>\n");
}

/// A code with what content writes for it.
fn push_code(out: &mut String, name: &str, number: usize, mark: Option<&Mark>, native: &str) {
    let number = number.to_string();
    out.extend(["<", name]);
    if name != "ph" {
        push_attribute(out, "i", &number);
    }
    if let Some(mark) = mark {
        push_attribute(out, "x", &number);
        push_attribute(out, "type", &mark.description().kind);
    }
    out.push('>');
    push_text(out, native);
    out.extend(["</", name, ">"]);
}
