//! Rules about what the file says of itself: its standard, its title, its dates, its trapping.

use lopdf::Object;
use paf_diag::Rule;
use paf_pdf::pages::decoded;

use super::dates::Moment;
use super::older;
use super::xmp::{self, Xmp};
use crate::read::{info, text, value};
use crate::{Examined, Finding, Report, Standard};

/// PDF/X-4 without `p`: with the profile in the file.
const PDFX_4: &str = "PDF/X-4";
const REMEDY: &str = "Export the file as PDF/X-4; that writes the metadata.";

pub(super) fn check(examined: &Examined<'_>, report: &mut Report) {
    // Older levels say what they are in the document information alone; they are judged apart.
    if older::claimed(examined).is_some() {
        report.findings.extend(title(examined, None));
        report.findings.extend(trapped(examined, None));
        return;
    }
    let xmp = packet(examined, report);
    if xmp.is_none() {
        let rules = [Rule::PressNotPdfX, Rule::PressXmpDates, Rule::PressXmpIds];
        let claims = [Rule::PressPdfAClaim, Rule::PressPdfUaClaim];
        let claims = claims.into_iter().filter(|_| !examined.expectations.also.is_empty());
        let rules: Vec<Rule> = rules.into_iter().chain(claims).collect();
        report.skip("standard, dates and identifiers: the file has no metadata to read", &rules);
    }
    report.findings.extend(title(examined, xmp.as_ref()));
    report.findings.extend(trapped(examined, xmp.as_ref()));
    if let Some(xmp) = &xmp {
        report.findings.extend(standard(examined, xmp));
        report.findings.extend(dates(examined, xmp));
        report.findings.extend(identifiers(xmp));
        report.findings.extend(claims(examined, xmp));
    }
}

/// The metadata of the document; PDF/X wants them readable without a PDF program.
fn packet(examined: &Examined<'_>, report: &mut Report) -> Option<Xmp> {
    let catalog = examined.document.catalog().ok()?;
    let missing = |what: &str| {
        Finding::error(
            Rule::PressXmpMissing,
            what,
            "A printer's checking program cannot tell that the file is PDF/X, and refuses it.",
            REMEDY,
        )
    };
    let Some(Object::Stream(stream)) = value(examined.document, catalog, "Metadata") else {
        report.findings.push(missing("the file has no XMP metadata"));
        return None;
    };
    if value(examined.document, &stream.dict, "Filter").is_some() {
        report.findings.push(Finding::error(
            Rule::PressXmpCompressed,
            "the XMP metadata are compressed",
            "Programs that look for them without unpacking the PDF do not find them, and refuse the file.",
            REMEDY,
        ));
    }
    let xmp = Xmp::read(&decoded(stream));
    if xmp.is_none() {
        report.findings.push(missing("the XMP metadata of the file cannot be read"));
    }
    xmp
}

fn title(examined: &Examined<'_>, xmp: Option<&Xmp>) -> Option<Finding> {
    let title = match xmp {
        Some(xmp) => xmp.get(xmp::DC, "title").map(str::to_owned),
        None => info(examined.document).and_then(|info| text(examined.document, info, "Title")),
    };
    title.filter(|title| !title.is_empty()).is_none().then(|| {
        Finding::error(
            Rule::PressTitle,
            "the file has no title",
            "PDF/X requires one, so a printer's checking program refuses the file.",
            "Give the document a title in its properties.",
        )
    })
}

/// `Unknown` is not allowed in PDF/X, nor is a string or a name that only looks right.
fn trapped(examined: &Examined<'_>, xmp: Option<&Xmp>) -> Option<Finding> {
    let entry = info(examined.document).and_then(|info| value(examined.document, info, "Trapped"));
    let said = match entry {
        Some(Object::Name(name)) if name == b"True" => "True",
        Some(Object::Name(name)) if name == b"False" => "False",
        Some(Object::Name(name)) => {
            let name = String::from_utf8_lossy(name).into_owned();
            return Some(untold(format!("`/Trapped` is the name `/{name}` instead of `/True` or `/False`")));
        }
        Some(_) => {
            return Some(untold("`/Trapped` is not a name: it must be `/True` or `/False`".to_owned()));
        }
        None => return Some(untold("the file does not say whether it is trapped (`/Trapped`)".to_owned())),
    };
    match xmp.map(|xmp| xmp.get(xmp::PDF, "Trapped")) {
        Some(None) => Some(untold("the XMP metadata do not say whether the file is trapped".to_owned())),
        Some(Some(other)) if other != said => Some(untold(format!(
            "the file says in one place that trapped is `{said}` and in another that it is `{other}`"
        ))),
        _ => None,
    }
}

