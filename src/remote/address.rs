//! The address of a server, and how messages show it.

use std::fmt;
use std::net::IpAddr;

use ureq::http::Uri;

use super::RemoteError;

/// An `http:` or `https:` address without user name and password.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Address {
    uri: Uri,
    text: String,
}

impl Address {
    /// Reads an address.
    ///
    /// # Errors
    ///
    /// When it isn't one, or holds a user name: command lines and logs are read by others.
    pub fn parse(text: &str) -> Result<Self, RemoteError> {
        let text = text.trim();
        let Ok(uri) = text.parse::<Uri>() else { return Err(RemoteError::Address) };
        if uri.authority().is_some_and(|authority| authority.as_str().contains('@')) {
            return Err(RemoteError::SecretInAddress);
        }
        let is_http = matches!(uri.scheme_str(), Some("http" | "https"));
        if !is_http || uri.host().is_none_or(str::is_empty) {
            return Err(RemoteError::Address);
        }
        let text = text.split('#').next().unwrap_or_default().to_owned();
        Ok(Self { uri, text })
    }

    /// The whole of it, for requests.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The path with its parameters, as a digest needs it.
    pub(super) fn target(&self) -> &str {
        self.uri.path_and_query().map_or("/", |target| target.as_str())
    }

    /// The same with one more parameter.
    pub(super) fn with(&self, name: &str, value: &str) -> Result<Self, RemoteError> {
        let value = percent_encoding::utf8_percent_encode(value, percent_encoding::NON_ALPHANUMERIC);
        let mark = if self.uri.query().is_some() { '&' } else { '?' };
        Self::parse(&format!("{}{mark}{name}={value}", self.text))
    }

    /// Whether what is sent there can be read on the way: not encrypted and not this machine.
    #[must_use]
    pub fn is_exposed(&self) -> bool {
        let host = self.uri.host().unwrap_or_default().trim_matches(['[', ']']);
        let is_here = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|host| host.is_loopback());
        self.uri.scheme_str() == Some("http") && !is_here
    }
}

impl TryFrom<String> for Address {
    type Error = RemoteError;

    fn try_from(text: String) -> Result<Self, RemoteError> {
        Self::parse(&text)
    }
}

impl From<Address> for String {
    fn from(address: Address) -> Self {
        address.text
    }
}

/// Without parameters, because some servers take their keys there.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text.split('?').next().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_of_the_web_and_hold_no_secret() {
        for (text, shown) in [
            ("http://localhost:8890/sparql", Some("http://localhost:8890/sparql")),
            (" https://example.org/q?key=secret#x ", Some("https://example.org/q")),
            ("http://[::1]:3030/ds", Some("http://[::1]:3030/ds")),
            ("ftp://example.org/", None),
            ("example.org/sparql", None),
            ("http:///x", None),
            ("", None),
        ] {
            assert_eq!(
                Address::parse(text).ok().map(|address| address.to_string()).as_deref(),
                shown,
                "{text}"
            );
        }
        let error = Address::parse("http://me:hunter2@example.org/").expect_err("it has a password");
        assert!(!format!("{error} {error:?}").contains("hunter2"), "{error}");
    }

    #[test]
    fn parameters_are_added_and_encoded() {
        let address = Address::parse("http://x/store?a=b").expect("valid");
        let with = address.with("graph", "https://x/云 1&2").expect("valid");
        assert_eq!(with.as_str(), "http://x/store?a=b&graph=https%3A%2F%2Fx%2F%E4%BA%91%201%262");
        assert_eq!(with.target(), "/store?a=b&graph=https%3A%2F%2Fx%2F%E4%BA%91%201%262");
    }

    #[test]
    fn only_plain_text_to_other_machines_is_exposed() {
        for (text, exposed) in [
            ("http://127.0.0.1/x", false),
            ("http://[::1]/x", false),
            ("http://localhost/x", false),
            ("https://example.org/x", false),
            ("http://example.org/x", true),
            ("http://192.168.1.2/x", true),
        ] {
            assert_eq!(Address::parse(text).expect("valid").is_exposed(), exposed, "{text}");
        }
    }
}
