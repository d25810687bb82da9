//! Reads a query from its tokens into a tree.
//!
//! ```text
//! query        = list
//! list         = alternatives { alternatives }                 loosest
//! alternatives = conjunction { ("OR" | "||") conjunction }
//! conjunction  = signed { ("AND" | "&&") signed }
//! signed       = [ "NOT" | "-" | "!" | "+" ] distance
//! distance     = single { ("w/"n | "near/"n | "pre/"n | "/s" | "/p") single }
//! single       = [ name ":" ] ( leaf | group ) [ "^" number ]
//! group        = ( "(" | "headline(" | "byline(" | "atleast"n "(" ) list ")"
//! leaf         = [ "=" | "==" ] ( word | phrase )
//!              | name ":is(" ( quote value quote | value ) ")"
//!              | word "~" [ "1" | "2" | "name" ]
//!              | "/" expression "/"
//!              | "date:" condition | "since:" period | "until:" period
//!              | "before:" period | "after:" period
//!              | "words:" numbers | "has:" name | "in:" scope
//! word         = any characters but spaces, quotes and parentheses, with
//!                "*" and "?" for letters; any of them behind a "\"
//! phrase       = quote { word } quote [ "~" number ]
//! ```
//!
//! `OR` binds closer than standing side by side, as web search has it:
//! `serbia OR srbija arms` asks for either name and for arms. Signs and `NOT`
//! hold for a whole distance.
//!
//! Groups lie on a stack of their own, so the machine's does not grow with
//! the query. Whatever does not follow the grammar is mended where it stands.

use std::ops::Range;

use article::OwnFields;

use super::clean;
use super::diagnostic::{DiagnosticCode, Diagnostics};
use super::dialect;
use super::expr::{DistanceKind, Exactness, Expr, ExprKind, Scope};
use super::field::FieldKind;
use super::frame::{Frame, Link, Node, Sign};
use super::lexer::{Lexer, Opener, Token};
use super::{ParseOptions, Parsed};

/// Reads a query.
pub(super) fn parse(typed: &str, options: &ParseOptions) -> Parsed {
    let cleaned = clean::clean(typed);
    let mut parser = Parser {
        lexer: Lexer::new(&cleaned.text, options),
        frames: vec![Frame::new(Opener::Query, 0)],
        nodes: 0,
        scope: None,
        is_stopped: false,
    };
    parser.read();
    let mut expr = parser.finish();
    let mut diagnostics = parser.lexer.diagnostics.into_sorted();
    if let Some(first) = cleaned.first.clone() {
        clean::respan(&mut expr, &cleaned);
        for diagnostic in &mut diagnostics {
            diagnostic.span = cleaned.typed_span(&diagnostic.span);
        }
        let mut invisible = Diagnostics::default();
        invisible.repair(DiagnosticCode::InvisibleCharacters, first, || {
            let characters = if cleaned.count == 1 { "character" } else { "characters" };
            (format!("{} invisible {characters} left out", cleaned.count), None)
        });
        diagnostics.extend(invisible.into_sorted());
        diagnostics.sort_by_key(|diagnostic| (diagnostic.span.start, diagnostic.span.end));
    }
    Parsed { expr, diagnostics }
}

/// A query that is being read.
#[derive(Debug)]
pub(super) struct Parser<'a> {
    pub(super) lexer: Lexer<'a>,
    /// The open groups, the query itself first; never empty.
    pub(super) frames: Vec<Frame>,
    nodes: usize,
    scope: Option<(Scope, Range<usize>)>,
    /// Whether a limit was passed; then nothing more is read or said.
    pub(super) is_stopped: bool,
}

impl<'a> Parser<'a> {
    fn read(&mut self) {
        while !self.is_stopped
            && let Some((token, span)) = self.lexer.next_token()
        {
            match token {
                Token::Operand { kind, weight } => self.leaf(kind, weight, span),
                Token::Scope(scope) => self.narrow(scope, span),
                Token::Field(kind) => self.begin_field(kind, span),
                Token::Open(opener) => self.open(opener, span),
                Token::Close { weight } => self.close(weight, &span),
                Token::And => self.link(Link::And(span)),
                Token::Or => self.link(Link::Or(span)),
                Token::Not => self.sign(Sign::Not, span),
                Token::Plus => self.sign(Sign::Required, span),
                Token::Distance(kind) => self.begin_distance(kind, span),
                Token::Apart(kind) => {
                    self.begin_distance(kind, span);
                    let frame = self.frame();
                    frame.is_apart = frame.distance.is_some();
                }
            }
        }
    }

