"""Work over processes: one function, many tasks, results as they come; in this process where one worker is enough."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import starmap
from typing import Any, Protocol

from .errors import AicineError

PRELOADED = ["aicine_lib.building"]  # imported once in the server that workers are forked from: a third of a second for each


class Run(Protocol):
    """Call a function on the arguments of every task; results come in any order."""

    def __call__(self, function: Callable[..., Any], tasks: Sequence[tuple[Any, ...]]) -> Iterable[Any]: ...


@contextmanager
def run_over(workers: int) -> Iterator[Run]:
    """Give a way to run tasks over a number of processes, which end with the block.

    Parameters
    ----------
    workers : int
        Number of processes; with one or fewer, tasks run in this process.

    Yields
    ------
    Run
        A function of a function and its tasks.

    Raises
    ------
    AicineError
        If a worker process dies.

    Examples
    --------
    >>> with run_over(1) as run:
    ...     sorted(run(pow, [(2, 3), (3, 2)]))
    [8, 9]
    """
    if workers <= 1:
        yield _run_here
        return
    pool = ProcessPoolExecutor(workers, mp_context=_context(), initializer=_settle, initargs=(os.getcwd(), dict(os.environ)))

    def run(function: Callable[..., Any], tasks: Sequence[tuple[Any, ...]]) -> Iterator[Any]:
        for future in as_completed([pool.submit(function, *task) for task in tasks]):
            yield future.result()

    try:
        yield run
    except BrokenProcessPool:
        raise AicineError(
            'a worker process died, most often for want of memory: use fewer --workers; a script must build under if __name__ == "__main__":'
        ) from None
    except BaseException:  # an interrupt is not made to wait for the work that is under way
        for process in list((pool._processes or {}).values()):
            process.terminate()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _run_here(function: Callable[..., Any], tasks: Sequence[tuple[Any, ...]]) -> Iterator[Any]:
    return starmap(function, tasks)


def _context() -> multiprocessing.context.BaseContext:
    """Workers begin clean: a fork of a program with threads, as Jupyter's kernel is one, can hang."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context


def _settle(folder: str, environment: dict[str, str]) -> None:
    """Give a worker the folder and environment of the program as they are now, and leave interrupts to it."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
