//! The secret that clients who change the graph must know.

use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use crate::diagnostic::Bilingual;

/// The variable that may hold it. There is no option for it: others can see a program's arguments.
pub const TOKEN_VARIABLE: &str = "CHANPU_TOKEN";
/// The fewest characters. Of random hexadecimal digits these are 128 bits.
const MIN_LENGTH: usize = 32;

/// A token. Only its hash is kept, so no message and no memory dump shows it.
#[derive(Clone, PartialEq, Eq)]
pub struct Token {
    sha256: [u8; 32],
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token")
    }
}

/// Why there is no token.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message().en)]
pub enum TokenError {
    /// Nobody has given one.
    Missing,
    /// It is too short, or holds what can't stand in a header.
    Weak,
    /// The file can't be read.
    File {
        /// Which.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
}

impl TokenError {
    /// What is wrong and how to mend it.
    #[must_use]
    pub fn message(&self) -> Bilingual {
        match self {
            Self::Missing => Bilingual::new(
                format!(
                    "--writable needs a token, so that not everybody who reaches the server can change the graph: \
                     write one into a file (`openssl rand -hex 32 > token; chmod 600 token`) and give \
                     --token-file token, or set {TOKEN_VARIABLE}"
                ),
                format!(
                    "--writable 需要口令，否则任何能访问本服务的人都能修改图谱：请把口令写入文件\
                     （`openssl rand -hex 32 > token; chmod 600 token`）并加 --token-file token，或设置 \
                     {TOKEN_VARIABLE}"
                ),
            ),
            Self::Weak => Bilingual::new(
                format!(
                    "the token must have at least {MIN_LENGTH} characters, all of them visible ASCII; make one \
                     with `openssl rand -hex 32`"
                ),
                format!(
                    "口令至少要有 {MIN_LENGTH} 个字符，且只能用可见的 ASCII 字符；可用 `openssl rand -hex 32` 生成"
                ),
            ),
            Self::File { path, source } => {
                let path = path.display();
                Bilingual::new(
                    format!("{path}: the token can't be read: {source}"),
                    format!("{path}：无法读取口令：{source}"),
                )
            }
        }
    }
}

impl Token {
    /// Reads the token from a file, or else takes that of the environment.
    ///
    /// # Errors
    ///
    /// When there is none, or it is weak.
    pub fn find(file: Option<&Path>, variable: Option<&str>) -> Result<Self, TokenError> {
        match (file, variable) {
            (Some(path), _) => {
                let text = std::fs::read_to_string(path)
                    .map_err(|source| TokenError::File { path: path.to_owned(), source })?;
                Self::new(text.trim())
            }
            (None, Some(text)) => Self::new(text.trim()),
            (None, None) => Err(TokenError::Missing),
        }
    }

    fn new(text: &str) -> Result<Self, TokenError> {
        let is_strong = text.len() >= MIN_LENGTH && text.bytes().all(|byte| byte.is_ascii_graphic());
        if is_strong { Ok(Self { sha256: Sha256::digest(text).into() }) } else { Err(TokenError::Weak) }
    }

    /// Whether a text is the token. It takes as long for any text of the same length: hashes are
    /// compared, and all of their bytes.
    #[must_use]
    pub fn is(&self, text: &str) -> bool {
        let given: [u8; 32] = Sha256::digest(text).into();
        let difference = self.sha256.iter().zip(given).fold(0, |sum, (a, b)| sum | (a ^ b));
        std::hint::black_box(difference) == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "0123456789abcdef0123456789abcdef";

    #[test]
    fn only_the_whole_token_is_the_token() {
        let token = Token::find(None, Some(GOOD)).expect("long enough");
        assert!(token.is(GOOD));
        for other in ["", &GOOD[..31], &format!("{GOOD}0"), &GOOD.to_uppercase()] {
            assert!(!token.is(other), "{other}");
        }
        assert_eq!(format!("{token:?}"), "Token");
    }

    #[test]
    fn short_or_missing_tokens_are_refused() {
        assert!(matches!(Token::find(None, None), Err(TokenError::Missing)));
        for weak in
            ["", "secret", &GOOD[..31], &format!("{} {}", &GOOD[..16], &GOOD[..16]), &"口令".repeat(20)]
        {
            assert!(matches!(Token::find(None, Some(weak)), Err(TokenError::Weak)), "{weak}");
        }
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), format!("{GOOD}\n")).expect("writable");
        assert!(Token::find(Some(file.path()), Some("short")).expect("the file counts").is(GOOD));
        let missing = Token::find(Some(Path::new("/nowhere/token")), Some(GOOD));
        assert!(matches!(missing, Err(TokenError::File { .. })));
    }
}
