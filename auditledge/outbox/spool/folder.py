"""Folders that only this user can change, held open by a file descriptor.

The events in a spool are sent with the key of this process, so it must not contain anything that another user
put there. Every level of its path is checked. Everything inside is opened relative to the descriptor of its
folder, without following links, so that what was checked is what is used. Windows has neither owners nor
modes in this sense: there, the access control lists of the user's profile protect the spool.

In a shared folder, which other users can write to and which is not sticky (such as an emptyDir volume of
Kubernetes), others can rename any folder, though not change what is in one with mode 0700. So they could put
another folder of this user in the place of the spool, perhaps one with files that they uploaded. The spool's
own folder therefore has a mark that only its owner can set: the sticky bit, which has no other effect on a
folder that nobody else can write to.
"""

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import Any

from auditledge.errors import ConfigurationError
from auditledge.outbox.spool import filesystem

_CHECKED = os.open in os.supports_dir_fd
_FOLLOW_NOT = getattr(os, "O_NOFOLLOW", 0)
_FOLDER = getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0) | _FOLLOW_NOT
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
_MARKED_FOLDER = filesystem.PRIVATE_FOLDER | stat.S_ISVTX
_MAX_LINKS = 40


class UnsafePathError(ConfigurationError):
    """A file or folder of the spool belongs to another user, or another user could change it."""


class Folder:
    """An open folder. Closes with `close`, or as a context manager."""

    def __init__(self, path: Path, fd: int = -1) -> None:
        self.path = path
        self._fd = fd

    def __enter__(self) -> "Folder":
        """The folder itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the folder."""
        self.close()

    def open_file(self, name: str, flags: int) -> int:
        """Open a file, created with mode 0600, and return its descriptor.

        Raises UnsafePathError if it is a link, not a regular file, or another user could have written it;
        OSError.
        """
        path, at = self._at(name)
        try:
            fd = os.open(path, flags | filesystem.BINARY | _FOLLOW_NOT, filesystem.PRIVATE_FILE, **at)
        except OSError as error:
            if os.path.islink(self.path / name):  # noqa: PTH114 - in one call
                raise UnsafePathError(f"{self.path / name} is a link: remove it") from error
            raise
        try:
            _check_file(os.fstat(fd), self.path / name, fd)
        except UnsafePathError:
            os.close(fd)
            raise
        return fd

    def open_folder(self, name: str, *, create: bool = False) -> "Folder":
        """Open a folder in this one. Raises UnsafePathError, OSError, FileNotFoundError."""
        path, at = self._at(name)
        if create:
            with suppress(FileExistsError):
                os.mkdir(path, filesystem.PRIVATE_FOLDER, **at)  # noqa: PTH102 - takes a descriptor
        if not _CHECKED:
            if not self.path.joinpath(name).is_dir():
                raise FileNotFoundError(self.path / name)
            return Folder(self.path / name)
        if stat.S_ISLNK(os.lstat(path, **at).st_mode):
            raise UnsafePathError(f"{self.path / name} is a link: remove it")
        fd = os.open(path, os.O_RDONLY | _FOLDER, **at)
        try:
            _check_own_folder(os.fstat(fd), self.path / name)
        except UnsafePathError:
            os.close(fd)
            raise
        return Folder(self.path / name, fd)

    def rename(self, old: str, new: str) -> None:
        """Rename a file or folder in this folder. Raises OSError."""
        at = {"src_dir_fd": self._fd, "dst_dir_fd": self._fd} if self._fd >= 0 else {}
        os.rename(self._at(old)[0], self._at(new)[0], **at)  # noqa: PTH104 - takes a descriptor

    def unlink(self, name: str) -> None:
        """Delete a file in this folder if it exists. Raises OSError."""
        path, at = self._at(name)
        with suppress(FileNotFoundError):
            os.unlink(path, **at)

    def flush(self) -> None:
        """Return when the names in the folder survive a power cut. Raises OSError."""
        if self._fd >= 0:
            os.fsync(self._fd)

    def close(self) -> None:
        """Close the descriptor; can be called again."""
        if self._fd >= 0:
            fd, self._fd = self._fd, -1
            os.close(fd)

    def _at(self, name: str) -> tuple[str | Path, dict[str, Any]]:
        return (name, {"dir_fd": self._fd}) if self._fd >= 0 else (self.path / name, {})


def open_root(path: Path, *, create: bool = False) -> Folder:
    """Open the folder of a spool, after checking each level of its path.

    Each level must belong to this user or to root. If other users can write to one that is not sticky like
    /tmp, the level below must be a folder of this user with mode 1700, which an empty folder gets. The folder
    itself must belong to this user, and nobody else may write to it. Links are followed only if root or this
    user made them. Raises UnsafePathError, which says how to fix it; OSError.
    """
    if not _CHECKED:
        if create:
            path.mkdir(filesystem.PRIVATE_FOLDER, parents=True, exist_ok=True)
        return Folder(path)
    fd = os.open("/", os.O_RDONLY | _FOLDER)
    remaining, links, at = list(path.absolute().parts[1:]), 0, Path("/")
    try:
        while remaining:
            is_shared = _is_shared(os.fstat(fd), at)
            name = remaining.pop(0)
            if create:
                with suppress(FileExistsError):
                    os.mkdir(name, filesystem.PRIVATE_FOLDER, dir_fd=fd)
            found = os.stat(name, dir_fd=fd, follow_symlinks=False)
            if stat.S_ISLNK(found.st_mode):
                links += 1
                _check_link(found, at / name, links, is_shared=is_shared)
                target = os.readlink(name, dir_fd=fd)
                remaining = [*Path(target).parts, *remaining]
                if target.startswith("/"):
                    remaining.pop(0)
                    fd, at = _reopen(fd, "/", None), Path("/")
                continue
            fd, at = _reopen(fd, name, fd), at / name
            if is_shared:
                _check_marked(fd, at)
        _check_own_folder(os.fstat(fd), path)
    except BaseException:
        os.close(fd)
        raise
    return Folder(path, fd)


