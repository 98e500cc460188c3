//! Parameters of a path or a form, read strictly: what can't be decoded is a mistake.

use percent_encoding::percent_decode_str;

/// Names with their values, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Parameters {
    pairs: Vec<(String, String)>,
}

/// A `%` without two hexadecimal digits, or bytes that are no UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Undecodable;

impl Parameters {
    /// Reads `a=b&c=d`.
    pub(super) fn parse(text: &str) -> Result<Self, Undecodable> {
        let mut pairs = Vec::new();
        for pair in text.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            pairs.push((decode(&name.replace('+', " "))?, decode(&value.replace('+', " "))?));
        }
        Ok(Self { pairs })
    }

    /// Adds those of a form to those of the path.
    pub(super) fn extend(&mut self, other: Self) {
        self.pairs.extend(other.pairs);
    }

    /// All values of a name.
    pub(super) fn all(&self, name: &str) -> Vec<String> {
        self.pairs.iter().filter(|(known, _)| known == name).map(|(_, value)| value.clone()).collect()
    }

    /// The first value of a name.
    pub(super) fn first(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// All but those that every page takes, in order.
    pub(super) fn into_given(self) -> Vec<(String, String)> {
        let general = ["lang", "format", "timeout"];
        self.pairs.into_iter().filter(|(name, _)| !general.contains(&name.as_str())).collect()
    }

    /// How often a name is given.
    pub(super) fn count(&self, name: &str) -> usize {
        self.pairs.iter().filter(|(known, _)| known == name).count()
    }
}

/// Undoes percent-encoding.
pub(super) fn decode(text: &str) -> Result<String, Undecodable> {
    let bytes = text.as_bytes();
    let is_broken = |(index, byte): (usize, &u8)| {
        *byte == b'%'
            && !bytes.get(index + 1..index + 3).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    };
    if bytes.iter().enumerate().any(is_broken) {
        return Err(Undecodable);
    }
    percent_decode_str(text).decode_utf8().map(std::borrow::Cow::into_owned).map_err(|_| Undecodable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_clients_send_is_read() {
        let read = Parameters::parse("query=a+b%20%E5%BD%9D&x&query=&&q=%2B").expect("valid");
        assert_eq!(read.all("query"), ["a b 彝", ""]);
        assert_eq!((read.first("x"), read.first("q"), read.first("y")), (Some(""), Some("+"), None));
        for broken in ["q=%", "q=%2", "q=%zz", "q=%ff", "%E5%BD=1"] {
            assert_eq!(Parameters::parse(broken), Err(Undecodable), "{broken}");
        }
    }
}
