//! What `document.yaml` says about printing: the bleed, the intent, the fold.

use paf_diag::{Diagnostic, Diagnostics, Place, Rule};

use crate::content::words;
use crate::data::Data;
use crate::decode::{Decode, Decoder, Hundredths, Int, Placed, PlacedLang, Str};
use crate::node::Node;
use crate::record;
use crate::shape::Shape;

record! {
    /// How a document is printed.
    pub struct Press {
        /// What the printer prints on: `coated`, `coated-300` or `uncoated`; `coated` if left out.
        pub intent: Option<Placed<IntentName>>,
        /// The printer's own ICC profile in place of that, a path from the folder that holds `framework/`.
        pub icc: Option<Placed<Str>>,
        /// The condition that this profile stands for, such as `FOGRA51`.
        pub condition: Option<Str>,
        /// The most ink that this profile's paper takes, in per cent.
        pub ink_limit: Option<Placed<Int<100, 400>>>,
        /// How far colour goes over the trim, in millimetres; 3 if left out.
        pub bleed: Option<Hundredths<0, 25>>,
        /// What paper is asked of the printer, in a few words.
        pub paper: Option<Str>,
        /// The thickness of a sheet of that paper, in millimetres, by which inner sheets creep; 0.1 if left out.
        pub caliper: Option<Hundredths<0, 1>>,
        /// Where blank pages go when a booklet's number of pages is not a multiple of four.
        pub blanks: Option<Blanks>,
        /// The language that the printer reads, in which terms stand on the job ticket beside the English ones; that of
        /// the document if left out.
        pub printer: Option<PlacedLang>,
        /// The spot colours that may be used, by their names.
        pub spots: Vec<Str>,
        /// A cover of its own that is glued around the inner pages; its files are made beside the others.
        pub cover: Option<Placed<Cover>>,
    }
}

record! {
    /// A cover of its own, of the outer four pages, with a spine.
    pub struct Cover {
        /// What paper is asked of the printer for the cover, in a few words.
        pub paper: Option<Str>,
        /// The thickness of a leaf of the inner pages, in micrometres (thousandths of a millimetre).
        pub thickness: Option<Placed<Int<20, 1000>>>,
        /// In place of the thickness: the weight of the inner paper in g/m².
        pub grammage: Option<Placed<Int<20, 500>>>,
        /// With the weight: the specific volume of the inner paper in cm³/g.
        pub volume: Option<Placed<Hundredths<0, 5>>>,
        /// What the spine is wider than the inner pages are thick, in millimetres, as the printer says; 0 if left out.
        pub allowance: Option<Hundredths<0, 5>>,
    }
}

record! {
    /// How a sheet is folded, and which panel goes where.
    pub struct Fold {
        /// How it is folded.
        pub kind: FoldKind,
        /// Its two sides.
        pub sides: FoldSides,
    }
}

record! {
    /// The two sides of a folded sheet.
    pub struct FoldSides {
        /// The side with the front and the back.
        pub outside: Side,
        /// The side that is seen when it is open.
        pub inside: Side,
    }
}

record! {
    /// One side of a folded sheet, from left to right; mirrored in languages written from right to left.
    pub struct Side {
        /// The panels by their number in reading order.
        pub panels: Vec<Placed<Int<1, 24>>>,
        /// The width of each, in millimetres.
        pub widths: Vec<Hundredths<1, 2000>>,
    }
}

words! {
    /// How a sheet is folded.
    FoldKind {
        /// Each panel over the last, all in one direction; the panel that folds in is narrower.
        Roll = "roll",
        /// To and fro, all panels of one width.
        Z = "z",
    }
}

words! {
    /// A printing condition of which the profile comes with paf.
    IntentName {
        /// Coated paper, offset (FOGRA39, at most 330 % ink).
        Coated = "coated",
        /// Coated paper, sheetfed, where at most 300 % ink is wanted (FOGRA39).
        Coated300 = "coated-300",
        /// Uncoated paper, offset (FOGRA47).
        Uncoated = "uncoated",
    }
}

