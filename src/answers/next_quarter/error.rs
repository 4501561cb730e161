//! Why the next quarter is not written.

use crate::answers::refused::Refused;
use crate::goals::Quarter;
use crate::yaml::edit::Refusal;

/// A key result that goes on although its target is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behind {
    /// Its full address in the old quarter.
    pub address: String,
    /// Its sentence.
    pub sentence: String,
    /// The target it has.
    pub target: String,
    /// The last value.
    pub value: String,
}

/// Why the next quarter is not written. Shown, it is a sentence, and a `help:` line where there is something to do.
#[derive(Debug, thiserror::Error)]
pub enum NotOpened {
    /// An address or a value that cannot be used.
    #[error(transparent)]
    Refused(Refused),
    /// No team has this name.
    #[error("no team `{team}` has goals{}", .near.as_ref().map_or(String::new(), |near| format!("; did you mean `{near}`?")))]
    UnknownTeam {
        /// The name.
        team: String,
        /// The team that was probably meant.
        near: Option<String>,
    },
    /// There is nothing to begin with.
    #[error(
        "there are no goals before {quarter} to begin with\nhelp: `okr new objective` writes a first one"
    )]
    NothingBefore {
        /// The quarter to write.
        quarter: Quarter,
    },
    /// Every team has goals for the quarter.
    #[error("nothing is to be written: {}", .there.join("; "))]
    ThereAlready {
        /// A sentence for each team.
        there: Vec<String>,
    },
    /// A file of that name holds something else.
    #[error("{path} is there already, and is left as it is\nhelp: move it, and try again")]
    FileThere {
        /// The file.
        path: String,
    },
    /// A file that could not be read as a whole.
    #[error("{path} has mistakes that may hide goals\nhelp: `okr check` shows them; put them right first")]
    Damaged {
        /// The file.
        path: String,
    },
    /// A new target of something that stays behind.
    #[error("{address} is not carried over, so it needs no target\nhelp: name it after `--carry` as well")]
    NotCarried {
        /// The full address.
        address: String,
    },
    /// Targets that the last value has reached.
    #[error("{}", asked(.0))]
    Behind(Vec<Behind>),
    /// A new target on the wrong side of the last value.
    #[error(
        "`{target}` would be a step back from `{value}`, the last value of {address}\nhelp: write a target {side} `{value}`"
    )]
    WrongSide {
        /// The full address.
        address: String,
        /// The new target.
        target: String,
        /// The last value.
        value: String,
        /// `above` or `below`.
        side: &'static str,
    },
    /// A last value that its place in the goals would change.
    #[error(
        "{address} cannot start at its last value, `{value}`: beside its other numbers that would be read as another one\nhelp: write its baseline as a field with its unit, and try again, or leave it behind with `--carry`"
    )]
    Start {
        /// The full address.
        address: String,
        /// The last value.
        value: String,
    },
    /// A file that cannot be copied with changes.
    #[error(
        "{path} cannot be carried over: {reason}\nhelp: `--team` writes the other teams' goals; copy this one by hand"
    )]
    File {
        /// The file.
        path: String,
        /// Why not.
        reason: Refusal,
    },
    /// What would be written has an error.
    #[error(
        "{path} would have an error{}: {message} ({rule}){}\nhelp: put it right in the goals of the quarter before, or leave it behind with `--carry`",
        .address.as_ref().map_or(String::new(), |address| format!(" at {address}")),
        if .help.is_empty() { String::new() } else { format!("; {}", .help) }
    )]
    Error {
        /// The file that would be written.
        path: String,
        /// The rule that finds it.
        rule: &'static str,
        /// What it is about.
        address: Option<String>,
        /// What is wrong.
        message: String,
        /// What to write instead; empty if the rule does not say.
        help: String,
    },
}

fn asked(behind: &[Behind]) -> String {
    let line = |each: &Behind| {
        let Behind { address, sentence, target, value } = each;
        format!("\n  {address}: {value}, target {target}\n    {sentence}")
    };
    let what =
        if behind.len() == 1 { "a key result that goes on has" } else { "key results that go on have" };
    let flags: Vec<String> =
        behind.iter().map(|each| format!("--target {}=VALUE", end_of(&each.address))).collect();
    format!(
        "{what} reached the target, and needs the next one:{}\nhelp: add {}, or leave out with `--carry` what is finished",
        behind.iter().map(line).collect::<String>(),
        flags.join(" ")
    )
}

/// The address without its quarter.
fn end_of(address: &str) -> &str {
    address.split_once('/').map_or(address, |(_, rest)| rest)
}
