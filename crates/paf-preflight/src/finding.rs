//! What preflight finds, what it was told to expect, and what it reports.

use std::collections::BTreeSet;
use std::time::Duration;

use paf_diag::{Diagnostic, Rule, Severity};
use paf_pdf::geometry::{Mm, Rectangle, Size};
use paf_pdf::view::View;

use crate::rules::Skipped;

/// One thing in a PDF that a printer would trip over.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Its kind.
    pub rule: Rule,
    /// How much it matters.
    pub severity: Severity,
    /// The page, from 1; none where it concerns the whole file.
    pub page: Option<usize>,
    /// Where on the page, in points of the page's own space.
    pub place: Option<Rectangle>,
    /// Columns and rows of the image that it is about.
    pub pixels: Option<[i64; 2]>,
    /// What is wrong: lower case, no full stop.
    pub what: String,
    /// What a printer would do with it: a sentence.
    pub consequence: String,
    /// How to mend it: a sentence that begins with a verb.
    pub remedy: String,
    /// The page as people see it, from whose edges they measure; set when the report is complete.
    view: Option<View>,
}

impl Finding {
    /// Whether it is about how much ink lies on a page, or about that nobody knows.
    pub fn is_about_ink(&self) -> bool {
        matches!(self.rule, Rule::PressInkLimit | Rule::PressUnmeasured)
    }

    /// A finding about the whole file.
    pub fn new(
        severity: Severity,
        rule: Rule,
        what: impl Into<String>,
        consequence: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            rule,
            severity,
            page: None,
            place: None,
            pixels: None,
            what: what.into(),
            consequence: consequence.into(),
            remedy: remedy.into(),
            view: None,
        }
    }

    /// A finding for which a printer would refuse or spoil the job.
    pub fn error(
        rule: Rule,
        what: impl Into<String>,
        consequence: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self::new(Severity::Error, rule, what, consequence, remedy)
    }

    /// A finding that somebody should look at.
    pub fn warning(
        rule: Rule,
        what: impl Into<String>,
        consequence: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self::new(Severity::Warning, rule, what, consequence, remedy)
    }

    /// Says on which page, from 1.
    #[must_use]
    pub fn on(mut self, page: usize) -> Self {
        self.page = Some(page);
        self
    }

    /// Says where on the page, in points of the page's own space.
    #[must_use]
    pub fn at(mut self, place: Rectangle) -> Self {
        self.place = Some(place);
        self
    }

    /// Says of how many columns and rows of pixels the image is.
    pub(crate) fn of_pixels(mut self, (columns, rows): (i64, i64)) -> Self {
        self.pixels = Some([columns, rows]);
        self
    }

    /// Says how people see the page, so that places can be told from its edges.
    pub(super) fn measure_from(&mut self, view: View) {
        self.view = Some(view);
    }

    /// The finding as a message of paf.
    ///
    /// "`file`, page 3, 12 mm from the left and 40 mm from the top: what", then the consequence and
    /// the remedy as help.
    pub fn diagnostic(&self, file: &str) -> Diagnostic {
        let mut message = format!("`{file}`");
        if let Some(page) = self.page {
            message.push_str(&format!(", page {page}"));
        }
        if let (Some(place), Some(view)) = (self.place, self.view) {
            let (left, top) = view.edges(&place);
            let (left, top) = (Mm::from_points(left).0.round(), Mm::from_points(top).0.round());
            message.push_str(&format!(", {} and {}", edge(left, "left"), edge(top, "top")));
        }
        message.push_str(": ");
        message.push_str(&self.what);
        Diagnostic::new(self.severity, self.rule, message).help(&self.consequence).help(&self.remedy)
    }
}

/// A distance from an edge in whole millimetres; things may lie outside the page.
fn edge(distance: f64, side: &str) -> String {
    if distance < 0.0 {
        format!("{} mm outside the {side} edge", -distance)
    } else {
        // Adding zero turns a negative zero into a plain one.
        format!("{} mm from the {side}", distance + 0.0)
    }
}

