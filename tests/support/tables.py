"""Tables in documents that a test makes: kept between two marks, and true or the test fails."""

import re
from pathlib import Path


def kept_table(document: Path, name: str, text: str, *, rewrite: bool) -> bool:
    """Whether the document has the text between its marks of that name; `rewrite` puts it there."""
    marks = f"<!-- {name} -->\n", f"\n<!-- end of {name} -->"
    between = re.compile(f"(?<={re.escape(marks[0])}).*?(?={re.escape(marks[1])})", re.DOTALL)
    whole = document.read_text("utf-8")
    found = between.search(whole)
    assert found is not None, f"{document.name} lacks the marks {marks}"
    if rewrite:
        document.write_text(whole[: found.start()] + text + whole[found.end() :], "utf-8")
        return True
    return found[0] == text
