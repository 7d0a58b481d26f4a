"""The retail domain keeps its promises: seed, tools, rules, policy and words fit each other."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from itertools import islice, product
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from pytest_t2t.domain.database import Db, open_connection
from pytest_t2t.domain.draw import Draw
from pytest_t2t.domain.loader import load
from pytest_t2t.domain.rule import Consent, Rule, Talk
from pytest_t2t.domain.spec import Domain
from pytest_t2t.domain.tool import Tool, ToolError
from pytest_t2t.users.recognise import hear

FOLDER = Path(__file__).parents[3] / "domains" / "retail"
SAMPLE = 100
Call = tuple[str, dict[str, Any]]


@pytest.fixture(scope="module")
def domain() -> Domain:
    return load(FOLDER)


def build(domain: Domain, seed: int = 1, scale: int = 1) -> Db:
    db = Db(open_connection(), domain.clock)
    db.connection.execute(domain.schema)
    with db.attempt():
        domain.seed(db, Draw("retail", seed), scale)
    return db


@pytest.fixture(scope="module")
def db(domain: Domain) -> Db:
    return build(domain)


@pytest.fixture(scope="module")
def customers(db: Db) -> list[str]:
    return [key for (key,) in db.tuples("select user_id from users order by rowid limit ?", SAMPLE)]


def tables(db: Db) -> list[str]:
    return [name for (name,) in db.tuples("select name from sqlite_schema where type = 'table' order by name")]


def digest(db: Db) -> str:
    return sha256(repr([db.tuples(f"select * from {name} order by 1, 2") for name in tables(db)]).encode()).hexdigest()


# -------------------------------------------------------------------------------------------------------- the seed


def test_customers_are_the_same_at_every_scale(domain: Domain, db: Db) -> None:
    larger = build(domain, scale=2)
    query = "select * from orders order by rowid limit 1500"
    assert larger.tuples(query) == db.tuples(query)
    assert larger.value("select count(*) from users") == 1000


def test_the_world_is_large_and_whole(db: Db) -> None:
    assert db.connection.execute("pragma foreign_key_check").fetchall() == []
    assert db.value("select count(*) from users") == 500
    assert db.value("select count(*) from orders") >= 1000
    assert db.value("select count(*) from order_items") >= 3000
    assert 40 <= db.value("select count(*) from products") <= 60
    assert db.tuples("select product_id from variants group by 1 having count(*) not between 4 and 12") == []
    assert db.value("select count(*) from variants where stock = 0") >= 20


@pytest.mark.parametrize(
    ("least", "query"),
    [
        (1 / 3, "select user_id from orders where status = 'pending' group by 1 having count(*) > 1"),
        (
            1 / 3,
            (
                "select user_id from orders where status = 'delivered' and delivered_on >= '2026-02-12'"
                " group by 1 having count(*) > 1"
            ),
        ),
        (3 / 4, "select user_id from payment_methods group by 1 having count(*) > 1"),
        (
            1 / 2,
            (
                "select distinct user_id from (select user_id, product_id from orders join order_items using (order_id)"
                " join variants using (variant_id) group by 1, 2 having count(distinct order_id) > 1)"
            ),
        ),
    ],
)
def test_references_are_ambiguous_for_many(db: Db, least: float, query: str) -> None:
    assert db.value(f"select count(*) from ({query})") / 500 >= least


def test_payments_add_up(db: Db) -> None:
    wrong = (
        "select order_id from orders o join payments p using (order_id) where exchange_id is null and amount_cents <>"
        " shipping_cents + (select sum(price_cents) from order_items i where i.order_id = o.order_id)"
    )
    assert db.tuples(wrong) == []
    one_each = "select order_id from payments where exchange_id is null group by 1 having count(*) <> 1"
    assert db.tuples(one_each) == []


def test_names_and_zip_codes_identify(db: Db) -> None:
    assert db.tuples("select 1 from users group by lower(name), postcode having count(*) > 1") == []


# ------------------------------------------------------------------------------------------------------- the tools


def test_wished_writes_differ_in_their_parameters(domain: Domain) -> None:
    wished = [tool for tool in domain.tools.values() if tool.wished]
    assert len({frozenset(part.name for part in tool.parameters) for tool in wished}) == len(wished)


def test_shown_rows_carry_keys_and_true_values(domain: Domain, db: Db, customers: list[str]) -> None:
    columns = {
        name: {row["name"] for row in db.rows("select * from pragma_table_info(?)", name)} for name in tables(db)
    }
    for tool in domain.tools.values():
        if tool.effect == "writes" or tool.role:
            assert not tool.shows
            continue
        seen = set()
        for args in islice(reads_of(tool, db, customers), 80):
            result = tool.call(db, tool.validate(args))
            for path, table in tool.shows.items():
                key = db.value("select name from pragma_table_info(?) where pk = 1", table)
                for found in at(result, path):
                    row = db.row(f"select * from {table} where {key} = ?", found[key])
                    assert row is not None
                    assert all(row[name] == found[name] for name in found.keys() & columns[table])
                    seen.add(path)
        assert seen == set(tool.shows), tool.name


def reads_of(tool: Tool, db: Db, customers: list[str]) -> Iterator[dict[str, Any]]:
    if tool.name == "calculate":
        yield {"expression": "2 * (3 - 1)"}
    elif not tool.parameters:
        yield {}
    else:
        [part] = tool.parameters
        table, _, column = part.meaning.column.partition(".")  # type: ignore[union-attr]
        for (key,) in db.tuples(f"select {column} from {table} order by rowid"):
            if table != "users" or key in customers:
                yield {part.name: key}


def at(value: Any, path: str) -> Iterator[Any]:
    head, _, rest = path.partition(".")
    if not path:
        yield value
    elif head.endswith("[]"):
        for one in value[head[:-2]]:
            yield from at(one, rest)
    else:
        yield from at(value[head], rest)


def test_authentication_takes_either_form(domain: Domain, db: Db, customers: list[str]) -> None:
    user = db.row("select * from users where user_id = ?", customers[0])
    assert user is not None
    expected = {"user_id": user["user_id"], "name": user["name"]}
    assert domain.tools["find_user_by_email"].call(db, {"email": user["email"].upper()}) == expected
    by_name = domain.tools["find_user_by_name_and_postcode"]
    assert by_name.call(db, {"name": f" {user['name'].upper()}", "postcode": user["postcode"]}) == expected
    with pytest.raises(ToolError):
        by_name.call(db, {"name": user["name"], "postcode": "00000"})


def test_order_ids_may_be_written_with_a_hash(domain: Domain) -> None:
    assert domain.tools["get_order"].validate({"order_id": "#W2041337"}) == {"order_id": "W2041337"}


# -------------------------------------------------------------------------------------------------- calls to try
def calls_of(domain: Domain, db: Db, customer: str) -> Iterator[Call]:
    """Calls of every write for one customer: sensible ones, and ones that a rule may forbid."""
    methods = [key for (key,) in db.tuples("select payment_method_id from payment_methods where user_id = ?", customer)]
    methods.append(db.value("select payment_method_id from payment_methods where user_id <> ? limit 1", customer))
    draw = Draw("calls", customer)
    user = db.row("select * from users where user_id = ?", customer) or {}
    home = {name: user[name] for name in ("street", "city", "state", "postcode")}
    addresses = [domain.generators["address"](db, draw, customer), home]
    for address in addresses:
        yield "change_default_address", {"user_id": customer, "address": address}
    for channel in ("email", "text message", "phone"):
        yield "set_contact_preference", {"user_id": customer, "channel": channel}
    for giver, taker, cents in product(methods, methods, (1000, 12000)):
        cards = {"from_gift_card_id": giver, "to_gift_card_id": taker}
        yield "transfer_balance", {"user_id": customer, **cards, "amount_cents": cents}
    for (order_id,) in db.tuples("select order_id from orders where user_id = ?", customer):
        yield from calls_of_order(db, customer, order_id, methods, addresses)


def calls_of_order(db: Db, customer: str, order: str, methods: list[str], addresses: list[Any]) -> Iterator[Call]:
    for reason in ("no longer needed", "found cheaper elsewhere"):
        yield "cancel_order", {"order_id": order, "reason": reason}
    for address in addresses:
        yield "change_shipping_address", {"order_id": order, "address": address}
    for speed in ("standard", "expedited", "express"):
        yield "change_shipping_speed", {"order_id": order, "speed": speed}
    for method in methods:
        yield "change_payment_method", {"order_id": order, "payment_method_id": method}
    for topic in ("late return", "missing parcel"):
        yield "escalate_to_person", {"user_id": customer, "order_id": order, "topic": topic, "summary": "A case."}
    items = db.tuples(
        "select item_id, product_id from order_items join variants using (variant_id) where order_id = ?", order
    )
    if items:
        yield "return_items", {"order_id": order, "item_ids": [key for key, _ in items], "refund_to": methods[0]}
    for item, product_id in items:
        yield "cancel_return", {"order_id": order, "item_ids": [item]}
        yield "cancel_exchange", {"order_id": order, "item_id": item}
        for method in methods:
            yield "return_items", {"order_id": order, "item_ids": [item], "refund_to": method}
        same = "select variant_id from variants where product_id = ?"
        for (variant,) in [*db.tuples(same, product_id), ("V1001",)]:
            wanted = {"order_id": order, "item_id": item, "new_variant_id": variant}
            yield "change_item", wanted
            for method in methods:
                yield "exchange_item", {**wanted, "payment_method_id": method}


def pointless(db: Db, name: str, args: dict[str, Any]) -> bool:
    """Whether there is nothing to do it to, which no rule needs to say: a return that was never asked for."""
    if name in {"cancel_return", "cancel_exchange"}:
        wanted = name.removeprefix("cancel_") + " requested"
        key = args["item_id"] if "item_id" in args else args["item_ids"][0]
        return bool(db.value("select status from order_items where item_id = ?", key) != wanted)
    if name == "transfer_balance":
        kind = "select kind = 'gift card' from payment_methods where payment_method_id = ?"
        both = [args["from_gift_card_id"], args["to_gift_card_id"]]
        return both[0] == both[1] or not any(db.value(kind, key) for key in both)
    status = db.value("select status from orders where order_id = ?", args.get("order_id"))
    if name in {"return_items", "exchange_item"}:
        return status in {"pending", "cancelled"}
    return name != "escalate_to_person" and status in {"delivered", "cancelled"}


def refuses(db: Db, tool: Tool, args: dict[str, Any]) -> bool:
    with db.trial():
        try:
            tool.call(db, args)
        except ToolError:
            return True
    return False


def forbidding(domain: Domain, db: Db, call: Call, talk: Talk) -> list[Rule]:
    return [rule for rule in domain.rules_of[call[0]] if rule.forbids(db, call[1], talk)]


# ------------------------------------------------------------------------------------------------------- the rules


def test_hard_rules_and_refusals_agree_and_soft_rules_are_accepted(
    domain: Domain, db: Db, customers: list[str]
) -> None:
    """Over all calls a tool refuses exactly where a hard rule forbids or there is nothing to do it to.

    Every rule occurs for 3 % of the customers, by itself.
    """
    talk_of = {key: Talk(customer=key, trusting=True) for key in customers}
    occurs: dict[str, set[str]] = {}
    alone: dict[str, set[str]] = {}
    for customer in customers:
        for call in calls_of(domain, db, customer):
            tool = domain.tools[call[0]]
            args = tool.validate(call[1])
            rules = forbidding(domain, db, (call[0], args), talk_of[customer])
            refused = refuses(db, tool, args)
            hard = any(rule.hard for rule in rules)
            assert refused == (hard or pointless(db, *call)), (call, [rule.id for rule in rules])
            for rule in rules:
                occurs.setdefault(rule.id, set()).add(customer)
                if len(rules) == 1:
                    alone.setdefault(rule.id, set()).add(customer)
    of_talk = {"authenticated-first", "explicit-consent", "own-data-only"}
    for name in domain.rules.keys() - of_talk:
        assert len(occurs.get(name, ())) >= 0.03 * SAMPLE, name
        assert len(alone.get(name, ())) >= 0.03 * SAMPLE, name


def test_evidence_is_there_where_a_rule_forbids(domain: Domain, db: Db, customers: list[str]) -> None:
    none = {"cancel-reason", "payment-method-own"}
    for customer in customers[:30]:
        talk = Talk(customer=customer, trusting=True)
        for name, args in calls_of(domain, db, customer):
            for rule in forbidding(domain, db, (name, args), talk):
                cells = rule.evidence(db, args) if rule.evidence else ()
                assert cells or rule.id in none, (rule.id, name, args)
                for cell in cells:
                    key = db.value("select name from pragma_table_info(?) where pk = 1", cell.table)
                    assert db.row(f"select {cell.column} from {cell.table} where {key} = ?", cell.key[0]), cell


def test_rules_of_the_talk(domain: Domain, db: Db, customers: list[str]) -> None:
    order, owner = db.tuples("select order_id, user_id from orders where status = 'pending' limit 1")[0]
    call = ("cancel_order", {"order_id": order, "reason": "no longer needed"})
    stranger = next(key for key in customers if key != owner)

    def ids(talk: Talk) -> set[str]:
        return {rule.id for rule in forbidding(domain, db, call, talk)} - {"made-to-order"}

    assert ids(Talk()) == {"authenticated-first", "explicit-consent"}
    assert ids(Talk(customer=owner)) == {"explicit-consent"}
    assert ids(Talk(customer=owner, consents=[Consent("cancel_order", {"order_id": order})])) == set()
    assert ids(Talk(customer=owner, consents=[Consent("cancel_order", {"order_id": "W1"})])) == {"explicit-consent"}
    assert ids(Talk(customer=owner, consents=[Consent("change_item", {"order_id": order})])) == {"explicit-consent"}
    assert ids(Talk(customer=stranger, trusting=True)) == {"own-data-only"}


def test_predicates_and_evidence_are_total(domain: Domain, db: Db, customers: list[str]) -> None:
    talk = Talk(customer=customers[0])
    for call in calls_of(domain, db, customers[1]):
        garbage = {
            name: ["nothing"] if isinstance(value, list) else "nothing" if name.endswith(("_id", "_to")) else value
            for name, value in call[1].items()
        }
        assert all(rule.id == "explicit-consent"
                   for rule in forbidding(domain, db, (call[0], garbage), talk)), call  # fmt: skip
        for rule in domain.rules_of[call[0]]:
            assert not (rule.evidence and rule.evidence(db, garbage))


# ------------------------------------------------------------------------------------------------- what writes do
def changed(db: Db, before: dict[str, set[Any]]) -> dict[str, set[Any]]:
    now = contents(db)
    return {name: now[name] ^ before[name] for name in now if now[name] != before[name] and name != "counters"}


def contents(db: Db) -> dict[str, set[Any]]:
    return {name: set(db.tuples(f"select * from {name}")) for name in tables(db)}


def test_inverses_undo(domain: Domain, db: Db, customers: list[str]) -> None:
    """After write and inverse nothing is left but what a cancelled return or exchange leaves in the books."""
    before = contents(db)
    left = {"returns", "refunds", "exchanges", "payments"}
    undone: dict[str, int] = {}
    for customer in customers:
        for name, args in calls_of(domain, db, customer):
            tool = domain.tools[name]
            if undone.get(name, 0) >= 4 or tool.inverse is None:
                continue
            with db.trial():
                try:
                    result = tool.call(db, args)
                except ToolError:
                    continue
                back = tool.inverse(db, args, result)
                assert back is not None
                inverse = domain.tools[back[0]]
                inverse.call(db, inverse.validate(back[1]))
                assert changed(db, before).keys() <= (left if "return" in name or "exchange" in name else set()), name
                undone[name] = undone.get(name, 0) + 1
    assert undone.keys() == {name for name, tool in domain.tools.items() if tool.inverse}


def test_a_return_of_two_items_is_two_returns(domain: Domain, db: Db) -> None:
    order, owner = db.tuples(
        "select order_id, user_id from orders join order_items i using (order_id) where i.status = 'delivered'"
        " group by 1 having count(*) > 1 limit 1"
    )[0]
    items = [
        key
        for (key,) in db.tuples("select item_id from order_items where order_id = ? and status = 'delivered'", order)
    ]
    to = db.value("select payment_method_id from payment_methods where user_id = ?", owner)
    tool, before = domain.tools["return_items"], contents(db)
    with db.trial():
        whole = tool.call(db, {"order_id": order, "item_ids": items, "refund_to": to})
        together = changed(db, before)
    with db.trial():
        parts = [tool.call(db, {"order_id": order, "item_ids": [item], "refund_to": to}) for item in items]
        assert changed(db, before) == together
    assert whole["refund_cents"] == sum(part["refund_cents"] for part in parts)


# ------------------------------------------------------------------------------------------------------- the words
def test_attributes_and_labels_execute(domain: Domain, db: Db, customers: list[str]) -> None:
    for thing in domain.language.things:
        name = db.value("select name from pragma_table_info(?) where pk = 1", thing.table)
        keys = {key for (key,) in db.tuples(f"select {name} from {thing.table}")}
        for attribute in thing.attributes:
            found = False
            for customer in customers:
                named = {"customer": customer} if ":customer" in attribute.sql else {}
                pairs = db.tuples(attribute.sql, **named)
                found = found or bool(pairs)
                assert all(key in keys and value not in {None, ""} for key, value in pairs)
            assert found, (thing.table, attribute.name)
        for key in sorted(keys)[:50]:
            assert db.value(thing.label, key=key)


def names(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def test_options_have_words(domain: Domain, db: Db) -> None:
    options = {name.replace(" ", "_") for (name,) in db.tuples("select distinct name from variant_options")}
    described = {attribute.name for attribute in domain.things["variants"].attributes} - {"product"}
    assert options == described


def test_questions_have_one_answer_after_the_write(domain: Domain, db: Db, customers: list[str]) -> None:
    asked = domain.language.ask_for
    assert len({question.tool for question in asked}) >= 4
    assert len({question.kind for question in asked}) >= 4
    for question in asked:
        answered = 0
        for customer in customers:
            for name, args in calls_of(domain, db, customer):
                if name != question.tool or answered >= 5:
                    continue
                with db.trial():
                    try:
                        domain.tools[name].call(db, args)
                    except ToolError:
                        continue
                    plain = {key: value for key, value in args.items() if isinstance(value, (str, int))}
                    rows = db.tuples(question.sql, **plain, customer=customer)
                    assert len(rows) == 1
                    assert rows[0][0] is not None
                    answered += 1
        assert answered, question.name


def test_generators_make_new_valid_values(domain: Domain, db: Db, customers: list[str]) -> None:
    change = domain.tools["change_default_address"]
    for customer in customers:
        draw = Draw("new", customer)
        address = domain.generators["address"](db, draw, customer)
        assert not refuses(db, change, change.validate({"user_id": customer, "address": address}))
        spoken = domain.language.free["address"]
        assert all(key in spoken.say(address) for key in spoken.keys(address))
        cents = domain.generators["amount"](db, draw, customer)
        assert cents > 0
        assert domain.language.free["amount"].say(cents) in domain.language.free["amount"].keys(cents)


NEW_DEFAULT = """What is the new default address?
What's the new default address you'd like me to set?
What should your default address be?
What would you like your default address to be?
Which address would you like as your default address?
Which address should I set as your default?
Could you tell me the address you would like to set as your default address?
What address do you want as the default?
What is the updated default address?
To what address should I change your default address?
What would you like to change your default address to?
Which default address would you like?
What is your new home address?
What default address should I put in your profile?
Which address should become your new default?
What address should I use as your new default shipping address?
I can update your default address. What's the new one?
Where have you moved to?"""
OLD_DEFAULT = """What is your default address?
What is your current default address?
Can you confirm the default address on file?
What is the default address in your profile right now?
To verify your identity, what's the default address on your account?
What is the current default address that you want to replace?"""


@pytest.mark.parametrize(
    ("topic", "question"),
    [("address", one) for one in NEW_DEFAULT.splitlines()]
    + [("default_address", one) for one in OLD_DEFAULT.splitlines()],
)
def test_the_new_default_address_is_not_the_one_on_file(domain: Domain, topic: str, question: str) -> None:
    topics = {one.name: one for one in domain.language.topics}
    asked = {name for part in hear(question, topics) for name in part.topics}
    assert asked & {"address", "default_address"} == {topic}


def test_what_is_so_already_is_no_wish(domain: Domain, db: Db) -> None:
    """A return that is booked, a variant that the item is: real-change alone forbids them."""
    assert not domain.rules["real-change"].wished_against
    for plan, named in (("return", "real-change"), ("exchange", "no-open-return")):
        order, item, method, owner = db.tuples(
            "select order_id, item_id, payment_method_id, user_id from orders join order_items i using (order_id)"
            " join payments using (order_id) where i.status = ? and exchange_id is null limit 1",
            f"{plan} requested",
        )[0]
        call = ("return_items", {"order_id": order, "item_ids": [item], "refund_to": method})
        assert [rule.id for rule in forbidding(domain, db, call, Talk(customer=owner, trusting=True))] == [named]


def test_writes_can_be_dropped_and_taken_back_in_words(domain: Domain) -> None:
    for tool in (one for one in domain.tools.values() if one.wished):
        phrases = domain.phrases[tool.name]
        assert phrases.drop
        assert bool(phrases.undo) == (tool.inverse is not None)
        assert all(param.noun.startswith("the ") for param in phrases.params.values())
