//! What a PDF says about itself: language, tags, bookmarks, title, data, colours.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]

use lopdf::Object;

use paf_build::Selection;

use crate::pdf_framework::{Built, Shipped, settings, shipped_framework, small};
use crate::pdf_reading::Pdf;

/// What every PDF must have, whatever it prints.
fn says_what_it_is(pdf: &Pdf, lang: &str, title: &str) {
    let catalog = pdf.catalog();
    let said = pdf.string(catalog, "Lang").expect("it says its language");
    // A region may follow, such as `en-IE`.
    assert_eq!(said.split('-').next(), Some(lang), "{said}");
    let marks = pdf.dictionary(catalog, "MarkInfo").expect("it says that it is tagged");
    assert!(matches!(pdf.get(marks, "Marked"), Some(Object::Boolean(true))));
    let viewer = pdf.dictionary(catalog, "ViewerPreferences").expect("it says how it is shown");
    assert!(matches!(pdf.get(viewer, "DisplayDocTitle"), Some(Object::Boolean(true))));
    assert_eq!(pdf.info("Title").as_deref(), Some(title));
    assert!(pdf.xmp().contains("pdfuaid:part>1<") || pdf.xmp().contains("pdfuaid:part=\"1\""), "PDF/UA-1");
    assert!(pdf.xmp().contains("pdfaid:part>3<") || pdf.xmp().contains("pdfaid:part=\"3\""), "PDF/A-3");
    let roles: Vec<&str> = pdf.root.all().iter().map(|element| element.role.as_str()).collect();
    assert!(roles.contains(&"Document") && roles.contains(&"H1"), "{roles:?}");
    let intents = pdf.array(catalog, "OutputIntents");
    let intent = intents.first().and_then(|intent| intent.as_dict().ok()).expect("an output intent");
    let profile = pdf.get(intent, "DestOutputProfile").and_then(|profile| profile.as_stream().ok());
    assert!(profile.is_some_and(|profile| !profile.content.is_empty()), "the intent has its profile");
}

/// The data inside a PDF.
fn data(pdf: &Pdf, name: &str) -> serde_json::Value {
    let attached = pdf.attachments();
    let [(file, spec, bytes)] = &attached[..] else { panic!("{} files are attached", attached.len()) };
    assert_eq!(file, name);
    let relation = pdf.get(spec, "AFRelationship").and_then(|name| name.as_name().ok());
    assert_eq!(relation, Some(&b"Data"[..]));
    serde_json::from_slice(bytes).expect("the data is JSON")
}

#[test]
fn the_shipped_leaflets_say_what_they_are() {
    for lang in ["en", "fr", "el", "bg"] {
        let pdf = Shipped::leaflets().pdf("leaflet", lang);
        let data = data(&pdf, "immuno-oncology.json");
        assert_eq!(data["language"], lang);
        assert_eq!(data["edition"]["id"], "eu");
        assert_eq!(pdf.pages(), 6);
        says_what_it_is(&pdf, lang, data["leaflet"]["title"].as_str().expect("a title"));
        assert!(data["recommendations"].is_null(), "the leaflet does not print them");
    }
}

#[test]
fn the_shipped_report_has_bookmarks_and_whole_tags() {
    let pdf = Shipped::english().pdf("report", "en");
    let data = data(&pdf, "immuno-oncology.json");
    let plain = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    says_what_it_is(&pdf, "en", &plain(&data["framework"]["title"]));
    let bookmarks: Vec<String> = pdf.bookmarks().into_iter().map(|(_, title)| title).collect();
    let report = &data["report"];
    let sections = report["sections"].as_array().expect("sections").iter();
    let recommendations = data["recommendations"].as_array().expect("recommendations").iter();
    let mut wanted: Vec<String> = sections.chain(recommendations).map(|part| plain(&part["title"])).collect();
    wanted.extend(["summary", "glance", "roadmap", "references"].map(|part| plain(&report[part]["title"])));
    for title in wanted {
        // The number of a recommendation may stand in front.
        assert!(
            bookmarks.iter().any(|mark| mark.ends_with(&title)),
            "no bookmark `{title}` in {bookmarks:?}"
        );
    }
    let all = pdf.root.all();
    for (role, least) in [("Table", 2), ("TH", 4), ("Figure", 2), ("L", 5), ("Link", 20)] {
        let found = all.iter().filter(|element| element.role == role).count();
        assert!(found >= least, "{found} of {role}");
    }
    for figure in all.iter().filter(|element| element.role == "Figure") {
        assert!(
            figure.alt.as_ref().is_some_and(|alt| !alt.trim().is_empty()),
            "a figure without alternative text"
        );
    }
    let mut listed = Shipped::english().manifest.targets.iter();
    let entry = listed.find(|entry| entry.document == "report").expect("the English report");
    assert_eq!(entry.pages, pdf.pages() as u64);
}

