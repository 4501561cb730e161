//! Every rule's page is executed: the fenced YAML of “Instead of” must give exactly the findings its comments mark, and
//! that of “Write” none.
//!
//! A block is a file: ```` ```yaml ````, with a name where it matters, as in ```` ```yaml okrs/metrics.yaml ````. The blocks of
//! one section make one workspace. `# finds: rule-name` marks the line a finding starts on; the day is 2026-02-15
//! unless a block's first line is `# as of 2026-04-10`. A block named `okr.yaml` holds settings. A block marked `before` is
//! the file as it was when the quarter was two weeks old; each `before` starts a pair of versions of its own.

use okr::finding::{Finding, Level};
use okr::goals::{Day, Workspace};
use okr::lint::{Report, Selection, lint};
use okr::rules::{self, Rule};
use okr::settings::Settings;
use okr::source::{FileId, Lines, SourceFile, Sources};

pub(crate) struct Block {
    pub(crate) name: String,
    pub(crate) text: String,
}

/// The fenced YAML blocks of each section of a page.
pub(crate) fn sections(page: &str) -> Vec<(String, Vec<Block>)> {
    let mut sections: Vec<(String, Vec<Block>)> = Vec::new();
    let mut open: Option<Block> = None;
    for line in page.lines() {
        if let Some(block) = &mut open {
            if line == "```" {
                let block = open.take().unwrap();
                sections.last_mut().unwrap().1.push(block);
            } else {
                block.text.push_str(line);
                block.text.push('\n');
            }
        } else if let Some(title) = line.strip_prefix("## ") {
            sections.push((title.to_owned(), Vec::new()));
        } else if let Some(name) = ["```yaml", "```csv"].iter().find_map(|fence| line.strip_prefix(fence)) {
            let name = if name.is_empty() { "goals.yaml" } else { name.trim() };
            open = Some(Block { name: name.to_owned(), text: String::new() });
        }
    }
    sections
}

/// The blocks as a workspace, judged by the selected rules; all when none is named.
fn judged(blocks: &[Block], select: Vec<&'static str>, page: &str) -> (Workspace, Report) {
    let settings =
        blocks.iter().find(|block| block.name == "okr.yaml").map_or_else(Settings::default, |block| {
            let (settings, _, problems) = okr::rules::read_settings(&block.text, FileId::default());
            assert!(problems.is_empty(), "the settings on the page of {page} are wrong: {problems:?}");
            settings
        });
    let first_line = blocks.iter().find_map(|block| block.text.lines().next()?.strip_prefix("# as of "));
    let as_of: Day = first_line.unwrap_or("2026-02-15").parse().unwrap();
    let sources = blocks.iter().filter(|block| block.name != "okr.yaml").map(|block| {
        let text = marks_removed(&block.text);
        SourceFile { path: block.name.clone(), text: text.into(), defect: None }
    });
    let selection = Selection { select, ignore: vec![] };
    let (now, before): (Vec<SourceFile>, Vec<SourceFile>) =
        sources.partition(|source| !source.path.starts_with(BEFORE));
    if before.is_empty() {
        let workspace = Workspace::read(Sources::new(now), &settings.vocabulary, settings.calendar);
        let report = lint(&workspace, &settings, as_of, &selection);
        return (workspace, report);
    }
    let (report, workspace) =
        crate::support::introduced_by(&named_as_now(before), &now, &settings, as_of, &selection);
    (workspace, report)
}

/// `file:line rule`
fn place(workspace: &Workspace, finding: &Finding) -> String {
    let source = workspace.sources.file(finding.span.file);
    format!("{}:{} {}", source.path, Lines::new(&source.text).line(finding.span.start), finding.rule)
}

/// `file:line rule` for every finding of the rule in the blocks.
fn found(rule: &'static Rule, blocks: &[Block]) -> Vec<String> {
    // Suppressions are judged by what the other rules find, so those two run together with all of them.
    let select = if rule.name.contains("suppression") { vec![] } else { vec![rule.name] };
    let (workspace, report) = judged(blocks, select, rule.name);
    let own = report.findings.iter().filter(|finding| finding.rule == rule.name);
    let mut found: Vec<String> = own.map(|finding| place(&workspace, finding)).collect();
    found.sort();
    found
}

/// How a block starts that shows an earlier version.
const BEFORE: &str = "before";

/// `before okrs/a.yaml` is an earlier `okrs/a.yaml`, and `before` alone that of the block without a name.
fn named_as_now(before: Vec<SourceFile>) -> Vec<SourceFile> {
    let named = |source: SourceFile| {
        let name = source.path.trim_start_matches(BEFORE).trim();
        SourceFile { path: if name.is_empty() { "goals.yaml" } else { name }.to_owned(), ..source }
    };
    before.into_iter().map(named).collect()
}

