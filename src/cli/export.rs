//! `chanpu export`: the graph in the formats of other programs.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr as _;
use std::time::Duration;

use clap::ValueHint;
use clap::builder::{PossibleValuesParser, TypedValueParser as _};

use super::connection::SourceArgs;
use super::county::{self, County};
use super::error::{CliError, Result};
use super::exit::Exit;
use super::interrupt;
use super::lookup;
use super::messages::say;
use super::sources::GazetteerArgs;
use super::terminal::Terminal;
use crate::entity::EntityType;
use crate::export::graphviz::{self, GraphvizError};
use crate::export::{self, ClusterBy, ExportError, ExportFormat, ExportOptions, GraphFormat};
use crate::graph::{GraphStore, Isolated, Projection, ProjectionFilter};

/// Write the graph, or a part of it, in the format of another program
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The format
    #[arg(long, value_name = "FORMAT", required = true,
        value_parser = PossibleValuesParser::new(ExportFormat::ALL.map(|(name, _)| name))
            .try_map(|name| ExportFormat::from_str(&name)))]
    to: ExportFormat,
    /// Only what is near this entity, by name, code or identifier; may be given several times
    #[arg(long, value_name = "ENTITY")]
    focus: Vec<String>,
    /// How many relations away from the focus is near
    #[arg(long, value_name = "N", default_value_t = 2)]
    hops: usize,
    /// Only this type of entity; may be given several times
    #[arg(long = "type", value_name = "TYPE",
        value_parser = PossibleValuesParser::new(EntityType::ALL.map(EntityType::as_str))
            .try_map(|name| EntityType::from_str(&name)))]
    kinds: Vec<EntityType>,
    /// Only what belongs to this county, by name or code
    #[arg(long, value_name = "NAME|CODE")]
    county: Option<String>,
    /// What drawings group by
    #[arg(long, value_enum, default_value_t = Cluster::County)]
    cluster: Cluster,
    /// Who arranges an SVG
    #[arg(long, value_enum, default_value_t = Engine::Own)]
    engine: Engine,
    /// Leave out the explanation of colours and lines
    #[arg(long)]
    no_legend: bool,
    /// Heading of drawings [default: what is shown]
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Make CSV for Excel: with a byte order mark and translated headings
    #[arg(long)]
    excel: bool,
    /// Write to a file instead of standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output: Option<PathBuf>,
    /// Do everything but write the file
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    source: SourceArgs,
    #[command(flatten)]
    gazetteer: GazetteerArgs,
}

/// What drawings group by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Cluster {
    /// Counties.
    County,
    /// Parks, or else counties.
    Park,
    /// Nothing.
    None,
}

/// Who arranges an SVG.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Engine {
    /// Graphviz where it is installed, or else chanpu.
    Auto,
    /// Graphviz; an error where it isn't installed.
    Dot,
    /// Chanpu: the same bytes on every machine.
    Own,
}

impl From<Cluster> for ClusterBy {
    fn from(cluster: Cluster) -> Self {
        match cluster {
            Cluster::County => Self::County,
            Cluster::Park => Self::Park,
            Cluster::None => Self::None,
        }
    }
}

/// Writes the export.
pub(crate) fn run(args: &Args, terminal: &Terminal) -> Result<Exit> {
    let graph = args.source.read(terminal)?;
    let Some(filter) = filter(args, &graph, terminal)? else { return Ok(Exit::Nothing) };
    let content = match args.to {
        ExportFormat::Graph(format) => {
            let projection = Projection::build(&graph, &filter)?;
            if projection.graph.node_count() == 0 {
                terminal.note(&say!("nothing to draw was found", "没有可导出的内容"));
                return Ok(Exit::Nothing);
            }
            Content::Picture { projection, format, engine: args.engine }
        }
        ExportFormat::Rdf(_) if restricts(args) => {
            let format = args.to;
            return Err(CliError::user(say!(
                "{format} always holds the whole graph; leave out --focus, --county and --type, or use csv or a \
                 drawing",
                "{format} 总是导出整个图谱；请去掉 --focus、--county、--type，或改用 csv 或图形格式"
            ))
            .hint(say!(
                "a part as RDF: `chanpu query FILE.rq --format turtle` with a CONSTRUCT query",
                "如需导出部分 RDF，可用 CONSTRUCT 查询：`chanpu query FILE.rq --format turtle`"
            )));
        }
        ExportFormat::Rdf(syntax) => Content::Quads(&graph, syntax),
    };
    let options = ExportOptions {
        language: terminal.lang.into(),
        cluster: args.cluster.into(),
        legend: !args.no_legend,
        title: args.title.clone(),
        excel: args.excel,
    };
    match &args.output {
        _ if args.dry_run => {
            content.write(&options, &mut io::sink())?;
            terminal.note(&say!("nothing was written (--dry-run)", "未写入任何内容（--dry-run）"));
        }
        Some(path) => {
            write_file(path, |out| content.write(&options, out))?;
            let path = path.display();
            terminal.note(&say!("wrote {path}", "已写入 {path}"));
        }
        None => {
            let mut out = terminal.results();
            content.write(&options, &mut out)?;
            out.flush().map_err(CliError::output)?;
        }
    }
    Ok(Exit::Done)
}

