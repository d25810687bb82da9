//! The fields that an archive has of its own: their names and kinds, which its [settings] declare,
//! and their values, which articles have among their extras.
//!
//! ```
//! use backfile::fields::{FieldKind, OwnFields};
//! use backfile::{Facet, Settings, Sort};
//!
//! let fields = OwnFields::new().with("desk", FieldKind::Keyword)?.with("pages", FieldKind::Number)?;
//! let (desk, _) = fields.find("Desk").expect("it was declared");
//! let settings = Settings { fields, ..Settings::default() };
//! assert_eq!(Facet::Own(desk).name(), "desk");
//! # Ok::<(), backfile::ArticleError>(())
//! ```
//!
//! [settings]: crate::Settings::fields

pub use article::{FieldKind, FieldName, OwnField, OwnFields, OwnValue};
