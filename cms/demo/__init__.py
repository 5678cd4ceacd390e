"""A year of sample content, so that whoever clones the product sees at once what it is."""
