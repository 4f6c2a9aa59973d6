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
    /// A merge of git left two versions in a file.
    MergeConflict = "file::merge-conflict",
    /// A file would be written over that somebody else made or has worked in.
    WrittenOver = "file::written-over",
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
    /// Words of a text are signs of YAML and would not be printed.
    LostWords = "yaml::lost-words",

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
    /// A cover apart cannot be made as it is described.
    Cover = "content::cover",
    /// A text is not in the language it should be in.
    WrongLanguage = "content::wrong-language",
    /// The name of an organisation would be printed as a person's.
    NameReading = "content::name-reading",
    /// A reference is listed but never cited.
    Uncited = "content::uncited",
    /// Nothing prints what stands here.
    Unused = "content::unused",
    /// A heading would be printed with nothing below it.
    EmptyList = "content::empty-list",
    /// A text has a space where none belongs, lacks one, or has one of another kind.
    SourceSpacing = "content::spacing",
    /// A text has quotation marks of another language or house style.
    SourceQuotationMarks = "content::quotation-marks",
    /// A letter of a text is not written in the form that Unicode and the language prescribe, or is not seen.
    SourceLetterForm = "content::letter-form",
    /// A letter of another script stands in a text where one that looks like it is meant.
    SourceLookAlike = "content::look-alike",
    /// A list was typed into a text with its bullets or numbers.
    TypedList = "content::typed-list",
    /// A remark in the content waives a check that does not exist or that finds nothing.
    SourceWaiver = "content::waiver",

    /// Emphasis is opened and not closed alike.
    UnbalancedMark = "markup::unbalanced",
    /// A star stands alone and prints as itself.
    LoneMark = "markup::lone-mark",
    /// Something is nearly a mark, or is one of another program, and prints as it stands.
    NearMark = "markup::near-mark",
    /// Marks stand within each other, deeper than anybody means them.
    DeepMark = "markup::too-deep",
    /// A character that nobody sees, and that hides words or turns their order, stands in the content.
    ControlCharacter = "markup::control-character",
    /// A placeholder is not one that is filled in.
    UnknownPlaceholder = "markup::unknown-placeholder",
    /// A title that is repeated at the edge of the pages has a link, a reference, a term or a citation in it.
    LinkInTitle = "markup::link-in-title",
    /// A count is of nothing that is counted, in no style that there is, or has not the forms of its language.
    Count = "markup::count",
    /// A reference asks for a number or a title that what it leads to has not.
    Reference = "markup::reference",

    /// A picture is of a kind that is not printed, or not of the kind that its name says.
    PictureFormat = "picture::format",
    /// A picture cannot be read.
    PictureDamaged = "picture::damaged",
    /// A picture is larger, or takes more work, than anything that is printed.
    PictureTooLarge = "picture::too-large",
    /// A drawing has words in a font, or a letter, that no font in fonts/ has.
    PictureLettering = "picture::lettering",
    /// A part of a picture would not be printed, or not as it looks.
    PictureNotPrinted = "picture::not-printed",

    /// A country edition was made from an older version of the framework, or from an older wording of a text.
    EditionBehind = "edition::base-changed",
    /// A country edition is made in a language into which nothing of the framework is translated.
    EditionLanguage = "edition::language",
    /// A country edition changes something in a way that does not fit it.
    EditionChange = "edition::change",
    /// A country edition changes what is the same in every edition.
    EditionLocked = "edition::locked",
    /// A text says what is not true of a country edition.
    EditionUntrue = "edition::untrue",
    /// A text refers to something that a country edition leaves out.
    EditionReference = "edition::left-out",

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
    /// A sentence about others begins like one that addresses the reader: `Sie helfen …` in German.
    AmbiguousAddress = "translation::ambiguous-address",
    /// One source text has two translations.
    TwoTranslations = "translation::two-translations",
    /// A comment waives a check that does not exist or that finds nothing.
    Waiver = "translation::waiver",
    /// A termbase of a language is malformed or names terms that do not exist.
    Termbase = "translation::termbase",
    /// The record of who approved which translation is malformed.
    Ledger = "translation::ledger",
    /// A translation is another one than a person vouched for, or its source text is.
    EndedRecord = "translation::ended-record",
    /// A person vouched for the translation of a text that the framework does not have.
    OrphanedRecord = "translation::orphaned-record",
    /// A mark would take away what a person vouched for, or took it away.
    LoweredRecord = "translation::lowered-record",
    /// A target was to be made of approved translations alone, and has others.
    NotApproved = "translation::not-approved",
    /// A file from a translator is malformed.
    Delivery = "translation::delivery",
    /// A translation was reworded both at home and by the translator it was sent to, or on two branches.
    Conflict = "translation::conflict",
    /// A delivery takes away what a person vouched for.
    Lowered = "translation::lowered",
    /// A translation that was sent out came back without words.
    Emptied = "translation::emptied",
    /// A catalogue is not in step with the framework, so that what is sent out of it would be behind.
    OutOfStep = "translation::out-of-step",

    /// A colour cannot be told well enough from the ground it stands on.
    Contrast = "theme::contrast",
    /// A colour needs more ink than the paper takes.
    BrandInk = "theme::ink",
    /// A spot colour is not among those that are ordered, or its name is none.
    BrandSpot = "theme::spot",
    /// No font has the name of a family.
    FontFamily = "theme::font-family",

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
    /// A part of a page was left out, so that the rest of it fits.
    LeftOut = "layout::left-out",
    /// A text stands over the edge of the page, or over another text.
    Collision = "layout::collision",
    /// A document in large print has smaller letters.
    SmallPrint = "layout::small-print",
    /// A PDF standard forbids what the document holds.
    PdfStandard = "typst::pdf-standard",

    /// A file for the press is not a PDF, or is too broken to be read.
    PressUnreadable = "press::unreadable",
    /// A PDF for the press is encrypted.
    PressEncrypted = "press::encrypted",
    /// A part of a PDF for the press is damaged or missing, or its pages are not as many as it says.
    PressDamaged = "press::damaged",
    /// A PDF for the press has another version than PDF/X-4 is built on.
    PressPdfVersion = "press::pdf-version",
    /// A PDF does not say for which paper and press its colours are meant.
    PressNoOutputIntent = "press::no-output-intent",
    /// A PDF names more than one paper and press for its colours.
    PressSeveralOutputIntents = "press::several-output-intents",
    /// The colour profile of the output intent is missing or is not one of a printing press.
    PressOutputIntentProfile = "press::output-intent-profile",
    /// The output intent does not name its printing condition.
    PressOutputIntentIdentifier = "press::output-intent-identifier",
    /// A PDF for the press has no XMP metadata.
    PressXmpMissing = "press::xmp-missing",
    /// The XMP metadata are compressed, so that checking programs cannot see them.
    PressXmpCompressed = "press::xmp-compressed",
    /// A PDF for the press does not say that it is PDF/X-4.
    PressNotPdfX = "press::not-pdfx",
    /// A PDF says that it is of an older level of PDF/X, and does not keep to it.
    PressOlderPdfX = "press::older-pdfx",
    /// The dates in the metadata are missing or contradict each other.
    PressXmpDates = "press::xmp-dates",
    /// The metadata lack the identifiers that PDF/X requires.
    PressXmpIds = "press::xmp-ids",
    /// A PDF for the press has no title.
    PressTitle = "press::title",
    /// A PDF does not say plainly whether it is trapped.
    PressTrapped = "press::trapped",
    /// A PDF has no file identifier.
    PressTrailerId = "press::trailer-id",
    /// A PDF for the press has no pages.
    PressNoPages = "press::no-pages",
    /// The number of pages cannot be folded into a booklet.
    PressPageCount = "press::page-count",
    /// A page does not say where it is to be cut.
    PressNoTrimBox = "press::no-trim-box",
    /// A page says in two ways where it is to be cut.
    PressTrimAndArtBox = "press::trim-and-art-box",
    /// The boxes of a page do not lie within each other.
    PressBoxOrder = "press::box-order",
    /// The sheet of a page does not begin at its corner.
    PressMediaOrigin = "press::media-origin",
    /// A page has a crop box, which hides part of it.
    PressCropBox = "press::crop-box",
    /// A page has less bleed than the job asks for.
    PressNoBleed = "press::no-bleed",
    /// A page has another trimmed size than the job.
    PressTrimSize = "press::trim-size",
    /// The pages of a job differ in size.
    PressMixedPageSizes = "press::mixed-page-sizes",
    /// A page is only shown turned.
    PressPageRotated = "press::page-rotated",
    /// A page is measured in units other than points.
    PressUserUnit = "press::user-unit",
    /// A page has nothing on it.
    PressEmptyPage = "press::empty-page",
    /// A PDF asks to be shown or printed other than to the edge of its sheet or bleed.
    PressViewArea = "press::view-area",
    /// A font is not in the file.
    PressFontNotEmbedded = "press::font-not-embedded",
    /// A font consists of drawings instead of outlines.
    PressType3Font = "press::type3-font",
    /// A link, comment or other annotation lies on a page for the press.
    PressAnnotation = "press::annotation",
    /// A PDF for the press contains actions or scripts.
    PressAction = "press::action",
    /// A PDF for the press contains a form to fill in.
    PressForm = "press::form",
    /// Transparent colours are blended in another space than the press prints in.
    PressBlendSpace = "press::blend-space",
    /// A PDF changes the tones behind the printer's back.
    PressTransferCurve = "press::transfer-curve",
    /// A PDF sets its own halftone screens.
    PressHalftone = "press::halftone",
    /// A PDF contains PostScript programs.
    PressPostScript = "press::postscript",
    /// A PDF contains placeholders for images that are kept elsewhere.
    PressOpi = "press::opi",
    /// An image has alternates, one of which may be printed instead.
    PressAlternateImage = "press::alternate-image",
    /// A part of a PDF is kept in another file.
    PressExternalStream = "press::external-stream",
    /// A PDF for the press has files attached.
    PressEmbeddedFiles = "press::embedded-files",
    /// A PDF is a portfolio: a cover with other files in it.
    PressPortfolio = "press::portfolio",
    /// A PDF has layers that can be shown or hidden.
    PressOptionalContent = "press::optional-content",
    /// A PDF that should be PDF/A as well does not say so.
    PressPdfAClaim = "press::pdf-a-claim",
    /// A PDF that should be PDF/UA as well does not say so.
    PressPdfUaClaim = "press::pdf-ua-claim",

    /// Something is coloured in RGB, the colours of screens.
    PressRgb = "press::rgb",
    /// Something is coloured in a space of its own instead of the inks of the press.
    PressIccColour = "press::icc-colour",
    /// Something is coloured in a space that cannot be read, so that nobody knows its inks.
    PressUnknownColour = "press::unknown-colour",
    /// Text is coloured in RGB, the colours of screens.
    PressTextColour = "press::text-colour",
    /// Black text is printed with more than the black ink.
    PressRichBlackText = "press::rich-black-text",
    /// Text is nearly black, so that it is printed as dots.
    PressScreenedBlackText = "press::screened-black-text",
    /// More ink lies on one spot than the paper can take.
    PressInkLimit = "press::ink-limit",
    /// A spot colour is used that was not ordered.
    PressUnknownSpot = "press::unknown-spot",
    /// Artwork is printed on all plates at once, which is for marks alone.
    PressSpotAll = "press::spot-all",
    /// Artwork has full colour on all four plates.
    PressRegistrationColour = "press::black-plate-registration",
    /// Something white is set to overprint and will vanish.
    PressWhiteOverprint = "press::white-overprint",
    /// Something is set to overprint what lies under it.
    PressOverprint = "press::overprint",
    /// Black text is cut out of the colour below it instead of lying over it.
    PressBlackKnockout = "press::black-knockout",
    /// Black is set to overprint in a mode in which it does not.
    PressOverprintMode = "press::overprint-mode",
    /// Something is set to overprint within an isolated group, where it does not.
    PressOverprintDefeated = "press::overprint-in-group",
    /// An image is too coarse for the size that it is printed at.
    PressImageResolution = "press::image-resolution",
    /// A line drawing of pixels is too coarse for the size that it is printed at.
    PressBitmapResolution = "press::bitmap-resolution",
    /// An image is cut off or damaged.
    PressDamagedImage = "press::damaged-image",
    /// A line is too thin to be printed safely.
    PressThinLine = "press::thin-line",
    /// A thin line is put together of several inks.
    PressColouredLine = "press::thin-coloured-line",
    /// A text is too small to be printed safely.
    PressSmallText = "press::small-text",
    /// A text in white or in several inks is too small to be printed safely.
    PressSmallReversedText = "press::small-reversed-text",
    /// A text stands so near to the edge that the cut may touch it.
    PressSafeMargin = "press::safe-margin",
    /// Artwork ends at the edge of the page instead of running over it.
    PressBleedUnfilled = "press::bleed-unfilled",
    /// Artwork is covered with white where it should run over the edge of the page.
    PressBleedCovered = "press::bleed-covered",
    /// Artwork ends just before the edge of the page.
    PressArtInside = "press::art-inside-trim",
    /// A line runs along the edge of the page.
    PressFrame = "press::frame-at-edge",
    /// A text is printed with the box for a missing character.
    PressMissingGlyph = "press::missing-glyph",
    /// A check could not be made.
    PressUnmeasured = "press::unmeasured",
    /// A file for the press cannot be made from its pages.
    PressFailed = "press::failed",
    /// A cover apart is not as one would expect: a thin spine, one that stays without ink, a blank page.
    PressCover = "press::cover",
    /// A text of a job ticket has letters that no font has, and is printed without them.
    TicketLetters = "press::ticket-letters",
    /// A printer's profile cannot be an output intent.
    OutputProfile = "press::printer-profile",

    /// A command cannot be carried out as it was given.
    Usage = "usage::wrong",
    /// A file in the output folder was changed by something else than paf.
    Altered = "build::altered",
    /// A file in the output folder is from before, because it could not be made anew.
    Outdated = "build::outdated",
    /// A target took more time, memory or pages than it may.
    Limit = "build::limit",
    /// The output folder holds files of another framework.
    ForeignOutput = "build::foreign-output",
    /// A file is not as it was made, or is not what the framework gives.
    Unverified = "build::unverified",
    /// Shards cannot be joined: one is missing, there twice, not whole, or made from something else.
    Shards = "build::shards",

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
