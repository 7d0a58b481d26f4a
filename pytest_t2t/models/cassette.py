"""Record and replay: a model whose replies are kept by the content of the requests, and need no server again.

Model + Cassette -> Model; ModelRequest -> recorded ModelReply, or the model's, which is recorded
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal, get_args

from pydantic import TypeAdapter

from pytest_t2t.errors import ModelError
from pytest_t2t.models.cassette_content import Content, canonical, content
from pytest_t2t.models.cassette_miss import miss
from pytest_t2t.models.cassette_store import CassetteStore
from pytest_t2t.models.protocol import Model, ModelReply, ModelRequest
from pytest_t2t.models.replayed import note
from pytest_t2t.redaction import Redaction

Mode = Literal["record", "replay", "auto"]
MODES: tuple[Mode, ...] = get_args(Mode)
"""record: ask, and keep instead of what was there. replay: never ask. auto: ask for what was not recorded."""
_REPLIES = TypeAdapter(ModelReply)


class Cassette:
    """What one run records or replays; any number of models, threads and processes may share its file.

    run: names the run, the same in all its processes. Within a run equal requests of a trial get equal replies,
    so that the recording run and its replays are the same.
    """

    def __init__(self, path: Path, mode: Mode, run: str, redaction: Redaction) -> None:
        self.mode = mode
        self._store = CassetteStore(path, writes=mode != "replay")
        self._run = run
        self._redaction = redaction

    def wrap(self, model: Model) -> Model:
        """The same model, recorded or replayed."""
        return RecordedModel(model, self)

    def check(self) -> None:
        """Raise UsageError where the file can't be used."""
        self._store.check()

    def recorded(self, wanted: Content) -> ModelReply | None:
        """The reply that counts already: of an earlier run, or in a recording run, of this one."""
        found = self._store.reply(wanted, self._run if self.mode == "record" else None)
        return None if found is None else _REPLIES.validate_json(found)

    def kept(self, wanted: Content, reply: ModelReply) -> ModelReply:
        """Keep a reply without secrets; the reply that counts."""
        texts = tuple(canonical(self._redaction.value(json.loads(text))) for text in wanted.texts)
        written = json.dumps(self._redaction.value(_REPLIES.dump_python(reply, mode="json")))
        counts = self._store.put(wanted, texts, written, self._run, instead=self.mode == "record")
        return _REPLIES.validate_json(counts)

    def missed(self, wanted: Content) -> str:
        """Why there is no recording of this."""
        return miss(self._store, wanted)

    def close(self) -> None:
        """Close the file."""
        self._store.close()


class RecordedModel:
    """A model with a cassette between it and whoever asks."""

    def __init__(self, model: Model, cassette: Cassette) -> None:
        self.provider = model.provider
        self.name = model.name
        self.options = model.options
        self._model = model
        self._cassette = cassette

    def preflight(self) -> None:
        """Only who records needs the key."""
        if self._cassette.mode == "record":
            self._model.preflight()

    async def complete(self, request: ModelRequest) -> ModelReply:
        """The recorded reply; the model's where there is none. Raises ModelError, which tells what differs."""
        wanted = content(self._model, request)
        found = self._cassette.recorded(wanted)
        if found is not None:
            note(found)
            return found
        if self._cassette.mode == "replay":
            raise ModelError(f"{self._cassette.missed(wanted)}\n--t2t-cassette=auto adds it, record makes all anew.")
        if self._cassette.mode == "auto":
            self._can_record(wanted)
        return self._cassette.kept(wanted, await self._model.complete(request))

    async def close(self) -> None:
        """Give back the model's connections; the cassette belongs to the run."""
        await self._model.close()

    def _can_record(self, wanted: Content) -> None:
        try:
            self._model.preflight()
        except ModelError as error:
            raise ModelError(f"{self._cassette.missed(wanted)}\nIt can't be added: {error}") from None
