//! What may stand between the beginning of a clause and the verb that tells the stage of a work named before: words of
//! time and degree, and parts of the work. Anything else is another subject: |几家企业的机房|加快建设.

use std::sync::LazyLock;

use crate::text::words::Words;

/// Words of time.
const TIME: &str = "年 月 日 底 初 末 前 后 上旬 中旬 下旬 上半年 下半年 季度 今年 明年 去年 当年 年内 当天 当日 \
    近日 日前 目前 现已 如今 现在 截至 截止 至今 此前 随后 届时 当前 于 至 到 在 从 自 以来 之际 \
    时 同年 本月 上月";
/// Words of degree, of aims and of what happens to a work.
const DEGREE: &str = "已 已经 正 正在 全面 正式 顺利 如期 成功 预计 预期 计划 拟 将 力争 争取 确保 有望 可望 可 \
    即将 全部 整体 全线 基本 陆续 相继 先后 同步 也 还 又 均 都 并 就 仍 刚刚 刚 开始 启动 开展 \
    办理 进行 做好 着手 有 即 同 编制 组织 航站楼 站房 泊位 码头 产线 跑道 水库 电站 公示 设计 图 \
    进入 处于 实现 举行 迎来 了 率先 首次 破土 完成 达到 抓紧 加紧 加快 有序 稳步 需 要 能 再 另 \
    其中 而 但 目标 推动 推进 促进 最终 最快 最迟 最晚 初步 当地 现场";
/// The work, its parts and what they are measured in.
const PARTS: &str = "该 本 此 整个 项目 工程 一期 二期 三期 四期 首期 两期 分两期 分三期 期 主体 主体工程 工程主体 \
    主体结构 主体建筑 厂房 主厂房 标准厂房 车间 办公楼 宿舍楼 综合楼 设备 主要设备 土建 基础 桩基 地基 \
    工地 施工 路基 路面 桥梁 隧道 大坝 管网 管道 建设 投资 各项 工作 场平 场地 平整 钢结构 框架 \
    部分 首条 首台 首批 生产线 条 台 栋 座 套 个 第 号 楼 机组 内部 外墙 装修 配套 设施 室内 \
    标段 段 公里 千米 米 亿元 万元 % 产能 规模 和 及 、 以及 等 与 的 试 建成 竣工 开工 投产 \
    动工 奠基 验收 前期 手续 审批 所有 征地 拆迁 工期 建设期 周期 个月 主线 支线 两岸 河道 堤防 塔 \
    主塔 首 处 一 二 三 四 五 六 七 八 九 十 两 多 余 约 近 超 累计 共 总 经过 历时 按 提前 \
    比 较 原 计 个多 天 小时 联合 联调 安装 调试";

static ADVERBIALS: LazyLock<Words> = LazyLock::new(|| {
    let words: Vec<&str> = [TIME, DEGREE, PARTS].iter().flat_map(|words| words.split_whitespace()).collect();
    Words::of(&words)
});

/// Whether the words of a clause before `verb` are nothing but adverbials and parts of a work.
pub(super) fn leads_to(clause: &str, verb: &str) -> bool {
    let Some(at) = clause.rfind(verb) else { return false };
    // 在甲园区|开工
    clause.starts_with('在') || is_adverbial(&clause[..at])
}

fn is_adverbial(words: &str) -> bool {
    let mut rest = words;
    loop {
        rest = rest.trim_start_matches(|c: char| {
            c.is_ascii_digit() || matches!(c, '.' | '-' | '—' | ',' | '(' | ')' | '#')
        });
        if rest.is_empty() {
            return true;
        }
        match ADVERBIALS.without_prefix(rest).or_else(|| behind_section(rest)) {
            Some(after) => rest = after,
            None => return false,
        }
    }
}

/// What follows the section of a route that words begin with: 川滇段|已建成.
fn behind_section(words: &str) -> Option<&str> {
    const LONG: usize = 5;
    let (at, _) = words.char_indices().take(LONG).find(|(_, c)| *c == '段')?;
    let name = &words[..at];
    (at > 0 && name.chars().all(char::is_alphabetic)).then_some(&words[at + '段'.len_utf8()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_subjects_are_no_adverbials() {
        for (clause, verb, expected) in [
            ("目前厂房主体已完工", "完工", true),
            ("预计2027年6月底前建成投产", "投产", true),
            ("二期年底开工", "开工", true),
            ("3条生产线已投产", "投产", true),
            ("几家企业的机房加快建设", "加快建设", false),
            ("深空观测站投入使用", "投入使用", false),
        ] {
            assert_eq!(leads_to(clause, verb), expected, "{clause}");
        }
    }
}
