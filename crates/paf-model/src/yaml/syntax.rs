//! Tells what is wrong with a text that the parser refuses.

use std::sync::Arc;

use paf_diag::{Diagnostic, Place, Rule, SourceFile};
use serde_saphyr::budget::BudgetBreach;

use super::{location_place, quoted, slips};

/// What the parser stumbled over: the slips of the pen that explain it, or else what the parser says.
pub(super) fn report(file: &Arc<SourceFile>, error: &serde_saphyr::Error) -> Vec<Diagnostic> {
    let error = error.without_snippet();
    let line = error.location().and_then(|at| usize::try_from(at.line()).ok()).unwrap_or(1);
    let is_budget = matches!(error, serde_saphyr::Error::Budget { .. });
    let slips = if is_budget { Vec::new() } else { slips::find(file, line) };
    if slips.is_empty() { vec![as_the_parser_says(file, error)] } else { slips }
}

/// What a file has more of than any file of a framework, and what to do; nothing where it is the aliases.
fn too_much(breach: &BudgetBreach) -> Option<(&'static str, &'static str)> {
    const SPLIT: &str = "look whether something was pasted into it that does not belong there; the files of a framework \
                         have some hundred lines";
    match breach {
        BudgetBreach::Depth { .. } => Some((
            "lists and keys stand within each other, deeper than in any file of a framework",
            "look for brackets, hyphens or an indentation that grows from line to line, and take them out",
        )),
        BudgetBreach::Events { .. } | BudgetBreach::Nodes { .. } => {
            Some(("this file has more than 200,000 keys and values, which no file of a framework has", SPLIT))
        }
        BudgetBreach::ScalarBytes { .. } => {
            Some(("this file has more than 8 MB of text, which no file of a framework has", SPLIT))
        }
        BudgetBreach::MergeKeys { .. } => Some((
            "`<<` stands in this file more often than in any file of a framework",
            "write out the keys that it stands for",
        )),
        _ => None,
    }
}

fn as_the_parser_says(file: &Arc<SourceFile>, error: &serde_saphyr::Error) -> Diagnostic {
    let place = error.location().map_or_else(|| Place::start_of(file), |at| location_place(file, at));
    let message = first_sentence(&error.to_string());
    let lower = message.to_lowercase();
    if lower.contains("non-finite") {
        let help = format!("if it is a text, put it in quotation marks: `\"{}\"`", place.text().trim());
        return Diagnostic::error(
            Rule::YamlSyntax,
            format!("YAML takes `{}` for a number without end, and no key takes one", place.text().trim()),
        )
        .at(place)
        .help(help);
    }
    if let Some(dots) = dots(file, &place).filter(|_| lower.contains("document")) {
        return Diagnostic::error(
            Rule::YamlSyntax,
            "three dots on a line of their own end the content in YAML, and more stands below them",
        )
        .at(dots)
        .help("remove the line `...`; or, if it is part of a text, put the text in quotation marks");
    }
    if lower.contains("document") {
        return Diagnostic::error(Rule::YamlSyntax, "a second document begins in this file")
            .at(place)
            .help("keep one document a file: remove the line `---`");
    }
    if let serde_saphyr::Error::Budget { breach, .. } = error
        && let Some((message, help)) = too_much(breach)
    {
        return Diagnostic::error(Rule::YamlBudget, message).at(place).help(help);
    }
    if lower.contains("budget") || lower.contains("alias") && lower.contains("limit") {
        return Diagnostic::error(
            Rule::YamlBudget,
            "the aliases of this file multiply into more than a file may hold",
        )
        .at(place)
        .help("write the values out, or use fewer aliases (`*name`)");
    }
    let said = |message: &str| Diagnostic::error(Rule::YamlSyntax, message);
    if lower.contains("unexpected character") && place.text().chars().any(|c| c.is_control()) {
        return said("an invisible control character stands in this line")
            .at(place)
            .help("delete it; it often comes with text that is pasted from a word processor");
    }
    if lower.contains("escape") && lower.contains("quoted") {
        return backslash(file, place);
    }
    if lower.contains("mapping values are not allowed") {
        return said("a second colon stands in this text").at(place).help(
            "put the whole text in quotation marks; or, if this is a key, line it up with the keys above it",
        );
    }
    if lower.contains("quote") {
        let diagnostic = said("a quotation mark is not closed, or stands within a text").at(place.clone());
        let diagnostic = match open_quotation(file, place.start().line) {
            Some(open) => diagnostic.also(open, "it may be opened here"),
            None => diagnostic,
        };
        let line = file.line_range(place.start().line);
        let written = file.text().get(line.start..place.range().start).unwrap_or_default();
        let value = place.range().start
            ..quoted::end_of_value(file, place.range().start, written.contains(['{', '[']));
        if let (true, Some(line)) = (place.text().starts_with('\''), quoted::entry(file, value)) {
            return diagnostic.help(format!("put the text in quotation marks: `{line}`"));
        }
        if let Some(line) = closed(file, &place) {
            return diagnostic.help(format!("close it where the text ends: `{line}`"));
        }
        return diagnostic.help("close the quotation mark, or write the text on the next lines after `>-`");
    }
    if lower.contains("did not find expected") || lower.contains("indent") {
        return said("this line is indented otherwise than the keys or items above it")
            .at(place)
            .help("line it up with them, with spaces; look at the line before, too");
    }
    if lower.contains("simple key expected") {
        return said("this line has no colon behind its key").at(place).help(
            "write the key, a colon and a space before the value; or indent the line if it belongs to the text above",
        );
    }
    if lower.contains("misplaced bracket") {
        return said("this bracket closes nothing")
            .at(place)
            .help("delete it; or, if it is part of a text, put the whole text in quotation marks");
    }
    let stands = file.text().get(place.range().start..).and_then(|rest| rest.chars().next());
    if let Some(c) = stands.filter(|c| c.is_control() && lower.contains("unexpected character")) {
        return said(&format!("the invisible character U+{:04X} stands here", u32::from(c)))
            .at(place)
            .help("delete it; it comes from another program, or from a damaged file");
    }
    said("what stands here cannot be read as YAML")
        .at(place)
        .help("check the indentation, the colons and the quotation marks of this line and the one before")
}

