# Everything that one does with a checkout of Basin. `make` alone explains.

# A pipe fails where any part of it does.
SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -c

# What Debian calls the libraries, the fonts and the data that Basin needs.
PACKAGES := libopenblas-dev libpng-dev libcairo2-dev libfontconfig-dev libhdf5-dev zlib1g-dev \
  libssl-dev pkg-config fonts-dejavu-core dataset-fashion-mnist
# Programs that open what we write in the tests, and that compute losses for it.
TEST_PACKAGES := poppler-utils libxml2-utils python3 python3-venv python3-numpy python3-matplotlib \
  python3-nbclient python3-ipykernel python3-vtk9 chromium
# LibreOffice, which is large, opens decks where it is installed anyway, and in CI.
ifeq ($(BASIN_REQUIRE_BROWSER),1)
TEST_PACKAGES += libreoffice-impress
endif
# What starts several processes in the tests of shares.
CLUSTER_PACKAGES := slurm-wlm munge openmpi-bin

# One configuration for everything: numeric tests are ten times slower without optimisation.
SWIFT_FLAGS := -c release --explicit-target-dependency-import-check error

SOURCES := Package.swift Sources Tests
DEMO := output/compare
# A Python with torch, numpy, safetensors, onnx, onnxruntime, openvino, gudhi, scikit-learn and matplotlib
# lets `make bench` run the peers too.
PYTHON ?= python3

.PHONY: help demo test test-faults test-cluster build bench fuzz sanitize docs gallery format lint \
  packages programs

help:
	@echo 'Basin shows what shortcut connections do to the loss landscape of a neural network.'
	@echo
	@echo '  make demo     train a residual and a plain net, sample and draw both landscapes:'
	@echo '                a few minutes on 2 cores; an interrupted demo resumes'
	@echo '  make test     the full test suite: format, architecture, numbers, the built tool'
	@echo '  make test-faults'
	@echo '                every command that keeps work is killed KILLS=20 times, at moments drawn'
	@echo '                from SEED, and run again: nothing is lost'
	@echo '  make test-cluster'
	@echo '                the tests under Slurm and Open MPI, both set up on this machine, as root'
	@echo '  make build    the tool alone: .build/release/basin'
	@echo '  make docs     the documentation, in output/docs'
	@echo '  make bench    the speed of sampling and training on this machine, next to PyTorch'
	@echo '  make fuzz     damaged files for every reader, SECONDS=60 each: each is read or refused'
	@echo '  make sanitize the test suite under the address sanitizer and the thread sanitizer'
	@echo '  make gallery  remake output/gallery: about an hour and a half'
	@echo '  make format   format the source; make lint checks it'
	@echo
	@echo 'The first run installs the missing system packages (Debian, Ubuntu).'
	@echo 'After make build: .build/release/basin --help'

demo: build
	.build/release/basin compare --preset quick --output $(DEMO)
	@echo
	@echo 'The picture: $(DEMO)/comparison.png'
	@echo 'The report:  $(DEMO)/report.md'

test: packages programs lint
	swift build $(SWIFT_FLAGS) --build-tests
	@log=$$(mktemp); trap 'rm -f "$$log"' EXIT; \
	swift test $(SWIFT_FLAGS) --skip-build 2>&1 | tee "$$log" || exit; \
	skipped=$$(sed -n 's/^➜ Test .* skipped: "\(.*\)"$$/\1/p' "$$log" | sort -u | paste -sd '|'); \
	[ -z "$$skipped" ] || echo "Skipped: $${skipped//|/; }"
	small=$$(mktemp -d) && output/gallery/make --small "$$small" > /dev/null && rm -r "$$small"

# Commands that keep work are killed again and again. A seed that was printed draws the same moments.
KILLS ?= 20
test-faults: packages
	swift build $(SWIFT_FLAGS) --build-tests
	export BASIN_FAULT_KILLS=$(KILLS) BASIN_FAULT_SEED=$(or $(SEED),$$(date +%s)); \
	echo "To repeat it: make test-faults KILLS=$$BASIN_FAULT_KILLS SEED=$$BASIN_FAULT_SEED"; \
	swift test $(SWIFT_FLAGS) --skip-build --filter BasinTests.KillTests

