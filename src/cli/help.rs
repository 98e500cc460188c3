//! Help in Chinese.
//!
//! The English help is the doc comments of the arguments. The Chinese one is the table below; a
//! test fails when a command or option has no row.

use clap::{Arg, ArgAction, Command};

use super::messages::Lang;

/// Commands and their options, `command option`, with their Chinese help.
const CHINESE: &[(&str, &str)] = &[
    ("chanpu", "把中文区域产业文档变成知识图谱，每条陈述都能追溯到原文句子"),
    ("lang", "消息与标签的语言，zh 或 en [默认：随系统区域设置]"),
    ("help", "显示帮助"),
    ("version", "显示版本"),
    // Options that several commands share.
    ("* inputs", "文件、目录（含所有子目录）、通配符（如 \"news/**/*.txt\"），或 - 表示标准输入"),
    ("* threads", "线程数 [默认：每个核心一个]"),
    ("* directories", "附加于内置词典的词典目录，可多次给出 [默认：./gazetteer（若存在）]"),
    ("* graph", "图谱目录 [默认：chanpu-graph]"),
    ("* dry_run", "只演练，不写入任何内容"),
    ("* min_confidence", "不输出置信度低于此值的事实，取 0（全部保留）到 1"),
    ("* county", "只看这个县区，用名称或代码；市、省代表其全部县区"),
    ("build", "读取文档，构建或更新图谱（只重新处理新增和改动的文档；部分输入失败时退出码为 3）"),
    ("build base", "新图谱的 IRI 前缀 [默认：图谱原有的，或 https://chanpu.example/]"),
    ("build prune", "从图谱中移除不在输入中的文档"),
    (
        "build store",
        "图谱以何种方式提供查询：memory（内存，每次读取全部文件）或 rocksdb（磁盘索引，适合数百万条四元组），后续命令自动沿用 [默认：图谱原有的，或 memory]",
    ),
    ("build rehash", "重新读取全部文件，包括按大小和时间看自上次构建后未改动的"),
    ("build dry_run", "列出将新增、更新、移除的文档，不写入任何内容"),
    ("extract", "逐篇输出抽取结果，每行一个 JSON 对象"),
    ("extract format", "输出格式：jsonl（每行一个对象）或 json（数组）[默认：jsonl]"),
    ("extract sentences", "同时输出含有提及的句子"),
    ("explain", "说明每一句如何被读出：分词、名称及其候选、未采纳的名称、命中的规则"),
    ("explain at", "只看含有此文字的句子"),
    ("firms", "列出各县区出现的企业（依据：文中明言、同句、同节）"),
    ("firms evidence", "同时给出作为依据的句子"),
    ("firms format", "输出格式：table、tsv、csv、json、md [默认：终端为 table，管道为 tsv]"),
    ("query", "运行内置查询或自己的 SPARQL 查询（结果为空或为否时退出码为 1）"),
    ("query query", "查询名称、SPARQL 文件，或 - 表示标准输入"),
    ("query parameters", "查询参数；地方可用名称或代码"),
    ("query list", "列出全部查询"),
    (
        "query format",
        "输出格式：table、csv、tsv、json、xml、turtle、ntriples、rdfxml、jsonld [默认：终端为 table，管道为 tsv]",
    ),
    ("query iris", "输出 IRI 而非名称"),
    ("show", "查看一个实体：名称、事实、数据、提及及其原文"),
    ("show entity", "名称、行政区划代码或标识（如 place/530628）"),
    (
        "show kind",
        "名称有多个含义时限定类型：place、company、park、project、infrastructure、organization、industry、product",
    ),
    ("show limit", "最多显示的提及数；0 为全部 [默认：10]"),
    ("show format", "输出格式：text 或 json [默认：text]"),
    ("export", "把图谱或其一部分导出为其他软件的格式"),
    (
        "export to",
        "格式：dot、svg、jsonld、turtle、nquads、trig、ntriples、csv、csv-nodes、graphml、gexf、cytoscape、mermaid",
    ),
    ("export focus", "只导出此实体附近的内容，用名称、代码或标识；可多次给出"),
    ("export hops", "“附近”指几步关系以内 [默认：2]"),
    (
        "export kinds",
        "只导出此类实体，可多次给出：place、company、park、project、infrastructure、organization、industry、product",
    ),
    ("export cluster", "图形的分组方式：county（县区）、park（园区）、none（不分组）[默认：county]"),
    (
        "export engine",
        "SVG 的排版方式：auto（有 Graphviz 则用之）、dot（Graphviz）、own（内置，各机器结果一致）[默认：own]",
    ),
    ("export no_legend", "不画图例"),
    ("export title", "图形的标题 [默认：所示内容]"),
    ("export excel", "生成适合 Excel 的 CSV：带字节顺序标记和中文表头"),
    ("export output", "写入文件，而非标准输出"),
    ("serve", "提供查询服务：SPARQL 接口、JSON 与浏览器页面（默认只读、仅限本机；重新构建后自动更新）"),
    ("serve bind", "监听地址 [默认：127.0.0.1]"),
    ("serve port", "监听端口；0 表示任选空闲端口 [默认：7878]"),
    ("serve public", "允许其他机器读取图谱：监听非本机地址时需要"),
    ("serve hosts", "客户端访问本服务所用的名称，可多次给出"),
    ("serve origins", "允许其网页发送查询的网站，如 https://editor.example，可多次给出"),
    ("serve writable", "允许知道口令的客户端修改图谱：/update 接受 SPARQL 更新，/store 接受整张图"),
    ("serve token_file", "存放口令的文件，口令至少 32 个字符 [默认：环境变量 CHANPU_TOKEN]"),
    ("serve timeout", "查询超过多少秒即被终止 [默认：10]"),
    ("serve memory", "每个查询可用的内存，单位 MiB [默认：512]"),
    ("serve cache", "为相同的命名问题保留答案所用的内存，单位 MiB [默认：128]"),
    ("serve max_rows", "结果的最大行数 [默认：100000]"),
    ("serve open", "在浏览器中打开首页"),
    ("serve log", "请求日志（写到标准错误）：text、json 或 off [默认：text]"),
    ("* endpoint", "改为查询此地址的 SPARQL 服务器（其中须有 `chanpu push` 推送的图谱）"),
    ("* base", "该服务器上图谱的 IRI 前缀（其中有多个图谱时需要）"),
    ("* copy", "先读取该服务器上的整个图谱，再在本机作答（不受服务器 SPARQL 实现差异的影响）"),
    (
        "* credentials",
        "含 user 与 password（或 token）的文件，用于登录服务器 [默认：环境变量 CHANPU_ENDPOINT_USER 与 CHANPU_ENDPOINT_PASSWORD，或 CHANPU_ENDPOINT_TOKEN]",
    ),
    ("* wait", "等待服务器应答的秒数 [默认：120]"),
    (
        "push",
        "把图谱发送到 SPARQL 服务器：默认只发送上次推送后的变化（已移除的文档也随之移除；中断后再次运行即可继续）",
    ),
    ("push endpoint", "接收修改的地址，如 http://localhost:8890/sparql-auth"),
    ("push all", "发送全部内容，包括服务器应已有的"),
    (
        "push protocol",
        "该地址支持的协议：update（SPARQL 1.1 Update）或 graph-store（Graph Store Protocol）[默认：update]",
    ),
    (
        "push ask",
        "用于查询的地址，以找出图谱已移除而服务器仍有的文档；仅在发送全部内容时需要 [默认：endpoint 的地址]",
    ),
    ("push request_size", "每个请求的最大长度，单位 KiB [默认：100]"),
    ("push dry_run", "列出将发送和移除的内容，不作任何修改"),
    ("remove", "从图谱中移除文档，以及只有这些文档说过的内容"),
    ("remove documents", "文档标识，可用 `chanpu query documents` 列出"),
    ("verify", "检查图谱的全部文件：大小、摘要、四元组数（有损坏时逐一列出，退出码为 1）"),
    ("backup", "把图谱复制到另一目录，构建进行中也可；副本可直接用 --graph 打开"),
    ("backup destination", "副本的目录，须为空或尚不存在"),
    ("backup dry_run", "只检查图谱能否复制，不写入任何内容"),
    ("eval", "把抽取结果与人工标注比较：精确率、召回率、F1（有文档无法读取时退出码为 3）"),
    ("eval gold", "标准集目录，含 *.gold.json 及其文档"),
    ("eval errors", "把每个错误连同上下文写入文件（- 表示标准输出）；与 --json 同用时也写入报告"),
    ("eval by_document", "同时给出每篇文档的指标"),
    (
        "eval compare",
        "与 --json 写出的旧报告比较，列出变好和变差的指标；旧报告含错误清单时，也列出新增和消失的错误",
    ),
    ("eval json", "输出供程序读取的报告"),
    ("eval predictions", "不做抽取，而评测此文件：`chanpu extract` 或其他程序的输出"),
    ("gazetteer", "检查或统计词典"),
    ("gazetteer check", "列出词典的全部问题，含文件、行、列（有错误时退出码为 1）"),
    ("gazetteer check directory", "与内置词典一起检查的目录 [默认：./gazetteer（若存在）]"),
    ("gazetteer check errors_only", "不列出警告"),
    ("gazetteer check format", "输出格式：table、tsv、csv、json、md [默认：终端为 table，管道为 tsv]"),
    ("gazetteer stats", "按类型、级别、来源统计实体和名称"),
    ("gazetteer stats format", "输出格式：table、tsv、csv、json、md [默认：终端为 table，管道为 tsv]"),
    ("rules", "检查用来发现事实的规则"),
    ("rules check", "运行每条规则的正例和反例，含自己的 rules.toml（有不符或缺例句时退出码为 1）"),
    ("rules check format", "输出格式：table、tsv、csv、json、md [默认：终端为 table，管道为 tsv]"),
    ("completions", "输出命令行补全脚本"),
    ("completions shell", "命令行环境：bash、elvish、fish、powershell、zsh"),
];

