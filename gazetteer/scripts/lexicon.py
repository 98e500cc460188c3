#!/usr/bin/env python3
"""Generate lexicon.tsv, the list of ordinary Chinese words.

The matcher weighs a place name against the ordinary words around it, so the
list holds what is *not* a name: jieba's dictionary without its place names
(ns), person names (nr, nrt, nrfg) and organisations (nt), and without any name
of entities/places.csv and aliases/places.csv. Single characters stay in, also
those that abbreviate a province. Words which are both a name and a word
(common_words.csv) stay in, with a frequency which is high enough to be weighed, except those that only arise across a word boundary (part of speech
x). Ordinary words which jieba takes for names are restored (RESTORED_WORDS),
and words of government reports that jieba lacks are added (OWN_WORDS).
Run it after divisions.py.

    python3 lexicon.py --packages DIR --fetch
    python3 lexicon.py --packages DIR

Columns, separated by tabs, without a header: word, frequency, part of speech.
Lines are sorted by word. Only the Python 3 standard library is needed.
"""

import csv
import re
import sys
from pathlib import Path

from packages import fetch_pip, find, options, replace_file, tar_member

PACKAGE = "jieba==0.42.1"
HAN_WORD = re.compile(r"^[\u3400-\u9fff]+$")
NAME_TAGS = ("ns", "nr", "nt")
MINIMUM_FREQUENCY = 8   # rarer words are noise beside names, and cost time, unless a name hides in them
MAXIMUM_BYTES = 2_500_000
COMMON_WORD_FREQUENCY = 100   # for a common word which jieba does not have
OWN_WORD_FREQUENCY = 300

