//! The address that is meant by what stands where one belongs.

use super::Meant;
use super::target::is_unseen;

/// What surrounds an address and is no part of it.
const AROUND: [char; 14] =
    [' ', '\u{a0}', '\n', '"', '“', '”', '„', '«', '»', '‘', '’', '<', '>', '\u{200b}'];

/// How `https` and `http` are mistyped.
const SCHEMES: [(&str, &str); 12] = [
    ("https", "https"),
    ("http", "http"),
    ("htttps", "https"),
    ("htpps", "https"),
    ("htps", "https"),
    ("hhtps", "https"),
    ("hhttps", "https"),
    ("httpss", "https"),
    ("ttps", "https"),
    ("htttp", "http"),
    ("htpp", "http"),
    ("ttp", "http"),
];

/// What glossary terms are called by mistake.
const TERMS: [&str; 4] = ["term", "terms", "glossary", "trem"];

/// What references are called by mistake, each with the right word.
const REFERENTS: [(&str, &str); 14] = [
    ("rec", "rec"),
    ("recs", "rec"),
    ("recommendation", "rec"),
    ("recommendations", "rec"),
    ("section", "section"),
    ("sections", "section"),
    ("sec", "section"),
    ("figure", "figure"),
    ("figures", "figure"),
    ("fig", "figure"),
    ("table", "table"),
    ("tables", "table"),
    ("tab", "table"),
    ("tbl", "table"),
];

/// Names that end like a domain and are those of files.
const FILES: [&str; 14] = [
    ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".pdf", ".docx", ".xlsx", ".md", ".txt", ".html",
    ".yaml", ".typ",
];

/// What to write for an address, and whether it is one or the id of a term; nothing where nobody can tell.
pub(super) fn mended(written: &str) -> Option<(Meant, String)> {
    let target = written.trim_matches(AROUND);
    // Markdown has a title behind the address.
    let target = [" \"", " “", " '", " „"].into_iter().find_map(|mark| target.split_once(mark));
    let target = target.map_or(written, |(address, _)| address).trim_matches(AROUND);
    with_id(target, &TERMS.map(|word| (word, "term")))
        .map(|right| (Meant::Term, right))
        .or_else(|| with_id(target, &REFERENTS).map(|right| (Meant::Reference, right)))
        .or_else(|| address(target).map(|right| (Meant::Link, right)))
}

/// Whether it begins like an address of the web, a mail address, or a term.
pub(super) fn is_written_out(target: &str) -> bool {
    let lower = target.trim_matches(AROUND).to_lowercase();
    ["http", "www.", "mailto:", "term:"].iter().any(|begin| lower.starts_with(begin))
}

/// `Term: id`, `recommendation:id`
fn with_id(target: &str, words: &[(&str, &str)]) -> Option<String> {
    let end = target.find(|c: char| !c.is_alphabetic())?;
    let (word, behind) = target.split_at(end);
    let word = word.to_lowercase();
    let (_, right) = words.iter().find(|(mistaken, _)| *mistaken == word)?;
    let id = as_id(behind.trim_start().strip_prefix([':', '：', ';', '=', '/', '#'])?);
    (!id.is_empty()).then(|| format!("{right}:{id}"))
}

fn address(target: &str) -> Option<String> {
    web(target)
        .or_else(|| doi(target))
        .or_else(|| mail(target))
        .or_else(|| telephone(target))
        .or_else(|| host(target))
}

/// A host without spaces, and a path with its spaces as an address has them.
fn escaped(rest: &str) -> String {
    let rest: String =
        rest.trim().chars().filter(|c| matches!(c, '\n' | '\u{a0}') || !is_unseen(*c)).collect();
    let rest = rest.replace('\\', "/");
    let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let host = host.replace(char::is_whitespace, "");
    format!("{host}{}", path.replace(char::is_whitespace, "%20"))
}

