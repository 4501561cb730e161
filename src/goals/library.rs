//! Several versions of a workspace, each file read once.

use super::calendar::Calendar;
use super::file::GoalFile;
use super::read_once::ReadOnce;
use super::workspace::Workspace;
use crate::parallel;
use crate::prose::Vocabulary;
use crate::source::{Defect, FileId, SourceFile, Sources};
use std::sync::Arc;

/// Goal files in all the versions that a run needs. First everything is added, then workspaces are made of it.
#[derive(Debug, Default)]
pub struct Library {
    sources: Arc<Sources>,
    files: Vec<Arc<GoalFile>>,
}

impl Library {
    /// Reads more files, on as many threads as there are cores, and returns their numbers.
    pub fn add(&mut self, new: Vec<SourceFile>, vocabulary: &Vocabulary) -> Vec<FileId> {
        // Nobody else holds the sources before the first workspace is made, so nothing is copied.
        let sources = Arc::make_mut(&mut self.sources);
        let ids: Vec<FileId> = new.into_iter().map(|source| sources.push(source)).collect();
        let sources = &*sources;
        let sentences = ReadOnce::new(vocabulary);
        let read = |id: &FileId| Arc::new(GoalFile::read_among(sources.file(*id), *id, &sentences));
        self.files.extend(parallel::map(&ids, read));
        ids
    }

    /// Adds a file of settings and returns its number.
    pub fn add_settings(&mut self, source: SourceFile) -> FileId {
        let id = Arc::make_mut(&mut self.sources).push(source);
        self.files.push(Arc::new(GoalFile::of_settings(self.sources.file(id), id)));
        id
    }

    /// A file, to be kept.
    #[must_use]
    pub fn shared(&self, id: FileId) -> Arc<GoalFile> {
        Arc::clone(&self.files[id.0 as usize])
    }

    /// What a file says.
    #[must_use]
    pub fn file(&self, id: FileId) -> &GoalFile {
        &self.files[id.0 as usize]
    }

    /// The path of a file.
    #[must_use]
    pub fn path(&self, id: FileId) -> &str {
        &self.sources.file(id).path
    }

    /// Why a file could not be read, where it could not.
    #[must_use]
    pub fn defect(&self, id: FileId) -> Option<&Defect> {
        self.sources.file(id).defect.as_ref()
    }

    /// The text of a file.
    #[must_use]
    pub fn text(&self, id: FileId) -> &str {
        &self.sources.file(id).text
    }

    /// The workspace that consists of some of the files, in this order.
    #[must_use]
    pub fn workspace(&self, ids: &[FileId], calendar: Calendar) -> Workspace {
        let files = ids.iter().map(|id| Arc::clone(&self.files[id.0 as usize])).collect();
        Workspace::new(Arc::clone(&self.sources), files, calendar)
    }
}
