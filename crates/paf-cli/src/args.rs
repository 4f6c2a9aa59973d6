//! The command line: defined once; help, completions and checks come from it.

mod edition;
mod translate;

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use paf_build::press::{Mark, PressSettings};
use paf_build::{Limits, Selection, Shard};
use paf_diag::Format;
use paf_model::printing::IntentName;
use paf_translate::State;

use crate::exit::Exit;
use crate::job_array::ShardWord;
use crate::terminal;
pub(crate) use edition::{
    EditionCommand, EditionDiffArgs, EditionListArgs, EditionNewArgs, EditionRebaseArgs,
};
pub(crate) use translate::{
    ExportArgs, ImportArgs, MarkArgs, PersonArgs, PseudoArgs, SyncArgs, TranslateCommand,
};

/// Compiles a policy action framework: YAML to reports and leaflets, in every language.
#[derive(Debug, Parser)]
#[command(name = "paf", version, propagate_version = true, max_term_width = 100)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What every command takes.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Global {
    /// The folder that holds `framework/`; found by walking up if left out
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) root: Option<PathBuf>,
    /// How problems are shown
    #[arg(long, global = true, value_name = "FORMAT", value_enum, default_value_t)]
    pub(crate) message_format: MessageFormat,
}

/// The formats of messages, as words.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(crate) enum MessageFormat {
    /// With the lines of the file and what to write instead
    #[default]
    Human,
    /// One line each
    Short,
    /// One JSON object a line
    Json,
    /// One SARIF log
    Sarif,
    /// GitHub workflow commands
    Github,
    /// One Code Quality report of GitLab
    Gitlab,
    /// One JUnit report
    Junit,
}

