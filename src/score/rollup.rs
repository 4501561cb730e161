//! Means with weights.

/// The weighted mean of (weight, score) pairs, unrounded; `None` of nothing. Weights are positive. The mean is between
/// the lowest and the highest score, exactly: binary fractions cannot push it out.
#[must_use]
pub fn weighted_mean(parts: &[(f64, f64)]) -> Option<f64> {
    // Weights relative to the largest, so that their sum is finite.
    let largest = parts.iter().map(|(weight, _)| *weight).fold(f64::MIN_POSITIVE, f64::max);
    let sum: f64 = parts.iter().map(|(weight, _)| weight / largest).sum();
    let weighted: f64 = parts.iter().map(|(weight, score)| weight / largest * score).sum();
    let lowest = parts.iter().map(|(_, score)| *score).reduce(f64::min)?;
    let highest = parts.iter().map(|(_, score)| *score).reduce(f64::max)?;
    Some((weighted / sum).clamp(lowest, highest))
}

/// The mean of scores that all count the same; `None` of nothing.
#[must_use]
pub fn mean(scores: impl IntoIterator<Item = f64>) -> Option<f64> {
    weighted_mean(&scores.into_iter().map(|score| (1.0, score)).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_count_and_nothing_has_no_mean() {
        assert_eq!(weighted_mean(&[]), None);
        assert_eq!(mean([0.5, 1.0]), Some(0.75));
        assert_eq!(weighted_mean(&[(2.0, 0.5), (1.0, 0.8)]), Some(0.6));
        assert_eq!(weighted_mean(&[(1e308, 1.0), (1e308, 0.0)]), Some(0.5));
        assert_eq!(weighted_mean(&[(0.1, 1.0), (0.2, 1.0), (0.3, 1.0)]), Some(1.0));
    }
}
