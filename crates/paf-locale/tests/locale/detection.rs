//! Texts in the wrong language are found, and right ones are left alone.

use paf_locale::{Lang, Reason, Script, guess_wrong_language, is_untranslated, share_of_script};

/// One sentence or more per language, with the small words that English, French and German share
/// with it, and with a name, an acronym or a number that is no language's.
const RIGHT: &[(&str, &str)] = &[
    ("bg", "Пациентите трябва да имат достъп до CAR-T терапия във всяка държава от ЕС (EMA, 2026)."),
    (
        "es",
        "Los pacientes deben tener acceso a la terapia en todos los países; esto se ha de hacer por ley, sur y norte.",
    ),
    (
        "cs",
        "Tato doporučení by měla být k dispozici všem; je to na nás a den za dnem se to mění, plus les je les.",
    ),
    (
        "da",
        "For at give patienterne adgang til behandling skal vi have en plan for det, og den skal være i orden. Du må være med, mit barn, der er to.",
    ),
    (
        "de",
        "Die Patienten sollen in allen Ländern Zugang haben, und das war an der Zeit: man will in die Zukunft.",
    ),
    ("et", "See on tähtis, et kõik patsiendid saaksid ravi; must ja valge on siin ning est on kood."),
    (
        "el",
        "Οι ασθενείς πρέπει να έχουν πρόσβαση στη θεραπεία CAR-T (Chimeric Antigen Receptor) σε κάθε χώρα.",
    ),
    ("fr", "On demande que les patients de tous les pays aient accès aux soins, or ce n'est pas le cas."),
    (
        "ga",
        "Is é an cuspóir ná rochtain a thabhairt d'othair ar an teiripe in am, in Éirinn agus in Albain; is iad an lucht leighis a dhéanann é; le do thoil.",
    ),
    ("hr", "To je važno za sve pacijente u Europi, a on je rekao da im to treba na vrijeme, dem plus la."),
    (
        "it",
        "In ogni paese i pazienti devono avere accesso alle cure, e in particolare la terapia qui in Europa; le cure.",
    ),
    (
        "lv",
        "Pacientiem visās valstīs ir jābūt piekļuvei ārstēšanai, un to nodrošina valsts kopā ar par to atbildīgo iestādi.",
    ),
    (
        "lt",
        "Pacientai visose šalyse turi gauti gydymą, ir to reikia siekti kartu su gydytojais, nes to nori visi.",
    ),
    (
        "hu",
        "A betegek be is léphetnek a programba, és ez is fontos; be kell tartani a szabályokat, le és fel, mit és miért.",
    ),
    (
        "mt",
        "Il-pazjenti għandhom ikollhom aċċess għat-terapija fil-pajjiżi kollha; it-trattament is-soltu, fin-nofs u in-nies.",
    ),
    (
        "nl",
        "De behandeling is voor patiënten van of uit alle landen in de Unie; we was de kleren, die der dingen, werden des te beter, les.",
    ),
    (
        "pl",
        "To jest ważne, by pacjenci we wszystkich krajach mieli dostęp do leczenia; on by to zrobił, im plus.",
    ),
    (
        "pt",
        "Se for possível, os doentes de todos os países devem ter acesso às terapias; as que das regiões são.",
    ),
    (
        "ro",
        "Pacienții or să aibă acces la tratament într-un an, iar țara are un plan in extenso; not, est și sur, la fel.",
    ),
    ("sk", "To je dôležité, aby by pacienti mali prístup k liečbe; on to povedal na deň, den, plus le."),
    ("sl", "To je pomembno in nujno: in bolniki in zdravniki so na on strani, to in ono, la plus den."),
    ("fi", "Potilaiden on saatava hoitoa, ja se on tärkeää; hän on valmis."),
    ("sv", "Vi be alla att få vård; en and flyger, at is. Den som du ser, dem du är med, plus dans by, was."),
    ("ar", "يجب أن يحصل المرضى على العلاج CAR-T في كل بلد."),
    ("is", "Sjúklingar í öllum löndum eiga að fá aðgang að meðferð, og það er mikilvægt fyrir alla."),
    ("he", "לחולים צריכה להיות גישה לטיפול CAR-T בכל מדינה."),
    (
        "nb",
        "For at pasientene skal få behandling, må vi have en plan for det; du ber dem, og den er der, et to be plus.",
    ),
    (
        "nn",
        "For at pasientane skal få behandling, må dei ha ein plan for det; du og dei, den er der, et to in.",
    ),
    ("tr", "Hastalar tedaviye at gibi can atıyor; on ülkede bir an önce bu hak tanınmalı."),
    ("uk", "Пацієнти повинні мати доступ до терапії CAR-T у кожній країні (EMA)."),
];

