//! Counts and references on pages: what an edition has is what its pages say, in every language.

use paf_model::files::Memory;
use serde_json::Value;

use crate::pdf_framework::{Built, po, reword, settings, small};
use crate::pdf_reading::Pdf;

const COUNTED: &str = "{Recommendations:words} {recommendations|demand|demands}, {recommendations} in all";
const REFERRED: &str = "[Demand {n}: *{title}*](rec:last) and [{title}](section:why)";

/// A document that prints the title, as it is and as metadata, and a summary of one text.
const PAGE: &str = r##"#import "/target.typ": lang, date
#set document(title: [[= framework.title|plain ]], author: [[= framework.publisher.name|plain ]], date: date)
#set text(font: "Source Sans 3", lang: lang, size: 8pt, hyphenate: false)
#set page(width: 300pt, height: 200pt, margin: 20pt)
#heading(level: 1, [[= framework.title ]])
/*% for block in report.summary.body %*/
#par([[= block.text ]])
/*% endfor %*/
/*% for recommendation in recommendations %*/
#heading(level: 2)[#[[= recommendation.title ]]] #label("recommendation-" + [[= recommendation.id ]])
/*% endfor %*/
"##;

/// Three recommendations, of which one edition leaves one out, another all but one, and a third adds nine.
fn framework() -> Memory {
    let mut files = small();
    let path = "framework/framework.yaml";
    reword(&mut files, path, "title: Two texts", &format!("title: \"{COUNTED}\""));
    reword(&mut files, path, "languages: [en, fr]", "languages: [en, fr, ga, pl]");
    reword(&mut files, path, "  asks: {languages: [en]}\n", "  asks: {languages: [en, ga, pl]}\n");
    reword(
        &mut files,
        "templates/theme/inline.typ",
        "#let term",
        "#let refer(target, body) = context {\n  let found = query(label(target))\n  if found.len() == 0 { body } else { std.link(found.first().location(), body) }\n}\n#let number(target, absent) = absent()\n#let term",
    );
    reword(&mut files, "templates/asks/document.yaml", "[recommendations]", "[report, recommendations]");
    let mut add = |path: String, text: String| files.insert(path, text.into_bytes());
    add("templates/asks/asks.typ".to_owned(), PAGE.to_owned());
    for (id, number) in [("first", 2), ("last", 3)] {
        let text = format!("number: {number}\ntitle: The {id} one\nask: Do it.\nshort: Do.\n");
        add(format!("framework/recommendations/{id}.yaml"), text);
    }
    add(
        "framework/report.yaml".to_owned(),
        format!(
            "summary:\n  title: Summary\n  body:\n    - {{id: see, kind: text, text: \"{REFERRED}\"}}\n\
             sections:\n  - {{id: why, title: The long reason, short: Why}}\nrecommendations: {{title: All}}\n"
        ),
    );
    let head = |languages: &str| {
        format!("title: At\nlanguage: en\nlanguages: [{languages}]\nbased-on: \"1.0\"\ndocuments: [asks]\n")
    };
    let nine: Vec<String> =
        (1..=9).map(|n| format!("    - {{id: be-r{n}, title: R{n}, ask: Do it., short: Do.}}\n")).collect();
    for (id, changes) in [
        ("at", "omit: {recommendations.only: Not here.}\n".to_owned()),
        ("mt", "omit: {recommendations.only: Not here., recommendations.first: Not here.}\n".to_owned()),
        ("be", format!("add:\n  recommendations:\n{}", nine.concat())),
    ] {
        add(format!("framework/editions/{id}/edition.yaml"), format!("{}{changes}", head("en, ga, pl")));
    }
    let see = "report.summary.body.see.text";
    for (lang, title, text) in [
        (
            "pl",
            "{Recommendations:words} {recommendations|żądanie|żądania|żądań}, razem {recommendations}",
            "[Żądanie {n}: *{title}*](rec:last) i [{title}](section:why)",
        ),
        (
            "ga",
            "{Recommendations:words} {recommendations|mholadh amháin|mholadh|mholadh|moladh|mholadh}, {recommendations} san iomlán",
            "[{n}ú moladh: *{title}*](rec:last) agus [{title}](section:why)",
        ),
    ] {
        let entries = [
            ("framework.title", COUNTED, title),
            (see, REFERRED, text),
            ("report.sections.why.short", "Why", "Dlaczego"),
        ];
        add(format!("framework/locales/{lang}.po"), po(lang, &entries));
    }
    files
}

fn text_of(files: &Memory, path: &str) -> String {
    String::from_utf8_lossy(&files.0[path]).into_owned()
}

