//! What the articles say of a word, found by reading all of them: how it is written, and in which
//! languages it is a name.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use article::OwnFields;
use query::{
    Archive, Articles, Plan, QueryError, Question, SearchRequest, Sought, Spans, SynonymSets, Word,
    WordMemory, Written,
};
use schema::Keyword;
use text::{Analyzer, Language, Name};

use super::naive::{ReadArticle, Token};

/// The articles, as an archive to ask of words.
pub(super) struct Known<'a> {
    analyzer: &'a Analyzer,
    languages: Vec<Language>,
    articles: &'a [ReadArticle],
    /// By folded word, its spellings in other letters and the articles that have it.
    words: HashMap<&'a str, Occurrences<'a>>,
    /// By letters, the articles that have them only with a capital, and whether for sure.
    names: HashMap<&'a str, Vec<(usize, bool)>>,
    synonyms: SynonymSets,
    memory: WordMemory,
    own_fields: Arc<OwnFields>,
}

#[derive(Default)]
struct Occurrences<'a> {
    spellings: BTreeSet<&'a str>,
    /// In title or body.
    articles: BTreeSet<usize>,
}

impl<'a> Known<'a> {
    pub(super) fn new(articles: &'a [ReadArticle], analyzer: &'a Analyzer) -> Self {
        let languages: BTreeSet<_> = articles.iter().map(|one| one.analysis).collect();
        let mut words: HashMap<&str, Occurrences<'_>> = HashMap::new();
        let mut names: HashMap<&str, Vec<(usize, bool)>> = HashMap::new();
        for (number, article) in articles.iter().enumerate() {
            for token in article.title.iter().chain(&article.body) {
                words.entry(&token.folded).or_default().articles.insert(number);
            }
            for token in article.title.iter().chain(&article.body).chain(&article.rest) {
                if token.exact != token.folded {
                    words.entry(&token.folded).or_default().spellings.insert(&token.exact);
                }
            }
            for (letters, is_sure) in article.names() {
                names.entry(letters).or_default().push((number, is_sure));
            }
        }
        Self {
            analyzer,
            languages: languages.into_iter().collect(),
            articles,
            words,
            names,
            synonyms: SynonymSets::default(),
            memory: WordMemory::default(),
            own_fields: Arc::default(),
        }
    }

    /// By what a bare word is sought in articles of a language.
    pub(super) fn sought(&self, word: &str) -> Vec<Sought> {
        of_plan(Question::understand(self, &SearchRequest::new(word)).unwrap().into_plan())
    }
}

/// By what the one bare word of a plan is sought.
pub(super) fn of_plan(plan: Plan) -> Vec<Sought> {
    let Plan::Words { spans, .. } = plan else { panic!("{plan:?} is no word") };
    let typed = match spans {
        Spans::Synonyms { typed, .. } => *typed,
        spans => spans,
    };
    match typed {
        Spans::Word(Word::Inflected { sought, .. }) => sought,
        other => panic!("{other:?} is no bare word"),
    }
}

impl ReadArticle {
    /// Of the letters that it writes only with a capital, which, and whether for sure.
    fn names(&self) -> BTreeMap<&str, bool> {
        let own = || self.title.iter().chain(&self.body);
        let written: BTreeSet<&str> = own().map(|token| &*token.raw).collect();
        let mut names = BTreeMap::new();
        let mut sure: BTreeSet<&str> = BTreeSet::new();
        for line in self.lines() {
            let capitals = line.iter().filter(|token| token.has_capital()).count();
            let is_ordinary = capitals * 2 <= line.len();
            let is_sure = |token: &&&Token| token.is_marked || (is_ordinary && token.is_inside);
            sure.extend(line.iter().filter(is_sure).map(|token| &*token.raw));
        }
        for token in own().filter(|token| token.has_capital()) {
            let is_small_too = token.raw != token.exact && written.contains(&*token.exact);
            if !is_small_too {
                *names.entry(&*token.exact).or_default() |= sure.contains(&*token.raw);
            }
        }
        names
    }

