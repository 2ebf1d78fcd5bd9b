"""Reading: every input ends as a document or as a reject, and no text is read in a wrong encoding."""

from __future__ import annotations

import ast
import json
import os
import pickle
import random
import time
from dataclasses import replace
from pathlib import Path

import pytest
from cases_table import load_cases
from reading_bytes import CANTONESE, HANS, HANT, SECOND, build, zipped

from aicine_lib import inputs, paths
from aicine_lib.articles import Document, Reject
from aicine_lib.decoding import decode
from aicine_lib.errors import InputError
from aicine_lib.metadata import parse_date
from aicine_lib.reading import REASON_CODES, apply_metadata, list_inputs, load_metadata, read, read_source, reject_duplicates

LONGEST_SECONDS = 15.0  # for 50 MB; one or two on a machine of 2026, and quadratic behaviour would take hours
MODULES = ("reading", "inputs", "archives", "decoding", "plausibility", "formats", "rows")


def documents(results: list[Document | Reject]) -> list[Document]:
    return [result for result in results if isinstance(result, Document)]


def rejects(results: list[Document | Reject]) -> list[Reject]:
    return [result for result in results if isinstance(result, Reject)]


def write(folder: Path, **files: bytes) -> Path:
    """Write files, named with _ for the dot."""
    for name, data in files.items():
        (folder / name.replace("_", ".")).write_bytes(data)
    return folder


@pytest.mark.parametrize("case", load_cases("reading"))
def test_case(case: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / case["name"]
    path.write_bytes(build(case["builder"]))
    started = time.perf_counter()
    results = list(read(path))
    assert time.perf_counter() - started < LONGEST_SECONDS
    found = [f"{r.encoding}/{r.format}" if isinstance(r, Document) else r.reason_code for r in results]
    assert sorted(found) == sorted(case["expected"].split())
    assert all(not isinstance(r, Reject) or (r.reason_code in REASON_CODES and r.detail and "\n" not in r.detail) for r in results)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [HANS, HANT, CANTONESE])
def test_text_comes_back_as_it_was_encoded(encoding: str, text: str) -> None:
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding) == (text, encoding)
    assert decoded.confidence > 0.9


def test_cut_tail_loses_one_character() -> None:
    data = HANS[:-1].encode("gb18030")[:-1]
    assert decode(data).text == HANS[:-2]
    assert decode(data).n_dropped == 1


def test_utf_8_is_what_python_decodes(tmp_path: Path) -> None:
    text = HANS + "\n\n\t　\u2028\ufeff\x0b" + SECOND + "\n"
    (document,) = documents(list(read(write(tmp_path, a_txt=b"\xef\xbb\xbf" + text.encode()))))
    assert document.text == text


def test_guesses_are_less_sure_than_marks() -> None:
    assert decode(HANS.encode()).confidence == 1.0
    assert 0.5 < decode(HANS.encode("gb18030")).confidence < 1.0


@pytest.mark.parametrize("seed", range(200))
def test_any_bytes_give_an_answer(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    data = bytearray(HANS.encode(chance.choice(["utf-8", "gb18030", "utf-16"])))
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(data))
        data[at : at + chance.randrange(3)] = chance.randbytes(chance.randrange(3))
    assert len(list(read(write(tmp_path, a_txt=bytes(data))))) in (1, 2)


def test_page_gives_title_outlet_date_and_no_furniture(tmp_path: Path) -> None:
    (page,) = documents(list(read(write(tmp_path, a_html=build("html")))))
    assert (page.title, page.outlet, page.published_date, page.date_precision) == ("雨戏", "河畔影讯", "2025-03-08", "day")
    assert page.text.startswith("雨戏\n导演沈岚")
    assert "票房" not in page.text and "版权" not in page.text


def test_rows_carry_metadata_and_numbers(tmp_path: Path) -> None:
    first, second = documents(list(read(write(tmp_path, a_csv=build("csv")))))
    assert (first.file_name, first.text, first.title, first.published_date) == ("a.csv#1", HANS, "雨戏", "2025-03-08")
    assert (second.file_name, second.published_date, second.date_precision) == ("a.csv#2", "2025-04", "month")
    assert first.document_id == first.sha256[:16] and first.n_bytes == len(HANS.encode())


def test_no_text_column_names_found_and_allowed(tmp_path: Path) -> None:
    (reject,) = read(write(tmp_path, a_csv=build("csv_no_text")))
    assert isinstance(reject, Reject)
    assert "标题, 简介" in reject.detail and "正文" in reject.detail


def test_front_matter_is_metadata_and_stays_in_the_text(tmp_path: Path) -> None:
    text = f'---\ntitle: "雨戏"\ndate: 2025-03-08\nsource: 河畔影讯\n---\n\n{HANS}\n'
    (document,) = documents(list(read(write(tmp_path, a_md=text.encode()))))
    assert (document.title, document.outlet, document.published_date) == ("雨戏", "河畔影讯", "2025-03-08")
    assert document.text == text


