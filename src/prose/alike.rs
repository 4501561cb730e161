//! Whether two key results say the same in nearly the same words.

/// Below this many words, only equal sentences are alike.
const FEWEST_WORDS: usize = 4;
/// Longer sentences are compared by their beginning.
const MOST_WORDS: usize = 200;

/// True when the words of two sentences are nearly the same: numbers, letter case, small words and plural endings
/// aside, nine in ten words are shared and at most one differs in short sentences.
pub fn near_identical(a: &str, b: &str) -> bool {
    let (mut a, mut b) = (words(a), words(b));
    if a.is_empty() || b.is_empty() {
        return false;
    }
    a.sort_unstable();
    b.sort_unstable();
    if a == b {
        return true;
    }
    if a.len().min(b.len()) < FEWEST_WORDS {
        return false;
    }
    // Dice's coefficient over the two bags of words.
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (shared, i, j) = (shared + 1, i + 1, j + 1),
        }
    }
    20 * shared >= 9 * (a.len() + b.len())
}

fn words(text: &str) -> Vec<String> {
    const SMALL: [&str; 24] = [
        "a", "an", "the", "of", "to", "from", "in", "on", "at", "by", "for", "with", "and", "our", "we",
        "is", "are", "be", "will", "this", "that", "all", "quarter", "end",
    ];
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '%' | '$' | '€' | '£' | '.' | ',')))
        .map(|word| word.trim_matches(['.', ',']).to_lowercase())
        .filter(|word| !word.is_empty() && !SMALL.contains(&word.as_str()))
        .map(|word| if word.len() > 3 { word.trim_end_matches('s').to_string() } else { word })
        .take(MOST_WORDS)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_are_found_and_siblings_are_not() {
        let original = "Raise the share of new teams that finish a first workflow from 23% to 35%";
        assert!(near_identical(original, original));
        assert!(near_identical(
            original,
            "Raise share of new teams that finish their first workflows from 23% to 35%"
        ));
        assert!(!near_identical(
            original,
            "Raise the share of new teams that invite a colleague from 23% to 35%"
        ));
        assert!(near_identical("Cut churn to 3%", "cut churn to 3%."));
        assert!(!near_identical("Cut churn to 3%", "Cut churn to 4%"));
        assert!(!near_identical("", ""));
    }
}