impl From<MessageFormat> for Format {
    fn from(format: MessageFormat) -> Self {
        match format {
            MessageFormat::Human => Self::Human,
            MessageFormat::Short => Self::Short,
            MessageFormat::Json => Self::Json,
            MessageFormat::Sarif => Self::Sarif,
            MessageFormat::Github => Self::Github,
            MessageFormat::Gitlab => Self::Gitlab,
            MessageFormat::Junit => Self::Junit,
        }
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make the PDFs that have changed
    Build(BuildArgs),
    /// Say what a build would make, and share it out among machines
    Plan(PlanArgs),
    /// Join the output folders of shards, which several machines have made
    Merge(MergeArgs),
    /// Make everything, and put it where it is downloaded, with archives, checksums and proofs
    Publish(PublishArgs),
    /// Make everything anew elsewhere, and say whether every byte of what was made is the same
    Verify(VerifyArgs),
    /// Find every problem without making PDFs
    Check(CheckArgs),
    /// Show how far each language is with each document, and how its text fits
    Status(StatusArgs),
    /// Show the pages in the browser while they are written, and make what each saved file touches
    Watch(WatchArgs),
    /// Send texts to translators, take translations back, and keep both in step
    Translate {
        #[command(subcommand)]
        command: TranslateCommand,
    },
    /// Begin country editions, list them, and show what they change
    Edition {
        #[command(subcommand)]
        command: EditionCommand,
    },
    /// Examine PDFs as a printer would before making plates
    Preflight(PreflightArgs),
    /// Place the pages of a press PDF on sheets: a booklet, two pages, or two copies on a sheet
    Impose(ImposeArgs),
    /// Begin a new framework that builds at once
    New(NewArgs),
    /// Write JSON Schemas, which editors use to complete and check while you type
    Schema(SchemaArgs),
    /// Show which characters of the texts the fonts lack
    Fonts,
    /// Print a completion script for your shell
    Completions(CompletionsArgs),
}

/// Which targets are meant; lists may be given with commas or by repeating the option.
#[derive(Debug, Clone, Default, ClapArgs)]
pub(crate) struct SelectionArgs {
    /// Documents, such as `leaflet`
    #[arg(long, short, value_name = "ID", value_delimiter = ',')]
    pub(crate) document: Vec<String>,
    /// Editions, such as `eu`
    #[arg(long, short, value_name = "ID", value_delimiter = ',')]
    pub(crate) edition: Vec<String>,
    /// Languages, such as `fr`
    #[arg(long, short, value_name = "CODE", value_delimiter = ',')]
    pub(crate) lang: Vec<String>,
    /// Profiles, such as `screen`
    #[arg(long, short, value_name = "NAME", value_delimiter = ',')]
    pub(crate) profile: Vec<String>,
}

impl From<&SelectionArgs> for Selection {
    fn from(args: &SelectionArgs) -> Self {
        Self {
            documents: args.document.clone(),
            editions: args.edition.clone(),
            languages: args.lang.clone(),
            profiles: args.profile.clone(),
            shard: None,
        }
    }
}

/// What a target may take before it is given up.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct LimitArgs {
    /// How long a target may take before it is given up
    #[arg(long, value_name = "SECONDS", default_value_t = Limits::SECONDS, value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    pub(crate) time_limit: u64,
    /// How much memory a target may take before it is given up, on Linux
    #[arg(long, value_name = "MB", default_value_t = Limits::MEGABYTES, value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    pub(crate) memory_limit: u64,
    /// How many pages a target may have
    #[arg(long, value_name = "N", default_value_t = Limits::PAGES)]
    pub(crate) page_limit: usize,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct BuildArgs {
    #[command(flatten)]
    pub(crate) selection: SelectionArgs,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
    /// Where the PDFs go; `output` below the root if left out
    #[arg(long, short, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
    /// How many are made at a time; as many as there are processors if left out
    #[arg(long, short, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(crate) jobs: usize,
    /// Make everything again, changed or not
    #[arg(long)]
    pub(crate) force: bool,
    /// Say what would be made and why, and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Write over files in the output folder that somebody else made or has worked in
    #[arg(long)]
    pub(crate) overwrite: bool,
    /// Leave files in the output folder that are no longer made
    #[arg(long)]
    pub(crate) keep_old: bool,
    /// One part of the whole, to be joined with the others by `paf merge`: `2/8`, or `auto` in an array of jobs
    /// (GitLab, Slurm; with Kubernetes `auto/8`)
    #[arg(long, value_name = "PART")]
    pub(crate) shard: Option<ShardWord>,
    /// Stop at the first target that fails
    #[arg(long, conflicts_with = "keep_going")]
    pub(crate) fail_fast: bool,
    /// Make all targets that can be made (this is the default)
    #[arg(long)]
    pub(crate) keep_going: bool,
    /// Refuse targets with a text that is not this far
    #[arg(long, value_name = "STATE", value_enum)]
    pub(crate) require: Option<Vouched>,
    /// Also write each target's Typst project below this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) sources: Option<PathBuf>,
    /// Marks around the pages of press files, for printers who ask for them
    #[arg(long, value_name = "MARK", value_enum, value_delimiter = ',')]
    pub(crate) marks: Vec<MarkWord>,
    /// Another paper for press files than `document.yaml` says
    #[arg(long, value_name = "PAPER", value_enum)]
    pub(crate) intent: Option<IntentWord>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct PlanArgs {
    #[command(flatten)]
    pub(crate) selection: SelectionArgs,
    /// Among how many machines the work is shared out
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=Shard::MOST as i64))]
    pub(crate) shards: Option<u16>,
    /// For whom it is written
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: PlanFormat,
}

/// For whom a plan is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum PlanFormat {
    /// For people
    #[default]
    Human,
    /// For programs: each part with its files
    Json,
    /// A matrix of jobs of GitHub Actions, on one line
    Github,
    /// A child pipeline of GitLab, with one job for each part
    Gitlab,
}

/// Publishes everything.
#[derive(Debug, ClapArgs)]
pub(crate) struct PublishArgs {
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
    /// Where the PDFs are made; `output` below the root if left out
    #[arg(long, short, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
    /// Where all is published; `site` in the folder of the PDFs if left out
    #[arg(long, value_name = "DIR")]
    pub(crate) site: Option<PathBuf>,
    /// Leave out what nobody has approved
    #[arg(long)]
    pub(crate) only_approved: bool,
    /// Write over files that somebody else made or has worked in, in both folders
    #[arg(long)]
    pub(crate) overwrite: bool,
    /// How many are made at a time; as many as there are processors if left out
    #[arg(long, short, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(crate) jobs: usize,
}

