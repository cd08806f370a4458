-- 勾稽（gouji）：检查和帮助填写政府信息公开工作年度报告。适用于 Neovim 0.7 及以后的版本。
-- 把这个文件复制到 Neovim 设置文件夹里的 plugin 文件夹，重新打开 Neovim 即可；见同一文件夹的 README.md。
-- Copy this file into the plugin folder of Neovim's settings and start Neovim again; see README.md beside it.

-- 如果提示找不到 gouji，把下一行引号里的名字换成程序的完整路径，如 'C:/gouji/gouji.exe'。
-- If gouji cannot be found, write the program's whole path here.
local program = 'gouji'

-- A file whose name says that it is a report is one, even while it is empty; others are if they look like one.
local function is_named_report(buffer)
  local name = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(buffer), ':t')
  return vim.fn.match(name, [[政府信息公开.*年.*报\|\.gkbg$]]) >= 0
end

local function language_id(buffer, filetype)
  if is_named_report(buffer) then
    return 'gov-report'
  end
  return filetype == 'text' and 'plaintext' or filetype
end

local function format()
  if vim.lsp.buf.format then
    vim.lsp.buf.format({ name = 'gouji' })
  else
    vim.lsp.buf.formatting_sync()
  end
end

local function fix_all()
  vim.lsp.buf.code_action({ context = { only = { 'source.fixAll.gouji' }, diagnostics = {} }, apply = true })
end

-- What stands above a table: how its equations hold. Run it to go to the first that does not.
local function show_lenses(buffer)
  if vim.lsp.codelens.enable then
    vim.lsp.codelens.enable(true, { bufnr = buffer })
    return
  end
  local function refresh()
    vim.lsp.codelens.refresh({ bufnr = buffer })
  end
  refresh()
  local group = vim.api.nvim_create_augroup('gouji-lens', { clear = false })
  vim.api.nvim_clear_autocmds({ group = group, buffer = buffer })
  vim.api.nvim_create_autocmd({ 'BufEnter', 'InsertLeave', 'TextChanged' }, {
    group = group,
    buffer = buffer,
    callback = refresh,
  })
end

-- Newer versions of Neovim set these keys themselves. None that is taken is set.
local function set_keys(buffer)
  local keys = {
    ['K'] = vim.lsp.buf.hover,
    ['gra'] = vim.lsp.buf.code_action,
    ['grr'] = vim.lsp.buf.references,
    ['grx'] = vim.lsp.codelens.run,
    ['gO'] = vim.lsp.buf.document_symbol,
    ['gd'] = vim.lsp.buf.definition,
    ['[d'] = vim.diagnostic.goto_prev,
    [']d'] = vim.diagnostic.goto_next,
  }
  for key, action in pairs(keys) do
    if vim.fn.maparg(key, 'n') == '' then
      vim.keymap.set('n', key, function() action() end, { buffer = buffer, silent = true })
    end
  end
end

local function attached(client, buffer)
  vim.api.nvim_buf_set_option(buffer, 'omnifunc', 'v:lua.vim.lsp.omnifunc')
  set_keys(buffer)
  vim.api.nvim_buf_create_user_command(buffer, 'GoujiFormat', format, { desc = '对齐表格，整理标题' })
  if vim.lsp.start then
    vim.api.nvim_buf_create_user_command(buffer, 'GoujiFix', fix_all, { desc = '修正可以确定的问题' })
  end
  if vim.lsp.completion and client.server_capabilities.completionProvider then
    vim.lsp.completion.enable(true, client.id, buffer, { autotrigger = true })
  end
  if client.server_capabilities.codeLensProvider then
    show_lenses(buffer)
  end
  if vim.lsp.inlay_hint and client.server_capabilities.inlayHintProvider then
    vim.lsp.inlay_hint.enable(true, { bufnr = buffer })
  end
end

local filetypes = { 'markdown', 'text' }

if vim.lsp.config then
  vim.lsp.config('gouji', {
    cmd = { program, 'lsp' },
    filetypes = filetypes,
    root_markers = { 'gouji.toml', '.git' },
    get_language_id = language_id,
    on_attach = attached,
  })
end

-- The servers of older versions that are running, by their folder.
local running = {}

local function start(buffer)
  local file = vim.api.nvim_buf_get_name(buffer)
  if file == '' then
    return
  end
  local config = {
    name = 'gouji',
    cmd = { program, 'lsp' },
    root_dir = vim.fn.fnamemodify(file, ':p:h'),
    get_language_id = language_id,
    on_attach = attached,
  }
  if vim.lsp.start then
    vim.lsp.start(config, { bufnr = buffer })
    return
  end
  config.on_exit = function()
    running[config.root_dir] = nil
  end
  running[config.root_dir] = running[config.root_dir] or vim.lsp.start_client(config)
  vim.lsp.buf_attach_client(buffer, running[config.root_dir])
end

local group = vim.api.nvim_create_augroup('gouji', {})
vim.api.nvim_create_autocmd({ 'BufRead', 'BufNewFile' }, {
  group = group,
  pattern = '*.gkbg',
  command = 'setfiletype text',
})
vim.api.nvim_create_autocmd('FileType', {
  group = group,
  pattern = filetypes,
  callback = function(event)
    if vim.fn.executable(program) == 0 then
      if is_named_report(event.buf) then
        vim.notify('找不到程序 gouji，报告没有检查。请看 gouji.lua 开头的说明。', vim.log.levels.WARN)
      end
    elseif not vim.lsp.config then
      start(event.buf)
    end
  end,
})

if vim.lsp.config and vim.fn.executable(program) == 1 then
  vim.lsp.enable('gouji')
end
