//! The closed world a document is typeset in: files below the root, fonts of the framework, a fixed date.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use paf_diag::{Diagnostics, Place, SourceFile};
use paf_locale::Date;
use paf_model::files::{FileError as PafFileError, Files};
use paf_template::Generated;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{DiagSpan, FileId, Source, VirtualRoot};
use typst::text::{Font, FontBook, TextElem};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};
use typst_kit::files::{FileLoader, FileStore};
use typst_kit::fonts::FontStore;

use crate::apart::Apart;
use crate::fonts;
use crate::ids::{file_id, main_id, path_of};
use crate::made::Made;

/// The folders that Typst may read, besides the files a project brings itself.
const READABLE: &[&str] = &["templates/", "framework/"];

/// What all documents of a framework share: fonts, files, the standard library.
pub struct Typesetter {
    library: LazyHash<Library>,
    fonts: FontStore,
    files: FileStore<Loader>,
    /// Pictures that were made anew for a place.
    pub(crate) pictures: Made,
    /// Of how many documents it is remembered what they were laid out from.
    remembered: usize,
}

/// One document to typeset.
pub struct Project {
    /// The main file, `/main.typ`.
    pub main: Generated,
    /// Files of this document alone, by their paths below the root.
    pub files: BTreeMap<String, Arc<[u8]>>,
    /// What Typst takes for today.
    pub date: Date,
}

impl Typesetter {
    /// Takes the fonts in `fonts/` and reads other files as they are needed.
    ///
    /// # Errors
    /// If there are no fonts, or a font cannot be read.
    pub fn new(files: Arc<dyn Files>) -> Result<Self, Diagnostics> {
        let fonts = fonts::store(&*files)?;
        Ok(Self {
            library: LazyHash::new(library()),
            fonts,
            files: FileStore::new(Loader(files)),
            pictures: Made::default(),
            remembered: 1,
        })
    }

    /// Remembers of a number of documents what they were laid out from; of one, unless something else is said.
    #[must_use]
    pub fn remembering(self, documents: usize) -> Self {
        Self { remembered: documents, ..self }
    }

    /// Forgets what was not needed for the last documents; to be called once after each. What documents have in common
    /// is remembered: the theme, its drawings.
    pub fn forget_older(&self) {
        typst::comemo::evict(self.remembered);
    }

    /// Forgets all that was laid out, of this and of every other framework in this process.
    pub fn forget(&self) {
        typst::comemo::evict(0);
    }

    /// Reads files from `files` from now on. Fonts that are the same are kept, and so is what was laid out of what has
    /// not changed.
    ///
    /// # Errors
    /// If there are no fonts, or a font cannot be read; then it is as it was.
    pub fn refresh(&mut self, files: Arc<dyn Files>) -> Result<(), Diagnostics> {
        let before = &self.files.loader().0;
        let is_same =
            |path: &String| matches!((before.read(path), files.read(path)), (Ok(a), Ok(b)) if a == b);
        let (were, are) = (before.list("fonts"), files.list("fonts"));
        if were != are || !are.iter().flatten().all(is_same) {
            self.fonts = fonts::store(&*files)?;
        }
        self.files.loader_mut().0 = files;
        self.files.reset();
        self.pictures = Made::default();
        Ok(())
    }

    /// The world of a project, for what needs to look spans up afterwards.
    pub(crate) fn world<'a>(&'a self, project: &'a Project) -> ProjectWorld<'a> {
        ProjectWorld::new(self, project)
    }
}

/// Typst's library with one default changed: where the fonts that a template lists lack a character,
/// no other font steps in unseen. The gap is an error instead (see [`glyphs`]).
fn library() -> Library {
    let mut library = Library::default();
    library.styles.set(TextElem::fallback, false);
    library
}

/// The world of one document.
pub(crate) struct ProjectWorld<'a> {
    shared: &'a Typesetter,
    /// The project, for its source map.
    pub(crate) project: &'a Project,
    generated: Apart,
    /// The project's own files, by their paths below the root.
    own: BTreeMap<&'a str, Bytes>,
    read: Mutex<BTreeSet<String>>,
}

