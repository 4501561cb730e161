//! `okr diff`: what changed in meaning.

use super::Exit;
use super::archive::repository;
use super::base::{AUTO, Base, base};
use super::check::day;
use super::load::{LARGEST_FILE, Request, Site};
use super::terminal::{Terminal, today};
use super::versions::{End, compare};
use crate::changes::Diff;
use crate::goals::Day;
use crate::render::diff::{Ends, Format, render};
use crate::source::git::Repository;
use anyhow::bail;

/// Shows what changed in the goals: not in lines, but in what they say.
///
/// Key results that were added, removed or retargeted, check-ins and how they moved scores, metrics that mean something
/// else. Without a revision the files are compared with the last commit; with one, with that; with two, those.
#[derive(Debug, clap::Args)]
#[command(after_help = super::EXIT_CODES)]
pub(super) struct Arguments {
    /// A branch, a tag, a commit or `HEAD~1`, one or two of them, or `A..B`; `auto` finds where this branch left the one
    /// it is meant for.
    #[arg(value_name = "REVISION", num_args = 0..=2)]
    revisions: Vec<String>,

    /// How to show it; `markdown` is fit for a comment in a pull request.
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = FormatName::Table)]
    format: FormatName,

    /// The day to look from, year-month-day; today by default. Later check-ins do not move scores.
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Day>,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum FormatName {
    Table,
    Markdown,
    Json,
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Table => Format::Table,
            FormatName::Markdown => Format::Markdown,
            FormatName::Json => Format::Json,
        }
    }
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let as_of = arguments.as_of.unwrap_or_else(today);
    let site = Site::find(&[], terminal)?;
    let repository = repository(&site)?;
    let (from, end, to) = ends(&repository, &arguments.revisions)?;
    let request = Request { paths: &[], stdin_file: None, largest_file: LARGEST_FILE };
    let compared = compare(site, &repository, &from, &end, &request, as_of, terminal)?;
    let diff = Diff::between(compared.before(), compared.after(), as_of);
    let ends = Ends { from: &from.label, to: &to, as_of };
    terminal.print(&render(&diff, ends, arguments.format.into(), terminal.layout()))?;
    terminal.complain_of(&compared.after.skipped);
    let exit = if compared.after.skipped.is_empty() { Exit::Clean } else { Exit::CouldNotRun };
    Ok(exit.leaving(compared))
}

/// What the arguments ask to compare.
fn ends(repository: &Repository, revisions: &[String]) -> anyhow::Result<(Base, End, String)> {
    let here = || (End::WorkingTree, "the files as they are".to_owned());
    let at = |revision: &str| -> anyhow::Result<(End, String)> {
        let commit = repository.commit(or_head(revision))?;
        let label = commit.short().to_owned();
        Ok((End::At(commit), label))
    };
    match revisions {
        [] => {
            let (end, label) = here();
            Ok((base(repository, "HEAD")?, end, label))
        }
        [range] if range.contains("...") => {
            let (one, other) = range.split_once("...").unwrap_or_default();
            let (one, other) = (repository.commit(or_head(one))?, or_head(other));
            let Some(commit) = repository.merge_base(&one, &repository.commit(other)?)? else {
                bail!("`{range}` names two commits that have none in common");
            };
            let label = commit.short().to_owned();
            let (end, to) = at(other)?;
            Ok((Base { commit, label }, end, to))
        }
        [range] if range.contains("..") => {
            let (one, other) = range.split_once("..").unwrap_or_default();
            let (end, label) = at(other)?;
            Ok((base(repository, or_head(one))?, end, label))
        }
        [one] => {
            let (end, label) = here();
            Ok((base(repository, one)?, end, label))
        }
        [one, other, ..] if other == AUTO => bail!("write `{AUTO}` first: okr diff {AUTO} {one}"),
        [one, other, ..] => {
            let (end, label) = at(other)?;
            Ok((base(repository, one)?, end, label))
        }
    }
}

/// An end of a range that is left out is the current commit.
fn or_head(revision: &str) -> &str {
    if revision.is_empty() { "HEAD" } else { revision }
}
