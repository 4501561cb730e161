//! A difference as a comment in a pull request: what matters in a table, the rest folded away.

use super::{Ends, OTHER_TEXT, difference, last_measured, measured, moved, name_of, other_texts, summary};
use crate::changes::{Change, ChangeKind, Diff};
use crate::render::markdown::{inert, table};
use crate::score::Bands;

/// Rows of one table; a comment above some 65,000 characters is refused by GitHub.
const MOST_ROWS: usize = 100;

/// What changed in promises first; check-ins and smaller edits are folded.
pub(super) fn render(diff: &Diff, ends: Ends<'_>) -> String {
    let mut out = format!("## Goals: {}\n\n{} → {}\n", summary(diff), inert(ends.from), inert(ends.to));
    let of = |kinds: &[ChangeKind]| -> Vec<&Change> {
        diff.changes.iter().filter(|change| kinds.contains(&change.kind)).collect()
    };
    let important =
        of(&[ChangeKind::Retargeted, ChangeKind::Removed, ChangeKind::Added, ChangeKind::Redefined]);
    if !important.is_empty() {
        out.push_str(&rows(&important, ends.bands));
    }
    for (kind, title) in [(ChangeKind::CheckedIn, "checked in"), (ChangeKind::Edited, "edited")] {
        let changes = of(&[kind]);
        if changes.is_empty() {
            continue;
        }
        let body = if kind == ChangeKind::CheckedIn {
            check_ins(&changes, ends.bands)
        } else {
            rows(&changes, ends.bands)
        };
        let count = changes.len();
        out.push_str(&format!("\n<details>\n<summary>{count} {title}</summary>\n{body}\n</details>\n"));
    }
    let others = other_texts(diff);
    if !others.is_empty() {
        let lines: Vec<String> =
            others.iter().take(MOST_ROWS).map(|line| format!("- {}", inert(line))).collect();
        out.push_str(&format!("\n{OTHER_TEXT}\n\n{}\n{}", lines.join("\n"), left_out(others.len())));
    }
    out
}

fn rows(changes: &[&Change], bands: Bands) -> String {
    let rows: Vec<[String; 3]> = changes.iter().take(MOST_ROWS).map(|change| row(change, bands)).collect();
    table(["Change", "Where", "What"], [false; 3], &rows) + &left_out(changes.len())
}

fn row(change: &Change, bands: Bands) -> [String; 3] {
    let mut lines = Vec::new();
    if change.title != change.address {
        lines.push(inert(&change.title));
    }
    lines.extend(change.was.as_ref().map(|was| format!("was {}", inert(was))));
    for field in &change.fields {
        lines.push(format!("{}: **{}**", name_of(field.field), inert(&difference(change.kind, field))));
    }
    lines.extend(change.reason.as_ref().map(|reason| format!("reason: {}", inert(reason))));
    lines.extend(change.check_ins.iter().map(|check_in| inert(&measured(check_in))));
    lines.extend(change.score.map(|score| format!("score {}", moved(change, score, bands))));
    [change.kind.name().to_owned(), inert(&change.address), lines.join("<br>")]
}

fn check_ins(changes: &[&Change], bands: Bands) -> String {
    let rows: Vec<[String; 3]> = changes
        .iter()
        .take(MOST_ROWS)
        .map(|change| {
            let score = change.score.map(|scores| moved(change, scores, bands)).unwrap_or_default();
            let mut said: Vec<String> = last_measured(change).map(|last| inert(&last)).into_iter().collect();
            said.extend(change.was.as_ref().map(|was| format!("was {}", inert(was))));
            let fields = change.fields.iter();
            said.extend(fields.map(|field| {
                format!("{}: {}", name_of(field.field), inert(&difference(change.kind, field)))
            }));
            [inert(&change.address), score, said.join("<br>")]
        })
        .collect();
    table(["Where", "Score", "Last check-in"], [false, true, false], &rows) + &left_out(changes.len())
}

fn left_out(count: usize) -> String {
    match count.checked_sub(MOST_ROWS) {
        Some(more @ 1..) => format!("\n{more} more are not shown; `okr diff` lists all of them.\n"),
        _ => String::new(),
    }
}
