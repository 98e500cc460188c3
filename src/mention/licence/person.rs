//! Names of people that look like a place with a character before it.

/// The surnames of nine people in ten.
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧肖程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎闫余潘杜\
                        戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜\
                        倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴";

/// What people have before their names.
const ROLES: [&str; 38] = [
    "记者",
    "通讯员",
    "作者",
    "书记",
    "县长",
    "局长",
    "总裁",
    "董事长",
    "经理",
    "主任",
    "科长",
    "教授",
    "工程师",
    "院长",
    "校长",
    "主席",
    "村民",
    "镇长",
    "乡长",
    "市长",
    "区长",
    "队长",
    "厂长",
    "站长",
    "场长",
    "部长",
    "处长",
    "厅长",
    "会长",
    "组长",
    "社长",
    "负责人",
    "创始人",
    "技术员",
    "工人",
    "员工",
    "居民",
    "司机",
];

/// What people do whose words a text reports.
const SPEECH: [&str; 20] = [
    "说", "介绍", "表示", "告诉", "坦言", "感慨", "回忆", "透露", "强调", "指出", "补充", "解释", "认为",
    "笑着", "望着", "指着", "看着", "坚信", "直言", "笑道",
];

/// Whether one character before a short name makes it a person's name that stands alone: a by-line 胡南溪, one
/// behind 记者 and 通讯员, or one that speaks.
pub(super) fn is_personal_name(before: &str, name: &str, after: &str) -> bool {
    let role = |words: &str| ROLES.iter().any(|role| words.ends_with(role));
    let reporter = ["记者", "通讯员", "特约记者"].iter().any(|role| before.ends_with(role));
    // 通讯员 孟津): the name itself begins with a surname.
    if reporter
        && name.chars().next().is_some_and(|first| SURNAMES.contains(first))
        && (after.is_empty() || after.starts_with(['\n', ' ', ')', '/', ',']))
    {
        return true;
    }
    let mut left = before.chars().rev();
    let Some(surname) = left.next().filter(|character| SURNAMES.contains(*character)) else { return false };
    let rest = &before[..before.len() - surname.len_utf8()];
    let alone = rest.is_empty() || rest.ends_with('\n');
    let ends = after.is_empty() || after.starts_with(['\n', ' ', ')', '/', ',', '、']);
    let opens = alone || rest.ends_with(['。', ',', ';', ':', '“', '”', '!', '?']);
    let speaks = || SPEECH.iter().any(|verb| after.starts_with(verb));
    // 董事长赵青山 赵青山说: a caption gives the name twice.
    let twice = || rest.ends_with(name);
    alone && ends || role(rest) || (opens || twice()) && speaks()
}

/// Whether `name` is built like a person's and speaks or signs where it stands: 孟青江指出, 记者 李丰 郑江河.
pub(in crate::mention) fn speaks_or_signs(before: &str, name: &str, after: &str) -> bool {
    let personal = (2..=3).contains(&name.chars().count())
        && name.chars().next().is_some_and(|first| SURNAMES.contains(first));
    let line = before.rfind(['\n', '。', ',', ';']).map_or(before, |end| &before[end..]);
    let signed = || {
        ["记者", "通讯员"].iter().any(|role| line.find(role).is_some_and(|at| line.len() - at <= 36))
            && (after.is_empty() || after.starts_with(['\n', ' ', ')', '/', ',', '、']))
    };
    personal && (SPEECH.iter().any(|verb| after.starts_with(verb)) || signed())
}
