//! The page.

use std::path::Path;

use paf_pdf::geometry::Mm;
use paf_press::ticket::{Finishing, Ticket, TicketError, TicketFonts};

use crate::judges;
use crate::samples::{self, Fonts, size};

fn pdf(ticket: &Ticket) -> Vec<u8> {
    let fonts = Fonts::of_the_tree();
    ticket.pdf(&fonts.as_given()).expect("the ticket can be made")
}

fn assert_says(ticket: &Ticket, facts: &[&str]) {
    let Some(text) = judges::text(&pdf(ticket)) else { return };
    for fact in facts {
        assert!(text.contains(fact), "the page does not say {fact:?}:\n{text}");
    }
}

/// All samples that show what a ticket can hold.
fn all() -> Vec<(&'static str, Ticket)> {
    let long = Ticket {
        title: "A very long title about fair, timely and affordable access to immuno-oncology and the many \
                steps that ministries, hospitals, insurers and patients’ organisations can take together, \
                now and in the ten years to come, in every country and region of Europe"
            .to_owned(),
        file_name:
            "report-country-edition-with-a-name-that-does-not-end-and-has-no-space-anywhere-en-press.pdf"
                .to_owned(),
        ..samples::report(24)
    };
    let pictures = (1..=60).map(|page| samples::thumbnail(page, 42, 60)).collect();
    let mut leaflet = samples::leaflet();
    leaflet.thumbnails = vec![samples::thumbnail(1, 297, 210), samples::thumbnail(2, 297, 210)];
    vec![
        ("report-2", samples::report(2)),
        ("report-24", samples::report(24)),
        ("report-60", Ticket { thumbnails: pictures, ..samples::report(60) }),
        ("long", long),
        ("leaflet", samples::leaflet()),
        ("leaflet-pictures", leaflet),
        ("accordion", samples::accordion()),
        ("arabic", samples::arabic()),
        ("booklet", samples::booklet()),
        ("covered", samples::covered()),
    ]
}

#[test]
fn a_cover_apart_is_told_with_its_spine_and_both_files() {
    assert_says(
        &samples::covered(),
        &[
            "34 + 4",
            "immuno-oncology-report-eu-en-press-inner.pdf",
            "immuno-oncology-report-eu-en-press-cover.pdf",
            "2.37 mm: 17 leaves of 0.11 mm and 0.5 mm for glue and cover",
            "422.37",
            "Board, 250 g/m²",
            "blank, spine, 1",
            "2, spine, 37",
            "ab12",
            "fold it at the dashed ones. The inner pages have no marks: please impose them.",
            // The inner pages have the numbers that they have in the whole document.
            "36",
        ],
    );
}

#[test]
fn every_sample_is_one_sound_page_with_its_fonts() {
    for (name, ticket) in all() {
        let pdf = pdf(&ticket);
        // Left there to be looked at.
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("ticket-{name}.pdf"));
        std::fs::write(file, &pdf).expect("cargo gives tests a folder");
        let document = lopdf::Document::load_mem(&pdf).expect("the PDF can be read");
        assert_eq!(document.get_pages().len(), 1, "{name}");
        assert!(pdf.len() < 120_000, "{name} has {} bytes", pdf.len());
        judges::say("qpdf", &["--check", "{}"], &pdf);
        let Some(fonts) = judges::say("pdffonts", &["{}"], &pdf) else { continue };
        let rows: Vec<&str> = fonts.lines().skip(2).collect();
        assert_eq!(rows.len(), 2, "{fonts}");
        for row in rows {
            assert!(row.contains("+SourceSans3-"), "{row}");
            // Embedded, a subset, and with a way back to Unicode.
            assert_eq!(row.matches(" yes").count(), 3, "{row}");
        }
    }
}

#[test]
fn the_same_ticket_gives_the_same_bytes() {
    for (name, ticket) in all() {
        assert!(pdf(&ticket) == pdf(&ticket), "{name} differs");
    }
    assert!(pdf(&samples::report(2)) != pdf(&samples::report(3)));
}

#[test]
fn says_all_facts() {
    assert_says(
        &samples::report(24),
        &[
            "JOB TICKET",
            "A framework for fair access to immuno-oncology",
            "Report in English (en), edition eu",
            "Version 1.2 · 3 March 2026",
            "210 × 297",
            "A4 portrait",
            "Colours, front and back: 4/4",
            "report-eu-en-press.pdf",
            "PDF/X-4",
            "Matt coated, 115 g/m² inside, 250 g/m² cover",
            "Single pages, bound on the left edge",
            "No errors, 2 warnings, 41 rules passed",
            "Cyan Magenta Yellow Black",
            "FOGRA39",
            "274 % at most, of 300 % allowed",
            "QUANTITY",
            "press@example.org",
            "Delivery",
            "Remarks",
            "9f86 d081 884c 7d65",
            "Print at 100 %, without scaling.",
            "The file has no marks",
        ],
    );
}

