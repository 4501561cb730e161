//! Bars: the way from a baseline to a target, a share, grades side by side.

use super::Hue;
use super::line::Size;
use super::scale::{Linear, place};
use maud::{Markup, html};

const WIDTH: f64 = 240.0;

/// The way of a key result; everything is a share of the way from baseline to target.
pub(in crate::render::html) struct Bar<'b> {
    pub(in crate::render::html) title: &'b str,
    pub(in crate::render::html) description: &'b str,
    /// How far it is.
    pub(in crate::render::html) way: f64,
    /// Where it ends at this pace.
    pub(in crate::render::html) pace: Option<f64>,
    /// The range it is likely to end in.
    pub(in crate::render::html) likely: Option<(f64, f64)>,
    /// Where the target was that was agreed at first.
    pub(in crate::render::html) first_target: Option<f64>,
    pub(in crate::render::html) hue: Hue,
}

/// A bar that starts at the baseline; the target is a line across it, the first agreed one a dashed line, and a ring shows
/// where it ends at this pace.
pub(in crate::render::html) fn bar(bar: &Bar<'_>) -> Markup {
    let kept = |share: f64| share.clamp(-0.25, 1.6);
    let places = [Some(0.0), Some(1.0), Some(bar.way), bar.pace, bar.first_target];
    let places = places.into_iter().flatten().map(kept);
    let (low, high) = places.fold((0.0f64, 1.0f64), |(low, high), share| (low.min(share), high.max(share)));
    let scale = Linear { values: (low, high), places: (6.0, WIDTH - 6.0) };
    let (zero, now, target) = (scale.at(0.0), scale.at(kept(bar.way)), scale.at(1.0));
    let (class, color) = (bar.hue.class(), bar.hue.color());
    html! {
        svg .bar viewBox="0 0 240 22" width="240" height="22" role="img" {
            title { (bar.title) }
            desc { (bar.description) }
            rect .track x="6" y="7" width=(place(WIDTH - 12.0)) height="8" rx="2" fill="#e6e8eb" {}
            rect .(format!("f-{class}")) x=(place(zero.min(now))) y="7" width=(place((now - zero).abs().max(1.5))) height="8"
                fill=(color) {}
            path .ink d=(format!("M{} 4v14", place(zero))) stroke="#1f2328" stroke-width="1" {}
            path .ink d=(format!("M{} 1v20", place(target))) stroke="#1f2328" stroke-width="2.4" {}
            @if let Some(first) = bar.first_target {
                path .ink d=(format!("M{} 1v20", place(scale.at(kept(first))))) stroke="#1f2328" stroke-width="1.6" stroke-dasharray="3 2.4" {}
            }
            @if let Some((low, high)) = bar.likely {
                @let (low, high) = (place(scale.at(kept(low))), place(scale.at(kept(high))));
                path .(format!("s-{class}")) d=(format!("M{low} 8v6m0-3H{high}m0-3v6")) fill="none" stroke=(color) stroke-width="1.4" {}
            }
            @if let Some(pace) = bar.pace {
                circle .(format!("s-{class} on-card")) cx=(place(scale.at(kept(pace)))) cy="11" r="4.2" fill="#ffffff" stroke=(color) stroke-width="2" {}
            }
        }
    }
}

/// Whether each of several check-ins held, from the first: a tick's disc, or a diamond where it did not.
pub(in crate::render::html) fn strip(title: &str, held: &[bool]) -> Markup {
    let apart = ((WIDTH - 16.0) / held.len().max(1) as f64).min(16.0);
    html! {
        svg .bar viewBox="0 0 240 16" width="240" height="16" role="img" {
            title { (title) }
            @for (number, held) in held.iter().enumerate() {
                @let x = 8.0 + apart * number as f64;
                @if *held {
                    circle .f-good cx=(place(x)) cy="8" r="4" fill="#0f6e6e" {}
                } @else {
                    path .f-bad d=(format!("M{} 2l6 6-6 6-6-6Z", place(x))) fill="#b42318" {}
                }
            }
        }
    }
}

