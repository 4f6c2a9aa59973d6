//! Pages that were laid out once become those of a screen and those of paper.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]
#![expect(clippy::disallowed_methods, reason = "the test reads a shipped font")]

use std::collections::BTreeMap;
use std::sync::Arc;

use paf_locale::Date;
use paf_model::files::Memory;
use paf_template::{Generated, SourceMap};
use paf_typeset::{Medium, PagedDocument, PdfSettings, Project, Typesetter, pdf, small_print};
use typst::layout::{Frame, FrameItem, Point, Transform};

const FONT: &str = "fonts/source-sans-3/SourceSans3-Regular.otf";
const HEAD: &str = "#set document(title: \"T\", date: datetime(year: 2026, month: 1, day: 2))\n\
                    #set text(font: \"Source Sans 3\", lang: \"en\", fallback: false)\n\
                    #set page(width: 200pt, height: 300pt, margin: 20pt, bleed: 9pt)\n\
                    #let role(name, inks) = color.spot(\"paf/\" + name + \"/\" + inks, rgb(\"#0c7c82\")).tint(100%)\n";

struct Laid {
    typesetter: Typesetter,
    project: Project,
    document: PagedDocument,
}

impl Laid {
    fn of(body: &str) -> Self {
        let mut files = Memory::default();
        let font = std::fs::read(format!("{}/../../{FONT}", env!("CARGO_MANIFEST_DIR")));
        files.insert(FONT, font.expect("the font is shipped"));
        files.insert("templates/data.json", *b"{}");
        let typesetter = Typesetter::new(Arc::new(files)).expect("there is a font");
        let main = Generated {
            text: format!("{HEAD}{body}"),
            map: SourceMap::default(),
            unfilled: Vec::new(),
            compared: false,
        };
        let project = Project { main, files: BTreeMap::new(), date: Date::new(2026, 1, 2).expect("a date") };
        let typeset = typesetter.typeset(&project);
        let told = paf_diag::render(&typeset.diagnostics, paf_diag::Format::Short, false);
        let document = typeset.document.unwrap_or_else(|| panic!("{told}"));
        Self { typesetter, project, document }
    }

    fn pages(&self, medium: Medium) -> PagedDocument {
        self.typesetter.pages_for(&self.document, medium, &[]).expect("every colour can be exchanged")
    }

    fn pdf(&self, medium: Medium) -> Vec<u8> {
        let (ident, creator) = ("a".to_owned(), "paf".to_owned());
        let settings = PdfSettings { ident, creator, date: self.project.date, medium };
        let pages = self.pages(medium);
        pdf(&self.typesetter, &self.project, &pages, &settings).expect("it keeps to the standards")
    }
}

/// What stands on a page: where each item begins, and what it is.
fn items(document: &PagedDocument, page: usize) -> Vec<(Point, FrameItem)> {
    let mut found = Vec::new();
    collect(&document.pages()[page].frame, Transform::identity(), &mut found);
    found
}

fn collect(frame: &Frame, outer: Transform, found: &mut Vec<(Point, FrameItem)>) {
    for (at, item) in frame.items() {
        let here = outer.pre_concat(Transform::translate(at.x, at.y));
        match item {
            FrameItem::Group(group) => collect(&group.frame, here.pre_concat(group.transform), found),
            item => found.push((Point::zero().transform(here), item.clone())),
        }
    }
}

fn fills(document: &PagedDocument) -> Vec<String> {
    let fill = |(_, item): (Point, FrameItem)| match item {
        FrameItem::Text(text) => Some(format!("{:?}", text.fill)),
        FrameItem::Shape(shape, _) => {
            Some(format!("{:?} {:?}", shape.fill, shape.stroke.map(|stroke| stroke.paint)))
        }
        _ => None,
    };
    items(document, 0).into_iter().filter_map(fill).collect()
}

fn has(document: &PagedDocument, is_it: fn(&FrameItem) -> bool) -> bool {
    items(document, 0).iter().any(|(_, item)| is_it(item))
}

#[test]
fn a_role_has_the_colour_of_its_medium() {
    let laid = Laid::of(
        "#text(fill: role(\"a\", \"88 0 36 36.5\"))[w]\n\
         #rect(fill: role(\"b\", \"10 0 0 0\"))\n\
         #rect(fill: role(\"d\", \"0 0 0 8/60/Reflex Blue\"), stroke: 1pt + role(\"e\", \"0 5 0 0\"))\n\
         #text(fill: rgb(\"#010203\"))[own] #text(fill: color.spot(\"Gold\", cmyk(0%, 9%, 0%, 0%)).tint(50%))[gold]",
    );
    let screen = fills(&laid.pages(Medium::Screen)).join("\n");
    assert!(!screen.contains("paf/") && screen.matches("Rgb(").count() == 5, "{screen}");
    let press = fills(&laid.pages(Medium::Press)).join("\n");
    assert!(!press.contains("paf/"), "{press}");
    for colour in ["(0.88, 0, 0.36, 0.365)", "(0.1, 0", "Reflex Blue", "60.0%", "(0, 0.05", "Gold"] {
        assert!(press.contains(colour), "{colour}: {press}");
    }
    assert_eq!(press.matches("Rgb(").count(), 1, "what is no role stays: {press}");
}

