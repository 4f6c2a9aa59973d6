//! What is known of the graphics state on the way through a content stream.

use lopdf::content::Operation;
use lopdf::{Dictionary, Object};

/// A line is thin up to this width, in points; a thicker one would show what lies under it.
const THIN: f64 = 1.0;

/// What a colour is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `DeviceGray`.
    Gray,
    /// `DeviceCMYK`.
    Inks,
    /// All else: spot colours, patterns, profiles.
    Other,
}

/// The colour of fills or of strokes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paint {
    pub(super) kind: Kind,
    is_black: bool,
    /// Whether the black of a gray was already said in inks.
    is_said: bool,
}

impl Paint {
    fn new(kind: Kind, amounts: &[Object]) -> Self {
        let amounts: Vec<f32> = amounts.iter().filter_map(|amount| amount.as_float().ok()).collect();
        let is_black = match kind {
            Kind::Gray => amounts == [0.0],
            Kind::Inks => amounts == [0.0, 0.0, 0.0, 1.0],
            Kind::Other => false,
        };
        Self { kind, is_black, is_said: false }
    }

    /// The colour that a space begins with (ISO 32000-1, 8.6.8).
    fn first(kind: Kind) -> Self {
        Self { kind, is_black: kind != Kind::Other, is_said: false }
    }

    /// Whether it has to be said in inks before it can overprint; once is enough.
    pub(super) fn say_in_inks(&mut self) -> bool {
        let needed = self.is_black && self.kind == Kind::Gray && !self.is_said;
        self.is_said |= needed;
        needed
    }
}

/// What decides whether something may overprint.
#[derive(Debug, Clone, Copy)]
pub(super) struct State {
    pub(super) fill: Paint,
    pub(super) stroke: Paint,
    /// Whether overprinting is switched on.
    pub(super) over: bool,
    width: f64,
    /// How much larger than on paper things are written.
    scale: f64,
    /// How letters are drawn (ISO 32000-1, table 106).
    mode: i64,
    is_opaque: bool,
    is_masked: bool,
    is_blended: bool,
}

impl State {
    /// As a page begins: black, lines of one point.
    pub(super) fn of_page() -> Self {
        let black = Paint::first(Kind::Gray);
        Self {
            fill: black,
            stroke: black,
            over: false,
            width: 1.0,
            scale: 1.0,
            mode: 0,
            is_opaque: true,
            is_masked: false,
            is_blended: false,
        }
    }

    /// As a form begins: in colours that it does not know.
    pub(super) fn of_form() -> Self {
        let unknown = Paint::first(Kind::Other);
        Self { fill: unknown, stroke: unknown, width: f64::INFINITY, ..Self::of_page() }
    }

    /// What a graphics state of the resources sets.
    pub(super) fn set(&mut self, by: &Dictionary) {
        let has = |key: &[u8]| by.get(key).ok();
        let is_full = |amount: &Object| amount.as_float().is_ok_and(|amount| amount >= 1.0);
        let opacities = [&b"ca"[..], b"CA"].map(|key| has(key).map(is_full));
        if opacities.iter().any(Option::is_some) {
            self.is_opaque = !opacities.contains(&Some(false));
        }
        if let Some(mask) = has(b"SMask") {
            self.is_masked = mask.as_name().ok() != Some(&b"None"[..]);
        }
        if let Some(blend) = has(b"BM") {
            self.is_blended = !matches!(blend.as_name(), Ok(b"Normal" | b"Compatible"));
        }
        if let Some(width) = has(b"LW").and_then(|width| width.as_float().ok()) {
            self.width = f64::from(width);
        }
        let flags = [&b"op"[..], b"OP"].map(|key| has(key).and_then(|flag| flag.as_bool().ok()));
        self.over = flags[0].or(flags[1]).unwrap_or(self.over);
    }

    /// Follows an operation. Where it paints, says whether it is to overprint.
    pub(super) fn see(&mut self, operation: &Operation, kind: impl Fn(&[u8]) -> Kind) -> Option<bool> {
        let operands = operation.operands.as_slice();
        let number = |at: usize| {
            operands.get(at).and_then(|number: &Object| number.as_float().ok()).map_or(0.0, f64::from)
        };
        let space = || operands.first().and_then(|name| name.as_name().ok()).map_or(Kind::Other, &kind);
        match operation.operator.as_str() {
            "g" => self.fill = Paint::new(Kind::Gray, operands),
            "G" => self.stroke = Paint::new(Kind::Gray, operands),
            "k" => self.fill = Paint::new(Kind::Inks, operands),
            "K" => self.stroke = Paint::new(Kind::Inks, operands),
            "rg" => self.fill = Paint::new(Kind::Other, operands),
            "RG" => self.stroke = Paint::new(Kind::Other, operands),
            "cs" => self.fill = Paint::first(space()),
            "CS" => self.stroke = Paint::first(space()),
            "sc" | "scn" => self.fill = Paint::new(self.fill.kind, operands),
            "SC" | "SCN" => self.stroke = Paint::new(self.stroke.kind, operands),
            "w" => self.width = number(0),
            "cm" => {
                let area = number(0) * number(3) - number(1) * number(2);
                self.scale *= area.abs().sqrt();
            }
            "Tr" => self.mode = operands.first().and_then(|mode| mode.as_i64().ok()).unwrap_or_default(),
            "Tj" | "TJ" | "'" | "\"" => return self.letters(),
            "S" | "s" => {
                let is_thin = self.width * self.scale <= THIN;
                return Some(self.is_plain() && self.stroke.is_black && is_thin);
            }
            "f" | "F" | "f*" | "B" | "B*" | "b" | "b*" | "sh" | "Do" | "BI" => return Some(false),
            _ => {}
        }
        None
    }

    /// Whether what an operator paints has the colour of fills, and that of strokes.
    pub(super) fn colours(&self, operator: &str) -> [bool; 2] {
        match (operator, self.mode) {
            ("S" | "s", _) | (_, 1 | 5) => [false, true],
            (_, 2 | 6) => [true, true],
            _ => [true, false],
        }
    }

    /// Whether letters are to overprint; nothing where they cannot be seen.
    fn letters(&self) -> Option<bool> {
        let is_black = match self.mode {
            0 | 4 => self.fill.is_black,
            1 | 5 => self.stroke.is_black,
            2 | 6 => self.fill.is_black && self.stroke.is_black,
            _ => return None,
        };
        Some(self.is_plain() && is_black)
    }

    /// Whether nothing shines through and nothing is blended.
    fn is_plain(&self) -> bool {
        self.is_opaque && !self.is_masked && !self.is_blended
    }
}
