//! The charts of figures: numbers with their units, which the theme draws.

use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Place, Rule, Written, did_you_mean};
use paf_locale::Date;

use crate::content::words;
use crate::data::Data;
use crate::decode::{Decode, Decoder, IdMap, PlainText, check_keys};
use crate::node::{Node, NodeValue};
use crate::record;
use crate::shape::Shape;
use crate::text::Text;

record! {
    /// A chart: a figure that is drawn from its numbers. What it needs depends on its kind.
    pub struct Chart checked by check_keys_of_kind {
        /// How the numbers are drawn.
        pub kind: ChartKind,
        /// What the chart says, in a sentence without its numbers.
        pub message: Option<PlainText>,
        /// What the numbers are: `Days, median`.
        pub unit: Option<PlainText>,
        /// What each row has a number of, by id.
        pub series: IdMap<PlainText>,
        /// The rows, by id, from top to bottom.
        pub rows: IdMap<ChartRow>,
        /// Where the scale ends; the greatest number if left out.
        pub to: Option<Quantity>,
        /// What a reader has to know about the numbers.
        pub note: Option<Arc<Text>>,
    }
}

record! {
    /// A row of a chart.
    pub struct ChartRow {
        /// Whose numbers they are, or what happens.
        pub label: PlainText,
        /// Its number.
        pub value: Option<Quantity>,
        /// Its numbers, by the ids of the series.
        pub values: IdMap<Quantity>,
        /// When it happens: a year, a month or a day.
        pub date: Option<Moment>,
        /// More about it.
        pub text: Option<Arc<Text>>,
        /// Whether it stands out: an average, a total.
        pub strong: Option<bool>,
    }
}

words! {
    /// The kinds of chart.
    ChartKind {
        /// A bar for each row.
        Bar = "bar",
        /// A dot for each number of a row, on one scale.
        Dot = "dot",
        /// A bar for each row, in one panel for each series.
        Multiples = "multiples",
        /// What happens when, in the order of time.
        Timeline = "timeline",
    }
}

/// Dots are told apart by their forms, of which there are three; panels stand side by side.
const MOST_SERIES: usize = 3;

impl ChartKind {
    /// The keys that a chart of the kind cannot do without, and those that it may have besides.
    pub fn keys(self) -> (&'static [&'static str], &'static [&'static str]) {
        match self {
            Self::Bar => (&["unit", "rows"], &["message", "to", "note"]),
            Self::Dot | Self::Multiples => (&["unit", "series", "rows"], &["message", "to", "note"]),
            Self::Timeline => (&["rows"], &["message", "note"]),
        }
    }

    /// The same for a row.
    pub fn keys_of_rows(self) -> (&'static [&'static str], &'static [&'static str]) {
        match self {
            Self::Bar => (&["label", "value"], &["strong"]),
            Self::Dot | Self::Multiples => (&["label", "values"], &["strong"]),
            Self::Timeline => (&["label", "date"], &["text", "strong"]),
        }
    }
}

/// Reports keys that are known to charts, and not to charts of this kind: nothing would draw them.
fn check_keys_of_kind(node: &Node, known: &[String], decoder: &mut Decoder<'_>) -> bool {
    let word = node.get("kind").and_then(Node::as_str);
    let kind = ChartKind::ALL.iter().copied().find(|kind| Some(kind.as_str()) == word);
    let all_known = check_keys(node, known, decoder);
    let (Some(kind), NodeValue::Map(entries)) = (kind, &node.value) else { return all_known };
    let (needed, more) = kind.keys();
    let own: Vec<&str> = ["kind"].iter().chain(needed).chain(more).copied().collect();
    for key in needed.iter().filter(|key| node.get(key).is_none()) {
        decoder.diagnostics.push(lacks(kind, key, node.place.clone()));
    }
    for (key, _) in entries.iter().filter(|(key, _)| known.iter().any(|known| known == key.text())) {
        report_key(key, (kind, "a chart"), &own, decoder);
    }
    let (needed, more) = kind.keys_of_rows();
    let own: Vec<&str> = needed.iter().chain(more).copied().collect();
    let rows = node.get("rows").map(|rows| &rows.value);
    let Some(NodeValue::Map(rows)) = rows else { return all_known };
    for (id, row) in rows {
        let NodeValue::Map(entries) = &row.value else { continue };
        let foreign: Vec<&Written> = entries
            .iter()
            .map(|(key, _)| key)
            .filter(|key| OF_ROWS.contains(&key.text()) && !own.contains(&key.text()))
            .collect();
        foreign.iter().for_each(|key| report_key(key, (kind, "a row"), &own, decoder));
        // What is called otherwise is told once.
        for key in
            needed.iter().filter(|key| **key != "label" && foreign.is_empty() && row.get(key).is_none())
        {
            decoder.diagnostics.push(
                Diagnostic::error(Rule::MissingKey, format!("the row `{}` has no `{key}`", id.text()))
                    .at(row.place.clone())
                    .help(format!("add `{key}: …` to it")),
            );
        }
    }
    all_known
}

