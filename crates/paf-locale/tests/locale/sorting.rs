//! The sorting oracle: names of which every language makes another list.

use paf_locale::{Lang, collator};

const NAMES: &[&str] = &[
    "Zieliński",
    "Ångström",
    "Aalto",
    "Öberg",
    "Oberg",
    "Łukasz",
    "Lopez",
    "Čech",
    "Cizek",
    "Chalupa",
    "Dvořák",
    "Hrabal",
    "Żak",
    "Šimek",
    "Sova",
    "Ørsted",
    "Ärlig",
    "Džamonja",
    "Dragan",
    "Ljubić",
    "Lukić",
    "Ñandu",
    "Nunez",
];

/// Code, then runs of names that follow each other; `…` stands for any names between.
const ORACLE: &[(&str, &str)] = &[
    ("en", "Ärlig Čech Chalupa Cizek … Oberg Öberg Ørsted Šimek Sova Żak Zieliński"),
    ("de", "Ärlig Čech Chalupa Cizek … Oberg Öberg Ørsted Šimek Sova Żak Zieliński"),
    ("cs", "Cizek Čech … Hrabal Chalupa … Sova Šimek"),
    ("hr", "Cizek Čech Dragan Dvořák Džamonja … Lopez Łukasz Lukić Ljubić"),
    ("lt", "Chalupa Cizek Čech … Sova Šimek"),
    ("pl", "Lukić Łukasz … Zieliński Żak"),
    ("es", "Nunez Ñandu"),
    ("et", "Šimek Żak Zieliński Ärlig Öberg"),
    ("et", "Sova Šimek"),
    ("sv", "Zieliński Ångström Ärlig Öberg Ørsted"),
    ("sv-FI", "Zieliński Ångström Ärlig Öberg Ørsted"),
    ("da", "Zieliński Ärlig Öberg Ørsted Aalto Ångström"),
];

#[test]
fn names_sort_as_in_each_language() {
    for (code, expected) in ORACLE {
        let mut names = NAMES.to_vec();
        collator(Lang::parse(code).unwrap()).sort_by_key(&mut names, |name| name);
        let sorted = format!(" {} ", names.join(" "));
        let mut rest = sorted.as_str();
        for run in expected.split('…') {
            let run = format!(" {} ", run.trim());
            let at = rest.find(&run);
            let at = at.unwrap_or_else(|| panic!("{code}:{run}is not in{rest}"));
            rest = &rest[at + run.len() - 1..];
        }
    }
}

#[test]
fn things_sort_by_a_text_and_equal_ones_keep_their_order() {
    let mut members = [("Öberg", 1), ("Oberg", 2), ("Öberg", 3)];
    collator(Lang::parse("sv").unwrap()).sort_by_key(&mut members, |member| member.0);
    assert_eq!(members, [("Oberg", 2), ("Öberg", 1), ("Öberg", 3)]);
}
