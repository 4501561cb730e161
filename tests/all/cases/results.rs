//! What comes out of a case: findings, and the scorecard as programs get it.

use super::case::{Case, File};
use crate::support;
use okr::goals::Workspace;
use okr::lint::{Report, Selection, lint};
use okr::render::scorecard::{Format, Layout};
use okr::score::Scorecard;
use okr::settings::Settings;
use okr::source::{FileId, Lines, SourceFile, Sources};
use serde_json::Value;

/// A finding with all that a page can say of it. Mistakes in the settings count as findings of the rule `settings`.
pub(crate) struct Found {
    pub(crate) path: String,
    pub(crate) line: usize,
    pub(crate) level: String,
    pub(crate) rule: String,
    pub(crate) message: String,
    pub(crate) words: String,
    pub(crate) help: Option<String>,
}

/// Everything that is found, in order.
pub(crate) fn found(case: &Case) -> Vec<Found> {
    let (settings, wrong) = settings(case);
    if !wrong.is_empty() {
        return wrong;
    }
    let (workspace, report) = judged(case, &settings);
    let found = |finding: &okr::finding::Finding| {
        let source = workspace.sources.file(finding.span.file);
        Found {
            path: source.path.clone(),
            line: Lines::new(&source.text).line(finding.span.start),
            level: finding.level.to_string(),
            rule: finding.rule.to_string(),
            message: finding.message.clone(),
            words: workspace.sources.text(finding.span).to_owned(),
            help: finding.help.clone(),
        }
    };
    report.findings.iter().map(found).collect()
}

fn settings(case: &Case) -> (Settings, Vec<Found>) {
    let Some(file) = case.files.iter().find(|file| file.is_settings() && !file.is_before) else {
        return (Settings::default(), Vec::new());
    };
    let (settings, _, problems) = okr::rules::read_settings(&file.text, FileId::default());
    let found = |problem: okr::yaml::Problem| Found {
        path: file.path.clone(),
        line: Lines::new(&file.text).line(problem.span.start),
        level: "error".to_owned(),
        rule: "settings".to_owned(),
        words: file.text[problem.span.range()].to_owned(),
        message: problem.message,
        help: problem.help,
    };
    let wrong = problems.into_iter().map(found).collect();
    (settings, wrong)
}

fn judged(case: &Case, settings: &Settings) -> (Workspace, Report) {
    let as_of = case.as_of.parse().unwrap();
    let selection = Selection { select: case.rules.clone(), ignore: vec![] };
    let (before, now) = (sources(case, true), sources(case, false));
    if before.is_empty() {
        let workspace = Workspace::read(Sources::new(now), &settings.vocabulary, settings.calendar);
        let report = lint(&workspace, settings, as_of, &selection);
        return (workspace, report);
    }
    let of_settings =
        |is_before| case.files.iter().find(|file| file.is_settings() && file.is_before == is_before);
    let former = of_settings(true).map(|before| {
        let (before, _, _) = okr::rules::read_settings(&before.text, FileId::default());
        (before, source(of_settings(false).expect("the settings before the change are not gone after it")))
    });
    let settings = (settings, former);
    let (report, workspace) = support::introduced_with_settings(&before, &now, settings, as_of, &selection);
    (workspace, report)
}

fn sources(case: &Case, is_before: bool) -> Vec<SourceFile> {
    let wanted = |file: &&File| !file.is_settings() && file.is_before == is_before;
    case.files.iter().filter(wanted).map(source).collect()
}

fn source(file: &File) -> SourceFile {
    SourceFile::from_bytes(file.path.clone(), file.text.clone().into_bytes())
}

/// What shows a scorecard: `okr grade` or `okr status`.
pub(crate) type Screen = fn(&Scorecard, Format, Layout) -> String;

/// The scorecard of the quarter of the first file, as a screen prints it with `--format json`.
pub(crate) fn scorecard(case: &Case, screen: Screen) -> Value {
    let (settings, wrong) = settings(case);
    assert!(wrong.is_empty(), "the settings are wrong");
    let sources = Sources::new(sources(case, false));
    let workspace = Workspace::read(sources, &settings.vocabulary, settings.calendar);
    let quarters = workspace.files.iter().filter_map(|file| file.content.quarter.get()?.quarter());
    let quarter = quarters.min().expect("a case with scores has a file with a quarter");
    let as_of = case.as_of.parse().unwrap();
    let card = Scorecard::new(&workspace, &settings, quarter, as_of);
    let layout = Layout { width: 100, color: false, unicode: true };
    serde_json::from_str(&screen(&card, Format::Json, layout)).unwrap()
}
