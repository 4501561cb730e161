//! From paths on the command line to a workspace.

use super::Drawn;
use super::terminal::Terminal;
use crate::goals::Workspace;
use crate::render::findings::full;
use crate::render::visible;
use crate::rules;
use crate::settings::Settings;
use crate::source::{
    Defect, FileId, SETTINGS_FILE, Skipped, SourceFile, Sources, discover, find_root, goal_folders,
    read_file, read_stream,
};
use anyhow::{Context as _, bail};
use rayon::prelude::*;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// Files above this are no goals; settable with `--max-file-size`.
pub(super) const LARGEST_FILE: u64 = 8 * 1024 * 1024;

/// Settings are a screenful.
const LARGEST_SETTINGS: u64 = 1024 * 1024;

/// What to read.
#[derive(Debug)]
pub(super) struct Request<'a> {
    /// Files and folders; `-` is standard input; none means the workspace's goals.
    pub(super) paths: &'a [PathBuf],
    /// The file that standard input stands for.
    pub(super) stdin_file: Option<&'a Path>,
    /// Larger files are not read; in bytes.
    pub(super) largest_file: u64,
}

/// A workspace with its settings.
#[derive(Debug)]
pub(super) struct Loaded {
    /// The workspace's root, which the names of the files start from.
    pub(super) root: PathBuf,
    pub(super) settings: Settings,
    pub(super) workspace: Workspace,
    /// The files that were asked for; the others were read because these refer to them. `None`: all.
    pub(super) requested: Option<HashSet<FileId>>,
    /// What could not be read at all.
    pub(super) skipped: Vec<Skipped>,
}

/// Finds the root, reads the settings, then the goals.
///
/// # Errors
/// Settings with mistakes, no goal file at all, or a working folder that is gone.
pub(super) fn load(request: &Request<'_>, terminal: &Terminal) -> anyhow::Result<Loaded> {
    let site = Site::find(request.paths, terminal)?;
    let texts = site.read(request, |_, _| false)?;
    Ok(texts.into_loaded(site).0)
}

/// Where a workspace is, and its settings.
#[derive(Debug)]
pub(super) struct Site {
    pub(super) here: PathBuf,
    pub(super) root: PathBuf,
    pub(super) settings: Settings,
    /// The folders that hold goals; none means the whole workspace.
    folders: Vec<PathBuf>,
}

/// The goals' texts.
#[derive(Debug)]
pub(super) struct Texts {
    /// By path.
    pub(super) files: Vec<Text>,
    /// Which of them were asked for, by their numbers; `None`: all.
    pub(super) requested: Option<HashSet<FileId>>,
    /// What could not be read at all.
    pub(super) skipped: Vec<Skipped>,
}

impl Texts {
    /// The workspace of these texts, and the files whose bytes are known from elsewhere.
    pub(super) fn into_loaded(self, site: Site) -> (Loaded, HashSet<FileId>) {
        let known =
            (0..).zip(&self.files).filter(|(_, text)| text.known).map(|(number, _)| FileId(number)).collect();
        let files = self.files.into_iter().map(|text| text.source).collect();
        let Site { root, settings, .. } = site;
        let workspace = Workspace::read(Sources::new(files), &settings.vocabulary, settings.calendar);
        let Texts { requested, skipped, .. } = self;
        (Loaded { root, settings, workspace, requested, skipped }, known)
    }
}

/// One file's text.
#[derive(Debug)]
pub(super) struct Text {
    pub(super) source: SourceFile,
    /// Whether its bytes are known from elsewhere.
    pub(super) known: bool,
}

impl Site {
    /// Finds the root and reads the settings.
    ///
    /// # Errors
    /// Settings with mistakes, or a working folder that is gone.
    pub(super) fn find(paths: &[PathBuf], terminal: &Terminal) -> anyhow::Result<Self> {
        let here = std::env::current_dir().context("the current folder cannot be read")?;
        let root = root_of(paths, &here);
        let settings = settings(&root, terminal)?;
        let folders = goal_folders(&root, &settings.goals);
        Ok(Self { here, root, settings, folders })
    }

