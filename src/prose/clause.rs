//! Who does what: the verb a sentence turns on, what it acts on, and its subject.

use super::figure::word;
use super::lexicon::{Classes, Form};
use super::predicate;
use super::syntax::is_last_or_closed;
pub(super) use super::syntax::{Clause, Predicate};
use super::token::{Kind, Token, Tokens};

/// Reads the grammar of a tokenised sentence.
pub(super) fn read(tokens: &Tokens) -> Clause {
    let list = &tokens.list;
    let mut clause = Clause { start: skip_labels(tokens), ..Clause::default() };
    skip_adverbs(tokens, &mut clause);
    if let Some(order) = order_at(tokens, clause.start, clause.about_us).map(|order| deciding(tokens, order))
    {
        clause.order = Some(order);
        clause.gerund = list[order].form == Form::Ing;
        clause.object = noun_after(tokens, order + 1);
        return clause;
    }
    predicate::subject_and_predicate(tokens, &mut clause);
    clause
}

/// `KR 2.2:`, `[P1]`, `(2)`, `Support:`, `By the end of Q3,`.
fn skip_labels(tokens: &Tokens) -> usize {
    let list = &tokens.list;
    let mut at = 0;
    while at < list.len() {
        let rest = &list[at..];
        if let Some(close) = bracketed(rest).filter(|&close| at + close + 2 < list.len()) {
            // A link's words are in brackets too, and are the sentence itself.
            if close <= 3 && !tokens.lower[..rest[close].end as usize].ends_with("](") {
                at += close + 1;
                continue;
            }
            at += 1;
            continue;
        }
        if matches!(rest[0].kind, Kind::Break(_)) {
            at += 1;
            continue;
        }
        let is_label = |t: &Token| {
            t.kind == Kind::Break(':') || t.kind == Kind::Break('-') || t.kind == Kind::Break('–')
        };
        let colon = rest.iter().take(4).position(is_label).filter(|&c| c > 0 && rest.len() > c + 2);
        if let Some(colon) = colon
            && rest[colon + 1].is_word()
            && !rest[..colon].iter().any(|t| t.has(Classes::METRIC | Classes::MEASURE) || t.is_number())
            && !(rest[0].has(Classes::VERB) && rest[0].form == Form::Base && colon > 1)
        {
            at += colon + 1;
            continue;
        }
        if rest[0].has(Classes::PREPOSITION)
            && !rest[0].has(Classes::LIMIT_HIGH | Classes::LIMIT_LOW)
            && let Some(comma) = rest.iter().take(9).position(|t| t.kind == Kind::Break(','))
            && rest.len() > comma + 2
        {
            at += comma + 1;
            continue;
        }
        break;
    }
    if at >= list.len() { 0 } else { at }
}

fn bracketed(rest: &[Token]) -> Option<usize> {
    let close = match rest[0].kind {
        Kind::Break('[') => ']',
        Kind::Break('(') => ')',
        _ => return None,
    };
    rest.iter().position(|t| t.kind == Kind::Break(close))
}

fn skip_adverbs(tokens: &Tokens, clause: &mut Clause) {
    let list = &tokens.list;
    while let Some(token) = list.get(clause.start) {
        let word = tokens.text(token);
        let adverb = token.has(Classes::ADVERB) && token.is_word()
            || (word.ends_with("ly")
                && !token.has(Classes::NOUN | Classes::RECUR)
                && list.get(clause.start + 1).is_some_and(|t| t.has(Classes::VERB)))
            || matches!(word, "continuously" | "to" | "please");
        let us = matches!(word, "we" | "i" | "our") && !clause.about_us;
        if us {
            clause.about_us = true;
            let team = list.get(clause.start + 1).is_some_and(|t| matches!(tokens.text(t), "team" | "teams"));
            if word == "our" {
                if team {
                    clause.start += 2
                } else {
                    break;
                }
                continue;
            }
        } else if !adverb {
            break;
        }
        clause.start += 1;
    }
    if clause.start >= list.len() {
        clause.start = 0;
    }
    if let Some(verb) = own_agent(tokens, clause.start) {
        clause.about_us = true;
        clause.start = verb;
    }
}

