//! A terminal's text with its colours as a picture.

use std::fmt::Write as _;

/// Pixels a character takes up; lines are stretched to it, whatever the font.
const CELL: (f64, f64) = (8.4, 19.0);
const MARGIN: f64 = 16.0;
const BACKGROUND: &str = "#1e2127";
const PLAIN: &str = "#d7dae0";

/// The colours of the codes 30 to 37, which 90 to 97 share.
const COLORS: [&str; 8] =
    ["#7f848e", "#f0717b", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#d7dae0"];

/// What a text is painted with.
#[derive(Clone, Copy, Default, PartialEq)]
struct Paint {
    color: Option<usize>,
    is_bold: bool,
    is_dim: bool,
}

/// The picture of a text with escape codes.
pub(crate) fn picture(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let columns = lines.iter().map(|line| columns(line)).max().unwrap_or_default();
    let width = columns as f64 * CELL.0 + 2.0 * MARGIN;
    let height = lines.len() as f64 * CELL.1 + 2.0 * MARGIN;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" \
         viewBox=\"0 0 {width:.0} {height:.0}\" font-family=\"ui-monospace, Menlo, Consolas, monospace\" \
         font-size=\"14\" fill=\"{PLAIN}\">\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{BACKGROUND}\"/>\n"
    );
    let mut paint = Paint::default();
    for (number, line) in lines.iter().enumerate() {
        let y = MARGIN + CELL.1 * (number as f64 + 0.75);
        let length = columns_of(line);
        let spans = spans(line, &mut paint);
        if length > 0.0 {
            writeln!(
                svg,
                "<text x=\"{MARGIN}\" y=\"{y:.1}\" textLength=\"{length:.1}\" lengthAdjust=\"spacingAndGlyphs\" \
                 xml:space=\"preserve\">{spans}</text>"
            )
            .unwrap();
        }
    }
    svg + "</svg>\n"
}

fn columns_of(line: &str) -> f64 {
    columns(line) as f64 * CELL.0
}

/// How many columns a line takes up.
fn columns(line: &str) -> usize {
    let mut paint = Paint::default();
    parts(line, &mut paint).iter().map(|(text, _)| text.chars().count()).sum()
}

/// The line as `tspan`s.
fn spans(line: &str, paint: &mut Paint) -> String {
    let mut spans = String::new();
    for (text, paint) in parts(line, paint) {
        let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        if paint == Paint::default() {
            spans.push_str(&text);
            continue;
        }
        let color = paint.color.map(|color| format!(" fill=\"{}\"", COLORS[color])).unwrap_or_default();
        let bold = if paint.is_bold { " font-weight=\"bold\"" } else { "" };
        let dim = if paint.is_dim { " opacity=\"0.7\"" } else { "" };
        write!(spans, "<tspan{color}{bold}{dim}>{text}</tspan>").unwrap();
    }
    spans
}

/// The texts between escape codes, each with what it is painted with.
fn parts<'t>(line: &'t str, paint: &mut Paint) -> Vec<(&'t str, Paint)> {
    let mut parts = Vec::new();
    for (number, part) in line.split("\u{1b}[").enumerate() {
        let text = match part.split_once('m') {
            Some((codes, text)) if number > 0 => {
                codes.split(';').for_each(|code| paint.set(code.parse().unwrap_or(0)));
                text
            }
            _ => part,
        };
        if !text.is_empty() {
            parts.push((text, *paint));
        }
    }
    parts
}

impl Paint {
    fn set(&mut self, code: usize) {
        match code {
            0 => *self = Self::default(),
            1 => self.is_bold = true,
            2 => self.is_dim = true,
            30..=37 => self.color = Some(code - 30),
            90..=97 => self.color = Some(code - 90),
            39 => self.color = None,
            22 => (self.is_bold, self.is_dim) = (false, false),
            _ => {}
        }
    }
}
