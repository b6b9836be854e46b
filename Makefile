# Lab's few chores; `make test` is all that a fresh machine needs.

PACKAGES = libreadline-dev libdnnl-dev zlib1g-dev liblapack-dev
SUDO = $(shell [ "$$(id -u)" = 0 ] || echo sudo)
RELEASE = swift build -c release --static-swift-stdlib --product lab

.PHONY: build test lint setup

build: setup
	$(RELEASE)

test: setup
	swift test

lint:
	swift format lint --strict --recursive Package.swift Sources Tests

# Installs the system packages that are missing.
setup:
	@missing=; for package in $(PACKAGES); do \
	  dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'ok installed' \
	    || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
	  $(SUDO) apt-get update && $(SUDO) apt-get install -y --no-install-recommends $$missing; \
	fi
