//! The chain from leading to lagging, as text, JSON and Markdown. It says what moved together, and never what caused what.

use super::Format;
use crate::plural::counted;
use crate::render::markdown::inert;
use crate::render::scorecard::Layout;
use crate::render::scorecard::draw::{INDENT, Tone, finish, paint, plain, wrap};
use crate::review::{Chain, Compared, Evidence, FEWEST_PAIRS, Found, Link, Verdict};
use crate::score::{Bands, Scorecard};
use schemars::JsonSchema;
use serde::Serialize;

/// A chain in a format. The layout counts for text only. Ends with a line break.
#[must_use]
pub fn render(chain: &Chain, card: &Scorecard, format: Format, layout: Layout) -> String {
    match format {
        Format::Table => outline(chain, card, layout),
        Format::Json => json(chain, card),
        Format::Markdown => markdown(chain, card),
    }
}

const NOTHING: &str =
    "No metric drives another: input metrics drive the north star, others what they name in `drives:`.";
const CAREFUL: &str = "What moved together need not move each other: no proof of cause. Changes are compared, not levels. \
                       The delay is the one at which they go together most, chosen anew for each range and each shuffle.";

fn outline(chain: &Chain, card: &Scorecard, layout: Layout) -> String {
    let title = format!("{} · as of {}", card.quarter, card.as_of);
    let mut out = format!("{}\n\n", paint(Tone::Strong, &title));
    let text = |out: &mut String, text: &str, margin: usize| {
        let pad = " ".repeat(margin);
        wrap(text, layout.width.saturating_sub(margin))
            .iter()
            .for_each(|line| out.push_str(&format!("{pad}{line}\n")));
    };
    text(&mut out, &verdict(&chain.verdict, card.bands), 0);
    for link in &chain.links {
        let arrow = if layout.unicode { "→" } else { "->" };
        let head = format!("{} {arrow} {}", plain(&link.driver_name), plain(&link.driven_name));
        out.push('\n');
        wrap(&head, layout.width)
            .iter()
            .for_each(|line| out.push_str(&format!("{}\n", paint(Tone::Strong, line))));
        text(&mut out, &found(link), INDENT);
    }
    out.push('\n');
    text(&mut out, if chain.links.is_empty() { NOTHING } else { CAREFUL }, 0);
    finish(&out, layout.color)
}

/// What the readings of two metrics say, as a sentence.
pub(super) fn found(link: &Link) -> String {
    match &link.found {
        Found::TooFew(count) => {
            let missing = FEWEST_PAIRS - count;
            let (changes, readings) = (counted(*count, "change"), counted(missing, "more reading"));
            let are = if missing == 1 { "is" } else { "are" };
            format!("Too few to say: {changes} of both can be compared, {readings} of both {are} needed.")
        }
        Found::Still => "Nothing to compare: one of the two does not change.".to_owned(),
        Found::Compared(compared) => moved(compared),
    }
}

fn moved(compared: &Compared) -> String {
    let Compared { correlation, low, high, by_chance, together, moved, pairs, delays, .. } = compared;
    let delay = delay(compared.delay);
    let numbers = format!(
        "rank correlation {correlation:.2}, {low:.2} to {high:.2} by block bootstrap; {pairs} changes compared, {} tried; \
         shuffled, they go together as much {}",
        counted(*delays, "delay"),
        in_a_hundred(*by_chance)
    );
    if compared.goes_together() {
        format!("Moved together {delay}, in {together} of {moved} times ({numbers}).")
    } else if compared.goes_against() {
        let against = moved - together;
        format!(
            "Moved against each other {delay}, in {against} of {moved} times: not as `drives` says ({numbers})."
        )
    } else {
        format!("Do not clearly move together at any delay; most {delay} ({numbers}).")
    }
}

/// `3 times in 100`.
fn in_a_hundred(share: f64) -> String {
    match (share * 100.0).round() as i64 {
        0 => "less than once in 100 times".to_owned(),
        1 => "once in 100 times".to_owned(),
        times => format!("{times} times in 100"),
    }
}

/// `with a delay of about three weeks`.
fn delay(days: i64) -> String {
    const NUMBERS: [&str; 11] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let counted = |number: i64, what: &str| {
        let word = usize::try_from(number).ok().and_then(|at| NUMBERS.get(at));
        let word = word.map_or(number.to_string(), |word| (*word).to_owned());
        if number == 1 { format!("{word} {what}") } else { format!("{word} {what}s") }
    };
    match days {
        0 => "without a delay".to_owned(),
        1..7 => format!("with a delay of about {}", counted(days, "day")),
        7..60 => format!("with a delay of about {}", counted((days + 3) / 7, "week")),
        _ => format!("with a delay of about {}", counted((days + 15) / 30, "month")),
    }
}

/// The question of seed 004, answered: do the key results move the north star?
pub(super) fn verdict(verdict: &Verdict, bands: Bands) -> String {
    let numbers = |evidence: &Evidence| {
        let key_results = match evidence.count {
            1 => "the key result that leads to it is".to_owned(),
            count => format!("the {count} key results that lead to it are"),
        };
        format!(
            "the north star changed by {} since {}; {key_results} heading for {}{}",
            percent(evidence.north_star),
            evidence.since.short(),
            bands.text(evidence.key_results),
            if evidence.count > 1 { " on average" } else { "" }
        )
    };
    match verdict {
        Verdict::Unknown => {
            "Whether key results move the north star cannot be said yet: it takes a north star with readings in the quarter, and \
             key results with values that lead to it."
                .to_owned()
        }
        Verdict::Works(evidence) => {
            format!("Key results and north star go up together: {}. The model may be right.", numbers(evidence))
        }
        Verdict::ReviseModel(evidence) => format!(
            "Key results are hit, and the north star does not rise: {}. Revise the input metrics: something is missing between \
             them and the north star, or they do not drive it.",
            numbers(evidence)
        ),
        Verdict::SomethingElse(evidence) => format!(
            "Key results miss, and the north star rises all the same: {}. Something else seems to move it: find out what.",
            numbers(evidence)
        ),
        Verdict::BothMiss(evidence) => format!(
            "Key results miss, and the north star does not rise: {}. The model is not refuted; it was not put to the test.",
            numbers(evidence)
        ),
    }
}

