//! `paf verify` names every file that is not as it was made, or not what the framework gives.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]
#![expect(clippy::disallowed_methods, reason = "the test removes and reads files")]

use std::fs;

use crate::cloned::Clone;

const PDF: &str = "output/eu/en/small-asks-eu-en.pdf";

/// Verifies with more options; what was said has all these words, and whether all is well is as it should be.
fn verified(clone: &Clone, args: &[&str], is_well: bool, words: &[&str]) {
    let (is_done, said) = clone.run(&[&["verify"], args].concat(), &[]);
    assert_eq!(is_done, is_well, "{said}");
    words.iter().for_each(|word| assert!(said.contains(word), "{said} has no {word}"));
}

/// A framework with what it gives.
fn built() -> Clone {
    let clone = Clone::new();
    clone.build(&[]);
    clone
}

/// Puts another byte in the place of one.
fn change_byte(clone: &Clone, path: &str, at: usize) {
    let mut bytes = fs::read(clone.path(path)).expect("it is there");
    bytes[at] ^= 1;
    clone.write(path, &bytes);
}

#[test]
fn two_clones_at_different_times_give_the_same() {
    let (one, other) = (built(), Clone::new());
    let (is_done, said) = other.run(&["build"], &[("SOURCE_DATE_EPOCH", "1767312000")]);
    assert!(is_done, "{said}");
    verified(&one, &[], true, &["all 3 files in output are what the framework gives"]);
    verified(&one, &["--no-build"], true, &["all 3 files in output have their checksums"]);
    let there = other.path("output");
    verified(&one, &["--output", there.to_str().expect("a plain path")], true, &["all 3 files"]);
}

#[test]
fn a_single_byte_is_named() {
    for (at, name) in [(0, "byte 1"), (700, "byte 701")] {
        let clone = built();
        change_byte(&clone, PDF, at);
        let words =
            [PDF, "1 byte of ", name, "it was changed after paf had made it", "output is not verified"];
        verified(&clone, &[], false, &words);
        verified(&clone, &["--no-build"], false, &[PDF, "has another checksum than manifest.json says"]);
        // Of what is not asked for, the checksums are compared.
        verified(&clone, &["--document", "lines"], false, &[PDF, "has another checksum"]);
    }
}

#[test]
fn what_is_missing_or_nobody_lists_is_named() {
    let clone = built();
    fs::remove_file(clone.path(PDF)).expect("it is removed");
    clone.write("output/eu/en/notes.txt", b"notes");
    let words = ["small-asks-eu-en.pdf` is missing", "notes.txt` is not listed in manifest.json"];
    verified(&clone, &[], false, &words);
    verified(&clone, &["--no-build"], false, &words);
}

#[test]
fn a_file_that_was_changed_with_its_manifest_is_found_out() {
    let clone = built();
    let sum = paf_build::sha256(&fs::read(clone.path(PDF)).expect("it is there"));
    change_byte(&clone, PDF, 700);
    let other = paf_build::sha256(&fs::read(clone.path(PDF)).expect("it is there"));
    for path in ["output/manifest.json", "output/.paf/targets/eu/en/small-asks-eu-en.pdf.json"] {
        let text = fs::read_to_string(clone.path(path)).expect("it is there");
        assert!(text.contains(&sum), "{path}");
        clone.write(path, text.replace(&sum, &other).as_bytes());
    }
    verified(&clone, &["--no-build"], true, &[]);
    verified(&clone, &[], false, &[PDF, "byte 701", "changed together with the manifest"]);
}

#[test]
fn what_was_made_from_something_else_says_from_what() {
    let clone = built();
    clone.append("templates/theme/inline.typ", "// a remark\n");
    // A remark prints nothing.
    verified(&clone, &[], true, &[]);
    let theme = fs::read_to_string(clone.path("templates/theme/inline.typ")).expect("it is there");
    clone.write("templates/theme/inline.typ", format!("{theme}#let unused = [a]\n").as_bytes());
    clone.append("templates/asks/asks.typ", "#pagebreak()\nA second page\n");
    verified(
        &clone,
        &[],
        false,
        &[PDF, "is not what the framework gives", "made from another `templates/theme/inline.typ`"],
    );

    let clone = built();
    clone.append("templates/asks/asks.typ", "#pagebreak()\nA second page\n");
    verified(&clone, &[], false, &[PDF, "its texts, its template, the fonts or the program were others"]);
    clone.build(&[]);
    verified(&clone, &[], true, &[]);
}

