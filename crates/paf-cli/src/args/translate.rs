//! The command line of `paf translate`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand, ValueEnum};
use paf_build::translation::Format as ExportFormat;
use paf_translate::State;
use paf_translate::pseudo::Pseudo;
use paf_translate::rename::Renaming;

use super::Vouched;

/// The commands of `translate`.
#[derive(Debug, Subcommand)]
pub(crate) enum TranslateCommand {
    /// Bring every catalogue in step with the framework, text by text
    Sync(SyncArgs),
    /// Record that a person has translated, reviewed or approved translations
    Mark(MarkArgs),
    /// Write files for translators: PO, XLIFF, XLSX, TMX
    Export(ExportArgs),
    /// Take over files that translators sent back: all of them or nothing
    Import(ImportArgs),
    /// Make up languages that show hard-coded text, overflow and what does not turn round
    Pseudo(PseudoArgs),
}

/// `report.sections.old=report.sections.new`
fn renaming(text: &str) -> Result<Renaming, String> {
    let keys = text.split_once('=').map(|(old, new)| (old.trim(), new.trim()));
    match keys {
        Some((old, new)) if !old.is_empty() && !new.is_empty() && old != new && !new.contains('=') => {
            Ok(Renaming { old: old.to_owned(), new: new.to_owned() })
        }
        _ => Err(
            "write the key of before and the key of today, such as report.sections.old=report.sections.new"
                .to_owned(),
        ),
    }
}

#[derive(Debug, ClapArgs)]
pub(crate) struct SyncArgs {
    /// Texts that were reworded without a change of meaning: their translations stay current
    #[arg(long, value_name = "KEY", value_delimiter = ',', num_args = 1..)]
    pub(crate) minor: Vec<String>,
    /// Texts that have another key now: their translations and records are carried over; with the key
    /// of a part, all below it
    #[arg(long, value_name = "OLD=NEW", value_delimiter = ',', value_parser = renaming)]
    pub(crate) renamed: Vec<Renaming>,
    /// Write nothing, and fail if a catalogue is out of step
    #[arg(long)]
    pub(crate) check: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct MarkArgs {
    /// Texts by their keys, or by what their keys begin with; all if left out
    #[arg(value_name = "KEY")]
    pub(crate) keys: Vec<String>,
    /// The language
    #[arg(long, short, value_name = "CODE")]
    pub(crate) lang: String,
    /// The country edition, for its own texts
    #[arg(long, short, value_name = "ID")]
    pub(crate) edition: Option<String>,
    /// Only the texts of these documents
    #[arg(long, short, value_name = "ID", value_delimiter = ',')]
    pub(crate) document: Vec<String>,
    /// What the person has done
    #[arg(long, value_name = "STATE", value_enum)]
    pub(crate) state: Vouched,
    /// Also lower what somebody vouched for with more; it is told what that was
    #[arg(long)]
    pub(crate) lower: bool,
    #[command(flatten)]
    pub(crate) person: PersonArgs,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ExportArgs {
    /// The format
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = ExchangeFormat::Xliff)]
    pub(crate) format: ExchangeFormat,
    /// The languages; all if left out
    #[arg(long, short, value_name = "CODE", value_delimiter = ',')]
    pub(crate) lang: Vec<String>,
    /// The country edition, for its own texts
    #[arg(long, short, value_name = "ID")]
    pub(crate) edition: Option<String>,
    /// Only the texts of these documents
    #[arg(long, short, value_name = "ID", value_delimiter = ',')]
    pub(crate) document: Vec<String>,
    /// Only texts in these states
    #[arg(long, value_name = "STATE", value_enum, value_delimiter = ',')]
    pub(crate) only: Vec<AnyState>,
    /// Send the texts out although the catalogues are not in step with the framework
    #[arg(long)]
    pub(crate) force: bool,
    /// Write over files that are there, although they hold what somebody has written in them
    #[arg(long)]
    pub(crate) overwrite: bool,
    /// Where the files go; the current folder if left out
    #[arg(long, short, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
}

