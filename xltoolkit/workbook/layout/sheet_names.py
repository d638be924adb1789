"""The sheets of a workbook in the order of their tabs."""

COVER = "封面"
DATA = "基础数据"
TARGETS = "绩效目标"
SATISFACTION = "满意度"
FINDINGS = "现场发现"
SCORING = "指标评分"
CHECKS = "核对"
SETTINGS = "参数"
ISSUES = "问题清单"
VERDICT = "评价结论"
LOG = "运行记录"

ALL_SHEETS = (
    COVER,
    DATA,
    TARGETS,
    SATISFACTION,
    FINDINGS,
    SCORING,
    CHECKS,
    SETTINGS,
    ISSUES,
    VERDICT,
    LOG,
)

PROBES = {
    COVER: "被评价单位",
    DATA: "_data",
    TARGETS: "_targets",
    SATISFACTION: "_surveys",
    FINDINGS: "_findings",
    SCORING: "_scoring",
    CHECKS: "_identities",
    SETTINGS: "_standards",
    ISSUES: "_issues",
    VERDICT: "_verdict_title",
    LOG: "_log",
}
"""A defined name on each sheet: where it is broken too, the sheet is gone, not renamed."""
