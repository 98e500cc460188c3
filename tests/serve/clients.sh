#!/usr/bin/env bash
# Stock clients against `chanpu serve`: curl, SPARQLWrapper and rdflib's SPARQLStore.
# `tests/serve/clients.sh [CHANPU]`. Makes a venv with what PyPI has; without it, says so and ends well.
set -euo pipefail
cd "$(dirname "$0")/../.."

chanpu=${1:-target/debug/chanpu}
scratch=$(mktemp -d)
server=
finish() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    rm -rf "$scratch"
}
trap finish EXIT

[ -x "$chanpu" ] || { echo "skipped: there is no $chanpu; run cargo build"; exit 0; }
command -v curl >/dev/null || { echo 'skipped: curl is not installed'; exit 0; }
"$chanpu" build examples/corpus --graph "$scratch/graph" >/dev/null 2>&1
"$chanpu" serve --graph "$scratch/graph" --port 0 --log off >"$scratch/address" 2>/dev/null &
server=$!
for _ in $(seq 100); do [ -s "$scratch/address" ] && break; sleep 0.1; done
url=$(head -1 "$scratch/address")

ask='ASK { place:530628 rdfs:label "彝良县"@zh }'
expect() { # name, what must be in it, what is
    case $3 in *"$2"*) echo "ok   curl: $1" ;; *) echo "FAIL curl: $1: $3"; exit 1 ;; esac
}
expect 'GET' '"boolean":true' "$(curl -fsG "${url}query" --data-urlencode "query=$ask")"
expect 'POST of a form' '"boolean":true' "$(curl -fs "${url}query" --data-urlencode "query=$ask")"
expect 'POST of a query' '"boolean":true' \
    "$(curl -fs "${url}query" -H 'Content-Type: application/sparql-query' --data-binary "$ask")"
expect 'XML' '<boolean>true</boolean>' \
    "$(curl -fsG "${url}query" -H 'Accept: application/sparql-results+xml' --data-urlencode "query=$ask")"
expect 'an entity in Turtle' '彝良县' "$(curl -fs "${url}place/530628.ttl")"
expect 'an update is refused' 'HTTP 403' \
    "$(curl -s -o /dev/null -w 'HTTP %{http_code}' "${url}update" --data-urlencode 'update=CLEAR ALL')"

if ! python3 -m venv "$scratch/venv" 2>/dev/null ||
    ! "$scratch/venv/bin/pip" -q install SPARQLWrapper rdflib >/dev/null 2>&1; then
    echo 'skipped: SPARQLWrapper and rdflib, because PyPI or venv is out of reach'
    exit 0
fi
"$scratch/venv/bin/python" tests/serve/clients.py "${url}query"
