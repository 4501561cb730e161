//! `numbers-in-sentence`.

use super::super::{Check, Context, Rule};
use crate::finding::{Level, Remark};
use crate::settings::Organization;

use crate::goals::format::KeyResult;
use crate::goals::{Aim, Figure, KeyResultView};
use crate::prose::{Certainty, Comparator, Direction, Kind, Language, Measure, Reading};
use crate::quantity::{Dimension, Quantity, comparable};
use crate::yaml::edit::{Edit, Entries, Fix, Place, Scalar};
use std::cmp::Ordering;

pub(super) static RULE: Rule = Rule {
    name: "numbers-in-sentence",
    summary: "a key result in the long form whose numbers are only in its sentence",
    page: include_str!("numbers_in_sentence.md"),
    level: Level::Note,
    off_for: &[Organization::Startup],
    options: &[],
    check: Check::KeyResult(check),
};

/// Offers `baseline` and `target` (or the limit to hold) from a sentence that leaves no doubt about them. A key result of
/// one sentence is left as short as it is.
fn check(context: &mut Context<'_>, view: KeyResultView<'_>) {
    let Some(entries) = lifted(view) else { return };
    let shown: Vec<String> =
        entries.iter().map(|(name, number)| format!("`{name}: {}`", number.text())).collect();
    let shown = shown.join(" and ");
    let entries: Entries = entries.into_iter().map(|(name, number)| (name, number.into())).collect();
    let edits = vec![Edit::Add { mapping: view.span, place: place(view.key_result), entries }];
    let fix =
        Fix::safe("numbers of a sentence written in fields", format!("add {shown} from the sentence"), edits);
    context.report(
        Remark::new(view.heading(), "the numbers of this key result are only in its sentence")
            .help(format!("add {shown}, so that rewording the sentence cannot change them"))
            .fix(fix.keeping_goals()),
    );
}

/// The fields that the sentence's numbers fill.
fn lifted(view: KeyResultView<'_>) -> Option<Vec<(&'static str, Scalar)>> {
    let facts = view.facts()?;
    let is_short_form = view.key_result.key_result.span() == Some(view.span);
    if is_short_form
        || view.objective.file.damaged
        || !leaves_no_doubt(&facts.reading)
        || says_end(view.key_result)
    {
        return None;
    }
    let fields: [(&'static str, &Option<Figure>); 2] = match &facts.aim {
        Aim::Move { baseline, target } => {
            let (from, to) = (baseline.as_ref(), target.as_ref());
            if !fit(from, to, facts.reading.direction) || may_be_part_of_start(view.text(), from, to) {
                return None;
            }
            [("baseline", baseline), ("target", target)]
        }
        Aim::Hold { at_least, at_most } => [("at_least", at_least), ("at_most", at_most)],
    };
    let spoken = fields.into_iter().filter_map(|(name, figure)| Some((name, figure.as_ref()?)));
    let spoken = spoken.filter(|(_, figure)| figure.words.is_some());
    let entries: Option<Vec<(&'static str, Scalar)>> =
        spoken.map(|(name, figure)| Some((name, written(&figure.quantity)?))).collect();
    entries.filter(|entries| !entries.is_empty())
}

/// One measure, whose numbers are given as such.
fn leaves_no_doubt(reading: &Reading) -> bool {
    let is_end = |target: &Measure| !matches!(target.comparator, Comparator::By | Comparator::Times);
    reading.language == Language::English
        && reading.kind == Kind::Outcome
        && reading.certainty == Certainty::Sure
        && reading.measures().len() < 2
        && !reading.placeholder
        && reading.target.as_ref().is_some_and(is_end)
}

/// Whether the way from the baseline to the target is one that the sentence's verb goes: numbers that do not fit together
/// are for their author to correct.
fn fit(baseline: Option<&Figure>, target: Option<&Figure>, direction: Option<Direction>) -> bool {
    let (Some(from), Some(to)) = (baseline, target) else { return true };
    let (from, to) = (&from.quantity, &to.quantity);
    let way = to.value_beside(from).partial_cmp(&from.value_beside(to));
    let asked = match direction {
        Some(Direction::Increase) => way == Some(Ordering::Greater),
        Some(Direction::Decrease) => way == Some(Ordering::Less),
        _ => way != Some(Ordering::Equal),
    };
    comparable(from, to) && asked
}

/// Whether a percentage of the sentence may be a share of a start that stands in its field or has no percent sign: `Reduce errors 50%`
/// beside `baseline: 60`, `Reduce churn 10% from 20`.
fn may_be_part_of_start(text: &str, baseline: Option<&Figure>, target: Option<&Figure>) -> bool {
    const LEADS: [&str; 11] =
        ["to", "at", "of", "least", "most", "than", "reach", "under", "below", "above", "over"];
    let (Some(from), Some(to)) = (baseline, target) else { return false };
    let Some(said) = &to.words else { return false };
    let start = from.words.as_ref().and_then(|words| text.get(words.start as usize..words.end as usize));
    let before = text.get(..said.start as usize).unwrap_or_default();
    let led = before.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    let is_open = start.is_none_or(|start| start.parse::<Quantity>().is_ok_and(|start| start.is_bare()));
    to.quantity.dimension() == Dimension::Percent && is_open && !LEADS.contains(&led.as_str())
}

/// Whether a field says where it should end.
fn says_end(key_result: &KeyResult) -> bool {
    [&key_result.target, &key_result.at_least, &key_result.at_most].iter().any(|field| !field.is_absent())
}

/// The number as its author wrote it, as long as it reads as the same in a field of its own.
fn written(quantity: &Quantity) -> Option<Scalar> {
    let text = quantity.text();
    // “Zero” and “half” are for sentences.
    text.bytes().find(u8::is_ascii_digit)?;
    let alone = Quantity::read(text, quantity.mark()).ok()?;
    let is_same = alone.value() == quantity.value() && alone.dimension() == quantity.dimension();
    is_same.then(|| Scalar::Literal(text.to_owned()))
}

/// Below the sentence and what says how it is measured.
fn place(key_result: &KeyResult) -> Place {
    let texts = [
        ("measurement", &*key_result.measurement),
        ("metric", &key_result.metric),
        ("key_result", &key_result.key_result),
    ];
    let written = texts.into_iter().filter_map(|(name, field)| Some((field.span()?.start, name)));
    Place::After(written.max().map_or("key_result", |(_, name)| name))
}