impl PublishArgs {
    /// The build of all that is published.
    pub(crate) fn build(&self) -> BuildArgs {
        BuildArgs {
            selection: SelectionArgs::default(),
            limits: self.limits.clone(),
            output: self.output.clone(),
            jobs: self.jobs,
            force: false,
            dry_run: false,
            overwrite: self.overwrite,
            keep_old: false,
            shard: None,
            fail_fast: false,
            keep_going: true,
            require: None,
            sources: None,
            marks: Vec::new(),
            intent: None,
        }
    }
}

#[derive(Debug, ClapArgs)]
pub(crate) struct VerifyArgs {
    #[command(flatten)]
    pub(crate) selection: SelectionArgs,
    /// The folder with the files; `output` below the root if left out
    #[arg(long, short, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
    /// The folder in which they are published; `site` in that folder if left out
    #[arg(long, value_name = "DIR")]
    pub(crate) site: Option<PathBuf>,
    /// Compare with the checksums alone, and make nothing anew
    #[arg(long, conflicts_with_all = ["document", "edition", "lang", "profile"])]
    pub(crate) no_build: bool,
    /// How many are made at a time; as many as there are processors if left out
    #[arg(long, short, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(crate) jobs: usize,
}

/// Joins what several machines have made.
#[derive(Debug, ClapArgs)]
pub(crate) struct MergeArgs {
    /// The output folders of the shards
    #[arg(required = true, value_name = "DIR")]
    pub(crate) folders: Vec<PathBuf>,
    /// Where all goes; `output` below the root if left out
    #[arg(long, short, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
    /// Write over files in the output folder that somebody else made or has worked in
    #[arg(long)]
    pub(crate) overwrite: bool,
}

impl BuildArgs {
    /// What is asked of press files.
    pub(crate) fn press(&self) -> PressSettings {
        let marks = self.marks.iter().flat_map(|word| match word {
            MarkWord::All => Mark::ALL.to_vec(),
            MarkWord::Crop => vec![Mark::Crop],
            MarkWord::Bleed => vec![Mark::Bleed],
            MarkWord::Registration => vec![Mark::Registration],
            MarkWord::Fold => vec![Mark::Fold],
            MarkWord::ColourBar => vec![Mark::ColourBar],
            MarkWord::Slug => vec![Mark::Slug],
        });
        let intent = self.intent.map(|word| match word {
            IntentWord::Coated => IntentName::Coated,
            IntentWord::Coated300 => IntentName::Coated300,
            IntentWord::Uncoated => IntentName::Uncoated,
        });
        PressSettings { marks: marks.collect(), intent }
    }
}

impl BuildArgs {
    /// The options that say something of press files alone.
    pub(crate) fn of_press_alone(&self) -> Option<String> {
        match (self.marks.is_empty(), self.intent.is_some()) {
            (true, false) => None,
            (true, true) => Some("`--intent`".to_owned()),
            (false, false) => Some("`--marks`".to_owned()),
            (false, true) => Some("what `--marks` and `--intent` say".to_owned()),
        }
    }
}

/// Marks around the pages, as words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MarkWord {
    /// All of them
    All,
    /// Where to cut
    Crop,
    /// How far colour goes over the cut
    Bleed,
    /// Where all plates have to meet
    Registration,
    /// Where to fold
    Fold,
    /// Patches by which the inks are measured
    ColourBar,
    /// A line with the file's name, edition, language, version and date
    Slug,
}

