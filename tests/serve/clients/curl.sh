#!/usr/bin/env bash
# What curl is for: `curl.sh ADDRESS TOKEN`, the address with a slash at its end.
set -euo pipefail
url=$1
bearer="Authorization: Bearer $2"

expect() { # name, what must be in it, what is
    case $3 in *"$2"*) echo "ok   curl: $1" ;; *) echo "FAIL curl: $1: $3"; exit 1 ;; esac
}
status() { curl -s -o /dev/null -w 'HTTP %{http_code}' "$@"; }

ask='ASK { place:530628 rdfs:label "彝良县"@zh }'
expect 'GET' '"boolean":true' "$(curl -fsG "${url}query" --data-urlencode "query=$ask")"
expect 'POST of a form' '"boolean":true' "$(curl -fs "${url}query" --data-urlencode "query=$ask")"
expect 'POST of a query' '"boolean":true' \
    "$(curl -fs "${url}query" -H 'Content-Type: application/sparql-query' --data-binary "$ask")"
expect 'XML' '<boolean>true</boolean>' \
    "$(curl -fsG "${url}query" -H 'Accept: application/sparql-results+xml' --data-urlencode "query=$ask")"
expect 'an entity in Turtle' '彝良县' "$(curl -fs "${url}place/530628.ttl")"

insert='INSERT DATA { GRAPH <http://curl.example/g> { <http://curl.example/a> rdfs:label "甲" } }'
expect 'an update without the token' 'HTTP 401' "$(status "${url}update" --data-urlencode "update=$insert")"
expect 'an update by POST of a form' '"added":1' \
    "$(curl -fs -H "$bearer" "${url}update" --data-urlencode "update=$insert")"
expect 'an update by POST of the text' '"added":0' \
    "$(curl -fs -H "$bearer" "${url}update" -H 'Content-Type: application/sparql-update' --data-binary "$insert")"
expect 'what it wrote' '甲' "$(curl -fsG "${url}store" --data-urlencode 'graph=http://curl.example/g')"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
echo '<http://curl.example/a> <http://curl.example/p> "乙" .' >"$scratch/graph.ttl"
put=(-H "$bearer" -H 'Content-Type: text/turtle' -T "$scratch/graph.ttl")
expect 'PUT of a file' 'HTTP 201' "$(status "${put[@]}" "${url}store/curl.ttl")"
expect 'PUT of a file again' 'HTTP 204' "$(status "${put[@]}" "${url}store/curl.ttl")"
expect 'GET of the same address' '乙' "$(curl -fs "${url}store/curl.ttl")"
expect 'POST of a file in a form' 'HTTP 200' \
    "$(status -H "$bearer" -F "file=@$scratch/graph.ttl;type=text/turtle" "${url}store/curl.ttl")"
expect 'HEAD' 'HTTP 200' "$(status -I "${url}store/curl.ttl")"
expect 'DELETE' 'HTTP 200' "$(status -H "$bearer" -X DELETE "${url}store/curl.ttl")"
expect 'DELETE again' 'HTTP 404' "$(status -H "$bearer" -X DELETE "${url}store/curl.ttl")"
expect 'a graph of a document' 'HTTP 403' \
    "$(status -H "$bearer" -X DELETE "${url}store?graph=https://chanpu.example/graph/gazetteer")"
