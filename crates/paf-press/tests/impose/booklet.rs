//! Which page lies where, how far it is moved, and what the sheets keep of the document.

use lopdf::Object;
use paf_pdf::geometry::{Mm, Size};
use paf_pdf::pages::pages;
use paf_press::impose::{
    Binding, Booklet, FlipEdge, Padding, SRA3, SheetSize, TwoUp, are_sheets, saddle_stitch, step_and_repeat,
    two_up,
};
use paf_press::marks::{Marks, Slug};

use crate::read::{Drawn, form, holding, load, sides, xmp};
use crate::source::{FONT, MM, Source};

/// The left and the right page of each side, by what is drawn there; 0 where there is none.
fn laid_out(sides: &[Vec<Drawn>], middle: f64) -> Vec<[usize; 2]> {
    let place = |side: &Vec<Drawn>| {
        let mut found = [0, 0];
        for page in side {
            let right = (page.clip.left + page.clip.right) / 2.0 > middle;
            found[usize::from(right != page.turned)] = page.number.parse().unwrap();
        }
        found
    };
    sides.iter().map(place).collect()
}

/// The rule of the trade, written differently from the code: the two pages of a side add up to one
/// more than all; the low one lies on the right of a front and on the left of a back.
fn expected(pages: usize, settings: &Booklet) -> Vec<[usize; 2]> {
    let all = pages.div_ceil(4) * 4;
    let shown = |page: usize| match settings.padding {
        _ if page < pages => page,
        Padding::End if page > pages => 0,
        Padding::End => page,
        Padding::BeforeCover if page == all => pages,
        Padding::BeforeCover => 0,
    };
    let side = |low: usize| {
        let mut pair = [shown(all + 1 - low), shown(low)];
        let back = low.is_multiple_of(2);
        let right_bound = settings.binding == Binding::Right;
        let upside_down = back && settings.flip == FlipEdge::Long;
        if back ^ right_bound ^ upside_down {
            pair.reverse();
        }
        pair
    };
    (1..=all / 2).map(side).collect()
}

#[test]
fn sheets_are_known_again() {
    let pdf = Source::new(8).pdf();
    assert!(!are_sheets(&pdf));
    assert!(are_sheets(&saddle_stitch(&pdf, &Booklet::default()).unwrap().bytes));
    assert!(are_sheets(&two_up(&pdf, &TwoUp::spreads()).unwrap().bytes));
    assert!(are_sheets(&step_and_repeat(&pdf, &TwoUp::copies()).unwrap().bytes));
}

#[test]
fn every_page_lies_where_folding_wants_it() {
    for pages in [1, 2, 4, 5, 8, 24, 30] {
        let pdf = Source::new(pages).pdf();
        for binding in [Binding::Left, Binding::Right] {
            for flip in [FlipEdge::Short, FlipEdge::Long] {
                for padding in [Padding::End, Padding::BeforeCover] {
                    if pages == 1 && padding == Padding::BeforeCover {
                        continue;
                    }
                    let settings = Booklet { binding, flip, padding, ..Booklet::default() };
                    let imposed = saddle_stitch(&pdf, &settings).unwrap();
                    let found = laid_out(&sides(&load(&imposed.bytes)), 160.0 * MM);
                    assert_eq!(found, expected(pages, &settings), "{pages} pages, {settings:?}");
                }
            }
        }
    }
}

#[test]
fn what_is_reported_is_what_is_drawn() {
    let settings = Booklet { padding: Padding::BeforeCover, ..Booklet::default() };
    let imposed = saddle_stitch(&Source::new(30).pdf(), &settings).unwrap();
    let number = |slots: [paf_press::impose::Slot; 2]| slots.map(|slot| slot.page.unwrap_or(0));
    let reported: Vec<_> = imposed.sheets.iter().flat_map(|s| [number(s.front), number(s.back)]).collect();
    assert_eq!(reported, laid_out(&sides(&load(&imposed.bytes)), 160.0 * MM));
}