def test_folder_is_sorted_and_tells_what_it_leaves_out(tmp_path: Path) -> None:
    write(tmp_path, b_txt=HANS.encode(), a_txt=SECOND.encode())
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.txt").write_text(HANS)
    (tmp_path / ".hidden").write_text(HANS)
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "sub" / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    found = [(r.file_name, r.reason_code if isinstance(r, Reject) else "") for r in read(tmp_path)]
    assert found == [(".git/", "hidden"), (".hidden", "hidden"), ("a.txt", ""), ("b.txt", ""),
                     ("sub/gone.txt", "unreadable"), ("sub/loop/", "linked_folder")]  # fmt: skip


def test_hidden_file_that_is_asked_for_is_read(tmp_path: Path) -> None:
    (tmp_path / ".hidden.txt").write_text(HANS, encoding="utf-8")
    assert documents(list(read(tmp_path / ".hidden.txt")))


def test_duplicate_names_the_first_in_any_order(tmp_path: Path) -> None:
    write(tmp_path, c_txt=HANS.encode(), a_txt=HANS.encode(), b_txt=SECOND.encode())
    for order in (["a", "b", "c"], ["c", "b", "a"]):
        results = list(read([tmp_path / f"{name}.txt" for name in order]))
        assert rejects(results) == [Reject("c.txt", "duplicate", "the same bytes as a.txt")]
    assert [d.file_name for d in documents(results)] == ["a.txt", "b.txt"]


def test_sources_read_apart_give_the_same(tmp_path: Path) -> None:
    write(tmp_path, c_txt=HANS.encode(), a_zip=build("zip"), b_csv=build("csv"), d_txt=b"")
    sources = pickle.loads(pickle.dumps(list_inputs(tmp_path)))
    apart = {source: read_source(source) for source in reversed(sources)}
    assert list(reject_duplicates(result for source in sources for result in apart[source])) == list(read(tmp_path))


def test_same_path_twice_is_one_input(tmp_path: Path) -> None:
    write(tmp_path, a_txt=HANS.encode())
    assert len(list_inputs([tmp_path, tmp_path / "a.txt", f"{tmp_path}/*.txt", f"{tmp_path}/./a.txt"])) == 1


