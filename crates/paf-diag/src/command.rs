//! Commands that messages quote, as they can be typed.

use std::fmt;

/// A command line of paf for a message: what a shell would split or change is quoted.
///
/// The root is added where the message is shown, for there it is known ([`crate::Standpoint`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    line: String,
}

impl Command {
    /// A command by its words, such as `translate sync`.
    pub fn new(words: &str) -> Self {
        Self { line: format!("paf {words}") }
    }

    /// Adds an argument.
    #[must_use]
    pub fn arg(mut self, value: impl fmt::Display) -> Self {
        self.line.push(' ');
        self.line.push_str(&quoted(&value.to_string()));
        self
    }

    /// Adds an option with its value.
    #[must_use]
    pub fn option(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.line.push(' ');
        self.line.push_str(name);
        self.arg(value)
    }

    /// Adds an option where it has a value.
    #[must_use]
    pub fn option_if(self, name: &str, value: Option<impl fmt::Display>) -> Self {
        match value {
            Some(value) => self.option(name, value),
            None => self,
        }
    }

    /// Adds an option whose value the reader has to fill in, such as `--by NAME`.
    #[must_use]
    pub fn blank(mut self, name: &str, what: &str) -> Self {
        self.line.extend([" ", name, " ", what]);
        self
    }
}

impl fmt::Display for Command {
    /// With the backticks that set it apart in a sentence.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.line)
    }
}

/// A word as it is typed into a shell.
pub(crate) fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./,:=@%+".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_can_be_typed() {
        let mark =
            |by: &str| Command::new("translate mark").option("--lang", "fr").option("--by", by).to_string();
        for (by, expected) in [
            ("Ada", "`paf translate mark --lang fr --by Ada`"),
            ("Ada Example", "`paf translate mark --lang fr --by 'Ada Example'`"),
            ("Siobhán O'Neill", r"`paf translate mark --lang fr --by 'Siobhán O'\''Neill'`"),
            ("$(rm)", "`paf translate mark --lang fr --by '$(rm)'`"),
            ("", "`paf translate mark --lang fr --by ''`"),
        ] {
            assert_eq!(mark(by), expected);
        }
        let sync = Command::new("translate sync").option_if("--edition", None::<&str>);
        assert_eq!(sync.to_string(), "`paf translate sync`");
    }
}
