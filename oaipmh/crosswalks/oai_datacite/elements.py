"""What the parts of a DataCite record are written with: its namespace."""

NAMESPACE = "http://datacite.org/schema/kernel-4"


def tag(name: str) -> str:
    """An element's name, in DataCite's namespace."""
    return f"{{{NAMESPACE}}}{name}"
