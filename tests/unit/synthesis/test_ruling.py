"""A ruling of the untouched world stands as long as what it rests on does; the search finds the same without any."""

from __future__ import annotations

from itertools import islice

import pytest

from pytest_t2t.domain.loader import Domains
from pytest_t2t.domain.world import World, Worlds
from pytest_t2t.exploration.protocol import Exploration
from pytest_t2t.exploration.walk import explore
from pytest_t2t.synthesis.detours import Search, search
from pytest_t2t.synthesis.ruling import Ruling

CUSTOMERS, WISHES = 1, 2


def test_a_ruling_stands_where_nothing_it_rests_on_changed() -> None:
    ruling = Ruling(allowed=False, answers={("value", "select 1", ()): 1})
    assert ruling.stands({("value", "select 2", ()): 3})
    assert not ruling.stands({("value", "select 1", ()): 2})
    assert not Ruling(allowed=False, answers=None).stands({})


@pytest.mark.parametrize("name", ["retail", "airline", "banking"])
def test_the_search_finds_the_same_where_everything_is_asked_again(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    world = Worlds().get(Domains().get(name), 3)
    with world.open() as env:
        shape = world.tables[world.domain.customers]
        keys = [
            row[0] for row in env.db.tuples(f'select "{shape.key[0]}" from "{shape.name}" order by 1 limit {CUSTOMERS}')
        ]
    quick = [_searched(world, explore(world, key, 3)) for key in keys]
    monkeypatch.setattr(Ruling, "stands", lambda *_: False)
    assert quick == [_searched(world, explore(world, key, 3)) for key in keys]
    assert any(one.looked_at > 1 for found in quick for one in found)


def _searched(world: World, exploration: Exploration) -> list[Search]:
    forbidden = islice((c.call for c in exploration.candidates if c.forbidden_by), WISHES)
    refused = islice((c.call for c in exploration.candidates if not c.accepted), WISHES)
    return [search(world, exploration, [wish], ()) for wish in (*forbidden, *refused)]
