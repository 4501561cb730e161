//! Both ends of a change and the steps between them.

mod past;
mod shelf;
mod steps;

use super::Project;
use super::archive::{Archive, Listing};
use super::base::Base;
use super::error::OpenError;
use super::folder::{FileText, Texts, holds_goals};
use super::notice::Notice;
use super::places::Request;
use super::pulled_files::not_there_at;
use super::site::Site;
use crate::changes::{History, Side};
use crate::goals::Day;
use crate::parallel;
use crate::rules::Levels;
use crate::settings::Settings;
use crate::source::git::{Commit, GitError, Repository, TreeFile, is_blob};
use crate::source::{FileId, SETTINGS_FILE, Skipped, SourceFile, read_file};
use past::{LookedBack, Past};
use shelf::Shelf;
use std::collections::HashSet;
use std::path::Path;
pub(super) use steps::steps_since;

/// A change: the goals before and after it.
#[derive(Debug)]
pub struct Compared {
    /// The settings before it.
    settings_before: Settings,
    /// The goals after it.
    pub after: Project,
    /// The goals before it, and what else rules about change look back on.
    pub history: History,
    /// Whether both ends have the same settings file.
    pub same_settings: bool,
}

impl Compared {
    /// The earlier end.
    #[must_use]
    pub fn before(&self) -> Side<'_> {
        Side { workspace: &self.history.base, settings: &self.settings_before }
    }

    /// The later end.
    #[must_use]
    pub fn after(&self) -> Side<'_> {
        self.after.side()
    }
}

/// Which version of the goals a comparison ends with.
#[derive(Debug)]
pub enum End {
    /// The files as they are.
    WorkingTree,
    /// A commit.
    At(Commit),
}

/// Reads both ends of a change, every version of a file once.
///
/// # Errors
/// Git cannot be asked, or the later end cannot be read.
pub fn compare(
    site: Site,
    repository: &Repository,
    base: &Base,
    end: &End,
    request: &Request<'_>,
    as_of: Day,
) -> Result<Compared, OpenError> {
    let mut archive = Archive::open(repository, request.largest_file)?;
    let places = site.places(request);
    let (listing, later, head) = match end {
        End::WorkingTree => {
            let ask = || -> Result<_, GitError> {
                let listing = archive.list(&base.commit, &places)?;
                let left_out = repository.not_checked_out(&listing.places)?;
                Ok((listing, left_out, repository.find_commit("HEAD")?))
            };
            let (asked, texts) = parallel::while_waiting(ask, || site.read_with_names(request));
            let (listing, left_out, head) = asked?;
            let later = Later::in_folders(&site, request, texts?, &listing);
            let later = match &head {
                Some(head) if !left_out.is_empty() => {
                    later.with_what_is_not_checked_out(&left_out, head, &listing, &mut archive)?
                }
                _ => later,
            };
            (listing, later, head)
        }
        End::At(commit) => {
            let listing = archive.list(&base.commit, &places)?;
            let later = Later::at(commit, &places, &listing, &mut archive)?;
            (listing, later, Some(commit.clone()))
        }
    };
    let submodules = Submodules(listing.submodules.clone());
    let mut notices: Vec<Notice> = submodules.notice().into_iter().collect();
    let is_nothing = listing.files.is_empty() && listing.settings_blob.is_none();
    if is_nothing && !repository.folder().is_empty() {
        let (commit, folder) = (base.commit.short().to_owned(), repository.folder().to_owned());
        notices.push(Notice::NothingBefore { commit, folder });
    }
    let Later { settings, levels, same_settings, settings_source, texts, requested, skipped } = later;
    let changed_file = settings_source.or_else(|| listing.settings_source.clone()).filter(|_| !same_settings);
    let mut shelf = Shelf::default();
    let is_shared = |text: &LaterText| text.is_known && (same_settings || submodules.hold(&text.source.path));
    let (after, shared) = shelf.later(texts, is_shared, &settings);
    let mut earlier: Vec<&TreeFile> = listing.files.iter().collect();
    if matches!(end, End::WorkingTree) {
        let is_unread = |file: &&TreeFile| {
            !shelf.has(&file.path) && places.iter().any(|place| is_at_or_below(&file.path, place))
        };
        let unread: Vec<&TreeFile> = earlier.iter().copied().filter(is_unread).collect();
        let passed_over = passed_over(&site.root, &unread, &shelf, &mut archive, request.largest_file)?;
        earlier.retain(|file| !passed_over.contains(file.path.as_str()));
    }
    let mut before = shelf.files(&mut archive, &earlier, &shared, &listing.settings)?;
    before.extend(shared.iter().filter(|(path, _)| submodules.hold(path)).map(|(_, id)| *id));
    before.sort_by(|a, b| shelf.library.path(*a).cmp(shelf.library.path(*b)));
    notices.extend(unread_before(&before, &shelf, &base.commit));
    let touched = only_in_one(&before, &after);
    let uncommitted = matches!(end, End::WorkingTree).then_some(&after[..]);
    let found = match head {
        Some(head) if !touched.is_empty() => {
            let past = Past {
                repository,
                shelf,
                archive,
                listing: &listing,
                shared: &shared,
                touched: &touched,
                as_of,
            };
            past.look_back(base, &head, uncommitted, &mut notices)?
        }
        _ => LookedBack::nothing(shelf),
    };
    let (mut workspace, mut history) =
        found.into_history(&before, &after, touched, &listing.settings, (&settings, changed_file));
    if matches!(end, End::WorkingTree) {
        workspace.not_there = site.not_there(&workspace)?;
        history.base.not_there = not_there_at(repository, &base.commit, &history.base, &workspace.not_there)?;
    }
    Ok(Compared {
        settings_before: listing.settings,
        after: Project { root: site.root, settings, levels, workspace, requested, skipped, notices },
        history,
        same_settings,
    })
}

