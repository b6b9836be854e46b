-- What an author does in the editor, and what must come of it.
local failures = 0
local function check(name, holds, seen)
  io.stdout:write((holds and "ok " or "FAILED ") .. name .. (holds and "" or ": " .. vim.inspect(seen)) .. "\n")
  if not holds then failures = failures + 1 end
end

local function wait(body) return vim.wait(20000, body, 20) end
local function line(number) return vim.api.nvim_buf_get_lines(0, number - 1, number, true)[1] end
local function set(number, text) vim.api.nvim_buf_set_lines(0, number - 1, number, true, { text }) end
local function ask(method, row, column)
  vim.api.nvim_win_set_cursor(0, { row, column })
  local parameters = vim.lsp.util.make_position_params(0, "utf-16")
  local answers = vim.lsp.buf_request_sync(0, method, parameters, 20000) or {}
  for _, answer in pairs(answers) do return answer.result end
end

local function session()
  check("the file is a lab", vim.bo.filetype == "lab", vim.bo.filetype)
  check("the server is attached", wait(function()
    for _, client in pairs(vim.lsp.buf_get_clients(0)) do return client.initialized end
  end))
  check("code has colours", vim.fn.synIDattr(vim.fn.synID(4, 1, 1), "name") == "labStatement")

  -- Mistakes, as they are typed.
  local function mistakes() return vim.diagnostic.get(0) end
  local use = line(20)
  set(20, use:gsub("double%(hidden%)", "dubble(hidden)"))
  check("a mistake shows", wait(function() return #mistakes() == 1 end), mistakes())
  local found = mistakes()[1] or {}
  check("where it is", found.lnum == 19 and found.col == use:find("double") - 1
    and found.end_col == use:find("double") + 5, found)
  check("what it is", (found.message or ""):find("unknown name `dubble`\nhint: did you mean `double`?", 1, true), found)
  set(20, use)
  check("it goes", wait(function() return #mistakes() == 0 end), mistakes())

  -- Hover.
  local hover = ask("textDocument/hover", 21, 1)
  check("hover of a builtin", hover and hover.contents.value:find("print(", 1, true), hover)
  hover = ask("textDocument/hover", 4, 8)
  local parameter = 'param hidden = 8 in [4, 8] "width"'
  check("hover of a parameter", hover and hover.contents.value == parameter .. "\n\nhidden: int", hover)

  -- Completion.
  set(21, "print(z, dou")
  local words = ask("textDocument/completion", 21, 12) or {}
  local labels = vim.tbl_map(function(item) return item.label end, words)
  check("completion", vim.tbl_contains(labels, "double"), labels)
  set(21, "print(z, t)")

  -- Definition, here and in another lab.
  vim.api.nvim_win_set_cursor(0, { 20, use:find("double") - 1 })
  vim.lsp.buf.definition()
  check("definition", wait(function() return vim.api.nvim_win_get_cursor(0)[1] == 11 end),
    vim.api.nvim_win_get_cursor(0))
  check("its column", vim.api.nvim_win_get_cursor(0)[2] == 4, vim.api.nvim_win_get_cursor(0))
  local import = ask("textDocument/definition", 22, 6)
  check("definition in another lab", import and import.uri:find("/mlp.lab$"), import)

  -- Rename, behind a balloon and an accent.
  vim.api.nvim_win_set_cursor(0, { 20, use:find("double") - 1 })
  vim.lsp.buf.rename("twice")
  check("rename where it is used", wait(function() return line(20):find("z = twice(hidden)", 1, true) end), line(20))
  check("rename where it is defined", line(11) == "def twice(x) {", line(11))

  -- Layout.
  set(12, "      y=2*x")
  local format = vim.lsp.buf.format or function() vim.lsp.buf.formatting_sync(nil, 20000) end
  format({ timeout_ms = 20000 })
  check("layout", line(12) == "  y = 2*x", line(12))
  check("layout leaves the rest", line(20):find("z = twice(hidden)", 1, true), line(20))

  -- Folds.
  local folds = ask("textDocument/foldingRange", 1, 0) or {}
  local steps = vim.tbl_filter(function(fold) return fold.startLine == 7 and fold.endLine == 14 end, folds)
  check("folds", #steps == 1, folds)
  vim.cmd("silent write")
end

local ran, reason = pcall(session)
check("nothing went wrong in between", ran, reason)
vim.cmd(failures == 0 and "qall!" or "cquit")
