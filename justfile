# What is done often. `uv sync` puts just in .venv/bin; on Windows its commands need a sh, such as that of Git.

bin := ".venv/bin"

# the unit tests: no browser, no PDF, no process, no long search; under a minute
fast *words:
    {{bin}}/pytest -q -m "not slow" {{words}}

# every test, as the README has it
test *words:
    {{bin}}/pytest {{words}}

# which lines and branches of the package the tests reach; without those that watch what is written and how much CPU is
# used, for they would see the tracing
coverage:
    {{bin}}/pytest -q --cov --cov-report=term:skip-covered --ignore tests/test_afgesloten.py --deselect \
        tests/test_cbs_grenzen.py::test_the_worst_tables_cost_little

# what CI asks of the code itself
lint:
    {{bin}}/ruff format --check .
    {{bin}}/ruff check .
    {{bin}}/mypy

# what CI asks of the scripts of the page; needs npm
scripts:
    npm ci --prefix tools --no-audit --no-fund
    npm run --silent --prefix tools check

# all that is made from something else: tables of the docs, samples, licences, snapshot of the page
generate:
    {{bin}}/python sample_data/generate.py
    {{bin}}/python docs/generate.py
    {{bin}}/python docs/licenties.py
    DDAS_SNAPSHOT=1 {{bin}}/pytest -q tests/test_report.py

# the bundle for this system, in dist/; needs an environment with PyInstaller and no more than the program
bundle python="python3":
    {{python}} packaging/bundle.py

# what .ci/run does, and the README's two commands on a bare Debian
ci:
    .ci/run
    .ci/bare
