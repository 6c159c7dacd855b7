"""Scripts that fit the weights kept as data in `extractors/lexicon/` and `extractors/models/`.

No reader of texts needs them.
"""
