"""Pulls from engines that are there, and compares with what is counted here. Usage: sources.py OKR FOLDER ENGINE..."""

import datetime
import json
import os
import pathlib
import signal
import subprocess
import sys
import threading
import time

OKR, WORK, ENGINES = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3:]
FIRST = datetime.date(2026, 1, 5)
PEOPLE, EVENTS, WEEKS = 100_000, 1_000_000, 6

# Person i signs up on day i % 42, and finishes a workflow i % 11 days later. The other events are noise.
EXPECTED = {}
for week in range(WEEKS):
    people = [i for i in range(PEOPLE) if (i % 42) // 7 == week]
    active = [i for i in people if i % 11 <= 7]
    EXPECTED[(FIRST + datetime.timedelta(7 * week)).isoformat()] = round(100 * len(active) / len(people), 1)

SERIES = {
    "psql": "generate_series(0, {last}) as s(i)",
    "duckdb": "range(0, {last} + 1) as s(i)",
    "sqlite3": "(with recursive s(i) as (select 0 union all select i + 1 from s where i < {last}) select i from s)",
    "spark-sql": "(select id as i from range(0, {last} + 1))",
}
DAY = {
    "psql": "date '2026-01-05' + ({0})::int",
    "duckdb": "date '2026-01-05' + ({0})::int",
    "sqlite3": "date('2026-01-05', '+' || ({0}) || ' days')",
    "spark-sql": "date_add(date '2026-01-05', cast({0} as int))",
}
WEEK = {
    "psql": "date_trunc('week', j.day)::date",
    "duckdb": "date_trunc('week', j.day)::date",
    "sqlite3": "date(j.day, 'weekday 0', '-6 days')",
    "spark-sql": "cast(date_trunc('week', j.day) as date)",
}
SOON = {
    "psql": "j.day + 7",
    "duckdb": "j.day + 7",
    "sqlite3": "date(j.day, '+7 days')",
    "spark-sql": "date_add(j.day, 7)",
}
SLOW = {
    "psql": "select current_date as date, 1 as value from pg_sleep(60)",
    "duckdb": "select current_date as date, count(*) as value from range(1000000) a, range(1000000) b where a.range * b.range % 7 = 3",
    "sqlite3": "with recursive s(i) as (select 0 union all select i + 1 from s) select '2026-01-05' as date, count(*) as value from s",
    "spark-sql": "select current_date() as date, sum(a.id * b.id % 7) as value from range(10000000) a cross join range(10000000) b",
}
NUMBER = {"psql": "'{}'::float8", "duckdb": "'{}'::double", "sqlite3": "{}", "spark-sql": "double('{}')"}
INFINITY = {"sqlite3": "9e999"}


def tables(engine):
    people = SERIES[engine].format(last=PEOPLE - 1)
    events = SERIES[engine].format(last=EVENTS - 1)
    day = DAY[engine]
    moved = f"i % 100000 % 42 + case when i < 100000 then i % 100000 % 11 else i % 5 end"
    end = " using parquet" if engine == "spark-sql" else ""
    return (
        f"create table people{end} as select i as person, {day.format('i % 42')} as day from {people};\n"
        f"create table events{end} as select i % 100000 as person, {day.format(moved)} as day, "
        f"case when i < 100000 then 'workflow completed' else 'page seen' end as name from {events};\n"
    )


def activation(engine):
    return (
        f"-- activation by week\nselect {WEEK[engine]} as date,\n"
        f"  round(100.0 * count(distinct e.person) / count(distinct j.person), 1) as value\n"
        f"from people j left join events e on e.person = j.person and e.name = 'workflow completed'\n"
        f"  and e.day between j.day and {SOON[engine]}\n"
        f"where j.day between {{first_day}} and {{last_day}} group by 1 order by 1"
    )


def many(engine):
    series = SERIES[engine].format(last=99_999)
    start = {"psql": "date '1760-01-01' + i::int", "duckdb": "date '1760-01-01' + i::int",
             "sqlite3": "date('1760-01-01', '+' || i || ' days')", "spark-sql": "date_add(date '1760-01-01', cast(i as int))"}
    return f"select {start[engine]} as date, i as value from {series}"


def workspace(engine, query, settings=""):
    root = WORK / engine
    (root / "okrs").mkdir(parents=True, exist_ok=True)
    (root / "sql").mkdir(exist_ok=True)
    database = f", database: {engine}.db" if engine in ("duckdb", "sqlite3") else ""
    (root / "okr.yaml").write_text(f"sources:\n  it: {{program: {engine}{database}}}\n{settings}")
    (root / "okrs/metrics.yaml").write_text("metrics:\n  - id: activation_rate\n    pull: {from: it, sql: sql/q.sql}\n")
    (root / "sql/q.sql").write_text(query)
    return root


def okr(root, *arguments, **variables):
    shown = subprocess.run([OKR, "pull", "--trust"], cwd=root, capture_output=True, text=True).stdout
    fingerprint = next((line[13:] for line in shown.splitlines() if line.startswith("fingerprint: ")), "")
    environment = dict(os.environ, OKR_TRUST=fingerprint, PGPASSWORD="canary-in-the-password", **variables)
    # Spark alone takes a minute to start on a busy machine.
    patience = [] if "--timeout" in arguments or root.name != "spark-sql" else ["--timeout", "20 minutes"]
    command = [OKR, "pull", "--format", "json", "--as-of", "2026-02-15", "--since", "2026-01-05", *patience, *arguments]
    ran = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True)
    assert "canary-in-the-password" not in ran.stdout + ran.stderr
    source = json.loads(ran.stdout)["sources"][0]
    metrics = source["metrics"]
    return ran.returncode, source["error"] or (metrics and metrics[0]["error"]) or "", metrics and metrics[0]


