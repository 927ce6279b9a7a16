from examples.serving import served  # noqa: F401 - a fixture
