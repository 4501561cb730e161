//! What to say, and to do, where there is nothing to show.

use super::words::plain;
use crate::goals::Quarter;
use crate::score::Scorecard;

/// One line for a scorecard without objectives; `None` for one that has some.
pub(in crate::render) fn no_objectives(card: &Scorecard) -> Option<String> {
    if !card.teams.is_empty() {
        return None;
    }
    let quarter = card.quarter;
    if card.all_teams.is_empty() {
        let others: Vec<String> = card.all_quarters.iter().map(Quarter::to_string).collect();
        let others = match others.split_last() {
            None => "`okr init` writes a first file to start from".to_owned(),
            Some((last, [])) => format!("there are some in {last}: `--quarter {last}`"),
            Some((last, _)) => format!("there are some in {}: `--quarter {last}`", others.join(", ")),
        };
        return Some(format!("No objectives in {quarter}; {others}."));
    }
    let of_team = card.filter.team.as_ref().map(|team| format!(" of team `{}`", plain(team)));
    let of_owner = card.filter.owner.as_ref().map(|owner| format!(" owned by `{}`", plain(owner)));
    let whose = [of_team, of_owner].into_iter().flatten().collect::<String>();
    Some(format!("No objectives{whose} in {quarter}; these have some: {}.", some(&card.all_teams)))
}

/// The first few names of a list that may be long.
fn some(names: &[String]) -> String {
    const SHOWN: usize = 8;
    let shown = names.iter().take(SHOWN).map(|name| plain(name)).collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// One line for a workspace without metrics; `None` for one that has some.
pub(in crate::render) fn no_metrics(card: &Scorecard) -> Option<String> {
    let none = card.north_star.is_none() && card.metrics.is_empty() && card.guardrails.is_empty();
    let narrowed = card.filter.team.is_some() || card.filter.owner.is_some();
    (none && !narrowed)
        .then(|| "No metrics yet; `okr init` shows how to write a north star and what drives it.".to_owned())
}
