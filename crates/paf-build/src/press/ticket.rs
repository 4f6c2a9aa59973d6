//! The job ticket of a press file: what the printer is told, from what the build knows.

use std::collections::BTreeSet;

use paf_diag::{Diagnostic, Rule};
use paf_locale::{Direction, Lang, long_date};
use paf_model::Model;
use paf_model::decode::Str;
use paf_model::document::Document;
use paf_model::files::Files;
use paf_model::printing::FoldKind;
use paf_pdf::geometry::Mm;
use paf_preflight::Report;
use paf_press::impose::Imposed;
use paf_press::ticket::{
    Edge, Finishing, FoldDiagram, Intent, Language, LeftOut, PanelBox, Plate, PlateKind, Preflight, Side,
    Thumbnail, Ticket, TicketError, TicketFonts,
};

use super::{Printing, font_files, millimetres, trim_of_page};
use crate::digest::sha256;
use crate::target::Target;

/// What the pages are, beyond their bytes.
pub(super) struct Pages<'a> {
    /// The title that the PDF carries, in its language.
    pub(super) title: &'a str,
    /// Small pictures of them.
    pub(super) thumbnails: Vec<Thumbnail>,
}

/// The ticket as far as it is known before there are pages; nothing where there is no such document.
pub(super) fn of_no_pages(target: &Target, model: &Model, printing: &Printing) -> Option<Ticket> {
    let (_, document) = model.documents.iter().find(|(id, _)| *id == target.document)?;
    let report = Report::default();
    let pages = Pages { title: "", thumbnails: Vec::new() };
    Some(ticket(target, model, document, printing, (&[], &report, None), pages))
}

/// The ticket of a press file.
pub(super) fn ticket(
    target: &Target,
    model: &Model,
    document: &Document,
    printing: &Printing,
    file: (&[u8], &Report, Option<&Imposed>),
    pages: Pages<'_>,
) -> Ticket {
    let (bytes, report, imposed) = file;
    let framework = &model.framework;
    let folded = document.fold.as_ref();
    let is_mirrored = target.lang.direction() == Direction::RightToLeft;
    let english = format!("{}: {}", framework.title.plain(), document.title.plain());
    let finishing = match (imposed, folded) {
        (Some(imposed), _) => Finishing::Saddle { creep: imposed.creep.last().copied().unwrap_or_default() },
        (None, Some(fold)) if fold.kind == FoldKind::Roll => Finishing::RollFold,
        (None, Some(_)) => Finishing::ZFold,
        (None, None) => Finishing::SinglePages,
    };
    Ticket {
        title: pages.title.to_owned(),
        title_english: english,
        file_name: format!("{}.pdf", target.stem()),
        document: target.document.to_string(),
        edition: target.edition.to_string(),
        language: Language {
            code: target.lang.code().to_owned(),
            name: target.lang.english_name().to_owned(),
            native: target.lang.endonym().to_owned(),
        },
        printer: printing.printer.code().to_owned(),
        version: framework.version.as_str().to_owned(),
        date: Lang::parse("en")
            .map_or_else(|_| framework.date.date.iso(), |en| long_date(en, framework.date.date)),
        trim: folded.map_or(printing.trim, |_| trim_of_page(document)),
        flat: folded.map(|_| printing.trim),
        bleed: printing.bleed,
        // Four on each sheet, however many sides the file has.
        pages: imposed.map_or(report.pages.len(), |imposed| imposed.sheets.len() * 4),
        sides: "4/4".to_owned(),
        marks: printing.has_marks() || imposed.is_some(),
        colours: plates(report),
        paper: printing.paper.clone(),
        intent: Intent {
            name: printing.intent.info.clone(),
            identifier: printing.intent.condition.clone(),
            ink_limit: f64::from(printing.intent.ink_limit),
        },
        max_ink: report.pages.iter().filter_map(|page| page.ink).reduce(f64::max),
        finishing,
        sheets: imposed.map(|imposed| imposed.sheets.clone()).unwrap_or_default(),
        fold: fold(model, document, is_mirrored),
        binding: if is_mirrored { Edge::Right } else { Edge::Left },
        contact: framework.publisher.email.as_ref().map(|email| email.0.as_str().to_owned()),
        checksum: sha256(bytes),
        preflight: counted(report),
        standards: if imposed.is_some() {
            vec!["PDF/X-4".to_owned()]
        } else {
            vec!["PDF/X-4".to_owned(), "PDF/A-2a".to_owned(), "PDF/UA-1".to_owned()]
        },
        thumbnails: pages.thumbnails,
        cover: None,
    }
}

fn plates(report: &Report) -> Vec<Plate> {
    const PROCESS: [(&str, [f64; 4]); 4] = [
        ("Cyan", [100.0, 0.0, 0.0, 0.0]),
        ("Magenta", [0.0, 100.0, 0.0, 0.0]),
        ("Yellow", [0.0, 0.0, 100.0, 0.0]),
        ("Black", [0.0, 0.0, 0.0, 100.0]),
    ];
    let used: BTreeSet<&str> =
        report.pages.iter().flat_map(|page| &page.plates).map(String::as_str).collect();
    let process = PROCESS.iter().filter(|(name, _)| used.contains(name)).map(|(name, cmyk)| Plate {
        name: (*name).to_owned(),
        kind: PlateKind::Process,
        cmyk: *cmyk,
    });
    let is_process = |name: &&str| PROCESS.iter().any(|(process, _)| process == name) || *name == "All";
    // What a spot colour looks like is the printer's to know; its name says it.
    let spots = used.iter().filter(|name| !is_process(name)).map(|name| Plate {
        name: (*name).to_owned(),
        kind: PlateKind::Spot,
        cmyk: [0.0, 0.0, 0.0, 50.0],
    });
    process.chain(spots).collect()
}

