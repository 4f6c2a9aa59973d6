//! `SHA256SUMS`, as `sha256sum -c` reads it.

use std::collections::BTreeMap;
use std::fmt::Write;

/// The file's name.
pub(crate) const SUMS: &str = "SHA256SUMS";

/// The lines of some files, by their paths.
pub(crate) fn written(sums: &BTreeMap<String, String>) -> String {
    sums.iter().fold(String::new(), |mut lines, (path, sum)| {
        let _infallible = writeln!(lines, "{sum}  {path}");
        lines
    })
}

/// The checksums by path; nothing where a line is none of such a file.
pub(crate) fn read(lines: &str) -> Option<BTreeMap<String, String>> {
    let line = |line: &str| {
        // The second space says how the file is read; a star says the same on most systems.
        let (sum, path) = line.split_once("  ").or_else(|| line.split_once(" *"))?;
        let is_sum = sum.len() == 64 && sum.bytes().all(|byte| byte.is_ascii_hexdigit());
        (is_sum && !path.is_empty()).then(|| (path.to_owned(), sum.to_ascii_lowercase()))
    };
    lines.lines().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let sums: BTreeMap<String, String> =
            [("a b.txt".to_owned(), "0".repeat(64)), ("é/c".to_owned(), "f".repeat(64))].into();
        assert_eq!(read(&written(&sums)), Some(sums));
        assert_eq!(read("not a sum"), None);
        assert_eq!(read(""), Some(BTreeMap::new()));
    }
}
