"""What one build of the site keeps for the next."""
