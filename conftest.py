"""Enables pytester for the project's own tests; the plugin itself comes by its entry point."""

pytest_plugins = ["pytester"]
