//! Why an answer is not taken.

use crate::goals::{Day, Quarter};
use crate::write::PlanError;

/// Why an answer is not taken. Shown, it is a sentence, and a `help:` line where there is something to do.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// Nothing, or several things, have the address.
    #[error("{}", not_found(address, candidates, near.as_deref()))]
    NotFound {
        /// What was asked for.
        address: String,
        /// The full addresses that it may mean; none where nothing ends in it.
        candidates: Vec<String>,
        /// The address that was probably meant, where nothing ends in it.
        near: Option<String>,
    },
    /// Several things have one full address.
    #[error(
        "`{address}` names {count} {plural}, so it is not clear which one is meant\nhelp: give each an id of its own; `okr check` shows \
         where they are"
    )]
    Namesakes {
        /// The full address, or the id.
        address: String,
        /// What they are.
        plural: &'static str,
        /// How many they are.
        count: usize,
    },
    /// No initiative, or several, have the title.
    #[error("{}", no_bet(title, candidates, near.as_deref()))]
    NoInitiative {
        /// The words asked for.
        title: String,
        /// The titles that hold them; none where no title does.
        candidates: Vec<String>,
        /// The title that was probably meant, where none holds the words.
        near: Option<String>,
    },
    /// Another kind of thing has the address.
    #[error("`{address}` is {is}, and {wanted}{}", helped(.instead))]
    WrongKind {
        /// The full address.
        address: String,
        /// What it is, with its article.
        is: &'static str,
        /// What only another kind has.
        wanted: &'static str,
        /// What to do instead; empty if nothing is known.
        instead: String,
    },
    /// Nothing can have been measured on a day that is still to come.
    #[error(
        "{day} is in the future: nothing can have been measured yet\nhelp: the day is the one that the value is about, {today} at \
         the latest"
    )]
    Future {
        /// The day named.
        day: Day,
        /// The day it is.
        today: Day,
    },
    /// Only check-ins inside the quarter count for a key result.
    #[error("{day} is {} {quarter}, so a value for that day would not count\nhelp: {}", if day < first { "before" } else { "after" }, outside_help(*day, *first, *last))]
    OutsideQuarter {
        /// The day named.
        day: Day,
        /// The key result's quarter.
        quarter: Quarter,
        /// Its first day.
        first: Day,
        /// Its last day.
        last: Day,
    },
    /// The day has something else already.
    #[error(
        "{day} has one already: `{was}`\nhelp: `--replace` puts the new one in its place; another day is named with `--date`"
    )]
    SameDay {
        /// The day.
        day: Day,
        /// What is there.
        was: String,
    },
    /// Something is written there already.
    #[error("{address} has {what} already: {was}\nhelp: `--replace` puts the new one in its place")]
    ThereAlready {
        /// The full address.
        address: String,
        /// What it has, with its article.
        what: &'static str,
        /// What is there.
        was: String,
    },
    /// A value that is not a number.
    #[error("{message}\nhelp: {help}")]
    NotANumber {
        /// What is wrong with it.
        message: String,
        /// What to write instead.
        help: String,
    },
    /// A number that may mean several things.
    #[error("it is not clear what `{value}` is beside `{beside}`\nhelp: {}", meant(readings))]
    Unclear {
        /// The number.
        value: String,
        /// A number beside it.
        beside: String,
        /// What it may mean.
        readings: Vec<String>,
    },
    /// A number in a unit that cannot be compared with the others.
    #[error(
        "`{value}` and `{beside}` cannot be compared\nhelp: write the value in the unit of `{beside}`; a number without a unit takes it"
    )]
    WrongUnit {
        /// The number.
        value: String,
        /// A number beside it.
        beside: String,
    },
    /// A number far from all the others.
    #[error(
        "`{value}` is far {side} than the numbers around it: {around}\nhelp: check the number and its unit; if it is right, add `--force`"
    )]
    Implausible {
        /// The number.
        value: String,
        /// `more` or `less`.
        side: &'static str,
        /// The others.
        around: String,
    },
    /// A number below zero among others that are all above it.
    #[error(
        "`{value}` is below zero, and the numbers around it are not: {around}\nhelp: check the sign; if it is right, add `--force`"
    )]
    BelowZero {
        /// The number.
        value: String,
        /// The others.
        around: String,
    },
    /// A value of a metric that nobody types.
    #[error(
        "the values of `{metric}` are pulled from {place}, so nobody types them\nhelp: `okr pull {metric}` brings the latest; what \
         you know beside it is worth a note: leave the value out and add `--note TEXT`"
    )]
    Pulled {
        /// The metric.
        metric: String,
        /// Where they come from: a source, or a file.
        place: String,
    },
    /// Goals that `okr check` would find fault with because of the answer.
    #[error("{message}{}", helped(.help))]
    Faulty {
        /// What it would say.
        message: String,
        /// What to write instead; empty if it does not say.
        help: String,
    },
    /// An answer that says nothing.
    #[error("{0}")]
    Nothing(String),
    /// The file cannot be edited so.
    #[error(transparent)]
    Plan(#[from] PlanError),
}

impl Refused {
    /// Whether the answer only looks wrong, so that somebody who is sure may insist on it.
    #[must_use]
    pub fn is_doubt(&self) -> bool {
        matches!(self, Refused::Implausible { .. } | Refused::BelowZero { .. } | Refused::Faulty { .. })
    }
}

fn not_found(address: &str, candidates: &[String], near: Option<&str>) -> String {
    match (candidates, near) {
        ([], Some(near)) => format!("nothing has the address `{address}`; did you mean `{near}`?"),
        ([], None) => {
            format!(
                "nothing has the address `{address}`\nhelp: `okr status --all` lists the goals with their addresses"
            )
        }
        _ => format!("`{address}` can mean several things:\n  {}", candidates.join("\n  ")),
    }
}

fn no_bet(title: &str, candidates: &[String], near: Option<&str>) -> String {
    match (candidates, near) {
        ([], Some(near)) => format!("no initiative is called `{title}`; did you mean `{near}`?"),
        ([], None) => {
            format!("no initiative is called `{title}`\nhelp: name it by its `title`, or by words of it")
        }
        _ => format!("`{title}` is in the titles of several initiatives:\n  {}", candidates.join("\n  ")),
    }
}

fn helped(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("\nhelp: {text}") }
}

fn outside_help(day: Day, first: Day, last: Day) -> String {
    if day < first {
        format!("the value before the quarter is its `baseline`; the quarter begins on {first}")
    } else {
        format!("if the value says how the quarter ended, add `--date {last}`")
    }
}

fn meant(readings: &[String]) -> String {
    match readings {
        [] => "write the number with its unit".to_owned(),
        _ => {
            let is_plain =
                |text: &String| text.bytes().all(|byte| byte.is_ascii_digit() || b",. ".contains(&byte));
            let what = if readings.iter().all(is_plain) { "the number itself" } else { "it with its unit" };
            let readings: Vec<String> = readings.iter().map(|reading| format!("`{reading}`")).collect();
            format!("write {what}: {}", readings.join(" or "))
        }
    }
}
