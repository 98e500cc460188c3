//! Media types, and which of them a client wants.

use oxigraph::io::{JsonLdProfileSet, RdfFormat};
use oxigraph::sparql::results::QueryResultsFormat;

/// A form in which something can be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Media {
    Html,
    Json,
    SparqlJson,
    SparqlXml,
    Csv,
    Tsv,
    Turtle,
    NTriples,
    RdfXml,
    JsonLd,
    TriG,
    NQuads,
}

/// What tables and yes or no can be had in, what clients like best first.
pub(super) const RESULTS: &[Media] = &[Media::SparqlJson, Media::SparqlXml, Media::Csv, Media::Tsv];
/// What triples can be had in.
pub(super) const TRIPLES: &[Media] =
    &[Media::Turtle, Media::NTriples, Media::RdfXml, Media::JsonLd, Media::TriG, Media::NQuads];

impl Media {
    const ALL: [Self; 12] = [
        Self::Html,
        Self::Json,
        Self::SparqlJson,
        Self::SparqlXml,
        Self::Csv,
        Self::Tsv,
        Self::Turtle,
        Self::NTriples,
        Self::RdfXml,
        Self::JsonLd,
        Self::TriG,
        Self::NQuads,
    ];

    /// The header of an answer.
    pub(super) fn content_type(self) -> &'static str {
        match self {
            Self::Html => "text/html; charset=utf-8",
            Self::Json => "application/json",
            Self::SparqlJson => "application/sparql-results+json",
            Self::SparqlXml => "application/sparql-results+xml",
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Tsv => "text/tab-separated-values; charset=utf-8",
            Self::Turtle => "text/turtle; charset=utf-8",
            Self::NTriples => "application/n-triples",
            Self::RdfXml => "application/rdf+xml",
            Self::JsonLd => "application/ld+json",
            Self::TriG => "application/trig",
            Self::NQuads => "application/n-quads",
        }
    }

    /// The names that clients use in `Accept`.
    fn names(self) -> &'static [&'static str] {
        match self {
            Self::Html => &["text/html", "application/xhtml+xml"],
            Self::Json => &["application/json", "text/json"],
            Self::SparqlJson => &[
                "application/sparql-results+json",
                "application/json",
                "text/json",
                "text/javascript",
                "application/javascript",
            ],
            Self::SparqlXml => &["application/sparql-results+xml", "application/xml", "text/xml"],
            Self::Csv => &["text/csv"],
            Self::Tsv => &["text/tab-separated-values", "text/tsv"],
            Self::Turtle => &["text/turtle", "application/turtle", "application/x-turtle", "text/n3"],
            Self::NTriples => &["application/n-triples", "text/ntriples"],
            Self::RdfXml => &["application/rdf+xml", "application/xml", "text/xml"],
            Self::JsonLd => &["application/ld+json", "application/json"],
            Self::TriG => &["application/trig", "application/x-trig"],
            Self::NQuads => &["application/n-quads", "text/x-nquads", "text/nquads"],
        }
    }

    /// The ending of a path that asks for it.
    pub(super) fn suffix(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Json => "json",
            Self::SparqlJson => "srj",
            Self::SparqlXml => "srx",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Turtle => "ttl",
            Self::NTriples => "nt",
            Self::RdfXml => "rdf",
            Self::JsonLd => "jsonld",
            Self::TriG => "trig",
            Self::NQuads => "nq",
        }
    }

    /// What a path's ending asks for.
    pub(super) fn of_suffix(suffix: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|media| media.suffix() == suffix)
    }

    /// What a parameter names, of what is offered: an ending, a media type, or a name that is usual.
    pub(super) fn of_name(name: &str, offered: &[Self]) -> Option<Self> {
        // A `+` that wasn't encoded has become a space.
        let name = name.replace(' ', "+").to_ascii_lowercase();
        let is_named = |media: &Self| {
            let usual: &[&str] = match media {
                Self::Json | Self::SparqlJson => &["json"],
                Self::SparqlXml => &["xml"],
                Self::Turtle => &["turtle", "n3"],
                Self::NTriples => &["ntriples", "n-triples"],
                Self::RdfXml => &["rdfxml", "rdf+xml", "xml"],
                Self::JsonLd => &["json-ld", "ld+json", "json+ld", "json"],
                Self::NQuads => &["nquads", "n-quads"],
                Self::Html | Self::Csv | Self::Tsv | Self::TriG => &[],
            };
            media.suffix() == name || usual.contains(&name.as_str()) || media.names().contains(&name.as_str())
        };
        offered.iter().copied().find(is_named)
    }

    /// What a media type without its parameters names, of what is offered.
    pub(super) fn of_type(name: &str, offered: &[Self]) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        offered.iter().copied().find(|media| media.names().contains(&name.as_str()))
    }

    /// The format for triples; Turtle for what isn't one.
    pub(super) fn rdf(self) -> RdfFormat {
        match self {
            Self::NTriples => RdfFormat::NTriples,
            Self::RdfXml => RdfFormat::RdfXml,
            Self::JsonLd => RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() },
            Self::TriG => RdfFormat::TriG,
            Self::NQuads => RdfFormat::NQuads,
            _ => RdfFormat::Turtle,
        }
    }

    /// The format for results; JSON for what isn't one.
    pub(super) fn results(self) -> QueryResultsFormat {
        match self {
            Self::SparqlXml => QueryResultsFormat::Xml,
            Self::Csv => QueryResultsFormat::Csv,
            Self::Tsv => QueryResultsFormat::Tsv,
            _ => QueryResultsFormat::Json,
        }
    }

    /// What ends a cut answer, where the format has comments.
    pub(super) fn comment(self, text: &str) -> Option<String> {
        match self {
            Self::SparqlXml | Self::RdfXml => Some(format!("<!-- {text} -->\n")),
            Self::Turtle | Self::NTriples | Self::TriG | Self::NQuads => Some(format!("# {text}\n")),
            _ => None,
        }
    }
}