# Words of reports and of the business press since about 2010.
OWN_WORDS = {
    "m": "万千瓦时 亿千瓦时 千瓦时 兆瓦时 万兆瓦时",
    "n": """
    产业链 供应链 价值链 创新链 资金链 产业集群 产业园区 工业园区 园区 链主 链长 链长制 链主企业
    招商引资 营商环境 专精特新 小巨人 单项冠军 独角兽 瞪羚企业 规上企业 规上工业 规模以上工业 规模以上
    龙头企业 骨干企业 领军企业 民营企业 国有企业 央企 国企 民企 中小企业 中小微企业 市场主体 经营主体
    高新技术企业 科技型中小企业 新能源 新材料 新型储能 储能 光伏 风电 水电 绿电 绿色铝 绿色硅 硅光伏
    多晶硅 单晶硅 工业硅 有机硅 电解铝 铝材 铝精深加工 精深加工 磷化工 磷酸铁锂 磷酸铁 动力电池
    锂电池 新能源电池 新能源汽车 充电桩 换电站 页岩气 煤层气 天然气 煤化工 精细化工 生物医药 中药材
    大健康 数字经济 数字产业 数字政府 数字乡村 大数据 云计算 人工智能 物联网 工业互联网 互联网 区块链
    第五代移动通信 数据中心 算力 集成电路 芯片 半导体 新型显示 智能制造 智能终端 先进制造业 制造业
    战略性新兴产业 新兴产业 未来产业 支柱产业 主导产业 特色产业 优势产业 传统产业 富民产业 百亿级产业
    千亿级产业 首位产业 新质生产力 高质量发展 供给侧 供给侧结构性改革 双循环 新发展格局 新发展理念
    新发展阶段 乡村振兴 脱贫攻坚 脱贫攻坚战 易地扶贫搬迁 易地搬迁 安置区 安置点 返贫 防返贫 帮扶
    东西部协作 对口帮扶 对口支援 沪滇协作 粤滇协作 定点帮扶 以工代赈 高标准农田 粮食安全 冷链物流
    冷链 冷库 冻库 物流园 物流枢纽 商贸物流 跨境电商 电商 直播带货 直播电商 夜经济 文旅 文旅融合
    全域旅游 康养 研学 民宿 乡村旅游 苹果产业 马铃薯 竹产业 花椒 天麻 肉牛 生猪 魔芋 特色农业
    高原特色农业 农产品 农业龙头企业 合作社 家庭农场 新型农业经营主体 地理标志 绿色食品 有机食品
    营收 主营业务收入 增加值 工业增加值 固定资产投资 固投 产业投资 工业投资 民间投资 社会消费品零售总额
    一般公共预算收入 一般公共预算支出 地方财政收入 税收收入 城镇常住居民人均可支配收入 可支配收入
    农村常住居民人均可支配收入 地区生产总值 生产总值 国内生产总值 产值 总产值 进出口 进出口总额
    引资 到位资金 到位内资 省外到位资金 实际利用外资 签约项目 重大项目 重点项目 项目 在建项目 续建项目
    新开工项目 储备项目 前期工作 专项债 专项债券 特别国债 中央预算内投资 标准厂房 孵化器 众创空间
    产业基金 产业引导基金 政府投资基金 股权投资 上市公司 拟上市 科创板 创业板 北交所 新三板 招股书
    年报 公告 募投项目 产能 扩能 技改 技术改造 数字化转型 转型升级 提质增效 降本增效 绿色低碳 低碳
    碳达峰 碳中和 双碳 节能降碳 能耗双控 能耗 排放 减排 污染防治 生态文明 生态环境 长江大保护
    河长制 林长制 退耕还林 石漠化 水土流失 一江清水 放管服 放管服改革 一网通办 跨省通办 最多跑一次
    政务服务 便民服务 社会信用 要素保障 用地保障 用工 就业 稳就业 劳务输出 外出务工 农民工 公益性岗位
    基础设施 新基建 高速公路 高铁 城际铁路 高速铁路 渝昆高铁 机场 通用机场 港口 航道 水富港 综合交通
    水利工程 水库 水网 滇中引水 城镇化 新型城镇化 城市更新 老旧小区 棚户区改造 保障性住房 县域经济
    县域 县城 城乡融合 城乡居民 人均 同比 环比 增速 增幅 降幅 占比 目标任务 政府工作报告 五年规划
    实施方案 实施意见 行动计划 三年行动 行动方案 指导意见 管理办法 工作方案 责任分工 牵头单位 责任单位
    并网 隔江 临江而立 密封件 城东 城西 城南 城北 武昌鱼 康庄大道 阳光大道 星光大道 普通合伙 有限合伙 特殊普通合伙 厂区 航站楼 浓缩汁
    强镇 强县 强村 精品园区 厂网
    多能互补 源网荷储 风光互补 渔光互补 农光互补 林光互补 光储充 微电网 零碳 数字孪生 城市大脑 智慧城市 智慧停车 雨污分流 海绵城市 综合管廊 地下管廊 充换电 换电 超充 供热管网 热电联产 余热利用 建筑垃圾
    固废 危废 再生水 中水回用 引调水 高标准厂房 人才公寓 保障房 安置房 回迁房 田园综合体 未来社区 智慧园区 智慧物流 数据机房 外立面 道地 道地药材 中草药 淡水鱼
    全域 全周期 全生命周期 全要素 全链条 全流程 全覆盖 全口径 全省域 全市域 全县域 市域 省域 镇域 村域
    瞪羚 隐形冠军 头雁 集群式 沉浸式 网格化 清单化 项目化 专班 标准地 一区多园 一园多区 区中园 园中园 标房 标厂
    共同富裕 共富工坊 双控 近零碳 负碳 碳汇 新质 新赛道 整零 首台套 首批次 首版次 校地 院地 央地 银企 银政企 政银企
    政产学研 产教融合 白名单 红黑榜 全年红 满堂红 半年红 双过半 红五月 压舱石 新引擎 新动能 新高地 桥头堡 主阵地
    主引擎 主抓手 牛鼻子 金名片 新名片 大文章 特色牌 优势牌 生态牌 绿色牌 组合拳 连环招 硬措施 硬举措 硬核 硬科技
    软实力 左右岸 种养加 农文旅 文旅康养 县乡村 三品一标 两品一标
    百亿级 十亿级 亿元级 千万级 百万级 百企 千企 万企 百园 百县 千镇 万村 限额以上
    配合单位 主管部门 职能部门 各县区 县区 各县市区 市县 省市 州市 乡镇 街道 社区 村委会 行政村 自然村
    开发区 经开区 高新区 保税区 自贸区 自贸试验区 试验区 示范区 先行区 合作区 新区 集聚区 功能区
    产业布局 空间布局 重点任务 重点工作 保障措施 总体要求 指导思想 基本原则 主要目标 发展目标 组织保障
    """,
    "v": """
    招商 建链 补链 延链 强链 强链补链 建圈强链 赋能 投产 达产 投产达产 竣工投产 开工建设 签约 落户 落地
    增资扩股 提质 扩容 稳增长 促改革 调结构 惠民生 防风险 保稳定 做大做强 培优 培强 转型 升级 协同发展
    融合发展 先行先试 创建 攻坚 推进 统筹 牵头 主抓 包保 挂钩 兑现 承接 承接产业转移 产业转移 引进 培育
    做足 做深 做细 做实 做亮 做特 做新 做专 做响 做牢 做稳 做旺 做全 做长 下足 用足 用实 铆足 补短板 抓细 抓深 抓早
    打好 打牢 打实 建优 固链 畅链 优链 稳链 兴链 育链 筑巢引凤 引凤 育强 育优 培大 育小 扶强 扶大 壮骨 树优 树强
    稳岗 纾困 助企 暖企 护企 安商 亲商 引商 招大引强 选商 择商 以商招商 产业链招商 驻点招商 双招双引 拿地即开工
    扩量 智改 数转 智改数转 智转数改 数改智转 上云 升规 入规 进规 小升规 个转企 企升规 规改股
    挂图作战 倒排 压茬 达效 纳统 入统 腾笼换鸟 腾退 退城进园 退城入园 减碳 固碳 揭榜挂帅 续贷 降费 减税降费 降本
    留抵 缓缴 免申即享 直达快享 赛比 比学赶超 百日攻坚 开门稳 夺旗 争优 晋位 升位 进等 提位 扛旗 当先锋 带货 集配
    新增 净增 同比增长 同比下降 环比增长 增长 下降 突破 实现 完成 累计 预计 力争 达到 超过 位居 位列
    """,
}

