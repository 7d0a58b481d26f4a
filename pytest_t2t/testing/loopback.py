"""A loopback server that speaks all the wire formats and says what a script tells it to.

request --dialect--> Asked --script--> Step --dialect--> HTTP answer; every request is kept in `received`
"""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from pytest_t2t.testing.dialects import DIALECTS, Dialect
from pytest_t2t.testing.dialects._reading import complaint
from pytest_t2t.testing.script import Asked, Failure, Script, Step, fail, in_order

_PIECES = 50
"""In how many pieces a dripping body is sent."""


@dataclass(frozen=True)
class Received:
    """A request as it came."""

    path: str
    headers: Mapping[str, str]
    """Names in lower case."""
    content: bytes
    """Kept as it came: parsed, the requests of a long run would fill the memory."""
    dialect: Dialect

    @property
    def body(self) -> dict[str, Any]:
        """The body, parsed."""
        parsed: dict[str, Any] = json.loads(self.content)
        return parsed

    @property
    def asked(self) -> Asked:
        """What it asks."""
        return self.dialect.asked(self.body)

    @property
    def key(self) -> str:
        """The API key, wherever the client puts it."""
        sent = self.headers.get("authorization", "").removeprefix("Bearer ")
        return self.headers.get("x-api-key") or self.headers.get("api-key") or sent


class Loopback:
    """The server; `with serving(say("Hello.")) as server: ... server.base_url`."""

    def __init__(self, script: Script | Sequence[Step], api_key: str | None = None) -> None:
        self.received: list[Received] = []
        self.most_in_flight = 0
        self._script = script if callable(script) else in_order(script)
        self._api_key = api_key
        self._lock = threading.Lock()
        self._in_flight = 0
        self._closing = threading.Event()
        self._open: set[socket.socket] = set()
        self._http = _Server(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), name="loopback")
        self._thread.start()

    @property
    def base_url(self) -> str:
        """Where OpenAI's clients find it."""
        return f"{self.address}/v1"

    @property
    def address(self) -> str:
        """Where Anthropic's clients find it: they put the version into the path."""
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def url_for(self, provider: str) -> str:
        """Where the clients of this provider find it."""
        return self.address if provider == "anthropic" else self.base_url

    def close(self) -> None:
        """Stop at once: waiting steps are cut short, open connections closed, all threads joined."""
        self._closing.set()
        self._http.shutdown()
        with self._lock:
            for connection in self._open:
                with suppress(OSError):  # the client was faster
                    connection.shutdown(socket.SHUT_RDWR)
        self._http.server_close()
        self._thread.join()

    def _answer(self, request: Received) -> Step:
        """The next step; steps are handed out one request at a time, waited for side by side."""
        asked = request.asked
        with self._lock:
            self.received.append(request)
            self._in_flight += 1
            self.most_in_flight = max(self.most_in_flight, self._in_flight)
            step = self._refusal(request, asked) or self._script(asked)
        self._closing.wait(step.after)
        with self._lock:
            self._in_flight -= 1
        return step

    def _refusal(self, request: Received, asked: Asked) -> Step | None:
        if self._api_key is not None and request.key != self._api_key:
            return fail(401, f"Incorrect API key provided: {request.key}.", code="invalid_api_key")
        wrong = complaint(asked.messages)
        return fail(400, wrong) if wrong else None

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def setup(self) -> None:
                super().setup()
                with server._lock:
                    server._open.add(self.connection)

            def finish(self) -> None:
                with server._lock:
                    server._open.discard(self.connection)
                super().finish()

            def do_POST(self) -> None:
                content = self.rfile.read(int(self.headers["content-length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                dialect = _spoken(self.path)
                if dialect is None:
                    self._send(fail(404), b'{"error": {"message": "unknown path"}}')
                    return
                step = server._answer(Received(self.path, headers, content, dialect))
                self._send(step, _body(step, dialect))

            def _send(self, step: Step, body: bytes) -> None:
                self.send_response(step.status)
                sent = {"content-type": "application/json", **step.headers, "content-length": str(len(body))}
                for name, value in sent.items():
                    self.send_header(name, value)
                self.close_connection = step.lost
                try:
                    self.end_headers()
                    for piece in _pieces(body[: len(body) // 2] if step.lost else body, step.drips):
                        self.wfile.write(piece)
                        server._closing.wait(step.drips / _PIECES)
                except ConnectionError:
                    self.close_connection = True

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
                pass

        return Handler


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no news."""


@contextmanager
def serving(*steps: Step, script: Script | None = None, api_key: str | None = None) -> Iterator[Loopback]:
    """A server for the block: these steps in order, or a function of what was asked. With `api_key` it asks for it."""
    for step in steps:
        if not isinstance(step, Step):
            raise TypeError(f"{step!r} is no step; a function of what was asked is given as serving(script=...).")
    server = Loopback(script or steps, api_key)
    try:
        yield server
    finally:
        server.close()


def _spoken(path: str) -> Dialect | None:
    dialects: list[Dialect] = list(DIALECTS.all().values())
    return next((dialect for dialect in dialects if path.partition("?")[0].endswith(dialect.path)), None)


def _body(step: Step, dialect: Dialect) -> bytes:
    if isinstance(step.content, bytes):
        return step.content
    written = dialect.failure(step.content) if isinstance(step.content, Failure) else dialect.answer(step.content)
    return json.dumps(written).encode()


def _pieces(body: bytes, drips: float) -> Iterator[bytes]:
    size = max(1, len(body) // _PIECES) if drips else max(1, len(body))
    yield from (body[start : start + size] for start in range(0, len(body), size))
