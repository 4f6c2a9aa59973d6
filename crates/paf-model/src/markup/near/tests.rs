use super::super::{MarkProblem, parse};

/// What people write, and what they are told to write; `-` where only they can tell.
const SLIPS: &[(&str, &str)] = &[
    // Links.
    ("[our plan](Rec: cancer-plans)", "[our plan](rec:cancer-plans)"),
    ("[our plan](recommendation:cancer-plans)", "[our plan](rec:cancer-plans)"),
    ("[Figure {n}](fig:path)", "[Figure {n}](figure:path)"),
    ("[Table {n}] (table:path)", "[Table {n}](table:path)"),
    ("(rec:cancer-plans)", "[words](rec:cancer-plans)"),
    ("{ recommendations } in all", "{recommendations}"),
    ("{{steps}} in all", "{steps}"),
    ("[our site](www.example.org)", "[our site](https://www.example.org)"),
    ("[our site](example.org/page)", "[our site](https://example.org/page)"),
    ("[our site] (https://example.org)", "[our site](https://example.org)"),
    ("[our site]\u{a0}(https://example.org)", "[our site](https://example.org)"),
    ("[our site]:(https://example.org)", "[our site](https://example.org)"),
    ("[our site]: https://example.org", "[our site](https://example.org)"),
    ("[our site](https://example.org/a b)", "[our site](https://example.org/a%20b)"),
    ("[our site]( https://example.org )", "[our site](https://example.org)"),
    ("[our site](HTTPS://example.org)", "[our site](https://example.org)"),
    ("[our site](Http://example.org)", "[our site](http://example.org)"),
    ("[our site](https:/example.org)", "[our site](https://example.org)"),
    ("[our site](https//example.org)", "[our site](https://example.org)"),
    ("[our site](https: //example.org)", "[our site](https://example.org)"),
    ("[our site](https:\\\\example.org)", "[our site](https://example.org)"),
    ("[our site](htps://example.org)", "[our site](https://example.org)"),
    ("[our site](ttps://example.org)", "[our site](https://example.org)"),
    ("[our site](“https://example.org”)", "[our site](https://example.org)"),
    ("[our site](\"https://example.org\")", "[our site](https://example.org)"),
    ("[our site](<https://example.org>)", "[our site](https://example.org)"),
    ("[our site](https://example.org \"Our site\")", "[our site](https://example.org)"),
    ("“[our site]”(https://example.org)", "[our site](https://example.org)"),
    ("[our site](https://example.org", "[our site](https://example.org)"),
    ("[our site(https://example.org)", "[our site](https://example.org)"),
    ("our site](https://example.org)", "[words](https://example.org)"),
    ("[our site][https://example.org]", "[our site](https://example.org)"),
    ("[our site]{https://example.org}", "[our site](https://example.org)"),
    ("[our site]<https://example.org>", "[our site](https://example.org)"),
    ("(our site)[https://example.org]", "[our site](https://example.org)"),
    ("[our site]（https://example.org）", "[our site](https://example.org)"),
    ("［our site］（https://example.org）", "[our site](https://example.org)"),
    ("【our site】(https://example.org)", "[our site](https://example.org)"),
    ("[https://example.org our site]", "[our site](https://example.org)"),
    ("[our site https://example.org]", "[our site](https://example.org)"),
    ("[https://example.org]", "[https://example.org](https://example.org)"),
    ("<https://example.org>", "[https://example.org](https://example.org)"),
    ("see https://example.org/a, now", "[example.org/a](https://example.org/a)"),
    ("see www.example.org.", "[www.example.org](https://www.example.org)"),
    ("[write to us](info@example.org)", "[write to us](mailto:info@example.org)"),
    ("[write to us](mailto: info@example.org)", "[write to us](mailto:info@example.org)"),
    ("[write to us](MAILTO:info@example.org)", "[write to us](mailto:info@example.org)"),
    ("[write to us](mailto:info @example.org)", "[write to us](mailto:info@example.org)"),
    ("<info@example.org>", "[info@example.org](mailto:info@example.org)"),
    ("[call us](+32 2 123 45 67)", "[call us](tel:+3221234567)"),
    ("[call us](tel: +32 2 123 45 67)", "[call us](tel:+3221234567)"),
    ("[our site]()", "-"),
    ("[our site](see-below)", "-"),
    ("[our site](https://exam ple.org/a b)", "[our site](https://example.org/a%20b)"),
    ("[our site](https://exam\u{200b}ple.org/a)", "[our site](https://example.org/a)"),
    ("[our site](https://example.org/a\u{2011}b)", "[our site](https://example.org/a-b)"),
    ("[our site](https://example.org.)", "[our site](https://example.org)"),
    ("[our site](https://https://example.org)", "[our site](https://example.org)"),
    ("[our site](http:/x)", "-"),
    ("[our site](https://example)", "-"),
    ("[our site](ftp://example.org/a)", "-"),
    ("[write to us](mailto:info)", "-"),
    ("[call us](tel:office)", "-"),
    ("[our site](doi:10.1000/182)", "[our site](https://doi.org/10.1000/182)"),
    ("[our site](DOI: 10.1000/182)", "[our site](https://doi.org/10.1000/182)"),
    ("[our site](10.1000/182)", "[our site](https://doi.org/10.1000/182)"),
    ("see doi:10.1000/182 now", "[doi.org/10.1000/182](https://doi.org/10.1000/182)"),
    ("see https:// example.org now", "[example.org](https://example.org)"),
    ("see https//example.org now", "[example.org](https://example.org)"),
    ("[](https://example.org)", "[example.org](https://example.org)"),
    ("[\u{a0}](https://example.org)", "[example.org](https://example.org)"),
    ("[our site | https://example.org]", "[our site](https://example.org)"),
    ("[https://example.org|our site]", "[our site](https://example.org)"),
    ("[our site）(https://example.org)", "[our site](https://example.org)"),
    ("our site](https://example.org）", "[words](https://example.org)"),
    ("[our site(https://example.org）", "[our site](https://example.org)"),
    ("[](https://example.org）", "[example.org](https://example.org)"),
    ("[[our site]]", "-"),
    ("[our site]\u{200b}(https://example.org)", "[our site](https://example.org)"),
    ("[hearing care]\u{200e}(term:hearing-care)", "[hearing care](term:hearing-care)"),
    ("![our house](house.png)", "-"),
    // Glossary terms.
    ("[hearing care](Term:hearing-care)", "[hearing care](term:hearing-care)"),
    ("[hearing care](term: hearing-care)", "[hearing care](term:hearing-care)"),
    ("[hearing care](term:hearing care)", "[hearing care](term:hearing-care)"),
    ("[hearing care](TERM : Hearing-Care)", "[hearing care](term:hearing-care)"),
    ("[hearing care] (term:hearing-care)", "[hearing care](term:hearing-care)"),
    ("[hearing care](terms:hearing-care)", "[hearing care](term:hearing-care)"),
    ("[hearing care](glossary:hearing-care)", "[hearing care](term:hearing-care)"),
    ("[hearing care](term=hearing-care)", "[hearing care](term:hearing-care)"),
    ("[term:hearing-care]", "[words](term:hearing-care)"),
    ("{term:hearing-care}", "[words](term:hearing-care)"),
    ("hearing care (term:hearing-care)", "[words](term:hearing-care)"),
    // Citations.
    ("[@review, guideline]", "[@review; @guideline]"),
    ("[@review @guideline]", "[@review; @guideline]"),
    ("[@review and @guideline]", "[@review; @guideline]"),
    ("[@review & @guideline]", "[@review; @guideline]"),
    ("[@review;]", "[@review]"),
    ("[@review—@guideline]", "[@review; @guideline]"),
    ("[@review–@guideline]", "[@review; @guideline]"),
    ("[see @review]", "[@review]"),
    ("[@ review]", "[@review]"),
    ("[＠review]", "[@review]"),
    ("[@review", "[@review]"),
    ("@review]", "[@review]"),
    ("@[review]", "[@review]"),
    ("{@review}", "[@review]"),
    ("(@review; @guideline)", "[@review; @guideline]"),
    ("［@review］", "[@review]"),
    (r"\cite{review,guideline}", "[@review; @guideline]"),
    ("as shown[^1]", "-"),
    ("[@]", "-"),
    ("[see @review, p. 5]", "[@review, p. 5]"),
    ("[see @review, p. 5–7; guideline]", "[@review, p. 5–7; @guideline]"),
    ("[@re\u{ad}view]", "[@review]"),
    ("[\u{200b}@review]", "[@review]"),
    // Placeholders.
    ("{{version}}", "{version}"),
    ("{ version }", "{version}"),
    ("{Version}", "{version}"),
    ("{version", "{version}"),
    ("{version)", "{version}"),
    ("${version}", "{version}"),
    ("$version", "{version}"),
    ("#{version}", "{version}"),
    ("%version%", "{version}"),
    ("%(version)s", "{version}"),
    ("{%version%}", "{version}"),
    ("<version>", "{version}"),
    ("｛version｝", "{version}"),
    ("[version]", "{version}"),
    ("%s", "-"),
    ("%1$s", "-"),
    ("{0}", "-"),
    // Emphasis, and the marks of others.
    ("***bold words***", "**bold words**"),
    ("a ** bold ** word", "**bold**"),
    ("＊bold＊ words", "*bold*"),
    ("__bold words__", "**bold words**"),
    ("_slanted words_", "*slanted words*"),
    ("`code`", "*code*"),
    ("~~gone~~", "-"),
    ("<b>bold</b>", "**bold**"),
    ("<STRONG>bold</STRONG>", "**bold**"),
    ("<i>slanted</i>", "*slanted*"),
    ("a<br>b", "-"),
    ("<a href=\"https://example.org\">our site</a>", "[our site](https://example.org)"),
    ("one&nbsp;two", "-"),
    ("R&amp;D", "&"),
    ("[b]bold[/b]", "**bold**"),
    ("[url=https://example.org]our site[/url]", "[our site](https://example.org)"),
    (r"\emph{slanted}", "*slanted*"),
    (r"\href{https://example.org}{our site}", "[our site](https://example.org)"),
    ("#emph[slanted]", "*slanted*"),
    ("#link(\"https://example.org\")[our site]", "[our site](https://example.org)"),
    ("## A heading", "-"),
    ("<center>words</center>", "-"),
    ("<ph id=\"1\"/>", "-"),
    ("<!-- a remark -->", "-"),
    ("&eacute;", "é"),
    ("&Ccedil;", "Ç"),
    (r"\_slanted", "_"),
    (r"[\]", "]"),
    (r"it\u2019s", "’"),
    (r"one\n two", "-"),
    (r"\footnote{words}", "-"),
    ("> Words that were quoted", "-"),
    ("| one | two |", "-"),
    ("== A heading ==\n", "-"),
    ("==marked==", "-"),
];

