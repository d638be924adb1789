"""A local cluster of Dask for a test: `python -m tests.batch.local_cluster WORKERS`.

Prints the address of the scheduler and the process ids of the workers, and ends with its input.
"""

import asyncio
import sys

from distributed import LocalCluster, Nanny


async def serve(workers: int) -> None:
    """Run scheduler and workers, each worker in a process of its own."""
    async with LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        processes=True,
        asynchronous=True,
        dashboard_address=None,
        host="127.0.0.1",
    ) as cluster:
        nannies = [each for each in cluster.workers.values() if isinstance(each, Nanny)]
        pids = [each.pid for each in nannies]
        sys.stdout.write(f"{cluster.scheduler_address} {' '.join(map(str, pids))}\n")
        sys.stdout.flush()
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
