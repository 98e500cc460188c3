//! Undertakings that are named in quotes, which clauses do not cross: “恒远国际家纺城”项目二期工程.

use super::lattice::is_han;
use super::{Mention, Origin};
use crate::entity::EntityType;
use crate::text::{NormalizedSpan, NormalizedText};

/// The undertakings that `text` names in quotes.
pub(super) fn undertakings(text: &NormalizedText) -> Vec<Mention> {
    let text = &*text.text;
    let mut out = Vec::new();
    for (open, mark) in text.match_indices('“') {
        let start = open + mark.len();
        let Some(length) = text[start..].char_indices().take(25).find(|(_, c)| "“”。，,;；\n、".contains(*c))
        else {
            continue;
        };
        if length.1 != '”' {
            continue;
        }
        let name = &text[start..start + length.0];
        let close = start + length.0 + '”'.len_utf8();
        if is_project(name) {
            out.push(project(start, start + length.0));
        } else if let Some(tail) = tail(&text[close..])
            && could_name(name, tail, &text[close + tail.len()..])
        {
            out.push(project(open, close + tail.len()));
        }
    }
    out
}

fn project(start: usize, end: usize) -> Mention {
    Mention {
        span: NormalizedSpan::new(start, end),
        kind: EntityType::Project,
        origin: Origin::Pattern("quoted-project"),
        nested: false,
    }
}

/// The words behind the quotes up to the last 项目 or 工程 that stands among nouns: 文旅综合体项目, 项目二期工程.
fn tail(after: &str) -> Option<&str> {
    const HEADS: [&str; 8] =
        ["项目二期工程", "项目一期工程", "项目三期工程", "项目一期", "项目二期", "项目三期", "项目", "工程"];
    const SAID: [&str; 22] = [
        "的",
        "和",
        "与",
        "等",
        "为",
        "是",
        "在",
        "了",
        "及",
        "把",
        "将",
        "推",
        "实施",
        "加快",
        "建设重",
        "获",
        "开展",
        "重点",
        "重大",
        "系列",
        "一批",
        "示范项",
    ];
    let end = after
        .char_indices()
        .take(12)
        .find(|(_, c)| !is_han(*c))
        .map_or_else(|| after.char_indices().nth(12).map_or(after.len(), |(at, _)| at), |(at, _)| at);
    let words = &after[..end];
    let at = words.find("项目").or_else(|| words.find("工程"))?;
    let head = HEADS.iter().find(|head| words[at..].starts_with(**head))?;
    let between = &words[..at];
    // 示范项目 and 链上项目 are many.
    let many = ["示范", "链上", "类", "配套"].iter().any(|end| between.ends_with(end));
    (between.chars().count() <= 8 && !many && !SAID.iter().any(|word| between.contains(word)))
        .then(|| &words[..at + head.len()])
}

/// Whether a quoted name with 项目 or 工程 behind it is that of one undertaking and not of a campaign: it ends like a
/// work, its nouns go on behind the quotes, or the text tells what became of it.
fn could_name(name: &str, tail: &str, after: &str) -> bool {
    const WORKS: [&str; 22] = [
        "城",
        "园",
        "中心",
        "基地",
        "线",
        "港",
        "广场",
        "小镇",
        "谷",
        "厂",
        "站",
        "湖",
        "湾",
        "里",
        "天地",
        "公园",
        "大道",
        "综合体",
        "园区",
        "社区",
        "酒店",
        "长廊",
    ];
    const BECAME: [&str; 16] = [
        "奠基",
        "开工",
        "签约",
        "位于",
        "总投资",
        "建成",
        "投产",
        "竣工",
        "正式",
        "落户",
        "落地",
        "占地",
        "由",
        "选址",
        "封顶",
        "试运营",
    ];
    let length = name.chars().count();
    let han = name.chars().any(is_han);
    let work = WORKS.iter().any(|end| name.ends_with(end));
    let single = !matches!(tail, "项目" | "工程") && tail.chars().count() > 3;
    let after = after.trim_start_matches([',', '，']);
    han && (4..=20).contains(&length) && (work || single || BECAME.iter().any(|word| after.starts_with(word)))
}

/// Whether what stands in quotes is itself the name of a project: “青石全域旅游投资合作项目”.
fn is_project(name: &str) -> bool {
    const KINDS: [&str; 14] = [
        "的",
        "重点",
        "重大",
        "等",
        "类",
        "专项",
        "示范项目",
        "民生",
        "惠民",
        "实施",
        "百",
        "千",
        "万",
        "化项目",
    ];
    name.ends_with("项目")
        && (8..=25).contains(&name.chars().count())
        && !KINDS.iter().any(|word| name.contains(word))
}
