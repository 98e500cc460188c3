"""Python's SPARQL clients: `clients.py ADDRESS TOKEN`, the address with a slash at its end."""

import sys

import rdflib
import SPARQLWrapper as sw
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore

address, token = sys.argv[1:]
endpoint, updates = address + "query", address + "update"
bearer = {"Authorization": "Bearer " + token}
CP = "https://chanpu.example/ontology#"
COUNTY = rdflib.URIRef("https://chanpu.example/place/530628")
SELECT = f"PREFIX cp: <{CP}> SELECT ?firm {{ ?firm a cp:Company }} ORDER BY ?firm LIMIT 5"
CONSTRUCT = "CONSTRUCT WHERE { <%s> ?p ?o }" % COUNTY


def check(name, is_right):
    print("ok  " if is_right else "FAIL", name)
    if not is_right:
        sys.exit(1)


def wrapper(text, form, method=sw.GET, request=sw.URLENCODED):
    client = sw.SPARQLWrapper(endpoint)
    client.setQuery(text)
    client.setReturnFormat(form)
    client.setMethod(method)
    client.setRequestMethod(request)
    return client.query().convert()


print(f"SPARQLWrapper {sw.__version__}, rdflib {rdflib.__version__}")
for method, request in [(sw.GET, sw.URLENCODED), (sw.POST, sw.URLENCODED), (sw.POST, sw.POSTDIRECTLY)]:
    rows = wrapper(SELECT, sw.JSON, method, request)["results"]["bindings"]
    check(f"SPARQLWrapper: {method} {request}, JSON", len(rows) == 5)
check("SPARQLWrapper: XML", len(wrapper(SELECT, sw.XML).getElementsByTagName("result")) == 5)
check("SPARQLWrapper: CSV", len(wrapper(SELECT, sw.CSV).decode().splitlines()) == 6)
check("SPARQLWrapper: TSV", len(wrapper(SELECT, sw.TSV).decode().splitlines()) == 6)
check("SPARQLWrapper: ASK", wrapper("ASK {}", sw.JSON)["boolean"] is True)
for form in (sw.TURTLE, sw.RDFXML, sw.JSONLD):
    result = wrapper(CONSTRUCT, form)
    graph = result if isinstance(result, rdflib.Graph) else rdflib.Graph().parse(data=result, format=form)
    check(f"SPARQLWrapper: CONSTRUCT, {form}", len(graph) > 2)
try:
    wrapper("SELECT * { ?s ?p", sw.JSON)
    check("SPARQLWrapper: a syntax error is one", False)
except sw.SPARQLExceptions.QueryBadFormed as error:
    check("SPARQLWrapper: a syntax error is one", "line" in str(error))

for method in ("GET", "POST", "POST_FORM"):
    graph = rdflib.Graph(SPARQLStore(endpoint, method=method))
    check(f"SPARQLStore: {method}", len(list(graph.query(SELECT))) == 5)
graph = rdflib.Graph(SPARQLStore(endpoint))
label = graph.value(COUNTY, rdflib.RDFS.label, any=True)
check("SPARQLStore: a triple", str(label) == "彝良县")
check("SPARQLStore: membership", (COUNTY, rdflib.RDF.type, rdflib.URIRef(CP + "Place")) in graph)
search = f"""PREFIX cp: <{CP}> SELECT ?s ?score {{
    SERVICE cp:search {{ ?s cp:matches "天麻" ; cp:score ?score }} }} ORDER BY DESC(?score)"""
check("SPARQLStore: full text", len(list(graph.query(search))) > 3)


def update(text, request, headers):
    client = sw.SPARQLWrapper(endpoint, updateEndpoint=updates)
    client.setQuery(text)
    client.setMethod(sw.POST)
    client.setRequestMethod(request)
    for name, value in headers.items():
        client.addCustomHttpHeader(name, value)
    return client.query().response.status


MINE = "http://python.example/"
for number, request in enumerate([sw.URLENCODED, sw.POSTDIRECTLY]):
    text = f"INSERT DATA {{ GRAPH <{MINE}g> {{ <{MINE}a> <{MINE}n> {number} }} }}"
    check(f"SPARQLWrapper: update, {request}", update(text, request, bearer) == 200)
    seen = wrapper(f"ASK {{ GRAPH <{MINE}g> {{ <{MINE}a> <{MINE}n> {number} }} }}", sw.JSON)
    check(f"SPARQLWrapper: what was written, {request}", seen["boolean"] is True)
try:
    update("CLEAR ALL", sw.POSTDIRECTLY, {})
    check("SPARQLWrapper: an update without the token", False)
except sw.SPARQLExceptions.Unauthorized:
    check("SPARQLWrapper: an update without the token", True)

subject, property = rdflib.URIRef(MINE + "b"), rdflib.URIRef(MINE + "p")
for method in ("POST", "POST_FORM"):
    store = SPARQLUpdateStore(endpoint, updates, method=method, headers=dict(bearer))
    dataset = rdflib.Dataset(store)
    # rdflib creates it, which fails where it is: one for each.
    graph = dataset.graph(rdflib.URIRef(MINE + method))
    graph.add((subject, property, rdflib.Literal("乙", lang="zh")))
    check(f"SPARQLUpdateStore: add, {method}", len(graph) == 1)
    check(f"SPARQLUpdateStore: read, {method}", str(graph.value(subject, property)) == "乙")
    graph.remove((subject, property, None))
    check(f"SPARQLUpdateStore: remove, {method}", len(graph) == 0)
default = rdflib.Graph(
    SPARQLUpdateStore(endpoint, updates, headers=dict(bearer)),
    identifier=rdflib.graph.DATASET_DEFAULT_GRAPH_ID,
)
default.update(f"INSERT DATA {{ <{MINE}c> <{MINE}p> 1 }}")
check("SPARQLUpdateStore: the default graph", (rdflib.URIRef(MINE + "c"), property, rdflib.Literal(1)) in default)
default.update("CLEAR ALL")
check("SPARQLUpdateStore: CLEAR ALL", (rdflib.URIRef(MINE + "c"), property, None) not in default)
check("SPARQLUpdateStore: documents stay", (COUNTY, rdflib.RDFS.label, None) in default)
