//! What commits hold: the settings and the goal files of each.

use super::LARGEST_VERSION;
use super::error::{FaultySettings, SettingsError};
use crate::rules::{Levels, read_settings};
use crate::settings::Settings;
use crate::source::git::{Blob, Blobs, Commit, GitError, Repository, TreeFile};
use crate::source::{Defect, FileId, GOALS_FOLDER, SETTINGS_FILE, SourceFile, Sources};
use std::collections::HashMap;

/// Reads files out of a repository.
pub(super) struct Archive<'a> {
    pub(super) repository: &'a Repository,
    blobs: Blobs,
    /// Larger files are not read; in bytes.
    largest_file: u64,
}

/// The goals of one commit, listed.
pub(super) struct Listing {
    pub(super) settings: Settings,
    pub(super) levels: Levels,
    /// What is wrong with the settings, where anything is.
    pub(super) faulty_settings: Option<SettingsError>,
    /// The name of the settings file's content, if there is one.
    pub(super) settings_blob: Option<String>,
    /// Its text.
    pub(super) settings_source: Option<SourceFile>,
    /// The folders that hold goals.
    pub(super) places: Vec<String>,
    /// The goal files.
    pub(super) files: Vec<TreeFile>,
    /// The submodules in those folders.
    pub(super) submodules: Vec<String>,
}

impl Listing {
    /// The names of the files' contents, by path.
    pub(super) fn blobs(&self) -> HashMap<&str, &str> {
        self.files.iter().map(|file| (file.path.as_str(), file.blob.as_str())).collect()
    }
}

impl<'a> Archive<'a> {
    /// An archive whose files above `largest_file` bytes are not read.
    ///
    /// # Errors
    /// Git cannot be started.
    pub(super) fn open(repository: &'a Repository, largest_file: u64) -> Result<Self, GitError> {
        Ok(Self { repository, blobs: repository.blobs()?, largest_file })
    }

    /// The texts of some files, in their order. Files with one content share it.
    ///
    /// # Errors
    /// A content is not in this clone or not what was committed, there is more than anybody's goals, or git stopped
    /// answering.
    pub(super) fn texts(&mut self, files: &[&TreeFile]) -> Result<Vec<SourceFile>, GitError> {
        let mut names: Vec<&str> = files.iter().map(|file| file.blob.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        let blobs = self.blobs.read(&names, self.largest_file)?;
        let limit = self.largest_file;
        let mut contents: HashMap<&str, Result<SourceFile, Blob>> = HashMap::new();
        for (name, blob) in std::iter::zip(names, blobs) {
            let content = match blob {
                Blob::Bytes(bytes) => Ok(SourceFile::from_bytes(String::new(), bytes)),
                Blob::TooLarge => Ok(SourceFile::defective(String::new(), Defect::TooLarge { limit })),
                other => Err(other),
            };
            contents.insert(name, content);
        }
        let mut total = 0;
        let source = |file: &&TreeFile| match &contents[file.blob.as_str()] {
            Ok(content) => {
                total += content.text.len();
                if total > LARGEST_VERSION {
                    return Err(GitError::TooLarge("its files have more than 512 MB"));
                }
                Ok(SourceFile { path: file.path.clone(), ..content.clone() })
            }
            Err(Blob::Missing) => Err(GitError::NotInClone(file.path.clone())),
            Err(_) => Err(GitError::Damaged(file.path.clone())),
        };
        files.iter().map(source).collect()
    }

    /// The settings and the goal files of a commit: those of the goals folders and of `paths`.
    ///
    /// # Errors
    /// Git cannot read the commit.
    pub(super) fn list(&mut self, commit: &Commit, paths: &[String]) -> Result<Listing, GitError> {
        let settings_file = self.repository.goal_files(commit, &[SETTINGS_FILE.to_owned()])?;
        let (mut settings, mut levels) = <(Settings, Levels)>::default();
        let mut faulty_settings = None;
        let settings_source = self.texts(&settings_file.iter().collect::<Vec<_>>())?.pop();
        if let Some(source) = &settings_source {
            let problems;
            (settings, levels, problems) = read_settings(&source.text, FileId::default());
            if !problems.is_empty() {
                let sources = Sources::new(vec![source.clone()]);
                faulty_settings = Some(SettingsError::Faulty(Box::new(FaultySettings { sources, problems })));
            }
        }
        let mut places = self.goal_places(commit, &settings)?;
        places.extend(paths.iter().cloned());
        let (files, submodules) = self.repository.goal_files_and_submodules(commit, &places)?;
        let settings_blob = settings_file.into_iter().next().map(|file| file.blob);
        Ok(Listing {
            settings,
            levels,
            faulty_settings,
            settings_blob,
            settings_source,
            places,
            files,
            submodules,
        })
    }

    /// The folders that hold goals in a commit: those of its settings, otherwise `okrs` where it has that, otherwise everything.
    fn goal_places(&self, commit: &Commit, settings: &Settings) -> Result<Vec<String>, GitError> {
        if !settings.goals.is_empty() {
            let plain = |folder: &String| {
                let parts: Vec<&str> =
                    folder.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
                parts.join("/")
            };
            return Ok(settings.goals.iter().map(plain).collect());
        }
        let usual = GOALS_FOLDER.to_owned();
        let has_usual = self.repository.has_folder(commit, &usual)?;
        Ok(vec![if has_usual { usual } else { String::new() }])
    }
}
