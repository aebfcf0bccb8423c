"""Tips: read as they come, kept byte for byte, told apart, graded."""
