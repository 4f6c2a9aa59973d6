//! What is painted, operator by operator.

use lopdf::content::{Content, Operation};

/// Ends a stream that is read, so that one that cannot be read to its end is noticed.
const END: &str = "PafEnd";

/// The operators of a content stream; nothing if it cannot be read to its end, for what follows would
/// be missing on paper.
pub(super) fn read(content: &[u8]) -> Option<Vec<Operation>> {
    let mut bytes = content.to_vec();
    bytes.extend_from_slice(b"\n");
    bytes.extend_from_slice(END.as_bytes());
    let mut operations = Content::decode(&bytes).ok()?.operations;
    let end = operations.pop()?;
    (end.operator == END && end.operands.is_empty()).then_some(operations)
}
