//! A change worth measuring, as an example for somebody who has written down a delivery: in the field that the sentence
//! speaks of, as far as its words tell.

/// How words of a field begin, and what may change in it. The first word that fits decides; `^` marks one that only fits as the
/// first. Words with other meanings are left out, since no example is better than one of another field: a secure term sheet,
/// a trained model, a help article.
const EXAMPLES: &[(&[&str], &str)] = &[
    (
        &["test", "bug", "defect", "regression", "fix", "qa", "lint", "crash"],
        "bugs that users report per month from 40 to 10",
    ),
    (
        &["monitor", "alert", "incident", "uptime", "on-call", "observab", "outage"],
        "minutes until an outage is noticed from 45 to 5",
    ),
    (
        &["security", "vulnerab", "encrypt", "gdpr", "soc2", "penetrat", "password"],
        "days until a known weakness is closed from 60 to 14",
    ),
    (
        &[
            "^document",
            "documentation",
            "docs",
            "guide",
            "handbook",
            "playbook",
            "wiki",
            "readme",
            "tutorial",
            "faq",
            "glossar",
        ],
        "questions that people answer by looking it up from 20% to 60%",
    ),
    (
        &["ci", "kubernetes", "infrastruct", "devops", "terraform"],
        "days from a finished change to its use from 10 to 2",
    ),
    (&["refactor", "architect"], "days that a change takes from 10 to 4"),
    (&["api", "sdk", "library", "module", "specificat"], "teams that build on it each month from 5 to 20"),
    (&["automat"], "hours of manual work per week from 12 to 3"),
    (
        &["dashboard", "report", "analyt", "metric", "insight"],
        "decisions a month that cite its numbers from 1 to 8",
    ),
    (
        &["course", "workshop", "curricul", "lesson", "coaching", "onboard"],
        "people who work without help after a month from 30% to 80%",
    ),
    (
        &["website", "webpage", "landing", "checkout", "portal", "app", "ux"],
        "visitors who finish what they came for from 30% to 50%",
    ),
    (
        &["campaign", "newsletter", "blog", "podcast", "webinar", "brand", "marketing", "conference", "talk"],
        "inquiries by new people per week from 5 to 15",
    ),
    (&["deal", "sponsor"], "income from new partners per month from $4K to $10K"),
    (&["partner", "ambassador"], "partners who take part each month from 10 to 25"),
    (&["volunteer", "communit"], "members who take part each month from 40 to 90"),
    (&["process", "workflow", "triage"], "days that a request waits from 12 to 4"),
    (&["ticket", "caller", "hotline", "helpdesk"], "questions that reach support per week from 40 to 10"),
];

/// How words of a family may go on after their beginning.
const ENDINGS: &[&str] = &[
    "s",
    "es",
    "ed",
    "ing",
    "er",
    "ers",
    "or",
    "ors",
    "e",
    "ion",
    "ions",
    "ation",
    "ations",
    "al",
    "ity",
    "ies",
    "y",
    "ce",
    "t",
    "um",
    "a",
    "ure",
    "ural",
    "ics",
    "is",
    "able",
    "ility",
    "le",
    "les",
    "icate",
    "icates",
    "ication",
    "ifications",
    "bility",
    "ilities",
    "ement",
    "ebased",
];

/// A change that what is delivered may be for, if the words for it name a field.
pub(super) fn change_for(text: &str) -> Option<&'static str> {
    // An A/B test looks for no bugs, and API keys are no API.
    let lower = text.to_lowercase().replace("a/b test", "").replace("api key", "");
    let words = lower.split(|c: char| !(c.is_alphanumeric() || c == '-')).filter(|word| !word.is_empty());
    // `testimonial` is no test, and `city` has nothing to do with `ci`.
    let is_of = |word: &str, start: &str| {
        word.strip_prefix(start).is_some_and(|ending| ending.is_empty() || ENDINGS.contains(&ending))
    };
    let fits = |(at, word): (usize, &str)| {
        let begins = |start: &str| match start.strip_prefix('^') {
            Some(start) => at == 0 && is_of(word, start),
            None => is_of(word, start),
        };
        EXAMPLES.iter().find(|(starts, _)| starts.iter().any(|start| begins(start)))
    };
    words.enumerate().find_map(fits).map(|(_, example)| *example)
}

#[cfg(test)]
mod tests {
    use super::change_for;

    #[test]
    fn the_example_is_of_the_field_that_is_spoken_of() {
        for (text, part) in [
            ("15+ integration tests covering critical user flows", "bugs"),
            ("Screenshot tests for 5 key screens", "bugs"),
            ("Document hiring policy", "looking it up"),
            ("Set up the CI for the city team", "finished change"),
            ("Publish two APIs", "build on it"),
            ("Automate the month-end report", "manual work"),
            ("Give three talks", "inquiries"),
        ] {
            assert!(change_for(text).is_some_and(|change| change.contains(part)), "{text}");
        }
        for text in [
            "Sign a lease in Oslo",
            "Collect ten testimonials in the city",
            "Secure a term sheet",
            "Support 100 documents",
            "Train the scoring model",
            "Write five help articles",
            "Run an A/B test of the form",
        ] {
            assert_eq!(change_for(text), None, "{text}");
        }
    }
}
