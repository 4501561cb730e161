//! What the end of a quarter adds to a review.

use crate::render::markdown::{inert, table};
use crate::render::scorecard::draw::{band_word, short};
use crate::review::LookingBack;
use crate::score::{Calibration, Scorecard};

pub(super) fn grades(back: &LookingBack, card: &Scorecard) -> String {
    let bands = card.bands;
    let score = |score: Option<f64>| score.map_or("-".to_owned(), |score| bands.text(score));
    let mut titles =
        vec!["Team".to_owned(), card.quarter.to_string(), "Band".to_owned(), "First agreed".to_owned()];
    let before = back.teams.first().map_or(&[][..], |team| &team.before);
    titles.extend(before.iter().map(|(quarter, _)| quarter.to_string()));
    let mut out = format!("\n### Grades\n\n| {} |\n", titles.join(" | "));
    let rule: Vec<&str> =
        (0..titles.len()).map(|at| if at == 0 || at == 2 { "---" } else { "---:" }).collect();
    out.push_str(&format!("| {} |\n", rule.join(" | ")));
    for team in &back.teams {
        let band = band_word(team.score, team.band);
        let mut cells = vec![inert(&team.team), score(team.score), band];
        cells.push(team.first_agreed.map_or("the same".to_owned(), |score| bands.text(score)));
        cells.extend(team.before.iter().map(|(_, before)| score(*before)));
        out.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    let mut words = Vec::new();
    words.extend(
        (back.promises.made > 0)
            .then(|| format!("Promises kept: {} of {}.", back.promises.kept, back.promises.made)),
    );
    words.extend(back.stretch.map(|mean| {
        let judged = match back.calibration {
            Some(Calibration::HealthyStretch) => ", a healthy stretch",
            Some(Calibration::OverReached) => ", over-reached",
            Some(Calibration::TooConservative) => ", too conservative",
            _ => "",
        };
        format!("Stretch goals {} on average{judged}.", bands.text(mean))
    }));
    if !words.is_empty() {
        out.push_str(&format!("\n{}\n", words.join(" ")));
    }
    out
}

pub(super) fn looking_back(back: &LookingBack) -> String {
    let mut out = String::new();
    if !back.confidence.is_empty() {
        out.push_str("\n### Was confidence right?\n\nOver all quarters that have ended: who says 7 should deliver seven times in ten.\n");
        let mut rows = Vec::new();
        for of in &back.confidence {
            for level in &of.levels {
                let share = 100.0 * level.delivered as f64 / level.all as f64;
                let few = if level.all < 10 { ", too few to say" } else { "" };
                rows.push([
                    of.team.as_ref().map_or("everybody".to_owned(), |team| inert(team)),
                    format!("{}–{}", level.low, level.high),
                    format!("{} of {}", level.delivered, level.all),
                    format!("{share:.0}%, said {:.0}%{few}", level.mean * 10.0),
                ]);
            }
        }
        let titles = ["", "Confidence at the start", "Delivered", "Share"];
        out.push_str(&table(titles, [false, true, true, false], &rows));
    }
    if !back.bets.is_empty() {
        let row =
            |bets: &crate::review::BetsOf| [inert(&bets.team), format!("{} of {}", bets.paid_off, bets.all)];
        let rows: Vec<_> = back.bets.iter().map(row).collect();
        out.push_str("\n### Did bets pay off?\n\nBets of which a key result they were on was delivered, over all quarters that have ended.\n");
        out.push_str(&table(["Team", "Paid off"], [false, true], &rows));
    }
    out.push_str("\n### What was learned\n\n");
    for (address, text) in &back.learned {
        out.push_str(&format!("- **{}**: {}\n", inert(&short(address)), inert(text)));
    }
    for address in &back.silent {
        out.push_str(&format!(
            "- **{}**: nothing was written down yet (`reflection:`).\n",
            inert(&short(address))
        ));
    }
    if back.learned.is_empty() && back.silent.is_empty() {
        out.push_str("- \n");
    }
    out
}
