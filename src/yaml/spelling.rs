//! Lists of words and "did you mean", for messages.

/// `a, b or c`, each in backquotes.
pub(crate) fn list_of(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}

/// The known word a misspelt one was probably meant to be.
pub(crate) fn nearest<'w>(word: &str, known: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    // Long unknown words are not misspellings; this also bounds the cost.
    if word.len() > 60 {
        return None;
    }
    let plain = |text: &str| text.to_lowercase().replace(['-', ' '], "_");
    let word = plain(word);
    let length = word.chars().count();
    let farthest = |candidate: &str| (candidate.len() / 3).clamp(1, 3);
    known
        .into_iter()
        // A word that is so much longer or shorter needs no comparison.
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= farthest(candidate))
        .map(|candidate| (strsim::damerau_levenshtein(&word, &plain(candidate)), candidate))
        .filter(|(distance, candidate)| *distance <= farthest(candidate))
        .min()
        .map(|(_, candidate)| candidate)
}

/// The known key that a misspelt one was meant to be: only if a slip of the fingers, another way to set words apart or
/// capitals make the difference.
pub(crate) fn mistyped<'w>(word: &str, known: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    if word.len() > 60 {
        return None;
    }
    let plain = |text: &str| text.trim().to_lowercase().replace(['-', ' ', '_'], "");
    let word = plain(word);
    let letters = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    let slips = |key: &str| match key.len() {
        // So short a key may have its letters in another order.
        0..=3 => usize::from(letters(key) == letters(&word)),
        4..=7 => 1,
        _ => 2,
    };
    let distance = |key: &str| strsim::damerau_levenshtein(&word, &plain(key));
    let close =
        known.into_iter().map(|key| (distance(key), key)).filter(|(distance, key)| *distance <= slips(key));
    close.min().map(|(_, key)| key)
}

/// Whether only this one of the known words is close to a misspelt one, or equal apart from capitals, `-` and spaces.
pub(super) fn is_only_near(word: &str, near: &str, known: &[&str]) -> bool {
    let plain = |text: &str| text.to_lowercase().replace(['-', ' '], "_");
    plain(word) == plain(near)
        || !known.iter().any(|other| *other != near && nearest(word, [*other]).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_close_or_none() {
        let known = ["baseline", "target", "key_result", "id"];
        assert_eq!(nearest("base_line", known), Some("baseline"));
        assert_eq!(nearest("Key Result", known), Some("key_result"));
        assert_eq!(nearest("tagret", known), Some("target"));
        assert_eq!(nearest("budget", known), None);
        assert_eq!(nearest("xy", known), None);
    }

    #[test]
    fn lists_read_like_sentences() {
        assert_eq!(list_of(&[]), "");
        assert_eq!(list_of(&["a"]), "`a`");
        assert_eq!(list_of(&["a", "b", "c"]), "`a`, `b` or `c`");
    }
}
