# What a person who works on chanpu types. `make demo` and `make test` need a Rust toolchain only.

CARGO  ?= cargo
CHANPU := target/release/chanpu
GRAPH  := demo/graph
# Counties whose firms the demonstration lists with their sentences.
COUNTIES := 彝良县 威信县 水富市 南昌县

.PHONY: all demo test shacl clients rocksdb check bench golden clean

all: demo

## Builds chanpu and the graph of the sample corpus, and shows what it can answer.
demo: demo/zhaotong.svg
	@printf '\n== Firms by county ==\n\n'
	@$(CHANPU) firms --graph $(GRAPH) --format table
	@for county in $(COUNTIES); do \
	    printf '\n== chanpu firms --county %s --evidence ==\n\n' "$$county"; \
	    $(CHANPU) firms --graph $(GRAPH) --county "$$county" --evidence --format table || [ $$? -eq 1 ] || exit 1; \
	done
	@printf '\n== chanpu query leaders ==\n\n'
	@$(CHANPU) query leaders --graph $(GRAPH) --format table
	@printf '\n== chanpu query counties-of-firm --param firm=合盛硅业股份有限公司 ==\n\n'
	@$(CHANPU) query counties-of-firm --param firm=合盛硅业股份有限公司 --graph $(GRAPH) --format table
	@printf '\nThe graph is in %s, the picture in %s.\n' '$(GRAPH)' '$<'

demo/zhaotong.svg: demo-graph
	@$(CHANPU) export --to svg --county 昭通市 --graph $(GRAPH) -o $@

.PHONY: demo-graph
demo-graph:
	$(CARGO) build --release --locked
	@mkdir -p demo
	$(CHANPU) build examples/corpus --graph $(GRAPH)

## Runs every test: units, the program as a whole, examples in the documentation, quick benches.
test:
	$(CARGO) test --locked --all-targets
	$(CARGO) test --locked --doc
	@test -x target/shacl/bin/python || \
	    echo 'SKIPPED: the graph was not checked against graph/shapes.ttl; `make shacl` installs what that needs (Python 3)'
	@test -x target/clients/bin/python || \
	    echo 'SKIPPED: no SPARQL client of Python was tried; `make clients` installs them (Python 3)'
	@echo 'SKIPPED: the store on the disk; `make rocksdb` tests it'


## Installs the SHACL validator that the tests use when it is there.
shacl:
	graph/shacl/setup.sh

## Installs the SPARQL clients that the tests of the server use when they are there.
clients:
	tests/serve/clients/setup.sh

## Tests the store on the disk: its own tests, and those of queries, commands, killed builds and servers over
## it. Compiles RocksDB, about ten minutes of two cores, into a place of its own.
rocksdb:
	graph/rocksdb/setup.sh
	CHANPU_TEST_STORE=rocksdb CARGO_TARGET_DIR=target/rocksdb $(CARGO) test --locked --features rocksdb \
	    --lib --test integration -- graph:: query:: cli:: durability:: queries:: serve:: stores::

## What has to be clean before a change is merged, without the tests.
check:
	$(CARGO) fmt --check
	$(CARGO) clippy --locked --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --locked --no-deps --document-private-items
	$(CARGO) run --locked --release -- gazetteer check --errors-only

## Measures matching and extraction on one core.
bench:
	$(CARGO) bench --locked

## Writes expected outputs anew; read the difference before you commit it.
golden:
	UPDATE_GOLDEN=1 INSTA_UPDATE=always $(CARGO) test --locked --all-targets

clean:
	rm -rf demo
	$(CARGO) clean
