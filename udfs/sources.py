"""Where the definitions of the functions come from, each with an honest mark."""

from dataclasses import dataclass
from enum import Enum


class SourceStatus(Enum):
    """How well a statement is supported; only `SOURCED` may be called official."""

    SOURCED = "sourced"
    DERIVED = "derived"
    MEMORY = "memory"
    OWN = "own"


@dataclass(frozen=True)
class Clause:
    """The clause that a function rests on, and where its text was read."""

    text: str
    status: SourceStatus
    address: str = ""


FRAMEWORK_READ = Clause(
    "财预〔2013〕53号 附件3 部门整体支出绩效评价共性指标体系框架",
    SourceStatus.SOURCED,
    "https://m.taodocs.com/p-534480183.html",
)
FRAMEWORK_FROM_MEMORY = Clause(
    "财预〔2013〕53号 附件3 部门整体支出绩效评价共性指标体系框架（据记忆，依据待核）",
    SourceStatus.MEMORY,
)
HUNAN_FORM = Clause(
    "湖南省部门整体支出绩效评价指标表（2017年度填报件）",
    SourceStatus.SOURCED,
    "https://www.wenku365.com/p-50355167.html",
)
HUBEI_FORM = Clause(
    "湖北省2020年项目支出自评表：执行率＝执行数÷全年预算数；部门整体支出照此类推",
    SourceStatus.DERIVED,
    "https://1wenmi.com/doc/330418.html",
)
FRAMEWORK_BY_ANALOGY = Clause(
    "财预〔2013〕53号 附件3 “三公经费”变动率一行；其他变动率照此类推",
    SourceStatus.DERIVED,
    "https://m.taodocs.com/p-534480183.html",
)
PUBLISHED_SCORES_2018 = Clause(
    "由某单位2018年度公布的得分推知：差距不足一步的不扣分，只计整步",
    SourceStatus.DERIVED,
    "https://wanglu.net/thread/t4-462766-0.html",
)
PROJECT_MEASURES_2020 = Clause(
    "财预〔2020〕10号 项目支出绩效评价管理办法（据记忆，依据待核；部门整体参照执行）",
    SourceStatus.MEMORY,
)
HUBEI_GOALS = Clause(
    "湖北省2020年项目支出自评表：各目标分值自设，正向按实际÷目标、反向按目标÷实际计分，不超过分值",
    SourceStatus.SOURCED,
    "https://1wenmi.com/doc/330418.html",
)
YUEYANG_FORM = Clause(
    "岳阳市部门整体支出绩效评价评分表（2018年度参考样表）资金结余一行",
    SourceStatus.SOURCED,
    "https://glj.yueyang.gov.cn/6173/6181/content_1705915.html",
)
HUNAN_LEVELS_FROM_MEMORY = Clause(
    "湖南省部门整体支出绩效评价评分表后半部分（据记忆，依据待核）",
    SourceStatus.MEMORY,
)
SHAANXI_FROM_MEMORY = Clause(
    "陕西省部门整体支出绩效自评表（据记忆，依据待核）",
    SourceStatus.MEMORY,
)
PANEL_SUMMARY = Clause(
    "专家评分汇总表：指标×专家1至n，取平均",
    SourceStatus.SOURCED,
    "http://www.kleyou.com/html/text/lar/173171/17317197_5.html",
)
OWN_DESIGN = Clause("本工具自定的计算方法，无文件依据", SourceStatus.OWN)
