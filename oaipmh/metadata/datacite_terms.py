"""DataCite's controlled terms for what Dublin Core and MARC's relators say; OpenAIRE uses them too.

https://datacite-metadata-schema.readthedocs.io/en/4.7/appendices/appendix-1/
"""

CONTRIBUTOR_TYPES = {
    "col": "DataCollector",
    "cur": "DataCurator",
    "dgs": "Supervisor",
    "dst": "Distributor",
    "dtm": "DataManager",
    "edt": "Editor",
    "his": "HostingInstitution",
    "pdr": "ProjectLeader",
    "pro": "Producer",
    "res": "Researcher",
    "rth": "WorkPackageLeader",
    "rtm": "ProjectMember",
    "spn": "Sponsor",
    "ths": "Supervisor",
}
"""contributorType by the MARC relators that mean the same; for the others it is `Other`."""

RELATION_TYPES = {
    "hasFormat": "IsOriginalFormOf",
    "hasPart": "HasPart",
    "hasVersion": "HasVersion",
    "isFormatOf": "IsVariantFormOf",
    "isPartOf": "IsPartOf",
    "isReferencedBy": "IsReferencedBy",
    "isReplacedBy": "IsPreviousVersionOf",
    "isRequiredBy": "IsRequiredBy",
    "isVersionOf": "IsVersionOf",
    "references": "References",
    "replaces": "IsNewVersionOf",
    "requires": "Requires",
    "source": "IsDerivedFrom",
}
"""relationType by property."""
