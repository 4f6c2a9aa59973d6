//! The web pages of a publication lead where they say, and say what is printed.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]
#![expect(clippy::disallowed_methods, reason = "the test starts paf and reads what it made")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use tempfile::TempDir;

use crate::cases::program::paf;

/// A new framework in two languages, published.
fn site() -> &'static Path {
    static MADE: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    let (_, site) = MADE.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for args in [&["new", "some", "--lang", "fr"][..], &["--root", "some", "publish"]] {
            let ran = Command::new(paf()).args(args).current_dir(folder.path()).env_clear().output();
            let ran = ran.expect("paf can be run");
            assert!(ran.status.success(), "{args:?}: {}", String::from_utf8_lossy(&ran.stderr));
        }
        let site = folder.path().join("some/output/site").canonicalize().expect("it is there");
        (folder, site)
    });
    site
}

/// All pages by their paths.
fn pages() -> BTreeMap<PathBuf, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![site().to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "html") {
                let text = fs::read_to_string(&path).expect("UTF-8");
                found.insert(path, text);
            }
        }
    }
    found
}

/// What stands in an attribute, wherever it does.
fn attributes<'p>(page: &'p str, name: &str) -> Vec<&'p str> {
    let start = format!(" {name}=\"");
    page.split(&start).skip(1).map(|rest| rest.split('"').next().unwrap_or_default()).collect()
}

