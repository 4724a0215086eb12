"""Stylesheets for formats of one's own."""

MY = "http://library.example.org/my/"


def stylesheet(body: str) -> bytes:
    """A stylesheet of these templates."""
    return (
        '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"'
        f' xmlns:i="urn:oaipmh-service:item" xmlns="{MY}" exclude-result-prefixes="i exsl"'
        ' xmlns:exsl="http://exslt.org/common" extension-element-prefixes="exsl">\n'
        f"{body}\n</xsl:stylesheet>"
    ).encode()


def template(body: str) -> bytes:
    """A stylesheet of one template."""
    return stylesheet(f'<xsl:template match="/">{body}</xsl:template>')
