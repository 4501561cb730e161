//! A page for the terminal: headings set off, paragraphs wrapped, code indented.

use crate::rules::{self, Rule};
use crate::settings::Organization;
use anstyle::Style;
use textwrap::WordSplitter::NoHyphenation;

/// Lines of prose get hard to read beyond this.
const WIDEST: usize = 100;

/// A rule's page, wrapped to `width` columns.
#[must_use]
pub fn rule(rule: &Rule, width: usize, color: bool) -> String {
    render(rule.page, width, color)
}

/// The page of a kind of organization, with the rules that are off there.
#[must_use]
pub fn organization(organization: Organization, width: usize, color: bool) -> String {
    let off: Vec<String> = rules::all()
        .filter(|rule| rule.off_for.contains(&organization))
        .map(|rule| format!("- `{}`: {}\n", rule.name, rule.summary))
        .collect();
    let off = if off.is_empty() { "None: every rule is on.\n".to_owned() } else { off.concat() };
    let setting = "Any rule can be set by itself, whatever the organization: in okr.yaml write `rules:`, and below it the name and a \
                   level, like `missing-why: off`. `okr rules` shows what is on here.\n";
    let namesake = format!(
        "A team called `{0}` is explained by its quarter and name, like `okr explain 2026-Q1/{0}`.\n",
        organization.name()
    );
    let page = format!("{}\n## Rules that are off\n\n{off}\n{setting}\n{namesake}", organization.page());
    render(&page, width, color)
}

fn render(page: &str, width: usize, color: bool) -> String {
    let bold = if color { Style::new().bold() } else { Style::new() };
    let dim = if color { Style::new().dimmed() } else { Style::new() };
    let mut out = String::new();
    let mut paragraph = Paragraph { lines: Vec::new(), width: width.min(WIDEST) };
    let mut in_code = false;
    for line in page.lines() {
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
