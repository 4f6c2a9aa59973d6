//! Every kind of problem there is, with its stable id and one line of explanation.

macro_rules! rules {
    ($( $(#[doc = $doc:literal])+ $name:ident = $id:literal, )+) => {
        /// The kind of a problem; its id never changes its meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $( $(#[doc = $doc])+ $name, )+
        }

        impl Rule {
            /// All kinds, in the order of this file.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The stable id, `area::kind`.
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => $id),+ }
            }

            /// One line for people who meet it for the first time.
            pub fn summary(self) -> &'static str {
                match self { $(Self::$name => concat!($($doc),+).trim_ascii()),+ }
            }
        }
    };
}

rules! {
    /// A file that the framework needs is not there.
    MissingFile = "file::missing",
    /// A file holds nothing.
    EmptyFile = "file::empty",
    /// A file is not UTF-8 text.
    NotUtf8 = "file::not-utf8",
    /// A file could not be read.
    UnreadableFile = "file::unreadable",
    /// A file in the framework's folder is not used.
    UnknownFile = "file::unknown",
    /// A path leads out of the framework's folder.
    OutsideRoot = "file::outside-root",

    /// The YAML itself is malformed.
    YamlSyntax = "yaml::syntax",
    /// Lines are indented with tabs, which YAML forbids.
    YamlTab = "yaml::tab",
    /// The same key stands twice in one map.
    DuplicateKey = "yaml::duplicate-key",
    /// Aliases multiply into more than a document may hold.
    YamlBudget = "yaml::too-large",

    /// A key that is not part of the data model.
    UnknownKey = "content::unknown-key",
    /// A required key is missing.
    MissingKey = "content::missing-key",
    /// A value is of another type than its key takes.
    WrongType = "content::wrong-type",
    /// A required text is empty.
    EmptyText = "content::empty-text",
    /// A word is not one of those that a key takes.
    UnknownWord = "content::unknown-word",
    /// An id has letters that an id cannot have.
    BadId = "content::bad-id",
    /// Two things have the same id.
    DuplicateId = "content::duplicate-id",
    /// Nothing has the id that is referred to.
    UnknownId = "content::unknown-id",
    /// A date does not exist in the calendar.
    BadDate = "content::bad-date",
    /// Two dates contradict each other.
    DateOrder = "content::date-order",
    /// A language code is not one that paf knows.
    BadLanguage = "content::bad-language",
    /// A web address is malformed.
    BadUrl = "content::bad-url",
    /// A number lies outside its range.
    OutOfRange = "content::out-of-range",
    /// A document's panels are not those of the leaflet.
    MissingPanel = "content::missing-panel",
    /// A sheet cannot be folded as it is described.
    Fold = "content::fold",
    /// A text is not in the language it should be in.
    WrongLanguage = "content::wrong-language",
    /// The name of an organisation would be printed as a person's.
    NameReading = "content::name-reading",
    /// A reference is listed but never cited.
    Uncited = "content::uncited",

    /// Emphasis is opened and not closed alike.
    UnbalancedMark = "markup::unbalanced",
    /// A star stands alone and prints as itself.
    LoneMark = "markup::lone-mark",
    /// An invisible control character stands in a text.
    ControlCharacter = "markup::control-character",
    /// A placeholder is not one that is filled in.
    UnknownPlaceholder = "markup::unknown-placeholder",

    /// A country edition was made from an older version of the framework.
    EditionBehind = "edition::base-changed",

    /// A PO file is malformed.
    PoSyntax = "translation::po-syntax",
    /// A translation is missing and the source text is printed.
    Untranslated = "translation::missing",
    /// A translation was made from an older source text.
    StaleTranslation = "translation::stale",
    /// A translation's key belongs to no text.
    UnknownTranslation = "translation::unknown-key",
    /// A translation has other marks, links or placeholders than its source.
    MarkMismatch = "translation::mark-mismatch",

    /// A translation has other numbers than its source.
    NumberMismatch = "translation::number-mismatch",
    /// A translation is the source text again.
    SameAsSource = "translation::same-as-source",
    /// A name or term that stays as it is in every language was translated or lost.
    DoNotTranslate = "translation::do-not-translate",
    /// A translation uses a word that the termbase rejects.
    RejectedTerm = "translation::rejected-term",
    /// A translation lacks the word that the termbase gives for a term of its source.
    MissingTerm = "translation::missing-term",
    /// A translation has a space where none belongs, or lacks one.
    Spacing = "translation::spacing",
    /// A translation ends with other punctuation than its source.
    EndPunctuation = "translation::end-punctuation",
    /// A translation has quotation marks of another language or house style.
    QuotationMarks = "translation::quotation-marks",
    /// A letter is not written in the form that Unicode and the language prescribe.
    LetterForm = "translation::letter-form",
    /// A letter of another script stands where one that looks like it is meant.
    LookAlike = "translation::look-alike",
    /// A comment waives a check that does not exist or that finds nothing.
    Waiver = "translation::waiver",
    /// A termbase of a language is malformed or names terms that do not exist.
    Termbase = "translation::termbase",
    /// The record of who approved which translation is malformed.
    Ledger = "translation::ledger",
    /// A target was to be made of approved translations alone, and has others.
    NotApproved = "translation::not-approved",
    /// A file from a translator is malformed.
    Delivery = "translation::delivery",

    /// A template is malformed or fails.
    Template = "template::error",
    /// A template uses a value that does not exist.
    TemplateUndefined = "template::undefined",
    /// Typst could not compile the document.
    Typst = "typst::error",
    /// Typst compiled the document but has a doubt.
    TypstWarning = "typst::warning",
    /// No font of the framework has a character.
    MissingGlyph = "typst::missing-glyph",
    /// A text does not fit its place, however small it is set.
    Overflow = "layout::overflow",
    /// A text stands over the edge of the page, or over another text.
    Collision = "layout::collision",
    /// A PDF standard forbids what the document holds.
    PdfStandard = "typst::pdf-standard",

    /// A command cannot be carried out as it was given.
    Usage = "usage::wrong",
    /// A selection names nothing that exists.
    UnknownSelection = "usage::unknown-selection",
    /// The environment failed: disk, permissions.
    Environment = "environment::failed",
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn ids_are_unique_and_have_an_area() {
        let ids: BTreeSet<_> = Rule::ALL.iter().map(|rule| rule.id()).collect();
        assert_eq!(ids.len(), Rule::ALL.len());
        for id in ids {
            let (area, kind) = id.split_once("::").expect("an id is `area::kind`");
            let plain = |part: &str| {
                !part.is_empty()
                    && part.chars().all(|c| c.is_ascii_lowercase() || c == '-' || c.is_ascii_digit())
            };
            assert!(plain(area) && plain(kind), "{id}");
        }
    }

    #[test]
    fn summaries_are_sentences() {
        for rule in Rule::ALL {
            assert!(rule.summary().ends_with('.'), "{}", rule.id());
        }
    }
}
