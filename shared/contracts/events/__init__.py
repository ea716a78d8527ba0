"""One module per service that publishes."""
