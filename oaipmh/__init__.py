"""An OAI-PMH 2.0 repository: the specification as a pure package, a database and HTTP around it."""
