//! The forms a word takes with a number, as catalogues of GNU gettext say it.

use crate::lang::Lang;

impl Lang {
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