#[test]
fn pages_creep_towards_the_spine_by_the_thickness_of_the_paper() {
    let settings = Booklet { caliper: Mm(0.12), ..Booklet::default() };
    let imposed = saddle_stitch(&Source::new(24).pdf(), &settings).unwrap();
    for (at, side) in sides(&load(&imposed.bytes)).iter().enumerate() {
        let sheet = at / 2;
        let shift = sheet as f64 * 0.12;
        assert!((imposed.creep[sheet].0 - shift).abs() < 1e-9);
        assert!((side[0].moved.0 - ((12.0 + shift) * MM - 10.0)).abs() < 1e-3, "{side:?}");
        assert!((side[1].moved.0 - ((160.0 - shift) * MM - 10.0)).abs() < 1e-3, "{side:?}");
        assert!((side[0].moved.1 - (12.0 * MM - 20.0)).abs() < 1e-3);
        // Bleed outside, cut at the spine, whatever the creep.
        let edges = [side[0].clip.left, side[0].clip.right, side[1].clip.left, side[1].clip.right];
        for (edge, expected) in edges.iter().zip([9.0, 160.0, 160.0, 311.0]) {
            assert!((edge - expected * MM).abs() < 1e-3, "{edges:?}");
        }
    }
}

#[test]
fn sheets_have_their_boxes() {
    let imposed = saddle_stitch(&Source::new(8).pdf(), &Booklet::default()).unwrap();
    let near =
        |size: Size, w: f64, h: f64| (size.width.0 - w).abs() < 1e-6 && (size.height.0 - h).abs() < 1e-6;
    assert!(near(imposed.sheet_size, 320.0, 234.0), "{:?}", imposed.sheet_size);
    let document = load(&imposed.bytes);
    for page in pages(&document) {
        for (key, x, y) in [("MediaBox", 0.0, 0.0), ("BleedBox", 9.0, 9.0), ("TrimBox", 12.0, 12.0)] {
            let found = page.boundary(key).unwrap();
            let expected = [x, y, 320.0 - x, 234.0 - y].map(|mm| mm * MM);
            let edges = [found.left, found.bottom, found.right, found.top];
            assert!(edges.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-3), "{key} {edges:?}");
        }
        assert!(page.own("CropBox").is_none() && page.own("ArtBox").is_none());
        let group = page.own("Group").unwrap().as_dict().unwrap();
        assert_eq!(group.get(b"CS").unwrap().as_name().unwrap(), b"DeviceCMYK");
    }
    let given = Booklet { sheet: SheetSize::Given(SRA3), ..Booklet::default() };
    let imposed = saddle_stitch(&Source::new(4).pdf(), &given).unwrap();
    assert!(near(imposed.sheet_size, 450.0, 320.0));
    let side = &sides(&load(&imposed.bytes))[0];
    assert!((side[0].clip.left - (77.0 - 3.0) * MM).abs() < 1e-3, "the pair lies in the middle");
}

#[test]
fn moving_the_pages_leaves_bleed_or_it_is_told() {
    // Twenty pages on five sheets; the pages have 3 mm of bleed.
    let pdf = Source::new(20).pdf();
    for (caliper, bleed, left, told) in [
        (0.1, 3.0, 2.6, None),
        (0.375, 3.0, 1.5, None),
        (0.4, 3.0, 1.4, Some(1.4)),
        // Pages with more bleed than is asked for move within it.
        (0.25, 2.0, 2.0, None),
        (0.6, 2.0, 0.6, Some(0.6)),
        (0.0, 1.0, 1.0, None),
    ] {
        let settings = Booklet { caliper: Mm(caliper), bleed: Mm(bleed), ..Booklet::default() };
        let imposed = saddle_stitch(&pdf, &settings).unwrap();
        assert!((imposed.bleed_left.0 - left).abs() < 1e-3, "{caliper}: {:?}", imposed.bleed_left);
        let says = imposed.little_bleed().map(|left| (left.0 * 100.0).round() / 100.0);
        assert_eq!(says, told, "{caliper}");
    }
}

#[test]
fn pages_become_forms_that_share_their_font() {
    let settings = Booklet { padding: Padding::BeforeCover, ..Booklet::default() };
    let imposed = saddle_stitch(&Source::new(30).pdf(), &settings).unwrap();
    let document = load(&imposed.bytes);
    assert_eq!(holding(&document, "FontFile3"), 1);
    assert_eq!(holding(&document, "BaseFont"), 1);
    assert_eq!(holding(&document, "PatternType"), 1);
    let first = &pages(&document)[0];
    let page = form(&document, first, b"P1");
    let resources = page.dict.get(b"Resources").unwrap();
    assert!(matches!(resources, Object::Reference(_)));
    assert_eq!(resources, form(&document, first, b"P30").dict.get(b"Resources").unwrap());
    assert!(page.dict.has(b"Group"));
    let content = page.get_plain_content().unwrap();
    let content = String::from_utf8(content).unwrap();
    assert!(content.contains("scn 0 0 500 700 re f") && content.contains("(1) Tj"), "{content}");
}

