//! Outside judges: Poppler reads the sheets, qpdf checks the syntax, Ghostscript separates the inks.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::Command;

use paf_pdf::geometry::Mm;
use paf_press::impose::{Binding, Booklet, FlipEdge, saddle_stitch};
use paf_press::marks::{Folds, Marks, Slug, add};
use tempfile::{NamedTempFile, TempDir};

use crate::source::{FONT, Source};

fn saved(pdf: &[u8]) -> NamedTempFile {
    let mut file = NamedTempFile::new().unwrap();
    file.write_all(pdf).unwrap();
    file
}

/// What a program prints; nothing where it is not installed.
fn ask(program: &str, arguments: &[&str]) -> Option<(bool, String)> {
    let Ok(output) = Command::new(program).args(arguments).output() else {
        #[expect(clippy::print_stderr, reason = "a judge that did not look must be heard")]
        {
            eprintln!("skipped: {program} is not installed");
        }
        return None;
    };
    Some((output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned()))
}

fn path(file: &Path) -> &str {
    file.to_str().unwrap()
}

fn all_marks() -> Marks {
    let text = "report · eu · de · 1.0 · 2026-08-30 · page {page} of {pages}, side {side} · {plates}";
    Marks { slug: Some(Slug { text: text.to_owned(), fonts: vec![FONT.to_vec()] }), ..Marks::all() }
}

/// The text in the left and the right half of a side, the marks left out.
fn halves(file: &Path, side: usize) -> Option<[String; 2]> {
    let half = |x: &str| {
        let side = side.to_string();
        let crop = ["-x", x, "-y", "40", "-W", "410", "-H", "580"];
        let mut arguments = vec!["-r", "72", "-f", &side, "-l", &side];
        arguments.extend(crop);
        arguments.extend([path(file), "-"]);
        ask("pdftotext", &arguments).map(|(_, text)| text.trim().to_owned())
    };
    Some([half("40")?, half("457")?])
}

#[test]
fn poppler_finds_every_page_on_its_side() {
    for pages in [4, 8, 24, 30] {
        let pdf = Source::new(pages).pdf();
        for (binding, flip) in [(Binding::Left, FlipEdge::Short), (Binding::Right, FlipEdge::Long)] {
            let settings = Booklet { binding, flip, marks: all_marks(), ..Booklet::default() };
            let imposed = saddle_stitch(&pdf, &settings).unwrap();
            let file = saved(&imposed.bytes);
            let all = pages.div_ceil(4) * 4;
            let shown = |page: usize| if page > pages { String::new() } else { page.to_string() };
            for side in 0..all / 2 {
                let low = side + 1;
                let mut expected = [shown(all + 1 - low), shown(low)];
                let back = side % 2 == 1;
                if back ^ (binding == Binding::Right) ^ (back && flip == FlipEdge::Long) {
                    expected.reverse();
                }
                let Some(found) = halves(file.path(), side + 1) else { return };
                assert_eq!(found, expected, "side {} of {pages} pages, {binding:?}, {flip:?}", side + 1);
            }
        }
    }
}

/// The left edge of each page's number, in points, by the numbers' text.
fn left_edges(file: &Path, side: usize) -> Option<Vec<(String, f64)>> {
    let side = side.to_string();
    let (_, boxes) = ask("pdftotext", &["-bbox", "-f", &side, "-l", &side, path(file), "-"])?;
    let word = |line: &str| {
        let left = line.split("xMin=\"").nth(1)?.split('"').next()?.parse().ok()?;
        Some((line.split('>').nth(1)?.split('<').next()?.to_owned(), left))
    };
    Some(boxes.lines().filter(|line| line.contains("<word")).filter_map(word).collect())
}

#[test]
fn poppler_sees_the_numbers_creep() {
    let pdf = Source::new(24).pdf();
    let imposed = |caliper| saddle_stitch(&pdf, &Booklet { caliper, ..Booklet::default() }).unwrap();
    let (still, crept) = (saved(&imposed(Mm(0.0)).bytes), saved(&imposed(Mm(0.12)).bytes));
    for side in 0..12 {
        let Some(before) = left_edges(still.path(), side + 1) else { return };
        let Some(after) = left_edges(crept.path(), side + 1) else { return };
        assert_eq!(before.len(), 2);
        for ((number, before), (same, after)) in before.iter().zip(&after) {
            assert_eq!(number, same);
            let moved = Mm::from_points(after - before).0;
            let towards = if *before < 450.0 { 1.0 } else { -1.0 };
            let expected = towards * (side / 2) as f64 * 0.12;
            assert!((moved - expected).abs() < 0.01, "page {number} moved by {moved} mm, not {expected}");
        }
    }
}

#[test]
fn qpdf_finds_nothing_wrong() {
    let pdf = Source::new(30).pdf();
    let sheets = saddle_stitch(&pdf, &Booklet { marks: all_marks(), ..Booklet::default() }).unwrap().bytes;
    let single = add(&pdf, &all_marks(), &Folds(vec![vec![Mm(48.0), Mm(98.0)]])).unwrap();
    for bytes in [sheets, single] {
        let file = saved(&bytes);
        let Some((sound, said)) = ask("qpdf", &["--check", path(file.path())]) else { return };
        assert!(sound && !said.contains("WARNING"), "{said}");
    }
}

