//! Workspaces that are large in one way only, to see that time grows no faster than they do.

use std::fmt::Write as _;
use std::ops::Range;

/// One way to be large.
pub(crate) struct Dimension {
    pub(crate) name: &'static str,
    /// How large the smaller of the two workspaces is.
    pub(crate) count: usize,
    /// The files of a workspace of this size, by path.
    pub(crate) files: fn(usize) -> Vec<(String, String)>,
}

const fn dimension(name: &'static str, count: usize, files: fn(usize) -> Vec<(String, String)>) -> Dimension {
    Dimension { name, count, files }
}

/// Every way. The sizes are far beyond any team's, so that the time to start up does not count.
pub(crate) const DIMENSIONS: [Dimension; 19] = [
    dimension("teams, a file each", 1_000, |count| {
        (0..count)
            .map(|number| (format!("okrs/t{number}.yaml"), team(number, &objective(0, &key_results(2)))))
            .collect()
    }),
    dimension("quarters", 100, |count| {
        let quarter = |number: usize| format!("{}-Q{}", 2000 + number / 4, number % 4 + 1);
        let goals = team(0, &objective(0, &each(2, |number| key_result(number, MEASURED))));
        let file =
            |number: usize| (format!("okrs/q{number}.yaml"), goals.replace("2026-Q1", &quarter(number)));
        (0..count).map(file).chain([metrics("input_metrics", 1, 28)]).collect()
    }),
    dimension("metrics", 4_000, |count| vec![metrics("input_metrics", count, 1)]),
    dimension("readings of a metric", 20_000, |count| {
        vec![metrics("input_metrics", 1, count), one_team(&objective(0, &key_result(0, MEASURED)))]
    }),
    dimension("objectives", 3_000, |count| {
        vec![one_team(&each(count, |number| objective(number, &key_result(number, ""))))]
    }),
    dimension("key results of an objective", 4_000, |count| {
        vec![one_team(&objective(0, &key_results(count)))]
    }),
    dimension("key results on one metric", 3_000, |count| {
        let key_results = each(count, |number| key_result(number, MEASURED));
        vec![metrics("input_metrics", 1, 5), one_team(&objective(0, &key_results))]
    }),
    dimension("key results of company and team on one metric", 1_500, |count| {
        let goals = team(0, &objective(0, &each(count, |number| key_result(number, MEASURED))));
        let company = goals.replace("team: t0", "level: company");
        let file = |name: &str, text: String| (format!("okrs/{name}.yaml"), text);
        vec![metrics("input_metrics", 1, 5), file("company", company), file("team", goals)]
    }),
    dimension("check-ins", 20_000, |count| {
        vec![one_team(&objective(0, &key_result(0, &check_ins(0..count, false))))]
    }),
    dimension("check-ins out of order", 10_000, |count| {
        vec![one_team(&objective(0, &key_result(0, &check_ins(0..count, true))))]
    }),
    dimension("initiatives", 5_000, |count| {
        vec![one_team(&(objective(0, &key_result(0, "")) + &initiatives(count)))]
    }),
    dimension("initiatives and check-ins of their key result", 3_000, |count| {
        let goals = objective(0, &key_result(0, &check_ins(0..count, false)));
        vec![one_team(
            &(goals + &initiatives(count).replace("status: active", "status: active, key_results: [kr0]")),
        )]
    }),
    dimension("dependencies", 4_000, |count| {
        let on_the_next = |number: usize| {
            key_result(number, &format!("        depends_on: [2026-Q1/t0/o0/kr{}]\n", (number + 1) % count))
        };
        vec![one_team(&objective(0, &each(count, on_the_next)))]
    }),
    dimension("references by position", 3_000, |count| {
        let on_the_next = |number: usize| {
            let reference = format!("        depends_on: [2026-Q1/t0/o0/{}]\n", number + 1);
            key_result(number, &reference).replace(&format!("id: kr{number}\n        "), "")
        };
        vec![one_team(&objective(0, &each(count, on_the_next)))]
    }),
    dimension("supported objectives", 3_000, |count| {
        let supporting = |number: usize| {
            objective(number, &key_result(number, ""))
                + &format!("    supports: [2026-Q1/t0/o{}]\n", number.max(1) - 1)
        };
        vec![one_team(&each(count, supporting))]
    }),
    dimension("guardrails", 3_000, |count| {
        vec![metrics("guardrails", count, 1), one_team(&objective(0, &key_result(0, "")))]
    }),
    dimension("objectives, and guardrails of their file by the root", 100, |count| {
        // Their product grows by four.
        let (objectives, guardrails) = (count * 5, 300);
        let names: Vec<String> = (0..guardrails).map(|number| format!("m{number}")).collect();
        let goals = each(objectives, |number| objective(number, &key_result(number, "")));
        let goals = format!("{goals}guardrails: [{}]\n", names.join(", "));
        vec![metrics("guardrails", guardrails, 1), one_team(&goals)]
    }),
    dimension("suppressions", 3_000, |count| {
        let allowed = |number: usize| {
            "      # okr: allow too-many-key-results -- agreed in the review\n".to_owned()
                + &key_result(number, "")
        };
        vec![one_team(&objective(0, &each(count, allowed)))]
    }),
    dimension("findings", 3_000, |count| {
        let faulty = |number: usize| {
            format!(
                "  - id: o{number}\n    objective: Launch the new page {number}\n    supports: [nothing{number}]\n    \
                 key_results:\n      - key_result: Launch page {number}\n"
            )
        };
        vec![one_team(&each(count, faulty))]
    }),
];

