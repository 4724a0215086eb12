"""Harvesting other repositories: an OAI-PMH client that survives real endpoints.

It knows HTTP and the protocol, and nothing of where items go: whoever iterates over `harvest`
stores each batch with its progress, and starts from that progress again.
"""
