"""The one clock of every host: the time that goes into stamps and names of snapshots."""

import os
from datetime import UTC, datetime

from xltoolkit.errors import UserError

FIXED = "SOURCE_DATE_EPOCH"


def now() -> datetime:
    """Return the present time; SOURCE_DATE_EPOCH wins, so that runs can be repeated exactly.

    Raises:
        UserError: SOURCE_DATE_EPOCH is set and is no number of seconds.
    """
    fixed = os.environ.get(FIXED)
    if fixed is None:
        return datetime.now().astimezone()
    if not fixed.isdecimal():
        raise UserError(f"环境变量{FIXED}的值“{fixed}”不是秒数，请改为整数或删去该变量。")
    return datetime.fromtimestamp(int(fixed), UTC)
