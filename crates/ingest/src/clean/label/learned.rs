//! Labels the lines that stand in many articles of the same source.

use article::{Boilerplate, Provenance, SegmentKind, SourceBoilerplate};

use super::lines::Line;
use crate::Reason;

/// What an archive has shown to stand around articles, and whose article this is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Learned<'a> {
    pub(crate) boilerplate: &'a Boilerplate,
    /// The outlet that is known before the text is read.
    pub(crate) outlet: Option<&'a str>,
    pub(crate) url: Option<&'a str>,
    pub(crate) provenance: &'a Provenance,
}

impl Learned<'_> {
    /// Labels the lines of the source's boilerplate, unless the article has no others. The outlet
    /// may be one that the text names.
    pub(super) fn label(&self, lines: &mut [Line<'_>], named: Option<&str>) {
        let Some(learned) = self.of_source(named) else { return };
        let is_own = |line: &Line<'_>| line.kind.is_none();
        let found: Vec<usize> = (0..lines.len())
            .filter(|at| is_own(&lines[*at]) && learned.has(lines[*at].text))
            .collect();
        if found.len() == lines.iter().filter(|line| is_own(line)).count() {
            return;
        }
        for at in found {
            lines[at].label(SegmentKind::Boilerplate, Reason::Learned);
        }
    }

    fn of_source(&self, named: Option<&str>) -> Option<&SourceBoilerplate> {
        if self.boilerplate.is_empty() {
            return None;
        }
        let outlet = self.outlet.or(named);
        let source = Boilerplate::source_of(outlet, self.url, self.provenance)?;
        self.boilerplate.of(&source)
    }
}
