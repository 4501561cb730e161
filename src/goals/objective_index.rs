//! Where objectives are, by quarter, team and id.

use super::calendar::Quarter;
use super::file::GoalFile;
use super::sections::{objective_id, objectives_in};
use crate::source::Sources;
use std::borrow::Cow;
use std::hash::{BuildHasher as _, RandomState};
use std::sync::Arc;

/// Objectives by the hashes of their names, in order. The names stay in their files: kept here as well, they would take ten times the
/// room.
#[derive(Debug, Default)]
pub(super) struct ObjectiveIndex {
    places: Vec<(u64, ObjectivePlace)>,
    hashing: RandomState,
}

/// An objective by its file and its position in the list there.
#[derive(Debug, Clone, Copy)]
pub(super) struct ObjectivePlace {
    pub(super) file: u32,
    pub(super) position: u32,
}

/// Quarter, team, objective id.
type Name<'n> = (Option<Quarter>, Cow<'n, str>, Cow<'n, str>);

impl ObjectiveIndex {
    pub(super) fn of(files: &[Arc<GoalFile>], sources: &Sources) -> Self {
        let hashing = RandomState::new();
        let count = files.iter().map(|file| file.content.objectives.items().len()).sum();
        let mut places = Vec::with_capacity(count);
        for (number, file) in (0..).zip(files) {
            let (quarter, team) = (file.quarter(), file.team(sources));
            places.extend(objectives_in(file).map(|(position, objective, _)| {
                let id = objective_id(objective, position);
                let place = ObjectivePlace { file: number, position: position as u32 };
                (hashing.hash_one((quarter, &*team, &*id)), place)
            }));
        }
        // Those with one name stay in the order of the files.
        places.sort_by_key(|(hash, _)| *hash);
        Self { places, hashing }
    }

    /// The objectives with a name, in the order of the files.
    pub(super) fn find(
        &self,
        (files, sources): (&[Arc<GoalFile>], &Sources),
        (quarter, team, id): (Option<Quarter>, &str, &str),
    ) -> impl Iterator<Item = ObjectivePlace> {
        let wanted = self.hashing.hash_one((quarter, team, id));
        let first = self.places.partition_point(|(hash, _)| *hash < wanted);
        let alike = self.places[first..].iter().take_while(move |(hash, _)| *hash == wanted);
        let is_called = move |place: &ObjectivePlace| {
            name(files, sources, *place) == Some((quarter, Cow::Borrowed(team), Cow::Borrowed(id)))
        };
        alike.map(|(_, place)| *place).filter(is_called)
    }
}

fn name<'n>(files: &'n [Arc<GoalFile>], sources: &'n Sources, place: ObjectivePlace) -> Option<Name<'n>> {
    let (file, position) = (&files[place.file as usize], place.position as usize);
    let objective = file.content.objectives.items().get(position)?.get()?;
    Some((file.quarter(), file.team(sources), objective_id(objective, position)))
}
