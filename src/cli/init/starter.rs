//! The files of a starter workspace: samples with this quarter's dates filled in.

use super::wishes::{Wishes, words_of};
use crate::goals::{Calendar, Day};
use crate::source::SETTINGS_FILE;
use crate::yaml::edit::Scalar;
use crate::yaml::written;
use std::path::{Path, PathBuf};

/// The goals folder of a workspace without settings.
pub(super) const GOALS_FOLDER: &str = "okrs";
/// The team of a starter workspace that nobody named one for.
const TEAM: &str = "growth";

/// Where git reads how to merge files.
pub(super) const ATTRIBUTES: &str = ".gitattributes";

/// A file to write.
#[derive(Debug)]
pub(super) struct File {
    /// Its path below the workspace's root.
    pub(super) path: PathBuf,
    /// Its purpose, in a few words.
    pub(super) purpose: &'static str,
    /// Its text.
    pub(super) text: String,
}

/// The starter files for the quarter of a day.
///
/// # Errors
/// A team that no file can be named after.
pub(super) fn files(
    goals: &str,
    calendar: Calendar,
    today: Day,
    wishes: &Wishes,
) -> anyhow::Result<Vec<File>> {
    let goals = Path::new(goals);
    let quarter = calendar.quarter_of(today);
    let metrics = goals.join("metrics.yaml");
    let folder = goals.join(quarter.to_string());
    let team = wishes.team_id()?.unwrap_or_else(|| TEAM.to_owned());
    let organization = wishes.organization.unwrap_or_default().name();
    let star = Star::of(wishes.north_star.as_deref());
    let filled_in = [
        ("{{organization}}", organization.to_owned()),
        ("{{pad}}", " ".repeat(22_usize.saturating_sub(organization.len()).max(1))),
        ("{{star_id}}", star.id),
        ("{{star_name}}", star.name),
        ("{{star_definition}}", star.definition),
        ("{{grow_star}}", star.grow),
        ("{{quarter}}", quarter.to_string()),
        ("{{team}}", team.clone()),
        ("{{year}}", quarter.year().to_string()),
        ("{{today}}", today.to_string()),
        // A baseline is the value before the quarter.
        ("{{before}}", calendar.first_day(quarter).plus_days(-1).to_string()),
        ("{{last_day}}", calendar.last_day(quarter).to_string()),
        ("{{metrics_file}}", metrics.display().to_string().replace('\\', "/")),
    ];
    let file = |path: PathBuf, purpose, template: &str| File {
        path,
        purpose,
        text: filled_in.iter().fold(template.to_owned(), |text, (name, value)| text.replace(name, value)),
    };
    Ok(vec![
        file(PathBuf::from(SETTINGS_FILE), "settings", include_str!("okr.yaml")),
        file(metrics, "what you measure", include_str!("metrics.yaml")),
        file(folder.join("company.yaml"), "what the company wants to change", include_str!("company.yaml")),
        file(folder.join(format!("{team}.yaml")), "what one team wants to change", include_str!("team.yaml")),
    ])
}

/// What git reads to merge the check-ins that two people added to one key result on two branches: it keeps both lines. `None`
/// for a folder whose name such a file cannot say plainly.
pub(super) fn attributes(goals: &str) -> Option<File> {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/');
    (!goals.is_empty() && goals.chars().all(is_plain)).then(|| File {
        path: PathBuf::from(ATTRIBUTES),
        purpose: "lets git keep the check-ins of two branches",
        text: format!(
            "# Where two branches add lines at the same place, git keeps both; `okr check` finds what cannot be.\n{}/**/*.yaml merge=union\n",
            goals.trim_end_matches('/')
        ),
    })
}

/// The north star of a starter workspace, as its files say it.
struct Star {
    id: String,
    name: String,
    /// The lines with its definition and source; comments where only the author knows them.
    definition: String,
    /// The sentence of the key result that moves it.
    grow: String,
}

impl Star {
    fn of(name: Option<&str>) -> Self {
        let quoted = |text: String| written(&Scalar::Text(text), false);
        let Some(name) = name.map(str::trim).filter(|name| !name.is_empty()) else {
            return Self {
                id: "weekly_active_customers".to_owned(),
                name: "Weekly active customers".to_owned(),
                definition: "  definition: Customers who finished at least one piece of work with the product in the last seven days\n  \
                             source: {system: warehouse, location: events.work_finished}"
                    .to_owned(),
                grow: "Grow weekly active customers from 1200 to 1500".to_owned(),
            };
        };
        Self {
            id: star_id(name),
            name: quoted(name.to_owned()),
            definition:
                "  # definition:                   what exactly is counted, of whom, in which time\n  \
                         # source:                       where the number comes from"
                    .to_owned(),
            grow: quoted(format!("Grow {} from 1200 to 1500", in_a_sentence(name))),
        }
    }
}

/// The ids of the other metrics in a starter workspace.
const OTHERS: [&str; 4] = ["activation_rate", "second_week_return", "invited_colleagues", "support_requests"];

fn star_id(name: &str) -> String {
    let id = words_of(name).join("_");
    match id.as_str() {
        id if !id.starts_with(|c: char| c.is_ascii_lowercase()) => "north_star".to_owned(),
        id if OTHERS.contains(&id) => format!("{id}_overall"),
        _ => id,
    }
}

/// A name in mid-sentence: `Kept appointments` begins small, `NPS` does not.
fn in_a_sentence(name: &str) -> String {
    let mut letters = name.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain([second]).chain(letters).collect()
        }
        _ => name.to_owned(),
    }
}
