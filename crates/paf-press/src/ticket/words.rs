//! What the ticket says in words: sizes, finishing, languages, and what the printer is asked to do.

use paf_pdf::geometry::{Mm, Size};

use super::{Cover, Edge, Finishing, FoldDiagram, PanelBox, Preflight, Ticket};

/// A number without needless decimals: `97`, `98.5`.
pub(super) fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// `210 × 297`, with spaces that do not break.
pub(super) fn size(size: Size) -> String {
    format!("{}\u{a0}×\u{a0}{}", number(size.width.0), number(size.height.0))
}

/// Sizes with names, upright, in millimetres.
const FORMATS: [(&str, f64, f64); 6] = [
    ("A3", 297.0, 420.0),
    ("A4", 210.0, 297.0),
    ("A5", 148.0, 210.0),
    ("A6", 105.0, 148.0),
    ("DL", 99.0, 210.0),
    ("DL", 100.0, 210.0),
];

/// `A4 portrait`, where a size has a name; half a millimetre more or less is the same.
pub(super) fn format(size: Size) -> Option<String> {
    let same = |a: f64, b: f64| (a - b).abs() <= 0.5;
    FORMATS.into_iter().find_map(|(name, short, long)| {
        let (width, height) = (size.width.0, size.height.0);
        if same(width, short) && same(height, long) {
            Some(format!("{name} portrait"))
        } else {
            (same(width, long) && same(height, short)).then(|| format!("{name} landscape"))
        }
    })
}

/// `3 mm`.
pub(super) fn millimetres(length: Mm) -> String {
    format!("{}\u{a0}mm", number(length.0))
}

/// `1 error`, `2 errors`, `no errors`.
pub(super) fn counted(count: usize, one: &str) -> String {
    match count {
        0 => format!("no {one}s"),
        1 => format!("1 {one}"),
        _ => format!("{count} {one}s"),
    }
}

pub(super) fn edge(edge: Edge) -> &'static str {
    match edge {
        Edge::Left => "left",
        Edge::Right => "right",
    }
}

/// A word with a capital at its beginning.
pub(super) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// How many rules are named; the others are counted, and all are in the ticket for programs.
const NAMED: usize = 8;

pub(super) fn preflight(found: &Preflight) -> String {
    let rules = counted(found.passed_rules, "rule");
    let errors = capital(&counted(found.errors, "error"));
    let passed = format!("{errors}, {}, {rules} passed", counted(found.warnings, "warning"));
    match found.rules_not_run.as_slice() {
        [] => passed,
        not_run => {
            let named = not_run.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
            let more = match not_run.len().saturating_sub(NAMED) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            format!("{passed}, {} not checked: {named}{more}", not_run.len())
        }
    }
}

pub(super) fn finishing(ticket: &Ticket) -> String {
    match ticket.finishing {
        Finishing::SinglePages if ticket.pages > 2 => {
            format!("Single pages, bound on the {} edge", edge(ticket.binding))
        }
        Finishing::SinglePages => "Cut to size".to_owned(),
        Finishing::Saddle { creep } => format!(
            "Saddle stitched: {} in one another, creep {}, spine on the {}",
            counted(ticket.sheets.len(), "sheet"),
            millimetres(creep),
            edge(ticket.binding)
        ),
        Finishing::Glued { spine } => format!(
            "Inner pages glued into the cover, spine {} wide, on the {} edge",
            millimetres(spine),
            edge(ticket.binding)
        ),
        Finishing::HalfFold => "Folded once".to_owned(),
        Finishing::RollFold => format!("Roll fold{}", panels(ticket)),
        Finishing::ZFold => format!("Z fold{}", panels(ticket)),
    }
}

/// The name of that in the file of terms.
pub(super) fn finishing_term(ticket: &Ticket) -> &'static str {
    match ticket.finishing {
        Finishing::SinglePages if ticket.pages > 2 => "single-pages",
        Finishing::SinglePages => "cut",
        Finishing::Saddle { .. } => "saddle",
        Finishing::Glued { .. } => "glued",
        Finishing::HalfFold => "half-fold",
        Finishing::RollFold => "roll-fold",
        Finishing::ZFold => "z-fold",
    }
}

fn panels(ticket: &Ticket) -> String {
    let sides = ticket.fold.as_ref().map(|fold| &fold.sides);
    let panels: usize = sides.iter().flat_map(|sides| sides.iter()).map(|side| side.panels.len()).sum();
    if panels == 0 { String::new() } else { format!(" to {}", counted(panels, "panel")) }
}

