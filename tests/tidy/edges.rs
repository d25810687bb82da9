//! Which of our packages may see which.

/// What each of our packages may depend on, of our own and of the engine. Development apart.
pub(super) const EDGES: &[(&str, &[&str])] = &[
    ("backfile-inflection", &[]),
    ("backfile-text", &["backfile-inflection"]),
    ("backfile-article", &["backfile-text"]),
    ("backfile-schema", &["backfile-article", "backfile-text", "tantivy"]),
    ("backfile-ingest", &["backfile-article", "backfile-text"]),
    ("backfile-indexer", &["backfile-article", "backfile-schema", "backfile-text", "tantivy"]),
    (
        "backfile-query",
        &[
            "backfile-article",
            "backfile-schema",
            "backfile-text",
            "tantivy",
            "tantivy-common",
            "tantivy-fst",
        ],
    ),
    (
        "backfile-contract",
        &[
            "backfile-article",
            "backfile-indexer",
            "backfile-ingest",
            "backfile-query",
            "backfile-schema",
            "backfile-text",
        ],
    ),
    (
        "backfile",
        &[
            "backfile-article",
            "backfile-contract",
            "backfile-indexer",
            "backfile-inflection",
            "backfile-ingest",
            "backfile-query",
            "backfile-schema",
            "backfile-text",
        ],
    ),
    ("backfile-cli", &["backfile"]),
    ("backfile-testkit", &["backfile-article", "backfile-text"]),
];
