"""Members of .zip archives: their names as their makers wrote them, and their bytes, with bombs and locked ones refused."""

from __future__ import annotations

import os
import zipfile
import zlib
from functools import lru_cache
from typing import NamedTuple

from .plausibility import RejectedInput

MAX_BYTES = 1 << 30  # of a file or an unpacked member that is read whole
MAX_PACKING = 300  # times: text packs to a tenth; what packs better than this, and is big, is a zip bomb
BIG_MEMBER = 10_000_000  # bytes below which packing does not matter
UTF_8_FLAG, ENCRYPTED_FLAG = 0x800, 0x1


class Member(NamedTuple):
    """A file in an archive."""

    key: str  # its name to the archive
    name: str  # its name to people
    is_hidden_by_later: bool  # the archive holds the same name again, and only the last can be read


def list_archive(path: str) -> list[Member]:
    """List the files in an archive, in its order.

    Raises
    ------
    RejectedInput
        `corrupt`, if it is no sound archive.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            found = [member for member in archive.infolist() if not member.is_dir()]
            return [Member(member.filename, _written_name(member), archive.getinfo(member.filename) is not member) for member in found]
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise RejectedInput("corrupt", f"damaged zip archive ({error})") from error


def read_member(path: str, key: str) -> bytes:
    """Return the bytes of a file in an archive.

    Raises
    ------
    RejectedInput
        `corrupt`, `encrypted`, or `too_large`.
    """
    try:
        archive = _opened(path, os.getpid(), os.stat(path).st_mtime_ns)
        member = archive.getinfo(key)
        check_packing(member)
        with archive.open(member) as file:
            data = file.read(MAX_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
        raise RejectedInput("corrupt", f"damaged zip archive ({error})") from error
    if len(data) > MAX_BYTES:
        raise RejectedInput("too_large", f"more than {MAX_BYTES} bytes unpacked")
    return data


def check_packing(member: zipfile.ZipInfo) -> None:
    """Refuse a member that is encrypted, or would unpack to far more than text does.

    Raises
    ------
    RejectedInput
        `encrypted` or `too_large`.
    """
    if member.flag_bits & ENCRYPTED_FLAG:
        raise RejectedInput("encrypted", "the zip archive needs a password; unpack it")
    bomb = member.file_size > BIG_MEMBER and member.file_size > MAX_PACKING * max(member.compress_size, 1)
    if bomb or member.file_size > MAX_BYTES:
        raise RejectedInput("too_large", f"unpacks from {member.compress_size} to {member.file_size} bytes")


def readable_name(name: str) -> str:
    """Return a name that can be written as UTF-8; bytes that are none are read as GB18030, as in archives made in Windows.

    Examples
    --------
    >>> readable_name(os.fsdecode("雾港.txt".encode("gb18030")))
    '雾港.txt'
    """
    raw = os.fsencode(name)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def _written_name(member: zipfile.ZipInfo) -> str:
    """Undo that zipfile reads names that are not marked as UTF-8 as if they were cp437."""
    if member.flag_bits & UTF_8_FLAG:
        return member.filename
    return readable_name(os.fsdecode(member.filename.encode("cp437", "replace")))


@lru_cache(maxsize=2)
def _opened(path: str, process: int, changed: int) -> zipfile.ZipFile:
    """Open an archive once for all its members; a process that was forked opens its own, for an open file has one position."""
    return zipfile.ZipFile(path)
