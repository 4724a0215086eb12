"""Readers: from bytes in one input format to a stream of incoming items, one file per format."""
