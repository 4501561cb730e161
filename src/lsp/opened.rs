//! One workspace under the texts that the editor holds, and what the rules say of it.

use crate::finding::Finding;
use crate::goals::{Day, Quarter};
use crate::lint::{Kept, lint_again};
use crate::project::{Overlay, SettingsError};
use crate::rules::Days;
use crate::score::Scorecard;
use crate::source::{FileId, SETTINGS_FILE, Sources};
use crate::yaml::Problem;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

/// An opened workspace.
#[derive(Debug)]
pub(super) struct Opened {
    /// The goals.
    pub(super) overlay: Overlay,
    /// The root by the name that the editor has for it.
    named: PathBuf,
    /// Where it really lies.
    real: PathBuf,
    /// What the rules say, unless the goals changed since.
    judged: Option<Judged>,
    /// What of it the next run can use.
    kept: Kept,
    /// The scores that somebody asked for since the goals changed.
    cards: RefCell<HashMap<Quarter, (Day, Rc<Scorecard>)>>,
    /// What was sent.
    pub(super) sent: Sent,
}

/// Which diagnostics an editor has.
#[derive(Debug, Default)]
pub(super) struct Sent {
    /// For each file of which the editor has diagnostics their mark.
    pub(super) pushed: HashMap<PathBuf, u64>,
    /// For each open file whose diagnostics the editor asks for the mark they have had last.
    pub(super) asked_for: HashMap<PathBuf, u64>,
    /// The texts that they were made of. Marks tell texts apart by where they are in memory, so these must stay.
    pub(super) sources: Arc<Sources>,
}

/// What the rules say of all files.
#[derive(Debug)]
struct Judged {
    days: Days,
    files: HashMap<FileId, OfFile>,
}

/// What the rules say of one file.
#[derive(Debug, Default)]
pub(super) struct OfFile {
    /// What stands, by place.
    pub(super) findings: Vec<Finding>,
    /// What comments keep quiet, by place.
    pub(super) suppressed: Vec<Finding>,
}

impl Opened {
    pub(super) fn open(
        named: &Path,
        real: &Path,
        home: Option<&Path>,
        buffers: BTreeMap<PathBuf, String>,
    ) -> Self {
        let overlay = Overlay::open(real, home, buffers);
        let (named, real) = (named.to_path_buf(), real.to_path_buf());
        Self {
            overlay,
            named,
            real,
            judged: None,
            kept: Kept::default(),
            cards: RefCell::default(),
            sent: Sent::default(),
        }
    }

    /// Where the settings are, whether there are any or not.
    pub(super) fn settings_path(&self) -> PathBuf {
        self.real.join(SETTINGS_FILE)
    }

    /// A quarter's scores.
    pub(super) fn card(&self, quarter: Quarter, as_of: Day) -> Rc<Scorecard> {
        let mut cards = self.cards.borrow_mut();
        if let Some((_, card)) = cards.get(&quarter).filter(|(day, _)| *day == as_of) {
            return Rc::clone(card);
        }
        let project = self.overlay.project();
        let card = Rc::new(Scorecard::new(&project.workspace, &project.settings, quarter, as_of));
        cards.insert(quarter, (as_of, Rc::clone(&card)));
        card
    }

    /// Where a file really lies, by its path from the root.
    pub(super) fn path_of(&self, path: &str) -> PathBuf {
        self.real.join(path)
    }

    /// A file of the workspace by the name that the editor has for it.
    pub(super) fn named(&self, path: &Path) -> PathBuf {
        path.strip_prefix(&self.real).map_or_else(|_| path.to_path_buf(), |rest| self.named.join(rest))
    }

    /// Changes the goals: what was judged does not count any more.
    pub(super) fn change(&mut self, change: impl FnOnce(&mut Overlay)) {
        self.judged = None;
        self.cards.get_mut().clear();
        change(&mut self.overlay);
    }

    /// Whether the findings are those of the goals as they are, on this day.
    pub(super) fn is_judged(&self, days: Days) -> bool {
        self.judged.as_ref().is_some_and(|judged| judged.days == days)
    }

    /// Runs the rules, where that is needed.
    pub(super) fn judge(&mut self, days: Days) {
        if self.is_judged(days) {
            return;
        }
        let project = self.overlay.project();
        let report = lint_again(&mut self.kept, &project.workspace, &project.settings, days);
        let mut files: HashMap<FileId, OfFile> = HashMap::new();
        for finding in report.findings {
            files.entry(finding.span.file).or_default().findings.push(finding);
        }
        for finding in report.suppressed {
            files.entry(finding.span.file).or_default().suppressed.push(finding);
        }
        self.judged = Some(Judged { days, files });
    }

    /// What the rules said of a file when they ran last; `None` if they said nothing.
    pub(super) fn of_file(&self, file: FileId) -> Option<&OfFile> {
        self.judged.as_ref()?.files.get(&file)
    }

    /// What is wrong with the settings, at places of their text.
    pub(super) fn settings_problems(&self) -> &[Problem] {
        match self.overlay.fault() {
            Some(SettingsError::Faulty(faulty)) => &faulty.problems,
            _ => &[],
        }
    }
}
