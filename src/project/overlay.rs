//! A folder's goals under the texts that an editor holds: opened once, then kept up with the editor, one file at a time.

use super::error::OpenError;
use super::places::Root;
use super::settings::{parsed, settings_of};
use super::{LARGEST_FILE, Project};
use crate::goals::Workspace;
use crate::source::{
    Discovered, FileId, SETTINGS_FILE, SourceFile, Sources, discover, goal_folders, is_goal_file, read_file,
    shown_path,
};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A workspace in which some files have texts that are not saved.
///
/// A change of one goal file reads that file and no other. A change of the settings, and a goal file that comes or goes,
/// open the workspace anew.
#[derive(Debug)]
pub struct Overlay {
    root: PathBuf,
    /// The texts that count instead of what the disk has, by absolute path.
    buffers: BTreeMap<PathBuf, String>,
    /// The goal files by absolute path, in the order of their numbers.
    paths: Vec<PathBuf>,
    project: Project,
    /// How many files were read into goals since this was opened.
    parsed: usize,
}

impl Overlay {
    /// Opens the workspace that a folder is in, under the texts in `buffers`, by absolute path.
    ///
    /// # Errors
    /// Settings with mistakes. A workspace without goal files is fine: the editor may be about to create the first.
    pub fn open(folder: &Path, buffers: BTreeMap<PathBuf, String>) -> Result<Self, OpenError> {
        let root = Root::of(&[], folder).path;
        let (project, paths) = opened(&root, &buffers)?;
        let parsed = paths.len();
        Ok(Self { root, buffers, paths, project, parsed })
    }

    /// The goals as they are now.
    #[must_use]
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// The number of a file, by its absolute path.
    #[must_use]
    pub fn file(&self, path: &Path) -> Option<FileId> {
        self.paths.iter().position(|known| known == path).map(|number| FileId(number as u32))
    }

    /// How many files were read into goals since this was opened, a file that was read twice counted twice.
    #[must_use]
    pub fn files_parsed(&self) -> usize {
        self.parsed
    }

    /// Takes in what the editor holds for a file, by its absolute path, whether it is saved or not.
    ///
    /// # Errors
    /// Settings with mistakes: then the goals stay as they were, with the settings from before.
    pub fn edit(&mut self, path: &Path, text: String) -> Result<(), OpenError> {
        self.buffers.insert(path.to_path_buf(), text);
        self.refresh(path)
    }

    /// Forgets what the editor held for a file: what the disk has counts again.
    ///
    /// # Errors
    /// Settings with mistakes: then the goals stay as they were, with the settings from before.
    pub fn close(&mut self, path: &Path) -> Result<(), OpenError> {
        self.buffers.remove(path);
        self.refresh(path)
    }

    /// Takes in that a file changed on the disk, was created, or is gone.
    ///
    /// # Errors
    /// Settings with mistakes: then the goals stay as they were, with the settings from before.
    pub fn refresh(&mut self, path: &Path) -> Result<(), OpenError> {
        let is_there = self.buffers.contains_key(path) || path.is_file();
        match self.file(path).filter(|_| is_there) {
            Some(id) => {
                let source = source(path, &self.root, &self.buffers);
                let vocabulary = &self.project.settings.vocabulary;
                self.project.workspace = self.project.workspace.with_files(vec![(id, source)], vocabulary);
                self.parsed += 1;
                Ok(())
            }
            None => self.reopen(),
        }
    }

    fn reopen(&mut self) -> Result<(), OpenError> {
        (self.project, self.paths) = opened(&self.root, &self.buffers)?;
        self.parsed += self.paths.len();
        Ok(())
    }
}

/// The project of the workspace at `root`, and its files in the order of their numbers.
fn opened(root: &Path, buffers: &BTreeMap<PathBuf, String>) -> Result<(Project, Vec<PathBuf>), OpenError> {
    let (settings, levels) = match buffers.get(&root.join(SETTINGS_FILE)) {
        Some(text) => parsed(SourceFile::from_bytes(SETTINGS_FILE.to_owned(), text.clone().into_bytes()))?,
        None => settings_of(root)?,
    };
    let mut folders = goal_folders(root, &settings.goals);
    if folders.is_empty() {
        folders.push(root.to_path_buf());
    }
    let Discovered { files: mut paths, skipped, .. } = discover(root, &folders);
    let is_goal = |path: &&PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        is_goal_file(&name) && folders.iter().any(|folder| path.starts_with(folder))
    };
    paths.extend(buffers.keys().filter(is_goal).cloned());
    paths.sort_unstable();
    paths.dedup();
    let sources = paths.par_iter().map(|path| source(path, root, buffers)).collect();
    let workspace = Workspace::read(Sources::new(sources), &settings.vocabulary, settings.calendar);
    let root = root.to_path_buf();
    let notices = Vec::new();
    Ok((Project { root, settings, levels, workspace, requested: None, skipped, notices }, paths))
}

/// A file as the editor holds it, otherwise as the disk has it.
fn source(path: &Path, root: &Path, buffers: &BTreeMap<PathBuf, String>) -> SourceFile {
    let name = shown_path(path, root);
    match buffers.get(path) {
        Some(text) => SourceFile::from_bytes(name, text.clone().into_bytes()),
        None => match read_file(path, LARGEST_FILE) {
            Ok(bytes) => SourceFile::from_bytes(name, bytes),
            Err(defect) => SourceFile::defective(name, defect),
        },
    }
}
