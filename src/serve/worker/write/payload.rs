//! The content of a graph as clients send it.

use oxigraph::io::{RdfFormat, RdfParser, RdfSyntaxError};
use oxigraph::model::Triple;
use sha2::{Digest as _, Sha256};

use super::multipart;
use crate::diagnostic::Bilingual;
use crate::serve::media::{Media, TRIPLES};
use crate::serve::worker::Reply;

/// Reads the triples of a body; relative IRIs are below `base`.
pub(super) fn triples(content_type: Option<&str>, body: &[u8], base: &str) -> Result<Vec<Triple>, Reply> {
    if let Some(parts) = multipart::parts(content_type, body) {
        let parts = parts.ok_or_else(|| {
            let message = Bilingual::new(
                "the multipart body can't be taken apart; see that the boundary is that of the header",
                "multipart 正文无法拆分；请检查 boundary 是否与请求头一致",
            );
            Reply::error(400, &message)
        })?;
        let mut triples = Vec::new();
        for part in parts {
            triples.extend(of_type(part.content_type, part.body, base)?);
        }
        return Ok(triples);
    }
    of_type(content_type, body, base)
}

fn of_type(content_type: Option<&str>, body: &[u8], base: &str) -> Result<Vec<Triple>, Reply> {
    let format = format(content_type)?;
    let parser = RdfParser::from_format(format)
        .without_named_graphs()
        // Another client's `_:a` is another node.
        .rename_blank_nodes()
        .with_base_iri(base)
        .map_err(|error| Reply::error(400, &Bilingual::new(error.to_string(), error.to_string())))?;
    let triples = parser.for_slice(body).map(|quad| quad.map(Triple::from));
    triples.collect::<Result<_, _>>().map_err(|error| malformed(format, &error))
}

/// The format of a media type. Without one, RDF/XML, as the protocol says.
fn format(content_type: Option<&str>) -> Result<RdfFormat, Reply> {
    let Some(content_type) = content_type else { return Ok(RdfFormat::RdfXml) };
    let mut parts = content_type.split(';').map(str::trim);
    let name = parts.next().unwrap_or_default();
    let charset =
        parts.find_map(|part| part.to_ascii_lowercase().strip_prefix("charset=").map(str::to_owned));
    let is_utf8 = charset.is_none_or(|charset| charset.trim_matches('"') == "utf-8");
    // Formats that name graphs of their own don't fit a request that names one.
    let offered: Vec<Media> =
        TRIPLES.iter().copied().filter(|media| !matches!(media, Media::TriG | Media::NQuads)).collect();
    match Media::of_type(name, &offered).filter(|_| is_utf8) {
        Some(media) => Ok(media.rdf()),
        None => {
            let known = offered.iter().map(|media| media.content_type()).collect::<Vec<_>>().join(", ");
            let message = Bilingual::new(
                format!("{content_type:?} can't be read here; send one of {known}, in UTF-8"),
                format!("无法读取 {content_type:?}；请使用以下格式之一（UTF-8）：{known}"),
            );
            Err(Reply::error(415, &message))
        }
    }
}

fn malformed(format: RdfFormat, error: &RdfSyntaxError) -> Reply {
    let name = format.name();
    Reply::error(
        400,
        &Bilingual::new(
            format!("the body isn't valid {name}: {error}"),
            format!("正文不是合法的 {name}：{error}"),
        ),
    )
}

/// Sixteen digits that stand for a state and a body.
pub(super) fn fingerprint(state: &str, body: &[u8]) -> String {
    let mut hash = Sha256::new();
    hash.update((state.len() as u64).to_be_bytes());
    hash.update(state.as_bytes());
    hash.update(body);
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
