//! `okr init`: writes a starter workspace.

mod starter;
mod wishes;

use super::Exit;
use super::args::{Here, day, quarter};
use super::ask::{self, Dialog};
use super::terminal::{Terminal, today};
use crate::goals::{Day, Quarter};
use crate::project::settings_of;
use crate::render::visible;
use crate::settings::Settings;
use crate::source::{SETTINGS_FILE, discover, find_root, goal_folders, repository_root};
use crate::write::{Batch, Expect, WriteError};
use crate::wrong::Wrong;
use anyhow::{Context as _, anyhow, bail};
use std::path::{Component, Path, PathBuf};
use wishes::Wishes;

/// Writes a starter workspace to edit: settings, metrics, and this quarter's goals of a company and a team.
///
/// On a terminal it asks what the organization is like, and for the first team and the north star. It never overwrites anything:
/// if there is already an `okr.yaml`, its goals folder and fiscal year are used.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder to write to; the current one by default. It is created if missing.
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,

    #[command(flatten)]
    wishes: Wishes,

    /// The quarter to write goals for: the one that is on.
    #[arg(long, value_name = "QUARTER", value_parser = quarter, hide = true)]
    quarter: Option<Quarter>,

    /// A day in the quarter to write goals for, as YYYY-MM-DD; today by default.
    #[arg(long, value_name = "DATE", value_parser = day, hide = true)]
    as_of: Option<Day>,
}

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Exit> {
    let here = Here::find()?;
    let root = match &arguments.folder {
        Some(folder) => here.path().join(folder),
        None => here.path().to_path_buf(),
    };
    if is_there(&root) && !root.is_dir() {
        bail!("{} is a file, and goals need a folder", shown(&root));
    }
    refuse_inside_goals(&root)?;
    if let Some((written, quarter)) = arguments.folder.as_deref().and_then(quarter_of) {
        let example = "YYYY-Q1".to_owned();
        let quarter = quarter.map_or(example, |quarter| quarter.to_string());
        bail!(
            "`okr init` takes a folder, and `{written}` stands for a quarter\nhelp: `okr new quarter {quarter}` begins one; `okr init` \
             alone writes a workspace to start from, for the quarter that is on"
        );
    }
    let has_settings = is_there(&root.join(SETTINGS_FILE));
    if has_settings && arguments.wishes.organization.is_some() {
        bail!(
            "{SETTINGS_FILE} is there already and says what the organization is like\nhelp: leave `--organization` out, and change it there"
        );
    }
    let settings = if has_settings { settings_of(&root)?.0 } else { Settings::default() };
    let goals = settings.goals.first().map_or(starter::GOALS_FOLDER, String::as_str);
    let written = |wishes: &Wishes| -> anyhow::Result<Vec<starter::File>> {
        let today = arguments.as_of.unwrap_or_else(today);
        let current = settings.calendar.quarter_of(today);
        if let Some(quarter) = arguments.quarter.filter(|quarter| *quarter != current) {
            bail!(
                "the samples of `okr init` are for the quarter that is on, {current}\nhelp: run `okr init`, put your goals in their \
                 place, and then `okr new quarter {quarter}`"
            );
        }
        let mut files = starter::files(goals, settings.calendar, today, wishes)?;
        if has_settings {
            files.retain(|file| file.path != Path::new(SETTINGS_FILE));
        }
        refuse_to_overwrite(&root, &settings, &files)?;
        if repository_root(&root).is_some() && !is_there(&root.join(starter::ATTRIBUTES)) {
            files.extend(starter::attributes(goals));
        }
        Ok(files)
    };
    let mut files = written(&arguments.wishes)?;
    if ask::is_possible() {
        files = written(&arguments.wishes.clone().asked(&mut Dialog::begin()?, has_settings)?)?;
    }
    write_all(&root, &files)?;
    terminal.print(&report(arguments.folder.as_deref(), &files))?;
    Ok(Exit::Clean)
}

/// The quarter that was given in the place of a folder, as far as it is one: `2027-Q1`, `q1`, `FY27-Q1`, `2027-Q5`.
fn quarter_of(folder: &Path) -> Option<(&str, Option<Quarter>)> {
    let written = folder.to_str()?;
    let quarter = written.parse().or_else(|wrong: Wrong| wrong.replacement.ok_or(())?.parse().map_err(drop));
    let letters: String = written.chars().filter(char::is_ascii_alphabetic).collect();
    let is_number = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ');
    let looks_like_one = matches!(letters.to_ascii_lowercase().as_str(), "q" | "fyq" | "qfy")
        && written.chars().all(is_number)
        && written.contains(|c: char| c.is_ascii_digit());
    (quarter.is_ok() || looks_like_one).then_some((written, quarter.ok()))
}

