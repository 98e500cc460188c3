//! Names of people that look like a place with a character before it.

use std::sync::LazyLock;

use crate::gazetteer::Lexicon;
use crate::mention::lattice::is_han;
use crate::text::character_set::CharacterSet;
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: PersonWords = "person.csv";
    /// What people have before their names, beside 局长, 行长 and whoever else is the head of
    /// something.
    role,
    /// What ends in 长 and is no head of anything.
    no_head,
    /// What follows a name at the end of a list of people, or what people are called.
    title,
    /// What people do whose words a text reports.
    speech,
    /// What else people do of whom a text says who they are.
    acts,
}

/// The surnames of nine people in ten.
static SURNAMES: LazyLock<CharacterSet> = LazyLock::new(|| {
    let surnames = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧肖程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎闫余潘杜\
                        戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜\
                        倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴";
    CharacterSet::new(surnames.chars())
});

/// Surnames that are hardly ever a word of one character, so that they need less beside them.
static PLAIN_SURNAMES: LazyLock<CharacterSet> = LazyLock::new(|| {
    let surnames = "王李张刘陈杨赵吴徐孙胡朱郭梁宋郑谢韩唐冯董萧袁邓许沈彭吕蒋蔡贾魏薛阎闫潘杜汪姜谭廖邹郝邱侯邵孟尹龚庞翟倪俞聂焦邢耿詹靳甄";
    CharacterSet::new(surnames.chars())
});

/// Whether one character before a short name makes it a person's name: a by-line 胡南溪, one behind 记者 and 局长, one
/// that speaks or has a title, or one that stands alone in a list of people.
pub(super) fn is_personal_name(before: &str, name: &str, after: &str) -> bool {
    let reporter = ["记者", "通讯员", "特约记者"].iter().any(|role| before.ends_with(role));
    // 通讯员 孟津): the name itself begins with a surname.
    if reporter
        && name.chars().next().is_some_and(|first| SURNAMES.has(first))
        && (after.is_empty() || after.starts_with(['\n', ' ', ')', '/', ',']))
    {
        return true;
    }
    if is_among_leaders(before, name, after)
        || is_in_by_line(before, name)
        || lacks_its_end(before, name, after)
    {
        return true;
    }
    let mut left = before.chars().rev();
    let Some(surname) = left.next().filter(|character| SURNAMES.has(*character)) else { return false };
    let rest = &before[..before.len() - surname.len_utf8()];
    if is_title(rest) {
        return true;
    }
    let alone = rest.is_empty() || rest.ends_with('\n');
    let ends = after.is_empty() || after.starts_with(['\n', ' ', ')', '/', ',', '、']);
    let opens = alone || rest.ends_with(['。', ',', ';', ':', '“', '”', '!', '?']);
    let listed = || opens || rest.ends_with(['、', '(', '和', '与']);
    // 董事长赵青山 赵青山说: a caption gives the name twice.
    let twice = || rest.ends_with(name);
    alone && ends || (listed() || twice()) && (WORDS.speech.begin(after) || WORDS.title.begin(after))
}

/// Whether `name` is the name of somebody with an office but for its last character: 市长|黄海|昆、, 副主任|龙安|江介绍.
fn lacks_its_end(before: &str, name: &str, after: &str) -> bool {
    let mut rest = after.chars();
    let lacking = name.chars().count() == 2
        && name.starts_with(is_surname)
        && is_title(before)
        && rest.next().is_some_and(is_han);
    let rest = rest.as_str();
    let does = || [&WORDS.speech, &WORDS.title, &WORDS.acts].iter().any(|words| words.begin(rest));
    let ends = || rest.is_empty() || rest.starts_with(['\n', ' ', ')', ',', '、', '。', '等']);
    lacking && (ends() || does())
}

/// Whether `name` ends with the first character of how people are addressed: 罗先|生.
pub(super) fn ends_in_address(name: &str, after: &str) -> bool {
    name.ends_with('先') && after.starts_with('生') || name.ends_with('女') && after.starts_with('士')
}

/// Whether `name` is the given name of somebody with an office: 镇长韩|建行|介绍.
pub(super) fn is_given_name(before: &str, name: &str, after: &str) -> bool {
    let Some((at, surname)) = before.char_indices().next_back() else { return false };
    let does = || [&WORDS.speech, &WORDS.title, &WORDS.acts].iter().any(|words| words.begin(after));
    let ends = || after.is_empty() || after.starts_with(['\n', ' ', ')', ',', '、', '。', '等', '说']);
    (1..=2).contains(&name.chars().count())
        && is_surname(surname)
        && is_title(&before[..at])
        && (ends() || does())
}

