"""Harvesting other repositories: an OAI-PMH client that survives real endpoints."""
