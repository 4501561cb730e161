"""What .ci/formats needs a program for: hostile goals, reports read by foreign readers, and snippets taken apart."""

import csv
import json
import pathlib
import re
import sys

HOSTILE = r'''quarter: 2026-Q1
team: "growth | @ana #12 <b>"
objectives:
  - objective: |
      Launch `code` | <script>alert(1)</script> ![i](http://evil.example/x.png)
      ::error::forged
      ##[add-mask]forged %0A::warning::forged
    why: it is
    key_results:
      - "Launch \e[31mred\e]0;pwned\a \u009b2J \u202ereversed \u200bhidden \uFFFE the app"
      - "Launch [click](https://evil.example) www.evil.example ana@evil.example @ana GH-12 #34 ]]> <!-- &#10;"
      - "::error file=okrs/a.yaml,line=1::forged"
      - Publish the audit # okr: ignore[output-key-result] the board | asked `for` it
      - {key_result: "Raise x from 1 to 2", "ta\u202eget\n::error::key": 3, target: "<img> 12\u0007 || %0A"}
    supports: ["nobody\n::error::forged", "![x](y)|", "https://evil.example", "a\\|b`"]
'''
PLAIN = "quarter: 2026-Q1\nteam: a b\nobjectives:\n  - objective: Teams feel at home\n    key_results:\n      - Launch the app\n"
CLEAN = "quarter: 2026-Q1\nteam: clean\n"


def workspaces(work):
    files = {
        "hostile": {"a b:c,%d é|<b>.yaml": HOSTILE, "plain.yaml": PLAIN, "clean.yaml": CLEAN},
        "clean": {"clean.yaml": CLEAN},
        "unreadable": {"plain.yaml": PLAIN},
    }
    for folder, goals in files.items():
        okrs = pathlib.Path(work, folder, "okrs")
        okrs.mkdir(parents=True)
        for name, text in goals.items():
            (okrs / name).write_text(text, encoding="utf-8")


def reports(folder):
    """Reads each report with somebody else's reader; all must tell of the same findings."""
    from junitparser import Error, Failure, JUnitXml

    folder = pathlib.Path(folder)
    log = json.loads((folder / "sarif").read_text(encoding="utf-8"))["runs"][0]
    standing = [result for result in log["results"] if "suppressions" not in result]
    unreadable = len(log["invocations"][0].get("toolExecutionNotifications", []))
    issues = json.loads((folder / "gitlab").read_text(encoding="utf-8"))
    assert len(issues) == len(standing) + unreadable
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)

    suites = JUnitXml.fromfile(str(folder / "junit"))
    failed = sum(isinstance(result, (Error, Failure)) for suite in suites for case in suite for result in case.result)
    assert failed == unreadable, "with --fail-on never only what cannot be read fails"
    told = [case for suite in suites for case in suite if case.result or case.system_out]
    assert len(told) == len(issues)

    commands = (folder / "github").read_text(encoding="utf-8").splitlines()
    assert len(commands) == len(issues)
    assert all(re.match(r"::(error|warning|notice) file=[^:]*::", line) for line in commands)
    with open(folder / "okr.csv", newline="", encoding="utf-8") as rows:
        rows = list(csv.DictReader(rows))
    assert len(rows) in (len(standing), len(log["results"])), "sarif-tools reads each result"
    markdown((folder / "markdown").read_text(encoding="utf-8"), len(standing))
    print(f"{len(standing)} findings, {unreadable} unreadable: read alike from every report")


def markdown(text, findings):
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("gfm-like").enable("linkify").parse(text)
    inner = [child for token in tokens if token.type == "inline" for child in token.children]
    active = [token for token in inner if token.type in ("link_open", "image")]
    assert not active, active
    html = [token.content for token in tokens + inner if token.type in ("html_inline", "html_block")]
    ours = re.compile(r"<br>|<details>\n<summary>\d+ more</summary>\n|</details>\n?")
    assert all(ours.fullmatch(piece) for piece in html), html
    spoken = "".join(token.content for token in inner if token.type == "text")
    assert not re.search(r"@\w|#\d", spoken), spoken
    rows = sum(token.type == "tr_open" for token in tokens)
    heads = sum(token.type == "thead_open" for token in tokens)
    cells = sum(token.type in ("td_open", "th_open") for token in tokens)
    assert rows - heads == findings and cells == 3 * rows, (rows, heads, cells, findings)


def snippets(work):
    """Writes the README's snippets for CI and the action's scripts, each to a file of its kind."""
    import yaml

    folder = pathlib.Path(work, "snippets")
    folder.mkdir()
    readme = pathlib.Path("README.md").read_text(encoding="utf-8")
    section = readme.split("## In CI\n")[1].split("\n## ")[0]
    kinds = {".github/": "github-{}.yml", ".gitlab-ci.yml": "gitlab-{}.yml", ".pre-commit-config.yaml": "pre-commit-{}.yaml"}
    found = set()
    for number, (language, text) in enumerate(re.findall(r"^```(\w+)\n(.*?)^```", section, re.M | re.S)):
        if language == "sh":
            (folder / f"readme-{number}.sh").write_text("#!/bin/sh\n" + text)
            found.add("sh")
            continue
        kind = next(kind for kind in kinds if text.startswith(f"# {kind}"))
        (folder / kinds[kind].format(number)).write_text(text)
        found.add(kind)
    assert found == {"sh", *kinds}, found
    for number, step in enumerate(yaml.safe_load(pathlib.Path("action.yml").read_text())["runs"]["steps"]):
        if "run" in step:
            (folder / f"action-{number}.sh").write_text("#!/usr/bin/env bash\n" + step["run"] + "\n")


def hook(okr):
    """The hook as it is published, run with the okr that was built here."""
    import yaml

    published = yaml.safe_load(pathlib.Path(".pre-commit-hooks.yaml").read_text())[0]
    command = published["entry"].split(" ", 1)
    published.update(language="system", entry=f"'{okr}' {command[1]}")
    print(yaml.safe_dump({"repos": [{"repo": "local", "hooks": [published]}]}))


if __name__ == "__main__":
    {"workspaces": workspaces, "reports": reports, "snippets": snippets, "hook": hook}[sys.argv[1]](sys.argv[2])
