//! What translators are told about mistakes.

use super::{read, says};

#[test]
fn unclosed_text() {
    says(
        "msgid \"a\"\nmsgstr \"\n",
        &["2:8 the text is not closed on this line [\"] -> close the text with a quotation mark"],
    );
    says(
        "msgid \"a\nmsgstr \"b\"\n",
        &["1:7 the text is not closed on this line [\"a] -> close the text with a quotation mark"],
    );
}

#[test]
fn unclosed_text_after_a_backslash() {
    says(
        "msgid \"a\"\nmsgstr \"b\\\"\n",
        &[concat!(
            "2:8 the text is not closed on this line [\"b\\\"] -> close the text with a quotation mark; ",
            "the one at the end counts as a part of the text, because a backslash precedes it"
        )],
    );
    says(
        "msgid \"a\"\nmsgstr \"b\\\n",
        &[concat!(
            "2:8 the text is not closed on this line [\"b\\] -> close the text with a quotation mark, ",
            "after `\\\\` if it ends with a backslash"
        )],
    );
}

#[test]
fn unknown_escape() {
    let text = "msgid \"a\"\nmsgstr \"x\\qy\"\n";
    says(
        text,
        &["2:10 `\\q` has no meaning in a PO file [\\q] -> write `\\\\` for a backslash, or remove it"],
    );
    assert_eq!(read(text).0.entries[0].translation(), "x\\qy");
}

#[test]
fn numbers_that_are_no_characters() {
    says(
        "msgid \"a\"\nmsgstr \"\\303x\\x411\\777\"\n",
        &[
            "2:9 `\\303` is no character of UTF-8 [\\303] -> write the character itself",
            concat!(
                "2:14 `\\x411` does not say which character is meant [\\x411] -> write the character itself, ",
                "or two hexadecimal digits, for example `\\x41`; write `\\\\` for a backslash"
            ),
            "2:19 `\\777` is no character of UTF-8 [\\777] -> write the character itself",
        ],
    );
}

#[test]
fn quotation_marks_inside_a_text() {
    says(
        "msgid \"a\"\nmsgstr \"le \"bon\" mot\"\n",
        &[concat!(
            "2:13 the text goes on after its closing quotation mark [bon\" mot\"] -> ",
            "write `\\\"` for each quotation mark inside the text"
        )],
    );
    says(
        "msgid \"a\"\nmsgstr \"b\";\n",
        &[concat!(
            "2:11 something stands after the closing quotation mark [;] -> ",
            "remove it, or move the quotation mark to the end of the line"
        )],
    );
    says(
        "msgid \"a\" msgstr \"b\"\n",
        &[
            "1:1 the entry has no `msgstr` [msgid] -> write `msgstr \"\"` below the source text, with the translation between the quotation marks",
            "1:11 `msgstr` stands on the line of another text [msgstr \"b\"] -> begin a new line before `msgstr`",
        ],
    );
}

#[test]
fn unquoted_text() {
    says(
        "msgid \"a\"\nmsgstr é tout\n",
        &["2:8 the text after `msgstr` is not in quotation marks [é tout] -> write `msgstr \"é tout\"`"],
    );
    says(
        "msgid \"a\"\nmsgstr „b”\n",
        &[concat!(
            "2:8 the text after `msgstr` is not in quotation marks [„b”] -> ",
            "write `msgstr \"b\"`, with the straight quotation mark `\"` instead of `„`"
        )],
    );
    says(
        "msgid \"a\"\nmsgstr \"b\"\nand so on\n",
        &[concat!(
            "3:1 this line is not in quotation marks [and so on] -> put it in quotation marks if it goes on ",
            "with the text above, or begin the line with `# ` to make it a comment"
        )],
    );
    says(
        "msgid \"a\"\nmsgstr \"\"\n«b»\n",
        &[concat!(
            "3:1 this line is not in quotation marks [«b»] -> ",
            "write the straight quotation mark `\"` instead of `«`, at both ends"
        )],
    );
}

#[test]
fn invisible_characters() {
    says(
        "msgid \"a\"\nmsgstr\u{a0}\"b\"\n",
        &[
            "2:7 an invisible character, U+00A0, stands outside the quotation marks [\u{a0}] -> delete it, and type a plain space if one is needed",
        ],
    );
    says(
        "msgid \"a\"\nmsgstr \"b\"\u{200b}\n\u{feff}msgid \"c\"\nmsgstr \"d\"\n",
        &[
            "2:11 an invisible character, U+200B, stands outside the quotation marks [\u{200b}] -> delete it, and type a plain space if one is needed",
            "3:1 an invisible character, U+FEFF, stands outside the quotation marks [\u{feff}] -> delete it, and type a plain space if one is needed",
        ],
    );
}

