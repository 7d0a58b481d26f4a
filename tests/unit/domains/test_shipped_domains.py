"""Every shipped domain keeps the same promises: seed, tools, rules, policy and words fit each other."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path
from string import Formatter

import pytest

from pytest_t2t.domain.database import Db, open_connection
from pytest_t2t.domain.draw import Draw
from pytest_t2t.domain.loader import load
from pytest_t2t.domain.spec import Domain
from pytest_t2t.domain.tool import ToolError
from pytest_t2t.domain.types import Ref
from pytest_t2t.domain.world import World, build
from pytest_t2t.exploration.walk import binder, trusted

FOLDER = Path(__file__).parents[3] / "domains"
NAMES = ("airline", "banking", "retail")
SAMPLE = 40
DOMAINS = {name: load(FOLDER / name) for name in NAMES}


@pytest.fixture(scope="module", params=NAMES)
def world(request: pytest.FixtureRequest) -> World:
    domain = DOMAINS[request.param]
    return World(domain, 1, 1, *build(domain, 1, 1))


@pytest.fixture(scope="module")
def domain(world: World) -> Domain:
    return world.domain


def customers(world: World, db: Db) -> list[str]:
    key = world.tables[world.domain.customers].key[0]
    return [one for (one,) in db.tuples(f"select {key} from {world.domain.customers} order by rowid limit {SAMPLE}")]


# -------------------------------------------------------------------------------------------------------- the seed
def test_equal_seeds_give_equal_worlds_and_others_do_not(domain: Domain, world: World) -> None:
    assert build(domain, 1, 1)[1] == world.ref.digest
    assert build(domain, 2, 1)[1] != world.ref.digest


def test_references_hold_and_there_are_enough_customers(world: World) -> None:
    with world.open() as env:
        assert env.db.value(f"select count(*) from {world.domain.customers}") >= 500
    image, _ = build(world.domain, 3, 1)
    assert open_connection(image).execute("pragma foreign_key_check").fetchall() == []


def test_customers_are_the_same_at_every_scale(domain: Domain) -> None:
    small, large = seeded(domain, 1), seeded(domain, 2)
    query = f"select * from {domain.customers} order by rowid"
    some = small.tuples(query)
    assert large.tuples(query)[: len(some)] == some
    assert len(large.tuples(query)) == 2 * len(some)


def seeded(domain: Domain, scale: int) -> Db:
    db = Db(open_connection(), domain.clock)
    db.connection.execute(domain.schema)
    with db.attempt():
        domain.seed(db, Draw("seeded", domain.name), scale)
    return db


# ------------------------------------------------------------------------------------------------ tools and rules
def test_tools_are_documented(domain: Domain) -> None:
    assert len(domain.tools) >= 15
    assert sum(tool.effect == "writes" for tool in domain.tools.values()) >= 8
    for tool in domain.tools.values():
        assert tool.description.endswith("."), tool.name
        for name, field in tool.schema["parameters"]["properties"].items():
            assert field.get("description"), (tool.name, name)


def test_rules_and_anchors_are_one_to_one(domain: Domain) -> None:
    anchors = re.findall(r"<!-- rule: ([a-z0-9-]+) -->", domain.policy_source)
    assert sorted(anchors) == sorted(domain.rules)
    assert len(domain.rules) >= 18
    assert sum(not rule.hard for rule in domain.rules.values()) >= 10
    assert all(len(sentence) > 20 for sentence in domain.sentences.values())


def test_the_tools_refuse_what_a_hard_rule_forbids(world: World) -> None:
    seen: set[str] = set()
    with world.open(tries_only=True) as env:
        for customer in customers(world, env.db):
            trusted(env, customer)
            bind = binder(env, customer, 1)
            for tool in (one for one in world.domain.tools.values() if one.wished):
                for args in islice(bind.bindings(tool), 60):
                    valid = tool.validate(args)
                    rules = [world.domain.rules[name] for name in env.forbidden_by(tool.name, valid)]
                    seen.update(rule.id for rule in rules)
                    if any(rule.hard for rule in rules):
                        assert env.tried(tool, valid) is None, (tool.name, valid, rules)
    decided = {rule.id for rule in world.domain.rules.values() if rule.evidence}
    assert len(seen & decided) >= 0.85 * len(decided), decided - seen


def test_evidence_is_there_where_a_rule_forbids(world: World) -> None:
    with world.open(tries_only=True) as env:
        for customer in customers(world, env.db)[:15]:
            trusted(env, customer)
            bind = binder(env, customer, 1)
            for tool in (one for one in world.domain.tools.values() if one.wished):
                for args in islice(bind.bindings(tool), 40):
                    valid = tool.validate(args)
                    for name in env.forbidden_by(tool.name, valid):
                        evidence = world.domain.rules[name].evidence
                        for cell in evidence(env.db, valid) if evidence else ():
                            key = world.tables[cell.table].key[0]
                            sql = f"select {cell.column} from {cell.table} where {key} = ?"
                            assert env.db.row(sql, cell.key[0]), (name, cell)


def test_predicates_and_evidence_say_nothing_of_ids_that_are_not_there(world: World) -> None:
    with world.open(tries_only=True) as env:
        customer, other = customers(world, env.db)[:2]
        trusted(env, customer)
        bind = binder(env, other, 1)
        for tool in (one for one in world.domain.tools.values() if one.wished):
            ids = {p.name: p.many for p in tool.parameters if isinstance(p.meaning, Ref)}
            for args in islice(bind.bindings(tool), 5):
                garbage = tool.validate(args) | {name: ["nothing"] if many else "nothing" for name, many in ids.items()}
                for rule in world.domain.rules_of[tool.name] if ids else ():
                    assert not (rule.evidence and rule.evidence(env.db, garbage)), (rule.id, garbage)


def test_a_read_changes_nothing_and_shows_true_cells(world: World) -> None:
    with world.open() as env:
        for customer in customers(world, env.db)[:5]:
            trusted(env, customer)
            for tool in (one for one in world.domain.tools.values() if one.effect == "reads" and not one.role):
                part = tool.parameters[0] if len(tool.parameters) == 1 else None
                if part and isinstance(part.meaning, Ref) and part.meaning.table == world.domain.customers:
                    assert env.call(tool.name, {part.name: customer}).ok
        assert env.canonical() == ()


# ------------------------------------------------------------------------------------------------------- the words
def names(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def test_templates_name_real_parameters(domain: Domain) -> None:
    assert domain.phrases.keys() == {name for name, tool in domain.tools.items() if tool.wished}
    for phrases in domain.phrases.values():
        parameters = {part.name for part in domain.tools[phrases.tool].parameters}
        assert parameters == {*phrases.params, *phrases.implied}, phrases.tool
        assert len(phrases.wish) >= 5, phrases.tool
        assert any(not names(text) for text in phrases.wish), phrases.tool
        for text in (*phrases.wish, *phrases.drop, phrases.propose, phrases.done):
            assert names(text) <= parameters, text
        assert names(phrases.propose) == set(phrases.params), phrases.tool


def test_topics_are_declared(domain: Domain) -> None:
    language = domain.language
    topics = {topic.name for topic in language.topics}
    assert len(topics) == len(language.topics)
    used = {param.topic for phrases in language.phrases for param in phrases.params.values()}
    used |= {thing.topic for thing in language.things}
    used |= {attribute.topic for thing in language.things for attribute in thing.attributes if attribute.topic}
    assert used | language.identity.keys() | language.known.keys() <= topics
    assert language.identity.keys() == language.identity_text.keys()


def test_what_customers_know_is_there(world: World) -> None:
    with world.open() as env:
        for customer in customers(world, env.db):
            assert all(env.db.value(sql, customer=customer) for sql in world.domain.language.identity.values())


def test_things_are_described_and_labelled(world: World) -> None:
    with world.open() as env:
        for thing in world.domain.things.values():
            key = world.tables[thing.table].key[0]
            for (one,) in env.db.tuples(f"select {key} from {thing.table} limit 60"):
                assert env.db.value(thing.label, key=one), (thing.table, one)
            for attribute in thing.attributes:
                own = [env.db.tuples(attribute.sql, customer=customer) for customer in customers(world, env.db)]
                assert any(own), (thing.table, attribute.name)
                for pairs in own:
                    assert all(value not in {None, ""} for _, value in pairs), (thing.table, attribute.name)


def test_generators_make_values_that_tools_take(world: World) -> None:
    """Each generator's values are accepted by a tool for some customer, and can be said and known again."""
    taken: set[str] = set()
    with world.open(tries_only=True) as env:
        for customer in customers(world, env.db):
            bind = binder(env, customer, 1)
            for tool in (one for one in world.domain.tools.values() if one.wished):
                free = [p for p in tool.parameters if hasattr(p.meaning, "generator")]
                for args in islice(bind.bindings(tool), 20) if free else ():
                    with env.db.trial():
                        try:
                            tool.call(env.db, tool.validate(args))
                        except ToolError:
                            continue
                        taken |= {p.meaning.generator for p in free}  # type: ignore[union-attr]
                    for part in free:
                        spoken = world.domain.language.free[part.meaning.generator]  # type: ignore[union-attr]
                        assert any(key in spoken.say(args[part.name]) for key in spoken.keys(args[part.name]))
    assert taken == world.domain.generators.keys()


def test_customers_speak_without_ids_cents_and_codes(domain: Domain) -> None:
    texts = [text for phrases in domain.language.phrases for text in (*phrases.wish, *phrases.drop)]
    texts += [text for question in domain.language.ask_for for text in question.text]
    texts += [text for wish in domain.language.unserved for text in wish.text]
    assert len(domain.language.unserved) >= 5
    for text in texts:
        assert text[0].isupper() or text[0] == "{", text
        assert text[-1] in ".?", text
        assert not re.search(r"\$\d|_cents|_minor|status|\bid\b", re.sub(r"{\w+}", "", text)), text
