//! The marks of HTML, Markdown, LaTeX, Typst and forums, which print as they stand.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::{LONGEST, Meant, Near, Spot, address};

/// Elements of HTML that surround words, and what has their place.
const ELEMENTS: [(&str, &str); 32] = [
    ("b", "**"),
    ("strong", "**"),
    ("i", "*"),
    ("em", "*"),
    ("cite", "*"),
    ("a", ""),
    ("u", ""),
    ("p", ""),
    ("br", ""),
    ("hr", ""),
    ("s", ""),
    ("sup", ""),
    ("sub", ""),
    ("span", ""),
    ("div", ""),
    ("font", ""),
    ("small", ""),
    ("big", ""),
    ("mark", ""),
    ("code", ""),
    ("pre", ""),
    ("q", ""),
    ("blockquote", ""),
    ("ul", ""),
    ("ol", ""),
    ("li", ""),
    ("h1", ""),
    ("h2", ""),
    ("h3", ""),
    ("h4", ""),
    ("img", ""),
    ("table", ""),
];

/// Characters of HTML by their names.
const ENTITIES: [(&str, &str); 16] = [
    ("nbsp", "\u{a0}"),
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", ""),
    ("apos", "’"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("hellip", "…"),
    ("euro", "€"),
    ("copy", "©"),
    ("reg", "®"),
    ("shy", ""),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
];

pub(super) fn find(spot: Spot<'_>) -> Option<Near> {
    match spot.rest().chars().next()? {
        '<' => element(spot),
        '&' => entity(spot),
        '\\' => latex(spot),
        '#' => typst(spot).or_else(|| heading(spot)),
        '!' => picture(spot),
        '＊' => around(spot, "＊", Some("*")),
        '`' => around(spot, "```", None).or_else(|| around(spot, "`", Some("*"))),
        '_' => around(spot, "__", Some("**")).or_else(|| around(spot, "_", Some("*"))),
        '~' => around(spot, "~~", None),
        _ => None,
    }
}

/// Three stars or more around words, and two with spaces within.
pub(in super::super) fn stars(text: &str, range: &Range<usize>, end: usize) -> Option<Near> {
    let limit = end.min(range.end + LONGEST);
    let behind = text.get(range.end..).map_or("", |rest| cut(rest, limit - range.end));
    let before = text.get(..range.start)?.chars().next_back();
    if before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let sign = text.get(range.clone())?;
    let close = behind.find(sign)?;
    let words = behind.get(..close)?;
    let after = behind.get(close + sign.len()..)?.chars().next();
    let is_spaced = words.starts_with(' ') && words.ends_with(' ') && words.trim().len() > 1;
    let is_apart = after.is_none_or(|c| !c.is_alphanumeric() && c != '*');
    let is_near = match range.len() {
        0 | 1 => false,
        2 => is_spaced && is_apart,
        _ => is_apart && words.trim().len() > 1 && words.trim().len() == words.len(),
    };
    let is_prose = words.contains(char::is_alphabetic) && !words.contains(['\n', '*']);
    (is_near && is_prose).then(|| {
        let right = format!("**{}**", words.trim());
        Near::new(range.start..range.end + close + sign.len(), Meant::Elsewhere, right)
    })
}

fn cut(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// `[[words]]`, `[b]words[/b]`, `[url=https://…]words[/url]`, `[^1]`
pub(super) fn bracket(spot: Spot<'_>, body: &str, behind: &str, len: usize) -> Option<Near> {
    if let Some(number) = body.strip_prefix('^') {
        return (!number.is_empty()).then(|| spot.near(len, Meant::Elsewhere, None)).flatten();
    }
    if let Some(words) = body.strip_prefix('[').and_then(|body| body.strip_suffix(']')) {
        let is_plain = words.starts_with(char::is_alphabetic) && !words.contains(['[', ']', '@']);
        return is_plain.then(|| spot.near(len, Meant::Elsewhere, None))?;
    }
    let (name, value) = body.split_once('=').map_or((body, None), |(name, value)| (name, Some(value)));
    let closing = format!("[/{name}]");
    let is_name = !name.is_empty() && name.len() < 8 && name.chars().all(|c| c.is_ascii_alphabetic());
    let words = behind.get(..behind.find(&closing).filter(|_| is_name)?)?;
    let right = match (name.to_lowercase().as_str(), value) {
        ("b", _) => Some(format!("**{words}**")),
        ("i", _) => Some(format!("*{words}*")),
        ("url", Some(target)) => address::mended(target).map(|(_, right)| format!("[{words}]({right})")),
        ("url", None) => address::mended(words).map(|(_, right)| format!("[{words}]({right})")),
        _ => None,
    };
    spot.near(len + words.len() + closing.len(), Meant::Elsewhere, right)
}

/// `<b>words</b>`, `<name/>`, `<name id="1">`, `<!-- words -->`
fn element(spot: Spot<'_>) -> Option<Near> {
    let inner = spot.rest().get(1..)?;
    if let Some(remark) = inner.strip_prefix("!--") {
        return spot.near(4 + remark.find("-->")? + 3, Meant::Elsewhere, None);
    }
    let name_at = usize::from(inner.starts_with('/'));
    let named = inner.get(name_at..)?;
    let end = named.find(|c: char| !c.is_ascii_alphanumeric())?;
    let name = named.get(..end)?.to_lowercase();
    let close = inner.find(['<', '>', '\n']).filter(|close| inner[*close..].starts_with('>'))?;
    let behind = named.get(end..)?;
    if !behind.starts_with(['>', '/', ' ']) {
        return None;
    }
    let len = 1 + close + 1;
    let after = inner.get(close + 1..)?;
    let closing = format!("</{name}>");
    let known = ELEMENTS.into_iter().find(|(element, _)| *element == name).map(|(_, sign)| sign);
    // What nobody knows is one if it has the form of one.
    let attributes = named.get(end..close.checked_sub(name_at)?)?;
    let has_form = || {
        name.starts_with(|c: char| c.is_ascii_alphabetic())
            && (attributes.contains("=\"") || attributes.contains("='") || attributes.ends_with('/'))
            || !name.is_empty() && after.to_ascii_lowercase().contains(&closing)
    };
    let is_prose = !attributes.trim().is_empty() && !attributes.contains(['=', '/']);
    let sign = known.or_else(|| has_form().then_some("")).filter(|_| !is_prose)?;
    let words = after.to_ascii_lowercase().find(&closing).and_then(|end| after.get(..end));
    let Some(words) = words.filter(|_| name_at == 0) else {
        return spot.near(len, Meant::Elsewhere, None);
    };
    let right = match sign {
        "" if name == "a" => {
            let target = inner.get(..close).and_then(|tag| tag.split("href=").nth(1));
            let target = target.map(|target| target.trim_start_matches(['"', '\'']));
            let target = target.and_then(|target| target.split(['"', '\'', ' ']).next());
            target.and_then(address::mended).map(|(_, right)| format!("[{words}]({right})"))
        }
        "" => None,
        sign => Some(format!("{sign}{words}{sign}")),
    };
    spot.near(len + words.len() + closing.len(), Meant::Elsewhere, right)
}

fn entity(spot: Spot<'_>) -> Option<Near> {
    let inner = spot.rest().get(1..)?;
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric() && c != '#')?;
    let name = inner.get(..end).filter(|_| inner[end..].starts_with(';'))?;
    let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok(),
        None => number.parse().ok(),
    });
    let known = ENTITIES.into_iter().find(|(entity, _)| *entity == name).map(|(_, sign)| sign.to_owned());
    let known = known.or_else(|| accented(name));
    let right = known.or_else(|| number.and_then(char::from_u32).map(String::from))?;
    spot.near(end + 2, Meant::Elsewhere, Some(right).filter(|right| !right.trim().is_empty()))
}

