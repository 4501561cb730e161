//! Finds words that tie pay to a goal. Careful rather than complete: goals about pay are common in payroll, banking
//! and human resources, and none of them is a fault.

use super::super::words::{Beginnings, placed_words};
use std::ops::Range;

/// Words for what an employer gives.
const PAY: [&str; 16] = [
    "bonus",
    "bonuses",
    "compensation",
    "salary",
    "salaries",
    "payout",
    "payouts",
    "commission",
    "commissions",
    "pay rise",
    "pay rises",
    "pay raise",
    "pay raises",
    "salary increase",
    "variable pay",
    "incentive pay",
];

/// Words that may also be a campaign, so that only a grade makes them pay.
const ADVANCEMENT: [&str; 2] = ["promotion", "promotions"];

/// Words for goals as such, and for how they went.
const GRADING: [&str; 13] = [
    "okr",
    "okrs",
    "objective",
    "objectives",
    "grade",
    "grades",
    "graded",
    "grading",
    "score",
    "scores",
    "key result",
    "key results",
    "krs",
];

/// Words for reaching a goal that also have other uses.
const GOAL: [&str; 9] =
    ["goal", "goals", "target", "targets", "hit", "hitting", "reach", "reaching", "achieving"];

/// Pay, then one of these, then a goal.
const HANGS_ON: [&str; 20] = [
    "tied to",
    "linked to",
    "depends on",
    "depend on",
    "depending on",
    "dependent on",
    "contingent on",
    "conditional on",
    "hangs on",
    "hang on",
    "rides on",
    "hinges on",
    "if we",
    "if you",
    "if everyone",
    "when we",
    "when you",
    "once we",
    "once you",
    "only if",
];

/// Pay, then one of these, whatever is to be reached.
const FOR_REACHING: [&str; 3] = ["for hitting", "for reaching", "for achieving"];

/// The same as [`HANGS_ON`], but as likely said of pay scales and market data: only a grade after them is meant.
const RECKONED_FROM: [&str; 5] =
    ["based on", "calculated from", "determined by", "decided by", "follows from"];

/// A goal, then one of these, then pay.
const EARNS: [&str; 16] = [
    "earns",
    "earn",
    "unlocks",
    "unlock",
    "triggers",
    "trigger",
    "determines",
    "determine",
    "decides",
    "decide",
    "pays out",
    "counts towards",
    "count towards",
    "qualifies for",
    "qualify for",
    "feeds into",
];

/// A word that by itself ties what follows to a grade.
const GRADED: [&str; 5] = ["okr-based", "okr-linked", "okr-tied", "grade-based", "score-based"];

/// The goal at hand, where it ends the sentence: “... depends on this”.
const AT_HAND: [&str; 3] = ["this", "it", "these"];

/// Before “objective” these make it a noun: “objective criteria” are another matter.
const DETERMINERS: [&str; 9] = ["the", "this", "an", "each", "every", "our", "their", "its", "your"];

/// The sentence says that it is not so, or that it should end.
const DENIAL: [&str; 18] = [
    "not",
    "no",
    "never",
    "without",
    "don't",
    "doesn't",
    "aren't",
    "isn't",
    "won't",
    "stop",
    "separate",
    "decouple",
    "untie",
    "independent",
    "independently",
    "cannot",
    "nor",
    "unlink",
];

/// People outside, to whom a product may well pay a bonus.
const OUTSIDERS: [&str; 28] = [
    "customer",
    "customers",
    "user",
    "users",
    "driver",
    "drivers",
    "player",
    "players",
    "partner",
    "partners",
    "member",
    "members",
    "seller",
    "sellers",
    "merchant",
    "merchants",
    "subscriber",
    "subscribers",
    "referral",
    "referrals",
    "client",
    "clients",
    "buyers",
    "shoppers",
    "affiliates",
    "couriers",
    "creators",
    "savers",
];

