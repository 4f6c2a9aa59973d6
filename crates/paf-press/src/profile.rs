//! An ICC profile, with what is made of it once for all files.

use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, OnceLock};

use lopdf::{Stream, dictionary};
use moxcms::{CmsError, ColorProfile, Layout, RenderingIntent, Transform8BitExecutor, TransformOptions};

/// The way from red, green and blue to the four inks of a press, relative to its paper.
pub(crate) type ToInks = Arc<Transform8BitExecutor>;

/// The profile of a press.
#[derive(Clone)]
pub(crate) struct Profile(Arc<Parts>);

struct Parts {
    bytes: Cow<'static, [u8]>,
    stream: OnceLock<Stream>,
    to_inks: OnceLock<Result<ToInks, CmsError>>,
}

impl Profile {
    pub(crate) fn new(bytes: Cow<'static, [u8]>) -> Self {
        Self(Arc::new(Parts { bytes, stream: OnceLock::new(), to_inks: OnceLock::new() }))
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0.bytes
    }

    /// The profile as a PDF holds it, compressed as far as it can be.
    pub(crate) fn stream(&self) -> Stream {
        let packed = || {
            let mut stream = Stream::new(dictionary! { "N" => 4 }, self.bytes().to_vec());
            // What cannot be made smaller stays as it is.
            let _ = stream.compress();
            stream
        };
        self.0.stream.get_or_init(packed).clone()
    }

    /// How colours of screens become inks.
    ///
    /// # Errors
    /// If the profile has no tables for it.
    pub(crate) fn to_inks(&self) -> Result<ToInks, CmsError> {
        let made = || {
            let press = ColorProfile::new_from_slice(self.bytes())?;
            let options = TransformOptions {
                rendering_intent: RenderingIntent::RelativeColorimetric,
                ..Default::default()
            };
            // Four channels go by the name of the other layout of four.
            ColorProfile::new_srgb().create_transform_8bit(Layout::Rgb, &press, Layout::Rgba, options)
        };
        self.0.to_inks.get_or_init(made).clone()
    }
}

impl PartialEq for Profile {
    fn eq(&self, other: &Self) -> bool {
        self.bytes() == other.bytes()
    }
}

impl Eq for Profile {}

impl fmt::Debug for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an ICC profile of {} bytes", self.bytes().len())
    }
}
