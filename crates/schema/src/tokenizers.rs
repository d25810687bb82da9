//! Reads back, word by word, the streams of terms that [`crate::DocumentBuilder`] writes.
//!
//! An article is analysed once, where its language is known; what the engine is handed are the
//! terms, divided by spaces. Nothing is analysed twice, and any engine that only splits on spaces
//! can be handed the same streams.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};

/// One term a position; an empty one (two spaces in a row) leaves its position free.
pub(crate) const SEQUENCE: &str = "sequence";
/// A position and a term by turns, positions rising.
pub(crate) const PLACED: &str = "placed";
/// A count and a term by turns, for fields without positions: the term so many times.
pub(crate) const COUNTED: &str = "counted";

/// The tokenizers under their names.
pub(crate) fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register(SEQUENCE, Sequence::default());
    manager.register(PLACED, Placed::default());
    manager.register(COUNTED, Counted::default());
    manager
}

#[derive(Debug, Clone, Default)]
struct Sequence {
    token: Token,
}

#[derive(Debug)]
struct SequenceStream<'a> {
    rest: &'a str,
    next_position: usize,
    token: &'a mut Token,
}

impl Tokenizer for Sequence {
    type TokenStream<'a> = SequenceStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> SequenceStream<'a> {
        self.token.reset();
        SequenceStream { rest: text, next_position: 0, token: &mut self.token }
    }
}

impl TokenStream for SequenceStream<'_> {
    fn advance(&mut self) -> bool {
        while !self.rest.is_empty() {
            let (term, rest) = split_at_space(self.rest);
            self.rest = rest;
            let position = self.next_position;
            self.next_position += 1;
            if !term.is_empty() {
                set(self.token, term, position);
                return true;
            }
        }
        false
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[derive(Debug, Clone, Default)]
struct Placed {
    token: Token,
}

#[derive(Debug)]
struct PlacedStream<'a> {
    rest: &'a str,
    token: &'a mut Token,
}

impl Tokenizer for Placed {
    type TokenStream<'a> = PlacedStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> PlacedStream<'a> {
        self.token.reset();
        PlacedStream { rest: text, token: &mut self.token }
    }
}

impl TokenStream for PlacedStream<'_> {
    fn advance(&mut self) -> bool {
        let (position, rest) = split_at_space(self.rest);
        let (term, rest) = split_at_space(rest);
        self.rest = rest;
        match position.parse() {
            Ok(position) if !term.is_empty() => {
                set(self.token, term, position);
                true
            }
            _ => false,
        }
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[derive(Debug, Clone, Default)]
struct Counted {
    token: Token,
}

#[derive(Debug)]
struct CountedStream<'a> {
    rest: &'a str,
    /// How often the present term is still to come.
    left: u32,
    token: &'a mut Token,
}

impl Tokenizer for Counted {
    type TokenStream<'a> = CountedStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> CountedStream<'a> {
        self.token.reset();
        CountedStream { rest: text, left: 0, token: &mut self.token }
    }
}

impl TokenStream for CountedStream<'_> {
    fn advance(&mut self) -> bool {
        if self.left > 0 {
            self.left -= 1;
            return true;
        }
        let (count, rest) = split_at_space(self.rest);
        let (term, rest) = split_at_space(rest);
        self.rest = rest;
        match count.parse::<u32>() {
            Ok(count) if count > 0 && !term.is_empty() => {
                self.left = count - 1;
                set(self.token, term, 0);
                true
            }
            _ => false,
        }
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

fn split_at_space(text: &str) -> (&str, &str) {
    match text.as_bytes().iter().position(|&byte| byte == b' ') {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (text, ""),
    }
}

fn set(token: &mut Token, term: &str, position: usize) {
    token.text.clear();
    token.text.push_str(term);
    token.position = position;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(tokenizer: impl Tokenizer, text: &str) -> Vec<(usize, String)> {
        let mut tokenizer = tokenizer;
        let mut stream = tokenizer.token_stream(text);
        let mut tokens = Vec::new();
        while stream.advance() {
            tokens.push((stream.token().position, stream.token().text.clone()));
        }
        tokens
    }

    #[test]
    fn an_empty_term_leaves_its_position_free() {
        let tokens = read(Sequence::default(), "a b   c ");
        assert_eq!(tokens, [(0, "a".into()), (1, "b".into()), (4, "c".into())]);
        assert_eq!(read(Sequence::default(), ""), []);
    }

    #[test]
    fn counted_terms_come_so_often() {
        let terms = |text| read(Counted::default(), text).into_iter().map(|(_, term)| term);
        assert_eq!(terms("2 a 1 b ").collect::<Vec<_>>(), ["a", "a", "b"]);
        assert_eq!(terms("0 a").count() + terms("a 2").count() + terms("").count(), 0);
    }

    #[test]
    fn placed_terms_stand_where_they_say() {
        let tokens = read(Placed::default(), "3 a 17 b ");
        assert_eq!(tokens, [(3, "a".into()), (17, "b".into())]);
        assert_eq!(read(Placed::default(), "x a"), []);
    }
}
