#!/usr/bin/env python3
"""Checks graphs of chanpu against graph/shapes.ttl.

    validate.py GRAPH.nq...      (`chanpu export --to nquads -o GRAPH.nq`)

Prints a line for each violation: the file, the shape, the path, the node, the value and the message,
separated by tabs. Ends with 1 when there is one, with 2 when a file can't be read.
"""

import sys
from pathlib import Path

from pyshacl import validate
from rdflib import Dataset, Graph, RDF, URIRef
from rdflib.namespace import SH

SHAPES = Path(__file__).resolve().parent.parent / "shapes.ttl"


def union(path):
    """All named graphs of an N-Quads file in one: the shapes are about the union."""
    dataset = Dataset()
    dataset.parse(path, format="nquads")
    merged = Graph()
    for subject, predicate, obj, _ in dataset.quads():
        merged.add((subject, predicate, obj))
    return merged


def owners(shapes):
    """The named shape to which each anonymous one belongs."""
    owner = {}
    for shape in shapes.subjects(RDF.type, SH.NodeShape):
        if isinstance(shape, URIRef):
            owner.update((part, shape) for part in shapes.objects(shape, SH.property))
    return owner


def text(term):
    return "" if term is None else str(term).replace("\t", " ").replace("\n", " ")


def violations(path, shapes, owner):
    _, report, _ = validate(union(path), shacl_graph=shapes)
    for result in report.subjects(RDF.type, SH.ValidationResult):
        shape = report.value(result, SH.sourceShape)
        constraint = report.value(result, SH.sourceConstraintComponent)
        messages = sorted(
            report.objects(result, SH.resultMessage),
            key=lambda message: (getattr(message, "language", None) != "en", str(message)),
        )
        yield (
            text(path),
            text(owner.get(shape, shape)).rpartition("#")[2],
            text(constraint).rpartition("#")[2].removesuffix("ConstraintComponent"),
            text(report.value(result, SH.resultPath)),
            text(report.value(result, SH.focusNode)),
            text(report.value(result, SH.value)),
            text(messages[0] if messages else None),
        )


def main(paths):
    if not paths:
        sys.exit(__doc__)
    shapes = Graph().parse(SHAPES, format="turtle")
    owner = owners(shapes)
    found = 0
    for path in paths:
        for line in sorted(violations(path, shapes, owner)):
            found += 1
            print("\t".join(line))
    return 1 if found else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except OSError as error:
        sys.exit(f"validate.py: {error}")