# The tests under the engines of clusters: a Slurm of this one machine, and Open MPI.
test-cluster: packages
	@.ci/install-packages $(CLUSTER_PACKAGES)
	swift build $(SWIFT_FLAGS) --build-tests
	folder=$$(mktemp -d) && trap '.ci/slurm stop "$$folder"; rm -rf "$$folder"' EXIT; \
	.ci/slurm start "$$folder" && SLURM_CONF="$$folder/slurm.conf" BASIN_REQUIRE_CLUSTER=1 \
	  swift test $(SWIFT_FLAGS) --skip-build --filter ClusterTests

build: packages
	swift build $(SWIFT_FLAGS) --product basin

bench: packages
	swift build $(SWIFT_FLAGS) --product basin-bench
	.build/release/basin-bench surface --python $(PYTHON)
	.build/release/basin-bench training --python $(PYTHON)
	.build/release/basin-bench gpt --python $(PYTHON)
	.build/release/basin-bench topology --python $(PYTHON)
	swift build $(SWIFT_FLAGS) --product basin
	.build/release/basin-bench figures --python $(PYTHON)

# Every reader of files with damaged input, for so long each; so many at the same time.
SECONDS ?= 60
READERS_AT_ONCE ?= 1
# libFuzzer of the compiler's own runtime, which the program starts itself. Its hooks are in every
# module, so all is built apart.
FUZZ_FLAGS = $(SWIFT_FLAGS) --scratch-path .build/fuzz --product basin-fuzz \
  -debug-info-format none -Xcc -O1 -Xcc -DBASIN_FUZZED \
  -Xswiftc -Xfrontend -Xswiftc -sanitize=fuzzer -Xlinker --undefined=LLVMFuzzerRunDriver \
  -Xlinker $$("$$clang" -print-file-name=libclang_rt.fuzzer_no_main-$$(uname -m).a) -Xlinker -lstdc++
fuzz: packages
	clang=$$(dirname "$$(readlink -f "$$(command -v swift)")")/clang; \
	BASIN_FUZZ=1 swift build $(FUZZ_FLAGS)
	memory=/dev/shm; [ -w $$memory ] || memory=/tmp; \
	TMPDIR=$$memory .build/fuzz/release/basin-fuzz all --seconds $(SECONDS) \
	  --at-once $(READERS_AT_ONCE)

# The test suite under each sanitizer, built apart. Libraries such as fontconfig keep memory to the end,
# which is not ours to mend: leaks are not looked for. Tests that repeat themselves do so less often
# there: Tests/SanitizerTestSupport. A finding ends a program with 99, since 66, the thread sanitizer's
# own choice, is one of basin's exit codes.
SANITIZERS ?= address thread
sanitize: packages programs
	export ASAN_OPTIONS=detect_leaks=0 TSAN_OPTIONS=exitcode=99:suppressions=$(CURDIR)/Tests/thread-sanitizer.txt; \
	for sanitizer in $(SANITIZERS); do \
	  flags="$(SWIFT_FLAGS) --sanitize $$sanitizer --scratch-path .build/$$sanitizer"; \
	  swift build $$flags --build-tests \
	    && BASIN_SANITIZER=$$sanitizer swift test $$flags --skip-build || exit; \
	done

# The articles, and the symbols of every module that `import Basin` gives; a link that leads nowhere
# and a parameter left out of a list of parameters are errors.
DOCUMENTED = Basin $(shell sed -n 's/^@_exported public import //p' Sources/Umbrella/*.swift)
docs: packages
	swift package --allow-writing-to-directory output/docs generate-documentation \
	  --enable-experimental-combined-documentation $(DOCUMENTED:%=--target %) \
	  --output-path output/docs --warnings-as-errors \
	  --transform-for-static-hosting --hosting-base-path docs
	@echo 'The documentation: output/docs. To read it: python3 -m http.server -d output,'
	@echo 'then http://localhost:8000/docs/documentation/basin'

gallery: build
	output/gallery/make

format: toolchain
	swift format -i -r $(SOURCES)

lint: toolchain
	swift format lint --strict -r $(SOURCES)

packages: toolchain
	@.ci/install-packages $(PACKAGES)

programs: toolchain
	@.ci/install-packages $(TEST_PACKAGES)
	@.ci/install-python

.PHONY: toolchain
toolchain:
	@command -v swift > /dev/null || { \
	  echo 'Swift is missing. Install Swift 6.3 or later: https://www.swift.org/install' >&2; \
	  exit 1; }
