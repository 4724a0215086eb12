"""HTTP: the endpoint harvesters talk to, and health. The only place that knows status codes."""
