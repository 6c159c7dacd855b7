"""From an agency's listings to identified, decoded documents: knows HTTP and HTML, nothing of extraction."""
