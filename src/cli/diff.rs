//! `okr diff`: what changed in the goals.

use super::args::{AsOf, Here, one_of, variable};
use super::goals::tell_of_mistakes;
use super::progress::Progress;
use super::terminal::Terminal;
use super::{Ended, Exit};
use crate::changes::{Diff, settings_changes};
use crate::goals::Day;
use crate::project::{AUTO, Base, End, Site, base, compare};
use crate::render::diff::{Ends, Format, render};
use crate::score::Bands;
use crate::source::git::Repository;
use anyhow::bail;

/// Shows what changed in the goals, by meaning rather than by line.
///
/// Key results that were added, removed or retargeted, check-ins and their effect on scores, and redefined metrics.
/// Without a revision, compares the files with the last commit; with one, with that commit; with two, compares those.
#[derive(Debug, clap::Args)]
#[command(after_help = super::DONE_OR_NOT)]
pub(super) struct Arguments {
    /// A branch, a tag, a commit or `HEAD~1`, one or two of them, or `A..B`. A day (`2026-08-01`, `last week`) means the
    /// goals as of its end; `auto` finds where this branch left its target branch.
    #[arg(value_name = "REVISION", num_args = 0..=2)]
    revisions: Vec<String>,

    /// The output format; `markdown` is made for a pull request comment.
    #[arg(long, value_name = "FORMAT", default_value = "table", value_parser = one_of(&FORMATS))]
    format: Format,

    #[command(flatten)]
    as_of: AsOf,
}

const FORMATS: [(&str, Format); 3] =
    [("table", Format::Table), ("markdown", Format::Markdown), ("json", Format::Json)];

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Ended> {
    let as_of = arguments.as_of.day();
    let here = Here::find()?;
    let request = here.request(&[]);
    let site = Site::find(&request)?;
    let repository = site.repository()?;
    let (from, end, to) = ends(&repository, &arguments.revisions, as_of)?;
    if let [revision] = &arguments.revisions[..]
        && !revision.contains("..")
        && revision != AUTO
        && from.day.is_none()
    {
        tell_of_what_is_not_here(&repository, &from, revision, terminal)?;
    }
    let compared = Progress::during("comparing with an earlier version", || {
        compare(site, &repository, &from, &end, &request, as_of)
    })?;
    terminal.tell_notices(&compared.after.notices);
    tell_of_mistakes(&compared.after, terminal);
    let mut diff = Diff::between(compared.before().workspace, compared.after().workspace, as_of);
    diff.settings_changed = !compared.same_settings;
    diff.settings = settings_changes(compared.before().settings, compared.after().settings);
    let ends = Ends { from: &from.label, to: &to, as_of, bands: Bands::of(compared.after().settings) };
    terminal.print(&render(&diff, ends, arguments.format, terminal.layout()))?;
    terminal.complain_of(&compared.after.skipped);
    let exit = if compared.after.skipped.is_empty() { Exit::Clean } else { Exit::CouldNotRun };
    Ok(exit.holding(compared))
}

/// What another branch did since this one left it is shown backwards: that is easily taken for what this one did.
fn tell_of_what_is_not_here(
    repository: &Repository,
    from: &Base,
    revision: &str,
    terminal: &Terminal,
) -> anyhow::Result<()> {
    let Some(head) = repository.find_commit("HEAD")? else { return Ok(()) };
    if repository.merge_base(&head, &from.commit)?.is_some_and(|commit| commit != from.commit) {
        terminal.tell(&format!(
            "note: {revision} has commits that are not here; their changes appear here in reverse. `okr diff {revision}...` shows \
             only what this branch changed"
        ));
    }
    Ok(())
}

/// The versions to compare.
fn ends(repository: &Repository, revisions: &[String], today: Day) -> anyhow::Result<(Base, End, String)> {
    let base = |revision: &str| base(repository, revision, today, &variable);
    let here = || (End::WorkingTree, "the files as they are".to_owned());
    let at = |revision: &str| -> anyhow::Result<(End, String)> {
        let Base { commit, label, .. } = base(or_head(revision))?;
        Ok((End::At(commit), label))
    };
    match revisions {
        [] => {
            let (end, label) = here();
            Ok((base("HEAD")?, end, label))
        }
        // Without quotes around it.
        [last, unit] if last == "last" => ends(repository, &[format!("{last} {unit}")], today),
        [range] if range.contains("...") => {
            let (one, other) = range.split_once("...").unwrap_or_default();
            let (one, other) = (base(or_head(one))?.commit, or_head(other));
            let Some(commit) = repository.merge_base(&one, &base(other)?.commit)? else {
                bail!("`{range}` names two commits without a common ancestor");
            };
            let label = commit.short().to_owned();
            let (end, to) = at(other)?;
            Ok((Base { commit, label, day: None }, end, to))
        }
        [range] if range.contains("..") => {
            let (one, other) = range.split_once("..").unwrap_or_default();
            let (end, label) = at(other)?;
            Ok((base(or_head(one))?, end, label))
        }
        [one] => {
            let (end, label) = here();
            Ok((base(one)?, end, label))
        }
        [one, other, ..] if other == AUTO => bail!("write `{AUTO}` first: okr diff {AUTO} {one}"),
        [one, other, ..] => {
            let (end, label) = at(other)?;
            Ok((base(one)?, end, label))
        }
    }
}

/// A missing end of a range is the current commit.
fn or_head(revision: &str) -> &str {
    if revision.is_empty() { "HEAD" } else { revision }
}
