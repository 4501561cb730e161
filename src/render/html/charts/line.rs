//! A line over time with its axes, targets and limits.

use super::Hue;
use super::scale::{Linear, Time, domain, place, ticks};
use crate::goals::Day;
use crate::quantity::Quantity;
use maud::{Markup, html};

/// Pixels that a letter of an axis takes up, roughly.
const LETTER: f64 = 7.0;

/// One value.
#[derive(Debug, Clone)]
pub(in crate::render::html) struct Point {
    pub(in crate::render::html) day: Day,
    pub(in crate::render::html) value: f64,
    /// Whether it is on the wrong side of a limit.
    pub(in crate::render::html) is_breach: bool,
}

/// What a line across the chart says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render::html) enum LevelKind {
    /// To be reached.
    Target,
    /// Not to be passed upwards.
    AtMost,
    /// Not to be passed downwards.
    AtLeast,
}

/// A line across the chart.
#[derive(Debug, Clone)]
pub(in crate::render::html) struct Level {
    pub(in crate::render::html) value: f64,
    pub(in crate::render::html) label: String,
    pub(in crate::render::html) kind: LevelKind,
}

/// How large a chart is.
#[derive(Debug, Clone, Copy)]
pub(in crate::render::html) struct Size {
    pub(in crate::render::html) width: f64,
    pub(in crate::render::html) height: f64,
}

/// A line over time.
pub(in crate::render::html) struct Line<'l> {
    pub(in crate::render::html) title: &'l str,
    pub(in crate::render::html) description: &'l str,
    pub(in crate::render::html) points: &'l [Point],
    pub(in crate::render::html) levels: &'l [Level],
    pub(in crate::render::html) days: (Day, Day),
    /// The unit of the axis; without one it has no numbers.
    pub(in crate::render::html) unit: Option<&'l Quantity>,
    /// What stands at the last value.
    pub(in crate::render::html) end: String,
    /// The range it is likely to be in on a later day.
    pub(in crate::render::html) range: Option<(Day, f64, f64)>,
    pub(in crate::render::html) hue: Hue,
    pub(in crate::render::html) size: Size,
    /// The class that says where it is shown.
    pub(in crate::render::html) class: &'static str,
}

struct Frame {
    x: Time,
    y: Linear,
    ticks: Vec<(f64, String)>,
}

impl Frame {
    fn of(line: &Line<'_>) -> Self {
        let Size { width, height } = line.size;
        let values = line.points.iter().map(|point| point.value);
        let range = line.range.iter().flat_map(|(_, low, high)| [*low, *high]);
        let values = domain(values.chain(range).chain(line.levels.iter().map(|level| level.value)));
        let ticks: Vec<(f64, String)> = line.unit.map_or_else(Vec::new, |unit| {
            let scale = unit.unit_scale();
            let round = ticks(values.0 / scale, values.1 / scale).into_iter().map(|tick| tick * scale);
            round.map(|tick| (tick, unit.with_value(tick).text().to_owned())).collect()
        });
        let longest = ticks.iter().map(|(_, text)| text.chars().count()).max().unwrap_or_default();
        let left = (longest as f64 * LETTER + 10.0).min(width / 3.0);
        Self {
            x: Time { days: line.days, places: (left, width - 10.0) },
            y: Linear { values, places: (height - 26.0, 14.0) },
            ticks,
        }
    }

    fn bottom(&self) -> f64 {
        self.y.places.0
    }

    fn top(&self) -> f64 {
        self.y.places.1
    }
}

pub(in crate::render::html) fn line(line: &Line<'_>) -> Markup {
    let frame = Frame::of(line);
    let (left, right) = frame.x.places;
    let Size { width, height } = line.size;
    let (class, color) = (line.hue.class(), line.hue.color());
    let last_month = |day: Day| frame.x.at(day) > right - 26.0;
    html! {
        svg .chart.(line.class) viewBox=(format!("0 0 {width} {height}")) width=(width) height=(height) role="img" {
            title { (line.title) }
            desc { (line.description) }
            (allowed(line, &frame))
            (range(line, &frame))
            @for (tick, text) in &frame.ticks {
                @let y = frame.y.at(*tick);
                path .grid d=(format!("M{} {}H{}", place(left), place(y), place(right))) stroke="#e6e8eb" {}
                text .label x=(place(left - 6.0)) y=(place(y + 4.0)) text-anchor="end" font-size="12" fill="#57606a" { (text) }
            }
            path .ink d=(format!("M{} {}H{}", place(left), place(frame.bottom()), place(right))) stroke="#57606a" {}
            @for day in frame.x.months() {
                @let x = frame.x.at(day);
                path .ink d=(format!("M{} {}v5", place(x), place(frame.bottom()))) stroke="#57606a" {}
                text .label x=(place(x)) y=(place(frame.bottom() + 19.0)) text-anchor=(if last_month(day) { "end" } else { "start" })
                    font-size="12" fill="#57606a" { (day.short()) }
            }
            @for level in line.levels {
                @let y = frame.y.at(level.value);
                path .ink d=(format!("M{} {}H{}", place(left), place(y), place(right))) stroke="#1f2328" stroke-width="1.4" stroke-dasharray="5 3" {}
                text .label.halo x=(place(left + 4.0)) y=(place(if level.kind == LevelKind::AtLeast && y + 17.0 < frame.bottom() { y + 15.0 } else { y - 5.0 })) font-size="12" fill="#1f2328" { (level.label) }
            }
            @for run in runs(line.points) {
                @if run.len() > 1 {
                    path .(format!("s-{class}")) d=(course(run, &frame)) fill="none" stroke=(color) stroke-width="2.2" stroke-linejoin="round" {}
                }
            }
            @for point in line.points {
                @let (x, y) = (frame.x.at(point.day), frame.y.at(point.value));
                @if point.is_breach {
                    path .f-bad d=(format!("M{} {}l5 5-5 5-5-5Z", place(x), place(y - 5.0))) fill="#b42318" {}
                } @else {
                    circle .(format!("f-{class}")) cx=(place(x)) cy=(place(y)) r="2.6" fill=(color) {}
                }
            }
            (end(line, &frame))
        }
    }
}

