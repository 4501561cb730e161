//! The settings file: what each key does, and the message about every wrong value.

use okr::finding::Level;
use okr::goals::Calendar;
use okr::rules::{self, Levels, read_settings};
use okr::settings::{Organization, Settings};
use okr::source::FileId;

fn read(text: &str) -> (Settings, String) {
    let (settings, _, problems) = read_settings(text, FileId::default());
    let line = |problem: &okr::yaml::Problem| {
        let words = &text[problem.span.range()];
        format!("    {} | {words} | {}\n", problem.message, problem.help.as_deref().unwrap_or("-"))
    };
    (settings, problems.iter().map(line).collect())
}

/// Everything but the word lists and the rules.
fn shown(settings: &Settings) -> String {
    format!(
        "{:?} {} month {}{}, stale after {}/{} days, bands {:?}",
        settings.goals,
        settings.organization.name(),
        settings.calendar.first_month,
        if settings.calendar.named_for_end { " named for its end" } else { "" },
        settings.stale_after_leading,
        settings.stale_after_lagging,
        settings.grade_bands,
    )
}

const DEFAULTS: &str = r#"[] growth month 1, stale after 14/35 days, bands (0.4, 0.7)"#;

#[test]
fn nothing_written_means_the_defaults() {
    for text in ["", "# only a comment\n", "goals:\nrules: ~\n"] {
        let (settings, problems) = read(text);
        assert_eq!((shown(&settings).as_str(), problems.as_str()), (DEFAULTS, ""), "{text:?}");
    }
    assert_eq!(shown(&Settings::default()), DEFAULTS);
    assert_eq!(Settings::default().calendar, Calendar::default());
}

#[test]
fn every_key_is_taken_in() {
    let (settings, problems) = read(
        "goals: [okrs, ./teams/growth, plans/2026-Q1.yaml]
organization: enterprise
fiscal_year_starts: 2
fiscal_year_named_for: end
stale_after: {leading: 2 weeks, lagging: 45}
grade_bands: [0.3, 1]
rules:
  missing-baseline: warning
  syntax: {level: note}
  duplicate-key: off
vocabulary:
  deliverables: [runbook, dossier]
  outcome_measures: [door-to-needle time]
",
    );
    assert_eq!(problems, "");
    assert_eq!(
        shown(&settings),
        r#"["okrs", "./teams/growth", "plans/2026-Q1.yaml"] enterprise month 2 named for its end, stale after 14/45 days, bands (0.3, 1.0)"#
    );
    let levels = Levels::of(&settings);
    let level = |name: &str| levels.level_of(rules::find(name).unwrap());
    assert_eq!(level("missing-baseline"), Some(Level::Warning));
    assert_eq!(level("syntax"), Some(Level::Note));
    assert_eq!(level("duplicate-key"), None);
    assert_eq!(level("unknown-field"), Some(Level::Error), "not named: its own level");
    assert!(levels.sets_level_of(rules::find("syntax").unwrap()));
    assert!(!levels.sets_level_of(rules::find("unknown-field").unwrap()));
}

#[test]
fn a_profile_switches_rules_off_unless_they_are_named() {
    for organization in [Organization::Startup, Organization::Growth, Organization::Enterprise] {
        let (settings, _) = read(&format!("organization: {}", organization.name()));
        let (named, _) = read(&format!(
            "organization: {}\nrules:\n{}",
            organization.name(),
            rules::all().map(|rule| format!("  {}: note\n", rule.name)).collect::<String>()
        ));
        let (levels, named) = (Levels::of(&settings), Levels::of(&named));
        for rule in rules::all() {
            let is_off = rule.off_for.contains(&organization);
            assert_eq!(levels.level_of(rule).is_none(), is_off, "{} for {}", rule.name, organization.name());
            assert_eq!(named.level_of(rule), Some(Level::Note), "{} for {}", rule.name, organization.name());
        }
    }
}

#[test]
fn times_are_whole_days() {
    for (written, days) in
        [("14 days", 14), ("14", 14), ("1 month", 30), ("36 hours", 2), ("1 year", 365), ("366", 366)]
    {
        let (settings, problems) = read(&format!("stale_after: {{leading: {written}}}"));
        assert_eq!((settings.stale_after_leading, problems.as_str()), (days, ""), "{written}");
    }
}