/// What makes a word for pay part of a product: “bonus points”.
const PRODUCTS: [&str; 18] = [
    "points",
    "feature",
    "features",
    "content",
    "level",
    "levels",
    "round",
    "rounds",
    "module",
    "page",
    "tool",
    "claims",
    "code",
    "codes",
    "campaign",
    "campaigns",
    "banner",
    "emails",
];

/// How the words for pay begin. Nearly all texts have none of them, which is quickly seen.
static BEGINNINGS: Beginnings =
    Beginnings::of(&["bonus", "compensation", "salar", "pay", "commission", "promotion"]);

/// The words for pay in the first sentence of a text that ties pay to a goal.
pub(super) fn pay_talk(text: &str) -> Option<Range<usize>> {
    if !BEGINNINGS.are_in(text) {
        return None;
    }
    sentences(text).find_map(|sentence| {
        let words = Sentence::read(&text[sentence.clone()]).pay_on_goal()?;
        Some(sentence.start + words.start..sentence.start + words.end)
    })
}

/// The parts of a text between full stops and the like; a point inside a number does not separate.
fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> {
    let ends = text.char_indices().filter(|(at, c)| {
        let followed_by_space = || text[at + c.len_utf8()..].chars().next().is_none_or(char::is_whitespace);
        matches!(c, ';' | '!' | '?' | '\n') || (*c == '.' && followed_by_space())
    });
    let ends: Vec<usize> = ends.map(|(at, _)| at).chain([text.len()]).collect();
    let starts = [0].into_iter().chain(ends.clone());
    starts.zip(ends).map(|(start, end)| start..end)
}

/// One sentence, word by word.
struct Sentence {
    words: Vec<(String, Range<usize>)>,
}

/// Some words of a sentence: the number of the first, and of the one after the last.
type Found = Range<usize>;

impl Sentence {
    fn read(text: &str) -> Self {
        Self { words: placed_words(text) }
    }

    fn word(&self, at: usize) -> &str {
        self.words.get(at).map(|(word, _)| word.as_str()).unwrap_or_default()
    }

    fn has_any(&self, list: &[&str]) -> bool {
        self.words.iter().any(|(word, _)| list.contains(&word.as_str()))
    }

    /// The places of words or pairs of words of a list.
    fn find(&self, list: &[&str]) -> Vec<Found> {
        let at_word = |at: usize| {
            let pair = format!("{} {}", self.word(at), self.word(at + 1));
            let length =
                if list.contains(&pair.as_str()) { 2 } else { usize::from(list.contains(&self.word(at))) };
            (length > 0).then_some(at..at + length)
        };
        (0..self.words.len()).filter_map(at_word).collect()
    }

    fn gradings(&self) -> Vec<Found> {
        let mut found = self.find(&GRADING);
        // In “objective criteria” it is an adjective.
        found.retain(|at| {
            self.word(at.start) != "objective"
                || (at.start > 0 && DETERMINERS.contains(&self.word(at.start - 1)))
        });
        found
    }

    fn pay_on_goal(&self) -> Option<Range<usize>> {
        let pay = self.find(&PAY).into_iter().map(|at| (at, true));
        let advancement = self.find(&ADVANCEMENT).into_iter().map(|at| (at, false));
        let mut pay: Vec<(Found, bool)> = pay.chain(advancement).collect();
        pay.retain(|(at, _)| !PRODUCTS.contains(&self.word(at.end)));
        if pay.is_empty() || self.has_any(&DENIAL) || self.has_any(&OUTSIDERS) {
            return None;
        }
        let gradings = self.gradings();
        let mut goals = gradings.clone();
        goals.extend(self.find(&GOAL));
        goals.extend(self.find(&AT_HAND).into_iter().filter(|at| at.end == self.words.len()));
        let (pay, _) = pay.into_iter().find(|(pay, is_plain)| {
            let goals = if *is_plain { &goals } else { &gradings };
            self.hangs_on(pay, &HANGS_ON, goals)
                || self.hangs_on(pay, &RECKONED_FROM, &gradings)
                || self.is_earned(pay, goals)
                || (*is_plain && self.find(&FOR_REACHING).iter().any(|hinge| is_after(hinge, pay, 4)))
                || self.find(&GRADED).iter().any(|graded| is_after(pay, graded, 2))
        })?;
        Some(self.words[pay.start].1.start..self.words[pay.end - 1].1.end)
    }