/// `eacute`: the letter with its accent.
fn accented(name: &str) -> Option<String> {
    const ACCENTS: [(&str, char); 8] = [
        ("acute", '\u{301}'),
        ("grave", '\u{300}'),
        ("circ", '\u{302}'),
        ("tilde", '\u{303}'),
        ("uml", '\u{308}'),
        ("ring", '\u{30a}'),
        ("caron", '\u{30c}'),
        ("cedil", '\u{327}'),
    ];
    let letter = name.chars().next()?;
    let accent = ACCENTS.into_iter().find(|(accent, _)| name.get(letter.len_utf8()..) == Some(accent));
    accent.map(|(_, accent)| [letter, accent].into_iter().nfc().collect())
}

/// `\cite{a}`, `\emph{words}`, `\href{https://…}{words}`
fn latex(spot: Spot<'_>) -> Option<Near> {
    let inner = spot.rest().get(1..)?;
    let name = inner.get(..inner.find('{')?)?;
    let argument = |from: usize| {
        let argument = inner.get(from..)?.strip_prefix('{')?;
        argument.get(..argument.find(['}', '\n'])?)
    };
    let first = argument(name.len())?;
    let len = 1 + name.len() + first.len() + 2;
    let right = match name {
        "cite" | "citep" | "citet" | "parencite" | "autocite" => {
            let keys: Vec<String> = first.split(',').map(|key| format!("@{}", key.trim())).collect();
            let meant = Meant::Citation;
            return spot.near(len, meant, format!("[{}]", keys.join("; ")));
        }
        "emph" | "textit" => format!("*{first}*"),
        "textbf" | "strong" => format!("**{first}**"),
        "url" => format!("[{first}]({})", address::mended(first)?.1),
        "href" => {
            let words = argument(name.len() + first.len() + 2)?;
            let right = format!("[{words}]({})", address::mended(first)?.1);
            return spot.near(len + words.len() + 2, Meant::Elsewhere, right);
        }
        name if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
            return spot.near(len, Meant::Elsewhere, None);
        }
        _ => return None,
    };
    spot.near(len, Meant::Elsewhere, right)
}

