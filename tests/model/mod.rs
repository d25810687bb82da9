//! Random nights of an archive, against a plain model of what an index should hold and say.
//!
//! Each night files grow, shrink, change, are cut, move, go away and come back, runs are killed or
//! find no room, and the index is damaged and repaired. After the night's undisturbed run the index
//! holds what the model says, and the program has said what was not read.
//!
//! | module | holds |
//! |---|---|
//! | `archive` | the files, in memory and on the disk |
//! | `changes` | what happens to them by day |
//! | `compare` | what the program says and the index holds, against the model |
//! | `disturb` | kills, writes that fail, flipped bits |
//! | `expected` | what a run is asked and says, and what an index holds |
//! | `guard` | what a run asks about before it removes it |
//! | `life` | one night after the other |
//! | `night` | the model's run |
//! | `reading` | what a file gives that ends anywhere |
//! | `record` | articles, and files of every format that hold them |

mod archive;
mod changes;
mod compare;
mod disturb;
mod expected;
mod guard;
mod life;
mod night;
mod reading;
mod record;

use testkit::seed;

use self::life::Life;
use crate::samples::say;

/// The nights of one archive. Then another begins, so that what failed is repeated soon.
const NIGHTS: usize = 40;

#[test]
fn after_every_night_the_index_holds_and_says_what_the_model_does() {
    let mut seed = seed();
    say(&format!("model: BACKFILE_TEST_SEED={seed}"));
    let mut nights = testkit::repeats("BACKFILE_MODEL_NIGHTS", NIGHTS, 2_000);
    while nights > 0 {
        let now = nights.min(NIGHTS);
        let mut life = Life::new(seed);
        for night in 0..now {
            let differences = life.night(night);
            assert!(
                differences.is_empty(),
                "{}\n\nafter night {night} of BACKFILE_TEST_SEED={seed}:\n{}",
                life.script(),
                differences.join("\n"),
            );
        }
        nights -= now;
        seed = seed.wrapping_add(1);
    }
}
