"""The website: settings, addresses, public pages and the demo. The only package that knows all rooms."""
