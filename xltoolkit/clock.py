"""The one clock of every host: the time that goes into stamps and names of snapshots.

Standard library only, Python 3.8.
"""

import os
from datetime import datetime, timezone

from xltoolkit.errors import UserError

FIXED = "SOURCE_DATE_EPOCH"


def now() -> datetime:
    """Return the present time; SOURCE_DATE_EPOCH wins, so that runs can be repeated exactly.

    Raises:
        UserError: SOURCE_DATE_EPOCH is set and is no number of seconds, or of a year beyond 9999.
    """
    fixed = os.environ.get(FIXED)
    if fixed is None:
        return datetime.now().astimezone()
    try:
        return datetime.fromtimestamp(int(fixed), timezone.utc)
    except (ValueError, OverflowError, OSError):
        raise UserError(f"环境变量{FIXED}的值“{fixed}”不是秒数，请改为整数或删去该变量。") from None


def printed_time(moment: datetime) -> str:
    """Write a time as sheets and papers show it: 2024-05-06 08:00."""
    return moment.strftime("%Y-%m-%d %H:%M")
