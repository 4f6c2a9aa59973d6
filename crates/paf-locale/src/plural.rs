//! The forms a word takes with a number, as catalogues of GNU gettext say it.

use icu_plurals::{PluralCategory, PluralRules, PluralRulesOptions};

use crate::lang::Lang;

/// The categories of CLDR in its order, by their names.
const CATEGORIES: [(PluralCategory, &str); 6] = [
    (PluralCategory::Zero, "zero"),
    (PluralCategory::One, "one"),
    (PluralCategory::Two, "two"),
    (PluralCategory::Few, "few"),
    (PluralCategory::Many, "many"),
    (PluralCategory::Other, "other"),
];

/// Up to here a language shows every category that its whole numbers have: rules look at the last two digits. What
/// CLDR has for fractions and for millions (`many` in French) counts nothing that a framework has.
const SHOWN_UP_TO: usize = 200;

/// How many numbers are named as examples of a category.
const EXAMPLES: usize = 4;

impl Lang {
    /// The forms a word takes after whole numbers: the categories of CLDR in its order, each with numbers as
    /// examples.
    pub fn plural_forms_of_counts(self) -> Vec<(&'static str, String)> {
        let rules = self.plural_rules();
        let of = |(category, name): (PluralCategory, &'static str)| {
            let mut numbers = (0..=SHOWN_UP_TO).filter(|n| rules.category_for(*n) == category);
            let mut examples: Vec<String> = numbers.by_ref().take(EXAMPLES).map(|n| n.to_string()).collect();
            if numbers.next().is_some() {
                examples.push("…".to_owned());
            }
            (!examples.is_empty()).then(|| (name, examples.join(", ")))
        };
        CATEGORIES.into_iter().filter_map(of).collect()
    }

    /// Which of these forms a number takes, from 0.
    pub fn plural_form_of(self, count: usize) -> usize {
        let rules = self.plural_rules();
        let wanted = rules.category_for(count);
        let is_shown =
            |category: PluralCategory| (0..=SHOWN_UP_TO).any(|n| rules.category_for(n) == category);
        let before = CATEGORIES.iter().take_while(|(category, _)| *category != wanted);
        before.filter(|(category, _)| is_shown(*category)).count()
    }

    fn plural_rules(self) -> PluralRules {
        let options = PluralRulesOptions::default();
        PluralRules::try_new(self.locale().into(), options)
            .unwrap_or_else(|_| unreachable!("the data is compiled in, and a test covers all languages"))
    }

    /// The value of `Plural-Forms` in a catalogue's header (GNU gettext manual, 12.6 "Additional
    /// functions for plural forms", and the rules of CLDR where the manual lists none). Content holds
    /// no plural entries; other programs want the header all the same.
    pub fn plural_forms(self) -> &'static str {
        match self.language() {
            "fr" | "tr" => "nplurals=2; plural=(n > 1);",
            "lv" => "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2);",
            "lt" => {
                "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && (n%100<10 || n%100>=20) ? 1 : 2);"
            }
            "is" => "nplurals=2; plural=(n%10!=1 || n%100==11);",
            "ga" => "nplurals=5; plural=(n==1 ? 0 : n==2 ? 1 : n<7 ? 2 : n<11 ? 3 : 4);",
            "mt" => {
                "nplurals=5; plural=(n==1 ? 0 : n==2 ? 1 : n==0 || (n%100>2 && n%100<11) ? 2 : n%100>10 && n%100<20 ? 3 : 4);"
            }
            "ro" => "nplurals=3; plural=(n==1 ? 0 : (n==0 || (n%100 > 0 && n%100 < 20)) ? 1 : 2);",
            "pl" => "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
            "cs" | "sk" => "nplurals=3; plural=(n==1) ? 0 : (n>=2 && n<=4) ? 1 : 2;",
            "sl" => "nplurals=4; plural=(n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3);",
            "hr" | "uk" | "sr" | "bs" => {
                "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
            }
            "he" => "nplurals=3; plural=(n==1 ? 0 : n==2 ? 1 : 2);",
            "ar" => {
                "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"
            }
            _ => "nplurals=2; plural=(n != 1);",
        }
    }
}
