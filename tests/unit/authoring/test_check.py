"""`check-domain` finds what an author did wrong, all at once, each with the line that is to be mended."""

from __future__ import annotations

import re
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

from pytest_t2t.authoring.check import check_domain
from pytest_t2t.authoring.finding import Finding, Report
from pytest_t2t.domain.loader import load
from pytest_t2t.errors import DomainError

DESK = Path(__file__).parents[3] / "examples" / "library_desk"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return copytree(DESK, tmp_path / "desk", ignore=ignore_patterns("__pycache__"))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text, old
    path.write_text(text.replace(old, new, 1))


def line_of(finding: Finding) -> str:
    return finding.place.path.read_text().splitlines()[finding.place.line - 1]


def check(folder: Path, families: int = 2) -> Report:
    return check_domain(folder, families, 0)


def test_a_good_domain_has_no_findings_and_is_reached() -> None:
    report = check(DESK, families=40)
    assert report.findings == ()
    shares = {one.sort: one.percent() for one in report.reach}
    assert shares["tools"] == shares["rules"] == shares["argument classes"] == shares["intents"] == 100
    assert next(one for one in report.reach if one.sort == "kinds").missing == ("changing/action", "changing/reversal")


STATIC = [
    ("schema.sql", "cents integer not null", "cents real not null", "fines.cents is REAL", "cents real"),
    ("schema.sql", "references copies (", "references copis (", "refers to the table 'copis'", "copy_id text"),
    (
        "schema.sql",
        "loan_id text primary key not null",
        "loan_id text primary key",
        "table 'loans' needs",
        "table loans",
    ),
    (
        "schema.sql",
        "fine_id text primary key not null",
        "fine_id text not null unique",
        "table 'fines' needs",
        "table fines",
    ),
    (
        "policy.md",
        "<!-- rule: on-order --> ",
        "<!-- rule: on-order --> Twice.\n\n<!-- rule: on-order --> ",
        "two sentences",
        "on-order",
    ),
    ("__init__.py", "DOMAIN =", "raise SystemExit(3)\nDOMAIN =", "leaves Python with 3", "raise SystemExit"),
    (
        "__init__.py",
        "DOMAIN = Domain(",
        'DOMAIN = Domain(bookkeeping=("lents",), ',
        "names the table 'lents'",
        '"lents"',
    ),
    ("__init__.py", '"notes.text"', '"notes.txt"', "the schema has no column 'notes.txt'", '"notes.txt"'),
    ("__init__.py", 'customers="members"', 'customers="member"', "the customers' table 'member'", '"member"'),
    ("__init__.py", "2026-05-11T09", "2026-15-11T09", "is no ISO time", "2026-15-11"),
    ("tools.py", '"loans[]": "loans"', '"loans[]": "loan"', "shows the table 'loan'", '"loan"'),
    ("tools.py", 'Ref("loans.loan_id")', 'Ref("loans.id")', "refers to 'loans.id', which is no table's", "@tool"),
    ("tools.py", ', "The fine\'s id."', "", "parameter 'fine_id' is not explained", "@tool"),
    ("tools.py", "db: Db, loan_id: LoanId", "db: Db, loan_id", "parameter 'loan_id' has no type", "@tool"),
    ("tools.py", 'Secret("email")', 'Secret("mail")', "no customer knows a 'mail'", "@tool"),
    ("tools.py", '    """Renew a loan: it is due two weeks later."""\n', "", "'renew_loan' has no docstring", "@tool"),
    ("rules.py", '["pay_fine"]', '["pay_fines"]', "names the tool 'pay_fines'", "lost-book"),
    ("policy.md", "<!-- rule: on-order --> ", "", "rule 'on-order' has no sentence", "on-order"),
    ("policy.md", "rule: on-order", "rule: ordered", "anchor 'ordered' has no predicate", "rule: ordered"),
    ("language.py", '("card", "debit or credit")', '("",)', "the topic 'card' has no words", "Topic("),
    ("language.py", "RENEW, RESERVE,", "RESERVE,", "no words to wish for renew_loan", "@tool"),
    ("language.py", "renew {loan_id}", "renew {loan}", "no words for {loan}", "RENEW = Phrases("),
    ("language.py", "the {card}.", "the {bank_card}.", "has no parameter 'bank_card'", "PAY = Phrases("),
    ("language.py", 'Attribute("branch"', 'Attribute("branches"', "'branches' is no column", "Thing("),
    ("language.py", '"renew_loan", "select', '"renew", "select', "goes with the write 'renew'", "AskFor("),
    ("language.py", '("photocop",)', '("scan",)', "none of its words stands in the request", "Unserved("),
    ("__init__.py", "2026-05-11T09", "2026-05-12T09", "policy.md says that today is 2026-05-11", "2026-05-12"),
]


