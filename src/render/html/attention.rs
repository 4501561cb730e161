//! What needs somebody, the most harmful first.

use super::anchor::anchor;
use super::marks;
use super::view::View;
use crate::review::{Concern, Item, attention};
use maud::{Markup, html};

/// More would not be read; the rest is counted.
const SHOWN: usize = 20;

/// More key results without data would hide what stands badly: they are folded.
const SHOWN_WITHOUT_DATA: usize = 4;

pub(super) fn section(view: View<'_>) -> Markup {
    let items = attention(view.card());
    if items.is_empty() {
        return html! {};
    }
    let (mut without_data, mut others): (Vec<Item>, Vec<Item>) =
        items.into_iter().partition(|item| item.concern == Concern::NoData);
    if without_data.len() <= SHOWN_WITHOUT_DATA {
        others.append(&mut without_data);
        others.sort_by_key(|item| item.concern);
    }
    html! {
        section #attention aria-labelledby="attention-title" {
            h2 #attention-title { "Needs attention" }
            ul .attention { @for item in others.iter().take(SHOWN) { (line(view, item)) } }
            @if others.len() > SHOWN { p .quiet { (others.len() - SHOWN) " more of these are less pressing." } }
            @if !without_data.is_empty() { details {
                summary { (without_data.len()) " key results without data" }
                ul .attention { @for item in &without_data { (line(view, item)) } }
            } }
        }
    }
}

fn line(view: View<'_>, item: &Item) -> Markup {
    let name = if item.name.is_empty() { &item.address } else { &item.name };
    // How a key result heads off is told in grades; every other detail may hold a value.
    let detail = match item.concern {
        Concern::OffTrack => Some(item.detail.clone()).filter(|detail| !detail.is_empty()),
        _ => view.voice.reason(&item.detail),
    };
    let said = [detail, view.voice.detail(&item.next)].into_iter().flatten().collect::<Vec<_>>().join("; ");
    html! {
        li {
            (marks::concern(item.concern))
            div {
                @if view.is_brief() {
                    span dir="auto" { (view.voice.sentence(name)) }
                } @else {
                    a href=(format!("#{}", anchor(&item.address, view.voice))) dir="auto" { (view.voice.sentence(name)) }
                }
                @if !said.is_empty() { p .quiet { (said) } }
            }
            @if let Some(owner) = &item.owner { bdi .owner { (view.voice.name(owner)) } }
        }
    }
}
