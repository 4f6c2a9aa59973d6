//! Why a ticket could not be made, and which letters it lacks.

use std::collections::BTreeSet;
use std::fmt;

use super::Ticket;
use super::face::Faces;
use crate::lettering::readable;

/// Why a ticket is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TicketError {
    /// A font is damaged, or no OpenType font.
    Font {
        /// Which of the two: regular, bold.
        weight: &'static str,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The page could not be written.
    Page,
    /// The fonts lack letters; the ticket was made without them.
    LeftOut(Vec<LeftOut>),
}

impl fmt::Display for TicketError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Font { weight, reason } => write!(
                f,
                "the {weight} font of the job ticket cannot be read ({reason}); \
                 put the font that came with the program back into its place"
            ),
            Self::Page => write!(f, "the page of the job ticket cannot be put together"),
            Self::LeftOut(list) => {
                for (index, left_out) in list.iter().enumerate() {
                    let separator = if index == 0 { "" } else { "; " };
                    write!(f, "{separator}{left_out}")?;
                }
                Ok(())
            }
        }
    }
}

impl std::error::Error for TicketError {}

/// Letters that a ticket lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The text they belong to: `title`, `contact`.
    pub field: &'static str,
    /// The letters, each once, in the order of Unicode.
    pub characters: Vec<char>,
    /// What is printed in place of the text; nothing where the letters alone are missing.
    pub instead: Option<String>,
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let letters: Vec<String> = self.characters.iter().map(ToString::to_string).collect();
        let letters = letters.join(" ");
        write!(f, "the job ticket's fonts have no letters for the {} ({letters}); ", self.field)?;
        match &self.instead {
            Some(text) => write!(f, "the ticket says \u{201c}{text}\u{201d} in its place"),
            None => write!(f, "they are left out"),
        }
    }
}

/// All letters of a ticket that the fonts lack, text by text.
pub(super) fn left_out(ticket: &Ticket, faces: &Faces<'_>) -> Vec<LeftOut> {
    let missing = |field: &'static str, text: &str, instead: Option<&str>| {
        let characters: BTreeSet<char> = readable(text).chars().filter(|c| !faces.have(*c)).collect();
        let characters: Vec<char> = characters.into_iter().collect();
        let instead = instead.map(ToOwned::to_owned);
        (!characters.is_empty()).then_some(LeftOut { field, characters, instead })
    };
    let plain = |(field, text): (&'static str, &str)| missing(field, text, None);
    let replaced = [
        missing("title", &ticket.title, Some(&ticket.title_english)),
        missing("name of the language", &ticket.language.native, Some(&ticket.language.name)),
    ];
    replaced.into_iter().chain(texts(ticket).into_iter().map(plain)).flatten().collect()
}

/// The texts that nothing stands in for.
fn texts(ticket: &Ticket) -> Vec<(&'static str, &str)> {
    let mut texts = vec![
        ("English title", ticket.title_english.as_str()),
        ("file name", &ticket.file_name),
        ("document", &ticket.document),
        ("edition", &ticket.edition),
        ("English name of the language", &ticket.language.name),
        ("version", &ticket.version),
        ("date", &ticket.date),
        ("output intent", &ticket.intent.name),
    ];
    texts.extend(ticket.colours.iter().map(|plate| ("name of a colour", plate.name.as_str())));
    texts.extend(ticket.paper.iter().map(|paper| ("paper", paper.as_str())));
    let cover = ticket.cover.as_ref();
    texts.extend(cover.map(|cover| ("file name", cover.file_name.as_str())));
    texts.extend(cover.and_then(|cover| cover.paper.as_deref()).map(|paper| ("paper of the cover", paper)));
    texts.extend(ticket.contact.iter().map(|contact| ("contact", contact.as_str())));
    for side in ticket.fold.iter().flat_map(|fold| &fold.sides) {
        texts.push(("name of a side", &side.name));
        texts.extend(side.panels.iter().map(|panel| ("label of a panel", panel.label.as_str())));
    }
    texts
}