/// Short texts of words that English, French or German has too.
const RIGHT_SHORT: &[(&str, &str)] = &[
    ("cs", "To by on den to"),
    ("da", "At have en plan for to der"),
    ("de", "Was in der Not an"),
    ("et", "See on must, sind est"),
    ("ga", "In Éirinn agus in Albain"),
    ("hu", "Be is, mit be"),
    ("it", "In Italia e in Europa"),
    ("lv", "To der to"),
    ("mt", "In-nies u it-trattament in-nofs"),
    ("nl", "Of is die was in werden"),
    ("pl", "To on by we"),
    ("pt", "Que das, se for"),
    ("ro", "Or are an, sur est"),
    ("sl", "In to in on"),
    ("sv", "At be in den du"),
    ("tr", "On can, at der"),
];

/// Code of the expected language, text, and what it looks like.
const WRONG: &[(&str, &str, &str)] = &[
    ("hr", "Patients should have access to the therapy in every country of the Union.", "en"),
    ("nl", "Patients should have access to the therapy in every country of the Union.", "en"),
    ("da", "Patients should have access to the therapy in every country of the Union.", "en"),
    ("de", "Ensure that patients have access to the therapy", "en"),
    ("et", "The role of patients' organisations", "en"),
    ("mt", "This is the plan for it.", "en"),
    ("el", "Patients should have access to the therapy.", "Greek"),
    ("bg", "Questions for your doctor", "Cyrillic"),
    ("uk", "Οι ασθενείς πρέπει να έχουν πρόσβαση.", "Cyrillic"),
    ("ar", "Foreword", "Arabic"),
    ("he", "Recommendations", "Hebrew"),
    ("fr", "Пациентите трябва да имат достъп.", "Latin"),
    ("fr", "Patients πρέπει να έχουν access.", "Latin"),
];

const SOURCE_WRONG: &[(&str, &str)] = &[
    ("Les patients de tous les pays doivent avoir accès aux soins dans les délais.", "fr"),
    (
        "Die Patienten sollen in allen Ländern Zugang zu der Therapie haben, und das ist wichtig für alle.",
        "de",
    ),
    ("Пациентите трябва да имат достъп.", "Latin"),
];

const SOURCE_RIGHT: &[&str] = &[
    "Patients should have access to the therapy in every country of the Union.",
    "The Ligue nationale contre le cancer and the Institut de recherche pour la santé agree on it.",
    "Institut national de la santé et de la recherche médicale",
    "People die of the disease; the share of β-blockers and α-fetoprotein is small.",
    "CAR-T: PD-1, PD-L1, CTLA-4",
    "2026",
    "",
];

fn lang(code: &str) -> Lang {
    Lang::parse(code).unwrap()
}

fn name(reason: Reason) -> String {
    match reason {
        Reason::Script { expected, .. } => expected.as_str().to_owned(),
        Reason::Stopwords { language, .. } => language.code().to_owned(),
    }
}

#[test]
fn right_translations_are_left_alone() {
    let english = Lang::ENGLISH;
    for (code, text) in RIGHT.iter().chain(RIGHT_SHORT) {
        for source in [english, lang("fr"), lang("de")] {
            assert_eq!(guess_wrong_language(text, lang(code), source), None, "{code} from {source}");
        }
        assert_eq!(guess_wrong_language(text, lang(code), lang(code)), None, "{code} as source");
    }
    assert_eq!(RIGHT.len() + 1, Lang::all().len());
}