/// A change in percent, with its sign.
fn percent(share: f64) -> String {
    if share.abs() < 0.0005 { "0%".to_owned() } else { format!("{:+.1}%", share * 100.0) }
}

fn markdown(chain: &Chain, card: &Scorecard) -> String {
    let mut out = format!("## From leading to lagging\n\n{}, as of {}.\n\n", card.quarter, card.as_of);
    out.push_str(&format!("{}\n\n", inert(&verdict(&chain.verdict, card.bands))));
    for link in &chain.links {
        let names = format!("**{} → {}**", inert(&link.driver_name), inert(&link.driven_name));
        out.push_str(&format!("- {names}: {}\n", inert(&found(link))));
    }
    let last = if chain.links.is_empty() { NOTHING } else { CAREFUL };
    out.push_str(&format!("\n{}\n", crate::render::markdown::inert_sentence(last)));
    out
}

/// What `okr chain` prints with `--format json`. Fields are added, never renamed or removed.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "okr chain")]
struct Output<'c> {
    #[schemars(extend("const" = 1))]
    version: u32,
    quarter: String,
    #[schemars(extend("format" = "date"))]
    as_of: String,
    verdict: JsonVerdict,
    links: Vec<JsonLink<'c>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ChainVerdict")]
struct JsonVerdict {
    /// `unknown`, `works`, `revise_model`, `something_else` or `both_miss`.
    name: &'static str,
    /// In words.
    text: String,
    /// The mean score to expect of the key results that lead to the north star, 0 to 1.
    key_results: Option<f64>,
    /// How many they are.
    count: Option<usize>,
    /// The change of the north star, as a share.
    north_star: Option<f64>,
    /// The day that it is counted from.
    #[schemars(extend("format" = "date"))]
    since: Option<String>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Link")]
struct JsonLink<'c> {
    driver: &'c str,
    driven: &'c str,
    /// `too_few`, `still`, `together`, `against` or `unclear`.
    found: &'static str,
    text: String,
    /// How many days later what is driven moves.
    delay_days: Option<i64>,
    /// The rank correlation of the changes at that delay, -1 to 1; above zero as `drives` says.
    correlation: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    /// In which share of draws shuffled changes go together as strongly at their best delay, 0 to 1.
    by_chance: Option<f64>,
    /// In how many of `moved` pairs both moved as `drives` says.
    together: Option<usize>,
    moved: Option<usize>,
    /// How many pairs of changes there are.
    pairs: usize,
}

fn json(chain: &Chain, card: &Scorecard) -> String {
    let (name, evidence) = match chain.verdict {
        Verdict::Unknown => ("unknown", None),
        Verdict::Works(evidence) => ("works", Some(evidence)),
        Verdict::ReviseModel(evidence) => ("revise_model", Some(evidence)),
        Verdict::SomethingElse(evidence) => ("something_else", Some(evidence)),
        Verdict::BothMiss(evidence) => ("both_miss", Some(evidence)),
    };
    crate::render::json::pretty(&Output {
        version: 1,
        quarter: card.quarter.to_string(),
        as_of: card.as_of.to_string(),
        verdict: JsonVerdict {
            name,
            text: verdict(&chain.verdict, card.bands),
            key_results: evidence.map(|evidence| evidence.key_results),
            count: evidence.map(|evidence| evidence.count),
            north_star: evidence.map(|evidence| evidence.north_star),
            since: evidence.map(|evidence| evidence.since.to_string()),
        },
        links: chain.links.iter().map(link).collect(),
    })
}

fn link(link: &Link) -> JsonLink<'_> {
    let compared = match &link.found {
        Found::Compared(compared) => Some(compared),
        Found::TooFew(_) | Found::Still => None,
    };
    JsonLink {
        driver: &link.driver,
        driven: &link.driven,
        found: match &link.found {
            Found::TooFew(_) => "too_few",
            Found::Still => "still",
            Found::Compared(compared) if compared.goes_together() => "together",
            Found::Compared(compared) if compared.goes_against() => "against",
            Found::Compared(_) => "unclear",
        },
        text: found(link),
        delay_days: compared.map(|compared| compared.delay),
        correlation: compared.map(|compared| compared.correlation),
        low: compared.map(|compared| compared.low),
        high: compared.map(|compared| compared.high),
        by_chance: compared.map(|compared| compared.by_chance),
        together: compared.map(|compared| compared.together),
        moved: compared.map(|compared| compared.moved),
        pairs: match &link.found {
            Found::TooFew(count) => *count,
            Found::Still => 0,
            Found::Compared(compared) => compared.pairs,
        },
    }
}

/// The JSON Schema of [`Format::Json`].
#[must_use]
pub fn schema() -> serde_json::Value {
    crate::render::json::schema_of::<Output<'_>>()
}
