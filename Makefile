# The verbs of this project. `make demo` and `make test` are all a newcomer needs.
PREFIX ?= /usr/local
DESTDIR ?=
RELEASE = swift build -c release --static-swift-stdlib
BIN = .build/release

.PHONY: demo page board board-run test lint format bench model fuzz soak what-is-built install uninstall deb clean build

demo: build
	@$(BIN)/programmer demo

# One HTML file with everything in it, which the programs that are built after it carry with them.
page:
	@.ci/install page
	@.ci/wasm .build/page/pumplink.wasm
	@python3 Sources/PumpPage/page/assemble.py --wasm .build/page/pumplink.wasm --out .build/page/pumplink.html
	@mkdir -p Sources/CPage/generated
	@cp .build/page/pumplink.html Sources/CPage/generated/pumplink.html
	@touch Sources/CPage/page.c
	@cp .build/page/pumplink.html pumplink.html
	@echo "pumplink.html: open it in a browser"

# The pump on a bare Cortex-M4: images, maps, sizes and the deepest stack, in .build/board; and as WebAssembly.
board:
	@.ci/install build board
	@.ci/image
	@.ci/board-wasm

# One of them in QEMU, until Ctrl-C. What a power cut leaves is in .build/board/kept.
BOARD_LINE ?= 7788
BOARD_BENCH ?= 7789
board-run: board build
	@echo "the pump's line is tcp://127.0.0.1:$(BOARD_LINE), its bench tcp://127.0.0.1:$(BOARD_BENCH);"
	@echo "in another terminal:"
	@echo "  $(BIN)/programmer interrogate --port tcp://127.0.0.1:$(BOARD_LINE) --card fixtures/board/board.card"
	@.ci/qemu .build/board/bench.elf .build/board/kept $(BOARD_LINE) $(BOARD_BENCH)

build:
	@.ci/install build
	@.ci/commit
	@$(RELEASE) --product PumpFirmwareSim
	@$(RELEASE) --product programmer

test:
	@.ci/install build test
	swift test $(TEST_FLAGS)

lint:
	swift format lint --strict --parallel --recursive Package.swift Sources Tests
	.ci/tidy

format:
	swift format --in-place --recursive Package.swift Sources Tests

bench: build
	@$(RELEASE) --product pump-bench
	@if peer=$$(.ci/mavlink); then $(BIN)/pump-bench --mavlink "$$peer"; else $(BIN)/pump-bench; fi
	@$(BIN)/pump-bench damage

model:
	@.ci/install model
	@protocol-spec/model/check

# FUZZ_SECONDS each (20 unless told), of all targets or of those of FUZZ_TARGETS.
fuzz:
	@.ci/install build
	@.ci/fuzz

# SEEDS lives of a whole pump in its world, on SOAK_JOBS threads.
SEEDS ?= 1..20000
SOAK_JOBS ?= 2
soak:
	@.ci/install build
	@$(RELEASE) --product pump-soak
	@$(BIN)/pump-soak --seeds $(SEEDS) --jobs $(SOAK_JOBS)

# What root does to a tree that somebody else builds in is theirs to undo: then nothing is built, and what
# they built is taken.
what-is-built:
	@if [ "$$(id -u)" -eq 0 ] && [ -d .build ] && [ "$$(stat -c %u .build)" -ne 0 ]; then \
	  [ -x $(BIN)/programmer ] && [ -x $(BIN)/PumpFirmwareSim ] || \
	    { echo "make: nothing is built yet: say \`make build\` first, and not as root" >&2; exit 66; }; \
	else $(MAKE) --no-print-directory build; fi

# Programs, man pages, completions for bash, zsh and fish, and what lies beside them.
install: what-is-built
	@.ci/install place
	@PREFIX="$(PREFIX)" DESTDIR="$(DESTDIR)" .ci/place $(BIN)

# Exactly what was installed, as its list says.
uninstall:
	@PREFIX="$(PREFIX)" DESTDIR="$(DESTDIR)" .ci/place --remove

# A package for Debian, in .build/deb.
deb: what-is-built
	@.ci/install place deb
	@.deb/build $(BIN)

clean:
	swift package clean
