//! What ends something: a goal given up, a bet decided, an objective reflected on, a grade set by hand.

use super::draft::Draft;
use super::find::find;
use super::refused::Refused;
use super::spot::{Spot, literal, words};
use crate::goals::values::{Decision, HandGrade};
use crate::goals::{self, Quarter, Target, Workspace};
use crate::wrong::Wrong;
use crate::yaml::edit::Node;
use crate::yaml::nearest;

/// Gives up an objective or a key result, from today on. Returns its full address.
///
/// # Errors
/// Why it is refused.
pub fn cancel(draft: &mut Draft<'_>, address: &str, reason: &str) -> Result<String, Refused> {
    let quarter = draft.workspace().calendar.quarter_of(draft.today());
    let today = draft.today();
    let (spot, subject, cancelled) = match find(draft.workspace(), address, quarter)? {
        Target::Objective(view) => (Spot::of_objective(&view), view.address(), &view.objective.cancelled),
        Target::KeyResult(view) => (Spot::of_key_result(&view), view.address(), &view.key_result.cancelled),
        Target::Metric(view) => {
            return Err(Refused::WrongKind {
                address: view.id().unwrap_or_default().to_owned(),
                is: "a metric",
                wanted: "only objectives and key results can be given up",
                instead: String::new(),
            });
        }
    };
    if !cancelled.is_absent() {
        let own = cancelled.get();
        let date = own.and_then(|own| own.date.get()).map(ToString::to_string).unwrap_or_default();
        let why = own.and_then(|own| own.reason.get()).cloned().unwrap_or_default();
        return Err(Refused::Nothing(format!("{subject} was cancelled already: {date} {why}")));
    }
    let reason = said(reason, "a reason")?;
    let entries = vec![("date", literal(today.to_string())), ("reason", words(reason))];
    spot.set(draft, "cancelled", Node::Mapping(entries))?;
    Ok(subject)
}

/// Writes down what was learned about an objective. Returns its full address.
///
/// # Errors
/// Why it is refused.
pub fn reflect(
    draft: &mut Draft<'_>,
    (address, quarter): (&str, Quarter),
    text: &str,
    replace: bool,
) -> Result<String, Refused> {
    let view = match find(draft.workspace(), address, quarter)? {
        Target::Objective(view) => view,
        Target::KeyResult(view) => {
            return Err(Refused::WrongKind {
                address: view.address(),
                is: "a key result",
                wanted: "what was learned is written at its objective",
                instead: format!("okr reflect {} TEXT", view.objective.address()),
            });
        }
        Target::Metric(view) => {
            return Err(Refused::WrongKind {
                address: view.id().unwrap_or_default().to_owned(),
                is: "a metric",
                wanted: "what was learned is written at an objective",
                instead: String::new(),
            });
        }
    };
    let (spot, subject) = (Spot::of_objective(&view), view.address());
    if let Some(was) = view.objective.reflection.get().filter(|_| !replace) {
        return Err(Refused::ThereAlready { address: subject, what: "a reflection", was: was.to_string() });
    }
    let text = said(text, "a reflection")?;
    spot.set(draft, "reflection", words(text))?;
    Ok(subject)
}

/// Reads a grade: a number from 0 to 1.
///
/// # Errors
/// Anything else.
pub fn read_grade(text: &str) -> Result<HandGrade, Refused> {
    // Adding zero turns -0 into 0.
    text.parse().map(|HandGrade(number)| HandGrade(number + 0.0)).map_err(|wrong: Wrong| {
        Refused::NotANumber { message: wrong.message, help: wrong.help.unwrap_or_default() }
    })
}

/// Sets the grade of a key result by hand, with the reason why the calculated one is not fair. Returns its full address.
///
/// # Errors
/// Why it is refused.
pub fn grade(
    draft: &mut Draft<'_>,
    (address, quarter): (&str, Quarter),
    score: HandGrade,
    reason: &str,
) -> Result<String, Refused> {
    let view = match find(draft.workspace(), address, quarter)? {
        Target::KeyResult(view) => view,
        Target::Objective(view) => {
            return Err(Refused::WrongKind {
                address: view.address(),
                is: "an objective",
                wanted: "grades are set by hand for key results",
                instead: String::new(),
            });
        }
        Target::Metric(view) => {
            return Err(Refused::WrongKind {
                address: view.id().unwrap_or_default().to_owned(),
                is: "a metric",
                wanted: "grades are set by hand for key results",
                instead: String::new(),
            });
        }
    };
    let (spot, subject, own) = (Spot::of_key_result(&view), view.address(), &view.key_result.grade);
    if !own.is_absent() {
        let was = own.get().and_then(|own| own.score.get()).map(|score| score.0.to_string());
        let was = was.unwrap_or_default();
        return Err(Refused::ThereAlready { address: subject, what: "a grade set by hand", was });
    }
    let reason = said(reason, "a reason")?;
    let entries = vec![("score", literal(score.0.to_string())), ("reason", words(reason))];
    spot.set(draft, "grade", Node::Mapping(entries))?;
    Ok(subject)
}

