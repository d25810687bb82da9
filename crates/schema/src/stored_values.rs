//! Writes the values of a stored document as the engine does, and reads them out of bytes that may
//! be damaged: no length is believed that goes beyond them. No upstream issue is known.
//!
//! A document is the number of its values and the values, each its field (four bytes, the lowest
//! first), a byte for its type, its length and its bytes. Numbers are seven bits a byte, the lowest
//! first; the last byte has the eighth bit.

use tantivy::schema::Field;

use crate::Fields;

/// The types of the values that are stored.
const TEXT: u8 = 0;
const BYTES: u8 = 4;

/// What a stored document holds.
pub(crate) struct Values<'a> {
    pub(crate) record: Option<&'a [u8]>,
    pub(crate) body: Option<&'a str>,
}

impl<'a> Values<'a> {
    /// The values of a document; `None` where it is not one as this program has it written.
    pub(crate) fn of(bytes: &'a [u8], fields: &Fields) -> Option<Self> {
        let mut rest = bytes;
        let mut values = Self { record: None, body: None };
        for _ in 0..number(&mut rest)? {
            let (field, after) = rest.split_first_chunk()?;
            let (kind, mut after) = after.split_first()?;
            let length = number(&mut after)?;
            let (value, after) = after.split_at_checked(length)?;
            rest = after;
            match (Field::from_field_id(u32::from_le_bytes(*field)), *kind) {
                (field, BYTES) if field == fields.stored => values.record = Some(value),
                (field, TEXT) if field == fields.stored_body => {
                    values.body = Some(std::str::from_utf8(value).ok()?);
                }
                _ => return None,
            }
        }
        Some(values)
    }

    /// The stored document.
    pub(crate) fn to_bytes(&self, fields: &Fields) -> Vec<u8> {
        let body = self.body.filter(|body| !body.is_empty()).map(str::as_bytes);
        let values = [(fields.stored_body, TEXT, body), (fields.stored, BYTES, self.record)];
        let values =
            values.iter().filter_map(|(field, kind, value)| Some((field, kind, (*value)?)));
        let mut bytes = Vec::new();
        push_number(&mut bytes, values.clone().count());
        for (field, kind, value) in values {
            bytes.extend(field.field_id().to_le_bytes());
            bytes.push(*kind);
            push_number(&mut bytes, value.len());
            bytes.extend(value);
        }
        bytes
    }
}

fn push_number(bytes: &mut Vec<u8>, mut number: usize) {
    while number > 127 {
        bytes.push(number.to_le_bytes()[0] & 127);
        number >>= 7;
    }
    bytes.push(number.to_le_bytes()[0] | 128);
}

fn number(rest: &mut &[u8]) -> Option<usize> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        number |= u64::from(byte & 127) << shift;
        if byte & 128 != 0 {
            return usize::try_from(number).ok();
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_beyond_the_bytes_is_not_believed() {
        let (fields, _) = Fields::new(&crate::Settings::default());
        let field = |field: Field| field.field_id().to_le_bytes();
        let mut document = vec![130];
        document.extend(field(fields.stored));
        document.extend([BYTES, 130, b'{', b'}']);
        document.extend(field(fields.stored_body));
        document.extend([TEXT, 129, b'a']);
        let values = Values::of(&document, &fields).unwrap();
        let swapped = values.to_bytes(&fields);
        assert_eq!(swapped.len(), document.len());
        let values = Values::of(&swapped, &fields).unwrap();
        assert_eq!((values.record, values.body), (Some(b"{}".as_slice()), Some("a")));
        for end in 0..document.len() {
            assert!(Values::of(&document[..end], &fields).is_none(), "{end}");
        }
        for at in 0..document.len() {
            for bit in 0..8 {
                let mut damaged = document.clone();
                damaged[at] ^= 1 << bit;
                // Whatever it is taken for, it ends.
                let _ = Values::of(&damaged, &fields);
            }
        }
        assert!(Values::of(&[0; 20], &fields).is_none());
    }
}