const OF_ROWS: [&str; 6] = ["label", "value", "values", "date", "text", "strong"];

fn lacks(kind: ChartKind, key: &str, place: Place) -> Diagnostic {
    let more = match key {
        "unit" => "unit: Days, median",
        "series" => "series: {first: Approved, second: Paid for}",
        _ => "rows: {de: {label: Germany, …}}",
    };
    Diagnostic::error(Rule::MissingKey, format!("a chart of kind `{}` has no `{key}`", kind.as_str()))
        .at(place)
        .help(format!("add it, as in `{more}`"))
}

fn report_key(key: &Written, (kind, what): (ChartKind, &str), own: &[&str], decoder: &mut Decoder<'_>) {
    let (word, kind) = (key.text(), kind.as_str());
    if own.contains(&word) {
        return;
    }
    let keys = own.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
    let message = format!("{what} of kind `{kind}` has no `{word}`: nothing would draw it");
    let of = if what == "a row" { "a row of a chart" } else { what };
    decoder.diagnostics.push(
        Diagnostic::error(Rule::UnknownKey, message.replacen(what, of, 1))
            .at(key.place().clone())
            .help(format!("the keys here are {keys}")),
    );
}

impl Chart {
    /// Reports what the chart's kind needs and does not have, and numbers that cannot be drawn.
    pub fn check(&self, diagnostics: &mut Diagnostics) {
        if self.series.0.len() > MOST_SERIES {
            let message =
                format!("a chart has {MOST_SERIES} series at most, and this has {}", self.series.0.len());
            let help = "make two figures of it, or a table";
            diagnostics.push(Diagnostic::error(Rule::OutOfRange, message).at(self.at.clone()).help(help));
        }
        for (id, row) in &self.rows.0 {
            self.check_series(id, row, diagnostics);
        }
        for (id, name) in &self.series.0 {
            if !self.rows.0.is_empty() && self.rows.0.iter().all(|(_, row)| row.values.get(id).is_none()) {
                let message = format!("no row has a number of the series `{id}`");
                let help = format!("add `{id}: …` to the `values` of a row, or take the series out");
                diagnostics
                    .push(Diagnostic::error(Rule::MissingKey, message).at(name.0.place().clone()).help(help));
            }
        }
        self.check_scale(diagnostics);
    }

    fn check_series(&self, id: &str, row: &ChartRow, diagnostics: &mut Diagnostics) {
        for series in row.values.ids().filter(|series| self.series.get(series).is_none()) {
            let message = format!("the row `{id}` has a number of `{series}`, and the chart no such series");
            let near = did_you_mean(series, self.series.ids());
            let place = row.values.get(series).map_or(&row.at, |value| value.written.place());
            diagnostics.push(Diagnostic::error(Rule::UnknownId, message).at(place.clone()).help_if(near));
        }
    }

    /// A scale that ends before a number would draw it outside of the page.
    fn check_scale(&self, diagnostics: &mut Diagnostics) {
        let values = self.rows.0.iter().flat_map(|(_, row)| row.quantities());
        let greatest = values.max_by(|one, other| one.number.total_cmp(&other.number));
        let Some(greatest) = greatest else { return };
        if greatest.number <= 0.0 {
            let message = "all numbers of the chart are nought, and there is nothing to draw";
            diagnostics.push(
                Diagnostic::error(Rule::OutOfRange, message)
                    .at(self.at.clone())
                    .help("show a table in its place"),
            );
        }
        if let Some(to) = self.to.as_ref().filter(|to| to.number < greatest.number) {
            let (to, number) = (to.written.text(), greatest.written.text());
            let message = format!("the scale ends at {to}, and a number is {number}");
            diagnostics.push(
                Diagnostic::error(Rule::OutOfRange, message)
                    .at(greatest.written.place().clone())
                    .help(format!("write `to: {number}` or more, or leave it out")),
            );
        }
    }
}

