//! `misfiled-goals`.

use super::super::{Check, Context, Rule};
use super::quarter_of_path;
use crate::finding::{Level, Remark};
use crate::goals::values::slug;
use crate::goals::{Calendar, GoalFile, Quarter};

pub(super) static RULE: Rule = Rule {
    name: "misfiled-goals",
    summary: "goals in a file or folder that is named after another quarter",
    page: include_str!("misfiled_goals.md"),
    level: Level::Warning,
    off_for: &[],
    options: &[],
    check: Check::Workspace(check),
};

fn check(context: &mut Context<'_>) {
    for file in &context.workspace.files {
        check_file(context, file);
    }
}

fn check_file(context: &mut Context<'_>, file: &GoalFile) {
    let workspace = context.workspace;
    let (Some(said), Some(place)) = (file.quarter(), file.content.quarter.span()) else { return };
    let mut objectives = workspace.objectives_of(file).peekable();
    // Where ids clash with those of another file, `duplicate-id` asks.
    if objectives.peek().is_none() || objectives.any(|objective| workspace.shares_its_name(objective)) {
        return;
    }
    let source = workspace.sources.file(file.id);
    let Some(named) = quarter_of_path::named(&source.path, said) else { return };
    let meant = named.quarter;
    let team = slug(&file.team(&workspace.sources), '-');
    let is_name = named.beside.iter().all(|word| says_no_more(word, &team));
    if meant == said || !is_name || is_calendar_quarter(workspace.calendar, said, meant) {
        return;
    }
    let message = format!("the path of this file says {meant}, and `quarter` says {said}");
    let help = format!("write `quarter: {meant}`; if these goals are of {said}, move or rename the file");
    context.report(Remark::new(place, message).help(help));
}

/// Whether a word beside a quarter only says whose goals these are, or that they are goals: not `learnings-q4`, which is about
/// another quarter.
fn says_no_more(word: &str, team: &str) -> bool {
    const OF_ANY: [&str; 8] = ["okr", "okrs", "goals", "objectives", "team", "company", "fy", "quarter"];
    OF_ANY.contains(&word) || team.split('-').any(|part| part == word)
}

/// Whether a fiscal quarter begins in a calendar quarter, after which its folder may be named.
fn is_calendar_quarter(calendar: Calendar, fiscal: Quarter, meant: Quarter) -> bool {
    Calendar::default().quarter_of(calendar.first_day(fiscal)) == meant
}