# Ordinary words which jieba tags as a place, a person or an organisation.
RESTORED_WORDS = {
    "n": """
    城市 东西 外国 英雄 朝廷 太阳 海洋 湖泊 大桥 山区 江湖 大街 王国 城镇 京城 庆典 南路 深度 山脉 治安 大国
    海峡 冰川 山水 内河 古典 阴阳 高山 大海 山坡 河谷 福利 日志 青春 山河 西欧 中东 三国 西门 河水 两湖 山洞
    都城 海湾 上半场 广义 湖水 江水 南门 海关 大洋 山峰 内城 石桥 中密度 北门 山寨 西洋 契约 入口 都市 西城
    古都 重镇 三角洲 山口 大山 城堡 深山 江河 伦理 东城 泉水 大河 大湖 大江 法典 池塘 海滨 贵宾 海滩 西路 西瓜
    东路 嘉宾 苏区 屯田 海港 东门 北路 山林 山川 北风 新村 远洋 深海 井口 台基 台风 深谷 朝野 山门 山岭 余脉
    象牙 深水 河湾 河里 海岛 土城 深渊 河畔 京都 夕阳 河沟 港湾 新春 冰山 旧城 江底 古镇 太极 山庄 江海 广度
    内陆 沿海 沿江 东部 西部 北部 中部 西南 东北 东南 西北 南北 自治州 自治县 自治区 直辖市 共和国 边境 边疆
    文明 王朝 小姐 阳光 陆军 道德 卫星 雷达 荣誉 丘陵 言语 明星 宫殿 权威 师傅 帝王 宣言 胡同 师兄 玉米 顾问
    智慧 白雪 高峰 祖先 高潮 洪水 顾客 米粉 玉石 胡子 叶子 祖宗 宝贝 白领 子孙 鱼雷 沙滩 师范 梅花 范畴 诸侯
    鹿角 元帅 孙子 雪山 宝剑 子宫 丛林 小康 老虎 马匹 博客 体操 明珠 王子 白宫 红外 蓝天 左翼 金刚 师生 冷汗
    高僧 宝石 小雨 沙丘 童子 慈善 松树 兰花 史诗 保姆 英才 乌龟 豪杰 荣耀 旷野 庄子 桂花 马背 乔木 毛巾 麦子
    白布 元老 银杏 马夫 老总 高薪 宾客 孤儿 恩师 燕子 巴掌 白发 林子 林木 黑客 杨柳 安危 梅子 杜鹃 巨石 田园
    白云 伯爵 孔雀 才华 史实 朱砂 古文 戈壁 小镇 田野 亚军 李子 熊掌 廉政 贝母 雷声 蓝图 伯母 贝壳 庄园 金光
    神智 富豪 牛马 士卒 宝藏 古董 施政 熊猫 钟声 奥秘 权贵 毛发 小河 言辞 王侯 祖母 柳树 纳米 波涛 伏兵 王权
    木柱 西风 孙女 黄牛 始祖 焦耳 柏树 盛世 石阶 农耕 唐诗 圣贤 秋水 索引 富翁 木耳 彼岸 花圃 雷雨 华裔 灵堂
    滑冰 秋风 小溪 宇航 巨星 小舟 罗盘 才智 钱粮 燕麦 冷杉 毛驴 苗子 步履 洪峰 黄蜂 松柏 沙尘 麦田 灵芝 瓦斯
    籍贯 花香 滑翔 雷鸣 云杉 栗子 碧波 扬子 杨树 孔径 史官 路基 山洪 红茶 凉亭 毛竹 巨龙 尼龙 梅雨 老鹰 盛夏
    秋千 鹿茸 小桥 花招 简章 龙虾 蓝光 白光 黄金 中药 土地 平台 项目 农民 工人 市场 企业 公司 人民 群众 政府
    """,
    "v": """
    上市 爱国 回国 建国 开国 长大 普及 云集 渡江 加盟 登山 上山 下山 上台 中断 关联 密封 入市 治国 入海 礼拜 归国
    赞美 波及 登极 入川 上路 绕城 封锁 登基 寻思 冷笑 康复 保健 崇拜 修正 周转 比武 陈述 荣获 胡说 关怀 林立
    呼唤 陈列 布满 养老 安抚 许可 原谅 容纳 杜绝 晋升 祝贺 过敏 谢恩 查明 张贴 周旋 练功 弘扬 崇尚 练兵 陈设
    张开 张口 张嘴 立功 祝福 拓宽 扬言 凯旋 科普 敬畏 卫冕 陶醉 滑雪 张扬 张望 从政 晋级 涂抹 招安 巴结 权衡
    丛生 格斗 从军 苏醒 爱戴 勒索 敬献 侍奉 归顺 通晓 屠宰 采石 矫正 施舍 盖章 勾勒 解密 连贯 祖传 陶冶 查清
    凌驾 屈膝 凝思 布阵 牟利 拜托 平添 特邀 祝寿 克扣 希冀 敬爱 饶恕 续航 何谓 宿营 双赢 换人 推动 加快 加强
    """,
    "a": """
    神圣 美丽 新鲜 太平 喜庆 兴旺 古老 光荣 英勇 齐全 公正 辛勤 崇高 卓越 宁静 蓬勃 宝贵 安静 朴素 英俊 刚毅
    华丽 麻木 威武 焦黄 殷勤 铁青 灵敏 明智 奥妙 严正 陈旧 静默 高昂 高超 高雅 时髦 新奇 祥和 明朗 周密 空旷
    边远 宜人 斯文 清香 洪亮 仁慈 周详 冷清 慈祥 卓绝 和睦 渊博 和善 荣幸 文雅 华贵 香甜 阴森 富丽 安逸 和蔼
    翠绿 矫健 阴冷 温馨 温顺 刁钻 和暖 白净 紫红 殷红 红火 通达 双喜 高耸 高悬 花白
    """,
    "i": """
    万古长春 东方之珠 东方明珠 东方时空 乌兰牧骑 云雨巫山 五彩祥云 仰天长叹 仰天长啸 凤凰于飞 凌云之志 凌云壮志 友好往来 友好邻邦
    四季长春 安如泰山 安如磐石 富国裕民 山明水秀 山清水秀 巍巍泰山 强国富民 振兴中华 爱好和平 玉树临风 玉树琼枝 白云悠悠 白云苍狗
    碧水青山 祝你平安 福如东海 绿水青山 美丽大方 羽翼丰满 蓝天白云 蓬莱仙境 诚挚友好 车水马龙 通灵宝玉 金凤还巢 阳光明媚 阳春白雪
    隆重庆祝 高大英俊 鱼跃龙门 龙凤呈祥 朴素大方 生活富裕 延安精神 怀柔政策 白银时代 慎思明辨 方方正正
    """,
    "d": "莫非 诸如 何曾 宛然 亦然 徐徐 冉冉 但凡 令人 多谢 谢谢 毋宁 宁可 宁肯 何干 若想 齐声 但是 因此",
}


