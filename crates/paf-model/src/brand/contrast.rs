//! The contrast that the colours of a theme have on the grounds on which they stand.

use paf_diag::{Diagnostic, Diagnostics, Rule};

use super::{Brand, Colour};

/// Type of any size (WCAG 2.2, 1.4.3), in hundredths.
const TEXT: u32 = 450;

/// Large type, and drawings that say something (1.4.3 and 1.4.11), in hundredths.
const LARGE: u32 = 300;

/// What stands on what in the theme, and with what contrast. What only adorns a page is not here.
const PAIRS: &[(&str, &[&str], u32)] = &[
    ("text", &["paper", "mist", "sand", "coral-pale"], TEXT),
    ("quiet", &["paper", "mist", "sand"], TEXT),
    ("ink", &["paper", "mist", "sand"], TEXT),
    ("teal-deep", &["paper", "mist", "sand", "coral-pale"], TEXT),
    ("teal", &["paper"], TEXT),
    ("teal", &["mist", "sand"], LARGE),
    ("coral-dark", &["paper", "coral-pale"], TEXT),
    ("paper", &["ink", "teal-deep", "coral-dark", "alarm"], TEXT),
    ("teal-pale", &["ink"], TEXT),
    ("coral", &["ink"], TEXT),
    ("teal-bright", &["ink"], LARGE),
];

/// Reports each pair of colours whose contrast is too low for what they are for.
pub(super) fn check(brand: &Brand, diagnostics: &mut Diagnostics) {
    let colour = |name: &str| brand.colours.0.iter().find(|(id, _)| &**id == name).map(|(_, colour)| colour);
    for (name, grounds, needed) in PAIRS {
        let Some(above) = colour(name) else { continue };
        for ground in *grounds {
            let Some(below) = colour(ground) else { continue };
            let ratio = ratio(above, below);
            if ratio < f64::from(*needed) / 100.0 {
                diagnostics.push(too_low((name, above), (ground, below), ratio, *needed));
            }
        }
    }
    // The country's name stands on the band in the colour of paper.
    let Some(paper) = colour("paper") else { return };
    for (name, band) in &brand.bands.0 {
        let ratio = ratio(paper, band);
        if ratio < f64::from(TEXT) / 100.0 {
            // Told at the band, which can be changed by itself.
            diagnostics.push(too_low((name, band), ("paper", paper), ratio, TEXT));
        }
    }
}

fn too_low(above: (&str, &Colour), below: (&str, &Colour), ratio: f64, needed: u32) -> Diagnostic {
    let what = if needed == TEXT { "text" } else { "large type and drawings" };
    let (name, colour) = above;
    let (ground_name, ground) = below;
    // Rounded down: 4.49 is not told as the 4.5 that it is not.
    let shown = (ratio * 100.0).floor() / 100.0;
    let needed = f64::from(needed) / 100.0;
    let message = format!(
        "`{name}` ({}) on `{ground_name}` ({}) has a contrast of {shown:.2}:1, and {what} needs {needed}:1",
        colour.srgb.as_str(),
        ground.srgb.as_str()
    );
    let message = if needed < 4.0 { message.replace(" needs ", " need ") } else { message };
    let help = if luminance(colour) < luminance(ground) {
        format!("make `{name}` darker, or `{ground_name}` lighter")
    } else {
        format!("make `{name}` lighter, or `{ground_name}` darker")
    };
    Diagnostic::error(Rule::Contrast, message)
        .at(colour.srgb.place().clone())
        .also(ground.srgb.place().clone(), "it stands on this")
        .help(help)
}

/// The contrast ratio of WCAG 2.2, from 1 to 21.
fn ratio(one: &Colour, other: &Colour) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The relative luminance of WCAG 2.2.
fn luminance(colour: &Colour) -> f64 {
    let [red, green, blue] = colour.srgb.parts.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}
