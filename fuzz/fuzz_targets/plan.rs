//! Whatever is handed over as a plan in JSON: reading it ends, and what it is read as is the same
//! once it is written.

#![no_main]

use libfuzzer_sys::fuzz_target;
use query::Plan;

fuzz_target!(|text: &str| {
    if let Ok(plan) = Plan::from_json(text) {
        assert_eq!(Plan::from_json(&plan.to_json()).expect("a plan"), plan);
    }
});