# Words with one meaning in reports, which jieba tags as adverbs or as adjectives that stand before no noun.
RETAGGED_WORDS = {
    "n": """
    立面 一体机 仿真机 据点 相机 终点 难点 尽头 反面 极点 湿地 控制系统 交通系统 供电系统 定位系统 操作系统
    硅酸盐 高新科技 高科技 软件系统 管理信息系统 硬件平台 软件平台 软件工程 土木工程 土建工程 耐火材料 原辅材料
    """,
}

# What the proper nouns of jieba end with that are names of works and firms, which the grammars read: 新藏公路.
NAMED_WORKS = ("公路", "铁路", "水库", "水电站", "大桥", "运河", "公司")

# Words that hide a name: streets and villages that jieba has as common nouns, firms, strings that only arise
# across a word boundary (山|西晋), and stems that names of parks and firms begin with (临港).
REMOVED_WORDS = set("""
    公路交通
    三城 三湖 东环 两山 两江 两河 中水 中铁 临港 五城 五水 五通 兴农 北环 南环 四河 孟姜 小城镇 尾水 新港 新镇 第一关 老港 西环 铜都 陆港
    驻华 防洪工程
    文化路 文化街 学府路 学院路 春熙路 大桥路 民院路 御街 工程建设 水河 西晋 发展局 项目建设 中铁 三桥村 双泾村 摆勺村 宏村 稻香村 天生桥
    公生桥 观音桥 草桥 外高桥 竹桥 上码头 村山 笔架山 显山 交河 纳河 串场河 团结湖 椰岛 岛山 和文
""".split())


