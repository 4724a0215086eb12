"""Progress: what JSON holds is what was."""

import json

from hypothesis import given
from hypothesis import strategies as st

from oaipmh.harvester.progress import Progress


@given(st.from_type(Progress))
def test_progress_comes_back_from_json_the_same(progress: Progress) -> None:
    assert Progress.from_json(json.loads(json.dumps(progress.to_json()))) == progress
