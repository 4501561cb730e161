//! The texts of goals in files.

use super::error::OpenError;
use super::places::{Request, Text};
use super::site::Site;
use super::{LARGEST_FILE, LARGEST_NAMED, LARGEST_VERSION, Project};
use crate::goals::{Workspace, has_goal_key, has_readings_header};
use crate::parallel;
use crate::source::git::{GitError, blob_name};
use crate::source::{
    Defect, Discovered, FileId, ReadError, SETTINGS_FILE, Skipped, SourceFile, Sources, discover,
    is_goal_file, is_readings_file, nearly_goal_file, read_file, repository_root, shown_path,
};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The goals' texts.
#[derive(Debug)]
pub(super) struct Texts {
    /// By path.
    pub(super) files: Vec<FileText>,
    /// Which of them were asked for, by their numbers; `None`: all.
    pub(super) requested: Option<HashSet<FileId>>,
    /// What could not be read at all.
    pub(super) skipped: Vec<Skipped>,
}

/// One file's text.
#[derive(Debug)]
pub(super) struct FileText {
    pub(super) source: SourceFile,
    /// The name that git gives its bytes, where it was worked out.
    pub(super) blob: Option<String>,
}

impl Texts {
    /// The project of these texts.
    ///
    /// # Errors
    /// Git cannot be asked about files that a metric names and that are not there.
    pub(super) fn into_project(self, site: Site) -> Result<Project, OpenError> {
        let files = self.files.into_iter().map(|text| text.source).collect();
        let (vocabulary, calendar) = (&site.settings.vocabulary, site.settings.calendar);
        let mut workspace = Workspace::read(Sources::new(files), vocabulary, calendar);
        workspace.not_there = site.not_there(&workspace)?;
        let Site { root, settings, levels, .. } = site;
        let Texts { requested, skipped, .. } = self;
        let notices = Vec::new();
        Ok(Project { root, settings, levels, workspace, requested, skipped, notices })
    }
}

impl Site {
    /// Reads the texts asked for and those around them.
    ///
    /// # Errors
    /// No goal file at all.
    pub(super) fn read(&self, request: &Request<'_>) -> Result<Texts, OpenError> {
        self.read_as(request, |name, read| file_text(name, read, |_| None))
    }

    /// The same with the names that git gives their bytes, for comparing them with those of a commit.
    ///
    /// # Errors
    /// No goal file at all.
    pub(super) fn read_with_names(&self, request: &Request<'_>) -> Result<Texts, OpenError> {
        self.read_as(request, |name, read| file_text(name, read, |bytes| Some(blob_name(bytes))))
    }

