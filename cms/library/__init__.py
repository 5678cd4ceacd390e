"""The site's own pictures, sounds and films, with what the law asks of them: alt text, credit, transcript."""
