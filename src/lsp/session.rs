//! What the server knows: the open files, the workspaces they are in, and what the editor wants.

use super::client::Client;
use super::document::Document;
use super::opened::Opened;
use super::options::Options;
use super::position::Page;
use super::uri::{path_of, uri_of};
use crate::goals::{Day, GoalFile};
use crate::rules::Days;
use crate::source::{FileId, SETTINGS_FILE, find_root, is_goal_file};
use gen_lsp_types::{Position, TextDocumentContentChangeEvent, TextDocumentPositionParams, Uri};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Everything between two messages.
#[derive(Debug)]
pub(super) struct Session {
    pub(super) client: Client,
    pub(super) options: Options,
    /// The day that everything depends on.
    days: fn() -> Days,
    home: Option<PathBuf>,
    /// The folders that the editor shows.
    folders: Vec<PathBuf>,
    /// The open files, by where they really lie.
    documents: BTreeMap<PathBuf, Document>,
    /// The workspaces, by where their roots really lie.
    workspaces: BTreeMap<PathBuf, Opened>,
    /// Workspaces that are not looked at any more, and whose diagnostics the editor still has.
    left: Vec<Opened>,
}

/// An open file with its workspace.
#[derive(Clone, Copy)]
pub(super) struct Sheet<'s> {
    pub(super) session: &'s Session,
    pub(super) opened: &'s Opened,
    pub(super) document: &'s Document,
}

/// A place in an open file.
pub(super) struct Spot<'s> {
    pub(super) sheet: Sheet<'s>,
    pub(super) page: Page<'s>,
    /// The byte that the cursor is before.
    pub(super) offset: usize,
}

/// A file's place among workspaces.
struct Home {
    named_root: PathBuf,
    root: PathBuf,
    path: PathBuf,
}

impl Session {
    pub(super) fn new(client: Client, options: Options, days: fn() -> Days, home: Option<PathBuf>) -> Self {
        let (folders, documents, workspaces, left) = Default::default();
        Self { client, options, days, home, folders, documents, workspaces, left }
    }

    pub(super) fn today(&self) -> Day {
        (self.days)().as_of
    }

    /// Takes in which folders the editor shows, and opens the workspaces they are in.
    pub(super) fn change_folders(&mut self, added: &[Uri], removed: &[Uri]) {
        let removed: Vec<PathBuf> = removed.iter().filter_map(path_of).collect();
        self.folders.retain(|folder| !removed.contains(folder));
        self.folders.extend(added.iter().filter_map(path_of));
        self.find_workspaces();
    }

    /// Looks again at which workspaces there are: those of the folders and of the open files.
    pub(super) fn find_workspaces(&mut self) {
        let mut wanted: BTreeMap<PathBuf, PathBuf> = BTreeMap::new();
        for folder in &self.folders {
            let named = find_root(folder).unwrap_or_else(|| folder.clone());
            wanted.entry(real(&named)).or_insert(named);
        }
        let homes: Vec<(PathBuf, Home)> = self
            .documents
            .iter()
            .filter_map(|(path, document)| Some((path.clone(), self.home_of(&path_of(&document.uri)?))))
            .collect();
        for (path, home) in homes {
            if let Some(mut document) = self.documents.remove(&path) {
                document.root.clone_from(&home.root);
                document.path.clone_from(&home.path);
                self.documents.insert(home.path, document);
            }
            wanted.entry(home.root).or_insert(home.named_root);
        }
        self.documents.values_mut().for_each(|document| document.is_ahead = false);
        let mut known = std::mem::take(&mut self.workspaces);
        for (root, named) in wanted {
            let buffers = self.buffers_of(&root);
            let opened = match known.remove(&root) {
                Some(mut opened) => {
                    opened.change(|overlay| overlay.hold(buffers));
                    opened
                }
                None => Opened::open(&named, &root, self.home.as_deref(), buffers),
            };
            self.workspaces.insert(root, opened);
        }
        self.left.extend(known.into_values());
    }

    /// The workspaces that are not looked at any more.
    pub(super) fn take_left(&mut self) -> Vec<Opened> {
        std::mem::take(&mut self.left)
    }

    fn buffers_of(&self, root: &Path) -> BTreeMap<PathBuf, String> {
        let of_root = self.documents.values().filter(|document| document.root == root);
        of_root.map(|document| (document.path.clone(), document.text.clone())).collect()
    }

    /// Where a file belongs.
    fn home_of(&self, path: &Path) -> Home {
        let parent = path.parent().unwrap_or(path);
        let around = || {
            self.folders.iter().filter(|folder| path.starts_with(folder)).max_by_key(|f| f.as_os_str().len())
        };
        let is_settings = path.file_name().is_some_and(|name| name == SETTINGS_FILE);
        let named_root = match is_settings {
            // Settings make their folder a root, also before they are saved.
            true => parent.to_path_buf(),
            false => find_root(parent).or_else(|| around().cloned()).unwrap_or_else(|| parent.to_path_buf()),
        };
        let root = real(&named_root);
        let path = path.strip_prefix(&named_root).map_or_else(|_| path.to_path_buf(), |rest| root.join(rest));
        Home { named_root, root, path }
    }

    /// Takes in a file that the editor opened.
    pub(super) fn open(&mut self, uri: Uri, text: String, version: i32) {
        let Some(path) = path_of(&uri).filter(|path| is_ours(path)) else { return };
        let Home { named_root, root, path } = self.home_of(&path);
        let document =
            Document { uri, text, version, root: root.clone(), path: path.clone(), is_ahead: true };
        self.documents.insert(path, document);
        if !self.workspaces.contains_key(&root) {
            let opened = Opened::open(&named_root, &root, self.home.as_deref(), self.buffers_of(&root));
            self.workspaces.insert(root, opened);
        }
    }

