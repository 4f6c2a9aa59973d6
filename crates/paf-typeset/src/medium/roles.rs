//! The colours of roles.
//!
//! A theme draws in roles: spot colours whose name is `paf/<role>/<inks>` and whose substitute is the colour of
//! screens. The inks are `none`, where nothing is printed, or four numbers in per cent (`88 0 36 36`), and after them
//! `/<tint>/<name>` where the press has an ink of its own for it.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use typst::foundations::Smart;
use typst::layout::{Frame, FrameItem, Ratio};
use typst::text::TextItem;
use typst::visualize::{
    Cmyk, Color, FixedStroke, Paint, ProcessColor, Shape, SpotColor, SpotColorant, SpotColorantName,
};

use super::Medium;

const PREFIX: &str = "paf/";

/// What roles look like in a medium.
pub(super) struct Roles {
    medium: Medium,
    /// What each name has turned out to mean; nothing where nothing is drawn.
    known: HashMap<String, Option<Pressed>>,
    /// Whether a role stood in a pattern or a gradient of its tints, where it cannot be exchanged.
    pub(super) has_met_pattern: bool,
    /// The names of roles that do not say what is printed for them.
    pub(super) unclear: BTreeSet<String>,
}

/// What the press prints for a role: inks, from 0 to 1, or an ink of its own with its tint.
#[derive(Clone)]
struct Pressed {
    inks: [f64; 4],
    own: Option<(f64, String)>,
}

impl Pressed {
    /// The colour of a tint of the role.
    fn colour(&self, tint: f64) -> Color {
        let inks = |tint: f64| {
            #[expect(clippy::cast_possible_truncation, reason = "a share of an ink")]
            let [c, m, y, k] = self.inks.map(|part| (part * tint) as f32);
            ProcessColor::from(Cmyk { c, m, y, k })
        };
        let Some((own, name)) = &self.own else { return Color::Process(inks(tint)) };
        let name = Some(SpotColorantName::Custom(name.as_str().into()));
        let colorant = SpotColorant { name, fallback: inks(1.0) };
        Color::Spot(SpotColor::new(Arc::new(colorant), Ratio::new(own * tint)))
    }
}

impl Roles {
    pub(super) fn of(medium: Medium) -> Self {
        Self { medium, known: HashMap::new(), has_met_pattern: false, unclear: BTreeSet::new() }
    }

    /// Colours a text; false where nothing of it is drawn.
    pub(super) fn text(&mut self, text: &mut TextItem) -> bool {
        text.stroke = text.stroke.take().and_then(|stroke| self.stroke(stroke));
        let fill = self.paint(text.fill.clone());
        let is_drawn = fill.is_some();
        text.fill = fill.unwrap_or_else(|| text.fill.clone());
        is_drawn
    }

    /// Colours a shape; false where nothing of it is drawn.
    pub(super) fn shape(&mut self, shape: &mut Shape) -> bool {
        let was_drawn = shape.fill.is_some() || shape.stroke.is_some();
        shape.fill = shape.fill.take().and_then(|fill| self.paint(fill));
        shape.stroke = shape.stroke.take().and_then(|stroke| self.stroke(stroke));
        !was_drawn || shape.fill.is_some() || shape.stroke.is_some()
    }

    fn stroke(&mut self, stroke: FixedStroke) -> Option<FixedStroke> {
        let paint = self.paint(stroke.paint.clone())?;
        Some(FixedStroke { paint, ..stroke })
    }

    /// What is painted in place of it, if anything.
    pub(super) fn paint(&mut self, paint: Paint) -> Option<Paint> {
        match paint {
            Paint::Solid(colour) => self.colour(colour).map(Paint::Solid),
            Paint::Gradient(gradient) => {
                self.has_met_pattern |= gradient.stops_ref().iter().any(|(stop, _)| role(stop).is_some());
                Some(Paint::Gradient(gradient))
            }
            Paint::Tiling(tiling) => {
                self.has_met_pattern |= has_role(tiling.frame());
                Some(Paint::Tiling(tiling))
            }
        }
    }

    fn colour(&mut self, colour: Color) -> Option<Color> {
        let Some((role, spot)) = role(&colour) else { return Some(colour) };
        if self.medium == Medium::Screen {
            return Some(Color::Process(spot.fallback()));
        }
        let tint = spot.tint.get();
        if let Some(known) = self.known.get(role) {
            return known.as_ref().map(|pressed| pressed.colour(tint));
        }
        let Some(pressed) = inks(role) else {
            self.unclear.insert(role.to_owned());
            return None;
        };
        self.known.insert(role.to_owned(), pressed.clone());
        pressed.map(|pressed| pressed.colour(tint))
    }
}

/// The name of a role after its prefix, and the colour that bears it.
fn role(colour: &Color) -> Option<(&str, &SpotColor)> {
    let Color::Spot(spot) = colour else { return None };
    let Some(SpotColorantName::Custom(name)) = &spot.colorant.name else { return None };
    Some((name.strip_prefix(PREFIX)?, spot))
}

/// What the press prints for a role: nothing at all, or inks. `None` where the name does not say.
fn inks(role: &str) -> Option<Option<Pressed>> {
    let mut parts = role.splitn(4, '/').skip(1);
    let amounts = parts.next()?;
    if amounts == "none" {
        return parts.next().is_none().then_some(None);
    }
    let inks = amounts.split(' ').map(share).collect::<Option<Vec<f64>>>()?;
    let own = match (parts.next(), parts.next()) {
        (None, _) => None,
        (Some(tint), Some(name)) if !name.is_empty() => Some((share(tint)?, name.to_owned())),
        _ => return None,
    };
    Some(Some(Pressed { inks: inks.try_into().ok()?, own }))
}

/// A number of per cent, from 0 to 100, as a part of one.
fn share(per_cent: &str) -> Option<f64> {
    let number = per_cent.parse::<f64>().ok()?;
    (0.0..=100.0).contains(&number).then_some(number / 100.0)
}

fn has_role(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => has_role(&group.frame),
        FrameItem::Text(text) => {
            is_of_role(&text.fill) || text.stroke.as_ref().is_some_and(|stroke| is_of_role(&stroke.paint))
        }
        FrameItem::Shape(shape, _) => {
            shape.fill.as_ref().is_some_and(is_of_role)
                || shape.stroke.as_ref().is_some_and(|stroke| is_of_role(&stroke.paint))
        }
        _ => false,
    })
}

fn is_of_role(paint: &Paint) -> bool {
    match paint {
        Paint::Solid(colour) => role(colour).is_some(),
        Paint::Gradient(gradient) => gradient.stops_ref().iter().any(|(stop, _)| role(stop).is_some()),
        Paint::Tiling(tiling) => has_role(tiling.frame()),
    }
}

/// The paint of a line under text, where the theme has chosen one.
pub(super) fn is_unprinted(stroke: &Smart<typst::visualize::Stroke>) -> bool {
    let Smart::Custom(stroke) = stroke else { return false };
    let Smart::Custom(Paint::Solid(colour)) = &stroke.paint else { return false };
    role(colour).is_some_and(|(role, _)| matches!(inks(role), Some(None)))
}
