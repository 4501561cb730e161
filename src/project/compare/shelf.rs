//! Versions of files, each read once.

use super::LaterText;
use crate::goals::Library;
use crate::project::archive::Archive;
use crate::settings::Settings;
use crate::source::git::{GitError, TreeFile};
use crate::source::{FileId, SourceFile};
use std::collections::{BTreeMap, HashMap, HashSet};

/// A library that knows its files by path and content.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    pub(super) library: Library,
    /// The paths of the later end.
    paths: HashSet<String>,
    /// By path and content.
    versions: HashMap<(String, String), FileId>,
}

impl Shelf {
    /// The numbers of the later end's files, and by their paths of those that both ends share.
    pub(super) fn later(
        &mut self,
        texts: Vec<LaterText>,
        is_shared: impl Fn(&LaterText) -> bool,
        settings: &Settings,
    ) -> (Vec<FileId>, BTreeMap<String, FileId>) {
        let shared: Vec<bool> = texts.iter().map(is_shared).collect();
        let sources: Vec<SourceFile> = texts.into_iter().map(|text| text.source).collect();
        let ids = self.library.add(sources, &settings.vocabulary);
        self.paths = ids.iter().map(|id| self.library.path(*id).to_owned()).collect();
        let shared = ids.iter().zip(shared).filter(|(_, shared)| *shared);
        let shared = shared.map(|(id, _)| (self.library.path(*id).to_owned(), *id)).collect();
        (ids, shared)
    }

    /// Whether the later end has a file.
    pub(super) fn has(&self, path: &str) -> bool {
        self.paths.contains(path)
    }

    /// The numbers of some versions, in their order; those in `shared` are known by path alone.
    pub(super) fn files(
        &mut self,
        archive: &mut Archive<'_>,
        files: &[&TreeFile],
        shared: &BTreeMap<String, FileId>,
        settings: &Settings,
    ) -> Result<Vec<FileId>, GitError> {
        let key = |file: &TreeFile| (file.path.clone(), file.blob.clone());
        let mut missing: Vec<&TreeFile> = files
            .iter()
            .copied()
            .filter(|file| !shared.contains_key(file.path.as_str()))
            .filter(|file| !self.versions.contains_key(&key(file)))
            .collect();
        missing.sort_unstable_by_key(|file| (&file.path, &file.blob));
        missing.dedup();
        let texts = archive.texts(&missing)?;
        let ids = self.library.add(texts, &settings.vocabulary);
        self.versions.extend(missing.iter().map(|file| key(file)).zip(ids));
        let number = |file: &&TreeFile| {
            shared.get(file.path.as_str()).or_else(|| self.versions.get(&key(file))).copied()
        };
        Ok(files.iter().filter_map(number).collect())
    }
}
