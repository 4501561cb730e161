//! Both ends of a change, and what lies between them.

use super::archive::{Archive, Listing};
use super::base::Base;
use super::load::{Loaded, Request, Site, Text};
use super::terminal::Terminal;
use crate::changes::{CommitLabel, GoalStep, History, Reference, Side};
use crate::goals::{Day, Library, Quarter};
use crate::settings::Settings;
use crate::source::git::{Commit, GitError, Repository, Step, TreeFile, is_blob};
use crate::source::{FileId, SETTINGS_FILE, SourceFile};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// A change: the goals before and after it.
#[derive(Debug)]
pub(super) struct Compared {
    /// The settings before it.
    pub(super) settings_before: Settings,
    pub(super) after: Loaded,
    /// The goals before it, and what else rules about change look back on.
    pub(super) history: History,
}

impl Compared {
    /// The earlier end.
    pub(super) fn before(&self) -> Side<'_> {
        Side { workspace: &self.history.base, settings: &self.settings_before }
    }

    /// The later end.
    pub(super) fn after(&self) -> Side<'_> {
        Side { workspace: &self.after.workspace, settings: &self.after.settings }
    }
}

/// Which version of the goals a comparison ends with.
#[derive(Debug)]
pub(super) enum End {
    /// The files as they are.
    WorkingTree,
    /// A commit.
    At(Commit),
}

/// Reads both ends of a change, every version of a file once.
///
/// # Errors
/// Git cannot be asked, or the later end cannot be read.
pub(super) fn compare(
    site: Site,
    repository: &Repository,
    base: &Base,
    end: &End,
    request: &Request<'_>,
    as_of: Day,
    terminal: &Terminal,
) -> anyhow::Result<Compared> {
    let mut archive = Archive::open(repository, request.largest_file)?;
    let places = site.places(request.paths);
    let listing = archive.list(&base.commit, &places)?;
    let blobs: HashMap<&str, &str> =
        listing.files.iter().map(|file| (file.path.as_str(), file.blob.as_str())).collect();
    let submodules = repository.submodules(&base.commit, &listing.places)?;
    let in_submodule = |path: &str| {
        submodules
            .iter()
            .any(|folder| path.strip_prefix(folder.as_str()).is_some_and(|rest| rest.starts_with('/')))
    };
    let (settings, same_settings, texts, requested, skipped) = match end {
        End::WorkingTree => {
            let is_known = |path: &str, bytes: &[u8]| {
                blobs.get(path).is_some_and(|blob| is_blob(bytes, blob)) || in_submodule(path)
            };
            let texts = site.read(request, is_known)?;
            let settings = std::fs::read(site.root.join(SETTINGS_FILE)).ok();
            let same = match (&settings, &listing.settings_blob) {
                (Some(bytes), Some(blob)) => is_blob(bytes, blob),
                (None, None) => true,
                _ => false,
            };
            (site.settings.clone(), same, texts.files, texts.requested, texts.skipped)
        }
        End::At(commit) => {
            let later = archive.list(commit, &places)?;
            let sources = archive.texts(&later.files.iter().collect::<Vec<_>>())?;
            let known =
                later.files.iter().map(|file| blobs.get(file.path.as_str()) == Some(&file.blob.as_str()));
            let texts =
                sources.into_iter().zip(known).map(|(source, known)| Text { source, known }).collect();
            let same = later.settings_blob == listing.settings_blob;
            (later.settings, same, texts, None, Vec::new())
        }
    };
    if let Some(folder) = submodules.first() {
        terminal.tell(&format!(
            "note: {folder} is a submodule, so its goals are taken as unchanged; run `okr` inside of it to compare them"
        ));
    }
    let mut shelf = Shelf::default();
    let known: Vec<bool> = texts.iter().map(|text| text.known && same_settings).collect();
    let sources: Vec<SourceFile> = texts.into_iter().map(|text| text.source).collect();
    let paths: Vec<String> = sources.iter().map(|source| source.path.clone()).collect();
    let after = shelf.library.add(sources, &settings.vocabulary);
    let shared: HashMap<&str, FileId> = paths
        .iter()
        .zip(after.iter().zip(&known))
        .filter(|(_, (_, known))| **known)
        .map(|(path, (id, _))| (path.as_str(), *id))
        .collect();
    let own: HashSet<&str> = paths.iter().map(String::as_str).collect();
    // What is there and not read is ignored by git or a link elsewhere: no goal now, and none before.
    let is_no_goal = |file: &TreeFile| {
        matches!(end, End::WorkingTree)
            && !own.contains(file.path.as_str())
            && places.iter().any(|place| file.path.starts_with(place.as_str()))
            && site.root.join(&file.path).symlink_metadata().is_ok()
    };
    let earlier: Vec<&TreeFile> = listing.files.iter().filter(|file| !is_no_goal(file)).collect();
    let mut before = shelf.files(&mut archive, &earlier, &shared, &listing.settings)?;
    before.extend(shared.iter().filter(|(path, _)| in_submodule(path)).map(|(_, id)| *id));
    let both: HashSet<FileId> = shared.values().copied().collect();
    let touched: HashSet<FileId> =
        after.iter().chain(&before).copied().filter(|id| !both.contains(id)).collect();
    let tell = |words: &str| terminal.tell(&format!("note: {words}"));
    let past = Past { shelf, archive, listing: &listing, shared: &shared, touched: &touched, as_of };
    let head = match end {
        End::WorkingTree => repository.find_commit("HEAD")?,
        End::At(commit) => Some(commit.clone()),
    };
    let found = match head {
        Some(head) if !touched.is_empty() => past.look_back(repository, base, &head, end, &after, &tell)?,
        _ => (past.shelf, BTreeMap::new(), Vec::new()),
    };
    let (shelf, references, steps) = found;
    let workspace = |ids: &[FileId], settings: &Settings| shelf.library.workspace(ids, settings.calendar);
    let history = History {
        base: workspace(&before, &listing.settings),
        references: references
            .into_iter()
            .map(|(quarter, found)| {
                let goals = workspace(&found.files, &settings);
                (quarter, Reference { settled: found.settled, goals, paths: found.paths })
            })
            .collect(),
        touched,
        steps: steps
            .into_iter()
            .map(|step| GoalStep {
                commit: step.commit,
                before: workspace(&step.before, &settings),
                after: workspace(&step.after, &settings),
            })
            .collect(),
    };
    let workspace = workspace(&after, &settings);
    Ok(Compared {
        settings_before: listing.settings,
        after: Loaded { root: site.root, settings, workspace, requested, skipped },
        history,
    })
}

