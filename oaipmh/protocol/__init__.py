"""OAI-PMH 2.0 as a pure library: no HTTP, no SQL, no environment, no clock.

https://www.openarchives.org/OAI/openarchivesprotocol.html
"""