words! {
    /// Where a booklet's blank pages go.
    Blanks {
        /// Behind the last page.
        End = "end",
        /// Before the last page, which stays the back cover.
        BeforeCover = "before-cover",
    }
}

/// What a leaf of paper may be thick, in micrometres: India paper, and thick board.
const LEAF: std::ops::RangeInclusive<f64> = 20.0..=1000.0;

impl Cover {
    /// How thick a leaf of the inner pages is, in micrometres; nothing where that is not said.
    pub fn leaf(&self) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "measures of paper are small numbers")]
        match (&self.thickness, &self.grammage, &self.volume) {
            (Some(thickness), _, _) => Some(thickness.value.0 as f64),
            // g/m² × cm³/g are millionths of a metre.
            (None, Some(grammage), Some(volume)) => {
                Some(grammage.value.0 as f64 * volume.value.0 as f64 / 100.0)
            }
            _ => None,
        }
    }

    /// Whether its spine can be told; `place` is where the cover is ordered.
    pub fn check(&self, place: &Place, diagnostics: &mut Diagnostics) {
        let mut wrong = |place: &Place, message: String, help: &str| {
            diagnostics.push(Diagnostic::error(Rule::Cover, message).at(place.clone()).help(help));
        };
        match (&self.thickness, &self.grammage, &self.volume) {
            (Some(thickness), Some(Placed { place, .. }), _) => wrong(
                place,
                format!("a leaf is said to be {} µm thick, and its weight is given, too", thickness.value.0),
                "keep `thickness`, or `grammage` with `volume`",
            ),
            (Some(thickness), None, Some(Placed { place, .. })) => wrong(
                place,
                format!("a leaf is said to be {} µm thick, and its volume is given, too", thickness.value.0),
                "keep `thickness`, or `grammage` with `volume`",
            ),
            (None, Some(Placed { place, .. }), None) => wrong(
                place,
                "the weight of a paper does not tell how thick it is".to_owned(),
                "add `volume:` in cm³/g, which the printer or the maker of the paper knows, such as `volume: 1.1`; or write `thickness:` in micrometres",
            ),
            (None, None, Some(Placed { place, .. })) => wrong(
                place,
                "the volume of a paper is given without its weight".to_owned(),
                "add `grammage:` in g/m², such as `grammage: 115`; or write `thickness:` in micrometres",
            ),
            (None, None, None) => wrong(
                place,
                "a cover has a spine, and nothing says how thick a leaf of the inner pages is".to_owned(),
                "ask the printer, and write `thickness:` in micrometres, such as `thickness: 110`; or `grammage:` in g/m² and `volume:` in cm³/g",
            ),
            (None, Some(grammage), Some(volume)) => {
                let leaf = self.leaf().unwrap_or_default();
                if !LEAF.contains(&leaf) {
                    wrong(
                        &volume.place,
                        format!(
                            "a leaf of {} g/m² with this volume would be {:.3} mm thick",
                            grammage.value.0,
                            leaf / 1000.0
                        ),
                        "write the volume in cm³/g: about 0.8 for coated paper, 1.1 to 1.3 for uncoated, 1.5 to 2 for bulky book paper",
                    );
                }
            }
            (Some(_), None, None) => {}
        }
    }
}

/// What a roll fold takes off the panel that folds in, at least, in hundredths of a millimetre.
const FOLD_IN: i64 = 200;

impl Fold {
    /// The sides in the order of printing: the outside first.
    pub fn sides(&self) -> [&Side; 2] {
        [&self.sides.outside, &self.sides.inside]
    }

