//! `paf impose`: places the pages of a press PDF on sheets.

use std::path::{Path, PathBuf};

use paf_build::press::little_bleed;
use paf_build::{Output, bytes_of};
use paf_diag::{Diagnostic, Diagnostics, Format, Rule};
use paf_pdf::geometry::Mm;
use paf_press::impose::{
    A3, Binding, Booklet, FlipEdge, ImposeError, Imposed, Padding, SRA3, SheetSize, TwoUp, saddle_stitch,
    step_and_repeat, two_up,
};
use paf_press::marks::Marks;

use super::preflight::{LARGEST_PDF, unreadable};
use crate::args::{BlanksWord, FlipWord, Global, ImposeArgs, Scheme, SheetWord};
use crate::exit::Exit;
use crate::session::conclude;

pub(super) fn run(global: &Global, args: &ImposeArgs) -> Exit {
    let format: Format = global.message_format.into();
    let refuse = |rule: Rule, message: String, help: &str| {
        let wrong = Diagnostic::error(rule, message).help(help);
        conclude(&Diagnostics::from_iter([wrong]), "", format)
    };
    let bytes = match bytes_of(&args.file, "a PDF", LARGEST_PDF) {
        Ok(bytes) => bytes,
        Err(error) => {
            let wrong = unreadable(&args.file.display().to_string(), &error);
            return conclude(&Diagnostics::from_iter([wrong]), "", format);
        }
    };
    let imposed = match imposed(&bytes, args) {
        Ok(imposed) => imposed,
        Err(error) => {
            let message = format!("`{}` cannot be imposed: {error}", args.file.display());
            return refuse(Rule::PressFailed, message, &error.help());
        }
    };
    let target = args.output.clone().unwrap_or_else(|| beside(&args.file, args.scheme));
    if bytes_of(&target, "a PDF", LARGEST_PDF).is_ok_and(|there| there == bytes) {
        let message = format!("the sheets would take the place of the pages in `{}`", target.display());
        return refuse(Rule::WrittenOver, message, "name another file with `--output`");
    }
    if !args.overwrite
        && bytes_of(&target, "a PDF", LARGEST_PDF)
            .map_or_else(|_| is_there(&target), |there| there != imposed.bytes)
    {
        let message = format!("`{}` is there already, and is another file than this one", target.display());
        let help = "name another file with `--output`, or write over it with `--overwrite`";
        return refuse(Rule::WrittenOver, message, help);
    }
    match write(&target, &imposed.bytes) {
        Ok(()) => {
            let told = little_bleed(&args.file.display().to_string(), &imposed);
            conclude(&Diagnostics::from_iter(told), &said(&imposed, &target), format)
        }
        Err(why) => refuse(Rule::Environment, why, "check the free space and the permissions of the folder"),
    }
}

fn imposed(bytes: &[u8], args: &ImposeArgs) -> Result<Imposed, ImposeError> {
    let marks = Marks { crop: !args.no_marks, fold: !args.no_marks, ..Marks::default() };
    let binding = if args.right_to_left { Binding::Right } else { Binding::Left };
    let flip = match args.flip {
        FlipWord::Short => FlipEdge::Short,
        FlipWord::Long => FlipEdge::Long,
    };
    let sheet = match args.sheet {
        SheetWord::Trim => SheetSize::FromTrim,
        SheetWord::A3 => SheetSize::Given(A3),
        SheetWord::Sra3 => SheetSize::Given(SRA3),
    };
    let bleed = Mm(args.bleed);
    match args.scheme {
        Scheme::Booklet => {
            let padding = match args.blanks {
                BlanksWord::End => Padding::End,
                BlanksWord::BeforeCover => Padding::BeforeCover,
            };
            let booklet = Booklet {
                bleed,
                caliper: Mm(args.caliper),
                padding,
                binding,
                flip,
                sheet,
                marks,
                ..Booklet::default()
            };
            saddle_stitch(bytes, &booklet)
        }
        Scheme::TwoUp => two_up(bytes, &TwoUp { bleed, binding, flip, sheet, marks, ..TwoUp::spreads() }),
        Scheme::Copies => {
            step_and_repeat(bytes, &TwoUp { bleed, binding, flip, sheet, marks, ..TwoUp::copies() })
        }
    }
}

/// `report-press.pdf` becomes `report-press-booklet.pdf` in the same folder.
fn beside(file: &Path, scheme: Scheme) -> PathBuf {
    let word = match scheme {
        Scheme::Booklet => "booklet",
        Scheme::TwoUp => "two-up",
        Scheme::Copies => "copies",
    };
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    file.with_file_name(format!("{stem}-{word}.pdf"))
}

/// Whether something has this name, be it a file or not.
fn is_there(target: &Path) -> bool {
    let folder = target.parent().unwrap_or(Path::new(""));
    target.file_name().and_then(|name| name.to_str()).is_some_and(|name| Output::new(folder).exists(name))
}

fn write(target: &Path, bytes: &[u8]) -> Result<(), String> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = target.file_name().and_then(|name| name.to_str());
    let name = name.ok_or_else(|| format!("`{}` names no file", target.display()))?;
    Output::new(folder).write(name, bytes).map_err(|error| error.to_string())
}

fn said(imposed: &Imposed, target: &Path) -> String {
    let sheets = match imposed.sheets.len() {
        1 => "1 sheet".to_owned(),
        n => format!("{n} sheets"),
    };
    let size = imposed.sheet_size;
    let creep = imposed.creep.last().filter(|creep| creep.0 > 0.0);
    let creep = creep.map_or_else(String::new, |creep| format!(", the inmost moved by {:.2} mm", creep.0));
    format!("{sheets} of {:.0} × {:.0} mm{creep} in {}", size.width.0, size.height.0, target.display())
}
