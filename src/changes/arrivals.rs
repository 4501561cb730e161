//! Fields that said nothing once goals were settled. From the day on which one says something it is held to that.

use super::fields::FieldChange;
use super::step::GoalStep;
use crate::goals::Day;

/// What one field of a thing promised, and what it says now.
#[derive(Debug)]
pub struct Promise<'h, V> {
    /// How it changed.
    pub change: FieldChange,
    /// The version of the thing that the field is held to.
    pub was: V,
    /// The step that wrote the field for the first time, where it said nothing once goals were settled.
    pub arrival: Option<&'h GoalStep>,
}

/// What changed since goals were settled (`was`), with every field that said nothing then held to what it said at the end of the day
/// on which it first said something. `versions` are those in between, the oldest first; what is not committed yet is of `today`. That a field was written for the first time is
/// a change of its own, as long as it says something.
#[must_use]
pub fn promises<'h, V: Copy>(
    (was, now): (V, V),
    versions: &[(&'h GoalStep, V)],
    today: Day,
    changes: impl Fn(&V, &V) -> Vec<FieldChange>,
) -> Vec<Promise<'h, V>> {
    let arrivals = arrivals(&was, versions, today, &changes);
    let mut promises = Vec::new();
    for change in changes(&was, &now) {
        let arrived = arrivals.iter().find(|arrived| arrived.change.field == change.field);
        let (change, arrival) =
            arrived.map_or((change, None), |arrived| (arrived.change.clone(), Some(arrived.step)));
        promises.push(Promise { change, was, arrival });
    }
    for Arrival { change: arrived, step, version } in arrivals {
        let moved = changes(&version, &now).into_iter().find(|change| change.field == arrived.field);
        promises.extend(moved.map(|change| Promise { change, was: version, arrival: Some(step) }));
    }
    promises
}

impl<'h, V> Promise<'h, V> {
    /// Whether a field is gone that said nothing once goals were settled.
    #[must_use]
    pub fn is_taken_back(&self) -> bool {
        self.arrival.is_some() && self.change.after.is_none()
    }

    /// The step that made the change; `newest` finds the one that made the field what it is.
    #[must_use]
    pub fn step(&self, newest: impl Fn(&FieldChange) -> Option<&'h GoalStep>) -> Option<&'h GoalStep> {
        let arrival = self.arrival.filter(|_| self.change.before.is_none());
        arrival.or_else(|| newest(&self.change))
    }

    /// The change with its step.
    #[must_use]
    pub fn told(
        self,
        newest: impl Fn(&FieldChange) -> Option<&'h GoalStep>,
    ) -> (FieldChange, Option<&'h GoalStep>) {
        let step = self.step(newest);
        (self.change, step)
    }
}

/// Of the versions of a thing, the oldest first, the one at the end of the day that brought it; without what the change itself did.
#[must_use]
pub fn as_it_arrived<V: Copy>(versions: &[(&GoalStep, V)]) -> Option<V> {
    let mut past = versions.iter().filter(|(step, _)| !step.is_of_change).peekable();
    let day = past.peek()?.0.day();
    let same_day = past.take_while(|(step, _)| step.day() == day);
    same_day.last().map(|(_, version)| *version)
}

/// The first that a field said.
struct Arrival<'h, V> {
    change: FieldChange,
    step: &'h GoalStep,
    version: V,
}

fn arrivals<'h, V: Copy>(
    was: &V,
    versions: &[(&'h GoalStep, V)],
    today: Day,
    changes: impl Fn(&V, &V) -> Vec<FieldChange>,
) -> Vec<Arrival<'h, V>> {
    let mut arrivals: Vec<Arrival<'h, V>> = Vec::new();
    for (step, version) in versions {
        for change in changes(was, version).into_iter().filter(|change| change.before.is_none()) {
            let arrival = Arrival { change, step, version: *version };
            match arrivals.iter_mut().find(|known| known.change.field == arrival.change.field) {
                // What the change itself did is not its past; but a slip may be put right on the same day.
                None if step.is_of_change => {}
                None => arrivals.push(arrival),
                Some(known) if known.step.day() == Some(step.day().unwrap_or(today)) => *known = arrival,
                Some(_) => {}
            }
        }
    }
    arrivals
}
