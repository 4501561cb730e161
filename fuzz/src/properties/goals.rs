//! From the bytes of an input to a workspace.

use okr::finding::Level;
use okr::goals::{Day, Workspace};
use okr::lint::Report;
use okr::render::findings::{Format, Run, Style, render};
use okr::rules;
use okr::settings::Settings;
use okr::source::{FileId, SourceFile, Sources};
use std::borrow::Cow;
use std::sync::OnceLock;

/// A line that parts an input into files. To YAML it is a comment.
const NEXT_FILE: &str = "#>>>";

/// The day every input is judged on; the examples are of that quarter.
pub(super) fn as_of() -> Day {
    "2026-11-20".parse().expect("this is a date")
}

/// Goals as the commands see them.
pub(super) struct Goals {
    pub(super) workspace: Workspace,
    pub(super) settings: Cow<'static, Settings>,
}

impl Goals {
    /// Takes an input apart into files. If there are several and the first is settings without a mistake, it is those.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut files = apart(bytes);
        let mut settings = Cow::Borrowed(every_rule());
        if files.len() > 1 {
            let (own, problems) = settings_of(files[0]);
            if problems == 0 {
                settings = Cow::Owned(own);
                files.remove(0);
            }
        }
        let sources = files.iter().enumerate().map(|(number, bytes)| source(number, bytes)).collect();
        let workspace = Workspace::read(Sources::new(sources), &settings.vocabulary, settings.calendar);
        Self { workspace, settings }
    }

    /// A report in one format.
    pub(super) fn shown(&self, report: &Report, format: Format, style: Style) -> String {
        let run = Run {
            as_of: as_of(),
            style,
            prefix: "goals/",
            requested: None,
            fails_from: Some(Level::Error),
            unreadable: &[],
            all: false,
        };
        render(format, report, &self.workspace, run)
    }
}

/// Settings read from bytes, and how many problems they have; the places of these are in the file.
fn settings_of(bytes: &[u8]) -> (Settings, usize) {
    let source = SourceFile::from_bytes("okr.yaml".to_owned(), bytes.to_vec());
    let (settings, _, problems) = rules::read_settings(&source.text, FileId::default());
    for problem in &problems {
        assert!(source.text.get(problem.span.range()).is_some(), "outside the settings: {problem:?}");
    }
    (settings, problems.len() + usize::from(source.defect.is_some()))
}

/// The first line of a file that starts with `#/` is its path, for paths reach the terminal too.
fn source(number: usize, bytes: &[u8]) -> SourceFile {
    let own = bytes.strip_prefix(b"#/").and_then(|rest| rest.split(|byte| *byte == b'\n').next());
    let path = own.filter(|path| !path.is_empty()).map(String::from_utf8_lossy);
    let path = path.map_or_else(|| format!("okrs/{number}.yaml"), |path| path.into_owned());
    SourceFile::from_bytes(path, bytes.to_vec())
}

fn apart(bytes: &[u8]) -> Vec<&[u8]> {
    let mut files = Vec::new();
    let mut start = 0;
    let mut at = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        if line.trim_ascii_end() == NEXT_FILE.as_bytes() {
            files.push(&bytes[start..at]);
            start = at + line.len();
        }
        at += line.len();
    }
    files.push(&bytes[start..]);
    files
}

/// The settings under which the most rules apply: a large company, with the rules that are off there switched on.
fn every_rule() -> &'static Settings {
    static SETTINGS: OnceLock<Settings> = OnceLock::new();
    SETTINGS.get_or_init(read_every_rule)
}

fn read_every_rule() -> Settings {
    let levels = rules::read_settings("organization: enterprise\n", FileId::default()).1;
    let off = rules::all().filter(|rule| levels.level_of(rule).is_none());
    let on: Vec<String> = off.map(|rule| format!("{}: {}", rule.name, Level::Warning)).collect();
    let text = format!("organization: enterprise\nrules: {{{}}}\n", on.join(", "));
    Settings::read(&text, FileId::default()).0
}