/// Splits the blocks of a section where an earlier version starts another pair of versions.
fn versions(blocks: Vec<Block>) -> Vec<Vec<Block>> {
    let mut all: Vec<Vec<Block>> = vec![Vec::new()];
    for block in blocks {
        let last = all.last().expect("there is one from the start");
        if block.name.starts_with(BEFORE) && last.iter().any(|block| !block.name.starts_with(BEFORE)) {
            all.push(Vec::new());
        }
        all.last_mut().expect("there is one from the start").push(block);
    }
    all
}

/// Rules that ask for more than an excerpt has room for: owners, reasons, definitions, check-ins, a whole set of metrics.
const ASK_FOR_MORE: [&str; 12] = [
    "input-metric-count",
    "key-result-count",
    "missing-counter-metric",
    "missing-guardrail",
    "missing-owner",
    "missing-why",
    "north-star-count",
    "stale-check-in",
    "stale-guardrail",
    "unaligned-objective",
    "undefined-metric",
    "unowned-metric",
];

/// A good example may be an excerpt, but not a mistake of another kind.
#[test]
fn good_examples_are_good_by_all_rules() {
    let others: Vec<&str> =
        rules::all().map(|rule| rule.name).filter(|name| !ASK_FOR_MORE.contains(name)).collect();
    let mut faults = Vec::new();
    for rule in rules::all() {
        let good = sections(rule.page).into_iter().filter(|(title, _)| title == "Write");
        for blocks in good.flat_map(|(_, blocks)| versions(blocks)) {
            let (workspace, report) = judged(&blocks, others.clone(), rule.name);
            let wrong = report.findings.iter().filter(|finding| finding.level > Level::Note);
            faults.extend(wrong.map(|finding| format!("{}: {}", rule.name, place(&workspace, finding))));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

const MARK: &str = "# finds: ";

/// The marks are for the reader of the page, not for the rule: some rules judge comments.
pub(crate) fn marks_removed(text: &str) -> String {
    let strip = |line: &str| line.split(MARK).next().unwrap_or_default().trim_end().to_owned() + "\n";
    text.lines().map(strip).collect()
}

fn marked(blocks: &[Block]) -> Vec<String> {
    let mut marked = Vec::new();
    for block in blocks {
        for (number, line) in block.text.lines().enumerate() {
            for rule in line.split(MARK).skip(1) {
                marked.push(format!("{}:{} {}", block.name, number + 1, rule.trim()));
            }
        }
    }
    marked.sort();
    marked
}

#[test]
fn every_page_shows_what_its_rule_finds() {
    let faults: Vec<String> = rules::all().flat_map(faults_of_page).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn faults_of_page(rule: &'static Rule) -> Vec<String> {
    let name = rule.name;
    let mut faults = Vec::new();
    if !rule.page.starts_with(&format!("# {name}\n")) {
        faults.push(format!("the page of {name} does not start with its name"));
    }
    let sections = sections(rule.page);
    for title in ["What it does", "Why it matters", "Instead of", "Write", "Options", "When to switch it off"]
    {
        if !sections.iter().any(|(known, _)| known == title) {
            faults.push(format!("the page of {name} lacks “{title}”"));
        }
    }
    let worlds = sections
        .into_iter()
        .flat_map(|(title, blocks)| versions(blocks).into_iter().map(move |blocks| (title.clone(), blocks)));
    for (title, blocks) in &worlds.collect::<Vec<_>>() {
        let (found, marked) = (found(rule, blocks), marked(blocks));
        if found != marked {
            faults.push(format!("“{title}” on the page of {name}: found {found:?}, marked {marked:?}"));
        }
        match title.as_str() {
            "Instead of" if marked.is_empty() => {
                faults.push(format!("{name} finds nothing in its own bad example"))
            }
            "Write" if blocks.is_empty() || !marked.is_empty() => {
                faults.push(format!("{name} has no good example"))
            }
            _ => {}
        }
    }
    faults
}

#[test]
fn every_option_is_on_its_rules_page() {
    for rule in rules::all() {
        for option in rule.options {
            let line = format!("`{}`", option.name);
            assert!(rule.page.contains(&line), "the page of {} does not tell of {line}", rule.name);
            assert!((option.range.0..=option.range.1).contains(&option.default), "{} {line}", rule.name);
        }
    }
}

#[test]
fn names_are_kebab_case_and_unique() {
    let mut names: Vec<&str> = rules::all().map(|rule| rule.name).collect();
    for name in &names {
        assert!(name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{name}");
    }
    names.sort_unstable();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count, "two rules share a name");
}