const TEMPLATE: &str = "{about}\n\n用法：{usage}\n\n{all-args}";

/// The command with its help in the language.
pub(crate) fn localise(command: Command, lang: Lang) -> Command {
    match lang {
        Lang::En => command,
        Lang::Zh => translate(command, "").disable_version_flag(true).arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help(chinese("version", ""))
                .help_heading("选项"),
        ),
    }
}

fn translate(command: Command, parent: &str) -> Command {
    let name = key(&command, parent);
    let about = chinese(&name, "");
    command
        .about(about)
        .long_about(None)
        .help_template(TEMPLATE)
        .subcommand_help_heading("命令")
        .subcommand_value_name("命令")
        .disable_help_subcommand(true)
        .disable_help_flag(true)
        .mut_args(|arg| {
            let help = chinese(&name, arg.get_id().as_str());
            let heading = if arg.is_positional() { "参数" } else { "选项" };
            let takes_values = arg.get_action().takes_values();
            let arg = arg.help(help).long_help(None).help_heading(heading);
            // Values and defaults are part of the text, because clap names them in English.
            if takes_values { arg.hide_possible_values(true).hide_default_value(true) } else { arg }
        })
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .action(ArgAction::Help)
                .help(chinese("help", ""))
                .help_heading("选项"),
        )
        .mut_subcommands(|command| translate(command, &name))
}

