//! XML as it is written: what has to be escaped, and what has no place in it.

/// Whether XML 1.0 has a place for a character, be it by its number (section 2.2).
pub(super) fn is_allowed(c: char) -> bool {
    !matches!(c, '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\u{fffe}' | '\u{ffff}')
}

/// A text with U+FFFD for each character that XML has no place for.
pub(super) fn without_forbidden(text: &str) -> String {
    text.chars().map(|c| if is_allowed(c) { c } else { char::REPLACEMENT_CHARACTER }).collect()
}

/// Adds text between tags; what XML has no place for is replaced.
pub(super) fn push_text(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '\t' | '\n' => out.push(c),
            _ => push_escaped(out, c),
        }
    }
}

/// Adds an attribute and the space before it; what XML has no place for is replaced.
pub(super) fn push_attribute(out: &mut String, name: &str, value: &str) {
    out.extend([" ", name, "=\""]);
    for c in value.chars() {
        match c {
            '"' => out.push_str("&quot;"),
            _ => push_escaped(out, c),
        }
    }
    out.push('"');
}

fn push_escaped(out: &mut String, c: char) {
    match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        // Of `]]>` it may not stand as it is.
        '>' => out.push_str("&gt;"),
        // Readers turn these into others unless they are written by their numbers.
        '\t' | '\n' | '\r' => out.push_str(&format!("&#{};", u32::from(c))),
        _ if is_allowed(c) => out.push(c),
        _ => out.push(char::REPLACEMENT_CHARACTER),
    }
}
