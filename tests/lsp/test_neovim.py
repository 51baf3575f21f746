"""A real editor: Neovim with the very lines of docs/editors.md."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from machine import missing

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "editors.md").read_text(encoding="utf-8")
CHECKS = """
local function clients()
  return vim.lsp.get_clients and vim.lsp.get_clients({ bufnr = 0 }) or vim.lsp.buf_get_clients()
end
local function here() return vim.lsp.util.make_position_params(0, vim.lsp.get_clients and "utf-16") end
local function wait(what, found)
  if not vim.wait(15000, found, 50) then error("waited in vain for " .. what) end
end
local function ask(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params, 10000)
  for _, answer in pairs(answers) do return answer.result end
end
local function say(...) io.stdout:write(table.concat({ ... }, " ") .. "\\n") end

vim.cmd("edit ledger/contracts/acme-site.md")
wait("the server", function() return #vim.tbl_values(clients()) > 0 end)
vim.api.nvim_buf_set_lines(0, 3, 4, false, { "stage: actve" })
wait("a problem", function() return #vim.diagnostic.get(0) > 0 end)
local problem = vim.diagnostic.get(0)[1]
say("problem", problem.lnum, problem.col, problem.code or problem.user_data.lsp.code)
vim.api.nvim_buf_set_lines(0, 3, 4, false, { "stage: active" })
wait("no problem", function() return #vim.diagnostic.get(0) == 0 end)

vim.api.nvim_win_set_cursor(0, { 2, 9 })
say("hover", (ask("textDocument/hover", here()).contents.value:match("^[^\\n]*")))
vim.lsp.buf.definition()
wait("the client's file", function() return vim.fn.expand("%:t") == "acme.md" end)
say("definition", vim.fn.expand("%:."), vim.api.nvim_win_get_cursor(0)[1])

vim.cmd("edit ledger/contracts/acme-site.md")
vim.api.nvim_win_set_cursor(0, { 4, 7 })
local words = {}
for _, item in ipairs(ask("textDocument/completion", here())) do
  table.insert(words, item.label)
end
say("completion", unpack(words))

vim.api.nvim_win_set_cursor(0, { 2, 9 })
vim.lsp.buf.rename("acme-ltd")
wait("the new name", function() return vim.fn.getline(2) == "client: acme-ltd" end)
wait("the new file", function() return vim.fn.filereadable("ledger/clients/acme-ltd.md") == 1 end)
vim.cmd("wall")
say("renamed")
vim.cmd("qall!")
"""


def test_neovim_shows_completes_explains_leads_and_renames(folder):
    nvim = shutil.which("nvim") or missing("there is no nvim")
    setup = re.search(r"```lua\n(.*?)```", PAGE, re.DOTALL)[1]
    (folder / "init.lua").write_text(setup + 'vim.cmd("filetype plugin on")\n', encoding="utf-8")
    (folder / "checks.lua").write_text(CHECKS, encoding="utf-8")
    commands = str(Path(sys.executable).parent)
    done = subprocess.run(
        [nvim, "--headless", "-n", "-i", "NONE", "-u", "init.lua", "-c", "luafile checks.lua", "-c", "cquit"],
        cwd=folder,
        env={**os.environ, "PATH": f"{commands}{os.pathsep}{os.environ['PATH']}", "HOME": str(folder)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert [line for line in done.stdout.splitlines() if line] == [
        "problem 3 7 invalid-value",
        "hover **Acmé 🎈 Ltd: leave now**",
        "definition ledger/clients/acme.md 2",
        "completion lead proposal negotiation signed active completed lost terminated",
        "renamed",
    ]
    assert "client: acme-ltd" in (folder / "ledger/contracts/old/acme-shop.md").read_text(encoding="utf-8")
    assert not (folder / "ledger/clients/acme.md").exists()
