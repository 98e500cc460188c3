//! What the processes say to each other: frames of JSON with their length in front, and the bytes of
//! answers behind them.

use std::io::{self, Read, Write};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// The longest frame: the longest request, and room for its escapes.
pub(super) const MAX_FRAME: usize = 4 << 20;

/// A question to a worker.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) struct Request {
    pub(super) ask: Ask,
    /// The `Accept` header.
    pub(super) accept: Option<String>,
    /// The format that the path ends with, `.ttl`; it counts more than the header.
    pub(super) suffix: Option<String>,
    /// The format that a parameter names; it counts more than the header, where it is one of those
    /// that can be had. Clients send it beside the header, also where it doesn't fit.
    pub(super) format: Option<String>,
    /// Where the client found this server: `http://localhost:7878`.
    pub(super) origin: String,
    /// Whether the reader's language is Chinese.
    pub(super) chinese: bool,
    /// Whether the worker is to take only the time that others leave, from here on.
    pub(super) slow: bool,
    /// The number of bytes that follow: the text of an update, or the content of a graph.
    pub(super) length: usize,
}

impl Request {
    /// One that names no format and comes from nowhere.
    pub(super) fn plain(ask: Ask, chinese: bool) -> Self {
        Self {
            ask,
            accept: None,
            suffix: None,
            format: None,
            origin: String::new(),
            chinese,
            slow: false,
            length: 0,
        }
    }
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) enum Ask {
    /// A query of the SPARQL Protocol.
    Query {
        text: String,
        default_graphs: Vec<String>,
        named_graphs: Vec<String>,
        /// Whether the first part of a long answer will do.
        partial: bool,
    },
    /// What the endpoint can do.
    ServiceDescription,
    /// What data there is.
    Void,
    /// All triples of a graph; without a name, of the default graph, or of the union of all where
    /// nothing can be put into the default graph.
    Graph { name: Option<String> },
    /// An update of the SPARQL Protocol; its text follows.
    Update { default_graphs: Vec<String>, named_graphs: Vec<String> },
    /// A change of a graph by the Graph Store Protocol; the new content follows.
    Store { method: StoreMethod, graph: Target, content_type: Option<String> },
    /// The first page.
    Start,
    /// Texts that contain some words.
    Search { words: String, limit: usize },
    /// The named questions.
    Questions,
    /// The answer to a named question.
    Question { name: String, given: Vec<(String, String)> },
    /// What stands behind an IRI: the path below the base.
    Resource { path: String },
    /// The description of the JSON API.
    OpenApi,
}

/// What happens to a graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) enum StoreMethod {
    Put,
    Post,
    Delete,
}

/// Which graph.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) enum Target {
    Default,
    Named(String),
    /// One to which the server gives a name.
    New,
}

/// The beginning of an answer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Head {
    pub(super) status: u16,
    /// Name and value.
    pub(super) headers: Vec<(String, String)>,
    /// The number of bytes that follow.
    pub(super) length: usize,
    /// For the log of the server, not for the client.
    pub(super) note: Option<String>,
    /// Whether the worker wants to be replaced.
    pub(super) retire: bool,
    /// Whether the answer is the same as long as the graph is.
    pub(super) lasting: bool,
    /// Whether what follows isn't for the client, but what has to be changed before it may be told.
    pub(super) changes: bool,
}

/// Writes a frame.
pub(super) fn write(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    out.write_all(&frame(value)?)
}

/// A frame.
pub(super) fn frame(value: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; 4];
    serde_json::to_writer(&mut bytes, value)?;
    let length = u32::try_from(bytes.len() - 4).map_err(io::Error::other)?;
    bytes[..4].copy_from_slice(&length.to_le_bytes());
    Ok(bytes)
}

/// Reads a frame; `None` at the end.
pub(super) fn read<T: DeserializeOwned>(input: &mut impl Read) -> io::Result<Option<T>> {
    let mut length = [0; 4];
    match input.read_exact(&mut length) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error),
    }
    let mut bytes = vec![0; checked(length)?];
    input.read_exact(&mut bytes)?;
    Ok(Some(serde_json::from_slice(&bytes)?))
}

/// The length of a frame, unless it is absurd.
pub(super) fn checked(length: [u8; 4]) -> io::Result<usize> {
    let length = u32::from_le_bytes(length) as usize;
    if length > MAX_FRAME {
        return Err(io::Error::other(format!("a frame of {length} bytes")));
    }
    Ok(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_read_back() {
        let head = Head { status: 200, length: 3, ..Head::default() };
        let mut bytes = Vec::new();
        write(&mut bytes, &head).expect("memory");
        let mut input = bytes.as_slice();
        assert_eq!(read::<Head>(&mut input).expect("a frame"), Some(head));
        assert_eq!(read::<Head>(&mut input).expect("the end"), None);
        assert!(read::<Head>(&mut [255_u8; 8].as_slice()).is_err(), "an absurd length is refused");
    }
}
