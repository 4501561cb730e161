//! Which objective and key result of one version is which of another.

use super::wording::{Shape, plain, without_numbers};
use crate::goals::{GoalFile, KeyResultView, MetricView, ObjectiveView, Workspace};
use crate::yaml::Field;
use std::collections::{HashMap, HashSet, VecDeque};
use std::hash::Hash;

/// One thing in two versions: removed without an `after`, added without a `before`.
#[derive(Debug, Clone, Copy)]
pub struct Pair<V> {
    /// As it was.
    pub before: Option<V>,
    /// As it is.
    pub after: Option<V>,
}

/// Everything in files that differ between two versions, matched. Files that both share are left out: they
/// have not changed.
///
/// An id decides first, then the same words, then words that differ in numbers only, then words much alike. So a key
/// result without an id is still known when another one is put before it, and a renamed or moved file changes nothing.
#[derive(Debug, Default)]
pub struct Matching<'w> {
    /// Objectives, in the order of the later version, then those that are gone.
    pub objectives: Vec<Pair<ObjectiveView<'w>>>,
    /// Key results, matched in the same way.
    pub key_results: Vec<Pair<KeyResultView<'w>>>,
}

impl<'w> Matching<'w> {
    /// Matches what two versions of a workspace do not share.
    #[must_use]
    pub fn between(before: &'w Workspace, after: &'w Workspace) -> Self {
        Self::of(own_objectives(before, after), own_objectives(after, before))
    }

    /// Matches some objectives with others, and their key results.
    #[must_use]
    pub fn of(before: Vec<ObjectiveView<'w>>, after: Vec<ObjectiveView<'w>>) -> Self {
        let mut objectives = Sorting::new(before, after);
        objectives.by(|view| {
            view.objective.id.get().map(|id| (view.quarter(), view.team(), id.as_str().to_owned()))
        });
        objectives.by(|view| spoken(view.text()).map(|text| (view.quarter(), view.team(), text)));
        objectives.by(|view| spoken(view.text()).map(|text| (view.quarter(), text)));
        objectives.by_likeness(|view| (view.quarter(), view.team()), |view| view.text());
        objectives.by(|view| is_silent(view.text()).then(|| (view.quarter(), view.team(), view.position)));
        let objectives = objectives.into_pairs();
        let key_results = key_results(&objectives);
        Self { objectives, key_results }
    }
}

/// What a metric was called before: the one of an earlier version that is gone, and that had its name, its definition, or its
/// readings. `None` for one that is not new, or where several come into question.
#[must_use]
pub fn former_metric<'w>(before: &'w Workspace, now: &MetricView<'_>) -> Option<MetricView<'w>> {
    former_among(before, &gone_metrics(before, now.workspace), now)
}

/// The metrics that go by another id now: the new one by the former one.
#[must_use]
pub fn renamed<'w>(before: &'w Workspace, now: &'w Workspace) -> HashMap<&'w str, &'w str> {
    let gone = gone_metrics(before, now);
    let new = now.metrics().filter(|_| !gone.is_empty());
    new.filter_map(|view| Some((former_among(before, &gone, &view)?.id()?, view.id()?))).collect()
}

/// Whether two texts differ only in metrics that go by another id now: `refunds` and `refund_rate`, `a * b` and `a * c`.
#[must_use]
pub fn only_renames(renamed: &HashMap<&str, &str>, before: &str, after: &str) -> bool {
    let is_of_id = |c: char| c.is_alphanumeric() || c == '_';
    // Ids and what is between them, each by itself; blanks do not count.
    let parts = |text: &str| -> Vec<String> {
        let mut parts: Vec<String> = Vec::new();
        let mut goes_on = false;
        for c in text.chars() {
            match parts.last_mut() {
                Some(id) if goes_on && is_of_id(c) => id.push(c),
                _ if !c.is_whitespace() => parts.push(c.to_string()),
                _ => {}
            }
            goes_on = is_of_id(c);
        }
        parts
    };
    let now: Vec<String> = parts(before)
        .into_iter()
        .map(|id| renamed.get(id.as_str()).map_or(id.clone(), |id| (*id).to_owned()))
        .collect();
    !renamed.is_empty() && now == parts(after)
}

fn gone_metrics<'w>(before: &'w Workspace, now: &Workspace) -> Vec<MetricView<'w>> {
    before.metrics().filter(|was| was.id().is_some_and(|id| now.metric(id).is_none())).collect()
}

