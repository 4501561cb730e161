//! Small lines that show a course beside a number.

use super::Hue;
use super::scale::{Linear, Time, domain, place};
use crate::goals::Day;
use maud::{Markup, html};

/// A small line, true to time.
pub(in crate::render::html) struct Spark<'s> {
    pub(in crate::render::html) title: &'s str,
    pub(in crate::render::html) description: &'s str,
    pub(in crate::render::html) points: &'s [(Day, f64)],
    /// The stretch of time it shows; that of the points where there is none.
    pub(in crate::render::html) days: Option<(Day, Day)>,
    /// Lines across that it should reach or keep.
    pub(in crate::render::html) levels: &'s [f64],
    /// Where the even way to a target starts and ends.
    pub(in crate::render::html) pace: Option<((Day, f64), (Day, f64))>,
    pub(in crate::render::html) hue: Hue,
    pub(in crate::render::html) width: f64,
}

const HEIGHT: f64 = 40.0;

pub(in crate::render::html) fn sparkline(spark: &Spark<'_>) -> Markup {
    let (Some(first), Some(last)) = (spark.points.first(), spark.points.last()) else { return html! {} };
    let days = spark.days.unwrap_or((first.0, last.0));
    let x = Time { days, places: (4.0, spark.width - 5.0) };
    let values = spark.points.iter().map(|(_, value)| *value).chain(spark.levels.iter().copied());
    let ends = spark.pace.iter().flat_map(|(from, to)| [from.1, to.1]);
    let y = Linear { values: domain(values.chain(ends)), places: (HEIGHT - 3.0, 3.0) };
    let spot = |(day, value): (Day, f64)| (place(x.at(day)), place(y.at(value)));
    let course = spark.points.iter().enumerate().fold(String::new(), |out, (number, point)| {
        let (x, y) = spot(*point);
        out + if number == 0 { "M" } else { "L" } + &x + " " + &y
    });
    let (class, color) = (spark.hue.class(), spark.hue.color());
    let end = spot(*last);
    html! {
        svg .spark viewBox=(format!("0 0 {} {HEIGHT}", place(spark.width))) width=(place(spark.width)) height=(HEIGHT) role="img" {
            title { (spark.title) }
            desc { (spark.description) }
            @for level in spark.levels {
                path .grid d=(format!("M4 {}H{}", place(y.at(*level)), place(spark.width - 5.0))) stroke="#8c959f" stroke-dasharray="2 2" {}
            }
            @if let Some((from, to)) = spark.pace {
                @let ((x1, y1), (x2, y2)) = (spot(from), spot(to));
                path .grid d=(format!("M{x1} {y1}L{x2} {y2}")) stroke="#d0d7de" {}
            }
            path .(format!("s-{class}")) d=(course) fill="none" stroke=(color) stroke-width="1.8" stroke-linejoin="round" {}
            circle .(format!("f-{class}")) cx=(end.0) cy=(end.1) r="2.8" fill=(color) {}
        }
    }
}
