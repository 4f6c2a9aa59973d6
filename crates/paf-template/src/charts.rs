//! Charts as templates see them: numbers and dates as the language writes them, and all of them in words.

use std::sync::Arc;

use paf_locale::{HouseStyle, Lang};
use paf_model::Data;
use paf_model::chart::Moment;

/// The data with what is drawn of its figures said in the language: each number becomes `number` and `shown`, each
/// date `days` (see [`paf_locale::Date::days`]) and `shown`; rows with dates are in the order of time. `told` of a
/// chart says all of it, for those who cannot see it.
pub fn told(data: Data, lang: Lang, style: HouseStyle) -> Data {
    let Some(Data::Map(figures)) = data.get("figures").cloned() else { return data };
    if figures.iter().all(|(_, figure)| chart_of(figure).is_none()) {
        return data;
    }
    let writer = Writer { lang, style };
    let figures = figures.into_iter().map(|(id, figure)| {
        let chart = chart_of(&figure).cloned();
        (id, chart.map_or_else(|| figure.clone(), |chart| figure.clone().with("chart", writer.chart(chart))))
    });
    let figures = Data::Map(figures.collect());
    data.with("figures", figures)
}

fn chart_of(figure: &Data) -> Option<&Data> {
    figure.get("chart").filter(|chart| matches!(chart, Data::Map(_)))
}

struct Writer {
    lang: Lang,
    style: HouseStyle,
}

impl Writer {
    fn chart(&self, chart: Data) -> Data {
        let mut rows = entries(chart.get("rows"));
        for (_, row) in &mut rows {
            *row = self.row(std::mem::replace(row, Data::None));
        }
        // Others have no date, and stay in the order of the file.
        rows.sort_by_key(|(_, row)| row.get("date").and_then(|date| date.get("days")).map(whole));
        let told = self.in_words(&chart, &rows);
        chart.with("rows", Data::Map(rows)).with("told", Data::made(told))
    }

    fn row(&self, row: Data) -> Data {
        let value = row.get("value").map_or(Data::None, |value| self.number(value));
        let values = entries(row.get("values")).into_iter().map(|(id, value)| (id, self.number(&value)));
        let values = Data::Map(values.collect());
        let date = row.get("date").and_then(Data::as_str).map_or(Data::None, |date| self.date(date));
        row.with("value", value).with("values", values).with("date", date)
    }

    fn number(&self, value: &Data) -> Data {
        let Some(written) = value.as_str() else { return Data::None };
        let shown =
            paf_locale::decimal(self.lang, self.style, written).unwrap_or_else(|_| written.to_owned());
        Data::map([("number", Data::made(written)), ("shown", Data::made(shown))])
    }

    fn date(&self, written: &str) -> Data {
        let Some(first) = Moment::parse(written) else { return Data::None };
        let shown = match written.len() {
            4 => written.to_owned(),
            7 => paf_locale::month_year(self.lang, first),
            _ => paf_locale::long_date(self.lang, first),
        };
        Data::map([("days", Data::Int(first.days())), ("shown", Data::made(shown))])
    }

    /// What a row is called, and its number: a label may end in a figure itself.
    fn pair(&self, label: &str, shown: &str) -> String {
        let gap = match paf_locale::gap_before(':', self.lang, self.style) {
            paf_locale::Gap::Space(space) => space.to_string(),
            _ => String::new(),
        };
        format!("{label}{gap}: {shown}")
    }

