"""Offsets of elements, for every way in which a tag may be written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xltoolkit.hosts.file.xml_edit import Edit, apply_edits, find_elements, tag_end, with_attribute


@pytest.mark.parametrize(
    "tag",
    ["<a>", "<a/>", '<a b="1">', '<a b=">">', "<a b='>'>", """<a b='">' c=">'"/>""", "</a>"],
)
def test_the_end_of_a_tag(tag: str) -> None:
    assert tag_end(f"{tag}<x>".encode(), 0) == len(tag)


names = st.sampled_from(["a", "x:a", "b"])
contents = st.text("ab <>&\"'\n", max_size=6).map(
    lambda text: text.replace("&", "&amp;").replace("<", "&lt;")
)
attributes = st.one_of(
    contents.map(lambda text: ' q="' + text.replace('"', "&quot;") + '"'),
    contents.map(lambda text: " q='" + text.replace("'", "&apos;") + "'"),
    st.just(""),
)
others = st.sampled_from(["<!-- <a> -->", "<![CDATA[</a>]]>", "<?p <a?>", ""])


@st.composite
def elements(draw: st.DrawFn) -> str:
    name, attribute, other = draw(names), draw(attributes), draw(others)
    content = draw(contents).replace("]]>", "")
    inner = draw(st.sampled_from(["", "<c/>", "<c></c>"]))
    if draw(st.booleans()):
        return f"<{name}{attribute}/>{other}"
    return f"<{name}{attribute}>{content}{inner}{other}</{name}>"


@given(st.lists(elements(), max_size=6))
def test_elements_are_found_where_they_stand(parts: list[str]) -> None:
    head = '<?xml version="1.0"?><root xmlns:x="u">'
    xml = (head + "".join(parts) + "</root>").encode()
    found = find_elements(xml, ("a", "b"))
    starts = [len((head + "".join(parts[:index])).encode()) for index in range(len(parts))]
    assert [element.start for element in found] == starts
    for element, part in zip(found, parts, strict=True):
        whole = xml[element.start : element.end].decode()
        assert part.startswith(whole)
        assert whole.endswith(("/>", f"</{element.name}>"))
        changed = apply_edits(xml, [with_attribute(xml, element, "q", "1")])
        again = next(
            each for each in find_elements(changed, ("a", "b")) if each.start == element.start
        )
        assert again.get("q") == "1"
        assert again.text == element.text


def test_edits_are_made_in_the_order_of_their_places() -> None:
    edits = [Edit(2, 3, b"X"), Edit(1, 1, b"1"), Edit(1, 1, b"2"), Edit(2, 2, b"3")]
    assert apply_edits(b"abcd", edits) == b"a12b3Xd"
