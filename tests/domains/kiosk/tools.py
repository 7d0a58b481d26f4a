"""What the kiosk's assistant can do.

(db, arguments) -> result, or ToolError
"""

from typing import Annotated, Any, Literal

from pytest_t2t.domain.database import Db
from pytest_t2t.domain.tool import ToolError, reads, tool, writes
from pytest_t2t.domain.types import Free, Note, Ref, Secret

CustomerId = Annotated[str, Ref("customers.customer_id")]
OrderId = Annotated[str, Ref("orders.order_id")]
PaymentId = Annotated[str, Ref("payment_methods.payment_id")]
ProductId = Annotated[str, Ref("products.product_id")]
Reason = Literal["changed plans", "found elsewhere"]


@tool(reads, role="authenticate", shows={"": "customers"})
def find_customer(
    db: Db, email: Annotated[str, Secret("email")], postcode: Annotated[str, Secret("postcode")]
) -> dict[str, Any]:
    """Identify the customer by e-mail address and postcode.

    Args:
      email: The e-mail address on the account.
      postcode: The five digits.
    """
    return _one(db, "select customer_id, name from customers where email = ? and postcode = ?", email.lower(), postcode)


@tool(reads, shows={"": "customers", "payment_methods[]": "payment_methods", "orders[]": "orders"})
def get_customer(db: Db, customer_id: CustomerId) -> dict[str, Any]:
    """Look up a customer with payment methods and orders.

    Args:
      customer_id: As find_customer gives it.
    """
    found = _one(db, "select customer_id, name, email, postcode from customers where customer_id = ?", customer_id)
    payments = db.rows(
        "select payment_id, kind, last4 from payment_methods where customer_id = ? order by 1", customer_id
    )
    orders = db.rows("select order_id, pickup from orders where customer_id = ? order by 1", customer_id)
    return {**found, "payment_methods": payments, "orders": orders}


@tool(reads, shows={"": "orders", "lines[]": "order_lines"})
def get_order(db: Db, order_id: OrderId) -> dict[str, Any]:
    """Look up an order with its lines.

    Args:
      order_id: The order's number.
    """
    found = _one(db, "select order_id, status, pickup, payment_id, total from orders where order_id = ?", order_id)
    goods = "select order_id, product_id, name, quantity from order_lines join products using (product_id)"
    return {**found, "lines": db.rows(f"{goods} where order_id = ? order by product_id", order_id)}


@tool(reads, shows={"[]": "products"})
def list_products(db: Db) -> list[dict[str, Any]]:
    """List what the kiosk sells, with prices in cents and the stock."""
    return db.rows("select product_id, name, price, stock from products order by product_id")


@tool(writes)
def cancel_order(db: Db, order_id: OrderId, reason: Reason) -> dict[str, Any]:
    """Cancel an open order; what was paid goes back to the payment method.

    Args:
      order_id: The order's number.
      reason: Why.
    """
    order = _one(db, "select * from orders where order_id = ?", order_id)
    db.run("update orders set status = 'cancelled', reason = ? where order_id = ?", reason, order_id)
    if order["status"] != "open":
        raise ToolError(f"Order {order_id} is {order['status']}; only open orders can be cancelled.")
    refund = f"RF{db.next_id('refunds')}"
    db.run(
        "insert into refunds values (?, ?, ?, ?, ?)",
        refund,
        order_id,
        order["payment_id"],
        order["total"],
        db.now.isoformat(),
    )
    return {"order_id": order_id, "status": "cancelled", "refund": order["total"], "refund_id": refund}


def _payment_before(_db: Db, arguments: dict[str, Any], result: Any) -> tuple[str, dict[str, Any]] | None:
    return "change_payment", {"order_id": arguments["order_id"], "payment_id": result["previous"]}


@tool(writes, inverse=_payment_before)
def change_payment(db: Db, order_id: OrderId, payment_id: PaymentId) -> dict[str, Any]:
    """Pay an open order with another of the customer's payment methods.

    Args:
      order_id: The order's number.
      payment_id: The payment method's id.
    """
    order = _one(db, "select * from orders where order_id = ?", order_id)
    payment = _one(db, "select * from payment_methods where payment_id = ?", payment_id)
    if order["status"] != "open":
        raise ToolError(f"Order {order_id} is {order['status']}; only open orders can be changed.")
    if payment["customer_id"] != order["customer_id"] or payment_id == order["payment_id"]:
        raise ToolError(f"Order {order_id} can't be paid with {payment_id}.")
    db.run("update orders set payment_id = ? where order_id = ?", payment_id, order_id)
    return {"order_id": order_id, "payment_id": payment_id, "previous": order["payment_id"]}


@tool(writes)
def place_order(db: Db, customer_id: CustomerId, product_ids: list[ProductId], payment_id: PaymentId) -> dict[str, Any]:
    """Order one each of some products, to be collected tomorrow.

    Args:
      customer_id: Who orders.
      product_ids: What.
      payment_id: How it is paid.
    """
    if not product_ids or len(set(product_ids)) < len(product_ids):
        raise ToolError("Name at least one product, each once.")
    order, total = f"K{db.next_id('orders')}", 0
    pickup = db.today.replace(day=db.today.day + 1).isoformat()
    db.run("insert into orders values (?, ?, ?, 'open', null, ?, 0)", order, customer_id, payment_id, pickup)
    for product in product_ids:
        good = _one(db, "select * from products where product_id = ?", product)
        if not good["stock"]:
            raise ToolError(f"{good['name']} is out of stock.")
        total += good["price"]
        db.run("update products set stock = stock - 1 where product_id = ?", product)
        db.run("insert into order_lines values (?, ?, 1)", order, product)
    db.run("update orders set total = ? where order_id = ?", total, order)
    return {"order_id": order, "total": total}


def _postcode_before(_db: Db, arguments: dict[str, Any], result: Any) -> tuple[str, dict[str, Any]] | None:
    return "set_postcode", {"customer_id": arguments["customer_id"], "postcode": result["previous"]}


@tool(writes, inverse=_postcode_before)
def set_postcode(db: Db, customer_id: CustomerId, postcode: Annotated[str, Free("postcode")]) -> dict[str, Any]:
    """Change the customer's postcode.

    Args:
      customer_id: Whose.
      postcode: Five digits.
    """
    found = _one(db, "select * from customers where customer_id = ?", customer_id)
    if len(postcode) != 5 or not postcode.isdigit():
        raise ToolError("A postcode has five digits.")
    db.run("update customers set postcode = ? where customer_id = ?", postcode, customer_id)
    return {"customer_id": customer_id, "postcode": postcode, "previous": found["postcode"]}


@tool(writes, role="escalate")
def call_manager(db: Db, customer_id: CustomerId, note: Annotated[str, Note()]) -> dict[str, Any]:
    """Hand the conversation to the manager.

    Args:
      customer_id: Whose it is.
      note: What it is about.
    """
    ticket = f"T{db.next_id('tickets')}"
    db.run("insert into tickets values (?, ?, ?)", ticket, customer_id, note)
    return {"ticket_id": ticket}


def _one(db: Db, sql: str, *values: str) -> dict[str, Any]:
    found = db.row(sql, *values)
    if found is None:
        raise ToolError(f"Nothing found for {', '.join(values)}.")
    return found
