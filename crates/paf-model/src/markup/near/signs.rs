//! Signs of Markdown, wikis and programs that need no partner: quotations, tables, rules, escapes, `%s`.

use super::{LONGEST, Meant, Near, Spot};

/// What a backslash stands before in Markdown, to print the sign itself.
const ESCAPED: &str = "`_]}()#+-.!|<>~&$%^\"'";

pub(super) fn find(spot: Spot<'_>) -> Option<Near> {
    match spot.rest().chars().next()? {
        '\\' => escape(spot),
        '%' => percent(spot),
        '{' => numbered(spot),
        '>' => quotation(spot),
        '|' => row(spot),
        '=' => rule(spot).or_else(|| around(spot, "==")),
        '-' => rule(spot),
        '+' => around(spot, "++"),
        _ => None,
    }
}

impl Spot<'_> {
    /// Whether the word so far has strokes or a drive before this place.
    fn is_in_path(&self) -> bool {
        let mut start = self.at.saturating_sub(LONGEST);
        while !self.text.is_char_boundary(start) {
            start += 1;
        }
        let run = self.text.get(start..self.at).unwrap_or_default().rsplit(char::is_whitespace).next();
        run.is_some_and(|run| run.contains([':', '\\']))
    }
}

fn begins_line(spot: Spot<'_>) -> bool {
    spot.before().is_none_or(|c| c == '\n')
}

/// `\_`, `\#`, and what YAML and programs write for characters: `\n`, `\u2019`.
fn escape(spot: Spot<'_>) -> Option<Near> {
    let behind = spot.rest().get(1..)?;
    let sign = behind.chars().next()?;
    // A path of a computer has strokes of its own.
    if spot.is_in_path() {
        return None;
    }
    if ESCAPED.contains(sign) {
        return spot.near(2, Meant::Elsewhere, sign.to_string());
    }
    if sign == 'u' {
        let code = behind.get(1..5).filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        let right = u32::from_str_radix(code, 16).ok().and_then(char::from_u32);
        let right = right.filter(|right| !right.is_whitespace() && !right.is_control());
        return spot.near(6, Meant::Elsewhere, right.map(String::from));
    }
    let is_break = matches!(sign, 'n' | 't') && !behind[1..].starts_with(|c: char| c.is_lowercase());
    is_break.then(|| spot.near(2, Meant::Elsewhere, None))?
}

/// `%s`, `%d`, `%1$s`, `%@`
fn percent(spot: Spot<'_>) -> Option<Near> {
    let behind = spot.rest().get(1..)?;
    let digits = behind.len() - behind.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let at = if digits > 0 { behind.get(digits..)?.strip_prefix('$').map(|_| digits + 1)? } else { 0 };
    let kind = behind.get(at..)?.chars().next().filter(|kind| matches!(kind, 's' | 'd' | 'i' | '@'))?;
    let after = behind.get(at + kind.len_utf8()..)?.chars().next();
    let is_apart = spot.begins_word() && after.is_none_or(|c| !c.is_alphanumeric());
    is_apart.then(|| spot.near(1 + at + 1, Meant::Elsewhere, None))?
}

/// `{0}`, `{1}words{/1}`
fn numbered(spot: Spot<'_>) -> Option<Near> {
    let inner = spot.rest().get(1..)?;
    let body = inner.get(..inner.find(['}', '{', '\n']).filter(|end| inner[*end..].starts_with('}'))?)?;
    let number = body.trim_matches('/');
    let is_one = !number.is_empty() && number.len() < 4 && number.bytes().all(|byte| byte.is_ascii_digit());
    // Formulae have brackets upon brackets.
    let is_formula = spot.before().is_some_and(|c| matches!(c, ']' | ')' | '}' | '^' | '_'));
    (is_one && !is_formula).then(|| spot.near(body.len() + 2, Meant::Elsewhere, None))?
}

/// `> Words` at the beginning of a line; `> 50 years` is a comparison.
fn quotation(spot: Spot<'_>) -> Option<Near> {
    let words = spot.rest().trim_start_matches(['>', ' ']);
    let signs = spot.rest().len() - words.len();
    let is_one = begins_line(spot) && words.starts_with(|c: char| c.is_alphabetic() || "‘“«„".contains(c));
    is_one.then(|| spot.near(signs, Meant::Elsewhere, None))?
}

/// `| one | two |`: a row of a table, which begins a line.
fn row(spot: Spot<'_>) -> Option<Near> {
    let line = spot.rest().lines().next()?;
    let is_one = begins_line(spot) && line.get(1..)?.contains('|');
    is_one.then(|| spot.near(line.trim_end().len(), Meant::Elsewhere, None))?
}

/// `---` and `===` alone on a line, `== Words ==`.
fn rule(spot: Spot<'_>) -> Option<Near> {
    let line = spot.rest().lines().next()?.trim_end();
    let sign = line.chars().next()?;
    let words = line.trim_matches(sign);
    let signs = line.len() - line.trim_start_matches(sign).len();
    let is_rule = words.is_empty() && signs > 2;
    let is_heading = sign == '=' && words.starts_with(' ') && words.ends_with(' ') && signs < 7;
    (begins_line(spot) && (is_rule || is_heading)).then(|| spot.near(line.len(), Meant::Elsewhere, None))?
}

/// `==words==`, `++words++`
fn around(spot: Spot<'_>, sign: &str) -> Option<Near> {
    let inner = spot.rest().strip_prefix(sign)?;
    let words = inner.get(..inner.find(sign)?)?;
    let is_one = spot.begins_word()
        && words.trim() == words
        && words.starts_with(char::is_alphabetic)
        && !words.contains('\n');
    is_one.then(|| spot.near(sign.len() * 2 + words.len(), Meant::Elsewhere, None))?
}
