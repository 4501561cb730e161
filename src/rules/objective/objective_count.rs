//! `objective-count`.

use super::super::{Check, Context, OptionUnit, Rule, RuleOption};
use crate::finding::{Level, Remark};
use crate::goals::{ObjectiveView, Quarter, values};
use crate::source::FileId;
use std::borrow::Cow;
use std::collections::HashMap;

pub(super) static RULE: Rule = Rule {
    name: "objective-count",
    summary: "more objectives than a team can follow in one quarter",
    page: include_str!("objective_count.md"),
    level: Level::Warning,
    off_for: &[],
    options: &[
        RuleOption {
            name: "max",
            default: 3.0,
            range: (1.0, 20.0),
            unit: OptionUnit::Count,
            meaning: "the maximum number of objectives per team and quarter",
        },
        RuleOption {
            name: "error_above",
            default: 4.0,
            range: (1.0, 20.0),
            unit: OptionUnit::Count,
            meaning: "the number of objectives above which it is an error",
        },
    ],
    check: Check::Workspace(check),
};

/// Whose objectives are counted together. Files without a quarter are counted separately: they may be for different ones.
type Group<'w> = (Option<Quarter>, Cow<'w, str>, Option<FileId>);

fn check(context: &mut Context<'_>) {
    let (most, error_above) = (context.count("max"), context.count("error_above"));
    for objectives in groups(context.workspace.objectives()) {
        let Some(surplus) = objectives.get(most) else { continue };
        let remark = remark(&objectives, *surplus, most);
        let is_worse = objectives.len() > error_above;
        context.report(if is_worse { remark.raised_to(Level::Error) } else { remark });
    }
}

/// The objectives by team and quarter, both in the order of the files.
fn groups<'w>(objectives: impl Iterator<Item = ObjectiveView<'w>>) -> Vec<Vec<ObjectiveView<'w>>> {
    let mut numbers: HashMap<Group<'w>, usize> = HashMap::new();
    let mut groups: Vec<Vec<ObjectiveView<'w>>> = Vec::new();
    for objective in objectives {
        let quarter = objective.quarter();
        let alone = quarter.is_none().then_some(objective.file.id);
        let number = *numbers.entry((quarter, objective.team(), alone)).or_insert(groups.len());
        if number == groups.len() {
            groups.push(Vec::new());
        }
        groups[number].push(objective);
    }
    groups
}

fn remark(objectives: &[ObjectiveView<'_>], surplus: ObjectiveView<'_>, most: usize) -> Remark {
    let count = objectives.len();
    let message = match surplus.quarter() {
        Some(quarter) => {
            format!("{} has {count} objectives in {quarter}: too many to pursue at once", who(surplus))
        }
        None => format!("{} has {count} objectives: too many to pursue in one quarter", who(surplus)),
    };
    let rest = match count - most {
        1 => "the other can wait".to_owned(),
        more => format!("the other {more} can wait"),
    };
    let later =
        surplus.quarter().map_or_else(|| "next quarter".to_owned(), |quarter| format!("{}", quarter.next()));
    let remark = Remark::new(surplus.heading(), message).help(format!(
        "choose the {most} that matter most now; {rest} for {later}, or turn into key results of those"
    ));
    // Where the team's objectives are spread over files, the reader has to see the others.
    let elsewhere = objectives.iter().filter(|objective| objective.file.id != surplus.file.id);
    let mut last = None;
    elsewhere.fold(remark, |remark, objective| {
        if last.replace(objective.file.id) == Some(objective.file.id) {
            return remark;
        }
        remark.related(objective.heading(), "these count too")
    })
}

fn who(objective: ObjectiveView<'_>) -> String {
    let content = &objective.file.content;
    let is_named = content.team.get().is_some() || content.person.get().is_some();
    match objective.level() {
        _ if is_named => format!("`{}`", objective.team()),
        values::Level::Company => "the company".to_owned(),
        values::Level::Team | values::Level::Individual => "this file".to_owned(),
    }
}
