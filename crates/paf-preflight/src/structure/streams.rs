//! Rules about streams: those of a page are whole, and paint something.

use std::collections::BTreeMap;
use std::io::Read;

use flate2::read::ZlibDecoder;
use lopdf::{DecompressError, Error, Object, Stream};
use paf_diag::Rule;
use paf_pdf::pages::{LARGEST, PageRef, resolved};

use super::reach::Reached;
use crate::{Examined, Finding, Report};

pub(super) fn check(examined: &Examined<'_>, reached: &[Reached<'_>], report: &mut Report) {
    let mut unpacker = Unpacker { known: BTreeMap::new(), left: ALL };
    for one in reached {
        match one.stream.map(|stream| unpacker.look(stream)) {
            Some(Packed::Broken) => report.findings.push(damaged().on(one.page)),
            Some(Packed::TooLarge) => report.findings.push(too_large().on(one.page)),
            Some(Packed::Whole(_) | Packed::Unread) | None => {}
        }
    }
    if unpacker.left == 0 {
        report.findings.push(too_much());
        report
            .skip("whether all parts of the file are whole: it becomes too large", &[Rule::PressUnreadable]);
    }
    // What is lost altogether has been told.
    let is_lost = |page: &PageRef<'_>| {
        examined.damages.iter().any(|damage| damage.page == Some(page.number) && damage.is_of_content())
    };
    for page in examined.pages.iter().filter(|page| !is_lost(page)) {
        let streams = contents(examined, page);
        let packed: BTreeMap<usize, Packed> =
            streams.iter().flatten().map(|stream| (place(stream), unpacker.look(stream))).collect();
        let packed = |stream: &Stream| packed.get(&place(stream)).copied().unwrap_or(Packed::Unread);
        let is_whole = |stream: &Stream| matches!(packed(stream), Packed::Whole(_));
        let readable = streams.iter().all(|stream| {
            // Left out here: what is told above.
            stream.is_some_and(|stream| !is_whole(stream) || is_decodable(stream))
        });
        if !readable {
            report.findings.push(damaged().on(page.number));
        } else if streams.iter().flatten().all(|stream| is_whole(stream)) {
            let size = |stream: &&Stream| match packed(stream) {
                Packed::Whole(size) => size,
                Packed::Broken | Packed::TooLarge | Packed::Unread => 0,
            };
            if streams.iter().flatten().map(size).sum::<u64>() > MOST {
                report.findings.push(too_large().on(page.number));
            } else {
                report.findings.extend(blank(page));
            }
        }
    }
}

/// The most that all parts of a file may become while they are looked at: unpacking more would take minutes.
const ALL: u64 = 8 << 30;

/// What is known of streams, each unpacked once.
struct Unpacker {
    known: BTreeMap<usize, Packed>,
    left: u64,
}

impl Unpacker {
    fn look(&mut self, stream: &Stream) -> Packed {
        if let Some(known) = self.known.get(&place(stream)) {
            return *known;
        }
        let packed = if self.left == 0 { Packed::Unread } else { packed(stream) };
        self.left = self.left.saturating_sub(match packed {
            Packed::Whole(size) => size,
            Packed::Broken | Packed::TooLarge => MOST,
            Packed::Unread => 0,
        });
        self.known.insert(place(stream), packed);
        packed
    }
}

/// Where a stream lies, by which it is known again while the document is.
fn place(stream: &Stream) -> usize {
    std::ptr::from_ref(stream).addr()
}

/// The most that a page's content, or a part of it, may become when it is unpacked.
const MOST: u64 = LARGEST as u64;

fn too_large() -> Finding {
    Finding::error(
        Rule::PressUnreadable,
        format!("a part of the page becomes larger than {} MB when it is unpacked", MOST >> 20),
        "A printer's machine may run out of memory; nobody has looked at what it paints.",
        "Export the file again; if it stays as large, turn the drawing of this page into an image.",
    )
}

fn too_much() -> Finding {
    Finding::warning(
        Rule::PressUnmeasured,
        format!("the parts of the file become larger than {} GB together when they are unpacked", ALL >> 30),
        "Nobody has looked whether all of them are whole; a printer's machine may run out of memory.",
        "Make the pictures of the file smaller, or send it in parts.",
    )
}

fn damaged() -> Finding {
    Finding::error(
        Rule::PressUnreadable,
        "a part of the page is damaged, or compressed in a way that cannot be read",
        "A printer might get an empty or an incomplete page.",
        "Export the file again, and see that it is copied whole.",
    )
}

/// The content streams of a page; none where something else stands in the place of one.
fn contents<'a>(examined: &Examined<'a>, page: &PageRef<'a>) -> Vec<Option<&'a Stream>> {
    let stream = |object: Option<&'a Object>| object.and_then(|object| object.as_stream().ok());
    match page.own("Contents") {
        None | Some(Object::Null) => Vec::new(),
        Some(Object::Array(items)) => {
            items.iter().map(|item| stream(resolved(examined.document, item))).collect()
        }
        one => vec![stream(one)],
    }
}

fn is_decodable(stream: &Stream) -> bool {
    stream.get_plain_content_with_limit(LARGEST).is_ok()
}

/// What becomes of a stream when it is unpacked.
#[derive(Debug, Clone, Copy)]
enum Packed {
    /// All of it is there: so many bytes.
    Whole(u64),
    /// Compressed bytes end too early or do not agree with their checksum.
    Broken,
    /// It is larger than any page needs.
    TooLarge,
    /// There was no room left to look.
    Unread,
}

/// Unpacks a stream without keeping what comes out.
///
/// lopdf takes what it gets from a broken stream without a word; here the loss must be told.
fn packed(stream: &Stream) -> Packed {
    let filters = stream.filters().unwrap_or_default();
    // Pictures of posters may be large; no rule reads them as a whole.
    let is_image = stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Image");
    if filters.first() == Some(&&b"FlateDecode"[..]) {
        let mut decoder = ZlibDecoder::new(stream.content.as_slice()).take(MOST + 1);
        match std::io::copy(&mut decoder, &mut std::io::sink()) {
            Err(_) => return Packed::Broken,
            Ok(size) if size > MOST && !is_image => return Packed::TooLarge,
            Ok(size) if filters.len() == 1 || is_image => return Packed::Whole(size),
            Ok(_) => {}
        }
    }
    match stream.get_plain_content_with_limit(LARGEST) {
        Err(Error::Decompress(DecompressError::MemoryLimitExceeded { .. })) if !is_image => Packed::TooLarge,
        content => Packed::Whole(content.map_or(0, |content| content.len() as u64)),
    }
}

/// The operators that leave ink; all others only prepare.
const PAINTING: [&[u8]; 17] = [
    b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"S", b"s", b"Do", b"Tj", b"TJ", b"'", b"\"", b"sh", b"BI",
    b"EI",
];

fn blank(page: &PageRef<'_>) -> Option<Finding> {
    let content = page.content();
    let mut words = content.split(|byte| b" \t\r\n\x0c\0()<>[]{}/%".contains(byte));
    let paints = words.any(|word| PAINTING.contains(&word));
    (!paints).then(|| {
        Finding::warning(
            Rule::PressEmptyPage,
            "the page has nothing on it",
            "A printer would ask whether something is missing, or print it blank.",
            "Take the page out, or tell the printer that it is meant to be blank.",
        )
        .on(page.number)
    })
}
