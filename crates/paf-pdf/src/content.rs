//! Content streams read whole: lopdf stops in silence at what it cannot parse, and knows no packed
//! images within the content.

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Object, Stream};

use crate::operators::fits;
use crate::words::{Token, Tokens};

/// What a content stream says.
#[derive(Debug, Clone, Default)]
pub struct Operations {
    /// In their order. An image within the content is a `BI` with a stream that is packed as it was.
    pub list: Vec<Operation>,
    /// Whether all of it could be read.
    pub complete: bool,
}

/// Reads a content stream.
pub fn operations(bytes: &[u8]) -> Operations {
    let mut found = Operations { list: Vec::new(), complete: true };
    if !fits(bytes) {
        found.complete = false;
        return found;
    }
    let mut rest = bytes;
    while let Some(at) = next_image(rest) {
        let (before, image) = rest.split_at(at);
        found.read(before);
        let image = image.get(2..).unwrap_or_default();
        let Some((operation, after)) = image_within(image) else {
            found.complete = false;
            return found;
        };
        found.list.push(operation);
        rest = after;
    }
    found.read(rest);
    found
}

impl Operations {
    fn read(&mut self, part: &[u8]) {
        // lopdf stops at a comment between operands or right behind an operator.
        let whole = Content::decode_strict(part).or_else(|_| Content::decode_strict(&without_comments(part)));
        match whole {
            Ok(content) => self.list.extend(content.operations),
            Err(_) => {
                self.complete = false;
                self.list.extend(Content::decode(part).map(|content| content.operations).unwrap_or_default());
            }
        }
    }
}

/// Content with blanks in the place of its comments.
fn without_comments(content: &[u8]) -> Vec<u8> {
    let (mut depth, mut is_escaped, mut is_comment) = (0_usize, false, false);
    let blanked = content.iter().map(|byte| {
        match byte {
            b'\r' | b'\n' => is_comment = false,
            _ if is_comment => return b' ',
            _ if is_escaped => {
                is_escaped = false;
                return *byte;
            }
            b'\\' => is_escaped = depth > 0,
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            b'%' if depth == 0 => {
                is_comment = true;
                return b' ';
            }
            _ => {}
        }
        is_escaped &= *byte == b'\\';
        *byte
    });
    blanked.collect()
}

/// Where the next `BI` stands.
fn next_image(content: &[u8]) -> Option<usize> {
    if !content.windows(2).any(|two| two == b"BI") {
        return None;
    }
    let mut tokens = Tokens::new(content);
    loop {
        if tokens.next()? == Token::Word(b"BI") {
            return Some(content.len() - tokens.rest().len() - 2);
        }
    }
}

/// An image that begins after its `BI`, and what follows its `EI`.
fn image_within(content: &[u8]) -> Option<(Operation, &[u8])> {
    let (dictionary, data) = described(content)?;
    let length = length(&dictionary, data).filter(|length| ends(data, *length));
    let length = length.or_else(|| (0..data.len()).find(|at| is_end(data, *at)))?;
    let (image, after) = data.split_at_checked(length)?;
    let after = after.get(after.windows(2).position(|two| two == b"EI")? + 2..)?;
    let image = Object::Stream(Stream::new(dictionary, image.to_vec()));
    Some((Operation::new("BI", vec![image]), after))
}

/// The keys and values up to `ID`, and the bytes after the one white space that follows.
fn described(content: &[u8]) -> Option<(Dictionary, &[u8])> {
    let mut tokens = Tokens::new(content);
    while tokens.next()? != Token::Word(b"ID") {}
    let data = tokens.rest();
    let head = content.get(..content.len() - data.len() - 2)?;
    let data = match data {
        [b'\r', b'\n', data @ ..] | [b' ' | b'\t' | b'\r' | b'\n' | b'\x0c' | b'\0', data @ ..] => data,
        data => data,
    };
    // Keys and values are operands like others, for any operator.
    let described = [head, b" ID"].concat();
    let operands = Content::decode_strict(&described).ok()?.operations.pop()?.operands;
    let mut dictionary = Dictionary::new();
    for pair in operands.chunks(2) {
        let [key, value] = pair else { return None };
        dictionary.set(key.as_name().ok()?.to_vec(), value.clone());
    }
    Some((dictionary, data))
}