/// Versions of files, each read once.
#[derive(Debug, Default)]
struct Shelf {
    library: Library,
    /// By path and content.
    versions: HashMap<(String, String), FileId>,
}

impl Shelf {
    /// The numbers of some versions, in their order; those in `shared` are known by path alone.
    fn files(
        &mut self,
        archive: &mut Archive<'_>,
        files: &[&TreeFile],
        shared: &HashMap<&str, FileId>,
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

/// What is needed to look further back than the base.
struct Past<'p> {
    shelf: Shelf,
    archive: Archive<'p>,
    listing: &'p Listing,
    shared: &'p HashMap<&'p str, FileId>,
    touched: &'p HashSet<FileId>,
    as_of: Day,
}

/// The goals of a quarter once they were settled.
struct Found {
    settled: Day,
    files: Vec<FileId>,
    paths: HashSet<String>,
}

/// What one commit did, by file numbers.
struct StepFiles {
    commit: Option<CommitLabel>,
    before: Vec<FileId>,
    after: Vec<FileId>,
}

type LookedBack = (Shelf, BTreeMap<Quarter, Found>, Vec<StepFiles>);

impl Past<'_> {
    fn look_back(
        mut self,
        repository: &Repository,
        base: &Base,
        head: &Commit,
        end: &End,
        after: &[FileId],
        tell: &dyn Fn(&str),
    ) -> anyhow::Result<LookedBack> {
        let mut references = BTreeMap::new();
        let mut oldest: Option<(Day, Commit)> = None;
        for (quarter, settled) in self.quarters() {
            let commit = repository.commit_at(head, &settled.to_string())?;
            let mut found = Found { settled, files: Vec::new(), paths: HashSet::new() };
            if let Some(commit) = commit {
                (found.files, found.paths) = self.goals_at(&commit)?;
                if oldest.as_ref().is_none_or(|(day, _)| settled < *day) {
                    oldest = Some((settled, commit));
                }
            }
            references.insert(quarter, found);
        }
        if repository.is_shallow() && references.values().any(|found| found.paths.is_empty()) {
            tell(&repository.cut_short().to_string());
        }
        let from = oldest.map_or_else(|| base.commit.clone(), |(_, commit)| commit);
        let paths = self.touched_paths(&references);
        let mut steps = Vec::new();
        if let End::WorkingTree = end {
            steps.extend(self.uncommitted(repository, head, after)?);
        }
        for step in repository.steps(&from, head, &paths)? {
            steps.push(self.step(step)?);
        }
        Ok((self.shelf, references, steps))
    }