#[test]
fn terms_stand_in_the_language_of_the_printer() {
    let of =
        |printer: &str| judges::text(&pdf(&Ticket { printer: printer.to_owned(), ..samples::report(24) }));
    let (Some(german), Some(english)) = (of("de-AT"), of("en")) else { return };
    for term in ["Trim size Endformat", "Contact · Ansprechpartner", "Einzelseiten", "bitte ausschießen."] {
        assert!(german.contains(term), "{term}: {german}");
    }
    // A language without terms leaves the English ones alone.
    assert_eq!(of("ja").as_ref(), Some(&english));
    assert!(!english.contains("Endformat") && english.contains("please impose them"), "{english}");
}

#[test]
fn a_roll_fold_is_drawn_with_its_panels() {
    assert_says(
        &samples::leaflet(),
        &[
            "Имунотерапия при рак: какво да попитате",
            "Immunotherapy for cancer: what to ask",
            "Leaflet in Bulgarian (български, bg)",
            "Flat Разгънат формат 297 × 210 mm A4 landscape before folding",
            "Folded Сгънат формат 100 × 210 mm DL portrait",
            "Roll fold to 6 panels",
            "97 5 Fold-in 100 6 Back 100 1 Cover",
            "Outside",
            "Page 2 of the file",
            "Side effects",
            "PANTONE 2221 C, spot",
            "C 70 M 0 Y 36 K 0",
            "As agreed with the printer",
            "The file has crop marks",
        ],
    );
    let Some(text) = judges::text(&pdf(&samples::leaflet())) else { return };
    assert!(text.contains("narrowest with 97"), "{text}");
}

#[test]
fn an_accordion_is_folded_to_and_fro() {
    assert_says(
        &samples::accordion(),
        &["Ανοσοθεραπεία για τον καρκίνο", "Z fold to 6 panels", "99 2 Inside 99 3 Inside 99 4 Inside"],
    );
}

#[test]
fn sheets_are_not_imposed_twice() {
    assert_says(&samples::booklet(), &["do not impose them again", "3 sheets in one another, creep 0.2 mm"]);
    // Front and back by turns, each with the pages that lie on it.
    assert_says(
        &samples::booklet(),
        &["Sheet 1, front", "11 and 1", "2 and blank", "Sheet 3, back", "6 and 7", "On 3 sheets"],
    );
    assert_says(&samples::booklet(), &["318 %, over the limit of 300 %"]);
}

#[test]
fn every_side_has_its_pages_below_it_in_whole_words() {
    for sheets in [1, 4, 11, 40, 60] {
        let ticket = Ticket { pages: sheets * 4, sheets: samples::stitched(sheets), ..samples::booklet() };
        let Some(text) = judges::text(&pdf(&ticket)) else { return };
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(!text.contains('…'), "{sheets}: {text}");
        for sheet in &ticket.sheets {
            for [left, right] in [sheet.front, sheet.back].map(|side| side.map(|slot| slot.page.unwrap_or(0)))
            {
                let is_told = [" and ", ", "].iter().any(|and| text.contains(&format!("{left}{and}{right}")));
                assert!(is_told, "{sheets}: {left} and {right} in {text}");
            }
        }
    }
}

#[test]
fn every_side_shows_the_pages_that_lie_on_it() {
    let thumbnails = (1..=11).map(|page| samples::thumbnail(page, 4, 4)).collect();
    let bytes = pdf(&Ticket { thumbnails, ..samples::booklet() });
    let document = lopdf::Document::load_mem(&bytes).expect("the PDF can be read");
    let page = paf_pdf::pages::pages(&document)[0];
    let content = String::from_utf8_lossy(&page.content()).into_owned();
    let shown: Vec<usize> = content
        .split("/Page")
        .skip(1)
        .filter_map(|rest| rest.split_whitespace().next()?.parse().ok())
        .collect();
    assert_eq!(shown, [11, 1, 2, 10, 3, 4, 9, 8, 5, 6, 7]);
}

#[test]
fn letters_that_the_fonts_lack_are_named_and_never_boxes() {
    let (ticket, fonts) = (samples::arabic(), Fonts::of_the_tree());
    assert_says(
        &ticket,
        &["Immunotherapy for cancer: what to ask", "Leaflet in Arabic (ar)", "It opens from the right."],
    );
    let Err(TicketError::LeftOut(left_out)) = ticket.check(&fonts.as_given()) else {
        panic!("the fonts have no Arabic letters")
    };
    let fields: Vec<&str> = left_out.iter().map(|one| one.field).collect();
    assert_eq!(fields, ["title", "name of the language"]);
    assert!(left_out.iter().all(|one| one.characters.contains(&'\u{639}')));
    assert_eq!(left_out[0].instead.as_deref(), Some("Immunotherapy for cancer: what to ask"));
    let message = TicketError::LeftOut(left_out).to_string();
    assert!(message.contains("no letters for the title"), "{message}");
}

