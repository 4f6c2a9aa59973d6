//! What texts say of the framework itself: counts as numbers and words, references with numbers and titles. It is
//! filled in when a text is in its language and it is known how an edition has the framework.

use std::ops::Range;
use std::sync::Arc;

use paf_locale::{HouseStyle, Lang, capitalised, number, number_word};

use crate::data::Data;
use crate::markup::{self, Count, CountStyle, Inline, LAST_YEAR, Referent, Slot};
use crate::referents::Referents;
use crate::text::Text;

impl Data {
    /// The same framework with its counts and references filled in. The numbers of figures and tables are known when
    /// pages are laid out, and stay open.
    #[must_use]
    pub fn told(&self, referents: &Referents, style: HouseStyle) -> Self {
        let counted = self.map_texts(&mut |text| self.with_counts(text, style));
        counted.map_texts(&mut |text| counted.with_references(text, referents))
    }

    /// A text with the counts and references of this framework, in whose language it is.
    #[must_use]
    pub fn tell(&self, text: &Arc<Text>, referents: &Referents, style: HouseStyle) -> Arc<Text> {
        self.with_references(&self.with_counts(text, style), referents)
    }

    fn with_counts(&self, text: &Arc<Text>, style: HouseStyle) -> Arc<Text> {
        changed(text, &mut |inline, lang| match inline {
            Inline::Count(count) => Some(words(self.said(count, lang, style), &count.range)),
            _ => None,
        })
    }

    /// How many there are of what is counted; of the years of the steps the last.
    fn count(&self, counted: &str) -> usize {
        let recommendations = self.get("recommendations").map_or(&[][..], Self::items);
        let of_each = |key: &str| {
            recommendations.iter().map(|one| one.get(key).map_or(0, |list| list.items().len())).sum()
        };
        match counted {
            LAST_YEAR => recommendations.iter().filter_map(last_year).max().unwrap_or(0),
            "recommendations" => recommendations.len(),
            "members" => {
                let group = self.get("expert_group").and_then(|group| group.get("members"));
                group.map_or(0, |members| members.items().len())
            }
            // Steps and indicators.
            key => of_each(key),
        }
    }

    fn said(&self, count: &Count, lang: Lang, style: HouseStyle) -> String {
        // What is not counted, or not so, was told of as an error, and stands as it is written.
        let Some(counted) = count.counted() else { return count.written() };
        let n = self.count(counted);
        // Years have no signs between their digits.
        let digits = || match counted {
            LAST_YEAR => n.to_string(),
            _ => number(lang, style, i64::try_from(n).unwrap_or(i64::MAX)),
        };
        match &count.style {
            CountStyle::Digits => digits(),
            CountStyle::Named(_) => match number_word(lang, n) {
                Some(word) if count.is_capital() => capitalised(lang, word),
                Some(word) => word.to_owned(),
                None => digits(),
            },
            CountStyle::Forms(forms) => {
                let form = forms.get(lang.plural_form_of(n)).or_else(|| forms.last());
                form.map_or_else(String::new, |form| form.text.clone())
            }
        }
    }

    fn with_references(&self, text: &Arc<Text>, referents: &Referents) -> Arc<Text> {
        changed(text, &mut |inline, _| {
            let Inline::Reference { to, id, range, body } = inline else { return None };
            let own = referents.keys(*to, id).first().and_then(|key| self.standing_at(key));
            let fill = |slot: Slot| match slot {
                Slot::Number if *to == Referent::Recommendation => {
                    own?.get("number").and_then(Self::as_number)
                }
                Slot::Number => None,
                Slot::Title => self.title_of(*to, id, own?),
            };
            let body = filled(body, &fill);
            Some(Inline::Reference { to: *to, id: id.clone(), range: range.clone(), body })
        })
    }

    /// The title of what is referred to: the short one of a part that has one.
    fn title_of(&self, to: Referent, id: &str, own: &Self) -> Option<String> {
        let of = |data: &Self, key: &str| match data.get(key) {
            Some(Self::Text(text)) => Some(text.plain()),
            _ => None,
        };
        match to {
            Referent::Section => of(own, "short").or_else(|| of(own, "title")),
            Referent::Figure => of(self.get("figures")?.get(id)?, "title"),
            Referent::Recommendation | Referent::Table => of(own, "title"),
        }
    }

    /// What stands at a key.
    fn standing_at(&self, key: &str) -> Option<&Self> {
        key.split('.').try_fold(self, |data, id| match data {
            Self::List(items) => items.iter().find(|item| item.get("id").and_then(Self::as_str) == Some(id)),
            _ => data.get(id),
        })
    }

    fn items(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }

    fn as_number(&self) -> Option<String> {
        match self {
            Self::Int(number) => Some(number.to_string()),
            _ => None,
        }
    }
}

/// The year by whose end the last step of a recommendation is due.
fn last_year(recommendation: &Data) -> Option<usize> {
    let years = recommendation.get("steps")?.items().iter().filter_map(|step| step.get("by")?.as_number());
    years.filter_map(|year| year.parse().ok()).max()
}

impl Text {
    /// Whether it says how many there are of something, or refers to a part of the framework.
    pub fn counts_or_refers(&self) -> bool {
        let mut has_any = false;
        markup::each(&self.inlines, &mut |inline| {
            has_any |= matches!(inline, Inline::Count(_) | Inline::Reference { .. });
        });
        has_any
    }
}

/// A text with some of its pieces changed; the same one where nothing is.
fn changed(text: &Arc<Text>, change: &mut impl FnMut(&Inline, Lang) -> Option<Inline>) -> Arc<Text> {
    if !text.counts_or_refers() {
        return Arc::clone(text);
    }
    let inlines = rebuilt(&text.inlines, &mut |inline| change(inline, text.lang));
    Arc::new(Text { inlines, ..Text::clone(text) })
}

fn rebuilt(inlines: &[Inline], change: &mut impl FnMut(&Inline) -> Option<Inline>) -> Vec<Inline> {
    let one = |inline: &Inline| {
        let mut inline = change(inline).unwrap_or_else(|| inline.clone());
        if let Some(body) = inline.body_mut() {
            *body = rebuilt(body, change);
        }
        inline
    };
    inlines.iter().map(one).collect()
}

/// The words of a reference with what is known of it.
fn filled(inlines: &[Inline], fill: &impl Fn(Slot) -> Option<String>) -> Vec<Inline> {
    rebuilt(inlines, &mut |inline| match inline {
        Inline::Slot { slot, range } => fill(*slot).map(|text| words(text, range)),
        _ => None,
    })
}

fn words(text: String, range: &Range<usize>) -> Inline {
    Inline::Words { text, range: range.clone() }
}