    /// The same, with `take` deciding what to keep of each file's bytes.
    ///
    /// # Errors
    /// No goal file at all.
    pub(super) fn read_as(
        &self,
        request: &Request<'_>,
        take: impl Fn(String, Result<Vec<u8>, Defect>) -> FileText + Sync,
    ) -> Result<Texts, OpenError> {
        let everything = request.is_everything();
        let wanted = match (everything, self.folders.is_empty()) {
            (true, true) => vec![self.root.clone()],
            (true, false) => self.folders.clone(),
            (false, _) => request.named(&self.named_root),
        };
        if let Some(folder) = too_large(&wanted, request.home) {
            return Err(OpenError::TooLarge(folder.clone()));
        }
        let mut asked_for = self.discover(&wanted)?;
        // The settings were judged when they were read, and hold no goals.
        let settings = self.root.join(SETTINGS_FILE);
        let names_settings = wanted.contains(&settings);
        asked_for.files.retain(|path| *path != settings);
        let unread = asked_for.like_settings.iter().filter_map(|path| self.called_like_settings(path));
        asked_for.skipped.extend(unread);
        let may_be_none = names_settings || request.text.is_some();
        if asked_for.files.is_empty() && asked_for.skipped.is_empty() && !may_be_none {
            return Err(self.no_goal_files(wanted));
        }
        let stands_for = request.text.as_ref().and_then(|text| text.stands_for.as_deref());
        let stands_for = stands_for.map(|path| request.here.join(path));
        // Goals refer to each other: a single file is judged together with the goals around it.
        let alone = request.text.is_some() && stands_for.is_none() && asked_for.files.is_empty();
        let mut paths = asked_for.files.clone();
        if !everything && !alone && wanted != self.folders {
            paths.extend(self.discover(&self.folders)?.files);
            paths.sort_unstable();
            paths.dedup();
        }
        paths.retain(|path| Some(path) != stands_for.as_ref());
        let mut files = self.read_all(&paths, request.largest_file, &take)?;
        // Outside of the places for goals, other YAML files do not count unless they were named.
        let is_place = |path: &PathBuf| self.folders.iter().any(|folder| path.starts_with(folder));
        if !paths.iter().all(is_place) {
            let named: HashSet<&PathBuf> = wanted.iter().collect();
            let is_goal = |(path, file): &(PathBuf, FileText)| {
                named.contains(path) || is_place(path) || may_hold_goals(&file.source)
            };
            (paths, files) = std::iter::zip(paths, files).filter(is_goal).unzip();
            if files.is_empty() && asked_for.skipped.is_empty() && !may_be_none {
                return Err(self.no_goal_files(wanted));
            }
        }
        let asked: HashSet<&PathBuf> = asked_for.files.iter().collect();
        let mut requested: HashSet<FileId> = (0u32..)
            .zip(&paths)
            .filter(|(_, path)| asked.contains(path))
            .map(|(number, _)| FileId(number))
            .collect();
        let mut skipped = asked_for.skipped;
        skipped.extend(std::iter::zip(&paths, &files).filter_map(|(path, file)| match &file.source.defect {
            Some(Defect::Unreadable(reason)) => Some(Skipped { path: path.clone(), reason: reason.clone() }),
            _ => None,
        }));
        if let Some(Text { content, .. }) = &request.text {
            requested.insert(FileId(files.len() as u32));
            let name = stands_for.map_or("<stdin>".to_owned(), |path| shown_path(&path, &self.root));
            files.push(take(name, content.clone()));
        }
        // Said as they were asked for, not as the whole path from the root of the disk.
        for skipped in &mut skipped {
            if let Ok(short) = skipped.path.strip_prefix(request.here) {
                skipped.path = short.to_path_buf();
            }
        }
        Ok(Texts { files, requested: (!everything).then_some(requested), skipped })
    }
}

impl Site {
    fn no_goal_files(&self, searched: Vec<PathBuf>) -> OpenError {
        let nearly = searched.iter().find_map(|folder| nearly_goal_file(folder));
        OpenError::NoGoalFiles { searched, root: self.root.clone(), nearly }
    }

    /// What is not read from a file that is called as the settings are: goals, or settings in a folder of goals.
    fn called_like_settings(&self, path: &Path) -> Option<Skipped> {
        let text = String::from_utf8(read_file(path, LARGEST_FILE).ok()?).ok()?;
        let reason = if has_goal_key(&text) {
            let folder = path.parent().and_then(Path::file_name).filter(|_| {
                path.parent().is_some_and(|folder| !self.folders.iter().any(|goals| goals == folder))
            });
            let name = folder.map_or("goals".into(), |name| name.to_string_lossy());
            ReadError::CalledLikeSettings(format!("{name}.yaml"))
        } else if self.folders.iter().any(|folder| path.starts_with(folder)) && !text.trim().is_empty() {
            ReadError::SettingsElsewhere
        } else {
            return None;
        };
        Some(Skipped { path: path.to_path_buf(), reason })
    }

