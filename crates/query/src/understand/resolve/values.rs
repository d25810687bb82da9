//! Reads the fields of plain values, whose words are no words of a text: ids and languages.

use text::{Language, Script};

use super::super::plan::Plan;
use crate::syntax::{Expr, ExprKind};

/// A field of plain values: each word is one, and the operators between them hold.
pub(super) fn values(expr: &Expr, value: &dyn Fn(&str) -> Plan) -> Plan {
    let all = |children: &[Expr]| children.iter().map(|child| values(child, value)).collect();
    match &expr.kind {
        ExprKind::Word { text, .. } => value(text),
        ExprKind::Wildcard { pattern, .. } => value(pattern.trim_end_matches('*')),
        ExprKind::And { children, .. } => Plan::And(all(children)),
        ExprKind::Or { children } => Plan::Or(all(children)),
        ExprKind::Not { inner } => Plan::Not(Box::new(values(inner, value))),
        ExprKind::Required { inner } | ExprKind::Boost { inner, .. } => values(inner, value),
        _ => Plan::Nothing,
    }
}

/// `lang:sr`, `lang:sr-Cyrl`. Serbian, Croatian, Bosnian and Montenegrin are also found where it
/// is not certain which of the four it is.
pub(super) fn language(value: &str) -> Plan {
    let mut parts = value.split(['-', '_']);
    let code = parts.next().unwrap_or_default().to_lowercase();
    let script = parts.next().and_then(Script::from_code).map(|script| script.code().to_owned());
    let code = Language::from_code(&code).map_or(code, |language| language.code().to_owned());
    let shared = ["sr", "hr", "bs", "cnr"];
    let codes = match code.as_str() {
        "sh" => shared.iter().chain(&["sh"]).map(|code| (*code).to_owned()).collect(),
        one if shared.contains(&one) => vec![code, "sh".to_owned()],
        _ => vec![code],
    };
    Plan::Language { codes, script }
}
