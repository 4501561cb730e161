//! A difference for people at a terminal.

use super::{
    Ends, OTHER_TEXT, difference, last_measured, measured, moved, name_of, other_texts, plain, summary,
};
use crate::changes::{Change, ChangeKind, Diff};
use crate::render::scorecard::Layout;
use crate::score::Bands;

/// The changes, the most important first; check-ins in a line or two each.
pub(super) fn render(diff: &Diff, ends: Ends<'_>, layout: Layout) -> String {
    let mut page = Page { out: String::new(), layout, bands: ends.bands };
    let head = format!("{} → {}: {}", plain(ends.from), plain(ends.to), summary(diff));
    page.wrapped(&head, "", "");
    for &kind in ChangeKind::ALL {
        let mut changes = diff.changes.iter().filter(|change| change.kind == kind).peekable();
        if changes.peek().is_some() {
            page.heading(kind);
        }
        for change in changes {
            page.change(change);
        }
    }
    let others = other_texts(diff);
    if !others.is_empty() {
        page.out.push('\n');
        page.wrapped(OTHER_TEXT, "", "");
        others.iter().for_each(|line| page.wrapped(line, "  ", "    "));
    }
    if layout.unicode { page.out } else { page.out.replace('→', "->") }
}

struct Page {
    out: String,
    layout: Layout,
    bands: Bands,
}

impl Page {
    fn heading(&mut self, kind: ChangeKind) {
        let bold = if self.layout.color { anstyle::Style::new().bold() } else { anstyle::Style::new() };
        let mut title = kind.name().to_owned();
        title[..1].make_ascii_uppercase();
        self.out.push_str(&format!("\n{bold}{title}{bold:#}\n"));
    }

    fn change(&mut self, change: &Change) {
        let score = change.score.map(|scores| moved(change, scores, self.bands));
        let address = plain(&change.address);
        self.wrapped(&address, "  ", "    ");
        if change.kind == ChangeKind::CheckedIn && change.fields.is_empty() && change.was.is_none() {
            let said: Vec<String> = [score, last_measured(change)].into_iter().flatten().collect();
            self.wrapped(&said.join("  "), "    ", "    ");
            return;
        }
        if change.title != change.address {
            self.wrapped(&plain(&change.title), "    ", "    ");
        }
        if let Some(was) = &change.was {
            self.row("was", &plain(was));
        }
        for field in &change.fields {
            self.row(&name_of(field.field), &difference(change.kind, field));
        }
        if let Some(reason) = &change.reason {
            self.row("reason", &plain(reason));
        }
        for check_in in &change.check_ins {
            self.row("check-in", &measured(check_in));
        }
        if let Some(score) = score {
            self.row("score", &score);
        }
    }

    fn row(&mut self, name: &str, text: &str) {
        const NAME: usize = 12;
        let first = format!("    {name:NAME$}  ");
        let rest = " ".repeat(first.len());
        self.wrapped(text, &first, &rest);
    }

    fn wrapped(&mut self, text: &str, first: &str, rest: &str) {
        let options = textwrap::Options::new(self.layout.width.max(60))
            .initial_indent(first)
            .subsequent_indent(rest)
            .break_words(false);
        self.out.push_str(&textwrap::fill(text, options));
        self.out.push('\n');
    }
}