def test_same_name_in_two_folders_is_told_apart(tmp_path: Path) -> None:
    for name, text in (("north", HANS), ("south", SECOND)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(text, encoding="utf-8")
    assert [d.file_name for d in documents(list(read([tmp_path / "south", tmp_path / "north"])))] == ["north/a.txt", "south/a.txt"]


def test_patterns(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    write(tmp_path, a_txt=HANS.encode(), b_md=SECOND.encode())
    write(tmp_path / "sub", c_txt=HANT.encode())
    assert [source.name for source in list_inputs(f"{tmp_path}/**/*.txt")] == ["a.txt", "sub/c.txt"]
    assert [source.name for source in list_inputs(f"{tmp_path}/su*")] == ["sub/c.txt"]


@pytest.mark.parametrize("missing", ["nothing.txt", "nothing/*.txt", "a\0b", "x" * 5000])
def test_missing_path_is_named(missing: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file or folder; give"):
        list_inputs(f"{tmp_path}/{missing}")


def test_unreadable_file_is_a_reject(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, a_txt=HANS.encode(), b_txt=SECOND.encode())

    def refuse(path: object, *rest: object) -> object:
        if str(path).endswith("a.txt"):
            raise PermissionError(13, "Permission denied")
        return open(path, *rest)  # type: ignore[call-overload]

    monkeypatch.setattr(inputs, "open", refuse, raising=False)
    results = list(read(tmp_path))
    assert rejects(results) == [Reject("a.txt", "unreadable", "Permission denied")]
    assert len(documents(results)) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_named_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert [r.reason_code for r in rejects(list(read(tmp_path)))] == ["unreadable"]


def test_long_and_foreign_names(tmp_path: Path) -> None:
    long = "雾" * 80 + ".txt"
    (tmp_path / long).write_text(HANS, encoding="utf-8")
    assert [d.file_name for d in documents(list(read(tmp_path)))] == [long]


def test_names_in_archives_from_windows(tmp_path: Path) -> None:
    name = "雾港.txt".encode("gb18030")
    data = zipped({"x" * len(name): HANS.encode()}).replace(b"x" * len(name), name)
    (document,) = documents(list(read(write(tmp_path, a_zip=data))))
    assert document.file_name == "a.zip/雾港.txt"


def test_a_name_twice_in_an_archive_is_told(tmp_path: Path) -> None:
    data = zipped({"a.txt": HANS.encode(), "b.txt": SECOND.encode()}).replace(b"b.txt", b"a.txt")
    results = list(read(write(tmp_path, z_zip=data)))
    assert [d.text for d in documents(results)] == [SECOND]
    assert [r.reason_code for r in rejects(results)] == ["duplicate"]


def test_big_json_lines_are_cut_at_line_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"第{n}篇。{HANS}" for n in range(50)]
    lines = [json.dumps({"text": text}, ensure_ascii=False) for text in texts]
    write(tmp_path, a_jsonl="\n".join(lines).encode())
    whole = list(read(tmp_path))
    monkeypatch.setattr(inputs, "SPLIT_BYTES", 3000)
    assert len(list_inputs(tmp_path)) > 3
    assert sorted(documents(list(read(tmp_path))), key=lambda d: int(d.file_name.split("#")[1])) == whole
    assert [d.text for d in documents(whole)] == texts


def test_metadata_beside_the_files(tmp_path: Path) -> None:
    table = "file_name,outlet,published_date,note\na.txt,中国电影报,2025-03,x\n"
    write(tmp_path, a_txt=HANS.encode(), b_txt=SECOND.encode(), metadata_csv=table.encode("gb18030"))
    results = list(read(tmp_path))
    first, second = documents(results)
    assert (first.outlet, first.published_date, first.date_precision) == ("中国电影报", "2025-03", "month")
    assert (second.outlet, second.published_date) == ("", "")
    assert [r.reason_code for r in rejects(results)] == ["metadata_table"]
    assert documents(list(read(tmp_path / "a.txt"))) == [first]


def test_metadata_by_sha256_wins_over_what_a_page_says(tmp_path: Path) -> None:
    folder, table = tmp_path / "texts", tmp_path / "mine.csv"
    folder.mkdir()
    (page,) = documents(list(read(write(folder, a_html=build("html")))))
    table.write_text(f"sha256,outlet\n{page.sha256},另一家\n", encoding="utf-8")
    assert documents(list(read(folder, metadata=table))) == [replace(page, outlet="另一家")]


@pytest.mark.parametrize(
    "table, message",
    [
        ("outlet,published_date\n河畔,2025\n", "no column sha256 or file_name"),
        ("file_name,published_date\na.txt,2025-13\n", "line 2: published_date '2025-13' is no date"),
        ("file_name,published_date\na.txt,2025/3/8\n", "write YYYY, YYYY-MM or YYYY-MM-DD"),
        ("file_name,published_date,date_precision\na.txt,2025-03,day\n", "must be 'month' or empty"),
        ("file_name,outlet\na.txt,甲\na.txt,乙\n", "line 3: a.txt stands in the table twice"),
    ],
)
def test_wrong_metadata_is_named(table: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text(table, encoding="utf-8")
    write(tmp_path, a_txt=HANS.encode())
    with pytest.raises(InputError, match=message):
        list_inputs(tmp_path / "a.txt", metadata=tmp_path / "m.csv")


@pytest.mark.parametrize(
    "written, date",
    [
        ("2025-03-08", "2025-03-08"), ("2025/3/8 10:20", "2025-03-08"), ("2025年3月8日", "2025-03-08"), ("2025.03", "2025-03"),
        ("20250308", "2025-03-08"), ("2025-03-08T10:00:00+08:00", "2025-03-08"), ("2025", "2025"), ("2025年", "2025"),
        ("2025-02-30", ""), ("昨天", ""), ("3月8日", ""), ("1234567890", ""), ("0008-01-01", ""), ("", ""),
    ],
)  # fmt: skip
def test_dates(written: str, date: str) -> None:
    assert parse_date(written)[0] == date


def test_press_metadata_says_what_is_known() -> None:
    table = load_metadata(paths.PRESS_METADATA)
    assert len(table) == 5 and all(len(key) == 64 for key in table)
    assert sorted(fields["date_precision"] for fields in table.values()) == ["day", "day", "month", "month", "month"]
    empty = Document("0" * 12, "a.txt", "0" * 64, 1, "影", "utf-8", "text")
    assert apply_metadata(empty, table) == empty


def test_sample_is_read_whole() -> None:
    results = list(read(paths.SAMPLE / "texts"))
    assert [(r.file_name, r.reason_code) for r in rejects(results)] == [("metadata.csv", "metadata_table")]
    found = documents(results)
    assert len(found) == 15 and all(d.outlet and d.published_date and len(d.text) > 300 for d in found)
    assert {d.format for d in found} == {"text", "markdown", "html", "pdf", "docx", "jsonl"}
    assert {d.encoding for d in found} == {"utf-8", "gb18030", "big5hkscs", "to-unicode"}
    assert {d.script for d in found} == {"hans", "hant"}


def test_every_reason_is_documented() -> None:
    """No reason is given that REASONS does not explain, and none is explained that is not given."""
    used: set[str] = set()
    for module in MODULES:
        tree = ast.parse((paths.ROOT / "aicine_lib" / f"{module}.py").read_text(encoding="utf-8"))
        constants = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
        used |= constants & set(REASON_CODES)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "RejectedInput" and isinstance(node.args[0], ast.Constant):
                assert node.args[0].value in REASON_CODES
    assert used == set(REASON_CODES)