#[test]
fn poppler_reads_the_slug_line_and_finds_each_font_once() {
    let pdf = Source::new(8).pdf();
    let sheets = saddle_stitch(&pdf, &Booklet { marks: all_marks(), ..Booklet::default() }).unwrap();
    let file = saved(&sheets.bytes);
    let Some((_, text)) = ask("pdftotext", &[path(file.path()), "-"]) else { return };
    let slug = "report · eu · de · 1.0 · 2026-08-30 · page 2 of 4, side B · Cyan, Magenta, Yellow, Black, PANTONE 2221 C";
    assert!(text.contains(slug), "{text}");
    let Some((_, fonts)) = ask("pdffonts", &[path(file.path())]) else { return };
    assert_eq!(fonts.lines().skip(2).count(), 2, "{fonts}");
    assert!(fonts.lines().skip(2).all(|line| line.contains(" yes ")), "{fonts}");
}

#[test]
fn a_slug_line_is_in_every_script_that_a_font_has() {
    let folder =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/frameworks/right-to-left/fonts");
    let read = |name: &str| {
        #[expect(clippy::disallowed_methods, reason = "fonts that the tree has for its tests")]
        std::fs::read(folder.join(name)).unwrap()
    };
    let others = ["vazirmatn/Vazirmatn-Regular.ttf", "noto-sans-hebrew/NotoSansHebrew-Regular.ttf"].map(read);
    let text = "leaflet.pdf   ar   الإصدار 2   גרסה 3   {page}/{pages}".to_owned();
    let [arabic, hebrew] = others;
    let alone = Slug { text: text.clone(), fonts: vec![FONT.to_vec()] };
    let slug = Slug { text, fonts: vec![FONT.to_vec(), arabic, hebrew] };
    assert_eq!([alone.can_be_written(), slug.can_be_written()], [false, true]);
    let marks = Marks { slug: Some(slug), ..Marks::default() };
    let file = saved(&add(&Source::new(1).pdf(), &marks, &Folds::none()).unwrap());
    let Some((_, text)) = ask("pdftotext", &[path(file.path()), "-"]) else { return };
    for words in ["leaflet.pdf", "دار", "גרסה", "1/1"] {
        assert!(text.contains(words), "{words} in {text}");
    }
    let Some((_, fonts)) = ask("pdffonts", &[path(file.path())]) else { return };
    assert_eq!(fonts.lines().skip(2).filter(|line| line.contains(" yes ")).count(), 4, "{fonts}");
}

/// The names of the plates of the first side, each with the bytes of full ink in it.
///
/// A plate is an uncompressed 8-bit TIFF, 0 for full ink; the bytes of its tables are the same for
/// every plate of one size.
fn plates(pdf: &[u8]) -> Option<BTreeMap<String, usize>> {
    let file = saved(pdf);
    let folder = TempDir::new().unwrap();
    let target = format!("-sOutputFile={}", path(&folder.path().join("plate.tif")));
    let arguments = ["-q", "-dNOPAUSE", "-dBATCH", "-dLastPage=1", "-sDEVICE=tiffsep", "-sCompression=none"];
    let arguments: Vec<&str> =
        arguments.into_iter().chain(["-r144", target.as_str(), path(file.path())]).collect();
    let (ran, said) = ask("gs", &arguments)?;
    assert!(ran, "{said}");
    #[expect(clippy::disallowed_methods, reason = "plates that another program wrote")]
    let found = std::fs::read_dir(folder.path()).unwrap().map(|entry| {
        let entry = entry.unwrap();
        let bytes = std::fs::read(entry.path()).unwrap();
        let name = entry.file_name().into_string().unwrap();
        (name, bytes.iter().filter(|byte| **byte < 128).count())
    });
    Some(found.collect())
}

#[test]
fn ghostscript_separates_process_inks_and_spots_only() {
    let pdf = Source::new(4).pdf();
    let marks = Marks { crop: true, registration: true, ..Marks::default() };
    let settings = Booklet { marks, ..Booklet::default() };
    let marked = saddle_stitch(&pdf, &settings).unwrap();
    let bare = saddle_stitch(&pdf, &Booklet::default()).unwrap();
    let (Some(marked), Some(bare)) = (plates(&marked.bytes), plates(&bare.bytes)) else { return };
    let inks = ["Black", "Cyan", "Magenta", "PANTONE 2221 C", "Yellow"];
    let mut expected: Vec<String> = inks.iter().map(|ink| format!("plate({ink}).tif")).collect();
    // The picture of all plates together.
    expected.push("plate.tif".to_owned());
    assert_eq!(marked.keys().cloned().collect::<Vec<_>>(), expected);
    for ink in inks {
        let plate = format!("plate({ink}).tif");
        let added = marked[&plate] - bare[&plate];
        assert!(added > 500, "only {added} pixels of marks on the plate {ink}");
    }
}
