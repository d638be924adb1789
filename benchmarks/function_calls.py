"""What one worksheet function costs: called in Python, and in a cell of the file host."""

from measure import alternate, print_ratios
from udfs import FUNCTIONS
from xltoolkit.hosts.file.formula import calculate_formula

ROUNDS = 7
CALLS = 2_000


def main() -> None:
    """Print the cost of calls against the same division in plain Python."""
    rate = FUNCTIONS["PERF_EXEC_RATE"]
    step = FUNCTIONS["PERF_SCORE_STEP"]

    def plain() -> None:
        for number in range(1, CALLS):
            _ = 90.0 / number

    def rates() -> None:
        for number in range(1, CALLS):
            rate.call(90.0, float(number))

    def steps() -> None:
        for number in range(1, CALLS):
            step.call(number / CALLS, 8.0, ">=", 0.95, 0.01, 0.5)

    def formulas() -> None:
        for number in range(1, CALLS // 100):
            calculate_formula(f"=PERF_EXEC_RATE(90,{number})")

    timings = alternate(
        {
            f"{CALLS} divisions in Python": plain,
            f"{CALLS} calls of PERF_EXEC_RATE": rates,
            f"{CALLS} calls of PERF_SCORE_STEP": steps,
            f"{CALLS // 100} formulas from text": formulas,
        },
        ROUNDS,
    )
    print_ratios("worksheet functions", timings)


if __name__ == "__main__":
    main()
