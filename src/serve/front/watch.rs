//! Serves a new generation of the graph when a build has finished.

use std::path::Path;
use std::sync::{Arc, PoisonError};
use std::time::{Duration, SystemTime};

use super::App;
use crate::diagnostic::Bilingual;
use crate::serve::error::ServeError;
use crate::serve::pool::Pool;

/// How often the graph's manifest is looked at.
const INTERVAL: Duration = Duration::from_secs(2);

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
        let found = version(&app.task.graph);
        let is_alive = app.pool().is_alive();
        // A graph that was moved away is still served.
        if (found == served || found.is_none()) && is_alive {
            continue;
        }
        match Pool::start(&app.program, &app.task).await {
            Ok(pool) => {
                let (documents, quads) = (pool.loaded().documents, pool.loaded().quads);
                *app.pool.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(pool);
                app.log.event(&Bilingual::new(
                    format!("serving the new graph: {documents} documents, {quads} quads"),
                    format!("开始提供更新后的图谱：{documents} 篇文档，{quads} 条四元组"),
                ));
            }
            Err(error) => app.log.event(&ServeError::message(&error)),
        }
        served = found;
    }
}