#[test]
fn untouched_source_text_is_found_in_every_language() {
    let text = "This document sets out what the institutions of the Union should do for patients, \
                and how they can work with those who treat them.";
    for target in Lang::all().filter(|lang| lang.language() != "en") {
        let reason = guess_wrong_language(text, target, Lang::ENGLISH);
        assert!(reason.is_some(), "{target}");
    }
}

#[test]
fn wrong_translations_are_found() {
    for (code, text, expected) in WRONG {
        let reason = guess_wrong_language(text, lang(code), Lang::ENGLISH);
        assert_eq!(reason.map(name).as_deref(), Some(*expected), "{code}: {text}");
    }
    let text = "Les patients doivent avoir accès aux soins dans les délais.";
    assert_eq!(guess_wrong_language(text, lang("it"), lang("fr")).map(name).unwrap(), "fr");
    let text = "Die Patienten sollen Zugang zu der Therapie haben, und das ist wichtig.";
    assert_eq!(guess_wrong_language(text, lang("it"), lang("de")).map(name).unwrap(), "de");
}

#[test]
fn short_or_neutral_texts_are_left_alone() {
    let texts = ["CAR-T", "EMA, ECPC, WHO", "https://example.org/the/of", "info@example.org", "", "15"];
    for target in Lang::all() {
        for text in texts {
            assert_eq!(guess_wrong_language(text, target, Lang::ENGLISH), None, "{target}: {text}");
        }
    }
    for text in ["Immunotherapy", "Denis Example", "WHO, IT and US"] {
        assert_eq!(guess_wrong_language(text, lang("fi"), Lang::ENGLISH), None, "{text}");
    }
}

#[test]
fn source_in_another_language_is_found() {
    for edition in ["en", "en-MT"] {
        for (text, expected) in SOURCE_WRONG {
            let reason = guess_wrong_language(text, lang(edition), Lang::ENGLISH);
            assert_eq!(reason.map(name).as_deref(), Some(*expected), "{text}");
        }
        for text in SOURCE_RIGHT {
            assert_eq!(guess_wrong_language(text, lang(edition), Lang::ENGLISH), None, "{text}");
        }
    }
}

#[test]
fn shares_count_letters_only() {
    assert_eq!(share_of_script("ab γδ, 12!", Script::Greek), 0.5);
    assert_eq!(share_of_script("ab γδ, 12!", Script::Latin), 0.5);
    assert_eq!(share_of_script("Ж й", Script::Cyrillic), 1.0);
    assert_eq!(share_of_script("שלום", Script::Hebrew), 1.0);
    assert_eq!(share_of_script("سلام", Script::Arabic), 1.0);
    assert_eq!(share_of_script("\u{b5}", Script::Greek), 0.0);
    assert_eq!(share_of_script("12 %", Script::Greek), 1.0);
}

#[test]
fn an_untranslated_text_is_the_source_but_for_dress() {
    let keep = ["European Union", "CAR-T", "Union"];
    let cases = [
        ("Access to care", "Access to care", true),
        ("access  to CARE.", "Access to care", true),
        ("Accès aux soins", "Access to care", false),
        ("CAR-T", "CAR-T", false),
        ("European Union: CAR-T 2026", "European Union: CAR-T 2026", false),
        ("CAR-T therapy", "CAR-T therapy", true),
        ("2026", "2026", false),
        ("", "", false),
    ];
    for (text, source, expected) in cases {
        assert_eq!(is_untranslated(text, source, &keep), expected, "{text}");
    }
}

#[test]
fn reasons_speak() {
    let reason = guess_wrong_language("Questions for you", lang("bg"), Lang::ENGLISH).unwrap();
    assert_eq!(reason.to_string(), "0 % of the letters are Cyrillic");
    let reason = guess_wrong_language("The aim of it", lang("fi"), Lang::ENGLISH).unwrap();
    assert_eq!(reason.to_string(), "3 of 4 words are common words of English");
}
