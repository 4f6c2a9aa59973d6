//! Addresses that begin like one and lead nowhere.

/// What surrounds an address and is no part of it, or ends the sentence that it stands in.
const BEHIND: [char; 10] = [',', ';', ':', '”', '’', '»', '“', '‘', '…', '"'];

/// What to write for an address that leads nowhere; nothing within where only its writer can tell.
pub fn flaw(target: &str) -> Option<Option<String>> {
    let seen: String = target.chars().filter(|c| !is_unseen(*c)).collect();
    let seen = seen.replace(['\u{2010}', '\u{2011}'], "-");
    let (scheme, rest) = seen.split_once(':')?;
    let right = match scheme {
        "http" | "https" => web(scheme, rest),
        "mailto" => is_mail(rest).then(|| seen.clone()),
        "tel" => is_number(rest).then(|| seen.clone()),
        _ => return None,
    };
    match right {
        Some(right) if right == target => None,
        right => Some(right),
    }
}

/// Characters of an address that nobody sees, and white space that is no plain space.
pub(super) fn is_unseen(c: char) -> bool {
    c.is_whitespace() && c != ' '
        || c.is_control()
        || matches!(
            c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}'
        )
}

fn web(scheme: &str, rest: &str) -> Option<String> {
    // `https://https://example.org`, `https:///example.org`
    let rest = rest.trim_start_matches('/');
    if let Some((again, rest)) = rest.split_once("://").filter(|(again, _)| ["http", "https"].contains(again))
    {
        return web(again, rest);
    }
    let rest = rest.trim_end_matches(BEHIND);
    let rest = if ends_sentence(rest) { rest.trim_end_matches('.') } else { rest };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    let is_plain = !path.contains(['“', '”', '«', '»', '"', '<', '>', '\\']);
    (is_host(host) && is_plain).then(|| format!("{scheme}://{host}{path}"))
}

/// Whether the full stop behind an address is that of a sentence: none ends a host, and few end a path.
fn ends_sentence(rest: &str) -> bool {
    let Some(rest) = rest.strip_suffix('.') else { return false };
    let last = rest.rsplit('/').next().unwrap_or_default();
    last.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.'))
}

fn is_host(host: &str) -> bool {
    let host = host.rsplit('@').next().unwrap_or(host);
    let (name, port) = host.split_once(':').unwrap_or((host, "0"));
    let is_label = |label: &str| {
        !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
    };
    name.contains('.')
        && name.split('.').all(is_label)
        && !port.is_empty()
        && port.bytes().all(|byte| byte.is_ascii_digit())
}

/// One mail address or several, with a subject or without.
fn is_mail(rest: &str) -> bool {
    let addresses = rest.split_once('?').map_or(rest, |(addresses, _)| addresses);
    addresses
        .split(',')
        .all(|address| address.split_once('@').is_some_and(|(user, host)| !user.is_empty() && is_host(host)))
}

fn is_number(rest: &str) -> bool {
    let digits = rest.chars().filter(char::is_ascii_digit).count();
    // 112 is one.
    digits > 2 && rest.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | '(' | ')' | ';'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_leads_nowhere_is_told_with_the_right_one() {
        for (wrong, right) in [
            ("https://exam\u{200b}ple.org/a", Some("https://example.org/a")),
            ("https://example.org/\u{ad}a", Some("https://example.org/a")),
            ("https://example.org/a\u{200e}", Some("https://example.org/a")),
            ("https://example.org\u{a0}", Some("https://example.org")),
            ("https://example.org/a\u{2011}b", Some("https://example.org/a-b")),
            ("https:///example.org", Some("https://example.org")),
            ("http://https://example.org", Some("https://example.org")),
            ("https://example.org,", Some("https://example.org")),
            ("https://example.org.", Some("https://example.org")),
            ("https://example.org/care.", Some("https://example.org/care")),
            ("https://example.org/a”", Some("https://example.org/a")),
            ("https://", None),
            ("https://example", None),
            ("http://www,example.org", None),
            ("https://www..example.org", None),
            ("https://example.org/“a", None),
            ("https://example.org:/a", None),
            ("mailto:", None),
            ("mailto:info", None),
            ("mailto:info@example,org", None),
            ("mailto:info@exam\u{200b}ple.org", Some("mailto:info@example.org")),
            ("tel:", None),
            ("tel:office", None),
        ] {
            assert_eq!(flaw(wrong), Some(right.map(str::to_owned)), "{wrong:?}");
            assert_eq!(right.and_then(flaw), None, "{right:?}");
        }
    }

    #[test]
    fn an_address_is_let_be() {
        for right in [
            "https://example.org",
            "https://example.org:8080/a?b=c:d#e",
            "https://user@example.org/a_(b)",
            "https://en.example.org/wiki/Example_Inc.",
            "https://example.org/a–b/ä",
            "https://пример.испытание/",
            "https://web.example.org/2020/https://example.org/a",
            "mailto:info@example.org?subject=A%20word",
            "mailto:a@example.org,b@example.org",
            "tel:+32-2-123.45",
            "tel:112",
        ] {
            assert_eq!(flaw(right), None, "{right}");
        }
    }
}
