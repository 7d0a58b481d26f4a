-- Harborline Airways. Money is integer cents, dates are ISO text, every key is explicit and NOT NULL.

create table customers (
  customer_id text primary key not null,
  name text not null,
  email text not null unique,
  street text not null check (street <> ''),
  city text not null check (city <> ''),
  state text not null check (length(state) = 2),
  postcode text not null check (length(postcode) = 5),
  tier text not null check (tier in ('member', 'silver', 'gold'))
) strict;
create index customers_by_postcode on customers (postcode);

create table payment_methods (
  payment_method_id text primary key not null,
  customer_id text not null references customers (customer_id),
  kind text not null check (kind in ('card', 'wallet', 'certificate')),
  brand text not null,
  last4 text check (length(last4) = 4),
  balance_cents integer check (balance_cents >= 0),
  expires_on text,
  check ((kind = 'card') = (last4 is not null)),
  check ((kind = 'certificate') = (balance_cents is not null)),
  check ((kind = 'certificate') = (expires_on is not null))
) strict;
create index payment_methods_by_customer on payment_methods (customer_id);

create table airports (
  airport_code text primary key not null,
  city text not null unique,
  state text not null check (length(state) = 2)
) strict;

create table routes (
  route_id text primary key not null,
  origin text not null references airports (airport_code),
  destination text not null references airports (airport_code)
) strict;

create table fare_classes (
  fare_class text primary key not null,
  cabin text not null check (cabin in ('economy', 'business')),
  change_fee_cents integer not null check (change_fee_cents >= 0),
  included_bags integer not null check (included_bags >= 0)
) strict;

-- Times are local, departures and arrivals on one day.
create table flights (
  flight_id text primary key not null,
  route_id text not null references routes (route_id),
  number text not null,
  departs_on text not null,
  departs_at text not null check (length(departs_at) = 5),
  arrives_at text not null check (length(arrives_at) = 5),
  status text not null check (status in ('on time', 'delayed', 'cancelled')),
  delay_minutes integer not null check (delay_minutes >= 0),
  cause text check (cause in ('crew', 'technical', 'weather', 'air traffic control')),
  check ((status = 'delayed') = (delay_minutes > 0)),
  check ((status = 'on time') = (cause is null))
) strict;
create index flights_by_route on flights (route_id, departs_on);

create table flight_cabins (
  flight_id text not null references flights (flight_id),
  cabin text not null check (cabin in ('economy', 'business')),
  price_cents integer not null check (price_cents > 0),
  seats_left integer not null check (seats_left >= 0),
  primary key (flight_id, cabin)
) strict, without rowid;

-- Seats of a kind that may still be chosen.
create table flight_seats (
  flight_id text not null references flights (flight_id),
  seat text not null check (seat in ('window', 'aisle', 'exit row')),
  seats_left integer not null check (seats_left >= 0),
  primary key (flight_id, seat)
) strict, without rowid;

-- The fare class may have been upgraded since booking; `booked_class` stays.
create table reservations (
  reservation_id text primary key not null,
  customer_id text not null references customers (customer_id),
  payment_method_id text not null references payment_methods (payment_method_id),
  status text not null check (status in ('confirmed', 'completed', 'cancelled')),
  fare_class text not null references fare_classes (fare_class),
  booked_class text not null references fare_classes (fare_class),
  booked_on text not null,
  insured_on text,
  contact_phone text not null check (length(contact_phone) = 12),
  cancel_reason text,
  check ((status = 'cancelled') = (cancel_reason is not null))
) strict;
create index reservations_by_customer on reservations (customer_id);

create table passengers (
  passenger_id text primary key not null,
  reservation_id text not null references reservations (reservation_id),
  name text not null,
  kind text not null check (kind in ('adult', 'child')),
  meal text not null check (meal in ('standard', 'vegetarian', 'vegan', 'kosher', 'gluten-free'))
) strict;
create index passengers_by_reservation on passengers (reservation_id);

create table segments (
  segment_id text primary key not null,
  reservation_id text not null references reservations (reservation_id),
  flight_id text not null references flights (flight_id),
  status text not null check (status in ('booked', 'flown', 'cancelled'))
) strict;
create index segments_by_reservation on segments (reservation_id);

-- One passenger on one segment.
create table tickets (
  ticket_id text primary key not null,
  reservation_id text not null references reservations (reservation_id),
  segment_id text not null references segments (segment_id),
  passenger_id text not null references passengers (passenger_id),
  fare_cents integer not null check (fare_cents >= 0),
  seat text not null check (seat in ('any', 'window', 'aisle', 'exit row'))
) strict;
create index tickets_by_reservation on tickets (reservation_id);
create index tickets_by_segment on tickets (segment_id);
create index tickets_by_passenger on tickets (passenger_id);

-- Checked bags; they go on all flights of the reservation.
create table bags (
  bag_id text primary key not null,
  passenger_id text not null references passengers (passenger_id),
  payment_method_id text not null references payment_methods (payment_method_id),
  fee_cents integer not null check (fee_cents >= 0)
) strict;
create index bags_by_passenger on bags (passenger_id);

-- Positive: paid by the customer; negative: given back.
create table payments (
  payment_id text primary key not null,
  reservation_id text not null references reservations (reservation_id),
  payment_method_id text not null references payment_methods (payment_method_id),
  purpose text not null check (purpose in ('fare', 'flight change', 'upgrade', 'bag', 'insurance', 'cancellation')),
  amount_cents integer not null check (amount_cents <> 0)
) strict;
create index payments_by_reservation on payments (reservation_id);

create table claims (
  claim_id text primary key not null,
  segment_id text not null references segments (segment_id),
  certificate_id text not null references payment_methods (payment_method_id),
  amount_cents integer not null check (amount_cents > 0)
) strict;
create index claims_by_segment on claims (segment_id);

create table escalations (
  escalation_id text primary key not null,
  customer_id text not null references customers (customer_id),
  reservation_id text not null references reservations (reservation_id),
  topic text not null check (topic in ('late claim', 'partly used')),
  summary text not null,
  created_at text not null
) strict;
create index escalations_by_reservation on escalations (reservation_id);

create table counters (
  name text primary key not null,
  value integer not null
) strict;
