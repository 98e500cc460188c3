//! Who may ask: checks that need no graph.
//!
//! A page on the web can make a browser send requests to this machine. It can't read the answers,
//! unless its name is made to point to this machine (which the check of `Host` stops) or it is let in
//! by name with `--cors`.

use std::collections::BTreeSet;
use std::net::SocketAddr;

use hyper::header::{HOST, HeaderMap, HeaderValue, ORIGIN};
use hyper::{Method, Uri};

use crate::diagnostic::Bilingual;

/// The checks, with what they compare with.
pub(super) struct Gate {
    hosts: BTreeSet<String>,
    origins: Vec<String>,
}

/// A request that isn't let in: a status, and why.
pub(super) type Stop = (u16, Bilingual);

impl Gate {
    pub(super) fn new(address: SocketAddr, hosts: Vec<String>, origins: Vec<String>) -> Self {
        let mut known: BTreeSet<String> = ["localhost", "127.0.0.1", "[::1]"].map(str::to_owned).into();
        known.insert(match address {
            SocketAddr::V4(address) => address.ip().to_string(),
            SocketAddr::V6(address) => format!("[{}]", address.ip()),
        });
        known.extend(hosts.into_iter().map(|host| host.to_ascii_lowercase()));
        Self { hosts: known, origins }
    }

    /// The name under which the client knows this server, if that is one of its names.
    pub(super) fn host(&self, uri: &Uri, headers: &HeaderMap) -> Result<String, Stop> {
        let named = uri.authority().map(|authority| authority.as_str());
        let mut hosts = headers.get_all(HOST).iter();
        let first = hosts.next().and_then(|host| host.to_str().ok());
        let host = named.or(first).unwrap_or_default();
        let name = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((name, _)) => format!("[{name}]"),
            None => host.split(':').next().unwrap_or_default().to_ascii_lowercase(),
        };
        if hosts.next().is_none() && self.hosts.contains(&name) {
            return Ok(host.to_owned());
        }
        Err((
            421,
            Bilingual::new(
                format!("this server isn't called {name:?}; if it should be, start it with --host {name}"),
                format!("本服务不叫 {name:?}；如应使用此名称，请在启动时加 --host {name}"),
            ),
        ))
    }

    /// The site whose page sends the request, if it is let in by name.
    ///
    /// # Errors
    ///
    /// When a page of another site sends something that isn't just read.
    pub(super) fn origin(
        &self,
        method: &Method,
        host: &str,
        headers: &HeaderMap,
    ) -> Result<Option<HeaderValue>, Stop> {
        let Some(origin) = headers.get(ORIGIN) else { return Ok(None) };
        let text = origin.to_str().unwrap_or_default();
        let is_own = text.split_once("://").is_some_and(|(_, authority)| authority == host);
        if is_own {
            return Ok(None);
        }
        if self.origins.iter().any(|known| known == text) {
            return Ok(Some(origin.clone()));
        }
        if *method == Method::GET || *method == Method::HEAD {
            // The browser keeps the answer from the page.
            return Ok(None);
        }
        Err((
            403,
            Bilingual::new(
                format!("pages of {text:?} may not send queries here; to allow it, start with --cors {text}"),
                format!("来自 {text:?} 的网页不得在此查询；如需允许，请在启动时加 --cors {text}"),
            ),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gate() -> Gate {
        let address = "127.0.0.1:7878".parse().expect("an address");
        Gate::new(address, vec!["Graph.example".to_owned()], vec!["https://editor.example".to_owned()])
    }

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, HeaderValue::from_str(value).expect("a value"));
        }
        headers
    }

    #[test]
    fn only_known_names_are_answered() {
        let uri: Uri = "/query".parse().expect("a path");
        for (host, known) in [
            ("localhost:7878", true),
            ("127.0.0.1", true),
            ("[::1]:7878", true),
            ("GRAPH.example", true),
            ("evil.example", false),
            ("localhost.evil.example", false),
            ("", false),
        ] {
            let outcome = gate().host(&uri, &headers(&[("host", host)]));
            assert_eq!(
                outcome.map_err(|(status, _)| status),
                if known { Ok(host.to_owned()) } else { Err(421) }
            );
        }
        assert!(gate().host(&uri, &headers(&[("host", "localhost"), ("host", "x")])).is_err(), "two hosts");
    }

    #[test]
    fn pages_of_other_sites_may_only_read() {
        let origin = |method: &Method, origin: &str| {
            let outcome = gate().origin(method, "localhost:7878", &headers(&[("origin", origin)]));
            outcome.map(|site| site.is_some()).map_err(|(status, _)| status)
        };
        assert_eq!(origin(&Method::POST, "http://localhost:7878"), Ok(false));
        assert_eq!(origin(&Method::POST, "https://editor.example"), Ok(true));
        assert_eq!(origin(&Method::POST, "https://evil.example"), Err(403));
        assert_eq!(origin(&Method::POST, "null"), Err(403));
        assert_eq!(origin(&Method::GET, "https://evil.example"), Ok(false));
    }
}
