create table counters (name text primary key not null, value integer not null);
create table customers (
  customer_id text primary key not null,
  name text not null,
  email text not null unique,
  postcode text not null check (length(postcode) = 5),
  visits integer not null default 0
);
create table payment_methods (
  payment_id text primary key not null,
  customer_id text not null references customers (customer_id),
  kind text not null check (kind in ('card', 'voucher', 'account')),
  last4 text not null
);
create table products (
  product_id text primary key not null,
  name text not null unique,
  price integer not null check (price > 0),
  stock integer not null check (stock >= 0)
);
create table orders (
  order_id text primary key not null,
  customer_id text not null references customers (customer_id),
  payment_id text not null references payment_methods (payment_id),
  status text not null check (status in ('open', 'collected', 'cancelled')),
  reason text check (reason in ('changed plans', 'found elsewhere')),
  pickup text not null,
  total integer not null
);
create table order_lines (
  order_id text not null references orders (order_id),
  product_id text not null references products (product_id),
  quantity integer not null check (quantity > 0),
  primary key (order_id, product_id)
);
create table refunds (
  refund_id text primary key not null,
  order_id text not null references orders (order_id),
  payment_id text not null references payment_methods (payment_id),
  amount integer not null,
  made_at text not null
);
create table tickets (
  ticket_id text primary key not null,
  customer_id text not null references customers (customer_id),
  note text not null
);
