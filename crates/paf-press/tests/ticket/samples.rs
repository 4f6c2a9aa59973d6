//! Tickets as the program makes them, one for each kind of job.

use std::path::PathBuf;

use paf_pdf::geometry::{Mm, Size};
use paf_press::impose::{CoverPages, Sheet, Slot};
use paf_press::ticket::{
    Cover, Edge, Finishing, FoldDiagram, Intent, Language, PanelBox, Plate, PlateKind, Preflight, Side,
    Thumbnail, Ticket, TicketFonts,
};

/// The fonts of the tree, read from where the program has them.
pub(crate) struct Fonts {
    regular: Vec<u8>,
    bold: Vec<u8>,
}

impl Fonts {
    pub(crate) fn of_the_tree() -> Self {
        let read = |name: &str| {
            std::fs::read(root().join("fonts/source-sans-3").join(name)).expect("the tree has its fonts")
        };
        Self { regular: read("SourceSans3-Regular.otf"), bold: read("SourceSans3-Bold.otf") }
    }

    pub(crate) fn as_given(&self) -> TicketFonts<'_> {
        TicketFonts { regular: &self.regular, bold: &self.bold, others: Vec::new() }
    }
}

/// Fonts for Arabic and Hebrew, which the tree has for its tests.
pub(crate) fn for_other_scripts() -> [Vec<u8>; 2] {
    let folder = root().join("tests/frameworks/right-to-left/fonts");
    ["vazirmatn/Vazirmatn-Regular.ttf", "noto-sans-hebrew/NotoSansHebrew-Regular.ttf"]
        .map(|name| std::fs::read(folder.join(name)).expect("the tree has its fonts"))
}

pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

pub(crate) fn size(width: f64, height: f64) -> Size {
    Size { width: Mm(width), height: Mm(height) }
}

fn process() -> Vec<Plate> {
    let plate = |name: &str, cmyk| Plate { name: name.to_owned(), kind: PlateKind::Process, cmyk };
    vec![
        plate("Cyan", [100.0, 0.0, 0.0, 0.0]),
        plate("Magenta", [0.0, 100.0, 0.0, 0.0]),
        plate("Yellow", [0.0, 0.0, 100.0, 0.0]),
        plate("Black", [0.0, 0.0, 0.0, 100.0]),
    ]
}

/// A report of so many A4 pages.
pub(crate) fn report(pages: usize) -> Ticket {
    Ticket {
        title: "A framework for fair access to immuno-oncology".to_owned(),
        title_english: "A framework for fair access to immuno-oncology".to_owned(),
        file_name: "report-eu-en-press.pdf".to_owned(),
        document: "report".to_owned(),
        edition: "eu".to_owned(),
        language: Language {
            code: "en".to_owned(),
            name: "English".to_owned(),
            native: "English".to_owned(),
        },
        printer: "en".to_owned(),
        version: "1.2".to_owned(),
        date: "3 March 2026".to_owned(),
        trim: size(210.0, 297.0),
        flat: None,
        bleed: Mm(3.0),
        pages,
        sides: "4/4".to_owned(),
        marks: false,
        colours: process(),
        paper: Some("Matt coated, 115 g/m² inside, 250 g/m² cover".to_owned()),
        intent: Intent {
            name: "Coated offset, ISO Coated v2 300 %".to_owned(),
            identifier: "FOGRA39".to_owned(),
            ink_limit: 300.0,
        },
        max_ink: Some(274.0),
        finishing: Finishing::SinglePages,
        sheets: Vec::new(),
        fold: None,
        binding: Edge::Left,
        contact: Some("Communications office, press@example.org, +32 2 555 01 23".to_owned()),
        checksum: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
        preflight: Preflight { errors: 0, warnings: 2, passed_rules: 41, ..Preflight::default() },
        standards: vec!["PDF/X-4".to_owned()],
        thumbnails: Vec::new(),
        cover: None,
    }
}

/// The leaflet in Bulgarian: A4 to six panels, rolled, with a spot colour.
pub(crate) fn leaflet() -> Ticket {
    let mut colours = process();
    colours.push(Plate {
        name: "PANTONE 2221 C".to_owned(),
        kind: PlateKind::Spot,
        cmyk: [70.0, 0.0, 36.0, 0.0],
    });
    Ticket {
        title: "Имунотерапия при рак: какво да попитате".to_owned(),
        title_english: "Immunotherapy for cancer: what to ask".to_owned(),
        file_name: "leaflet-eu-bg-press.pdf".to_owned(),
        document: "leaflet".to_owned(),
        language: Language {
            code: "bg".to_owned(),
            name: "Bulgarian".to_owned(),
            native: "български".to_owned(),
        },
        printer: "bg".to_owned(),
        trim: size(100.0, 210.0),
        flat: Some(size(297.0, 210.0)),
        pages: 2,
        sides: "5/5".to_owned(),
        marks: true,
        colours,
        paper: None,
        intent: Intent {
            name: "Uncoated offset, PSO Uncoated ISO 12647".to_owned(),
            identifier: "FOGRA47".to_owned(),
            ink_limit: 300.0,
        },
        max_ink: Some(231.4),
        finishing: Finishing::RollFold,
        fold: Some(roll_fold(false)),
        ..report(2)
    }
}