/// Writes all files or none.
fn write_all(root: &Path, files: &[starter::File]) -> anyhow::Result<()> {
    std::fs::create_dir_all(root).with_context(|| format!("the folder {} cannot be created", shown(root)))?;
    let mut batch = Batch::inside(root);
    let refused = |path: &Path, error: WriteError| anyhow!("{} was not written: {error}", shown(path));
    for file in files {
        let path = root.join(&file.path);
        batch.add(&path, file.text.as_bytes(), Expect::Nothing).map_err(|error| refused(&path, error))?;
    }
    batch.commit().map_err(|(path, error)| refused(&path, error))
}

/// Goals below the goals of another workspace would count among those, and a workspace inside another hides its goals
/// from it. A folder with its own settings is separate on purpose.
fn refuse_inside_goals(root: &Path) -> anyhow::Result<()> {
    let inside = std::fs::canonicalize(root).unwrap_or_else(|_| root.to_path_buf());
    let Some(around) = inside.parent().and_then(find_root) else { return Ok(()) };
    if is_there(&inside.join(SETTINGS_FILE)) {
        return Ok(());
    }
    let folders = goal_folders(&around, &settings_of(&around)?.0.goals);
    let Some(folder) = folders.iter().find(|folder| inside.starts_with(folder)) else {
        return refuse_inside_settings(&inside, &around);
    };
    bail!(
        "{} holds the goals of another workspace, {}\nhelp: `okr new` adds goals to them; or run `okr init` with \
         the name of another folder to start apart from them",
        shown(folder),
        shown(&around)
    );
}

fn refuse_inside_settings(inside: &Path, around: &Path) -> anyhow::Result<()> {
    if !is_there(&around.join(SETTINGS_FILE)) {
        return Ok(());
    }
    bail!(
        "{} would be a workspace inside of another, {}\nhelp: `okr new` begins a quarter, a team or an objective in the one \
         that is there; to start apart from them all the same, write an empty {SETTINGS_FILE} there first",
        shown(inside),
        shown(around)
    );
}

fn refuse_to_overwrite(root: &Path, settings: &Settings, files: &[starter::File]) -> anyhow::Result<()> {
    let in_the_way = files.iter().map(|file| root.join(&file.path)).filter(|path| is_there(path));
    let mut found: Vec<PathBuf> = in_the_way.collect();
    let starters = [starter::GOALS_FOLDER.to_owned()];
    let goals = if settings.goals.is_empty() { &starters[..] } else { &settings.goals };
    let folders: Vec<PathBuf> =
        goal_folders(root, goals).into_iter().filter(|folder| is_there(folder)).collect();
    if let Some(blocked) = folders.iter().find(|folder| !folder.is_dir()) {
        bail!(
            "{} is in the way: goals live in a folder\nhelp: move it, or name another folder in {SETTINGS_FILE}, like `goals: [goals]`",
            shown(blocked)
        );
    }
    found.extend(discover(root, &folders).files);
    found.sort_unstable();
    found.dedup();
    if found.is_empty() {
        return Ok(());
    }
    bail!(
        "there are goals here already, and `okr init` never overwrites any:\n{}\nhelp: `okr new` adds to them, and `okr check` says how they are \
         written; to begin afresh, move them away, or run `okr init` with the name of another folder",
        listed(root, &found)
    );
}

/// The first files of a list, one per line.
fn listed(root: &Path, paths: &[PathBuf]) -> String {
    const SHOWN: usize = 8;
    let name = |path: &PathBuf| format!("  {}", shown(path.strip_prefix(root).unwrap_or(path)));
    let mut lines: Vec<String> = paths.iter().take(SHOWN).map(name).collect();
    if paths.len() > SHOWN {
        lines.push(format!("  and {} more", paths.len() - SHOWN));
    }
    lines.join("\n")
}

/// Whether anything has this name, even a broken link.
fn is_there(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_ok()
}

fn shown(path: &Path) -> String {
    let plain: PathBuf = path.components().filter(|part| *part != Component::CurDir).collect();
    visible(&plain.display().to_string()).into_owned()
}

fn report(folder: Option<&Path>, files: &[starter::File]) -> String {
    let folder = folder.filter(|folder| !shown(folder).is_empty());
    let path =
        |file: &starter::File| folder.map_or_else(|| file.path.clone(), |folder| folder.join(&file.path));
    let paths: Vec<String> = files.iter().map(|file| shown(&path(file))).collect();
    let width = paths.iter().map(String::len).max().unwrap_or_default();
    let mut text = String::new();
    for (file, path) in files.iter().zip(&paths) {
        text.push_str(&format!("wrote {path:<width$}  {}\n", file.purpose));
    }
    text.push_str("\nThe goals in them are samples: put yours in their place. Then");
    if let Some(folder) = folder {
        text.push_str(&format!(", in {}", shown(folder)));
    }
    text.push_str(
        ":\n  okr check     says how well they are written\n  okr status    shows where they stand\n",
    );
    text
}
