"""A Django app with models of every kind that can be tracked."""
