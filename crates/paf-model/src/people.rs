//! `expert-group.yaml`, `partners.yaml`, `endorsers.yaml`: who stands behind the framework.

use std::sync::Arc;

use crate::decode::{Id, Int, Name, SourceRef, Str, Url};
use crate::record;
use crate::text::Text;

record! {
    /// A group of experts.
    pub struct ExpertGroup {
        /// The heading.
        pub title: Arc<Text>,
        /// What is said before the list.
        pub lead: Option<Arc<Text>>,
        /// The year the list stands for.
        pub year: Option<Int<1900, 2100>>,
        /// The references the list rests on.
        pub sources: Vec<SourceRef>,
        /// The members.
        pub members: Vec<Member>,
    }
}

record! {
    /// A member of the group.
    pub struct Member {
        /// Its id.
        pub id: Id,
        /// The name as it is printed.
        pub name: Name,
        /// The name by which the list is sorted, if not the name itself.
        pub sort: Option<Str>,
        /// The organisation as it is printed.
        pub affiliation: Option<Arc<Text>>,
        /// The role, only if it is documented.
        pub role: Option<Arc<Text>>,
    }
}

record! {
    /// A list of organisations.
    pub struct Organisations {
        /// The heading.
        pub title: Option<Arc<Text>>,
        /// What is said before the list.
        pub lead: Option<Arc<Text>>,
        /// The references the list rests on.
        pub sources: Vec<SourceRef>,
        /// The organisations.
        pub organisations: Vec<Organisation>,
    }
}

record! {
    /// An organisation.
    pub struct Organisation {
        /// Its id.
        pub id: Id,
        /// The name.
        pub name: Name,
        /// The acronym.
        pub short: Option<Name>,
        /// The web address.
        pub url: Option<Url>,
        /// A picture in `framework/`, used with permission only.
        pub logo: Option<Str>,
        /// The country.
        pub country: Option<Arc<Text>>,
    }
}
