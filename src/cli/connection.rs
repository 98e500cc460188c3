//! How to reach a SPARQL server elsewhere, and who we are to it.

use std::env;
use std::path::PathBuf;
use std::time::Duration;

use clap::ValueHint;

use super::error::{CliError, Result};
use super::messages::say;
use super::progress::Progress;
use super::sources::GraphArgs;
use super::terminal::Terminal;
use crate::diagnostic::Bilingual;
use crate::graph::GraphStore;
use crate::query::RemoteGraph;

use crate::remote::{Address, Credentials, CredentialsError, Endpoint, Patience, RemoteError};
use crate::serve::{Origin, Upstream};

/// Who we are to a server, and how long we wait for it.
#[derive(Debug, clap::Args)]
pub(crate) struct ConnectionArgs {
    /// File with `user = NAME` and `password = …`, or `token = …`, for the endpoint
    /// [default: the variables CHANPU_ENDPOINT_USER and CHANPU_ENDPOINT_PASSWORD, or
    /// CHANPU_ENDPOINT_TOKEN]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    credentials: Option<PathBuf>,
    /// Seconds to wait for an answer of the endpoint
    #[arg(long, value_name = "SECONDS", default_value_t = 120, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    wait: u64,
}

/// The graph here, or that on a server.
#[derive(Debug, clap::Args)]
pub(crate) struct SourceArgs {
    #[command(flatten)]
    graph: GraphArgs,
    /// Ask the SPARQL server at this address instead, to which `chanpu push` has sent a graph
    #[arg(long, value_name = "URL", value_hint = ValueHint::Url, conflicts_with = "graph")]
    endpoint: Option<String>,
    /// The IRIs of the graph on that server begin so; needed where it has several graphs
    #[arg(long, value_name = "IRI", requires = "endpoint")]
    base: Option<String>,
    /// Read the whole graph from that server and answer here, whatever SPARQL the server speaks
    #[arg(long, requires = "endpoint")]
    copy: bool,
    #[command(flatten)]
    connection: ConnectionArgs,
}

/// Where questions are asked.
pub(crate) enum Source {
    Here(GraphStore),
    Elsewhere(Box<RemoteGraph>),
}

impl SourceArgs {
    /// Opens the graph here, or finds that on the server.
    pub(crate) fn open(&self, terminal: &Terminal) -> Result<Source> {
        let Some(address) = &self.endpoint else { return Ok(Source::Here(self.graph.open()?)) };
        let endpoint = self.connection.endpoint(address, terminal)?;
        let graph = RemoteGraph::open(endpoint, self.base.as_deref())?;
        if self.copy {
            return Ok(Source::Here(copy(&graph, terminal)?));
        }
        if graph.differs() {
            warn_of_differences(terminal);
        }
        Ok(Source::Elsewhere(Box::new(graph)))
    }

    /// Whether another server answers.
    pub(crate) fn is_elsewhere(&self) -> bool {
        self.endpoint.is_some() && !self.copy
    }

    /// What a server is to serve.
    pub(crate) fn origin(&self, terminal: &Terminal) -> Result<Origin> {
        let Some(address) = &self.endpoint else { return Ok(Origin::Directory(self.graph.graph.clone())) };
        Ok(Origin::Endpoint(Box::new(Upstream {
            address: self.connection.address(address, terminal)?,
            base: self.base.clone(),
            credentials: self.connection.credentials()?,
            wait: self.connection.patience(),
            copy: self.copy,
        })))
    }

    /// The whole graph in memory, wherever it is.
    pub(crate) fn read(&self, terminal: &Terminal) -> Result<GraphStore> {
        let Some(address) = &self.endpoint else { return self.graph.open() };
        let endpoint = self.connection.endpoint(address, terminal)?;
        copy(&RemoteGraph::open(endpoint, self.base.as_deref())?, terminal)
    }
}

/// Says that not every answer is that of the standard.
pub(crate) fn warn_of_differences(terminal: &Terminal) {
    terminal.warn(&say!(
        "this server answers some questions differently from the standard, without a word; --copy reads \
         its graph and answers here",
        "该服务器对部分查询的回答与标准不同且不作提示；加上 --copy 可读取其图谱并在本机作答"
    ));
}

fn copy(graph: &RemoteGraph, terminal: &Terminal) -> Result<GraphStore> {
    let mut bar = None;
    let copied = graph
        .copy(&mut |all, name| bar.get_or_insert_with(|| Progress::new(all, terminal)).done(name.as_str()));
    Ok(copied?)
}

impl From<RemoteError> for CliError {
    fn from(error: RemoteError) -> Self {
        match error {
            RemoteError::Address | RemoteError::SecretInAddress => Self::user(error.message()),
            error => Self::system(error.message()),
        }
    }
}

impl ConnectionArgs {
    /// A server at an address; nothing is sent yet.
    pub(crate) fn endpoint(&self, address: &str, terminal: &Terminal) -> Result<Endpoint> {
        let address = self.address(address, terminal)?;
        let patience = Patience { answer: self.patience(), ..Patience::default() };
        Ok(Endpoint::new(address, self.credentials()?, patience))
    }

    fn patience(&self) -> Duration {
        Duration::from_secs(self.wait)
    }

    fn address(&self, address: &str, terminal: &Terminal) -> Result<Address> {
        let address = Address::parse(address)?;
        if address.is_exposed() && !self.credentials()?.is_none() {
            terminal.warn(&say!(
                "{address}: the connection isn't encrypted, so others may read the password or token; use https",
                "{address}：连接未加密，密码或令牌可能被他人读取；请改用 https"
            ));
        }
        Ok(address)
    }

    fn credentials(&self) -> Result<Credentials> {
        let Some(path) = &self.credentials else {
            let [user, password, token] = Credentials::VARIABLES.map(|name| env::var(name).ok());
            return Credentials::new(user, password, token)
                .map_err(|error| wrong("CHANPU_ENDPOINT_*", error));
        };
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|error| {
            CliError::system(say!("{name}: can't be read: {error}", "{name}：无法读取：{error}"))
        })?;
        Credentials::parse(&text).map_err(|error| wrong(&name, error))
    }
}

fn wrong(place: &str, error: CredentialsError) -> CliError {
    let Bilingual { en, zh } = error.message();
    CliError::user(say!("{place}: {en}", "{place}：{zh}"))
}