    /// Whether the panels can be folded so; `number` is how many the leaflet has, if it is known, and `page` the width of
    /// a page in hundredths of a millimetre.
    pub fn check(&self, number: Option<usize>, page: i64, diagnostics: &mut Diagnostics) {
        let mut placed: Vec<&Placed<Int<1, 24>>> = Vec::new();
        for side in self.sides() {
            let Some(first) = side.panels.first() else { continue };
            if side.panels.len() != side.widths.len() {
                let message = format!(
                    "{} panels stand on this side, and {} widths are given",
                    side.panels.len(),
                    side.widths.len()
                );
                diagnostics.push(
                    Diagnostic::error(Rule::Fold, message)
                        .at(first.place.clone())
                        .help("write one width in millimetres for each panel, in the same order"),
                );
            }
            for panel in &side.panels {
                if let Some(other) = placed.iter().find(|other| other.value.0 == panel.value.0) {
                    diagnostics.push(
                        Diagnostic::error(
                            Rule::Fold,
                            format!("panel {} stands in two places", panel.value.0),
                        )
                        .at(panel.place.clone())
                        .also(other.place.clone(), "here already")
                        .help("name each panel once, by its number in reading order"),
                    );
                }
                placed.push(panel);
            }
        }
        self.check_widths(&placed, diagnostics);
        self.check_pages(&placed, page, diagnostics);
        if let (Some(number), Some(first)) = (number, placed.first())
            && number != placed.len()
        {
            let message = format!("the leaflet has {number} panels, and the fold places {}", placed.len());
            diagnostics.push(
                Diagnostic::error(Rule::Fold, message)
                    .at(first.place.clone())
                    .help("name every panel once, or change the leaflet"),
            );
        }
    }

    /// A panel is a page, and the page is as wide as the widest.
    fn check_pages(&self, placed: &[&Placed<Int<1, 24>>], page: i64, diagnostics: &mut Diagnostics) {
        let widths = self.sides().into_iter().flat_map(|side| side.widths.iter().map(|width| width.0));
        let widest = widths.max().unwrap_or_default();
        let Some(first) = placed.first().filter(|_| widest > page) else { return };
        #[expect(clippy::cast_precision_loss, reason = "lengths of paper are small numbers")]
        let [widest, page] = [widest, page].map(|width| width as f64 / 100.0);
        let message = format!("a panel of {widest} mm is wider than the page, which has {page} mm");
        diagnostics.push(
            Diagnostic::error(Rule::Fold, message)
                .at(first.place.clone())
                .help(format!("write `paper: {{width: {widest}, …}}`: the pages are the panels, one by one")),
        );
    }

    fn check_widths(&self, placed: &[&Placed<Int<1, 24>>], diagnostics: &mut Diagnostics) {
        let total = |side: &Side| side.widths.iter().map(|width| width.0).sum::<i64>();
        let [outside, inside] = self.sides();
        let Some(place) = placed.first().map(|panel| panel.place.clone()) else { return };
        let mirrored = outside.widths.iter().rev().map(|width| width.0);
        let (first, mut rest) = (outside.widths.first(), outside.widths.iter().skip(1));
        let wrong = if total(outside) != total(inside) {
            Some("the two sides of the sheet are not of the same width")
        } else if !inside.widths.iter().map(|width| width.0).eq(mirrored) {
            Some("the folds of the two sides are not in the same places")
        } else if self.kind == FoldKind::Roll
            && first.is_some_and(|first| rest.any(|other| other.0 - first.0 < FOLD_IN))
        {
            Some("the panel that folds in is not narrower than the others")
        } else if self.kind == FoldKind::Z && first.is_some_and(|first| rest.any(|other| other.0 != first.0))
        {
            Some("the panels of a fold to and fro are not of one width")
        } else {
            None
        };
        if let Some(wrong) = wrong {
            let help = match self.kind {
                FoldKind::Roll => {
                    "mirror the widths of the outside on the inside, and make the panel that folds in 2 or 3 mm \
                     narrower, such as 97, 100, 100 and 100, 100, 97"
                }
                FoldKind::Z => "give all panels the same width",
            };
            diagnostics.push(Diagnostic::error(Rule::Fold, wrong).at(place).help(help));
        }
    }
}