    /// The folders and files that hold the goals asked for and those around them, from the root; the empty path is the root.
    pub(super) fn places(&self, paths: &[PathBuf]) -> Vec<String> {
        let (named, _) = named_paths(paths, &self.here);
        let around = if self.folders.is_empty() { vec![self.root.clone()] } else { self.folders.clone() };
        let from_root = |path: &PathBuf| Some(shown_path(path.strip_prefix(&self.root).ok()?, &self.root));
        around.iter().chain(&named).filter_map(from_root).collect()
    }

    /// Reads the texts asked for and those around them. `is_known` is asked of every file's path and bytes.
    ///
    /// # Errors
    /// No goal file at all, or standard input that cannot be read.
    pub(super) fn read(
        &self,
        request: &Request<'_>,
        is_known: impl Fn(&str, &[u8]) -> bool + Sync,
    ) -> anyhow::Result<Texts> {
        let (named, with_stdin) = named_paths(request.paths, &self.here);
        let everything = request.paths.is_empty();
        let wanted = match (everything, self.folders.is_empty()) {
            (true, true) => vec![self.root.clone()],
            (true, false) => self.folders.clone(),
            (false, _) => named,
        };
        let asked_for = discover(&self.root, &wanted);
        if asked_for.files.is_empty() && asked_for.skipped.is_empty() && !with_stdin {
            bail!(no_goal_files(&wanted, &self.root));
        }
        // Goals refer to each other: a single file is judged together with the goals around it.
        let alone = with_stdin && request.stdin_file.is_none() && asked_for.files.is_empty();
        let mut paths = asked_for.files.clone();
        if !everything && !alone {
            paths.extend(discover(&self.root, &self.folders).files);
            paths.sort_unstable();
            paths.dedup();
        }
        let stdin_path = request.stdin_file.map(|path| self.here.join(path));
        paths.retain(|path| Some(path) != stdin_path.as_ref());
        let read = |path: &PathBuf| read_text(path, &self.root, request.largest_file, &is_known);
        let mut files: Vec<Text> = paths.par_iter().map(read).collect();
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
        if with_stdin {
            requested.insert(FileId(files.len() as u32));
            let limit = request.largest_file;
            files.push(standard_input(stdin_path.as_deref(), &self.root, limit, &is_known)?);
        }
        // Said as they were asked for, not as the whole path from the root of the disk.
        for skipped in &mut skipped {
            if let Ok(short) = skipped.path.strip_prefix(&self.here) {
                skipped.path = short.to_path_buf();
            }
        }
        Ok(Texts { files, requested: (!everything).then_some(requested), skipped })
    }
}

/// The settings of the workspace that the current folder is in.
///
/// # Errors
/// Settings with mistakes, or a working folder that is gone.
pub(super) fn settings_here(terminal: &Terminal) -> anyhow::Result<Settings> {
    let here = std::env::current_dir().context("the current folder cannot be read")?;
    settings(&root_of(&[], &here), terminal)
}

/// The root of the first path that has one, else of the current folder, else the current folder.
fn root_of(paths: &[PathBuf], here: &Path) -> PathBuf {
    let first = paths.iter().find(|path| !is_stdin(path)).map(|path| here.join(path));
    let start = match &first {
        Some(path) if path.is_dir() => path.clone(),
        Some(path) => path.parent().unwrap_or(here).to_path_buf(),
        None => here.to_path_buf(),
    };
    let start = std::fs::canonicalize(&start).unwrap_or(start);
    let fallback = if start.starts_with(here) { here.to_path_buf() } else { start.clone() };
    find_root(&start).unwrap_or(fallback)
}

pub(super) fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

/// The paths that were named, as absolute ones, and whether standard input is among them.
fn named_paths(paths: &[PathBuf], here: &Path) -> (Vec<PathBuf>, bool) {
    let files = paths.iter().filter(|path| !is_stdin(path));
    let absolute = |path: &PathBuf| {
        let path = here.join(path);
        std::fs::canonicalize(&path).unwrap_or(path)
    };
    (files.map(absolute).collect(), paths.iter().any(|path| is_stdin(path)))
}