/// The line above `place` that ends the content (`...`), where no `---` stands between them.
fn dots(file: &Arc<SourceFile>, place: &Place) -> Option<Place> {
    let above = (1..=place.start().line).rev().map(|line| file.line_range(line));
    let mut told = above.filter_map(|range| Some((file.text().get(range.clone())?.trim_end(), range)));
    let ends = |text: &str| text == "..." || text.starts_with("... ");
    told.find_map(|(text, range)| match text {
        "---" => Some(None),
        text if ends(text) => Some(Some(Place::new(file, range.start..range.start + 3))),
        _ => None,
    })?
}

/// A text in double quotation marks with a backslash that is meant as itself.
fn backslash(file: &Arc<SourceFile>, place: Place) -> Diagnostic {
    let line = file.line_range(place.start().line);
    let written = file.text().get(line.clone()).unwrap_or_default();
    let text = written.split_once('"').and_then(|(key, rest)| Some((key, rest.rsplit_once('"')?.0)));
    let help = match text {
        Some((key, text)) if !text.contains('\'') => {
            format!("put the text in single quotation marks: `{}'{}'`", key.trim_start(), text)
        }
        Some((key, text)) => {
            format!("write it twice: `{}\"{}\"`", key.trim_start(), text.replace('\\', "\\\\"))
        }
        None => "write it twice: `\\\\`".to_owned(),
    };
    Diagnostic::error(Rule::YamlSyntax, "in double quotation marks a backslash begins a sign of YAML")
        .at(place)
        .help(help)
}

/// The entry of a text whose quotation mark is open to the end of its line, with the mark closed.
fn closed(file: &SourceFile, place: &Place) -> Option<String> {
    let line = file.line_range(place.start().line);
    let text = file.text().get(place.range().start..line.end)?.trim_end();
    let before = file.text().get(line.start..place.range().start)?;
    let is_open = text.starts_with('"') && !text.get(1..)?.contains('"');
    is_open.then(|| format!("{}{text}\"", quoted::key_before(before)))
}

/// The first line up to `last` with a quotation mark that has no partner on it.
fn open_quotation(file: &Arc<SourceFile>, last: usize) -> Option<Place> {
    (1..=last).map(|line| file.line_range(line)).find_map(|range| {
        let line = file.text().get(range.clone())?;
        let marks: Vec<usize> = line
            .match_indices('"')
            .filter(|(at, _)| !line[..*at].ends_with('\\'))
            .map(|(at, _)| range.start + at)
            .collect();
        let odd = marks.len() % 2 == 1;
        marks.first().filter(|_| odd).map(|&at| Place::new(file, at..at + 1))
    })
}

/// The parser's message without its own position, which is shown as the place.
fn first_sentence(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    let line = line.split(" at line ").next().unwrap_or(line);
    let line = match line.split_once(": ") {
        Some((prefix, rest)) if prefix.contains("line ") && prefix.contains("column ") => rest,
        _ => line,
    };
    line.trim_end_matches('.').to_owned()
}
