"""The description of an item: Dublin Core statements, and text that XML can hold."""
