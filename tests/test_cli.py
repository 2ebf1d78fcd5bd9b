"""The command: what it prints, where, with which exit status, and how it ends when it is interrupted."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest
from small_corpus import ARTICLES, build_small, write_articles

import aicine_lib
from aicine_lib import building, cli, paths, shards, tagging


@pytest.fixture
def corpus(tmp_path):
    return build_small(tmp_path)


def start(*arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "aicine_lib.cli", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=paths.ROOT, encoding="utf-8")


# Build


def test_build_says_what_it_built_and_what_is_next(tmp_path, capsys):
    write_articles(tmp_path / "in")
    assert cli.main(["build", str(tmp_path / "in"), "--out", str(tmp_path / "out")]) == cli.OK
    printed = capsys.readouterr()
    assert printed.err == ""
    lines = printed.out.splitlines()
    assert lines[0] == f"Corpus 语料 {tmp_path / 'out'}" and "  not taken 未收录: 1 metadata_table" in lines
    assert lines[-1].startswith(f"next: aicine check {tmp_path / 'out'}; aicine run --corpus")


def test_build_tells_by_its_status_that_something_was_not_taken(tmp_path, capsys):
    folder = write_articles(tmp_path / "in")
    (folder / "empty.txt").write_bytes(b"")
    arguments = ["build", str(folder), "--out", str(tmp_path / "out")]
    assert cli.main(arguments) == cli.INCOMPLETE
    assert "    empty.txt: empty (no bytes)" in capsys.readouterr().out.splitlines()
    assert cli.main([*arguments, "--allow-rejects", "--quiet"]) == cli.OK
    assert capsys.readouterr() == ("", "")


def test_a_duplicate_is_no_loss(tmp_path, capsys):
    folder = write_articles(tmp_path / "in")
    (folder / "twin.txt").write_bytes((folder / "fog.txt").read_bytes())
    assert cli.main(["build", str(folder), "--out", str(tmp_path / "out")]) == cli.OK
    assert "  not taken 未收录: 1 duplicate" in capsys.readouterr().out.splitlines()


def test_a_failure_of_aicine_is_never_allowed(tmp_path, monkeypatch):
    def crash(documents):
        return 1 / 0 if any(document.file_name == "fog.txt" for document in documents) else tagging.tag_documents(documents)

    monkeypatch.setattr(shards, "tag_documents", crash)
    write_articles(tmp_path / "in")
    assert cli.main(["build", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--allow-rejects", "--quiet"]) == cli.INCOMPLETE


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["build", "nowhere", "--out", "out"], "aicine: nowhere: no such file or folder"),
        (["check", "nowhere"], "aicine: nowhere is not there"),
        (["kwic", "灵魂", "--corpus", "nowhere"], "aicine: nowhere is not there"),
        (["texts", "nowhere", "--corpus", "nowhere"], "aicine: nowhere is not there"),
        (["run", "--corpus", "nowhere"], "aicine: nowhere is not there"),
    ],
)
def test_an_error_is_one_line_and_status_2(arguments, message, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert cli.main(arguments) == cli.FAILED
    printed = capsys.readouterr()
    assert printed.out == "" and printed.err.startswith(message) and printed.err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [[], ["build"], ["build", "x"], ["kwic"], ["nothing"], ["kwic", "x", "--width", "0"], ["build", "x", "--out", "y", "--workers", "-1"]],
)
def test_wrong_usage_is_status_2(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    assert ended.value.code == 2 and "usage: aicine" in capsys.readouterr().err


# Help


@pytest.mark.parametrize("command", ["build", "check", "texts", "kwic", "run"])
def test_help_names_every_command_and_its_exit_status(command, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main([command, "--help"])
    one = capsys.readouterr().out
    assert ended.value.code == 0 and "exit status:" in one
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    assert f"  aicine {command} " in capsys.readouterr().out


def test_version(capsys):
    with pytest.raises(SystemExit):
        cli.main(["--version"])
    assert capsys.readouterr().out == f"aicine {aicine_lib.__version__}\n"


# Check, kwic, texts, run


def test_check_fails_where_a_corpus_is_not_sound(corpus, capsys):
    assert cli.main(["check", str(corpus.folder)]) == cli.OK
    assert capsys.readouterr().out.endswith("the corpus is sound\n")
    with open(corpus.table_file("terms"), "ab") as file:
        file.write(b"x")
    assert cli.main(["check", str(corpus.folder)]) == cli.UNSOUND
    assert "  FAIL files" in capsys.readouterr().out


def test_kwic_prints_aligned_lines(corpus, capsys):
    assert cli.main(["kwic", "灵魂", "--corpus", str(corpus.folder), "--width", "6"]) == cli.OK
    printed = capsys.readouterr()
    assert printed.err == "2 lines\n"
    assert {line.strip()[:13] for line in printed.out.splitlines()} == {"人物的脸没有 灵魂 ，AI", "變，說故事的 靈魂 不會變"}


def test_kwic_searches_the_corpus_that_the_environment_names(corpus, capsys, monkeypatch):
    monkeypatch.setenv("AICINE_CORPUS", str(corpus.folder))
    assert cli.main(["kwic", "面馆", "--all"]) == cli.OK
    assert capsys.readouterr().err == "2 lines\n"


def test_texts_are_put_beside_a_release(tmp_path, capsys):
    release = build_small(tmp_path, texts=False)
    arguments = ["texts", "--corpus", str(release.folder), str(tmp_path / "articles" / "fog.txt")]
    assert cli.main(arguments) == cli.OK
    assert capsys.readouterr().out == f"1 texts checked and put into {release.folder / 'texts'}; 1 of 4 are there now\n"
    stranger = tmp_path / "stranger.txt"
    stranger.write_text(ARTICLES["fog.txt"] + "又添了一句。", "utf-8")
    assert cli.main([*arguments, str(stranger)]) == cli.INCOMPLETE
    assert "aicine: stranger.txt is no source of" in capsys.readouterr().err
    assert cli.main([*arguments[:3], str(stranger)]) == cli.FAILED


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_run_makes_the_report_of_a_corpus(corpus, monkeypatch, capsys, lang):
    from aicine_lib import report

    asked: dict[str, object] = {}
    monkeypatch.setattr(report, "make_report", lambda **options: asked.update(options) or "index.html")
    assert cli.main(["run", "--corpus", str(corpus.folder), "--lang", lang]) == cli.OK
    assert asked == {"corpus": corpus.folder, "lang": lang} and "index.html" in capsys.readouterr().out


# The end


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize(("sent", "status"), [(signal.SIGINT, cli.INTERRUPTED), (signal.SIGTERM, cli.TERMINATED)])
def test_an_interrupted_build_leaves_nothing_behind(tmp_path, sent, status):
    folder = tmp_path / "in"
    folder.mkdir()
    text = "".join(ARTICLES.values())
    for number in range(8000):
        (folder / f"{number}.txt").write_text(f"第{number}篇\n{text}", "utf-8")
    process = start("build", folder, "--out", tmp_path / "out", "--workers", 2)
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob(".out.building-*/parts")) and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(1)  # the workers are at it
    process.send_signal(sent)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == status, errors
    assert "Traceback" not in errors and sorted(path.name for path in tmp_path.iterdir()) == ["in"]


def test_a_reader_that_has_enough_is_no_error(corpus):
    process = start("kwic", "的", "--corpus", corpus.folder, "--all", "--width", "400")
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    assert process.wait(60) == 0 and "Traceback" not in process.stderr.read()


def test_a_progress_bar_is_shown_on_a_terminal_only(tmp_path, capsys):
    building.build_corpus(write_articles(tmp_path / "in"), tmp_path / "out", progress=True)
    assert capsys.readouterr().err == ""
