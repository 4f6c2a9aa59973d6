//! Workbooks that reviewers fill in.

use paf_translate::State;
use paf_translate::exchange::xlsx;
use rust_xlsxwriter::{ExcelDateTime, Format, Note, Workbook, Worksheet};

use super::{Read, Row, listed, package, plain, read_xlsx, rich, units};

fn written(rows: &[Row]) -> Vec<u8> {
    xlsx::write(&package(&units(rows))).expect("it is short enough")
}

/// A workbook of which `fill` writes the last sheet.
fn workbook(fill: impl Fn(&mut Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    workbook.add_worksheet();
    fill(workbook.add_worksheet());
    workbook.save_to_buffer().expect("it can be written")
}

/// A sheet of rows of texts.
fn sheet(rows: &[&[&str]]) -> Vec<u8> {
    workbook(|sheet| {
        for (at, row) in (0..).zip(rows) {
            sheet.write_row(at, 0, row.iter().copied()).expect("it can be written");
        }
    })
}

fn row() -> Row {
    rich("A", "", State::Missing)
}

#[track_caller]
fn read_well(bytes: &[u8], rows: &[Row]) -> Read {
    let read = read_xlsx(bytes, rows);
    assert_eq!(listed(&read.diagnostics), Vec::<String>::new());
    read
}

#[track_caller]
fn says(bytes: &[u8], expected: &[&str]) {
    let read = read_xlsx(bytes, &[row()]);
    assert_eq!(listed(&read.diagnostics), expected);
}

#[test]
fn what_is_written_is_read() {
    let rows = [
        rich("A *new*", "=1+1", State::Approved).key("a"),
        rich("2 * 3", "", State::Missing).key("b"),
        plain(" @x\n", "-1\n+2\t", State::Stale).previous("older").key("c"),
        plain("1.10", "_x0041_\u{1}", State::Draft).key("d"),
        plain("<r>a</r>", "<r>_x0041\u{1}_x00e9_</r>", State::Translated).key("e"),
    ];
    let read = read_well(&written(&rows), &rows);
    let expected: Vec<_> =
        rows.iter().map(|row| (&*row.key, Some(&*row.source), &*row.target, Some(row.state))).collect();
    assert_eq!(read.entries(), expected);
    let (lang, place) = read.delivery.lang.as_ref().expect("it says so");
    assert_eq!((lang.as_str(), place.start().line), ("de", 1));
    let third = &read.delivery.entries[2];
    assert_eq!((third.place.start().line, third.place.text()), (4, "4 | c | -1\\n+2\\t"));
    assert_eq!((third.key.place().text(), third.target.place().text()), ("c", "-1\\n+2\\t"));
    assert_eq!(third.target.place_of(3..5).text(), "+2");
}

#[test]
fn the_same_rows_give_the_same_bytes() {
    let rows = [row(), row().key("j")];
    assert_eq!(written(&rows), written(&rows));
}

#[test]
fn a_cell_holds_only_so_much() {
    let long = |length| plain("a", &"🙂".repeat(length), State::Draft);
    let rows = [long(16_383)];
    assert_eq!(read_well(&written(&rows), &rows).target("k"), rows[0].target);
    let error = xlsx::write(&package(&units(&[long(16_384)]))).expect_err("it is too long");
    let message = "the translation of `k` has 32768 characters, and a cell of a workbook holds 32767";
    assert_eq!(error.message, message);
    assert!(error.primary.is_some() && !error.help.is_empty());
}

#[test]
fn columns_may_be_moved_and_others_added() {
    let bytes = sheet(&[
        &["Review of May"],
        &["Comment", "TARGET (de-AT)", "Words", "source text", "Key", "Target notes"],
        &["good", "Ah", "1", "A", " k ", "no"],
        &[],
        &["", "", "", "", ""],
        &["", "B", "", "", "j", ""],
    ]);
    let read = read_xlsx(&bytes, &[row()]);
    let help = "have a person read them; what is to be kept goes into the columns Translation and Remarks, or into the PO file";
    assert_eq!(
        listed(&read.diagnostics),
        [
            format!(
                "1:1 warning: words in rows without a key were not imported: A1 “Review of May” [1 |  | ] -> {help}"
            ),
            format!(
                "3:1 warning: words in columns that nobody knows were not imported: C3 “1” [3 |  k  | Ah] -> {help}"
            ),
            format!(
                "3:1 warning: words in the column Notes that were not sent out were not imported: F3 “no” [3 |  k  | Ah] -> {help}"
            ),
        ]
    );
    assert_eq!(read.entries(), [("k", Some("A"), "Ah", None), ("j", Some(""), "B", None)]);
    assert_eq!(read.delivery.lang.as_ref().map(|(lang, _)| lang.as_str()), Some("de-AT"));
    let lines: Vec<usize> = read.delivery.entries.iter().map(|entry| entry.place.start().line).collect();
    assert_eq!(lines, [3, 6]);
}

#[test]
fn ends_of_lines() {
    let bytes = sheet(&[&["Key", "Source", "Translation"], &["k", "A\r\nB", "a\r\nb\nc\r"]]);
    assert_eq!(read_well(&bytes, &[row()]).entries(), [("k", Some("A\nB"), "a\nb\nc\r", None)]);
}

#[test]
fn states() {
    let bytes = sheet(&[
        &["Key", "Source", "Translation", "Status"],
        &["a", "A", "b", "Approved "],
        &["b", "A", "b", ""],
        &["c", "A", "b", "aproved"],
    ]);
    let read = read_xlsx(&bytes, &[]);
    let states: Vec<_> = read.delivery.entries.iter().map(|entry| entry.state).collect();
    assert_eq!(states, [Some(State::Approved), None, None]);
    let expected = "4:1 warning: `aproved` is no state of a translation [4 | c | b] -> did you mean `approved`?; write one of missing, stale, draft, translated, reviewed, approved";
    assert_eq!(listed(&read.diagnostics), [expected]);
}

#[test]
fn that_words_which_are_there_are_missing_says_nothing() {
    let sheet = |sent: &str| {
        let sent = format!("{sent} {0} {0}", "0".repeat(16));
        let head = ["Key", "Source", "Translation", "State", "Sent as"];
        sheet(&[&head, &["k", "A", "b", "missing", &sent], &["j", "A", "", "missing", &sent]])
    };
    let states = |bytes: &[u8]| {
        let entries = read_well(bytes, &[row()]).delivery.entries;
        entries.iter().map(|entry| entry.state).collect::<Vec<_>>()
    };
    assert_eq!(states(&sheet("missing")), [None, Some(State::Missing)]);
    assert_eq!(states(&sheet("no longer readable")), [None, Some(State::Missing)]);
    // Here somebody has chosen the word.
    assert_eq!(states(&sheet("approved")), [Some(State::Missing), Some(State::Missing)]);
}

#[test]
fn words_that_are_not_imported_are_told() {
    let bytes = {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.set_name("de").expect("a name");
        for (at, row) in
            (0..).zip([["Key", "Source", "Translation"], ["k", "A", "b"], ["", "what of this?", ""]])
        {
            sheet.write_row(at, 0, row).expect("it can be written");
        }
        sheet.write_string(1, 27, "see below").expect("it can be written");
        sheet.insert_note(1, 2, &Note::new("Is this the right word?")).expect("it can be written");
        let other = workbook.add_worksheet();
        other.set_name("Questions").expect("a name");
        other.write_string(4, 1, "Who is meant?\nAll?").expect("it can be written");
        other.insert_note(0, 0, &Note::new("Hello")).expect("it can be written");
        workbook.save_to_buffer().expect("it can be written")
    };
    let said = listed(&read_xlsx(&bytes, &[row()]).diagnostics);
    assert_eq!(said.len(), 4, "{said:#?}");
    for expected in [
        "1:1 warning: words in further sheets were not imported: `Questions` B5 “Who is meant? All?”",
        "2:1 warning: words in columns that nobody knows were not imported: AB2 “see below”",
        "3:1 warning: words in rows without a key were not imported: B3 “what of this?”",
        "1:1 warning: comments on cells were not imported: `de` C2 “Author: Is this the right word?”, `Questions` A1 “Author: Hello”",
    ] {
        assert!(said.iter().any(|line| line.starts_with(expected)), "{expected}\n{said:#?}");
    }
}

#[test]
fn notes_that_were_sent_out_are_not_told() {
    let sent = written(&[row()]);
    read_well(&sent, &[row()]);
    let notes = |notes: &str, sent: &str| {
        let head = ["Key", "Source", "Translation", "Notes", "Sent as"];
        listed(&read_xlsx(&sheet(&[&head, &["k", "A", "b", notes, sent]]), &[row()]).diagnostics).len()
    };
    let known = format!("draft {0} {0} {1}", "0".repeat(16), paf_translate::hash("for the cover"));
    assert_eq!(notes("for the\r\ncover", &known), 0);
    assert_eq!(notes("for the cover?", &known), 1);
    // One that was sent out before this was known.
    assert_eq!(notes("for the cover?", &format!("draft {0} {0}", "0".repeat(16))), 0);
}

#[test]
fn what_is_no_text() {
    let bytes = workbook(|sheet| {
        let date = Format::new().set_num_format("yyyy-mm-dd");
        let day = ExcelDateTime::from_ymd(2026, 5, 12).expect("it is a day");
        sheet.write_row(0, 0, ["Key", "Source", "Translation"]).expect("it can be written");
        for (at, key) in (1..).zip(["a", "b", "c", "d", "", "f"]) {
            sheet.write_string(at, 0, key).expect("it can be written");
        }
        sheet.write_number(1, 2, 1.5).expect("it can be written");
        sheet.write_boolean(2, 2, true).expect("it can be written");
        sheet.write_datetime_with_format(3, 2, &day, &date).expect("it can be written");
        sheet.write_formula(4, 2, "=A1&\"x\"").expect("it can be written");
        sheet.write_string(5, 2, "lost").expect("it can be written");
        sheet.write_string(6, 2, "kept").expect("it can be written");
    });
    let text = "give the cell the number format `Text` and type the translation again";
    says(
        &bytes,
        &[
            &format!("2:9 error: a number, `1.5`, stands for the translation of `a` [1.5] -> {text}"),
            &format!("3:9 error: a truth value, `TRUE`, stands for the translation of `b` [TRUE] -> {text}"),
            &format!(
                "4:9 error: a date, `2026-05-12`, stands for the translation of `c` [2026-05-12] -> {text}"
            ),
            &format!("5:1 error: a formula stands for the translation of `d` [5 | d | ] -> {text}"),
            "6:1 error: this row has a translation and no key [6 |  | lost] -> put the text's key into the row, as in the workbook that was sent out, or clear the row",
        ],
    );
    assert_eq!(read_xlsx(&bytes, &[]).target("f"), "kept");
}

#[test]
fn a_source_text_that_was_edited() {
    let hash = paf_translate::hash("A");
    let bytes = sheet(&[
        &["Source hash", "Key", "Source", "Translation"],
        &[&hash, "k", "A", "b"],
        &[&hash, "k", "B", "b"],
        &["", "k", "B", "b"],
    ]);
    says(
        &bytes,
        &[
            "3:1 warning: the source text of `k` was changed in the workbook [3 | k | b] -> change the text where the content is written; here it only tells what was translated",
        ],
    );
}

#[test]
fn columns_that_are_missing_or_there_twice() {
    let heads = "put the heads `Key`, `Source`, `Translation` above the columns, in one row";
    says(
        &sheet(&[&["Key", "Wording"], &["k", "A"]]),
        &[&format!(
            "1:1 error: the sheet `Sheet2` has no column `Source` and no column `Translation` [1 | Key | ] -> {heads}"
        )],
    );
    says(
        &sheet(&[&["a"]]),
        &[&format!("1:1 error: no sheet of the workbook has columns with texts [] -> {heads}")],
    );
    says(
        &sheet(&[&["Key", "Source", "Translation (de)", "Translation (fr)"], &["k", "A", "a", "b"]]),
        &[
            "1:1 error: the sheet `Sheet2` has the column `Translation` more than once [1 | Key | Translation (de)] -> give the column that is not meant another head, or delete it",
        ],
    );
}

#[test]
fn several_sheets() {
    let fill = |sheet: &mut Worksheet, heads: &[&str]| {
        sheet.write_row(0, 0, heads.iter().copied()).expect("it can be written");
        sheet.write_row(1, 0, ["k", "A", "b"]).expect("it can be written");
    };
    let both = |first: &[&str], second: &[&str]| {
        let mut workbook = Workbook::new();
        fill(workbook.add_worksheet(), first);
        fill(workbook.add_worksheet(), second);
        workbook.save_to_buffer().expect("it can be written")
    };
    let (all, some) = (&["Key", "Source", "Translation"][..], &["Key", "Words", "Translation"][..]);
    for bytes in [both(all, some), both(some, all)] {
        let read = read_xlsx(&bytes, &[row()]);
        assert_eq!(read.target("k"), "b");
        let said = listed(&read.diagnostics);
        assert!(said.len() == 1 && said[0].contains("words in further sheets"), "{said:?}");
    }
    says(
        &both(all, all),
        &[
            "1:1 error: the sheets `Sheet1` and `Sheet2` both hold texts, and only one can be read [] -> delete the sheet that is not meant, or save each as a workbook of its own",
        ],
    );
}

#[test]
fn what_is_no_workbook() {
    let help = "save it as an Excel workbook with the ending `.xlsx`";
    for bytes in [&b""[..], b"Key;Source;Translation\n", b"PK\x03\x04"] {
        let read = read_xlsx(bytes, &[]);
        let listed = listed(&read.diagnostics);
        assert_eq!(listed.len(), 1);
        assert!(
            listed[0].starts_with("1:1 error: `de.xlsx` is no workbook that can be read: "),
            "{listed:?}"
        );
        assert!(listed[0].ends_with(help), "{listed:?}");
    }
}

#[test]
fn a_stray_cell_at_the_end_of_the_sheet() {
    let bytes = workbook(|sheet| {
        sheet.write_row(0, 0, ["Key", "Source", "Translation"]).expect("it can be written");
        sheet.write_row(1, 0, ["k", "A", "b"]).expect("it can be written");
        sheet.write_string(1_048_575, 16_383, "x").expect("it can be written");
    });
    let read = read_xlsx(&bytes, &[row()]);
    assert_eq!(read.target("k"), "b");
    let said = listed(&read.diagnostics);
    assert!(said.len() == 1 && said[0].contains("XFD1048576 “x”"), "{said:?}");
}

#[test]
fn words_that_are_struck_out() {
    let struck = Format::new().set_font_strikethrough();
    let plain = Format::new();
    let bytes = workbook(|sheet| {
        sheet.write_row(0, 0, ["Key", "Source", "Translation"]).expect("it can be written");
        for (at, key) in (1..).zip(["a", "b", "c"]) {
            sheet.write_row(at, 0, [key, "A"]).expect("it can be written");
        }
        sheet.write_string_with_format(1, 2, "weg", &struck).expect("it can be written");
        let parts = [(&plain, "gut "), (&struck, "schlecht"), (&plain, " so")];
        sheet.write_rich_string(2, 2, &parts).expect("it can be written");
        sheet.write_string(3, 2, "gut").expect("it can be written");
        // Struck out where nothing is taken over.
        sheet.write_string_with_format(3, 1, "A", &struck).expect("it can be written");
    });
    let read = read_xlsx(&bytes, &[]);
    assert_eq!(read.entries(), [("c", Some("A"), "gut", None)]);
    let help = "delete the words that are struck out, take the strike away from the others, and save";
    assert_eq!(
        listed(&read.diagnostics),
        [
            format!(
                "2:9 error: words are struck out in row 2, in the translation of `a`, and would be printed [weg] -> {help}"
            ),
            format!(
                "3:9 error: words are struck out in row 3, in the translation of `b`, and would be printed [gut schlecht so] -> {help}"
            ),
        ]
    );
}

#[test]
fn what_reviewers_remark() {
    let bytes = sheet(&[
        &["Key", "Source", "Translation", "Remarks"],
        &["k", "A", "a", "allow: spacing\n as agreed"],
    ]);
    let read = read_well(&bytes, &[row()]);
    assert_eq!(read.delivery.entries[0].comments, ["allow: spacing", "as agreed"]);
}
