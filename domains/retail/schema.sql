-- Larkfield, an online shop. Money is integer cents, dates are ISO text, every key is explicit and NOT NULL.

create table users (
  user_id text primary key not null,
  name text not null,
  email text not null unique,
  street text not null check (street <> ''),
  city text not null check (city <> ''),
  state text not null check (length(state) = 2),
  postcode text not null check (length(postcode) = 5),
  tier text not null check (tier in ('standard', 'plus')),
  contact_preference text not null check (contact_preference in ('email', 'text message', 'phone'))
) strict;
create index users_by_email on users (lower(email));
create index users_by_postcode on users (postcode);

create table payment_methods (
  payment_method_id text primary key not null,
  user_id text not null references users (user_id),
  kind text not null check (kind in ('card', 'wallet', 'gift card')),
  brand text not null,
  last4 text check (length(last4) = 4),
  email text,
  balance_cents integer check (balance_cents >= 0),
  check ((kind = 'wallet') = (last4 is null)),
  check ((kind = 'gift card') = (balance_cents is not null))
) strict;
create index payment_methods_by_user on payment_methods (user_id);

create table products (
  product_id text primary key not null,
  name text not null unique,
  final_sale integer not null check (final_sale in (0, 1)),
  made_to_order integer not null check (made_to_order in (0, 1)),
  bulky integer not null check (bulky in (0, 1))
) strict;

create table variants (
  variant_id text primary key not null,
  product_id text not null references products (product_id),
  price_cents integer not null check (price_cents > 0),
  stock integer not null check (stock >= 0)
) strict;
create index variants_by_product on variants (product_id);

create table variant_options (
  variant_id text not null references variants (variant_id),
  name text not null,
  value text not null,
  primary key (variant_id, name)
) strict, without rowid;

create table orders (
  order_id text primary key not null,
  user_id text not null references users (user_id),
  status text not null check (status in ('pending', 'processing', 'shipped', 'delivered', 'cancelled')),
  placed_on text not null,
  expected_on text not null,
  delivered_on text,
  street text not null check (street <> ''),
  city text not null check (city <> ''),
  state text not null check (length(state) = 2),
  postcode text not null check (length(postcode) = 5),
  shipping_speed text not null check (shipping_speed in ('standard', 'expedited', 'express')),
  shipping_cents integer not null check (shipping_cents >= 0),
  cancel_reason text,
  check ((status = 'delivered') = (delivered_on is not null)),
  check ((status = 'cancelled') = (cancel_reason is not null))
) strict;
create index orders_by_user on orders (user_id);

create table order_items (
  item_id text primary key not null,
  order_id text not null references orders (order_id),
  variant_id text not null references variants (variant_id),
  price_cents integer not null check (price_cents > 0),
  status text not null check (status in ('ordered', 'delivered', 'cancelled', 'return requested', 'exchange requested'))
) strict;
create index order_items_by_order on order_items (order_id);

create table shipments (
  shipment_id text primary key not null,
  order_id text not null references orders (order_id),
  carrier text not null,
  tracking_number text not null,
  shipped_on text not null
) strict;
create index shipments_by_order on shipments (order_id);

create table returns (
  return_id text primary key not null,
  item_id text not null references order_items (item_id),
  status text not null check (status in ('requested', 'cancelled')),
  requested_at text not null
) strict;
create index returns_by_item on returns (item_id);

create table exchanges (
  exchange_id text primary key not null,
  item_id text not null references order_items (item_id),
  new_variant_id text not null references variants (variant_id),
  payment_method_id text not null references payment_methods (payment_method_id),
  difference_cents integer not null,
  status text not null check (status in ('requested', 'cancelled')),
  requested_at text not null
) strict;
create index exchanges_by_item on exchanges (item_id);

-- A payment without an exchange is the payment of the order itself: exactly one an order.
create table payments (
  payment_id text primary key not null,
  order_id text not null references orders (order_id),
  payment_method_id text not null references payment_methods (payment_method_id),
  exchange_id text references exchanges (exchange_id),
  amount_cents integer not null check (amount_cents >= 0),
  status text not null check (status in ('authorized', 'captured', 'released'))
) strict;
create index payments_by_order on payments (order_id);
create index payments_by_exchange on payments (exchange_id);

create table refunds (
  refund_id text primary key not null,
  return_id text references returns (return_id),
  exchange_id text references exchanges (exchange_id),
  payment_method_id text not null references payment_methods (payment_method_id),
  amount_cents integer not null check (amount_cents > 0),
  status text not null check (status in ('pending', 'cancelled')),
  check ((return_id is null) <> (exchange_id is null))
) strict;
create index refunds_by_return on refunds (return_id);
create index refunds_by_exchange on refunds (exchange_id);

create table escalations (
  escalation_id text primary key not null,
  user_id text not null references users (user_id),
  order_id text not null references orders (order_id),
  topic text not null check (topic in ('late return', 'missing parcel')),
  summary text not null,
  created_at text not null
) strict;
create index escalations_by_order on escalations (order_id);

create table counters (
  name text primary key not null,
  value integer not null
) strict;
