//! What the sentence of a key result measures, without the numbers it starts from and aims at.

use super::beside::own_end;
use super::meaning::Meaning;
use super::wording::{same_word, words};
use crate::goals::{Aim, KeyResultView};
use crate::prose::{Comparator, Measure};
use crate::quantity::{Quantity, same};
use std::borrow::Cow;
use std::ops::Range;

/// Words that sentences about one thing need not share.
const SMALL: [&str; 12] = ["a", "an", "the", "our", "of", "for", "to", "by", "at", "in", "on", "from"];

/// Whether the sentence of a key result says the same in two versions without the numbers it starts from and aims at in any of
/// them: what is measured, and how. `within 7 days` counts if the target is in a field.
pub(super) fn measures_the_same(before: &KeyResultView<'_>, after: &KeyResultView<'_>) -> bool {
    if before.text() == after.text() {
        return true;
    }
    let known: Vec<&Quantity> = ends(before).chain(ends(after)).collect();
    let meaning =
        |view: &KeyResultView<'_>| Meaning::without(&without_own_end(view), &ends_in_sentence(view, &known));
    let (mut was, mut is) = (meaning(before), meaning(after));
    // With both ends, the numbers say which way it goes, and the verb may go without saying.
    let have_both_ends = [before, after].iter().all(|view| has_both_ends(view));
    if have_both_ends
        && let (Some(was), Some(is)) = (was.take_verb(), is.take_verb())
        && was != is
    {
        return false;
    }
    was.is(&is, same_word)
}

/// A sentence without the end of its quarter, which it has anyway; what is left stands where it stood.
fn without_own_end<'w>(view: &KeyResultView<'w>) -> Cow<'w, str> {
    let (text, calendar) = (view.text(), view.workspace().calendar);
    let Some(own) = view.quarter().and_then(|quarter| own_end(text, quarter, calendar)) else {
        return Cow::Borrowed(text);
    };
    Cow::Owned(format!("{}{}{}", &text[..own.start], " ".repeat(own.len()), &text[own.end..]))
}

fn has_both_ends(view: &KeyResultView<'_>) -> bool {
    matches!(view.aim(), Some(Aim::Move { baseline: Some(_), target: Some(_) }))
}

/// The places of numbers in a sentence that it starts from and aims at, and of those that say how far it is to move.
fn ends_in_sentence(view: &KeyResultView<'_>, ends: &[&Quantity]) -> Vec<Range<u32>> {
    let Some(reading) = view.reading() else { return Vec::new() };
    let of_band = reading.band.iter().flat_map(|band| [&band.0, &band.1]);
    let measures = [&reading.baseline, &reading.target].into_iter().flatten().chain(of_band);
    let is_end = |measure: &&Measure| {
        let relative = matches!(measure.comparator, Comparator::By | Comparator::Times);
        let is_one = |end: &&Quantity| same(end, &measure.quantity) || end.text() == measure.quantity.text();
        relative || ends.iter().any(is_one)
    };
    measures.filter(is_end).map(|measure| measure.range.clone()).collect()
}

/// The words of the sentence of a key result without the numbers it starts from and aims at, and without small words.
fn what_is_measured(view: &KeyResultView<'_>) -> Vec<String> {
    let ranges = ends_in_sentence(view, &ends(view).collect::<Vec<_>>());
    let is_number =
        |at: usize| ranges.iter().any(|range| (range.start as usize..range.end as usize).contains(&at));
    let kept: String =
        view.text().char_indices().map(|(at, c)| if is_number(at) { ' ' } else { c }).collect();
    words(&kept).into_iter().filter(|word| !SMALL.contains(&word.as_str())).collect()
}

/// What the sentence of a key result measures, in small letters: its words without the numbers it starts from and aims at.
/// Worked out once for each version of a file: a keystroke in one of many files asks for those of all.
#[must_use]
pub fn measured_words<'w>(view: &KeyResultView<'w>) -> Cow<'w, str> {
    let work_out = || what_is_measured(view).join(" ");
    // What an open limit aims at changes with its metric, which may be in another file.
    let lasts = view.facts().is_some_and(|facts| facts.open_limit.is_none());
    let place = (view.objective.position, view.position);
    let known = lasts.then(|| view.objective.file.measured_words(place, work_out)).flatten();
    known.map_or_else(|| Cow::Owned(work_out()), Cow::Borrowed)
}

/// The numbers that count for a key result.
fn ends<'w>(view: &KeyResultView<'w>) -> impl Iterator<Item = &'w Quantity> + use<'w> {
    let figures = match view.aim() {
        Some(Aim::Move { baseline, target }) => [baseline.as_ref(), target.as_ref()],
        Some(Aim::Hold { at_least, at_most }) => [at_least.as_ref(), at_most.as_ref()],
        None => [None, None],
    };
    figures.into_iter().flatten().map(|figure| &figure.quantity)
}
