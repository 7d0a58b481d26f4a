create table members (
  member_id text primary key not null,
  name text not null,
  email text not null unique, card_number text not null unique,
  card text not null check (card in ('adult', 'junior'))
);
create table books (
  book_id text primary key not null,
  title text not null unique, author text not null,
  readers text not null check (readers in ('all', 'adults')),
  lent_for text not null check (lent_for in ('4 weeks', '1 week')),
  on_order integer not null check (on_order in (0, 1))
);
create table copies (copy_id text primary key not null, book_id text not null references books (book_id));
create table loans (
  loan_id text primary key not null, member_id text not null references members (member_id),
  copy_id text not null references copies (copy_id),
  due_on text not null, renewals integer not null check (renewals between 0 and 2)
);
create table reservations (
  reservation_id text primary key not null,
  member_id text not null references members (member_id), book_id text not null references books (book_id),
  branch text not null check (branch in ('Central', 'Northside', 'Harbour'))
);
create table fines (
  fine_id text primary key not null,
  member_id text not null references members (member_id),
  book_id text not null references books (book_id), reason text not null check (reason in ('late', 'lost')),
  cents integer not null check (cents > 0),
  paid_by text check (paid_by in ('debit card', 'credit card'))
);
create table notes (
  note_id text primary key not null, member_id text not null references members (member_id), text text not null
);