/// `doi:10.1000/182`, `10.1000/182`
fn doi(target: &str) -> Option<String> {
    let begin = target.get(..4).filter(|begin| begin.eq_ignore_ascii_case("doi:")).map_or(0, str::len);
    let number = target.get(begin..)?.trim();
    let (prefix, suffix) = number.strip_prefix("10.")?.split_once('/')?;
    let is_one = prefix.len() > 3
        && prefix.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && !suffix.is_empty()
        && !suffix.contains(char::is_whitespace);
    is_one.then(|| format!("https://doi.org/{number}"))
}

fn web(target: &str) -> Option<String> {
    let end = target.find(|c: char| !c.is_ascii_alphabetic())?;
    let (word, behind) = target.split_at(end);
    let word = word.to_lowercase();
    let (_, scheme) = SCHEMES.into_iter().find(|(written, _)| *written == word)?;
    let rest = behind.trim_start_matches([':', '：', ';', '/', '\\', ' ', '.']);
    let is_parted = behind.len() > rest.len();
    (is_parted && rest.contains('.')).then(|| format!("{scheme}://{}", escaped(rest)))
}

fn mail(target: &str) -> Option<String> {
    let lower = target.to_lowercase();
    let begin = ["mailto:", "mailto", "mail:", "email:", "e-mail:"]
        .into_iter()
        .find(|begin| lower.starts_with(begin))
        .map_or(0, str::len);
    let address: String = target.get(begin..)?.chars().filter(|c| !c.is_whitespace()).collect();
    let address = address.trim_start_matches([':', '/']);
    let (user, host) = address.split_once('@')?;
    let is_one = !user.is_empty()
        && host.contains('.')
        && !host.contains(['@', '/'])
        && host.starts_with(char::is_alphanumeric);
    (is_one && (begin > 0 || !target.contains(char::is_whitespace))).then(|| format!("mailto:{address}"))
}

fn telephone(target: &str) -> Option<String> {
    let lower = target.to_lowercase();
    let number = match lower.strip_prefix("tel") {
        Some(behind) => behind.trim_start_matches(['.', ':', ' ', '/']),
        None => lower.strip_prefix('+').map(|_| lower.as_str())?,
    };
    let digits: String = number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    let is_number = number.chars().all(|c| c.is_ascii_digit() || " +-/().\u{a0}".contains(c));
    (is_number && digits.len() > 5).then(|| format!("tel:{digits}"))
}

/// `example.org/page`, `www.example.org`
fn host(target: &str) -> Option<String> {
    let lower = target.to_lowercase();
    let is_file = FILES.iter().any(|ending| lower.ends_with(ending)) && !lower.starts_with("www.");
    let first = target.split(char::is_whitespace).next()?;
    let is_host = is_address(first) || lower.starts_with("www.");
    let is_plain = !target.contains(['@', ':', '(', ')']) && target.starts_with(char::is_alphanumeric);
    let with_spaces = target.contains(char::is_whitespace) && !target.contains('/');
    (is_host && is_plain && !is_file && !with_spaces)
        .then(|| format!("https://{}", escaped(&target.replacen("WWW.", "www.", 1))))
}

/// Whether a run of characters is an address, brackets and marks around it left aside: `esmo.org/patients`.
pub fn is_address(run: &str) -> bool {
    let run = run.trim_matches(|c: char| !c.is_alphanumeric() && c != '/');
    if run.contains("://") || run.starts_with("www.") || run.contains('@') {
        return true;
    }
    let host = run.split_once('/').map_or(run, |(host, _)| host);
    let mut labels = host.split('.').rev();
    let is_plain =
        |label: &str| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let is_domain = |label: &str| label.len() > 1 && label.chars().all(|c| c.is_ascii_lowercase());
    let has_domain = labels.next().is_some_and(is_domain);
    has_domain && host.contains('.') && labels.all(is_plain)
}

/// The id that is nearest to a text: lower-case letters, digits and single hyphens.
pub(crate) fn as_id(text: &str) -> String {
    let lower: String =
        text.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    lower.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}
