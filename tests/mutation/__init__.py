"""``make mutation``: does a test turn red when a rule is changed?"""
