//! Colours as they are written: for screens and as inks.

use std::sync::Arc;

use paf_diag::{Diagnostic, Place, Rule, Written};

use crate::data::Data;
use crate::decode::{Decode, Decoder, Hundredths};
use crate::node::{Node, NodeValue};
use crate::shape::Shape;

/// A colour on screens, `#rrggbb`.
#[derive(Debug, Clone)]
pub struct Srgb {
    /// Red, green and blue, 0 to 255.
    pub parts: [u8; 3],
    written: Arc<Written>,
}

impl Srgb {
    /// As it is written.
    pub fn as_str(&self) -> &str {
        self.written.text()
    }

    /// Where it stands.
    pub fn place(&self) -> &Place {
        self.written.place()
    }
}

impl Decode for Srgb {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        const HELP: &str =
            "write six digits of 0–9 and A–F behind `#`, in quotation marks, as in \"#0C7C82\"";
        let NodeValue::String(written) = &node.value else {
            decoder.wrong_type(node, "a colour", HELP);
            return None;
        };
        let parts = parts(written.text());
        if parts.is_none() {
            decoder.diagnostics.push(
                Diagnostic::error(
                    Rule::WrongType,
                    format!("`{}` is not a colour of screens", written.text()),
                )
                .at(written.place().clone())
                .help(HELP),
            );
        }
        Some(Self { parts: parts?, written: Arc::new(written.clone()) })
    }
    fn shape() -> Shape {
        Shape::Srgb
    }
    fn data(&self) -> Data {
        Data::Str(Arc::clone(&self.written))
    }
}

fn parts(text: &str) -> Option<[u8; 3]> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let part = |from: usize| u8::from_str_radix(&digits[from..from + 2], 16).ok();
    Some([part(0)?, part(2)?, part(4)?])
}

/// A colour as inks: cyan, magenta, yellow and black, in per cent.
#[derive(Debug, Clone)]
pub struct Cmyk {
    /// The inks, in hundredths of a per cent.
    pub inks: [i64; 4],
    /// Where they stand.
    pub place: Place,
}

impl Decode for Cmyk {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        const NAMES: [&str; 4] = ["cyan", "magenta", "yellow", "black"];
        const HELP: &str = "write cyan, magenta, yellow and black from 0 to 100, as in `[88, 0, 36, 36]`";
        let NodeValue::List(items) = &node.value else {
            decoder.wrong_type(node, "four inks", HELP);
            return None;
        };
        if items.len() != 4 {
            let message = format!("`{}` takes four inks, and here are {}", decoder.key_name(), items.len());
            decoder
                .diagnostics
                .push(Diagnostic::error(Rule::WrongType, message).at(node.place.clone()).help(HELP));
            return None;
        }
        let inks: Vec<Option<i64>> =
            NAMES.iter().zip(items).map(|(name, item)| ink(name, item, decoder)).collect();
        let inks = inks.into_iter().collect::<Option<Vec<i64>>>()?;
        let inks = <[i64; 4]>::try_from(inks).ok()?;
        Some(Self { inks, place: node.place.clone() })
    }
    fn shape() -> Shape {
        Vec::<Hundredths<0, 100>>::shape()
    }
    fn data(&self) -> Data {
        Data::List(self.inks.iter().map(|&ink| Hundredths::<0, 100>(ink).data()).collect())
    }
}

/// The amount of one ink, in hundredths of a per cent.
fn ink(name: &str, node: &Node, decoder: &mut Decoder<'_>) -> Option<i64> {
    if let NodeValue::Number(written) = &node.value
        && let Ok(amount) = written.text().parse::<f64>()
        && !(0.0..=100.0).contains(&amount)
    {
        decoder.diagnostics.push(
            Diagnostic::error(Rule::OutOfRange, format!("{} % of {name} cannot be printed", written.text()))
                .at(node.place.clone())
                .help("write a number from 0 to 100"),
        );
        return None;
    }
    decoder.within(name, |decoder| Hundredths::<0, 100>::decode(node, decoder)).map(|ink| ink.0)
}