    /// A sentence for each number: a comma is in numbers, and a semicolon asks in Greek.
    fn in_words(&self, chart: &Data, rows: &[(Arc<str>, Data)]) -> String {
        let unit = chart.get("unit").map(words).filter(|unit| !unit.is_empty());
        let series = entries(chart.get("series"));
        let mut sentences: Vec<String> = Vec::new();
        let mut each = |of: &dyn Fn(&Data) -> Option<String>| {
            sentences.extend(rows.iter().filter_map(|(_, row)| {
                let shown = of(row)?;
                let label = words(row.get("label")?);
                Some(self.pair(&label, &shown))
            }));
        };
        if series.is_empty() {
            each(&|row| shown(row.get("value")?));
            each(&|row| {
                let more = row.get("text").map(words).filter(|more| !more.is_empty());
                let date = shown(row.get("date")?)?;
                Some(more.map_or_else(|| date.clone(), |more| format!("{date}. {more}")))
            });
        }
        let mut all: Vec<String> = unit.into_iter().chain(sentences).collect();
        for (id, name) in &series {
            all.push(words(name));
            all.extend(rows.iter().filter_map(|(_, row)| {
                let shown = shown(row.get("values")?.get(id)?)?;
                Some(self.pair(&words(row.get("label")?), &shown))
            }));
        }
        let ended = all.iter().map(|sentence| format!("{}.", sentence.trim_end_matches('.')));
        ended.collect::<Vec<_>>().join(" ")
    }
}

fn entries(map: Option<&Data>) -> Vec<(Arc<str>, Data)> {
    match map {
        Some(Data::Map(entries)) => entries.clone(),
        _ => Vec::new(),
    }
}

fn words(text: &Data) -> String {
    match text {
        Data::Text(text) => text.plain().trim().to_owned(),
        other => other.as_str().unwrap_or_default().trim().to_owned(),
    }
}

fn shown(value: &Data) -> Option<String> {
    value.get("shown")?.as_str().map(str::to_owned)
}

fn whole(number: &Data) -> i64 {
    match number {
        Data::Int(number) => *number,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(rows: Vec<(&'static str, Data)>, more: Vec<(&'static str, Data)>) -> Data {
        let chart = more.into_iter().chain([("rows", Data::map(rows))]);
        Data::map([("figures", Data::map([("a", Data::map([("chart", Data::map(chart))]))]))])
    }

    fn chart(data: &Data) -> &Data {
        chart_of(data.get("figures").and_then(|all| all.get("a")).unwrap()).unwrap()
    }

    fn row(label: &str, key: &'static str, value: Data) -> Data {
        Data::map([("label", Data::made(label)), (key, value)])
    }

    #[test]
    fn numbers_are_said_in_the_language() {
        let rows = vec![("a", row("Berlin", "value", Data::made("1234.50")))];
        let data = figure(rows, vec![("unit", Data::made("Tage"))]);
        let said = |lang: &str| {
            let told = told(data.clone(), Lang::parse(lang).unwrap(), HouseStyle::National);
            chart(&told).get("told").and_then(Data::as_str).unwrap().to_owned()
        };
        assert_eq!(said("de"), "Tage. Berlin: 1.234,50.");
        assert_eq!(said("en"), "Tage. Berlin: 1,234.50.");
    }

    #[test]
    fn each_series_is_said_by_itself_without_what_it_does_not_have() {
        let both = Data::map([("s", Data::made("1")), ("t", Data::made("2"))]);
        let one = Data::map([("t", Data::made("3"))]);
        let rows = vec![("a", row("A", "values", both)), ("b", row("B", "values", one))];
        let series = Data::map([("s", Data::made("First")), ("t", Data::made("Second"))]);
        let told = told(figure(rows, vec![("series", series)]), Lang::ENGLISH, HouseStyle::EuIsg);
        assert_eq!(chart(&told).get("told").and_then(Data::as_str), Some("First. A: 1. Second. A: 2. B: 3."));
    }

    #[test]
    fn what_happens_is_in_the_order_of_time() {
        let rows = [("c", "2028-01-13"), ("a", "2015"), ("b", "2018-10")];
        let rows = rows.map(|(id, date)| (id, row(id, "date", Data::made(date))));
        let told = told(figure(rows.into(), vec![]), Lang::ENGLISH, HouseStyle::EuIsg);
        assert_eq!(
            chart(&told).get("told").and_then(Data::as_str),
            Some("a: 2015. b: October 2018. c: 13 January 2028.")
        );
        let days = |id: &str| {
            whole(chart(&told).get("rows").and_then(|rows| rows.get(id)?.get("date")?.get("days")).unwrap())
        };
        assert_eq!(days("c") - days("a"), 13 * 365 + 3 + 12);
    }
}