fn panels(widths: &[f64], numbers: &[usize], labels: &[&str]) -> Vec<PanelBox> {
    let panel = |((width, number), label): ((&f64, &usize), &&str)| PanelBox {
        width: Mm(*width),
        number: *number,
        label: (*label).to_owned(),
    };
    widths.iter().zip(numbers).zip(labels).map(panel).collect()
}

pub(crate) fn roll_fold(right_to_left: bool) -> FoldDiagram {
    let outside = panels(&[97.0, 100.0, 100.0], &[5, 6, 1], &["Fold-in", "Back", "Cover"]);
    let inside = panels(&[100.0, 100.0, 97.0], &[2, 3, 4], &["How it works", "What to ask", "Side effects"]);
    let turned = |mut panels: Vec<PanelBox>| {
        if right_to_left {
            panels.reverse();
        }
        panels
    };
    FoldDiagram {
        sides: vec![
            Side { name: "Outside".to_owned(), panels: turned(outside) },
            Side { name: "Inside".to_owned(), panels: turned(inside) },
        ],
        right_to_left,
    }
}

/// The same leaflet folded to and fro: all panels are equal.
pub(crate) fn accordion() -> Ticket {
    let outside = panels(&[99.0, 99.0, 99.0], &[5, 6, 1], &["Panel", "Back", "Cover"]);
    let inside = panels(&[99.0, 99.0, 99.0], &[2, 3, 4], &["Inside", "Inside", "Inside"]);
    let sides = vec![
        Side { name: "Outside".to_owned(), panels: outside },
        Side { name: "Inside".to_owned(), panels: inside },
    ];
    Ticket {
        trim: size(99.0, 210.0),
        finishing: Finishing::ZFold,
        fold: Some(FoldDiagram { sides, right_to_left: false }),
        title: "Ανοσοθεραπεία για τον καρκίνο: τι να ρωτήσετε".to_owned(),
        language: Language {
            code: "el".to_owned(), name: "Greek".to_owned(), native: "Ελληνικά".to_owned()
        },
        ..leaflet()
    }
}

/// The leaflet in Arabic, which the fonts cannot write.
pub(crate) fn arabic() -> Ticket {
    Ticket {
        title: "العلاج المناعي للسرطان".to_owned(),
        language: Language {
            code: "ar".to_owned(), name: "Arabic".to_owned(), native: "العربية".to_owned()
        },
        binding: Edge::Right,
        fold: Some(roll_fold(true)),
        ..leaflet()
    }
}

/// A booklet of imposed sheets.
pub(crate) fn booklet() -> Ticket {
    Ticket {
        document: "summary".to_owned(),
        file_name: "summary-eu-en-booklet.pdf".to_owned(),
        trim: size(148.0, 210.0),
        flat: Some(size(296.0, 210.0)),
        finishing: Finishing::Saddle { creep: Mm(0.2) },
        sheets: sheets(),
        marks: true,
        max_ink: Some(318.0),
        ..report(12)
    }
}

/// The sheets of eleven pages, a blank one before the last.
fn sheets() -> Vec<Sheet> {
    let side =
        |pages: [usize; 2]| pages.map(|page| Slot { page: (page > 0).then_some(page), shift: Mm(0.0) });
    [([11, 1], [2, 0]), ([10, 3], [4, 9]), ([8, 5], [6, 7])]
        .map(|(front, back)| Sheet { front: side(front), back: side(back) })
        .to_vec()
}

/// So many sheets that lie in each other, all of whose pages are printed.
pub(crate) fn stitched(sheets: usize) -> Vec<Sheet> {
    let slot = |page: usize| Slot { page: Some(page), shift: Mm(0.0) };
    let all = sheets * 4;
    let sheet = |s: usize| Sheet {
        front: [slot(all - 2 * s), slot(2 * s + 1)],
        back: [slot(2 * s + 2), slot(all - 2 * s - 1)],
    };
    (0..sheets).map(sheet).collect()
}

/// A picture of a page: a bar, lines of grey, a corner of colour.
pub(crate) fn thumbnail(page: usize, width: usize, height: usize) -> Thumbnail {
    let pixel = |index: usize| -> [u8; 3] {
        let (x, y) = (index % width, index / width);
        match () {
            () if y * 5 < height => [12, 124, 130],
            () if x * 8 < width || x * 8 > width * 7 => [255, 255, 255],
            () if y % 4 == 0 => [70, 70, 70],
            () => [255, 255, 255],
        }
    };
    Thumbnail { page, rgb: (0..width * height).flat_map(pixel).collect(), width, height }
}

/// A report that is glued into a cover of its own.
pub(crate) fn covered() -> Ticket {
    Ticket {
        file_name: "immuno-oncology-report-eu-en-press-inner.pdf".to_owned(),
        finishing: Finishing::Glued { spine: Mm(2.37) },
        cover: Some(Cover {
            file_name: "immuno-oncology-report-eu-en-press-cover.pdf".to_owned(),
            checksum: "ab12".repeat(16),
            flat: size(422.37, 297.0),
            spine: Mm(2.37),
            leaf: Mm(0.11),
            allowance: Mm(0.5),
            paper: Some("Board, 250 g/m²".to_owned()),
            pages: CoverPages { outside: [None, Some(1)], inside: [Some(2), Some(37)] },
            first: 3,
        }),
        ..report(34)
    }
}
