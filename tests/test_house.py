"""The house: what is installed and from where, what run.py says when it cannot go on, versions and licences, clean code."""

from __future__ import annotations

import ast
import errno
import os
import re
import shutil
import signal
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import aicine_lib
import run

ROOT = Path(run.__file__).resolve().parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
ENTRIES = re.split(r"(?m)^(?=[a-z0-9])", LOCK)[1:]
DIRECT = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
GROUPS = [Requirement(line) for group in PROJECT["dependency-groups"].values() for line in group]
SOURCES = ["aicine_lib", "tests", "benchmarks", "run.py", "conftest.py"]
posix = pytest.mark.skipif(os.name == "nt", reason="signals, links and folders of POSIX")


# What is installed


def test_lock_names_no_registry():
    assert not re.search(r"(?i)https?:|file:|--index|--extra-index|--find-links", LOCK)


def test_lock_has_hashes_for_every_package():
    assert len(ENTRIES) > 100
    assert [entry for entry in ENTRIES if not re.match(r"\S+==[^\n]+ \\\n    --hash=sha256:[0-9a-f]{64}\b", entry)] == []


@pytest.mark.parametrize("wanted", DIRECT + GROUPS, ids=str)
def test_lock_pins_each_dependency_within_its_range(wanted):
    name = canonicalize_name(wanted.name)
    pinned = [re.split(r"==|[ ;]", entry)[1] for entry in ENTRIES if entry.startswith(name + "==")]
    assert pinned and all(wanted.specifier.contains(version) for version in pinned)


@pytest.mark.parametrize("wanted", DIRECT, ids=str)
def test_each_dependency_has_a_range_and_a_reason(wanted):
    assert {part.operator for part in wanted.specifier} in ({">=", "<"}, {"=="})
    assert re.search(rf'(?m)^    "{re.escape(wanted.name)}[>=][^"]+", +# .{{10}}', (ROOT / "pyproject.toml").read_text("utf-8"))


def test_what_the_library_imports_is_a_direct_dependency():
    imported = set()
    for path in (ROOT / "aicine_lib").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
            imported |= {name.partition(".")[0] for name in names} - sys.stdlib_module_names - {"aicine_lib"}
    homes = packages_distributions()
    direct = {canonicalize_name(wanted.name) for wanted in DIRECT}
    assert imported and {name for name in imported if not direct & {canonicalize_name(home) for home in homes.get(name, [])}} == set()


def test_environment_yml_is_made_from_pyproject():
    assert (ROOT / "environment.yml").read_text("utf-8") == run.environment_yml(), "python run.py lock"
    conda = {line.split()[0] for line in yaml.safe_load(run.environment_yml())["dependencies"] if isinstance(line, str)}
    assert {run.CONDA_NAMES.get(wanted.name, wanted.name) for wanted in DIRECT} - {*run.NOT_ON_CONDA} == conda - {"python", "pip"}


# What run.py says when it cannot go on


