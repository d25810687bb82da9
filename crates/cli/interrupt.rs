//! Lets a signal end long work in an orderly way.

use anyhow::Context as _;
use backfile::CancelToken;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use crate::exit;

/// A token that is cancelled by an interrupt from the keyboard or a request to terminate. A second
/// signal ends the program at once.
pub(crate) fn token() -> anyhow::Result<CancelToken> {
    let token = CancelToken::new();
    for signal in [SIGINT, SIGTERM] {
        // In this order the first signal finds the flag not raised yet.
        flag::register_conditional_shutdown(signal, exit::INTERRUPTED.into(), token.flag())
            .and_then(|_| flag::register(signal, token.flag()))
            .context("cannot listen for signals")?;
    }
    Ok(token)
}
