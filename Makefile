# Lab's few chores. `make run` and `make test` are all that a fresh machine needs.

PREFIX ?= $(HOME)/.local
PACKAGES = libreadline-dev libdnnl-dev zlib1g-dev liblapack-dev
SUDO = $(shell [ "$$(id -u)" = 0 ] || echo sudo)
RELEASE = swift build -c release --static-swift-stdlib --product lab

.PHONY: run build test lint install setup

# Trains the first lab, on real data where there is some.
run: build
	"$$($(RELEASE) --show-bin-path)"/lab run Labs/mlp.lab

build: setup
	$(RELEASE)

test: setup
	swift test

lint:
	swift format lint --strict --recursive Package.swift Sources Tests

install: build
	install -D "$$($(RELEASE) --show-bin-path)"/lab "$(DESTDIR)$(PREFIX)/bin/lab"

# Installs the system packages that are missing.
setup:
	@missing=; for package in $(PACKAGES); do \
	  dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'ok installed' \
	    || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
	  $(SUDO) apt-get update && $(SUDO) apt-get install -y --no-install-recommends $$missing; \
	fi
