//! `okr revise`: changes what was agreed, in the open.

use super::args::{confidence, one_of, weight};
use super::terminal::Terminal;
use super::writing::{Desk, HowToWrite};
use super::{Ended, complete, people};
use crate::answers::{Revision, revise};
use crate::goals::values::Ambition;
use std::collections::BTreeSet;

/// Changes a number, a sentence, a weight or an owner, and writes the reason beside it.
///
/// A number changes where it stands: in its field, in the sentence, or in both. What was promised (numbers, wording, weight)
/// keeps what it was, and why it changed, under `revisions`, so that `okr check --since` and `okr grade` can be honest about it.
#[derive(Debug, clap::Args)]
#[command(after_help = super::DONE_OR_NOT)]
#[group(id = "changes", required = true, multiple = true, args = ["target", "baseline", "stretch", "at_least", "at_most", "max_increase", "max_decrease", "confidence", "owner", "weight", "ambition", "text"])]
pub(super) struct Arguments {
    /// The key result, objective, guardrail or metric: its address, or the end of it.
    #[arg(value_name = "ADDRESS", add = complete::addresses())]
    address: String,

    /// Why. What was promised does not change without it.
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,

    /// Where it should end.
    #[arg(long, value_name = "VALUE", allow_hyphen_values = true)]
    target: Option<String>,

    /// Where it starts.
    #[arg(long, value_name = "VALUE", allow_hyphen_values = true)]
    baseline: Option<String>,

    /// Where it should end if all goes very well.
    #[arg(long, value_name = "VALUE", allow_hyphen_values = true)]
    stretch: Option<String>,

    /// The limit from below.
    #[arg(long, value_name = "VALUE", allow_hyphen_values = true)]
    at_least: Option<String>,

    /// The limit from above.
    #[arg(long, value_name = "VALUE", allow_hyphen_values = true)]
    at_most: Option<String>,

    /// How far a guardrail may rise.
    #[arg(long, value_name = "VALUE", allow_hyphen_values = true)]
    max_increase: Option<String>,

    /// How far a guardrail may fall.
    #[arg(long, value_name = "VALUE", allow_hyphen_values = true)]
    max_decrease: Option<String>,

    /// How sure the owner was at the start, 1 to 10; `okr checkin --confidence` says it of today.
    #[arg(long, value_name = "1-10", value_parser = confidence)]
    confidence: Option<u8>,

    /// Who answers for it.
    #[arg(long, value_name = "OWNER", add = complete::owners())]
    owner: Option<String>,

    /// How much it counts beside the others.
    #[arg(long, value_name = "NUMBER", value_parser = weight, allow_negative_numbers = true)]
    weight: Option<String>,

    /// Whether an objective is a stretch (`aspirational`) or a promise (`committed`).
    #[arg(long, value_name = "AMBITION", value_parser = one_of(&AMBITIONS))]
    ambition: Option<Ambition>,

    /// The sentence of a key result or an objective.
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,

    #[command(flatten)]
    how: HowToWrite,
}

const AMBITIONS: [(&str, Ambition); 2] =
    [("aspirational", Ambition::Aspirational), ("committed", Ambition::Committed)];

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Ended> {
    let desk = Desk::open(arguments.how, terminal)?;
    let numbers = [
        ("baseline", &arguments.baseline),
        ("target", &arguments.target),
        ("stretch", &arguments.stretch),
        ("at_least", &arguments.at_least),
        ("at_most", &arguments.at_most),
        ("max_increase", &arguments.max_increase),
        ("max_decrease", &arguments.max_decrease),
    ];
    let owner = people::owner(arguments.owner.as_deref(), &desk.project)?;
    let revision = Revision {
        address: &arguments.address,
        reason: arguments.reason.as_deref(),
        numbers: numbers.into_iter().filter_map(|(key, text)| Some((key, text.as_deref()?))).collect(),
        weight: arguments.weight.as_deref(),
        confidence: arguments.confidence,
        owner: owner.as_deref(),
        ambition: arguments.ambition,
        text: arguments.text.as_deref(),
    };
    let mut draft = desk.draft();
    let subject = draft.answer(|draft| revise(draft, &revision))?;
    desk.finish(draft, desk.today, BTreeSet::from([subject]), terminal)
}