/// What the client wants most of what is offered; the first where it doesn't say. `None` when it
/// wants none of them.
pub(super) fn negotiate(accept: Option<&str>, offered: &[Media]) -> Option<Media> {
    let ranges: Vec<Range<'_>> =
        accept.unwrap_or("*/*").split(',').take(100).filter_map(Range::parse).collect();
    let mut best: Option<(u16, Media)> = None;
    for media in offered {
        // The most specific range that a type falls under counts for it.
        let quality = media
            .names()
            .iter()
            .enumerate()
            .filter_map(|(index, name)| {
                let fitting = ranges
                    .iter()
                    .filter_map(|range| Some((range.specificity(name)?, range.quality)))
                    // What is sent has the first name: only that one falls under `text/*`.
                    .filter(|(specificity, _)| index == 0 || *specificity == EXACT);
                fitting.max_by_key(|(specificity, _)| *specificity)
            })
            .max_by_key(|(specificity, quality)| (*specificity, *quality))
            .map_or(0, |(_, quality)| quality);
        if quality > best.map_or(0, |(best, _)| best) {
            best = Some((quality, *media));
        }
    }
    best.map(|(_, media)| media)
}

/// How closely a range describes a type that it names.
const EXACT: u8 = 2;

/// One of the media ranges of `Accept`.
struct Range<'a> {
    kind: &'a str,
    subtype: &'a str,
    /// In thousandths.
    quality: u16,
}

impl<'a> Range<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let mut parts = text.split(';');
        let (kind, subtype) = parts.next()?.trim().split_once('/')?;
        let quality = parts
            .filter_map(|parameter| parameter.trim().strip_prefix("q=")?.trim().parse::<f32>().ok())
            .next()
            .unwrap_or(1.0);
        Some(Self { kind, subtype, quality: (quality.clamp(0.0, 1.0) * 1000.0) as u16 })
    }

    /// How closely it describes the type: 0 for `*/*`, [`EXACT`] for the type itself; `None` when it doesn't.
    fn specificity(&self, name: &str) -> Option<u8> {
        let (kind, subtype) = name.split_once('/')?;
        match (self.kind, self.subtype) {
            ("*", "*") => Some(0),
            (wanted, "*") if wanted.eq_ignore_ascii_case(kind) => Some(1),
            (wanted, of) if wanted.eq_ignore_ascii_case(kind) && of.eq_ignore_ascii_case(subtype) => {
                Some(EXACT)
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clients_get_what_they_want_most() {
        for (accept, expected) in [
            (None, Some(Media::SparqlJson)),
            (Some("*/*"), Some(Media::SparqlJson)),
            (Some("text/csv"), Some(Media::Csv)),
            (Some("text/*"), Some(Media::Csv)),
            (Some("application/sparql-results+xml;q=0.5, text/csv;q=0.9"), Some(Media::Csv)),
            (Some("application/json"), Some(Media::SparqlJson)),
            (Some("*/*, application/sparql-results+json;q=0"), Some(Media::SparqlXml)),
            (Some("TEXT/TAB-SEPARATED-VALUES"), Some(Media::Tsv)),
            (Some("text/html;q=0"), None),
            (Some("image/png"), None),
            (Some("junk"), None),
            (Some("text/turtle, application/sparql-results+xml;q=0.1"), Some(Media::SparqlXml)),
        ] {
            assert_eq!(negotiate(accept, RESULTS), expected, "{accept:?}");
        }
        assert_eq!(negotiate(Some("application/rdf+xml"), TRIPLES), Some(Media::RdfXml));
        let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
        assert_eq!(negotiate(Some(browser), &[Media::Turtle, Media::Html]), Some(Media::Html));
    }

    #[test]
    fn suffixes_read_back() {
        for media in Media::ALL {
            assert_eq!(Media::of_suffix(media.suffix()), Some(media));
        }
        assert_eq!(Media::of_suffix("exe"), None);
        for (name, media) in [
            ("rdf xml", Some(Media::RdfXml)),
            ("application/ld+json", Some(Media::JsonLd)),
            ("json", Some(Media::JsonLd)),
            ("srj", None),
        ] {
            assert_eq!(Media::of_name(name, TRIPLES), media, "{name}");
        }
    }
}
