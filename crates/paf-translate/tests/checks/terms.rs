//! The words of a termbase in the forms of many languages.

use super::{Case, agree_with};
use paf_diag::{Diagnostics, SourceFile};
use paf_locale::HouseStyle;
use paf_translate::checks::CheckContext;
use paf_translate::termbase::Termbase;

const GLOSSARY: &[(&str, &str)] = &[
    ("cell-therapy", "cell therapy"),
    ("car-t", "CAR-T cell therapy"),
    ("checkpoint-inhibitor", "checkpoint inhibitor"),
    ("cytokine", "cytokine"),
    ("crs", "cytokine release syndrome"),
    ("immuno-oncology", "immuno-oncology"),
    ("oncolytic-virus", "oncolytic virus"),
    ("registry", "registry"),
    ("oecd", "OECD"),
    ("t-cell", "T cell"),
    ("atmp", "advanced therapy medicinal product"),
];

/// Compares what is said with a termbase.
#[track_caller]
fn agree(termbase: &str, cases: &[Case]) {
    let mut diagnostics = Diagnostics::new();
    let ids: Vec<&str> = GLOSSARY.iter().map(|(id, _)| *id).collect();
    let termbase = Termbase::read(&SourceFile::new("xx.terms.yaml", termbase), &ids, &mut diagnostics);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let context = CheckContext {
        house_style: HouseStyle::EuIsg,
        do_not_translate: &["CAR-T", "OECD"],
        glossary: GLOSSARY,
        termbase: &termbase,
        passed: None,
    };
    agree_with(&context, cases);
}

#[test]
fn a_term_has_its_word() {
    agree(
        "checkpoint-inhibitor: {use: [inhibiteur* de points de contrôle]}",
        &[
            ("fr", "A checkpoint inhibitor", "Un inhibiteur de points de contrôle", &[]),
            ("fr", "Checkpoint inhibitors", "Les inhibiteurs de points de contrôle", &[]),
            ("fr", "Checkpoint-inhibitor use", "L’inhibiteur de\u{a0}points de contrôle", &[]),
            ("fr", "Checkpoint inhibitors", "Les Inhibiteurs de Points de Contrôle", &[]),
            ("fr", "Checkpoint inhibitors", "Les bloqueurs", &["warning missing-term [Les bloqueurs]"]),
            (
                "fr",
                "Checkpoint inhibitors",
                "Inhibiteurs de points de contrôler",
                &["warning missing-term [Inhibiteurs de points de contrôler]"],
            ),
            (
                "fr",
                "A checkpoint inhibitor and a checkpoint inhibitor",
                "Deux bloqueurs",
                &["warning missing-term [Deux bloqueurs]"],
            ),
            ("fr", "A checkpoint", "Un point", &[]),
        ],
    );
}

#[test]
fn a_longer_term_hides_a_shorter_one() {
    let termbase = "cytokine: {use: [cytokine*]}\ncell-therapy: {use: [thérapie cellulaire]}\nt-cell: {use: ['lymphocyte* t']}";
    agree(
        termbase,
        &[
            ("fr", "A cytokine release syndrome", "Un syndrome de relargage", &[]),
            ("fr", "CAR-T cell therapy", "Thérapie CAR-T", &[]),
            ("fr", "CAR-T cells", "Cellules CAR-T", &[]),
            ("fr", "T cells", "Les lymphocytes T", &[]),
            ("fr", "T-cell transfer", "Un transfert", &["warning missing-term [Un transfert]"]),
            ("fr", "Cell therapies", "Les soins", &["warning missing-term [Les soins]"]),
            ("fr", "A cell therapist", "Un soignant", &[]),
        ],
    );
}