/// The words of a page without its tags.
fn words(html: &str) -> String {
    let mut out = String::new();
    for piece in html.split('<').skip(1) {
        out.push(' ');
        out.push_str(piece.split_once('>').map_or("", |(_, words)| words));
    }
    let out = ["&lt;<", "&gt;>", "&quot;\"", "&#39;'", "&amp;&"].iter().fold(out, |out, pair| {
        let (name, letter) = pair.split_at(pair.len() - 1);
        out.replace(name, letter)
    });
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_link_leads_to_a_file_or_a_part_of_the_page() {
    let pages = pages();
    for name in ["index", "report", "summary", "leaflet"] {
        assert!(pages.contains_key(&site().join(format!("eu/en/{name}.html"))), "{name}: {:?}", pages.keys());
    }
    for (path, page) in &pages {
        let here = path.parent().expect("a folder");
        for link in attributes(page, "href") {
            if link.starts_with("https://") || link.starts_with("mailto:") {
                continue;
            }
            let (file, part) = link.split_once('#').unwrap_or((link, ""));
            assert!(file.is_empty() || here.join(file).is_file(), "{}: {link}", path.display());
            let other = here.join(file).canonicalize().ok().and_then(|path| pages.get(&path));
            let led_to = if file.is_empty() { Some(page) } else { other };
            let is_there = part.is_empty() || led_to.is_some_and(|it| attributes(it, "id").contains(&part));
            assert!(is_there, "{}: {link}", path.display());
        }
        assert!(attributes(page, "src").is_empty(), "nothing is loaded");
        let mut ids = attributes(page, "id");
        ids.sort_unstable();
        assert!(ids.windows(2).all(|two| two[0] != two[1]), "{ids:?}");
    }
}

#[test]
fn elements_are_closed_in_the_order_in_which_they_are_opened() {
    for (path, page) in pages() {
        let mut open: Vec<&str> = Vec::new();
        let (head, body) = page.split_once("<style>").expect("a style");
        let body = body.split_once("</style>").map_or("", |(_, body)| body);
        for tag in head.split('<').chain(body.split('<').skip(1)).skip(1).filter(|tag| !tag.starts_with('!'))
        {
            let name = tag.split([' ', '>']).next().unwrap_or_default();
            if tag.split('>').next().is_some_and(|tag| tag.ends_with('/')) {
                continue;
            }
            if let Some(closed) = name.strip_prefix('/') {
                assert_eq!(open.pop(), Some(closed), "{}: {tag}", path.display());
            } else if !matches!(name, "meta" | "link" | "br") {
                open.push(name);
            }
        }
        assert!(open.is_empty(), "{}: {open:?}", path.display());
    }
}

#[test]
fn a_browser_takes_the_style_by_its_hash_and_nothing_else() {
    let text = fs::read_to_string(format!("{}/../templates/site/style.css", env!("CARGO_MANIFEST_DIR")));
    let text = text.expect("it is shipped");
    for (path, page) in pages() {
        let style = page.split("<style>").nth(1).and_then(|rest| rest.split("</style>").next());
        assert_eq!(style, Some(text.as_str()), "{}", path.display());
        let policy =
            attributes(&page, "content").into_iter().find(|words| words.starts_with("default-src 'none'"));
        assert!(policy.is_some_and(|policy| policy.contains("style-src 'sha256-")), "{}", path.display());
        let scripts = page.matches("<script>").count();
        assert_eq!(scripts, usize::from(path == site().join("index.html")), "{}", path.display());
        assert_eq!(policy.is_some_and(|policy| policy.contains("script-src 'sha256-")), scripts > 0);
        assert!(
            !page.contains(" onclick")
                && !page.replace("<script type=\"application/ld+json\">", "").contains("<script "),
            "{}",
            path.display()
        );
    }
}

#[test]
fn a_page_says_its_language_and_the_others() {
    let pages = pages();
    for lang in ["en", "fr"] {
        for name in ["index.html", "leaflet.html"] {
            let page = &pages[&site().join(format!("eu/{lang}/{name}"))];
            assert!(page.contains(&format!("<html lang=\"{lang}\" dir=\"ltr\">")), "{lang}/{name}");
            let mut others = attributes(page, "hreflang");
            others.sort_unstable();
            others.dedup();
            assert_eq!(others, ["en", "fr"], "{lang}/{name}");
        }
    }
}

#[test]
fn marks_lead_to_works_terms_and_recommendations() {
    let page = fs::read_to_string(site().join("eu/en/report.html")).expect("it is there");
    let links = attributes(&page, "href");
    let works = page.matches("<li id=\"work-").count();
    assert_eq!(works > 0, links.iter().any(|link| link.starts_with("#work-")), "{links:?}");
    assert!(links.iter().any(|link| link.starts_with("#recommendation-")), "{links:?}");
    // The leaflet has neither a glossary nor a list of works.
    let leaflet = fs::read_to_string(site().join("eu/en/leaflet.html")).expect("it is there");
    let links = attributes(&leaflet, "href");
    assert!(links.iter().all(|link| !link.starts_with("#work-") && !link.starts_with("#term-")), "{links:?}");
}

#[test]
fn the_leaflet_says_what_is_printed() {
    let page = words(&fs::read_to_string(site().join("eu/en/leaflet.html")).expect("it is there"));
    let leaflet = fs::read_to_string(site().join("../../framework/leaflet.yaml")).expect("it is there");
    let texts: Vec<&str> = leaflet
        .lines()
        .filter_map(|line| line.trim_start().trim_start_matches("- ").split_once(": "))
        .filter(|(key, words)| ["title", "lead", "text"].contains(key) && !words.starts_with(['>', '|']))
        .map(|(_, words)| words.trim().trim_matches(['"', '\'']))
        .collect();
    assert!(texts.len() > 3, "{texts:?}");
    for text in texts.iter().filter(|text| !text.contains(['[', '*', '{'])).skip(1) {
        assert!(page.contains(text), "“{text}” is not in {page}");
    }
}

/// Each step stands below its year, and again below each of those who take it.
#[test]
fn the_roadmap_is_by_year_and_by_actor() {
    let page = fs::read_to_string(site().join("eu/en/roadmap.html")).expect("it is there");
    let (by_year, by_actor) = page.split_once("<h2 id=\"by-actor\">").expect("two lists");
    let steps = |part: &str, heading: &str| {
        let (_, part) = part.split_once(heading).unwrap_or_else(|| panic!("no {heading} in {part}"));
        part.split("<h3").next().unwrap_or_default().matches("<li>").count()
    };
    let years = attributes(by_year, "id").into_iter().filter(|id| id.starts_with("year-")).count();
    let actors: Vec<&str> =
        attributes(by_actor, "id").into_iter().filter(|id| id.starts_with("actor-")).collect();
    assert!(years > 0 && !actors.is_empty(), "{years} years, {actors:?}");
    for actor in actors {
        assert!(steps(by_actor, &format!("<h3 id=\"{actor}\">")) > 0, "{actor} has no step");
    }
}

/// Readers with low vision find their file from the page, the list of all, and the archive.
#[test]
fn large_print_is_reached_from_pages() {
    for path in ["eu/fr/leaflet.html", "eu/fr/index.html", "eu/en/summary.html"] {
        let page = fs::read_to_string(site().join(path)).expect("it is there");
        let way = attributes(&page, "href").into_iter().find(|way| way.ends_with("-large-print.pdf"));
        let way = way.unwrap_or_else(|| panic!("{path} has no way to large print"));
        assert!(site().join(path).with_file_name(way).is_file(), "{path}: {way}");
    }
    let page = fs::read_to_string(site().join("eu/fr/index.html")).expect("it is there");
    assert!(words(&page).contains("(Grands caractères)"), "in its own language");
}

#[test]
fn a_page_that_cannot_be_filled_in_is_found_by_a_check() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let run = |args: &[&str]| {
        let ran = Command::new(paf()).args(args).current_dir(folder.path()).env_clear().output();
        let ran = ran.expect("paf can be run");
        (ran.status.success(), String::from_utf8_lossy(&ran.stderr).into_owned())
    };
    assert!(run(&["new", "some", "--with-templates"]).0);
    let (is_well, said) = run(&["--root", "some", "check"]);
    assert!(is_well && !said.contains(".html"), "{said}");
    for (path, words) in [
        ("templates/summary/summary.html", "summary.html"),
        ("templates/report/report.html", "report.html"),
        ("templates/site/imprint.html", "imprint.html"),
    ] {
        let path = folder.path().join("some").join(path);
        let before = fs::read_to_string(&path).expect("it is there");
        let broken = before.replace("<p>", "<p>{{ framework.unknown.key }}");
        fs::write(&path, broken).expect("it is written");
        let (is_well, said) = run(&["--root", "some", "check"]);
        assert!(!is_well && said.contains(words), "{said}");
        fs::write(&path, before).expect("it is written");
    }
}