@pytest.mark.parametrize(("file", "old", "new", "what", "line"), STATIC)
def test_what_is_declared_wrongly(desk: Path, file: str, old: str, new: str, what: str, line: str) -> None:
    edit(desk / file, old, new)
    found = [finding for finding in check(desk).findings if what in finding.what]
    assert found, [one.what for one in check(desk).findings]
    assert line in line_of(found[0])
    assert found[0].advice


VALUES = [
    ("__init__.py", '"generated id"', '"generatd id"', "Column 'reservations.reservation_id': `kind`", "generated id"),
    ("__init__.py", '"free text"', '"fre text"', "Column 'notes.text': `kind`", "free text"),
    ("rules.py", '"decline", "escalate"', '"decline", "escalat"', "Rule 'long-overdue': `remedies`", "escalate"),
    ("rules.py", '("decline", "escalate")', '("declin",)', "Rule 'long-overdue': `remedies`", "decline"),
    ("rules.py", 'about="stock"', 'about="stok"', "Rule 'on-order': `about`", "stock"),
    ("tools.py", 'role="authenticate"', 'role="authentcate"', "Tool 'find_member': `role`", "authenticate"),
    ("tools.py", 'role="escalate"', 'role="escalat"', "Tool 'ask_librarian': `role`", "escalate"),
    ("tools.py", "@tool(writes)", '@tool("write")', "Tool 'renew_loan': `effect`", "writes"),
    ("language.py", 'kind="date"', 'kind="dat"', "Attribute 'due_on': `kind`", "date"),
    ("language.py", 'kind="date"', 'level="knwn"', "Attribute 'due_on': `level`", "known"),
    ("language.py", 'kind="date"', 'position="befor"', "Attribute 'due_on': `position`", "before"),
    ("language.py", '"date",', '"dte",', "AskFor 'until': `kind`", "date"),
]


@pytest.mark.parametrize(("file", "old", "new", "what", "meant"), VALUES)
def test_a_value_that_no_field_knows_is_the_only_finding(
    desk: Path, file: str, old: str, new: str, what: str, meant: str
) -> None:
    edit(desk / file, old, new)
    with pytest.raises(DomainError, match=f"did you mean {meant!r}"):
        load(desk)
    (finding,) = check(desk).findings
    assert what in finding.what
    assert finding.advice == f"did you mean {meant!r}?"
    assert new.split('"')[-2] in line_of(finding) or "AskFor(" in line_of(finding)


TYPES = [
    ("LANGUAGE = Language(", "LANGUAGE = dict(", "`language` has a dict; it must be a Language."),
    ('topics=(Topic("email", ("e-mail address", "email")), ', 'topics=(Topic("email", "email"), ', "`words` has a str"),
    ("phrases=(RENEW, RESERVE, CANCEL, PAY)", "phrases=RENEW", "`phrases` has a Phrases; write a tuple"),
    ('"loan", attributes', "3, attributes", "Thing 'loans': `noun` has a int; it must be a str."),
]


@pytest.mark.parametrize(("old", "new", "what"), TYPES)
def test_a_value_of_the_wrong_type_is_a_finding_and_no_traceback(desk: Path, old: str, new: str, what: str) -> None:
    edit(desk / "language.py", old, new)
    with pytest.raises(DomainError, match=re.escape(what)):
        load(desk)
    (finding,) = check(desk).findings
    assert what in finding.what