#[test]
fn a_role_in_a_pattern_is_an_error() {
    let of_tints =
        "#rect(fill: gradient.linear(role(\"a\", \"1 2 3 4\"), role(\"a\", \"1 2 3 4\").lighten(50%)))";
    let laid = Laid::of(of_tints);
    assert!(laid.typesetter.pages_for(&laid.document, Medium::Press, &[]).is_err());
    let body =
        |fill: &str| format!("#rect(fill: tiling(size: (4pt, 4pt), circle(radius: 1pt, fill: {fill})))");
    let laid = Laid::of(&body("role(\"a\", \"1 2 3 4\")"));
    let refused = laid.typesetter.pages_for(&laid.document, Medium::Screen, &[]).expect_err("it is refused");
    let told = paf_diag::render(&refused, paf_diag::Format::Short, false);
    assert!(told.contains("pattern"), "{told}");
    Laid::of(&body("luma(80%)")).pages(Medium::Press);
}

#[test]
fn a_tint_of_a_role_is_a_tint_of_its_inks() {
    let laid = Laid::of(
        "#rect(fill: role(\"a\", \"80 0 40 20\").lighten(50%))\n\
         #rect(fill: role(\"b\", \"0 0 0 8/60/Reflex Blue\").lighten(50%))\n#rect(fill: role(\"a\", \"80 0 40 20\"))",
    );
    let press = fills(&laid.pages(Medium::Press)).join("\n");
    for colour in ["(0.4, 0, 0.2, 0.1)", "(0.8, 0, 0.4, 0.2)", "tint: 30.0%", "(0, 0, 0, 0.08)"] {
        assert!(press.contains(colour), "{colour}: {press}");
    }
}

#[test]
fn a_role_that_does_not_say_what_is_printed_is_an_error() {
    for name in
        ["10 20 30", "10 20 30 400", "NaN 0 0 0", "0 0 0 1/50", "nothing", "0 0 0 0/101/Gold", "none/x"]
    {
        let laid = Laid::of(&format!("#rect(fill: role(\"a\", \"{name}\"))"));
        let refused =
            laid.typesetter.pages_for(&laid.document, Medium::Press, &[]).expect_err("it is refused");
        let told = paf_diag::render(&refused, paf_diag::Format::Short, false);
        assert!(told.contains(&format!("`paf/a/{name}`")), "{told}");
    }
    let laid = Laid::of("seen #text(fill: role(\"a\", \"none\"))[unseen]");
    let is_text = |item: &(Point, FrameItem)| matches!(item.1, FrameItem::Text(_));
    let count = |medium| items(&laid.pages(medium), 0).iter().filter(|item| is_text(item)).count();
    assert_eq!(count(Medium::Screen) - count(Medium::Press), 1, "what has no ink is not printed");
}

#[test]
fn every_page_lies_on_the_sheet_once_or_it_is_told() {
    let edges = "left: (at: -9pt, over: -9pt, until: 0pt), right: (at: 209pt, over: 209pt, until: 0pt)";
    let side = |pages: &[usize]| {
        let pages: String = pages.iter().map(|page| format!("(page: {page}, x: 0pt, {edges}),")).collect();
        format!("(width: 200pt, pages: ({pages}))")
    };
    let said = |sides: &str| format!("#metadata({sides}) <paf-fold>\n");
    let made = |words: &str| {
        let laid = Laid::of(&format!("#page[a]\n#page[b]\n{words}"));
        laid.typesetter.pages_for(&laid.document, Medium::Press, &[]).map(|made| made.pages().len())
    };
    assert_eq!(made("").expect("there is no fold"), 2);
    assert_eq!(made(&said(&format!("({}, {})", side(&[1]), side(&[2])))).expect("both are there"), 2);
    let wrong = [
        format!("({},)", side(&[1])),
        format!("({}, {})", side(&[1]), side(&[1, 2])),
        format!("({},)", side(&[1, 2, 3])),
        format!("({},)", side(&[0, 1, 2])),
        "(1, 2)".to_owned(),
        "7".to_owned(),
        format!("({}, (width: 200pt, pages: ()))", side(&[1, 2])),
        format!("({},)", side(&[1, 2]).replace("at: 209pt", "at: -10pt")),
    ];
    for sides in wrong {
        assert!(made(&said(&sides)).is_err(), "{sides}");
    }
    let twice = said(&format!("({},)", side(&[1, 2]))).repeat(2);
    assert!(made(&twice).is_err());
}

