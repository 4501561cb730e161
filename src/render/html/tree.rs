//! What drives the north star, drawn as a tree: lists below lists, whose lines are styles, so that it reads without them.

use super::marks;
use super::view::View;
use crate::render::scorecard::words;
use crate::review::{Hangs, Row, Tree};
use maud::{Markup, PreEscaped, html};

/// Deeper than this nobody reads, and no browser draws.
const DEEPEST: usize = 12;

/// The tree of a page: that of everybody, where something drives something.
pub(super) fn shown(view: View<'_>) -> Option<&Tree> {
    let has_depth = |tree: &&Tree| tree.rows.iter().any(|row| row.depth > 0);
    view.report.tree.filter(|_| !view.card().is_filtered()).filter(has_depth)
}

pub(super) fn section(view: View<'_>) -> Markup {
    let Some(tree) = shown(view) else { return html! {} };
    html! {
        section #tree aria-labelledby="tree-title" {
            h2 #tree-title { "What drives what" }
            p .quiet { "Below each metric stands what is believed to move it, or what it is computed from." }
            (list(view, tree))
        }
    }
}

/// Nothing recurses: lists are opened and closed as the depth of the rows rises and falls.
fn list(view: View<'_>, tree: &Tree) -> Markup {
    let mut out = String::new();
    let mut open = 0;
    for row in tree.rows.iter().filter(|row| row.depth < DEEPEST) {
        let depth = row.depth + 1;
        if depth > open {
            out.push_str(if open == 0 { "<ul class=\"tree\">" } else { "<ul>" });
        } else {
            out.push_str(&"</li></ul>".repeat(open - depth));
            out.push_str("</li>");
        }
        open = depth;
        out.push_str("<li>");
        out.push_str(&node(view, row).into_string());
    }
    out.push_str(&"</li></ul>".repeat(open));
    PreEscaped(out)
}

fn node(view: View<'_>, row: &Row) -> Markup {
    let now = row.current.as_ref().and_then(|current| view.voice.value(&current.value));
    let target = row.target.as_ref().and_then(|target| view.voice.value(target));
    let pushes: Vec<Markup> = row
        .key_results
        .iter()
        .map(|push| html! { span .chip { (marks::status(push.status)) " " bdi { (words::last(&push.address)) } } })
        .collect();
    html! {
        div .node {
            bdi .strong { (view.voice.sentence(&row.name)) } " "
            @if let Some(now) = now { span .end { (now) } " " }
            @if let Some(status) = row.status { (marks::metric(Some(status), status.name())) @if let Some(target) = target { span .quiet { ", target " (target) } } " " }
            @if row.hangs == Hangs::Part { span .quiet { " · part of the metric above" } }
            @if row.seen { span .quiet { " · shown above" } }
            @if !view.voice.redacts { @for push in pushes { (push) " " } }
        }
    }
}
