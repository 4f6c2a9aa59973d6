//! Colours of screens in the inks of the press.

use super::FinishError;
use crate::intent::Intent;
use crate::profile::ToInks;

/// The way from red, green and blue to the inks of a printing condition, relative to the paper.
pub(super) struct Inks(ToInks);

/// What a colour is printed with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Ink {
    /// Black alone: how light it is.
    Gray(f32),
    /// Cyan, magenta, yellow and black.
    Four([f32; 4]),
}

impl Ink {
    /// The amounts of all four inks.
    pub(super) fn amounts(self) -> [f32; 4] {
        match self {
            Self::Gray(light) => [0.0, 0.0, 0.0, 1.0 - light],
            Self::Four(amounts) => amounts,
        }
    }
}

impl Inks {
    /// Those of a printing condition.
    ///
    /// # Errors
    /// If its profile cannot be used.
    pub(super) fn of(intent: &Intent) -> Result<Self, FinishError> {
        intent.profile().to_inks().map(Self).map_err(failed)
    }

    /// Pixels of three bytes as pixels of four.
    ///
    /// # Errors
    /// If they are not of three bytes each.
    pub(super) fn pixels(&self, rgb: &[u8]) -> Result<Vec<u8>, FinishError> {
        let mut inks = vec![0; rgb.len() / 3 * 4];
        self.0.transform(rgb, &mut inks).map_err(failed)?;
        Ok(inks)
    }

    /// A single colour. What is neither red, green nor blue is black alone: of four inks it would be
    /// coloured at every edge where the plates do not meet.
    ///
    /// # Errors
    /// If the profile cannot be used.
    pub(super) fn colour(&self, rgb: [f32; 3]) -> Result<Ink, FinishError> {
        let bytes = rgb.map(eight_bits);
        match bytes {
            [red, green, blue] if red == green && green == blue => Ok(Ink::Gray(f32::from(red) / 255.0)),
            _ => self.mixed(rgb).map(Ink::Four),
        }
    }

    /// A single colour as the profile mixes it, black too.
    ///
    /// # Errors
    /// If the profile cannot be used.
    pub(super) fn mixed(&self, rgb: [f32; 3]) -> Result<[f32; 4], FinishError> {
        let inks = self.pixels(&rgb.map(eight_bits))?;
        let amount = |at: usize| f32::from(inks.get(at).copied().unwrap_or_default()) / 255.0;
        Ok([amount(0), amount(1), amount(2), amount(3)])
    }
}

/// How light a colour of screens is in a mask (Filter Effects, linear coefficients on sRGB).
pub(super) fn luminance([red, green, blue]: [f32; 3]) -> f32 {
    (0.2126 * red + 0.7152 * green + 0.0722 * blue).clamp(0.0, 1.0)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is within 0 and 255")]
fn eight_bits(part: f32) -> u8 {
    (part.clamp(0.0, 1.0) * 255.0).round() as u8
}

fn failed(_: moxcms::CmsError) -> FinishError {
    FinishError::Profile
}
