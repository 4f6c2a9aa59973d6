//! Printing conditions: the press profiles that come with paf, and those of a printer.

use std::borrow::Cow;
use std::fmt;
use std::sync::LazyLock;

use moxcms::{ColorProfile, DataColorSpace, ProfileClass};

use crate::profile::Profile;

/// The licence of the profiles that come with paf.
pub const LICENCE: &str = include_str!("../icc/LICENSE.txt");

/// What the pages are printed on, as an ICC profile describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intent {
    /// The name of the condition in the registry of the ICC, such as `FOGRA39`.
    pub condition: String,
    /// What it is, for people.
    pub info: String,
    /// The most ink the paper takes, in per cent of all plates together.
    pub ink_limit: u16,
    profile: Profile,
}

/// Why a file is no profile of a press.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IntentError {
    /// It is no ICC profile, or a broken one.
    Unreadable,
    /// It describes a screen, a scanner or a camera.
    NoOutputProfile,
    /// It is not for cyan, magenta, yellow and black.
    NotCmyk,
}

impl fmt::Display for IntentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unreadable => "the file is no ICC profile",
            Self::NoOutputProfile => "the profile does not describe a printing press",
            Self::NotCmyk => "the profile is not for cyan, magenta, yellow and black",
        })
    }
}

impl std::error::Error for IntentError {}

impl Intent {
    /// Coated paper, offset: FOGRA39, at most 330 %.
    pub fn coated() -> Self {
        static PROFILE: Shipped = Shipped::new(|| shipped(include_bytes!("../icc/ISOcoated_v2_bas.ICC")));
        Self::on("FOGRA39", "Coated paper, offset (ISO 12647-2, ISO Coated v2)", 330, &PROFILE)
    }

    /// Coated paper, sheetfed, for printers who ask for at most 300 %: FOGRA39.
    pub fn coated_300() -> Self {
        static PROFILE: Shipped = Shipped::new(|| shipped(include_bytes!("../icc/ISOcoated_v2_300_bas.ICC")));
        Self::on("FOGRA39", "Coated paper, offset, at most 300 % ink (ISO Coated v2 300%)", 300, &PROFILE)
    }

    /// Uncoated paper, offset: FOGRA47, at most 300 %.
    pub fn uncoated() -> Self {
        static PROFILE: Shipped =
            Shipped::new(|| shipped(include_bytes!("../icc/PSO_Uncoated_ISO12647_bas.ICC")));
        Self::on("FOGRA47", "Uncoated paper, offset (ISO 12647-2, PSO Uncoated)", 300, &PROFILE)
    }

    fn on(condition: &str, info: &str, ink_limit: u16, profile: &Profile) -> Self {
        Self { condition: condition.to_owned(), info: info.to_owned(), ink_limit, profile: profile.clone() }
    }

    /// A printer's own profile.
    ///
    /// # Errors
    /// If it cannot stand in a PDF/X file as the output intent (ISO 15930-7: class `prtr`).
    pub fn of_printer(condition: &str, ink_limit: u16, icc: Vec<u8>) -> Result<Self, IntentError> {
        let profile = ColorProfile::new_from_slice(&icc).map_err(|_| IntentError::Unreadable)?;
        if profile.profile_class != ProfileClass::OutputDevice {
            return Err(IntentError::NoOutputProfile);
        }
        if profile.color_space != DataColorSpace::Cmyk {
            return Err(IntentError::NotCmyk);
        }
        let info = format!("The printer's profile for {condition}");
        Ok(Self::on(condition, &info, ink_limit, &Profile::new(Cow::Owned(icc))))
    }

    /// The profile's bytes.
    pub fn icc(&self) -> &[u8] {
        self.profile.bytes()
    }

    /// The profile with what is made of it.
    pub(crate) fn profile(&self) -> &Profile {
        &self.profile
    }
}

/// A profile that comes with the program: what is made of it is made once.
type Shipped = LazyLock<Profile>;

fn shipped(icc: &'static [u8]) -> Profile {
    Profile::new(Cow::Borrowed(icc))
}