/// `IT rolls out ...`, `The design team publishes ...`: the place of what one of us does.
fn own_agent(tokens: &Tokens, start: usize) -> Option<usize> {
    const OURS: &[&str] = &[
        "it",
        "hr",
        "finance",
        "marketing",
        "engineering",
        "sales",
        "legal",
        "ops",
        "operations",
        "product",
        "design",
        "procurement",
        "facilities",
        "logistics",
        "communications",
        "comms",
        "team",
        "office",
    ];
    let list = &tokens.list;
    let verb = (start + 1..list.len().min(start + 4)).find(|&at| {
        list[at].form == Form::S && list[at].has(Classes::DELIVER | Classes::TRAIN | Classes::HIRE)
    })?;
    let is_named =
        list[start..verb].iter().all(|t| t.is_word() && !t.closes_noun() || tokens.text(t) == "it");
    let ours = OURS.contains(&tokens.text(&list[verb - 1]));
    let others = list[start..verb].iter().any(|t| t.has(Classes::PEOPLE) && tokens.text(t) != "team");
    let next = list.get(verb + 1)?;
    let takes = next.is_number()
        || next.has(Classes::DETERMINER | Classes::ALL)
        || matches!(tokens.text(next), "out" | "up");
    (ours && is_named && !others && takes && !list[verb].has(Classes::UP | Classes::DOWN)).then_some(verb)
}

/// `Identify and implement`: the second verb decides whether it is done.
fn deciding(tokens: &Tokens, order: usize) -> usize {
    let list = &tokens.list;
    let effort = list[order].has(Classes::EFFORT) && !list[order].has(Classes::DELIVER);
    let linked =
        list.get(order + 1).is_some_and(|t| t.has(Classes::CONJUNCTION) || t.kind == Kind::Break('/'));
    let second = list.get(order + 2).is_some_and(|t| {
        t.has(Classes::DELIVER)
            && !t.has(Classes::EFFORT | Classes::UP | Classes::DOWN)
            && t.form == list[order].form
    });
    if effort && linked && second { order + 2 } else { order }
}

/// `Hand hygiene audits stay at 95%`, `Open cases stay below 40`: the first word is a verb elsewhere, and here begins the name of what
/// stays. `Help members stay below 40` is an order.
fn begins_what_stays(tokens: &Tokens, at: usize) -> bool {
    const LONGEST_NAME: usize = 5;
    let lets = matches!(
        tokens.text(&tokens.list[at]),
        "help" | "let" | "make" | "have" | "see" | "ensure" | "get" | "keep" | "enable" | "support" | "allow"
    );
    let name = tokens.list[at + 1..].iter().take(LONGEST_NAME).take_while(|token| token.is_word());
    let stays = |token: &Token| matches!(tokens.text(token), "stay" | "stays" | "remain" | "remains");
    let is_name = |token: &Token| !token.closes_noun() && !token.has(Classes::DETERMINER | Classes::ADVERB);
    let name: Vec<&Token> = name.collect();
    let Some(verb) = name.iter().position(|token| stays(token)) else { return false };
    !lets && name[..verb].last().is_none_or(|token| is_name(token))
}

/// `Open bugs`, `Open invoices older than 30 days`: they are open, and nobody is to open them.
fn is_open(tokens: &Tokens, at: usize) -> bool {
    let are_left = matches!(
        word(tokens, at + 1),
        "invoices"
            | "cases"
            | "orders"
            | "questions"
            | "requests"
            | "tickets"
            | "claims"
            | "items"
            | "risks"
            | "positions"
            | "vacancies"
            | "roles"
            | "actions"
            | "findings"
            | "enquiries"
            | "tasks"
            | "issues"
            | "debts"
            | "loans"
    );
    let is_fault =
        tokens.list.get(at + 1).is_some_and(|next| next.has(Classes::FAULT) && next.form == Form::S);
    tokens.text(&tokens.list[at]) == "open" && (are_left || is_fault)
}

