//! `framework.yaml`: what the framework is, who publishes it, and in which languages.

use std::sync::Arc;

use crate::content::words;
use crate::data::Data;
use crate::decode::{
    Decode, Decoder, Id, IdMap, Name, PlacedDate, PlacedLang, PlainText, SourceRef, Str, Url,
};
use crate::edition::ForEditions;
use crate::node::Node;
use crate::record;
use crate::shape::Shape;
use crate::text::Text;
use paf_diag::{Diagnostic, Rule};

record! {
    /// The framework as a whole.
    pub struct Framework {
        /// Part of every file name.
        [locked "files and translations are found by it"]
        pub id: Id,
        /// The version, in quotation marks.
        [open]
        pub version: Str,
        /// The title.
        pub title: Arc<Text>,
        /// The line below the title.
        pub subtitle: Option<Arc<Text>>,
        /// What it is in one or two sentences: PDF metadata and the download page.
        pub description: PlainText,
        /// Keywords by id, for the PDF's metadata.
        [kept "an edition may add its own"]
        pub keywords: IdMap<PlainText>,
        /// When the manuscript was completed.
        [open]
        pub date: PlacedDate,
        /// When the texts were last compared with their sources.
        [open]
        pub checked: Option<PlacedDate>,
        /// Named clinicians or patients who have reviewed the content of the leaflet, by id. While there
        /// is none, the statement `review-date` stands in their place.
        [open]
        pub reviews: IdMap<Review>,
        /// The language the YAML is written in.
        [locked "an edition has keys of its own for it"]
        pub language: PlacedLang,
        /// All languages that are made.
        [locked "an edition has keys of its own for it"]
        pub languages: Vec<PlacedLang>,
        /// How punctuation is set: `eu-isg` (the institutions' style guide) or `national`.
        [open]
        pub house_style: Option<HouseStyleWord>,
        /// The documents that are made, by the name of their folder in `templates/`; all if left out.
        [locked "an edition has keys of its own for it"]
        pub documents: IdMap<DocumentChoice>,
        /// Who publishes it.
        [open]
        pub publisher: Publisher,
        /// Who answers for it before the law, where a country asks for that.
        [open]
        pub responsible: Option<Responsible>,
        /// The number under which a national library keeps it.
        [open]
        pub legal_deposit: Option<Name>,
        /// Who paid for what, by id.
        [kept "who paid for the European work stays with it; an edition adds what is its own"]
        pub funding: IdMap<Statement>,
        /// The fixed statements of the imprint, by id.
        [kept "what the imprint says of the European work stays with it"]
        pub statements: IdMap<Arc<Text>>,
        /// How to cite it; `{edition}`, `{language}` and `{version}` are filled in.
        [open]
        pub citation: Option<Arc<Text>>,
        /// Who may do what with it.
        [open]
        pub copyright: Option<Copyright>,
        /// Identifiers that were really assigned.
        [open]
        pub identifiers: Option<Identifiers>,
        /// The address at which all editions are published: what leads to pages from elsewhere begins with it.
        [locked "all editions are published together"]
        pub site: Option<Url>,
        /// Who acts, by id.
        [kept "an edition may add its own"]
        pub actors: IdMap<Actor>,
        /// What country editions may not change, and what they cannot leave as it is.
        [locked "it is what editions keep to"]
        pub editions: Option<ForEditions>,
    }
}

words! {
    /// How punctuation is set.
    HouseStyleWord {
        /// The style guide of the European institutions.
        EuIsg = "eu-isg",
        /// Each country's own habits.
        National = "national",
    }
}

record! {
    /// A person who has reviewed the content.
    pub struct Review {
        /// The person's name.
        pub name: Name,
        /// What the person is: a profession, or the patients' side.
        pub role: Arc<Text>,
        /// The day of the review.
        pub date: PlacedDate,
    }
}

record! {
    /// A document that is made.
    pub struct DocumentChoice {
        /// The languages it is made in; all of the framework's if left out.
        pub languages: Vec<PlacedLang>,
    }
}

record! {
    /// Who publishes the framework.
    pub struct Publisher {
        /// The name.
        pub name: PlainText,
        /// The web address.
        pub url: Option<Url>,
        /// The e-mail address.
        pub email: Option<Email>,
        /// The telephone number.
        pub phone: Option<Name>,
        /// The postal address, on one line.
        pub address: Option<Name>,
        /// The town.
        pub place: Option<Name>,
    }
}

record! {
    /// Who answers for a publication before the law.
    pub struct Responsible {
        /// The person's name.
        pub name: Name,
        /// The postal address, on one line.
        pub address: Name,
    }
}

/// An e-mail address.
#[derive(Debug, Clone)]
pub struct Email(pub Str);

impl Decode for Email {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let email = Str::decode(node, decoder)?;
        let fits = email.as_str().split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && host.contains('.') && !email.as_str().contains(char::is_whitespace)
        });
        if !fits {
            decoder.diagnostics.push(
                Diagnostic::error(Rule::BadUrl, format!("`{}` is not an e-mail address", email.as_str()))
                    .at(node.place.clone())
                    .help("write it as in `office@example.org`"),
            );
        }
        fits.then_some(Self(email))
    }
    fn shape() -> Shape {
        Shape::Str
    }
    fn data(&self) -> Data {
        self.0.data()
    }
}

record! {
    /// A statement with what it rests on.
    pub struct Statement {
        /// What was paid for, where it is not this edition; stands before the statement.
        pub title: Option<Arc<Text>>,
        /// The statement.
        pub text: Arc<Text>,
        /// The references it rests on.
        pub sources: Vec<SourceRef>,
    }
}

record! {
    /// Who may do what with the text.
    pub struct Copyright {
        /// The copyright line.
        pub notice: Arc<Text>,
        /// The licence in words.
        pub licence: Arc<Text>,
        /// The licence's text.
        pub url: Option<Url>,
    }
}

record! {
    /// Identifiers that were really assigned to this edition.
    pub struct Identifiers {
        /// The ISBN of the PDF.
        pub isbn: Option<Str>,
        /// The ISSN of a series.
        pub issn: Option<Str>,
        /// The DOI, without an address before it.
        pub doi: Option<Str>,
        /// A catalogue number.
        pub catalogue: Option<Str>,
    }
}

record! {
    /// Somebody who acts.
    pub struct Actor {
        /// The name.
        pub name: Arc<Text>,
        /// The name where there is little room.
        pub short: Arc<Text>,
    }
}
