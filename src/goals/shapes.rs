//! How the fields are written that are no plain text, for messages about a value of another shape.

/// The value of a field, as an example.
pub(super) fn example(key: &str) -> Option<&'static str> {
    let value = match key {
        "check_ins" | "readings" => "[{date: 2026-01-19, value: 25%}]",
        "phased_targets" => "[{by: 2026-02-15, target: 28%}]",
        "targets" => "[{period: 2026-Q1, target: 12K}]",
        "revisions" => {
            "[{date: 2026-02-10, field: target, from: 38%, to: 35%, reason: the partner withdrew}]"
        }
        "initiatives" => "[{title: Template gallery, bets_on: [activation]}]",
        "key_results" => "[Raise activation from 23% to 35%]",
        "cancelled" => "{date: 2026-02-20, reason: the partner withdrew}",
        "grade" => "{score: 0.7, reason: the baseline had been counted twice}",
        "pull" => "{from: warehouse, sql: sql/activation.sql}",
        "columns" => "{date: week, value: rate}",
        "guardrails" => "[support_tickets]",
        "supports" => "[company/win-mid-market]",
        "depends_on" => "[platform/fast-api/p95]",
        "drives" => "[weekly_active_teams]",
        "bets_on" => "[activation]",
        "segments" => "[plan, company size]",
        "links" => "[https://tracker.example/browse/GROW-12]",
        "metric" => "activation_rate",
        "counter_metric" => "day_30_retention",
        "owner" => "ana",
        "team" => "growth",
        _ => return None,
    };
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::example;
    use crate::goals::file::GoalFile;
    use crate::prose::Vocabulary;
    use crate::source::{FileId, SourceFile};
    use crate::yaml::ProblemKind;

    #[test]
    fn what_messages_show_is_written_as_it_is_read() {
        let fields = |keys: &[&str]| -> String {
            keys.iter().map(|key| format!("{key}: {}, ", example(key).unwrap())).collect()
        };
        let text = format!(
            "quarter: 2026-Q1\nteam: {}\nmetrics:\n- {{id: activation_rate, {}}}\nobjectives:\n- {{objective: New teams feel at home, {}}}\n- {{objective: Old teams feel at home, {}}}\n",
            example("team").unwrap(),
            fields(&[
                "readings",
                "targets",
                "pull",
                "drives",
                "segments",
                "links",
                "counter_metric",
                "owner"
            ]),
            fields(&["guardrails", "supports", "initiatives", "key_results", "cancelled"]),
            format_args!(
                "key_results: [{{key_result: Raise activation, {}}}]",
                fields(&["metric", "check_ins", "phased_targets", "revisions", "grade", "depends_on"])
            ),
        );
        let source = SourceFile::from_bytes("a.yaml".to_owned(), text.clone().into_bytes());
        let file = GoalFile::read(&source, FileId::default(), &Vocabulary::default());
        let shape = |kind| {
            matches!(kind, ProblemKind::Syntax | ProblemKind::InvalidValue | ProblemKind::UnknownField)
        };
        let wrong: Vec<_> = file.problems.iter().filter(|problem| shape(problem.kind)).collect();
        assert!(wrong.is_empty(), "{text}\n{wrong:#?}");
    }
}
