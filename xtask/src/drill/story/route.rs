//! Which way a package is to go: drawn before it is created.

use wire::office::NewParticipant;

use crate::drill::ledger::Signatory;
use crate::drill::samples;
use crate::drill::world::Actor;

/// How it is meant to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    Completed,
    /// Somebody refuses at this stage.
    Refused(usize),
    /// The licensee takes it back before this stage.
    Revoked(usize),
    /// The last stage signs while the licensee takes it back.
    Race,
    /// The last stage signs while the first of it refuses.
    Contradiction,
}

/// A line of the route.
#[derive(Debug, Clone)]
pub struct Line {
    pub who: Signatory,
    pub role: &'static str,
    pub order: u32,
    /// Confirms by code.
    pub confirms: bool,
}

/// The whole way.
#[derive(Debug, Clone)]
pub struct Way {
    pub lines: Vec<Line>,
    pub ending: Ending,
    pub draft: bool,
    pub samples: Vec<usize>,
}

/// Draws one. `other` is somebody who signs last, by code.
pub fn draw(actor: &mut Actor, other: Option<Signatory>) -> Way {
    let mut own = actor.world.ledger.own.all();
    let samples = (0..1 + actor.chance.below(4)).map(|_| samples::pick(&actor.world.samples, &mut actor.chance)).collect();
    let chance = &mut actor.chance;
    let mut lines = Vec::new();
    for (role, share) in [("approver", 20), ("observer", 25)] {
        if chance.percent(share) {
            let who = own[chance.below(own.len())].clone();
            lines.push(Line { who, role, order: 1, confirms: false });
        }
    }
    let together = chance.percent(50);
    for place in 0..1 + chance.below(3) {
        let who = own.swap_remove(chance.below(own.len()));
        let order = if together { 2 } else { 2 + u32::try_from(place).unwrap_or_default() };
        lines.push(Line { who, role: "signer", order, confirms: false });
        if own.is_empty() {
            break;
        }
    }
    if let Some(who) = other {
        lines.push(Line { who, role: "signer", order: if together { 2 } else { 9 }, confirms: true });
    }
    let stages = orders(&lines).len();
    let ending = match chance.below(100) {
        0..64 => Ending::Completed,
        64..74 => Ending::Refused(chance.below(stages)),
        74..84 => Ending::Revoked(chance.below(stages)),
        84..93 => Ending::Race,
        _ => Ending::Contradiction,
    };
    Way { lines, ending, draft: chance.percent(20), samples }
}

/// The stages that the route waits for.
pub fn orders(lines: &[Line]) -> Vec<u32> {
    let mut orders: Vec<u32> = lines.iter().filter(|line| line.role != "observer").map(|line| line.order).collect();
    orders.sort_unstable();
    orders.dedup();
    orders
}

impl Line {
    /// As the API takes it.
    pub fn participant(&self) -> NewParticipant {
        NewParticipant {
            order: self.order,
            role: self.role.into(),
            user_id: Some(self.who.user.clone()),
            phone: None,
            company_id: Some(self.who.company.clone()),
        }
    }
}