/// Each with one thing wrong; the default then applies.
const WRONG: &[&str] = &[
    "okrs",
    "- goals",
    "goal: [okrs]",
    "fiscal-year-starts: 4",
    "teams: [growth]",
    "goals: [/srv/okrs]",
    "goals: ['C:\\okrs']",
    "goals: ['okrs\\2026']",
    "goals: [~/okrs]",
    "goals: [../okrs]",
    "goals: [okrs/../..]",
    "goals: ['']",
    "goals: [okrs/*.yaml]",
    "goals: ['*.yaml']",
    "goals: [{okrs: 1}]",
    "organization: Startup",
    "organization: nonprofit",
    "organization: [growth]",
    "fiscal_year_starts: April",
    "fiscal_year_starts: 13",
    "fiscal_year_starts: 0",
    "fiscal_year_starts: 300",
    "fiscal_year_starts: '2026-04'",
    "fiscal_year_named_for: middle",
    "stale_after: 14 days",
    "stale_after: {leading: 0}",
    "stale_after: {leading: 2 years}",
    "stale_after: {lagging: 5%}",
    "stale_after: {trailing: 35 days}",
    "grade_bands: 0.7",
    "grade_bands: [0.7]",
    "grade_bands: []",
    "grade_bands: [0.7, 0.4]",
    "grade_bands: [0, 0.7]",
    "grade_bands: [40%, 70%]",
    "grade_bands: [0.4, 1.1]",
    "grade_bands: [.nan, 1]",
    "rules: off",
    "rules: [missing-baseline]",
    "rules: {missing-baselin: off}",
    "rules: {missing_baseline: off}",
    "rules: {be-nice: off}",
    "rules: {missing-baseline: }",
    "rules: {missing-baseline: of}",
    "rules: {missing-baseline: warn}",
    "rules: {missing-baseline: true}",
    "rules: {missing-baseline: [off]}",
    "rules: {missing-baseline: {min: 2}}",
    "rules: {missing-baseline: off, missing-baseline: note}",
    "vocabulary: [runbook]",
    "vocabulary: {deliverable: [runbook]}",
    "vocabulary: {deliverables: ['', '-']}",
];

