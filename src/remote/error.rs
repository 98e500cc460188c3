//! What can go wrong with a server elsewhere, in words.

use crate::diagnostic::Bilingual;

/// Why a server didn't do what was asked. No secret is in it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message().en)]
pub enum RemoteError {
    /// It isn't the address of a server.
    Address,
    /// The address holds a user name or password.
    SecretInAddress,
    /// The server can't be reached.
    Connection {
        /// The address.
        url: String,
        /// Why not.
        reason: String,
    },
    /// The server took too long.
    Timeout {
        /// The address.
        url: String,
        /// How long was waited.
        seconds: u64,
    },
    /// The server refused, or failed.
    Status {
        /// The address.
        url: String,
        /// The status.
        status: u16,
        /// The server's own words.
        words: String,
    },
    /// The server sends us elsewhere.
    Redirect {
        /// The address.
        url: String,
        /// The other one.
        target: String,
    },
    /// The answer can't be understood.
    Answer {
        /// The address.
        url: String,
        /// Why not.
        reason: String,
    },
    /// The answer is longer than anything that was to be expected.
    TooLong {
        /// The address.
        url: String,
        /// The most that is read, in megabytes.
        megabytes: u64,
    },
    /// The server left out a part of the answer.
    Truncated {
        /// The address.
        url: String,
    },
}

impl RemoteError {
    /// What is wrong and how to mend it.
    #[must_use]
    pub fn message(&self) -> Bilingual {
        match self {
            Self::Address => Bilingual::new(
                "the address must begin with http:// or https:// and name a server, such as \
                 http://localhost:8890/sparql",
                "地址须以 http:// 或 https:// 开头并含服务器名，例如 http://localhost:8890/sparql",
            ),
            Self::SecretInAddress => Bilingual::new(
                "the address must not hold a user name or password, which others could read; use --credentials FILE \
                 or the variables CHANPU_ENDPOINT_USER and CHANPU_ENDPOINT_PASSWORD",
                "地址中不得含用户名或密码，以免泄露；请改用 --credentials 文件，或环境变量 CHANPU_ENDPOINT_USER 与 \
                 CHANPU_ENDPOINT_PASSWORD",
            ),
            Self::Connection { url, reason } => Bilingual::new(
                format!(
                    "{url}: can't be reached ({reason}); check the address and that the server is running"
                ),
                format!("{url}：无法连接（{reason}）；请检查地址，并确认服务器正在运行"),
            ),
            Self::Timeout { url, seconds } => Bilingual::new(
                format!(
                    "{url}: no answer in {seconds} seconds; try again later, or wait longer with --wait SECONDS"
                ),
                format!("{url}：{seconds} 秒内没有响应；请稍后再试，或用 --wait 秒数 延长等待"),
            ),
            Self::Status { url, status, words } => status_message(url, *status, words),
            Self::Redirect { url, target } => Bilingual::new(
                format!("{url}: the server points to {target}; give that address if you trust it"),
                format!("{url}：服务器指向 {target}；如可信任，请改用该地址"),
            ),
            Self::Answer { url, reason } => Bilingual::new(
                format!(
                    "{url}: the answer isn't that of a SPARQL server ({reason}); check that the address is that of \
                     its SPARQL endpoint"
                ),
                format!("{url}：返回的内容不是 SPARQL 服务器的应答（{reason}）；请确认地址是其 SPARQL 端点"),
            ),
            Self::TooLong { url, megabytes } => Bilingual::new(
                format!(
                    "{url}: the answer is longer than {megabytes} MB; ask for less, with LIMIT for instance"
                ),
                format!("{url}：结果超过 {megabytes} MB；请缩小查询范围，例如使用 LIMIT"),
            ),
            Self::Truncated { url } => Bilingual::new(
                format!(
                    "{url}: the server left out a part of the answer; ask for less, or let its administrator raise \
                     the limit of rows"
                ),
                format!("{url}：服务器只返回了部分结果；请缩小查询范围，或请管理员提高行数上限"),
            ),
        }
    }
}

fn status_message(url: &str, status: u16, words: &str) -> Bilingual {
    let (en, zh) = match status {
        400 => ("the server doesn't understand the request", "服务器无法理解请求"),
        401 => (
            "the server wants to know who you are: set CHANPU_ENDPOINT_USER and CHANPU_ENDPOINT_PASSWORD, or \
             CHANPU_ENDPOINT_TOKEN, or use --credentials FILE",
            "服务器要求验证身份：请设置 CHANPU_ENDPOINT_USER 与 CHANPU_ENDPOINT_PASSWORD，或 CHANPU_ENDPOINT_TOKEN，\
             或使用 --credentials 文件",
        ),
        403 => (
            "the server doesn't allow it: check the rights of the user, and that the server lets its graph be changed",
            "服务器不允许此操作：请检查该用户的权限，以及服务器是否允许修改",
        ),
        404 | 405 => (
            "there is nothing of that kind at this address: check it, and whether it is for SPARQL Update or a Graph \
             Store (--protocol)",
            "该地址没有此项服务：请检查地址，并确认它是 SPARQL Update 还是 Graph Store（--protocol）",
        ),
        413 => (
            "the request is too long for the server: send smaller ones with --request-size KIB",
            "请求超过服务器的长度限制：请用 --request-size KIB 缩小每次发送的数据",
        ),
        415 => (
            "the server doesn't take this kind of data: try the other --protocol",
            "服务器不接受此类数据：请换用另一种 --protocol",
        ),
        429 | 503 => ("the server is too busy; try again later", "服务器繁忙；请稍后再试"),
        _ => ("the server failed; its log tells why", "服务器出错；原因见其日志"),
    };
    let (own_en, own_zh) = if words.is_empty() {
        (String::new(), String::new())
    } else {
        (format!("; it says: {words}"), format!("；服务器说：{words}"))
    };
    Bilingual::new(format!("{url}: {status}: {en}{own_en}"), format!("{url}：{status}：{zh}{own_zh}"))
}
