//! From where somebody reads: paths in messages can be opened there, and commands typed.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::Arc;

use crate::command::quoted;
use crate::{Diagnostic, Diagnostics, Label, Place, SourceFile};

/// The folders of a framework; below the root, every path begins with one of them.
const FOLDERS: [&str; 3] = ["framework/", "templates/", "fonts/"];

/// How commands begin within a sentence.
const COMMAND: &str = "`paf ";

/// Commands that work on files which they are given, wherever a framework lies.
const WITHOUT_ROOT: [&str; 5] = ["new", "preflight", "impose", "completions", "help"];

/// Where the reader of messages is, seen from the framework.
///
/// Everything below the command line knows paths from the root alone. This is the one place that turns them
/// into those of the reader.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standpoint {
    way: String,
    named: Option<String>,
    supplied: Vec<String>,
}

impl Standpoint {
    /// `way` leads from the reader's folder to the root: empty where they are the same, or `..`, `some/where`.
    pub fn new(way: &str) -> Self {
        let way = way.trim_start_matches("./");
        let end = if way.is_empty() || way.ends_with('/') { "" } else { "/" };
        let way = if way == "." { String::new() } else { format!("{way}{end}") };
        Self { way, ..Self::default() }
    }

    /// The root as the reader wrote it; the commands in messages need it again.
    #[must_use]
    pub fn named(mut self, root: Option<&str>) -> Self {
        self.named = root.map(str::to_owned);
        self
    }

    /// Folders that lie in the program and not on the reader's disk.
    #[must_use]
    pub fn supplied(mut self, folders: Vec<String>) -> Self {
        self.supplied = folders;
        self
    }

    /// A path from the root as a path for the reader.
    pub fn path(&self, path: &str) -> String {
        format!("{}{path}", self.way)
    }

    /// A path that the reader wrote, in a form that is not taken for one from the root.
    pub fn own(&self, path: &str) -> String {
        if begins_with_folder(path) && !self.way.is_empty() { format!("./{path}") } else { path.to_owned() }
    }

    /// A sentence with the paths and commands that stand in it.
    pub fn text(&self, text: &str) -> String {
        self.commands(&self.paths(text))
    }

    /// A sentence with the commands that stand in it, such as `` `paf check` ``.
    pub fn commands(&self, text: &str) -> String {
        let Some(root) = &self.named else { return text.to_owned() };
        let mut out = String::new();
        let mut parts = text.split(COMMAND);
        out.push_str(parts.next().unwrap_or_default());
        for part in parts {
            out.push_str(COMMAND);
            let word = part.split([' ', '`']).next().unwrap_or_default();
            if !WITHOUT_ROOT.contains(&word) && !word.starts_with('-') {
                let _infallible = write!(out, "--root {} ", quoted(root));
            }
            out.push_str(part);
        }
        out
    }

    fn paths(&self, text: &str) -> String {
        if self.way.is_empty() {
            return text.to_owned();
        }
        let mut out = String::new();
        let mut before = None;
        for (at, c) in text.char_indices() {
            let begins = before.is_none_or(|c: char| c.is_whitespace() || "`(\"'“‘«".contains(c));
            if begins
                && FOLDERS.iter().any(|folder| text.get(at..).is_some_and(|rest| rest.starts_with(folder)))
            {
                out.push_str(&self.way);
            }
            out.push(c);
            before = Some(c);
        }
        out
    }

    /// The same problems as the reader has to see them.
    pub fn seen(&self, diagnostics: &Diagnostics) -> Diagnostics {
        if self.way.is_empty() && self.named.is_none() {
            return diagnostics.clone();
        }
        let mut files = HashMap::new();
        diagnostics.iter().map(|found| self.diagnostic(found, &mut files)).collect()
    }

    fn diagnostic(&self, found: &Diagnostic, files: &mut Files) -> Diagnostic {
        let mut label =
            |label: &Label| Label { place: self.place(&label.place, files), text: self.text(&label.text) };
        Diagnostic {
            severity: found.severity,
            rule: found.rule,
            message: self.text(&found.message),
            primary: found.primary.as_ref().map(&mut label),
            secondary: found.secondary.iter().map(&mut label).collect(),
            help: found.help.iter().map(|help| self.text(help)).collect(),
        }
    }

    fn place(&self, place: &Place, files: &mut Files) -> Place {
        let file = place.file();
        if !self.is_below_root(file.path()) {
            return place.clone();
        }
        let key = Arc::as_ptr(file);
        // The files of all diagnostics live as long as the call, so that no two have one address.
        let seen = files.entry(key).or_insert_with(|| SourceFile::new(self.path(file.path()), file.text()));
        Place::new(seen, place.range())
    }

    /// What has another path is a file that the reader named.
    fn is_below_root(&self, path: &str) -> bool {
        let is_supplied = |folder: &String| {
            path.strip_prefix(folder.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        begins_with_folder(path) && !self.supplied.iter().any(is_supplied)
    }
}

/// Whether a path is one of the folders, or lies in one.
fn begins_with_folder(path: &str) -> bool {
    FOLDERS.iter().any(|folder| path.starts_with(folder) || path == folder.trim_end_matches('/'))
}

type Files = HashMap<*const SourceFile, Arc<SourceFile>>;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Rule;

    #[test]
    fn paths_and_commands_are_those_of_the_reader() {
        let text = "add `fr` to `languages` in framework/framework.yaml, or run `paf translate sync`";
        for (way, named, expected) in [
            ("", None, text),
            (".", None, text),
            (
                "..",
                None,
                "add `fr` to `languages` in ../framework/framework.yaml, or run `paf translate sync`",
            ),
            (
                "./some/where/",
                Some("./some/where/"),
                "add `fr` to `languages` in some/where/framework/framework.yaml, or run \
                 `paf --root ./some/where/ translate sync`",
            ),
            (
                "my folder",
                Some("my folder"),
                "add `fr` to `languages` in my folder/framework/framework.yaml, or run \
                 `paf --root 'my folder' translate sync`",
            ),
            (
                "/srv/x",
                Some("/srv/x"),
                "add `fr` to `languages` in /srv/x/framework/framework.yaml, or run \
                 `paf --root /srv/x translate sync`",
            ),
        ] {
            assert_eq!(Standpoint::new(way).named(named).text(text), expected, "{way}");
        }
    }

    #[test]
    fn what_is_no_path_or_command_stays() {
        let there = Standpoint::new("there").named(Some("there"));
        for text in [
            "`https://example.org/framework/x`",
            "my-framework/a.yaml",
            "../framework/a.yaml",
            "the frameworks/ and fonts",
            "begin one with `paf new`",
            "the program `paf`",
        ] {
            assert_eq!(there.text(text), text);
        }
    }

    #[test]
    fn files_that_the_reader_named_and_those_within_the_program_stay() {
        let there = Standpoint::new("there").supplied(vec!["templates".to_owned()]);
        for (path, expected) in [
            ("framework/report.yaml", "there/framework/report.yaml"),
            ("templates/report/report.typ", "templates/report/report.typ"),
            ("deliveries/fr.po", "deliveries/fr.po"),
            ("./framework/fr.po", "./framework/fr.po"),
        ] {
            let file = SourceFile::new(path, "a: b\n");
            let found = Diagnostic::error(Rule::UnknownKey, "x").at(Place::new(&file, 3..4));
            let seen = there.seen(&Diagnostics::from_iter([found]));
            let place = seen.iter().find_map(|found| found.primary.clone()).expect("a place").place;
            assert_eq!(place.to_string(), format!("{expected}:1:4"));
            assert_eq!(place.text(), "b");
        }
    }
}
