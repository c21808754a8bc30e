//! How many more jobs this node may claim: in all, of each kind, and of each target.

use std::collections::BTreeMap;
use std::sync::Arc;

use store::table::job::Line;

use crate::breadth::Breadths;
use crate::{Job, Registry};

/// Places that are free.
#[derive(Debug, Clone, Default)]
pub(crate) struct Room {
    all: usize,
    kinds: BTreeMap<&'static str, usize>,
    breadths: Arc<Breadths>,
}

impl Room {
    /// What `held` leaves of `width` and of the widths of the kinds.
    pub(crate) fn beside<'a>(held: impl Iterator<Item = &'a Job>, width: usize, registry: &Registry, breadths: &Arc<Breadths>) -> Self {
        let kinds = registry.handlers.iter().map(|(kind, handler)| (*kind, handler.width)).collect();
        held.fold(Self { all: width, kinds, breadths: breadths.clone() }, |mut room, job| {
            room.take(&job.kind, 1);
            room
        })
    }

    /// None at all.
    pub(crate) fn is_none(&self) -> bool {
        self.all == 0
    }

    /// How many may be claimed of `line`; zero of a kind that nobody here runs, which stays parked. Runs of one target are counted over all
    /// nodes; two nodes that claim in the same moment may exceed its breadth once.
    pub(crate) fn of(&self, line: &Line) -> i64 {
        let kind = self.kinds.get(line.kind()).map_or(0, |room| i64::try_from(*room.min(&self.all)).unwrap_or(i64::MAX));
        if !line.has_target() {
            return kind;
        }
        let breadth = i64::try_from(self.breadths.of(&line.name)).unwrap_or(i64::MAX);
        kind.min((breadth - line.running).max(0))
    }

    /// So many of `kind` have been claimed.
    pub(crate) fn take(&mut self, kind: &str, count: usize) {
        self.all = self.all.saturating_sub(count);
        if let Some(room) = self.kinds.get_mut(kind) {
            *room = room.saturating_sub(count);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use domain::time::Timestamp;
    use store::table::job::line;

    use super::*;
    use crate::Outcome;

    fn of(room: &Room, kind: &str, target: Option<&str>, running: i64) -> i64 {
        room.of(&Line { name: line(kind, target), due: Timestamp::from_seconds(0), running })
    }

    #[test]
    fn no_kind_takes_the_places_of_another_and_no_target_those_of_its_kind() {
        let mut registry = Registry::new();
        let second = Duration::from_secs(1);
        registry.on("call", second, |_| async { Outcome::Done }).on("print", second, |_| async { Outcome::Done });
        registry.width("call", 6);
        let mut room = Room::beside(std::iter::empty(), 8, &registry, &Arc::default());
        assert_eq!((of(&room, "call", None, 9), of(&room, "print", None, 9), of(&room, "unknown", None, 0)), (6, 8, 0));
        assert_eq!((of(&room, "call", Some("a"), 1), of(&room, "call", Some("b"), 5)), (3, 0));
        room.take("call", 5);
        assert_eq!((of(&room, "call", Some("a"), 0), of(&room, "print", None, 0)), (1, 3));
        room.take("call", 1);
        assert_eq!((of(&room, "call", Some("c"), 0), of(&room, "print", None, 0), room.is_none()), (0, 2, false));
        room.take("print", 2);
        assert!(room.is_none());
    }
}
