"""What a domain need not declare, because its schema or its tools' types say it.

Domain as written -> Domain with owners and identifying facts filled in; what is declared stays as it is
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_t2t.domain.changes import unseen
from pytest_t2t.domain.default_words import completed_language
from pytest_t2t.domain.joins import Tables, end_sql, way
from pytest_t2t.domain.types import Secret
from pytest_t2t.errors import DomainError, boundary

if TYPE_CHECKING:
    from pytest_t2t.domain.spec import Domain


def completed(domain: Domain, folder: Path) -> Domain:
    """The domain with everything filled in that follows from the rest. Raises DomainError for a broken schema."""
    if domain.folder == Path():
        domain = replace(domain, folder=folder)
    with boundary(DomainError, f"{domain.folder / 'schema.sql'}"):
        tables = domain.tables
    for shape in tables.values():
        if not shape.key:
            raise DomainError(f"{domain.folder / 'schema.sql'}: {unseen(shape.name)}")
    whole = replace(domain, name=domain.name or domain.folder.name, owners=domain.owners or _owners(domain, tables))
    return replace(whole, language=completed_language(whole, tables, _identity(whole, tables)))


def _owners(domain: Domain, tables: Tables) -> dict[str, str]:
    """Table -> SQL for the owner of a row, along the shortest way of foreign keys to the customers' table."""
    ways = {name: way(tables, name, domain.customers) for name in tables if name not in domain.bookkeeping}
    return {name: end_sql(tables, name, steps) for name, steps in ways.items() if steps is not None}


def _identity(domain: Domain, tables: Tables) -> dict[str, str]:
    """Topic of each `Secret` -> SQL for the customers' column of that name."""
    home = tables.get(domain.customers)
    if home is None or not home.key:
        return {}
    asked = [t for t in domain.tools.values() if t.role == "authenticate"]
    topics = [p.meaning.topic for t in asked for p in t.parameters if isinstance(p.meaning, Secret)]
    sql = f'select "{{}}" from "{home.name}" where "{home.key[0]}" = :customer'
    return {topic: sql.format(topic) for topic in topics if topic in home.columns}
