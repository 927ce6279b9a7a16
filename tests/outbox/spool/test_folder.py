"""A spool contains nothing that another user put there, and nothing outside of it is touched."""

import os
import shutil
import socket
import stat
import tempfile
from pathlib import Path

import pytest

from auditledge import ConfigurationError
from auditledge.outbox.spool.binding import Binding
from auditledge.outbox.spool.dead_letters import DeadLetter, DeadLetters
from auditledge.outbox.spool.folder import UnsafePathError, open_root
from auditledge.outbox.spool.partition import partition_paths
from auditledge.outbox.spool.spool import Spool
from outbox.support.orphaned_process import leave_events
from outbox.support.scripted_transport import (
    ScriptedTransport,
    accept_except,
    enqueue,
    make_outbox,
    settle,
)

NOBODY = 65534
root_only = pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to act as another user")


def give_away(path: Path) -> None:
    """Make a file or folder, and everything in it, belong to another user."""
    for each in [path, *path.rglob("*")]:
        os.chown(each, NOBODY, NOBODY, follow_symlinks=False)


def check_rejected(spool: Path, message: str) -> None:
    """Nothing is enqueued into the spool, and nothing of it is sent."""
    transport = ScriptedTransport()
    outbox = make_outbox(spool, transport)
    with pytest.raises(ConfigurationError, match=message):
        enqueue(outbox, "a")
    outbox.drain(0.3)
    assert transport.stored == []
    outbox.close(0)


@root_only
def test_forged_events_in_a_folder_of_another_user_are_not_sent(spool: Path) -> None:
    leave_events(spool, 3)
    give_away(spool)
    spool.chmod(0o777)
    check_rejected(spool, f"{spool} belongs to user nobody, but this process runs as user root: choose")


@root_only
def test_forged_partition_is_not_adopted(spool: Path, caplog: pytest.LogCaptureFixture) -> None:
    leave_events(spool, 2)
    (forged,) = partition_paths(spool)
    give_away(forged)
    transport = ScriptedTransport()
    outbox = make_outbox(spool, transport)
    ids = enqueue(outbox, "a")
    outbox.drain(5)
    outbox.drain(5)
    assert transport.stored == ids
    assert caplog.text.count("are not delivered") == 1
    outbox.close()


@root_only
@pytest.mark.parametrize("name", ["00000001.seg", "meta.json", "lock", "ack"])
def test_forged_file_of_a_partition_is_not_used(spool: Path, name: str) -> None:
    leave_events(spool, 2)
    (partition,) = partition_paths(spool)
    (partition / name).touch()
    give_away(partition / name)
    transport = ScriptedTransport()
    outbox = make_outbox(spool, transport)
    outbox.drain(0.5)
    assert transport.stored == []
    outbox.close(0)


@pytest.mark.parametrize("kind", ["dead", "damaged"])
@pytest.mark.parametrize("level", ["folder", "file"])
def test_links_in_the_spool_are_not_followed(spool: Path, tmp_path: Path, kind: str, level: str) -> None:
    victim = tmp_path / "victim"
    letters = DeadLetters(spool, Binding(None, None), durable=False)
    spool.mkdir(mode=0o700)

    def append() -> None:
        if kind == "dead":
            letters.add([DeadLetter({}, b"{}")])
        else:
            letters.quarantine("x", 0, b"y")

    append()
    (file,) = (spool / kind).iterdir()
    if level == "file":
        victim.write_text("precious")
        file.unlink()
        file.symlink_to(victim)
    else:
        shutil.move(spool / kind, victim)
        (spool / kind).symlink_to(victim)
    before = {path: path.read_bytes() for path in tmp_path.rglob("victim*") if path.is_file()}
    with pytest.raises(UnsafePathError, match=r"is a link: remove it"):
        append()
    assert before == {path: path.read_bytes() for path in tmp_path.rglob("victim*") if path.is_file()}


