#!/bin/sh
# Puts Python's SPARQL clients into target/clients, where the tests look for them. Needs Python 3 with
# venv (Debian: python3-venv) and the Python package index.
set -eu
cd "$(dirname "$0")/../../.."
python3 -m venv target/clients
target/clients/bin/python -m pip install --quiet --disable-pip-version-check \
    --requirement tests/serve/clients/requirements.txt