    fn finish(&mut self) -> Expr {
        let whole = 0..self.lexer.text.len();
        if self.frames.len() > 1 {
            let first = self.frames[1].start;
            let open = self.frames.len() - 1;
            self.diagnostics().repair(DiagnosticCode::UnclosedGroup, first..whole.end, || {
                let groups = if open == 1 {
                    "this parenthesis never closes".to_owned()
                } else {
                    format!("{open} parentheses never close")
                };
                (format!("{groups}; closed at the end"), None)
            });
        }
        while self.frames.len() > 1 {
            self.close(None, &(whole.end..whole.end));
        }
        let node = self.end_group();
        let read = node.map(|node| node.expr);
        if read.is_none() && self.scope.is_none() && !self.lexer.text.trim().is_empty() {
            self.diagnostics().repair(DiagnosticCode::NoWord, whole.clone(), || {
                ("there is no word in this query, so it finds everything".to_owned(), None)
            });
        }
        let Some((scope, scope_span)) = self.scope.take() else {
            return read.unwrap_or(Expr { kind: ExprKind::All, span: whole });
        };
        let scope = Expr { kind: ExprKind::Scope(scope), span: scope_span };
        match read {
            None | Some(Expr { kind: ExprKind::All, .. }) => scope,
            Some(Expr { kind: ExprKind::And { mut children, explicit: false }, .. }) => {
                children.push(scope);
                Expr { kind: ExprKind::And { children, explicit: false }, span: whole }
            }
            Some(other) => {
                let children = vec![other, scope];
                Expr { kind: ExprKind::And { children, explicit: false }, span: whole }
            }
        }
    }

    pub(super) fn leaf(&mut self, kind: ExprKind, weight: Option<f32>, span: Range<usize>) {
        self.nodes += match &kind {
            ExprKind::Phrase { parts, .. } => 1 + parts.len(),
            _ => 1,
        };
        if !self.has_room(&span) {
            return;
        }
        let node = Node {
            depth: if let ExprKind::Not { .. } = kind { 2 } else { 1 },
            expr: Expr { kind, span },
        };
        let node = self.weighed(weight, node);
        self.operand(node);
    }

    /// Takes in a finished operand, whatever waits before it.
    pub(super) fn operand(&mut self, node: Node) {
        let node = match self.frame().field.take() {
            Some(field) => self.field(field, node),
            None => node,
        };
        let node = if let Some((kind, span, left)) = self.frame().distance.take() {
            if std::mem::take(&mut self.frame().is_apart) {
                self.apart(left, (kind, span), node)
            } else {
                self.distance(left, (kind, span), node)
            }
        } else {
            self.flush();
            node
        };
        self.frame().operand = Some(node);
    }

    fn begin_field(&mut self, kind: FieldKind, span: Range<usize>) {
        if let Some((outer, outer_span)) = self.frame().field.take() {
            if matches!(outer, FieldKind::Unknown(_)) {
                self.frame().field = Some((outer, outer_span));
                self.drop_field();
            } else {
                self.diagnostics().repair(DiagnosticCode::RepeatedOperator, outer_span, || {
                    ("of two fields the inner one holds".to_owned(), None)
                });
            }
        }
        self.nodes += 1;
        self.frame().field = Some((kind, span));
    }

    fn sign(&mut self, sign: Sign, span: Range<usize>) {
        self.nodes += 1;
        if let Some((kind, distance_span, left)) = self.frame().distance.take() {
            self.diagnostics().repair(
                DiagnosticCode::UnsuitedOperand,
                distance_span.clone(),
                || (format!("`{kind}` cannot stand before an exclusion; read as AND"), None),
            );
            self.frame().operand = Some(left);
            self.flush();
            self.frame().link = Link::And(distance_span);
        }
        if self.frame().operand.is_some() {
            self.flush();
        }
        if self.frame().field.is_some() {
            self.diagnostics().repair(DiagnosticCode::MisplacedOperator, span.clone(), || {
                ("this sign belongs before the field".to_owned(), None)
            });
        }
        if self.frame().sign.is_some() {
            self.diagnostics().repair(DiagnosticCode::RepeatedOperator, span, || {
                ("of several signs before one word the first holds".to_owned(), None)
            });
            return;
        }
        self.frame().sign = Some((sign, span));
    }

