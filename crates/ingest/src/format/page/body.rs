//! Finds the text of the article in a page.
//!
//! Several opinions are heard. The first is that of a general extractor, which is careful: it drops
//! what it is not sure of. So its words only say *where* the article stands; the text itself is
//! taken from the page's own blocks, with those that belong between them: headings, captions,
//! paragraphs that are one link, the lead above. Where the extractor kept far less than the densest
//! part of the page holds, or kept menus, that part is the article; and where the page's structured
//! data hold a text that the page itself does not show, that text is.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use scraper::Html as Page;

use super::blocks::{Block, BlockKind, Blocks, signs};
use super::regions::Around;
use crate::clean::date::{self, Manner};
use crate::clean::{self, byline};

/// The text of an article.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::format) struct Body {
    /// Paragraphs with an empty line between them.
    pub(in crate::format) text: String,
    /// Where in it captions stand.
    pub(in crate::format) captions: Vec<Range<usize>>,
}

/// Where in a page its article stands.
#[derive(Debug, Default)]
pub(in crate::format) struct Place {
    pub(super) blocks: Blocks,
    /// For each element, whether it stands around the article.
    pub(super) around: Vec<bool>,
    /// The block that is the headline.
    pub(super) headline: Option<usize>,
    /// The blocks from the first of the article to the last.
    pub(super) span: Range<usize>,
    /// The second block of prose: above it there may be lines that are none.
    pub(super) second: usize,
}

/// Words whose runs are compared.
const RUN_WORDS: usize = 3;
/// A block was extracted if so much of its runs was, in hundredths.
const EXTRACTED: usize = 60;
/// The part of a page with so much of the extracted text is where it stands, in hundredths.
const CONTAINED: usize = 85;
/// An opinion that keeps less of the densest part of the page is not trusted, in hundredths.
const TRUSTED: usize = 60;
/// A lead has so many signs.
const LEAD_SIGNS: usize = 25;
/// More blocks between headline and text are no lead.
const LEAD_BLOCKS: usize = 40;

/// The article of a page and where it stands: `extracted` is what a general extractor took for it,
/// `title` its headline, `described` the text in its structured data.
pub(in crate::format) fn body(
    page: &Page,
    extracted: &str,
    title: Option<&str>,
    described: Option<&str>,
) -> (Option<Body>, Place) {
    let blocks = Blocks::of(page);
    let first = Chosen::of_extracted(&blocks, extracted);
    let around = around(&blocks, first.as_ref(), title);
    let dense = dense_part(&blocks, &around);
    let chosen = match (first, dense) {
        (Some(first), Some(dense))
            if !first.is_better_than(&blocks, &around, &dense)
                && !first.is_below_headline(&blocks, &dense, title) =>
        {
            dense
        }
        (Some(first), _) => first,
        (None, Some(dense)) => dense,
        (None, None) => Chosen(vec![false; blocks.all.len()]),
    };
    let headline = title.and_then(|title| chosen.headline(&blocks, title));
    let mut chosen = chosen
        .below(headline)
        .without_last_links(&blocks)
        .with_what_belongs(&blocks, &around, headline);
    // A series of pictures tells its story in the captions.
    let captions = || {
        let all = blocks.all.iter().enumerate();
        all.filter(|(_, block)| block.kind == BlockKind::Caption && !around[block.element])
    };
    let is_series =
        captions().map(|(_, block)| block.signs).sum::<usize>() > 2 * chosen.signs_of_text(&blocks);
    if is_series {
        captions().for_each(|(at, _)| chosen.0[at] = true);
    }
    let mut found = chosen.body(&blocks);
    if is_series {
        found.captions.clear();
    }
    let described = described.map(|text| clean::markup::plain(text.to_owned()));
    let is_less = |text: &String| signs(&found.text) * 100 < signs(text) * TRUSTED;
    if let Some(text) = described.filter(is_less) {
        let own = Chosen::of_extracted(&blocks, &text).map(|own| own.body(&blocks));
        let own = own.filter(|own| signs(&own.text) * 100 >= signs(&text) * CONTAINED);
        found = own.unwrap_or_else(|| Body { text: text.trim().to_owned(), ..Body::default() });
    }
    let span = chosen.span();
    let second = {
        let mut prose = chosen.blocks(&blocks).filter(|(_, block)| is_paragraph(block));
        prose.nth(1).map_or(span.end, |(at, _)| at)
    };
    let body = Some(found).filter(|found| !found.text.is_empty());
    (body, Place { blocks, around, headline, span, second })
}

