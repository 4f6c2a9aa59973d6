//! Writes XLIFF.

use paf_model::Text;
use paf_model::markup;
use paf_model::text::TextKind;

use super::super::codes::{Codes, Description, Piece};
use super::super::xml::{is_allowed, push_attribute, push_text};
use super::super::{Left, Package, Unit};
use crate::State;

/// The file that goes to a translator.
pub fn write(package: &Package<'_>) -> String {
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
                   <xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\">\n  <file"
        .to_owned();
    push_attribute(&mut out, "original", package.project);
    push_attribute(&mut out, "source-language", package.source_lang.code());
    push_attribute(&mut out, "target-language", package.target_lang.code());
    out.push_str(" datatype=\"plaintext\">\n    <body>\n");
    for unit in package.units {
        push_unit(&mut out, unit);
    }
    out.push_str("    </body>\n  </file>\n</xliff>\n");
    out
}

fn push_unit(out: &mut String, unit: &Unit) {
    let codes = Codes::of(&unit.source);
    let key = unit.source.key.as_str();
    out.push_str("      <trans-unit");
    push_attribute(out, "id", key);
    push_attribute(out, "resname", key);
    if unit.state == State::Approved {
        push_attribute(out, "approved", "yes");
    }
    push_attribute(out, "extradata", &Left::of(unit).to_text());
    push_attribute(out, "xml:space", "preserve");
    out.push_str(">\n");
    push_element(out, "        ", "source", None, &pieces(&codes, &unit.source));
    // OmegaT shows the text of a target, and none without one; where there is no translation yet, that
    // is the source text, which our own reader knows by the state.
    let target = unit.target.as_ref().unwrap_or(&unit.source);
    push_element(out, "        ", "target", Some(state(unit.state)), &pieces(&codes, target));
    for note in &unit.notes {
        out.push_str("        <note from=\"developer\">");
        push_text(out, note);
        out.push_str("</note>\n");
    }
    if let (Some(previous), Some(target)) = (&unit.previous, &unit.target) {
        out.push_str("        <alt-trans alttranstype=\"previous-version\" xml:space=\"preserve\">\n");
        push_element(out, "          ", "source", None, &previous_pieces(&codes, unit, previous));
        push_element(out, "          ", "target", None, &pieces(&codes, target));
        out.push_str("        </alt-trans>\n");
    }
    out.push_str("      </trans-unit>\n");
}

fn pieces(codes: &Codes, text: &Text) -> Vec<Piece> {
    codes.of_text(text)
}

fn previous_pieces(codes: &Codes, unit: &Unit, previous: &str) -> Vec<Piece> {
    match unit.source.kind {
        TextKind::Plain => vec![Piece::Words(previous.to_owned())],
        TextKind::Rich => codes.pieces(&markup::parse(previous).0),
    }
}

/// The standard's word for a state.
fn state(state: State) -> &'static str {
    match state {
        State::Missing => "needs-translation",
        State::Stale => "needs-adaptation",
        State::Draft => "needs-review-translation",
        State::Translated => "translated",
        State::Reviewed => "signed-off",
        State::Approved => "final",
    }
}

fn push_element(out: &mut String, indent: &str, name: &str, state: Option<&str>, pieces: &[Piece]) {
    out.extend([indent, "<", name]);
    if let Some(state) = state {
        push_attribute(out, "state", state);
    }
    out.push('>');
    push_content(out, pieces);
    out.extend(["</", name, ">\n"]);
}

fn push_content(out: &mut String, pieces: &[Piece]) {
    let mut controls = 0;
    for piece in pieces {
        match piece {
            Piece::Words(words) => push_words(out, words, &mut controls),
            Piece::Open(number, mark) => {
                push_code(out, "g", &number.to_string(), &mark.description());
                out.push('>');
            }
            Piece::Close => out.push_str("</g>"),
            Piece::Single(number, mark) => {
                push_code(out, "x", &number.to_string(), &mark.description());
                out.push_str("/>");
            }
        }
    }
}

fn push_words(out: &mut String, words: &str, controls: &mut usize) {
    let mut rest = words;
    while let Some(at) = rest.find(|c| !is_allowed(c)) {
        let (before, after) = rest.split_at(at);
        push_text(out, before);
        let mut after = after.chars();
        if let Some(c) = after.next() {
            *controls += 1;
            let number = u32::from(c);
            let description =
                Description { kind: "x-character".to_owned(), content: Some(format!("U+{number:04X}")) };
            push_code(out, "x", &format!("u{number:x}-{controls}"), &description);
            out.push_str("/>");
        }
        rest = after.as_str();
    }
    push_text(out, rest);
}

/// The beginning of a code's tag. Each code may be used once, so `clone` is denied.
fn push_code(out: &mut String, name: &str, id: &str, description: &Description) {
    out.extend(["<", name]);
    push_attribute(out, "id", id);
    push_attribute(out, "ctype", &description.kind);
    if let Some(content) = &description.content {
        push_attribute(out, "equiv-text", content);
    }
    push_attribute(out, "clone", "no");
}
