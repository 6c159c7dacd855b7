"""Scripts that fit the weights kept as data in `extractors/lexicon/`; no reader of texts needs them."""
