"""What macros read of hidden sheets, and Excel's limits on it."""

from udfs import FUNCTIONS
from udfs.registry import HELP_LIMIT
from xltoolkit.hosts.excel.bundle import STATIC_MODULES, static_source
from xltoolkit.hosts.excel.hidden_sheets import (
    MESSAGES,
    SERVED_MODULE,
    SETTINGS,
    function_help,
    hidden_sheets,
)
from xltoolkit.hosts.excel.ribbon import Tab, callback_source

MACROS = "".join(static_source(f"{name}.bas") for name in STATIC_MODULES) + "".join(
    map(callback_source, Tab)
)


def test_help_of_functions_and_arguments_fits_into_the_wizard() -> None:
    for name, category, *helps in function_help():
        assert len(category) <= HELP_LIMIT
        assert len(helps) == 1 + len(FUNCTIONS[name].parameters)
        for text in helps:
            assert 0 < len(text) <= HELP_LIMIT, text


def test_no_help_is_empty_for_the_first_empty_one_ends_the_list() -> None:
    assert all(all(row) for row in function_help())


def test_the_sheets_are_those_that_the_macros_look_for() -> None:
    settings, texts = hidden_sheets()
    assert settings.name == "xltoolkit.conf"
    assert f'"{texts.name}"' in MACROS


def test_every_message_that_a_macro_asks_for_is_there_and_no_other() -> None:
    asked = {piece.partition('"')[0] for piece in MACROS.split('PerfText("')[1:]}
    assert asked == MESSAGES.keys()


def test_macros_and_settings_name_the_same_module() -> None:
    assert f'SERVED_MODULE As String = "{SERVED_MODULE}"' in MACROS
    assert SETTINGS["UDF MODULES"] == SERVED_MODULE


def test_settings_follow_one_another_without_a_gap() -> None:
    assert all(key == key.upper() and key for key in SETTINGS)
