//! Black that is printed over other inks, where a rendering need not mix it with what lies under it: mixing costs the
//! renderer more than all else on a page of text.
//!
//! In a rendering without black it leaves nothing at all. Where black is the only ink that is rendered, full black is
//! full black whatever lies under it.

use std::collections::BTreeMap;

use lopdf::content::Operation;
use lopdf::{Dictionary, Document};
use paf_pdf::pages::resolved;

/// The graphics state that paints over what lies below.
pub(super) const PLAIN: &str = "PafPlain";
/// The graphics state that leaves the larger amount of each ink.
pub(super) const MIXED: &str = "PafMixed";

/// The content of a page for two kinds of rendering.
pub(super) struct Shortened {
    /// For a rendering in which black is none of the inks.
    pub(super) without_black: Vec<Operation>,
    /// For one in which it is the only ink.
    pub(super) black_alone: Vec<Operation>,
}

/// What each graphics state says of overprinting: nothing where it does not change it, and unknown where it mixes in
/// another way.
pub(super) struct States(BTreeMap<Vec<u8>, Option<Mixing>>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mixing {
    CutOut,
    Over,
    Unknown,
}

impl States {
    pub(super) fn of(document: &Document, resources: &Dictionary) -> Self {
        let named = resources.get(b"ExtGState").ok().and_then(|named| resolved(document, named));
        let named = named.and_then(|named| named.as_dict().ok()).into_iter().flatten();
        Self(named.map(|(name, state)| (name.clone(), mixing(document, state))).collect())
    }
}

fn mixing(document: &Document, state: &lopdf::Object) -> Option<Mixing> {
    let Some(state) = resolved(document, state).and_then(|state| state.as_dict().ok()) else {
        return Some(Mixing::Unknown);
    };
    let flag = |key: &[u8]| state.get(key).ok().and_then(|flag| flag.as_bool().ok());
    let over = flag(b"op").or_else(|| flag(b"OP"));
    let is_plain = match state.get(b"BM") {
        Err(_) => true,
        Ok(blend) => blend.as_name().is_ok_and(|name| matches!(name, b"Normal" | b"Compatible")),
    };
    match over {
        _ if !is_plain => Some(Mixing::Unknown),
        Some(true) => Some(Mixing::Over),
        Some(false) => Some(Mixing::CutOut),
        // Whether it takes back what was chosen before is not said.
        None => state.has(b"BM").then_some(Mixing::Unknown),
    }
}

/// What decides about the next paint.
#[derive(Clone, Copy)]
struct State {
    mixing: Mixing,
    /// Whether areas are in black alone, and whether that is full.
    black: Option<bool>,
    /// How letters are painted (ISO 32000-1, 9.3.6).
    letters: i64,
}

/// The content of a page in two forms; nothing where it has no black that is printed over others.
pub(super) fn shortened(operations: &[Operation], states: &States) -> Option<Shortened> {
    let mut state = State { mixing: Mixing::CutOut, black: Some(true), letters: 0 };
    let mut outer = Vec::new();
    let mut made = Shortened { without_black: Vec::new(), black_alone: Vec::new() };
    let mut is_shorter = false;
    for operation in operations {
        match operation.operator.as_str() {
            "q" => outer.push(state),
            "Q" => state = outer.pop().unwrap_or(state),
            "gs" => state.choose(operation, states),
            "Tr" => {
                state.letters = operation.operands.first().and_then(|mode| mode.as_i64().ok()).unwrap_or(-1)
            }
            "g" | "k" => state.black = black(operation),
            "rg" | "cs" | "sc" | "scn" => state.black = None,
            _ => {}
        }
        let paints = Paint::of(operation, &state).zip(state.black.filter(|_| state.mixing == Mixing::Over));
        let Some((paint, is_full)) = paints else {
            made.without_black.push(operation.clone());
            made.black_alone.push(operation.clone());
            continue;
        };
        is_shorter = true;
        made.without_black.extend(paint.nothing(operation));
        if is_full {
            made.black_alone.extend(plainly(operation));
        } else {
            made.black_alone.push(operation.clone());
        }
    }
    is_shorter.then_some(made)
}

impl State {
    fn choose(&mut self, operation: &Operation, states: &States) {
        let name = operation.operands.first().and_then(|name| name.as_name().ok());
        match name.and_then(|name| states.0.get(name)) {
            Some(None) => {}
            Some(Some(mixing)) => self.mixing = *mixing,
            None => self.mixing = Mixing::Unknown,
        }
    }
}

/// Whether a colour is black alone, and whether it is full.
fn black(operation: &Operation) -> Option<bool> {
    let parts: Option<Vec<f32>> = operation.operands.iter().map(|part| part.as_float().ok()).collect();
    match parts?[..] {
        [light] => Some(light <= 0.0),
        [0.0, 0.0, 0.0, black] => Some(black >= 1.0),
        _ => None,
    }
}

/// What paints areas alone, and no lines.
enum Paint {
    Area,
    Letters,
}

impl Paint {
    fn of(operation: &Operation, state: &State) -> Option<Self> {
        match operation.operator.as_str() {
            "f" | "F" | "f*" => Some(Self::Area),
            "Tj" | "TJ" | "'" | "\"" if state.letters == 0 => Some(Self::Letters),
            _ => None,
        }
    }

    /// What does all but paint.
    fn nothing(&self, operation: &Operation) -> Vec<Operation> {
        let mode = |mode: i64| Operation::new("Tr", vec![mode.into()]);
        match self {
            Self::Area => vec![Operation::new("n", Vec::new())],
            Self::Letters => vec![mode(3), operation.clone(), mode(0)],
        }
    }
}

/// The same paint without mixing.
fn plainly(operation: &Operation) -> [Operation; 3] {
    let choose = |name: &str| Operation::new("gs", vec![name.into()]);
    [choose(PLAIN), operation.clone(), choose(MIXED)]
}
