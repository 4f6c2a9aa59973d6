//! How a picture is cut: to which form, and around what.

use paf_diag::{Diagnostic, Diagnostics, Rule};

use crate::chart::Quantity;
use crate::record;

record! {
    /// The form to which a picture is cut, and what stays in view.
    pub struct Crop {
        /// The width of the form; with the height it says how wide it is for how tall.
        pub width: Quantity,
        /// The height of the form.
        pub height: Quantity,
        /// How far from the left edge of the picture what matters lies, in per cent; the middle if left out.
        pub across: Option<Quantity>,
        /// How far from the upper edge, in per cent; the middle if left out.
        pub down: Option<Quantity>,
    }
}

/// How much wider than tall a form may be, or taller than wide.
const LONGEST: f64 = 4.0;

impl Crop {
    /// Reports forms that no picture has on a page, and places that lie outside of it.
    pub fn check(&self, diagnostics: &mut Diagnostics) {
        let (width, height) = (self.width.number, self.height.number);
        let is_form = |long: f64, short: f64| short > 0.0 && long / short <= LONGEST;
        if !is_form(width.max(height), width.min(height)) {
            let message = format!(
                "a picture is not cut to {} by {}",
                self.width.written.text(),
                self.height.written.text()
            );
            diagnostics.push(
                Diagnostic::error(Rule::OutOfRange, message).at(self.width.written.place().clone()).help(
                    "write the form as numbers of which one is four times the other at most: `crop: {width: 3, height: 2}`",
                ),
            );
        }
        for place in [&self.across, &self.down].into_iter().flatten().filter(|place| place.number > 100.0) {
            let message = format!("{} % of a picture lies outside of it", place.written.text());
            diagnostics.push(
                Diagnostic::error(Rule::OutOfRange, message)
                    .at(place.written.place().clone())
                    .help("write per cent of its width or height, from 0 to 100"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::load;
    use crate::trial::{framework, line};

    const DRAWING: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>";
    const REPORT: &str =
        "summary: {title: T, body: [{id: a, kind: figure, figure: a}]}\nrecommendations: {title: T}\n";

    #[test]
    fn forms_and_places_that_no_picture_has_are_told() {
        let said = |crop: &str| -> Vec<String> {
            let mut files = framework();
            files.insert(
                "framework/figures/a.yaml",
                format!("title: A\nalt: A man speaks\ncrop: {crop}\n").into_bytes(),
            );
            files.insert("framework/figures/a.svg", DRAWING.as_bytes());
            files.insert("framework/report.yaml", REPORT.as_bytes());
            load(&files)
                .diagnostics
                .sorted()
                .iter()
                .map(line)
                .filter(|told| told.contains("out-of-range"))
                .collect()
        };
        let form = "write the form as numbers of which one is four times the other at most: `crop: {width: 3, height: 2}`";
        let place = "write per cent of its width or height, from 0 to 100";
        let at = "figures/a.yaml:3 error out-of-range";
        assert_eq!(said("{width: 3, height: 2, across: 100, down: 0}"), [""; 0]);
        assert_eq!(said("{width: 4, height: 1}"), [""; 0]);
        assert_eq!(
            said("{width: 9, height: 2}"),
            [format!("{at}: a picture is not cut to 9 by 2 -> {form}")]
        );
        assert_eq!(
            said("{width: 3, height: 0}"),
            [format!("{at}: a picture is not cut to 3 by 0 -> {form}")]
        );
        assert_eq!(
            said("{width: 1, height: 1, across: 101, down: 100.5}"),
            [
                format!("{at}: 101 % of a picture lies outside of it -> {place}"),
                format!("{at}: 100.5 % of a picture lies outside of it -> {place}"),
            ]
        );
    }
}