#[test]
fn all_words_say_what_they_are_and_all_links_where_they_lead() {
    let selection = Selection {
        editions: vec!["eu".to_owned(), "be".to_owned()],
        languages: vec!["en".to_owned(), "de".to_owned()],
        profiles: vec!["screen".to_owned(), "large-print".to_owned()],
        ..Selection::default()
    };
    let built = Built::some(&shipped_framework(), &selection, &settings());
    let targets = built.manifest().targets;
    assert!(targets.len() > 12, "{} targets", targets.len());
    let mut links = 0;
    for target in targets {
        let pdf = Pdf::read(&built.bytes(&target.path));
        assert_eq!(pdf.root.loose_words(), [""; 0], "{}", target.path);
        for said in pdf.said_of_links() {
            let has_letters = said.chars().filter(|c| c.is_alphabetic()).count() > 3;
            assert!(has_letters && !said.starts_with("Section"), "{}: a link says `{said}`", target.path);
            links += 1;
        }
    }
    assert!(links > 500, "{links} links");
}

#[test]
fn what_is_not_translated_says_in_which_language_it_is() {
    let built = Built::all(&small());
    let pdf = built.pdf("eu/fr/small-lines-eu-fr.pdf");
    says_what_it_is(&pdf, "fr", "Deux textes");
    let found = pdf.root.languages("fr");
    let lang_of = |words: &str| {
        let it = found.iter().find(|(text, _)| text.contains(words));
        it.map_or_else(|| panic!("`{words}` is not in {found:?}"), |(_, lang)| *lang)
    };
    assert_eq!(lang_of("Le premier texte"), "fr");
    assert_eq!(lang_of("The second text"), "en");
    let manifest = built.manifest();
    let entry = manifest.targets.iter().find(|entry| entry.language == "fr").expect("an entry");
    assert_eq!((entry.translation.state.as_str(), entry.translation.missing), ("incomplete", 1));
}

#[test]
fn the_manifest_tells_the_truth() {
    let built = Built::all(&small());
    let manifest = built.manifest();
    let paths: Vec<&str> = manifest.targets.iter().map(|entry| entry.path.as_str()).collect();
    assert_eq!(
        paths,
        ["eu/en/small-asks-eu-en.pdf", "eu/en/small-lines-eu-en.pdf", "eu/fr/small-lines-eu-fr.pdf"]
    );
    for entry in &manifest.targets {
        let bytes = built.bytes(&entry.path);
        assert_eq!(entry.bytes, bytes.len() as u64, "{}", entry.path);
        assert_eq!(entry.pages, Pdf::read(&bytes).pages() as u64, "{}", entry.path);
        assert_eq!(entry.sha256, sha256(&bytes), "{}", entry.path);
        let data = data(&Pdf::read(&bytes), "small.json");
        assert_eq!(data["language"], entry.language.as_str());
    }
}

/// SHA-256 (FIPS 180-4, 6.2), written down once more so that paf does not judge itself.
fn sha256(bytes: &[u8]) -> String {
    let primes = || (2u32..).filter(|n| (2..*n).all(|d| n % d != 0));
    // The first 32 bits of the fractional parts of the roots of the first primes.
    let root_bits = |n: u32, power: u32| {
        let target = u128::from(n) << (32 * power);
        let mut root = 0u128;
        for bit in (0..40).rev() {
            let next = root | 1 << bit;
            if next.pow(power) <= target {
                root = next;
            }
        }
        (root & 0xffff_ffff) as u32
    };
    let constants: Vec<u32> = primes().take(64).map(|n| root_bits(n, 3)).collect();
    let mut state: Vec<u32> = primes().take(8).map(|n| root_bits(n, 2)).collect();
    let mut padded = bytes.to_vec();
    padded.push(0x80);
    padded.resize(padded.len().next_multiple_of(64), 0);
    if (bytes.len() + 8) % 64 < 8 || padded.len() - bytes.len() < 9 {
        padded.resize(padded.len() + 64, 0);
    }
    let end = padded.len() - 8;
    padded[end..].copy_from_slice(&(bytes.len() as u64 * 8).to_be_bytes());
    for block in padded.chunks(64) {
        let mut w: Vec<u32> =
            block.chunks(4).map(|word| word.iter().fold(0, |w, byte| w << 8 | u32::from(*byte))).collect();
        for i in 16..64 {
            let (a, b) = (w[i - 15], w[i - 2]);
            let a = a.rotate_right(7) ^ a.rotate_right(18) ^ a >> 3;
            let b = b.rotate_right(17) ^ b.rotate_right(19) ^ b >> 10;
            w.push(w[i - 16].wrapping_add(a).wrapping_add(w[i - 7]).wrapping_add(b));
        }
        let mut v = state.clone();
        for (word, constant) in w.iter().zip(&constants) {
            let (a, e) = (v[0], v[4]);
            let one = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
            let choice = e & v[5] ^ !e & v[6];
            let t = v[7].wrapping_add(one).wrapping_add(choice).wrapping_add(*constant).wrapping_add(*word);
            let zero = a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22);
            let majority = a & v[1] ^ a & v[2] ^ v[1] & v[2];
            v.pop();
            v[3] = v[3].wrapping_add(t);
            v.insert(0, t.wrapping_add(zero).wrapping_add(majority));
        }
        for (sum, value) in state.iter_mut().zip(v) {
            *sum = sum.wrapping_add(value);
        }
    }
    state.iter().map(|word| format!("{word:08x}")).collect()
}
