//! Words of the workspace that a shell completes. Goals that cannot be read offer nothing, without a message,
//! because it would end up in the middle of somebody's command.

use super::here::Here;
use crate::goals::Workspace;
use crate::project::names;
use crate::render::visible;
use crate::rules;
use crate::settings::Organization;
use clap_complete::engine::{ArgValueCandidates, ArgValueCompleter, CompletionCandidate};
use std::collections::{BTreeSet, HashMap};
use std::ffi::OsStr;

/// Key results, objectives and metrics.
pub(super) fn addresses() -> ArgValueCompleter {
    ArgValueCompleter::new(|current: &OsStr| {
        let begun = current.to_string_lossy();
        workspace().map_or_else(Vec::new, |workspace| addresses_in(workspace, &begun))
    })
}

/// Topics of `okr explain`: rules, kinds of organization, addresses.
pub(super) fn topics() -> ArgValueCompleter {
    ArgValueCompleter::new(|current: &OsStr| {
        let begun = current.to_string_lossy();
        let organizations =
            Organization::ALL.iter().copied().map(|each| CompletionCandidate::new(each.name()));
        let mut topics: Vec<_> = rule_names().into_iter().chain(organizations).collect();
        topics.retain(|topic| topic.get_value().to_string_lossy().starts_with(&*begun));
        topics.extend(workspace().into_iter().flat_map(|workspace| addresses_in(workspace, &begun)));
        topics
    })
}

/// Teams, `company` and people that have goals.
pub(super) fn teams() -> ArgValueCandidates {
    of_workspace(|workspace| {
        let files = workspace.files.iter().filter(|file| !file.content.objectives.items().is_empty());
        files.map(|file| file.team(&workspace.sources).into_owned()).collect()
    })
}

/// The quarters that have goals, and the one after the last.
pub(super) fn quarters() -> ArgValueCandidates {
    of_workspace(|workspace| {
        let mut quarters: BTreeSet<_> = workspace.files.iter().filter_map(|file| file.quarter()).collect();
        quarters.extend(quarters.last().map(|last| last.next()));
        quarters.iter().map(ToString::to_string).collect()
    })
}

/// Everybody who owns something.
pub(super) fn owners() -> ArgValueCandidates {
    of_workspace(|workspace| workspace.owners().into_iter().map(str::to_owned).collect())
}

/// The metrics that are pulled, and the sources that they name.
pub(super) fn pulled() -> ArgValueCandidates {
    of_workspace(|workspace| {
        let pulled = workspace.metrics().filter(|metric| metric.is_pulled());
        let names = pulled.flat_map(|metric| {
            let source = metric.metric.pull.get().and_then(|pull| pull.from.get().cloned());
            [metric.id().map(str::to_owned), source]
        });
        names.flatten().collect()
    })
}

/// The rules with their summaries.
pub(super) fn rules() -> ArgValueCandidates {
    ArgValueCandidates::new(rule_names)
}

fn rule_names() -> Vec<CompletionCandidate> {
    let candidate = |rule: &rules::Rule| CompletionCandidate::new(rule.name).help(Some(rule.summary.into()));
    rules::all().map(candidate).collect()
}

fn of_workspace(words: fn(&Workspace) -> BTreeSet<String>) -> ArgValueCandidates {
    ArgValueCandidates::new(move || {
        let words = workspace().map(words).unwrap_or_default();
        words.into_iter().filter(|word| is_plain(word)).map(CompletionCandidate::new).collect()
    })
}

/// The goals here. The process ends when the shell has its words, and freeing all of this first would only take time.
fn workspace() -> Option<&'static Workspace> {
    let here = Here::find().ok()?;
    Some(Box::leak(Box::new(names(&here.request(&[])).ok()?)))
}

/// The shortest unique ending of each address that begins with the word.
fn addresses_in(workspace: &Workspace, begun: &str) -> Vec<CompletionCandidate> {
    let mut things = things(workspace);
    things.retain(|(address, _)| endings(address).any(|ending| ending.starts_with(begun)));
    things.sort_unstable_by(|one, other| one.0.cmp(&other.0));
    things.dedup_by(|one, other| one.0 == other.0);
    let mut frequency: HashMap<&str, usize> = HashMap::new();
    for (address, _) in &things {
        let fitting = endings(address).filter(|ending| ending.starts_with(begun));
        fitting.for_each(|ending| *frequency.entry(ending).or_default() += 1);
    }
    let fits = |ending: &&str| frequency.get(ending) == Some(&1);
    let candidate = |(address, sentence): &(String, &str)| {
        let ending = endings(address).filter(|ending| is_plain(ending)).find(fits)?;
        Some(CompletionCandidate::new(ending).help(Some(visible(sentence).into_owned().into())))
    };
    things.iter().filter_map(candidate).collect()
}

/// Everything that has an address, with its sentence or name.
fn things(workspace: &Workspace) -> Vec<(String, &str)> {
    let metrics = workspace.metrics().filter_map(|metric| Some((metric.id()?.to_owned(), metric.name())));
    let mut things: Vec<_> = metrics.collect();
    for objective in workspace.objectives() {
        let address = objective.address();
        things.extend(objective.key_results().map(|view| (format!("{address}/{}", view.id()), view.text())));
        things.push((address, objective.text()));
    }
    things
}

/// The endings of an address, the shortest first and last the whole: `c`, `b/c`, `a/b/c`.
fn endings(address: &str) -> impl Iterator<Item = &str> {
    let ends = address.rmatch_indices('/').map(|(at, _)| &address[at + 1..]);
    ends.chain([address])
}

/// Whether a word is safe in a shell: others' goals may contain anything, and a shell would run some of it.
fn is_plain(word: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '.' | '@' | '+');
    !word.is_empty() && !word.starts_with('-') && word.chars().all(plain)
}
