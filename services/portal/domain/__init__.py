"""Who is signed in and for how long, and what codes are called in plain words."""