@pytest.fixture
def house(tmp_path, monkeypatch):
    """Point run.py at an empty place that holds a lock and a pyproject.toml."""
    for name in ("requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    for name in ("VENV", "LOCK", "PROJECT", "STAMP", "SCRIPTS", "PYTHON"):
        monkeypatch.setattr(run, name, tmp_path / getattr(run, name).relative_to(ROOT))
    monkeypatch.setattr(run, "ROOT", tmp_path)
    run.installer_environment.cache_clear()
    yield tmp_path
    run.installer_environment.cache_clear()


@pytest.fixture
def steps(house, monkeypatch):
    """Note what a set-up does instead of doing it."""
    done = []

    def make_venv():
        done.append("venv")
        run.PYTHON.parent.mkdir(parents=True)
        run.PYTHON.touch()

    monkeypatch.setattr(run, "make_venv", make_venv)

    def install(*what):
        done.append("project")
        return ""

    monkeypatch.setattr(run, "install_packages", lambda: done.append("packages"))
    monkeypatch.setattr(run, "install", install)
    return done


def told(capsys) -> str:
    """Return the one line that run.py wrote on stderr."""
    lines = [line for line in capsys.readouterr().err.splitlines() if not line.startswith("run.py: making .venv (")]
    assert len(lines) == 1, lines
    return lines[0]


def test_help_and_unknown_command(capsys):
    assert run.main([]) == run.main(["--help"]) == 0
    assert capsys.readouterr().out == 2 * f"{run.HELP}\n"
    assert run.main(["repotr"]) == 2
    assert "there is no command 'repotr'" in capsys.readouterr().err


def test_every_command_is_in_the_help():
    assert {*re.findall(r"(?m)^  (\w+)", run.HELP)} == {*run.PROGRAMS, "setup", "lock"}


def test_run_parses_on_old_pythons():
    ast.parse((ROOT / "run.py").read_text("utf-8"), feature_version=(3, 6))


def test_oldest_python_is_that_of_the_project():
    assert PROJECT["project"]["requires-python"] == ">={}.{}".format(*run.OLDEST_PYTHON)


def test_python_too_old(house, monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    assert run.main(["report"]) == 1
    assert re.search(r"Python 3\.11 or newer is needed, and \S+ is 3\.9; .*python3\.12 run\.py", told(capsys))


def test_no_ensurepip(house, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    assert run.main(["setup"]) == 1
    assert "no ensurepip" in (line := told(capsys)) and "sudo apt install python{}.{}-venv".format(*sys.version_info) in line


def test_disk_nearly_full(house, monkeypatch, capsys):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=50_000_000))
    assert run.main(["setup"]) == 1
    assert re.search(r"the disk is full; about \d+ MB are needed in .*: make room", told(capsys))
    assert not run.VENV.exists()


def test_disk_full_on_the_way(steps, monkeypatch, capsys):
    def full():
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "somewhere")

    monkeypatch.setattr(run, "make_venv", full)
    assert run.main(["setup"]) == 1
    assert "the disk is full" in told(capsys)


# What the installers said, when these things were done to them.
SAID = {
    "pip, full disk": ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "the disk is full"),
    "uv, full disk": ("error: Failed to write to the client cache\n  cause: No space left on device (os error 28)", "the disk is full"),
    "pip, no name": (
        "WARNING: Retrying (Retry(total=1)) after connection broken by 'NewConnectionError(...: Failed to establish a new connection: "
        "[Errno -3] Temporary failure in name resolution')'\nERROR: No matching distribution found for uv==0.13.8",
        "no network",
    ),
    "uv, no name": ("error: Request failed after 3 retries in 3.8s\n  cause: dns error\n  cause: error resolving DNS", "no network"),
    "pip, wrong file": ("Collecting x\nERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "failed: ERROR: THESE PACKAGES DO NOT MATCH"),
    "nothing": ("", "failed: no reason was given"),
}


@pytest.mark.parametrize(("said", "expected"), SAID.values(), ids=SAID.keys())
def test_diagnosis(said, expected):
    line = run.diagnose("installing", said)
    assert line.startswith("installing") and expected in line and "\n" not in line


@posix
def test_no_network(house):
    """A real set-up, with an index that cannot be reached."""
    shutil.copy(ROOT / "run.py", house)
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "", "PIP_NO_CACHE_DIR": "1"}
    ended = subprocess.run([sys.executable, "run.py", "setup"], cwd=house, env={**os.environ, **nowhere}, capture_output=True, text=True)
    assert ended.returncode == 1 and "Traceback" not in ended.stderr
    assert re.search(r"no network, or the package index cannot be reached; connect, .*, then run this again\n$", ended.stderr)
    assert not (house / ".venv" / run.STAMP.name).exists()


def test_uv_fails_and_pip_takes_over(house, monkeypatch, capsys):
    asked = []

    def install(installer, *what):
        asked.append((installer, len(re.findall(r"(?m)^[a-z0-9]", Path(what[-1]).read_text("utf-8")))))
        return "killed" if installer == "uv" else ""

    run.VENV.mkdir()
    monkeypatch.setattr(run, "install", install)
    monkeypatch.setattr(subprocess, "check_call", lambda command: asked.append(("compile", command[1:3])))
    run.install_packages()
    everything = len(ENTRIES)
    assert asked == [("pip", 1), ("pip", 1), ("uv", everything), ("pip", everything - 1), ("compile", ["-W", "ignore"])]
    assert "uv does not work here" in told(capsys)


