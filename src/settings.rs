//! Settings: `okr.yaml` at the workspace root. Every value has a default.

mod read;
mod rule;
mod schema;

use crate::finding::Level;
use crate::goals::Calendar;
use crate::prose::Vocabulary;
use crate::rules::Rule;
use crate::source::FileId;
use crate::yaml::Problem;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

pub(crate) use read::{SettingsFile, StaleAfter, VocabularyFile};
pub use schema::schema;

/// The kind of organization: which rules are on, and how strict; seed 004.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
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
    pub const ALL: [Organization; 3] =
        [Organization::Startup, Organization::Growth, Organization::Enterprise];

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
        match self {
            Organization::Startup => "startup",
            Organization::Growth => "growth",
            Organization::Enterprise => "enterprise",
        }
    }
}

/// What the settings say about one rule.
#[derive(Debug, Clone, Default)]
struct RuleSetting {
    /// `Some(None)` is off.
    level: Option<Option<Level>>,
    options: BTreeMap<&'static str, f64>,
}

/// The settings in force.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The folders with goal files, relative to the root; none named means `okrs`.
    pub goals: Vec<String>,
    /// The kind of organization.
    pub organization: Organization,
    /// How fiscal quarters lie.
    pub calendar: Calendar,
    /// Days after which a leading metric's last check-in is stale.
    pub stale_after_leading: i64,
    /// Days after which a lagging metric's last check-in is stale.
    pub stale_after_lagging: i64,
    /// Below the first: missed; from the second: delivered; progressed between them.
    pub grade_bands: (f64, f64),
    /// The word lists.
    pub vocabulary: Vocabulary,
    rules: BTreeMap<&'static str, RuleSetting>,
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
            rules: BTreeMap::new(),
        }
    }
}

impl Settings {
    /// Reads a settings file. Where something is wrong, the problems say so and the rest still counts.
    #[must_use]
    pub fn read(text: &str, file: FileId) -> (Self, Vec<Problem>) {
        read::read(text, file)
    }

    /// The level a rule's findings have; `None` when it is off.
    #[must_use]
    pub fn level_of(&self, rule: &Rule) -> Option<Level> {
        match self.rules.get(rule.name).and_then(|setting| setting.level) {
            Some(level) => level,
            None => (!rule.off_for.contains(&self.organization)).then_some(rule.level),
        }
    }

    /// Whether the settings name a level for the rule.
    #[must_use]
    pub fn sets_level_of(&self, rule: &Rule) -> bool {
        self.rules.get(rule.name).is_some_and(|setting| setting.level.is_some())
    }

    /// The value of a rule's option.
    #[must_use]
    pub fn option_of(&self, rule: &Rule, name: &str) -> f64 {
        if let Some(value) = self.rules.get(rule.name).and_then(|setting| setting.options.get(name)) {
            return *value;
        }
        let option = rule.options.iter().find(|option| option.name == name);
        option.expect("internal error: a rule asked for an option it does not have").default
    }
}
