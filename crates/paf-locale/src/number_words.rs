//! Small numbers in words, as they count recommendations.

use crate::lang::Lang;

/// The words for 1 and on, by language: each in the form that stands before the language's own word for a
/// recommendation in the nominative (`dwa zalecenia`, `duas recomendações`), which is that of the catalogues. Where a
/// number stands behind its noun or around it, there is none (Maltese *rakkomandazzjoni waħda*, Irish *aon mholadh
/// déag*).
const WORDS: &[(&str, &[&str])] = &[
    (
        "bg",
        &[
            "една",
            "две",
            "три",
            "четири",
            "пет",
            "шест",
            "седем",
            "осем",
            "девет",
            "десет",
            "единадесет",
            "дванадесет",
        ],
    ),
    (
        "es",
        &["una", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce"],
    ),
    (
        "cs",
        &[
            "jedno",
            "dvě",
            "tři",
            "čtyři",
            "pět",
            "šest",
            "sedm",
            "osm",
            "devět",
            "deset",
            "jedenáct",
            "dvanáct",
        ],
    ),
    ("da", &["én", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv"]),
    (
        "de",
        &["eine", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"],
    ),
    (
        "et",
        &[
            "üks",
            "kaks",
            "kolm",
            "neli",
            "viis",
            "kuus",
            "seitse",
            "kaheksa",
            "üheksa",
            "kümme",
            "üksteist",
            "kaksteist",
        ],
    ),
    (
        "el",
        &[
            "μία",
            "δύο",
            "τρεις",
            "τέσσερις",
            "πέντε",
            "έξι",
            "επτά",
            "οκτώ",
            "εννέα",
            "δέκα",
            "έντεκα",
            "δώδεκα",
        ],
    ),
    (
        "en",
        &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
    ),
    (
        "fr",
        &["une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"],
    ),
    ("ga", &["aon", "dhá", "trí", "ceithre", "cúig", "sé", "seacht", "ocht", "naoi", "deich"]),
    (
        "hr",
        &[
            "jedna",
            "dvije",
            "tri",
            "četiri",
            "pet",
            "šest",
            "sedam",
            "osam",
            "devet",
            "deset",
            "jedanaest",
            "dvanaest",
        ],
    ),
    (
        "it",
        &[
            "una", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci", "undici",
            "dodici",
        ],
    ),
    (
        "lv",
        &[
            "viens",
            "divi",
            "trīs",
            "četri",
            "pieci",
            "seši",
            "septiņi",
            "astoņi",
            "deviņi",
            "desmit",
            "vienpadsmit",
            "divpadsmit",
        ],
    ),
    (
        "lt",
        &[
            "viena",
            "dvi",
            "trys",
            "keturios",
            "penkios",
            "šešios",
            "septynios",
            "aštuonios",
            "devynios",
            "dešimt",
            "vienuolika",
            "dvylika",
        ],
    ),
    (
        "hu",
        &[
            "egy",
            "két",
            "három",
            "négy",
            "öt",
            "hat",
            "hét",
            "nyolc",
            "kilenc",
            "tíz",
            "tizenegy",
            "tizenkét",
        ],
    ),
    (
        "mt",
        &[
            "", "żewġ", "tliet", "erba’", "ħames", "sitt", "seba’", "tmien", "disa’", "għaxar", "ħdax-il",
            "tnax-il",
        ],
    ),
    (
        "nl",
        &["één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf"],
    ),
    (
        "pl",
        &[
            "jedno",
            "dwa",
            "trzy",
            "cztery",
            "pięć",
            "sześć",
            "siedem",
            "osiem",
            "dziewięć",
            "dziesięć",
            "jedenaście",
            "dwanaście",
        ],
    ),
    (
        "pt",
        &["uma", "duas", "três", "quatro", "cinco", "seis", "sete", "oito", "nove", "dez", "onze", "doze"],
    ),
    (
        "ro",
        &[
            "o",
            "două",
            "trei",
            "patru",
            "cinci",
            "șase",
            "șapte",
            "opt",
            "nouă",
            "zece",
            "unsprezece",
            "douăsprezece",
        ],
    ),
    (
        "sk",
        &[
            "jedno",
            "dve",
            "tri",
            "štyri",
            "päť",
            "šesť",
            "sedem",
            "osem",
            "deväť",
            "desať",
            "jedenásť",
            "dvanásť",
        ],
    ),
    (
        "sl",
        &[
            "eno", "dve", "tri", "štiri", "pet", "šest", "sedem", "osem", "devet", "deset", "enajst",
            "dvanajst",
        ],
    ),
    (
        "fi",
        &[
            "yksi",
            "kaksi",
            "kolme",
            "neljä",
            "viisi",
            "kuusi",
            "seitsemän",
            "kahdeksan",
            "yhdeksän",
            "kymmenen",
            "yksitoista",
            "kaksitoista",
        ],
    ),
    ("sv", &["en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"]),
    ("nb", &["én", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve", "tolv"]),
    ("tr", &["bir", "iki", "üç", "dört", "beş", "altı", "yedi", "sekiz", "dokuz", "on", "on bir", "on iki"]),
    (
        "uk",
        &[
            "одна",
            "дві",
            "три",
            "чотири",
            "п’ять",
            "шість",
            "сім",
            "вісім",
            "дев’ять",
            "десять",
            "одинадцять",
            "дванадцять",
        ],
    ),
];

/// How many recommendations there are, in words; nothing where that is written in digits.
pub fn number_word(lang: Lang, count: usize) -> Option<&'static str> {
    let (_, words) = WORDS.iter().find(|(code, _)| *code == lang.language())?;
    words.get(count.checked_sub(1)?).copied().filter(|word| !word.is_empty())
}

/// A word at the beginning of a sentence.
pub fn capitalised(lang: Lang, word: &str) -> String {
    let mut chars = word.chars();
    let Some(first) = chars.next() else { return String::new() };
    let rest = chars.as_str();
    match (lang.language(), first) {
        ("tr", 'i') => format!("İ{rest}"),
        // The accents of `één` stand on small letters alone (Nederlandse Taalunie, Leidraad 4.2: `Eén`).
        ("nl", 'é') if rest.starts_with('é') => format!("E{rest}"),
        _ => first.to_uppercase().chain(rest.chars()).collect(),
    }
}
