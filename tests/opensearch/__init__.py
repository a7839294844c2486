"""A real OpenSearch cluster for tests, and the tests of it."""
