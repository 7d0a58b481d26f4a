# What developers do often; `just` lists it.
default:
    @just --list

# the project's own tests
test *args:
    pytest {{args}}

# formatter, linter, types, layers
lint:
    ruff format --check .
    ruff check .
    mypy
    lint-imports

format:
    ruff format .
    ruff check --fix .

# all that CI does, in fresh virtual environments
ci:
    .ci/run

# the slow tests too: 300 families, 1,000 mutants
full: frameworks
    pytest -m "not live and not frameworks"

# the examples of agents with the real frameworks, in a virtual environment of their own
frameworks:
    python -m venv .venv-frameworks
    .venv-frameworks/bin/pip install -q -e '.[dev,frameworks]'
    .venv-frameworks/bin/pytest -m frameworks tests/integration/test_example_agents.py

# the tables of the controls and of the reference's manners, as in the README
table suite="task_suites/retail":
    t2t table {{suite}} --markdown

# the committed suites again, byte for byte
suites:
    t2t synthesize retail --seed 7 --families 70 --out task_suites/retail
    t2t synthesize airline --seed 7 --families 70 --out task_suites/airline
    t2t synthesize banking --seed 7 --families 70 --out task_suites/banking

# what the README calls speed
benchmark:
    python benchmarks/rollouts.py task_suites/retail/*.t2t.jsonl
    python benchmarks/synthesis.py
    python benchmarks/collection.py
    python benchmarks/scale.py --domain retail --scale 100 --families 10
