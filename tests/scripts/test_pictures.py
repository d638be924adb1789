"""Finding the page of a picture, and what of it is printed."""

import pytest

from scripts.pictures import PADDING, Box, page_with, printed_box


def graymap(width: int, height: int, inked: list[tuple[int, int]]) -> bytes:
    """Make a white page with black pixels at (column, row)."""
    pixels = bytearray(b"\xff" * (width * height))
    for column, row in inked:
        pixels[row * width + column] = 0
    return b"P5\n%d %d\n255\n%b" % (width, height, bytes(pixels))


def test_the_page_is_the_first_one_that_prints_the_title() -> None:
    text = "基础数据表\f部门 整体支出\n评价结论\f部门整体支出评价结论\f"
    assert page_with("部门整体支出评价结论", text) == 2


def test_a_title_that_no_page_prints_is_refused() -> None:
    with pytest.raises(LookupError, match="评价结论"):
        page_with("评价结论", "问题清单\f")


def test_the_box_holds_all_that_is_printed_with_some_white_around() -> None:
    page = graymap(200, 150, [(40, 30), (160, 30), (90, 99)])
    assert printed_box(page) == Box(40 - PADDING, 30 - PADDING, 121 + 2 * PADDING, 70 + 2 * PADDING)


def test_the_box_never_leaves_the_page() -> None:
    assert printed_box(graymap(50, 40, [(0, 0), (49, 39)])) == Box(0, 0, 50, 40)