/// The formats that translators work with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExchangeFormat {
    /// GNU gettext, for Weblate and Poedit
    Po,
    /// XLIFF 1.2, for agencies
    Xliff,
    /// A workbook, for reviewers
    Xlsx,
    /// A translation memory of what is approved
    Tmx,
}

impl From<ExchangeFormat> for ExportFormat {
    fn from(format: ExchangeFormat) -> Self {
        match format {
            ExchangeFormat::Po => Self::Po,
            ExchangeFormat::Xliff => Self::Xliff,
            ExchangeFormat::Xlsx => Self::Xlsx,
            ExchangeFormat::Tmx => Self::Tmx,
        }
    }
}

/// The states of a translation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AnyState {
    /// Not translated
    Missing,
    /// Made from an older text
    Stale,
    /// Translated, and nobody vouches for it
    Draft,
    /// Translated by a person
    Translated,
    /// Compared with the source by a person
    Reviewed,
    /// Approved for publication
    Approved,
}

impl From<AnyState> for State {
    fn from(state: AnyState) -> Self {
        match state {
            AnyState::Missing => Self::Missing,
            AnyState::Stale => Self::Stale,
            AnyState::Draft => Self::Draft,
            AnyState::Translated => Self::Translated,
            AnyState::Reviewed => Self::Reviewed,
            AnyState::Approved => Self::Approved,
        }
    }
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ImportArgs {
    /// The files: .po, .xlf, .xliff, .xlsx
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// The language, where a file does not say it; what it says may not contradict this
    #[arg(long, short, value_name = "CODE")]
    pub(crate) lang: Option<String>,
    /// Of texts that were reworded both here and there, take the delivered wording: of all, or of those
    /// with these keys
    #[arg(long, value_name = "KEY", num_args = 0.., require_equals = true, value_delimiter = ',')]
    pub(crate) theirs: Option<Vec<String>>,
    /// Of texts that were reworded both here and there, keep the wording that is here: of all, or of
    /// those with these keys
    #[arg(long, value_name = "KEY", num_args = 0.., require_equals = true, value_delimiter = ',')]
    pub(crate) ours: Option<Vec<String>>,
    /// Let a translation come to be vouched for less than before
    #[arg(long)]
    pub(crate) lower: bool,
    /// Who stands behind the translations; then the states in the files are recorded
    #[arg(long, value_name = "NAME", requires = "role")]
    pub(crate) by: Option<String>,
    /// What the person is, as the imprint prints it
    #[arg(long, value_name = "ROLE", requires = "by")]
    pub(crate) role: Option<String>,
    /// The day, as in 2026-11-20; today if left out
    #[arg(long, value_name = "DATE", requires = "by")]
    pub(crate) date: Option<String>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct PseudoArgs {
    /// Which; all if left out
    #[arg(value_name = "KIND", value_enum)]
    pub(crate) kinds: Vec<PseudoKind>,
}

/// The kinds of pseudo-language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PseudoKind {
    /// `qpa`: accents on every letter, a third longer, in brackets
    Accents,
    /// `qpb`: from right to left
    RightToLeft,
    /// `qpl`: the longest real translation of each text
    Longest,
}

impl From<PseudoKind> for Pseudo {
    fn from(kind: PseudoKind) -> Self {
        match kind {
            PseudoKind::Accents => Self::Accents,
            PseudoKind::RightToLeft => Self::RightToLeft,
            PseudoKind::Longest => Self::Longest,
        }
    }
}

/// Who vouches for a translation.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct PersonArgs {
    /// The person's name, as the imprint prints it
    #[arg(long, value_name = "NAME")]
    pub(crate) by: String,
    /// What the person is, as the imprint prints it
    #[arg(long, value_name = "ROLE")]
    pub(crate) role: String,
    /// The day, as in 2026-11-20; today if left out
    #[arg(long, value_name = "DATE")]
    pub(crate) date: Option<String>,
}