/// The settings of the workspace at `root`; the defaults where it has none.
///
/// # Errors
/// Settings with mistakes, or that cannot be read.
pub(super) fn settings(root: &Path, terminal: &Terminal) -> anyhow::Result<Settings> {
    let path = root.join(SETTINGS_FILE);
    match std::fs::symlink_metadata(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Settings::default()),
        // What a link leads to is not part of the workspace, and must not show up in the excerpts of findings.
        Ok(metadata) if metadata.is_symlink() && leads_out(&path, root) => {
            bail!("{} is a link that leads out of its folder; copy the settings here", shown(&path))
        }
        _ => {}
    }
    let source = match read_file(&path, LARGEST_SETTINGS) {
        Ok(bytes) => SourceFile::from_bytes(SETTINGS_FILE.to_owned(), bytes),
        Err(defect) => SourceFile::defective(SETTINGS_FILE.to_owned(), defect),
    };
    match &source.defect {
        None => {}
        Some(Defect::Unreadable(reason)) => bail!("{} cannot be read: {reason}", shown(&path)),
        Some(Defect::TooLarge { limit }) => bail!("{} has more than {limit} bytes", shown(&path)),
        Some(Defect::NotUtf8 { .. } | Defect::WrongEncoding(_)) => {
            bail!("{} is not UTF-8 text; save it as UTF-8", shown(&path))
        }
    }
    let (settings, _, problems) = rules::read_settings(&source.text, FileId::default());
    if problems.is_empty() {
        return Ok(settings);
    }
    let sources = Sources::new(vec![source]);
    let drawn =
        problems.iter().map(|problem| full::render_problem(problem, &sources, terminal.error_style()));
    Err(Drawn(drawn.collect::<Vec<_>>().join("\n\n")).into())
}

fn leads_out(link: &Path, root: &Path) -> bool {
    let real = |path| std::fs::canonicalize(path).ok();
    matches!((real(link), real(root)), (Some(target), Some(root)) if !target.starts_with(&root))
}

fn shown(path: &Path) -> String {
    visible(&path.display().to_string()).into_owned()
}

fn no_goal_files(searched: &[PathBuf], root: &Path) -> String {
    let folders: Vec<String> = searched.iter().map(|path| shown(path)).collect();
    format!(
        "there is no goal file (*.yaml, *.yml) in {}\nhelp: `okr init {}` writes the first ones",
        folders.join(", "),
        shown(root)
    )
}

/// Reads one file; what goes wrong becomes a defect of the file, so that it never hides the others.
fn read_text(path: &Path, root: &Path, limit: u64, is_known: &impl Fn(&str, &[u8]) -> bool) -> Text {
    text(shown_path(path, root), read_file(path, limit), is_known)
}

fn text(name: String, read: Result<Vec<u8>, Defect>, is_known: &impl Fn(&str, &[u8]) -> bool) -> Text {
    match read {
        Ok(bytes) => {
            let known = is_known(&name, &bytes);
            Text { source: SourceFile::from_bytes(name, bytes), known }
        }
        Err(defect) => Text { source: SourceFile::defective(name, defect), known: false },
    }
}

fn standard_input(
    stands_for: Option<&Path>,
    root: &Path,
    limit: u64,
    is_known: &impl Fn(&str, &[u8]) -> bool,
) -> anyhow::Result<Text> {
    let name = stands_for.map_or("<stdin>".to_owned(), |path| shown_path(path, root));
    let read = read_stream(std::io::stdin().lock(), limit).context("standard input cannot be read")?;
    Ok(text(name, read, is_known))
}

/// The path below the root, with `/` on every system; the whole path where it lies elsewhere.
pub(super) fn shown_path(path: &Path, root: &Path) -> String {
    let shown = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = shown.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/").replacen("//", "/", 1)
}
