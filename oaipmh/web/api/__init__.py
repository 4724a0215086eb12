"""The admin API under `/api`: one file per resource; `application.py` puts them together.

It is an application of its own, mounted beside the OAI-PMH endpoint, which pays nothing for it.
"""