    /// The quarters that the change touches and whose goals are settled, each with the last day of settling.
    fn quarters(&self) -> BTreeSet<(Quarter, Day)> {
        let calendar = self.listing.settings.calendar;
        let of_file = |id: &FileId| self.shelf.library.file(*id).content.quarter.get()?.quarter();
        let quarters = self.touched.iter().filter_map(of_file);
        let settled = |quarter| calendar.settled_by(quarter);
        quarters
            .map(|quarter| (quarter, settled(quarter)))
            .filter(|(_, settled)| *settled < self.as_of)
            .collect()
    }

    /// The goals of a commit without files that the change leaves alone, and the paths of all.
    fn goals_at(&mut self, commit: &Commit) -> Result<(Vec<FileId>, HashSet<String>), GitError> {
        let Listing { files, .. } = self.archive.list(commit, &self.listing.places)?;
        let paths: HashSet<String> = files.iter().map(|file| file.path.clone()).collect();
        let own: Vec<&TreeFile> =
            files.iter().filter(|file| !self.shared.contains_key(file.path.as_str())).collect();
        let nothing = HashMap::new();
        let ids = self.shelf.files(&mut self.archive, &own, &nothing, &self.listing.settings)?;
        Ok((ids, paths))
    }

    /// Every path under which a touched file was known.
    fn touched_paths(&self, references: &BTreeMap<Quarter, Found>) -> Vec<String> {
        let earlier = references.values().flat_map(|found| &found.paths);
        let mut paths: BTreeSet<String> =
            earlier.filter(|path| !self.shared.contains_key(path.as_str())).cloned().collect();
        paths.extend(self.touched.iter().map(|id| self.shelf.library.path(*id).to_owned()));
        paths.into_iter().collect()
    }

    /// What the working tree did to the touched files since the last commit.
    fn uncommitted(
        &mut self,
        repository: &Repository,
        head: &Commit,
        after: &[FileId],
    ) -> anyhow::Result<Option<StepFiles>> {
        let files = repository.goal_files(head, &self.listing.places)?;
        let touched: HashSet<&str> = self.touched.iter().map(|id| self.shelf.library.path(*id)).collect();
        let committed: Vec<TreeFile> =
            files.into_iter().filter(|file| touched.contains(file.path.as_str())).collect();
        let nothing = HashMap::new();
        let settings = &self.listing.settings;
        let wanted: Vec<&TreeFile> = committed.iter().collect();
        let mut before = self.shelf.files(&mut self.archive, &wanted, &nothing, settings)?;
        let mut after: Vec<FileId> = after.iter().copied().filter(|id| self.touched.contains(id)).collect();
        let library = &self.shelf.library;
        let says = |ids: &[FileId]| -> HashSet<(String, String)> {
            ids.iter().map(|id| (library.path(*id).to_owned(), library.text(*id).to_owned())).collect()
        };
        let (was, is) = (says(&before), says(&after));
        let differs = |id: &FileId, other: &HashSet<(String, String)>| {
            !other.contains(&(library.path(*id).to_owned(), library.text(*id).to_owned()))
        };
        before.retain(|id| differs(id, &is));
        after.retain(|id| differs(id, &was));
        let anything = !before.is_empty() || !after.is_empty();
        Ok(anything.then_some(StepFiles { commit: None, before, after }))
    }

    fn step(&mut self, step: Step) -> Result<StepFiles, GitError> {
        let version = |path: &str, blob: &Option<String>| {
            blob.clone().map(|blob| TreeFile { path: path.to_owned(), blob })
        };
        let before: Vec<TreeFile> =
            step.versions.iter().filter_map(|file| version(&file.path, &file.before)).collect();
        let after: Vec<TreeFile> =
            step.versions.iter().filter_map(|file| version(&file.path, &file.after)).collect();
        let nothing = HashMap::new();
        let mut ids = |files: &[TreeFile]| {
            let files: Vec<&TreeFile> = files.iter().collect();
            self.shelf.files(&mut self.archive, &files, &nothing, &self.listing.settings)
        };
        let commit = CommitLabel {
            name: step.commit.short().to_owned(),
            day: step.day.parse().ok(),
            author: step.author,
            subject: step.subject,
        };
        Ok(StepFiles { commit: Some(commit), before: ids(&before)?, after: ids(&after)? })
    }
}
