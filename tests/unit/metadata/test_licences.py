"""Licences: their URLs as their owners spell them, and their names."""

import pytest

from oaipmh.metadata.description import Statement
from oaipmh.metadata.licences import Licence, is_licence, licence

BY = "https://creativecommons.org/licenses/by/4.0/"


@pytest.mark.parametrize(
    ("value", "identifier"),
    [
        (BY, "CC-BY-4.0"),
        ("http://creativecommons.org/licenses/by-nc-sa/3.0/", "CC-BY-NC-SA-3.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"),
        ("https://spdx.org/licenses/GPL-3.0-only.html", "GPL-3.0-only"),
        ("https://opensource.org/licenses/MIT", "MIT"),
        ("https://creativecommons.org/licenses/by/3.0/us/", None),
        ("https://creativecommons.org/publicdomain/mark/1.0/", None),
        ("http://x.org/licence", None),
        ("All mine", None),
    ],
)
def test_spdx_has_identifiers_for_some(value: str, identifier: str | None) -> None:
    assert licence(Statement("license", value)).spdx == identifier


def test_a_licence_keeps_its_language() -> None:
    assert licence(Statement("license", "Namensnennung", "de", BY)).lang == "de"


@pytest.mark.parametrize(
    ("value", "uri", "expected"),
    [
        (BY, None, Licence(BY, "CC BY 4.0")),
        ("http://creativecommons.org/licenses/BY/4.0/legalcode", None, Licence(BY, "CC BY 4.0")),
        ("Attribution", BY, Licence(BY, "Attribution")),
        ("CC BY 4.0", None, Licence(BY, "CC BY 4.0")),
        (
            "cc-by-nc-nd",
            None,
            Licence("https://creativecommons.org/licenses/by-nc-nd/4.0/", "cc-by-nc-nd"),
        ),
        (
            "http://creativecommons.org/licenses/by/3.0/us/",
            None,
            Licence("https://creativecommons.org/licenses/by/3.0/us/", "CC BY 3.0"),
        ),
        (
            "http://creativecommons.org/publicdomain/zero/1.0/",
            None,
            Licence("https://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0"),
        ),
        ("http://example.org/licence?a=1", None, Licence("http://example.org/licence?a=1", "")),
        ("All rights reserved", None, Licence(None, "All rights reserved")),
        ("MIT", None, Licence("https://spdx.org/licenses/MIT", "MIT")),
        (
            "gpl-3.0-or-later",
            None,
            Licence("https://spdx.org/licenses/GPL-3.0-or-later", "gpl-3.0-or-later"),
        ),
        ("GPL", None, Licence(None, "GPL")),
        ("CC0", None, Licence("https://creativecommons.org/publicdomain/zero/1.0/", "CC0")),
        ("CC0-1.0", None, Licence("https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0")),
        ("CC0 2.0", None, Licence(None, "CC0 2.0")),
    ],
)
def test_a_licence_has_the_url_of_its_owner(value: str, uri: str | None, expected: Licence) -> None:
    assert licence(Statement("license", value, uri=uri)) == expected


@pytest.mark.parametrize(
    ("value", "known"),
    [
        (BY, True),
        ("CC-BY-SA", True),
        ("CC0 1.0 Universal", True),
        ("© Emerald", False),
        ("CC BY-ME", False),
        ("", False),
    ],
)
def test_rights_may_name_a_licence(value: str, known: bool) -> None:
    assert is_licence(Statement("rights", value)) is known