impl ChartRow {
    fn quantities(&self) -> impl Iterator<Item = &Quantity> {
        self.value.iter().chain(self.values.0.iter().map(|(_, value)| value))
    }
}

/// A number that is drawn and printed, with the decimals that it is written with; nought or more.
#[derive(Debug, Clone)]
pub struct Quantity {
    /// The number.
    pub number: f64,
    /// As it is written.
    pub written: Written,
}

/// Digits with a point among them or none, and no nought in front.
fn is_plain(text: &str) -> bool {
    let (whole, rest) = text.split_once('.').unwrap_or((text, "0"));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    is_digits(whole) && is_digits(rest) && (whole == "0" || !whole.starts_with('0'))
}

/// More than any number that is drawn.
const GREATEST: f64 = 1e12;

impl Decode for Quantity {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let written = match &node.value {
            NodeValue::Number(written) | NodeValue::String(written) => written.clone(),
            _ => {
                decoder.wrong_type(node, "a number", "write digits, with a point for decimals: `12.5`");
                return None;
            }
        };
        let text = written.text();
        let number = text.parse::<f64>().ok().filter(|number| is_plain(text) && *number <= GREATEST);
        let Some(number) = number else {
            let help = match text.split_once(',') {
                // Three digits behind a comma may be a group.
                Some((whole, rest)) if rest.len() != 3 && is_plain(&format!("{whole}.{rest}")) => {
                    format!("write `{whole}.{rest}`")
                }
                _ => "write digits, up to 1000000000000, with a point for decimals and without a unit or groups: `12.5`"
                    .to_owned(),
            };
            let name = decoder.key_name();
            let message = format!("`{name}` takes a number of nought or more, and this is `{text}`");
            decoder
                .diagnostics
                .push(Diagnostic::error(Rule::WrongType, message).at(node.place.clone()).help(help));
            return None;
        };
        Some(Self { number, written })
    }
    fn shape() -> Shape {
        Shape::Decimal(0, 1_000_000_000_000)
    }
    /// As it is written: a number of Typst, and of the formatter of languages.
    fn data(&self) -> Data {
        Data::made(self.written.text())
    }
}

/// A year, a month or a day: `2028`, `2028-01`, `2028-01-13`.
#[derive(Debug, Clone)]
pub struct Moment {
    /// The first day of it.
    pub first: Date,
    /// As it is written.
    pub written: Arc<Written>,
}

impl Moment {
    /// The first day of a year, a month or a day; none where it is neither.
    pub fn parse(text: &str) -> Option<Date> {
        let whole = match text.len() {
            4 => format!("{text}-01-01"),
            7 => format!("{text}-01"),
            _ => text.to_owned(),
        };
        Date::parse(&whole).ok()
    }
}

impl Decode for Moment {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let written = match &node.value {
            NodeValue::Number(written) => written.clone(),
            _ => decoder.filled_string(node, "a year, a month or a day")?,
        };
        let Some(first) = Self::parse(written.text()) else {
            let text = written.text();
            let is_form = |c: char| c.is_ascii_digit() || c == '-';
            let message = match text.len() {
                7 | 10 if text.chars().all(is_form) => format!("there is no such day or month as `{text}`"),
                _ => format!("`{text}` is not written as a year, a month or a day"),
            };
            let help = "write `2028`, `2028-01` or `2028-01-13`";
            decoder
                .diagnostics
                .push(Diagnostic::error(Rule::BadDate, message).at(node.place.clone()).help(help));
            return None;
        };
        Some(Self { first, written: Arc::new(written) })
    }
    fn shape() -> Shape {
        Shape::Moment
    }
    fn data(&self) -> Data {
        Data::made(self.written.text())
    }
}

/// Two drawings for one figure.
pub(crate) fn drawn_twice(id: &str, file: &str, place: Place) -> Diagnostic {
    Diagnostic::error(Rule::UnknownKey, format!("the figure `{id}` has a `chart` and the drawing `{file}`"))
        .at(place)
        .help(format!("delete `{file}`, or take the `chart` out"))
}

#[cfg(test)]
mod tests {
    use crate::load;
    use crate::trial::{framework, line};

