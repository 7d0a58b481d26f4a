"""A loopback server that speaks the wire format of chat completions and says what a script tells it to.

script (steps in order, or a function of the request) -> HTTP answers; every request is kept in `received`
"""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Received:
    """A request as it came."""

    path: str
    headers: Mapping[str, str]
    """Names in lower case."""
    body: dict[str, Any]

    @property
    def messages(self) -> list[dict[str, Any]]:
        """The conversation so far, in the wire format."""
        messages: list[dict[str, Any]] = self.body["messages"]
        return messages


@dataclass(frozen=True)
class Step:
    """One answer of the server."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    after: float = 0.0
    """Seconds to wait before it."""
    lost: bool = False
    """The connection is closed in the middle of the body."""


Script = Callable[[Received], Step]


# ---------------------------------------------------------------------------------------------------------- steps
def say(text: str, **more: Any) -> Step:
    """Plain text; `more` goes into the choice (`finish_reason="length"`)."""
    return choice({"content": text}, **more)


def call(*calls: tuple[str, object], text: str | None = None, ids: Iterable[str | None] | None = None) -> Step:
    """Tool calls, each (name, arguments); arguments that are a string are sent as they are. An id None is left out."""
    names = list(ids) if ids is not None else [f"call_{number}" for number in range(1, len(calls) + 1)]
    raw = [_call(call_id, tool, arguments) for call_id, (tool, arguments) in zip(names, calls, strict=True)]
    return choice({"content": text, "tool_calls": raw}, finish_reason="tool_calls")


def refuse(text: str) -> Step:
    """A refusal as OpenAI marks it: no content."""
    return choice({"content": None, "refusal": text})


def choice(message: Mapping[str, Any], **more: Any) -> Step:
    """An answer with one choice of this message."""
    first = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", **message}, **more}
    return payload({"choices": [first]})


def payload(fields: Mapping[str, Any]) -> Step:
    """An answer with these top-level fields beside the usual ones."""
    usage = {"prompt_tokens": 100, "completion_tokens": 7, "prompt_tokens_details": {"cached_tokens": 64}}
    usual = {"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "scripted", "usage": usage}
    return raw(json.dumps({**usual, **fields}).encode())


def raw(body: bytes, content_type: str = "application/json") -> Step:
    """Whatever bytes, with status 200."""
    return Step(body, headers={"content-type": content_type})


def fail(status: int, message: str = "scripted failure", *, code: str = "", retry_after: float | None = None) -> Step:
    """An error in OpenAI's form."""
    headers = {"content-type": "application/json"}
    if retry_after is not None:
        headers |= {"retry-after": f"{retry_after:g}", "retry-after-ms": f"{retry_after * 1000:g}"}
    error = {"message": message, "type": "error", "param": None, "code": code or None}
    return Step(json.dumps({"error": error}).encode(), status, headers)


def drop() -> Step:
    """The connection is lost in the middle of an answer."""
    return replace(say("never read to its end"), lost=True)


def late(step: Step, seconds: float) -> Step:
    """The same step, so much later."""
    return replace(step, after=seconds)


def _call(call_id: str | None, tool: str, arguments: object) -> dict[str, Any]:
    text = arguments if isinstance(arguments, str) else json.dumps(arguments)
    named = {} if call_id is None else {"id": call_id}
    return {**named, "type": "function", "function": {"name": tool, "arguments": text}}


# --------------------------------------------------------------------------------------------------------- server
class Loopback:
    """The server; `with serving(say("Hello.")) as server: ... server.base_url`."""

    def __init__(self, script: Script | Iterable[Step], api_key: str | None = None) -> None:
        self.received: list[Received] = []
        self.most_in_flight = 0
        self._script = script if callable(script) else _in_order(script)
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
        """Where clients find it."""
        return f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    def close(self) -> None:
        """Stop at once: waiting steps are cut short, open connections closed, all threads joined."""
        self._closing.set()
        self._http.shutdown()
        with self._lock:
            for connection in self._open:
                connection.shutdown(socket.SHUT_RDWR)
        self._http.server_close()
        self._thread.join()

    def _answer(self, request: Received) -> Step:
        """The next step; steps are handed out one request at a time, waited for side by side."""
        with self._lock:
            self.received.append(request)
            self._in_flight += 1
            self.most_in_flight = max(self.most_in_flight, self._in_flight)
            step = self._refusal(request) or self._script(request)
        self._closing.wait(step.after)
        with self._lock:
            self._in_flight -= 1
        return step

    def _refusal(self, request: Received) -> Step | None:
        sent = request.headers.get("authorization", "").removeprefix("Bearer ")
        if self._api_key is not None and sent != self._api_key:
            return fail(401, f"Incorrect API key provided: {sent}.", code="invalid_api_key")
        if not request.path.endswith("/chat/completions"):
            return fail(404, f"Unknown path {request.path}")
        return None

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
                self._send(server._answer(Received(self.path, headers, json.loads(content))))

            def _send(self, step: Step) -> None:
                self.send_response(step.status)
                for name, value in {**step.headers, "content-length": str(len(step.body))}.items():
                    self.send_header(name, value)
                self.close_connection = step.lost
                try:
                    self.end_headers()
                    self.wfile.write(step.body[: len(step.body) // 2] if step.lost else step.body)
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


def _in_order(steps: Iterable[Step]) -> Script:
    """The steps one after the other; a request too many gets a status that no SDK retries."""
    left: Iterator[Step] = iter(steps)
    return lambda _: next(left, fail(400, "the script has no further step"))


@contextmanager
def serving(*steps: Step, script: Script | None = None, api_key: str | None = None) -> Iterator[Loopback]:
    """A server for the block: these steps in order, or a function of the request. With `api_key` it asks for it."""
    server = Loopback(script or steps, api_key)
    try:
        yield server
    finally:
        server.close()
