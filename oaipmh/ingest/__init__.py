"""Taking items in, by every route: clean, check, quarantine or take, render, store."""