#[test]
fn paper_has_no_links_and_nothing_attached_and_screens_have_no_bleed() {
    let laid = Laid::of(
        "= One\n#link(\"https://example.org\", underline(stroke: 1pt + role(\"line\", \"none\"))[words])\n\
         #outline(title: none)\n#underline[seen]\n\
         #pdf.attach(\"a.json\", read(\"/templates/data.json\", encoding: none), relationship: \"data\", \
         mime-type: \"application/json\", description: \"d\")",
    );
    let (screen, press) = (laid.pages(Medium::Screen), laid.pages(Medium::Press));
    let is_link = |item: &FrameItem| matches!(item, FrameItem::Link(..));
    assert!(has(&screen, is_link) && !has(&press, is_link));
    let lines = |document: &PagedDocument| {
        items(document, 0).iter().filter(|(_, item)| matches!(item, FrameItem::Shape(..))).count()
    };
    assert_eq!((lines(&screen), lines(&press)), (2, 1), "the line under a link is not printed");
    let words = |document: &PagedDocument| -> String {
        let text = |(_, item): (Point, FrameItem)| match item {
            FrameItem::Text(text) => Some(text.text.to_string()),
            _ => None,
        };
        items(document, 0).into_iter().filter_map(text).collect()
    };
    assert_eq!(words(&screen), words(&press));
    let bleed = |document: &PagedDocument| document.pages()[0].bleed.left.to_pt();
    assert_eq!((bleed(&screen), bleed(&press)), (0.0, 9.0));
    let holds = |pdf: &[u8], word: &str| pdf.windows(word.len()).any(|found| found == word.as_bytes());
    let (screen, press) = (laid.pdf(Medium::Screen), laid.pdf(Medium::Press));
    for word in ["/EmbeddedFile", "/Annots", "/TOC", "/Link"] {
        assert!(holds(&screen, word) && !holds(&press, word), "{word}");
    }
}

#[test]
fn pages_lie_on_the_sides_of_a_sheet_as_the_layout_says() {
    let panel = |word: &str, fill: &str| format!("#page(fill: {fill})[{word}]\n");
    let fold = "#let edge(at, over: none) = (at: at, over: if over == none { at } else { over }, until: 40pt)\n\
        #metadata((\
        (width: 390pt, pages: ((page: 1, x: 190pt, left: edge(191pt, over: 189pt), right: edge(399pt)), (page: 3, x: -5pt, left: edge(-9pt), right: edge(191pt, over: 189pt)))),\
        (width: 200pt, pages: ((page: 2, x: 0pt, left: edge(-9pt), right: edge(209pt)),)),\
        )) <paf-fold>";
    let laid = Laid::of(&format!(
        "{}{}{}{fold}",
        panel("a", "role(\"a\", \"9 0 0 0\")"),
        panel("b", "none"),
        panel("c", "white")
    ));
    assert_eq!(laid.pages(Medium::Screen).pages().len(), 3);
    let sheet = laid.pages(Medium::Press);
    let sizes: Vec<f64> = sheet.pages().iter().map(|page| page.frame.width().to_pt()).collect();
    assert_eq!(sizes, [390.0, 200.0]);
    let texts = |page: usize| -> Vec<(String, f64)> {
        let text = |(at, item): (Point, FrameItem)| match item {
            FrameItem::Text(text) => Some((text.text.to_string(), at.x.to_pt())),
            _ => None,
        };
        items(&sheet, page).into_iter().filter_map(text).collect()
    };
    assert_eq!(
        texts(0),
        [("a".to_owned(), 210.0), ("c".to_owned(), 15.0)],
        "in the order in which they are read"
    );
    assert_eq!(texts(1), [("b".to_owned(), 20.0)]);
    let grounds = items(&sheet, 0);
    let ground = grounds.iter().find_map(|(at, item)| match item {
        FrameItem::Shape(shape, _) => Some((*at, shape.bbox(false).size())),
        _ => None,
    });
    let (at, size) = ground.expect("the first panel has a ground");
    assert_eq!([at.x, at.y, size.x, size.y].map(|length| length.to_pt()), [189.0, -9.0, 210.0, 318.0]);
    let panel = sheet.pages()[0].frame.items().find_map(|(_, item)| match item {
        FrameItem::Group(group) => group.clip.clone(),
        _ => None,
    });
    let corners = format!("{:?}", panel.expect("it is cut").0);
    assert_eq!(corners.matches("Line").count(), 7, "{corners}");
    assert!(corners.contains("(1.0pt, 40.0pt)") && corners.contains("(-1.0pt, 40.0pt)"), "{corners}");
}

/// What counts is how large letters are on the page, however they became so.
#[test]
fn letters_that_are_small_on_the_page_are_told() {
    let laid = Laid::of(
        "#set text(size: 20pt)\nLarge #text(size: 9pt)[small]\n\n#scale(220%, reflow: true, text(size: 9pt)[grown])\n\n\
         #scale(50%, reflow: true)[shrunk]\n\n#rotate(90deg, reflow: true)[turned]\n\n#text(size: 18pt)[least]\n",
    );
    let found = small_print(&laid.typesetter, &laid.project, &laid.document, 18.0);
    let told: Vec<&str> = found.iter().map(|found| found.message.as_str()).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].contains("9.0 pt") && told[0].contains("small"), "{told:?}");
    assert!(told[1].contains("10.0 pt") && told[1].contains("shrunk"), "{told:?}");
}
