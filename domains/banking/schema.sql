-- Alderbrook Bank. Money is integer minor units (cents, pence) of the row's own currency, dates are ISO text, every key
-- is explicit and NOT NULL.

create table rates (
  currency text primary key not null check (currency in ('USD', 'EUR', 'GBP')),
  usd_micros integer not null check (usd_micros > 0)
) strict;

create table customers (
  customer_id text primary key not null,
  customer_number text not null unique check (length(customer_number) = 8),
  name text not null,
  email text not null unique,
  street text not null check (street <> ''),
  city text not null check (city <> ''),
  state text not null check (length(state) = 2),
  postcode text not null check (length(postcode) = 5),
  address_since text not null,
  membership text not null check (membership in ('standard', 'premium')),
  app_code text not null check (length(app_code) = 6)
) strict;
create index customers_by_postcode on customers (postcode);

create table accounts (
  account_id text primary key not null,
  primary_holder_id text not null references customers (customer_id),
  kind text not null check (kind in ('checking', 'savings', 'business')),
  currency text not null check (currency in ('USD', 'EUR', 'GBP')),
  last4 text not null check (length(last4) = 4),
  purpose text check (purpose <> ''),
  locked_until text,
  signing text not null check (signing in ('one holder', 'both holders')),
  balance_minor integer not null check (balance_minor >= 0),
  daily_limit_minor integer not null check (daily_limit_minor > 0),
  tomorrows_limit_minor integer not null check (tomorrows_limit_minor > 0),
  sent_today_minor integer not null check (sent_today_minor >= 0),
  check ((kind = 'savings') = (purpose is not null)),
  check (kind = 'savings' or locked_until is null)
) strict;
create index accounts_by_primary_holder on accounts (primary_holder_id);

create table account_holders (
  holder_id text primary key not null,
  account_id text not null references accounts (account_id),
  customer_id text not null references customers (customer_id),
  role text not null check (role in ('owner', 'joint owner', 'signatory')),
  mandate_minor integer check (mandate_minor > 0),
  check ((role = 'signatory') = (mandate_minor is not null))
) strict;
create index account_holders_by_account on account_holders (account_id);
create index account_holders_by_customer on account_holders (customer_id);

create table holds (
  hold_id text primary key not null,
  account_id text not null references accounts (account_id),
  reason text not null,
  amount_minor integer not null check (amount_minor > 0),
  expires_on text not null
) strict;
create index holds_by_account on holds (account_id);

create table alerts (
  alert_id text primary key not null,
  account_id text not null references accounts (account_id),
  kind text not null check (kind in ('low balance', 'large payment', 'incoming payment')),
  threshold_minor integer not null check (threshold_minor > 0),
  status text not null check (status in ('on', 'off')),
  unique (account_id, kind)
) strict;

create table card_ranges (
  range_id text primary key not null,
  name text not null unique
) strict;

create table card_designs (
  design_id text primary key not null,
  range_id text not null references card_ranges (range_id),
  color text not null,
  material text not null check (material in ('plastic', 'recycled', 'metal')),
  motif text not null,
  unique (range_id, color, material, motif)
) strict;

create table cards (
  card_id text primary key not null,
  account_id text not null references accounts (account_id),
  customer_id text not null references customers (customer_id),
  design_id text not null references card_designs (design_id),
  kind text not null check (kind in ('debit card', 'credit card')),
  last4 text not null check (length(last4) = 4),
  status text not null check (status in ('active', 'frozen', 'replaced')),
  frozen_by text check (frozen_by in ('customer', 'bank')),
  daily_limit_minor integer not null check (daily_limit_minor > 0),
  check ((status = 'frozen') = (frozen_by is not null))
) strict;
create index cards_by_customer on cards (customer_id);
create index cards_by_account on cards (account_id);

create table card_orders (
  card_order_id text primary key not null,
  card_id text not null references cards (card_id),
  design_id text not null references card_designs (design_id),
  reason text not null check (reason in ('lost', 'stolen', 'damaged', 'new design')),
  ordered_at text not null
) strict;
create index card_orders_by_card on card_orders (card_id);

create table card_payments (
  card_payment_id text primary key not null,
  card_id text not null references cards (card_id),
  merchant text not null,
  amount_minor integer not null check (amount_minor > 0),
  paid_on text not null,
  status text not null check (status in ('pending', 'booked'))
) strict;
create index card_payments_by_card on card_payments (card_id);

create table disputes (
  dispute_id text primary key not null,
  card_payment_id text not null references card_payments (card_payment_id),
  reason text not null check (reason in ('not recognized', 'not received', 'charged twice', 'wrong amount')),
  status text not null check (status in ('open', 'withdrawn')),
  opened_at text not null
) strict;
create index disputes_by_card_payment on disputes (card_payment_id);

create table payees (
  payee_id text primary key not null,
  customer_id text not null references customers (customer_id),
  name text not null check (name <> ''),
  bank text not null check (bank <> ''),
  account_number text not null check (length(account_number) = 8),
  currency text not null check (currency in ('USD', 'EUR', 'GBP')),
  added_on text not null,
  status text not null check (status in ('active', 'removed'))
) strict;
create index payees_by_customer on payees (customer_id);

-- A transfer goes to a payee, or to another account of a holder: then credit_minor is what arrives there.
create table transfers (
  transfer_id text primary key not null,
  account_id text not null references accounts (account_id),
  payee_id text references payees (payee_id),
  to_account_id text references accounts (account_id),
  currency text not null check (currency in ('USD', 'EUR', 'GBP')),
  amount_minor integer not null check (amount_minor > 0),
  debit_minor integer not null check (debit_minor > 0),
  credit_minor integer check (credit_minor > 0),
  execute_on text not null,
  status text not null check (status in ('sent', 'scheduled', 'cancelled')),
  created_at text not null,
  check ((payee_id is null) <> (to_account_id is null)),
  check ((to_account_id is null) = (credit_minor is null))
) strict;
create index transfers_by_account on transfers (account_id);
create index transfers_by_payee on transfers (payee_id);
create index transfers_by_target on transfers (to_account_id);

create table recalls (
  recall_id text primary key not null,
  transfer_id text not null references transfers (transfer_id),
  reason text not null check (reason in ('wrong payee', 'wrong amount', 'sent twice', 'suspected fraud')),
  requested_at text not null
) strict;
create index recalls_by_transfer on recalls (transfer_id);

create table standing_orders (
  standing_order_id text primary key not null,
  account_id text not null references accounts (account_id),
  payee_id text not null references payees (payee_id),
  purpose text not null check (purpose <> ''),
  currency text not null check (currency in ('USD', 'EUR', 'GBP')),
  amount_minor integer not null check (amount_minor > 0),
  next_on text not null,
  status text not null check (status in ('active', 'ended'))
) strict;
create index standing_orders_by_account on standing_orders (account_id);
create index standing_orders_by_payee on standing_orders (payee_id);

create table escalations (
  escalation_id text primary key not null,
  customer_id text not null references customers (customer_id),
  topic text not null check (topic in ('card frozen by the bank', 'late dispute')),
  card_id text references cards (card_id),
  card_payment_id text references card_payments (card_payment_id),
  summary text not null,
  created_at text not null
) strict;
create index escalations_by_customer on escalations (customer_id);
create index escalations_by_card on escalations (card_id);
create index escalations_by_card_payment on escalations (card_payment_id);

create table counters (
  name text primary key not null,
  value integer not null
) strict;
