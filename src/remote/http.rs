//! Requests over HTTP: sent again when that may help, with proof of who we are when it is asked for.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use base64::Engine as _;
use ureq::Agent;
use ureq::http::{HeaderMap, Request, header};

use super::digest::Challenge;
use super::{Address, Credentials, RemoteError};

/// The longest that a server may make us wait between two attempts.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// How many characters of a server's own words a message quotes.
const QUOTED: usize = 300;

/// How long to wait for a server, and for how much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// Until it takes a connection.
    pub connect: Duration,
    /// Until a request is answered.
    pub answer: Duration,
    /// Before the second attempt; each later pause is twice as long. A server may ask for another.
    pub pause: Duration,
    /// How often a request is sent before we give up.
    pub attempts: u32,
    /// The most that is read of an answer, in megabytes.
    pub megabytes: u64,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            answer: Duration::from_secs(120),
            pause: Duration::from_millis(500),
            attempts: 5,
            megabytes: 512,
        }
    }
}

/// What is done at an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    Get,
    Post,
    Put,
    Delete,
}

impl Method {
    fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

/// A request. To send it twice must be as good as once.
#[derive(Clone, Debug)]
pub(super) struct Call<'a> {
    pub(super) method: Method,
    pub(super) address: &'a Address,
    pub(super) accept: &'static str,
    /// The media type of the body, and the body.
    pub(super) body: Option<(&'static str, &'a [u8])>,
}

/// An answer with a status of success, or with 404.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: u16,
    /// Whether the server says that there would have been more.
    pub(super) truncated: bool,
    pub(super) body: Vec<u8>,
}

/// Sends requests.
#[derive(Debug)]
pub(super) struct Http {
    agent: Agent,
    credentials: Credentials,
    patience: Patience,
    /// How the server wants to be shown the password, once it has said so.
    proof: Mutex<Proof>,
    /// What it calls itself.
    software: Mutex<String>,
}

#[derive(Clone, Debug)]
enum Proof {
    /// Nothing until we are asked: a password in plain text is for those only who want it so.
    Unasked,
    Basic,
    Digest(Challenge),
}

/// Why an attempt failed.
enum Failure {
    /// Another attempt may do better; after the pause that the server asks for.
    Passing(RemoteError, Option<Duration>),
    /// It may not.
    Lasting(RemoteError),
}

impl Http {
    pub(super) fn new(credentials: Credentials, patience: Patience) -> Self {
        let agent = Agent::config_builder()
            .user_agent(concat!("chanpu/", env!("CARGO_PKG_VERSION")))
            .timeout_connect(Some(patience.connect))
            .timeout_global(Some(patience.answer))
            .http_status_as_error(false)
            // A password is for the address that was given, and a PUT must not become a GET.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .build()
            .new_agent();
        Self { agent, credentials, patience, proof: Mutex::new(Proof::Unasked), software: Mutex::default() }
    }

