-- Every table has a NOT NULL primary key. Money is integer cents, dates are ISO text.
create table customers (
  customer_id text primary key not null,
  name text not null,
  email text not null unique,
  phone text not null
);
create table repairs (
  repair_id text primary key not null,
  name text not null unique,
  offered integer not null check (offered in (0, 1))
);
create table bookings (
  booking_id text primary key not null,
  customer_id text not null references customers (customer_id),
  repair_id text not null references repairs (repair_id),
  day text not null,
  time text not null check (time in ('morning', 'afternoon', 'evening'))
);
create table notes (
  note_id text primary key not null,
  customer_id text not null references customers (customer_id),
  text text not null
);
