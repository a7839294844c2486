"""What is asked of the machine: files, memory, processes. Knows nothing of articles and words."""