#[test]
fn duplicates() {
    says(
        "msgctxt \"k\"\nmsgid \"a\"\nmsgstr \"\"\n\nmsgctxt \"k\"\nmsgid \"a\"\nmsgstr \"\"\n",
        &[concat!(
            "5:9 the key `k` stands twice in this catalogue [\"k\"] (it first stands here: 1) -> ",
            "keep the entry that is right and remove the other"
        )],
    );
    says(
        "msgid \"a\"\nmsgstr \"\"\n\nmsgid \"\"\n\"a\"\nmsgstr \"\"\n\nmsgid \"a\"\nmsgstr \"\"\n",
        &[
            "4:7 the text `a` stands twice in this catalogue [\"\"\n\"a\"] (it first stands here: 1) -> keep the entry that is right and remove the other",
            "8:7 the text `a` stands twice in this catalogue [\"a\"] (it first stands here: 1) -> keep the entry that is right and remove the other",
        ],
    );
    says(
        "msgid \"a\"\nmsgstr \"\"\n\n#~ msgid \"a\"\n#~ msgstr \"\"\n\n#~ msgid \"a\"\n#~ msgstr \"\"\n",
        &[],
    );
}

#[test]
fn missing_parts() {
    let no_msgid_before = "has no `msgid` before it";
    says(
        "msgstr \"a\"\n",
        &[&format!(
            "1:1 `msgstr` {no_msgid_before} [msgstr] -> write a line `msgid \"...\"` with the source text above it"
        )],
    );
    says(
        "msgctxt \"k\"\nmsgstr \"a\"\n",
        &[&format!(
            "2:1 `msgstr` {no_msgid_before} [msgstr] -> write a line `msgid \"...\"` with the source text above it"
        )],
    );
    says(
        "msgctxt \"k\"\n\nmsgid \"a\"\n\nmsgctxt \"l\"\n",
        &[
            "3:1 the entry has no `msgstr` [msgid] -> write `msgstr \"\"` below the source text, with the translation between the quotation marks",
            "5:1 the entry has no `msgid` [msgctxt] -> write a line `msgid \"...\"` with the source text below it",
        ],
    );
    says(
        "msgid\nmsgstr \"a\"\n",
        &["1:1 `msgid` has no text [msgid] -> write `msgid \"\"` if it is meant to be empty"],
    );
    says(
        "\"a\"\n",
        &[concat!(
            "1:1 this text belongs to no `msgid` and no `msgstr` [\"a\"] -> write `msgstr` before it if it is ",
            "a translation, or join it to the text that it goes on with"
        )],
    );
}

#[test]
fn unknown_keywords() {
    let text = "msgid \"a\"\nmsgtsr \"b\"\n\"c\"\n";
    says(text, &["2:1 no line of a PO file begins with `msgtsr` [msgtsr] -> did you mean `msgstr`?"]);
    assert_eq!(read(text).0.entries[0].translation(), "bc");
    says(
        "domain \"a\"\n\nmsgid \"a\"\ntranslation \"b\"\n\"c\"\n",
        &[
            "1:1 no line of a PO file begins with `domain` [domain] -> write one of: msgctxt, msgid, msgid_plural, msgstr",
            "4:1 no line of a PO file begins with `translation` [translation] -> write one of: msgctxt, msgid, msgid_plural, msgstr",
        ],
    );
}

#[test]
fn repeated_parts() {
    says(
        "msgid \"a\"\nmsgstr \"b\"\nmsgstr \"c\"\n\"d\"\n",
        &[concat!(
            "3:1 `msgstr` stands twice in this entry [msgstr] (it first stands here: 2) -> keep one of the two, ",
            "or write a line `msgid \"...\"` before the second if it belongs to another text"
        )],
    );
}

