//! How does the stemma read from its roots down? Every edge once, under the point it comes from.

use crate::view::{Lineage, LineageEdge, LineageNode};
use std::collections::BTreeMap;

/// One line of the tree.
pub(crate) struct Branch<'v> {
    /// 0 for a root.
    pub(crate) depth: usize,
    /// The point that the line is about.
    pub(crate) label: String,
    /// How it hangs on the line above; `None` for a root.
    pub(crate) edge: Option<&'v LineageEdge>,
}

/// The tree in reading order. A point with two parents stands under both, its own children under the first.
pub(crate) fn branches(lineage: &Lineage) -> Vec<Branch<'_>> {
    let mut children: BTreeMap<&str, Vec<&LineageEdge>> = BTreeMap::new();
    for edge in &lineage.edges {
        children.entry(edge.from.as_str()).or_default().push(edge);
    }
    let nodes: BTreeMap<&str, &LineageNode> =
        lineage.nodes.iter().map(|node| (node.id.as_str(), node)).collect();
    let is_child = |node: &&LineageNode| lineage.edges.iter().any(|edge| edge.to == node.id);
    let is_parent = |node: &&LineageNode| children.contains_key(node.id.as_str());
    // Roots first; then points of a ring, which has none.
    let roots = lineage.nodes.iter().filter(|node| is_parent(node) && !is_child(node));
    let others = lineage.nodes.iter().filter(|node| is_parent(node) && is_child(node));

    let mut branches = Vec::new();
    let mut opened: Vec<&str> = Vec::new();
    for root in roots.chain(others) {
        if opened.contains(&root.id.as_str()) {
            continue;
        }
        branches.push(Branch { depth: 0, label: label(root), edge: None });
        let mut waiting: Vec<(usize, Option<&LineageEdge>, &str)> = vec![(0, None, &root.id)];
        while let Some((depth, edge, id)) = waiting.pop() {
            if let (Some(edge), Some(node)) = (edge, nodes.get(id)) {
                branches.push(Branch { depth, label: label(node), edge: Some(edge) });
            }
            if opened.contains(&id) {
                continue;
            }
            opened.push(id);
            let below = children.get(id).map_or(&[][..], Vec::as_slice);
            waiting.extend(below.iter().rev().map(|edge| (depth + 1, Some(*edge), edge.to.as_str())));
        }
    }
    branches
}

fn label(node: &LineageNode) -> String {
    match (&node.account, &node.name) {
        (Some(account), _) => super::one_line(account),
        (None, Some(name)) => format!("“{}”, named only", super::one_line(name)),
        (None, None) => "a source that is not named".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(id: &str) -> LineageNode {
        LineageNode { id: id.to_owned(), account: Some(id.to_owned()), name: None }
    }

    fn edge(from: &str, to: &str) -> LineageEdge {
        LineageEdge {
            from: from.to_owned(),
            to: to.to_owned(),
            certainty: "stated",
            reason: String::new(),
            passages: Vec::new(),
        }
    }

    fn drawn(nodes: &[&str], edges: &[(&str, &str)]) -> Vec<String> {
        let lineage = Lineage {
            nodes: nodes.iter().map(|id| node(id)).collect(),
            edges: edges.iter().map(|(from, to)| edge(from, to)).collect(),
        };
        branches(&lineage)
            .iter()
            .map(|branch| format!("{}{}", "-".repeat(branch.depth), branch.label))
            .collect()
    }

    #[test]
    fn a_tree_reads_from_its_root() {
        assert_eq!(
            drawn(&["a", "b", "c", "d"], &[("d", "a"), ("a", "b"), ("d", "c")]),
            ["d", "-a", "--b", "-c"]
        );
    }

    #[test]
    fn a_ring_ends() {
        assert_eq!(drawn(&["a", "b"], &[("a", "b"), ("b", "a")]), ["a", "-b", "--a"]);
    }
}
