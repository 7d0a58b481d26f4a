"""Tasks for tests, made once a session: a few families of the retail shop and of the kiosk, from a fixed seed.

nothing -> World, Synthesis
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pytest_t2t.domain.loader import Domains
from pytest_t2t.domain.world import World, Worlds
from pytest_t2t.records.task import Task
from pytest_t2t.synthesis.pipeline import Synthesis, synthesize

SEED = 2024
_DOMAINS = Domains([Path(__file__).parent / "domains", Path(__file__).parents[1] / "examples"])
_WORLDS = Worlds()


@cache
def world(domain: str = "retail", seed: int = SEED) -> World:
    return _WORLDS.get(_DOMAINS.get(domain), seed)


@cache
def families(domain: str = "retail", count: int = 12, seed: int = SEED) -> Synthesis:
    return synthesize(world(domain, seed), seed, count)


def tasks(domain: str = "retail", count: int = 12, seed: int = SEED) -> list[Task]:
    return [task for made in families(domain, count, seed).tasks.values() for task in made]
