//! Who may ask: whoever knows the address that was printed, and nobody else on this machine or in a browser.

use std::fmt::Write;
use std::net::SocketAddr;

/// The address of a desk. A part of it is drawn by lot, so that no page of somebody else can guess it.
#[derive(Debug, Clone)]
pub(crate) struct Address {
    port: u16,
    secret: String,
}

/// What a request asks for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Asked<'a> {
    /// A path below the secret, without a slash in front, and the query behind it.
    Path(&'a str, &'a str),
    /// It does not know the secret.
    Stranger,
    /// It came by another name than that of this machine for itself: some page lets its own name mean this machine.
    OtherName,
}

impl Address {
    /// Draws a secret of 128 bits.
    ///
    /// # Errors
    /// If the system has no random numbers.
    pub(crate) fn new(at: SocketAddr) -> Result<Self, String> {
        let mut drawn = [0; 16];
        getrandom::fill(&mut drawn)
            .map_err(|error| format!("the system draws no random numbers: {error}"))?;
        let secret = drawn.iter().fold(String::new(), |mut secret, byte| {
            let _infallible = write!(secret, "{byte:02x}");
            secret
        });
        Ok(Self { port: at.port(), secret })
    }

    /// As it is opened in a browser.
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}/{}/", self.port, self.secret)
    }

    /// What a request asks for, by its `Host` and its path with the query.
    pub(crate) fn asked<'a>(&self, host: Option<&str>, url: &'a str) -> Asked<'a> {
        let names = ["127.0.0.1", "localhost"].map(|name| format!("{name}:{}", self.port));
        if !host.is_some_and(|host| names.iter().any(|name| host.eq_ignore_ascii_case(name))) {
            return Asked::OtherName;
        }
        let below = url.strip_prefix('/').and_then(|path| path.split_once('/'));
        match below {
            Some((secret, rest)) if is_same(secret, &self.secret) => {
                let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
                Asked::Path(path, query)
            }
            _ => Asked::Stranger,
        }
    }
}

/// Compares in a time that does not tell how much was right.
fn is_same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address() -> Address {
        Address { port: 4000, secret: "5ec".to_owned() }
    }

    #[test]
    fn whoever_knows_the_secret_is_let_in() {
        let asked = address();
        assert_eq!(asked.asked(Some("127.0.0.1:4000"), "/5ec/a.svg?x=1"), Asked::Path("a.svg", "x=1"));
        assert_eq!(asked.asked(Some("LocalHost:4000"), "/5ec/"), Asked::Path("", ""));
        for stranger in ["/", "/5ec", "/5e/", "/5ed/", "//5ec/", "/x/5ec/"] {
            assert_eq!(asked.asked(Some("localhost:4000"), stranger), Asked::Stranger, "{stranger}");
        }
    }

    #[test]
    fn other_names_for_this_machine_are_not_answered() {
        for host in [None, Some("localhost"), Some("localhost:4001"), Some("example.org:4000"), Some("")] {
            assert_eq!(address().asked(host, "/5ec/"), Asked::OtherName, "{host:?}");
        }
    }

    #[test]
    fn two_secrets_are_not_the_same() {
        let at = SocketAddr::from(([127, 0, 0, 1], 4000));
        let drawn = [Address::new(at), Address::new(at)].map(|address| address.map(|address| address.secret));
        assert_ne!(drawn[0], drawn[1]);
        assert!(drawn.iter().flatten().all(|secret| secret.len() == 32));
    }
}
