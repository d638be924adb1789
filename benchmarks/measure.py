"""Measuring: medians of alternating runs, told as ratios within one run.

Times of one machine mean little on another; the ratio of two things measured turn by turn in
one run means much. Nothing here is a test: `make bench` prints, it does not judge.
"""

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Timing:
    """The median of one thing's runs, in seconds."""

    name: str
    seconds: float


def alternate(things: Mapping[str, Callable[[], object]], rounds: int) -> list[Timing]:
    """Run every thing once a round, so that a slow moment of the machine hits all alike."""
    seconds: dict[str, list[float]] = {name: [] for name in things}
    for thing in things.values():
        thing()  # the first run pays for imports and caches
    for _ in range(rounds):
        for name, thing in things.items():
            started = time.perf_counter()
            thing()
            seconds[name].append(time.perf_counter() - started)
    return [Timing(name, statistics.median(taken)) for name, taken in seconds.items()]


def print_ratios(title: str, timings: list[Timing]) -> None:
    """Print a table whose first row is what the others are compared with."""
    base = timings[0].seconds
    print(f"\n{title}")
    width = max(len(timing.name) for timing in timings)
    for timing in timings:
        milliseconds = f"{timing.seconds * 1000:10.2f} ms"
        print(f"  {timing.name:<{width}} {milliseconds} {timing.seconds / base:8.2f} x")
