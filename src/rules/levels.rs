//! What the settings say about rules: levels and options, from the section `rules` that [`Settings`] leaves unread.

use super::{Check, OptionUnit, Rule, RuleOption};
use crate::finding::Level;
use crate::settings::{Organization, Settings};
use crate::source::{FileId, Span};
use crate::yaml::{self, Entries, Field, Problem, ProblemKind, Value};
use std::collections::BTreeMap;

/// The level and options each rule has in a workspace.
#[derive(Debug, Clone, Default)]
pub struct Levels {
    organization: Organization,
    rules: BTreeMap<&'static str, RuleSetting>,
}

/// Rules that hold promises without being about change.
const HOLD_PROMISES: [&str; 2] = ["breached-guardrail", "untrue-revision"];

/// What a change of the settings takes from the rules that judge it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Loosened {
    /// Rules with a lower level, which judge the change at the level they had.
    pub kept: Vec<&'static str>,
    /// Rules with other options, which judge the change by those they had.
    pub kept_options: Vec<&'static str>,
    /// Rules that judge the change at their lower level.
    pub lowered: Vec<&'static str>,
}

/// What the settings say about one rule.
#[derive(Debug, Clone, Default)]
struct RuleSetting {
    /// `Some(None)` is off.
    level: Option<Option<Level>>,
    options: BTreeMap<&'static str, f64>,
}

impl Levels {
    /// The levels that some settings give to the rules. What is wrong in them counts as not written; [`read_settings`]
    /// reports it.
    #[must_use]
    pub fn of(settings: &Settings) -> Self {
        Self::read(settings).0
    }

    fn read(settings: &Settings) -> (Self, Vec<Problem>) {
        let mut reader = Reader { problems: Vec::new() };
        let rules = reader.rules(&settings.rules);
        (Self { organization: settings.organization, rules }, reader.problems)
    }

    /// The level a rule's findings have; `None` when it is off.
    #[must_use]
    pub fn level_of(&self, rule: &Rule) -> Option<Level> {
        match self.rules.get(rule.name).and_then(|setting| setting.level) {
            Some(level) => level,
            None => (!rule.off_for.contains(&self.organization)).then_some(rule.level),
        }
    }

