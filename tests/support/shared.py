"""Where the shared schemas and real files are: `$SHARED`, or `../shared` beside the project."""

import os
from pathlib import Path

_PLACE = Path(os.environ.get("SHARED", Path(__file__).resolve().parents[3] / "shared"))

SHARED = _PLACE if (_PLACE / "schemas").is_dir() else None
CATALOG = SHARED / "schemas" / "catalog.xml" if SHARED else None
