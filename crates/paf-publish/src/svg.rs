//! Takes a drawing into a page: an element of it, as small as it can be, whose ids are its own and which no policy forbids.

use std::sync::LazyLock;

use paf_template::HERE;
use regex::{Captures, Regex};

/// What is not taken over: namespaces, which HTML knows, styles, which the page's policy forbids, and what is so without
/// being said (SVG 2, 13.3 and 13.5).
static LEFT_OUT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#" (?:(?:xmlns(?::[a-z0-9]+)?|style|class)="[^"]*"|fill-rule="nonzero"|stroke-linecap="butt"|stroke-linejoin="miter"|stroke-miterlimit="4")"#,
    )
});

/// An id, and what refers to one.
static ID: LazyLock<Regex> = LazyLock::new(|| pattern(r##"( id="|href="#|url\(#)"##));

/// Where a path leads, and where something stands.
static PLACES: LazyLock<Regex> = LazyLock::new(|| pattern(r#" d="[^"]*"|translate\([^)]*\)"#));

static NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"\d+\.\d{3,}"));

#[expect(clippy::expect_used, reason = "constant patterns")]
fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is well-formed")
}

/// A drawing within a page. Its ids say that they are those of a drawing, which the page numbers; nobody reads it out,
/// the page has its words.
pub(crate) fn within_page(svg: &str) -> String {
    let svg = svg.find("<svg").and_then(|start| svg.get(start..)).unwrap_or(svg);
    let svg = LEFT_OUT.replace_all(svg, "");
    let svg = ID.replace_all(&svg, |found: &Captures<'_>| format!("{}{HERE}-", &found[1]));
    let svg = PLACES.replace_all(&svg, |found: &Captures<'_>| rounded(&found[0]));
    svg.trim_end().replacen(
        "<svg",
        "<svg aria-hidden=\"true\" focusable=\"false\" preserveAspectRatio=\"xMaxYMid slice\"",
        1,
    )
}

/// Numbers to a hundredth of a point, which nobody sees.
fn rounded(places: &str) -> String {
    let round = |number: &Captures<'_>| {
        let value: f64 = number[0].parse().unwrap_or_default();
        let digits = format!("{value:.2}");
        digits.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    NUMBER.replace_all(places, round).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_those_of_the_drawing_and_styles_are_gone() {
        let svg = "<?xml?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"l\" viewBox=\"0 0 10 4\">\
                   <g style=\"a\" class=\"b\"><use xlink:href=\"#g1\" fill=\"url(#c)\"/></g><symbol id=\"g1\"/></svg>\n";
        let expected = "<svg aria-hidden=\"true\" focusable=\"false\" preserveAspectRatio=\"xMaxYMid slice\" viewBox=\"0 0 10 4\"><g><use \
                        xlink:href=\"#drawn-here-g1\" fill=\"url(#drawn-here-c)\"/></g><symbol id=\"drawn-here-g1\"/></svg>";
        assert_eq!(within_page(svg), expected);
    }

    #[test]
    fn colours_stay_and_places_are_rounded() {
        let svg = "<svg><path fill=\"#0b3142\" fill-rule=\"nonzero\" transform=\"translate(1.00049 -2.3456)\" \
                   d=\"M 0 0.123456l -12.996 3\"/><g transform=\"scale(0.001234)\"/></svg>";
        let expected = "<svg aria-hidden=\"true\" focusable=\"false\" preserveAspectRatio=\"xMaxYMid slice\"><path fill=\"#0b3142\" transform=\"translate(1 \
                        -2.35)\" d=\"M 0 0.12l -13 3\"/><g transform=\"scale(0.001234)\"/></svg>";
        assert_eq!(within_page(svg), expected);
    }
}
