"""Scripts that fit the weights kept as data in `extractors/lexicon/`; nothing here runs when texts are read."""