/// Whether `name` begins with a surname and stands in the brackets of a by-line, where people are named without anything
/// between them: (记者陈石城|黄柏|青林峰).
pub(super) fn is_in_by_line(before: &str, name: &str) -> bool {
    /// How many bytes may stand before the role, and how many names take.
    const ROLE: usize = "全媒体实习".len();
    const NAMES: usize = 40 * '王'.len_utf8();
    if !name.starts_with(is_surname) {
        return false;
    }
    // No further back: a long text without brackets would be read again for every name.
    let near = (before.len().saturating_sub(NAMES)..=before.len()).find(|at| before.is_char_boundary(*at));
    let Some((_, line)) = near.and_then(|near| before[near..].rsplit_once('(')) else { return false };
    !line.contains([')', '。', '\n'])
        && ["记者", "通讯员"].iter().any(|role| line.find(role).is_some_and(|at| at <= ROLE))
}

/// Whether words end with what people have before their names: 书记, 局长.
fn is_title(words: &str) -> bool {
    WORDS.role.end(words) || words.ends_with('长') && !WORDS.no_head.end(words)
}

/// Whether `name` is all of a person's name, behind what the person is: 县长|高安|致辞. Whoever signs the text is not
/// spoken of in it.
pub(in crate::mention) fn is_titled(before: &str, name: &str, after: &str) -> bool {
    let signs = || ["记者", "通讯员", "作者", "摄影"].iter().any(|role| before.ends_with(role));
    let ends =
        || after.is_empty() || after.starts_with(['\n', ' ', ')', '/', ',', '、', '。', '等', '和', '说']);
    name.starts_with(is_surname)
        && is_title(before)
        && !signs()
        && (ends() || [&WORDS.speech, &WORDS.title, &WORDS.acts].iter().any(|words| words.begin(after)))
}

/// Whether `name` stands in a list of people behind 领导 and begins with a surname itself: 县领导胡南溪、|龙泉|参加.
fn is_among_leaders(before: &str, name: &str, after: &str) -> bool {
    if !before.ends_with('、') || !name.starts_with(is_surname) {
        return false;
    }
    let line = before.rfind(['\n', '。', ',', ';']).map_or(before, |end| &before[end..]);
    let people = line.rsplit_once("领导").map(|(_, people)| people.trim_start_matches([':', ' ']));
    let is_person =
        |member: &str| (2..=4).contains(&member.chars().count()) && member.starts_with(is_surname);
    let ends = after.is_empty() || after.starts_with(['\n', ' ', ')', ',', '、', '等', '和', '参', '出']);
    ends && people.is_some_and(|people| people.trim_end_matches('、').split('、').all(is_person))
}

/// Whether a surname stands before a name that could be a given one, and is no part of a word: 董|建华, not 感谢|北京.
pub(super) fn follows_surname(before: &str, lexicon: &Lexicon) -> bool {
    let mut left = before.char_indices().rev();
    left.next().is_some_and(|(_, surname)| PLAIN_SURNAMES.has(surname))
        && left.next().is_none_or(|(at, _)| lexicon.get(&before[at..]).is_none())
}

/// Whether the character is one of the common surnames.
pub(in crate::mention) fn is_surname(character: char) -> bool {
    SURNAMES.has(character)
}

/// Whether `name` begins with a surname that is hardly ever a word, and not like that of a place: not 王家, 李子.
pub(in crate::mention) fn begins_like_person(name: &str) -> bool {
    let mut characters = name.chars();
    characters.next().is_some_and(|surname| PLAIN_SURNAMES.has(surname))
        && characters.next().is_some_and(|given| !"家子店庄".contains(given))
}

/// Whether `name` is built like a person's and speaks, signs or stands among leaders: 孟青江指出, 记者 李丰 郑江河.
pub(in crate::mention) fn speaks_or_signs(before: &str, name: &str, after: &str) -> bool {
    let personal = (2..=3).contains(&name.chars().count())
        && name.chars().next().is_some_and(|first| SURNAMES.has(first));
    let line = before.rfind(['\n', '。', ',', ';']).map_or(before, |end| &before[end..]);
    let signed = || {
        ["记者", "通讯员"].iter().any(|role| line.find(role).is_some_and(|at| line.len() - at <= 36))
            && (after.is_empty() || after.starts_with(['\n', ' ', ')', '/', ',', '、']))
    };
    // 易伟江督导检查: rivers do no such thing.
    let acts = name.chars().count() == 3 && WORDS.acts.begin(after);
    // 县领导胡南溪、|李江|平|参加: the name may go on for a character.
    let mut rest = after.chars();
    let longer = name.chars().count() == 2 && rest.next().is_some_and(is_han);
    let leads =
        is_among_leaders(before, name, after) || longer && is_among_leaders(before, name, rest.as_str());
    acts || leads || personal && (WORDS.speech.begin(after) || signed())
}
