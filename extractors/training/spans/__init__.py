"""Trains the models of names in extractors/models, on sentences with marked spans."""
