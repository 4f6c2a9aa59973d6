//! The colours of roles.
//!
//! A theme draws in roles: spot colours whose name is `paf/<role>/<inks>` and whose substitute is the colour of
//! screens. The inks are `none`, where nothing is printed, or four numbers in per cent (`88 0 36 36`), and after them
//! `/<tint>/<name>` where the press has an ink of its own for it.

use std::collections::HashMap;
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
    known: HashMap<String, Option<Color>>,
    /// Whether a role stood in a pattern or a gradient of its tints, where it cannot be exchanged.
    pub(super) has_met_pattern: bool,
}

impl Roles {
    pub(super) fn of(medium: Medium) -> Self {
        Self { medium, known: HashMap::new(), has_met_pattern: false }
    }

    /// Colours a text; one that nothing draws stays, for those who have it read out.
    pub(super) fn text(&mut self, text: &mut TextItem) -> bool {
        if let Some(fill) = self.paint(text.fill.clone()) {
            text.fill = fill;
        }
        text.stroke = text.stroke.take().and_then(|stroke| self.stroke(stroke));
        true
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
        if let Some(known) = self.known.get(role) {
            return known.clone();
        }
        // A name of that kind which says nothing is somebody's own spot colour.
        let pressed = inks(role).unwrap_or_else(|| Some(colour.clone()));
        self.known.insert(role.to_owned(), pressed.clone());
        pressed
    }
}

/// The name of a role after its prefix, and the colour that bears it.
fn role(colour: &Color) -> Option<(&str, &SpotColor)> {
    let Color::Spot(spot) = colour else { return None };
    let Some(SpotColorantName::Custom(name)) = &spot.colorant.name else { return None };
    Some((name.strip_prefix(PREFIX)?, spot))
}

/// What the press prints for a role: nothing at all, or a colour. `None` where the name does not say.
fn inks(role: &str) -> Option<Option<Color>> {
    let mut parts = role.splitn(4, '/').skip(1);
    let amounts = parts.next()?;
    if amounts == "none" {
        return Some(None);
    }
    let amounts = amounts.split(' ').map(|part| part.parse::<f64>().ok()).collect::<Option<Vec<f64>>>()?;
    let [c, m, y, k] = amounts[..] else { return None };
    #[expect(clippy::cast_possible_truncation, reason = "a share of an ink")]
    let [c, m, y, k] = [c, m, y, k].map(|part| (part / 100.0) as f32);
    let process = ProcessColor::from(Cmyk { c, m, y, k });
    let Some((tint, name)) = parts.next().zip(parts.next()) else {
        return Some(Some(Color::Process(process)));
    };
    let tint = Ratio::new(tint.parse::<f64>().ok()? / 100.0);
    let name = Some(SpotColorantName::Custom(name.into()));
    let colorant = SpotColorant { name, fallback: process };
    Some(Some(Color::Spot(SpotColor::new(Arc::new(colorant), tint))))
}

fn has_role(frame: &Frame) -> bool {
    let is_role = |paint: &Paint| matches!(paint, Paint::Solid(colour) if role(colour).is_some());
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => has_role(&group.frame),
        FrameItem::Text(text) => is_role(&text.fill),
        FrameItem::Shape(shape, _) => {
            shape.fill.as_ref().is_some_and(is_role)
                || shape.stroke.as_ref().is_some_and(|stroke| is_role(&stroke.paint))
        }
        _ => false,
    })
}

/// The paint of a line under text, where the theme has chosen one.
pub(super) fn is_unprinted(stroke: &Smart<typst::visualize::Stroke>) -> bool {
    let Smart::Custom(stroke) = stroke else { return false };
    let Smart::Custom(Paint::Solid(colour)) = &stroke.paint else { return false };
    role(colour).is_some_and(|(role, _)| inks(role) == Some(None))
}
