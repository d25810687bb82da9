//! Puts operators around operands, and mends what does not go together.

use std::ops::Range;

use super::canonical::reading;
use super::condition;
use super::diagnostic::DiagnosticCode;
use super::expr::{DistanceKind, Expr, ExprKind};
use super::field::{self, FieldKind};
use super::frame::{Joint, Node, Sign, join};
use super::parser::Parser;

impl Parser<'_> {
    /// `left w/5 right`.
    pub(super) fn distance(
        &mut self,
        left: Node,
        (kind, sign_span): (DistanceKind, Range<usize>),
        right: Node,
    ) -> Node {
        let depth = left.depth.max(right.depth) + 1;
        let span = left.expr.span.start..right.expr.span.end;
        let (left_span, right_span) = (left.expr.span.clone(), right.expr.span.clone());
        let (left_field, left) = without_field(left.expr);
        let (right_field, right) = without_field(right.expr);
        let share_field =
            left_field.is_none() || right_field.is_none() || left_field == right_field;
        if !share_field || !is_made_of_words(&left) || !is_made_of_words(&right) {
            let nodes = vec![
                Node { expr: in_field(left_field, left, left_span), depth },
                Node { expr: in_field(right_field, right, right_span), depth },
            ];
            let Some(node) = join(nodes, Joint::And) else {
                return Node { expr: Expr { kind: ExprKind::All, span }, depth };
            };
            self.diagnostics().repair(DiagnosticCode::UnsuitedOperand, sign_span, || {
                let read_as = reading(&node.expr);
                let message = "a distance stands between words, phrases and OR groups of one field";
                (format!("{message}; read as AND"), Some(read_as))
            });
            return self.limited(node.expr, node.depth);
        }
        let is_one_sided = left_field.is_some() != right_field.is_some();
        let (left, right) = (Box::new(left), Box::new(right));
        let expr = Expr { kind: ExprKind::Distance { left, right, kind }, span: span.clone() };
        let expr = in_field(left_field.or(right_field), expr, span);
        if is_one_sided {
            self.diagnostics().repair(DiagnosticCode::UnsuitedOperand, expr.span.clone(), || {
                ("the field holds for both sides of a distance".to_owned(), Some(reading(&expr)))
            });
        }
        self.limited(expr, depth + usize::from(is_one_sided))
    }

    /// `left NOT w/5 right`: the left side, where the right one is not near.
    pub(super) fn apart(
        &mut self,
        left: Node,
        sign: (DistanceKind, Range<usize>),
        right: Node,
    ) -> Node {
        let all = left.clone();
        let near = self.distance(left, sign, right);
        let is_distance = match &near.expr.kind {
            ExprKind::Field { inner, .. } => matches!(inner.kind, ExprKind::Distance { .. }),
            kind => matches!(kind, ExprKind::Distance { .. }),
        };
        if !is_distance {
            // It was mended to an AND, and said so.
            return near;
        }
        let span = near.expr.span.clone();
        let depth = near.depth + 2;
        let near = ExprKind::Not { inner: Box::new(near.expr) };
        let children = vec![all.expr, Expr { kind: near, span: span.clone() }];
        self.limited(Expr { kind: ExprKind::And { children, explicit: true }, span }, depth)
    }

    /// `atleast3(…)`.
    pub(super) fn at_least(&mut self, count: u32, node: Node) -> Node {
        let span = node.expr.span.clone();
        let depth = node.depth + 1;
        let (field, inner) = without_field(node.expr);
        if is_made_of_words(&inner) {
            return self.limited(in_field(field, at_least(count, inner), span), depth);
        }
        let counted = match inner.kind {
            ExprKind::And { children, explicit } => {
                let children = children
                    .into_iter()
                    .map(
                        |child| {
                            if is_made_of_words(&child) { at_least(count, child) } else { child }
                        },
                    )
                    .collect();
                Expr { kind: ExprKind::And { children, explicit }, span: span.clone() }
            }
            kind => Expr { kind, span: inner.span },
        };
        let expr = in_field(field, counted, span.clone());
        self.diagnostics().repair(DiagnosticCode::UnsuitedOperand, span, || {
            ("only words, phrases and OR groups are counted".to_owned(), Some(reading(&expr)))
        });
        self.limited(expr, depth)
    }

    /// `name:` before an operand.
    pub(super) fn field(
        &mut self,
        (kind, span): (FieldKind, Range<usize>),
        mut node: Node,
    ) -> Node {
        let between = span.end..node.expr.span.start.max(span.end);
        let has_gap = self.text()[between].starts_with(char::is_whitespace);
        let name = match kind {
            FieldKind::Text(name) => name,
            FieldKind::Literal(name) => name.to_owned(),
            FieldKind::Unknown(name) => {
                let kind = condition::name_as_word(&name);
                let word = Node { expr: Expr { kind, span }, depth: 1 };
                return join(vec![word, node], Joint::And).map_or_else(
                    || Node { expr: Expr { kind: ExprKind::All, span: 0..0 }, depth: 1 },
                    |node| self.limited(node.expr, node.depth),
                );
            }
            kind => {
                let (own_fields, diagnostics) = self.for_conditions();
                condition::distribute(&kind, &mut node.expr, own_fields, diagnostics);
                // A date that cannot be read becomes two nodes deep.
                return self.limited(node.expr, node.depth + 1);
            }
        };
        let whole = span.start..node.expr.span.end;
        if has_gap {
            self.diagnostics().repair(DiagnosticCode::EmptyField, whole.clone(), || {
                let read_as = format!("{name}:{}", reading(&node.expr));
                (format!("no space belongs behind `{name}:`"), Some(read_as))
            });
        }
        self.limited(in_field(Some(name), node.expr, whole), node.depth + 1)
    }

    /// `-` or `+` before an operand.
    pub(super) fn signed(&mut self, (sign, span): (Sign, Range<usize>), node: Node) -> Node {
        let whole = span.start.min(node.expr.span.start)..node.expr.span.end;
        let inner = Box::new(node.expr);
        let kind = match sign {
            Sign::Not => ExprKind::Not { inner },
            Sign::Required => ExprKind::Required { inner },
        };
        self.limited(Expr { kind, span: whole }, node.depth + 1)
    }

    /// `^3` behind an operand.
    pub(super) fn weighed(&mut self, weight: Option<f32>, node: Node) -> Node {
        let Some(factor) = weight else { return node };
        let span = node.expr.span.clone();
        let kind = ExprKind::Boost { factor, inner: Box::new(node.expr) };
        self.limited(Expr { kind, span }, node.depth + 1)
    }
}

