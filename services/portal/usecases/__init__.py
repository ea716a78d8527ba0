"""What people do in the portal, over the services' APIs."""