#[test]
fn plurals_and_links_name_a_term() {
    let termbase = "registry: {use: [registre*]}\noncolytic-virus: {use: [oncolytique*]}\natmp: {use: [thérapie* innovante*]}";
    agree(
        termbase,
        &[
            (
                "fr",
                "Registries count",
                "Les listes comptent",
                &["warning missing-term [Les listes comptent]"],
            ),
            ("fr", "A registry counts", "Un registre compte", &[]),
            ("fr", "Registration counts", "L’inscription compte", &[]),
            ("fr", "Oncolytic viruses", "Les virus", &["warning missing-term [Les virus]"]),
            ("fr", "[Viruses of this kind](term:oncolytic-virus)", "[Ces virus](term:oncolytic-virus)", &[]),
            (
                "fr",
                "[Advanced therapies](term:atmp)",
                "[Soins nouveaux](term:atmp)",
                &["warning missing-term [[Soins nouveaux](term:atmp)]"],
            ),
            ("fr", "[Advanced therapies](term:atmp)", "[Thérapies innovantes](term:atmp)", &[]),
        ],
    );
}

#[test]
fn a_rejected_word_is_told_where_it_stands() {
    let termbase = "registry: {use: [register*], not: [registratur*, registrierung*]}\n\
                    immuno-oncology: {use: [immunonkolog*], not: [immuno-onkolog*]}\n\
                    cytokine: {use: [tsütokiin*], not: [sütokiin*]}";
    agree(
        termbase,
        &[
            (
                "de",
                "A registry",
                "Eine Registratur",
                &["warning missing-term [Eine Registratur]", "error rejected-term [Registratur]"],
            ),
            ("de", "A registry", "Ein Register, keine Registratur", &["error rejected-term [Registratur]"]),
            ("de", "The registration", "Die Registrierung", &["warning rejected-term [Registrierung]"]),
            ("de", "Immuno-oncology", "Immunonkologie", &[]),
            (
                "de",
                "In immuno-oncology",
                "In **der** Immuno-Onkologie",
                &[
                    "error mark-mismatch [In **der** Immuno-Onkologie]",
                    "warning missing-term [In **der** Immuno-Onkologie]",
                    "error rejected-term [Immuno-Onkologie]",
                ],
            ),
            (
                "de",
                "In immuno-oncology",
                "In *Immuno*-Onkologie",
                &[
                    "error mark-mismatch [In *Immuno*-Onkologie]",
                    "warning missing-term [In *Immuno*-Onkologie]",
                    "error rejected-term [Immuno*-Onkologie]",
                ],
            ),
            ("et", "Cytokines", "Need tsütokiinid", &[]),
            (
                "et",
                "Cytokines",
                "Need sütokiinid",
                &["warning missing-term [Need sütokiinid]", "error rejected-term [sütokiinid]"],
            ),
        ],
    );
}

#[test]
fn languages_that_join_words() {
    agree(
        "cell-therapy: {use: [zelltherapie*]}\nt-cell: {use: [t-zelle*], not: ['t zell*']}",
        &[
            ("de", "A cell therapy", "Die Immunzelltherapie", &[]),
            ("de", "A cell therapy", "Die Zelltherapien", &[]),
            ("de", "T cells", "Die CAR-T-Zellen", &[]),
            // Four letters at least are looked for within a word.
            ("de", "It has cells", "Er hat Zellen", &[]),
            ("de", "T cells", "Die T Zellen und T-Zellen", &["error rejected-term [T Zellen]"]),
        ],
    );
    agree(
        "cell-therapy: {use: [terapia]}",
        &[
            ("it", "A cell therapy", "La terapia", &[]),
            ("it", "A cell therapy", "La chemioterapia", &["warning missing-term [La chemioterapia]"]),
        ],
    );
    agree("cell-therapy: {use: [sejtterápi*]}", &[("hu", "A cell therapy", "Az őssejtterápiák", &[])]);
    agree("cell-therapy: {use: [soluhoi*]}", &[("fi", "A cell therapy", "Immuunisoluhoito", &[])]);
    agree("cell-therapy: {use: [celleterapi*]}", &[("da", "A cell therapy", "Immuncelleterapi", &[])]);
}

