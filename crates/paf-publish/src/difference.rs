//! In which bytes two files differ.

/// Where two files differ that should be the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Difference {
    /// The first byte that differs, from 1.
    first: usize,
    /// How many differ, as far as both go.
    count: usize,
    /// How long the one that should be is.
    wanted: usize,
    /// How long the one that is there is.
    found: usize,
}

impl Difference {
    /// Between what should be and what is there; nothing where there is none.
    pub(crate) fn between(wanted: &[u8], found: &[u8]) -> Option<Self> {
        let unlike = || wanted.iter().zip(found).enumerate().filter(|(_, (a, b))| a != b);
        let first = unlike().next().map(|(at, _)| at + 1);
        let count = unlike().count();
        let shorter = wanted.len().min(found.len());
        let first = first.or_else(|| (wanted.len() != found.len()).then_some(shorter + 1))?;
        Some(Self { first, count, wanted: wanted.len(), found: found.len() })
    }

    /// In words that go on after the name of the file.
    pub(crate) fn in_words(self) -> String {
        let Self { first, count, wanted, found } = self;
        let lengths = match found {
            found if found == wanted => format!("of {wanted}"),
            found => format!("it has {found} instead of {wanted}"),
        };
        match count {
            0 => format!("{lengths} bytes, and from byte {first} on they differ"),
            1 if found == wanted => format!("1 byte {lengths} differs, byte {first}"),
            n if found == wanted => format!("{n} bytes {lengths} differ, the first is byte {first}"),
            _ => format!("{lengths} bytes, and the first that differs is byte {first}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_which_bytes_differ() {
        let between = |wanted: &str, found: &str| {
            Difference::between(wanted.as_bytes(), found.as_bytes()).map(Difference::in_words)
        };
        assert_eq!(between("abc", "abc"), None);
        assert_eq!(between("", ""), None);
        assert_eq!(between("abcd", "abxd").as_deref(), Some("1 byte of 4 differs, byte 3"));
        assert_eq!(between("abcd", "xbxd").as_deref(), Some("2 bytes of 4 differ, the first is byte 1"));
        assert_eq!(
            between("abcd", "abcde").as_deref(),
            Some("it has 5 instead of 4 bytes, and from byte 5 on they differ")
        );
        assert_eq!(
            between("abcd", "xbc").as_deref(),
            Some("it has 3 instead of 4 bytes, and the first that differs is byte 1")
        );
        assert_eq!(
            between("abcd", "").as_deref(),
            Some("it has 0 instead of 4 bytes, and from byte 1 on they differ")
        );
    }
}