ASKED = [
    ("language.py", "from loans where", "from loanz where", "no such table: loanz", "correct it.", "loanz"),
    ("language.py", ':loan_id"', ':loanid"', "nothing gives `:loanid`", "did you mean 'loan_id'?", "loanid"),
    ("language.py", 'Thing("loans", "loan",', 'Thing("loans", "loan", label="select 1 from lns",',
     "no such table: lns", "correct it.", "lns"),
    ("language.py", "    ask_for=", '    known={"age": "select age from members"},\n    ask_for=',
     "no such column: age", "correct it.", "age from"),
    ("language.py", 'Attribute("author", phrase', 'Attribute("author", "select author from books", phrase',
     "columns selected: 1", "select (key, value).", "select author"),
    ("__init__.py", "    columns=", '    owners={"loans": "select member_id from lns where loan_id = :key"},\n    columns=',
     "the owners of 'loans': SQLite refuses it: no such table: lns", "correct it.", "lns"),
    ("language.py", '"Please renew {loan_id}."', '"Please renew {loan_id."', "'Please renew {loan_id.' can't be filled in",
     "write {name} or {}.", "Please renew"),
    ("language.py", "keep it until {}", "keep it until {due}", "names a value that nothing fills in",
     'write "{}" where the value goes.', "until {due}"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "what", "advice", "line"), ASKED)
def test_sql_and_sentences_that_cannot_be_used_are_findings_and_no_tracebacks(
    desk: Path, file: str, old: str, new: str, what: str, advice: str, line: str
) -> None:
    edit(desk / file, old, new)
    with pytest.raises(DomainError, match=re.escape(what)):
        load(desk)
    (finding,) = [one for one in check(desk).findings if what in one.what]
    assert finding.advice == advice
    assert line in line_of(finding)


def test_a_date_of_which_a_rule_speaks_is_not_today(desk: Path) -> None:
    edit(desk / "policy.md", "Today is Monday, 11 May 2026.", "Ask a librarian if it is 12 May 2026 or later.")
    assert not [one.what for one in check(desk).findings if "today" in one.what]


def test_a_place_in_a_wish_for_nothing_is_told_without_an_empty_list(desk: Path) -> None:
    write = '@tool(writes)\ndef ring(db: Db) -> None:\n    """Ring the bell."""\n\n\n@tool(writes)\ndef renew_loan('
    edit(desk / "tools.py", "@tool(writes)\ndef renew_loan(", write)
    ring = 'Phrases("ring", wish=("Please ring {bell}.",), noun="the bell", done="I have rung it.")'
    edit(desk / "language.py", "PAY),", f"PAY, {ring}),")
    found = [one for one in check(desk).findings if "no words for {bell}" in one.what]
    assert [one.advice for one in found] == ["no parameter of ring is spoken of."]


def test_a_column_that_a_cell_rule_misspells_is_named_at_the_rule(desk: Path) -> None:
    edit(desk / "rules.py", '"loans.renewals": 2', '"loans.renewal": 2')
    (finding,) = check(desk).findings
    assert finding.what.endswith("'loans.renewal', which the schema lacks: did you mean 'loans.renewals'?")
    assert "renew-twice" in line_of(finding)


def test_a_misspelt_topic_is_named_and_one_that_is_asked_for_idly_is_not(desk: Path) -> None:
    edit(desk / "language.py", 'Topic("email"', 'Topic("phone", ("phone",)), Topic("emial"')
    (finding,) = check(desk).findings
    assert (finding.what, finding.advice) == (
        "the topic 'emial' is that of no thing, parameter or fact.",
        "did you mean 'email'?",
    )
    assert "emial" in line_of(finding)


def test_a_sentence_for_a_fact_that_identifies_nobody_is_named(desk: Path) -> None:
    edit(desk / "language.py", "    ask_for=", '    identity_text={"emial": ("My e-mail is {}.",)},\n    ask_for=')
    (finding,) = check(desk).findings
    assert "`identity_text` says a 'emial'" in finding.what
    assert finding.advice == "did you mean 'email'?"