/// The printing conditions of which the profile comes with paf, as words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum IntentWord {
    /// Coated paper, offset (FOGRA39, at most 330 % ink)
    Coated,
    /// Coated paper, at most 300 % ink (FOGRA39)
    #[value(name = "coated-300")]
    Coated300,
    /// Uncoated paper, offset (FOGRA47)
    Uncoated,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct PreflightArgs {
    /// PDFs, made by paf or by anything else
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// The size after cutting, in millimetres
    #[arg(long, value_name = "WIDTHxHEIGHT", value_parser = size, allow_hyphen_values = true)]
    pub(crate) trim: Option<(f64, f64)>,
    /// How far colour has to go over the cut, in millimetres; 3 if left out
    #[arg(long, value_name = "MM", value_parser = length, allow_hyphen_values = true)]
    pub(crate) bleed: Option<f64>,
    /// A spot colour that is expected; may be repeated
    #[arg(long, value_name = "NAME")]
    pub(crate) spot: Vec<String>,
    /// The most ink the paper takes, in per cent; what the file's output intent allows if left out
    #[arg(long, value_name = "PERCENT", value_parser = per_cent, allow_hyphen_values = true)]
    pub(crate) ink_limit: Option<f64>,
    /// The pages will be stapled through the fold, so that their number has to be a multiple of four
    #[arg(long)]
    pub(crate) saddle_stitch: bool,
    /// The pages are imposed sheets; those that paf made are known without it
    #[arg(long)]
    pub(crate) sheets: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ImposeArgs {
    /// A press PDF
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// What the sheets become
    #[arg(long, value_enum, default_value_t = Scheme::Booklet)]
    pub(crate) scheme: Scheme,
    /// Where the sheets go; beside the file if left out
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Write over a file that is there
    #[arg(long)]
    pub(crate) overwrite: bool,
    /// The thickness of the paper in millimetres, by which inner sheets are moved to the spine
    #[arg(long, value_name = "MM", default_value_t = 0.1, value_parser = length, allow_hyphen_values = true)]
    pub(crate) caliper: f64,
    /// How far colour goes over the cut, in millimetres
    #[arg(long, value_name = "MM", default_value_t = 3.0, value_parser = length, allow_hyphen_values = true)]
    pub(crate) bleed: f64,
    /// Where blank pages go that fill a booklet up to a multiple of four
    #[arg(long, value_enum, default_value_t = BlanksWord::End)]
    pub(crate) blanks: BlanksWord,
    /// Bound at the right, for languages written from right to left
    #[arg(long)]
    pub(crate) right_to_left: bool,
    /// Over which edge the printer turns the sheets
    #[arg(long, value_enum, default_value_t = FlipWord::Short)]
    pub(crate) flip: FlipWord,
    /// The paper
    #[arg(long, value_enum, default_value_t = SheetWord::Trim)]
    pub(crate) sheet: SheetWord,
    /// Without crop and fold marks
    #[arg(long)]
    pub(crate) no_marks: bool,
}

/// What sheets become.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Scheme {
    /// Folded, laid into each other and stapled
    Booklet,
    /// Two pages side by side, as they are read
    TwoUp,
    /// Each page twice, to be cut apart
    Copies,
}

/// Where blank pages go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum BlanksWord {
    /// Behind the last page
    End,
    /// Before the last page, which stays the back cover
    BeforeCover,
}

/// Over which edge sheets are turned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FlipWord {
    /// The short edge
    Short,
    /// The long edge: backs are turned round
    Long,
}

/// How large sheets are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SheetWord {
    /// The pages and a margin for marks
    Trim,
    /// A3, 420 × 297 mm
    A3,
    /// SRA3, 450 × 320 mm
    Sra3,
}

/// Millimetres around a page or through a sheet of paper.
fn length(text: &str) -> Result<f64, String> {
    let length = text.trim().parse::<f64>().ok().filter(|length| (0.0..=100.0).contains(length));
    length.ok_or_else(|| "write a length in millimetres, from 0 to 100".to_owned())
}

/// Ink in per cent of all plates together, as printers tell it.
fn per_cent(text: &str) -> Result<f64, String> {
    let limit = text.trim().trim_end_matches('%').trim_end().parse::<f64>().ok();
    let limit = limit.filter(|limit| (100.0..=400.0).contains(limit));
    limit.ok_or_else(|| "write the ink of all plates together in per cent, from 100 to 400".to_owned())
}

