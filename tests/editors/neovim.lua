-- What someone does in Neovim with a report that has a slip: sees it, mends it, writes on, tidies up.
-- Ends Neovim with 0 if all of that went well.

local buffer = vim.api.nvim_get_current_buf()

local function check(held, what)
  if not held then
    io.stderr:write('Neovim: ' .. what .. '\n' .. vim.inspect(vim.diagnostic.get(buffer)) .. '\n')
    vim.cmd('cquit 1')
  end
end

local function wait(what, happened)
  check(vim.wait(30000, happened, 20), what)
end

local function line_of(words)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, false)) do
    if line:find(words, 1, true) then
      return number, line
    end
  end
  check(false, 'no line has ' .. words)
end

local function found(rule)
  for _, diagnostic in ipairs(vim.diagnostic.get(buffer)) do
    if diagnostic.code == rule or vim.tbl_get(diagnostic, 'user_data', 'lsp', 'code') == rule then
      return diagnostic
    end
  end
end

-- The slip is underlined: the figure 2 in the row 结转, and nothing else of it.
wait('the slip is not found', function() return found('totals/slip') ~= nil end)
local slip = found('totals/slip')
local row, text = line_of('| 四、结转下年度继续办理')
check(slip.lnum == row - 1, 'the slip is in another row')
check(text:sub(slip.col + 1, slip.end_col) == '2', 'something else is underlined')

-- The key for fixes, and the first of them.
vim.ui.select = function(items, _, choose) choose(items[1], 1) end
vim.api.nvim_win_set_cursor(0, { row, slip.col })
vim.api.nvim_feedkeys('gra', 'xt', false)
wait('the fix does not mend the slip', function()
  return not found('totals/slip')
end)
local _, mended = line_of('| 四、结转下年度继续办理')
check(mended:match('|%s+(%d+)') == '1', 'the figure is not 1')

-- What is out of line is aligned again, and the figures stay.
vim.api.nvim_buf_set_lines(buffer, row - 1, row, false, { (mended:gsub('1', '1    ', 1)) })
vim.cmd('GoujiFormat')
wait('the table is not aligned', function()
  local _, line = line_of('| 四、结转下年度继续办理')
  return line == mended
end)

-- A row that was taken out is offered again.
local function offered()
  local at = vim.api.nvim_win_get_cursor(0)
  local params = {
    textDocument = { uri = vim.uri_from_bufnr(buffer) },
    position = { line = at[1] - 1, character = at[2] },
  }
  local answers = vim.lsp.buf_request_sync(buffer, 'textDocument/completion', params, 30000)
  local labels = {}
  for _, answer in pairs(answers or {}) do
    local result = answer.result or {}
    for _, item in ipairs(result.items or result) do
      table.insert(labels, item.label)
    end
  end
  return labels
end
vim.api.nvim_buf_set_lines(buffer, row - 1, row, false, { '' })
vim.api.nvim_win_set_cursor(0, { row, 0 })
local labels = table.concat(offered(), '\n')
check(labels:find('四、结转下年度继续办理', 1, true), 'the row is not offered, but: ' .. labels)


-- With one command everything is mended that can be with certainty: the last note but the older row stays.
if vim.fn.exists(':GoujiFix') == 2 then
  vim.api.nvim_buf_set_lines(buffer, row - 1, row, false, { text })
  wait('the slip is not found again', function() return found('totals/slip') ~= nil end)
  vim.cmd('GoujiFix')
  wait('the slip is not mended with all others', function() return not found('totals/slip') end)
  local _, fixed = line_of('| 四、结转下年度继续办理')
  check(fixed == mended, 'the row is another')
end

vim.cmd('qall!')