/// `#emph[words]`, `#strong[words]`, `#link("https://…")[words]`
fn typst(spot: Spot<'_>) -> Option<Near> {
    let inner = spot.rest().get(1..)?;
    let end = inner.find(|c: char| !c.is_ascii_lowercase())?;
    let (name, behind) = inner.split_at(end);
    let (target, body) = match behind.strip_prefix("(\"") {
        Some(argument) => {
            let end = argument.find("\")")?;
            (argument.get(..end), argument.get(end + 2..)?)
        }
        None => (None, behind),
    };
    let words = body.strip_prefix('[').and_then(|body| body.get(..body.find([']', '\n'])?))?;
    let right = match (name, target) {
        ("emph", None) => format!("*{words}*"),
        ("strong", None) => format!("**{words}**"),
        ("link", Some(target)) => format!("[{words}]({})", address::mended(target)?.1),
        _ => return None,
    };
    let len = 1 + (inner.len() - body.len()) + words.len() + 2;
    spot.near(len, Meant::Elsewhere, right)
}

/// `## Words` on a line of its own.
fn heading(spot: Spot<'_>) -> Option<Near> {
    let rest = spot.rest();
    let signs = rest.len() - rest.trim_start_matches('#').len();
    let words = rest.get(signs..)?;
    let is_one = spot.before().is_none_or(|c| c == '\n')
        && signs <= 6
        && words.starts_with(' ')
        && words.trim_start().starts_with(char::is_alphabetic);
    is_one.then(|| spot.near(signs, Meant::Elsewhere, None))?
}

/// `![words](file.png)`
fn picture(spot: Spot<'_>) -> Option<Near> {
    let open = spot.at + 1;
    spot.rest().strip_prefix("![")?;
    let close = spot.pairs.square(open).filter(|close| close - open < LONGEST)?;
    let target = spot.from(close + 1).strip_prefix('(')?;
    let end = target.find([')', '\n'])?;
    spot.near(close + 2 + end + 1 - spot.at, Meant::Elsewhere, None)
}

/// Words between two signs of the same kind, without a space within.
fn around(spot: Spot<'_>, sign: &str, ours: Option<&str>) -> Option<Near> {
    let inner = spot.rest().strip_prefix(sign)?;
    let close = inner.find([sign.chars().next()?, '\n']).filter(|close| inner[*close..].starts_with(sign))?;
    let words = inner.get(..close)?;
    let after = inner.get(close + sign.len()..)?.chars().next();
    let is_near = spot.begins_word()
        && spot.before() != sign.chars().next()
        && !words.is_empty()
        && words.trim().len() == words.len()
        && words.contains(char::is_alphanumeric)
        && after.is_none_or(|c| !c.is_alphanumeric() && !sign.starts_with(c));
    let right = ours.map(|ours| format!("{ours}{words}{ours}"));
    is_near.then(|| spot.near(sign.len() * 2 + close, Meant::Elsewhere, right))?
}