    /// How the server calls itself, once it has answered.
    pub(super) fn software(&self) -> String {
        self.software.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Sends a request until it is answered or there is no hope.
    pub(super) fn send(&self, call: &Call<'_>) -> Result<Reply, RemoteError> {
        let mut pause = self.patience.pause;
        let mut attempt = 1;
        loop {
            match self.attempt(call) {
                Ok(reply) => return Ok(reply),
                Err(Failure::Passing(_, asked)) if attempt < self.patience.attempts => {
                    std::thread::sleep(asked.unwrap_or(pause).min(LONGEST_PAUSE));
                    pause *= 2;
                    attempt += 1;
                }
                Err(Failure::Passing(error, _) | Failure::Lasting(error)) => return Err(error),
            }
        }
    }

    /// Sends a request; a second time when the server asks who we are.
    fn attempt(&self, call: &Call<'_>) -> Result<Reply, Failure> {
        let (status, headers, body) = self.exchange(call)?;
        if status == 401 && self.take_challenge(&headers) {
            let (status, headers, body) = self.exchange(call)?;
            return self.judge(call, status, &headers, body);
        }
        self.judge(call, status, &headers, body)
    }

    fn exchange(&self, call: &Call<'_>) -> Result<(u16, HeaderMap, Vec<u8>), Failure> {
        let url = || call.address.to_string();
        let mut request = Request::builder()
            .method(call.method.as_str())
            .uri(call.address.as_str())
            .header(header::ACCEPT, call.accept);
        if let Some(proof) = self.proof(call) {
            request = request.header(header::AUTHORIZATION, proof);
        }
        let unsendable = |error: ureq::http::Error| {
            Failure::Lasting(RemoteError::Connection { url: url(), reason: error.to_string() })
        };
        let outcome = match call.body {
            Some((media, body)) => {
                let request = request.header(header::CONTENT_TYPE, media).body(body).map_err(unsendable)?;
                self.agent.run(request)
            }
            None => self.agent.run(request.body(()).map_err(unsendable)?),
        };
        let mut response = outcome.map_err(|error| self.failure(&url(), &error))?;
        if let Some(software) = response.headers().get(header::SERVER).and_then(|name| name.to_str().ok()) {
            software.clone_into(&mut self.software.lock().unwrap_or_else(PoisonError::into_inner));
        }
        let body = response
            .body_mut()
            .with_config()
            .limit(self.patience.megabytes << 20)
            .read_to_vec()
            .map_err(|error| self.failure(&url(), &error))?;
        Ok((response.status().as_u16(), response.headers().clone(), body))
    }

    fn failure(&self, url: &str, error: &ureq::Error) -> Failure {
        let url = url.to_owned();
        match error {
            ureq::Error::Timeout(ureq::Timeout::Connect | ureq::Timeout::Resolve) => {
                let reason = error.to_string();
                Failure::Passing(RemoteError::Connection { url, reason }, None)
            }
            // To wait as long again would hardly help.
            ureq::Error::Timeout(_) => {
                Failure::Lasting(RemoteError::Timeout { url, seconds: self.patience.answer.as_secs() })
            }
            ureq::Error::BodyExceedsLimit(_) => {
                Failure::Lasting(RemoteError::TooLong { url, megabytes: self.patience.megabytes })
            }
            // Nobody listens: the address is wrong, or the server isn't there.
            ureq::Error::Io(source) if source.kind() == std::io::ErrorKind::ConnectionRefused => {
                Failure::Lasting(RemoteError::Connection { url, reason: error.to_string() })
            }
            ureq::Error::Io(_) | ureq::Error::ConnectionFailed | ureq::Error::Protocol(_) => {
                Failure::Passing(RemoteError::Connection { url, reason: error.to_string() }, None)
            }
            _ => Failure::Lasting(RemoteError::Connection { url, reason: error.to_string() }),
        }
    }

    fn judge(
        &self,
        call: &Call<'_>,
        status: u16,
        headers: &HeaderMap,
        body: Vec<u8>,
    ) -> Result<Reply, Failure> {
        let url = call.address.to_string();
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let media = text("content-type").split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match status {
            200..=299 | 404 => {
                // Virtuoso and chanpu say so when an answer is cut.
                let truncated =
                    headers.contains_key("x-sparql-maxrows") || headers.contains_key("chanpu-truncated");
                Ok(Reply { status, truncated, body })
            }
            300..=399 => {
                let target = text("location").split('?').next().unwrap_or_default().to_owned();
                Err(Failure::Lasting(RemoteError::Redirect { url, target: printable(&target) }))
            }
            status => {
                let error = RemoteError::Status { url, status, words: words(&media, &body) };
                Err(if matches!(status, 429 | 502 | 503 | 504) {
                    let asked = text("retry-after").trim().parse().ok().map(Duration::from_secs);
                    Failure::Passing(error, asked)
                } else {
                    Failure::Lasting(error)
                })
            }
        }
    }

    /// The value of `Authorization`.
    fn proof(&self, call: &Call<'_>) -> Option<String> {
        match &self.credentials {
            Credentials::None => None,
            Credentials::Token(token) => Some(format!("Bearer {token}")),
            Credentials::Password { user, password } => {
                match &mut *self.proof.lock().unwrap_or_else(PoisonError::into_inner) {
                    Proof::Unasked => None,
                    Proof::Basic => {
                        let pair = format!("{user}:{password}");
                        Some(format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(pair)))
                    }
                    Proof::Digest(challenge) => {
                        let target = call.address.target();
                        Some(challenge.answer(user, password, call.method.as_str(), target))
                    }
                }
            }
        }
    }

    /// Whether the server asked for something that we can show and haven't shown yet.
    fn take_challenge(&self, headers: &HeaderMap) -> bool {
        if !matches!(self.credentials, Credentials::Password { .. }) {
            return false;
        }
        let asked =
            || headers.get_all(header::WWW_AUTHENTICATE).iter().filter_map(|value| value.to_str().ok());
        let mut proof = self.proof.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(challenge) = asked().find_map(Challenge::parse) {
            *proof = Proof::Digest(challenge);
            return true;
        }
        let basic = asked()
            .any(|value| value.trim().get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("basic")));
        let is_new = basic && !matches!(*proof, Proof::Basic);
        if is_new {
            *proof = Proof::Basic;
        }
        is_new
    }
}

/// The beginning of what a server says of its failure, in a line.
fn words(media: &str, body: &[u8]) -> String {
    if media == "text/html" || media == "application/xhtml+xml" {
        return String::new();
    }
    printable(&String::from_utf8_lossy(&body[..body.len().min(8 * QUOTED)]))
}

fn printable(text: &str) -> String {
    let line: Vec<&str> = text
        .split(|char: char| char.is_whitespace() || char.is_control())
        .filter(|word| !word.is_empty())
        .collect();
    let line = line.join(" ");
    match line.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