#[test]
fn what_a_country_adds_is_on_its_page() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let run = |args: &[&str]| {
        let ran = Command::new(paf()).args(args).current_dir(folder.path()).env_clear().output();
        let ran = ran.expect("paf can be run");
        assert!(ran.status.success(), "{args:?}: {}", String::from_utf8_lossy(&ran.stderr));
    };
    run(&["new", "some"]);
    let edition = folder.path().join("some/framework/editions/ie");
    fs::create_dir_all(&edition).expect("a folder");
    let text = "title: Ireland\nlanguage: en\ndocuments: [report]\nbased-on: \"0.1\"\nspecimen: true\nadd:\n  \
                partners:\n    title: Those of this country\n    organisations:\n      \
                - {id: ie-example, name: Example Association (fictional)}\nround-table:\n  place: Example Town\n  \
                date: 2026-01-19\n  organisations:\n    - {id: ie-guest, name: Example Guest (fictional)}\n  \
                outcomes:\n    nearby-tests: These are words that were agreed.\n";
    let version =
        fs::read_to_string(folder.path().join("some/framework/framework.yaml")).expect("it is there");
    let version = version.lines().find_map(|line| line.strip_prefix("version: ")).expect("a version");
    let version = version.split('#').next().unwrap_or_default().trim().trim_matches('"');
    fs::write(edition.join("edition.yaml"), text.replace("0.1", version)).expect("it is written");
    run(&["--root", "some", "publish"]);
    let page = fs::read_to_string(folder.path().join("some/output/site/ie/en/report.html"));
    let page = words(&page.expect("it is there"));
    let of = |name: &str| {
        let page = fs::read_to_string(folder.path().join(format!("some/output/site/ie/en/{name}.html")));
        words(&page.unwrap_or_else(|error| panic!("{name}: {error}")))
    };
    for said in ["Example Association (fictional)", "Those of this country"] {
        assert!(of("people").contains(said), "“{said}” is not among the people");
    }
    // The list at the end of the report, on a page.
    for said in ["What this edition changes", "About this edition", "Round table", "Added"] {
        assert!(of("changes").contains(said), "“{said}” is not among the changes");
    }
    assert!(!folder.path().join("some/output/site/eu/en/changes.html").exists());
    for said in [
        "Example Association (fictional)",
        "Those of this country",
        "Example Town",
        "These are words that were agreed.",
        "Example Guest (fictional)",
    ] {
        assert!(page.contains(said), "“{said}” is not on the page");
    }
}

