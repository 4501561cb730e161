//! A folder's goals under the texts that an editor holds: opened once, then kept up with the editor, one file at a time.

use super::error::{FaultySettings, SettingsError};
use super::folder::{may_hold_goals, too_large};
use super::places::Root;
use super::pulled_files::not_there;
use super::settings::settings_file;
use super::{LARGEST_FILE, Project};
use crate::goals::Workspace;
use crate::parallel;
use crate::rules::{Levels, read_settings};
use crate::settings::Settings;
use crate::source::{
    Defect, Discovered, FileId, SETTINGS_FILE, SourceFile, Sources, discover, goal_folders, is_goal_file,
    read_file, shown_path,
};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A workspace in which some files have texts that are not saved.
///
/// A change of one goal file reads that file and no other. A change of the settings, and a goal file that comes or goes,
/// open the workspace anew. Settings with mistakes do not keep the goals from being read: the last good settings count, or
/// at first what of them could be read, and [`Overlay::fault`] says what is wrong.
///
/// No program is started. So one thing differs from [`Project::open`], which asks git: a file that `.gitignore` names and
/// git tracks all the same counts only while the editor holds it.
#[derive(Debug)]
pub struct Overlay {
    place: Place,
    /// The goal files by absolute path, in the order of their numbers.
    paths: Vec<PathBuf>,
    project: Project,
    fault: Option<SettingsError>,
    /// How many files were read into goals since this was opened.
    parsed: usize,
}

/// Where the goals are, and what the editor holds.
#[derive(Debug)]
struct Place {
    root: PathBuf,
    /// The user's own folder: nobody wants all of it searched.
    home: Option<PathBuf>,
    /// The folders with goals; none means the whole workspace.
    folders: Vec<PathBuf>,
    /// The texts that count instead of what the disk has, by absolute path.
    buffers: BTreeMap<PathBuf, String>,
}

impl Overlay {
    /// Opens the workspace that a folder is in, under the texts in `buffers`, by absolute path. A workspace without goal
    /// files is fine: the editor may be about to write the first. Where the whole of `home`, or of the disk, would have to
    /// be searched, only the texts in `buffers` are goals.
    #[must_use]
    pub fn open(folder: &Path, home: Option<&Path>, buffers: BTreeMap<PathBuf, String>) -> Self {
        let root = Root::of(&[], folder).path;
        let home = home.map(Path::to_path_buf);
        let mut place = Place { root, home, folders: Vec::new(), buffers };
        let (settings, levels, fault) = place.settings();
        let (project, paths) = place.project(settings, levels);
        let parsed = paths.len();
        Self { place, paths, project, fault, parsed }
    }

    /// The goals as they are now.
    #[must_use]
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// What is wrong with the settings, where anything is.
    #[must_use]
    pub fn fault(&self) -> Option<&SettingsError> {
        self.fault.as_ref()
    }

    /// The number of a file, by its absolute path.
    #[must_use]
    pub fn file(&self, path: &Path) -> Option<FileId> {
        let number = self.paths.binary_search_by(|known| known.as_path().cmp(path)).ok()?;
        Some(FileId(number as u32))
    }

    /// The absolute path of a file, by its number.
    #[must_use]
    pub fn path(&self, file: FileId) -> Option<&Path> {
        self.paths.get(file.0 as usize).map(PathBuf::as_path)
    }

    /// How many files were read into goals since this was opened, a file that was read twice counted twice.
    #[must_use]
    pub fn files_parsed(&self) -> usize {
        self.parsed
    }

    /// Takes in what the editor holds for a file, by its absolute path, whether it is saved or not.
    pub fn edit(&mut self, path: &Path, text: String) {
        self.place.buffers.insert(path.to_path_buf(), text);
        self.refresh(path);
    }

    /// Forgets what the editor held for a file: what the disk has counts again.
    pub fn close(&mut self, path: &Path) {
        self.place.buffers.remove(path);
        self.refresh(path);
    }

    /// Takes in everything that the editor holds, and opens the workspace anew.
    pub fn hold(&mut self, buffers: BTreeMap<PathBuf, String>) {
        self.place.buffers = buffers;
        self.reopen();
    }

    /// Takes in that a file changed on the disk, was created, or is gone.
    pub fn refresh(&mut self, path: &Path) {
        if path == self.place.root.join(SETTINGS_FILE) {
            return self.reopen();
        }
        let source = self.place.goal_source(path);
        match (self.file(path), source) {
            (Some(id), Some(source)) => {
                let vocabulary = &self.project.settings.vocabulary;
                self.project.workspace = self.project.workspace.with_files(vec![(id, source)], vocabulary);
                self.parsed += 1;
                note_what_is_not_there(&mut self.project);
            }
            (None, None) => note_what_is_not_there(&mut self.project),
            _ => self.reopen(),
        }
    }