#[test]
fn the_document_stays_what_it_is_but_for_its_pages() {
    let imposed = saddle_stitch(&Source::new(8).pdf(), &Booklet::default()).unwrap();
    let document = load(&imposed.bytes);
    assert_eq!(document.version, "1.6");
    let catalogue = document.catalog().unwrap();
    for gone in ["StructTreeRoot", "Outlines", "PageLabels", "MarkInfo", "Names"] {
        assert!(!catalogue.has(gone.as_bytes()), "{gone}");
    }
    assert!(catalogue.has(b"OutputIntents") && catalogue.has(b"Lang"));
    assert_eq!([holding(&document, "Annots"), holding(&document, "StructParents")], [0, 0]);
    let info = document.trailer.get(b"Info").unwrap().as_reference().unwrap();
    let info = document.get_dictionary(info).unwrap();
    let title = lopdf::decode_text_string(info.get(b"Title").unwrap()).unwrap();
    assert_eq!(title, "Voices & evidence", "in the document's own language");
    assert_eq!(info.get(b"Trapped").unwrap().as_name().unwrap(), b"False");
    let xmp = xmp(&document);
    assert!(xmp.contains(">Voices &amp; evidence</rdf:li>"), "{xmp}");
    assert!(xmp.contains("<pdfxid:GTS_PDFXVersion>PDF/X-4<") && xmp.contains("<xmpTPg:NPages>4<"), "{xmp}");
    for claim in ["pdfaid:part", "pdfaid:conformance", "pdfuaid:part", ">old<"] {
        assert!(!xmp.contains(claim), "{claim} in {xmp}");
    }
    // Without the claim of PDF/A its output intent has no meaning.
    let intents = catalogue.get(b"OutputIntents").unwrap().as_array().unwrap();
    let kind = |intent: &Object| {
        let intent = document.get_dictionary(intent.as_reference().unwrap()).unwrap();
        String::from_utf8(intent.get(b"S").unwrap().as_name().unwrap().to_vec()).unwrap()
    };
    assert_eq!(intents.iter().map(kind).collect::<Vec<_>>(), ["GTS_PDFX"]);
    assert!(!imposed.bytes.windows(7).any(|window| window == b"/ObjStm"));
}

#[test]
fn the_same_sheets_have_the_same_bytes_and_others_another_identity() {
    let pdf = Source::new(24).pdf();
    let slug = Some(Slug { text: "{page} of {pages}".to_owned(), fonts: vec![FONT.to_vec()] });
    let settings = Booklet { marks: Marks { slug, ..Marks::all() }, ..Booklet::default() };
    let once = saddle_stitch(&pdf, &settings).unwrap();
    assert_eq!(once, saddle_stitch(&pdf, &settings).unwrap());
    let other = saddle_stitch(&pdf, &Booklet { caliper: Mm(0.11), ..settings }).unwrap();
    let identity = |bytes: &[u8]| {
        let ids = load(bytes).trailer.get(b"ID").unwrap().as_array().unwrap().clone();
        [0, 1].map(|at: usize| ids[at].as_str().unwrap().to_vec())
    };
    let (a, b) = (identity(&once.bytes), identity(&other.bytes));
    assert_eq!((a[0].as_slice(), b[0].as_slice()), (&b"first"[..], &b"first"[..]));
    assert_ne!(a[1], b[1]);
    assert_eq!(a[1].len(), 16);
}

#[test]
fn two_up_and_copies_lie_side_by_side() {
    let pdf = Source::new(3).pdf();
    let spreads = two_up(&pdf, &TwoUp::spreads()).unwrap();
    assert_eq!(laid_out(&sides(&load(&spreads.bytes)), 160.0 * MM), [[1, 2], [3, 0]]);
    let right = two_up(&pdf, &TwoUp { binding: Binding::Right, ..TwoUp::spreads() }).unwrap();
    assert_eq!(laid_out(&sides(&load(&right.bytes)), 160.0 * MM), [[2, 1], [0, 3]]);
    let copies = step_and_repeat(&pdf, &TwoUp::copies()).unwrap();
    let drawn = sides(&load(&copies.bytes));
    assert_eq!(laid_out(&drawn, 163.0 * MM), [[1, 1], [2, 2], [3, 3]]);
    // Each copy keeps its own bleed in the gutter.
    assert!((drawn[0][0].clip.right - 163.0 * MM).abs() < 1e-3);
    assert!((drawn[0][0].clip.width() - 154.0 * MM).abs() < 1e-3);
    assert_eq!(copies.sheets.len(), 2);
}
