"""Which texts may be a defined name in Excel, WPS and LibreOffice alike.

Narrower than Excel's own rule: only letters, 汉字, digits and the underscore, because the
other characters differ between the programs.
"""

LONGEST_NAME = 255

_COLUMN_LETTERS = 3
_RESERVED = ("TRUE", "FALSE")
_RESERVED_PREFIX = "_XL"  # Excel keeps names such as _xlnm.Print_Area for itself


def valid_defined_name(text: str) -> str | None:
    """Return None for a valid defined name, else the reason in Chinese why it is not."""
    return _wrong_characters(text) or _taken_by_excel(text.upper())


def _wrong_characters(text: str) -> str | None:
    if not text:
        return "名称为空"
    if len(text) > LONGEST_NAME:
        return f"名称超过{LONGEST_NAME}个字符"
    if not (_is_letter(text[0]) or text[0] == "_"):
        return "名称须以字母、汉字或下划线开头"
    foreign = [character for character in text if not _is_allowed(character)]
    return f"名称含有不允许的字符“{foreign[0]}”" if foreign else None


def _taken_by_excel(upper: str) -> str | None:
    if upper in _RESERVED or upper.startswith(_RESERVED_PREFIX):
        return "名称是保留字"
    if _looks_like_a1(upper) or _looks_like_r1c1(upper):
        return "名称形似单元格地址"
    return None


def _is_letter(character: str) -> bool:
    return (character.isascii() and character.isalpha()) or "\u4e00" <= character <= "\u9fff"


def _is_allowed(character: str) -> bool:
    is_digit = character.isascii() and character.isdigit()
    return is_digit or character == "_" or _is_letter(character)


def _looks_like_a1(upper: str) -> bool:
    """One to three letters and then digits only, such as AB12."""
    letters = upper.rstrip("0123456789")
    return (
        upper.isascii()
        and letters.isalpha()
        and len(letters) <= _COLUMN_LETTERS
        and letters != upper
    )


def _looks_like_r1c1(upper: str) -> bool:
    """R, C, R1, C1, R1C, RC1, R1C1 and the like, each with any digits."""
    without_digits = "".join(character for character in upper if not character.isdigit())
    return without_digits in ("R", "C", "RC") and upper.isascii()
