//! Rules about streams: those of a page are whole, and paint something.

use std::io::Read;

use flate2::read::ZlibDecoder;
use lopdf::{DEFAULT_MAX_DECOMPRESSED_SIZE, Object, Stream};
use paf_diag::Rule;

use super::reach::Reached;
use crate::pages::{PageRef, resolved};
use crate::preflight::{Finding, Job, Report};

pub(super) fn check(job: &Job<'_>, reached: &[Reached<'_>], report: &mut Report) {
    let broken = reached.iter().filter(|one| one.stream.is_some_and(|stream| !is_whole(stream)));
    report.findings.extend(broken.map(|one| damaged().on(one.page)));
    for page in job.pages {
        let streams = contents(job, page);
        let readable = streams.iter().all(|stream| {
            // Left out here: what is told above.
            stream.is_some_and(|stream| !is_whole(stream) || is_decodable(stream))
        });
        if !readable {
            report.findings.push(damaged().on(page.number));
        } else if streams.into_iter().flatten().all(is_whole) {
            report.findings.extend(blank(page));
        }
    }
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
fn contents<'a>(job: &Job<'a>, page: &PageRef<'a>) -> Vec<Option<&'a Stream>> {
    let stream = |object: Option<&'a Object>| object.and_then(|object| object.as_stream().ok());
    match page.own("Contents") {
        None | Some(Object::Null) => Vec::new(),
        Some(Object::Array(items)) => items.iter().map(|item| stream(resolved(job.document, item))).collect(),
        one => vec![stream(one)],
    }
}

fn is_decodable(stream: &Stream) -> bool {
    !stream.dict.has(b"Filter")
        || stream.decompressed_content_with_limit(DEFAULT_MAX_DECOMPRESSED_SIZE).is_ok()
}

/// Whether compressed bytes reach their end and agree with their checksum.
///
/// lopdf takes what it gets from a broken stream without a word; here the loss must be told.
fn is_whole(stream: &Stream) -> bool {
    if stream.filters().ok().and_then(|filters| filters.first().copied()) != Some(b"FlateDecode") {
        return true;
    }
    let limit = u64::try_from(DEFAULT_MAX_DECOMPRESSED_SIZE).unwrap_or(u64::MAX);
    let mut decoder = ZlibDecoder::new(stream.content.as_slice()).take(limit);
    std::io::copy(&mut decoder, &mut std::io::sink()).is_ok()
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
