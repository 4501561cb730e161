//! What the tests share.
#![allow(dead_code, reason = "each test file uses its own part")]

use okr::goals::{Day, Workspace};
use okr::lint::{Report, Selection, lint};
use okr::settings::Settings;
use okr::source::{FileId, Lines, SourceFile, Sources};

/// A workspace of files given as (path, text); `okr.yaml` among them holds the settings, which must be right.
pub(crate) fn workspace(files: &[(&str, &str)]) -> (Workspace, Settings) {
    let settings =
        files.iter().find(|(path, _)| *path == "okr.yaml").map_or_else(Settings::default, |(_, text)| {
            let (settings, problems) = Settings::read(text, FileId::default());
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