/// The later end as it was read.
struct Later {
    settings: Settings,
    levels: Levels,
    /// Whether its settings file is the earlier end's.
    same_settings: bool,
    /// Its settings file, if it has one.
    settings_source: Option<SourceFile>,
    texts: Vec<LaterText>,
    requested: Option<HashSet<FileId>>,
    skipped: Vec<Skipped>,
}

/// A text of the later end.
struct LaterText {
    source: SourceFile,
    /// Whether the earlier end has it as well.
    is_known: bool,
}

impl Later {
    /// The files as they are.
    fn in_folders(site: &Site, request: &Request<'_>, texts: Texts, earlier: &Listing) -> Self {
        let submodules = Submodules(earlier.submodules.clone());
        let blobs = earlier.blobs();
        let later = |FileText { source, blob }: FileText| {
            let path = source.path.as_str();
            let is_known = blob.is_some_and(|blob| blobs.get(path) == Some(&&*blob) || submodules.hold(path));
            LaterText { source, is_known }
        };
        let settings = read_file(&site.root.join(SETTINGS_FILE), request.largest_file).ok();
        let same_settings = match (&settings, &earlier.settings_blob) {
            (Some(bytes), Some(blob)) => is_blob(bytes, blob),
            (None, None) => true,
            _ => false,
        };
        Self {
            settings: site.settings.clone(),
            levels: site.levels.clone(),
            same_settings,
            settings_source: settings.map(|bytes| SourceFile::from_bytes(SETTINGS_FILE.to_owned(), bytes)),
            texts: texts.files.into_iter().map(later).collect(),
            requested: texts.requested,
            skipped: texts.skipped,
        }
    }

    /// Adds the files that a sparse checkout leaves out: they still exist.
    fn with_what_is_not_checked_out(
        mut self,
        left_out: &HashSet<String>,
        head: &Commit,
        earlier: &Listing,
        archive: &mut Archive<'_>,
    ) -> Result<Self, OpenError> {
        let files = archive.repository.goal_files(head, &earlier.places)?;
        let files: Vec<&TreeFile> = files.iter().filter(|file| left_out.contains(&file.path)).collect();
        let blobs = earlier.blobs();
        for (file, source) in std::iter::zip(&files, archive.texts(&files)?) {
            let is_known = blobs.get(file.path.as_str()) == Some(&file.blob.as_str());
            self.texts.push(LaterText { source, is_known });
        }
        Ok(self)
    }

