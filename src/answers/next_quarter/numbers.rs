//! Where a key result that goes on starts, and where it is to end: in its fields and in its sentence.

use super::choose::Kept;
use super::error::{Behind, NotOpened};
use super::{Carried, Opened, Opening};
use crate::answers::keys::of_key_result;
use crate::answers::value::{Beside, read};
use crate::goals::values::Aggregate;
use crate::goals::{KeyResultView, Workspace};
use crate::prose::{Comparator, Measure};
use crate::quantity::{Quantity, same};
use crate::score::{Figures, KeyResultCard, Scorecard};
use crate::source::FileId;
use crate::yaml::edit::{Edit, Place, Scalar};

/// A key result that goes on, as it stands in the copy, with what is known of it in the old quarter.
struct Going<'w, 'c> {
    view: KeyResultView<'w>,
    card: &'c KeyResultCard,
    /// The id it had, by position where it had none of its own.
    old_id: String,
}

/// What becomes of the numbers of a key result.
#[derive(Default)]
struct Next {
    baseline: Option<Quantity>,
    target: Option<Quantity>,
}

/// A key result whose target the last value has reached.
pub(super) fn behind(view: KeyResultView<'_>, card: &KeyResultCard) -> Option<Behind> {
    let value = last_value(card)?;
    let (Figures::Move { baseline, target: Some(target) }, true) = (&card.figures, restarts(view, card))
    else {
        return None;
    };
    let baseline = baseline.as_ref()?;
    is_reached(baseline, target, &value).then(|| Behind {
        address: card.address.clone(),
        sentence: view.text().to_owned(),
        target: target.text().to_owned(),
        value: value.text().to_owned(),
    })
}

fn is_reached(baseline: &Quantity, target: &Quantity, value: &Quantity) -> bool {
    let way = target.value() - baseline.value();
    (target.value() - value.value()) * way.signum() <= way.abs() * 1e-9
}

/// Whether a key result starts anew from its last value: not where readings add up, and not where its target is a change
/// (“by 25%”), which a new start would turn into another target.
fn restarts(view: KeyResultView<'_>, card: &KeyResultCard) -> bool {
    matches!(card.figures, Figures::Move { .. }) && card.aggregate != Aggregate::Sum && !is_change(view)
}

fn is_change(view: KeyResultView<'_>) -> bool {
    let target = view.reading().and_then(|reading| reading.target.as_ref());
    target.is_some_and(|target| matches!(target.comparator, Comparator::By | Comparator::Times))
}

/// The last value, as it is written beside the baseline.
fn last_value(card: &KeyResultCard) -> Option<Quantity> {
    let value = card.value.as_ref().filter(|_| !card.readings.is_empty())?;
    let Figures::Move { baseline, target } = &card.figures else { return None };
    let style = baseline.as_ref().or(target.as_ref())?;
    let shown = style.with_value(value.value());
    let read = Quantity::read(shown.text(), shown.mark()).ok()?;
    let is_exact = same(&read.with_unit_of(value), value);
    Some(if is_exact || card.aggregate == Aggregate::Mean { shown } else { value.with_unit_of(style) })
}

/// A number written as the author wrote the one in its place: without a unit where that had none.
fn beside(old: &Quantity, figure: Option<&Quantity>, number: &Quantity) -> String {
    let unit = figure.filter(|figure| old.is_bare() && !figure.is_bare());
    let Some(unit) = unit else { return number.text().to_owned() };
    let bare = old.with_value(number.value() / unit.unit_scale());
    let read = Quantity::read(bare.text(), bare.mark()).map(|read| read.with_unit_of(unit));
    match read {
        Ok(read) if same(&read, number) => bare.text().to_owned(),
        _ => number.text().to_owned(),
    }
}

impl Going<'_, '_> {
    /// The baseline and the target that count in the old quarter.
    fn figures(&self) -> [Option<&Quantity>; 2] {
        match &self.card.figures {
            Figures::Move { baseline, target } => [baseline.as_ref(), target.as_ref()],
            Figures::Hold { .. } => [None, None],
        }
    }

    fn next(&self, opening: &Opening<'_>) -> Result<Next, NotOpened> {
        let (view, card) = (self.view, self.card);
        let mut next = Next::default();
        let Figures::Move { baseline, target } = &card.figures else { return Ok(next) };
        if restarts(view, card) {
            let value = last_value(card);
            next.baseline = value.filter(|value| baseline.as_ref().is_none_or(|old| !same(old, value)));
        }
        let Some(text) = opening.targets.get(&card.address) else { return Ok(next) };
        let ends = baseline.iter().chain(target).collect();
        let wanted =
            read(text, &Beside { ends, ..Beside::default() }, opening.settings.vocabulary.decimal_mark())?
                .meant;
        let start = next.baseline.as_ref().or(baseline.as_ref());
        if let (Some(start), Some(old_start), Some(old)) = (start, baseline, target) {
            let rises = old.value() > old_start.value();
            let is_beyond =
                if rises { wanted.value() > start.value() } else { wanted.value() < start.value() };
            if !is_beyond {
                let (target, value) = (wanted.text().to_owned(), start.text().to_owned());
                let side = if rises { "above" } else { "below" };
                return Err(NotOpened::WrongSide { address: card.address.clone(), target, value, side });
            }
        }
        next.target = Some(wanted);
        Ok(next)
    }
}

