//! Names of people that look like a place with a character before it.

use std::sync::LazyLock;

use crate::gazetteer::Lexicon;
use crate::text::words::Words;

/// The surnames of nine people in ten.
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧肖程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎闫余潘杜\
                        戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜\
                        倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴";

/// Surnames that are hardly ever a word of one character, so that they need less beside them.
const PLAIN_SURNAMES: &str = "王李张刘陈杨赵吴徐孙胡朱郭梁宋郑谢韩唐冯董萧袁邓许沈彭吕蒋蔡贾魏薛阎闫潘杜汪姜谭廖邹郝邱侯邵孟尹龚庞翟倪俞聂焦邢耿詹靳甄";

/// What people have before their names, beside 局长, 行长 and whoever else is the head of something.
static ROLES: LazyLock<Words> = LazyLock::new(|| {
    Words::of(&[
        "记者",
        "通讯员",
        "作者",
        "书记",
        "总裁",
        "经理",
        "主任",
        "教授",
        "工程师",
        "主席",
        "村民",
        "负责人",
        "创始人",
        "技术员",
        "工人",
        "员工",
        "居民",
        "司机",
        "代表",
        "委员",
        "同志",
        "政委",
        "院士",
        "秘书",
        "老师",
        "医生",
        "农民",
        "选手",
        "导演",
        "演员",
        "作家",
        "画家",
        "教练",
        "队员",
        "干部",
        "党员",
        "职工",
        "常委",
        "专家",
        "研究员",
        "烈士",
        "战士",
        "总监",
        "合伙人",
        "带头人",
        "企业家",
        "商人",
        "户主",
        "摄影",
        "市民",
        "客商",
        "老板",
        "法人",
    ])
});
/// What ends in 长 and is no head of anything.
static NO_HEADS: LazyLock<Words> = LazyLock::new(|| {
    Words::of(&["增长", "成长", "生长", "延长", "全长", "特长", "拉长", "加长", "专长", "擅长", "漫长"])
});
/// What follows a name at the end of a list of people, or what people are called.
static TITLES: LazyLock<Words> = LazyLock::new(|| {
    Words::of(&[
        "同志",
        "先生",
        "女士",
        "等人",
        "等同志",
        "一家",
        "夫妇",
        "老人",
        "教授",
        "院士",
        "老师",
        "书记",
        "主任",
        "总经理",
        "董事长",
    ])
});

/// What people do whose words a text reports.
static SPEECH: LazyLock<Words> = LazyLock::new(|| {
    Words::of(&[
        "说", "介绍", "表示", "告诉", "坦言", "感慨", "回忆", "透露", "强调", "指出", "补充", "解释", "认为",
        "笑着", "望着", "指着", "看着", "坚信", "直言", "笑道",
    ])
});

/// Whether one character before a short name makes it a person's name: a by-line 胡南溪, one behind 记者 and 局长, one
/// that speaks or has a title, or one that stands alone in a list of people.
pub(super) fn is_personal_name(before: &str, name: &str, after: &str) -> bool {
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
    let head = || rest.ends_with('长') && !NO_HEADS.end(rest);
    if ROLES.end(rest) || head() {
        return true;
    }
    let alone = rest.is_empty() || rest.ends_with('\n');
    let ends = after.is_empty() || after.starts_with(['\n', ' ', ')', '/', ',', '、']);
    let opens = alone || rest.ends_with(['。', ',', ';', ':', '“', '”', '!', '?']);
    let listed = || opens || rest.ends_with(['、', '(', '和', '与']);
    // 董事长赵青山 赵青山说: a caption gives the name twice.
    let twice = || rest.ends_with(name);
    alone && ends || (listed() || twice()) && (SPEECH.begin(after) || TITLES.begin(after))
}

/// Whether a surname stands before a name that could be a given one, and is no part of a word: 董|建华, not 感谢|北京.
pub(super) fn follows_surname(before: &str, lexicon: &Lexicon) -> bool {
    let mut left = before.char_indices().rev();
    left.next().is_some_and(|(_, surname)| PLAIN_SURNAMES.contains(surname))
        && left.next().is_none_or(|(at, _)| lexicon.get(&before[at..]).is_none())
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
    personal && (SPEECH.begin(after) || signed())
}
