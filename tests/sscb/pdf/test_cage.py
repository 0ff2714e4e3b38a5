"""The cage fetches nothing, says what was asked of it, and survives what is meant to break it."""

import ast
import base64
import re
import select
import socket
import threading
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from sscb.pdf import caging
from sscb.pdf.caging import Cage, Lost
from sscb.pdf.printing import SENTENCES, Printer
from tests.sscb.pdf.papers import page

pytestmark = [pytest.mark.pdf, pytest.mark.req("SEC-39")]
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def listener():
    """A loopback server that counts who calls."""
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.1)
    calls, stop = [], threading.Event()

    def listen():
        while not stop.is_set():
            try:
                connection, _ = server.accept()
            except TimeoutError:
                continue
            calls.append(connection.recv(1000))
            connection.sendall(b"HTTP/1.0 302 Found\r\nLocation: file:///etc/passwd\r\n\r\n")
            connection.close()

    thread = threading.Thread(target=listen)
    thread.start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}", calls
    stop.set()
    thread.join()
    server.close()


def hostile(address: str) -> tuple[str, str]:
    head = f"""<base href="{address}/"><link rel=stylesheet href="{address}/a.css">
        <link rel=attachment href="file:///etc/passwd"><link rel=attachment href="{address}/b">
        <meta http-equiv=refresh content="0;url={address}/r">
        <style>@import url({address}/c.css); @font-face {{ font-family: x; src: url({address}/f.ttf) }}
        p {{ background: url({address}/d.png); font-family: x }} li {{ list-style-image: url({address}/e.png) }}
        @page {{ background: url(file:///etc/hostname) }} q::before {{ content: url({address}/g.png) }}</style>"""
    body = f"""<p>Words<q>quoted</q></p><ul><li>One</ul><img src="{address}/h.png" alt=x><img src="relative.png" alt=x>
        <img src="file:///etc/passwd" alt=x><img src="{address}/redirect" alt=x>
        <svg width=10 height=10><title>x</title><image href="{address}/i.png" width=5 height=5 />
        <use href="{address}/j.svg#x" /></svg>
        <object data="{address}/k.svg"></object><embed src="{address}/l.svg">
        <iframe src="{address}/m"></iframe><script src="{address}/n.js"></script>
        <a href="file:///etc/passwd">link</a> <a href="javascript:alert(1)">script</a>
        <a rel=attachment href="file:///etc/passwd">attached</a>"""
    css = f'@import "{address}/o.css"; h1 {{ background-image: url({address}/p.png) }}'
    return page(body, head), css


def test_hostile_text_reaches_nothing(printer, listener):
    address, calls = listener
    html, css = hostile(address)
    printed = printer.print_one(html, css)
    assert printed.ok, printed
    assert calls == []
    asked = " ".join(printed.blocked)
    for name in ("a.css", "c.css", "d.png", "e.png", "h.png", "i.png", "o.css", "file:///etc/passwd"):
        assert name in asked, name
    with pikepdf.open(BytesIO(printed.pdf)) as pdf:
        assert not pdf.attachments
        assert "/AF" not in pdf.Root
        text = "".join(str(item.read_bytes()) for item in pdf.objects if isinstance(item, pikepdf.Stream))
        links = [annotation for sheet in pdf.pages for annotation in sheet.get("/Annots", ())]
    assert "root:" not in text
    assert links == []


def test_any_fetch_is_fatal_when_strict(fonts_folder, listener):
    address, calls = listener
    with Printer(1, fonts_folder=fonts_folder, strict=True, seconds=60) as room:
        wanted = room.print_one(page(f'<img src="{address}/x.png" alt=x>'), "")
        sound = room.print_one(page("<p>Nothing asked for.</p>"), "")
    assert (wanted.error, wanted.blocked) == (SENTENCES["fetch"], (f"{address}/x.png",))
    assert sound.ok
    assert calls == []


PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="  # 1 x 1
)


@pytest.mark.parametrize(
    ("source", "allowed"),
    [
        (f"data:image/png;base64,{PIXEL}", True),
        ("asset:late.svg", True),
        ("asset:../pack.css", False),
        ("data:image/svg+xml;base64,PHN2Zy8+", False),
        ("data:text/html;base64,PHN2Zy8+", False),
        ("data:image/png,notbase64", False),
        ("data:image/png;base64," + base64.b64encode(bytes(200_001)).decode(), False),
    ],
)
def test_only_small_pictures_and_our_own(printer, source, allowed):
    printed = printer.print_one(page(f'<img alt="x" src="{source}">'), "")
    assert printed.ok
    assert (printed.blocked == ()) is allowed


