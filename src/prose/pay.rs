//! Pay tied to a grade: the quickest way to kill ambition.

use std::ops::Range;

const PAY: [&str; 18] = [
    "bonus",
    "bonuses",
    "compensation",
    "salary",
    "salaries",
    "commission",
    "commissions",
    "payout",
    "payouts",
    "pay",
    "paid",
    "incentive",
    "incentives",
    "raise",
    "promotion",
    "promotions",
    "payment",
    "rewarded",
];
const LINK: [&str; 24] = [
    "tied",
    "linked",
    "depends",
    "depend",
    "based",
    "contingent",
    "if",
    "when",
    "unless",
    "hitting",
    "reaching",
    "achieving",
    "earn",
    "earns",
    "triggers",
    "trigger",
    "conditional",
    "determined",
    "determines",
    "according",
    "for",
    "meeting",
    "upon",
    "once",
];
const GRADE: [&str; 17] = [
    "grade",
    "grades",
    "graded",
    "score",
    "scores",
    "scored",
    "okr",
    "okrs",
    "objective",
    "objectives",
    "goal",
    "goals",
    "target",
    "targets",
    "kr",
    "krs",
    "attainment",
];
/// Pay and grade further apart than this many words have nothing to do with each other.
const NEAR: usize = 14;

/// Where a text ties pay to a grade or a goal: from the first of the two words to the last.
pub fn pay_link(text: &str) -> Option<Range<usize>> {
    let words: Vec<(Range<usize>, String)> = words(text).collect();
    let is = |list: &[&str], i: usize| list.contains(&words[i].1.as_str());
    for pay in (0..words.len()).filter(|&i| is(&PAY, i)) {
        // `raise activation` is a verb, `a raise` is money; `paid plans` are a product.
        let before = pay.checked_sub(1).map_or("", |i| words[i].1.as_str());
        let noun = match words[pay].1.as_str() {
            "raise" => matches!(before, "a" | "the" | "pay" | "salary" | "your" | "their"),
            "paid" => words
                .get(pay + 1)
                .is_some_and(|w| matches!(w.1.as_str(), "out" | "if" | "when" | "for" | "according" | "on")),
            _ => true,
        };
        let (from, to) = (pay.saturating_sub(NEAR), (pay + NEAR + 1).min(words.len()));
        let grade = (from..to).find(|&i| is(&GRADE, i) || is_key_result(&words, i));
        if let Some(grade) = grade.filter(|_| noun) {
            let (first, last) = (pay.min(grade), pay.max(grade));
            let window = first.saturating_sub(3)..(last + 1).min(words.len());
            if window.clone().any(|i| is(&LINK, i)) {
                return Some(words[first].0.start..words[last].0.end);
            }
        }
    }
    None
}

fn is_key_result(words: &[(Range<usize>, String)], i: usize) -> bool {
    words[i].1.starts_with("result") && i > 0 && words[i - 1].1 == "key"
}

fn words(text: &str) -> impl Iterator<Item = (Range<usize>, String)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(char::is_alphanumeric)?;
        let length = text[start..].find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len() - start);
        at = start + length;
        Some((start..at, text[start..at].to_lowercase()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pay_is_found_where_it_hangs_on_a_grade() {
        for (text, found) in [
            ("Bonuses are tied to the OKR score", Some("Bonuses are tied to the OKR")),
            ("We hit 0.7, so the team's bonus depends on this grade", Some("bonus depends on this grade")),
            ("Everyone earns a raise for meeting the target", Some("raise for meeting the target")),
            (
                "If the key results are met, the commission is paid out",
                Some("results are met, the commission"),
            ),
            ("Raise activation for new goals", None),
            ("Shrink the gender pay gap to 2%", None),
            ("Paid plans for teams with goals", None),
            ("", None),
        ] {
            assert_eq!(pay_link(text).map(|range| &text[range]), found, "{text}");
        }
    }
}
