"""Naming items that come without a URI: `oai:DOMAIN:LOCAL`.

OAI-PMH 2.0, section 2.4, and the guidelines for OAI identifiers
(https://www.openarchives.org/OAI/2.0/guidelines-oai-identifier.htm).
"""

from urllib.parse import quote

from oaipmh.readers.incoming import IncomingItem

# As oai-identifier.xsd has it, without the colon that would part a local identifier.
_SAFE = "-_.!~*'();/?:@&=+$,"


def name(item: IncomingItem, domain: str | None) -> str:
    """The item's identifier; a local one is named under the domain, or else under its authority.

    Raises:
        ValueError: it is local, and there is no domain to name it under.
    """
    if not item.local:
        return item.identifier.strip()
    domain = domain or item.authority
    if not domain:
        raise ValueError(
            f"{item.identifier!r} is no URI: set OAIPMH_REPOSITORY_IDENTIFIER to your domain name,"
            " and the item is named oai:DOMAIN:… after it"
        )
    return f"oai:{domain}:{quote(item.identifier.strip(), safe=_SAFE)}"