#[test]
fn every_script_is_printed_that_some_font_has() {
    let (own, others) = (Fonts::of_the_tree(), samples::for_other_scripts());
    let fonts = TicketFonts { others: others.iter().map(Vec::as_slice).collect(), ..own.as_given() };
    let contact = Some("נועה Levi, press@example.org".to_owned());
    let ticket = Ticket { contact, ..samples::arabic() };
    assert_eq!(ticket.check(&fonts), Ok(()));
    let pdf = ticket.pdf(&fonts).expect("the ticket can be made");
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ticket-scripts.pdf");
    std::fs::write(file, &pdf).expect("cargo gives tests a folder");
    judges::say("qpdf", &["--check", "{}"], &pdf);
    let Some(rows) = judges::say("pdffonts", &["{}"], &pdf) else { return };
    for font in ["Regular", "Bold", "Vazirmatn", "NotoSansHebrew"] {
        assert!(rows.contains(font), "{font} in {rows}");
    }
    // Poppler gives a line from right to left word by word.
    let Some(text) = judges::text(&pdf) else { return };
    for words in [
        "المناعي",
        "للسرطان",
        "Immunotherapy for cancer: what to ask",
        "العربية",
        "נועה",
        "Levi, press@example.org",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
    // A font that nothing is written in is not in the file.
    let greek = samples::accordion().pdf(&fonts).expect("the ticket can be made");
    let Some(rows) = judges::say("pdffonts", &["{}"], &greek) else { return };
    assert_eq!(rows.lines().skip(2).count(), 2, "{rows}");
}

#[test]
fn greek_bulgarian_and_english_have_all_letters() {
    let fonts = Fonts::of_the_tree();
    for ticket in [samples::report(2), samples::leaflet(), samples::accordion()] {
        assert_eq!(ticket.check(&fonts.as_given()), Ok(()));
    }
}

#[test]
fn a_contact_in_other_letters_is_reported_and_the_rest_is_printed() {
    let contact = Some("נועה Levi, press@example.org".to_owned());
    let ticket = Ticket { contact, ..samples::report(8) };
    assert_says(&ticket, &["Levi, press@example.org"]);
    let fonts = Fonts::of_the_tree();
    let Err(TicketError::LeftOut(left_out)) = ticket.check(&fonts.as_given()) else {
        panic!("Hebrew is lacking")
    };
    assert_eq!(left_out[0].field, "contact");
    assert_eq!(left_out[0].instead, None);
}

#[test]
fn colours_are_process_inks_and_black_is_black_alone() {
    let mut ticket = samples::leaflet();
    ticket.thumbnails = vec![samples::thumbnail(1, 297, 210)];
    let document = lopdf::Document::load_mem(&pdf(&ticket)).expect("the PDF can be read");
    for page in paf_pdf::pages::pages(&document) {
        let content = lopdf::content::Content::decode(&page.content()).expect("the content can be read");
        let mut ink = Vec::new();
        for operation in content.operations {
            assert!(!matches!(operation.operator.as_str(), "rg" | "RG" | "cs" | "CS" | "sc" | "scn"));
            if operation.operator == "k" {
                ink = operation.operands.iter().map(|part| part.as_float().expect("a number")).collect();
            }
            let mixed = ink.get(3).is_some_and(|black| *black > 0.5) && ink.iter().take(3).any(|c| *c > 0.0);
            assert!(operation.operator != "TJ" || !mixed, "text in {ink:?}");
        }
    }
    let profiles =
        document.objects.values().filter(|object| object.type_name().is_ok_and(|name| name == b"ICCBased"));
    assert_eq!(profiles.count(), 0);
    let catalogue = document.catalog().expect("a catalogue");
    assert!(!catalogue.has(b"OutputIntents"), "a ticket is for no press");
}

#[test]
fn nonsense_does_no_harm() {
    let fonts = Fonts::of_the_tree();
    let mut odd = samples::leaflet();
    odd.title = String::new();
    odd.title_english = "\u{7}\u{202e} \n".to_owned();
    odd.checksum = "ж".to_owned();
    odd.trim = size(0.0, f64::NAN);
    odd.flat = Some(size(-1.0, f64::INFINITY));
    odd.bleed = Mm(f64::NEG_INFINITY);
    odd.intent.ink_limit = 0.0;
    odd.max_ink = Some(f64::NAN);
    odd.pages = 4000;
    odd.thumbnails = vec![samples::thumbnail(1, 3, 3)];
    odd.thumbnails[0].rgb.pop();
    for plate in &mut odd.colours {
        plate.cmyk = [f64::NAN, -5.0, 900.0, f64::INFINITY];
    }
    odd.finishing = Finishing::Saddle { creep: Mm(f64::NAN) };
    let pdf = odd.pdf(&fonts.as_given()).expect("a page can be made of anything");
    judges::say("qpdf", &["--check", "{}"], &pdf);
    let document = lopdf::Document::load_mem(&pdf).expect("the PDF can be read");
    for page in paf_pdf::pages::pages(&document) {
        let content = String::from_utf8_lossy(&page.content()).into_owned();
        assert!(!content.contains("NaN") && !content.contains("inf"), "{content}");
    }
    assert!(odd.json().starts_with('{'));
    let broken = odd.pdf(&TicketFonts { regular: b"no font", bold: &[], others: Vec::new() });
    let Err(error @ TicketError::Font { weight: "regular", .. }) = broken else { panic!("{broken:?}") };
    assert!(error.to_string().contains("put the font that came with the program back"), "{error}");
}
