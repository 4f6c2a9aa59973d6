//! A page as people see it: turned, and cut to what a viewer shows.

use crate::geometry::Rectangle;

/// What a viewer shows of a page, and how it turns it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct View {
    /// What is shown, in the page's own space.
    pub shown: Rectangle,
    /// Clockwise, in degrees: 0, 90, 180 or 270.
    pub turn: i64,
}

/// The sides of a page, clockwise.
const SIDES: [&str; 4] = ["left", "top", "right", "bottom"];

impl View {
    /// How far a place is from the left edge and from the top, as people see it.
    pub fn edges(&self, place: &Rectangle) -> (f64, f64) {
        let left = place.left - self.shown.left;
        let bottom = place.bottom - self.shown.bottom;
        let right = self.shown.right - place.right;
        let top = self.shown.top - place.top;
        match self.turn {
            90 => (bottom, left),
            180 => (right, bottom),
            270 => (top, right),
            _ => (left, top),
        }
    }

    /// Which side people see a side of the page's own space on: `left`, `top`, `right` or `bottom`.
    pub fn side<'a>(&self, side: &'a str) -> &'a str {
        let quarters = usize::try_from(self.turn / 90).unwrap_or(0);
        let at = SIDES.iter().position(|known| *known == side);
        at.and_then(|at| SIDES.get((at + quarters) % SIDES.len())).copied().unwrap_or(side)
    }

    /// Width and height as people see them.
    pub fn upright(&self, width: f64, height: f64) -> (f64, f64) {
        if self.turn % 180 == 90 { (height, width) } else { (width, height) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_measured_from_the_edges_that_people_see() {
        let shown = Rectangle { left: 10.0, bottom: 20.0, right: 110.0, top: 220.0 };
        let place = Rectangle { left: 11.0, bottom: 22.0, right: 107.0, top: 216.0 };
        let seen = |turn| View { shown, turn }.edges(&place);
        assert_eq!(seen(0), (1.0, 4.0));
        assert_eq!(seen(90), (2.0, 1.0));
        assert_eq!(seen(180), (3.0, 2.0));
        assert_eq!(seen(270), (4.0, 3.0));
    }

    #[test]
    fn sides_turn_with_the_page() {
        let shown = Rectangle { left: 0.0, bottom: 0.0, right: 1.0, top: 1.0 };
        let sides = |turn| SIDES.map(|side| View { shown, turn }.side(side));
        assert_eq!(sides(0), ["left", "top", "right", "bottom"]);
        assert_eq!(sides(90), ["top", "right", "bottom", "left"]);
        assert_eq!(sides(270), ["bottom", "left", "top", "right"]);
    }
}
