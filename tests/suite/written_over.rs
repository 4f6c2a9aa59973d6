//! What somebody has written into a file is not written over without a word.
#![expect(clippy::disallowed_methods, clippy::expect_used, reason = "the suite works in files as people do")]

use std::fs;

use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use crate::cases::sandbox::Sandbox;
use crate::cases::transcript::{Ran, Step};

fn paf(sandbox: &Sandbox, command: &str) -> Ran {
    sandbox.run(&Step::new(&command.split(' ').collect::<Vec<_>>()))
}

/// The base with a text that is not translated, and a translated one.
fn sent_out(format: &str) -> Sandbox {
    let sandbox = Sandbox::base();
    let ran = paf(&sandbox, &format!("translate export --lang fr --format {format} -o out"));
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    sandbox
}

fn text(sandbox: &Sandbox, path: &str) -> String {
    fs::read_to_string(sandbox.root().join(path)).expect("the file is there")
}

#[test]
fn words_of_a_translator_are_not_written_over_by_the_next_export() {
    for (format, path, old, new) in [
        ("po", "out/example-fr.po", "msgstr \"Ce que vous pouvez demander.\"", "msgstr \"Vos demandes.\""),
        ("xliff", "out/example-fr.xlf", ">Ce que vous pouvez demander.<", ">Vos demandes.<"),
    ] {
        let sandbox = sent_out(format);
        let export = format!("translate export --lang fr --format {format} -o out");
        assert_eq!(paf(&sandbox, &export).code, 0, "an untouched file may be written over");
        sandbox.replace(path, old, new);
        let worked_in = text(&sandbox, path);
        let refused = paf(&sandbox, &export);
        assert_eq!(refused.code, 2, "{}", refused.stderr);
        assert!(
            refused.stderr.contains(&format!("error[file::written-over]: somebody has worked in `{path}`")),
            "{}",
            refused.stderr
        );
        assert!(refused.stderr.contains("`leaflet.panels.front.lead`"), "{}", refused.stderr);
        assert!(refused.stderr.contains(&format!("`paf translate import {path}`")), "{}", refused.stderr);
        assert_eq!(text(&sandbox, path), worked_in, "{format}");
        // Once it is taken over, nothing is lost by it.
        assert_eq!(paf(&sandbox, &format!("translate import {path}")).code, 0);
        let again = paf(&sandbox, &export);
        assert_eq!(again.code, 0, "{}", again.stderr);
        assert_ne!(text(&sandbox, path), worked_in, "it is sent out as it is now");
    }
}

#[test]
fn what_is_written_over_on_purpose_is_told() {
    let sandbox = sent_out("po");
    let path = "out/example-fr.po";
    let before = text(&sandbox, path);
    sandbox.replace(path, "msgstr \"Ce que vous pouvez demander.\"", "msgstr \"Vos demandes.\"");
    let ran = paf(&sandbox, "translate export --lang fr --format po -o out --overwrite");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("it was written over"), "{}", ran.stderr);
    assert_eq!(text(&sandbox, path), before);
}

#[test]
fn comments_and_approvals_in_a_file_are_words_of_somebody() {
    let sandbox = sent_out("po");
    let key = "msgctxt \"leaflet.panels.front.lead\"";
    sandbox.replace("out/example-fr.po", key, &format!("# Better: vos droits?\n{key}"));
    let ran = paf(&sandbox, "translate export --lang fr --format po -o out");
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    let sandbox = sent_out("xliff");
    let path = "out/example-fr.xlf";
    let sent = text(&sandbox, path);
    let signed = sent.replacen("state=\"needs-review-translation\"", "state=\"signed-off\"", 1);
    assert_ne!(signed, sent);
    sandbox.write(path, signed.as_bytes());
    let ran = paf(&sandbox, "translate export --lang fr -o out");
    assert_eq!(ran.code, 2, "{}", ran.stderr);
}