/// How many bytes the pixels take, where they are not packed and their colours are those of a device.
fn length(image: &Dictionary, data: &[u8]) -> Option<usize> {
    let entry =
        |short: &str, long: &str| image.get(short.as_bytes()).or_else(|_| image.get(long.as_bytes())).ok();
    if entry("F", "Filter").is_some() {
        return None;
    }
    let whole = |short: &str, long: &str| usize::try_from(entry(short, long)?.as_i64().ok()?).ok();
    let is_stencil = entry("IM", "ImageMask").and_then(|mask| mask.as_bool().ok()) == Some(true);
    let bits = if is_stencil { Some(1) } else { whole("BPC", "BitsPerComponent") }?;
    let components = match entry("CS", "ColorSpace") {
        _ if is_stencil => 1,
        Some(Object::Name(name)) => match name.as_slice() {
            b"G" | b"DeviceGray" | b"CalGray" => 1,
            b"RGB" | b"DeviceRGB" | b"CalRGB" => 3,
            b"CMYK" | b"DeviceCMYK" => 4,
            _ => return None,
        },
        // A table of colours: one number for each pixel.
        Some(Object::Array(_)) => 1,
        _ => return None,
    };
    let row = whole("W", "Width")?.checked_mul(components)?.checked_mul(bits)?.div_ceil(8);
    row.checked_mul(whole("H", "Height")?).filter(|length| *length <= data.len())
}

/// Whether `EI` follows so many bytes, perhaps after white space.
fn ends(data: &[u8], length: usize) -> bool {
    let after = data.get(length..).unwrap_or_default();
    let spaces = after.iter().take_while(|byte| byte.is_ascii_whitespace() || **byte == 0).count();
    after.get(spaces..).is_some_and(|after| after.starts_with(b"EI")) && spaces < 4
}

/// How far after an `EI` there must be nothing but text, lest it be two bytes of the image.
const TEXT: usize = 12;

fn is_end(data: &[u8], at: usize) -> bool {
    let after = data.get(at..).unwrap_or_default();
    let [space, b'E', b'I', after @ ..] = after else { return false };
    let is_space = |byte: u8| byte.is_ascii_whitespace() || byte == 0;
    let plain = |byte: &u8| byte.is_ascii_graphic() || is_space(*byte);
    is_space(*space) && after.first().is_none_or(|byte| is_space(*byte)) && after.iter().take(TEXT).all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(content: &[u8]) -> (Vec<String>, bool) {
        let found = operations(content);
        (found.list.into_iter().map(|operation| operation.operator).collect(), found.complete)
    }

    #[test]
    fn images_within_the_content_are_kept_as_they_are() {
        let content = b"q BI /W 2 /H 1 /BPC 8 /CS /G ID \x00\xff EI Q BI /W 9 /H 9 /IM true /F /CCF ID a EI\xffb\nEI 0 g";
        assert_eq!(read(content), (["q", "BI", "Q", "BI", "g"].map(str::to_owned).to_vec(), true));
        let Object::Stream(image) = &operations(content).list[3].operands[0] else { panic!() };
        assert_eq!(image.content, b"a EI\xffb");
    }

    #[test]
    fn a_text_that_says_bi_is_no_image() {
        assert_eq!(read(b"(BI ID EI) Tj /BI gs"), (["Tj", "gs"].map(str::to_owned).to_vec(), true));
    }

    #[test]
    fn comments_may_stand_anywhere() {
        let content = b"/F 9% a ( name\nTf 1 0 0% r\rrg(50 % \\) of) Tj% 1\n0 0 9 9 re%\n f % end";
        assert_eq!(read(content), (["Tf", "rg", "Tj", "re", "f"].map(str::to_owned).to_vec(), true));
        let Object::String(text, _) = &operations(content).list[2].operands[0] else { panic!() };
        assert_eq!(text, b"50 % ) of");
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        assert_eq!(read(b"0 g ) 1 1 1 rg"), (vec!["g".to_owned()], false));
        assert!(!read(b"BI /W 2 /H 2 ID no end").1);
        assert!(read(b"").1 && read(b" % nothing\n").1);
    }
}
