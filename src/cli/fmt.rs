//! `okr fmt`: goal files in one layout.

use super::args::{Here, is_stdin, standard_input};
use super::terminal::Terminal;
use super::{Ended, Exit};
use crate::goals::layout;
use crate::plural::counted;
use crate::project::{LARGEST_FILE, Project};
use crate::render::{unified, visible};
use crate::source::{Lines, SourceFile, is_readings_file};
use crate::write::{Batch, add_text};
use crate::yaml::edit::{Formatted, format};
use anyhow::{anyhow, bail};
use std::path::{Path, PathBuf};

/// Lays goal files out alike: the order of keys, spaces, lists and short mappings on one line.
///
/// No value and no comment is ever lost or changed, nor the order of what stands in a list. Where that cannot be kept, the
/// file or the part is left as it is.
#[derive(Debug, clap::Args)]
#[command(after_help = super::exit_codes!("done; with --check and --diff, nothing would change", "with --check and --diff: something would change"))]
pub(super) struct Arguments {
    /// Files and folders to lay out; by default the goals of the workspace. `-` reads standard input and prints the result.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Change nothing, and list the files that would change. The exit code is 1 if there are any.
    #[arg(long)]
    check: bool,

    /// Change nothing, and show what would change. The exit code is 1 if that is anything.
    #[arg(long)]
    diff: bool,
}

/// A file that changes.
struct Change<'p> {
    path: &'p str,
    before: &'p str,
    after: String,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Ended> {
    if let [path] = &arguments.paths[..]
        && is_stdin(path)
    {
        return stdin(arguments, terminal).map(Ended::from);
    }
    if arguments.paths.iter().any(|path| is_stdin(path)) {
        bail!("`-` stands alone: standard input is printed, and files are changed");
    }
    let here = Here::find()?;
    let project = Project::open(&here.request(&arguments.paths))?;
    let mut changes = Vec::new();
    let mut seen = 0;
    for (id, source) in project.workspace.sources.iter() {
        let is_wanted = project.requested.as_ref().is_none_or(|requested| requested.contains(&id));
        if is_wanted && may_be_written(source) && project.may_change(id) {
            seen += 1;
            let after = formatted(source, terminal).filter(|after| *after != *source.text);
            changes.extend(after.map(|after| Change { path: &source.path, before: &source.text, after }));
        }
    }
    terminal.complain_of(&project.skipped);
    let exit = if project.skipped.is_empty() { Exit::Clean } else { Exit::CouldNotRun };
    if arguments.check || arguments.diff {
        show(&changes, arguments, terminal)?;
        return Ok(exit.or_findings(!changes.is_empty()).into());
    }
    write(&project.root, &changes)?;
    let summary = match changes.len() {
        0 => format!("Nothing to change in {}.", counted(seen, "file")),
        count => format!("Laid out {count} of {}.", counted(seen, "file")),
    };
    terminal.tell(&summary);
    Ok(exit.into())
}

/// Lists or shows what would change.
fn show(changes: &[Change<'_>], arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<()> {
    let one = |change: &Change<'_>| match arguments.diff {
        true => unified(change.path, change.before, &change.after, terminal.color),
        false => format!("{}\n", visible(change.path)),
    };
    terminal.print(&changes.iter().map(one).collect::<String>())
}

/// Standard input laid out, on standard output; as it came, where it cannot be laid out.
fn stdin(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let text = standard_input(None, LARGEST_FILE)?;
    let bytes = text.content.map_err(|defect| anyhow!("standard input {defect}"))?;
    let source = SourceFile::from_bytes("<stdin>".to_owned(), bytes);
    if let Some(defect) = &source.defect {
        bail!("standard input {defect}");
    }
    let after = formatted(&source, terminal).unwrap_or_else(|| source.text.to_string());
    if arguments.check || arguments.diff {
        let change = Change { path: &source.path, before: &source.text, after };
        let changes = if change.after == change.before { Vec::new() } else { vec![change] };
        show(&changes, arguments, terminal)?;
        return Ok(Exit::Clean.or_findings(!changes.is_empty()));
    }
    terminal.print_commands(&after)?;
    Ok(Exit::Clean)
}

/// Whether a file holds goals, as they were read.
fn may_be_written(source: &SourceFile) -> bool {
    source.defect.is_none()
        && !is_readings_file(Path::new(&source.path))
        && crate::goals::has_goal_key(&source.text)
}

/// A file's text laid out; `None` if it is left as it is. Says what is left, and why.
fn formatted(source: &SourceFile, terminal: &Terminal) -> Option<String> {
    let Formatted { text, left } = match format(&source.text, &layout::FILE) {
        Ok(formatted) => formatted,
        Err(refusal) => {
            terminal.tell_plainly(&format!("{}: left as it is: {refusal}", source.path));
            return None;
        }
    };
    let lines = Lines::new(&source.text);
    for part in left {
        let line = lines.line(part.at as u32);
        let path = &source.path;
        terminal.tell_plainly(&format!("{path}:{line}: the keys stay in their order: {}", part.reason));
    }
    Some(text)
}

/// Writes all files or none.
fn write(root: &Path, changes: &[Change<'_>]) -> anyhow::Result<()> {
    let mut batch = Batch::inside(root);
    for change in changes {
        let added = add_text(root, &root.join(change.path), Some(change.before), &change.after, &mut batch);
        added.map_err(|error| anyhow!("nothing was changed: {}: {error}", visible(change.path)))?;
    }
    batch.commit().map_err(|(path, error)| {
        anyhow!("nothing was changed: {}: {error}", visible(&path.display().to_string()))
    })
}