    fn begin_distance(&mut self, kind: DistanceKind, span: Range<usize>) {
        self.nodes += 1;
        self.drop_field();
        if self.frame().distance.is_some() {
            self.repeated(span, &kind.to_string());
            return;
        }
        if let Some(left) = self.frame().operand.take() {
            if dialect::distance(&self.text()[span.clone()]).is_some() {
                self.lexer.read_as(span.clone(), &kind.to_string());
            }
            self.frame().distance = Some((kind, span, left));
        } else if dialect::distance(&self.text()[span.clone()]).is_some() {
            // With nothing before it, it is a word, as one in quotes.
            let (text, exactness) = (self.text()[span.clone()].to_owned(), Exactness::Folded);
            self.leaf(ExprKind::Word { text, exactness }, None, span);
        } else {
            self.missing(span, &kind.to_string(), "before");
        }
    }

    fn link(&mut self, link: Link) {
        let (Link::And(span) | Link::Or(span)) = link.clone() else { return };
        let name = if matches!(link, Link::And(_)) { "AND" } else { "OR" };
        self.settle();
        self.flush();
        if self.frame().link != Link::Beside {
            self.repeated(span, name);
        } else if self.frame().is_empty() {
            if !self.frame().has_scope {
                self.missing(span, name, "before");
            }
        } else {
            self.frame().link = link;
        }
    }

    fn narrow(&mut self, scope: Scope, span: Range<usize>) {
        self.settle();
        self.flush();
        let frame = self.frame();
        frame.has_scope = true;
        if let Link::Or(or_span) = std::mem::replace(&mut frame.link, Link::Beside) {
            self.diagnostics().repair(DiagnosticCode::MisplacedOperator, or_span, || {
                (format!("`in:{scope}` holds for the whole query; OR is left out"), None)
            });
        }
        if let Some((earlier, earlier_span)) = self.scope.replace((scope, span))
            && earlier != scope
        {
            self.diagnostics().repair(DiagnosticCode::RepeatedOperator, earlier_span, || {
                (
                    format!("of several `in:` the last holds: `in:{scope}`"),
                    Some(format!("in:{scope}")),
                )
            });
        }
    }

    /// A node within the limit of depth; what is beyond it is cut off, and an
    /// error.
    pub(super) fn limited(&mut self, expr: Expr, depth: usize) -> Node {
        let most = self.lexer.options.max_depth;
        if depth <= most {
            return Node { expr, depth };
        }
        let span = expr.span;
        self.is_stopped = true;
        self.diagnostics().end(DiagnosticCode::TooDeep, span.clone(), || {
            (format!("this nests deeper than {most} levels"), None)
        });
        Node { expr: Expr { kind: ExprKind::All, span }, depth: 1 }
    }

    pub(super) fn has_room(&mut self, span: &Range<usize>) -> bool {
        let most = self.lexer.options.max_nodes;
        if self.nodes <= most || self.is_stopped {
            return !self.is_stopped;
        }
        self.is_stopped = true;
        let rest = span.start..self.lexer.text.len();
        self.diagnostics().end(DiagnosticCode::TooManyNodes, rest, || {
            (format!("a query has at most {most} words and operators; the rest is not read"), None)
        });
        false
    }

    pub(super) fn missing(&mut self, span: Range<usize>, operator: &str, side: &str) {
        self.diagnostics().repair(DiagnosticCode::MissingOperand, span, || {
            (format!("nothing stands {side} `{operator}`; left out"), None)
        });
    }

    fn repeated(&mut self, span: Range<usize>, operator: &str) {
        self.diagnostics().repair(DiagnosticCode::RepeatedOperator, span, || {
            (format!("two operators stand here for one; `{operator}` is left out"), None)
        });
    }

    pub(super) fn frame(&mut self) -> &mut Frame {
        self.frames.last_mut().expect("the query's own frame is never popped")
    }

    pub(super) fn text(&self) -> &'a str {
        self.lexer.text
    }

    pub(super) fn diagnostics(&mut self) -> &mut Diagnostics {
        &mut self.lexer.diagnostics
    }

    /// The parts of the parser that conditions need.
    pub(super) fn for_conditions(&mut self) -> (&'a OwnFields, &mut Diagnostics) {
        (&self.lexer.options.own_fields, &mut self.lexer.diagnostics)
    }
}
