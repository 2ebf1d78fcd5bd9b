"""Settings of the tests that pyproject.toml has no place for."""

import os

import pytest
from nbval.plugin import IPyNbFile

import run

# The kernels inherit this, also where pytest is called directly: tests see the release, whatever the shell is set to.
os.environ.update(run.ENVIRONMENT)
for name in [name for name in os.environ if name in run.UNWANTED or name.startswith("AICINE_")]:
    del os.environ[name]


def pytest_collectstart(collector: pytest.Collector) -> None:
    """Let nbval compare tables by their text/plain, which is stable, not by the HTML that pandas makes of them."""
    if isinstance(collector, IPyNbFile):
        collector.skip_compare += ("text/html",)
