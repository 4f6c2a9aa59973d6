//! How long a stream says that it is, read in the file itself: lopdf puts the length that it found in
//! the place of the one that was written.

use lopdf::xref::XrefEntry;
use lopdf::{Document, Object, ObjectId, Stream};

use crate::words::{Token, Tokens};

/// Whether a stream is as long as it says.
pub(super) enum Length {
    /// It is.
    Right,
    /// It does not say, and was not read.
    Unsaid,
    /// It says this.
    Wrong(i64),
}

/// Compares what a stream says with what was read.
pub(super) fn length(document: &Document, bytes: &[u8], id: ObjectId, stream: &Stream) -> Length {
    let known = stream.dict.get_deref(b"Length", document).and_then(whole);
    if stream.start_position.is_some() {
        // Its end was not found when it was parsed; afterwards it was read only if it has a length.
        let read = known.is_ok_and(|known| usize::try_from(known) == Ok(stream.content.len()));
        return if read { Length::Right } else { Length::Unsaid };
    }
    let Some(&XrefEntry::Normal { offset, .. }) = document.reference_table.get(id.0) else {
        return Length::Right;
    };
    let start = bytes.windows(5).position(|five| five == b"%PDF-").unwrap_or(0);
    let written = usize::try_from(offset).ok().and_then(|offset| bytes.get(start..)?.get(offset..));
    let said = match written.and_then(said) {
        Some(Said::Here(said)) => said,
        Some(Said::There(id)) => match document.get_object(id).and_then(whole) {
            Ok(said) => said,
            Err(_) => return Length::Right,
        },
        None => return Length::Right,
    };
    if usize::try_from(said) == Ok(stream.content.len()) { Length::Right } else { Length::Wrong(said) }
}

fn whole(object: &Object) -> lopdf::Result<i64> {
    // Some programs write `42.0`.
    object.as_i64().or_else(|_| object.as_float().map(|real| real as i64))
}

enum Said {
    Here(i64),
    There(ObjectId),
}

/// The value of `/Length` in the dictionary of an object that begins here.
fn said(object: &[u8]) -> Option<Said> {
    let mut tokens = Tokens::new(object);
    // `4 0 obj <<`
    for _ in 0..3 {
        tokens.next()?;
    }
    (tokens.next()? == Token::Open).then_some(())?;
    loop {
        let key = match tokens.next()? {
            Token::Word(key) => key,
            _ => return None,
        };
        if key == b"/Length" {
            return value(&mut tokens);
        }
        tokens.skip_value()?;
    }
}

fn value(tokens: &mut Tokens<'_>) -> Option<Said> {
    let number = |token: Token<'_>| match token {
        Token::Word(word) => std::str::from_utf8(word).ok()?.parse::<f64>().ok(),
        _ => None,
    };
    let first = number(tokens.next()?)?;
    let here = Some(Said::Here(first as i64));
    let Some(second) = tokens.next().and_then(number) else { return here };
    match tokens.next() {
        Some(Token::Word(b"R")) => Some(Said::There((first as u32, second as u16))),
        _ => here,
    }
}
