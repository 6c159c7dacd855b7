"""From a decoded page to a document: what the page is, its layout, its fields, its text."""
