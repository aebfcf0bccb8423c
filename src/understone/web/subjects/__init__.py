"""Who needs work, and what is known of them."""
