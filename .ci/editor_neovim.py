"""Drives Neovim in a terminal without a window and reads its screen: diagnostics, hover, completion, rename, a code action.

usage: editor_neovim.py [FOLDER]: writes what was on the screen to FOLDER/*.txt as well.
"""

import fcntl
import os
import pathlib
import pty
import select
import signal
import struct
import sys
import tempfile
import termios
import time

import pyte

ROWS, COLUMNS = 36, 132

METRICS = """\
metrics:
  - id: activation
    name: Activation rate
    better: higher
    readings: [{date: 2026-08-03, value: 26%}, {date: 2026-09-07, value: 29%}]
"""
GOALS = """\
quarter: 2026-Q3
team: growth
objectives:
  - id: start
    objective: New teams feel at home
    why: most never reach value
    owner: ana
    key_results:
      - id: first
        key_result: Raise activation from 23% to 35%
        metric: activation
      - Launch the onboarding checklist
"""
# What editors/README.md says for this version, with a fixed day and no messages that hide what is read.
INIT = """
vim.o.swapfile = false
vim.o.shortmess = vim.o.shortmess .. 'I'
vim.o.completeopt = 'menuone,noselect'
local client
vim.api.nvim_create_autocmd('FileType', {
  pattern = 'yaml',
  callback = function(event)
    client = client or vim.lsp.start_client({ name = 'okr', cmd = { OKR, 'lsp', '--as-of', '2026-09-15' }, root_dir = vim.fn.getcwd() })
    vim.lsp.buf_attach_client(event.buf, client)
    vim.bo[event.buf].omnifunc = 'v:lua.vim.lsp.omnifunc'
  end,
})
"""


class Neovim:
    def __init__(self, folder, file):
        init = folder / "init.lua"
        init.write_text(f"OKR = '{os.environ['OKR']}'\n{INIT}")
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self.stream = pyte.ByteStream(self.screen)
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.chdir(folder)
            os.environ.update(TERM="xterm", HOME=str(folder), XDG_CONFIG_HOME=str(folder), LANG="C.UTF-8")
            os.execvp("nvim", ["nvim", "--clean", "-u", str(init), file])
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))

    def read(self, seconds):
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if select.select([self.terminal], [], [], left)[0]:
                self.stream.feed(os.read(self.terminal, 65536))

    def text(self):
        return "\n".join(line.rstrip() for line in self.screen.display).rstrip() + "\n"

    def wait_for(self, *words, patience=60):
        for _ in range(patience * 5):
            self.read(0.2)
            if all(word in self.text() for word in words):
                self.read(0.3)
                return self.text()
        raise SystemExit(f"{words} never came; the screen:\n{self.text()}")

    def wait_until_gone(self, words, patience=60):
        for _ in range(patience * 5):
            self.read(0.2)
            if words not in self.text():
                return self.text()
        raise SystemExit(f"{words} never went; the screen:\n{self.text()}")

    def keys(self, keys):
        os.write(self.terminal, keys.encode())
        self.read(0.3)

    def run(self, command):
        self.keys(f"\x1b:{command}\r")

    def end(self):
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)


def main():
    out = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1] else None

    def show(name, text):
        print(f"--- {name}\n{text}", flush=True)
        if out:
            out.mkdir(parents=True, exist_ok=True)
            (out / f"{name}.txt").write_text(text)

    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "okrs").mkdir()
        (folder / "okr.yaml").write_text("")
        (folder / "okrs/metrics.yaml").write_text(METRICS)
        (folder / "okrs/growth.yaml").write_text(GOALS)
        nvim = Neovim(folder, "okrs/growth.yaml")
        try:
            show("diagnostics", nvim.wait_for("Launch the onboarding", "delivers a thing"))
            nvim.keys("10G$")
            nvim.run("lua vim.lsp.buf.hover()")
            show("hover", nvim.wait_for("0.50 at risk", "value at this pace"))
            nvim.keys("\x1b\x1b")
            nvim.keys("7GA\x0d")
            nvim.keys("supports: \x18\x0f")
            show("completion", nvim.wait_for("activation", "Activation rate"))
            nvim.keys("\x1b\x1bu")
            nvim.keys("11G$")
            nvim.run("lua vim.lsp.buf.rename('activation_rate')")
            nvim.wait_for("metric: activation_rate")
            # Both files have the new name, so nothing is missing.
            show("rename", nvim.wait_until_gone("there is no metric"))
            nvim.keys("12G$")
            nvim.run("lua vim.lsp.buf.code_action()")
            choices = nvim.wait_for("Make it an initiative")
            show("code actions", choices)
            number = next(line.strip().split(":")[0] for line in choices.splitlines() if "Make it an initiative" in line)
            nvim.keys(f"{number}\r")
            nvim.wait_for("initiatives:", "Raise what changes for whom")
            show("code action made", nvim.wait_until_gone("delivers a thing"))
        finally:
            nvim.end()
    print("Neovim showed diagnostics, hover, completion, rename and a code action")


if __name__ == "__main__":
    main()
