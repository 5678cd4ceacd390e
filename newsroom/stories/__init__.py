"""Articles of the newspaper, the portal and the station's site."""
