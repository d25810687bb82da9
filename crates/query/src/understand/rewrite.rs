//! Simplifies a plan, one named case each, without changing what it finds.

use super::plan::Plan;

/// The plan with every case applied from the inside out.
pub(super) fn simplify(plan: Plan) -> Plan {
    match plan {
        Plan::And(parts) => conjunction(parts.into_iter().map(simplify).collect()),
        Plan::Or(parts) => disjunction(parts.into_iter().map(simplify).collect()),
        Plan::Not(inner) => negation(simplify(*inner)),
        Plan::Boost { factor, inner } => weight(factor, simplify(*inner)),
        other => other,
    }
}

/// What is everything asks for nothing more; one part that is nothing makes it nothing; parts
/// inside parts are parts; of two equal parts one is enough.
fn conjunction(parts: Vec<Plan>) -> Plan {
    let mut flat: Vec<Plan> = Vec::new();
    for part in parts {
        match part {
            Plan::Everything => {}
            Plan::Nothing => return Plan::Nothing,
            Plan::And(inner) => flat.extend(inner),
            part => push_new(&mut flat, part),
        }
    }
    single(flat, Plan::And, Plan::Everything)
}

/// What is nothing adds nothing; one part that is everything makes it everything; what is there
/// several times counts so many times in the score.
fn disjunction(parts: Vec<Plan>) -> Plan {
    let mut flat: Vec<Plan> = Vec::new();
    for part in parts {
        match part {
            Plan::Nothing => {}
            Plan::Everything => return Plan::Everything,
            Plan::Or(inner) => flat.extend(inner),
            part => {
                let same = flat.iter_mut().take(COMPARED).find(|known| *unweighed(known) == part);
                match same {
                    Some(known) => {
                        let inner = std::mem::replace(known, Plan::Nothing);
                        *known = match inner {
                            Plan::Boost { factor, inner } => {
                                Plan::Boost { factor: factor + 1.0, inner }
                            }
                            inner => Plan::Boost { factor: 2.0, inner: Box::new(inner) },
                        };
                    }
                    None => flat.push(part),
                }
            }
        }
    }
    single(flat, Plan::Or, Plan::Nothing)
}

/// Not everything is nothing, not nothing is everything, and twice not is not not.
fn negation(inner: Plan) -> Plan {
    match inner {
        Plan::Everything => Plan::Nothing,
        Plan::Nothing => Plan::Everything,
        Plan::Not(inner) => *inner,
        Plan::Boost { inner, .. } => Plan::Not(inner),
        other => Plan::Not(Box::new(other)),
    }
}

/// A weight of one is none; weights inside each other multiply.
fn weight(factor: f32, inner: Plan) -> Plan {
    match inner {
        Plan::Boost { factor: by, inner } => {
            Plan::Boost { factor: (factor * by).min(f32::MAX), inner }
        }
        inner if (factor - 1.0).abs() < f32::EPSILON => inner,
        inner => Plan::Boost { factor, inner: Box::new(inner) },
    }
}

/// A part is compared with so many others only, so that a long query stays quick.
const COMPARED: usize = 256;

fn push_new(parts: &mut Vec<Plan>, part: Plan) {
    if !parts.iter().take(COMPARED).any(|known| *known == part) {
        parts.push(part);
    }
}

fn unweighed(plan: &Plan) -> &Plan {
    match plan {
        Plan::Boost { inner, .. } => inner,
        plan => plan,
    }
}

fn single(mut parts: Vec<Plan>, many: fn(Vec<Plan>) -> Plan, none: Plan) -> Plan {
    match parts.len() {
        0 => none,
        1 => parts.remove(0),
        _ => many(parts),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(name: &str) -> Plan {
        Plan::Has(name.to_owned())
    }

    #[test]
    fn each_case_is_applied() {
        let cases = [
            (Plan::And(vec![Plan::Everything, has("a")]), has("a")),
            (Plan::And(vec![Plan::Nothing, has("a")]), Plan::Nothing),
            (Plan::And(vec![]), Plan::Everything),
            (Plan::And(vec![has("a"), has("a")]), has("a")),
            (Plan::Or(vec![Plan::Nothing, has("a")]), has("a")),
            (Plan::Or(vec![Plan::Everything, has("a")]), Plan::Everything),
            (Plan::Or(vec![]), Plan::Nothing),
            (
                Plan::Or(vec![has("a"), has("b"), has("a"), has("a")]),
                Plan::Or(vec![Plan::Boost { factor: 3.0, inner: Box::new(has("a")) }, has("b")]),
            ),
            (Plan::Not(Box::new(Plan::Not(Box::new(has("a"))))), has("a")),
            (Plan::Not(Box::new(Plan::Everything)), Plan::Nothing),
            (
                Plan::And(vec![has("a"), Plan::And(vec![has("b"), has("c")])]),
                Plan::And(vec![has("a"), has("b"), has("c")]),
            ),
            (Plan::Boost { factor: 1.0, inner: Box::new(has("a")) }, has("a")),
        ];
        for (plan, simple) in cases {
            assert_eq!(simplify(plan.clone()), simple, "{plan:?}");
        }
    }
}
