# Lab's few tasks; `make run` and `make test` are all that a fresh machine needs.

PACKAGES = libreadline-dev libdnnl-dev zlib1g-dev liblapack-dev
SUDO = $(shell [ "$$(id -u)" = 0 ] || echo sudo)
RELEASE = swift build -c release --static-swift-stdlib
# What packages are made with, besides.
PACKAGING = python3 binutils dpkg-dev
PREFIX = /usr/local
PEERS =
FILTER =

.PHONY: run build test lint install deb tarball bench setup

# Trains the first lab's network on the best available data.
run: build
	.build/release/lab run Labs/mlp.lab

build: setup
	$(RELEASE) --product lab

# Runs all tests, or with FILTER=NAME those whose name matches.
test: setup
	swift build --build-tests
	Tests/run $(if $(FILTER),"$(FILTER)")

lint:
	swift format lint --strict --recursive Package.swift Sources Tests

# Installs the program in PREFIX, with its labs, man pages, completions and syntax files.
install: PACKAGES += $(PACKAGING)
install: build
	Packaging/install "$(DESTDIR)" "$(PREFIX)"

# A Debian package, and a tarball that runs wherever it is unpacked.
deb tarball: PACKAGES += $(PACKAGING)
deb tarball: build
	Packaging/$@

# Times the labs' work, and single operations beside PyTorch's where Python has it; PEERS=FILE names
# the PyTorch and JAX script to compare the labs with.
bench: build
	$(RELEASE) --product Benchmarks
	.build/release/Benchmarks .build/release/lab $(if $(PEERS),--peers "$(PEERS)")
	.build/release/Benchmarks .build/release/lab --operations --save .build/operations.txt

# Installs missing system packages.
setup:
	@missing=; for package in $(PACKAGES); do \
	  dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'ok installed' \
	    || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
	  $(SUDO) apt-get update && $(SUDO) apt-get install -y --no-install-recommends $$missing; \
	fi