/// `210x297`
fn size(text: &str) -> Result<(f64, f64), String> {
    let wrong = || "write the width and the height in millimetres, such as 210x297".to_owned();
    let (width, height) = text.split_once(['x', '×']).ok_or_else(wrong)?;
    let length =
        |text: &str| text.trim().parse::<f64>().ok().filter(|length| (1.0..=5000.0).contains(length));
    Ok((length(width).ok_or_else(wrong)?, length(height).ok_or_else(wrong)?))
}

/// The states of a translation that a named person vouches for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Vouched {
    /// A person has translated it
    Translated,
    /// A person has compared it with the source
    Reviewed,
    /// A person has approved it for publication
    Approved,
}

impl From<Vouched> for State {
    fn from(vouched: Vouched) -> Self {
        match vouched {
            Vouched::Translated => Self::Translated,
            Vouched::Reviewed => Self::Reviewed,
            Vouched::Approved => Self::Approved,
        }
    }
}

#[derive(Debug, ClapArgs)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) selection: SelectionArgs,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
    /// Also typeset everything: glyphs, layout, PDF standards
    #[arg(long)]
    pub(crate) full: bool,
    /// Exit with 1 where there are warnings, too
    #[arg(long)]
    pub(crate) deny_warnings: bool,
    /// How many are typeset at a time
    #[arg(long, short, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(crate) jobs: usize,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct WatchArgs {
    #[command(flatten)]
    pub(crate) selection: SelectionArgs,
    /// Where the PDFs go; `output` below the root if left out
    #[arg(long, short, value_name = "DIR", conflicts_with = "no_build")]
    pub(crate) output: Option<PathBuf>,
    /// Show pages alone, and make no PDFs
    #[arg(long)]
    pub(crate) no_build: bool,
    /// At which port of this machine the pages are shown; any that is free if left out
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) port: Option<u16>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct StatusArgs {
    #[command(flatten)]
    pub(crate) selection: SelectionArgs,
    /// Print JSON, for programs
    #[arg(long)]
    pub(crate) json: bool,
    /// Fail if a language has a smaller share of a document's texts in `--state`
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    pub(crate) fail_under: Option<u8>,
    /// The least state that counts for `--fail-under`; `draft` is any translation of today's text
    #[arg(long, value_name = "STATE", value_enum, default_value_t = Counted::Draft, requires = "fail_under")]
    pub(crate) state: Counted,
    /// Where the PDFs are; `output` below the root if left out
    #[arg(long, short, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
}

/// The states that can be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Counted {
    /// Any translation of today's text
    Draft,
    /// Translated by a person
    Translated,
    /// Compared with the source by a person
    Reviewed,
    /// Approved for publication
    Approved,
}

impl From<Counted> for State {
    fn from(counted: Counted) -> Self {
        match counted {
            Counted::Draft => Self::Draft,
            Counted::Translated => Self::Translated,
            Counted::Reviewed => Self::Reviewed,
            Counted::Approved => Self::Approved,
        }
    }
}

#[derive(Debug, ClapArgs)]
pub(crate) struct NewArgs {
    /// The folder, which must not exist or be empty
    pub(crate) dir: PathBuf,
    /// The framework's title
    #[arg(long, default_value = "A policy action framework")]
    pub(crate) title: String,
    /// The framework's id, part of every file name; made from the folder's name if left out
    #[arg(long)]
    pub(crate) id: Option<String>,
    /// Languages to translate into, such as `fr`; the fixed words of the documents come with them
    #[arg(long, short, value_name = "CODE", value_delimiter = ',')]
    pub(crate) lang: Vec<String>,
    /// Also write the templates and fonts, to change the look
    #[arg(long)]
    pub(crate) with_templates: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct SchemaArgs {
    /// Where the schemas go; `framework/.schema` if left out
    #[arg(long, short, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

/// Shows help, the version, or what is wrong with the command line.
pub(crate) fn explain(error: &clap::Error) -> Exit {
    let text = error.render();
    if error.use_stderr() {
        terminal::say(text.to_string().trim_end());
        Exit::Usage
    } else {
        terminal::print(&text.to_string());
        Exit::Done
    }
}
