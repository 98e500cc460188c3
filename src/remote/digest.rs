//! Digest access authentication (RFC 7616), which Virtuoso asks for; with MD5, all that it offers.
//!
//! `ureq` doesn't have it, and the one crate for it drags in another generation of the hash crates.

use std::hash::{BuildHasher as _, RandomState};

use md5::{Digest as _, Md5};

/// What a server asked us to answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Challenge {
    realm: String,
    nonce: String,
    opaque: Option<String>,
    /// Whether the server takes `qop=auth`; very old ones know no `qop`.
    qop: bool,
    /// How many requests have answered it.
    count: u32,
}

impl Challenge {
    /// Reads the value of `WWW-Authenticate`; `None` when it is no digest that can be answered.
    pub(super) fn parse(header: &str) -> Option<Self> {
        let (scheme, parameters) = header.trim().split_once(' ')?;
        if !scheme.eq_ignore_ascii_case("digest") {
            return None;
        }
        let parameters = parameters_of(parameters);
        let get = |name: &str| {
            parameters
                .iter()
                .find(|(known, _)| known.eq_ignore_ascii_case(name))
                .map(|(_, value)| value.clone())
        };
        if get("algorithm").is_some_and(|algorithm| !algorithm.eq_ignore_ascii_case("md5")) {
            return None;
        }
        let qop = get("qop");
        let auth = qop.as_ref().is_some_and(|qop| qop.split(',').any(|part| part.trim() == "auth"));
        if qop.is_some() && !auth {
            return None;
        }
        Some(Self { realm: get("realm")?, nonce: get("nonce")?, opaque: get("opaque"), qop: auth, count: 0 })
    }

    /// The value of `Authorization` for one more request.
    pub(super) fn answer(&mut self, user: &str, password: &str, method: &str, target: &str) -> String {
        self.count += 1;
        // Seeded by the system; it need only differ from request to request.
        let cnonce = format!("{:016x}", RandomState::new().hash_one(self.count));
        self.answer_with(&cnonce, user, password, method, target)
    }

    fn answer_with(&self, cnonce: &str, user: &str, password: &str, method: &str, target: &str) -> String {
        let Self { realm, nonce, opaque, qop, count } = self;
        let who = md5(&format!("{user}:{realm}:{password}"));
        let what = md5(&format!("{method}:{target}"));
        let count = format!("{count:08x}");
        let response = if *qop {
            md5(&format!("{who}:{nonce}:{count}:{cnonce}:auth:{what}"))
        } else {
            md5(&format!("{who}:{nonce}:{what}"))
        };
        let mut header = format!(
            "Digest username=\"{}\", realm=\"{}\", nonce=\"{nonce}\", uri=\"{target}\", response=\"{response}\", \
             algorithm=MD5",
            quoted(user),
            quoted(realm)
        );
        if *qop {
            header.push_str(&format!(", qop=auth, nc={count}, cnonce=\"{cnonce}\""));
        }
        if let Some(opaque) = opaque {
            header.push_str(&format!(", opaque=\"{}\"", quoted(opaque)));
        }
        header
    }
}

/// `name="value", name=value`; quotes may hold commas and escaped quotes.
fn parameters_of(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((name, after)) = rest.split_once('=') {
        let name = name.trim_matches([' ', ',', '\t']).to_owned();
        let mut value = String::new();
        if let Some(inner) = after.strip_prefix('"') {
            let mut chars = inner.char_indices();
            let mut end = inner.len();
            while let Some((at, char)) = chars.next() {
                match char {
                    '\\' => value.extend(chars.next().map(|(_, char)| char)),
                    '"' => {
                        end = at + 1;
                        break;
                    }
                    char => value.push(char),
                }
            }
            rest = &inner[end..];
        } else {
            let end = after.find(',').unwrap_or(after.len());
            value.push_str(after[..end].trim());
            rest = &after[end..];
        }
        found.push((name, value));
    }
    found
}

fn quoted(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

fn md5(text: &str) -> String {
    Md5::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_standard() {
        // RFC 2617, 3.5.
        let header = r#"Digest realm="testrealm@host.com", qop="auth,auth-int", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41""#;
        let mut challenge = Challenge::parse(header).expect("a digest");
        challenge.count = 1;
        let answer = challenge.answer_with("0a4f113b", "Mufasa", "Circle Of Life", "GET", "/dir/index.html");
        assert!(answer.contains("response=\"6629fae49393a05397450978507c4ef1\""), "{answer}");
        assert!(answer.contains("nc=00000001, cnonce=\"0a4f113b\""), "{answer}");
        assert!(!answer.contains("Circle"), "{answer}");
    }

    #[test]
    fn what_cannot_be_answered_is_no_challenge() {
        for header in [
            "Basic realm=\"x\"",
            "Digest realm=\"x\"",
            "Digest realm=\"x\", nonce=\"n\", algorithm=SHA-512-256",
            "Digest realm=\"x\", nonce=\"n\", qop=\"auth-int\"",
            "",
        ] {
            assert_eq!(Challenge::parse(header), None, "{header}");
        }
        let old = Challenge::parse("digest realm=\"a, \\\"b\\\"\", nonce=n").expect("a digest");
        assert_eq!((old.realm.as_str(), old.nonce.as_str(), old.qop), ("a, \"b\"", "n", false));
    }

    #[test]
    fn each_answer_counts() {
        let mut challenge =
            Challenge::parse("Digest realm=\"r\", nonce=\"n\", qop=\"auth\"").expect("a digest");
        assert!(challenge.answer("u", "p", "POST", "/").contains("nc=00000001"));
        assert!(challenge.answer("u", "p", "POST", "/").contains("nc=00000002"));
    }
}
