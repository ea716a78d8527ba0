"""The web front where people sign in: it owns no domain, and calls the services' APIs as the person who asks."""
