//! The command by which a person vouches for translations, as messages quote it.

use paf_diag::Command;
use paf_locale::Lang;

use crate::state::State;

/// `paf translate mark` for some texts of a language, or for all of them where none is named.
///
/// The name and the role of the person are left to the reader.
pub fn mark<'a>(lang: Lang, keys: impl IntoIterator<Item = &'a str>, state: State) -> Command {
    let keys: Vec<&str> = keys.into_iter().collect();
    let edition = keys.iter().find_map(|key| edition_of(key));
    let command = keys.iter().fold(Command::new("translate mark"), |command, key| command.arg(key));
    by(command.option("--lang", lang).option_if("--edition", edition), state)
}

/// What is left to the person who marks.
pub fn by(command: Command, state: State) -> Command {
    command.option("--state", state.as_str()).blank("--by", "NAME").blank("--role", "ROLE")
}

/// `paf translate mark` for a text of a ledger, by the path of the ledger.
pub(crate) fn again(ledger: &str) -> Command {
    let (folder, name) = ledger.rsplit_once('/').unwrap_or(("", ledger));
    let edition = folder.strip_prefix("framework/editions/").and_then(|rest| rest.strip_suffix("/locales"));
    Command::new("translate mark")
        .arg("KEY")
        .option("--lang", name.split('.').next().unwrap_or(name))
        .option_if("--edition", edition)
        .blank("--state", "STATE")
        .blank("--by", "NAME")
        .blank("--role", "ROLE")
}

/// The country edition that has a text of its own with this key.
fn edition_of(key: &str) -> Option<&str> {
    key.strip_prefix("editions.")?.split('.').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ledger_says_its_language_and_edition() {
        for (path, expected) in [
            (
                "framework/locales/fr.ledger.yaml",
                "`paf translate mark KEY --lang fr --state STATE --by NAME --role ROLE`",
            ),
            (
                "framework/editions/be/locales/nl.ledger.yaml",
                "`paf translate mark KEY --lang nl --edition be --state STATE --by NAME --role ROLE`",
            ),
        ] {
            assert_eq!(again(path).to_string(), expected);
        }
    }

    #[test]
    fn the_command_names_language_edition_and_state() {
        let french = Lang::parse("fr").expect("French");
        for (keys, expected) in [
            (
                &["report.title", "leaflet.title"][..],
                "`paf translate mark report.title leaflet.title --lang fr --state approved --by NAME --role ROLE`",
            ),
            (
                &["editions.be.foreword"],
                "`paf translate mark editions.be.foreword --lang fr --edition be --state approved --by NAME --role ROLE`",
            ),
        ] {
            assert_eq!(mark(french, keys.iter().copied(), State::Approved).to_string(), expected);
        }
    }
}
