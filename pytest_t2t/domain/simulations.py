"""The worlds that tasks were made for, by their references.

WorldRef -> World, or a message that says which version the domain has now
"""

from __future__ import annotations

from pytest_t2t.domain.loader import Domains
from pytest_t2t.domain.world import World, Worlds
from pytest_t2t.errors import UsageError
from pytest_t2t.records.trajectory import WorldRef


class Simulations:
    """Builds each world once and keeps it; not shared between threads, as worlds are not."""

    def __init__(self, domains: Domains, worlds: Worlds | None = None) -> None:
        self.domains = domains
        self._worlds = worlds or Worlds()

    def world(self, ref: WorldRef) -> World:
        """The world. Raises UsageError where the domain is not the one that the reference was made for."""
        domain = self.domains.get(ref.domain)
        world = self._worlds.get(domain, ref.seed, ref.scale)
        if world.ref != ref:
            raise UsageError(
                f"the task was made for another version of domain {ref.domain!r}: its world has digest {ref.digest}, "
                f"{domain.folder} gives {world.ref.digest}. Make the suite again."
            )
        return world
