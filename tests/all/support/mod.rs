//! What the tests share.
#![allow(dead_code, reason = "each test file uses its own part")]

pub(crate) mod console;
pub(crate) mod svg;

use okr::changes::{FormerSettings, History, Reference, Side};
use okr::goals::{Day, Library, Quarter, Workspace};
use okr::lint::{Report, Selection, introduced, lint};
use okr::settings::Settings;
use okr::source::{FileId, Lines, SourceFile, Sources};
use std::collections::{BTreeSet, HashSet};

/// A workspace of files given as (path, text); `okr.yaml` among them holds the settings, which must be right.
pub(crate) fn workspace(files: &[(&str, &str)]) -> (Workspace, Settings) {
    let settings =
        files.iter().find(|(path, _)| *path == "okr.yaml").map_or_else(Settings::default, |(_, text)| {
            let (settings, _, problems) = okr::rules::read_settings(text, FileId::default());
            assert!(problems.is_empty(), "the settings are wrong: {problems:?}");
            settings
        });
    let sources = files.iter().filter(|(path, _)| *path != "okr.yaml");
    let sources =
        sources.map(|(path, text)| SourceFile::from_bytes((*path).to_owned(), text.as_bytes().to_vec()));
    let workspace = Workspace::read(Sources::new(sources.collect()), &settings.vocabulary, settings.calendar);
    (workspace, settings)
}

/// What the named rules (all when none is named) find as of a day, a line each:
/// `file:line level[rule] message | the underlined words | help`.
pub(crate) fn findings(files: &[(&str, &str)], as_of: &str, rules: &[&'static str]) -> String {
    let (workspace, settings) = workspace(files);
    let selection = Selection { select: rules.to_vec(), ignore: vec![] };
    let as_of: Day = as_of.parse().unwrap();
    show(&workspace, &lint(&workspace, &settings, as_of, &selection))
}

/// A report, a line for each finding.
pub(crate) fn show(workspace: &Workspace, report: &Report) -> String {
    let mut lines = Vec::new();
    for finding in &report.findings {
        let source = workspace.sources.file(finding.span.file);
        lines.push(format!(
            "{}:{} {}[{}] {} | {} | {}",
            source.path,
            Lines::new(&source.text).line(finding.span.start),
            finding.level,
            finding.rule,
            finding.message,
            workspace.sources.text(finding.span),
            finding.help.as_deref().unwrap_or("-"),
        ));
    }
    lines.join("\n")
}

/// What a change brings: `before` is both the base it is compared with and the goals when their quarters were
/// two weeks old.
pub(crate) fn introduced_by(
    before: &[SourceFile],
    now: &[SourceFile],
    settings: &Settings,
    as_of: Day,
    selection: &Selection,
) -> (Report, Workspace) {
    introduced_with_settings(before, now, (settings, None), as_of, selection)
}

/// The same for a change of the settings: those after it, and what they were with the file they are in now.
pub(crate) fn introduced_with_settings(
    before: &[SourceFile],
    now: &[SourceFile],
    (settings, former): (&Settings, Option<(Settings, SourceFile)>),
    as_of: Day,
    selection: &Selection,
) -> (Report, Workspace) {
    let mut library = Library::default();
    let later = library.add(now.to_vec(), &settings.vocabulary);
    let mut earlier = Vec::new();
    for source in before {
        let is_same = |new: &SourceFile| new.path == source.path && new.text == source.text;
        let same = now.iter().position(is_same).filter(|_| former.is_none());
        earlier.push(match same {
            Some(position) => later[position],
            None => library.add(vec![source.clone()], &settings.vocabulary)[0],
        });
    }
    let differs = |id: &FileId| !(later.contains(id) && earlier.contains(id));
    let touched: HashSet<FileId> = later.iter().chain(&earlier).copied().filter(differs).collect();
    let calendar = settings.calendar;
    let today = calendar.quarter_of(as_of);
    let quarter = |id: &FileId| library.file(*id).judged_in(today);
    let quarters: BTreeSet<Quarter> = touched.iter().filter_map(quarter).collect();
    let ours: Vec<FileId> = earlier.iter().copied().filter(|id| touched.contains(id)).collect();
    let reference = |quarter: Quarter| Reference {
        settled: calendar.first_day(quarter).plus_days(13),
        goals: library.workspace(&ours, calendar),
        paths: before.iter().map(|source| source.path.clone()).collect(),
        settings: None,
    };
    let references = quarters.into_iter().map(|quarter| (quarter, reference(quarter))).collect();
    let base = library.workspace(&earlier, calendar);
    let former = former.map(|(before, file)| {
        let id = library.add_settings(file);
        FormerSettings { before, file: library.shared(id) }
    });
    let history = History { base, references, touched, steps: Vec::new(), settings: former };
    let workspace = library.workspace(&later, calendar);
    let before_settings = history.settings.as_ref().map_or(settings, |former| &former.before);
    let before = Side { workspace: &history.base, settings: before_settings };
    let report = introduced(before, Side { workspace: &workspace, settings }, &history, as_of, selection);
    (report, workspace)
}
