//! Text on the sheet: single lines, and paragraphs that are broken into lines.

use paf_pdf::geometry::{Mm, POINTS};

use super::{Drawn, Ink, Sheet, TEXT, at, rounded};
use crate::lettering::{Glyph, readable};
use crate::ticket::face::{Font, Weight};

/// How a text looks.
#[derive(Debug, Clone, Copy)]
pub(in crate::ticket) struct Style {
    pub(in crate::ticket) weight: Weight,
    /// Points.
    pub(in crate::ticket) size: f64,
    pub(in crate::ticket) ink: Ink,
    /// Space between letters, in thousandths of the size.
    pub(in crate::ticket) tracking: f64,
}

impl Style {
    pub(in crate::ticket) fn regular(size: f64) -> Self {
        Self { weight: Weight::Regular, size, ink: TEXT, tracking: 0.0 }
    }

    pub(in crate::ticket) fn bold(size: f64) -> Self {
        Self { weight: Weight::Bold, size, ink: TEXT, tracking: 0.0 }
    }

    pub(in crate::ticket) fn in_ink(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }

    pub(in crate::ticket) fn tracked(self, tracking: f64) -> Self {
        Self { tracking, ..self }
    }
}

/// Which point of a line is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ticket) enum Align {
    Left,
    Centre,
    Right,
}

impl Sheet<'_> {
    /// One line on a baseline; its width in millimetres comes back.
    pub(in crate::ticket) fn write(
        &mut self,
        text: &str,
        (x, baseline): (f64, f64),
        align: Align,
        style: Style,
    ) -> f64 {
        let runs = self.faces.line(style.weight, text, self.language);
        if runs.is_empty() {
            return 0.0;
        }
        let width = width_of(&runs, style);
        let left = match align {
            Align::Left => x,
            Align::Centre => x - width / 2.0,
            Align::Right => x - width,
        };
        self.operators(format!("{} k BT {} Td", style.ink.amounts(), at(left, baseline)));
        for (font, glyphs) in runs {
            self.operators(format!("/{} {} Tf", font.resource(), rounded(style.size)));
            self.drawn.push(Drawn::Letters(font, tracked(glyphs, style)));
        }
        self.operators("ET".to_owned());
        width
    }

    /// How wide a line would be, in millimetres.
    pub(in crate::ticket) fn width(&self, text: &str, style: Style) -> f64 {
        width_of(&self.faces.line(style.weight, text, self.language), style)
    }

    /// The lines of a text that is as wide as given at most; words that are wider are broken, and the
    /// last line ends with an ellipsis where the text has more.
    pub(in crate::ticket) fn broken(&self, text: &str, width: f64, style: Style, most: usize) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        let text = readable(text);
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if self.width(&longer, style) <= width {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            line = self.word_broken(word, width, style, &mut lines);
        }
        if !line.is_empty() {
            lines.push(line);
        }
        if lines.len() > most {
            let rest = lines.split_off(most.saturating_sub(1)).join(" ");
            lines.push(self.shortened(&rest, width, style));
        }
        lines
    }

    /// Puts full lines of a long word into `lines` and gives back what is left of it.
    fn word_broken(&self, word: &str, width: f64, style: Style, lines: &mut Vec<String>) -> String {
        if self.width(word, style) <= width {
            return word.to_owned();
        }
        let mut part = String::new();
        for letter in word.chars() {
            part.push(letter);
            if part.chars().count() > 1 && self.width(&part, style) > width {
                part.pop();
                lines.push(std::mem::take(&mut part));
                part.push(letter);
            }
        }
        part
    }

    /// A text in one line, cut off with an ellipsis where it is wider than given.
    pub(in crate::ticket) fn shortened(&self, text: &str, width: f64, style: Style) -> String {
        if self.width(text, style) <= width {
            return text.to_owned();
        }
        let mut kept: Vec<char> = text.chars().collect();
        while kept.pop().is_some() {
            let cut = format!("{}…", kept.iter().collect::<String>().trim_end());
            if self.width(&cut, style) <= width {
                return cut;
            }
        }
        String::new()
    }

    /// Writes lines below each other and gives back the baseline after the last.
    pub(in crate::ticket) fn write_lines(
        &mut self,
        lines: &[String],
        (x, baseline): (f64, f64),
        leading: f64,
        style: Style,
    ) -> f64 {
        lines.iter().fold(baseline, |baseline, line| {
            self.write(line, (x, baseline), Align::Left, style);
            baseline + leading
        })
    }
}

fn width_of(runs: &[(Font, Vec<Glyph>)], style: Style) -> f64 {
    let glyphs = runs.iter().flat_map(|(_, glyphs)| glyphs);
    let advances: Vec<f64> = glyphs.map(|glyph| glyph.advance + style.tracking).collect();
    // The space after the last letter is not part of the line.
    let thousandths = if advances.is_empty() { 0.0 } else { advances.iter().sum::<f64>() - style.tracking };
    Mm(thousandths / 1000.0 * style.size / POINTS).0
}

/// The letters with the space between them.
fn tracked(glyphs: Vec<Glyph>, style: Style) -> Vec<Glyph> {
    glyphs.into_iter().map(|glyph| Glyph { advance: glyph.advance + style.tracking, ..glyph }).collect()
}
