//! Policies of a path: the graph of RFC 9618, which does the work of RFC 5280's valid_policy_tree without growing as a tree can.

use const_oid::ObjectIdentifier;

use super::{Policies, Rule};
use crate::{Certificate, oid, policy};

/// One policy at one depth. There is at most one node a policy and depth, which bounds the graph.
struct Node {
    valid: ObjectIdentifier,
    expected: Vec<ObjectIdentifier>,
    /// Places of the parents one depth above.
    parents: Vec<usize>,
}

/// The state of RFC 5280 §6.1.2 that belongs to policies.
pub(super) struct Graph<'q> {
    asked: &'q Policies,
    /// One layer a depth, the anchor's first; `None` is the NULL tree.
    layers: Option<Vec<Vec<Node>>>,
    explicit: usize,
    mapping: usize,
    any: usize,
}

impl<'q> Graph<'q> {
    /// For a path of `length` certificates below the anchor.
    pub(super) fn new(asked: &'q Policies, length: usize) -> Self {
        let unless = |now: bool| if now { 0 } else { length + 1 };
        let root = Node { valid: oid::ANY_POLICY, expected: vec![oid::ANY_POLICY], parents: Vec::new() };
        Self {
            asked,
            layers: Some(vec![vec![root]]),
            explicit: unless(asked.require_explicit),
            mapping: unless(asked.inhibit_mapping),
            any: unless(asked.inhibit_any),
        }
    }

    /// Takes the next certificate below: §6.1.3 (d) to (f), then §6.1.4 (a), (b), (h) to (j), or for the `last` one §6.1.5 (a), (b).
    pub(super) fn take(&mut self, certificate: &Certificate, self_issued: bool, last: bool) -> Result<(), Rule> {
        match policy::policies(certificate).map_err(Rule::Malformed)? {
            Some(policies) => self.grow(&policies, self.any > 0 || (!last && self_issued)),
            None => self.layers = None,
        }
        if self.explicit == 0 && self.layers.is_none() {
            return Err(Rule::Policy);
        }
        let constraints = policy::constraints(certificate).map_err(Rule::Malformed)?;
        if last {
            self.explicit = self.explicit.saturating_sub(1);
            if constraints.require_explicit == Some(0) {
                self.explicit = 0;
            }
            return Ok(());
        }
        self.map(&policy::mappings(certificate).map_err(Rule::Malformed)?);
        if !self_issued {
            for counter in [&mut self.explicit, &mut self.mapping, &mut self.any] {
                *counter = counter.saturating_sub(1);
            }
        }
        let limits = [
            (&mut self.explicit, constraints.require_explicit),
            (&mut self.mapping, constraints.inhibit_mapping),
            (&mut self.any, constraints.inhibit_any),
        ];
        for (counter, limit) in limits {
            *counter = limit.map_or(*counter, |limit| (*counter).min(usize::from(limit)));
        }
        Ok(())
    }

    /// The next layer: each policy below the nodes that expect it, or else below anyPolicy; anyPolicy itself carries on what is expected.
    fn grow(&mut self, policies: &[ObjectIdentifier], any_counts: bool) {
        let Some(layers) = &mut self.layers else { return };
        let above = layers.last().map_or(&[][..], Vec::as_slice);
        let expecting = |policy: ObjectIdentifier| -> Vec<usize> {
            above.iter().enumerate().filter(|(_, node)| node.expected.contains(&policy)).map(|(index, _)| index).collect()
        };
        let any_above: Vec<usize> = expecting(oid::ANY_POLICY);
        let mut layer: Vec<Node> = Vec::new();
        for policy in policies.iter().filter(|policy| **policy != oid::ANY_POLICY) {
            let mut parents = expecting(*policy);
            if parents.is_empty() {
                parents.clone_from(&any_above);
            }
            if !parents.is_empty() {
                layer.push(Node { valid: *policy, expected: vec![*policy], parents });
            }
        }
        if policies.contains(&oid::ANY_POLICY) && any_counts {
            for policy in above.iter().flat_map(|node| &node.expected) {
                if layer.iter().all(|node| node.valid != *policy) {
                    layer.push(Node { valid: *policy, expected: vec![*policy], parents: expecting(*policy) });
                }
            }
        }
        if layer.is_empty() { self.layers = None } else { layers.push(layer) }
    }

    /// §6.1.4 (b): what the authority calls otherwise below, or, where mapping is inhibited, drops.
    fn map(&mut self, mappings: &[[ObjectIdentifier; 2]]) {
        let allowed = self.mapping > 0;
        let Some(layers) = &mut self.layers else { return };
        let any_above = layers.len().checked_sub(2).and_then(|depth| layers[depth].iter().position(|node| node.valid == oid::ANY_POLICY));
        let Some(layer) = layers.last_mut() else { return };
        let mut mapped: Vec<ObjectIdentifier> = Vec::new();
        for [from, _] in mappings {
            if mapped.contains(from) {
                continue;
            }
            mapped.push(*from);
            let expected: Vec<ObjectIdentifier> =
                mappings.iter().filter(|[issuer, _]| issuer == from).map(|[_, subject]| *subject).collect();
            if !allowed {
                layer.retain(|node| node.valid != *from);
            } else if let Some(node) = layer.iter_mut().find(|node| node.valid == *from) {
                node.expected = expected;
            } else if layer.iter().any(|node| node.valid == oid::ANY_POLICY) {
                layer.push(Node { valid: *from, expected, parents: any_above.into_iter().collect() });
            }
        }
        if layer.is_empty() {
            self.layers = None;
        }
    }

    /// §6.1.5 (g): the user-constrained-policy-set, which may be empty only where no policy is required.
    pub(super) fn end(self) -> Result<Vec<ObjectIdentifier>, Rule> {
        let valid = self.layers.as_deref().map_or(Vec::new(), authority_constrained);
        let policies = match &self.asked.acceptable {
            None => valid,
            Some(acceptable) if acceptable.contains(&oid::ANY_POLICY) => valid,
            Some(acceptable) if valid.contains(&oid::ANY_POLICY) => acceptable.clone(),
            Some(acceptable) => valid.into_iter().filter(|policy| acceptable.contains(policy)).collect(),
        };
        if policies.is_empty() && self.explicit == 0 { Err(Rule::Policy) } else { Ok(policies) }
    }
}

/// Policies in the words of the anchor: nodes right below anyPolicy that reach the last layer; anyPolicy where it reaches it itself.
fn authority_constrained(layers: &[Vec<Node>]) -> Vec<ObjectIdentifier> {
    let mut policies = Vec::new();
    let mut reaches: Vec<usize> = layers.last().map_or(Vec::new(), |layer| (0..layer.len()).collect());
    for (depth, layer) in layers.iter().enumerate().rev() {
        let above = depth.checked_sub(1).map(|depth| &layers[depth]);
        let mut next: Vec<usize> = Vec::new();
        for node in reaches.iter().map(|index| &layer[*index]) {
            let below_any = |parents: &[Node]| node.parents.iter().any(|parent| parents[*parent].valid == oid::ANY_POLICY);
            let last = depth + 1 == layers.len();
            let counts = if node.valid == oid::ANY_POLICY { last } else { above.is_some_and(|above| below_any(above)) };
            if counts && !policies.contains(&node.valid) {
                policies.push(node.valid);
            }
            next.extend(&node.parents);
        }
        next.sort_unstable();
        next.dedup();
        reaches = next;
    }
    policies
}
