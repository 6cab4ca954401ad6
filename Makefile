# The verbs of this project. `make demo` and `make test` are all a newcomer needs.
PREFIX ?= /usr/local
RELEASE = swift build -c release --static-swift-stdlib
BIN = .build/release

.PHONY: demo page test lint format bench model fuzz soak install clean build

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

build:
	@.ci/install build
	@$(RELEASE) --product PumpFirmwareSim
	@$(RELEASE) --product programmer

test:
	@.ci/install build test
	swift test

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

install: build
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/share/pumplink"
	install -s $(BIN)/PumpFirmwareSim $(BIN)/programmer "$(DESTDIR)$(PREFIX)/bin"
	cp -r fixtures/profiles protocol-spec "$(DESTDIR)$(PREFIX)/share/pumplink"

clean:
	swift package clean
