//! Spaces, in the style of the European Union and at home.

use paf_locale::HouseStyle;

use super::{agree, agree_in, says};

#[test]
fn spaces_at_the_edges_and_in_a_row() {
    agree(&[
        ("de", "A text", " Ein Text", &["warning spacing [ ]"]),
        ("de", "A text", "Ein Text ", &["warning spacing [ ]"]),
        ("de", "A text", "Ein Text\u{a0}", &["warning spacing [\u{a0}]"]),
        ("de", "A text", "Ein  Text", &["warning spacing [  ]"]),
        ("de", "A text", "Ein \u{a0}Text", &["warning spacing [ \u{a0}]"]),
        ("de", "A text", "Ein\u{202f} Text", &["warning spacing [\u{202f} ]"]),
        ("de", "**A** text", "**Ein** Text", &[]),
        ("de", "A *long* text", "Ein *langer*  Text", &["warning spacing [  ]"]),
        ("de", "A *long* text", "Ein *langer * Text", &["error mark-mismatch [Ein *langer * Text]"]),
    ]);
}

#[test]
fn no_space_before_a_mark_in_the_style_of_the_union() {
    agree(&[
        ("fr", "What to do?", "Que faire?", &[]),
        ("fr", "What to do?", "Que faire ?", &["warning spacing [ ?]"]),
        ("fr", "What to do?", "Que faire\u{202f}?", &["warning spacing [\u{202f}?]"]),
        ("fr", "Funding:", "Financement\u{a0}:", &["warning spacing [\u{a0}:]"]),
        ("fr", "Stop; go!", "Arrêt ; partez !", &["warning spacing [ ;]", "warning spacing [ !]"]),
        ("de", "One, two.", "Eins , zwei .", &["warning spacing [ ,]", "warning spacing [ .]"]),
        ("de", "**One**, two", "**Eins** , zwei", &["warning spacing [ ,]"]),
        ("de", "A fact [@a].", "Tatsache [@a] .", &["warning spacing [ .]"]),
        ("el", "Up; down", "Άνω · κάτω", &["warning spacing [ ·]"]),
        ("ar", "Up, down", "فوق ، تحت", &["warning spacing [ ،]"]),
        ("de", "If you have …", "Wenn Sie … haben …", &[]),
        ("de", "a ratio of 1:10", "im Verhältnis 1 : 10", &[]),
        ("de", "a .docx file", "eine .docx-Datei", &[]),
    ]);
}

#[test]
fn french_at_home_has_its_spaces() {
    agree_in(
        HouseStyle::National,
        &[
            ("fr", "What to do?", "Que faire\u{202f}?", &[]),
            ("fr", "What to do?", "Que faire?", &["warning spacing [?]"]),
            ("fr", "What to do?", "Que faire ?", &["warning spacing [ ?]"]),
            ("fr", "What?!", "Quoi\u{202f}?!", &[]),
            ("fr", "Funding:", "Financement\u{a0}:", &[]),
            ("fr", "Funding:", "Financement:", &["warning spacing [:]"]),
            ("fr", "At 12:30", "À 12:30", &[]),
            ("fr", "See esmo.org: here", "Voir esmo.org\u{a0}: ici", &[]),
            ("fr", "A ‘word’ here", "Un «\u{202f}mot\u{202f}» ici", &[]),
            ("fr", "A ‘word’ here", "Un «\u{a0}mot\u{a0}» ici", &[]),
            ("fr", "A ‘word’ here", "Un « mot » ici", &["warning spacing [« ]", "warning spacing [ »]"]),
            ("fr", "A ‘word’ here", "Un «mot» ici", &["warning spacing [«]", "warning spacing [»]"]),
            ("fr", "of ‘words’", "d’«\u{202f}un\u{202f}» mot", &[]),
            ("fr-CH", "What to do?", "Que faire\u{202f}?", &[]),
            ("fr-CH", "What to do?", "Que faire?", &[]),
            ("de", "What to do?", "Was tun ?", &["warning spacing [ ?]"]),
            ("de", "50%", "50%", &[]),
            ("de", "50% more", "50 % mehr", &["warning spacing [0 %]"]),
        ],
    );
}

#[test]
fn no_space_inside_quotation_marks() {
    agree(&[
        ("fr", "A ‘word’ here", "Un «mot» ici", &[]),
        ("fr", "A ‘word’ here", "Un « mot » ici", &["warning spacing [« ]", "warning spacing [ »]"]),
        (
            "fr",
            "A ‘word’ here",
            "Un «\u{a0}mot\u{202f}» ici",
            &["warning spacing [«\u{a0}]", "warning spacing [\u{202f}»]"],
        ),
        ("da", "A ‘word’ here", "Et »ord« her", &[]),
        ("da", "A ‘word’ here", "Et » ord « her", &["warning spacing [» ]", "warning spacing [ «]"]),
        ("de", "A ‘word’ here", "Ein „ Wort“ hier", &["warning spacing [„ ]"]),
        ("fi", "A ‘word’ here", "Tämä ”sana” tässä", &[]),
        ("mt", "of friends here", "ta’ ħbieb hawn", &[]),
    ]);
}

#[test]
fn a_number_and_its_unit_stay_on_one_line() {
    agree(&[
        ("de", "50% more", "50\u{a0}% mehr", &[]),
        ("de", "50% more", "50\u{202f}% mehr", &[]),
        ("de", "50% more", "50 % mehr", &["warning spacing [0 %]"]),
        ("de", "50% more", "50% mehr", &["warning spacing [0%]"]),
        ("ga", "50% more", "50% níos mó", &["warning spacing [0%]"]),
        ("hu", "50% higher", "50%-os emelés", &[]),
        ("tr", "50% more", "%50 daha fazla", &[]),
        ("tr", "50% more", "50% daha fazla", &[]),
        ("fr", "at 38°C", "à 38\u{a0}°C", &[]),
        ("fr", "at 38°C", "à 38 °C", &["warning spacing [8 °C]"]),
        ("fr", "at 38°C", "à 38°C", &["warning spacing [8°C]"]),
        ("fr", "an angle of 38°", "un angle de 38°", &[]),
        ("sv", "5 mg daily", "5 mg om dagen", &["warning spacing [5 mg]"]),
        ("sv", "5 mg daily", "5\u{a0}mg om dagen", &[]),
        ("sv", "5 stones", "5 mgo", &[]),
        ("lt", "in 2026", "2026 m.", &[]),
        ("bg", "in 2026", "през 2026 г.", &[]),
        ("sl", "in 2026 with us", "leta 2026 z nami", &[]),
    ]);
}

#[test]
fn what_is_said() {
    says(
        "fr",
        "What to do?",
        "Que faire ?",
        &["the translation of `report.title` has a space before `?` -> remove the space"],
    );
    says(
        "de",
        "50% more",
        "50% mehr",
        &[concat!(
            "the translation of `report.title` has no space before `%` -> ",
            "write a no-break space (U+00A0) before `%`"
        )],
    );
}