/// Decides what becomes of an initiative, found by its title: in one objective, by its full address, or in all. An address of an
/// objective and a slash may stand before the title. Returns the title and the full address of its objective.
///
/// # Errors
/// Why it is refused.
pub fn decide(
    draft: &mut Draft<'_>,
    (title, objective): (&str, Option<&str>),
    decision: Decision,
    result: Option<&str>,
    replace: bool,
) -> Result<(String, String), Refused> {
    let quarter = draft.workspace().calendar.quarter_of(draft.today());
    let bet = match objective {
        Some(_) => bet(draft.workspace(), (title, objective), quarter)?,
        None => bet_at(draft.workspace(), title, quarter)?,
    };
    // To iterate is to decide again later.
    let is_final = bet.decision.is_some_and(|own| own != Decision::Iterate && own != decision);
    if is_final && !replace {
        let was = bet.decision.map_or("", Decision::name).to_owned();
        return Err(Refused::ThereAlready { address: bet.title, what: "a decision", was });
    }
    let result = result.map(str::trim).filter(|result| !result.is_empty());
    if let (Some(was), Some(_)) = (bet.result.filter(|was| Some(was.trim()) != result && !replace), result) {
        return Err(Refused::ThereAlready { address: bet.title, what: "a result", was });
    }
    if let Some(result) = result {
        bet.spot.set(draft, "result", words(result))?;
    }
    bet.spot.set(draft, "decision", words(decision.name()))?;
    Ok((bet.title, bet.objective))
}

/// The undecided initiatives of other quarters with the title of one: each with its objective's address before it.
#[must_use]
pub fn undecided_namesakes(workspace: &Workspace, (title, objective): (&str, &str)) -> Vec<String> {
    let all = bets(workspace);
    let quarter = all.iter().find(|(bet, _)| bet.objective == objective).and_then(|(_, quarter)| *quarter);
    let is_other = |(bet, own): &&(Bet, Option<Quarter>)| {
        *own != quarter && bet.decision.is_none() && plain(&bet.title) == plain(title)
    };
    all.iter().filter(is_other).map(|(bet, _)| bet.named()).collect()
}

fn said<'t>(text: &'t str, what: &str) -> Result<&'t str, Refused> {
    goals::said(text).ok_or_else(|| Refused::Nothing(format!("{what} needs words")))
}

/// An initiative and where it stands.
struct Bet {
    spot: Spot,
    title: String,
    objective: String,
    decision: Option<Decision>,
    result: Option<String>,
}

impl Bet {
    /// Its title, with the objective's address before it.
    fn named(&self) -> String {
        format!("{}/{}", self.objective, self.title)
    }
}

/// The initiative with a title, before which the address of its objective may stand: `growth/start/Template gallery`.
fn bet_at(workspace: &Workspace, words: &str, quarter: Quarter) -> Result<Bet, Refused> {
    let not_found = match bet(workspace, (words, None), quarter) {
        Err(refused) => refused,
        found => return found,
    };
    // A title may have slashes, too.
    let objective = |at: usize| match find(workspace, &words[..at], quarter) {
        Ok(Target::Objective(view)) => Some((view.address(), &words[at + 1..])),
        _ => None,
    };
    match words.match_indices('/').filter_map(|(at, _)| objective(at)).next_back() {
        Some((address, title)) => bet(workspace, (title, Some(&address)), quarter),
        None => Err(not_found),
    }
}

/// The initiative with a title, or the only one whose title holds the words: of a quarter first, then of any.
fn bet(
    workspace: &Workspace,
    (title, objective): (&str, Option<&str>),
    quarter: Quarter,
) -> Result<Bet, Refused> {
    let wanted = plain(title);
    let mut all = bets(workspace);
    all.retain(|(bet, _)| objective.is_none_or(|address| bet.objective == address));
    let of_quarter: Vec<usize> = (0..all.len()).filter(|number| all[*number].1 == Some(quarter)).collect();
    let everywhere: Vec<usize> = (0..all.len()).collect();
    let mut candidates = Vec::new();
    for numbers in [of_quarter, everywhere] {
        let matching = |is_it: &dyn Fn(&str) -> bool| -> Vec<usize> {
            numbers.iter().copied().filter(|number| is_it(&plain(&all[*number].0.title))).collect()
        };
        let exact = matching(&|own| own == wanted);
        let found = if exact.is_empty() { matching(&|own| own.contains(&wanted)) } else { exact };
        match found[..] {
            [] => {}
            [only] => return Ok(all.into_iter().nth(only).expect("internal error: it was found").0),
            _ => {
                candidates = found.into_iter().map(|number| all[number].0.named()).collect();
                break;
            }
        }
    }
    let near = nearest(title, all.iter().map(|(bet, _)| bet.title.as_str())).map(str::to_owned);
    Err(Refused::NoInitiative {
        title: title.to_owned(),
        near: near.filter(|_| candidates.is_empty()),
        candidates,
    })
}

/// A title without what makes no other one of it: case, and spaces.
fn plain(title: &str) -> String {
    title.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn bets(workspace: &Workspace) -> Vec<(Bet, Option<Quarter>)> {
    let mut bets = Vec::new();
    for objective in workspace.objectives() {
        for (position, item) in objective.objective.initiatives.items().iter().enumerate() {
            let Some(own) = item.get().map(|own| &own.0) else { continue };
            let spot = Spot::Initiative { file: objective.file.id, objective: objective.position, position };
            let bet = Bet {
                spot,
                title: own.title.get().cloned().unwrap_or_default(),
                objective: objective.address(),
                decision: own.decision.get().copied(),
                result: own.result.get().cloned(),
            };
            bets.push((bet, objective.quarter()));
        }
    }
    bets
}