fn untold(what: String) -> Finding {
    Finding::error(
        Rule::PressTrapped,
        what,
        "A printer would not know whether to trap the colours (let them overlap by a hair against gaps), \
         and checking programs refuse the file.",
        "Export the file as PDF/X-4; `/False` is right unless somebody trapped it.",
    )
}

fn standard(examined: &Examined<'_>, xmp: &Xmp) -> Option<Finding> {
    let what = match xmp.get(xmp::PDFX_ID, "GTS_PDFXVersion") {
        Some(PDFX_4) => return None,
        Some(other) => format!("the file says that it is {other} instead of {PDFX_4}"),
        None => {
            match info(examined.document).and_then(|info| text(examined.document, info, "GTS_PDFXVersion")) {
                Some(older) if older != PDFX_4 => {
                    format!("the file says that it is {older} instead of {PDFX_4}")
                }
                _ => format!("the XMP metadata do not say that the file is {PDFX_4}"),
            }
        }
    };
    Some(Finding::error(
        Rule::PressNotPdfX,
        what,
        "A printer that asks for PDF/X-4 refuses the file.",
        "Export the file as PDF/X-4.",
    ))
}

fn dates(examined: &Examined<'_>, xmp: &Xmp) -> Option<Finding> {
    let mut wrong = Vec::new();
    let pairs = [
        ("CreateDate", Some("CreationDate"), "of creation"),
        ("ModifyDate", Some("ModDate"), "of the last change"),
        ("MetadataDate", None, "of the metadata"),
    ];
    for (property, entry, name) in pairs {
        let written = xmp.get(xmp::XMP, property);
        let moment = written.and_then(Moment::of_xmp);
        match (written, moment) {
            (None, _) => wrong.push(format!("the date {name} is missing (`xmp:{property}`)")),
            (Some(written), None) => wrong.push(format!("the date {name} is not a date: `{written}`")),
            _ => {}
        }
        let Some((entry, info)) = entry.zip(info(examined.document)) else { continue };
        match text(examined.document, info, entry).map(|date| Moment::of_pdf(&date)) {
            None => wrong.push(format!("the date {name} is missing (`/{entry}`)")),
            Some(None) => wrong.push(format!("the date {name} is not a date (`/{entry}`)")),
            Some(Some(date)) if moment.is_some_and(|moment| !moment.agrees(date)) => {
                wrong.push(format!("the date {name} is given twice and differently"));
            }
            _ => {}
        }
    }
    (!wrong.is_empty()).then(|| {
        Finding::error(
            Rule::PressXmpDates,
            wrong.join("; "),
            "PDF/X requires the dates and that they agree, so a printer's checking program refuses the file.",
            REMEDY,
        )
    })
}

fn identifiers(xmp: &Xmp) -> Option<Finding> {
    let names = ["DocumentID", "VersionID", "RenditionClass"];
    let missing: Vec<_> = names.into_iter().filter(|name| xmp.get(xmp::XMP_MM, name).is_none()).collect();
    (!missing.is_empty()).then(|| {
        Finding::error(
            Rule::PressXmpIds,
            format!("the metadata lack `xmpMM:{}`", missing.join("`, `xmpMM:")),
            "PDF/X requires them to tell versions of a job apart, so a checking program refuses the file.",
            REMEDY,
        )
    })
}

/// The other standards that the file was to follow.
fn claims(examined: &Examined<'_>, xmp: &Xmp) -> Vec<Finding> {
    examined.expectations.also.iter().filter_map(|standard| claim(*standard, xmp)).collect()
}

fn claim(standard: Standard, xmp: &Xmp) -> Option<Finding> {
    let (rule, name, part, level) = match standard {
        Standard::PdfA2b => (Rule::PressPdfAClaim, "PDF/A-2b", "2", "BUA"),
        Standard::PdfA2a => (Rule::PressPdfAClaim, "PDF/A-2a", "2", "A"),
        Standard::PdfUa1 => (Rule::PressPdfUaClaim, "PDF/UA-1", "1", ""),
    };
    let namespace = if level.is_empty() { xmp::PDFUA_ID } else { xmp::PDFA_ID };
    let said = xmp.get(namespace, "part");
    let conformance = xmp.get(namespace, "conformance").unwrap_or_default();
    // A higher level of the same part holds all that a lower one asks for.
    let is_claimed =
        said == Some(part) && (level.is_empty() || (!conformance.is_empty() && level.contains(conformance)));
    let what = match said {
        _ if is_claimed => return None,
        None => format!("the file does not say that it is {name}"),
        Some(part) => {
            format!("the file says that it is part {part}{conformance} of its standard instead of {name}")
        }
    };
    Some(Finding::error(
        rule,
        what,
        "A printer does not mind, but the file cannot serve as archive copy or accessible copy.",
        format!("Export the file as PDF/X-4 and {name} together, or do not ask for {name}."),
    ))
}
