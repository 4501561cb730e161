//! Forecasts as a table, JSON and Markdown.

use super::{Format, JsonReading, in_brief};
use crate::render::json::{JsonValue, value};
use crate::render::markdown::{inert, table};
use crate::render::scorecard::Layout;
use crate::render::scorecard::draw::{Column, Grid, INDENT, Tone, finish, hanging, paint, plain, wrap};
use crate::review::{Line, Outlook};
use crate::score::forecast::{FEWEST, between, chance_words};
use crate::score::{amount, two_decimals};
use schemars::JsonSchema;
use serde::Serialize;

/// A forecast in a format. The layout counts for tables only. Ends with a line break.
#[must_use]
pub fn render(outlook: &Outlook, format: Format, layout: Layout) -> String {
    match format {
        Format::Table => match outlook.lines.as_slice() {
            [line] => one(outlook, line, layout),
            _ => all(outlook, layout),
        },
        Format::Json => json(outlook),
        Format::Markdown => markdown(outlook),
    }
}

fn title(outlook: &Outlook) -> String {
    format!("{} · by {} · as of {}", outlook.quarter, outlook.by.long(), outlook.as_of)
}

/// From this many columns on, there is room for the pace that is needed.
const WIDE: usize = 72;

/// Every metric and key result, a row each.
fn all(outlook: &Outlook, layout: Layout) -> String {
    let mut out = format!("{}\n", paint(Tone::Strong, &title(outlook)));
    if outlook.lines.is_empty() {
        out.push_str("\nThere is nothing to forecast: no metric has a reading, and no key result is here.\n");
        return finish(&out, layout.color);
    }
    let key_results = outlook.lines.iter().filter(|line| line.is_key_result);
    let in_brief = in_brief(key_results.map(|line| line.address.as_str()));
    for (heading, is_key_result) in [("Metrics", false), ("Key results", true)] {
        let mut columns = vec![
            (Column::Text, heading),
            (Column::Number, "Latest"),
            (Column::Number, "Target"),
            (Column::Number, "Likely"),
            (Column::Short, "Chance"),
        ];
        // With a sixth column, names would be cut within words.
        let has_pace = layout.width >= WIDE;
        if has_pace {
            columns.push((Column::Text, "Needs"));
        }
        let mut grid = Grid::new(&columns);
        let mut lines = outlook.lines.iter().filter(|line| line.is_key_result == is_key_result).peekable();
        if lines.peek().is_none() {
            continue;
        }
        for line in lines {
            let chance = line.chance.map_or(String::new(), chance_words);
            let why_none = plain(line.no_range.as_deref().unwrap_or_default());
            let mut row = vec![
                name(line, &in_brief),
                line.latest.as_ref().map_or("-".to_owned(), |latest| plain(latest.value.text())),
                line.target.as_ref().map_or("-".to_owned(), |target| plain(target.text())),
                line.likely.as_ref().map_or("-".to_owned(), |likely| plain(&likely.range_words())),
                if chance.is_empty() && !has_pace { why_none.clone() } else { chance },
            ];
            if has_pace {
                row.push(if why_none.is_empty() {
                    plain(line.pace.as_deref().unwrap_or_default())
                } else {
                    why_none
                });
            }
            grid.row(row);
        }
        out.push_str(&format!("\n{}", grid.render(layout, INDENT)));
    }
    for line in &outlook.lines {
        if let Some(unusual) = &line.unusual {
            let text =
                format!("{}: {}; {}", name(line, &in_brief), plain(&unusual.words()), plain(&unusual.next()));
            out.push_str(&format!("\n{}", hanging("unusual", &text, layout)));
        }
    }
    let how = format!(
        "Eight in ten end inside the likely range; it takes {FEWEST} values. `okr forecast ADDRESS` shows how a range comes about."
    );
    out.push('\n');
    wrap(&how, layout.width).iter().for_each(|line| out.push_str(&format!("{line}\n")));
    finish(&out, layout.color)
}

/// What a line is called: a metric by its name, a key result by the end of its address where that is enough.
fn name(line: &Line, in_brief: &impl Fn(&str) -> String) -> String {
    if line.is_key_result { in_brief(&line.address) } else { plain(&line.name) }
}

/// One metric or key result, with how its range comes about.
fn one(outlook: &Outlook, line: &Line, layout: Layout) -> String {
    let mut out = format!("{}\n", paint(Tone::Strong, &plain(&line.address)));
    wrap(&plain(&line.name), layout.width).iter().for_each(|text| out.push_str(&format!("{text}\n")));
    out.push_str(&format!("{}\n\n", title(outlook)));
    for (what, text) in facts(outlook, line) {
        out.push_str(&hanging(&format!("{what:<11}"), &plain(&text), layout));
    }
    finish(&out, layout.color)
}

