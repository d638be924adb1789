"""The clock that can be fixed, and the words for what the operating system refuses."""

import errno
import os

import pytest

from xltoolkit.clock import now, printed_time
from xltoolkit.errors import UserError, reason_of


def test_a_fixed_time_is_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1714982400")
    assert printed_time(now()) == "2024-05-06 08:00"


@pytest.mark.parametrize("fixed", ["", "昨天", "1.5", "-x", "99999999999999", "9" * 400])
def test_what_is_no_time_is_refused_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, fixed: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", fixed)
    with pytest.raises(UserError) as refusal:
        now()
    assert str(refusal.value) == (
        f"环境变量SOURCE_DATE_EPOCH的值“{fixed}”不是秒数，请改为整数或删去该变量。"
    )


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOENT, "文件或文件夹不存在"),
        (errno.EISDIR, "是文件夹，不是文件"),
        (errno.ENOSPC, "磁盘已满"),
    ],
)
def test_the_system_s_refusal_is_told_in_chinese(number: int, words: str) -> None:
    assert reason_of(OSError(number, os.strerror(number))) == words


def test_a_refusal_without_words_of_ours_keeps_its_own() -> None:
    assert reason_of(OSError(errno.EDOM, "out of domain")) == "out of domain"
    assert reason_of(TimeoutError()) == "TimeoutError"