#[test]
fn what_is_nearly_a_mark_is_told_with_the_right_form() {
    let wrong: Vec<String> = SLIPS
        .iter()
        .filter_map(|(text, right)| {
            let told = told(&format!("{text} and words"));
            (told != [*right]).then(|| format!("{text}: {told:?}, not {right}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The form that is told is read as a mark, so that whoever writes it is told no more.
#[test]
fn what_is_told_to_write_is_right() {
    // A single letter has no mark.
    for (text, right) in SLIPS.iter().filter(|(_, right)| right.chars().count() > 1) {
        assert_eq!(told(right), Vec::<String>::new(), "{text}: {right}");
        let is_mark =
            parse(right).0.iter().any(|inline| !matches!(inline, super::super::Inline::Words { .. }));
        assert!(is_mark, "{text}: {right}");
    }
}

#[test]
fn prose_is_let_be() {
    for text in [
        "A [sic] (see below), [1] (Smith 2014), f(x)[1]{2} and [our] words.",
        "2 * 3 * 4, 5 < 7 > 3, a <b, 10 % (number of cases), US$ 5, #1, C# and R&D; so",
        "snake_case_name, first_last@example.org, Mr @Example, info@example.org, AT&T",
        "[words](https://www.example.org) and [www.example.org](https://www.example.org)",
        r"\[our site](see-below), \[our site](term: a), \{version}",
        "the 1990s {sic} and {a; b}, ~5 and ~6, l`eau d`or",
        "> 50 years, -- and ---, - a dash, 1. Oktober, (a) and (b)",
        "[@review, p. 5; @guideline]",
        "**bold**, *slanted*, 2 ** 3 ** 4, HLA-A*02:01",
        "「日本語」（東京）、【重要】",
        "1 - 2 = -1 and ++, C++, a == b, --, 5 > 3 | 4, | and a|b",
        "10 %, 5%, 20 % steps and 100 % s; {a, b}, x_{1}, f(x)[1]{2}",
        r"C:\Users\new and \\server\_share, \alpha",
        "<b and c>, a < b and c > d, <= 5, AT&T; Q&As; R&D;",
        "[our [own] site], [[1]], the DOI: and 10.5/2",
    ] {
        assert_eq!(told(text), Vec::<String>::new(), "{text}");
    }
}

fn told(text: &str) -> Vec<String> {
    let near = |problem: MarkProblem| match problem {
        MarkProblem::Near(near) if !text.is_char_boundary(near.range.end) => {
            Some(format!("{text} is told up to the middle of a letter"))
        }
        MarkProblem::Near(near) => Some(near.right.unwrap_or_else(|| "-".to_owned())),
        _ => None,
    };
    parse(text).1.into_iter().filter_map(near).collect()
}