fn fold(model: &Model, document: &Document, is_mirrored: bool) -> Option<FoldDiagram> {
    let fold = document.fold.as_ref()?;
    let title = |number: usize| {
        let panel = number.checked_sub(1).and_then(|at| model.leaflet.as_ref()?.panels.get(at));
        panel.map_or_else(|| format!("panel {number}"), |panel| panel.title.plain())
    };
    let names = ["Outside", "Inside"];
    let sides = fold.sides().into_iter().zip(names).map(|(side, name)| {
        let mut panels: Vec<PanelBox> = side
            .panels
            .iter()
            .zip(&side.widths)
            .map(|(panel, width)| {
                let number = usize::try_from(panel.value.0).unwrap_or_default();
                PanelBox { width: millimetres(*width), number, label: title(number) }
            })
            .collect();
        if is_mirrored {
            panels.reverse();
        }
        Side { name: name.to_owned(), panels }
    });
    Some(FoldDiagram { sides: sides.collect(), right_to_left: is_mirrored })
}

fn counted(report: &Report) -> Preflight {
    let errors =
        report.findings.iter().filter(|finding| finding.severity == paf_diag::Severity::Error).count();
    let name = |rule: Rule| rule.id().trim_start_matches("press::").to_owned();
    Preflight {
        errors,
        warnings: report.findings.len() - errors,
        passed_rules: report.passed().count(),
        rules_not_run: report.not_run().into_iter().map(name).collect(),
    }
}

/// The fonts of tickets: the framework's sans where it has the shipped one, else its first font.
const FACES: [&str; 2] = ["SourceSans3-Regular", "SourceSans3-Bold."];

/// The ticket as PDF, with a warning for each text of which no font has all letters.
///
/// # Errors
/// If the framework has no font that can be read.
pub(super) fn drawn(
    ticket: &Ticket,
    target: &Target,
    model: &Model,
    files: &dyn Files,
) -> Result<(Vec<u8>, Vec<Diagnostic>), Box<Diagnostic>> {
    let paths = font_files(files);
    let read = |name: &str| {
        let found = paths.iter().find(|path| path.contains(name)).or_else(|| paths.first())?;
        files.read(found).ok()
    };
    let failed = |why: String| {
        Box::new(
            Diagnostic::error(Rule::PressFailed, format!("the job ticket cannot be drawn: {why}"))
                .help("put a font with Latin letters into fonts/"),
        )
    };
    let (Some(regular), Some(bold)) = (read(FACES[0]), read(FACES[1])) else {
        return Err(failed("there is no font".to_owned()));
    };
    let own = TicketFonts { regular: &regular, bold: &bold, others: Vec::new() };
    let lacks = ticket.check(&own).is_err();
    // Every script that the document has is that of some font of the framework.
    let others: Vec<_> = paths.iter().filter(|_| lacks).filter_map(|path| files.read(path).ok()).collect();
    let fonts = TicketFonts { others: others.iter().map(|font| font.as_ref()).collect(), ..own };
    let left_out = match ticket.check(&fonts) {
        Err(TicketError::LeftOut(left_out)) => left_out,
        _ => Vec::new(),
    };
    let told = left_out.iter().map(|left_out| lettering(left_out, target, model)).collect();
    Ok((ticket.pdf(&fonts).map_err(|error| failed(error.to_string()))?, told))
}

/// The warning about letters of a ticket that no font has, where the text is written.
fn lettering(left_out: &LeftOut, target: &Target, model: &Model) -> Diagnostic {
    let message = format!("job ticket of `{}`: {left_out}", target.path());
    let warning = Diagnostic::warning(Rule::TicketLetters, message)
        .help("put a font that has these letters into fonts/, or write the text in others");
    let document = model.documents.iter().find(|(id, _)| *id == target.document);
    let press = document.and_then(|(_, document)| document.press.as_ref());
    let lacks = |text: &str| left_out.characters.iter().any(|letter| text.contains(*letter));
    let place = match left_out.field {
        "paper" => press.and_then(|press| press.paper.as_ref()).map(Str::place),
        "paper of the cover" => {
            let cover = press.and_then(|press| press.cover.as_ref());
            cover.and_then(|cover| cover.value.paper.as_ref()).map(Str::place)
        }
        "name of a colour" => {
            press.and_then(|press| press.spots.iter().find(|spot| lacks(spot.as_str()))).map(Str::place)
        }
        "contact" => model.framework.publisher.email.as_ref().map(|email| email.0.place()),
        "version" => Some(model.framework.version.place()),
        "label of a panel" => {
            let panels = model.leaflet.iter().flat_map(|leaflet| &leaflet.panels);
            panels.map(|panel| &panel.title).find(|title| lacks(&title.plain())).map(|title| title.place())
        }
        _ => None,
    };
    match place {
        Some(place) => warning.at(place.clone()),
        None => warning,
    }
}

/// How wide thumbnails are on the ticket, in pixels: enough to tell pages apart.
pub(super) const THUMBNAIL: f64 = 110.0;

/// The scale at which a page has that width.
pub(super) fn scale(width: Mm) -> f64 {
    THUMBNAIL / width.to_points().max(1.0)
}