    /// Reads files of at most `largest_file` bytes each, and of no more in all than goals have.
    fn read_all(
        &self,
        paths: &[PathBuf],
        largest_file: u64,
        take: &(impl Fn(String, Result<Vec<u8>, Defect>) -> FileText + Sync),
    ) -> Result<Vec<FileText>, OpenError> {
        let are_named = !self.settings.goals.is_empty();
        let most = if are_named { LARGEST_NAMED } else { LARGEST_VERSION };
        let most = most.max(usize::try_from(largest_file).unwrap_or(usize::MAX));
        let total = AtomicUsize::new(0);
        let read = |path: &PathBuf| {
            if total.load(Ordering::Relaxed) > most {
                return None;
            }
            let bytes = read_file(path, largest_file);
            total.fetch_add(bytes.as_ref().map_or(0, Vec::len), Ordering::Relaxed);
            Some(take(shown_path(path, &self.root), bytes))
        };
        let files = parallel::map(paths, read);
        let fits = total.into_inner() <= most;
        let files = files.into_iter().collect::<Option<Vec<FileText>>>().filter(|_| fits);
        files.ok_or(if are_named { OpenError::TooManyGoals } else { OpenError::TooMuch })
    }

    /// The goal files below some folders. What git tracks counts although a `.gitignore` names it, as in git: who could
    /// change one could otherwise hide the goals that a change touches.
    fn discover(&self, wanted: &[PathBuf]) -> Result<Discovered, OpenError> {
        let found = discover(&self.root, wanted);
        if found.ignored.is_empty() || repository_root(&self.root).is_none() {
            return Ok(found);
        }
        let tracked = match self.repository() {
            Ok(repository) => {
                let below = |path: &PathBuf| path.strip_prefix(&self.root).ok().map(Path::to_path_buf);
                repository.tracked(&found.ignored.iter().filter_map(below).collect::<Vec<_>>())?
            }
            // A folder called `.git` that is not a repository tracks nothing.
            Err(GitError::NoRepository(_)) => return Ok(found),
            Err(error) => return Err(error.into()),
        };
        let is_goal = |path: &&PathBuf| {
            let is_hidden = path.iter().any(|part| part.as_encoded_bytes().starts_with(b"."));
            !is_hidden && is_goal_file(path)
        };
        let tracked = tracked.iter().filter(is_goal).map(|path| self.root.join(path));
        let mut all = wanted.to_vec();
        all.extend(tracked.filter(|path| path.symlink_metadata().is_ok()));
        Ok(if all.len() > wanted.len() { discover(&self.root, &all) } else { found })
    }
}

/// A folder that nobody keeps goals all over: that of all files, or one that holds somebody's own folder.
pub(super) fn too_large<'f>(wanted: &'f [PathBuf], home: Option<&Path>) -> Option<&'f PathBuf> {
    let home = home.and_then(|home| std::fs::canonicalize(home).ok());
    let holds_home = |folder: &Path| home.as_ref().is_some_and(|home| home.starts_with(folder));
    wanted.iter().find(|folder| folder.parent().is_none() || holds_home(folder))
}

/// Whether there are goals in a file, or nobody can say.
pub(super) fn may_hold_goals(source: &SourceFile) -> bool {
    holds_goals(source) || source.defect.is_some() && source.text.is_empty()
}

/// Whether a file begins as one of goals, or of readings.
pub(super) fn holds_goals(SourceFile { path, text, .. }: &SourceFile) -> bool {
    match is_readings_file(Path::new(path)) {
        true => has_readings_header(text),
        false => has_goal_key(text),
    }
}

/// One file as it was read; what went wrong becomes a defect of the file, so that it never hides the others.
fn file_text(
    name: String,
    read: Result<Vec<u8>, Defect>,
    blob: impl Fn(&[u8]) -> Option<String>,
) -> FileText {
    match read {
        Ok(bytes) => {
            let blob = blob(&bytes);
            FileText { source: SourceFile::from_bytes(name, bytes), blob }
        }
        Err(defect) => FileText { source: SourceFile::defective(name, defect), blob: None },
    }
}