#[test]
fn a_framework_with_an_address_is_found_and_passed_on() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let run = |args: &[&str]| {
        let ran = Command::new(paf()).args(args).current_dir(folder.path()).env_clear().output();
        let ran = ran.expect("paf can be run");
        assert!(ran.status.success(), "{args:?}: {}", String::from_utf8_lossy(&ran.stderr));
    };
    run(&["new", "some", "--lang", "fr"]);
    let file = folder.path().join("some/framework/framework.yaml");
    let text = fs::read_to_string(&file).expect("it is there");
    fs::write(&file, format!("{text}\nsite: https://framework.example.org/a&b\n")).expect("it is written");
    run(&["--root", "some", "publish"]);
    let site = folder.path().join("some/output/site");
    let map = fs::read_to_string(site.join("sitemap.xml")).expect("there is a map");
    let root = "https://framework.example.org/a&amp;b/";
    for path in ["", "eu/fr/leaflet.html", "eu/en/report.html", "eu/en/organisers.html"] {
        assert!(map.contains(&format!("<loc>{root}{path}</loc>")), "{path}: {map}");
    }
    assert!(map.contains(&format!("hreflang=\"fr\" href=\"{root}eu/fr/leaflet.html\"/>")), "{map}");
    let feed = fs::read_to_string(site.join("feed.xml")).expect("there is a feed");
    assert_eq!(feed.matches("<entry>").count(), 2, "{feed}");
    let page = fs::read_to_string(site.join("eu/fr/leaflet.html")).expect("it is there");
    assert!(page.contains(&format!("<link rel=\"canonical\" href=\"{root}eu/fr/leaflet.html\">")));
    assert!(page.contains(&format!("<meta property=\"og:image\" content=\"{root}eu/fr/card.png\">")));
    let card = fs::read(site.join("eu/fr/card.png")).expect("there is a card");
    let size = |at: usize| u32::from_be_bytes(card[at..at + 4].try_into().expect("four bytes"));
    assert_eq!((&card[..4], size(16), size(20)), (&b"\x89PNG"[..], 1200, 630));
    let facts = page.split("<script type=\"application/ld+json\">").nth(1).expect("there are facts");
    let facts = facts.split("</script>").next().unwrap_or_default();
    let facts: serde_json::Value = serde_json::from_str(facts).expect("they are JSON");
    assert_eq!(facts["inLanguage"], "fr");
    assert!(facts["encoding"][0]["name"].as_str().is_some_and(|name| name.ends_with("-leaflet-eu-fr.pdf")));
    run(&["--root", "some", "verify"]);
}

fn names(archive: &zip::ZipArchive<fs::File>) -> Vec<String> {
    archive.file_names().map(|name| name.expect("UTF-8").into_owned()).collect()
}

