//! The settings file as structs, and from there to the settings in force.

use super::sources::{SourceFile, sources};
use super::values::{DaysToStale, GoalsFolder, Month, NEVER_STALE, means_never};
use super::{Organization, Settings};
use crate::goals::Calendar;
use crate::goals::values::HandGrade;
use crate::prose::Vocabulary;
use crate::quantity::DecimalMark;
use crate::source::{FileId, Span};
use crate::yaml::{self, Bare, Dialect, Entries, Field, Lexicon, Problem, ProblemKind, Value};
use schemars::JsonSchema;
use serde::Deserialize;

/// Settings of okr: `okr.yaml` at the root of the workspace. Every value has a default.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(title = "Settings of okr", deny_unknown_fields, extend("type" = ["object", "null"]))]
pub(crate) struct SettingsFile {
    /// The folders with goal files, below the folder of okr.yaml; `okrs` unless you name others.
    #[schemars(with = "Vec<GoalsFolder>", example = ["okrs"])]
    goals: Words,
    /// The kind of organization, which says how many rules are on; `growth` unless you name one.
    organization: Field<Organization>,
    /// The month the fiscal year starts in, 1 to 12; with 4, 2026-Q1 begins in April. 1 unless you write one.
    fiscal_year_starts: Field<Month>,
    /// The calendar year a fiscal year is called after, where it spans two; `start` unless you write `end`.
    fiscal_year_named_for: Field<NamedFor>,
    /// How long after its last check-in a number counts as stale.
    stale_after: Field<StaleAfter>,
    /// Two grades: below the first is missed, from the second on is delivered. `[0.4, 0.7]` unless you write two.
    #[schemars(length(min = 2, max = 2), example = [0.4, 0.7])]
    grade_bands: Field<Vec<Field<HandGrade>>>,
    /// The levels and options of rules, by the rule’s name. `okr rules` lists all of them.
    #[schemars(with = "serde_json::Map<String, serde_json::Value>", extend("examples" = [{"key-result-count": {"min": 2, "max": 4}, "lagging-key-result": "off"}]))]
    rules: Field<Entries<Value>>,
    /// The sign before decimals: `point` (1,200.50) or `comma` (1.200,50); `point` unless you write `comma`.
    decimal_mark: Field<DecimalMark>,
    /// Your field’s own words, beside those that are known already.
    vocabulary: Field<VocabularyFile>,
    /// Who `--owner me` is: the names that goals call people by, each with the addresses they write to git with.
    #[schemars(with = "std::collections::BTreeMap<String, Vec<String>>", extend("examples" = [{"ana": ["ana@example.org"]}]))]
    people: Field<Entries<Vec<Field<String>>>>,
    /// The programs that `okr pull` asks for values of metrics, by the names that metrics call them.
    #[schemars(with = "std::collections::BTreeMap<String, SourceFile>", extend("examples" = [{"warehouse": {"program": "psql"}}]))]
    sources: Field<Entries<SourceFile>>,
}

type Words = Field<Vec<Field<String>>>;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum NamedFor {
    /// The year it starts in.
    Start,
    /// The year it ends in.
    End,
}

/// How long after its last check-in a number counts as stale.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(title = "Stale after", deny_unknown_fields)]
pub(crate) struct StaleAfter {
    /// For leading metrics, and for key results; `14 days` by default.
    #[schemars(example = &"14 days")]
    leading: Field<DaysToStale>,
    /// For lagging metrics; `35 days` by default.
    #[schemars(example = &"35 days")]
    lagging: Field<DaysToStale>,
}

/// The author's own words, a list for each kind; [`Reader::vocabulary`] passes them on.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(
    title = "Vocabulary",
    deny_unknown_fields,
    description = "Your field’s own words, beside those that are known already."
)]
pub(crate) struct VocabularyFile {
    /// Things that are delivered: a key result that delivers one is an output.
    #[schemars(example = ["runbook", "dossier"])]
    deliverables: Words,
    /// Work that is counted: a key result that counts it is an activity.
    #[schemars(example = ["ride-along"])]
    activities: Words,
    /// Numbers that show a change for somebody: a key result that moves one is an outcome.
    #[schemars(example = ["door-to-needle time"])]
    outcome_measures: Words,
    /// Numbers that only ever grow and prove little.
    #[schemars(example = ["brochure views"])]
    vanity_metrics: Words,
}

