//! Single files far larger than any team writes, to see that time grows no faster than they do.

use super::generate::{heading, objective};
use std::fmt::Write as _;

/// A file of at least so many bytes: as many objectives as that takes.
pub(crate) fn of_size(bytes: usize) -> String {
    let mut text = heading(0);
    for number in 0.. {
        if text.len() >= bytes {
            break;
        }
        text.push_str(&objective(0, number));
    }
    text
}

/// One objective with so many key results.
pub(crate) fn key_results(count: usize) -> String {
    let mut text = one_objective();
    for number in 0..count {
        let (baseline, target) = (10 + number % 40, 51 + number % 40);
        write!(
            text,
            "      - id: kr{number}\n        key_result: Raise activation rate {number} from {baseline}% to {target}%\n"
        )
        .unwrap();
    }
    text
}

/// One key result with so many check-ins.
pub(crate) fn check_ins(count: usize) -> String {
    let mut text = one_objective();
    text.push_str(
        "      - key_result: Raise activation rate from 10% to 90%\n        confidence: 5\n        check_ins:\n",
    );
    for number in 0..count {
        let (month, day, value) = (1 + number % 3, 1 + number % 28, 10 + number % 80);
        writeln!(text, "          - {{date: 2026-{month:02}-{day:02}, value: {value}%}}").unwrap();
    }
    text
}

fn one_objective() -> String {
    let objective =
        "  - id: o1\n    objective: New teams feel at home in their first week\n    key_results:\n";
    heading(0) + objective
}
