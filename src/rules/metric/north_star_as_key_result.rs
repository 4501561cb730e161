//! `north-star-as-key-result`.

use super::super::{Check, Context, Rule};
use super::{called, is_companys, words_of};
use crate::finding::{Level, Remark};
use crate::goals::{KeyResultView, MetricView};
use crate::settings::Organization;
use crate::source::Span;
use memchr::memchr2_iter;
use std::ops::Range;

pub(super) static RULE: Rule = Rule {
    name: "north-star-as-key-result",
    summary: "a team's key result that targets the north star itself",
    page: include_str!("north_star_as_key_result.md"),
    level: Level::Warning,
    off_for: &[Organization::Startup],
    options: &[],
    check: Check::Workspace(check),
};

fn check(context: &mut Context<'_>) {
    let workspace = context.workspace;
    // With more than one star it is open which of them is meant: `north-star-count` reports that.
    let Some(star) = workspace.north_stars().next() else { return };
    let name = star.metric.name.get().map(|name| name.to_lowercase()).unwrap_or_default();
    let name: Vec<&str> = words_of(&name).map(|(_, word)| word).collect();
    for objective in workspace.objectives().filter(|objective| !is_companys(*objective)) {
        for key_result in objective.key_results() {
            let Some(place) = place_of_star(key_result, star, &name) else { continue };
            let message =
                format!("{} is the whole company's number: no single team can be graded by it", called(star));
            let help = "target the input metric that this team moves and that drives it; a target for the north star itself belongs in a company objective";
            context.report(Remark::new(place, message).help(help).related(star.heading(), "the north star"));
        }
    }
}

/// Where a key result names the north star as what it measures: in `metric:`, otherwise in its sentence.
fn place_of_star(key_result: KeyResultView<'_>, star: MetricView<'_>, name: &[&str]) -> Option<Span> {
    if let Some((id, span)) = key_result.key_result.metric.located() {
        return (Some(id.as_str()) == star.id()).then_some(span);
    }
    let range = measured_name(key_result.text(), name)?;
    key_result.key_result.metric.is_absent().then(|| key_result.words(range))
}

/// Whether a word (in lower case) may be in a sentence: for most sentences it takes no more to know that it is not.
fn may_hold(sentence: &str, word: &str) -> bool {
    let starts = |at: usize| {
        let part = sentence.as_bytes().get(at..at + word.len());
        part.is_some_and(|part| part.eq_ignore_ascii_case(word.as_bytes()))
    };
    let Some(first) = word.bytes().next() else { return true };
    !sentence.is_ascii() || memchr2_iter(first, first.to_ascii_uppercase(), sentence.as_bytes()).any(starts)
}

/// The place of the name (in lower case) as what the sentence measures: “Grow *weekly active teams* from ...”, but not in
/// “Raise the share of weekly active teams that ...”. Names of one word are too common to recognise.
fn measured_name(sentence: &str, name: &[&str]) -> Option<Range<usize>> {
    const BEFORE: [&str; 5] = ["the", "our", "number", "of", "total"];
    const AFTER: [&str; 14] = [
        "from", "to", "by", "past", "above", "over", "at", "reach", "reaches", "hit", "hits", "grow",
        "grows", "rise",
    ];
    if name.len() < 2 || !may_hold(sentence, name[0]) {
        return None;
    }
    // A verb and words like “the number of” may come before the name; one word after it decides.
    let words: Vec<(Range<usize>, &str)> = words_of(sentence).take(6 + name.len()).collect();
    let is_in = |word: &str, list: &[&str]| list.iter().any(|listed| word.eq_ignore_ascii_case(listed));
    let is_name = |part: &[(Range<usize>, &str)]| {
        let same = |word: &str, wanted: &str| {
            word.eq_ignore_ascii_case(wanted) || (!word.is_ascii() && word.to_lowercase() == wanted)
        };
        part.iter().zip(name).all(|((_, word), wanted)| same(word, wanted))
    };
    let start = words.windows(name.len()).take(6).position(is_name)?;
    let end = start + name.len();
    let range = words[start].0.start..words[end - 1].0.end;
    let only_verb_before = words.iter().take(start).skip(1).all(|(_, word)| is_in(word, &BEFORE));
    let ends_there = words
        .get(end)
        .is_none_or(|(_, word)| is_in(word, &AFTER) || word.starts_with(|c: char| c.is_numeric()));
    (only_verb_before && ends_there && !sentence[..range.start].contains('%')).then_some(range)
}
