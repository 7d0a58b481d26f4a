"""How orders, items, variants and payment methods are described: by what a customer would remember.

rows of the database -> attributes, each a predicate with its phrase
"""

from __future__ import annotations

from pytest_t2t.domain.language import Attribute, Thing

from .tables import products

SHORT_NAMES = {
    "area rug": ("rug",),
    "bed sheet set": ("bed sheets", "sheet set", "sheets"),
    "bike helmet": ("helmet", "bicycle helmet"),
    "bookshelf": ("bookcase",),
    "camping tent": ("tent",),
    "coffee maker": ("coffee machine",),
    "coffee mug": ("mug",),
    "computer mouse": ("mouse",),
    "digital camera": ("camera",),
    "dumbbell set": ("dumbbells",),
    "electric kettle": ("kettle",),
    "electric shaver": ("shaver", "razor"),
    "electric toothbrush": ("toothbrush",),
    "engraved bracelet": ("bracelet",),
    "engraved cutting board": ("cutting board",),
    "espresso machine": ("espresso maker",),
    "fleece jacket": ("fleece",),
    "frying pan": ("skillet", "pan"),
    "garden hose": ("hose",),
    "jigsaw puzzle": ("puzzle",),
    "kitchen knife": ("knife",),
    "personalized doormat": ("doormat",),
    "portable speaker": ("speaker",),
    "rain jacket": ("raincoat",),
    "scented candle": ("candle",),
    "smart watch": ("smartwatch", "watch"),
    "t-shirt": ("tee",),
    "wall clock": ("clock",),
    "wool sweater": ("sweater",),
}

OPTIONS = (
    "size", "shoe size", "bed size", "capacity", "height", "width", "length", "area", "thickness", "weight", "storage",
    "battery", "zoom", "pieces", "slots", "pack", "mode", "power", "connection", "switches", "layout", "noise",
    "warmth", "firmness", "fill", "shell", "edge", "blade", "zipper", "neck", "style", "scent", "theme", "color",
    "material", "strap",
)  # fmt: skip
"""In the order in which they are said: size, kind, color, material."""

OPTION_PHRASES = {"shoe size": "size {}", "strap": "with the {} strap"}


def nouns() -> dict[str, tuple[str, ...]]:
    """Every product as a noun with its further forms."""
    return {noun: SHORT_NAMES.get(noun, ()) for noun in (product.name.lower() for product in products())}


def _slug(option: str) -> str:
    return option.replace(" ", "_")


def _option_attributes(sql: str) -> tuple[Attribute, ...]:
    return tuple(
        Attribute(
            _slug(option),
            sql.format(option=option),
            OPTION_PHRASES.get(option, "{}"),
            "after" if option == "strap" else "before",
            topic=_slug(option),
            level="volunteered",
        )
        for option in OPTIONS
    )


_OF_CUSTOMER = "from orders join order_items using (order_id) join variants using (variant_id)"
_OPTIONS = (
    "(select group_concat(value, ', ') from (select value from variant_options o where o.variant_id = {}"
    " order by o.name))"
)

ORDERS = Thing(
    table="orders",
    noun="order",
    topic="order",
    attributes=(
        Attribute(
            "items",
            "select order_id, case count(*) when 2 then 'two' when 3 then 'three' else 'four' end"
            " from orders join order_items using (order_id) where user_id = :customer"
            " group by order_id having count(*) > 1",
            "{}-item",
            "before",
            synonyms={"two": ("2",), "three": ("3",), "four": ("4",)},
            forms=("{} items",),
        ),
        Attribute(
            "product",
            f"select order_id, lower(p.name) {_OF_CUSTOMER} join products p using (product_id)"
            " where user_id = :customer",
            "with the {}",
            level="volunteered",
            synonyms=nouns(),
        ),
        Attribute(
            "destination",
            "select order_id, city from orders where user_id = :customer"
            " and status in ('pending', 'processing', 'shipped')",
            "going to {}",
        ),
        Attribute(
            "placed",
            "select order_id, placed_on from orders where user_id = :customer",
            "that I placed on {}",
            kind="date",
        ),
        Attribute(
            "arrived",
            "select order_id, delivered_on from orders where user_id = :customer and delivered_on is not null",
            "that arrived on {}",
            kind="date",
        ),
        Attribute(
            "destination_past",
            "select order_id, city from orders where user_id = :customer and status = 'delivered'",
            "that went to {}",
        ),
    ),
    label="select 'order #' || :key || ' (' || (select group_concat(name, ', ') from"
    " (select lower(p.name) as name from order_items join variants using (variant_id) join products p"
    " using (product_id) where order_id = :key order by item_id)) || ')'",
    id_forms=("#{}", "{}"),
    which="Which order do you mean?",
    any_noun="orders",
)

