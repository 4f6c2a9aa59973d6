//! Countries with their official languages, and their names in them.

use crate::Lang;

/// A country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nation {
    /// Its code in lower case (ISO 3166-1 alpha-2).
    pub code: &'static str,
    /// Its official languages that paf knows, with its name in each; the most spoken first.
    pub names: &'static [(&'static str, &'static str)],
}

/// The 27 member states, and others that may have an edition of their own.
static NATIONS: &[Nation] = &[
    Nation { code: "at", names: &[("de", "Österreich")] },
    Nation { code: "be", names: &[("nl", "België"), ("fr", "Belgique"), ("de", "Belgien")] },
    Nation { code: "bg", names: &[("bg", "България")] },
    Nation { code: "ch", names: &[("de", "Schweiz"), ("fr", "Suisse"), ("it", "Svizzera")] },
    Nation { code: "cy", names: &[("el", "Κύπρος"), ("tr", "Kıbrıs")] },
    Nation { code: "cz", names: &[("cs", "Česko")] },
    Nation { code: "de", names: &[("de", "Deutschland")] },
    Nation { code: "dk", names: &[("da", "Danmark")] },
    Nation { code: "ee", names: &[("et", "Eesti")] },
    Nation { code: "es", names: &[("es", "España")] },
    Nation { code: "fi", names: &[("fi", "Suomi"), ("sv", "Finland")] },
    Nation { code: "fr", names: &[("fr", "France")] },
    Nation { code: "gb", names: &[("en", "United Kingdom")] },
    Nation { code: "gr", names: &[("el", "Ελλάδα")] },
    Nation { code: "hr", names: &[("hr", "Hrvatska")] },
    Nation { code: "hu", names: &[("hu", "Magyarország")] },
    Nation { code: "ie", names: &[("en", "Ireland"), ("ga", "Éire")] },
    Nation { code: "it", names: &[("it", "Italia")] },
    Nation { code: "li", names: &[("de", "Liechtenstein")] },
    Nation { code: "lt", names: &[("lt", "Lietuva")] },
    Nation { code: "lu", names: &[("fr", "Luxembourg"), ("de", "Luxemburg")] },
    Nation { code: "lv", names: &[("lv", "Latvija")] },
    Nation { code: "mt", names: &[("mt", "Malta"), ("en", "Malta")] },
    Nation { code: "nl", names: &[("nl", "Nederland")] },
    Nation { code: "no", names: &[("nb", "Norge")] },
    Nation { code: "pl", names: &[("pl", "Polska")] },
    Nation { code: "pt", names: &[("pt", "Portugal")] },
    Nation { code: "ro", names: &[("ro", "România")] },
    Nation { code: "se", names: &[("sv", "Sverige")] },
    Nation { code: "si", names: &[("sl", "Slovenija")] },
    Nation { code: "sk", names: &[("sk", "Slovensko")] },
    Nation { code: "tr", names: &[("tr", "Türkiye")] },
    Nation { code: "ua", names: &[("uk", "Україна")] },
];

/// All codes of ISO 3166-1 alpha-2, in lower case.
const CODES: &str = "ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br bs \
                     bt bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg \
                     eh er es et fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr \
                     ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr \
                     ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng \
                     ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se \
                     sg sh si sj sk sl sm sn so sr ss st sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua \
                     ug um us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw";

impl Nation {
    /// The country of a code in lower case, where its languages are known.
    pub fn of(code: &str) -> Option<Self> {
        NATIONS.iter().copied().find(|nation| nation.code == code)
    }

    /// Its official languages that paf knows.
    pub fn languages(self) -> Vec<Lang> {
        self.names.iter().filter_map(|(code, _)| Lang::parse(code).ok()).collect()
    }

    /// Its name in one of its languages.
    pub fn name_in(self, lang: Lang) -> Option<&'static str> {
        self.names.iter().find(|(code, _)| *code == lang.language()).map(|(_, name)| *name)
    }
}

/// Whether a code in lower case is that of a country.
pub fn is_country(code: &str) -> bool {
    CODES.split_whitespace().any(|known| known == code)
}

/// The code that is meant by one that institutions use and ISO does not have.
pub fn country_meant(code: &str) -> Option<&'static str> {
    match code.to_ascii_lowercase().as_str() {
        "uk" => Some("gb"),
        "el" => Some("gr"),
        lower => CODES.split_whitespace().find(|known| *known == lower),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_codes_are_those_of_iso_and_the_languages_are_known() {
        assert_eq!(CODES.split_whitespace().count(), 249);
        for nation in NATIONS {
            assert!(is_country(nation.code), "{}", nation.code);
            assert_eq!(nation.languages().len(), nation.names.len(), "{}", nation.code);
        }
        assert!(!is_country("uk") && !is_country("eu"));
        assert_eq!(
            (country_meant("UK"), country_meant("el"), country_meant("AT")),
            (Some("gb"), Some("gr"), Some("at"))
        );
    }

    #[test]
    fn every_member_state_is_there() {
        let states = "at be bg cy cz de dk ee es fi fr gr hr hu ie it lt lu lv mt nl pl pt ro se si sk";
        assert_eq!(states.split_whitespace().filter_map(Nation::of).count(), 27);
    }
}