    /// The words of its own text, line by line.
    fn lines(&self) -> Vec<Vec<&Token>> {
        let mut lines: BTreeMap<(bool, u32), Vec<&Token>> = BTreeMap::new();
        for (is_body, tokens) in [(false, &self.title), (true, &self.body)] {
            for token in tokens {
                lines.entry((is_body, token.line)).or_default().push(token);
            }
        }
        lines.into_values().collect()
    }

    fn has(&self, is_it: impl Fn(&Token) -> bool) -> bool {
        self.title.iter().chain(&self.body).any(is_it)
    }
}

impl Token {
    /// Whether it may begin a name.
    fn has_capital(&self) -> bool {
        self.raw.starts_with(|first: char| match first {
            // Hebrew, Arabic and Georgian have no capitals.
            '\u{590}'..='\u{6FF}' | '\u{10D0}'..='\u{10FF}' => first.is_alphabetic(),
            first => first.is_uppercase(),
        })
    }
}

impl Archive for Known<'_> {
    fn analyzer(&self) -> &Analyzer {
        self.analyzer
    }

    fn is_current_analysis(&self) -> bool {
        true
    }

    fn languages(&self) -> &[Language] {
        &self.languages
    }

    fn keeps_languages(&self) -> bool {
        true
    }

    fn own_fields(&self) -> &Arc<OwnFields> {
        &self.own_fields
    }

    fn written(&self, folded: &str) -> Result<Arc<Written>, QueryError> {
        let Some(word) = self.words.get(folded) else { return Ok(Arc::default()) };
        let mut articles: BTreeMap<Language, Articles> = BTreeMap::new();
        for number in &word.articles {
            articles.entry(self.articles[*number].analysis).or_default().all += 1;
        }
        let mut letters = word.spellings.clone();
        letters.insert(folded);
        letters.retain(|letters| !Name::new(letters).keys().is_empty());
        let names = letters.iter().filter_map(|one| self.names.get(one)).flatten();
        let mut of_articles: BTreeMap<usize, bool> = BTreeMap::new();
        for (number, is_sure) in names {
            *of_articles.entry(*number).or_default() |= is_sure;
        }
        for (number, is_sure) in of_articles {
            let Some(counts) = articles.get_mut(&self.articles[number].analysis) else { continue };
            *(if is_sure { &mut counts.sure } else { &mut counts.unsure }) += 1;
        }
        let spellings = word.spellings.iter().map(|letters| (*letters).to_owned()).collect();
        Ok(Arc::new(Written { spellings, articles: articles.into_iter().collect() }))
    }

    fn articles_with_stem(&self, stems: &[String], language: Language) -> Result<u64, QueryError> {
        let of_language = || self.articles.iter().filter(|one| one.analysis == language);
        let counts = stems.iter().map(|stem| {
            of_language().filter(|one| one.has(|token| token.stems.contains(stem))).count() as u64
        });
        Ok(counts.max().unwrap_or(0))
    }

    fn forms_of(&self, stems: &[String], language: Language) -> Result<Vec<String>, QueryError> {
        let mut forms = BTreeSet::new();
        for (folded, _) in self.words.iter().filter(|(_, word)| !word.articles.is_empty()) {
            let word = self.analyzer.forms(folded, language);
            let has_stem =
                word.borrowed().all_stems().any(|stem| stems.iter().any(|one| one == stem));
            if has_stem && stems.iter().any(|stem| folded.starts_with(stem.as_str())) {
                forms.insert((*folded).to_owned());
            }
        }
        Ok(forms.into_iter().collect())
    }

    fn goes_on(&self) -> bool {
        true
    }

    fn memory(&self) -> &WordMemory {
        &self.memory
    }

    fn zone(&self) -> &'static str {
        "UTC"
    }

    fn synonyms(&self) -> &SynonymSets {
        &self.synonyms
    }

    fn spellings(&self, _: &[Name]) -> Result<BTreeMap<String, u64>, QueryError> {
        Ok(BTreeMap::new())
    }

    fn spellings_in(&self, _: Keyword, _: &[Name]) -> Result<BTreeMap<String, u64>, QueryError> {
        Ok(BTreeMap::new())
    }

    fn articles_with(&self, _: &str) -> Result<u64, QueryError> {
        Ok(0)
    }
}