#[test]
fn what_was_never_made_is_not_passed() {
    let clone = Clone::new();
    verified(&clone, &[], false, &["there is no manifest.json in `output`"]);
    clone.build(&["--document", "lines"]);
    verified(&clone, &[], false, &["small-asks-eu-en.pdf` was never made"]);
    verified(&clone, &["--document", "lines"], true, &["all 2 files"]);
    clone.build(&[]);
    let words = ["2 files in output are what the framework gives", "the 1 others have the checksums"];
    verified(&clone, &["--document", "lines"], true, &words);
}

#[test]
fn what_was_asked_for_is_asked_for_again() {
    let clone = Clone::new();
    let (is_done, said) = clone.run(&["build"], &[("SOURCE_DATE_EPOCH", "1795000000")]);
    assert!(is_done, "{said}");
    verified(&clone, &[], true, &[]);
}

#[test]
fn a_framework_that_cannot_be_made_verifies_nothing() {
    let clone = built();
    change_byte(&clone, PDF, 700);
    clone.append("framework/leaflet.yaml", "nonsense: 1\n");
    verified(&clone, &[], false, &["nonsense", "has another checksum", "output is not verified"]);
}

#[test]
fn a_manifest_that_says_something_else_is_named() {
    let manifest = "output/manifest.json";
    for (from, to, words) in [
        ("\"pages\": ", "\"pages\": 1", "than is so: `pages`"),
        ("\"state\": \"source\"", "\"state\": \"approved\"", "than is so: `translation`"),
        ("\"version\": \"1.0\"", "\"version\": \"6.6\"", "says something else of the framework: `version`"),
        (
            "\"date\": \"2026-01-02\"",
            "\"date\": \"2027-01-02\"",
            "says something else of the framework: `date`",
        ),
        ("\"path\": \"eu/en/", "\"path\": \"../en/", "is not made by this framework"),
        ("{", "", "is no manifest"),
    ] {
        let clone = built();
        let text = fs::read_to_string(clone.path(manifest)).expect("it is there");
        assert!(text.contains(from), "{text} has no {from}");
        clone.write(manifest, text.replacen(from, to, 1).as_bytes());
        verified(&clone, &[], false, &[words]);
    }
}

#[test]
fn what_somebody_listed_or_hid_is_named() {
    let clone = built();
    for path in [".pafia/evil.pdf", "eu/.paf-evil/x.pdf", "eu/en/.hidden"] {
        clone.write(&format!("output/{path}"), b"evil");
        verified(&clone, &["--no-build"], false, &[path, "is not listed"]);
        fs::remove_file(clone.path(&format!("output/{path}"))).expect("it is removed");
    }
    let manifest = fs::read_to_string(clone.path("output/manifest.json")).expect("it is there");
    let (head, rest) = manifest.split_once("\"targets\": [").expect("it has targets");
    let (first, _) = rest.split_once("\n    },").expect("it has a first one");
    let twice = format!("{head}\"targets\": [{first}\n    }},{rest}");
    clone.write("output/manifest.json", twice.as_bytes());
    verified(&clone, &[], false, &["is listed twice in manifest.json"]);

    let sum = paf_build::sha256(b"evil");
    clone.write("output/eu/en/evil.pdf", b"evil");
    let strange = first.replace("small-asks-eu-en.pdf", "evil.pdf");
    let old =
        strange.split("\"sha256\": \"").nth(1).and_then(|rest| rest.get(..64)).expect("it has a checksum");
    let bytes =
        strange.split("\"bytes\": ").nth(1).and_then(|rest| rest.split(',').next()).expect("it has a size");
    let strange = strange.replace(old, &sum).replace(&format!("\"bytes\": {bytes}"), "\"bytes\": 4");
    clone.write("output/manifest.json", format!("{head}\"targets\": [{strange}\n    }},{rest}").as_bytes());
    verified(&clone, &["--no-build"], true, &[]);
    verified(&clone, &[], false, &["evil.pdf` is not made by this framework"]);
    verified(&clone, &["--document", "lines"], false, &["evil.pdf` is not made by this framework"]);
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let clone = built();
    for name in ["one", "two"] {
        std::os::unix::fs::symlink(".", clone.path("output").join(name)).expect("it is linked");
    }
    verified(&clone, &["--no-build"], false, &["one` is not listed", "two` is not listed"]);
}

#[test]
fn pseudo_languages_are_verified_with_the_others() {
    let clone = built();
    let (is_done, said) = clone.run(&["translate", "pseudo"], &[]);
    assert!(is_done, "{said}");
    clone.build(&[]);
    clone.build(&["--lang", "qpa", "--document", "lines"]);
    verified(&clone, &[], true, &["all 4 files"]);
    verified(&clone, &["--document", "asks"], true, &[]);
}
