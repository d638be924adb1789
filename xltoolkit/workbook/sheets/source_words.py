"""How sheets print where a rule comes from."""

from collections.abc import Mapping

SOURCE_WORDS: Mapping[str, str] = {
    "sourced": "有出处",
    "derived": "推导",
    "memory": "依据待补",
    "own": "自拟",
    "quoted": "报告所列",
}