#[test]
fn wrong_settings_are_told_and_the_default_stands() {
    let mut told = String::new();
    for text in WRONG {
        let (settings, problems) = read(text);
        assert_eq!(shown(&settings), DEFAULTS, "{text}");
        assert!(!problems.is_empty(), "{text}");
        told.push_str(&format!("{text}\n{problems}"));
    }
    insta::assert_snapshot!(told, @r#"
    okrs
        this must be a mapping (`key: value`), not `okrs` | okrs | -
    - goals
        this must be a mapping (`key: value`), not a list | goals | -
    goal: [okrs]
        `goal` is not a field here | goal | did you mean `goals`?
    fiscal-year-starts: 4
        `fiscal-year-starts` is not a field here | fiscal-year-starts | did you mean `fiscal_year_starts`?
    teams: [growth]
        `teams` is not a field here | teams | allowed here: goals, organization, fiscal_year_starts, fiscal_year_named_for, stale_after, grade_bands, rules, decimal_mark, vocabulary, people, sources
    goals: [/srv/okrs]
        `/srv/okrs` exists on some machines only | /srv/okrs | write a path that starts at the folder of okr.yaml, like `okrs`
    goals: ['C:\okrs']
        `C:\okrs` exists on some machines only | 'C:\okrs' | write a path that starts at the folder of okr.yaml, like `okrs`
    goals: ['okrs\2026']
        `okrs\2026` is written the Windows way | 'okrs\2026' | write `okrs/2026`
    goals: [~/okrs]
        `~/okrs` exists on some machines only | ~/okrs | write a path that starts at the folder of okr.yaml, like `okrs`
    goals: [../okrs]
        `../okrs` may lead out of the workspace | ../okrs | write a path that starts at the folder of okr.yaml, like `okrs`, without `..`
    goals: [okrs/../..]
        `okrs/../..` may lead out of the workspace | okrs/../.. | write a path that starts at the folder of okr.yaml, like `okrs`, without `..`
    goals: ['']
        an empty text names no folder | '' | write a path that starts at the folder of okr.yaml, like `okrs`
    goals: [okrs/*.yaml]
        `okrs/*.yaml` is a pattern, not a folder | okrs/*.yaml | name the folder, all files below it are read: `okrs`
    goals: ['*.yaml']
        `*.yaml` is a pattern, not a folder | '*.yaml' | name the folder, all files below it are read: `okrs`
    goals: [{okrs: 1}]
        `goals` must be text, not a mapping (`key: value`) | {okrs: 1} | write it like `goals: [okrs]`
    organization: Startup
        `organization` must be `startup`, `growth` or `enterprise`, not `Startup` | Startup | write `startup`
    organization: nonprofit
        `organization` must be `startup`, `growth` or `enterprise`, not `nonprofit` | nonprofit | -
    organization: [growth]
        `organization` must be `startup`, `growth` or `enterprise`, not a list | [growth] | -
    fiscal_year_starts: April
        `April` is not the number of a month | April | write its number: `4`
    fiscal_year_starts: 13
        `13` is not the number of a month | 13 | write the month the fiscal year starts in, 1 to 12
    fiscal_year_starts: 0
        `0` is not the number of a month | 0 | write the month the fiscal year starts in, 1 to 12
    fiscal_year_starts: 300
        `300` is not the number of a month | 300 | write the month the fiscal year starts in, 1 to 12
    fiscal_year_starts: '2026-04'
        `2026-04` is not the number of a month | '2026-04' | write the month the fiscal year starts in, 1 to 12
    fiscal_year_named_for: middle
        `fiscal_year_named_for` must be `start` or `end`, not `middle` | middle | -
    stale_after: 14 days
        `stale_after` must be a mapping (`key: value`), not `14 days` | 14 days | say it for both kinds of numbers: `stale_after: {leading: 14 days, lagging: 35 days}`
    stale_after: {leading: 0}
        `0` is not a time after which a check-in is stale | 0 | write 1 to 366 days, like `14 days`
    stale_after: {leading: 2 years}
        `2 years` is not a time after which a check-in is stale | 2 years | write 1 to 366 days, like `14 days`
    stale_after: {lagging: 5%}
        `5%` is not a time after which a check-in is stale | 5% | write 1 to 366 days, like `14 days`
    stale_after: {trailing: 35 days}
        `trailing` is not a field here | trailing | allowed here: leading, lagging
    grade_bands: 0.7
        `grade_bands` needs two grades, the lower one first | 0.7 | write where progressed and delivered start, between 0 and 1, like `[0.4, 0.7]`
    grade_bands: [0.7]
        `grade_bands` needs two grades, the lower one first | [0.7] | write where progressed and delivered start, between 0 and 1, like `[0.4, 0.7]`
    grade_bands: []
        `grade_bands` needs two grades, the lower one first | [] | write where progressed and delivered start, between 0 and 1, like `[0.4, 0.7]`
    grade_bands: [0.7, 0.4]
        `grade_bands` needs two grades, the lower one first | [0.7, 0.4] | write where progressed and delivered start, between 0 and 1, like `[0.4, 0.7]`
    grade_bands: [0, 0.7]
        `grade_bands` needs two grades, the lower one first | [0, 0.7] | write where progressed and delivered start, between 0 and 1, like `[0.4, 0.7]`
    grade_bands: [40%, 70%]
        `40%` is not a grade | 40% | write `0.4`: a grade is a number from 0 to 1, like 0.7
        `70%` is not a grade | 70% | write `0.7`: a grade is a number from 0 to 1, like 0.7
    grade_bands: [0.4, 1.1]
        `1.1` is not a grade | 1.1 | a grade is a number from 0 to 1, like 0.7
    grade_bands: [.nan, 1]
        `.nan` is not a grade | .nan | a grade is a number from 0 to 1, like 0.7
    rules: off
        `rules` must be a mapping (`key: value`), not `off` | off | write it like `rules: {lagging-key-result: off, key-result-count: {max: 4}}`
    rules: [missing-baseline]
        `rules` must be a mapping (`key: value`), not a list | [missing-baseline] | write it like `rules: {lagging-key-result: off, key-result-count: {max: 4}}`
    rules: {missing-baselin: off}
        there is no rule `missing-baselin` | missing-baselin | did you mean `missing-baseline`?
    rules: {missing_baseline: off}
        there is no rule `missing_baseline` | missing_baseline | did you mean `missing-baseline`?
    rules: {be-nice: off}
        there is no rule `be-nice` | be-nice | `okr rules` lists all of them
    rules: {missing-baseline: }
        nothing follows `missing-baseline` | missing-baseline | write `off`, `note`, `warning` or `error`
    rules: {missing-baseline: of}
        `of` is not a level | of | did you mean `off`? accepted are `off`, `note`, `warning` or `error`
    rules: {missing-baseline: warn}
        `warn` is not a level | warn | did you mean `warning`? accepted are `off`, `note`, `warning` or `error`
    rules: {missing-baseline: true}
        `true` is not a level | true | write `off`, `note`, `warning` or `error`
    rules: {missing-baseline: [off]}
        `missing-baseline` cannot be a list | [off] | write `off`, `note`, `warning` or `error`
    rules: {missing-baseline: {min: 2}}
        `missing-baseline` has no option `min` | min | what can be set: level
    rules: {missing-baseline: off, missing-baseline: note}
        `missing-baseline` is written twice here | missing-baseline | keep the one you mean; only the first is read
    vocabulary: [runbook]
        `vocabulary` must be a mapping (`key: value`), not a list | [runbook] | write it like `vocabulary: {deliverables: [runbook], outcome_measures: [door-to-needle time]}`
    vocabulary: {deliverable: [runbook]}
        `deliverable` is not a field here | deliverable | did you mean `deliverables`?
    vocabulary: {deliverables: ['', '-']}
        there is no word here | '' | write the word in full, or take this entry out
        there is no word here | '-' | write the word in full, or take this entry out
    "#);
}

#[test]
fn one_mistake_does_not_hide_the_rest() {
    let (settings, problems) = read(
        "goals: [../a, plans]\nrules:\n  be-nice: off\n  missing-baseline: off\norganization: big\nfiscal_year_starts: 4\n",
    );
    assert_eq!(problems.lines().count(), 3, "{problems}");
    assert_eq!(shown(&settings), DEFAULTS.replace("[]", r#"["plans"]"#).replace("month 1", "month 4"));
    assert_eq!(Levels::of(&settings).level_of(rules::find("missing-baseline").unwrap()), None);
}

#[test]
fn a_source_says_how_it_is_asked() {
    let text = "sources:\n  local: {program: sqlite3, database: data/metrics.db}\n  warehouse:\n    program: psql\n  \
                script: {command: [python3, scripts/values.py], files: [scripts/common.py]}\n";
    let (settings, problems) = read(text);
    assert_eq!(problems, "");
    let names: Vec<&str> = settings.sources.iter().map(|source| source.name.as_str()).collect();
    assert_eq!(names, ["local", "warehouse", "script"]);
    for (source, told) in [
        ("{program: mysql}", "`mysql`"),
        ("{}", "does not say how it is asked"),
        ("{program: psql, command: [x]}", "not both"),
        ("{program: psql, database: shop}", "`psql` opens no database file"),
        ("{program: sqlite3}", "`sqlite3` needs a `database`"),
        (
            "{program: sqlite3, database: ../other/metrics.db}",
            "`../other/metrics.db` is not the path of a file",
        ),
        ("{program: duckdb, database: /srv/metrics.db}", "`/srv/metrics.db` is not the path of a file"),
        ("{program: duckdb, files: [a.csv]}", "needs no `files`"),
        ("{command: []}", "names no program"),
        ("{command: python3 scripts/values.py}", "this command is one text"),
        ("{command: [x], database: a.db}", "has no `database`"),
        ("{command: [x], files: [~/secrets]}", "is not the path of a file"),
        ("{program: psql, password: hunter2}", "`password` is not a field here"),
    ] {
        let (settings, problems) = read(&format!("sources: {{warehouse: {source}}}\n"));
        assert!(problems.contains(told), "{source}: {problems}");
        assert!(problems.lines().count() <= 2, "one mistake is told once: {source}: {problems}");
        assert!(settings.sources.is_empty() || source.contains("password"), "{source}");
    }
    assert!(read("sources: {My Warehouse: {program: psql}}\n").1.contains("cannot be the name of a source"));
}
