"""Brokers behind one protocol: RabbitMQ in earnest, and an embedded one over PostgreSQL."""
