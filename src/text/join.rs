//! Which blocks run on from the one before.
//!
//! Text that was taken from a newspaper page or a PDF file breaks lines inside words and leaves blank
//! lines inside sentences (`新建机⏎⏎场`). A block continues the one before it only where the earlier one is
//! running text that stops without a stop, and the later one is running text and no heading, list mark,
//! by-line or caption. Where the signs are weak the two stay apart: a name that is cut is missed once, but
//! a heading that is glued to a paragraph makes a sentence that nobody wrote.
//!
//! A column that is interrupted by a caption stays in two parts, because positions in the normalised text
//! must keep the order of the source.

mod shape;
mod wrap;

use super::{Block, BlockKind};
use crate::text::word_list::word_lists;
use shape::{Ending, Opening, Shape};
use wrap::Wrap;

word_lists! {
    static WORDS: JoinWords = "join.csv";
    /// Forms of firms, with which no text begins.
    legal_form,
    /// Nouns that names of works and firms end with, and that sentences about these begin with.
    work,
}

/// The level of a heading that only its shape shows: the lowest.
const UNMARKED: u8 = 6;

/// How a block follows the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flow {
    /// It begins a passage of this kind.
    Begins(BlockKind),
    /// It goes on with the passage.
    Continues,
}

/// How each of `blocks` follows the one before it.
///
/// `one_word(left, right)` tells whether a word goes on over the break; it is asked where the shapes of the
/// two blocks leave room for it.
pub(super) fn flows(raw: &str, blocks: &[Block], one_word: &dyn Fn(&str, &str) -> bool) -> Vec<Flow> {
    let mut flows: Vec<Flow> = blocks.iter().map(|block| Flow::Begins(block.kind)).collect();
    if !blocks.windows(2).any(|pair| may_continue(pair[0].kind, pair[1].kind)) {
        return flows;
    }
    let shapes: Vec<Shape> = blocks.iter().map(|block| Shape::of(raw, block)).collect();
    let wraps = wrap::wraps(raw, blocks, &shapes);
    for later in 1..blocks.len() {
        let earlier = later - 1;
        // The lines of a form stay apart, and so does the name above them: 1.甲项目 / 建设地点:丙县 / 总投资:5亿元.
        let form = shapes[later].is_labelled && (shapes[earlier].is_labelled || shapes[earlier].is_item());
        if may_continue(blocks[earlier].kind, blocks[later].kind)
            && !form
            && (runs_on(&shapes[earlier], &shapes[later], wraps[later])
                || breaks_a_word(
                    raw,
                    &blocks[earlier],
                    &blocks[later],
                    &shapes[earlier],
                    &shapes[later],
                    one_word,
                )
                || completes_a_firm(raw, &blocks[later])
                || is_next_line(raw, &blocks[earlier], &blocks[later], &shapes[earlier], &shapes[later]))
        {
            flows[later] = Flow::Continues;
        }
    }
    for (index, shape) in shapes.iter().enumerate() {
        let next = flows
            .get(index + 1)
            .is_some_and(|next| matches!(next, Flow::Begins(BlockKind::Paragraph | BlockKind::Byline)));
        if flows[index] == Flow::Begins(BlockKind::Paragraph) && next && shape.is_heading(&shapes[index + 1])
        {
            flows[index] = Flow::Begins(BlockKind::Heading(UNMARKED));
        }
    }
    flows
}

fn may_continue(earlier: BlockKind, later: BlockKind) -> bool {
    matches!(earlier, BlockKind::Paragraph | BlockKind::ListItem) && later == BlockKind::Paragraph
}

/// Whether `later` goes on where `earlier` stops; `wrap` is of the hard-wrapped text both stand in.
fn runs_on(earlier: &Shape, later: &Shape, wrap: Option<Wrap>) -> bool {
    if later.opening == Opening::Mark || earlier.is_caption || later.is_caption {
        return false;
    }
    if let Some(wrap) = wrap {
        let new_paragraph = wrap.has_indents && later.is_indented;
        // Where paragraphs show no indent, a full line that ends a sentence may end the paragraph too.
        let may_end = earlier.ending == Ending::Stop && !wrap.has_indents;
        return wrap.is_full(earlier) && !new_paragraph && !may_end;
    }
    match (earlier.ending, later.opening) {
        (Ending::Stop, _) => false,
        (_, Opening::Closing) => true,
        (Ending::Open, _) => later.is_running(),
        (Ending::Plain, Opening::Particle) => later.is_running() && earlier.chars >= 6,
        (Ending::Plain, _) if later.is_rest() => {
            later.chars <= 6 && earlier.chars >= 8
                || earlier.is_unfinished()
                || earlier.commas > 0 && earlier.chars >= 16
        }
        (Ending::Plain, _) => later.is_running() && earlier.is_unfinished(),
    }
}