    /// Makes changes of an open file. Those of a file that is not open are for another server, or a mistake.
    pub(super) fn change(&mut self, uri: &Uri, version: i32, changes: Vec<TextDocumentContentChangeEvent>) {
        let encoding = self.client.encoding;
        if let Some(document) = self.document_mut(uri) {
            document.version = version;
            document.change(changes, encoding);
        }
    }

    /// Forgets a file that the editor closed.
    pub(super) fn close(&mut self, uri: &Uri) {
        let Some(path) = self.document(uri).map(|document| document.path.clone()) else { return };
        let Some(document) = self.documents.remove(&path) else { return };
        if let Some(opened) = self.workspaces.get_mut(&document.root) {
            opened.change(|overlay| overlay.close(&document.path));
        }
    }

    /// Takes in that files changed outside the editor. Settings that came or went change which workspaces there are.
    pub(super) fn refresh(&mut self, paths: &[PathBuf]) {
        let ours: Vec<&PathBuf> = paths.iter().filter(|path| is_ours(path) || may_be_pulled(path)).collect();
        if ours.iter().any(|path| path.file_name().is_some_and(|name| name == SETTINGS_FILE)) {
            self.find_workspaces();
        }
        // Many files at once, as when a branch is changed, are cheaper to read all together.
        if ours.len() > 20 {
            self.workspaces.values_mut().for_each(|opened| opened.change(|overlay| overlay.reopen()));
            return;
        }
        for path in ours {
            let Home { root, path, .. } = self.home_of(path);
            if let Some(opened) =
                self.workspaces.get_mut(&root).filter(|_| !self.documents.contains_key(&path))
            {
                opened.change(|overlay| overlay.refresh(&path));
            }
        }
    }

    /// Reads what was typed into goals.
    pub(super) fn catch_up(&mut self) {
        for document in self.documents.values_mut().filter(|document| document.is_ahead) {
            document.is_ahead = false;
            if let Some(opened) = self.workspaces.get_mut(&document.root) {
                opened.change(|overlay| overlay.edit(&document.path, document.text.clone()));
            }
        }
    }

    /// Runs the rules over what changed.
    pub(super) fn judge(&mut self) {
        self.catch_up();
        let days = (self.days)();
        self.workspaces.values_mut().for_each(|opened| opened.judge(days));
    }

    pub(super) fn workspaces(&self) -> impl Iterator<Item = &Opened> {
        self.workspaces.values()
    }

    pub(super) fn workspaces_mut(&mut self) -> impl Iterator<Item = &mut Opened> {
        self.workspaces.values_mut()
    }

    /// Whether files are open besides those that were edited.
    pub(super) fn shows_others(&self, edited: &BTreeSet<PathBuf>) -> bool {
        self.documents.keys().any(|path| !edited.contains(path))
    }

    /// The open file with this URI, however the editor writes it this time.
    pub(super) fn document(&self, uri: &Uri) -> Option<&Document> {
        let same = self.documents.values().find(|document| document.uri == *uri);
        same.or_else(|| self.documents.get(&self.home_of(&path_of(uri)?).path))
    }

    fn document_mut(&mut self, uri: &Uri) -> Option<&mut Document> {
        let path = self.document(uri)?.path.clone();
        self.documents.get_mut(&path)
    }

    /// The open file that really lies here.
    pub(super) fn document_at(&self, path: &Path) -> Option<&Document> {
        self.documents.get(path)
    }

    /// The name of a file for the editor: its own, where it is open.
    pub(super) fn uri(&self, opened: &Opened, path: &Path) -> Uri {
        self.document_at(path).map_or_else(|| uri_of(&opened.named(path)), |document| document.uri.clone())
    }

    /// An open file with its workspace.
    pub(super) fn sheet(&self, uri: &Uri) -> Option<Sheet<'_>> {
        let document = self.document(uri)?;
        let opened = self.workspaces.get(&document.root)?;
        Some(Sheet { session: self, opened, document })
    }

    /// A place in an open file.
    pub(super) fn spot(&self, place: &TextDocumentPositionParams) -> Option<Spot<'_>> {
        self.sheet(&place.text_document.uri)?.spot(place.position)
    }
}

impl<'s> Sheet<'s> {
    pub(super) fn page(self) -> Page<'s> {
        Page::new(&self.document.text, self.session.client.encoding)
    }

    pub(super) fn spot(self, position: Position) -> Option<Spot<'s>> {
        let page = self.page();
        let offset = page.offset(position);
        Some(Spot { sheet: self, page, offset })
    }

    /// The file among the goals, where it is one of them.
    pub(super) fn file(self) -> Option<FileId> {
        self.opened.overlay.file(&self.document.path)
    }

    /// What it says, where it is one of the goals.
    pub(super) fn goals(self) -> Option<&'s GoalFile> {
        self.opened.overlay.project().workspace.file(self.file()?)
    }

    pub(super) fn is_settings(self) -> bool {
        self.document.path == self.opened.settings_path()
    }
}

/// Whether a file can be one of goals, or settings.
/// Whether a file may hold goals, readings or the settings.
fn is_ours(path: &Path) -> bool {
    is_goal_file(path) || path.file_name().is_some_and(|name| name == SETTINGS_FILE)
}

/// Whether a file may be one that a `pull` names: whether it is there matters, and not what it says.
fn may_be_pulled(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "sql" || ending == "csv")
}

fn real(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf())
}
