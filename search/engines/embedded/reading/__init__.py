"""A generation opened for reading: its arrays, and what a plan matches on them."""