    /// What is said of a framework with a figure that has this chart.
    fn told(chart: &str) -> Vec<String> {
        let mut files = framework();
        files.insert("framework/figures/a.yaml", format!("title: T\nalt: A\nchart: {chart}\n").into_bytes());
        files.insert(
            "framework/report.yaml",
            *b"summary: {title: T, body: [{id: a, kind: figure, figure: a}]}\nrecommendations: {title: T}\n",
        );
        load(&files).diagnostics.sorted().iter().map(line).collect()
    }

    #[test]
    fn charts_of_all_kinds_are_read() {
        for chart in [
            "{kind: bar, unit: U, rows: {a: {label: A, value: 1.50, strong: true}}, to: 2, note: N, message: M}",
            "{kind: dot, unit: U, series: {s: S}, rows: {a: {label: A, values: {s: 0}}, b: {label: B, values: {s: 3}}}}",
            "{kind: multiples, unit: U, series: {s: S, t: T}, rows: {a: {label: A, values: {s: 1, t: 2}}}}",
            "{kind: timeline, rows: {a: {label: A, date: 2028}, b: {label: B, date: 2028-01, text: More}}}",
        ] {
            assert_eq!(told(chart), [""; 0], "{chart}");
        }
    }

    #[test]
    fn what_cannot_be_drawn_is_told() {
        for (chart, message) in [
            ("{kind: bar, rows: {a: {label: A, value: 1}}}", "a chart of kind `bar` has no `unit`"),
            ("{kind: bar, unit: U}", "has no `rows`"),
            (
                "{kind: bar, unit: U, series: {s: S}, rows: {a: {label: A, value: 1}}}",
                "a chart of kind `bar` has no `series`: nothing would draw it",
            ),
            (
                "{kind: bar, unit: U, rows: {a: {label: A, value: 1, date: 2028}}}",
                "a row of a chart of kind `bar` has no `date`",
            ),
            ("{kind: bar, unit: U, rows: {a: {label: A}}}", "the row `a` has no `value`"),
            ("{kind: bar, unit: U, rows: {a: {label: A, value: -1}}}", "takes a number of nought or more"),
            ("{kind: bar, unit: U, rows: {a: {label: A, value: \"1,5\"}}}", "write `1.5`"),
            ("{kind: bar, unit: U, rows: {a: {label: A, value: \"1,000\"}}}", "without a unit or groups"),
            ("{kind: bar, unit: U, rows: {a: {label: A, value: 007}}}", "this is `007`"),
            ("{kind: timeline, rows: {a: {label: A, date: 2027-02-29}}}", "there is no such day or month"),
            (
                "{kind: dot, unit: U, series: {a: A, b: B}, rows: {a: {label: A, values: {a: 3}}}}",
                "no row has a number of the series `b`",
            ),
            ("{kind: bar, unit: U, rows: {a: {label: A, value: 0}}}", "all numbers of the chart are nought"),
            (
                "{kind: bar, unit: U, rows: {a: {label: A, value: 3}}, to: 2}",
                "the scale ends at 2, and a number is 3",
            ),
            (
                "{kind: dot, unit: U, series: {sum: S}, rows: {a: {label: A, values: {sun: 3}}}}",
                "did you mean `sum`?",
            ),
            (
                "{kind: dot, unit: U, series: {a: A, b: B, c: C, d: D}, rows: {a: {label: A, values: {a: 3}}}}",
                "3 series at most, and this has 4",
            ),
            (
                "{kind: timeline, rows: {a: {label: A, date: 13.1.2028}}}",
                "is not written as a year, a month or a day",
            ),
            ("{kind: pie, rows: {a: {label: A}}}", "cannot be `pie`"),
        ] {
            let found = told(chart);
            assert!(found.iter().any(|line| line.contains(message)), "{chart}: {found:#?}");
        }
    }

    #[test]
    fn a_chart_has_no_other_drawing() {
        let mut files = framework();
        let yaml = "title: T\nalt: A\nchart: {kind: bar, unit: U, rows: {a: {label: A, value: 1}}}\n";
        files.insert("framework/figures/a.yaml", yaml.as_bytes());
        files.insert("framework/figures/a.svg", *b"<svg/>");
        let found: Vec<String> = load(&files).diagnostics.sorted().iter().map(line).collect();
        assert!(
            found.iter().any(|line| line.contains("has a `chart` and the drawing `a.svg`")),
            "{found:#?}"
        );
    }
}
