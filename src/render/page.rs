//! A rule's page for the terminal: headings set off, paragraphs wrapped, code indented.

use crate::rules::Rule;
use anstyle::Style;
use textwrap::WordSplitter::NoHyphenation;

/// Lines of prose get hard to read beyond this.
const WIDEST: usize = 100;

/// The page, wrapped to `width` columns.
#[must_use]
pub fn render(rule: &Rule, width: usize, color: bool) -> String {
    let bold = if color { Style::new().bold() } else { Style::new() };
    let dim = if color { Style::new().dimmed() } else { Style::new() };
    let mut out = String::new();
    let mut paragraph = Paragraph { lines: Vec::new(), width: width.min(WIDEST) };
    let mut in_code = false;
    for line in rule.page.lines() {
        if let Some(name) = line.strip_prefix("```") {
            paragraph.flush(&mut out);
            in_code = !in_code;
            if let Some(file) = name.strip_prefix("yaml ") {
                out.push_str(&format!("    {dim}# {file}{dim:#}\n"));
            }
        } else if in_code {
            out.push_str(&code_line(line, dim));
        } else if line.starts_with('#') {
            paragraph.flush(&mut out);
            out.push_str(&format!("{bold}{}{bold:#}\n", line.trim_start_matches('#').trim()));
        } else if line.is_empty() {
            paragraph.flush(&mut out);
            out.push('\n');
        } else {
            if line.starts_with("- ") {
                paragraph.flush(&mut out);
            }
            paragraph.lines.push(line);
        }
    }
    paragraph.flush(&mut out);
    out
}

fn code_line(line: &str, dim: Style) -> String {
    match line.split_once("# finds: ") {
        Some((code, rule)) => format!("    {code}{dim}# finds: {rule}{dim:#}\n"),
        None if line.is_empty() => "\n".to_owned(),
        None => format!("    {line}\n"),
    }
}

struct Paragraph<'p> {
    lines: Vec<&'p str>,
    width: usize,
}

impl Paragraph<'_> {
    fn flush(&mut self, out: &mut String) {
        if self.lines.is_empty() {
            return;
        }
        let text = self.lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ");
        let hanging = if text.starts_with("- ") { "  " } else { "" };
        let options = textwrap::Options::new(self.width)
            .word_splitter(NoHyphenation)
            .break_words(false)
            .subsequent_indent(hanging);
        out.push_str(&textwrap::fill(&text, options));
        out.push('\n');
        self.lines.clear();
    }
}
