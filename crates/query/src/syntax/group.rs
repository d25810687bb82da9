//! Opens and closes groups, and settles what waits when one ends.

use std::ops::Range;

use super::canonical::reading;
use super::condition;
use super::diagnostic::DiagnosticCode;
use super::field::FieldKind;
use super::frame::{Frame, Link, Node};
use super::lexer::Opener;
use super::parser::Parser;

/// No more groups may be open at once: each may hand its list up to the one
/// around it, and so many times the list may be copied.
const MOST_OPEN: usize = 1000;

impl Parser<'_> {
    pub(super) fn open(&mut self, opener: Opener, span: Range<usize>) {
        if self.frame().distance.is_none() {
            self.flush();
        }
        if self.frames.len() > MOST_OPEN {
            self.is_stopped = true;
            self.diagnostics().end(DiagnosticCode::TooDeep, span, || {
                (format!("more than {MOST_OPEN} parentheses are open here"), None)
            });
            return;
        }
        self.frames.push(Frame::new(opener, span.start));
    }

    pub(super) fn close(&mut self, weight: Option<f32>, span: &Range<usize>) {
        if self.frames.len() == 1 {
            self.diagnostics().repair(DiagnosticCode::UnopenedGroup, span.clone(), || {
                ("no parenthesis is open here; left out".to_owned(), None)
            });
            return;
        }
        let node = self.end_group();
        let Some(frame) = self.frames.pop() else { return };
        let whole = frame.start..span.end;
        let Some(mut node) = node else {
            self.frame().has_scope |= frame.has_scope;
            if !frame.has_scope {
                self.diagnostics().repair(DiagnosticCode::EmptyGroup, whole, || {
                    ("there is nothing in these parentheses; left out".to_owned(), None)
                });
            }
            return;
        };
        node.expr.span = whole.clone();
        let node = match frame.opener {
            Opener::Query | Opener::Parenthesis => node,
            Opener::Field(name) => {
                let kind = FieldKind::Text(name.to_owned());
                self.field((kind, whole.start..whole.start), node)
            }
            Opener::AtLeast(count) => self.at_least(count, node),
        };
        let node = self.weighed(weight, node);
        self.operand(node);
    }

    /// What the innermost group comes to, once nothing more follows in it.
    pub(super) fn end_group(&mut self) -> Option<Node> {
        self.settle();
        self.flush();
        if let Link::And(span) | Link::Or(span) = self.frame().link.clone() {
            let name = if matches!(self.frame().link, Link::And(_)) { "AND" } else { "OR" };
            self.missing(span, name, "behind");
        }
        self.frame().close_or();
        let mixes_operators = self.frame().mixes_operators();
        let node = self.frame().close()?;
        let node = self.limited(node.expr, node.depth);
        if mixes_operators {
            self.diagnostics().note(DiagnosticCode::MixedOperators, node.expr.span.clone(), || {
                let read_as = reading(&node.expr);
                (format!("without parentheses this is read as `{read_as}`"), Some(read_as))
            });
        }
        Some(node)
    }

    /// Gives up on operators that still wait for their operand.
    pub(super) fn settle(&mut self) {
        self.drop_field();
        if let Some((kind, span, left)) = self.frame().distance.take() {
            self.frame().operand = Some(left);
            self.missing(span, &kind.to_string(), "behind");
        }
        if self.frame().operand.is_none()
            && let Some((_, span)) = self.frame().sign.take()
        {
            let sign = self.lexer.text[span.clone()].to_owned();
            self.missing(span, &sign, "behind");
        }
    }

    /// A field without a value is the word that it is spelt with.
    pub(super) fn drop_field(&mut self) {
        let Some((kind, span)) = self.frame().field.take() else { return };
        let name = self.lexer.text[span.clone()].trim_end_matches(':').to_owned();
        if !matches!(kind, FieldKind::Unknown(_)) {
            condition::empty_field(self.diagnostics(), &name, span.clone());
        }
        self.leaf(condition::name_as_word(&name), None, span);
    }

    /// Moves the operand that waits to its list.
    pub(super) fn flush(&mut self) {
        let Some(node) = self.frame().operand.take() else { return };
        let node = match self.frame().sign.take() {
            Some(sign) => self.signed(sign, node),
            None => node,
        };
        self.frame().add(node);
    }
}
