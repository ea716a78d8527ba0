"""Areas, services, teams and the people in them."""