TRIED = [
    ("tools.py", '    """List the library\'s books."""\n',
     '    """List."""\n    db.run("update books set on_order = 0")\n', "list_books", "but changed the database", "@tool(reads"),
    ("tools.py", '    """List the library\'s books."""\n', '    """List."""\n    db.next_id("looks")\n', "list_books",
     "but changed the database", "@tool(reads"),
    ("tools.py", "return db.rows(\"select * from books order by book_id\")",
     "return db.rows(\"select *, random() as luck from books\")", "list_books", "does not say the same", "@tool"),
    ("tools.py", 'db.one("select * from loans where loan_id = ?", loan_id)',
     'db.row("select * from loans where loan_id = ?", loan_id)', "renew_loan", "TypeError", 'loan["renewals"]'),
    ("tools.py", 'db.one("select * from reservations where reservation_id = ?", reservation_id)', "pass",
     "cancel_reservation", "does as asked with a key that is not there", "@tool"),
    ("rules.py", '_two_weeks_ago(first_due or "9999", db)', "_two_weeks_ago(first_due, db)", "librarian-only-when",
     "TypeError", "due < str"),
    ("tools.py", "select member_id, name from members", "select name from members", "find_member",
     "does not find the customer", "@tool"),
    ("tools.py", "select f.*, title", "select f.cents, title", "get_member", "no object there had its key", "@tool"),
    ("__init__.py", '        "reservations.reservation_id": Column("generated id"),\n', "", "reserve_book",
     "makes the key", "reservation_id text"),
    ("rules.py", '"renew-twice", ["renew_loan"], {"loans.renewals": 2}', '"renew-twice", ["renew_loan"], {"loans.renewals": 1}',
     "renew-twice", "is hard, but renew_loan", "renew-twice"),
    ("rules.py", '{"books.on_order": 1}, hard=True', '{"books.on_order": 1}', "on-order", "is soft, but reserve_book refuses",
     "on-order"),
    ("tools.py", "Branch = Annotated[Literal[\"Central\", \"Northside\", \"Harbour\"]", "Branch = Annotated[str", "reserve_book.branch",
     "customers have no words for it", "RESERVE = Phrases("),
    ("language.py", 'done="I have renewed {loan_id}."', 'done="{loan_id}: fine."', "Loan", "is not heard as a report",
     "RENEW = Phrases("),
    ("language.py", 'subject=("until", "due")', 'subject=("price",)', "You can keep it until", "is not understood", "AskFor("),
    ("seed.py", '"insert into books values (?, ?, ?, ?, ?, ?)", f"B{100 + number}"',
     '"insert into books values (?, ?, ?, ?, ?, ?)", f"B{100}"', "UNIQUE", "UNIQUE constraint failed", "insert into books"),
    ("seed.py", "for number in range(60 * scale)", "for number in range(1)", "customers", "there are 1 customers", "def seed"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "about", "what", "line"), TRIED)
def test_what_shows_when_it_is_tried(
    desk: Path, file: str, old: str, new: str, about: str, what: str, line: str
) -> None:
    edit(desk / file, old, new)
    report = check(desk, families=12)
    found = [finding for finding in report.findings if what in finding.what and about in finding.what]
    assert found, [one.what for one in report.findings]
    assert line in line_of(found[0])


def test_a_file_that_python_cannot_read_is_named_with_its_line(desk: Path) -> None:
    edit(desk / "rules.py", "RULES = (", "RULES = ((")
    (finding,) = check(desk).findings
    assert finding.place.path.name == "rules.py"
    assert "SyntaxError" in finding.what


def test_every_statement_that_sqlite_refuses_is_named(desk: Path) -> None:
    edit(desk / "schema.sql", "create table copies (copy_id", "create tabel copies (copy_id")
    edit(desk / "schema.sql", "create table fines (", "create table fines ((")
    report = check(desk)
    assert [line_of(finding)[:18] for finding in report.findings] == ["create tabel copie", "create table fines"]


def test_several_findings_at_once_in_the_order_of_the_files(desk: Path) -> None:
    for file, old, new, _, _ in (STATIC[0], STATIC[12], STATIC[17], STATIC[20]):
        edit(desk / file, old, new)
    places = [finding.place for finding in check(desk).findings]
    assert places == sorted(places)
    assert [place.path.name for place in places] == ["rules.py", "schema.sql", "tools.py", "tools.py"]


def test_missing_files_are_named(desk: Path) -> None:
    (desk / "policy.md").unlink()
    (finding,) = check(desk).findings
    assert finding.what == "there is no policy.md."


def test_what_is_not_reached_is_named(desk: Path) -> None:
    edit(desk / "seed.py", '("adult", "junior"), (0.6, 0.4)', '("adult", "junior"), (1, 0)')
    report = check(desk, families=12)
    assert any("rule 'adults-only' never says yes" in finding.what for finding in report.findings)
    (rules,) = [one for one in report.reach if one.sort == "rules"]
    assert rules.missing == ("adults-only",)
