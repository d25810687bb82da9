//! Holds the operands of one group while it is being read.

use std::ops::Range;

use super::expr::{DistanceKind, Expr, ExprKind};
use super::field::FieldKind;
use super::lexer::Opener;

/// A finished part of the tree with its depth; a leaf has depth 1.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) expr: Expr,
    pub(super) depth: usize,
}

/// An open group.
///
/// Three lists stand for the three ways to join, from loose to tight: side by
/// side, `OR`, `AND`. An operand waits in `operand` until it is known that no
/// distance follows it.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) opener: Opener,
    /// Where the group begins.
    pub(super) start: usize,
    beside: Vec<Node>,
    alternatives: Vec<Node>,
    together: Vec<Node>,
    /// How the operand that waits, or the next one, joins what came before.
    pub(super) link: Link,
    pub(super) operand: Option<Node>,
    pub(super) distance: Option<(DistanceKind, Range<usize>, Node)>,
    /// Whether what is near is excluded.
    pub(super) is_apart: bool,
    pub(super) sign: Option<(Sign, Range<usize>)>,
    pub(super) field: Option<(FieldKind, Range<usize>)>,
    /// Whether `AND` was typed between two operands.
    has_and: bool,
    /// How often alternatives were joined.
    ors: usize,
    /// Whether `in:` stood here.
    pub(super) has_scope: bool,
}

/// How an operand joins what came before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Link {
    /// It stands beside it, or at the beginning.
    Beside,
    /// After `AND` at these bytes.
    And(Range<usize>),
    /// After `OR` at these bytes.
    Or(Range<usize>),
}

/// A sign before an operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Not,
    Required,
}

impl Frame {
    pub(super) fn new(opener: Opener, start: usize) -> Self {
        Self {
            opener,
            start,
            beside: Vec::new(),
            alternatives: Vec::new(),
            together: Vec::new(),
            link: Link::Beside,
            operand: None,
            distance: None,
            is_apart: false,
            sign: None,
            field: None,
            has_and: false,
            ors: 0,
            has_scope: false,
        }
    }

    /// Whether no operand has been read here yet; a sign or a field may wait for the first.
    pub(super) fn is_empty(&self) -> bool {
        self.operand.is_none()
            && self.together.is_empty()
            && self.alternatives.is_empty()
            && self.beside.is_empty()
    }

    /// Puts a finished operand in its list.
    pub(super) fn add(&mut self, node: Node) {
        match std::mem::replace(&mut self.link, Link::Beside) {
            Link::And(_) if !self.together.is_empty() => self.has_and = true,
            Link::Or(_) => self.close_and(),
            _ => self.close_or(),
        }
        self.together.push(node);
    }

    /// Ends a run of `AND`s.
    fn close_and(&mut self) {
        let together = std::mem::take(&mut self.together);
        self.alternatives.extend(join(together, Joint::And));
    }

    /// Ends a run of `OR`s.
    pub(super) fn close_or(&mut self) {
        self.close_and();
        let alternatives = std::mem::take(&mut self.alternatives);
        self.ors += usize::from(alternatives.len() > 1);
        self.beside.extend(join(alternatives, Joint::Or));
    }

    /// Ends the group: all that was in it, if anything.
    pub(super) fn close(&mut self) -> Option<Node> {
        self.close_or();
        join(std::mem::take(&mut self.beside), Joint::Beside)
    }

    /// Whether, once the last `OR` has ended, what was read leaves open how
    /// `OR` and the rest bind. What is excluded and what is no text binds
    /// only one way.
    pub(super) fn mixes_operators(&self) -> bool {
        let is_condition = |node: &&Node| {
            let kind = &node.expr.kind;
            kind.is_condition() || matches!(kind, ExprKind::Field { .. } | ExprKind::Not { .. })
        };
        let conditions = self.beside.iter().filter(is_condition).count();
        self.ors > 0 && (self.has_and || self.beside.len() > conditions + 1)
    }
}

/// The ways to join.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    Beside,
    And,
    Or,
}

/// Joins parts under one node. A single part stays as it is, a part that is
/// joined the same way gives up its children, and what stands for everything
/// adds nothing to an `And`.
pub(super) fn join(mut nodes: Vec<Node>, joint: Joint) -> Option<Node> {
    if joint != Joint::Or && nodes.iter().any(|node| node.expr.kind != ExprKind::All) {
        nodes.retain(|node| node.expr.kind != ExprKind::All);
    } else if joint != Joint::Or {
        nodes.truncate(1);
    }
    if nodes.len() < 2 {
        return nodes.pop();
    }
    let start = nodes.iter().map(|node| node.expr.span.start).min().unwrap_or(0);
    let end = nodes.iter().map(|node| node.expr.span.end).max().unwrap_or(start);
    let mut depth = 0;
    let mut children: Vec<Expr> = Vec::with_capacity(nodes.len());
    for node in nodes {
        match (joint, node.expr.kind) {
            (Joint::Beside, ExprKind::And { children: inner, explicit: false })
            | (Joint::And, ExprKind::And { children: inner, explicit: true })
            | (Joint::Or, ExprKind::Or { children: inner }) => {
                depth = depth.max(node.depth - 1);
                children.extend(inner);
            }
            (_, kind) => {
                depth = depth.max(node.depth);
                children.push(Expr { kind, span: node.expr.span });
            }
        }
    }
    let kind = match joint {
        Joint::Beside => ExprKind::And { children, explicit: false },
        Joint::And => ExprKind::And { children, explicit: true },
        Joint::Or => ExprKind::Or { children },
    };
    Some(Node { expr: Expr { kind, span: start..end }, depth: depth + 1 })
}