fn former_among<'w>(
    before: &Workspace,
    gone: &[MetricView<'w>],
    now: &MetricView<'_>,
) -> Option<MetricView<'w>> {
    let is_new = now.id().is_some_and(|id| before.metric(id).is_none());
    let mut same = gone.iter().filter(|was| is_new && is_renamed(was, now));
    same.next().filter(|_| same.next().is_none()).copied()
}

fn is_renamed(was: &MetricView<'_>, now: &MetricView<'_>) -> bool {
    let said = |one: &Field<String>, other: &Field<String>| {
        one.get().zip(other.get()).is_some_and(|(one, other)| plain(one) == plain(other))
    };
    let values = |view: &MetricView<'_>| -> Vec<_> {
        view.readings().iter().map(|reading| (reading.day, reading.value.text().to_owned())).collect()
    };
    let of_both = [&was.metric, &now.metric];
    let [name, definition] = [of_both.map(|metric| &metric.name), of_both.map(|metric| &metric.definition)]
        .map(|[a, b]| said(a, b));
    name || definition || (!was.readings().is_empty() && values(was) == values(now))
}

/// The objectives in files that the other version does not share.
fn own_objectives<'w>(workspace: &'w Workspace, other: &Workspace) -> Vec<ObjectiveView<'w>> {
    let shared: HashSet<*const GoalFile> = other.files.iter().map(std::sync::Arc::as_ptr).collect();
    let own = workspace.files.iter().filter(|file| !shared.contains(&std::sync::Arc::as_ptr(file)));
    own.flat_map(|file| workspace.objectives_of(file)).collect()
}

/// Key results: first those of matched objectives among themselves by id and words, then by their words those that went to another
/// objective of their team, then by likeness, and then the rest of each quarter.
fn key_results<'w>(objectives: &[Pair<ObjectiveView<'w>>]) -> Vec<Pair<KeyResultView<'w>>> {
    let mut sortings: Vec<Sorting<KeyResultView<'w>>> = objectives.iter().map(by_id_and_words).collect();
    let mut pairs = moved_word_for_word(&mut sortings);
    let mut gone = Vec::new();
    let mut new = Vec::new();
    for mut sorting in sortings {
        sorting.by(|view| spoken(&without_numbers(view.text())));
        sorting.by_likeness(|_| (), |view| view.text());
        sorting.by(|view| is_silent(view.text()).then_some(view.position));
        pairs.append(&mut sorting.pairs);
        gone.extend(sorting.before.into_iter().flatten());
        new.extend(sorting.after.into_iter().flatten());
    }
    let mut moved = Sorting::new(gone, new);
    moved.by(|view| spoken(view.text()).map(|text| (view.quarter(), text)));
    moved.by(|view| {
        let words = spoken(&without_numbers(view.text()))?;
        Some((view.quarter(), view.objective.team().into_owned(), words))
    });
    pairs.extend(moved.into_pairs());
    pairs
}

fn by_id_and_words<'w>(pair: &Pair<ObjectiveView<'w>>) -> Sorting<KeyResultView<'w>> {
    let of = |view: Option<ObjectiveView<'w>>| {
        view.into_iter().flat_map(|view| view.key_results()).collect::<Vec<_>>()
    };
    let mut sorting = Sorting::new(of(pair.before), of(pair.after));
    sorting.by(|view| view.key_result.id.get().map(|id| id.as_str().to_owned()));
    sorting.by(|view| spoken(view.text()));
    sorting
}

/// Takes out those that stand word for word in another objective of their team: however like one that is left where it was, they
/// are what they were.
fn moved_word_for_word<'w>(sortings: &mut [Sorting<KeyResultView<'w>>]) -> Vec<Pair<KeyResultView<'w>>> {
    let mut moved = Sorting::new(
        places(sortings.iter().map(|sorting| &sorting.before[..])),
        places(sortings.iter().map(|sorting| &sorting.after[..])),
    );
    moved.by(|(.., view)| {
        let words = spoken(view.text())?;
        Some((view.quarter(), view.objective.team().into_owned(), words))
    });
    let mut pairs = Vec::new();
    for pair in moved.pairs {
        let (Some(before), Some(after)) = (pair.before, pair.after) else { continue };
        sortings[before.0].before[before.1] = None;
        sortings[after.0].after[after.1] = None;
        pairs.push(Pair { before: Some(before.2), after: Some(after.2) });
    }
    pairs
}

