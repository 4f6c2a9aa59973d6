//! The functions that turn a colour into the amounts of three inks, as light: 1 is no ink.

use lopdf::{Document, Object, Stream, dictionary};
use moxcms::{ColorProfile, DataColorSpace, Layout, RenderingIntent, TransformOptions};
use paf_pdf::pages::{decoded, resolved};

use super::inks::PROCESS;

/// Points on each axis of the table from RGB to inks.
const GRID: usize = 17;

/// What the numbers of a colour mean.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Components {
    /// Light on the black plate.
    Gray,
    /// Light, to be converted as the printer would.
    Rgb,
    /// L*, a* and b* in these ranges of a and b.
    Lab([i32; 4]),
    /// The amounts of these inks.
    Inks(Vec<Vec<u8>>),
}

impl Components {
    /// The four process inks.
    pub(super) fn cmyk() -> Self {
        Self::Inks(PROCESS.iter().map(|ink| ink.to_vec()).collect())
    }

    /// How many numbers a colour has.
    pub(super) fn count(&self) -> usize {
        match self {
            Self::Gray => 1,
            Self::Rgb | Self::Lab(_) => 3,
            Self::Inks(inks) => inks.len(),
        }
    }

    /// The function for the plates of one rendering.
    pub(super) fn function(&self, pass: &[Vec<u8>], press: &Press) -> Stream {
        match self {
            Self::Gray => calculated(1, &gray(pass)),
            Self::Inks(inks) => calculated(inks.len(), &picked(inks, pass)),
            Self::Rgb => sampled(pass, &[0.0, 1.0, 0.0, 1.0, 0.0, 1.0], &press.table(rgb_grid())),
            Self::Lab(range) => {
                let [a, b, c, d] = range.map(|limit| limit as f32);
                let domain = [0.0, 100.0, a, b, c, d];
                sampled(pass, &domain, &press.table(lab_grid(&domain)))
            }
        }
    }
}

/// How the press shows screen colours: through the profile of the output intent.
pub(super) struct Press {
    profile: Option<ColorProfile>,
}

impl Press {
    /// The press that a document was made for.
    pub(super) fn of(document: &Document) -> Self {
        Self { profile: output_profile(document) }
    }

    /// Cyan, magenta, yellow and black for each red, green and blue.
    fn table(&self, rgb: Vec<u8>) -> Vec<u8> {
        self.through_profile(&rgb).unwrap_or_else(|| rgb.chunks_exact(3).flat_map(plain_inks).collect())
    }

    fn through_profile(&self, rgb: &[u8]) -> Option<Vec<u8>> {
        let options = TransformOptions {
            rendering_intent: RenderingIntent::RelativeColorimetric,
            ..TransformOptions::default()
        };
        let screen = ColorProfile::new_srgb();
        let profile = self.profile.as_ref()?;
        let transform = screen.create_transform_8bit(Layout::Rgb, profile, Layout::Rgba, options).ok()?;
        let mut inks = vec![0; rgb.len() / 3 * 4];
        transform.transform(rgb, &mut inks).ok()?;
        Some(inks)
    }
}

fn output_profile(document: &Document) -> Option<ColorProfile> {
    let intents = document.catalog().ok()?.get(b"OutputIntents").ok()?;
    let first = resolved(document, resolved(document, intents)?.as_array().ok()?.first()?)?;
    let profile = first.as_dict().ok()?.get(b"DestOutputProfile").ok()?;
    let bytes = decoded(resolved(document, profile)?.as_stream().ok()?);
    let profile = ColorProfile::new_from_slice(&bytes).ok()?;
    (profile.color_space == DataColorSpace::Cmyk).then_some(profile)
}

/// The formula of PDF itself where nothing is known of the press (ISO 32000-1, 10.3.4).
fn plain_inks(rgb: &[u8]) -> [u8; 4] {
    let ink = |at: usize| 255 - rgb.get(at).copied().unwrap_or(255);
    let black = ink(0).min(ink(1)).min(ink(2));
    [ink(0) - black, ink(1) - black, ink(2) - black, black]
}

/// All corners of the table, the first number running fastest (ISO 32000-1, 7.10.2).
fn grid() -> impl Iterator<Item = [f32; 3]> {
    let step = |at: usize| at as f32 / (GRID - 1) as f32;
    (0..GRID * GRID * GRID).map(move |at| [step(at % GRID), step(at / GRID % GRID), step(at / GRID / GRID)])
}

fn rgb_grid() -> Vec<u8> {
    grid().flatten().map(|light| (light * 255.0).round() as u8).collect()
}

