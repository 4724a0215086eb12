"""What can be harvested, and what cannot."""

import pytest

from oaipmh.harvester.target import BadTarget, Target


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"base_url": "x.org/oai"}, "http"),
        ({"base_url": "ftp://x.org/oai"}, "http"),
        ({"base_url": "http://"}, "http"),
        ({"base_url": "http://[x/"}, "http"),
        ({"base_url": "http://x.org/a b"}, "http"),
        ({"base_url": "http://x.org/#a"}, "fragment"),
        ({"base_url": "http://me:secret@x.org/"}, "password"),
        ({"metadata_prefix": "oai dc"}, "metadataPrefix"),
        ({"set_spec": ""}, "set is empty"),
        ({"set_prefix": "a b"}, "setSpec"),
        ({"from_": "yesterday"}, "from"),
        ({"until": "2024-02-30"}, "until"),
        ({"from_": "2024-01-02", "until": "2024-01-01"}, "later"),
    ],
)
def test_a_target_that_is_none_says_why(arguments: dict[str, str], said: str) -> None:
    with pytest.raises(BadTarget, match=said):
        Target(**{"base_url": "http://x.org/oai", **arguments})  # type: ignore[arg-type]


def test_dates_are_the_spans_they_mean() -> None:
    target = Target("http://x.org/oai", from_="2024-01-01", until="2024-01-01")
    assert (target.first, target.last) == (1_704_067_200, 1_704_153_599)
    assert (Target("http://x.org/oai").first, Target("http://x.org/oai").last) == (None, None)
