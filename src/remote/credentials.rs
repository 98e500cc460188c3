//! Who we are to a server. Never shown: not in messages, not in logs, not by `{:?}`. They are serialised for one
//! purpose: a server hands them to its own processes over a socket.

use std::fmt;

use crate::diagnostic::Bilingual;

/// What proves to a server that we may.
#[derive(Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Credentials {
    /// Nothing.
    #[default]
    None,
    /// A user name and a password: basic or digest, whichever the server asks for.
    Password {
        /// The name.
        user: String,
        /// The password.
        password: String,
    },
    /// A token, sent as `Authorization: Bearer`.
    Token(String),
}

/// Why credentials can't be used. It never quotes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CredentialsError {
    /// A line isn't `name = value`; its number.
    #[error("line {0} isn't understood")]
    Line(usize),
    /// A token and a password.
    #[error("a token and a user at once")]
    Both,
    /// A password without a user, or the other way round.
    #[error("a user without a password, or a password without a user")]
    Half,
    /// Characters that no header can hold.
    #[error("a control character")]
    Character,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "None",
            Self::Password { .. } => "Password(…)",
            Self::Token(_) => "Token(…)",
        })
    }
}

impl Credentials {
    /// The environment variables that hold a user name, a password, and a token.
    pub const VARIABLES: [&str; 3] =
        ["CHANPU_ENDPOINT_USER", "CHANPU_ENDPOINT_PASSWORD", "CHANPU_ENDPOINT_TOKEN"];

    /// From what may be given of them; empty values count as none.
    ///
    /// # Errors
    ///
    /// When they don't fit together.
    pub fn new(
        user: Option<String>,
        password: Option<String>,
        token: Option<String>,
    ) -> Result<Self, CredentialsError> {
        let given = |value: Option<String>| value.filter(|value| !value.is_empty());
        let (user, password, token) = (given(user), given(password), given(token));
        if [&user, &password, &token].into_iter().flatten().any(|value| value.contains(char::is_control)) {
            return Err(CredentialsError::Character);
        }
        match (user, password, token) {
            (None, None, None) => Ok(Self::None),
            (None, None, Some(token)) => Ok(Self::Token(token)),
            (Some(user), Some(password), None) => Ok(Self::Password { user, password }),
            (_, _, Some(_)) => Err(CredentialsError::Both),
            _ => Err(CredentialsError::Half),
        }
    }

    /// Reads a file of lines `user = …`, `password = …` or `token = …`; lines with `#` are comments.
    ///
    /// # Errors
    ///
    /// When a line is none of these, or they don't fit together.
    pub fn parse(text: &str) -> Result<Self, CredentialsError> {
        let (mut user, mut password, mut token) = (None, None, None);
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (name, value) = line.split_once('=').ok_or(CredentialsError::Line(number))?;
            let place = match name.trim() {
                "user" => &mut user,
                "password" => &mut password,
                "token" => &mut token,
                _ => return Err(CredentialsError::Line(number)),
            };
            *place = Some(value.trim().to_owned());
        }
        Self::new(user, password, token)
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::None
    }
}

impl CredentialsError {
    /// What is wrong and how to mend it.
    #[must_use]
    pub fn message(self) -> Bilingual {
        match self {
            Self::Line(line) => Bilingual::new(
                format!(
                    "line {line} isn't understood; write `user = NAME` and `password = …`, or `token = …`"
                ),
                format!("第 {line} 行无法理解；应写作 `user = 用户名` 与 `password = …`，或 `token = …`"),
            ),
            Self::Both => Bilingual::new(
                "there are a token and a user; give one of them",
                "同时给出了令牌和用户名；请只用其一",
            ),
            Self::Half => {
                Bilingual::new("a user needs a password, and a password a user", "用户名与密码须同时给出")
            }
            Self::Character => {
                Bilingual::new("they hold a control character; remove it", "其中含有控制字符；请将其删去")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_holds_a_user_or_a_token() {
        let password = Credentials::Password { user: "dba".to_owned(), password: "a=b".to_owned() };
        for (text, expected) in [
            ("# Virtuoso\nuser = dba\npassword = a=b\n", Ok(password)),
            ("token = t0k", Ok(Credentials::Token("t0k".to_owned()))),
            ("", Ok(Credentials::None)),
            ("user = dba", Err(CredentialsError::Half)),
            ("user = a\npassword = b\ntoken = c", Err(CredentialsError::Both)),
            ("user = a\nhunter2", Err(CredentialsError::Line(2))),
            ("token = a\u{7}b", Err(CredentialsError::Character)),
        ] {
            assert_eq!(Credentials::parse(text), expected, "{text}");
        }
    }

    #[test]
    fn they_are_never_shown() {
        for credentials in [
            Credentials::Token("hunter2".to_owned()),
            Credentials::parse("user=hunter2\npassword=hunter2").expect("valid"),
        ] {
            assert!(!format!("{credentials:?}").contains("hunter2"));
        }
    }
}
