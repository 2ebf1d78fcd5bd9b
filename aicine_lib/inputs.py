"""Which inputs there are: files, folders, patterns and .zip archives, listed by name without being read; and the bytes of each."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from .archives import MAX_BYTES, list_archive, read_member, readable_name
from .errors import InputError
from .metadata import METADATA_NAME, is_metadata_table, load_metadata
from .paths import PRESS_METADATA
from .plausibility import RejectedInput

SYSTEM_NAMES = ("__MACOSX", "Thumbs.db", "desktop.ini")
HIDDEN_STARTS = (".", "~$")  # ~$ is Word's lock file
JSON_LINES_SUFFIXES = (".jsonl", ".ndjson")
SPLIT_BYTES = 32 << 20  # a JSON Lines file is cut into parts of this size, so that processes can share it


@dataclass(frozen=True, slots=True)
class Source:
    """Where one input stands: small, so that a process can be sent many and read its own."""

    path: str
    name: str  # file_name of its document
    root: str  # the folder that the name counts from
    member: str = ""  # of a .zip
    metadata: str = ""  # the table that speaks of it
    reason_code: str = ""  # set where it is known already that it is not read
    detail: str = ""
    start: int = 0  # part of a JSON Lines file, in bytes; the whole file where end is 0
    end: int = 0
    first_line: int = 0  # lines before the part


def list_inputs(paths: str | Path | Iterable[str | Path], metadata: str | Path | None = None) -> list[Source]:
    """List what there is to read, without reading it; the same path given twice is one input.

    Parameters
    ----------
    paths : path or paths
        Files, folders, patterns (``texts/*.txt``, ``**`` too), .zip archives.
    metadata : path, optional
        A table for :func:`aicine_lib.metadata.load_metadata`; else a ``metadata.csv`` beside the files is taken, or the nearest one
        above them in the folder given.

    Returns
    -------
    list of Source
        Sorted by name. Hidden files, links to folders and metadata tables are in it, with their reason.

    Raises
    ------
    InputError
        If a path is missing or a metadata table is wrong.

    Examples
    --------
    >>> list_inputs("no/such/file.txt")
    Traceback (most recent call last):
    aicine_lib.errors.InputError: no/such/file.txt: no such file or folder; give a file, a folder, a .zip or a quoted pattern ("a/*.txt")
    """
    found: dict[str, list[Source]] = {}
    for given in [paths] if isinstance(paths, (str, Path)) else paths:
        for of_one_file in _expand(os.fspath(given)):
            found.setdefault(os.path.abspath(of_one_file[0].path), of_one_file)
    sources = [source for of_one_file in found.values() for source in of_one_file]
    if metadata is not None:
        sources = [replace(source, metadata=os.fspath(metadata)) for source in sources]
    else:  # the press files are known by their sha256, wherever they lie
        sources = [source if source.metadata else replace(source, metadata=os.fspath(PRESS_METADATA)) for source in sources]
    for table in sorted({source.metadata for source in sources} - {""}):
        load_metadata(table)
    return sorted(_told_apart(sources), key=lambda source: (source.name, source.path, source.start))


def read_bytes(source: Source) -> bytes:
    """Return the bytes of an input.

    Raises
    ------
    RejectedInput
        `unreadable`, `too_large`, `encrypted`, or `corrupt`.

    Examples
    --------
    >>> read_bytes(Source("no/such/file", "file", "no/such"))
    Traceback (most recent call last):
    aicine_lib.plausibility.RejectedInput: unreadable: No such file or directory
    """
    try:
        if source.member:
            return read_member(source.path, source.member)
        status = os.stat(source.path)
        if not stat.S_ISREG(status.st_mode):
            raise RejectedInput("unreadable", "not a regular file")
        if status.st_size > MAX_BYTES and not source.end:
            raise RejectedInput(
                "too_large", f"{status.st_size} bytes; {MAX_BYTES} is the limit of one file: split it, or give JSON Lines (.jsonl)"
            )
        with open(source.path, "rb") as file:
            file.seek(source.start)
            return file.read(source.end - source.start if source.end else -1)
    except OSError as error:
        raise RejectedInput("unreadable", error.strerror or str(error)) from error


def list_members(archive: Source) -> list[Source]:
    """List the files in a .zip archive; an empty one gives one source with its reason.

    Raises
    ------
    RejectedInput
        `corrupt`, if it is no sound archive.
    """
    sources = []
    for member in list_archive(archive.path):
        source = replace(archive, name=f"{archive.name}/{member.name}", member=member.key)
        if member.is_hidden_by_later:
            source = replace(source, reason_code="duplicate", detail="the archive holds this name again; only the last can be read")
        elif any(_is_hidden(part) for part in PurePosixPath(member.key).parts):
            source = replace(source, reason_code="hidden", detail="a hidden or system file")
        sources.append(source)
    return sources or [replace(archive, reason_code="empty", detail="an archive without files")]


def _expand(given: str) -> Iterator[list[Source]]:
    """List what one path, folder or pattern stands for, file by file."""
    if os.path.isdir(given):
        yield from _walk(given, given)
    elif "\0" not in given and os.path.lexists(given):
        yield _file_sources(given, os.path.dirname(given), _table_in(os.path.dirname(given)))
    elif glob.has_magic(given) and (matches := sorted(glob.glob(given, recursive=True))):
        root = os.path.dirname(given[: min(given.find(sign) for sign in "*?[" if sign in given)])
        for match in matches:
            if os.path.isdir(match):
                yield from _walk(match, root)
            else:
                yield _file_sources(match, root, _table_in(os.path.dirname(match)))
    else:
        raise InputError(f'{given}: no such file or folder; give a file, a folder, a .zip or a quoted pattern ("a/*.txt")')


def _walk(folder: str, root: str) -> Iterator[list[Source]]:
    """List a folder and those below it; what is not followed has a source with its reason."""
    errors: list[OSError] = []
    tables = {folder: _table_in(folder)}
    for place, folders, files in os.walk(folder, onerror=errors.append):
        for name in sorted(folders):
            path = os.path.join(place, name)
            if _is_hidden(name):
                yield [_left_out(path + "/", root, "hidden", "a hidden or system folder; give the folder itself")]
            elif os.path.islink(path):
                yield [_left_out(path + "/", root, "linked_folder", "a link to a folder; give the folder itself")]
            else:
                tables[path] = _table_in(path) or tables[place]
        folders[:] = sorted(name for name in folders if os.path.join(place, name) in tables)
        for name in sorted(files):
            path = os.path.join(place, name)
            if _is_hidden(name):
                yield [_left_out(path, root, "hidden", "a hidden or system file; give the file itself")]
            else:
                yield _file_sources(path, root, tables[place])
    for error in errors:
        yield [_left_out(os.fsdecode(error.filename) + "/", root, "unreadable", error.strerror or str(error))]


def _file_sources(path: str, root: str, table: str) -> list[Source]:
    """List the sources of a file: itself, the members of an archive, the parts of a big JSON Lines file."""
    source = Source(path, _name_below(root, path), root, metadata=table)
    suffix = os.path.splitext(path)[1].lower()
    if os.path.basename(path) == METADATA_NAME and is_metadata_table(path):
        return [replace(source, reason_code="metadata_table", detail="the table of outlets and dates")]
    if suffix == ".zip" and os.path.isfile(path):
        return _archive_sources(source)
    if suffix in JSON_LINES_SUFFIXES and os.path.isfile(path) and os.path.getsize(path) > SPLIT_BYTES:
        return list(_parts(source))
    return [source]


def _archive_sources(source: Source) -> list[Source]:
    """List the members of what is a sound archive and no Office file under a false name."""
    try:
        members = list_members(source)
    except RejectedInput:
        return [source]  # reading tells what it is
    return [source] if any(member.member == "[Content_Types].xml" for member in members) else members


def _parts(source: Source) -> Iterator[Source]:
    """Cut a JSON Lines file at line ends; UTF-16, where a line end cannot be told from bytes, stays whole."""
    start = first_line = 0
    with open(source.path, "rb") as file:
        while block := file.read(SPLIT_BYTES):
            block += file.readline()
            if not start and (b"\0" in block[:4096] or block.startswith((b"\xff\xfe", b"\xfe\xff"))):
                yield source
                return
            yield replace(source, start=start, end=start + len(block), first_line=first_line)
            start, first_line = start + len(block), first_line + block.count(b"\n")


def _table_in(folder: str) -> str:
    path = os.path.join(folder, METADATA_NAME)
    return path if is_metadata_table(path) else ""


def _left_out(path: str, root: str, reason_code: str, detail: str) -> Source:
    return Source(path, _name_below(root, path) + "/" * path.endswith("/"), root, reason_code=reason_code, detail=detail)


def _is_hidden(name: str) -> bool:
    return name.startswith(HIDDEN_STARTS) or name in SYSTEM_NAMES


def _name_below(root: str, path: str) -> str:
    return readable_name(os.path.relpath(path, root or os.curdir).replace(os.sep, "/"))


def _told_apart(sources: list[Source]) -> list[Source]:
    """Put the given folder's name, or else the whole path, before names that stand for several files."""
    for prefix in (lambda source: os.path.basename(os.path.abspath(source.root)), lambda source: os.path.dirname(source.path)):
        paths: dict[str, set[str]] = {}
        for source in sources:
            paths.setdefault(source.name, set()).add(os.path.abspath(source.path))
        sources = [replace(source, name=f"{prefix(source)}/{source.name}") if len(paths[source.name]) > 1 else source for source in sources]
    return sources