def read_dictionary(packages: Path):
    """word -> (frequency, tag) from jieba's dictionary."""
    text = tar_member(find(packages, "jieba-*.tar.gz"), "/jieba/dict.txt")
    words = {}
    for line in text.splitlines():
        word, frequency, tag = line.split(" ")
        words[word] = (int(frequency), tag)
    return words


def read_names(entities: Path, aliases: Path):
    """Every name of a division, full or short, but no single character."""
    names = set()
    for path, column in ((entities, "name"), (aliases, "alias")):
        if not path.exists():
            sys.exit(f"{path} is missing; run divisions.py first")
        with open(path, encoding="utf-8", newline="") as handle:
            names.update(row[column] for row in csv.DictReader(handle)
                         if len(row[column]) > 1)
    return names


def hides_a_name(word, tag, names):
    """Whether a set phrase holds the name of a division: 车水|马龙."""
    return tag in ("i", "l") and any(word[at:at + 2] in names for at in range(len(word) - 1))


def build(dictionary, common, names):
    lexicon = {word: (max(frequency, COMMON_WORD_FREQUENCY) if hides_a_name(word, tag, names) else frequency, tag)
               for word, (frequency, tag) in dictionary.items()
               if (frequency >= MINIMUM_FREQUENCY or len(word) == 1 or hides_a_name(word, tag, names))
               and HAN_WORD.match(word)
               and (len(word) == 1 or not tag.startswith(NAME_TAGS)) and word not in names
               and not (tag == "nz" and word.endswith(NAMED_WORKS))
               and word not in REMOVED_WORDS}
    for tag, block in RESTORED_WORDS.items():
        for word in block.split():
            if word in dictionary and word not in lexicon and word not in names:
                frequency = dictionary[word][0]
                hides = hides_a_name(word, tag, names)
                lexicon[word] = (max(frequency, COMMON_WORD_FREQUENCY) if hides else frequency, tag)
    for tag, block in RETAGGED_WORDS.items():
        for word in block.split():
            if word in lexicon:
                lexicon[word] = (lexicon[word][0], tag)
    for tag, block in OWN_WORDS.items():
        for word in block.split():
            if lexicon.get(word, (0, ""))[0] < OWN_WORD_FREQUENCY:
                lexicon[word] = (OWN_WORD_FREQUENCY, lexicon.get(word, (0, tag))[1])
    for word, tag in common.items():
        if tag == "x" or word in REMOVED_WORDS:
            continue
        frequency = max(dictionary.get(word, (0, ""))[0], COMMON_WORD_FREQUENCY)
        lexicon[word] = (frequency, tag)
    return lexicon


def shrink(lexicon, keep):
    """Raise the lowest frequency until the file is small enough."""
    limit = MINIMUM_FREQUENCY
    while True:
        lines = [f"{word}\t{frequency}\t{tag}\n"
                 for word, (frequency, tag) in sorted(lexicon.items())
                 if frequency >= limit or word in keep]
        text = "".join(lines)
        if len(text.encode("utf-8")) <= MAXIMUM_BYTES:
            return text, limit, len(lines)
        limit += 1


def main():
    arguments = options(__doc__)
    if arguments.fetch:
        fetch_pip(arguments.packages, [PACKAGE])

    common = {}
    path = arguments.output / "common_words.csv"
    if path.exists():
        with open(path, encoding="utf-8", newline="") as handle:
            common = {row["word"]: row["pos"] for row in csv.DictReader(handle)}
    names = read_names(arguments.output / "entities/places.csv",
                       arguments.output / "aliases/places.csv")
    lexicon = build(read_dictionary(arguments.packages), common, names)
    keep = set(common) | {word for word, (_, tag) in lexicon.items() if hides_a_name(word, tag, names)}
    text, limit, count = shrink(lexicon, keep)
    replace_file(arguments.output / "lexicon.tsv", text)
    print(f"{count} words, {len(text.encode('utf-8'))} bytes, frequency >= {limit}")


if __name__ == "__main__":
    main()
