//! Which nodes of a graph lie on a common circle: its strongly connected components, by Tarjan's algorithm
//! with a stack of its own, since graphs of types can be deep.

/// The components of a graph.
#[derive(Debug)]
pub(super) struct Components(Vec<usize>);

impl Components {
    /// Whether an edge from one node to the other lies on a circle.
    pub(super) fn are_connected(&self, from: usize, to: usize) -> bool {
        self.0
            .get(from)
            .is_some_and(|component| self.0.get(to) == Some(component))
    }
}

/// What is known of a node that has been met.
#[derive(Clone, Copy, Debug, Default)]
struct Node {
    /// When it was met, from 1; 0 if it was not.
    met: usize,
    /// The earliest node that it leads back to.
    low: usize,
    /// Whether its component is not yet known.
    open: bool,
}

struct Search<'g> {
    edges: &'g [Vec<usize>],
    nodes: Vec<Node>,
    /// Open nodes, in the order in which they were met.
    open: Vec<usize>,
    /// The way from the start, each node with the number of its edges that have been followed.
    way: Vec<(usize, usize)>,
    components: Vec<usize>,
    clock: usize,
}

/// Finds the components; `edges` holds the targets of each node.
pub(super) fn of(edges: &[Vec<usize>]) -> Components {
    let mut search = Search {
        edges,
        nodes: vec![Node::default(); edges.len()],
        open: Vec::new(),
        way: Vec::new(),
        components: (0..edges.len()).collect(),
        clock: 0,
    };
    for start in 0..edges.len() {
        if search.nodes.get(start).is_some_and(|node| node.met == 0) {
            search.enter(start);
            search.run();
        }
    }
    Components(search.components)
}

impl Search<'_> {
    fn enter(&mut self, node: usize) {
        self.clock += 1;
        if let Some(slot) = self.nodes.get_mut(node) {
            *slot = Node {
                met: self.clock,
                low: self.clock,
                open: true,
            };
        }
        self.open.push(node);
        self.way.push((node, 0));
    }

    fn run(&mut self) {
        while let Some((node, followed)) = self.way.last_mut() {
            let node = *node;
            let target = self.edges.get(node).and_then(|edges| edges.get(*followed));
            *followed += 1;
            let Some(target) = target.copied() else {
                self.leave(node);
                continue;
            };
            match self.nodes.get(target) {
                Some(known) if known.met == 0 => self.enter(target),
                Some(known) if known.open => self.lower(node, known.met),
                _ => {}
            }
        }
    }

    fn lower(&mut self, node: usize, low: usize) {
        if let Some(slot) = self.nodes.get_mut(node) {
            slot.low = slot.low.min(low);
        }
    }

    /// All edges of a node have been followed.
    fn leave(&mut self, node: usize) {
        self.way.pop();
        let Some(done) = self.nodes.get(node).copied() else {
            return;
        };
        if let Some((before, _)) = self.way.last() {
            self.lower(*before, done.low);
        }
        if done.low < done.met {
            return;
        }
        while let Some(member) = self.open.pop() {
            if let (Some(slot), Some(component)) =
                (self.nodes.get_mut(member), self.components.get_mut(member))
            {
                slot.open = false;
                *component = node;
            }
            if member == node {
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn circles_are_found() {
        let edges = [vec![1], vec![2], vec![0, 3], vec![4], vec![], vec![5, 4]];
        let components = of(&edges);
        for (from, to, expected) in [
            (0, 1, true),
            (2, 0, true),
            (2, 3, false),
            (3, 4, false),
            (5, 5, true),
            (5, 4, false),
        ] {
            assert_eq!(components.are_connected(from, to), expected, "{from} {to}");
        }
    }

    #[test]
    fn long_ways_need_no_stack() {
        let length = 200_000;
        let edges: Vec<Vec<usize>> = (0..length).map(|at| vec![(at + 1) % length]).collect();
        assert!(of(&edges).are_connected(0, length / 2));
    }
}
