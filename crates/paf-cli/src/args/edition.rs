//! The command line of `paf edition`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand};

/// The commands about country editions.
#[derive(Debug, Subcommand)]
pub(crate) enum EditionCommand {
    /// Begin a country edition that builds at once
    New(EditionNewArgs),
    /// List the country editions
    List(EditionListArgs),
    /// Show what a country edition changes against the European text
    Diff(EditionDiffArgs),
    /// Walk through what has changed under a country edition, and record each decision
    Rebase(EditionRebaseArgs),
}

#[derive(Debug, ClapArgs)]
pub(crate) struct EditionNewArgs {
    /// The country's code, such as `be`; or `x-` and a name for what is no country
    pub(crate) id: String,
    /// The languages, the one that its own texts are written in first; the country's official ones if left out
    #[arg(long, short, value_name = "CODE", value_delimiter = ',')]
    pub(crate) lang: Vec<String>,
    /// The edition's name in the first language; the country's if left out
    #[arg(long)]
    pub(crate) name: Option<String>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct EditionListArgs {
    /// As JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct EditionDiffArgs {
    /// The edition, such as `be`
    pub(crate) id: String,
    /// The language in which both sides are compared; that of the edition's own texts if left out
    #[arg(long, short, value_name = "CODE")]
    pub(crate) lang: Option<String>,
    /// As JSON
    #[arg(long, conflicts_with = "pdf")]
    pub(crate) json: bool,
    /// As PDFs: the documents of the edition with all that it changes marked, as working copies
    #[arg(long)]
    pub(crate) pdf: bool,
    /// The folder the PDFs go into; `output` beside `framework/` if left out
    #[arg(long, short, value_name = "DIR", requires = "pdf")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct EditionRebaseArgs {
    /// The edition, such as `be`
    pub(crate) id: String,
    /// Adaptations that still say what they should, by the keys of their texts
    #[arg(long, value_name = "KEY", value_delimiter = ',')]
    pub(crate) keep: Vec<String>,
    /// Adaptations in whose place the European text comes again
    #[arg(long, value_name = "KEY", value_delimiter = ',')]
    pub(crate) take: Vec<String>,
    /// All adaptations still say what they should
    #[arg(long, conflicts_with_all = ["keep", "take"])]
    pub(crate) keep_all: bool,
}