impl<'a> ProjectWorld<'a> {
    fn new(shared: &'a Typesetter, project: &'a Project) -> Self {
        let own = project
            .files
            .iter()
            .map(|(path, bytes)| (path.as_str(), Bytes::new(Arc::clone(bytes))))
            .collect();
        let generated = Apart::of(&project.main);
        Self { shared, project, generated, own, read: Mutex::new(BTreeSet::new()) }
    }

    /// The files below the root that were read so far, sorted.
    pub(crate) fn dependencies(&self) -> Vec<String> {
        self.read.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    fn remember(&self, id: FileId) {
        self.read.lock().unwrap_or_else(PoisonError::into_inner).insert(path_of(id).to_owned());
    }

    /// Whether a drawing that was read has a frame (`foreignObject`) and stands outside of a folder.
    pub(crate) fn has_frames_outside(&self, folder: &str) -> bool {
        const FRAME: &[u8] = b"<foreignObject";
        self.dependencies().iter().filter(|path| !path.starts_with(folder)).any(|path| {
            let bytes = file_id(path).and_then(|id| self.shared.files.file(id).ok());
            bytes.is_some_and(|bytes| bytes.windows(FRAME.len()).any(|found| found == FRAME))
        })
    }

    /// Where a character first stands in the bibliography, which Typst reads by itself.
    pub(crate) fn place_in_references(&self, c: char) -> Option<Place> {
        const PATH: &str = "framework/references.yaml";
        let bytes = self.shared.files.file(file_id(PATH)?).ok()?;
        let text = std::str::from_utf8(&bytes).ok()?;
        let at = text.find(c)?;
        Some(Place::new(&SourceFile::new(PATH, text), at..at + c.len_utf8()))
    }

    /// Where a span of generated source stands in the whole of it.
    pub(crate) fn in_generated(&self, span: impl Into<DiagSpan>) -> Option<Range<usize>> {
        let span = span.into();
        self.generated.in_whole(span.id()?, &self.range(span)?)
    }

    /// A range of a file as a place, where it is a file that people edit.
    pub(crate) fn place(&self, id: FileId, range: Range<usize>) -> Option<Place> {
        if self.generated.source(id).is_some() || self.own.contains_key(path_of(id)) {
            return None;
        }
        let bytes = self.shared.files.file(id).ok()?;
        let text = std::str::from_utf8(&bytes).ok()?;
        Some(Place::new(&SourceFile::new(path_of(id), text), range))
    }
}

impl World for ProjectWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.shared.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.shared.fonts.book()
    }

    fn main(&self) -> FileId {
        main_id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if let Some(source) = self.generated.source(id) {
            return Ok(source.clone());
        }
        if let Some(bytes) = self.own.get(path_of(id)) {
            let text = std::str::from_utf8(bytes).map_err(FileError::from)?;
            return Ok(Source::new(id, text.to_owned()));
        }
        self.remember(id);
        self.shared.files.source(id)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if let Some(bytes) = self.own.get(path_of(id)) {
            return Ok(bytes.clone());
        }
        self.remember(id);
        self.shared.files.file(id)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shared.fonts.font(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        let date = self.project.date;
        Datetime::from_ymd(i32::from(date.year()), date.month(), date.day())
    }
}

/// Reads files through the one door, and only those that belong to the document.
struct Loader(Arc<dyn Files>);

impl FileLoader for Loader {
    fn load(&self, id: FileId) -> FileResult<Bytes> {
        if !matches!(id.root(), VirtualRoot::Project) {
            return Err(FileError::Other(Some(
                "packages are not used: copy what is needed into templates/".into(),
            )));
        }
        let path = path_of(id);
        if !READABLE.iter().any(|readable| path.starts_with(readable)) {
            return Err(FileError::AccessDenied);
        }
        match self.0.read(path) {
            Ok(bytes) => Ok(Bytes::new(bytes)),
            Err(PafFileError::NotFound) => Err(FileError::NotFound(path.into())),
            Err(PafFileError::OutsideRoot) => Err(FileError::AccessDenied),
            Err(error @ (PafFileError::Failed(_) | PafFileError::Unfit { .. })) => {
                Err(FileError::Other(Some(format!("`{path}` cannot be read: {error}").into())))
            }
        }
    }
}