/// The key results of the copy, in which everything that stays behind is gone.
fn going<'w, 'c>(
    opening: &'c Opening<'_>,
    copy: &'w Workspace,
    file: FileId,
    kept: &Kept,
) -> Vec<(Going<'w, 'c>, bool)> {
    let (Some(copied), Some(old)) = (copy.file(file), opening.workspace.file(file)) else {
        return Vec::new();
    };
    let old: Vec<_> = opening.workspace.objectives_of(old).collect();
    let mut all = Vec::new();
    for (objective, (position, own)) in copy.objectives_of(copied).zip(&kept.objectives) {
        let Some(before) = old.iter().find(|before| before.position == *position) else { continue };
        for (view, old_position) in objective.key_results().zip(own) {
            let Some(was) = before.key_results().find(|was| was.position == *old_position) else { continue };
            let Some(card) = opening.cards.get(&was.address()) else { continue };
            let moved = view.position != *old_position;
            all.push((Going { view, card, old_id: was.id().into_owned() }, moved));
        }
    }
    all
}

/// The edits of fields: the quarter, baselines, targets, and the ids that things had by their position.
pub(super) fn fields(
    opening: &Opening<'_>,
    copy: &Workspace,
    file: FileId,
    kept: &Kept,
    path: &str,
) -> Result<Vec<Edit>, NotOpened> {
    let Some(copied) = copy.file(file) else { return Ok(Vec::new()) };
    let quarter =
        copied.content.quarter.span().ok_or_else(|| NotOpened::Damaged { path: path.to_owned() })?;
    let mut edits = vec![Edit::Set { at: quarter, to: Scalar::Literal(opening.quarter.to_string()) }];
    for (objective, (position, _)) in copy.objectives_of(copied).zip(&kept.objectives) {
        if objective.objective.id.is_absent() && objective.position != *position {
            let id = Scalar::Text(format!("o{}", position + 1)).into();
            edits.push(Edit::Add { mapping: objective.span, place: Place::First, entries: vec![("id", id)] });
        }
    }
    for (going, moved) in going(opening, copy, file, kept) {
        let view = going.view;
        let next = going.next(opening)?;
        let own = view.key_result;
        let is_text = own.key_result.span() == Some(view.span);
        let reading = view.reading();
        let mut missing = Vec::new();
        if own.id.is_absent() && moved {
            missing.push(("id", Scalar::Text(going.old_id.clone())));
        }
        let spoken = |measure: Option<&Option<Measure>>| measure.is_some_and(Option::is_some);
        let [baseline, target] = going.figures();
        let said_target = spoken(reading.map(|reading| &reading.target)) && !is_change(view);
        let said_baseline = spoken(reading.map(|reading| &reading.baseline));
        let numbers = [
            ("baseline", &next.baseline, &own.baseline, baseline, said_baseline),
            ("target", &next.target, &own.target, target, said_target),
        ];
        for (key, number, field, figure, is_spoken) in numbers {
            let Some(number) = number else { continue };
            match field.located() {
                Some((old, at)) => {
                    edits.push(Edit::Set { at, to: Scalar::Literal(beside(old, figure, number)) });
                }
                None if is_spoken => {}
                None => missing.push((key, Scalar::Literal(number.text().to_owned()))),
            }
        }
        if is_text && !missing.is_empty() {
            let entries = missing.into_iter().map(|(key, value)| (key, value.into())).collect();
            edits.push(Edit::Expand { at: view.span, field: "key_result", entries });
        } else {
            for (key, value) in missing {
                let place = of_key_result(own).place(key);
                edits.push(Edit::Add { mapping: view.span, place, entries: vec![(key, value.into())] });
            }
        }
    }
    Ok(edits)
}

/// The edits of sentences, whose numbers follow.
pub(super) fn words(opening: &Opening<'_>, copy: &Workspace, file: FileId, kept: &Kept) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (going, _) in going(opening, copy, file, kept) {
        let (view, Some(reading)) = (going.view, going.view.reading()) else { continue };
        let Ok(next) = going.next(opening) else { continue };
        let target = reading.target.as_ref().filter(|_| !is_change(view));
        let [baseline, old_target] = going.figures();
        let ends = [(reading.baseline.as_ref(), next.baseline, baseline), (target, next.target, old_target)];
        for (measure, number, figure) in ends {
            let (Some(measure), Some(number)) = (measure, number) else { continue };
            let with = beside(&measure.quantity, figure, &number);
            if measure.quantity.text() != with {
                edits.push(Edit::Retype { at: view.spoken(&measure.range), with });
            }
        }
    }
    edits
}

/// Tells which key results go on, and how.
///
/// # Errors
/// A key result that would not start where its last value is.
pub(super) fn tell(
    opening: &Opening<'_>,
    copy: &Workspace,
    file: FileId,
    kept: &Kept,
    opened: &mut Opened,
) -> Result<(), NotOpened> {
    let first_day = copy.calendar.first_day(opening.quarter);
    let after = Scorecard::new(copy, opening.settings, opening.quarter, first_day);
    let objectives = after.teams.iter().flat_map(|team| &team.objectives);
    let cards: Vec<&KeyResultCard> = objectives.flat_map(|objective| &objective.key_results).collect();
    for (going, _) in going(opening, copy, file, kept) {
        let (view, card) = (going.view, going.card);
        let address = view.address();
        let next = going.next(opening)?;
        let start = cards.iter().find(|card| card.address == address).map(|card| &card.figures);
        if let (Some(wanted), Some(Figures::Move { baseline, .. })) = (&next.baseline, start)
            && !baseline.as_ref().is_some_and(|baseline| same(baseline, wanted))
        {
            return Err(NotOpened::Start { address: card.address.clone(), value: wanted.text().to_owned() });
        }
        let remark = if is_change(view) {
            "its target is a change, so it still starts where it did"
        } else if matches!(card.figures, Figures::Move { .. }) && card.readings.is_empty() {
            "nothing was measured, so it still starts where it did"
        } else {
            ""
        };
        let sentence = view.text().to_owned();
        opened.carried.push(Carried { address, sentence, remark: remark.to_owned() });
    }
    Ok(())
}