/// For each element, whether it stands around the article. One that has the headline does not,
/// whatever it is called, nor does one of a name that is not sure that holds most of what an
/// extractor took, or of a vague name and holds most of the page's prose.
fn around(blocks: &Blocks, extracted: Option<&Chosen>, title: Option<&str>) -> Vec<bool> {
    let prose = blocks.sums(|_, block| if is_prose(block) { block.signs } else { 0 });
    let taken = blocks.sums(|at, block| {
        let is_taken = extracted.is_some_and(|extracted| extracted.0[at]);
        if is_taken && is_prose(block) { block.signs } else { 0 }
    });
    let headings = blocks.sums(|_, block| {
        let is_headline = block.kind == BlockKind::Heading
            && title.is_some_and(|title| clean::is_same_title(&block.text, title));
        usize::from(is_headline)
    });
    let most = |sums: &[usize], at: usize| sums[at] * 2 > sums.first().copied().unwrap_or_default();
    let mut around: Vec<bool> = Vec::with_capacity(blocks.elements.len());
    for (at, element) in blocks.elements.iter().enumerate() {
        let above = element.parent.is_some_and(|parent| around[parent]);
        let is_own = headings[at] > 0
            || most(&taken, at) && element.around < Around::Surely
            || most(&prose, at) && element.around < Around::Likely;
        around.push(above || element.around > Around::No && !is_own);
    }
    around
}

/// Signs with which sentences end.
const SENTENCE_ENDS: [char; 10] = ['.', '!', '?', '。', '؟', '।', '…', '”', '»', '"'];

/// Whether a block is a paragraph of prose, and not the line of a byline.
pub(super) fn is_paragraph(block: &Block) -> bool {
    let is_sentence = block.text.ends_with(SENTENCE_ENDS);
    is_prose(block) && (block.signs >= 120 || is_sentence)
}

/// Whether a block is a list of links of few words each, as menus are.
fn is_menu(block: &Block) -> bool {
    const LINK_BYTES: usize = 30;
    let lines = block.text.lines().count().max(1);
    block.is_links() && block.text.len() <= lines * LINK_BYTES
}

/// Whether a block reads like text: words that are no links, with a sentence among them.
fn is_prose(block: &Block) -> bool {
    block.kind != BlockKind::Heading
        && !block.is_links()
        && block.signs >= 40
        && block.text.contains(['.', '!', '?', '。', '؟', '।', '…', '”', '»', ','])
}

/// The blocks in the part of the page that holds its prose most densely.
fn dense_part(blocks: &Blocks, around: &[bool]) -> Option<Chosen> {
    let mut weights = vec![0_usize; blocks.elements.len()];
    for block in &blocks.all {
        if around[block.element] || block.is_links() || block.kind == BlockKind::Heading {
            continue;
        }
        let weight = if is_prose(block) { block.signs * 2 } else { block.signs.min(20) };
        // A paragraph speaks for what holds it, and less for what holds that.
        let is_own = matches!(block.kind, BlockKind::Loose | BlockKind::Preformatted);
        let skipped = usize::from(!is_own);
        for (distance, element) in blocks.around(block.element).skip(skipped).take(3).enumerate() {
            weights[element] += weight >> distance;
        }
    }
    let most = weights.iter().copied().max().filter(|most| *most > 0)?;
    let container = weights.iter().position(|weight| *weight == most)?;
    // What lies in it, and those beside it that are as dense.
    let parent = blocks.elements[container].parent;
    let mut is_in = vec![false; blocks.elements.len()];
    for element in 0..is_in.len() {
        let own = &blocks.elements[element];
        let is_beside = own.parent == parent && parent.is_some() && weights[element] * 5 > most;
        is_in[element] =
            element == container || is_beside || own.parent.is_some_and(|parent| is_in[parent]);
    }
    let chosen = blocks.all.iter().map(|block| {
        is_in[block.element]
            && !around[block.element]
            && !block.is_links()
            && block.kind != BlockKind::Caption
    });
    Some(Chosen(chosen.collect()))
}

/// Which blocks are the article.
struct Chosen(Vec<bool>);

impl Chosen {
    /// The blocks whose words an extractor took; `None` if there are none.
    fn of_extracted(blocks: &Blocks, extracted: &str) -> Option<Self> {
        let mut runs: HashSet<u64> = HashSet::new();
        for line in extracted.lines() {
            runs.extend(runs_of(line));
        }
        let chosen: Vec<bool> = blocks
            .all
            .iter()
            .map(|block| {
                let (mut all, mut known) = (0, 0);
                for run in block.text.lines().flat_map(runs_of) {
                    all += 1;
                    known += usize::from(runs.contains(&run));
                }
                all > 0 && known * 100 >= all * EXTRACTED
            })
            .collect();
        chosen.contains(&true).then_some(Self(chosen))
    }

    /// From the first block to behind the last.
    fn span(&self) -> Range<usize> {
        let first = self.0.iter().position(|chosen| *chosen).unwrap_or_default();
        let last = self.0.iter().rposition(|chosen| *chosen).map_or(first, |last| last + 1);
        first..last
    }