def test_hard_link_to_another_file_is_not_appended_to(spool: Path, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious")
    victim.chmod(0o600)
    letters = DeadLetters(spool, Binding(None, None), durable=False)
    spool.mkdir(mode=0o700)
    letters.add([DeadLetter({}, b"{}")])
    (file,) = (spool / "dead").iterdir()
    file.unlink()
    file.hardlink_to(victim)
    with pytest.raises(UnsafePathError, match="hard link"):
        letters.add([DeadLetter({}, b"{}")])
    assert victim.read_text() == "precious"


def test_rejected_event_waits_until_the_link_is_removed(
    spool: Path, tmp_path: Path, quick_retries: None
) -> None:
    transport = ScriptedTransport()
    transport.on_batch = accept_except(bad=(400, "invalid_request"))
    outbox = make_outbox(spool, transport)
    enqueue(outbox, "a")
    settle(outbox)
    (spool / "dead").symlink_to(tmp_path)
    enqueue(outbox, "bad")
    assert outbox.flush(0.3).waiting == 1
    assert "is a link" in str(outbox.stats().trouble)
    (spool / "dead").unlink()
    settle(outbox)
    assert outbox.stats().dead == 1
    outbox.close()


@pytest.mark.parametrize("mode", [0o777, 0o722, 0o702])
def test_folder_that_others_can_write_to_is_rejected(spool: Path, mode: int) -> None:
    spool.mkdir()
    spool.chmod(mode)
    check_rejected(
        spool, f"other users can write to {spool}: check its content, then run `chmod go-w {spool}`"
    )
    spool.chmod(mode & ~0o022)
    outbox = make_outbox(spool, ScriptedTransport())
    enqueue(outbox, "a")
    settle(outbox)
    outbox.close()


def test_folder_in_a_sticky_one_is_private(tmp_path: Path) -> None:
    parent = tmp_path / "parent"
    parent.mkdir()
    parent.chmod(0o1777)
    with open_root(parent / "spool", create=True):
        assert stat.S_IMODE((parent / "spool").stat().st_mode) == 0o700


@pytest.fixture(params=[0o777, 0o2777, 0o775], ids=oct)
def shared(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A folder that others can write to, such as the mount point of an emptyDir volume."""
    folder = tmp_path / "volume"
    folder.mkdir()
    os.chown(folder, -1, NOBODY)
    folder.chmod(request.param)
    return folder


@root_only
@pytest.mark.parametrize("inner", ["spool", "app/outbox/spool"])
def test_folder_in_a_shared_one_is_private_and_marked(shared: Path, inner: str) -> None:
    transport = ScriptedTransport()
    outbox = make_outbox(shared / inner, transport)
    ids = enqueue(outbox, "a")
    settle(outbox)
    outbox.close()
    (top,) = shared.iterdir()
    assert stat.S_IMODE(top.stat().st_mode) == 0o1700
    left = leave_events(shared / inner, 2)
    outbox = make_outbox(shared / inner, transport)
    outbox.drain(10)
    assert transport.stored == [*ids, *left]
    outbox.close()


@root_only
@pytest.mark.parametrize("mode", [0o700, 0o755, 0o1755])
def test_other_folder_of_this_user_in_the_place_of_the_spool_is_not_used(shared: Path, mode: int) -> None:
    """As if another user, who can upload files to this one, had renamed the folder with them."""
    spool = shared / "spool"
    leave_events(spool, 2)
    spool.chmod(mode)
    check_rejected(spool, rf"put another folder in the place of {spool}: check .* run `chmod 1700 {spool}`")
    spool.chmod(0o1700)
    with open_root(spool):
        pass


@root_only
def test_folder_in_a_shared_one_that_others_can_write_to_is_not_marked(shared: Path) -> None:
    (shared / "spool").mkdir()
    (shared / "spool").chmod(0o777)
    check_rejected(shared / "spool", "check its content, then run `chmod 1700")


@root_only
def test_folder_of_another_user_in_a_shared_one_is_rejected(shared: Path) -> None:
    (shared / "spool").mkdir()
    give_away(shared / "spool")
    check_rejected(shared / "spool", "belongs to user nobody")


@root_only
def test_links_in_a_shared_folder_are_not_followed(shared: Path, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir(mode=0o700)
    (shared / "spool").symlink_to(tmp_path / "real")
    check_rejected(shared / "spool", f"could have put the link {shared / 'spool'} there")


@root_only
def test_volume_that_belongs_to_root_can_be_used_by_any_user() -> None:
    with tempfile.TemporaryDirectory() as name:  # `tmp_path` is closed to other users
        Path(name).chmod(0o755)
        volume = Path(name) / "volume"
        volume.mkdir()
        volume.chmod(0o777)
        if not (child := os.fork()):
            status = 1
            try:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
                Spool(volume / "app" / "spool", 1 << 20, durable=False, meta={}).create_partition()
                status = 0
            finally:
                os._exit(status)
        assert os.waitpid(child, 0)[1] == 0
        (partition,) = partition_paths(volume / "app" / "spool")
        assert partition.owner() == "nobody"
        assert stat.S_IMODE((volume / "app").stat().st_mode) == 0o1700


@root_only
def test_mount_point_of_root_names_a_folder_in_it_as_the_fix(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: NOBODY)
    monkeypatch.setattr(os, "getegid", lambda: NOBODY)
    check_rejected(shared, f"belongs to user root, .* choose a folder in it, such as {shared / 'outbox'} for")


@root_only
def test_parent_of_another_user_is_rejected(tmp_path: Path) -> None:
    parent = tmp_path / "parent"
    parent.mkdir()
    give_away(parent)
    check_rejected(parent / "spool", f"{parent} belongs to user nobody, who could replace the outbox in it")


def test_links_of_this_user_above_the_spool_are_followed(tmp_path: Path) -> None:
    (tmp_path / "real" / "inner").mkdir(parents=True)
    (tmp_path / "absolute").symlink_to(tmp_path / "real")
    (tmp_path / "relative").symlink_to("absolute/../real/inner")
    with open_root(tmp_path / "relative" / "spool", create=True) as folder:
        os.close(folder.open_file("x", os.O_WRONLY | os.O_CREAT))
    assert (tmp_path / "real" / "inner" / "spool" / "x").exists()
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(UnsafePathError, match="loop of links"):
        open_root(tmp_path / "loop" / "spool")


@root_only
def test_links_of_another_user_above_the_spool_are_rejected(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "link"
    link.symlink_to("real")
    give_away(link)
    check_rejected(link / "spool", f"the link {link} belongs to user nobody")


@root_only
def test_group_of_this_user_alone_may_write(tmp_path: Path) -> None:
    """The umask of many systems makes the folders of a user writable by the user's own group."""
    parent = tmp_path / "parent"
    parent.mkdir()
    os.chown(parent, 0, 0)
    parent.chmod(0o775)
    open_root(parent / "spool", create=True).close()
    os.chown(parent, 0, NOBODY)
    (parent / "spool" / "x").touch()
    with pytest.raises(UnsafePathError):
        open_root(parent / "spool")


def test_files_readable_by_others_are_made_private(spool: Path) -> None:
    """As after restoring a backup without its modes."""
    ids = leave_events(spool, 2)
    for path in spool.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    transport = ScriptedTransport()
    outbox = make_outbox(spool, transport)
    outbox.drain(10)
    assert sorted(transport.stored) == sorted(ids)
    outbox.close()


def test_file_that_others_could_have_written_is_not_used(spool: Path) -> None:
    leave_events(spool, 2)
    (segment,) = spool.glob("p-*/*.seg")
    segment.chmod(0o666)
    transport = ScriptedTransport()
    outbox = make_outbox(spool, transport)
    outbox.drain(0.5)
    assert transport.stored == []
    segment.chmod(0o600)
    outbox.drain(10)
    assert len(transport.stored) == 2
    outbox.close()


def test_only_regular_files_are_opened(tmp_path: Path) -> None:
    with open_root(tmp_path) as folder, socket.socket(socket.AF_UNIX) as listener:
        (tmp_path / "folder").mkdir()
        with pytest.raises(UnsafePathError, match="is not a regular file"):
            folder.open_file("folder", os.O_RDONLY)
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(UnsafePathError, match="is not a regular file"):
            folder.open_file("pipe", os.O_RDWR)
        listener.bind(str(tmp_path / "s"))
        with pytest.raises(OSError, match="No such device"):
            folder.open_file("s", os.O_RDONLY)


def test_a_folder_that_is_replaced_after_the_check_is_not_used(tmp_path: Path) -> None:
    """Everything is opened relative to the folder that was checked."""
    (tmp_path / "spool").mkdir(mode=0o700)
    with open_root(tmp_path / "spool") as folder:
        (tmp_path / "spool").rename(tmp_path / "moved")
        (tmp_path / "spool").mkdir()
        os.close(folder.open_file("x", os.O_WRONLY | os.O_CREAT))
        folder.open_folder("inner", create=True).close()
    assert sorted(path.name for path in (tmp_path / "moved").iterdir()) == ["inner", "x"]
    assert list((tmp_path / "spool").iterdir()) == []
