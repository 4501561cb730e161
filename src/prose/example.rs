//! A change worth measuring, as an example for somebody who has written down a delivery: in the field that the sentence
//! speaks of, as far as its words tell.

/// How words of a field begin, and what may change in it. The first word of a sentence that fits decides.
const EXAMPLES: &[(&[&str], &str)] = &[
    (
        &["test", "bug", "defect", "regression", "fix", "qa", "lint", "coverage", "crash", "error"],
        "bugs that users report per month from 40 to 10",
    ),
    (
        &[
            "monitor", "alert", "incident", "uptime", "backup", "on-call", "observab", "outage", "recover",
            "health",
        ],
        "minutes until an outage is noticed from 45 to 5",
    ),
    (
        &[
            "secur", "vulnerab", "encrypt", "audit", "complian", "gdpr", "soc2", "privacy", "penetrat",
            "password", "secret",
        ],
        "days until a known weakness is closed from 60 to 14",
    ),
    (
        &[
            "document", "docs", "guide", "handbook", "playbook", "wiki", "readme", "tutorial", "manual",
            "faq", "glossar",
        ],
        "questions that people answer by looking it up from 20% to 60%",
    ),
    (
        &[
            "api",
            "sdk",
            "interface",
            "integrat",
            "pipeline",
            "deploy",
            "ci",
            "infrastruct",
            "migrat",
            "cloud",
            "refactor",
            "architect",
            "kubernetes",
            "server",
            "database",
            "automat",
            "library",
            "module",
            "specificat",
            "compil",
            "git",
        ],
        "days from a finished change to its use from 10 to 2",
    ),
    (
        &["dashboard", "report", "analyt", "analys", "data", "metric", "insight", "survey"],
        "decisions a month that cite its numbers from 1 to 8",
    ),
    (
        &["train", "course", "workshop", "curricul", "lesson", "coach", "mentor", "onboard", "educat"],
        "people who work without help after a month from 30% to 80%",
    ),
    (
        &[
            "website",
            "webpage",
            "landing",
            "page",
            "app",
            "feature",
            "screen",
            "ui",
            "ux",
            "portal",
            "checkout",
            "mobile",
            "prototype",
            "mvp",
            "beta",
            "platform",
            "plugin",
        ],
        "visitors who finish what they came for from 30% to 50%",
    ),
    (
        &[
            "campaign",
            "newsletter",
            "blog",
            "video",
            "podcast",
            "content",
            "webinar",
            "brand",
            "marketing",
            "press",
            "conference",
            "article",
            "talk",
            "chapter",
            "book",
        ],
        "inquiries by new people per week from 5 to 15",
    ),
    (
        &["proposal", "fund", "grant", "budget", "deal", "investor", "sponsor"],
        "income from new partners per month from $4K to $10K",
    ),
    (
        &["partner", "member", "volunteer", "communit", "council", "board", "ambassador"],
        "partners who take part each month from 10 to 25",
    ),
    (
        &[
            "process",
            "workflow",
            "polic",
            "triage",
            "review",
            "meeting",
            "guideline",
            "template",
            "checklist",
        ],
        "days that a request waits from 12 to 4",
    ),
    (
        &["customer", "client", "ticket", "caller", "hotline"],
        "questions that reach support per week from 40 to 10",
    ),
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
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !(c.is_alphanumeric() || c == '-')).filter(|word| !word.is_empty());
    // `testimonial` is no test, and `city` has nothing to do with `ci`.
    let is_of = |word: &str, start: &str| {
        word.strip_prefix(start).is_some_and(|ending| ending.is_empty() || ENDINGS.contains(&ending))
    };
    let fits = |word: &str| EXAMPLES.iter().find(|(starts, _)| starts.iter().any(|start| is_of(word, start)));
    words.into_iter().find_map(fits).map(|(_, example)| *example)
}

#[cfg(test)]
mod tests {
    use super::change_for;

    #[test]
    fn the_example_is_of_the_field_that_is_spoken_of() {
        for (text, part) in [
            ("15+ integration tests covering critical user flows", "finished change"),
            ("Screenshot tests for 5 key screens", "bugs"),
            ("Document hiring policy", "looking it up"),
            ("Set up the CI for the city team", "finished change"),
            ("Publish two APIs", "finished change"),
            ("Give three talks", "inquiries"),
        ] {
            assert!(change_for(text).is_some_and(|change| change.contains(part)), "{text}");
        }
        for text in ["Sign a lease in Oslo", "Collect ten testimonials in the city"] {
            assert_eq!(change_for(text), None, "{text}");
        }
    }
}