    /// The block above the text that is the headline.
    fn headline(&self, blocks: &Blocks, title: &str) -> Option<usize> {
        let is_title = |block: &Block| clean::is_same_title(&block.text, title);
        let first = self.blocks(blocks).find(|(_, block)| is_prose(block) && !is_title(block));
        let first = first.map_or(self.span().start, |(at, _)| at);
        blocks.all[..first].iter().rposition(is_title)
    }

    /// Without what stands above the headline, and it.
    fn below(mut self, headline: Option<usize>) -> Self {
        if let Some(headline) = headline {
            self.0[..=headline].fill(false);
        }
        self
    }

    fn signs_of_text(&self, blocks: &Blocks) -> usize {
        let text = self.blocks(blocks).filter(|(_, block)| block.kind != BlockKind::Caption);
        text.map(|(_, block)| block.signs).sum()
    }

    fn signs(&self, blocks: &Blocks) -> usize {
        self.blocks(blocks).map(|(_, block)| block.signs).sum()
    }

    fn blocks<'b>(&'b self, blocks: &'b Blocks) -> impl Iterator<Item = (usize, &'b Block)> {
        blocks.all.iter().enumerate().filter(|(at, _)| self.0[*at])
    }

    /// Whether an extractor's choice is to be trusted where the densest part of the page is this.
    fn is_better_than(&self, blocks: &Blocks, around: &[bool], dense: &Self) -> bool {
        let own = self.signs(blocks);
        let beside: usize = self
            .blocks(blocks)
            .filter(|(_, block)| around[block.element] || is_menu(block))
            .map(|(_, block)| block.signs)
            .sum();
        let both: usize =
            self.blocks(blocks).filter(|(at, _)| dense.0[*at]).map(|(_, block)| block.signs).sum();
        let is_clean = beside * 4 <= own || both * 100 < dense.signs(blocks) * TRUSTED;
        is_clean && own * 100 >= dense.signs(blocks) * TRUSTED
    }

    /// Whether it is the text right below the headline, and something else is denser: a list of
    /// other articles, as a rule.
    fn is_below_headline(&self, blocks: &Blocks, dense: &Self, title: Option<&str>) -> bool {
        let is_other = !self.0.iter().zip(&dense.0).any(|(own, dense)| *own && *dense)
            && self.signs(blocks) * 3 >= dense.signs(blocks);
        let headline = title.filter(|_| is_other).and_then(|title| self.headline(blocks, title));
        headline.is_some_and(|headline| self.span().start <= headline + LEAD_BLOCKS)
    }

    /// With the blocks that belong to those that were chosen.
    fn with_what_belongs(
        mut self,
        blocks: &Blocks,
        around: &[bool],
        headline: Option<usize>,
    ) -> Self {
        let Some(first) = self.0.iter().position(|chosen| *chosen) else { return self };
        let last = self.0.iter().rposition(|chosen| *chosen).unwrap_or(first);
        let sums = blocks.sums(|at, block| if self.0[at] { block.signs } else { 0 });
        let all = self.signs(blocks);
        // The innermost element that holds nearly all of it.
        let container = blocks
            .around(blocks.all[first].element)
            .find(|element| sums[*element] * 100 >= all * CONTAINED);
        let is_inside = |block: &Block| {
            container.is_some_and(|container| {
                blocks.around(block.element).any(|element| element == container)
            })
        };
        let parents: HashSet<Option<usize>> =
            self.blocks(blocks).map(|(_, block)| blocks.elements[block.element].parent).collect();
        let (mut heading, mut end) = (None, last + 1);
        for (at, block) in blocks.all.iter().enumerate() {
            if self.0[at] {
                // A heading belongs to the text below it.
                if let Some(heading) = heading.take() {
                    self.0[heading] = true;
                }
                continue;
            }
            if around[block.element] || !is_inside(block) {
                continue;
            }
            let is_between = (first..=last).contains(&at);
            match block.kind {
                BlockKind::Heading => heading = Some(at),
                BlockKind::Caption => self.0[at] = true,
                BlockKind::Paragraph | BlockKind::Preformatted | BlockKind::Item
                    if block.is_links() =>
                {
                    // One that is a link from end to end, and a sentence.
                    let is_beside = parents.contains(&blocks.elements[block.element].parent);
                    let is_sentence = block.text.ends_with(SENTENCE_ENDS);
                    self.0[at] = is_beside && is_sentence && block.kind == BlockKind::Paragraph;
                }
                // Prose beside it, above and right below, was only not trusted; below, a sentence is
                // prose, short as it may be.
                BlockKind::Paragraph
                    if (at < first && is_prose(block)
                        || at == end
                            && (is_prose(block) || block.text.ends_with(SENTENCE_ENDS)))
                        && parents.contains(&blocks.elements[block.element].parent) =>
                {
                    self.0[at] = true;
                    end += usize::from(at == end);
                }
                _ if is_between => {
                    let is_beside = parents.contains(&blocks.elements[block.element].parent);
                    self.0[at] = !block.is_links() && (is_beside || is_prose(block));
                }
                _ => {}
            }
        }
        self.with_lead(blocks, around, headline, first)
    }

    /// Without the list of links to other articles with which it ends.
    fn without_last_links(mut self, blocks: &Blocks) -> Self {
        const FEWEST: usize = 3;
        let chosen: Vec<usize> = self.blocks(blocks).map(|(at, _)| at).collect();
        let is_link = |at: &usize| {
            let block = &blocks.all[*at];
            block.is_links() && block.kind != BlockKind::Paragraph
        };
        let links = chosen.iter().rev().take_while(|at| is_link(at)).count();
        let (text, last) = chosen.split_at(chosen.len() - links);
        let signs = |all: &[usize]| all.iter().map(|at| blocks.all[*at].signs).sum::<usize>();
        if last.len() >= FEWEST && signs(text) > signs(last) {
            for at in last {
                self.0[*at] = false;
            }
        }
        self
    }

    /// With what stands between the headline and the first block: the lead, captions, but not who
    /// wrote it and when.
    fn with_lead(
        mut self,
        blocks: &Blocks,
        around: &[bool],
        headline: Option<usize>,
        first: usize,
    ) -> Self {
        let Some(headline) = headline.filter(|headline| first - headline <= LEAD_BLOCKS) else {
            return self;
        };
        let above = &blocks.all[..first];
        let parent = blocks.elements[blocks.all[first].element].parent;
        for (at, block) in above.iter().enumerate().skip(headline + 1) {
            // Below another heading stands something else.
            if block.kind == BlockKind::Heading && block.signs < LEAD_SIGNS {
                break;
            }
            if around[block.element] || block.is_links() {
                continue;
            }
            let text = block.text.as_str();
            let is_frame = byline::is_byline(text)
                || date::header_line(text, 0, Manner::default()).is_some()
                || clean::is_known_phrase(text);
            let is_lead = block.signs >= LEAD_SIGNS && text.contains([' ', '、', '。', '，']);
            // Short as it may be, a sentence among the paragraphs is one of them.
            let is_sentence = block.kind == BlockKind::Paragraph
                && text.ends_with(SENTENCE_ENDS)
                && blocks.elements[block.element].parent == parent;
            let is_lead = is_lead && !is_names(text) || is_sentence;
            self.0[at] = !is_frame && (is_lead || block.kind == BlockKind::Caption);
        }
        self
    }

    /// The text of the chosen blocks.
    fn body(&self, blocks: &Blocks) -> Body {
        let mut body = Body::default();
        let mut before: Option<&Block> = None;
        for (_, block) in self.blocks(blocks) {
            if let Some(before) = before {
                let is_list = before.kind == block.kind
                    && matches!(block.kind, BlockKind::Item | BlockKind::Row);
                body.text.push_str(if is_list { "\n" } else { "\n\n" });
            }
            let start = body.text.len();
            body.text.push_str(&clean::repaired(block.text.clone()));
            if block.kind == BlockKind::Caption {
                body.captions.push(start..body.text.len());
            }
            before = Some(block);
        }
        body
    }
}

