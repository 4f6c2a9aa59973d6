//! `docs/languages.md`: what holds for each language, written by this test.
#![expect(clippy::expect_used, reason = "a test may panic")]
#![expect(clippy::disallowed_methods, reason = "the page stands in the tree")]

use std::fmt::Write;
use std::path::Path;

use paf_locale::{Date, Direction, HouseStyle, Lang, long_date, quotes};

use crate::pdf_framework::{Shipped, prepared, shipped_framework};

const HEAD: &str = "# Languages\n\n\
What `paf` does by language, and at which size of type the shipped leaflet fits its six panels. This page is written \
by a test (`PAF_UPDATE=1 cargo test --workspace --test suite languages`), which also keeps it current.\n\n\
- **Countries**: a code may carry a country (`de-AT`, `fr-BE`, `nl-BE`). Dates and quotation marks are those of the \
language, and the texts come from the language’s catalogue where the country’s own does not have \
them. A country of which `paf` knows nothing (`pt-BR`) is made as the language, with a warning; so is one that `--lang` \
asks for and the framework does not have.\n\
- **Hyphenation**: *by the layout* means Typst’s own patterns; *soft hyphens* means that `paf` puts them into the \
words, since Typst has no patterns for the language; *none* means that lines stay ragged.\n\
- **Quotation marks**: the first and the second level, in the house style of the European institutions (`eu-isg`); \
for languages that it does not know, the national ones.\n\
- **Leaflet**: the size of its running text in points, and the letter spacing in per cent of it where it was needed. \
The limits stand in `templates/leaflet/document.yaml`.\n\n\
| code | language | direction | hyphenation | quotation marks | date | leaflet |\n\
| --- | --- | --- | --- | --- | --- | --- |\n";

fn page() -> String {
    let files = shipped_framework();
    let made = prepared(&files).model.languages();
    let leaflets = Shipped::leaflets();
    let date = Date::new(2026, 11, 20).expect("a day");
    let mut page = HEAD.to_owned();
    for lang in Lang::all() {
        let direction = match lang.direction() {
            Direction::LeftToRight => "left to right",
            Direction::RightToLeft => "right to left",
        };
        let marks = quotes(lang, HouseStyle::EuIsg);
        let ((open, close), (inner_open, inner_close)) = (marks.at(0), marks.at(1));
        let fit = match leaflets.fit(lang.code()) {
            Some(fit) if fit.tracking != 0.0 => format!("{} pt, {:+} %", fit.size, fit.tracking),
            Some(fit) => format!("{} pt", fit.size),
            None => "–".to_owned(),
        };
        assert_eq!(made.contains(&lang), fit != "–", "{lang}");
        writeln!(
            page,
            "| {} | {} | {direction} | {} | {open}…{close} {inner_open}…{inner_close} | {} | {fit} |",
            lang.code(),
            lang.endonym(),
            lang.hyphenation().as_str(),
            long_date(lang, date),
        )
        .expect("a string takes it");
    }
    page
}

#[test]
fn the_table_of_languages_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/languages.md");
    let page = page();
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    let update = std::env::var("PAF_UPDATE").is_ok_and(|value| !value.is_empty());
    if written != page && update {
        std::fs::write(&path, &page).expect("the page can be written");
    }
    assert!(written == page, "docs/languages.md is not current: run the test with PAF_UPDATE=1");
}