def _reopen(fd: int, name: str, at: int | None) -> int:
    """Open the next level, then close the last one."""
    new = os.open(name, os.O_RDONLY | _FOLDER, dir_fd=at)
    os.close(fd)
    return new


def _check_file(found: os.stat_result, path: Path, fd: int) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise UnsafePathError(f"{path} is not a regular file: remove it")
    if not _CHECKED:
        return
    if found.st_uid != os.geteuid():
        raise UnsafePathError(f"{path} belongs to {_user(found.st_uid)}: remove it")
    if found.st_nlink > 1:
        raise UnsafePathError(f"{path} is the same file as another one (a hard link): remove it")
    if found.st_mode & _OTHERS_WRITE:
        raise UnsafePathError(
            f"other users can write to {path}: check its content, then run `chmod go-rwx {path}`"
        )
    if found.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        os.fchmod(fd, filesystem.PRIVATE_FILE)  # such as after restoring a backup without its modes


def _check_own_folder(found: os.stat_result, path: Path) -> None:
    _check_owner(found, path)
    if found.st_mode & _OTHERS_WRITE and not _is_private_group(found):
        raise UnsafePathError(
            f"other users can write to {path}: check its content, then run `chmod go-w {path}`"
        )


def _is_shared(found: os.stat_result, path: Path) -> bool:
    """Whether other users could rename what is in a folder. Raises UnsafePathError if one of them owns it."""
    if found.st_uid not in (0, os.geteuid()):
        raise UnsafePathError(
            f"{path} belongs to {_user(found.st_uid)}, who could replace the outbox in it:"
            " choose another folder for the outbox"
        )
    # In a sticky folder, only the owner of an entry can rename or delete it.
    return bool(
        found.st_mode & _OTHERS_WRITE and not found.st_mode & stat.S_ISVTX and not _is_private_group(found)
    )


def _check_marked(fd: int, path: Path) -> None:
    """Check the folder of a spool in a shared folder. If it is empty, as after creating it, it is marked."""
    found = os.fstat(fd)
    _check_owner(found, path)
    if stat.S_IMODE(found.st_mode) == _MARKED_FOLDER:
        return
    # Of an empty folder that others can write to, we would not know whether they are writing to it now.
    if found.st_mode & _OTHERS_WRITE or os.listdir(fd):
        raise UnsafePathError(
            f"other users can write to {path.parent}, and could have put another folder in the place of"
            f" {path}: check its content, then run `chmod 1700 {path}`"
        )
    os.fchmod(fd, _MARKED_FOLDER)


def _check_link(found: os.stat_result, path: Path, links: int, *, is_shared: bool) -> None:
    if is_shared:
        raise UnsafePathError(
            f"other users can write to {path.parent}, and could have put the link {path} there:"
            " choose another folder for the outbox"
        )
    if found.st_uid not in (0, os.geteuid()):
        raise UnsafePathError(
            f"the link {path} belongs to {_user(found.st_uid)}: choose another folder for the outbox"
        )
    if links > _MAX_LINKS:
        raise UnsafePathError(f"{path} is part of a loop of links: choose another folder for the outbox")


def _check_owner(found: os.stat_result, path: Path) -> None:
    if found.st_uid == os.geteuid():
        return
    # A volume, for example, whose mount point belongs to root.
    is_open = found.st_mode & stat.S_IWOTH or (
        found.st_mode & stat.S_IWGRP and found.st_gid in {os.getegid(), *os.getgroups()}
    )
    choose = (
        f"a folder in it, such as {path / 'outbox'}" if found.st_uid == 0 and is_open else "another folder"
    )
    raise UnsafePathError(
        f"{path} belongs to {_user(found.st_uid)}, but this process runs as {_user(os.geteuid())}:"
        f" choose {choose} for the outbox, or run as that user"
    )


def _is_private_group(found: os.stat_result) -> bool:
    """Whether a folder is writable by a group, but this user is the only member of it.

    Many systems give each user such a group, and a umask that makes new folders writable by it.
    """
    if found.st_mode & stat.S_IWOTH or found.st_gid not in {os.getegid(), *os.getgroups()}:
        return False
    import grp  # noqa: PLC0415 - rarely needed, and not on Windows
    import pwd  # noqa: PLC0415 - as above

    try:
        names = set(grp.getgrgid(found.st_gid).gr_mem)
    except KeyError:
        names = set()
    trusted = (0, os.geteuid())
    users = pwd.getpwall()
    return not any(
        user.pw_uid not in trusted and (user.pw_gid == found.st_gid or user.pw_name in names)
        for user in users
    ) and names <= {user.pw_name for user in users}


def _user(uid: int) -> str:
    import pwd  # noqa: PLC0415 - not on Windows

    try:
        return f"user {pwd.getpwuid(uid).pw_name}"
    except KeyError:
        return f"user {uid}"