/// How a setting is written that is no plain text, for messages about a value of another shape.
fn example(key: &str) -> Option<&'static str> {
    let value = match key {
        "goals" => "[okrs]",
        "stale_after" => "{leading: 14 days, lagging: 35 days}",
        "grade_bands" => "[0.4, 0.7]",
        "rules" => "{lagging-key-result: off, key-result-count: {max: 4}}",
        "vocabulary" => "{deliverables: [runbook], outcome_measures: [door-to-needle time]}",
        "deliverables" => "[runbook, dossier]",
        "activities" => "[ride-along]",
        "outcome_measures" => "[door-to-needle time]",
        "vanity_metrics" => "[brochure views]",
        "people" => "{ana: [ana@example.org]}",
        "sources" => "{warehouse: {program: psql}}",
        "command" => "[python3, scripts/values.py]",
        "files" => "[scripts/common.py]",
        _ => return None,
    };
    Some(value)
}

/// Reads a settings file; see [`Settings::read`].
pub(super) fn read(text: &str, file: FileId) -> (Settings, Vec<Problem>) {
    let document = yaml::read_as::<SettingsFile>(text, file, DIALECT);
    let mut reader = Reader { problems: document.problems };
    let settings = reader.settings(document.value.unwrap_or_default());
    reader.problems.sort_by_key(|problem| (problem.span, problem.kind));
    (settings, reader.problems)
}

const DIALECT: Dialect<'static> = Dialect { lexicon: &LEXICON, has_decimal_commas: false };
const LEXICON: Lexicon = Lexicon { example, choice, bare, ..Lexicon::NONE };

/// What to write for a text that stands where a mapping is wanted.
fn bare(text: &str, known: &[&str], _: bool) -> Option<Bare> {
    known.contains(&"lagging").then(|| {
        let help = match means_never(text) {
            true => format!("write `stale_after: {{leading: 366 days, lagging: 366 days}}`: {NEVER_STALE}"),
            false => {
                let days = DaysToStale::read(text).map_or(14, DaysToStale::days);
                format!(
                    "say it for both kinds of numbers: `stale_after: {{leading: {days} days, lagging: 35 days}}`"
                )
            }
        };
        help.into()
    })
}

/// The word among `known` that a text says in another way.
fn choice(text: &str, known: &'static [&'static str]) -> Option<&'static str> {
    let text = text.trim().to_lowercase();
    let meant = match text.as_str() {
        "," => "comma",
        "." | "dot" | "period" | "full stop" => "point",
        "small" | "start-up" | "early" => "startup",
        "scaleup" | "scale-up" | "medium" | "mid-size" | "midsize" => "growth",
        "large" | "corporate" | "corporation" | "big" => "enterprise",
        "first" | "beginning" => "start",
        "last" | "ending" => "end",
        other => other,
    };
    known.iter().copied().find(|word| *word == meant)
}

fn people(file: &SettingsFile) -> Vec<(String, Vec<String>)> {
    let entries = file.people.get().map(|people| people.0.as_slice()).unwrap_or_default();
    let person = |(name, addresses): &(Field<String>, Field<Vec<Field<String>>>)| {
        let addresses = addresses.readable().map(|(address, _)| address.clone()).collect();
        Some((name.get()?.clone(), addresses))
    };
    entries.iter().filter_map(person).collect()
}

/// Turns the file into settings, noting what is wrong.
struct Reader {
    problems: Vec<Problem>,
}

impl Reader {
    fn wrong(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.problems.push(Problem::new(ProblemKind::InvalidValue, span, message).help(help));
    }

