//! `chanpu show`: one entity with everything that the documents say of it.

mod print;

use std::io::Write as _;

use super::error::{CliError, Result};
use super::exit::Exit;
use super::lookup;
use super::messages::say;
use super::sources::GraphArgs;
use super::terminal::Terminal;
use crate::entity::EntityType;
use crate::query::dossier::Dossier;

/// Show one entity: names, facts, figures and mentions, with the sentences that say so
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Name, division code or identifier (place/530628)
    #[arg(value_name = "ENTITY")]
    entity: String,
    /// Only this type of entity, where a name has several meanings
    #[arg(long = "type", value_name = "TYPE",
        value_parser = clap::builder::TypedValueParser::try_map(
            clap::builder::PossibleValuesParser::new(EntityType::ALL.map(EntityType::as_str)),
            |name| name.parse::<EntityType>()))]
    kind: Option<EntityType>,
    /// Highest number of mentions to show; 0 shows all
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,
    /// Text for people, or JSON
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    graph: GraphArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// Prints what is known.
pub(crate) fn run(args: &Args, terminal: &Terminal) -> Result<Exit> {
    let graph = args.graph.open()?;
    let id = lookup::required(&graph, "entity", args.kind, &args.entity)?;
    let dossier = Dossier::read(&graph, &id)?;
    match args.format {
        Format::Text => {
            let mut out = terminal.results();
            print::write(&dossier, args.limit, terminal, &mut out)
                .and_then(|()| out.flush())
                .map_err(CliError::output)?;
        }
        Format::Json => terminal.print_json(&dossier)?,
    }
    if dossier.is_empty() {
        terminal.note(&say!("no document says anything of it", "没有文档谈及它"));
    }
    Ok(Exit::found(!dossier.is_empty()))
}
