//! Lists the names of the elements of HTML, those that went out of use included.

/// Whether this is the name of an element, also one of an office program such as `o:p`.
pub(super) fn is_element(name: &str) -> bool {
    const PREFIXES: [&str; 7] = ["o:", "w:", "v:", "st1:", "m:", "fb:", "g:"];
    let has_prefix = || {
        PREFIXES.iter().any(|prefix| {
            name.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
        })
    };
    // The longest name has ten letters.
    let folded: String = name.chars().take(11).map(|c| c.to_ascii_lowercase()).collect();
    ELEMENTS.binary_search(&folded.as_str()).is_ok() || has_prefix()
}

/// The names in order (WHATWG HTML Living Standard, index of elements and section 16.2).
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "address",
    "applet",
    "area",
    "article",
    "aside",
    "audio",
    "b",
    "base",
    "basefont",
    "bdi",
    "bdo",
    "bgsound",
    "big",
    "blink",
    "blockquote",
    "body",
    "br",
    "button",
    "canvas",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "datalist",
    "dd",
    "del",
    "details",
    "dfn",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "fieldset",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "legend",
    "li",
    "link",
    "main",
    "map",
    "mark",
    "marquee",
    "menu",
    "meta",
    "meter",
    "nav",
    "nobr",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "ol",
    "optgroup",
    "option",
    "output",
    "p",
    "param",
    "picture",
    "pre",
    "progress",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "script",
    "search",
    "section",
    "select",
    "slot",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "template",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "track",
    "tt",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
    "xmp",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_known_in_either_case() {
        assert!(ELEMENTS.is_sorted());
        for name in ["p", "DIV", "figcaption", "o:p", "ST1:place"] {
            assert!(is_element(name), "{name}");
        }
        for name in ["unknown", "blockquotes", "x", "", "é"] {
            assert!(!is_element(name), "{name}");
        }
    }
}
