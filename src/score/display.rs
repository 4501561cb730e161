//! Scores as people read them.

/// A score or ratio with two decimals. Halves round away from zero, as people expect: 0.625 is `0.63`.
#[must_use]
pub fn two_decimals(number: f64) -> String {
    // The nudge undoes what binary fractions lose: 0.615 is stored a little below itself.
    let hundredths = (number * 100.0 * (1.0 + f64::EPSILON)).round();
    if hundredths.abs() >= 1e15 {
        return format!("{number:.0}");
    }
    // Whole numbers are written several times as fast as others, and scores are shown by the ten thousand.
    let hundredths = hundredths as i64;
    let mut digits = format!("{:03}", hundredths.unsigned_abs());
    digits.insert(digits.len() - 2, '.');
    if hundredths < 0 {
        digits.insert(0, '-');
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::two_decimals;

    #[test]
    fn halves_round_away_from_zero() {
        let table = [
            (0.0, "0.00"),
            (-0.001, "0.00"),
            (0.125, "0.13"),
            (0.615, "0.62"),
            (0.925, "0.93"),
            (1.0, "1.00"),
            (-0.25, "-0.25"),
        ];
        for (number, text) in table {
            assert_eq!(two_decimals(number), text, "{number}");
        }
        assert_eq!(two_decimals(1e300).len(), 301);
    }
}