/// Another standard that a file for the press may follow at the same time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standard {
    /// PDF/A-2b: an archive copy that looks the same for ever.
    PdfA2b,
    /// PDF/A-2a: an archive copy with its structure.
    PdfA2a,
    /// PDF/UA-1: accessible.
    PdfUa1,
}

/// What the job says that the file should be.
#[derive(Debug, Clone, PartialEq)]
pub struct Expectations {
    /// The trimmed size; unknown where any will do.
    pub trim: Option<Size>,
    /// How far artwork must run over the trim on each side.
    pub bleed: Mm,
    /// The spot colours that were ordered.
    pub spots: Vec<String>,
    /// How near to the trim text may stand.
    pub safe_margin: Mm,
    /// The most ink in per cent of all plates together; by the output intent where unknown.
    pub ink_limit: Option<f64>,
    /// Whether the pages are folded and stitched, so that their number is a multiple of 4.
    pub saddle_stitch: bool,
    /// The resolution that images should have, in pixels per inch.
    pub resolution: f64,
    /// The resolution below which an image is doubtful.
    pub resolution_warning: f64,
    /// The resolution below which an image is visibly coarse.
    pub resolution_error: f64,
    /// The smallest text, in points.
    pub smallest_text: f64,
    /// The smallest text in white or in more than one ink, in points.
    pub smallest_reversed: f64,
    /// The thinnest line, in points.
    pub thinnest_line: f64,
    /// Which other standards the file should claim.
    pub also: Vec<Standard>,
    /// Whether the pages are imposed sheets, so that rules about page sizes do not hold.
    pub sheets: bool,
    /// How long the ink of all pages may take to measure; what is left then is told to be unmeasured.
    pub patience: Duration,
    /// The ink of every page, where it is known: then it is not measured.
    pub inks: Option<Vec<PageInk>>,
}

/// The ink of a page that was measured before.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PageInk {
    /// The most on any spot in per cent.
    pub most: f64,
    /// The plates that it needs, sorted.
    pub plates: Vec<String>,
}

impl Default for Expectations {
    /// What most printers ask for.
    fn default() -> Self {
        Self {
            trim: None,
            bleed: Mm(3.0),
            spots: Vec::new(),
            safe_margin: Mm(3.0),
            ink_limit: None,
            saddle_stitch: false,
            resolution: 300.0,
            resolution_warning: 225.0,
            resolution_error: 150.0,
            smallest_text: 5.0,
            smallest_reversed: 8.0,
            thinnest_line: 0.25,
            also: Vec::new(),
            sheets: false,
            patience: Duration::from_secs(40),
            inks: None,
        }
    }
}

/// One page in figures.
#[derive(Debug, Clone, PartialEq)]
pub struct PageSummary {
    /// Its place, from 1.
    pub number: usize,
    /// The size after trimming, if the page says.
    pub trim: Option<Size>,
    /// The size of the sheet that it is laid out on.
    pub media: Size,
    /// The most ink on any spot in per cent, if it could be measured.
    pub ink: Option<f64>,
    /// The plates that it needs, sorted.
    pub plates: Vec<String>,
}

/// All that was found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    /// By page, those of the whole file first.
    pub findings: Vec<Finding>,
    /// The pages in order.
    pub pages: Vec<PageSummary>,
    /// Checks that could not run and why: never a silent pass.
    pub skipped: Vec<Skipped>,
    /// The rules that ran everywhere, whether they found something or not.
    pub ran: Vec<Rule>,
}

impl Report {
    /// Notes that rules did not run, or not everywhere.
    pub(crate) fn skip(&mut self, what: impl Into<String>, rules: &[Rule]) {
        self.skipped.push(Skipped { what: what.into(), rules: rules.to_vec() });
    }

    /// The rules that ran and found nothing.
    pub fn passed(&self) -> impl Iterator<Item = Rule> {
        let broken: BTreeSet<Rule> = self.findings.iter().map(|finding| finding.rule).collect();
        self.ran.iter().copied().filter(move |rule| !broken.contains(rule))
    }

    /// The rules that did not run, or not everywhere, each once.
    pub fn not_run(&self) -> BTreeSet<Rule> {
        self.skipped.iter().flat_map(|skipped| &skipped.rules).copied().collect()
    }
}