fn lab_grid(domain: &[f32; 6]) -> Vec<u8> {
    let [_, _, a, b, c, d] = *domain;
    grid().flat_map(|[l, s, t]| lab_to_rgb(l * 100.0, a + s * (b - a), c + t * (d - c))).collect()
}

/// To sRGB through XYZ of the D50 white, exact enough for a sum of inks.
fn lab_to_rgb(l: f32, a: f32, b: f32) -> [u8; 3] {
    let cube = |t: f32| if t > 6.0 / 29.0 { t * t * t } else { (t - 4.0 / 29.0) * 108.0 / 841.0 };
    let middle = (l + 16.0) / 116.0;
    let (x, y, z) = (0.9642 * cube(middle + a / 500.0), cube(middle), 0.8249 * cube(middle - b / 200.0));
    let curve = |v: f32| {
        let v = if v <= 0.003_130_8 { 12.92 * v } else { 1.055 * v.max(0.0).powf(1.0 / 2.4) - 0.055 };
        (v.clamp(0.0, 1.0) * 255.0).round() as u8
    };
    [
        curve(3.1339 * x - 1.6169 * y - 0.4906 * z),
        curve(-0.9788 * x + 1.9161 * y + 0.0335 * z),
        curve(0.0719 * x - 0.2290 * y + 1.4052 * z),
    ]
}

/// A table of three inks out of one of cyan, magenta, yellow and black.
fn sampled(pass: &[Vec<u8>], domain: &[f32; 6], process: &[u8]) -> Stream {
    let plate = |at: usize| PROCESS.iter().position(|ink| pass.get(at).is_some_and(|name| name == ink));
    let plates = [plate(0), plate(1), plate(2)];
    let light = |inks: &[u8], plate: Option<usize>| 255 - plate.and_then(|at| inks.get(at)).unwrap_or(&0);
    let samples = process.chunks_exact(4).flat_map(|inks| plates.map(|plate| light(inks, plate)));
    let size = GRID as i64;
    let dictionary = dictionary! {
        "FunctionType" => 0,
        "Domain" => domain.iter().map(|limit| Object::Real(*limit)).collect::<Vec<_>>(),
        "Range" => unit_ranges(3),
        "Size" => vec![size.into(), size.into(), size.into()],
        "BitsPerSample" => 8,
    };
    Stream::new(dictionary, samples.collect())
}

fn calculated(inputs: usize, program: &str) -> Stream {
    let dictionary = dictionary! {
        "FunctionType" => 4,
        "Domain" => unit_ranges(inputs),
        "Range" => unit_ranges(3),
    };
    Stream::new(dictionary, format!("{{ {program}}}").into_bytes())
}

fn unit_ranges(count: usize) -> Vec<Object> {
    (0..count).flat_map(|_| [Object::Integer(0), Object::Integer(1)]).collect()
}

/// Gray is light already, and on the black plate alone.
fn gray(pass: &[Vec<u8>]) -> String {
    let mut program = String::new();
    for output in 0..3 {
        match pass.get(output).map(Vec::as_slice) {
            Some(b"Black") => program.push_str(&format!("{output} index ")),
            _ => program.push_str("1 "),
        }
    }
    program + "4 -1 roll pop "
}

/// Each plate takes the number that belongs to it, and no ink where none does.
fn picked(inks: &[Vec<u8>], pass: &[Vec<u8>]) -> String {
    let mut program = String::new();
    for output in 0..3 {
        let plate = pass.get(output);
        let source = inks.iter().position(|ink| plate.is_some_and(|plate| ink == plate || ink == b"All"));
        match source {
            Some(at) => program.push_str(&format!("1 {} index sub ", inks.len() - at + output)),
            None => program.push_str("1 "),
        }
    }
    program.push_str(&format!("{} 3 roll ", inks.len() + 3));
    program + &"pop ".repeat(inks.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plate_takes_its_own_number() {
        let cmyk = PROCESS.map(<[u8]>::to_vec);
        assert_eq!(
            picked(&cmyk, &cmyk[..3]),
            "1 4 index sub 1 4 index sub 1 4 index sub 7 3 roll pop pop pop pop "
        );
        assert_eq!(picked(&cmyk, &cmyk[3..]), "1 1 index sub 1 1 7 3 roll pop pop pop pop ");
    }

    #[test]
    fn black_is_black_without_a_profile() {
        assert_eq!(plain_inks(&[0, 0, 0]), [0, 0, 0, 255]);
        assert_eq!(plain_inks(&[255, 0, 0]), [0, 255, 255, 0]);
    }

    #[test]
    fn white_in_lab_is_white() {
        assert_eq!(lab_to_rgb(100.0, 0.0, 0.0), [255, 255, 255]);
        assert_eq!(lab_to_rgb(0.0, 0.0, 0.0), [0, 0, 0]);
    }
}