ITEMS = Thing(
    table="order_items",
    noun="item",
    topic="item",
    attributes=(
        Attribute(
            "product",
            f"select item_id, lower(p.name) {_OF_CUSTOMER} join products p using (product_id)"
            " where user_id = :customer",
            "{}",
            "head",
            level="volunteered",
            synonyms=nouns(),
            certain=True,
        ),
        *_option_attributes(
            "select item_id, o.value from orders join order_items using (order_id) join variant_options o"
            " using (variant_id) where user_id = :customer and o.name = '{option}'"
        ),
        Attribute(
            "destination",
            "select item_id, city from orders join order_items using (order_id) where user_id = :customer"
            " and orders.status in ('pending', 'processing', 'shipped')",
            "going to {}",
        ),
        Attribute(
            "ordered",
            "select item_id, placed_on from orders join order_items using (order_id) where user_id = :customer",
            "that I ordered on {}",
            kind="date",
        ),
        Attribute(
            "arrived",
            "select item_id, delivered_on from orders join order_items using (order_id)"
            " where user_id = :customer and delivered_on is not null",
            "that arrived on {}",
            kind="date",
        ),
    ),
    label="select 'the ' || lower(p.name) || ' (' || "
    + _OPTIONS.format("v.variant_id")
    + " || ', item ' || :key || ')'"
    " from order_items i join variants v using (variant_id) join products p using (product_id) where i.item_id = :key",
    which="Which item do you mean?",
    any_noun="items",
)

VARIANTS = Thing(
    table="variants",
    noun="version",
    topic="new_item",
    attributes=(
        Attribute(
            "product",
            "select variant_id, lower(p.name) from variants join products p using (product_id)",
            "{}",
            "head",
            level="volunteered",
            synonyms=nouns(),
            certain=True,
        ),
        *_option_attributes("select variant_id, value from variant_options where name = '{option}'"),
    ),
    label="select 'the ' || lower(p.name) || ' (' || "
    + _OPTIONS.format("v.variant_id")
    + " || ', variant ' || :key || ')'"
    " from variants v join products p using (product_id) where v.variant_id = :key",
    which="Which version would you like?",
    any_noun="versions",
)

_METHOD = (
    "case when kind = 'gift card' then 'gift card' when brand = 'Mastercard' then brand"
    " when kind = 'card' then brand || ' card' else brand || ' account' end"
)

PAYMENT_METHODS = Thing(
    table="payment_methods",
    noun="payment method",
    topic="payment_method",
    attributes=(
        Attribute(
            "kind",
            f"select payment_method_id, {_METHOD} from payment_methods where user_id = :customer",
            "{}",
            "head",
            level="volunteered",
            synonyms={
                "Visa card": ("Visa", "Visa credit card"),
                "Mastercard": ("Master Card", "Mastercard credit card"),
                "Discover card": ("Discover credit card",),
                "PayPal account": ("PayPal", "PayPal wallet"),
                "Apple Pay account": ("Apple Pay", "Apple Pay wallet"),
                "gift card": ("giftcard", "gift cards"),
            },
            certain=True,
        ),
        Attribute(
            "ending",
            "select payment_method_id, last4 from payment_methods where user_id = :customer and last4 is not null",
            "ending in {}",
            topic="last_four",
        ),
    ),
    label=f"select 'the ' || {_METHOD} || coalesce(' ending in ' || last4, '') from payment_methods"
    " where payment_method_id = :key",
    which="Which payment method do you mean?",
    any_noun="payment methods",
)

THINGS = (ORDERS, ITEMS, VARIANTS, PAYMENT_METHODS)
