//! What a browser asks: the head of a request, read with limits. Nothing that is sent behind it is looked at.

use std::io::Read;

/// The most bytes that the head of a request may have.
const MOST_BYTES: usize = 16 * 1024;
/// The most lines that it may have.
const MOST_LINES: usize = 64;

/// The head of a request.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// The path with its query.
    pub(crate) url: String,
    /// By which name it came.
    pub(crate) host: Option<String>,
}

/// Why there is none.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Unread {
    /// Nothing was asked, or not in time.
    Silent,
    /// It is no HTTP.
    Malformed,
    /// It is too long.
    TooLong,
}

impl Request {
    /// Reads the head of a request.
    ///
    /// # Errors
    /// If there is none.
    pub(crate) fn read(from: &mut impl Read) -> Result<Self, Unread> {
        let mut head = Vec::new();
        let mut part = [0; 2048];
        while head.len() < MOST_BYTES {
            match from.read(&mut part) {
                Ok(0) | Err(_) => return Err(Unread::Silent),
                Ok(count) => head.extend_from_slice(&part[..count]),
            }
            if let Some(request) = Self::parse(&head)? {
                return Ok(request);
            }
        }
        Err(Unread::TooLong)
    }

    /// Nothing where the head goes on.
    fn parse(head: &[u8]) -> Result<Option<Self>, Unread> {
        let mut lines = [httparse::EMPTY_HEADER; MOST_LINES];
        let mut parsed = httparse::Request::new(&mut lines);
        match parsed.parse(head) {
            Ok(httparse::Status::Partial) => return Ok(None),
            Ok(httparse::Status::Complete(_)) => {}
            Err(httparse::Error::TooManyHeaders) => return Err(Unread::TooLong),
            Err(_) => return Err(Unread::Malformed),
        }
        let host = parsed.headers.iter().find(|line| line.name.eq_ignore_ascii_case("host"));
        Ok(Some(Self {
            method: parsed.method.unwrap_or_default().to_owned(),
            url: parsed.path.unwrap_or_default().to_owned(),
            host: host.and_then(|line| std::str::from_utf8(line.value).ok()).map(str::to_owned),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(head: &str) -> Result<Request, Unread> {
        Request::read(&mut head.as_bytes())
    }

    #[test]
    fn the_head_is_read_and_nothing_behind_it() {
        let asked =
            read("GET /a?b=c HTTP/1.1\r\nhost: localhost:1\r\nContent-Length: 9000000000000000\r\n\r\nabc");
        let host = Some("localhost:1".to_owned());
        assert_eq!(asked, Ok(Request { method: "GET".to_owned(), url: "/a?b=c".to_owned(), host }));
        assert_eq!(read("GET / HTTP/1.0\r\n\r\n").map(|asked| asked.host), Ok(None));
    }

    #[test]
    fn what_is_none_is_none() {
        assert_eq!(read("GET / HTT"), Err(Unread::Silent));
        assert_eq!(read(""), Err(Unread::Silent));
        assert_eq!(read("\u{16}\u{3}\u{1}TLS\r\n\r\n"), Err(Unread::Malformed));
        assert_eq!(read(&format!("GET /{} HTTP/1.1\r\n", "x".repeat(20_000))), Err(Unread::TooLong));
        assert_eq!(read(&format!("GET / HTTP/1.1\r\n{}\r\n", "a: b\r\n".repeat(99))), Err(Unread::TooLong));
    }
}
