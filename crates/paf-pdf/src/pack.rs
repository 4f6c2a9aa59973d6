//! Makes streams smaller.

use std::io::{self, Write};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Document, Object, Stream};

/// Compresses a stream that is as it was written, where that makes it smaller (ISO 32000-1, 7.4.4).
///
/// The level is that of the layout’s own streams. With the highest one press files take longer and are no smaller.
///
/// # Errors
/// None that happens in memory.
pub fn pack(stream: &mut Stream) -> io::Result<()> {
    if stream.dict.has(b"Filter") {
        return Ok(());
    }
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(&stream.content)?;
    let packed = encoder.finish()?;
    let entry = "/Filter/FlateDecode".len();
    if packed.len() + entry < stream.content.len() {
        stream.dict.set("Filter", "FlateDecode");
        stream.set_content(packed);
    }
    Ok(())
}

/// Compresses all streams of a document that are as they were written, but its metadata, which programs search for as
/// they are (ISO 16684-1, 1.4 of part 3).
///
/// # Errors
/// None that happens in memory.
pub fn pack_all(document: &mut Document) -> io::Result<()> {
    let is_metadata = |stream: &Stream| stream.dict.has_type(b"Metadata");
    let streams = document.objects.values_mut().filter_map(|object| match object {
        Object::Stream(stream) => Some(stream),
        _ => None,
    });
    streams.filter(|stream| !is_metadata(stream)).try_for_each(pack)
}