/// Whether a block begins with the form of a firm, which never opens a text: the name stands before the break.
fn completes_a_firm(raw: &str, later: &Block) -> bool {
    let words = later.text(raw);
    WORDS.legal_form.begin(words.trim_start())
}

/// How many characters on each side of a break are looked at for a word that goes on.
const REACH: usize = 12;

/// How many characters a heading has at most.
const HEADING: u32 = 40;

/// Whether a word goes on from one block to the next.
fn breaks_a_word(
    raw: &str,
    earlier: &Block,
    later: &Block,
    earlier_shape: &Shape,
    later_shape: &Shape,
    one_word: &dyn Fn(&str, &str) -> bool,
) -> bool {
    if earlier_shape.ending != Ending::Plain
        || later_shape.opening == Opening::Mark
        || earlier_shape.is_caption
        || later_shape.is_caption
    {
        return false;
    }
    let (left, right) = (earlier.text(raw), later.text(raw));
    let left = left.trim_end();
    // 甲发电工程⏎项目位于乙市: a heading that names a work, and the sentence about it.
    let named = earlier_shape.commas == 0 && earlier_shape.chars <= HEADING && WORDS.work.end(left);
    if named && WORDS.work.begin(right.trim_start()) {
        return false;
    }
    let from = left.char_indices().rev().nth(REACH - 1).map_or(0, |(at, _)| at);
    let right = right.trim_start();
    let to = right.char_indices().nth(REACH).map_or(right.len(), |(at, _)| at);
    one_word(&left[from..], &right[..to])
}

/// Whether `later` is the very next line, without an empty one between, and `earlier` is running text
/// that stops in the middle of a clause.
fn is_next_line(
    raw: &str,
    earlier: &Block,
    later: &Block,
    earlier_shape: &Shape,
    later_shape: &Shape,
) -> bool {
    let (Some(last), Some(first)) = (earlier.pieces.last(), later.pieces.first()) else { return false };
    let between = raw.get(last.span.end..first.span.start).unwrap_or("");
    between.bytes().filter(|byte| *byte == b'\n').count() == 1
        && earlier_shape.ending == Ending::Plain
        && earlier_shape.commas > 0
        && !earlier_shape.is_numbered()
        && !earlier_shape.ends_in_brackets
        && later_shape.opening != Opening::Mark
        && later_shape.is_running()
        && !earlier_shape.is_caption
        && !later_shape.is_caption
}

#[cfg(test)]
mod tests {
    use super::super::{Normalizer, Piece, SourceSpan};
    use super::*;

