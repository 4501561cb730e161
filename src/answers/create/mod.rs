//! New teams, objectives, key results, metrics and guardrails, in the file where they belong. What is still to be filled in
//! stands there as comments.

mod goals;
mod metrics;
mod skeleton;

pub use goals::{NewKeyResult, NewObjective, comes_late, key_result, objective, team};
pub use metrics::{NewGuardrail, NewMetric, Section, guardrail, metric};

use super::refused::Refused;
use crate::finding::{Finding, Level};
use crate::goals::values::slug;
use crate::goals::{Day, Quarter, Workspace};
use crate::lint::{Selection, lint};
use crate::settings::Settings;
use crate::source::{FileId, SourceFile, Sources};
use crate::write::Text;
use crate::yaml::edit::{Refusal, Scalar};
use std::collections::HashSet;
use std::sync::Arc;

/// Something new, not written yet.
#[derive(Debug)]
pub struct Created {
    /// What it is called from now on: an address, or a metric's id.
    pub name: String,
    /// The files that change.
    pub texts: Vec<Text>,
    /// What `okr check` finds in them that it did not find before.
    pub findings: Vec<Finding>,
}

/// What a sentence is that says what is made or done instead of what changes.
const OUTPUTS: [&str; 4] =
    ["output-key-result", "activity-key-result", "output-objective", "initiative-as-key-result"];

impl Created {
    /// The findings that say it is a sentence about what is made.
    #[must_use]
    pub fn outputs(&self) -> Vec<Finding> {
        self.findings.iter().filter(|finding| OUTPUTS.contains(&finding.rule)).cloned().collect()
    }

    /// Whether it should be written differently: an error, or a sentence about what is made. That something is still to be
    /// added to it is none.
    #[must_use]
    pub fn is_wrong(&self) -> bool {
        let is_unfinished = |finding: &Finding| finding.rule == "key-result-count";
        self.findings.iter().any(|finding| {
            OUTPUTS.contains(&finding.rule) || finding.level == Level::Error && !is_unfinished(finding)
        })
    }
}

/// Why something new is not written. Shown, it is a sentence, and a `help:` line where there is something to do.
#[derive(Debug, thiserror::Error)]
pub enum NotCreated {
    /// An address that cannot be used.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// It is there.
    #[error("{what} `{name}` is there already, in {path}")]
    There {
        /// What it is, with its article.
        what: &'static str,
        /// Its name.
        name: String,
        /// The file.
        path: String,
    },
    /// A team without goals in the quarter.
    #[error("{team} has no goals for {quarter}{}\nhelp: `okr new team {team}` begins a file for them", .near.as_ref().map_or(String::new(), |near| format!("; did you mean `{near}`?")))]
    NoTeam {
        /// The team.
        team: String,
        /// The quarter.
        quarter: Quarter,
        /// The team that was probably meant.
        near: Option<String>,
    },
    /// A name that no id can be.
    #[error("`{name}` cannot be {what}\nhelp: write {}{how}", .meant.as_ref().map_or(String::new(), |meant| format!("`{meant}`: ")))]
    BadName {
        /// The name.
        name: String,
        /// What it should be, with its article.
        what: &'static str,
        /// A name like it that can be.
        meant: Option<String>,
        /// How one is written.
        how: &'static str,
    },
    /// A sentence without words for an id.
    #[error("there is no short name in `{sentence}`\nhelp: add one with `--id`")]
    NoId {
        /// The sentence.
        sentence: String,
    },
    /// A file that cannot be edited so.
    #[error("{path} is left as it is: {reason}")]
    File {
        /// The file.
        path: String,
        /// Why.
        reason: Refusal,
    },
}

/// The goals and what they are judged by.
type Goals<'g> = (&'g Workspace, &'g Settings, Day);

/// Refuses a name that no id can be; the words of an id are set apart by `separator`.
fn bad_name(name: &str, what: &'static str, separator: char) -> NotCreated {
    let how = match separator {
        '-' => "small letters, digits and hyphens, like `effortless-start`",
        _ => "small letters, digits and underscores, like `activation_rate`",
    };
    let meant = Some(slug(name, separator)).filter(|meant| is_id(meant, separator));
    NotCreated::BadName { name: name.to_owned(), what, meant, how }
}

fn is_id(id: &str, separator: char) -> bool {
    id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == separator)
}

fn scalar(text: &str) -> Scalar {
    Scalar::Text(text.to_owned())
}

fn changed(path: &str, before: &str, after: String) -> Text {
    Text { path: path.to_owned(), before: Some(before.to_owned()), after }
}

/// What is to be written, with what `okr check` finds in it that was not found before.
fn judged((workspace, settings, today): Goals<'_>, name: String, texts: Vec<Text>) -> Created {
    let mut sources: Vec<SourceFile> = workspace.sources.iter().map(|(_, source)| source.clone()).collect();
    let mut files = HashSet::new();
    for text in &texts {
        let source = SourceFile { path: text.path.clone(), text: Arc::new(text.after.clone()), defect: None };
        let known = sources.iter().position(|known| known.path == text.path);
        let number = known.unwrap_or(sources.len());
        files.insert(FileId(number as u32));
        match known {
            Some(number) => sources[number] = source,
            None => sources.push(source),
        }
    }
    let after = Workspace::read(Sources::new(sources), &settings.vocabulary, workspace.calendar);
    let found = |workspace: &Workspace| lint(workspace, settings, today, &Selection::default()).findings;
    let key = |finding: &Finding| (finding.rule, finding.address.clone(), finding.message.clone());
    let before: HashSet<_> = found(workspace).iter().map(key).collect();
    let mut findings = found(&after);
    findings.retain(|finding| files.contains(&finding.span.file) && !before.contains(&key(finding)));
    Created { name, texts, findings }
}