/// Whether a text is nothing but names: of people, of places, of parts of the paper.
fn is_names(text: &str) -> bool {
    text.len() < 120 && byline::is_name(text)
}

/// The runs of words in a line, as digests; the whole line where it has fewer.
fn runs_of(line: &str) -> Vec<u64> {
    let mut words: Vec<u64> = Vec::new();
    let mut hasher: Option<DefaultHasher> = None;
    for character in line.chars() {
        // Each sign is a word in scripts that part none.
        let is_sign = ('\u{2e80}'..'\u{a4d0}').contains(&character);
        if (!character.is_alphanumeric() || is_sign)
            && let Some(word) = hasher.take()
        {
            words.push(word.finish());
        }
        if character.is_alphanumeric() {
            let word = hasher.get_or_insert_with(DefaultHasher::new);
            character.hash(word);
            if is_sign && let Some(word) = hasher.take() {
                words.push(word.finish());
            }
        }
    }
    words.extend(hasher.map(|word| word.finish()));
    let digest = |words: &[u64]| {
        let mut hasher = DefaultHasher::new();
        words.hash(&mut hasher);
        hasher.finish()
    };
    match words.len() {
        0 => Vec::new(),
        1..RUN_WORDS => vec![digest(&words)],
        _ => words.windows(RUN_WORDS).map(digest).collect(),
    }
}
