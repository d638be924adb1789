"""How long the commands take from the call to their last line, against an empty Python."""

import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from measure import alternate, print_ratios

ROUNDS = 7
COMMAND = Path(sys.executable).with_name("xltoolkit")


def main() -> None:
    """Print the time of each command; none can be faster than a Python that does nothing."""
    commands: dict[str, Callable[[], object]] = {
        "python -c ''": partial(run, sys.executable, "-c", ""),
        "xltoolkit --help": partial(run, COMMAND, "--help"),
        "xltoolkit calc": partial(run, COMMAND, "calc", "=PERF_EXEC_RATE(90,100)"),
    }
    print_ratios("Start of the commands", alternate(commands, ROUNDS))


def run(*command: str | Path) -> None:
    """Run a command to its end; a command that fails ends the benchmark."""
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