/// What is not matched yet of several lists, each with the number of its list and its place in it.
fn places<'s, V: Copy + 's>(lists: impl Iterator<Item = &'s [Option<V>]>) -> Vec<(usize, usize, V)> {
    let of_list = |(number, list): (usize, &'s [Option<V>])| {
        list.iter().enumerate().filter_map(move |(position, view)| Some((number, position, (*view)?)))
    };
    lists.enumerate().flat_map(of_list).collect()
}

fn spoken(text: &str) -> Option<String> {
    Some(plain(text)).filter(|text| !text.is_empty())
}

/// Whether there is no sentence, as where its key is misspelt. Such an item is known by its place only.
fn is_silent(text: &str) -> bool {
    plain(text).is_empty()
}

/// Things of two versions on their way to being matched.
struct Sorting<V> {
    before: Vec<Option<V>>,
    after: Vec<Option<V>>,
    pairs: Vec<Pair<V>>,
}

impl<V: Copy> Sorting<V> {
    fn new(before: Vec<V>, after: Vec<V>) -> Self {
        let waiting = |views: Vec<V>| views.into_iter().map(Some).collect();
        Self { before: waiting(before), after: waiting(after), pairs: Vec::new() }
    }

    fn pair(&mut self, before: usize, after: usize) {
        let pair = Pair { before: self.before[before].take(), after: self.after[after].take() };
        self.pairs.push(pair);
    }

    /// Matches what has the same key and is not matched yet; of several the first.
    fn by<K: Hash + Eq>(&mut self, key: impl Fn(&V) -> Option<K>) {
        let mut waiting: HashMap<K, VecDeque<usize>> = HashMap::new();
        for (number, view) in self.before.iter().enumerate() {
            if let Some(key) = view.as_ref().and_then(&key) {
                waiting.entry(key).or_default().push_back(number);
            }
        }
        for number in 0..self.after.len() {
            let key = self.after[number].as_ref().and_then(&key);
            if let Some(found) = key.and_then(|key| waiting.get_mut(&key)?.pop_front()) {
                self.pair(found, number);
            }
        }
    }

    /// Matches what is much alike within a group, the likest first.
    fn by_likeness<G: Hash + Eq>(&mut self, group: impl Fn(&V) -> G, text: impl Fn(&V) -> &str) {
        /// Below this two sentences are two.
        const ALIKE: f64 = 0.6;
        /// How many comparisons there may be in a group for each thing in it: more would take longer than the rest.
        const MOST_COMPARED: usize = 100;
        let mut groups: HashMap<G, Vec<(usize, Shape)>> = HashMap::new();
        for (number, view) in self.before.iter().enumerate() {
            if let Some(view) = view {
                groups.entry(group(view)).or_default().push((number, Shape::of(text(view))));
            }
        }
        let mut candidates: Vec<(f64, usize, usize)> = Vec::new();
        let mut rank: HashMap<G, usize> = HashMap::new();
        for (later, view) in self.after.iter().enumerate() {
            let Some(view) = view else { continue };
            let Some(group_of_it) = groups.get(&group(view)) else { continue };
            // In a long list the neighbours of the same rank are looked at: most changes leave the order as it is.
            let own = rank.entry(group(view)).or_default();
            let first =
                own.saturating_sub(MOST_COMPARED / 2).min(group_of_it.len().saturating_sub(MOST_COMPARED));
            *own += 1;
            let shape = Shape::of(text(view));
            for (earlier, was) in group_of_it.iter().skip(first).take(MOST_COMPARED) {
                candidates.push((was.likeness(&shape), *earlier, later));
            }
        }
        candidates.retain(|(likeness, ..)| *likeness >= ALIKE);
        candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.2, a.1).cmp(&(b.2, b.1))));
        for (_, earlier, later) in candidates {
            if self.before[earlier].is_some() && self.after[later].is_some() {
                self.pair(earlier, later);
            }
        }
    }

    /// The pairs, then what is new, then what is gone.
    fn into_pairs(self) -> Vec<Pair<V>> {
        let mut pairs = self.pairs;
        pairs.extend(self.after.into_iter().flatten().map(|view| Pair { before: None, after: Some(view) }));
        pairs.extend(self.before.into_iter().flatten().map(|view| Pair { before: Some(view), after: None }));
        pairs
    }
}
