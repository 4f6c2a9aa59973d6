//! Reads the YAML files of a framework side by side, before they are asked for one by one.

use std::collections::BTreeMap;
use std::sync::Arc;

use paf_diag::{Diagnostics, SourceFile};
use rayon::prelude::*;

use crate::files::Files;
use crate::node::Node;
use crate::yaml;

/// Files that were read ahead; what cannot be read is left to whoever asks for it, who says so.
pub(crate) struct Ahead(BTreeMap<String, Read>);

/// A file with its tree, and what was found in it.
pub(crate) struct Read {
    pub(crate) file: Arc<SourceFile>,
    pub(crate) node: Option<Node>,
    pub(crate) found: Diagnostics,
}

impl Ahead {
    /// Reads the content and what the documents say of themselves; translations are read by those who need them.
    pub(crate) fn of(files: &dyn Files) -> Self {
        let listed =
            ["framework", "templates"].into_iter().flat_map(|folder| files.list(folder).unwrap_or_default());
        let paths: Vec<String> =
            listed.filter(|path| path.ends_with(".yaml") && !path.contains("/locales/")).collect();
        let read = |path: String| {
            let bytes = files.read(&path).ok()?;
            let file = SourceFile::new(path.as_str(), std::str::from_utf8(&bytes).ok()?);
            let mut found = Diagnostics::new();
            let node = yaml::read(&file, &mut found);
            Some((path, Read { file, node, found }))
        };
        Self(paths.into_par_iter().filter_map(read).collect())
    }

    /// What was read of a file; nothing the second time.
    pub(crate) fn take(&mut self, path: &str) -> Option<Read> {
        self.0.remove(path)
    }
}