    /// Opens the workspace anew, with the same texts.
    pub fn reopen(&mut self) {
        let (mut settings, mut levels, fault) = self.place.settings();
        if fault.is_some() {
            settings = self.project.settings.clone();
            levels = self.project.levels.clone();
        }
        self.fault = fault;
        (self.project, self.paths) = self.place.project(settings, levels);
        self.parsed += self.paths.len();
    }
}

/// A sparse checkout, which leaves files out that exist, looks here as if they did not: only git knows.
fn note_what_is_not_there(project: &mut Project) {
    project.workspace.not_there = not_there(&project.workspace, &project.root);
}

impl Place {
    /// The settings, as far as they can be read, and what is wrong with them.
    fn settings(&self) -> (Settings, Levels, Option<SettingsError>) {
        let source = match self.buffers.get(&self.root.join(SETTINGS_FILE)) {
            Some(text) => {
                Ok(Some(SourceFile::from_bytes(SETTINGS_FILE.to_owned(), text.clone().into_bytes())))
            }
            None => settings_file(&self.root),
        };
        let source = match source {
            Ok(Some(source)) => source,
            Ok(None) => return <(Settings, Levels, _)>::default(),
            Err(error) => return (Settings::default(), Levels::default(), Some(error)),
        };
        let (settings, levels, problems) = read_settings(&source.text, FileId::default());
        let fault = (!problems.is_empty()).then(|| {
            let sources = Sources::new(vec![source]);
            SettingsError::Faulty(Box::new(FaultySettings { sources, problems }))
        });
        (settings, levels, fault)
    }

    /// The project, and its files in the order of their numbers.
    fn project(&mut self, settings: Settings, levels: Levels) -> (Project, Vec<PathBuf>) {
        self.folders = goal_folders(&self.root, &settings.goals);
        let wanted = if self.folders.is_empty() { vec![self.root.clone()] } else { self.folders.clone() };
        let Discovered { files: mut paths, skipped, .. } = match too_large(&wanted, self.home.as_deref()) {
            Some(_) => Discovered::default(),
            None => discover(&self.root, &wanted),
        };
        paths.extend(self.buffers.keys().filter(|path| self.may_be_goal_file(path)).cloned());
        paths.sort_unstable();
        paths.dedup();
        let read =
            |path: PathBuf| self.source(&path).filter(|source| self.is_goals(source)).map(|it| (path, it));
        let (paths, sources) = parallel::map_owned(paths, read).into_iter().flatten().unzip();
        let workspace = Workspace::read(Sources::new(sources), &settings.vocabulary, settings.calendar);
        let (root, notices) = (self.root.clone(), Vec::new());
        let mut project = Project { root, settings, levels, workspace, requested: None, skipped, notices };
        note_what_is_not_there(&mut project);
        (project, paths)
    }

    /// Whether a file at this path is one of goals if it holds any.
    fn may_be_goal_file(&self, path: &Path) -> bool {
        let is_inside = |folder: &PathBuf| path.starts_with(folder);
        is_goal_file(path)
            && match self.folders.is_empty() {
                true => is_inside(&self.root),
                false => self.folders.iter().any(is_inside),
            }
    }

    /// Where nobody said in which folders goals are, only files that have some are goal files.
    fn is_goals(&self, source: &SourceFile) -> bool {
        !self.folders.is_empty() || may_hold_goals(source)
    }

    /// The file at a path, where that is one of goals.
    fn goal_source(&self, path: &Path) -> Option<SourceFile> {
        self.may_be_goal_file(path).then(|| self.source(path))?.filter(|source| self.is_goals(source))
    }

    /// A file as the editor holds it, otherwise as the disk has it; `None` if it is gone.
    fn source(&self, path: &Path) -> Option<SourceFile> {
        let name = shown_path(path, &self.root);
        Some(match self.buffers.get(path) {
            Some(text) if text.len() as u64 > LARGEST_FILE => {
                SourceFile::defective(name, Defect::TooLarge { limit: LARGEST_FILE })
            }
            Some(text) => SourceFile::from_bytes(name, text.clone().into_bytes()),
            None if !path.is_file() => return None,
            None => match read_file(path, LARGEST_FILE) {
                Ok(bytes) => SourceFile::from_bytes(name, bytes),
                Err(defect) => SourceFile::defective(name, defect),
            },
        })
    }
}
