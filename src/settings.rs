//! Settings: `okr.yaml` at the workspace root. Every value has a default.

use crate::finding::Level;
use crate::goals::Calendar;
use crate::prose::Vocabulary;
use crate::quantity::{Dimension, Quantity};
use crate::rules::{self, Rule};
use crate::source::{FileId, Span};
use crate::yaml::{self, Entries, Field, Problem, ProblemKind, Value};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The kind of organization: which rules are on, and how strict; seed 004.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
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

/// The settings file as structs.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct SettingsFile {
    goals: Field<Vec<Field<String>>>,
    organization: Field<Organization>,
    fiscal_year_starts: Field<u8>,
    fiscal_year_named_for: Field<NamedFor>,
    stale_after: Field<StaleAfter>,
    grade_bands: Field<Vec<Field<f64>>>,
    rules: Field<Entries<Value>>,
    vocabulary: Field<VocabularyFile>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum NamedFor {
    Start,
    End,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct StaleAfter {
    leading: Field<Quantity>,
    lagging: Field<Quantity>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct VocabularyFile {
    deliverables: Field<Vec<Field<String>>>,
    activities: Field<Vec<Field<String>>>,
    vanity_metrics: Field<Vec<Field<String>>>,
    outcome_measures: Field<Vec<Field<String>>>,
}

impl Settings {
    /// Reads a settings file. Where something is wrong, the problems say so and the rest still counts.
    #[must_use]
    pub fn read(text: &str, file: FileId) -> (Self, Vec<Problem>) {
        let document = yaml::read::<SettingsFile>(text, file);
        let mut problems = document.problems;
        let settings = Reader { problems: &mut problems }.settings(&document.value.unwrap_or_default());
        problems.sort_by_key(|problem| (problem.span, problem.kind));
        (settings, problems)
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

/// Turns the file into settings, noting what is wrong.
struct Reader<'p> {
    problems: &'p mut Vec<Problem>,
}

impl Reader<'_> {
    fn wrong(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.problems.push(Problem {
            kind: ProblemKind::InvalidValue,
            span,
            message: message.into(),
            help: Some(help.into()),
            related: Vec::new(),
        });
    }

    fn settings(&mut self, file: &SettingsFile) -> Settings {
        let default = Settings::default();
        let words = |list: &Field<Vec<Field<String>>>| -> Vec<String> {
            list.readable().map(|(word, _)| word.clone()).collect()
        };
        let vocabulary = file.vocabulary.get().map_or_else(Vocabulary::default, |vocabulary| {
            Vocabulary::extended(
                &words(&vocabulary.deliverables),
                &words(&vocabulary.activities),
                &words(&vocabulary.outcome_measures),
                &words(&vocabulary.vanity_metrics),
            )
        });
        let stale = file.stale_after.get();
        Settings {
            goals: words(&file.goals),
            organization: file.organization.get().copied().unwrap_or_default(),
            calendar: Calendar {
                first_month: self.first_month(&file.fiscal_year_starts),
                named_for_end: file.fiscal_year_named_for.get() == Some(&NamedFor::End),
            },
            stale_after_leading: self.days(stale.map(|stale| &stale.leading), default.stale_after_leading),
            stale_after_lagging: self.days(stale.map(|stale| &stale.lagging), default.stale_after_lagging),
            grade_bands: self.bands(&file.grade_bands, default.grade_bands),
            vocabulary,
            rules: self.rules(&file.rules),
        }
    }

    fn first_month(&mut self, field: &Field<u8>) -> u8 {
        match field.located() {
            Some((month @ 1..=12, _)) => *month,
            Some((month, span)) => {
                self.wrong(
                    span,
                    format!("there is no month {month}"),
                    "write the number of a month, 1 to 12",
                );
                1
            }
            None => 1,
        }
    }

    fn days(&mut self, field: Option<&Field<Quantity>>, default: i64) -> i64 {
        let Some((quantity, span)) = field.and_then(Field::located) else { return default };
        let days = if quantity.is_bare() { quantity.value() } else { quantity.value() / 86_400.0 };
        let is_time = quantity.is_bare() || quantity.dimension() == Dimension::Duration;
        if is_time && (1.0..=366.0).contains(&days) {
            return days as i64;
        }
        self.wrong(
            span,
            format!("`{}` is not a time after which a check-in is stale", quantity.text()),
            "write 1 to 366 days, like `14 days`",
        );
        default
    }

    fn bands(&mut self, field: &Field<Vec<Field<f64>>>, default: (f64, f64)) -> (f64, f64) {
        let Some((list, span)) = field.located() else { return default };
        let cuts: Vec<f64> = list.iter().filter_map(Field::get).copied().collect();
        match cuts[..] {
            [low, high] if 0.0 < low && low < high && high <= 1.0 => (low, high),
            _ => {
                self.wrong(
                    span,
                    "these are not two grades in rising order",
                    "write two numbers between 0 and 1, like `[0.4, 0.7]`",
                );
                default
            }
        }
    }

    fn rules(&mut self, field: &Field<Entries<Value>>) -> BTreeMap<&'static str, RuleSetting> {
        let mut settings: BTreeMap<&'static str, RuleSetting> = BTreeMap::new();
        for (name, value) in field.get().into_iter().flat_map(|entries| &entries.0) {
            let Some((name, place)) = name.located() else { continue };
            let Some(rule) = rules::find(name) else {
                let help = rules::nearest(name).map_or("`okr rules` lists all of them".to_owned(), |near| {
                    format!("did you mean `{near}`?")
                });
                self.wrong(place, format!("there is no rule `{name}`"), help);
                continue;
            };
            settings.insert(rule.name, self.rule(rule, value));
        }
        settings
    }

    fn rule(&mut self, rule: &'static Rule, value: &Field<Value>) -> RuleSetting {
        let mut setting = RuleSetting::default();
        match value.located() {
            Some((Value::Text(text), span)) => setting.level = self.level(text, span),
            Some((Value::Mapping(entries), _)) => {
                for (name, value) in &entries.0 {
                    let Some((name, place)) = name.located() else { continue };
                    let Some((Value::Text(text), span)) = value.located() else {
                        let span = value.span().unwrap_or(place);
                        self.wrong(
                            span,
                            format!("`{name}` needs one value"),
                            "write a number or a level after the colon",
                        );
                        continue;
                    };
                    if name == "level" {
                        setting.level = self.level(text, span);
                    } else {
                        self.option(rule, name, place, text, span, &mut setting);
                    }
                }
            }
            Some((Value::List(_), span)) => {
                let help =
                    "write a level (`off`, `note`, `warning`, `error`) or options like `{min: 2, max: 5}`";
                self.wrong(span, format!("`{}` cannot be a list", rule.name), help);
            }
            None => {}
        }
        setting
    }

    fn level(&mut self, text: &str, span: Span) -> Option<Option<Level>> {
        if text == "off" {
            return Some(None);
        }
        let level = Level::ALL.into_iter().find(|level| level.name() == text);
        if level.is_none() {
            self.wrong(span, format!("`{text}` is not a level"), "write `off`, `note`, `warning` or `error`");
        }
        level.map(Some)
    }

    fn option(
        &mut self,
        rule: &'static Rule,
        name: &str,
        place: Span,
        text: &str,
        span: Span,
        setting: &mut RuleSetting,
    ) {
        let Some(option) = rule.options.iter().find(|option| option.name == name) else {
            let names: Vec<&str> = rule.options.iter().map(|option| option.name).chain(["level"]).collect();
            let help = match yaml::nearest(name, names.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("what can be set: {}", names.join(", ")),
            };
            self.wrong(place, format!("`{}` has no option `{name}`", rule.name), help);
            return;
        };
        let (least, most) = option.range;
        match text.trim_end_matches('%').trim().parse::<f64>() {
            Ok(value) if (least..=most).contains(&value) => {
                setting.options.insert(option.name, value);
            }
            _ => self.wrong(
                span,
                format!("`{text}` is not a value for `{name}`"),
                format!("write a number from {least} to {most}: {}", option.meaning),
            ),
        }
    }
}