    /// The same for a change that came with these settings: rules about change, and others that hold promises, keep the level they
    /// had before it where that is higher, or a change could switch off the rule that would report it. Rules about change keep
    /// their options as well. How goals are written is for those to say who write them.
    #[must_use]
    pub fn for_change_since(mut self, before: &Levels) -> (Self, Loosened) {
        let mut loosened = Loosened::default();
        for rule in super::all() {
            let is_about_change = matches!(rule.check, Check::Change(_));
            let level = before.level_of(rule);
            if level > self.level_of(rule) {
                if is_about_change || HOLD_PROMISES.contains(&rule.name) {
                    // What no setting names may be raised by the rule itself.
                    let setting = before.rules.get(rule.name).and_then(|setting| setting.level);
                    self.rules.entry(rule.name).or_default().level = setting;
                    if self.level_of(rule) != level {
                        self.rules.entry(rule.name).or_default().level = Some(level);
                    }
                    loosened.kept.push(rule.name);
                } else {
                    loosened.lowered.push(rule.name);
                }
            }
            let has_other = |option: &RuleOption| {
                before.option_of(rule, option.name) != self.option_of(rule, option.name)
            };
            if is_about_change && rule.options.iter().any(has_other) {
                let options =
                    rule.options.iter().map(|option| (option.name, before.option_of(rule, option.name)));
                self.rules.entry(rule.name).or_default().options = options.collect();
                loosened.kept_options.push(rule.name);
            }
        }
        (self, loosened)
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

/// Reads a settings file with what it says about rules. Where something is wrong, the problems say so, in the order of the
/// file, and the rest still counts.
#[must_use]
pub fn read_settings(text: &str, file: FileId) -> (Settings, Levels, Vec<Problem>) {
    let (settings, mut problems) = Settings::read(text, file);
    let (levels, of_rules) = Levels::read(&settings);
    problems.extend(of_rules);
    problems.sort_by_key(|problem| (problem.span, problem.kind));
    (settings, levels, problems)
}

const LEVELS: &str = "`off`, `note`, `warning` or `error`";

/// Reads the section, noting what is wrong.
struct Reader {
    problems: Vec<Problem>,
}

impl Reader {
    fn wrong(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.problems.push(Problem::new(ProblemKind::InvalidValue, span, message).help(help));
    }

    fn rules(&mut self, section: &Field<Entries<Value>>) -> BTreeMap<&'static str, RuleSetting> {
        let mut settings: BTreeMap<&'static str, RuleSetting> = BTreeMap::new();
        for (name, value) in section.get().into_iter().flat_map(|entries| &entries.0) {
            let Some((name, place)) = name.located() else { continue };
            match super::find(name) {
                Some(rule) => {
                    settings.insert(rule.name, setting(self, rule, place, value));
                }
                None => {
                    let near = super::nearest(name);
                    let help = near.map_or("`okr rules` lists all of them".to_owned(), did_you_mean);
                    self.wrong(place, format!("there is no rule `{name}`"), help);
                }
            }
        }
        settings
    }
}

fn did_you_mean(near: &str) -> String {
    format!("did you mean `{near}`?")
}

fn setting(reader: &mut Reader, rule: &'static Rule, place: Span, value: &Field<Value>) -> RuleSetting {
    let mut setting = RuleSetting::default();
    match value.located() {
        Some((Value::Text(text), span)) => setting.level = level(reader, rule, text, span),
        Some((Value::Mapping(entries), span)) => {
            let wrong_before = reader.problems.len();
            for (name, value) in &entries.0 {
                if let Some((name, place)) = name.located() {
                    entry(reader, rule, (name, place), value, &mut setting);
                }
            }
            if reader.problems.len() == wrong_before {
                check_order(reader, rule, span, &mut setting);
            }
        }
        Some((Value::List(_), span)) => {
            reader.wrong(span, format!("`{}` cannot be a list", rule.name), forms(rule));
        }
        None if value.is_absent() => {
            reader.wrong(place, format!("nothing follows `{}`", rule.name), forms(rule));
        }
        None => {}
    }
    setting
}

/// What may follow a rule's name.
fn forms(rule: &Rule) -> String {
    let options: Vec<String> =
        rule.options.iter().map(|option| format!("{}: {}", option.name, option.default)).collect();
    match options.as_slice() {
        [] => format!("write {LEVELS}"),
        options => format!("write {LEVELS}, or options like `{{{}}}`", options.join(", ")),
    }
}

/// One `key: value` inside the braces of a rule.
fn entry(
    reader: &mut Reader,
    rule: &'static Rule,
    (name, place): (&str, Span),
    value: &Field<Value>,
    setting: &mut RuleSetting,
) {
    let option = rule.options.iter().find(|option| option.name == name);
    if option.is_none() && name != "level" {
        let names: Vec<&str> = rule.options.iter().map(|option| option.name).chain(["level"]).collect();
        let help = match yaml::nearest(name, names.iter().copied()) {
            Some(near) => did_you_mean(near),
            None => format!("what can be set: {}", names.join(", ")),
        };
        reader.wrong(place, format!("`{}` has no option `{name}`", rule.name), help);
        return;
    }
    match (value.located(), option) {
        (Some((Value::Text(text), span)), None) => setting.level = level(reader, rule, text, span),
        (Some((Value::Text(text), span)), Some(option)) => {
            if let Some(number) = number(reader, option, text, span) {
                setting.options.insert(option.name, number);
            }
        }
        (None, _) if !value.is_absent() => {}
        (_, option) => {
            let help = option.map_or_else(|| format!("write {LEVELS}"), range);
            reader.wrong(value.span().unwrap_or(place), format!("`{name}` needs a single value"), help);
        }
    }
}

fn level(reader: &mut Reader, rule: &Rule, text: &str, span: Span) -> Option<Option<Level>> {
    if text == "off" {
        return Some(None);
    }
    let level = Level::ALL.iter().copied().find(|level| level.name() == text);
    if level.is_none() {
        let names = Level::ALL.iter().copied().map(Level::name);
        let begun = names.clone().find(|name| text.len() > 2 && name.starts_with(&text.to_lowercase()));
        let meant = match text.to_lowercase().as_str() {
            "false" | "no" | "none" | "never" | "disabled" => Some("off"),
            lower => begun.or_else(|| yaml::nearest(lower, names.chain(["off"]))),
        };
        let help = meant
            .map_or_else(|| forms(rule), |meant| format!("{} accepted are {LEVELS}", did_you_mean(meant)));
        reader.wrong(span, format!("`{}` is not a level", first_line(text)), help);
    }
    level.map(Some)
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

/// The number of an option. A percent sign is fine where the option counts in percent.
fn number(reader: &mut Reader, option: &RuleOption, text: &str, span: Span) -> Option<f64> {
    let (least, most) = option.range;
    let digits = text.strip_suffix('%').filter(|_| option.unit == OptionUnit::Percent).unwrap_or(text).trim();
    let number = digits.parse::<f64>().ok().filter(|number| (least..=most).contains(number));
    let number = number.filter(|number| option.unit != OptionUnit::Count || number.fract() == 0.0);
    // `0.01` in percent is a hundredth of what it is as a fraction.
    if let Some(small) = number.filter(|number| *number > 0.0 && *number < 1.0)
        && option.unit == OptionUnit::Percent
        && !text.contains('%')
    {
        let share = ((small * 1e5).round() / 1e3).to_string();
        let message = format!("`{}` may be {share}% or {small}%", first_line(text));
        reader.wrong(span, message, format!("`{share}%` or `{small}%`: write the one you mean"));
        return None;
    }
    if number.is_none() {
        reader.wrong(
            span,
            format!("`{}` is not a value for `{}`", first_line(text), option.name),
            range(option),
        );
    }
    number
}

fn range(option: &RuleOption) -> String {
    let (least, most) = option.range;
    let number = if option.unit == OptionUnit::Count { "whole number" } else { "number" };
    format!("write a {number} from {least} to {most}: {}", option.meaning)
}

/// A rule with `min` and `max` needs them in this order, the one not set at its default.
fn check_order(reader: &mut Reader, rule: &'static Rule, span: Span, setting: &mut RuleSetting) {
    let in_force = |name: &str| {
        let option = rule.options.iter().find(|option| option.name == name)?;
        Some(setting.options.get(name).copied().unwrap_or(option.default))
    };
    if let (Some(min), Some(max)) = (in_force("min"), in_force("max"))
        && min > max
    {
        let message = format!("`min` would be {min} and `max` {max}: nothing can satisfy `{}`", rule.name);
        reader.wrong(span, message, "write both, the smaller number as `min`");
        setting.options.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Check;

    static COUNT: Rule = Rule {
        name: "pie-count",
        summary: "too few or too many pies",
        page: "",
        level: Level::Error,
        off_for: &[],
        options: &[
            RuleOption {
                name: "min",
                default: 2.0,
                range: (1.0, 20.0),
                unit: OptionUnit::Count,
                meaning: "the fewest pies",
            },
            RuleOption {
                name: "max",
                default: 5.0,
                range: (1.0, 20.0),
                unit: OptionUnit::Count,
                meaning: "the most pies",
            },
            RuleOption {
                name: "crust",
                default: 10.0,
                range: (0.0, 100.0),
                unit: OptionUnit::Percent,
                meaning: "crust in percent of a pie",
            },
        ],
        check: Check::Suppressions,
    };

    /// The options that count after reading `pie-count: ...`, and what was wrong.
    fn read(value: &str) -> (RuleSetting, String) {
        let text = format!("pie-count: {value}");
        let document = yaml::read::<Entries<Value>>(&text, FileId::default());
        let mut reader = Reader { problems: document.problems };
        let (name, value) = document.value.unwrap().0.remove(0);
        let setting = setting(&mut reader, &COUNT, name.span().unwrap(), &value);
        let problems = reader.problems.iter().map(|problem| {
            format!(
                "{} | {} | {}",
                problem.message,
                &text[problem.span.range()],
                problem.help.as_deref().unwrap_or("-")
            )
        });
        (setting, problems.collect::<Vec<_>>().join("\n"))
    }

    #[test]
    fn levels_and_options_are_taken_in() {
        let options = |value: &str| {
            let (setting, problems) = read(value);
            assert_eq!(problems, "", "{value}");
            (setting.level, setting.options.into_iter().collect::<Vec<_>>())
        };
        assert_eq!(options("off"), (Some(None), vec![]));
        assert_eq!(options("'note'"), (Some(Some(Level::Note)), vec![]));
        assert_eq!(options("{min: 3, max: 4}"), (None, vec![("max", 4.0), ("min", 3.0)]));
        assert_eq!(
            options("{level: warning, crust: 7.5%}"),
            (Some(Some(Level::Warning)), vec![("crust", 7.5)])
        );
        assert_eq!(options("{max: 20}"), (None, vec![("max", 20.0)]));
    }

    #[test]
    fn wrong_options_are_told_with_what_is_accepted() {
        let values = [
            "",
            "[min, max]",
            "warn",
            "false",
            "err",
            "loud",
            "3",
            "{level: hihg}",
            "{level: }",
            "{min: }",
            "{min: [1, 2]}",
            "{mni: 3}",
            "{pies: 3}",
            "{min: many}",
            "{min: 2.5}",
            "{max: 21}",
            "{min: 0}",
            "{max: 5%}",
            "{max: nan}",
            "{min: 6}",
            "{min: 4, max: 3}",
            "{min: 0, max: 1}",
        ];
        let lines = values.map(|value| format!("{value:?}\n    {}\n", read(value).1));
        insta::assert_snapshot!(lines.concat(), @r#"
    ""
        nothing follows `pie-count` | pie-count | write `off`, `note`, `warning` or `error`, or options like `{min: 2, max: 5, crust: 10}`
    "[min, max]"
        `pie-count` cannot be a list | [min, max] | write `off`, `note`, `warning` or `error`, or options like `{min: 2, max: 5, crust: 10}`
    "warn"
        `warn` is not a level | warn | did you mean `warning`? accepted are `off`, `note`, `warning` or `error`
    "false"
        `false` is not a level | false | did you mean `off`? accepted are `off`, `note`, `warning` or `error`
    "err"
        `err` is not a level | err | did you mean `error`? accepted are `off`, `note`, `warning` or `error`
    "loud"
        `loud` is not a level | loud | write `off`, `note`, `warning` or `error`, or options like `{min: 2, max: 5, crust: 10}`
    "3"
        `3` is not a level | 3 | write `off`, `note`, `warning` or `error`, or options like `{min: 2, max: 5, crust: 10}`
    "{level: hihg}"
        `hihg` is not a level | hihg | write `off`, `note`, `warning` or `error`, or options like `{min: 2, max: 5, crust: 10}`
    "{level: }"
        `level` needs a single value | level | write `off`, `note`, `warning` or `error`
    "{min: }"
        `min` needs a single value | min | write a whole number from 1 to 20: the fewest pies
    "{min: [1, 2]}"
        `min` needs a single value | [1, 2] | write a whole number from 1 to 20: the fewest pies
    "{mni: 3}"
        `pie-count` has no option `mni` | mni | did you mean `min`?
    "{pies: 3}"
        `pie-count` has no option `pies` | pies | what can be set: min, max, crust, level
    "{min: many}"
        `many` is not a value for `min` | many | write a whole number from 1 to 20: the fewest pies
    "{min: 2.5}"
        `2.5` is not a value for `min` | 2.5 | write a whole number from 1 to 20: the fewest pies
    "{max: 21}"
        `21` is not a value for `max` | 21 | write a whole number from 1 to 20: the most pies
    "{min: 0}"
        `0` is not a value for `min` | 0 | write a whole number from 1 to 20: the fewest pies
    "{max: 5%}"
        `5%` is not a value for `max` | 5% | write a whole number from 1 to 20: the most pies
    "{max: nan}"
        `nan` is not a value for `max` | nan | write a whole number from 1 to 20: the most pies
    "{min: 6}"
        `min` would be 6 and `max` 5: nothing can satisfy `pie-count` | {min: 6} | write both, the smaller number as `min`
    "{min: 4, max: 3}"
        `min` would be 4 and `max` 3: nothing can satisfy `pie-count` | {min: 4, max: 3} | write both, the smaller number as `min`
    "{min: 0, max: 1}"
        `0` is not a value for `min` | 0 | write a whole number from 1 to 20: the fewest pies
    "#);
        assert!(read("{min: 6}").0.options.is_empty(), "a pair that cannot hold counts for nothing");
    }
}
