//! How much memory the operators of a content stream take, before they are cut apart.

/// What all operators of a stream may take once they are cut apart: no page that anybody prints comes
/// near, and 256 megabytes of two letters each would take a hundred times as much.
const MOST: usize = 1 << 30;
/// What an operator takes, with room for up to four operands.
const OPERATOR: usize = 640;
/// What an operand takes.
const OPERAND: usize = 144;

/// Whether the operators of a stream fit into memory once they are cut apart.
pub(crate) fn fits(bytes: &[u8]) -> bool {
    size(bytes) <= MOST
}

/// About how much memory the operators will take. Strings and images in the content only add to it.
fn size(bytes: &[u8]) -> usize {
    let mut between = true;
    let mut size = 0_usize;
    for byte in bytes {
        let ends = matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | 0x0c | 0 | b'>' | b']' | b')');
        let begins = matches!(byte, b'/' | b'(' | b'<' | b'[');
        if begins || (between && !ends) {
            let is_operator = byte.is_ascii_alphabetic() || matches!(byte, b'\'' | b'"');
            size = size.saturating_add(if is_operator { OPERATOR } else { OPERAND });
        }
        between = ends;
    }
    size
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_and_operands_are_counted_before_they_are_cut_apart() {
        assert_eq!(size(b"q 1 0 0 1 20.5 -3 cm Q"), 3 * OPERATOR + 6 * OPERAND);
        assert_eq!(size(b"/F 9 Tf[(a)-20<00>]TJ"), 2 * OPERATOR + 6 * OPERAND);
        assert_eq!(size(b""), 0);
        assert!(fits(b"q Q"));
        assert!(!fits(&b"q ".repeat(MOST / OPERATOR + 1)));
    }
}
