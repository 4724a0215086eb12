"""Taking items in: one pipeline for every route. Clean, check, quarantine or take, render, store."""