#[test]
fn archives_say_what_they_hold_and_have_what_a_printer_needs() {
    let archive = |path: &str| {
        let file = fs::File::open(site().join("bundles").join(path)).expect("an archive");
        zip::ZipArchive::new(file).expect("it can be read")
    };
    let text = |path: &str, end: &str| {
        let mut archive = archive(path);
        let name = names(&archive).into_iter().find(|name| name.ends_with(end));
        let mut entry = archive.by_name(&name.expect("it is in it")).expect("it can be read");
        std::io::read_to_string(&mut entry).expect("UTF-8")
    };
    let readme = text("eu/some-eu-fr.zip", "/README.txt");
    assert!(readme.contains("eu/fr/some-leaflet-eu-fr.pdf") && readme.contains("SHA256SUMS"), "{readme}");
    assert!(readme.contains("français"), "{readme}");
    let letter = text("eu/some-eu-print.zip", "/LETTER.txt");
    assert!(letter.contains("eu/fr/some-leaflet-eu-fr-press.pdf"), "{letter}");
    assert!(letter.contains("Dear Sir or Madam"), "in the language of the framework: {letter}");
    let names = names(&archive("eu/some-eu-print.zip"));
    assert!(names.iter().any(|name| name.ends_with("/profiles/FOGRA47-300.icc")), "{names:?}");
    assert!(names.iter().any(|name| name.ends_with("/profiles/FOGRA47-300-LICENSE.txt")), "{names:?}");
    let sums = text("eu/some-eu-print.zip", "/SHA256SUMS");
    assert_eq!(sums.lines().count(), names.len() - 1, "each but the list itself: {sums}");
}

#[test]
fn pages_of_one_name_and_pages_that_fail_are_told_by_a_check() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let run = |args: &[&str]| {
        let ran = Command::new(paf()).args(args).current_dir(folder.path()).env_clear().output();
        let ran = ran.expect("paf can be run");
        (ran.status.success(), String::from_utf8_lossy(&ran.stderr).into_owned())
    };
    assert!(run(&["new", "some", "--with-templates"]).0);
    let pages = folder.path().join("some/templates/site/pages");
    for (name, text, said) in [
        ("Leaflet.html", "x", "would both be the page `leaflet.html`"),
        ("index.html", "x", "would both be the page `index.html`"),
        ("new.html", "{{ nope }}", "pages/new.html"),
        ("two words.html", "x", "`two words`, of `some/templates/site/pages/two words.html`"),
        ("open.html", "{% if page %}x", "`{% if … %}` with `{% endif %}`"),
    ] {
        fs::write(pages.join(name), text).expect("it is written");
        let (is_well, found) = run(&["--root", "some", "check"]);
        assert!(!is_well && found.contains(said), "{name}: {found}");
        fs::remove_file(pages.join(name)).expect("it is removed");
    }
    fs::create_dir(pages.join("parts")).expect("a folder");
    fs::write(pages.join("parts/a.html"), "x").expect("it is written");
    let (is_well, found) = run(&["--root", "some", "check"]);
    assert!(
        is_well && found.contains("nothing is made of `some/templates/site/pages/parts/a.html`"),
        "{found}"
    );
    fs::write(pages.join("b.html"), "{% include \"templates/site/pages/parts/a.html\" %}")
        .expect("it is written");
    let (is_well, found) = run(&["--root", "some", "check"]);
    assert!(is_well && !found.contains("nothing is made of"), "{found}");
    for (name, said) in
        [("c.txt", "nothing is made of `some/templates/site/pages/c.txt`"), ("d.htm", "pages/d.html")]
    {
        fs::write(pages.join(name), "x").expect("it is written");
        let (_, found) = run(&["--root", "some", "check"]);
        assert!(found.contains(said), "{name}: {found}");
        fs::remove_file(pages.join(name)).expect("it is removed");
    }
    let leaflet = folder.path().join("some/templates/leaflet/leaflet.html");
    let before = fs::read_to_string(&leaflet).expect("it is there");
    fs::write(&leaflet, format!("{{% do no_page() %}}{before}")).expect("it is written");
    for command in ["check", "publish"] {
        let (is_well, found) = run(&["--root", "some", command]);
        assert!(
            !is_well && found.contains("leaflet.html` makes no page of a document"),
            "{command}: {found}"
        );
    }
    fs::write(&leaflet, before).expect("it is written");
    fs::remove_file(folder.path().join("some/templates/site/letter.txt")).expect("it is removed");
    let (is_well, found) = run(&["--root", "some", "publish"]);
    assert!(is_well && found.contains("archives for printers have no LETTER.txt"), "{found}");
}
