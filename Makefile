# What there is to do, each with one word. Needs a Rust toolchain and a C compiler; nothing else is set up.

CARGO ?= cargo
BUILT := $(or $(CARGO_TARGET_DIR),target)

.PHONY: help try test test-clients test-editors bench install toolchain

help:
	@echo 'make try      build gouji, check the sample reports, say how to start it in an editor'
	@echo 'make test     everything that must hold before a change is taken in'
	@echo 'make bench    how fast it is'
	@echo 'make install  put gouji into the folder where cargo keeps programs'

# Findings are what the samples are for, so exit status 1 is no failure here; 2 is.
try: toolchain
	$(CARGO) build --release --locked
	@echo
	@"$(BUILT)/release/gouji" check tests/reports/try || test $$? -eq 1
	@echo
	@gouji=$$(cd "$(BUILT)/release" && pwd)/gouji; \
	echo 'In an editor: start the language server with'; \
	echo; \
	echo "  $$gouji lsp"; \
	echo; \
	echo 'on standard input and output. Neovim 0.11 or later (init.lua):'; \
	echo; \
	echo "  vim.lsp.config('gouji', {"; \
	echo "    cmd = { '$$gouji', 'lsp' },"; \
	echo "    filetypes = { 'markdown', 'text' },"; \
	echo "    get_language_id = function(_, kind) return kind == 'text' and 'plaintext' or kind end,"; \
	echo '  })'; \
	echo "  vim.lsp.enable('gouji')"; \
	echo; \
	echo 'Helix (languages.toml):'; \
	echo; \
	echo '  [language-server.gouji]'; \
	echo "  command = \"$$gouji\""; \
	echo '  args = ["lsp"]'; \
	echo; \
	echo '  [[language]]'; \
	echo '  name = "gov-report"'; \
	echo '  scope = "text.gov-report"'; \
	echo '  file-types = [{ glob = "*年度报告*.txt" }, { glob = "*年度报告*.md" }]'; \
	echo '  language-servers = ["gouji"]'; \
	echo; \
	echo 'Then open a report in tests/reports/try.'

test: toolchain
	$(CARGO) fmt --check
	$(CARGO) clippy --locked --all-targets -- -D warnings
	$(CARGO) test --locked
	RUSTDOCFLAGS='-D warnings' $(CARGO) doc --locked --no-deps
	$(MAKE) test-clients test-editors

# The server as clients drive it that nobody here wrote; needs Python, see tests/clients/python.sh.
test-clients: toolchain
	$(CARGO) build --locked
	python=$$(tests/clients/python.sh) && GOUJI="$$(cd "$(BUILT)/debug" && pwd)/gouji" "$$python" -m pytest -q tests/clients

# The settings in editors/, each in its editor; what is missing is said, and fetched where that can be done.
test-editors: toolchain
	$(CARGO) build --locked
	GOUJI="$$(cd "$(BUILT)/debug" && pwd)/gouji" tests/editors/run.sh

bench: toolchain
	$(CARGO) bench --locked

install: toolchain
	$(CARGO) install --path . --locked

toolchain:
	@command -v '$(CARGO)' >/dev/null 2>&1 || { \
	  echo 'There is no cargo here. gouji is built with Rust 1.95 or later:' >&2; \
	  echo 'install it from your system packages or with rustup (https://rustup.rs), then run make again.' >&2; \
	  exit 1; }
	@command -v cc >/dev/null 2>&1 || command -v gcc >/dev/null 2>&1 || command -v clang >/dev/null 2>&1 || \
	  test -n "$$CC" || { \
	  echo 'There is no C compiler here, which the parser needs: install gcc or clang, then run make again.' >&2; \
	  exit 1; }
