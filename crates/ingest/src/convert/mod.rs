//! Programs of the user that make text of files in other formats.

mod conversion;
mod converters;
mod program;

pub(crate) use self::conversion::{Conversion, too_large};
pub use self::converters::Converters;
pub(crate) use self::converters::{Converter, ending};
pub use self::program::ConversionFailure;
