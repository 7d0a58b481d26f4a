"""The reading tools: who is it, what was ordered, what is on sale.

(database, ids) -> rows as plain JSON, column names as keys
"""

from __future__ import annotations

from pytest_t2t.domain.arithmetic import calculated
from pytest_t2t.domain.database import Db
from pytest_t2t.domain.tool import ToolError, reads, tool

from .ledger import Row, find, find_order
from .values import Email, FullName, OrderId, Postcode, ProductId, UserId, VariantId


@tool(reads, role="authenticate")
def find_user_by_email(db: Db, email: Email) -> Row:
    """Find a customer's account by email address. Returns the user id and the name.

    Args:
      email: The email address of the account.
    """
    user = db.row("select user_id, name from users where lower(email) = lower(?)", email.strip())
    if user is None:
        raise ToolError("No account has this email address.")
    return user


@tool(reads, role="authenticate")
def find_user_by_name_and_postcode(db: Db, name: FullName, postcode: Postcode) -> Row:
    """Find a customer's account by full name and the zip code of the default address.

    Args:
      name: First and last name, "Mia Santos".
      postcode: The five-digit zip code, "78704".
    """
    plain = " ".join(name.split())
    user = db.row(
        "select user_id, name from users where postcode = ? and lower(name) = lower(?)", postcode.strip(), plain
    )
    if user is None:
        raise ToolError("No account has this name and zip code.")
    return user


@tool(reads, shows={"": "users", "payment_methods[]": "payment_methods"})
def get_user(db: Db, user_id: UserId) -> Row:
    """Get a customer's profile: default address, membership tier, contact preference, payment methods, order ids.

    Args:
      user_id: The user id, as found by authentication.
    """
    user = find(db, "users", "user_id", user_id)
    methods = db.rows("select * from payment_methods where user_id = ? order by payment_method_id", user_id)
    user["payment_methods"] = [{key: value for key, value in row.items() if value is not None} for row in methods]
    orders = db.tuples("select order_id from orders where user_id = ? order by placed_on desc, order_id", user_id)
    user["order_ids"] = [order_id for (order_id,) in orders]
    return user


@tool(reads, shows={"orders[]": "orders"})
def list_orders(db: Db, user_id: UserId) -> Row:
    """List a customer's orders, newest first, each with its status, date, city and the names of its products.

    Args:
      user_id: The user id, as found by authentication.
    """
    find(db, "users", "user_id", user_id)
    orders = db.rows(
        "select order_id, status, placed_on, city from orders where user_id = ? order by placed_on desc, order_id",
        user_id,
    )
    names = db.tuples(
        "select order_id, p.name from orders join order_items i using (order_id) join variants using (variant_id)"
        " join products p using (product_id) where user_id = ? order by item_id",
        user_id,
    )
    for order in orders:
        order["products"] = [name for order_id, name in names if order_id == order["order_id"]]
    return {"user_id": user_id, "orders": orders}


@tool(
    reads,
    shows={
        "": "orders",
        "items[]": "order_items",
        "items[].product": "products",
        "shipments[]": "shipments",
        "payments[]": "payments",
        "returns[]": "returns",
        "exchanges[]": "exchanges",
        "refunds[]": "refunds",
    },
)
def get_order(db: Db, order_id: OrderId) -> Row:
    """Get an order in full: status, dates, address, items with their options, shipments, payments, returns, refunds.

    Args:
      order_id: The order id, "W2041337".
    """
    order = find_order(db, order_id)
    key = order["order_id"]
    items = db.rows("select * from order_items where order_id = ? order by item_id", key)
    order["items"] = [item | _described(db, item["variant_id"]) for item in items]
    order["shipments"] = db.rows("select * from shipments where order_id = ? order by shipment_id", key)
    order["payments"] = db.rows("select * from payments where order_id = ? order by payment_id", key)
    order["total_cents"] = sum(item["price_cents"] for item in items) + order["shipping_cents"]
    of_order = "item_id in (select item_id from order_items where order_id = :key)"
    order["returns"] = db.rows(f"select * from returns where {of_order} order by return_id", key=key)
    order["exchanges"] = db.rows(f"select * from exchanges where {of_order} order by exchange_id", key=key)
    order["refunds"] = db.rows(
        f"select * from refunds where return_id in (select return_id from returns where {of_order})"
        f" or exchange_id in (select exchange_id from exchanges where {of_order}) order by refund_id",
        key=key,
    )
    return order


def _described(db: Db, variant_id: str) -> Row:
    product = db.row(
        "select product_id, p.name from variants join products p using (product_id) where variant_id = ?", variant_id
    )
    return {"product": product, "options": _options(db, variant_id)}


def _options(db: Db, variant_id: str) -> Row:
    return dict(db.tuples("select name, value from variant_options where variant_id = ? order by name", variant_id))


@tool(reads, shows={"products[]": "products"})
def list_products(db: Db) -> Row:
    """List all products of the shop with their ids."""
    return {"products": db.rows("select product_id, name from products order by name")}


@tool(reads, shows={"": "products", "variants[]": "variants"})
def get_product(db: Db, product_id: ProductId) -> Row:
    """Get a product: whether it is final sale, made to order or bulky, and all its variants with options, price, stock.

    Args:
      product_id: The product id, "P101".
    """
    product = find(db, "products", "product_id", product_id)
    variants = db.rows("select * from variants where product_id = ? order by variant_id", product_id)
    product["variants"] = [row | {"options": _options(db, row["variant_id"])} for row in variants]
    return product


@tool(reads, shows={"": "variants", "product": "products"})
def get_variant(db: Db, variant_id: VariantId) -> Row:
    """Get one variant of a product: its options, current price and stock.

    Args:
      variant_id: The variant id, "V1042".
    """
    return find(db, "variants", "variant_id", variant_id) | _described(db, variant_id)


@tool(reads)
def calculate(db: Db, expression: str) -> Row:  # noqa: ARG001  every tool takes the database
    """Calculate with numbers, +, -, *, / and brackets; use it for sums of cents.

    Args:
      expression: For example "8900 + 1200 - 3495".
    """
    return {"value": calculated(expression)}