/// The fan from the last value to the range it is likely to be in.
fn range(line: &Line<'_>, frame: &Frame) -> Markup {
    let (Some(last), Some((day, low, high))) = (line.points.last(), line.range) else { return html! {} };
    let (x, y) = (place(frame.x.at(last.day)), place(frame.y.at(last.value)));
    let (end, top, bottom) = (place(frame.x.at(day)), place(frame.y.at(high)), place(frame.y.at(low)));
    html! {
        path .range d=(format!("M{x} {y}L{end} {top}V{bottom}Z")) fill="#d8dee4" fill-opacity="0.7" {}
    }
}

/// The stretch between limits, shaded.
fn allowed(line: &Line<'_>, frame: &Frame) -> Markup {
    let limit =
        |kind| line.levels.iter().find(|level| level.kind == kind).map(|level| frame.y.at(level.value));
    let (most, least) = (limit(LevelKind::AtMost), limit(LevelKind::AtLeast));
    let (left, right) = frame.x.places;
    let (top, bottom) = (most.unwrap_or(frame.top()), least.unwrap_or(frame.bottom()));
    html! {
        @if (most.is_some() || least.is_some()) && bottom > top {
            rect .allowed x=(place(left)) y=(place(top)) width=(place(right - left)) height=(place(bottom - top)) fill="#e8f3f2" {}
        }
    }
}

/// The number at the last value, where it covers no level's line.
fn end(line: &Line<'_>, frame: &Frame) -> Markup {
    let Some(last) = line.points.last() else { return html! {} };
    let (x, y) = (frame.x.at(last.day), frame.y.at(last.value));
    let is_close = |level: &Level| {
        let distance = y - frame.y.at(level.value);
        (0.0..24.0).contains(&distance)
    };
    let below = line.levels.iter().any(is_close) || y < frame.top() + 12.0;
    let text_y = if below { (y + 19.0).min(frame.bottom() - 4.0) } else { y - 9.0 };
    let length = line.end.chars().count() as f64 * (LETTER + 1.0);
    // Beside the last value it covers nothing, where no range begins there.
    if line.range.is_none() && x + 9.0 + length < frame.x.places.1 {
        let text_y = if below { y + 14.0 } else { y + 5.0 };
        return html! {
            text .label.strong.halo x=(place(x + 9.0)) y=(place(text_y)) font-size="14" font-weight="700" fill="#1f2328" { (line.end) }
        };
    }
    let anchor = if x + length / 2.0 > frame.x.places.1 { "end" } else { "middle" };
    let x = if anchor == "end" { frame.x.places.1 } else { x.max(frame.x.places.0 + length / 2.0) };
    html! {
        text .label.strong.halo x=(place(x)) y=(place(text_y)) text-anchor=(anchor) font-size="14" font-weight="700" fill="#1f2328" { (line.end) }
    }
}

fn course(points: &[Point], frame: &Frame) -> String {
    points.iter().enumerate().fold(String::new(), |out, (number, point)| {
        let (x, y) = (place(frame.x.at(point.day)), place(frame.y.at(point.value)));
        out + if number == 0 { "M" } else { "L" } + &x + " " + &y
    })
}

/// Values without a gap between them. A gap is a time without readings that is more than two and a half times the usual one, so
/// that no line claims what nobody measured.
fn runs(points: &[Point]) -> Vec<&[Point]> {
    let mut apart: Vec<i64> = points.windows(2).map(|pair| pair[1].day.days_since(pair[0].day)).collect();
    apart.sort_unstable();
    let usual = apart.get(apart.len() / 2).copied().unwrap_or_default();
    points.chunk_by(|one, next| next.day.days_since(one.day) * 2 <= usual * 5).collect()
}

#[cfg(test)]
mod tests {
    use super::{Point, runs};

    #[test]
    fn a_long_silence_is_a_gap() {
        let day = |text: &str| Point { day: text.parse().unwrap(), value: 1.0, is_breach: false };
        let days = ["2026-10-05", "2026-10-12", "2026-10-19", "2026-11-16", "2026-11-23"];
        let points: Vec<Point> = days.into_iter().map(day).collect();
        let lengths: Vec<usize> = runs(&points).iter().map(|run| run.len()).collect();
        assert_eq!(lengths, [3, 2]);
    }
}
