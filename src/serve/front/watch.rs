//! Serves a new generation of the graph when a build has finished.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::App;
use crate::diagnostic::Bilingual;
use crate::graph::Manifest;
use crate::serve::error::ServeError;
use crate::serve::pool::Pool;

/// How often the graph's manifest is looked at.
const INTERVAL: Duration = Duration::from_secs(2);

/// After so long without a change of clients, what is derived from the graph is made anew.
const SETTLED: Duration = Duration::from_secs(5);

/// What tells one generation from the next: a build replaces the manifest as its last step.
pub(super) type Version = Option<(SystemTime, u64)>;

/// The generation that is in the directory now.
pub(super) fn version(graph: &Path) -> Version {
    let metadata = std::fs::metadata(graph.join("manifest.json")).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

/// Loads new generations, and starts a new nursery where one has ended.
pub(super) async fn reload(app: Arc<App>, mut served: Version) {
    loop {
        tokio::time::sleep(INTERVAL).await;
        let found = app.task.graph.directory().and_then(version);
        let pool = app.pool();
        let is_settled = pool.behind().is_some_and(|since| since.elapsed() > SETTLED);
        // A graph that was moved away is still served.
        if (found == served || found.is_none()) && pool.is_alive() && !is_settled {
            continue;
        }
        if pool.is_alive() && !is_settled && is_loaded(&app).await {
            served = found;
            continue;
        }
        let before = pool.loaded().checksum;
        match Pool::start(&app.program, &app.task).await {
            Ok(new) => {
                let _turn = app.writing.lock().await;
                // What clients have written meanwhile it doesn't know.
                if app.pool().loaded().checksum != before {
                    continue;
                }
                announce(&app, &new);
                app.set_pool(new);
            }
            Err(error) => {
                app.log.event(&ServeError::message(&error));
                pool.stay_behind();
            }
        }
        served = found;
    }
}

/// Loads the graph that is on the disk. Whoever calls it holds [`App::writing`].
pub(super) async fn load(app: &Arc<App>) -> Result<(), ServeError> {
    let pool = Pool::start(&app.program, &app.task).await?;
    announce(app, &pool);
    app.set_pool(pool);
    Ok(())
}

/// Whether the graph on the disk is the one that is served: a client's change is served before the
/// manifest is looked at.
async fn is_loaded(app: &App) -> bool {
    let _turn = app.writing.lock().await;
    let Some(graph) = app.task.graph.directory().map(Path::to_owned) else { return false };
    let manifest = tokio::task::spawn_blocking(move || Manifest::read(&graph, None)).await;
    matches!(manifest, Ok(Ok(Some(manifest))) if manifest.checksum == app.pool().loaded().checksum)
}

fn announce(app: &App, pool: &Pool) {
    let Some((documents, quads)) = pool.loaded().size else { return };
    app.log.event(&Bilingual::new(
        format!("serving the new graph: {documents} documents, {quads} quads"),
        format!("开始提供更新后的图谱：{documents} 篇文档，{quads} 条四元组"),
    ));
}
