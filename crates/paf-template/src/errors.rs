//! Template errors as diagnostics at the template's line.

use std::collections::BTreeMap;
use std::sync::Arc;

use minijinja::{Error, ErrorKind};
use paf_diag::{Diagnostic, Place, Rule, SourceFile, did_you_mean};

/// The diagnostic for an error of minijinja; `sources` are the templates by their paths.
pub(crate) fn diagnostic(error: &Error, sources: &BTreeMap<String, Arc<SourceFile>>) -> Diagnostic {
    let inner = innermost(error);
    let rule =
        if inner.kind() == ErrorKind::UndefinedError { Rule::TemplateUndefined } else { Rule::Template };
    let detail = inner.detail().map_or_else(|| inner.kind().to_string(), str::to_owned);
    let is_of_print = inner.name().is_none_or(|name| name.ends_with(".typ"));
    let help = help(inner, &detail, sources);
    let help = help.map(|help| if is_of_print { help } else { in_pages(&help) });
    let mut diagnostic = Diagnostic::error(rule, message(inner, &detail)).help_if(help);
    let file = inner.name().and_then(|name| sources.get(name));
    if let Some(file) = file {
        let place = match (inner.range(), inner.line()) {
            (Some(range), _) if range.end <= file.text().len() => Place::new(file, range),
            (_, Some(line)) => Place::new(file, file.line_range(line)),
            _ => Place::start_of(file),
        };
        diagnostic = diagnostic.at(place);
    }
    diagnostic
}

/// Words on templates for print with the delimiters of those of web pages.
fn in_pages(help: &str) -> String {
    let delimiters = [("/*%", "{%"), ("%*/", "%}"), ("[[=", "{{"), ("]]", "}}")];
    delimiters.iter().fold(help.to_owned(), |help, (print, page)| help.replace(print, page))
}

/// Errors in included templates are wrapped in those of the ones that include them.
fn innermost(error: &Error) -> &Error {
    let mut current = error;
    while let Some(source) =
        std::error::Error::source(current).and_then(|source| source.downcast_ref::<Error>())
    {
        current = source;
    }
    current
}

fn message(error: &Error, detail: &str) -> String {
    match error.kind() {
        ErrorKind::UndefinedError => format!("the template uses a value that does not exist: {detail}"),
        ErrorKind::SyntaxError => match closed_too_early(detail) {
            Some(word) => format!("`{word}` stands where another block is open"),
            None => format!("the template is malformed: {detail}"),
        },
        ErrorKind::TemplateNotFound => format!("there is no template `{}` to include", named(detail)),
        ErrorKind::UnknownFilter => format!("there is no filter `{}`", named(detail)),
        _ => format!("the template fails: {detail}"),
    }
}

/// The word that closes a block, where minijinja did not expect it.
fn closed_too_early(detail: &str) -> Option<&str> {
    detail.strip_prefix("unknown statement ").filter(|word| word.starts_with("end"))
}

/// The name in a message of minijinja: in quotation marks, or the second word.
fn named(detail: &str) -> &str {
    let quoted = detail.split(['\'', '"']).nth(1);
    quoted.or_else(|| detail.split(' ').nth(1)).unwrap_or(detail)
}

fn help(error: &Error, detail: &str, sources: &BTreeMap<String, Arc<SourceFile>>) -> Option<String> {
    match error.kind() {
        ErrorKind::UndefinedError => {
            Some("compare the name with docs/content.md; optional values are there and empty".to_owned())
        }
        ErrorKind::SyntaxError if closed_too_early(detail).is_some() => Some(
            "close the block that is opened last, such as `/*% if … %*/` with `/*% endif %*/`".to_owned(),
        ),
        ErrorKind::SyntaxError if detail.contains("end of") => {
            Some("close what is opened: `/*% if … %*/` with `/*% endif %*/`, `[[= … ]]` with `]]`".to_owned())
        }
        ErrorKind::SyntaxError => {
            Some("write values as `[[= name ]]` and blocks as `/*% if name %*/`".to_owned())
        }
        ErrorKind::TemplateNotFound => did_you_mean(named(detail), sources.keys().map(String::as_str)),
        ErrorKind::UnknownFilter => did_you_mean(
            named(detail),
            ["plain", "fill", "date", "month", "year", "collate", "join_and", "grouped"],
        ),
        _ => Some("look at the value that stands at this place of the template".to_owned()),
    }
}