/// A share from 0 to 1, beside its number, which says the same.
pub(in crate::render::html) fn share_bar(share: f64, hue: Hue) -> Markup {
    html! {
        svg .share viewBox="0 0 80 8" width="80" height="8" aria-hidden="true" {
            rect .track width="80" height="8" rx="2" fill="#e6e8eb" {}
            rect .(format!("f-{}", hue.class())) width=(place(share.clamp(0.0, 1.0) * 80.0)) height="8" rx="2" fill=(hue.color()) {}
        }
    }
}

/// Grades from 0 to 1 side by side, each with its name and number; lines at the cut-offs between bands.
pub(in crate::render::html) fn columns(
    title: &str,
    description: &str,
    grades: &[(String, Option<f64>, String)],
    cut_offs: [f64; 2],
) -> Markup {
    const EACH: f64 = 62.0;
    let width = EACH * grades.len() as f64 + 8.0;
    let scale = Linear { values: (0.0, 1.0), places: (112.0, 20.0) };
    let last = grades.len().saturating_sub(1);
    html! {
        svg .columns viewBox=(format!("0 0 {} 134", place(width))) width=(place(width)) height="134" role="img" {
            title { (title) }
            desc { (description) }
            @for cut_off in cut_offs {
                path .grid d=(format!("M4 {}H{}", place(scale.at(cut_off)), place(width - 4.0))) stroke="#d0d7de" stroke-dasharray="2 3" {}
            }
            @for (number, (name, grade, text)) in grades.iter().enumerate() {
                @let middle = 4.0 + EACH * (number as f64 + 0.5);
                @let top = scale.at(grade.unwrap_or_default().clamp(0.0, 1.0));
                @if grade.is_some() {
                    rect .(if number == last { "f-strong" } else { "f-quiet" }) x=(place(middle - 17.0)) y=(place(top)) width="34"
                        height=(place((112.0 - top).max(1.0))) fill=(if number == last { "#1f4e8c" } else { "#57606a" }) {}
                }
                text .label.strong.halo x=(place(middle)) y=(place(top - 5.0)) text-anchor="middle" font-size="13" font-weight="600" fill="#1f2328" { (text) }
                text .label x=(place(middle)) y="129" text-anchor="middle" font-size="12" fill="#57606a" { (name) }
            }
            path .ink d=(format!("M4 112H{}", place(width - 4.0))) stroke="#1f2328" stroke-width="1" {}
        }
    }
}

/// One of several bars below each other.
#[derive(Debug, Clone)]
pub(in crate::render::html) struct Row {
    pub(in crate::render::html) name: String,
    /// From 0 to 1; `None` without data.
    pub(in crate::render::html) share: Option<f64>,
    /// What stands behind the bar.
    pub(in crate::render::html) text: String,
    pub(in crate::render::html) hue: Hue,
}

/// Bars below each other, each with its name and number.
pub(in crate::render::html) fn rows(title: &str, rows: &[Row], size: Size) -> Markup {
    const LONGEST: usize = 42;
    let cut = |name: &str| match name.chars().count() {
        0..=LONGEST => name.to_owned(),
        _ => name.chars().take(LONGEST - 1).chain(['…']).collect(),
    };
    let description =
        rows.iter().map(|row| format!("{}: {}", row.name, row.text)).collect::<Vec<_>>().join("; ");
    let (left, right) = (size.width * 0.47, size.width - 120.0);
    html! {
        svg viewBox=(format!("0 0 {} {}", size.width, size.height)) width=(size.width) height=(size.height) role="img" {
            title { (title) }
            desc { (description) }
            @for (number, row) in rows.iter().enumerate() {
                @let y = 26.0 * number as f64;
                text x="12" y=(place(y + 16.0)) font-size="13" fill="#1f2328" { (cut(&row.name)) }
                rect x=(place(left)) y=(place(y + 6.0)) width=(place(right - left)) height="12" rx="2" fill="#e6e8eb" {}
                rect x=(place(left)) y=(place(y + 6.0)) width=(place((right - left) * row.share.unwrap_or_default().clamp(0.0, 1.0))) height="12" rx="2" fill=(row.hue.color()) {}
                text x=(place(right + 10.0)) y=(place(y + 16.0)) font-size="13" font-weight="600" fill="#1f2328" { (row.text) }
            }
        }
    }
}
