"""`xltoolkit verify TABLE.csv`: classes for people, and as JSON for programs."""

import json
from pathlib import Path

import pytest

from tests.support.command_line import command

TABLE = """\
name,kind,published,numerator,denominator,parts
执行率,rate,90.25%,3610.00,4000.00,
完成预算,rate,43%,1.71,3,
合计,sum,"1,000.50",,,620.00+380.00
缺分母,rate,90%,9,,
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "公布数.csv").write_text(TABLE, encoding="utf-8-sig")
    return tmp_path


def test_json_is_a_list_of_objects_and_nothing_else(folder: Path) -> None:
    answer = command("verify", "公布数.csv", "--json", folder=folder)
    assert (answer.code, answer.problems) == (0, "")
    found = json.loads(answer.output)
    assert [each["name"] for each in found] == ["执行率", "完成预算", "合计", "缺分母"]
    assert [each["class"] for each in found] == ["一致", "不一致", "不一致", "不可复算"]
    assert [each["recomputed"] for each in found] == [0.9025, 0.57, 1000.0, None]
    assert found[0]["cause"] is None
    assert "节约率" in found[1]["cause"]
    assert found[2]["cause"] == "分项之和1000与公布的合计1000.5不符，相差0.5"
    assert found[3]["cause"] == "第5行“缺分母”没有填分母，不能复算，请补上。"


def test_the_table_for_people_counts_the_classes(folder: Path) -> None:
    answer = command("verify", "公布数.csv", folder=folder)
    assert answer.code == 0
    assert "57.00%" in answer.output
    assert answer.output.splitlines()[-1] == (
        "共核对4个数：一致1个，截尾0个，输入舍入0个，不一致2个，不可复算1个。"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_usual_encoding_and_delimiter_is_read(
    encoding: str, delimiter: str, tmp_path: Path
) -> None:
    table = "名称,公布值,分子,分母\n执行率,90.25%,3610.00,4000.00\n"
    (tmp_path / "表.csv").write_bytes(table.replace(",", delimiter).encode(encoding))
    answer = command("verify", "表.csv", "--json", folder=tmp_path)
    assert [each["class"] for each in json.loads(answer.output)] == ["一致"]
