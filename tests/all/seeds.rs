//! The examples of the documents that the rules come from (`seed 000` to `004`) get the verdict their authors give.

use crate::support::findings;

/// The rules that judge wording; the others need what the documents' short examples leave out (owners, metrics).
const WORDING: [&str; 8] = [
    "output-key-result",
    "activity-key-result",
    "vague-key-result",
    "vanity-metric",
    "compound-key-result",
    "numeric-objective",
    "output-objective",
    "terse-objective",
];

fn judged(objective: &str, key_results: &[&str], rules: &[&'static str]) -> String {
    let list: String = key_results.iter().map(|text| format!("      - {text:?}\n")).collect();
    let file = format!(
        "quarter: 2026-Q1\nteam: product\nobjectives:\n  - objective: {objective:?}\n    key_results:\n{list}"
    );
    findings(&[("okrs.yaml", &file)], "2026-01-15", rules)
}

/// Seed 000's good example, whole: nothing to say about any of it but what it leaves out.
#[test]
fn the_good_example_of_seed_000_is_good() {
    let file = "\
quarter: 2024-Q1
team: product
owner: pm
guardrails:
  - {id: support_tickets, name: Support ticket volume, definition: Tickets a week, source: helpdesk, owner: pm, cadence: weekly, better: lower, max_increase: 5%}
  - {id: infrastructure_cost, name: Infrastructure cost, definition: Monthly bill, source: billing, owner: pm, cadence: monthly, better: lower, max_increase: 10%}
objectives:
  - objective: Dramatically improve new user activation
    why: 60% of users never experience core value; biggest growth lever
    guardrails: [support_tickets, infrastructure_cost]
    key_results:
      - key_result: Increase activation rate from 23% to 35%
        measurement: Users completing first workflow within 7 days
      - key_result: Reduce time-to-first-value from 3 days to 1 day
        measurement: Median time to first successful workflow
        baseline: 72 hours
        target: 24 hours
      - key_result: Achieve 50+ NPS for users in first 30 days
        measurement: NPS survey at day 30
        baseline: 32
        target: 50
    initiatives:
      - {title: Onboarding flow redesign, bets_on: [kr1, kr2]}
      - {title: Template library expansion, bets_on: [kr1]}
      - {title: In-app guidance system, bets_on: [kr2, kr3]}
";
    // NPS is lagging to seeds 001 and 004, and an example to seed 000: advice, no more.
    insta::assert_snapshot!(findings(&[("okrs.yaml", file)], "2024-01-15", &[]));
}

/// Seed 000's bad example: every line of it is.
#[test]
fn the_bad_example_of_seed_000_is_bad() {
    insta::assert_snapshot!(judged(
        "Ship new features",
        &["Ship dark mode", "Launch mobile app", "Add 10 integrations", "Redesign dashboard"],
        &WORDING
    ));
    insta::assert_snapshot!(judged(
        "Make customers happy",
        &["Get more feedback", "Fix bugs", "Improve performance"],
        &WORDING
    ));
}

/// The examples about activation, retention, adoption and reliability of seeds 001 to 004, where their wording is praised.
#[test]
fn the_praised_examples_of_the_seeds_pass() {
    let praised: [(&str, &[&str]); 9] = [
        (
            "Become the #1 choice for enterprise teams",
            &[
                "Increase enterprise NPS from 32 to 50",
                "Reduce time-to-value from 14 days to 3 days",
                "Achieve 95% feature adoption in first 30 days",
                "Win 5 competitive displacements from [Competitor]",
            ],
        ),
        (
            "Build a world-class engineering culture",
            &[
                "Reduce deploy-to-production time from 4 hours to 15 minutes",
                "Achieve 90% code coverage on critical paths",
                "Zero P0 incidents lasting longer than 30 minutes",
                "Engineering satisfaction score reaches 4.5/5",
            ],
        ),
        (
            "Delight new users with a seamless onboarding experience",
            &[
                "Increase Day 7 retention rate from 30% to 45%.",
                "Reduce average time to complete onboarding from 10 mins to 6 mins.",
                "Achieve 80% user satisfaction in post-onboarding survey.",
            ],
        ),
        (
            "Delight enterprise customers",
            &[
                "Reduce churn from 8% to 4%",
                "Ship to 10,000 beta users",
                "Increase conversion by 20%",
                "Weekly active users reach 50K",
                "Launch feature X to 100% of paying users",
                "80% of users interact with the new dashboard weekly",
            ],
        ),
        (
            "Increase usage of the new AI writing assistant",
            &[
                "60% of content creators use the assistant weekly.",
                "CSAT score for the assistant is 4.5/5.",
                "Reduce bounce rate on the assistant interface from 35% to 15%.",
            ],
        ),
        (
            "Make the first 30 days transformatively easy for new users",
            &[
                "Increase the percentage of new users completing the core activation milestone from 38% to 65% within 30 days",
                "Reduce the median time to first meaningful action from 7 days to 2 days",
                "Decrease support tickets from users in their first month by 40%",
            ],
        ),
        (
            "Make reliability a competitive advantage, not a liability",
            &[
                "Reduce P1 incident frequency from an average of 6 per quarter to 1",
                "Improve mean time to recovery (MTTR) for critical failures from 4 hours to under 45 minutes",
                "Achieve a test coverage baseline of 80% across core transaction paths",
            ],
        ),
        (
            "Ensure that what we build actually gets used",
            &[
                "Achieve 50% adoption of the new analytics module among active enterprise accounts within 60 days of launch",
                "Increase weekly active usage of the reporting feature from 22% to 45% of eligible users",
                "Reduce feature-related support tickets by 30% through improved in-product guidance",
            ],
        ),
        (
            "Make onboarding effortless for new users",
            &[
                "Increase 7-day activation rate from 35% to 50%",
                "Reduce median time-to-first-value from 8 minutes to 3 minutes",
                "Decrease support tickets from new users by 40%",
            ],
        ),
    ];
    for (objective, key_results) in praised {
        assert_eq!(judged(objective, key_results, &WORDING), "", "{objective}");
    }
}

/// What the documents hold up as mistakes, and their own slips that go against their principle (see `output-key-result`).
#[test]
fn the_mistakes_the_seeds_name_are_found() {
    let mistakes = [
        "Launch new dashboard.",
        "Launch beta",
        "Add 5 features",
        "Improve retention",
        "Launch the new onboarding flow",
        "Launch newsletter",
        "Ship 5 features",
        "Introduce 2 new self-service features by Q3.",
        "Instrument 100% of core user journeys with event tracking by end of Q2",
    ];
    insta::assert_snapshot!(judged("Delight enterprise customers", &mistakes, &WORDING));
    insta::assert_snapshot!(judged("Increase NPS to 50", &[], &WORDING));
    insta::assert_snapshot!(judged("Ship 10 features", &[], &WORDING));
    insta::assert_snapshot!(judged("Fix onboarding", &[], &WORDING));
}
