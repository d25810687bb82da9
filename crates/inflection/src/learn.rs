//! Learns which endings say of which words a form is a form.
//!
//! The endings of the known forms are a tree of letters read backwards. What each node says holds
//! for all below it that say nothing themselves, so that the question is where to say what, for the
//! fewest bytes: a node that says something costs [`OF_ENDING`], a form that is listed because its
//! endings are wrong [`OF_LISTED`]. The least is found from the leaves up, as by Sankoff (*Minimal
//! mutation trees of sequences*, SIAM J. Appl. Math. 28, 1975), and the labels are then given from
//! the root down.

/// The price of an ending, and of a form that is listed; only their ratio matters.
const OF_ENDING: u32 = 2;
const OF_LISTED: u32 = 3;

/// A form read backwards, with its label.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Sample {
    pub(crate) backwards: Vec<char>,
    pub(crate) label: u32,
}

/// The endings that are worth their price, each read backwards, with their labels. `samples` are in
/// order.
pub(crate) fn endings(samples: &[Sample]) -> Vec<(Vec<char>, u32)> {
    let mut found = Vec::new();
    if let Some(first) = samples.first() {
        let root = Node::of(samples, 0);
        root.choose(None, &mut first.backwards[..0].to_vec(), &mut found);
    }
    found
}

/// Where the forms of one ending go apart.
struct Node {
    /// The letters from the node above to this one, backwards.
    way: Vec<char>,
    below: Vec<Node>,
    /// The least that it costs, if nothing above says what it needs.
    cheapest: u32,
    /// What it costs where it is said above what these labels say, as far as that is less than to
    /// say it here; in order.
    costs: Vec<(u32, u32)>,
    /// What it costs to say something here.
    price: u32,
}

impl Node {
    /// The node of samples that have their first `depth` letters in common.
    fn of(samples: &[Sample], depth: usize) -> Self {
        let (first, last) = (&samples[0].backwards, &samples[samples.len() - 1].backwards);
        let alike = first[depth..].iter().zip(&last[depth..]);
        let end = depth + alike.take_while(|(one, other)| one == other).count();
        let way = first[depth..end].to_vec();
        if samples.len() == 1 {
            let costs = vec![(samples[0].label, 0)];
            return Self { way, below: Vec::new(), cheapest: 0, costs, price: OF_LISTED };
        }
        let mut nodes = Vec::new();
        let mut rest = samples;
        while let Some(one) = rest.first() {
            let letter = one.backwards.get(end);
            let count = rest.iter().take_while(|s| s.backwards.get(end) == letter).count();
            let (these, others) = rest.split_at(count);
            nodes.push(Self::of(these, end));
            rest = others;
        }
        let (cheapest, costs) = together(&nodes);
        Self { way, below: nodes, cheapest, costs, price: OF_ENDING }
    }

    fn cost_of(&self, label: u32) -> u32 {
        let known = self.costs.binary_search_by_key(&label, |(label, _)| *label);
        known.map_or(self.cheapest + self.price, |at| self.costs[at].1)
    }

    /// Says what the endings below say where `above` is said already.
    fn choose(
        &self,
        above: Option<u32>,
        ending: &mut Vec<char>,
        found: &mut Vec<(Vec<char>, u32)>,
    ) {
        let length = ending.len();
        let mut label = above;
        let is_leaf = self.below.is_empty();
        if !is_leaf && above.is_none_or(|above| self.cost_of(above) >= self.cheapest + self.price) {
            // The label seen most has the lowest number.
            let best = self.costs.iter().min_by_key(|(label, cost)| (*cost, *label));
            if let Some((best, _)) = best {
                // The shortest ending that none of the neighbours has.
                ending.extend(self.way.first());
                found.push((ending.clone(), *best));
                ending.truncate(length);
                label = Some(*best);
            }
        }
        ending.extend(&self.way);
        for node in &self.below {
            node.choose(label, ending, found);
        }
        ending.truncate(length);
    }
}

/// What several nodes cost together under each label, and the least of it.
fn together(below: &[Node]) -> (u32, Vec<(u32, u32)>) {
    let otherwise: u32 = below.iter().map(|node| node.cheapest + node.price).sum();
    let mut saved: Vec<(u32, u32)> = below
        .iter()
        .flat_map(|node| {
            let full = node.cheapest + node.price;
            node.costs.iter().map(move |(label, cost)| (*label, full - cost))
        })
        .collect();
    saved.sort_unstable();
    let mut costs: Vec<(u32, u32)> = Vec::new();
    for (label, saving) in saved {
        match costs.last_mut() {
            Some((last, cost)) if *last == label => *cost -= saving,
            _ => costs.push((label, otherwise - saving)),
        }
    }
    let cheapest = costs.iter().map(|(_, cost)| *cost).min().unwrap_or(otherwise);
    costs.retain(|(_, cost)| *cost < cheapest + OF_ENDING);
    (cheapest, costs)
}