/// How the sheet is folded, for the person at the folding machine.
pub(super) fn folding(finishing: Finishing, fold: &FoldDiagram) -> String {
    let opens = if fold.right_to_left { "It opens from the right." } else { "It opens from the left." };
    let how = match finishing {
        Finishing::RollFold => match innermost(fold) {
            Some(panel) => format!(
                "Fold panel {}, the narrowest with {}, in first, then the others over it.",
                panel.number,
                millimetres(panel.width)
            ),
            None => "Fold one panel over the other, always in the same direction.".to_owned(),
        },
        Finishing::ZFold => "Fold to and fro, like an accordion.".to_owned(),
        Finishing::HalfFold => "Fold once.".to_owned(),
        Finishing::SinglePages | Finishing::Saddle { .. } | Finishing::Glued { .. } => {
            "Fold along the dashed lines.".to_owned()
        }
    };
    format!("{how} {opens}")
}

/// The narrowest panel at an end of the inside: it goes in first.
pub(super) fn innermost(fold: &FoldDiagram) -> Option<&PanelBox> {
    let inside = &fold.sides.last()?.panels;
    let (first, last) = (inside.first()?, inside.last()?);
    if first.width.0 < last.width.0 {
        Some(first)
    } else if last.width.0 < first.width.0 {
        Some(last)
    } else {
        None
    }
}

/// What the printer is asked to do and not to do.
pub(super) fn instructions(ticket: &Ticket) -> String {
    let marks = if ticket.cover.is_some() {
        "Cut along the crop marks of the cover, and fold it at the dashed ones."
    } else if ticket.marks {
        "The file has crop marks outside the bleed: cut along them."
    } else {
        "The file has no marks: add your own outside the bleed."
    };
    let imposed = match ticket.finishing {
        Finishing::Saddle { .. } => {
            " The sheets are imposed: do not impose them again. Turn them over the short edge."
        }
        Finishing::Glued { .. } if ticket.marks => {
            " The inner pages have crop marks, too: please impose them."
        }
        Finishing::Glued { .. } => " The inner pages have no marks: please impose them.",
        Finishing::SinglePages if ticket.pages > 2 => " The pages come one by one: please impose them.",
        _ => "",
    };
    format!(
        "Print at 100 %, without scaling. Do not convert colours; black text stays on the black plate. {marks}{imposed}"
    )
}

/// The names of those instructions in the file of terms, as far as it has them.
pub(super) fn instruction_terms(ticket: &Ticket) -> Vec<&'static str> {
    let has_marks = ticket.marks || ticket.cover.is_some();
    let sheets = match ticket.finishing {
        Finishing::Saddle { .. } => Some("imposed"),
        Finishing::Glued { .. } => Some("impose"),
        Finishing::SinglePages if ticket.pages > 2 => Some("impose"),
        _ => None,
    };
    ["scale", "convert", if has_marks { "marks" } else { "marks-none" }].into_iter().chain(sheets).collect()
}

/// `2.8 mm: 16 leaves of 0.16 mm and 0.2 mm`, by which the printer can check it.
pub(super) fn spine(cover: &Cover, inner_pages: usize) -> String {
    let leaf = (cover.leaf.0 * 1e4).round() / 1e4;
    let leaves = match inner_pages / 2 {
        1 => "1 leaf".to_owned(),
        leaves => format!("{leaves} leaves"),
    };
    let added = if cover.allowance.0 > 0.0 {
        format!(" and {} for glue and cover", millimetres(cover.allowance))
    } else {
        String::new()
    };
    format!("{}: {leaves} of {leaf}\u{a0}mm{added}", millimetres(cover.spine))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_that_did_not_run_are_named() {
        let mut found = Preflight { errors: 0, warnings: 1, passed_rules: 60, rules_not_run: Vec::new() };
        assert_eq!(preflight(&found), "No errors, 1 warning, 60 rules passed");
        found.rules_not_run = vec!["ink-limit".to_owned(), "rgb".to_owned()];
        assert_eq!(preflight(&found), "No errors, 1 warning, 60 rules passed, 2 not checked: ink-limit, rgb");
        found.rules_not_run = vec!["rgb".to_owned(); 9];
        let many = preflight(&found);
        assert!(many.ends_with("9 not checked: rgb, rgb, rgb, rgb, rgb, rgb, rgb, rgb and 1 more"), "{many}");
    }
}
