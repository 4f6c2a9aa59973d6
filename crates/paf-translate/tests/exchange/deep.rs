//! Texts with marks within marks, and with more of them than anybody writes.

use paf_translate::State;
use paf_translate::exchange::{xliff, xlsx};

use super::{catalogue, package, read_po, read_xliff, read_xlsx, rich, units};

/// What is as long as a cell of a workbook may be.
const MANY: usize = 1_200;

#[test]
fn whatever_is_nested_or_repeated_comes_back() {
    let nested = |open: &str, close: &str| format!("{}a{}", open.repeat(MANY), close.repeat(MANY));
    for text in [
        nested("[", "](x)"),
        nested("[", "](https://e.org)"),
        nested("*(**(", ")**)*"),
        "[a](https://e.org) ".repeat(MANY) + "b",
        "[@a] *b* ".repeat(MANY) + "c",
        "a * b { ".repeat(MANY) + "c",
    ] {
        let rows = [rich(&text, &format!("{text} x"), State::Translated)];
        let units = units(&rows);
        let po = catalogue(&rows).to_text();
        for read in [
            read_xliff(&xliff::write(&package(&units)), &rows),
            read_xlsx(&xlsx::write(&package(&units)).expect("it is short enough"), &rows),
            read_po(&po, &rows),
        ] {
            let begin = &text[..40];
            assert!(!read.diagnostics.has_errors(), "{begin}: {:?}", read.diagnostics);
            let plain = |text: &str| paf_model::markup::normal_form(text);
            assert_eq!(plain(read.target("k")), plain(&format!("{text} x")), "{begin}");
        }
    }
}
