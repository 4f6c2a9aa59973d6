//! Where the marks of texts lead on a page: to what stands on it, and nowhere else.

use std::collections::BTreeSet;

use paf_model::markup::Referent;
use paf_template::Leads;

/// What stands on a page, by its ids; where that is not known yet, everything.
pub(crate) struct Within(pub(crate) Option<BTreeSet<String>>);

impl Within {
    fn has(&self, id: &str) -> bool {
        self.0.as_ref().is_none_or(|ids| ids.contains(id))
    }

    fn to(&self, id: &str) -> Option<String> {
        self.has(id).then(|| format!("#{id}"))
    }
}

impl Leads for Within {
    fn term(&self, id: &str) -> Option<String> {
        self.to(&format!("term-{id}"))
    }

    fn referent(&self, to: Referent, id: &str) -> Option<String> {
        self.to(&to.label(id))
    }

    fn lists_works(&self) -> bool {
        self.has("work-1")
    }
}
