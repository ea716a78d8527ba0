"""Styles, scripts and images of the pages; `python -m services.portal.assets` builds what is served."""