    /// A block a line, as the reader of plain text delivers them.
    fn lines(raw: &str) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut at = 0;
        for line in raw.split_inclusive('\n') {
            let text = line.trim();
            if !text.is_empty() {
                let start = at + line.len() - line.trim_start().len();
                let span = SourceSpan::new(start, start + text.len());
                blocks.push(Block { kind: BlockKind::Paragraph, pieces: vec![Piece { span, text: None }] });
            }
            at += line.len();
        }
        blocks
    }

    #[test]
    fn passages() {
        let cases: [(&str, &str, &[&str]); 29] = [
            (
                "a legal form opens nothing",
                "青石公司的伙伴是白水化工（青石）\n\n有限公司，生产氢气。",
                &["青石公司的伙伴是白水化工(青石)有限公司,生产氢气。"],
            ),
            (
                "break inside a name",
                "县里今年开工两条公路,年底前把青石新机\n\n场的航站楼也建起来。",
                &["县里今年开工两条公路,年底前把青石新机场的航站楼也建起来。"],
            ),
            ("short rest of a sentence", "全县加快建设青石新机\n\n场。", &["全县加快建设青石新机场。"]),
            (
                "one character after the last comma",
                "上半年,面对需求不足、动\n\n能减弱的压力,全县稳住了工业。",
                &["上半年,面对需求不足、动能减弱的压力,全县稳住了工业。"],
            ),
            (
                "after a comma",
                "县里引进三家硅材料企业，\n\n青石公司、白水公司年内投产。",
                &["县里引进三家硅材料企业,青石公司、白水公司年内投产。"],
            ),
            (
                "a particle begins no paragraph",
                "这关系到青石镇的蔬菜\n\n和花卉两个产业，也关系到村民的收入。",
                &["这关系到青石镇的蔬菜和花卉两个产业,也关系到村民的收入。"],
            ),
            (
                "but a word may begin like one",
                "青石镇的蔬菜产业\n\n和平村今年种菜三百亩，收入翻番。",
                &["青石镇的蔬菜产业", "和平村今年种菜三百亩,收入翻番。"],
            ),
            ("a mark begins nothing", "青石公司（白水\n\n）投产", &["青石公司(白水)投产"]),
            ("full stop", "一期投产。\n\n二期在建，明年投产。", &["一期投产。", "二期在建,明年投产。"]),
            (
                "full stop in quotes",
                "他说：“路修好了。”\n\n村民都很高兴，忙着收菜。",
                &["他说:“路修好了。”", "村民都很高兴,忙着收菜。"],
            ),
            (
                "heading, paragraph",
                "青石县工业稳中有进\n\n今年以来，青石县抓项目、促投产。",
                &["青石县工业稳中有进", "今年以来,青石县抓项目、促投产。"],
            ),
            (
                "heading with a comma",
                "补链条，扩规模\n\n今年以来，青石县新增企业八家。",
                &["补链条,扩规模", "今年以来,青石县新增企业八家。"],
            ),
            (
                "numbered heading",
                "一、抓招商补链条，以更实的举措扩大有效投资、夯实发展的基础\n\n县里派出六支小分队，签约项目二十个。",
                &[
                    "一、抓招商补链条,以更实的举措扩大有效投资、夯实发展的基础",
                    "县里派出六支小分队,签约项目二十个。",
                ],
            ),
            (
                "heading inside a column",
                "公司今年新上两条生产线，预计全年产值超过五亿元，带动周边三个乡镇的农户增收，\n\n抓牢项目\n\n本报讯（记者 王某）青石县开工。",
                &[
                    "公司今年新上两条生产线,预计全年产值超过五亿元,带动周边三个乡镇的农户增收,",
                    "抓牢项目",
                    "本报讯(记者王某)青石县开工。",
                ],
            ),
            (
                "caption inside a column",
                "公司今年新上两条生产线，预计全年产值超过五亿元，带动周边三个乡镇的农户增\n\n青石大桥。本报记者 王某 摄",
                &[
                    "公司今年新上两条生产线,预计全年产值超过五亿元,带动周边三个乡镇的农户增",
                    "青石大桥。本报记者王某摄",
                ],
            ),
            (
                "list marks",
                "县里抓三件事，\n\n（一）修路，通到村。\n\n2.建厂，招工。\n\n——护林，防火。",
                &["县里抓三件事,", "(一)修路,通到村。", "2.建厂,招工。", "——护林,防火。"],
            ),
            (
                "a number is no list mark",
                "今年，全县规模以上工业企业实现产值比上年同期多出了\n\n2.5亿元，增速居全市第一。",
                &["今年,全县规模以上工业企业实现产值比上年同期多出了2.5亿元,增速居全市第一。"],
            ),
            (
                "by-line",
                "青石县，一座新城正在崛起\n\n记者 王某 通讯员 李某\n\n新城建成，万人入住。",
                &["青石县,一座新城正在崛起", "记者王某通讯员李某", "新城建成,万人入住。"],
            ),
            (
                "a reporter inside a sentence",
                "收菜的季节到了，村里的合作社一天要发出十几车货，社长王某告诉\n\n记者，今年行情好。",
                &["收菜的季节到了,村里的合作社一天要发出十几车货,社长王某告诉记者,今年行情好。"],
            ),
            ("heading with inner spaces", "抓项目　促投资 稳增长", &["抓项目促投资稳增长"]),
            (
                "key figures",
                "12户\n\n新增规上企业12户,总数达80户\n\n100%\n\n空气优良率为100%。",
                &["12户", "新增规上企业12户,总数达80户", "100%", "空气优良率为100%。"],
            ),
            (
                "hard-wrapped",
                "　　青石县今年抓项目、促\n投资,开工建设青石新机\n场、白水电站。全县新增\n企业八家。\n　　明年,县里再建三条公\n路,通到每个乡镇。",
                &[
                    "青石县今年抓项目、促投资,开工建设青石新机场、白水电站。全县新增企业八家。",
                    "明年,县里再建三条公路,通到每个乡镇。",
                ],
            ),
            (
                "hard-wrapped, with blank lines",
                "青石县今年抓项目、促投\n\n产,开工建设青石新机场\n\n和白水电站。全县新增企\n\n业八家,总投资达到了三\n\n十亿元。明年县里再建三\n\n条通到每个乡镇去的新公\n\n路。",
                &[
                    "青石县今年抓项目、促投产,开工建设青石新机场和白水电站。全县新增企业八家,总投资达到了三十亿元。明年县里再建三条通到每个乡镇去的新公路。",
                ],
            ),
            (
                "a list of names is not wrapped text",
                "青石新材料有限公司\n白水新能源有限公司\n黑山新矿业有限公司\n红土新农业有限公司",
                &["青石新材料有限公司", "白水新能源有限公司", "黑山新矿业有限公司", "红土新农业有限公司"],
            ),
            (
                "the name above a form",
                "1.青石桥建设项目\n项目概况:长300米。\n\n2.白水桥建设项目\n项目概况:长500米。",
                &["1.青石桥建设项目", "项目概况:长300米。", "2.白水桥建设项目", "项目概况:长500米。"],
            ),
            (
                "items that end in brackets",
                "青石桥项目（白水公司，3亿元）\n白水桥项目（青石公司，总投资2亿元）",
                &["青石桥项目(白水公司,3亿元)", "白水桥项目(青石公司,总投资2亿元)"],
            ),
            (
                "number broken at a line end",
                "　　青石县今年抓项目促投产3\n5个,总投资120亿元,全县\n上下都忙了起来。",
                &["青石县今年抓项目促投产35个,总投资120亿元,全县上下都忙了起来。"],
            ),
            (
                "words keep their space",
                "ABC  Steel\u{A0}Co. 在 青 石 建 厂 5 座",
                &["ABC Steel Co.在青石建厂5座"],
            ),
            ("white space and marks only", " \u{FEFF}\n \u{200B}\n\n", &[]),
        ];
        let normalizer = Normalizer::builtin();
        for (name, raw, expected) in cases {
            let text = normalizer.normalize(raw, &lines(raw));
            let found: Vec<_> = text.passages.iter().map(|passage| passage.span.of(&text.text)).collect();
            assert_eq!(found, expected, "{name}");
            assert_eq!(text.text, expected.join("\n"), "{name}");
        }
    }

    #[test]
    fn a_short_line_before_running_text_is_a_heading() {
        let raw = "青石县工业稳中有进\n\n一、抓招商，补链条\n\n今年以来，青石县抓项目、促投产。\n\n12户\n\n新增企业12户。\n\n王某\n\n青石县开工。\n\n一县之变——\n\n最后一行没有标点";
        let text = Normalizer::builtin().normalize(raw, &lines(raw));
        let found: Vec<_> = text.passages.iter().map(|passage| passage.kind).collect();
        let heading = BlockKind::Heading(6);
        let paragraph = BlockKind::Paragraph;
        assert_eq!(
            found,
            [heading, heading, paragraph, paragraph, paragraph, paragraph, paragraph, heading, paragraph]
        );
    }

    #[test]
    fn a_joined_name_has_no_soft_break_and_its_source() {
        let raw = "  全县加快建设青石新机  \r\n\r\n  场。";
        let text = Normalizer::builtin().normalize(raw, &lines(raw));
        assert_eq!(text.text, "全县加快建设青石新机场。");
        assert_eq!(text.soft_breaks, Vec::<usize>::new());
        let start = "全县加快建设".len();
        let name = super::super::NormalizedSpan::new(start, start + "青石新机场".len());
        assert_eq!(text.to_source(name).of(raw), "青石新机  \r\n\r\n  场");
        assert_eq!(text.soft_breaks_in(name), 0);
    }
}
