"""What a disk may hold after the power was cut: everything that was synced, and of the rest an arbitrary part.

Content that was written and not synced survives sector by sector, or not; a name that was made, moved or removed survives
once its folder was synced, before that the first so many of a folder's changes do. Nothing is assumed that POSIX does not say.
"""

from __future__ import annotations

import random
import shutil
import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

HEAD = struct.Struct("<IBxHHxxIQQQQQ")
MAGIC = 0x4C494345
SECTOR = 512


class Op(NamedTuple):
    kind: str  # W(rite) T(runcate) S(ync) C(reate) R(ename) L(ink) U(nlink) M(ake folder)
    path: str
    second: str
    began: int
    ended: int
    inode: int
    offset: int
    length: int
    data: bytes


def read_log(path: Path) -> list[Op]:
    """All that was recorded, in the order it ended. SQLite's shared memory is none of it: it does not outlive the machine."""
    return sorted(
        (op for op in _records(path.read_bytes()) if not op.path.endswith("-shm")), key=lambda op: op.ended
    )


def _records(log: bytes) -> Iterator[Op]:
    place = 0
    while place < len(log):
        magic, kind, one, two, _, began, ended, inode, offset, length = HEAD.unpack_from(log, place)
        assert magic == MAGIC
        place += HEAD.size
        path, second = (log[place : place + one].decode(), log[place + one : place + one + two].decode())
        place += one + two
        data = log[place : place + length] if chr(kind) == "W" else b""
        place += len(data)
        yield Op(chr(kind), path, second, began, ended, inode, offset, length, data)


@dataclass
class File:
    """One file's content on the disk, and the changes to it that no sync has covered."""

    synced: bytearray = field(default_factory=bytearray)
    loose: list[Op] = field(default_factory=list)

    def sync(self, began: int) -> None:
        for op in self.loose:
            if op.ended <= began:
                apply(self.synced, op)
        self.loose = [op for op in self.loose if op.ended > began]

    def after_cut(self, pick: random.Random) -> bytes:
        content = bytearray(self.synced)
        for op in self.loose:
            fate = pick.randrange(3)  # not at all, whole, torn
            if fate:
                apply(content, op, None if fate == 1 else pick)
        return bytes(content)


def apply(content: bytearray, op: Op, torn: random.Random | None = None) -> None:
    if op.kind == "T":
        del content[op.length :]
        content.extend(bytes(op.length - len(content)))
        return
    end = op.offset + op.length
    if torn is None:
        content.extend(bytes(max(0, end - len(content))))
        content[op.offset : end] = op.data
        return
    for start in range(op.offset - op.offset % SECTOR, end, SECTOR):
        if torn.randrange(2):
            low, high = max(start, op.offset), min(start + SECTOR, end)
            content.extend(bytes(max(0, high - len(content))))
            content[low:high] = op.data[low - op.offset : high - op.offset]


class Name(NamedTuple):
    """A change in a folder: this name now leads to that file (a folder has none), or to nothing."""

    path: str
    file: File | None
    there: bool
    ended: int


class Disk:
    """Begins with a folder as it lay on the disk; takes the record; says what a cut would leave."""

    def __init__(self, folder: Path, log: list[Op]) -> None:
        self.folder, self.log, self.done = str(folder), log, 0
        self.ends = [op.ended for op in log]
        self.names: dict[str, File] = {}  # as the running system sees it
        self.durable: dict[str, File | None] = {}  # as the disk has it; folders have no file
        self.inodes: dict[int, File] = {}
        self.loose: dict[str, list[Name]] = {}
        for path in sorted(folder.rglob("*")):
            if path.is_dir():
                self.durable[str(path)] = None
            elif not path.name.endswith("-shm"):
                file = File(bytearray(path.read_bytes()))
                self.names[str(path)] = self.durable[str(path)] = self.inodes[path.stat().st_ino] = file

    def run_to(self, moment: int) -> None:
        """Take everything that ended by then; never backwards."""
        until = bisect_right(self.ends, moment)
        for op in self.log[self.done : until]:
            self._take(op)
        self.done = max(self.done, until)

    def _take(self, op: Op) -> None:
        if op.kind == "C":
            self.names[op.path] = self.inodes[op.inode] = File()
            self._name(op.path, self.names[op.path], op.ended)
        elif op.kind in "WT":
            if op.inode in self.inodes:
                self.inodes[op.inode].loose.append(op)
        elif op.kind == "S":
            self._sync(op)
        elif op.kind == "M":
            self._name(op.path, None, op.ended)
        else:
            self._move(op)

    def _move(self, op: Op) -> None:
        if op.kind == "U":
            if self.names.pop(op.path, None):
                self._gone(op.path, op.ended)
            return
        file = self.names.get(op.path)
        if file is None:
            return
        self.names[op.second] = file
        self._name(op.second, file, op.ended)
        if op.kind == "R":
            del self.names[op.path]
            self._gone(op.path, op.ended)

    def _name(self, path: str, file: File | None, ended: int) -> None:
        self.loose.setdefault(_folder(path), []).append(Name(path, file, True, ended))

    def _gone(self, path: str, ended: int) -> None:
        self.loose.setdefault(_folder(path), []).append(Name(path, None, False, ended))

    def _sync(self, op: Op) -> None:
        changes = self.loose.get(op.path, [])
        if changes or (op.path in self.durable and self.durable[op.path] is None) or op.path == self.folder:
            for change in changes:
                if change.ended <= op.began:
                    _settle(self.durable, change)
            self.loose[op.path] = [change for change in changes if change.ended > op.began]
        elif op.inode in self.inodes:
            self.inodes[op.inode].sync(op.began)

    def cut(self, target: Path, pick: random.Random) -> None:
        """Write into `target` what the disk might hold if the power went now."""
        held = dict(self.durable)
        for changes in self.loose.values():
            for change in changes[: pick.randint(0, len(changes))]:
                _settle(held, change)
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(mode=0o700)
        contents: dict[int, bytes] = {}
        for path, file in sorted(held.items()):
            place = target / path.removeprefix(self.folder).lstrip("/")
            if not place.parent.is_dir():
                continue  # its folder's name did not survive
            if file is None:
                place.mkdir(mode=0o700)
            else:
                body = contents.setdefault(id(file), file.after_cut(pick))
                place.write_bytes(body)
                place.chmod(0o600)


def _settle(names: dict[str, File | None], change: Name) -> None:
    if change.there:
        names[change.path] = change.file
    else:
        names.pop(change.path, None)


def _folder(path: str) -> str:
    return path.rpartition("/")[0]