/// What is written.
enum Content<'g> {
    Picture { projection: Projection, format: GraphFormat, engine: Engine },
    Quads(&'g GraphStore, export::RdfSyntax),
}

impl Content<'_> {
    fn write(&self, options: &ExportOptions, out: &mut dyn Write) -> Result<()> {
        match self {
            Self::Picture { projection, format: GraphFormat::Svg, engine } if *engine != Engine::Own => {
                match with_graphviz(projection, options) {
                    Ok(svg) => out.write_all(svg.as_bytes()).map_err(ExportError::Write),
                    Err(error) if *engine == Engine::Dot => {
                        return Err(CliError::system(say!("{error}", "Graphviz 未能绘图：{error}")).hint(
                            say!("--engine own draws without it", "--engine own 无需 Graphviz 即可绘图"),
                        ));
                    }
                    Err(_) => export::export(projection, GraphFormat::Svg, options, out),
                }
            }
            Self::Picture { projection, format, .. } => export::export(projection, *format, options, out),
            Self::Quads(graph, syntax) => {
                let quads =
                    graph.quads(None, None, None, None).collect::<std::result::Result<Vec<_>, _>>()?;
                let prefixes = graph.iris().prefixes();
                let prefixes: Vec<(&str, &str)> =
                    prefixes.iter().map(|(prefix, iri)| (prefix.as_str(), iri.as_str())).collect();
                export::export_quads(quads, *syntax, &prefixes, out)
            }
        }
        .map_err(|error| match error {
            ExportError::Write(error) => CliError::output(error),
            ExportError::Prefix { .. } => CliError::developer(say!("{error}", "{error}")),
        })
    }
}

/// Graphviz is stopped after this: it takes minutes for graphs that it can't untangle.
const PATIENCE: Duration = Duration::from_secs(20);

fn with_graphviz(
    projection: &Projection,
    options: &ExportOptions,
) -> std::result::Result<String, GraphvizError> {
    let mut dot = Vec::new();
    export::export(projection, GraphFormat::Dot, options, &mut dot)
        .map_err(|error| GraphvizError::Failed(error.to_string()))?;
    let dot = String::from_utf8_lossy(&dot);
    graphviz::render(&dot, projection.graph.node_count(), PATIENCE)
}

fn restricts(args: &Args) -> bool {
    !args.focus.is_empty() || args.county.is_some() || !args.kinds.is_empty()
}

/// The part that is wanted; `None` when no document speaks of the county.
fn filter(args: &Args, graph: &GraphStore, terminal: &Terminal) -> Result<Option<ProjectionFilter>> {
    let county = match &args.county {
        None => None,
        Some(value) => match county::find(graph, value, &args.gazetteer, terminal)? {
            County::InGraph(id) => Some(id),
            County::Unmentioned(name) => {
                terminal.note(&say!("no document of the graph speaks of {name}", "图谱中没有文档提到{name}"));
                return Ok(None);
            }
        },
    };
    let focus = args
        .focus
        .iter()
        .map(|value| lookup::required(graph, "focus", None, value))
        .collect::<Result<Vec<_>>>()?;
    let is_table = matches!(
        args.to,
        ExportFormat::Graph(GraphFormat::EdgesCsv | GraphFormat::NodesCsv | GraphFormat::GraphMl)
    );
    Ok(Some(ProjectionFilter {
        focus,
        hops: args.hops,
        county,
        kinds: args.kinds.iter().copied().collect::<BTreeSet<_>>(),
        relations: BTreeSet::new(),
        isolated: if is_table { Isolated::Keep } else { Isolated::Drop },
    }))
}

/// Writes a file so that nobody ever sees half of it: under another name, then renamed.
fn write_file(path: &Path, write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    let failed = |error: io::Error| CliError::write(path, &error);
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".chanpu-").tempfile_in(folder).map_err(failed)?;
    interrupt::remove_on_interrupt(Some(file.path()));
    let mut out = io::BufWriter::new(file.as_file_mut());
    write(&mut out)?;
    out.flush().map_err(failed)?;
    drop(out);
    make_readable(file.as_file()).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    interrupt::remove_on_interrupt(None);
    Ok(())
}

/// Temporary files are made for their owner alone.
#[cfg(unix)]
fn make_readable(file: &std::fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn make_readable(_file: &std::fs::File) -> io::Result<()> {
    Ok(())
}