    /// “The bonus is tied to the grade.”
    fn hangs_on(&self, pay: &Found, hinges: &[&str], goals: &[Found]) -> bool {
        self.find(hinges)
            .iter()
            .any(|hinge| is_after(hinge, pay, 4) && goals.iter().any(|goal| is_after(goal, hinge, 5)))
    }

    /// “Hitting the target earns a bonus.”
    fn is_earned(&self, pay: &Found, goals: &[Found]) -> bool {
        let goals: Vec<&Found> =
            goals.iter().filter(|goal| !["hit", "reach"].contains(&self.word(goal.start))).collect();
        self.find(&EARNS).iter().any(|earns| {
            let describes_people = (0..pay.start).any(|at| self.word(at) == "who");
            !describes_people && is_after(pay, earns, 4) && goals.iter().any(|goal| is_after(earns, goal, 6))
        })
    }
}

/// `later` comes after `earlier` with at most so many words between them.
fn is_after(later: &Found, earlier: &Found, between: usize) -> bool {
    later.start >= earlier.end && later.start - earlier.end <= between
}

#[cfg(test)]
mod tests {
    use super::pay_talk;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_text_is_read_and_words_are_whole(text in "(bonus|salary|grade|ü|’| depends on |\\PC){0,60}") {
            if let Some(words) = pay_talk(&text) {
                prop_assert!(text.get(words).is_some());
            }
        }
    }

    #[test]
    fn pay_that_hangs_on_a_goal_is_found() {
        let table = [
            ("The team bonus is tied to this grade", "bonus"),
            ("everyone's salary depends on it.", "salary"),
            ("Raise activation to 35%. A score above 0.7 unlocks the quarterly bonus.", "bonus"),
            ("Bonuses are paid out only if we hit the target", "Bonuses"),
            ("15% of variable pay depends on the OKR score", "variable pay"),
            ("Ana's promotion hinges on the grade of this key result", "promotion"),
            ("Hitting the target earns everyone a pay rise", "pay rise"),
            ("compensation will be based on OKR grades from Q3", "compensation"),
            ("bonus for hitting 35%", "bonus"),
            ("OKR-linked bonus for the sales team", "bonus"),
            ("We hit 0.7, so the team's bonus depends on this grade", "bonus"),
        ];
        for (text, expected) in table {
            assert_eq!(pay_talk(text).map(|words| &text[words]), Some(expected), "{text}");
        }
    }

    #[test]
    fn goals_about_pay_are_left_alone() {
        let table = [
            "Reduce payroll errors from 4% to 1%",
            "Bonus adoption reaches 30% of accounts",
            "Raise the salary transparency score from 3.1/5 to 4/5",
            "Team members understand the value of their compensation and benefits",
            "Bonuses do not depend on these grades",
            "Stop linking bonuses to OKR scores",
            "Customers get a bonus if they reach their savings goal",
            "Compensation decisions based on objective criteria",
            "Raise the share of salaries based on this year's bands from 20% to 100%",
            "Spring promotion linked to target segment reaches 5,000 shops",
            "Share of payouts that reach the bank within a day rises to 99%",
            "Bonus points are earned when the daily goal is hit",
            "Cut days from commission claim to decision from 9 to 3",
            "Reach 95% of reps who earn their bonus in full",
            "Double the number of targets scored",
            "",
            "。ボーナス",
        ];
        for text in table {
            assert_eq!(pay_talk(text), None, "{text}");
        }
    }
}
