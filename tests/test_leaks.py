"""No file of the repository repeats a press text: runs of more than 24 characters, white space left out, are looked for."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from aicine_lib import paths
from aicine_lib.leaks import MAX_RUN, longest_run

SHARED = paths.ROOT.parent / "shared"
SOURCES = sorted([*SHARED.glob("corpus/*.txt"), *SHARED.glob("dev/texts/*.txt")])


def squeezed(file: Path) -> str:
    return "".join(file.read_text(encoding="utf-8", errors="ignore").replace("\\n", "").split())


@pytest.mark.skipif(not SOURCES, reason="the press texts are not beside the project")
def test_no_file_repeats_a_press_text() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=paths.ROOT, capture_output=True, text=True, check=True).stdout
    files = [squeezed(paths.ROOT / name) for name in listed.split("\0") if name and (paths.ROOT / name).is_file()]
    assert files
    for source in SOURCES:
        assert longest_run(files, squeezed(source), longer_than=MAX_RUN) == ""


def test_a_leak_is_seen() -> None:
    sentence = "导演在雾港的码头等了一整夜，只为拍下渡轮靠岸时那盏忽明忽暗的灯。"
    assert longest_run([f"note: {sentence}"], f"前言。{sentence}后记。", longer_than=MAX_RUN) == sentence