BOMBS = {
    "nested tables": page("<table><tr><td>" * 10_000 + "x"),
    "words that multiply": page(
        "<p>x",
        "<style>:root{--a0:xx xx xx xx xx xx xx xx xx xx;"
        + "".join(f"--a{n}:{f'var(--a{n - 1}) ' * 10};" for n in range(1, 12))
        + "} p::before{content:var(--a11)}</style>",
    ),
    "a million columns": page("<table><tr><td colspan=1000000>x<td rowspan=100000>y</table>"),
    "ten thousand pages": page("x " * 30_000, "<style>@page{size:10px;margin:0}</style>"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", BOMBS)
def test_bombs_end_in_a_sentence_and_the_printer_goes_on(fonts_folder, name, monkeypatch):
    waited, wait = [], select.select
    with Printer(1, fonts_folder=fonts_folder, seconds=8) as room:
        room.walls()  # the engine is loaded, so that what is waited for is the bomb
        with monkeypatch.context() as watched:
            watched.setattr(caging.select, "select", lambda *how: waited.append(how[-1]) or wait(*how))
            printed = room.print_one(BOMBS[name], "")
        assert waited and max(waited) <= 8, "no answer is waited for longer than the limit"
        assert printed.error in SENTENCES.values(), printed
        room.seconds = 120
        assert room.print_one(page("<p>Next.</p>"), "").ok


def test_text_over_five_megabytes_is_not_even_sent(printer):
    printed = printer.print_one(page("x" * 5_000_001), "")
    assert printed.error == SENTENCES["size"]


def test_the_cage_gets_no_secrets(fonts_folder, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    monkeypatch.setenv("SECRET_KEY", "secret")
    cage = Cage(fonts_folder, {})
    try:
        cage.greet()
        environment = Path(f"/proc/{cage.process.pid}/environ").read_bytes()
        folder = Path(f"/proc/{cage.process.pid}/cwd").resolve()
        limits = Path(f"/proc/{cage.process.pid}/limits").read_text()
        left = list(folder.iterdir())
    finally:
        home = cage.home
        cage.close()
    assert b"secret" not in environment
    assert {item.split(b"=")[0] for item in environment.split(b"\0") if item} <= {
        b"FONTCONFIG_FILE", b"LANG", b"HOME", b"TMPDIR", b"LC_CTYPE"}  # fmt: skip
    assert left == []
    assert re.search(r"Max address space\s+1073741824", limits)
    assert not home.exists()


def test_walls_refuse_sockets_processes_and_files(tmp_path):
    """The walls themselves, in a process of their own: nothing gets through, whichever way it is asked."""
    import subprocess
    import sys

    script = tmp_path / "try.py"
    script.write_text(
        "import sys, socket, subprocess, os, urllib.request\n"
        f"sys.path.append({str(ROOT / 'sscb/pdf/cage')!r})\n"
        "import walls\n"
        "walls.raise_walls()\n"
        "walls.seal(sys.prefix)\n"
        "ways = [lambda: socket.socket(), lambda: socket.create_connection(('127.0.0.1', 9)),\n"
        "        lambda: socket.getaddrinfo('localhost', 80), lambda: subprocess.run(['true']),\n"
        "        lambda: os.system('true'), lambda: os.fork(), lambda: open('/etc/passwd').read(),\n"
        "        lambda: open(sys.prefix + '/written', 'w'), lambda: os.remove(__file__),\n"
        "        lambda: urllib.request.urlopen('http://127.0.0.1:9/')]\n"
        "for number, way in enumerate(ways):\n"
        "    try:\n        way()\n        print('through', number)\n"
        "    except walls.Refused:\n        pass\n"
        "    except OSError as problem:\n        assert 'cage' in str(problem), (number, problem)\n"
        "print('done')\n"
    )
    done = subprocess.run([sys.executable, "-I", str(script)], capture_output=True, text=True, timeout=600)
    assert done.stdout.split() == ["done"], done.stdout + done.stderr


def test_only_the_cage_imports_the_layout_engine():
    found = set()
    for path in [*ROOT.glob("*.py"), *(p for name in ("sscb", "reviews", "audits", "training", "dataset", "cdop")
                                       for p in (ROOT / name).rglob("*.py"))]:  # fmt: skip
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(name.split(".")[0] == "weasyprint" for name in names):
                found.add(path.relative_to(ROOT).as_posix())
    assert found == {"sscb/pdf/cage/layout.py"}


def test_a_cage_that_ends_says_so(fonts_folder):
    cage = Cage(fonts_folder, {})
    try:
        cage.greet()
        cage.process.kill()
        with pytest.raises(Lost):
            cage.print(page("<p>x"), "", "mark", False, 5)
    finally:
        cage.close()
