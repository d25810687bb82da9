//! Prints the JSON Schema of the contract, as it stands in `schema.json`.

use std::io::{self, Write as _};

fn main() -> io::Result<()> {
    writeln!(io::stdout(), "{:#}", backfile_contract::schema())
}
