//! Writes an archive (ZIP) that has the same bytes wherever and whenever it is written.

use std::io;
use std::mem::ManuallyDrop;

use paf_build::Streamed;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// From this size on, an entry is written with sizes of 64 bits (APPNOTE.TXT, 4.5.3).
const LARGE: u64 = u32::MAX as u64;

/// An archive that is written entry by entry, in the order in which they come.
///
/// Entries have no date but the first that the format knows and are readable for all. They are stored as they are:
/// PDFs are compressed already, and another version of a compressor would give other bytes.
///
/// One that is not finished is given up without a word: the writer would say on the terminal that it cannot be.
pub(crate) struct Archive<'a>(ManuallyDrop<ZipWriter<&'a mut dyn Streamed>>);

impl<'a> Archive<'a> {
    pub(crate) fn new(file: &'a mut dyn Streamed) -> Self {
        Self(ManuallyDrop::new(ZipWriter::new(file)))
    }

    /// Adds a file; names are UTF-8, and say so.
    pub(crate) fn add(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644)
            .large_file(bytes.len() as u64 >= LARGE);
        self.0.start_file(name, options)?;
        io::Write::write_all(&mut *self.0, bytes)
    }

    /// Writes the list of entries at the end.
    pub(crate) fn finish(self) -> io::Result<()> {
        ManuallyDrop::into_inner(self.0).finish()?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn written() -> Vec<u8> {
        let mut file = Cursor::new(Vec::new());
        let mut archive = Archive::new(&mut file);
        archive.add("all/ελληνικά.txt", b"one").expect("it is written");
        archive.add("all/b.txt", b"two").expect("it is written");
        archive.finish().expect("it is written");
        file.into_inner()
    }

    #[test]
    fn the_same_files_give_the_same_bytes_and_names_are_utf_8() {
        let bytes = written();
        assert_eq!(bytes, written());
        let mut read = zip::ZipArchive::new(Cursor::new(bytes)).expect("it is an archive");
        let entry = read.by_index(0).expect("an entry");
        assert_eq!(entry.name().expect("it is UTF-8"), "all/ελληνικά.txt");
        assert_eq!(entry.unix_mode().map(|mode| mode & 0o777), Some(0o644));
        assert_eq!(entry.compression(), CompressionMethod::Stored);
    }
}