#[test]
fn irish_words_are_mutated() {
    let cases: &[(&str, &'static str)] = &[
        ("cill*", "an chill"),
        ("cill*", "ár gcill"),
        ("cealla fola", "na cealla fola"),
        ("cealla fola", "ár gcealla fhola"),
        ("imdhíon*", "an imdhíonacht"),
        ("imdhíon*", "na himdhíonachta"),
        ("imdhíon*", "an t-imdhíon"),
        ("imdhíon*", "ár n-imdhíonacht"),
        ("bac*", "na mbacairí"),
        ("víreas*", "an vireas víreasach"),
        ("fíoras*", "ár bhfíoras"),
        ("pointe*", "ár bpointe"),
        ("teiripe*", "an teiripe"),
        ("teiripe*", "ár dteiripe"),
        ("slánú*", "an tslánú"),
        ("gníomh*", "ár ngníomh"),
        ("domhan*", "an ndomhan"),
    ];
    for (form, translation) in cases {
        let termbase = format!("cell-therapy: {{use: [\"{form}\"]}}");
        agree(&termbase, &[("ga", "A cell therapy", *translation, &[])]);
    }
    agree(
        "cell-therapy: {use: [cill*]}",
        &[
            ("ga", "A cell therapy", "an fhill", &["warning missing-term [an fhill]"]),
            ("ga", "A cell therapy", "an xcill", &["warning missing-term [an xcill]"]),
        ],
    );
}

#[test]
fn articles_and_elisions_are_no_part_of_a_word() {
    agree(
        "cell-therapy: {use: [terapija*]}",
        &[
            ("mt", "A cell therapy", "it-terapija", &[]),
            ("mt", "A cell therapy", "f’terapija", &[]),
            ("mt", "A cell therapy", "t-terapiji u terapijaħ", &[]),
        ],
    );
    agree("cell-therapy: {use: [immunothérapie]}", &[("fr", "A cell therapy", "L’Immunothérapie", &[])]);
}

#[test]
fn letters_are_compared_as_the_language_does() {
    // Capitals of Turkish, the accents and the last sigma of Greek, decomposed letters.
    agree(
        "cell-therapy: {use: [ilaç*]}",
        &[
            ("tr", "A cell therapy", "İLAÇ", &[]),
            ("tr", "A cell therapy", "ILAÇ", &["warning missing-term [ILAÇ]"]),
        ],
    );
    agree("cell-therapy: {use: [ışık*]}", &[("tr", "A cell therapy", "IŞIK", &[])]);
    agree(
        "cell-therapy: {use: [κύτταρ*, αναστολέας]}",
        &[
            ("el", "A cell therapy", "των κυττάρων", &[]),
            ("el", "A cell therapy", "ΚΥΤΤΑΡΑ", &[]),
            ("el", "A cell therapy", "ΑΝΑΣΤΟΛΕΑΣ", &[]),
        ],
    );
    agree("cell-therapy: {use: [α-σωλήνας]}", &[("el", "A cell therapy", "Α-ΣΩΛΗΝΑΣ", &[])]);
    agree(
        "cell-therapy: {use: [bewertung*, für]}",
        &[("de", "A cell therapy", "Fu\u{308}r", &["error letter-form [Fu\u{308}r]"])],
    );
}

#[test]
fn an_acronym_with_an_official_translation_is_a_term_and_no_name_to_keep() {
    let french = "oecd: {use: [OCDE], not: [OECD]}";
    agree(
        french,
        &[
            ("fr", "The OECD says so", "L’OCDE le dit", &[]),
            (
                "fr",
                "The OECD says so",
                "L’OECD le dit",
                &["warning missing-term [L’OECD le dit]", "error rejected-term [OECD]"],
            ),
        ],
    );
    agree("{}", &[("fr", "The OECD says so", "L’OCDE le dit", &["error do-not-translate [L’OCDE le dit]"])]);
}
