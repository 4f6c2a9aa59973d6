//! The profile of the press that a printer needs beside a file.

use paf_diag::Diagnostic;
use paf_model::files::Files;
use paf_model::printing::IntentName;
use paf_press::intent::LICENCE;

use super::{intent, shipped};
use crate::digest::sha256;
use crate::manifest::Asked;
use crate::prepare::Prepared;
use crate::project::document;
use crate::target::Target;

/// The profile of the press for which a file is made.
pub struct OutputProfile {
    /// A name for its file: the printing condition and the most ink it takes (`FOGRA47-300`), and for a printer's own
    /// the beginning of its hash, since two may be for the same condition.
    pub name: String,
    /// The profile.
    pub icc: Vec<u8>,
    /// The licence of one that comes with paf; a printer's own says nothing of its own.
    pub licence: Option<&'static str>,
}

/// The output profile of a file for the printer, made with what was asked for besides.
///
/// # Errors
/// If there is no such document, or the printer's profile cannot be an output intent.
pub fn output_profile(
    prepared: &Prepared,
    files: &dyn Files,
    target: &Target,
    asked: &Asked,
) -> Result<OutputProfile, Box<Diagnostic>> {
    let (settings, _) = asked.settings();
    let document = document(prepared, target)?;
    let found = intent(document.press.as_ref(), &settings, files)?;
    let is_shipped = IntentName::ALL.iter().any(|name| shipped(*name) == found);
    let name = file_name(&format!("{}-{}", found.condition, found.ink_limit));
    let icc = found.icc().to_vec();
    if is_shipped {
        return Ok(OutputProfile { name, icc, licence: Some(LICENCE) });
    }
    let hash: String = sha256(&icc).chars().take(8).collect();
    Ok(OutputProfile { name: format!("{name}-{hash}"), icc, licence: None })
}

/// A printing condition in letters that every file system takes.
fn file_name(condition: &str) -> String {
    let letter = |c: char| if c.is_alphanumeric() || c == '-' || c == '.' { c } else { '_' };
    condition.chars().map(letter).collect()
}