def asked_programs(mark):
    """The programs that run with this mark in their environment, okr itself aside."""
    found = []
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            marked = f"MARK={mark}".encode() in (folder / "environ").read_bytes().split(b"\0")
            if marked and (folder / "exe").resolve() != pathlib.Path(OKR).resolve():
                found.append(int(folder.name))
        except OSError:
            pass
    return found


def pulled(root):
    lines = (root / "okrs/readings/activation_rate.csv").read_text().splitlines()[1:]
    return {date: float(value) for date, value in (line.split(",") for line in lines)}


def prepare(engine, root):
    if engine == "psql":
        subprocess.run(["psql", "-Xq", "-v", "ON_ERROR_STOP=1"], input=tables(engine), text=True, check=True, cwd="/")
    elif engine in ("duckdb", "sqlite3"):
        subprocess.run([engine, root / f"{engine}.db"], input=tables(engine), text=True, check=True)
    elif engine == "spark-sql":
        subprocess.run([engine, "-S", "-e", tables(engine)], check=True, cwd=WORK, stderr=subprocess.DEVNULL)
    else:
        raise SystemExit(f"nobody knows how to fill {engine}")


def check(engine):
    version = subprocess.run([engine, "--version"], capture_output=True, text=True)
    lines = (version.stdout or version.stderr).splitlines()
    named = next((line for line in lines if "version" in line), lines[0])
    print(f"\n== {engine}: {named.strip(' /_')}", flush=True)
    root = workspace(engine, activation(engine))
    prepare(engine, root)
    begun = time.monotonic()
    code, error, metric = okr(root)
    assert (code, error) == (0, ""), (code, error)
    assert pulled(root) == EXPECTED, (pulled(root), EXPECTED)
    print(f"a million events: {len(EXPECTED)} weeks as counted by hand, in {time.monotonic() - begun:.1f} s")
    before = (root / "okrs/readings/activation_rate.csv").read_bytes()
    code, error, metric = okr(root)
    assert code == 0 and metric["same"] == len(EXPECTED) and metric["new"] == 0
    assert (root / "okrs/readings/activation_rate.csv").read_bytes() == before
    print("a second pull: no byte changes")

    def tried(what, query, *expected, arguments=(), **variables):
        code, error, metric = okr(workspace(engine, query), *arguments, **variables)
        text = f"{error} {json.dumps(metric)}"
        assert all(words in text for words in expected), (what, code, text)
        assert (root / "okrs/readings/activation_rate.csv").read_bytes() == before, what
        print(f"{what}: exit {code}; {(error or 'taken').splitlines()[0][:90]}", flush=True)

    dry = ("--dry-run",)
    tried("wrong SQL", "selct 1", "failed with exit code")
    tried("a table that is not there", "select day as date, 1 as value from no_such_table", "no_such_table")
    tried("no such column", "select 1 as other", "there is no column `date`")
    tried("it writes", "create table hacked(x int)", "failed" if engine != "spark-sql" else "")
    begun = time.monotonic()
    tried("a timeout", SLOW[engine], "there was no answer within 2 seconds", arguments=("--timeout", "2 seconds"), MARK="timeout-mark")
    assert time.monotonic() - begun < 10
    time.sleep(0.5)
    assert not asked_programs("timeout-mark"), "a program still runs"

    def kill():
        time.sleep(1.5)
        for number in asked_programs("kill-mark"):
            os.kill(number, signal.SIGKILL)

    threading.Thread(target=kill).start()
    tried("a kill", SLOW[engine], "killed", arguments=("--timeout", "20 seconds"), MARK="kill-mark")
    # All but 42 days of them are outside of the days asked for.
    tried("100,000 rows", many(engine), '"left_out": 99958', arguments=dry)
    number = NUMBER[engine]
    infinity = INFINITY.get(engine, "Infinity")
    tried("infinity", f"select '2026-01-05' as date, {number.format(infinity)} as value", "is not a number")
    if engine != "sqlite3":
        tried("NaN", f"select '2026-01-05' as date, {number.format('NaN')} as value", "is not a number")
    tried("null", "select '2026-02-09' as date, null as value", '"without_value": 1', arguments=dry)
    tried("a decimal as text", "select '2026-02-16' as date, '1.200' as value union all select '2026-02-10', '1234.500'",
          '"new": 1', arguments=dry)
    if engine != "sqlite3":
        tried("a moment", "select timestamp '2026-01-05 19:30:00' as date, 1 as value", "is a moment, not a date")
    if engine in ("psql", "duckdb"):
        tried("midnight somewhere", "select timestamptz '2026-02-11 00:00:00+00' as date, 1 as value", '"new": 1', arguments=dry)
    if engine == "psql":
        tried("a lost connection", "select 1", "failed with exit code", PGPORT="1")
        tried("no such host", "select 1", "failed with exit code", PGHOST="no-such-host.invalid")
        kill = "select '2026-01-05' as date, 1 as value where pg_terminate_backend(pg_backend_pid())"
        tried("a connection that breaks", kill, "failed with exit code")
    workspace(engine, activation(engine))


for engine in ENGINES:
    check(engine)
print("\nall of it holds")