fn words(pdf: &Pdf) -> String {
    pdf.text().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn pages_say_how_many_an_edition_has_and_lead_to_what_they_name() {
    let selection =
        paf_build::Selection { documents: vec!["asks".to_owned()], ..crate::pdf_framework::for_the_screen() };
    let built = Built::some(&framework(), &selection, &settings());
    for (edition, lang, counted, referred) in [
        ("eu", "en", "Three demands, 3 in all", "Demand 3: The last one and Why"),
        ("at", "en", "Two demands, 2 in all", "Demand 2: The last one and Why"),
        ("mt", "en", "One demand, 1 in all", "Demand 1: The last one and Why"),
        ("be", "en", "Twelve demands, 12 in all", "Demand 3: The last one and Why"),
        ("eu", "pl", "Trzy żądania, razem 3", "Żądanie 3: The last one i Dlaczego"),
        ("at", "pl", "Dwa żądania, razem 2", "Żądanie 2: The last one i Dlaczego"),
        ("mt", "pl", "Jedno żądanie, razem 1", "Żądanie 1: The last one i Dlaczego"),
        ("be", "pl", "Dwanaście żądań, razem 12", "Żądanie 3: The last one i Dlaczego"),
        ("eu", "ga", "Trí mholadh, 3 san iomlán", "3ú moladh: The last one agus"),
        ("mt", "ga", "Aon mholadh amháin, 1 san iomlán", "1ú moladh: The last one agus"),
        ("be", "ga", "12 mholadh, 12 san iomlán", "3ú moladh: The last one agus"),
    ] {
        let pdf = built.pdf(&format!("{edition}/{lang}/small-asks-{edition}-{lang}.pdf"));
        let text = words(&pdf);
        for awaited in [counted, referred] {
            assert!(text.contains(awaited), "{edition} {lang}: `{awaited}` is not in `{text}`");
        }
        assert_eq!(pdf.info("Title").as_deref(), Some(counted), "{edition} {lang}");
        let (_, _, data) = pdf.attachments().remove(0);
        let data: Value = serde_json::from_slice(&data).expect("it is JSON");
        assert_eq!(data["framework"]["title"], counted, "{edition} {lang}");
        let see = data["report"]["summary"]["body"][0]["text"].as_str().expect("a text");
        assert!(see.contains("*The last one*](rec:last)"), "{see}");
        assert!(!text.contains(['{', '|']), "{text}");
    }
}

#[test]
fn a_reference_leads_there_on_the_page() {
    let selection = paf_build::Selection {
        documents: vec!["asks".to_owned()],
        editions: vec!["at".to_owned()],
        languages: vec!["en".to_owned()],
        ..crate::pdf_framework::for_the_screen()
    };
    let pdf = Built::some(&framework(), &selection, &settings()).pdf("at/en/small-asks-at-en.pdf");
    let links = pdf.root.all().into_iter().filter(|element| element.role == "Link").count();
    assert_eq!(links, 1, "to the recommendation; the part stands in no heading of this document");
}

/// The same, in which a text names the last year and another how many there are; one edition leaves the step of that
/// year out, and puts the second text in other words.
fn with_years() -> Memory {
    let mut files = framework();
    for (path, year) in [("first", 2032), ("last", 2029)] {
        let step = format!("steps:\n  - {{id: a, text: Do it., short: Do., actors: [states], by: {year}}}\n");
        let path = format!("framework/recommendations/{path}.yaml");
        let text = text_of(&files, &path) + &step;
        files.insert(path, text.into_bytes());
    }
    reword(
        &mut files,
        "framework/framework.yaml",
        "documents:\n",
        "actors:\n  states: {name: Member States, short: States}\ndocuments:\n",
    );
    reword(
        &mut files,
        "framework/report.yaml",
        "  body:\n",
        "  body:\n    - {id: until, kind: text, text: \"The years to {last-year}\"}\n    \
         - {id: many, kind: text, text: \"There are {recommendations:words}\"}\n",
    );
    reword(
        &mut files,
        "framework/editions/at/edition.yaml",
        "recommendations.only: Not here.",
        "recommendations.first: Not here.",
    );
    let path = "framework/editions/at/edition.yaml";
    let text = text_of(&files, path)
        + "adapt:\n  report.summary.body.many.text:\n    text: \"Just {recommendations}\"\n    \
          replaces: \"There are {recommendations:words}\"\n    reason: Fewer.\n";
    files.insert(path.to_owned(), text.into_bytes());
    files
}

#[test]
fn the_last_year_is_that_of_the_steps_and_a_quotation_counts_as_its_source() {
    let selection = paf_build::Selection {
        documents: vec!["asks".to_owned()],
        editions: vec!["eu".to_owned(), "at".to_owned()],
        languages: vec!["en".to_owned()],
        ..crate::pdf_framework::for_the_screen()
    };
    let built = Built::some(&with_years(), &selection, &settings());
    for (edition, awaited) in
        [("eu", ["The years to 2032", "There are three"]), ("at", ["The years to 2029", "Just 2"])]
    {
        let text = words(&built.pdf(&format!("{edition}/en/small-asks-{edition}-en.pdf")));
        for awaited in awaited {
            assert!(text.contains(awaited), "{edition}: `{awaited}` is not in `{text}`");
        }
    }
    let (_, _, data) = built.pdf("at/en/small-asks-at-en.pdf").attachments().remove(0);
    let data: Value = serde_json::from_slice(&data).expect("it is JSON");
    let rows = data["edition"]["differences"].as_array().expect("a list");
    let adapted = rows.iter().find(|row| row["verb"] == "adapt").expect("it is listed");
    assert_eq!(adapted["what"], "There are three", "the European framework has as many");
}

#[test]
fn a_year_that_no_step_has_is_told() {
    let mut files = with_years();
    for path in ["first", "last"] {
        let path = format!("framework/recommendations/{path}.yaml");
        let text = text_of(&files, &path);
        let without = text.split("steps:").next().expect("a beginning").to_owned();
        files.insert(path, without.into_bytes());
    }
    let (_, told) = paf_build::prepare(&files);
    let told: Vec<&str> = told.iter().map(|found| found.message.as_str()).collect();
    let awaited = "no recommendation has a step, so there is no year for `{last-year}` in `report.summary.body.until.text`";
    assert!(told.contains(&awaited), "{told:?}");
}