    fn settings(&mut self, file: SettingsFile) -> Settings {
        let default = Settings::default();
        let days =
            |of: fn(&StaleAfter) -> &Field<DaysToStale>| Some(of(file.stale_after.get()?).get()?.days());
        Settings {
            goals: file.goals.readable().filter_map(|(path, span)| self.goals_path(path, span)).collect(),
            organization: file.organization.get().copied().unwrap_or_default(),
            calendar: Calendar {
                first_month: file.fiscal_year_starts.get().map_or(1, |month| month.number()),
                named_for_end: file.fiscal_year_named_for.get() == Some(&NamedFor::End),
            },
            stale_after_leading: days(|stale| &stale.leading).unwrap_or(default.stale_after_leading),
            stale_after_lagging: days(|stale| &stale.lagging).unwrap_or(default.stale_after_lagging),
            grade_bands: self.bands(&file.grade_bands, default.grade_bands),
            vocabulary: self.all_words(&file),
            people: people(&file),
            sources: sources(&file.sources, &mut self.problems),
            rules: file.rules,
        }
    }

    /// A folder or file of goals: below the root, so that a workspace is the same on every machine.
    fn goals_path(&mut self, path: &str, span: Span) -> Option<String> {
        let below = "write a path that starts at the folder of okr.yaml, like `okrs`";
        let has_drive = path.as_bytes().get(1) == Some(&b':');
        let (message, help) = if path.trim().is_empty() {
            ("an empty text names no folder".to_owned(), below.to_owned())
        } else if path.starts_with(['/', '\\', '~']) || has_drive {
            (format!("`{path}` exists on some machines only"), below.to_owned())
        } else if path.contains('\\') {
            (format!("`{path}` is written the Windows way"), format!("write `{}`", path.replace('\\', "/")))
        } else if path.split('/').any(|part| part == "..") {
            (format!("`{path}` may lead out of the workspace"), format!("{below}, without `..`"))
        } else if let Some(star) = path.find('*') {
            let folder = path[..star].rsplit_once('/').map_or("okrs", |(folder, _)| folder);
            let help = format!("name the folder, all files below it are read: `{folder}`");
            (format!("`{path}` is a pattern, not a folder"), help)
        } else {
            return Some(path.to_owned());
        };
        self.wrong(span, message, help);
        None
    }

    fn bands(&mut self, field: &Field<Vec<Field<HandGrade>>>, default: (f64, f64)) -> (f64, f64) {
        let Some((list, span)) = field.located() else { return default };
        let cuts: Vec<f64> = list.iter().filter_map(Field::get).map(|grade| grade.0).collect();
        match cuts[..] {
            [low, high] if 0.0 < low && low < high && high <= 1.0 => return (low, high),
            // One of them is not a grade, which has been reported.
            _ if list.iter().any(|cut| !cut.is_absent() && cut.get().is_none()) => {}
            _ => self.wrong(
                span,
                "`grade_bands` needs two grades, the lower one first",
                "write where progressed and delivered start, between 0 and 1, like `[0.4, 0.7]`",
            ),
        }
        default
    }

    /// The author's own words, and how they write numbers.
    fn all_words(&mut self, file: &SettingsFile) -> Vocabulary {
        let words = file.vocabulary.get().map(|file| self.vocabulary(file)).unwrap_or_default();
        words.with_decimal_mark(file.decimal_mark.get().copied().unwrap_or_default())
    }

    /// A new list of words is one more field of the file and one more argument here.
    fn vocabulary(&mut self, file: &VocabularyFile) -> Vocabulary {
        Vocabulary::extended(
            &self.words(&file.deliverables),
            &self.words(&file.activities),
            &self.words(&file.outcome_measures),
            &self.words(&file.vanity_metrics),
        )
    }

    fn words(&mut self, list: &Words) -> Vec<String> {
        let mut words = Vec::new();
        for (word, span) in list.readable() {
            if word.chars().any(char::is_alphanumeric) {
                words.push(word.trim().to_owned());
            } else {
                self.wrong(span, "there is no word here", "write the word in full, or take this entry out");
            }
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::{example, read};
    use crate::source::FileId;

    #[test]
    fn what_messages_show_is_written_as_it_is_read() {
        let keys = ["goals", "stale_after", "grade_bands", "vocabulary", "people", "sources"];
        let text: String = keys.iter().map(|key| format!("{key}: {}\n", example(key).unwrap())).collect();
        assert_eq!(read(&text, FileId::default()).1, [], "{text}");
    }
}
