//! All integration tests, as one program of one module a theme.
//!
//! | module | holds |
//! |---|---|
//! | `boilerplate` | what an archive shows to stand around the articles of a source |
//! | `cli` | the program: output, exit codes, hostile input |
//! | `containers` | files in zip, tar and the like, by night, cut, nested and hostile |
//! | `contract` | the JSON: its schema, and that all output holds to it |
//! | `converters` | files that programs of the user make text of |
//! | `databases` | what queries select of databases |
//! | `explain` | what is said about a query: counts, blame, did-you-mean |
//! | `export` | what an export hands out, in which order, and whose panic it is |
//! | `exports` | thirty nights on files of other programs, whose beginning decides how they are read |
//! | `golden` | the committed index of every format |
//! | `in_memory` | an index in memory against the same on a disk |
//! | `kills` | the index after the program was killed at any moment |
//! | `languages` | stems, scripts and languages, on annotated text from `BACKFILE_DATA` |
//! | `library` | the library: adding, removing, reloading, paging, order |
//! | `limits` | questions that make too much work, or are given up |
//! | `marks` | what is marked in an article, and which pieces of it are shown |
//! | `model` | random nights against a plain model of what an index should hold and say |
//! | `names` | spellings of names against folding and phonetic codes, from `BACKFILE_DATA` |
//! | `nights` | thirty nights of changes, each against a new index |
//! | `oracle` | random questions against a naive scan of the same articles |
//! | `own_fields` | the fields that an archive has of its own |
//! | `pages` | a short page against a long one |
//! | `pruning` | that passing over weak blocks of postings loses no match |
//! | `queries` | every claim of `corpus/queries.toml` |
//! | `real` | real archives, from `BACKFILE_DATA` |
//! | `relevance` | the ranking on judged collections, from `BACKFILE_DATA` |
//! | `robust` | bad input and damaged indexes |
//! | `samples` | archives and indexes for the others |
//! | `shortage` | full disks, failing writes, no more file handles |
//! | `synonyms` | the synonyms of an archive's own settings |
//! | `tidy` | the rules of the house: sizes, edges, names |
//! | `updates` | files that come, change, move and go; rebuilds, repairs |
//! | `writer` | a writer that a program keeps open |
//!
//! `BACKFILE_LONG=1` makes the tests that repeat themselves do so more often. Random tests print
//! their seed; `BACKFILE_TEST_SEED` repeats it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod boilerplate;
mod cli;
mod containers;
mod contract;
mod converters;
mod databases;
mod explain;
mod export;
mod exports;
mod filters;
mod formats;
mod golden;
mod in_memory;
mod kills;
mod languages;
mod library;
mod limits;
mod marks;
mod mixed;
mod model;
mod names;
mod nights;
mod oracle;
mod own_fields;
mod pages;
mod pruning;
mod queries;
mod real;
mod relevance;
mod robust;
mod samples;
mod shortage;
mod snapshots;
mod synonyms;
mod tidy;
mod updates;
mod writer;
