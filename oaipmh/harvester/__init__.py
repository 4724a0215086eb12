"""Harvesting other repositories: an OAI-PMH client that survives real endpoints.

It knows HTTP and the protocol, and nothing of where items go: whoever iterates over `harvest`
stores each batch with its progress, and starts from that progress again.
"""

from oaipmh.harvester.client import Client
from oaipmh.harvester.errors import HarvestError, SourceError
from oaipmh.harvester.harvest import Batch, harvest
from oaipmh.harvester.intake import items_in
from oaipmh.harvester.patience import Timing
from oaipmh.harvester.progress import Progress
from oaipmh.harvester.reconcile import HeaderPage, get_record, reconcile
from oaipmh.harvester.source import Source
from oaipmh.harvester.target import BadTarget, Target

__all__ = [
    "BadTarget",
    "Batch",
    "Client",
    "HarvestError",
    "HeaderPage",
    "Progress",
    "Source",
    "SourceError",
    "Target",
    "Timing",
    "get_record",
    "harvest",
    "items_in",
    "reconcile",
]