def test_mirror_of_pip_is_told_to_uv(house, monkeypatch):
    monkeypatch.setattr(run, "PYTHON", sys.executable)
    monkeypatch.delenv("UV_DEFAULT_INDEX", raising=False)
    monkeypatch.delenv("UV_INDEX_URL", raising=False)
    monkeypatch.setenv("PIP_INDEX_URL", "https://mirror.example/simple")
    assert run.installer_environment()["UV_DEFAULT_INDEX"] == "https://mirror.example/simple"


def test_set_up_once(steps):
    run.setup()
    assert steps == ["venv", "packages", "project"]
    run.setup()
    assert len(steps) == 3


@pytest.mark.parametrize(
    ("name", "again"),
    [("requirements.lock", ["venv", "packages", "project"]), ("pyproject.toml", ["project"])],
)
def test_set_up_again_where_a_file_is_new(steps, house, name, again):
    run.setup()
    (house / name).write_text((house / name).read_text("utf-8") + "# new\n", "utf-8")
    shutil.rmtree(run.SCRIPTS) if name == "requirements.lock" else None
    run.setup()
    assert steps[3:] == again


def test_half_made_venv_is_made_anew(steps, monkeypatch):
    def interrupted():
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(run, "install_packages", interrupted)
        assert run.main(["setup"]) == run.INTERRUPTED
    shutil.rmtree(run.SCRIPTS)
    assert run.main(["setup"]) == 0
    assert steps == ["venv", "venv", "packages", "project"]


def test_missing_lock(house, capsys):
    run.LOCK.unlink()
    assert run.main(["test"]) == 1
    assert "requirements.lock is missing; get it back with: git checkout" in told(capsys)


@posix
def test_exit_code_and_interrupt_are_passed_on():
    waits = "import sys, time\ntry:\n    print('up', flush=True)\n    time.sleep(60)\nexcept KeyboardInterrupt:\n    sys.exit(7)"
    hand_over = f"import run, sys; sys.exit(run.hand_over([sys.executable, '-c', {waits!r}]))"
    process = subprocess.Popen([sys.executable, "-c", hand_over], cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True)
    assert process.stdout and process.stdout.readline() == "up\n"
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(30) == 7
    assert run.hand_over([sys.executable, "-c", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"]) == 128 + signal.SIGKILL


def test_environment_of_programs(monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "agg")
    variables = run.environment()
    assert "MPLBACKEND" not in variables
    assert (variables["PYTHONHASHSEED"], variables["PYTHONUTF8"], variables["SOURCE_DATE_EPOCH"].isdigit()) == ("0", "1", True)


# Versions and licences


def test_citation():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert citation["cff-version"] == "1.2.0" and citation["type"] == "software"
    assert all(citation[field] for field in ("title", "message", "authors", "license"))
    data = next(reference for reference in citation["references"] if reference["type"] == "data")
    assert citation["version"] == data["version"] == PROJECT["project"]["version"] == aicine_lib.__version__
    assert (citation["license"], data["license"]) == ("MIT", "CC-BY-4.0")


def test_changelog_has_the_version():
    assert re.search(rf"(?m)^## {re.escape(PROJECT['project']['version'])}\b", (ROOT / "CHANGELOG.md").read_text("utf-8"))


def test_licences_stand_apart():
    code, data = ((ROOT / name).read_text("utf-8") for name in ("LICENSE", "LICENSE-DATA"))
    assert code.startswith("MIT License") and "the aicine authors" in code and "CC" not in code
    assert "CC BY 4.0" in data and "SPDX-License-Identifier: Apache-2.0" in data and "belong to their publishers" in data
    assert (ROOT / "LICENSES" / "Apache-2.0.txt").is_file()


# Clean code


@pytest.mark.parametrize("arguments", [["ruff", "check"], ["ruff", "format", "--check"], ["mypy"]], ids=" ".join)
def test_clean(arguments):
    with_files = [name for name in SOURCES if (ROOT / name).is_file() or any((ROOT / name).rglob("*.py"))]
    ended = subprocess.run([sys.executable, "-m", *arguments, *with_files], cwd=ROOT, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout + ended.stderr