    /// The files of a commit.
    fn at(
        commit: &Commit,
        places: &[String],
        earlier: &Listing,
        archive: &mut Archive<'_>,
    ) -> Result<Self, OpenError> {
        let blobs = earlier.blobs();
        let later = archive.list(commit, places)?;
        let sources = archive.texts(&later.files.iter().collect::<Vec<_>>())?;
        let known = later.files.iter().map(|file| blobs.get(file.path.as_str()) == Some(&file.blob.as_str()));
        let texts = sources.into_iter().zip(known);
        let texts = texts.map(|(source, is_known)| LaterText { source, is_known }).collect();
        let same_settings = later.settings_blob == earlier.settings_blob;
        let Listing { settings, levels, settings_source, .. } = later;
        let (requested, skipped) = (None, Vec::new());
        Ok(Self { settings, levels, same_settings, settings_source, texts, requested, skipped })
    }
}

/// Folders whose own history the repository around them does not know.
struct Submodules(Vec<String>);

impl Submodules {
    fn hold(&self, path: &str) -> bool {
        self.0.iter().any(|folder| path != folder && is_at_or_below(path, folder))
    }

    fn notice(&self) -> Option<Notice> {
        self.0.first().map(|folder| Notice::Submodule(folder.clone()))
    }
}

fn is_at_or_below(path: &str, folder: &str) -> bool {
    folder.is_empty()
        || path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Of the earlier end's files that the later end did not read, those that say nothing about goals in either: links, which
/// are read under the name of their file, and files that are still there and were no goals before.
fn passed_over<'f>(
    root: &Path,
    unread: &[&'f TreeFile],
    shelf: &Shelf,
    archive: &mut Archive<'_>,
    largest_file: u64,
) -> Result<HashSet<&'f str>, GitError> {
    let mut passed_over = HashSet::new();
    let mut rewritten = Vec::new();
    for file in unread {
        let path = root.join(&file.path);
        let Ok(metadata) = path.symlink_metadata() else { continue };
        let is_unchanged = || read_file(&path, largest_file).is_ok_and(|bytes| is_blob(&bytes, &file.blob));
        let is_read_elsewhere = || names_one_of(root, &path, shelf);
        if metadata.is_symlink() && file.is_link && is_read_elsewhere()
            || metadata.is_file() && is_unchanged()
        {
            passed_over.insert(file.path.as_str());
        } else if metadata.is_file() {
            rewritten.push(*file);
        }
    }
    let texts = archive.texts(&rewritten)?;
    let were_no_goals = std::iter::zip(rewritten, texts).filter(|(_, source)| !holds_goals(source));
    passed_over.extend(were_no_goals.map(|(file, _)| file.path.as_str()));
    Ok(passed_over)
}

/// The files whose earlier goals nobody can see.
fn unread_before(before: &[FileId], shelf: &Shelf, commit: &Commit) -> Vec<Notice> {
    let unread = |id: &FileId| {
        let defect = shelf.library.defect(*id)?.clone();
        let path = shelf.library.path(*id).to_owned();
        Some(Notice::UnreadBefore { commit: commit.short().to_owned(), path, defect })
    };
    before.iter().filter_map(unread).collect()
}

/// Whether a link names a file that was read under its own name.
fn names_one_of(root: &Path, link: &Path, shelf: &Shelf) -> bool {
    let (Ok(root), Ok(target)) = (root.canonicalize(), link.canonicalize()) else { return false };
    target.strip_prefix(root).is_ok_and(|path| path.to_str().is_some_and(|path| shelf.has(path)))
}

fn only_in_one(before: &[FileId], after: &[FileId]) -> HashSet<FileId> {
    let (was, is): (HashSet<&FileId>, HashSet<&FileId>) = (before.iter().collect(), after.iter().collect());
    was.symmetric_difference(&is).map(|id| **id).collect()
}