const MEASURED: &str = "        metric: m0\n";

fn each(count: usize, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect()
}

fn team(number: usize, objectives: &str) -> String {
    format!("quarter: 2026-Q1\nteam: t{number}\nowner: ana\nobjectives:\n{objectives}")
}

fn one_team(objectives: &str) -> (String, String) {
    ("okrs/team.yaml".to_owned(), team(0, objectives))
}

fn objective(number: usize, key_results: &str) -> String {
    format!(
        "  - id: o{number}\n    objective: New teams feel at home in week {number}\n    key_results:\n{key_results}"
    )
}

fn key_results(count: usize) -> String {
    each(count, |number| key_result(number, ""))
}

fn key_result(number: usize, fields: &str) -> String {
    format!(
        "      - id: kr{number}\n        key_result: Raise activation rate {number} from 20% to 40%\n{fields}"
    )
}

fn check_ins(numbers: Range<usize>, backwards: bool) -> String {
    let mut text = "        check_ins:\n".to_owned();
    for number in numbers.clone() {
        let number = if backwards { numbers.end - 1 - number } else { number };
        writeln!(text, "          - {{date: {}, value: 25%, confidence: 5}}", day(number)).unwrap();
    }
    text
}

fn initiatives(count: usize) -> String {
    let one = |number| format!("      - {{title: Guided tour number {number}, status: active}}\n");
    "    initiatives:\n".to_owned() + &each(count, one)
}

fn metrics(section: &str, count: usize, readings: usize) -> (String, String) {
    let limits = if section == "guardrails" { "    baseline: 20%\n    max_increase: 5%\n" } else { "" };
    let readings = each(readings, |number| format!("      - {{date: {}, value: 24%}}\n", day(number)));
    let metric = |number| {
        format!(
            "  - id: m{number}\n    name: Activation rate {number}\n    definition: Teams of kind {number} that finish a \
             workflow\n    source: warehouse\n    owner: ana\n{limits}    readings:\n{readings}"
        )
    };
    ("okrs/metrics.yaml".to_owned(), format!("{section}:\n{}", each(count, metric)))
}

/// A day of its own for each number, in order; all before the quarter's end.
fn day(number: usize) -> String {
    let (year, month, day) = (1700 + number / 336, 1 + number / 28 % 12, 1 + number % 28);
    format!("{year}-{month:02}-{day:02}")
}
