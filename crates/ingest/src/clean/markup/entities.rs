//! Resolves the named and numbered characters of HTML.

use std::borrow::Cow;

/// The text with entities resolved once; borrowed if there is none.
pub(crate) fn without_entities(text: &str) -> Cow<'_, str> {
    let mut plain = String::new();
    let mut copied = 0;
    for (at, _) in text.match_indices('&') {
        if at < copied {
            continue;
        }
        if let Some((character, length)) = entity(&text[at..]) {
            plain.push_str(&text[copied..at]);
            plain.push_str(character.as_str());
            copied = at + length;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    plain.push_str(&text[copied..]);
    Cow::Owned(plain)
}

/// What an entity stands for.
enum Meant {
    Named(&'static str),
    Character([u8; 4], usize),
}

impl Meant {
    fn as_str(&self) -> &str {
        match self {
            Self::Named(text) => text,
            Self::Character(bytes, length) => {
                std::str::from_utf8(&bytes[..*length]).unwrap_or_default()
            }
        }
    }
}

/// Reads the entity at the start of `text`: what it stands for and how long it is.
fn entity(text: &str) -> Option<(Meant, usize)> {
    let window = super::super::beginning(text, 12);
    let end = window.find(';')?;
    let name = &window[1..end];
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
            None => number.parse().ok()?,
        };
        // Control characters among the numbers mean Windows-1252, which is repaired elsewhere.
        let character = char::from_u32(code).filter(|c| *c != '\0')?;
        let mut bytes = [0; 4];
        let length = character.encode_utf8(&mut bytes).len();
        return Some((Meant::Character(bytes, length), end + 1));
    }
    let found = ENTITIES.iter().find(|(known, _)| *known == name)?;
    Some((Meant::Named(found.1), end + 1))
}

/// The entities that occur in news text (HTML, named character references).
const ENTITIES: &[(&str, &str)] = &[
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", "\u{a0}"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("sbquo", "‚"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("bdquo", "„"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("hellip", "…"),
    ("bull", "•"),
    ("middot", "·"),
    ("euro", "€"),
    ("pound", "£"),
    ("cent", "¢"),
    ("yen", "¥"),
    ("copy", "©"),
    ("reg", "®"),
    ("trade", "™"),
    ("deg", "°"),
    ("sect", "§"),
    ("para", "¶"),
    ("frac12", "½"),
    ("frac14", "¼"),
    ("frac34", "¾"),
    ("times", "×"),
    ("divide", "÷"),
    ("plusmn", "±"),
    ("shy", "\u{ad}"),
    ("zwnj", "\u{200c}"),
    ("zwj", "\u{200d}"),
    ("ensp", " "),
    ("emsp", " "),
    ("thinsp", " "),
    ("agrave", "à"),
    ("aacute", "á"),
    ("acirc", "â"),
    ("atilde", "ã"),
    ("auml", "ä"),
    ("aring", "å"),
    ("aelig", "æ"),
    ("ccedil", "ç"),
    ("egrave", "è"),
    ("eacute", "é"),
    ("ecirc", "ê"),
    ("euml", "ë"),
    ("igrave", "ì"),
    ("iacute", "í"),
    ("icirc", "î"),
    ("iuml", "ï"),
    ("ntilde", "ñ"),
    ("ograve", "ò"),
    ("oacute", "ó"),
    ("ocirc", "ô"),
    ("otilde", "õ"),
    ("ouml", "ö"),
    ("oslash", "ø"),
    ("ugrave", "ù"),
    ("uacute", "ú"),
    ("ucirc", "û"),
    ("uuml", "ü"),
    ("yacute", "ý"),
    ("szlig", "ß"),
    ("Agrave", "À"),
    ("Aacute", "Á"),
    ("Acirc", "Â"),
    ("Atilde", "Ã"),
    ("Auml", "Ä"),
    ("Aring", "Å"),
    ("AElig", "Æ"),
    ("Ccedil", "Ç"),
    ("Egrave", "È"),
    ("Eacute", "É"),
    ("Ecirc", "Ê"),
    ("Iacute", "Í"),
    ("Ntilde", "Ñ"),
    ("Oacute", "Ó"),
    ("Ouml", "Ö"),
    ("Oslash", "Ø"),
    ("Uacute", "Ú"),
    ("Uuml", "Ü"),
    ("scaron", "š"),
    ("Scaron", "Š"),
    ("zcaron", "ž"),
    ("Zcaron", "Ž"),
    ("ccaron", "č"),
    ("Ccaron", "Č"),
    ("cacute", "ć"),
    ("Cacute", "Ć"),
    ("dstrok", "đ"),
    ("Dstrok", "Đ"),
    ("oelig", "œ"),
    ("OElig", "Œ"),
    ("ordm", "º"),
    ("ordf", "ª"),
    ("iexcl", "¡"),
    ("iquest", "¿"),
    ("prime", "′"),
    ("minus", "−"),
    ("lsaquo", "‹"),
    ("rsaquo", "›"),
];