#[test]
fn plural_forms() {
    let write_forms = "write `msgstr[0]` for the first form, `msgstr[1]` for the second, and so on";
    says(
        "msgid \"a\"\nmsgid_plural \"b\"\nmsgstr \"c\"\n",
        &[&format!(
            "3:1 an entry with `msgid_plural` has a translation for each plural form [msgstr] -> {write_forms}"
        )],
    );
    says(
        "msgid \"a\"\nmsgstr[0] \"c\"\n",
        &[
            "2:1 `msgstr[0]` is a plural form, but the entry has no `msgid_plural` [msgstr[0]] -> write `msgstr` instead",
        ],
    );
    says(
        "msgid \"a\"\nmsgid_plural \"b\"\nmsgstr[0] \"c\"\nmsgstr[2] \"d\"\n",
        &[
            "4:1 `msgstr[2]` stands where `msgstr[1]` is expected [msgstr[2]] -> number the plural forms from 0 on, in order and without gaps",
        ],
    );
    says(
        "msgid \"a\"\nmsgid_plural \"b\"\nmsgstr[x] \"c\"\n",
        &[
            "3:7 `[x]` does not say which plural form follows [[x]] -> write `[0]` for the first form, `[1]` for the second, and so on",
        ],
    );
    says(
        "msgid \"a\"\nmsgstr \"c\"\nmsgid_plural \"b\"\n",
        &[
            "3:1 `msgid_plural` stands below the translation [msgid_plural] -> move it to the line below `msgid`",
        ],
    );
    says(
        "msgid \"a\"\nmsgid_plural \"b\"\n",
        &[
            "1:1 the entry has no `msgstr[0]` [msgid] -> write `msgstr[0] \"\"` below the source text, with the translation between the quotation marks",
        ],
    );
}

#[test]
fn marks_at_the_beginning_of_a_line() {
    says(
        "#~ msgid \"a\"\nmsgstr \"b\"\n",
        &[concat!(
            "2:1 only some lines of this entry are marked with `#~` as no longer in use [msgstr] -> ",
            "begin this line with `#~` too, or remove `#~` from the entry"
        )],
    );
    says(
        "msgid \"a\"\n#~ msgstr \"b\"\n",
        &[concat!(
            "2:4 only some lines of this entry are marked with `#~` as no longer in use [msgstr] -> ",
            "remove `#~` from this line, or begin every line of the entry with it"
        )],
    );
    says(
        "#| msgid \"\"\n\"a\"\nmsgid \"\"\n#~ \"b\"\nmsgstr \"\"\n",
        &[
            "2:1 the line begins otherwise than the one that it goes on with [\"a\"] -> begin the line with `#| ` too",
            "4:1 the line begins otherwise than the one that it goes on with [#~ \"b\"] -> begin the line with the quotation mark alone",
        ],
    );
    says(
        "#| msgstr \"a\"\nmsgid \"a\"\nmsgstr \"b\"\n",
        &[concat!(
            "1:4 a line with `#|` cannot hold a translation [msgstr] -> ",
            "remove the line; a line with `#|` may hold `msgctxt`, `msgid` or `msgid_plural`"
        )],
    );
    says(
        "msgid \"a\"\n# b\nmsgstr \"c\"\n",
        &[
            "2:1 a comment stands in the middle of an entry [# b] -> move it above the first line of the entry",
        ],
    );
}

#[test]
fn every_mistake_is_reported_and_the_rest_is_read() {
    let text = "msgid \"a\nmsgstr \"b\"\n\nmsgid \"c\"\nmsgstr d\n\n!!\n\nmsgid \"e\"\nmsgstr \"f\\q\"\n\nmsgid \"g\"\nmsgstr \"h\"\n";
    let (po, diagnostics) = read(text);
    let lines = |d: &paf_diag::Diagnostic| d.primary.as_ref().map(|l| l.place.start().line);
    assert_eq!(diagnostics.clone().sorted().iter().filter_map(lines).collect::<Vec<_>>(), [1, 5, 7, 10]);
    let texts: Vec<_> = po.entries.iter().map(|entry| (entry.msgid.text(), entry.translation())).collect();
    assert_eq!(texts, [("a", "b"), ("c", "d"), ("e", "f\\q"), ("g", "h")]);
    assert_eq!(po.to_text(), text);
}

#[test]
fn previous_texts() {
    says(
        "#| msgctxt \"a\"\nmsgid \"b\"\nmsgstr \"\"\n",
        &[concat!(
            "1:4 the previous `msgctxt` stands without a previous `msgid` [msgctxt] -> ",
            "write a line `#| msgid \"...\"` with the previous source text too, or remove the line"
        )],
    );
    says(
        "#| msgid \"a\"\n#| msgid \"b\"\nmsgid \"c\"\nmsgstr \"\"\n",
        &[
            "2:4 the previous `msgid` stands twice above this entry [msgid] (it first stands here: 1) -> keep one of the two",
        ],
    );
    says(
        "#| msgid \"a\"\n# b\n#~ msgid \"c\"\n#~ msgstr \"\"\n",
        &[
            concat!(
                "1:4 only some lines of this entry are marked with `#~` as no longer in use [msgid] -> ",
                "begin this line with `#~` too, or remove `#~` from the entry"
            ),
            "2:1 a comment stands in the middle of an entry [# b] -> move it above the first line of the entry",
        ],
    );
    says("#| msgid \"a\"\n", &["1:4 no entry follows this line [msgid] -> remove the line"]);
}