/// The place of the verb when the sentence is an order.
fn order_at(tokens: &Tokens, mut at: usize, about_us: bool) -> Option<usize> {
    let list = &tokens.list;
    let mut token = list.get(at)?;
    if about_us
        && token.has(Classes::MODAL | Classes::HAVE)
        && list.get(at + 1).is_some_and(|t| t.has(Classes::VERB))
    {
        at += 1;
        token = &list[at];
    }
    if !token.has(Classes::VERB) || !token.is_word() {
        return None;
    }
    let next = list.get(at + 1);
    // `Up to 3 escalations`
    if tokens.text(token) == "up" && next.is_some_and(|next| tokens.text(next) == "to") {
        return None;
    }
    let next_has = |classes| next.is_some_and(|t| t.is_word() && t.has(classes));
    if token.form == Form::Base && !about_us && (begins_what_stays(tokens, at) || is_open(tokens, at)) {
        return None;
    }
    let noun_like = token.has(Classes::NOUN | Classes::WEASEL);
    let starts_object = next.is_some_and(|t| {
        t.is_number() || t.has(Classes::DETERMINER | Classes::ALL | Classes::COMPARE | Classes::LIMIT_LOW)
    });
    match token.form {
        Form::Base if about_us || !noun_like => Some(at),
        Form::Base => {
            let compound = next_has(Classes::METRIC | Classes::MEASURE | Classes::FAULT)
                && !next_has(Classes::ARTEFACT | Classes::DETERMINER)
                && !token.has(Classes::UP | Classes::DOWN)
                && !matches!(tokens.text(token), "fix" | "resolve");
            let finite = next_has(Classes::BE | Classes::MODAL | Classes::CAN)
                || next.is_some_and(|t| {
                    t.form == Form::Ed && t.has(Classes::VERB) && is_last_or_closed(list, at + 2)
                });
            let nominal = next.is_none_or(|t| matches!(t.kind, Kind::Break(_)))
                || next.is_some_and(|t| NOMINAL.contains(&tokens.text(t)));
            let moved = next.is_some_and(|t| {
                t.form == Form::S && t.has(Classes::MOVES_UP | Classes::MOVES_DOWN) && !t.has(Classes::NOUN)
            });
            (!compound && !finite && !nominal && !moved).then_some(at)
        }
        Form::Ing => {
            let noun_next = next_has(Classes::NOUN) && !starts_object;
            let passive = next_has(Classes::BE) || next.is_some_and(|t| t.form == Form::Ed);
            (!passive && next.is_some() && (!noun_next || list.len() < 9)).then_some(at)
        }
        Form::Ed => starts_object.then_some(at).or_else(|| {
            let measured =
                next_has(Classes::METRIC | Classes::MEASURE) && token.has(Classes::UP | Classes::DOWN);
            measured.then_some(at)
        }),
        Form::S => about_us.then_some(at),
    }
}

/// After these a word that may be a verb or a noun is a noun: `Support for`, `Cost of`.
const NOMINAL: [&str; 7] = ["of", "for", "in", "on", "between", "from", "by"];

/// The head noun of the noun phrase that begins at `at` or after the small words there.
pub(super) fn noun_after(tokens: &Tokens, at: usize) -> Option<usize> {
    let list = &tokens.list;
    let mut at = at;
    // `to 15 customers`, `with 12 admins`, `in 80% of`: skip the words before the noun.
    while let Some(token) = list.get(at) {
        let lead_in = token.is_number()
            || matches!(token.kind, Kind::Break('~' | '(' | '"' | '[' | '+' | '-'))
            || token.has(
                Classes::DETERMINER
                    | Classes::ALL
                    | Classes::LIMIT_HIGH
                    | Classes::LIMIT_LOW
                    | Classes::ADVERB,
            )
            || (token.is_word()
                && matches!(
                    tokens.text(token),
                    "of" | "with" | "to" | "at" | "up" | "out" | "on" | "for" | "into" | "in" | "and"
                ));
        if !lead_in {
            break;
        }
        at += 1;
    }
    let mut head = None;
    for (i, token) in list.iter().enumerate().skip(at).take(8) {
        if token.closes_noun() && head.is_some()
            || matches!(token.kind, Kind::Break(c) if c != '/')
            || token.is_number()
        {
            break;
        }
        let verb_only = token.has(Classes::VERB) && !token.has(Classes::NOUN);
        if head.is_some() && verb_only && token.form != Form::Ing {
            let plural = head.is_some_and(|h: usize| list[h].form == Form::S);
            if plural || token.form != Form::Base {
                break;
            }
        }
        if token.has(Classes::NOUN)
            || !token
                .has(Classes::VERB | Classes::FUNCTION | Classes::WEASEL | Classes::COMPARE | Classes::RECUR)
        {
            // An unknown word is the head of the phrase only if there is no better one.
            let better = token.has(Classes::NOUN) || head.is_none_or(|h: usize| !list[h].has(Classes::NOUN));
            // `IACV plan`, `quota target`: what is planned is the measure.
            let planned =
                matches!(tokens.text(token), "plan" | "target" | "targets" | "goal" | "goals" | "budget")
                    && head.is_some_and(|h: usize| list[h].has(Classes::METRIC | Classes::LAGGING));
            if better && !planned {
                head = Some(i);
            }
        } else if head.is_none() && token.has(Classes::CONJUNCTION | Classes::BE | Classes::MODAL) {
            break;
        }
    }
    head
}
