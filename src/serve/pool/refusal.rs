//! Why a request has no answer.

use std::time::Duration;

use crate::diagnostic::Bilingual;

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::serve) enum Refusal {
    /// Too many wait already, or this one has waited too long.
    Busy,
    /// It isn't finished and the places for long queries are taken.
    Crowded,
    /// It wasn't finished at the deadline.
    Deadline(Duration),
    /// The worker ended: it wanted too much memory or stack.
    Died(u64),
}

impl Refusal {
    /// What is wrong and how to mend it.
    pub(in crate::serve) fn message(self) -> Bilingual {
        match self {
            Self::Busy => Bilingual::new(
                "too many queries are waiting; try again in a few seconds",
                "排队的查询太多；请过几秒再试",
            ),
            Self::Crowded => Bilingual::new(
                "the query takes long, and as many long ones as this server allows are running; make it \
                 simpler or try again in some seconds",
                "此查询耗时较长，而同时运行的长查询已达上限；请简化查询，或过一会儿再试",
            ),
            Self::Deadline(deadline) => {
                let seconds = deadline.as_secs_f32();
                Bilingual::new(
                    format!(
                        "the query wasn't finished after {seconds} s and was stopped; narrow it: begin with \
                         a place or name, avoid OPTIONAL and patterns that share no variable"
                    ),
                    format!(
                        "查询运行 {seconds} 秒仍未完成，已被终止；请缩小范围：先限定地点或名称，避免 OPTIONAL \
                         和没有共同变量的模式"
                    ),
                )
            }
            Self::Died(memory) => {
                let mib = memory >> 20;
                Bilingual::new(
                    format!(
                        "the query needed more memory than {mib} MiB, or was too deeply nested, and was \
                         stopped; make it simpler or narrow it"
                    ),
                    format!("查询所需内存超过 {mib} MiB，或嵌套过深，已被终止；请简化查询或缩小范围"),
                )
            }
        }
    }
}
