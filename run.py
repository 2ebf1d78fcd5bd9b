"""The door of the house: makes .venv and runs everything in it; `python run.py` lists the commands.

Standard library only. It must parse on Python 3.6, so that whoever has an old Python is told so in one line.
"""

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from typing import Callable, Dict, List, Sequence

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
PROJECT = ROOT / "pyproject.toml"
CONDA = ROOT / "environment.yml"
STAMP = VENV / ".made-from"  # written last: without it, .venv is half-made
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")

OLDEST_PYTHON = (3, 11)  # as requires-python in pyproject.toml; a test compares them
FREE_MB = 1200  # measured: .venv takes 780 MB, 930 MB when made by pip; the rest is for unpacking, figures and report
INTERRUPTED = 130  # exit code of a command that Ctrl-C ended: 128 + SIGINT

HELP = """usage: python run.py COMMAND [ARGUMENTS ...]

  report   run all notebooks; write figures/ and report/
  test     run every test, the notebooks among them
  lab      open JupyterLab on notebooks/
  setup    make or refresh .venv, which the others do by themselves
  lock     (maintainers) pin what pyproject.toml asks for in requirements.lock, and write environment.yml

ARGUMENTS are passed on, as in: python run.py test -k claims"""
PROGRAMS = {
    "report": ["-m", "aicine_lib.report"],
    "test": ["-m", "pytest"],
    "lab": ["-m", "jupyterlab", f"--ServerApp.root_dir={ROOT}", "--LabApp.default_url=/lab/tree/notebooks"],
}
# One order of sets, one date in files, one encoding: what makes results comparable byte for byte.
ENVIRONMENT = {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": "1700000000", "PYTHONUTF8": "1"}
# MPLBACKEND=agg makes figures vanish from notebooks; the others bring in code that is not in the lock.
UNWANTED = ("MPLBACKEND", "PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP")
INSTALLERS = {"pip": ["pip", "install", "--retries=2", "--use-pep517"], "uv": ["uv", "pip", "install"]}
COMPILE_JIEBA = (
    "from compileall import *; from importlib.util import *; compile_dir(find_spec('jieba').submodule_search_locations[0], quiet=2)"
)

# What pip, uv and Python say when the disk is full or the network is away.
NO_DISK = re.compile(r"no space left|os error 28|errno 28|quota exceeded|not enough space", re.IGNORECASE)
NO_NETWORK = re.compile(
    r"connection broken|new connection|name resolution|getaddrinfo|unreachable|refused|timed out|proxyerror|dns error|sending request",
    re.IGNORECASE,
)
CONDA_NAMES = {"matplotlib": "matplotlib-base", "brotli": "brotli-python"}
NOT_ON_CONDA = ("rjieba", "ahocorasick-rs", "zhplot")


class SetupError(Exception):
    """One line: what is wrong, and what to do next."""


def main(arguments: List[str]) -> int:
    """Run one command and return its exit code."""
    if not arguments or arguments[0] in ("-h", "--help"):
        print(HELP)
        return 0
    command, rest = arguments[0], arguments[1:]
    if command not in PROGRAMS and command not in ("setup", "lock"):
        print(f"run.py: there is no command {command!r}\n\n{HELP}", file=sys.stderr)
        return 2
    try:
        check_python(sys.version_info)
        setup()
        if command in PROGRAMS:
            return hand_over([str(PYTHON)] + PROGRAMS[command] + rest)
        if command == "lock":
            lock(rest)
        else:
            print(f"ready: {VENV}")
    except SetupError as error:
        print(f"run.py: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print("run.py: {}".format(diagnose(f"working in {ROOT}", str(error))), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nrun.py: interrupted; the next run starts the set-up afresh", file=sys.stderr)
        return INTERRUPTED
    return 0


def check_python(version: Sequence[object]) -> None:
    """Raise where Python is too old."""
    if tuple(version[:2]) < OLDEST_PYTHON:
        text = "Python {}.{} or newer is needed, and {} is {}.{}; install a newer one and run this with it, as in: python3.12 run.py report"
        raise SetupError(text.format(*(OLDEST_PYTHON + (sys.executable,) + tuple(version[:2]))))


def hand_over(command: List[str]) -> int:
    """Run a program of .venv to its end; Ctrl-C reaches it directly, and its exit code becomes ours."""
    process = subprocess.Popen(command, cwd=str(ROOT), env=environment())
    # The program got Ctrl-C too: it says what it has to say, and ends by itself. A KeyboardInterrupt here could swallow its exit code.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        code = process.wait()
    finally:
        signal.signal(signal.SIGINT, before)
    return code if code >= 0 else 128 - code


def environment() -> Dict[str, str]:
    """Return the variables that every program and kernel runs with."""
    variables = {name: value for name, value in os.environ.items() if name not in UNWANTED}
    path = os.pathsep.join([str(SCRIPTS), os.environ.get("PATH", "")])
    return dict(variables, PATH=path, VIRTUAL_ENV=str(VENV), **ENVIRONMENT)


def setup() -> None:
    """Make .venv from requirements.lock, unless it was made from just that; install the project where pyproject.toml is new."""
    for needed in (LOCK, PROJECT):
        if not needed.is_file():
            raise SetupError(f"{needed} is missing; get it back with: git checkout -- {needed.name}")
    base = digest(str(ROOT), str(sys.version_info[:2]), LOCK.read_text("utf-8"))  # ROOT: a .venv that was copied is of no use
    project = digest(PROJECT.read_text("utf-8"))
    made_from = STAMP.read_text("utf-8").split() if PYTHON.exists() and STAMP.exists() else []
    if made_from == [base, project]:
        return
    if made_from[:1] != [base]:
        make_venv()
        install_packages()
    failure = install("pip", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    if failure:
        raise SetupError(diagnose("installing the project", failure))
    STAMP.write_text(f"{base}\n{project}\n", "utf-8")


def digest(*texts: str) -> str:
    """Return one fingerprint of some texts."""
    return hashlib.sha256("\0".join(texts).encode("utf-8")).hexdigest()


def make_venv() -> None:
    """Make a .venv that holds only pip, in place of whatever stands there."""
    try:
        import venv
        from ensurepip import bootstrap  # noqa: F401  (what Debian and its kin leave out)
    except ImportError:
        text = "{} has no ensurepip, so it cannot make .venv; on Debian and Ubuntu: sudo apt install python{}.{}-venv"
        raise SetupError(text.format(sys.executable, *sys.version_info[:2])) from None
    if VENV.is_dir():
        shutil.rmtree(str(VENV), ignore_errors=True)  # before the disk is measured
    if shutil.disk_usage(str(VENV if VENV.is_dir() else ROOT)).free < FREE_MB * 1000000:
        raise SetupError(diagnose("making .venv", "no space left"))
    print("run.py: making .venv (the first time about 200 MB are downloaded)", file=sys.stderr, flush=True)
    try:
        venv.EnvBuilder(with_pip=True, clear=True, symlinks=os.name != "nt").create(str(VENV))
    except subprocess.CalledProcessError as error:
        raise SetupError(diagnose("making .venv", (error.output or b"").decode("utf-8", "replace"))) from None


def install_packages() -> None:
    """Install what requirements.lock names, every file proven by its hash: with uv, or where uv does not work, with pip."""
    failure = install("pip", *locked(lambda name: name == "setuptools"))  # builds jieba, which has no wheel, and this project
    if not failure:
        failure = install("pip", *locked(lambda name: name == "uv")) or install("uv", *locked())
        if failure and not NO_DISK.search(failure):
            print("run.py: uv does not work here; pip does the same, in a minute or two", file=sys.stderr, flush=True)
            failure = install("pip", *locked(lambda name: name != "uv"))
    if failure:
        raise SetupError(diagnose("installing the packages", failure))
    # jieba's source warns when Python first compiles it: on stderr, and so in the output of a notebook
    subprocess.check_call([str(PYTHON), "-W", "ignore", "-c", COMPILE_JIEBA])


def locked(wanted: Callable[[str], object] = str) -> List[str]:
    """Return the installer's arguments for all, or the wanted, packages of requirements.lock with their hashes."""
    entries = re.split(r"(?m)^(?=[a-z0-9])", LOCK.read_text("utf-8"))[1:]
    path = VENV / "requirements.txt"
    path.write_text("".join(entry for entry in entries if wanted(entry.split("==")[0])), "utf-8")
    return ["--require-hashes", "-r", str(path)]


def install(installer: str, *what: str) -> str:
    """Run pip or uv in .venv, showing what it downloads; return nothing, or all that it said where it failed."""
    command = [str(PYTHON), "-m"] + INSTALLERS[installer] + ["--no-build-isolation"] + list(what)
    process = subprocess.Popen(
        command, env=installer_environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace"
    )
    said = []
    try:
        for line in process.stdout or ():
            said.append(line)
            if line.startswith("Downloading "):
                print("  " + line.strip(), file=sys.stderr, flush=True)
        return "".join(said) or "no word" if process.wait() else ""
    except KeyboardInterrupt:
        process.kill()
        raise


@lru_cache(maxsize=None)
def installer_environment() -> Dict[str, str]:
    """Return the variables that installers run with; uv is told of the mirror that pip was set to, which it would not look up."""
    variables = dict(environment(), PIP_USER="0", PIP_NO_INPUT="1", PIP_DISABLE_PIP_VERSION_CHECK="1")
    ask = [str(PYTHON), "-m", "pip", "config", "get", "global.index-url"]
    asked = subprocess.run(ask, env=variables, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8")
    mirror = os.environ.get("PIP_INDEX_URL") or asked.stdout.strip()
    if mirror and "UV_INDEX_URL" not in variables:
        variables.setdefault("UV_DEFAULT_INDEX", mirror)
    return variables


def diagnose(doing: str, said: str) -> str:
    """Return one line on why something failed, from what was said about it."""
    if NO_DISK.search(said):
        return f"{doing}: the disk is full; about {FREE_MB} MB are needed in {ROOT}: make room, then run this again"
    if NO_NETWORK.search(said):
        mirror = "pip config set global.index-url ADDRESS"
        return f"{doing}: no network, or the package index cannot be reached; connect, or name a mirror ({mirror}), then run this again"
    *before, last = said.strip().splitlines() or ["no reason was given"]
    for line in before:
        print(line, file=sys.stderr)
    return f"{doing} failed: {last}"


def lock(options: List[str]) -> None:
    """Pin everything that pyproject.toml asks for, with hashes and without the name of a registry; write environment.yml."""
    command = [str(PYTHON), "-m", "uv", "pip", "compile", "--quiet", "--universal", "--python-version={}.{}".format(*OLDEST_PYTHON)]
    command += ["--generate-hashes", "--no-emit-index-url", "--custom-compile-command=python run.py lock"]
    command += ["--group=dev", "--group=bootstrap", "--output-file=" + LOCK.name, PROJECT.name] + options
    if subprocess.call(command, cwd=str(ROOT), env=installer_environment()):
        raise SetupError("requirements.lock was not written, as told above")
    CONDA.write_bytes(environment_yml().encode("utf-8"))
    print("requirements.lock and environment.yml are written; the next command remakes .venv where they changed")


def environment_yml() -> str:
    """Return environment.yml, for conda and Binder, from pyproject.toml."""
    import tomllib

    project = tomllib.loads(PROJECT.read_text("utf-8"))["project"]
    named = [re.findall(r"^([\w.-]+)(.*)", line)[0] for line in project["dependencies"]]
    conda = [f"{CONDA_NAMES.get(name, name)} {range_}" for name, range_ in named if name not in NOT_ON_CONDA]
    pip = [name + range_ for name, range_ in named if name in NOT_ON_CONDA] + ["-e ."]
    lines = ["# Made from pyproject.toml by: python run.py lock", "name: aicine", "channels: [conda-forge, nodefaults]", "dependencies:"]
    lines += ["  - python {}".format(project["requires-python"])] + ["  - " + line for line in conda]
    lines += ["  - pip", "  - pip:"] + [f"      - {line}" for line in pip]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
