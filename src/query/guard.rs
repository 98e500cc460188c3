//! Looks at a query's text before it is parsed.
//!
//! Deeply nested queries overflow the parser's stack, which would end the whole process (864
//! brackets are enough on two megabytes), so depth and length are limited first. `SERVICE` is
//! looked for in the text, because `SERVICE SILENT` would otherwise give an empty row and no error;
//! only the search of [`crate::query::search`] may follow it.

use crate::query::error::QueryError;
use crate::query::search::SEARCH;

/// The longest query, in bytes.
const MAX_LENGTH: usize = 64 * 1024;
/// The deepest nesting of brackets, as other SPARQL engines have chosen.
const MAX_DEPTH: usize = 128;

/// What a query needs beside the graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Needs {
    /// Nothing.
    Graph,
    /// The index of texts.
    Search,
}

/// Refuses what must not reach the parser, and says what the query needs.
pub(super) fn check(query: &str, text: &str) -> Result<Needs, QueryError> {
    if text.len() > MAX_LENGTH {
        return Err(QueryError::TooLong { query: query.to_owned(), limit: MAX_LENGTH });
    }
    check_update(query, text)
}

/// The same for an update, which may hold any number of quads: whoever sends it limits its length.
pub(super) fn check_update(query: &str, text: &str) -> Result<Needs, QueryError> {
    let mut depth = 0_usize;
    let mut needs = Needs::Graph;
    let mut tokens = Tokens { rest: text };
    while let Some(token) = tokens.next() {
        match token {
            Token::Open => depth += 1,
            Token::Close => depth = depth.saturating_sub(1),
            Token::Word(word) if word.eq_ignore_ascii_case("service") => {
                if begins_with_search(tokens.rest) {
                    needs = Needs::Search;
                    continue;
                }
                return Err(QueryError::Service { query: query.to_owned() });
            }
            Token::Word(_) => {}
        }
        if depth > MAX_DEPTH {
            return Err(QueryError::TooDeep { query: query.to_owned(), limit: MAX_DEPTH });
        }
    }
    Ok(needs)
}

/// Whether a query that is about to be sent on asks yet another server. It has been parsed, so all names are whole: a
/// prefix of the client's own can't hide one.
pub(super) fn asks_elsewhere(text: &str) -> bool {
    let mut tokens = Tokens { rest: text };
    while let Some(token) = tokens.next() {
        if matches!(token, Token::Word(word) if word.eq_ignore_ascii_case("service"))
            && !begins_with_search(tokens.rest)
        {
            return true;
        }
    }
    false
}

/// Whether the name of the search follows, whole or with a prefix. A prefix that means something else
/// is noticed when the query is answered.
fn begins_with_search(text: &str) -> bool {
    let text = text.trim_start();
    let name = match text.strip_prefix('<') {
        Some(iri) => iri.split('>').next().filter(|iri| *iri == SEARCH.as_str()),
        None => {
            let rest = text.trim_start_matches(is_word);
            rest.strip_prefix(":search").filter(|rest| !rest.starts_with(|next| is_word(next) || next == '-'))
        }
    };
    name.is_some()
}

/// What matters of a query; comments, strings, IRIs, variables and prefixed names are passed over.
#[derive(Debug, PartialEq, Eq)]
enum Token<'a> {
    Open,
    Close,
    Word(&'a str),
}

struct Tokens<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let first = self.rest.chars().next()?;
            match first {
                '(' | '{' | '[' => return Some(self.take_one(Token::Open)),
                ')' | '}' | ']' => return Some(self.take_one(Token::Close)),
                '#' => self.skip(self.rest.find(['\n', '\r']).unwrap_or(self.rest.len())),
                '"' | '\'' => self.skip(string_length(self.rest)),
                '<' => self.skip(iri_length(self.rest).unwrap_or(1)),
                '?' | '$' | '@' | ':' => self.skip(1 + word_length(&self.rest[1..])),
                _ if is_word(first) => {
                    let (word, rest) = self.rest.split_at(word_length(self.rest));
                    self.rest = rest;
                    if !rest.starts_with(':') {
                        return Some(Token::Word(word));
                    }
                }
                _ => self.skip(first.len_utf8()),
            }
        }
    }
}