fn at_least(count: u32, inner: Expr) -> Expr {
    let span = inner.span.clone();
    Expr { kind: ExprKind::AtLeast { count, inner: Box::new(inner) }, span }
}

/// Puts a field around what it can hold for. A weight stays outermost, an
/// inner field prevails, conditions have fields of their own, and a field of
/// anything at all is a field that is there.
pub(super) fn in_field(name: Option<String>, expr: Expr, span: Range<usize>) -> Expr {
    let Some(name) = name else { return expr };
    let kind = match expr.kind {
        ExprKind::Boost { factor, inner } => {
            let inner = Box::new(in_field(Some(name), *inner, span.clone()));
            ExprKind::Boost { factor, inner }
        }
        ExprKind::All => ExprKind::Has { field: name },
        kind if kind.is_condition() || matches!(kind, ExprKind::Field { .. }) => kind,
        kind => {
            let inner = Box::new(Expr { kind, span: expr.span });
            ExprKind::Field { name, inner }
        }
    };
    Expr { kind, span }
}

/// Takes the field off. An address keeps it: it has no words to count or to
/// measure between.
pub(super) fn without_field(expr: Expr) -> (Option<String>, Expr) {
    match expr.kind {
        ExprKind::Field { name, inner } if !field::is_literal(&name) => (Some(name), *inner),
        kind => (None, Expr { kind, span: expr.span }),
    }
}

/// Whether an expression matches at places in the text. The depth is that of
/// the tree; a distance was looked into when it was made.
pub(super) fn is_made_of_words(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Word { .. }
        | ExprKind::Wildcard { .. }
        | ExprKind::Fuzzy { .. }
        | ExprKind::Name { .. }
        | ExprKind::Regex { .. }
        | ExprKind::Phrase { .. }
        | ExprKind::Distance { .. } => true,
        ExprKind::Or { children } => children.iter().all(is_made_of_words),
        ExprKind::Boost { inner, .. } => is_made_of_words(inner),
        _ => false,
    }
}
