//! The fonts that words in drawings can be set in.

use std::sync::{Arc, OnceLock};

use usvg::fontdb;

/// A font.
#[derive(Clone)]
pub struct Face {
    /// The family, as drawings name it.
    pub family: String,
    /// The file.
    pub bytes: Arc<dyn AsRef<[u8]> + Send + Sync>,
    /// Its place in the file.
    pub index: u32,
}

/// All fonts that there are. They are looked into only where a drawing has words.
pub struct Lettering<'a> {
    find: Box<dyn Fn() -> Vec<Face> + Send + Sync + 'a>,
    known: OnceLock<Known>,
}

pub(crate) struct Known {
    pub(crate) database: Arc<fontdb::Database>,
    families: Vec<(String, fontdb::ID)>,
}

impl<'a> Lettering<'a> {
    /// The fonts that `find` gives, which is asked when the first drawing with words comes.
    pub fn new(find: impl Fn() -> Vec<Face> + Send + Sync + 'a) -> Self {
        Self { find: Box::new(find), known: OnceLock::new() }
    }

    pub(crate) fn known(&self) -> &Known {
        self.known.get_or_init(|| {
            let mut database = fontdb::Database::new();
            let mut families = Vec::new();
            for face in (self.find)() {
                let source = fontdb::Source::Binary(Arc::new(Shared(face.bytes)));
                for id in database.load_font_source(source) {
                    let is_it = database.face(id).is_some_and(|info| info.index == face.index);
                    if is_it {
                        families.push((face.family.to_lowercase(), id));
                    }
                }
            }
            Known { database: Arc::new(database), families }
        })
    }
}

struct Shared(Arc<dyn AsRef<[u8]> + Send + Sync>);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        (*self.0).as_ref()
    }
}

impl Known {
    /// A font of a family.
    pub(crate) fn of_family(&self, family: &str) -> Option<fontdb::ID> {
        let family = family.to_lowercase();
        self.families.iter().find(|(known, _)| *known == family).map(|(_, id)| *id)
    }

    /// Any font.
    pub(crate) fn any(&self) -> Option<fontdb::ID> {
        self.families.first().map(|(_, id)| *id)
    }

    /// A font that has a character and is none of those that were tried.
    pub(crate) fn with(&self, c: char, tried: &[fontdb::ID]) -> Option<fontdb::ID> {
        let has = |id: fontdb::ID| {
            let found = self.database.with_face_data(id, |data, index| {
                let face = ttf_parser::Face::parse(data, index).ok()?;
                face.glyph_index(c)
            });
            found.flatten().is_some()
        };
        self.families.iter().map(|(_, id)| *id).find(|id| !tried.contains(id) && has(*id))
    }

    /// The families, each once.
    pub(crate) fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.families.iter().map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}
