//! Who waits for whom.

use super::super::drawing::{Drawing, Shape};
use super::super::word;
use crate::render::markdown::{inert, table};
use crate::render::scorecard::Layout;
use crate::render::scorecard::draw::{
    Column, Grid, INDENT, Tone, finish, of_status, paint, plain, short, wrap,
};
use crate::review::{Dependencies, Need};
use crate::score::Scorecard;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;
use unicode_width::UnicodeWidthStr;

const NOTHING: &str = "No key result of this quarter says that it depends on another (`depends_on:`).";

const NOT_AGREED: &str = "not agreed";
const NOT_AGREED_MEANS: &str =
    "Not agreed: no objective of the other team supports what waits (`supports:`).";

/// A table of needs, and the order to talk in.
pub(super) fn outline(all: &Dependencies, card: &Scorecard, layout: Layout) -> String {
    let title = format!("{} · as of {}", card.quarter, card.as_of);
    let mut out = format!("{}\n\n", paint(Tone::Strong, &title));
    if all.needs.is_empty() {
        wrap(NOTHING, layout.width).iter().for_each(|line| out.push_str(&format!("{line}\n")));
        return finish(&out, layout.color);
    }
    let mut grid = Grid::new(&[
        (Column::Text, "Waits"),
        (Column::Short, "Stands"),
        (Column::Text, "Needs"),
        (Column::Short, "Stands"),
        (Column::Text, ""),
    ]);
    let fits = fit(all, layout);
    for need in &all.needs {
        grid.row([
            cell(waiting(need), fits),
            paint(of_status(need.status), need.status.name()),
            cell(needed(need), fits),
            paint(of_status(need.needed_status), need.needed_status.name()),
            remark(need).to_owned(),
        ]);
    }
    out.push_str(&grid.render(layout, INDENT));
    out.push('\n');
    if all.needs.iter().any(|need| remark(need) == NOT_AGREED) {
        wrap(NOT_AGREED_MEANS, layout.width).iter().for_each(|line| out.push_str(&format!("{line}\n")));
    }
    wrap(&order(all), layout.width).iter().for_each(|line| out.push_str(&format!("{line}\n")));
    finish(&out, layout.color)
}

/// An address for a cell; where two do not fit beside each other, each part is on a line of its own, so that none is cut.
fn cell(address: String, fits: bool) -> String {
    if fits { address } else { address.replace('/', "/\n") }
}

/// Whether the addresses leave room for the other columns.
fn fit(all: &Dependencies, layout: Layout) -> bool {
    const OTHERS: usize = 46;
    let widest =
        |address: fn(&Need) -> String| all.needs.iter().map(|need| address(need).width()).max().unwrap_or(0);
    widest(waiting) + widest(needed) + OTHERS <= layout.width
}

fn waiting(need: &Need) -> String {
    short(&need.key_result)
}

fn needed(need: &Need) -> String {
    if need.of_other_quarter { plain(&need.needed) } else { short(&need.needed) }
}

fn remark(need: &Need) -> &'static str {
    match (need.is_acknowledged, need.team == need.of) {
        (_, true) => "of the same team",
        (true, _) => "agreed",
        (false, _) => NOT_AGREED,
    }
}

/// `Talk in this order: platform; then growth and sales, who wait for each other.`
fn order(all: &Dependencies) -> String {
    let group = |teams: &Vec<String>| {
        let names: Vec<String> = teams.iter().map(|team| plain(team)).collect();
        match names.as_slice() {
            [one] => one.clone(),
            names => format!("{} (who wait for each other)", names.join(" and ")),
        }
    };
    let groups: Vec<String> = all.order.iter().map(group).collect();
    if groups.is_empty() { String::new() } else { format!("Talk in this order: {}.", groups.join(", then ")) }
}

pub(super) fn markdown(all: &Dependencies, card: &Scorecard) -> String {
    let out = format!("## Dependencies\n\n{}, as of {}.\n", card.quarter, card.as_of);
    if all.needs.is_empty() {
        return format!("{out}\n{NOTHING}\n");
    }
    let row = |need: &Need| {
        [
            inert(&short(&need.key_result)),
            need.status.name().to_owned(),
            inert(&needed(need)),
            need.needed_status.name().to_owned(),
            remark(need).to_owned(),
        ]
    };
    let rows: Vec<_> = all.needs.iter().map(row).collect();
    let titles = ["Waits", "Stands", "Needs", "Stands", ""];
    format!("{out}{}\n{}\n", table(titles, [false; 5], &rows), inert(&order(all)))
}

/// Boxes for teams, and arrows to those they wait for.
pub(super) fn drawing(all: &Dependencies) -> Drawing {
    let mut drawing = Drawing::default();
    let mut teams: BTreeMap<&str, usize> = BTreeMap::new();
    let mut between: BTreeMap<(&str, &str), bool> = BTreeMap::new();
    for need in &all.needs {
        let agreed = between.entry((&need.team, &need.of)).or_insert(true);
        *agreed = *agreed && need.is_acknowledged;
    }
    for team in between.keys().flat_map(|(team, of)| [*team, *of]) {
        teams.entry(team).or_insert_with(|| drawing.node(Shape::Box, vec![team.to_owned()]));
    }
    for ((team, of), agreed) in between.iter().filter(|((team, of), _)| team != of) {
        drawing.arrow(teams[team], teams[of], Some("waits for"), !agreed);
    }
    drawing
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Dependencies")]
pub(super) struct Json<'c> {
    needs: Vec<JsonNeed<'c>>,
    /// The teams in the order to talk in; those in one list wait for each other.
    order: &'c [Vec<String>],
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Need")]
struct JsonNeed<'c> {
    team: &'c str,
    key_result: &'c str,
    status: String,
    /// The team that is waited for.
    of: &'c str,
    needed: &'c str,
    needed_status: String,
    /// Whether an objective of that team supports what waits.
    acknowledged: bool,
}

impl<'c> Json<'c> {
    pub(super) fn of(all: &'c Dependencies) -> Self {
        let need = |need: &'c Need| JsonNeed {
            team: &need.team,
            key_result: &need.key_result,
            status: word(need.status.name()),
            of: &need.of,
            needed: &need.needed,
            needed_status: word(need.needed_status.name()),
            acknowledged: need.is_acknowledged,
        };
        Self { needs: all.needs.iter().map(need).collect(), order: &all.order }
    }
}
