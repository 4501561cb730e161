//! Settings: `okr.yaml` at the workspace root. Every value has a default.

mod read;
mod schema;
mod sources;
mod values;

use crate::goals::Calendar;
use crate::prose::Vocabulary;
use crate::source::FileId;
use crate::yaml::{Entries, Field, Problem, Value};
use schemars::JsonSchema;
use serde::Deserialize;
use strum::{IntoStaticStr, VariantArray};

pub(crate) use read::{SettingsFile, StaleAfter, VocabularyFile};
pub(crate) use schema::schema;
pub(crate) use sources::SourceFile;
pub use sources::{DataSource, Program, Reached, is_below};

/// The kind of organization: which rules are on, and how strict; seed 004.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema, IntoStaticStr, VariantArray,
)]
#[strum(serialize_all = "lowercase")]
#[serde(rename_all = "lowercase")]
#[schemars(description = "The kind of organization: which rules are on, and how strict.")]
pub enum Organization {
    /// Five to ten people: the north star and its weekly trend are enough.
    Startup,
    /// 20 to 200 people: a north star and objectives for each team.
    #[default]
    Growth,
    /// Above 200 people: dependencies between teams count too.
    Enterprise,
}

impl Organization {
    /// Every kind, the smallest first.
    pub const ALL: &[Organization] = Organization::VARIANTS;

    /// Its page, in Markdown, without the rules it switches: those are read off the table of rules.
    #[must_use]
    pub fn page(self) -> &'static str {
        match self {
            Organization::Startup => include_str!("settings/organization/startup.md"),
            Organization::Growth => include_str!("settings/organization/growth.md"),
            Organization::Enterprise => include_str!("settings/organization/enterprise.md"),
        }
    }

    /// The word for it in settings.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// The settings in force.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// The folders with goal files, relative to the root; none named means `okrs`.
    pub goals: Vec<String>,
    /// The kind of organization.
    pub organization: Organization,
    /// How fiscal quarters map to the calendar.
    pub calendar: Calendar,
    /// Days after which a leading metric's last check-in is stale.
    pub stale_after_leading: i64,
    /// Days after which a lagging metric's last check-in is stale.
    pub stale_after_lagging: i64,
    /// Below the first: missed; from the second: delivered; progressed between them.
    pub grade_bands: (f64, f64),
    /// The word lists.
    pub vocabulary: Vocabulary,
    /// The names of people, each with the addresses they write to git with.
    pub people: Vec<(String, Vec<String>)>,
    /// Where values can be pulled from, in the order they are written.
    pub sources: Vec<DataSource>,
    /// The section `rules` as written. What it means only the rules know: see [`crate::rules::Levels`].
    pub rules: Field<Entries<Value>>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            goals: Vec::new(),
            organization: Organization::default(),
            calendar: Calendar::default(),
            stale_after_leading: 14,
            stale_after_lagging: 35,
            grade_bands: (0.4, 0.7),
            vocabulary: Vocabulary::default(),
            people: Vec::new(),
            sources: Vec::new(),
            rules: Field::default(),
        }
    }
}

impl Settings {
    /// The name of whoever writes to git with this address, in any case of letters.
    #[must_use]
    pub fn person(&self, address: &str) -> Option<&str> {
        let is_it = |known: &String| known.trim().eq_ignore_ascii_case(address.trim());
        self.people.iter().find(|(_, known)| known.iter().any(is_it)).map(|(name, _)| name.as_str())
    }

    /// The source that metrics call so.
    #[must_use]
    pub fn source(&self, name: &str) -> Option<&DataSource> {
        self.sources.iter().find(|source| source.name == name)
    }

    /// Reads a settings file, all but what it says about rules. Where something is wrong, the problems say so and the rest
    /// still counts.
    #[must_use]
    pub fn read(text: &str, file: FileId) -> (Self, Vec<Problem>) {
        read::read(text, file)
    }
}
