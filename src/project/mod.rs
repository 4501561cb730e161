//! Opens goals: from a folder, from a commit, from a folder with texts that an editor holds, or from memory; and compares
//! two versions of them.
//!
//! Nothing here prints or reads the clock, the environment, standard input or the working folder: the caller that opens
//! a project says where it starts from. What goes wrong is an [`OpenError`]; what is worth saying beside the result is a
//! [`Notice`].

mod archive;
mod base;
mod commit;
mod compare;
mod day_meant;
mod earlier;
mod error;
mod folder;
mod names;
mod notice;
mod overlay;
mod places;
mod pulled_files;
mod settings;
mod settled;
mod site;

pub use base::{AUTO, Base, BaseError, base};
pub use commit::at_commit;
pub use compare::{Compared, End, compare};
pub use day_meant::day_in_words;
pub use earlier::{Earlier, earlier};
pub use error::{FaultySettings, OpenError, SettingsError};
pub use names::names;
pub use notice::Notice;
pub use overlay::Overlay;
pub use places::{Request, Text};
pub use settings::{settings_around, settings_of};
pub use settled::{FirstAgreed, Goals, Settled};
pub use site::Site;

use crate::changes::Side;
use crate::goals::{Workspace, is_surely_goals};
use crate::rules::Levels;
use crate::settings::Settings;
use crate::source::{FileId, GOALS_FOLDER, SETTINGS_FILE, Skipped, SourceFile, Sources};
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// Files above this many bytes are not goals by default.
pub const LARGEST_FILE: u64 = 8 * 1024 * 1024;

/// No version of goals has more bytes in all; a few kilobytes of a repository can stand for gigabytes, and goals take three to four
/// times as much memory as their files.
const LARGEST_VERSION: usize = 512 * 1024 * 1024;

/// The same for folders that the settings name: what is in them is meant to be goals, such as those of 100,000 teams.
const LARGEST_NAMED: usize = 4 * LARGEST_VERSION - 1;

/// Goals that were opened, with their settings.
#[derive(Debug)]
pub struct Project {
    /// The workspace's root, which the names of the files start from; empty for goals from memory.
    pub root: PathBuf,
    /// The settings.
    pub settings: Settings,
    /// The levels and options that the settings give to rules.
    pub levels: Levels,
    /// The goals, with the texts they were read from.
    pub workspace: Workspace,
    /// The files that were asked for; the others were read because these refer to them. `None`: all.
    pub requested: Option<HashSet<FileId>>,
    /// What could not be read at all.
    pub skipped: Vec<Skipped>,
    /// What is worth saying beside the result.
    pub notices: Vec<Notice>,
}

impl Project {
    /// Opens the goals in files, those of `request` and those around them.
    ///
    /// # Errors
    /// Settings with mistakes, or no goal file at all.
    pub fn open(request: &Request<'_>) -> Result<Self, OpenError> {
        let site = Site::find(request)?;
        let texts = site.read(request)?;
        texts.into_project(site)
    }

    /// Opens goals from memory: pairs of a path and a text. The text at `okr.yaml` holds the settings.
    ///
    /// # Errors
    /// Settings with mistakes.
    pub fn in_memory(files: &[(&str, &str)]) -> Result<Self, OpenError> {
        let source =
            |path: &str, text: &str| SourceFile::from_bytes(path.to_owned(), text.as_bytes().to_vec());
        let own = files.iter().find(|(path, _)| *path == SETTINGS_FILE);
        let (settings, levels) = match own {
            Some((path, text)) => settings::parsed(source(path, text))?,
            None => (Settings::default(), Levels::default()),
        };
        let goals = files.iter().filter(|(path, _)| *path != SETTINGS_FILE);
        let sources = Sources::new(goals.map(|(path, text)| source(path, text)).collect());
        Ok(Self::of_sources(PathBuf::new(), settings, levels, sources))
    }

    /// Goals that were requested as a whole.
    fn of_sources(root: PathBuf, settings: Settings, levels: Levels, sources: Sources) -> Self {
        let workspace = Workspace::read(sources, &settings.vocabulary, settings.calendar);
        let (skipped, notices) = (Vec::new(), Vec::new());
        Self { root, settings, levels, workspace, requested: None, skipped, notices }
    }

    /// Whether a command may change a file: one in a folder for goals, or one that is of goals beyond doubt. Elsewhere other
    /// programs may have files that look alike.
    #[must_use]
    pub fn may_change(&self, file: FileId) -> bool {
        let path = Path::new(&self.workspace.sources.file(file).path);
        let places = match self.settings.goals.as_slice() {
            [] => &[GOALS_FOLDER.to_owned()],
            named => named,
        };
        let is_place = places.iter().any(|folder| {
            let folder = folder.trim_start_matches("./").trim_end_matches('/');
            path.starts_with(folder) || matches!(folder, "." | "")
        });
        is_place || self.workspace.file(file).is_some_and(is_surely_goals)
    }

    /// The goals and the settings that count for them.
    #[must_use]
    pub fn side(&self) -> Side<'_> {
        Side { workspace: &self.workspace, settings: &self.settings }
    }
}
