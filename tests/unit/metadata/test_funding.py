"""Funders and awards."""

from oaipmh.metadata.description import Statement
from oaipmh.metadata.funding import Funding, funding_of, funding_statements


def test_a_funder_is_a_contributor_of_that_role_and_the_award_a_relation() -> None:
    ror, award = "https://ror.org/00k4n6c32", "https://cordis.europa.eu/project/id/1"
    assert funding_statements(
        funder="European Commission", funder_uri=ror, award="1", award_uri=award, acronym="LOL"
    ) == [
        Statement("marcrel:fnd", "European Commission", uri=ror),
        Statement(
            "relation",
            "info:eu-repo/grantAgreement/European Commission//1///LOL",
            uri=award,
            scheme="info:eu-repo/grantAgreement",
        ),
    ]


def test_a_funder_known_by_a_short_name_is_the_one_that_is_named_at_length() -> None:
    funder = Statement("marcrel:fnd", "European Commission", uri="https://ror.org/00k4n6c32")
    grant = Statement("relation", "info:eu-repo/grantAgreement/EC/H2020/654024")
    (funding,) = funding_of((funder, grant))
    assert funding == Funding("European Commission", funder.uri, "H2020", "654024")
    assert funding.openaire_value == grant.value
    assert [one.funder for one in funding_of((grant,))] == ["EC"]
    assert [one.funder for one in funding_of((Statement("marcrel:fnd", "EC"), grant))] == ["EC"]


def test_openaire_is_told_its_own_short_names_of_funders() -> None:
    told = [Funding(name, award="1").openaire_value for name in ("Wellcome Trust", "ESRC")]
    assert told == ["info:eu-repo/grantAgreement/WT//1", "info:eu-repo/grantAgreement/ESRC//1"]


def test_a_slash_in_a_part_separates_nothing() -> None:
    (_, award) = funding_statements(funder="A/B", award="R01/2")
    assert award.value == "info:eu-repo/grantAgreement/A%2FB//R01%2F2"


def test_a_line_break_in_a_name_is_a_blank() -> None:
    (_, award) = funding_statements(funder="National Science\n  Foundation", award="1")
    assert award.value == "info:eu-repo/grantAgreement/National Science Foundation//1"


def test_only_what_is_known_is_said() -> None:
    title = "A project without a number"
    assert funding_statements() == []
    assert funding_statements(award_title=title) == [Statement("relation", title)]
    address = "https://x.org/award"
    assert funding_statements(award_uri=address) == [Statement("relation", address, uri=address)]
    assert funding_statements(funder="ESRC") == [Statement("marcrel:fnd", "ESRC")]