/// What the table calls a command: its name, with that of the command above it but for the program's.
fn key(command: &Command, parent: &str) -> String {
    let name = command.get_name();
    if parent.is_empty() || parent == "chanpu" { name.to_owned() } else { format!("{parent} {name}") }
}

/// The help of a command, or of an option of it.
fn chinese(command: &str, option: &str) -> &'static str {
    let own = if option.is_empty() { command.to_owned() } else { format!("{command} {option}") };
    let find = |key: &str| CHINESE.iter().find(|(known, _)| *known == key).map(|(_, help)| *help);
    find(&own).or_else(|| find(&format!("* {option}"))).or_else(|| find(option)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;
    use crate::cli::Cli;

    fn missing(command: &Command, parent: &str, out: &mut Vec<String>) {
        let name = key(command, parent);
        if chinese(&name, "").is_empty() {
            out.push(name.clone());
        }
        for arg in command.get_arguments() {
            if chinese(&name, arg.get_id().as_str()).is_empty() {
                out.push(format!("{name} {}", arg.get_id()));
            }
        }
        command.get_subcommands().for_each(|command| missing(command, &name, out));
    }

    #[test]
    fn everything_has_chinese_help() {
        let mut out = Vec::new();
        missing(&Cli::command(), "", &mut out);
        assert!(out.is_empty(), "without a row in CHINESE: {out:?}");
    }

    #[test]
    fn both_commands_are_well_formed() {
        localise(Cli::command(), Lang::En).debug_assert();
        localise(Cli::command(), Lang::Zh).debug_assert();
    }
}