/// What is known of one line, each with its name.
fn facts(outlook: &Outlook, line: &Line) -> Vec<(&'static str, String)> {
    let mut facts = Vec::new();
    let latest =
        |latest: &crate::score::Reading| format!("{} on {}", latest.value.text(), latest.day.short());
    facts.extend(line.latest.as_ref().map(|reading| ("latest", latest(reading))));
    match &line.likely {
        None => facts.extend(line.no_range.as_ref().map(|why| ("no range", why.clone()))),
        Some(likely) => {
            facts.push((
                "likely",
                format!("{} by {}: eight in ten end inside", likely.range_words(), outlook.by.short()),
            ));
            let [low, high] = &likely.widest;
            facts.push(("hardly ever", format!("outside of {}: two in a hundred", between(low, high))));
        }
    }
    if let (Some(target), Some(chance)) = (&line.target, line.chance) {
        facts.push(("target", format!("{}: {} to reach it", target.text(), chance_words(chance))));
    } else if let Some(target) = &line.target {
        facts.push(("target", target.text().to_owned()));
    }
    if let (Some(stretch), Some(chance)) = (&line.stretch, line.chance_of_stretch) {
        facts.push(("stretch", format!("{}: {} to reach it", stretch.text(), chance_words(chance))));
    }
    if let Some(grades) = line.grades {
        let shown = |score: f64| outlook.bands.text(score);
        let text = format!("{}, likely {}–{}", shown(grades.expected), shown(grades.low), shown(grades.high));
        facts.push(("grade", text));
    }
    facts.extend(line.needs.as_ref().map(|needs| ("pace", needs.clone())));
    if let Some(unusual) = &line.unusual {
        facts.push(("unusual", format!("{}; {}", unusual.words(), unusual.next())));
    }
    if let Some(likely) = &line.likely {
        let (smoothed, like) = (&likely.smoothed, &likely.high);
        facts.push((
            "how",
            format!(
                "the last {} readings, about {} days apart, smoothed with {}: level {}, half of the slope {} a week, missed by {} \
                 on average; Student's t with {} degrees of freedom",
                smoothed.values,
                smoothed.gap,
                two_decimals(smoothed.alpha),
                like.with_value(smoothed.level).text(),
                amount(smoothed.half_slope * 7.0, like),
                amount(smoothed.miss, like),
                smoothed.values - 2,
            ),
        ));
    }
    facts
}

fn markdown(outlook: &Outlook) -> String {
    let mut out =
        format!("## Forecast for {}\n\nBy {}, as of {}.\n", outlook.quarter, outlook.by, outlook.as_of);
    let row = |line: &Line| {
        let chance = line.chance.map_or("-".to_owned(), chance_words);
        [
            inert(&line.name),
            line.latest.as_ref().map_or("-".to_owned(), |latest| inert(latest.value.text())),
            line.target.as_ref().map_or("-".to_owned(), |target| inert(target.text())),
            line.likely.as_ref().map_or("-".to_owned(), |likely| inert(&likely.range_words())),
            chance,
            inert(&line.no_range.clone().or_else(|| line.needs.clone()).unwrap_or_default()),
        ]
    };
    let rows: Vec<_> = outlook.lines.iter().map(row).collect();
    let titles = ["", "Latest", "Target", "Likely", "Chance", "Needs"];
    out.push_str(&table(titles, [false, true, true, true, false, false], &rows));
    out.push_str(&format!("\nEight in ten end inside the likely range; it takes {FEWEST} values.\n"));
    out
}

/// What `okr forecast` prints with `--format json`. Fields are added, never renamed or removed.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "okr forecast")]
struct Output<'c> {
    #[schemars(extend("const" = 1))]
    version: u32,
    quarter: String,
    #[schemars(extend("format" = "date"))]
    as_of: String,
    /// The quarter's last day, for which everything is forecast.
    #[schemars(extend("format" = "date"))]
    by: String,
    forecasts: Vec<Forecast<'c>>,
}

/// Where one metric or key result is likely to end.
#[derive(Serialize, JsonSchema)]
struct Forecast<'c> {
    /// A metric's id, or a key result's full address.
    address: &'c str,
    name: &'c str,
    /// `metric` or `key_result`.
    kind: &'static str,
    latest: Option<JsonReading<'c>>,
    target: Option<JsonValue<'c>>,
    stretch: Option<JsonValue<'c>>,
    /// The lower end of the range that eight in ten end in; null where there is none.
    low: Option<JsonValue<'c>>,
    high: Option<JsonValue<'c>>,
    /// The middle of the range, in the unit of `low`.
    middle: Option<f64>,
    /// The lower end of the grade, of a key result.
    score_low: Option<f64>,
    score_high: Option<f64>,
    /// The chance to reach the target, 0 to 1.
    chance: Option<f64>,
    chance_of_stretch: Option<f64>,
    /// What it takes from here, in words.
    needs: Option<&'c str>,
    /// Why there is no range.
    no_range: Option<&'c str>,
    /// How many readings the range was taken from.
    readings: Option<usize>,
    /// Whether the latest reading lies where it was not to be expected.
    unusual: bool,
}

fn forecast(line: &Line) -> Forecast<'_> {
    let likely = line.likely.as_ref();
    Forecast {
        address: &line.address,
        name: &line.name,
        kind: if line.is_key_result { "key_result" } else { "metric" },
        latest: line.latest.as_ref().map(JsonReading::of),
        target: line.target.as_ref().map(value),
        stretch: line.stretch.as_ref().map(value),
        low: likely.map(|likely| value(&likely.low)),
        high: likely.map(|likely| value(&likely.high)),
        middle: likely
            .map(|likely| crate::score::in_own_unit(&likely.high.with_value(likely.forecast.value))),
        score_low: line.grades.map(|grades| grades.low),
        score_high: line.grades.map(|grades| grades.high),
        chance: line.chance,
        chance_of_stretch: line.chance_of_stretch,
        needs: line.needs.as_deref(),
        no_range: line.no_range.as_deref(),
        readings: likely.map(|likely| likely.smoothed.values),
        unusual: line.unusual.is_some(),
    }
}

fn json(outlook: &Outlook) -> String {
    crate::render::json::pretty(&Output {
        version: 1,
        quarter: outlook.quarter.to_string(),
        as_of: outlook.as_of.to_string(),
        by: outlook.by.to_string(),
        forecasts: outlook.lines.iter().map(forecast).collect(),
    })
}

/// The JSON Schema of [`Format::Json`].
#[must_use]
pub fn schema() -> serde_json::Value {
    crate::render::json::schema_of::<Output<'_>>()
}
