# What there is to do, each with one word. Needs a Rust toolchain, a C compiler and Node.js; what else is needed is set
# up in folders of the project, and said.

CARGO ?= cargo
BUILT := $(or $(CARGO_TARGET_DIR),target)

VSCODE := editors/vscode
PACKAGE := .cache/gouji.vsix

.PHONY: help try test test-clients test-editors test-vscode bench soak install package packed toolchain node

help:
	@echo 'make try      build gouji and its VS Code extension, open VS Code on the sample reports'
	@echo 'make test     everything that must hold before a change is taken in'
	@echo 'make bench    how fast it is'
	@echo 'make soak     whether a session of a million edits stays as it should'
	@echo 'make install  put gouji into the folder where cargo keeps programs'
	@echo 'make package  the VS Code extension with gouji in it, for this platform: $(PACKAGE)'

# Optimised as a release is, but not for long: the last steps of one take longer than all else.
try: toolchain node
	@test -x "$(BUILT)/trial/gouji" || case "$${LC_ALL:-$${LC_MESSAGES:-$$LANG}}" in \
	  en*) echo 'Building gouji and its VS Code extension. The first time takes some five minutes on two cores.' ;; \
	  *) echo '正在编译 gouji 和 VS Code 扩展。第一次约需五分钟（双核）。' ;; \
	  esac
	$(CARGO) build --profile trial --locked
	@$(MAKE) --no-print-directory packed SERVER="$(BUILT)/trial/gouji"
	@echo
	@node $(VSCODE)/dist/test/try.mjs "$(BUILT)/trial/gouji"

test: toolchain node
	$(CARGO) fmt --check
	$(CARGO) clippy --locked --workspace --all-targets -- -D warnings
	$(CARGO) test --locked --workspace
	RUSTDOCFLAGS='-D warnings' $(CARGO) doc --locked --workspace --no-deps
	$(MAKE) test-clients test-editors test-vscode

# The server as clients drive it that nobody here wrote; needs Python, see tests/clients/python.sh.
test-clients: toolchain
	$(CARGO) build --locked
	python=$$(tests/clients/python.sh) && GOUJI="$$(cd "$(BUILT)/debug" && pwd)/gouji" "$$python" -m pytest -q tests/clients

# The settings in editors/, each in its editor; what is missing is said, and fetched where that can be done.
test-editors: toolchain
	$(CARGO) build --locked
	GOUJI="$$(cd "$(BUILT)/debug" && pwd)/gouji" tests/editors/run.sh

# The extension in a real VS Code: from within, and as a person sees it; with the program that the other tests build.
test-vscode: toolchain
	$(CARGO) build --locked
	@$(MAKE) --no-print-directory packed SERVER="$(BUILT)/debug/gouji"
	npm --prefix $(VSCODE) run --silent check
	cd $(VSCODE) && node_modules/.bin/mocha dist/test/unit.mjs
	node $(VSCODE)/dist/test/setup.mjs
	node $(VSCODE)/dist/test/inside.mjs
	cd $(VSCODE) && node_modules/.bin/mocha --timeout 60000 dist/test/e2e.mjs

# The server goes into the package as it is released.
package: toolchain
	$(CARGO) build --release --locked
	@$(MAKE) --no-print-directory packed SERVER="$(BUILT)/release/gouji"

# The extension with SERVER in it. npm is asked only where the lock file is newer than what is there.
packed: node
	@test $(VSCODE)/node_modules/.package-lock.json -nt $(VSCODE)/package-lock.json || { \
	  echo 'Installing what the extension is built with, from npm, into $(VSCODE)/node_modules'; \
	  npm --prefix $(VSCODE) ci --loglevel=error; }
	npm --prefix $(VSCODE) run --silent build
	node $(VSCODE)/package.mjs --server "$(SERVER)" --out $(PACKAGE)

bench: toolchain
	benches/beside/peers.sh
	$(CARGO) bench --locked

# One session of a million edits: its memory, and whether in the end it shows what a new one would.
soak: toolchain
	$(CARGO) bench --locked --bench soak -- 1000000

install: toolchain
	$(CARGO) install --path . --locked

node:
	@node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)' 2>/dev/null && \
	  command -v npm >/dev/null 2>&1 || { \
	  echo 'The VS Code extension is built and tested with Node.js 20 or later, which is not here:' >&2; \
	  echo 'install node and npm (https://nodejs.org), then run make again.' >&2; \
	  exit 1; }

toolchain:
	@command -v '$(CARGO)' >/dev/null 2>&1 || { \
	  echo 'There is no cargo here. gouji is built with Rust 1.95 or later:' >&2; \
	  echo 'install it from your system packages or with rustup (https://rustup.rs), then run make again.' >&2; \
	  exit 1; }
	@command -v cc >/dev/null 2>&1 || command -v gcc >/dev/null 2>&1 || command -v clang >/dev/null 2>&1 || \
	  test -n "$$CC" || { \
	  echo 'There is no C compiler here, which the parser needs: install gcc or clang, then run make again.' >&2; \
	  exit 1; }
