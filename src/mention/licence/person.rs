//! Names of people that look like a place with a character before it.

/// The surnames of nine people in ten.
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧肖程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎闫余潘杜\
                        戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜\
                        倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴";

/// Whether one character before a short name makes it a person's name that stands alone: a by-line 胡南溪, or
/// one behind 记者 and 通讯员.
pub(super) fn is_personal_name(before: &str, after: &str) -> bool {
    let mut left = before.chars().rev();
    let Some(surname) = left.next().filter(|character| SURNAMES.contains(*character)) else { return false };
    let rest = &before[..before.len() - surname.len_utf8()];
    let alone = rest.is_empty() || rest.ends_with('\n');
    let ends = after.is_empty() || after.starts_with(['\n', ' ', ')', '/', ',', '、']);
    (alone && ends)
        || [
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
        ]
        .iter()
        .any(|role| rest.ends_with(role))
}