#[test]
fn a_catalogue_that_was_changed_here_is_sent_out_over_an_untouched_file() {
    let sandbox = sent_out("po");
    sandbox.replace(
        "framework/locales/fr.po",
        "msgstr \"Ce que vous pouvez demander.\"",
        "msgstr \"Vos demandes.\"",
    );
    let ran = paf(&sandbox, "translate export --lang fr --format po -o out");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(text(&sandbox, "out/example-fr.po").contains("Vos demandes."));
}

#[test]
fn files_of_others_stay() {
    for (path, command) in [
        ("out/example-fr.xlf", "translate export --lang fr -o out"),
        ("out/example-fr.po", "translate export --lang fr --format po -o out"),
        ("out/example-fr.xlsx", "translate export --lang fr --format xlsx -o out"),
        ("out/example-fr.tmx", "translate export --lang fr --format tmx -o out"),
        ("out/report.json", "schema -o out"),
        (
            "out/example-leaflet-eu-en/main.typ",
            "build --document leaflet --lang en --profile screen --sources out",
        ),
    ] {
        let sandbox = Sandbox::base();
        sandbox.write(path, b"words of mine\n");
        let ran = paf(&sandbox, command);
        assert!(ran.stderr.contains("error[file::written-over]"), "{command}: {}", ran.stderr);
        assert!(ran.stderr.contains(path), "{command}: {}", ran.stderr);
        assert_eq!(text(&sandbox, path), "words of mine\n", "{command}");
    }
}

#[test]
fn sources_are_written_again_until_somebody_changes_them() {
    let sandbox = Sandbox::base();
    let build = "build --document leaflet --lang en --profile screen --sources out";
    let first = paf(&sandbox, build);
    assert_eq!(first.code, 0, "{}", first.stderr);
    sandbox.replace("framework/leaflet.yaml", "What you can ask for.", "What one can ask for.");
    let again = paf(&sandbox, build);
    assert_eq!(again.code, 0, "{}", again.stderr);
    let path = "out/example-leaflet-eu-en/main.typ";
    let mine = format!("{}// mine\n", text(&sandbox, path));
    sandbox.write(path, mine.as_bytes());
    let refused = paf(&sandbox, build);
    assert_eq!(refused.code, 2, "{}", refused.stderr);
    assert!(refused.stderr.contains("error[file::written-over]"), "{}", refused.stderr);
    assert_eq!(text(&sandbox, path), mine);
}

/// A page of 100 by 140 points with a trim.
fn press_page() -> Vec<u8> {
    let mut document = Document::with_version("1.6");
    let pages = document.new_object_id();
    let frame = |inset: i64| vec![inset.into(), inset.into(), (120 - inset).into(), (160 - inset).into()];
    let content = document.add_object(Stream::new(Dictionary::new(), b"0 0 0 1 k 20 20 50 50 re f".to_vec()));
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content, "Resources" => Dictionary::new(),
        "MediaBox" => frame(0), "BleedBox" => frame(1), "TrimBox" => frame(10),
    });
    let tree = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
    document.objects.insert(pages, Object::Dictionary(tree));
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("a PDF");
    bytes
}

#[test]
fn sheets_do_not_take_the_place_of_another_file() {
    let sandbox = Sandbox::base();
    let page = press_page();
    sandbox.write("press.pdf", &page);
    sandbox.write("mine.pdf", b"words of mine");
    for (target, there) in [("mine.pdf", b"words of mine".as_slice()), ("press.pdf", &page)] {
        let refused = paf(&sandbox, &format!("impose press.pdf -o {target}"));
        assert_eq!(refused.code, 2, "{}", refused.stderr);
        assert!(refused.stderr.contains("error[file::written-over]"), "{}", refused.stderr);
        assert_eq!(fs::read(sandbox.root().join(target)).expect("it is there"), there);
    }
    for _ in 0..2 {
        let again = paf(&sandbox, "impose press.pdf -o sheets.pdf");
        assert_eq!(again.code, 0, "{}", again.stderr);
    }
    assert_eq!(paf(&sandbox, "impose press.pdf -o mine.pdf --overwrite").code, 0);
}
