"""What a feed document says."""
