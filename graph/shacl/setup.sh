#!/bin/sh
# Puts the SHACL validator into target/shacl, where the tests look for it. Needs Python 3 with venv
# (Debian: python3-venv) and the Python package index.
set -eu
cd "$(dirname "$0")/../.."
python3 -m venv target/shacl
target/shacl/bin/python -m pip install --quiet --disable-pip-version-check \
    --requirement graph/shacl/requirements.txt