impl<'a> Tokens<'a> {
    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    fn take_one(&mut self, token: Token<'a>) -> Token<'a> {
        self.skip(1);
        token
    }
}

fn is_word(char: char) -> bool {
    char.is_alphanumeric() || char == '_'
}

fn word_length(text: &str) -> usize {
    text.find(|char| !is_word(char)).unwrap_or(text.len())
}

/// The length of the string at the beginning, with its quotes; to the end when it isn't closed.
fn string_length(text: &str) -> usize {
    let quote = &text[..1];
    let long = quote.repeat(3);
    let quote = if text.starts_with(&long) { long.as_str() } else { quote };
    let mut at = quote.len();
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with(quote) {
            return at + quote.len();
        }
        let escaped = usize::from(rest.starts_with('\\'));
        at += rest.chars().take(1 + escaped).map(char::len_utf8).sum::<usize>();
    }
    text.len()
}

/// The length of the IRI at the beginning; `None` when the `<` is an operator.
fn iri_length(text: &str) -> Option<usize> {
    let end = text.find(|char: char| char == '>' || char.is_whitespace())?;
    text[end..].starts_with('>').then_some(end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(text: &str) -> &'static str {
        match check("q", text) {
            Ok(Needs::Graph) => "ok",
            Ok(Needs::Search) => "search",
            Err(QueryError::Service { .. }) => "service",
            Err(QueryError::TooDeep { .. }) => "deep",
            Err(QueryError::TooLong { .. }) => "long",
            Err(_) => "other",
        }
    }

    #[test]
    fn service_is_found_only_where_it_is_a_keyword() {
        for (text, expected) in [
            ("SELECT * { SERVICE <http://x/> { ?s ?p ?o } }", "service"),
            ("SELECT * { FILTER EXISTS{sErViCe SILENT ?x{}} }", "service"),
            ("SELECT * { SERVICE cp:search { ?s cp:matches '厂' } }", "search"),
            ("SELECT * { service<https://chanpu.example/ontology#search>{} }", "search"),
            ("SELECT * { SERVICE SILENT cp:search {} }", "service"),
            ("SELECT * { SERVICE cp:search-elsewhere {} }", "service"),
            ("SELECT * { SERVICE cp:search {} SERVICE <http://x/> {} }", "service"),
            ("SELECT ?service { ?service a <http://x/service> }", "ok"),
            ("SELECT * { ?s service:of ex:service }", "ok"),
            ("# SERVICE\nSELECT * { ?s ?p 'SERVICE \\' SERVICE' }", "ok"),
            ("SELECT * { ?s ?p \"\"\"a \" SERVICE\"\"\" }", "ok"),
            ("SELECT * { ?s ?p 'x' SERVICE ?y {} }", "service"),
            ("SELECT * { FILTER(?a < 1) SERVICE ?y {} }", "service"),
            ("SELECT * { <http://x/#y> ?p '产业'SERVICE ?y {} }", "service"),
        ] {
            assert_eq!(outcome(text), expected, "{text}");
        }
    }

    #[test]
    fn depth_and_length_are_limited() {
        assert_eq!(outcome(&"(".repeat(128)), "ok");
        assert_eq!(outcome(&"(".repeat(129)), "deep");
        assert_eq!(outcome(&"{[".repeat(65)), "deep");
        assert_eq!(outcome(&"()".repeat(1000)), "ok");
        assert_eq!(outcome(&format!("'{}'", "(".repeat(1000))), "ok");
        assert_eq!(outcome(&" ".repeat(MAX_LENGTH + 1)), "long");
    }

    #[test]
    fn unclosed_text_ends_the_search() {
        for text in ["'abc", "\"\"\"x", "<http://x", "\\", "'\\"] {
            assert_eq!(outcome(text), "ok", "{text}");
        }
    }
}
